/* SPDX-License-Identifier: ISC */
#include "gemini/gemtext.h"
#include "tests/lib/tap.h"

#include <stdlib.h>

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static struct page *
page_new(void)
{
	struct arena *a = arena_new(16 << 20);
	struct page *p = arena_alloc(a, sizeof *p);

	p->arena = a;
	p->path = "";
	p->lang = "en";
	p->title = "T";
	return p;
}

/* What is written after the title; the page is given back. */
static const char *
write_page(struct page *p, struct buf *b)
{
	buf_init(b, 1 << 20);
	gemtext_page(b, p);
	arena_free(p->arena);
	return strncmp(buf_str(b), "# T\n", 4) == 0 ? buf_str(b) + 4 : buf_str(b);
}

static void
test_markdown(void)
{
	static const struct {
		const char *name, *in, *want;
	} cases[] = {
	    {"a paragraph", "a", "\na\n"},
	    {"two", "a\n\nb", "\na\n\nb\n"},
	    {"a line break", "a  \nb", "\na\nb\n"},
	    {"headings", "## a\n### b\n#### c", "\n## a\n\n### b\n\n### c\n"},
	    {"a level is not skipped", "### a\n## b\n### c", "\n## a\n\n### b\n\n### c\n"},
	    {"a rule", "a\n\n---\n\nb", "\na\n\n---\n\nb\n"},
	    {"items", "- a\n- b", "\n* a\n* b\n"},
	    {"nested items", "- a\n  - b", "\n* a\n* \xe2\x80\x93 b\n"},
	    {"numbered items", "1. a\n2. b", "\n1. a\n2. b\n"},
	    {"a quote", "> a\n>\n> b", "\n> a\n> b\n"},
	    {"a fence in code", "````\n```\n````", "\n```\n ```\n```\n"},
	    {"code", "```\na\n\n  b\n```", "\n```\na\n\n  b\n```\n"},
	    {"code says what it shows", "``` a map of *the* house \n#\n```",
		"\n```a map of *the* house\n#\n```\n"},
	    {"no spaces at the end of a line", "a `b `\n\n[c `d `](https://example.org/)",
		"\na b\n\nc d\n=> https://example.org/ c d\n"},
	    {"links come after, each once",
		"a [b](https://example.org/1), [c](https://example.org/2), "
		"[d](https://example.org/1)",
		"\na b, c, d\n=> https://example.org/1 b\n=> https://example.org/2 c\n"},
	    {"links of a list after the list",
		"- [a](https://example.org/1)\n- [b](https://example.org/2)",
		"\n* a\n* b\n=> https://example.org/1 a\n=> https://example.org/2 b\n"},
	    {"a link line made of two looks", "`=`> /evil", "\n => /evil\n"},
	    {"a fence made of two looks", "`` `` ``\\` evil", "\n ``` evil\n"},
	    {"a label with several looks", "[a *b* c](https://example.org/)",
		"\na b c\n=> https://example.org/ a b c\n"},
	    {"a URL is ASCII", "<https://example.org/\xc3\xa9>",
		"\nhttps://example.org/\xc3\xa9\n=> https://example.org/%C3%A9 "
		"https://example.org/\xc3\xa9\n"},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct page *p = page_new();
		struct buf b;

		page_markdown(p, cases[i].in, NULL, 2);
		is_str(write_page(p, &b), cases[i].want, "%s", cases[i].name);
		buf_free(&b);
	}
}

/* What no text may do: begin a line that is not of its kind. */
static const char *const payloads[] = {
    "=> /evil x",
    "# evil",
    "## evil",
    "* evil",
    "> evil",
    "```",
    "```evil",
    "  => /evil x",
    "\t=> /evil",
    "a\n=> /evil x",
    "a\r\n=> /evil x",
    "a\r=> /evil x",
    "a\xc2\x85=> /evil x",
    "a\xe2\x80\xa8=> /evil x",
    "a\xe2\x80\xa9=> /evil x",
    "a\v=> /evil x",
    "a\f=> /evil x",
    "a\n```\n# evil",
    "\x01=> /evil x",
    "\x7f# evil",
    "\xff=> /evil x",
    "\xc2\x9b# evil",
    "=",
    "=>",
    "",
    "\n",
};

/* Of each line that is there, what it may begin with; anything else starts as plain text. */
static bool
line_is_plain(const char *line)
{
	return *line != '#' && *line != '*' && *line != '>' && strncmp(line, "=>", 2) != 0 &&
	       strncmp(line, "```", 3) != 0;
}

static int
count_lines(const char *s, bool (*is)(const char *line))
{
	int n = 0;

	for (; *s != '\0'; s += strcspn(s, "\n"), s += *s == '\n')
		n += is(s);
	return n;
}

