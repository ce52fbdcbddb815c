/* SPDX-License-Identifier: ISC */
#include "core/page_text.h"
#include "core/utf8.h"
#include "tests/lib/tap.h"

#include <time.h>

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static struct page *
page_new(void)
{
	struct arena *a = arena_new(16 << 20);
	struct page *p = arena_alloc(a, sizeof *p);

	p->arena = a;
	p->title = "T";
	return p;
}

/* What stands between the title and the foot. */
static void
text_is(struct page *p, const char *base, const char *want, const char *name)
{
	struct buf b;
	size_t n;

	buf_init(&b, 1 << 20);
	page_text(&b, p, base);
	n = b.n;
	if (n > 2 && strcmp(b.p + n - 2, "\n\n") == 0)
		b.p[n - 2] = '\0';
	is_str(strncmp(buf_str(&b), "T\n", 2) == 0 ? b.p + 2 : buf_str(&b), want, "%s", name);
	buf_free(&b);
	arena_free(p->arena);
}

static void
test_markdown(void)
{
	static const struct {
		const char *name, *in, *want;
	} cases[] = {
	    {"a paragraph", "a", "\na\n"},
	    {"a long one is wrapped at 72 columns",
		"This paragraph goes on for long enough that it needs a second line to be whole.",
		"\nThis paragraph goes on for long enough that it needs a second line to "
		"be\nwhole.\n"},
	    {"an address is not broken",
		"See "
		"<https://example.org/a-path-that-is-much-too-long-for-one-line/of-the-text/"
		"that-is-"
		"saved>.",
		"\nSee\nhttps://example.org/a-path-that-is-much-too-long-for-one-line/of-the-text/"
		"that-"
		"is-saved.\n"},
	    {"a script without spaces is broken between its characters",
		"\xe3\x81\x82\xe3\x81\x84\xe3\x81\x86\xe3\x81\x88\xe3\x81\x8a\xe3\x81\x82\xe3\x81"
		"\x84"
		"\xe3\x81\x86\xe3\x81\x88\xe3\x81\x8a\xe3\x81\x82\xe3\x81\x84\xe3\x81\x86\xe3\x81"
		"\x88"
		"\xe3\x81\x8a\xe3\x81\x82\xe3\x81\x84\xe3\x81\x86\xe3\x81\x88\xe3\x81\x8a\xe3\x81"
		"\x82"
		"\xe3\x81\x84\xe3\x81\x86\xe3\x81\x88\xe3\x81\x8a\xe3\x81\x82\xe3\x81\x84\xe3\x81"
		"\x86"
		"\xe3\x81\x88\xe3\x81\x8a\xe3\x81\x82\xe3\x81\x84\xe3\x81\x86\xe3\x81\x88\xe3\x81"
		"\x8a"
		"\xe3\x81\x82\xe3\x80\x82",
		"\n\xe3\x81\x82\xe3\x81\x84\xe3\x81\x86\xe3\x81\x88\xe3\x81\x8a\xe3\x81\x82\xe3\x81"
		"\x84"
		"\xe3\x81\x86\xe3\x81\x88\xe3\x81\x8a\xe3\x81\x82\xe3\x81\x84\xe3\x81\x86\xe3\x81"
		"\x88"
		"\xe3\x81\x8a\xe3\x81\x82\xe3\x81\x84\xe3\x81\x86\xe3\x81\x88\xe3\x81\x8a\xe3\x81"
		"\x82"
		"\xe3\x81\x84\xe3\x81\x86\xe3\x81\x88\xe3\x81\x8a\xe3\x81\x82\xe3\x81\x84\xe3\x81"
		"\x86"
		"\xe3\x81\x88\xe3\x81\x8a\xe3\x81\x82\xe3\x81\x84\xe3\x81\x86\xe3\x81\x88\xe3\x81"
		"\x8a\n"
		"\xe3\x81\x82\xe3\x80\x82\n"},
	    {"a full stop does not begin a line",
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		"\xe3\x81\x82\xe3\x80\x82",
		"\naaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"
		"\xe3\x81\x82\xe3\x80\x82\n"},
	    {"items hang",
		"- a word and many more of them, so that this item of a list has two lines",
		"\n- a word and many more of them, so that this item of a list has two\n  lines\n"},
	    {"nested and numbered items", "- a\n  1. b\n", "\n- a\n  1. b\n"},
	    {"a quote", "> a", "\n> a\n"},
	    {"code is as it was", "```\na   b\n\n  c\n```", "\n  a   b\n\n    c\n"},
	    {"a link has its address", "[a](https://example.org/)", "\na (https://example.org/)\n"},
	    {"a line break", "a  \nb", "\na\nb\n"},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct page *p = page_new();

		page_markdown(p, cases[i].in, NULL, 2);
		text_is(p, NULL, cases[i].want, cases[i].name);
	}
}

