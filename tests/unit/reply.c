/* SPDX-License-Identifier: ISC */
#include "gemini/reply.h"
#include "tests/lib/tap.h"

#include <string.h>

static const struct {
	const char *name;
	int status;
	const char *meta, *header;
} cases[] = {
    {"a page", 20, "text/gemini; charset=utf-8; lang=en",
	"20 text/gemini; charset=utf-8; lang=en\r\n"},
    {"a prompt in French", 10, "Chercher\xc2\xa0: th\xc3\xa8me",
	"10 Chercher\xc2\xa0: th\xc3\xa8me\r\n"},
    {"slow down: a bare number", 44, "5", "44 5\r\n"},
    {"a line end in META", 20, "text/gemini\r\n20 evil", "40 Internal error\r\n"},
    {"a lone LF in META", 20, "text/gemini\n", "40 Internal error\r\n"},
    {"a tab in META", 51, "not\tfound", "40 Internal error\r\n"},
    {"an escape sequence in META", 51, "\x1b[2J", "40 Internal error\r\n"},
    {"NEL in META", 51, "a\xc2\x85", "40 Internal error\r\n"},
    {"no UTF-8 in META", 51, "\xff", "40 Internal error\r\n"},
    {"an empty META", 51, "", "40 Internal error\r\n"},
    {"a status of one digit", 2, "text/gemini", "40 Internal error\r\n"},
    {"a status of three digits", 200, "OK", "40 Internal error\r\n"},
    {"a negative status", -20, "OK", "40 Internal error\r\n"},
};

static const struct {
	const char *name, *path, *query, *header;
} redirects[] = {
    {"a plain path", "/a/b.ics", NULL, "30 /a/b.ics\r\n"},
    {"a path with letters and spaces", "/caf\xc3\xa9 noir", NULL, "30 /caf%C3%A9%20noir\r\n"},
    {"a path that would end the line", "/a\r\n20 b", NULL, "30 /a%0D%0A20%20b\r\n"},
    {"a path with a question mark and a percent", "/a?b%20", NULL, "30 /a%3Fb%2520\r\n"},
    {"a query", "/s", "a%20b", "30 /s?a%20b\r\n"},
    {"a query that would end the line", "/s", "a\r\nb", "40 Internal error\r\n"},
    {"a path to another host", "//evil.example/", NULL, "40 Internal error\r\n"},
    {"a path that is none", "evil:x", NULL, "40 Internal error\r\n"},
    {"an empty path", "", NULL, "40 Internal error\r\n"},
};

static void
test_meta(void)
{
	char header[GEM_HEADER_MAX];
	char meta[GEM_META_MAX + 2];
	struct gem_reply re;

	gem_reply_init(&re);
	is_int(re.status, 40, "without an answer it is 40");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		gem_reply_set(&re, cases[i].status, cases[i].meta);
		gem_reply_header(&re, header);
		is_str(header, cases[i].header, "%s", cases[i].name);
	}
	memset(meta, 'x', sizeof meta);
	meta[GEM_META_MAX + 1] = '\0';
	gem_reply_set(&re, 51, meta);
	is_int(re.status, 40, "1025 bytes of META are too many");
	meta[GEM_META_MAX] = '\0';
	gem_reply_set(&re, 51, meta);
	is_int(re.status, 51, "1024 are not");
	is_int(gem_reply_header(&re, header), 1029, "the longest header is whole");
	is_str(header + 1027, "\r\n", "and ends with CR LF");
	gem_reply_free(&re);
}

static void
test_redirects(void)
{
	char header[GEM_HEADER_MAX];
	char path[GEM_META_MAX + 2];
	struct gem_reply re;

	gem_reply_init(&re);
	for (size_t i = 0; i < sizeof redirects / sizeof *redirects; i++) {
		gem_reply_redirect(&re, false, redirects[i].path, redirects[i].query);
		gem_reply_header(&re, header);
		is_str(header, redirects[i].header, "%s", redirects[i].name);
	}
	gem_reply_redirect(&re, true, "/", NULL);
	is_int(re.status, 31, "a permanent one is 31");
	memset(path, 0xff, sizeof path);
	path[0] = '/';
	path[sizeof path - 1] = '\0';
	gem_reply_redirect(&re, true, path, NULL);
	is_int(re.status, 40, "a path too long when encoded");
	gem_reply_free(&re);
}

static void
test_body(void)
{
	struct gem_reply re;
	char block[4096] = {0};

	gem_reply_init(&re);
	buf_puts(&re.body, "half a page");
	gem_reply_set(&re, 51, "Not found");
	gem_reply_finish(&re);
	is_int(re.body.n, 0, "only 20 has a body");
	for (size_t n = 0; n <= GEM_BODY_MAX; n += sizeof block)
		buf_put(&re.body, block, sizeof block);
	gem_reply_set(&re, 20, "text/plain");
	gem_reply_finish(&re);
	is_int(re.status, 40, "a body that did not fit is not sent in part");
	is_int(re.body.n, 0, "not at all");
	gem_reply_free(&re);
}

static size_t
no_piece(void *ctx, const char **piece)
{
	(void)ctx;
	*piece = "";
	return 0;
}

static void
count_end(void *ctx)
{
	++*(int *)ctx;
}

static void
test_stream(void)
{
	int first = 0, second = 0;
	struct gem_stream stream = {GEM_STREAM_MAX, no_piece, count_end, &first};
	struct gem_reply re;

	gem_reply_init(&re);
	gem_reply_set(&re, 20, "text/calendar");
	gem_reply_stream(&re, &stream);
	gem_reply_finish(&re);
	is_int(gem_reply_size(&re), GEM_STREAM_MAX, "a stream may be larger than a body");
	stream.ctx = &second;
	gem_reply_stream(&re, &stream);
	ok(first == 1 && second == 0, "one that takes its place ends it");
	gem_reply_set(&re, 51, "Not found");
	gem_reply_finish(&re);
	ok(second == 1 && gem_reply_size(&re) == 0, "only 20 has a stream");
	stream.n++;
	gem_reply_stream(&re, &stream);
	gem_reply_set(&re, 20, "text/calendar");
	gem_reply_finish(&re);
	ok(re.status == 40 && second == 2, "one that is too large is not sent in part");
	stream.n = 1;
	gem_reply_stream(&re, &stream);
	gem_reply_free(&re);
	is_int(second, 3, "it ends with the reply");
}

int
main(void)
{
	test_meta();
	test_redirects();
	test_body();
	test_stream();
	return tap_done();
}