static bool
is_special(const char *line)
{
	return !line_is_plain(line);
}

static bool
has_other_line_end(const char *s)
{
	return strpbrk(s, "\r\v\f\t\x01\x7f\xff") != NULL || strstr(s, "\xc2\x85") != NULL ||
	       strstr(s, "\xe2\x80\xa8") != NULL || strstr(s, "\xe2\x80\xa9") != NULL ||
	       strstr(s, "\xc2\x9b") != NULL;
}

enum place {
	IN_TITLE,
	IN_PARA,
	IN_SECOND_RUN,
	AFTER_BREAK,
	IN_NOTICE,
	IN_HEADING,
	IN_ITEM,
	IN_NUMBERED,
	IN_QUOTE,
	IN_FACT_LABEL,
	IN_FACT,
	IN_LINK_FACT,
	IN_LINK,
	IN_SLOT_TITLE,
	IN_SLOT_TIME,
	IN_SLOT_REST,
	IN_UNLINKED_SLOT,
	IN_CRUMB,
	IN_FOOTER,
	PLACES
};

static const char *const place_names[PLACES] = {"title", "paragraph", "second run", "after a break",
    "notice", "heading", "item", "numbered item", "quote", "label of a fact", "fact",
    "fact that is a link", "link", "title of a slot", "time of a slot", "rooms of a slot",
    "slot without a page", "crumb", "footer"};

static void
put_slot(struct page *p, enum place at, const char *s)
{
	struct page_slot *ps = arena_alloc(p->arena, sizeof *ps);

	ps->title = at == IN_SLOT_TITLE || at == IN_UNLINKED_SLOT ? s : "a";
	ps->time = at == IN_SLOT_TIME ? s : "";
	ps->rooms = ps->tracks = at == IN_SLOT_REST ? s : "";
	ps->there = at == IN_SLOT_REST ? s : NULL;
	ps->mark_note = at == IN_SLOT_REST ? s : NULL;
	ps->people = "";
	if (at != IN_UNLINKED_SLOT)
		ps->target = target_page("a");
	page_block(p, BLOCK_SLOT)->slot = ps;
}

/* A page with the payload in one place. Returns how many lines of it are meant to be special. */
static int
put_payload(struct page *p, enum place at, const char *s)
{
	struct target none = {.kind = TARGET_NONE};
	struct block *b;

	switch (at) {
	case IN_TITLE: p->title = s; return 1;
	case IN_PARA: page_para(p, s); return 1;
	case IN_SECOND_RUN: page_run(p, page_para(p, ""), RUN_PLAIN, s, none); return 1;
	case AFTER_BREAK:
		b = page_para(p, "a");
		page_run(p, b, RUN_BREAK, "", none);
		page_run(p, b, RUN_PLAIN, s, none);
		return 1;
	case IN_NOTICE: page_notice(p, s); return 1;
	case IN_HEADING: page_heading(p, 2, s); return 2;
	case IN_ITEM:
	case IN_NUMBERED:
		b = page_block(p, BLOCK_ITEM);
		b->ordinal = at == IN_NUMBERED;
		page_run(p, b, RUN_PLAIN, s, none);
		return at == IN_ITEM ? 2 : 1;
	case IN_QUOTE: page_run(p, page_block(p, BLOCK_QUOTE), RUN_PLAIN, s, none); return 2;
	case IN_FACT_LABEL: page_fact(p, s, "a"); return 2;
	case IN_FACT: page_fact(p, "a", s); return 2;
	case IN_LINK_FACT:
		page_run(p, page_fact(p, s, NULL), RUN_PLAIN, s, target_page("a"));
		return 2;
	case IN_LINK: page_link(p, s, target_page("a"), NULL); return 2;
	case IN_SLOT_TITLE:
	case IN_SLOT_TIME:
	case IN_SLOT_REST: put_slot(p, at, s); return 2;
	case IN_UNLINKED_SLOT: put_slot(p, at, s); return 1;
	case IN_CRUMB:
		p->crumbs = arena_alloc(p->arena, sizeof *p->crumbs);
		p->crumbs[0] = (struct run){.s = s, .target = target_page("")};
		p->ncrumbs = 1;
		return 2;
	case IN_FOOTER: p->footer = s; return 1;
	case PLACES: break;
	}
	return 0;
}

