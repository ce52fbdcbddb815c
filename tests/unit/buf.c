/* SPDX-License-Identifier: ISC */
/* Buffers, and the reasons of failures. */
#include "core/buf.h"
#include "core/err.h"
#include "tests/lib/tap.h"

static void
test_writing(void)
{
	struct buf b;

	buf_init(&b, 100000);
	is_str(buf_str(&b), "", "nothing written is an empty string");
	buf_puts(&b, "a");
	buf_putc(&b, 'b');
	buf_put(&b, "c\0d", 3);
	buf_printf(&b, "%03d", 7);
	ok(b.n == 8 && memcmp(b.p, "abc\0d007", 9) == 0, "bytes, with a NUL after them");
	buf_put(&b, NULL, 0);
	is_int(b.n, 8, "no bytes change nothing");
	for (int i = 0; i < 1000; i++)
		buf_printf(&b, "%050d", i);
	is_int(b.n, 8 + 50 * 1000, "it grows");
	ok(!b.failed && b.p[b.n] == '\0', "and stays a string");
	buf_free(&b);
	is_str(buf_str(&b), "", "freed, it is empty");
	buf_puts(&b, "again");
	is_str(buf_str(&b), "again", "and may be used again");
	buf_free(&b);
}

static void
test_ceiling(void)
{
	struct buf b;

	buf_init(&b, 5);
	buf_puts(&b, "12345");
	ok(!b.failed, "just as much as the maximum");
	buf_putc(&b, '6');
	ok(b.failed, "one byte more fails");
	buf_clear(&b);
	ok(!b.failed && *buf_str(&b) == '\0', "emptied, it forgets that");
	buf_printf(&b, "%s", "123456");
	ok(b.failed, "formatted text that is too long fails");
	buf_puts(&b, "1");
	is_str(buf_str(&b), "", "and after a failure nothing is written: it holds a prefix");
	buf_free(&b);
}

static void
test_err(void)
{
	char words[2 * ERR_MAX];
	struct err e;

	memset(words, 'x', sizeof words);
	words[sizeof words - 1] = '\0';
	is_int(err_set(&e, "write: %s", "no space"), -1, "a reason is a failure");
	is_int(err_context(&e, "publish '%s'", "a"), -1, "so is its context");
	is_str(e.msg, "publish 'a': write: no space", "which stands in front");
	err_set(&e, "%s", words);
	is_int(strlen(e.msg), ERR_MAX - 1, "a long reason is cut");
	err_context(&e, "%s", words);
	is_int(strlen(e.msg), ERR_MAX - 1, "and a long context");
	ok(err_set(NULL, "x") == -1 && err_context(NULL, "x") == -1, "nobody needs to ask why");
}

int
main(void)
{
	test_writing();
	test_ceiling();
	test_err();
	return tap_done();
}