static void
test_blocks(void)
{
	struct page *p = page_new();
	struct page_slot *ps = arena_alloc(p->arena, sizeof *ps);

	page_heading(p, 2, "Day");
	page_heading(p, 3, "09:30 Talk");
	page_fact(p, "Where", "Hall");
	page_para(p, "About it.");
	page_link(p, "Slides", target_url("https://example.org/s"), NULL);
	page_heading(p, 3, "10:30 Break");
	page_heading(p, 2, "Next day");
	*ps = (struct page_slot){.time = "09:00",
	    .there = "16:00",
	    .title = "X",
	    .rooms = "Hall",
	    .mark_note = "cancelled"};
	page_block(p, BLOCK_SLOT)->slot = ps;
	page_link(p, "Event", target_page("e/"), NULL);
	text_is(p, "gemini://example.org/",
	    "\nDay\n\n09:30 Talk\n  Where: Hall\n\n  About it.\n\n  Slides: https://example.org/s\n"
	    "\n10:30 Break\n\n\nNext day\n\n09:00 (16:00)  cancelled: X \xc2\xb7 Hall\n"
	    "\nEvent: gemini://example.org/e/\n",
	    "days, sessions and what is said of them");
	p = page_new();
	page_link(p, "Event", target_page("e/"), NULL);
	text_is(p, NULL, "\nEvent\n", "without a base a link of the site is its label");
}

/* No terminal is told anything, and no line has spaces at its end. */
static void
test_hostile(void)
{
	static const char *const payloads[] = {"a\x1b[31mb", "a\r\nb", "a\tb",
	    "a\xc2\x9b"
	    "b",
	    "\xff\xfe", "   a   ",
	    "a\xe2\x80\xa8"
	    "b",
	    "", " "};

	for (size_t i = 0; i < COUNT(payloads); i++) {
		struct page *p = page_new();
		const char *s, *nl;
		struct buf b;
		bool fine = true;

		p->title = p->footer = payloads[i];
		page_para(p, payloads[i]);
		page_fact(p, payloads[i], payloads[i]);
		page_link(p, payloads[i], target_url("https://example.org/"), NULL);
		buf_init(&b, 1 << 16);
		page_text(&b, p, NULL);
		for (s = buf_str(&b); (nl = strchr(s, '\n')) != NULL; s = nl + 1)
			fine = fine && (nl == s || nl[-1] != ' ');
		ok(fine && !b.failed && strpbrk(buf_str(&b), "\x1b\r\t") == NULL &&
			utf8_check(buf_str(&b), b.n) == b.n,
		    "payload %zu", i);
		buf_free(&b);
		arena_free(p->arena);
	}
}

static void
test_ceiling(void)
{
	struct page *p = page_new();
	struct buf b;

	for (int i = 0; i < 100; i++)
		page_para(p, "a paragraph");
	buf_init(&b, 200);
	page_text(&b, p, NULL);
	ok(b.failed && b.n <= 200, "a page over the buffer's ceiling says so");
	buf_free(&b);
	arena_free(p->arena);
}

/* Each word costs itself, not the rest of its line. */
static void
test_long_line(void)
{
	enum { WORDS = 500000 };
	struct page *p = page_new();
	char *line = arena_alloc(p->arena, 2 * WORDS + 1);
	clock_t start = clock();
	struct buf b;

	for (size_t i = 0; i < WORDS; i++)
		memcpy(line + 2 * i, "a ", 3);
	page_para(p, line);
	buf_init(&b, 4 << 20);
	page_text(&b, p, NULL);
	ok(!b.failed && b.n > WORDS && clock() - start < CLOCKS_PER_SEC,
	    "a line of a million letters is wrapped in less than a second");
	buf_free(&b);
	arena_free(p->arena);
}

int
main(void)
{
	test_markdown();
	test_blocks();
	test_hostile();
	test_ceiling();
	test_long_line();
	return tap_done();
}