static void
test_injection(void)
{
	for (int at = 0; at < PLACES; at++) {
		for (size_t i = 0; i < COUNT(payloads); i++) {
			struct page *p = page_new();
			int want = put_payload(p, (enum place)at, payloads[i]), got;
			struct buf b;

			buf_init(&b, 1 << 16);
			gemtext_page(&b, p);
			got = count_lines(buf_str(&b), is_special);
			if (!ok(got == want && !has_other_line_end(buf_str(&b)),
				"payload %zu in a %s", i, place_names[at]))
				printf(
				    "# %d special lines, not %d:\n# %s\n", got, want, buf_str(&b));
			buf_free(&b);
			arena_free(p->arena);
		}
	}
}

/* In code nothing is special but the fence: two of them, and the title. */
static void
test_code(void)
{
	for (size_t i = 0; i < COUNT(payloads); i++) {
		struct page *p = page_new();
		struct target none = {.kind = TARGET_NONE};
		struct buf b;
		int fences = 0;

		page_run(p, page_block(p, BLOCK_CODE), RUN_PLAIN, payloads[i], none);
		buf_init(&b, 1 << 16);
		gemtext_page(&b, p);
		for (const char *s = buf_str(&b); *s != '\0';
		     s += strcspn(s, "\n"), s += *s == '\n')
			fences += strncmp(s, "```", 3) == 0;
		is_int(fences, 2, "payload %zu cannot end code", i);
		buf_free(&b);
		arena_free(p->arena);
	}
}

static void
test_targets(void)
{
	static const struct {
		const char *from;
		struct target to;
		const char *want;
	} cases[] = {
	    {"", {TARGET_PAGE, ""}, "\n=> ./ a\n"},
	    {"", {TARGET_PAGE, "e/session/s"}, "\n=> e/session/s a\n"},
	    {"about", {TARGET_PAGE, ""}, "\n=> ./ a\n"},
	    {"about", {TARGET_PAGE, "about"}, "\n=> about a\n"},
	    {"e/", {TARGET_PAGE, "e/"}, "\n=> ./ a\n"},
	    {"e/", {TARGET_PAGE, ""}, "\n=> ../ a\n"},
	    {"e/", {TARGET_PAGE, "e-2/"}, "\n=> ../e-2/ a\n"},
	    {"e/session/s", {TARGET_PAGE, "e/"}, "\n=> ../ a\n"},
	    {"e/session/s", {TARGET_PAGE, "e/session/t"}, "\n=> t a\n"},
	    {"e/session/s", {TARGET_PAGE, "person/p"}, "\n=> ../../person/p a\n"},
	    {"e/session/s", {TARGET_FILE, "e/agenda.txt"}, "\n=> ../agenda.txt a\n"},
	    {"e/session/s", {TARGET_FILE, "all.ics"}, "\n=> /all.ics a\n"},
	    {"", {TARGET_FILE, "all.ics"}, "\n=> /all.ics a\n"},
	    {"", {TARGET_URL, "https://example.org/"}, "\n=> https://example.org/ a\n"},
	    {"", {TARGET_WEBCAL, "https://example.org/a.ics"},
		"\n=> webcal://example.org/a.ics a\n"},
	    {"", {TARGET_URL, "https://example.org/a b\n=> /evil"},
		"\n=> https://example.org/a%20b%0A=>%20/evil a\n"},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct page *p = page_new();
		struct buf b;

		p->path = cases[i].from;
		page_link(p, "a", cases[i].to, NULL);
		is_str(write_page(p, &b), cases[i].want, "target %zu", i);
		buf_free(&b);
	}
}

/* Who hears a page is told which language comes. */
static void
test_languages(void)
{
	struct page *p = page_new();
	struct page_slot *ps = arena_alloc(p->arena, sizeof *ps);
	struct buf b;

	page_markdown(p, "Un.\n\nDeux.\n\n- trois", "fr", 2);
	page_para(p, "Four.");
	page_fact(p, "Where", "Saal")->text.lang = "de";
	*ps = (struct page_slot){.title = "Cinq", .lang = "fr", .rooms = "Hall"};
	page_block(p, BLOCK_SLOT)->slot = ps;
	p->texts_lang = "de";
	is_str(write_page(p, &b),
	    "\n[fr] Un.\n\nDeux.\n\n* trois\n\nFour.\n\n* Where: Saal\n\nCinq [fr] \xc2\xb7 Hall\n",
	    "a text in another language says which, once, unless that is said on top");
	buf_free(&b);
}

static void
test_ceiling(void)
{
	struct page *p = page_new();
	struct buf b;

	for (int i = 0; i < 100; i++)
		page_para(p, "a paragraph");
	buf_init(&b, 200);
	gemtext_page(&b, p);
	ok(b.failed && b.n <= 200, "a page over the buffer's ceiling says so");
	buf_free(&b);
	arena_free(p->arena);
}

int
main(void)
{
	test_markdown();
	test_injection();
	test_code();
	test_targets();
	test_languages();
	test_ceiling();
	return tap_done();
}
