/* SPDX-License-Identifier: ISC */
/* What each kind of block becomes. */
#include "html/html_page.h"
#include "tests/lib/tap.h"
#include "tests/unit/html_samples.h"

#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

enum { ARENA_MAX = 16 * 1024 * 1024 };

/* The page's <main>, without the heading of the page. */
static const char *
main_of(struct arena *a, struct buf *b, const struct page *p)
{
	const char *from, *to;

	buf_init(b, HTML_BYTES_MAX);
	if (html_page(b, p, &(struct html_frame){.site = sample_site(a)}) != 0)
		return NULL;
	from = strstr(buf_str(b), "</h1>\n") + 6;
	to = strstr(from, "</main>");
	return arena_strndup(a, from, (size_t)(to - from));
}

static void
test_lists(void)
{
	static const struct {
		const char *name;
		int item[5][2]; /* level, ordinal */
		const char *want;
	} cases[] = {
	    {"one item", {{1, 0}}, "<ul> <li>x</li> </ul> "},
	    {"nested, and out again", {{1, 0}, {2, 0}, {3, 0}, {1, 0}},
		"<ul> <li>x <ul> <li>x <ul> <li>x</li> </ul> </li> </ul> </li> <li>x</li> </ul> "},
	    {"a level that is skipped", {{1, 0}, {3, 0}, {3, 0}},
		"<ul> <li>x <ul> <li>x <ul> <li>x</li> </ul> </li> </ul> </li> </ul> "},
	    {"numbered within bullets", {{1, 0}, {2, 1}, {2, 2}},
		"<ul> <li>x <ol> <li>x</li> <li>x</li> </ol> </li> </ul> "},
	    {"numbers that begin late and jump", {{1, 4}, {1, 5}, {1, 9}},
		"<ol start=\"4\"> <li>x</li> <li>x</li> <li value=\"9\">x</li> </ol> "},
	    {"another list begins at 1", {{1, 1}, {1, 2}, {1, 1}},
		"<ol> <li>x</li> <li>x</li> </ol> <ol> <li>x</li> </ol> "},
	    {"bullets after numbers", {{1, 1}, {1, 0}},
		"<ol> <li>x</li> </ol> <ul> <li>x</li> </ul> "},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena *a = arena_new(ARENA_MAX);
		struct page *p = sample_page(a, "x", "en", "x");
		struct buf b;
		char *got;

		for (size_t k = 0; k < 5 && cases[i].item[k][0] > 0; k++)
			sample_item(p, cases[i].item[k][0], cases[i].item[k][1], "x");
		got = arena_strdup(a, main_of(a, &b, p));
		/* Line breaks are of no matter here: to one blank, none at the beginning. */
		char *w = got;
		for (char *r = got; *r; r++)
			if (*r != '\n')
				*w++ = *r;
			else if (w > got && w[-1] != ' ')
				*w++ = ' ';
		*w = '\0';
		is_str(got, cases[i].want, "list: %s", cases[i].name);
		buf_free(&b);
		arena_free(a);
	}
}

static void
test_headings(void)
{
	struct arena *a = arena_new(ARENA_MAX);
	struct page *p = sample_page(a, "x", "en", "x");
	struct buf b;

	page_heading(p, 4, "a");
	page_heading(p, 4, "b");
	page_heading(p, 2, "c");
	page_heading(p, 4, "d")->id = "d \"1";
	page_heading(p, 1, "e");
	is_str(main_of(a, &b, p),
	    "<h2>a</h2>\n<h3>b</h3>\n<h2>c</h2>\n<h3 id=\"d1\">d</h3>\n<h2>e</h2>\n",
	    "headings: no level is skipped, none is the page's own");
	buf_free(&b);
	arena_free(a);
}

static bool
begins(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

/* What the cells of a grid become: one letter a session, "r2c3" for what a cell spans, '.' for an
 * empty one, '/' after a row. */
static const char *
grid_shape(struct arena *a, const char *html)
{
	char *out = arena_alloc(a, 1000), *w = out;
	bool open = false;

	for (const char *s = html; (s = strchr(s, '<')) != NULL; s++) {
		bool row = begins(s, "<tr>") || begins(s, "</table>");
		unsigned n;

		if (open && (row || begins(s, "<td"))) {
			*w++ = ']';
			open = false;
		}
		if (row && w > out)
			*w++ = '/';
		if (begins(s, "<td></td>")) {
			*w++ = '.';
		} else if (begins(s, "<td")) {
			const char *end = strchr(s, '>'), *span = strstr(s, "rowspan=\"");

			*w++ = '[';
			open = true;
			if (span && span < end && sscanf(span + 9, "%u", &n) == 1)
				w += snprintf(w, 10, "r%u", n);
			span = strstr(s, "colspan=\"");
			if (span && span < end && sscanf(span + 9, "%u", &n) == 1)
				w += snprintf(w, 10, "c%u", n);
		} else if (begins(s, "<span>")) {
			*w++ = s[6];
		}
	}
	return out;
}

static void
test_grid(void)
{
	static const struct {
		const char *name;
		size_t rows, columns;
		size_t cell[6][4]; /* row, column, rows, columns; a, b, c … */
		const char *want;
	} cases[] = {
	    {"one cell", 1, 1, {{0, 0, 1, 1}}, "[a]/"},
	    {"empty cells", 2, 2, {{0, 1, 1, 1}, {1, 0, 1, 1}}, ".[a]/[b]./"},
	    {"joint session", 2, 3, {{0, 0, 1, 3}, {1, 2, 1, 1}}, "[c3a]/..[b]/"},
	    {"long beside two short", 2, 2, {{0, 0, 2, 1}, {0, 1, 1, 1}, {1, 1, 1, 1}},
		"[r2a][b]/[c]/"},
	    {"two by two", 3, 3, {{0, 0, 2, 2}, {2, 2, 1, 1}}, "[r2c2a]././..[b]/"},
	    {"beyond the edge", 2, 2, {{1, 1, 9, 9}}, "../.[a]/"},
	    {"two in one place", 1, 2, {{0, 0, 1, 1}, {0, 0, 1, 2}}, "[c2ab]/"},
	    {"one begins within another", 3, 2, {{0, 0, 3, 2}, {1, 1, 1, 1}}, "[c2a]/.[b]/../"},
	    {"wide over long", 2, 3, {{0, 1, 2, 1}, {1, 0, 1, 3}}, ".[r2a]./[b]./"},
	    {"outside", 1, 1, {{5, 5, 1, 1}}, "./"},
	    {"no size", 1, 1, {{0, 0, 0, 0}}, "[a]/"},
	};
	static const char *const names[] = {"a", "b", "c", "d", "e", "f"};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena *a = arena_new(ARENA_MAX);
		struct page *p = sample_page(a, "x", "en", "x");
		struct grid *g = arena_alloc(a, sizeof *g);
		struct buf b;

		g->caption = "";
		g->nrows = cases[i].rows;
		g->ncolumns = cases[i].columns;
		g->columns = arena_array(a, g->ncolumns, sizeof *g->columns);
		g->rows = arena_array(a, g->nrows, sizeof *g->rows);
		for (size_t k = 0; k < 6 && (k == 0 || cases[i].cell[k][3] > 0); k++) {
			const size_t *want = cases[i].cell[k];
			struct grid_cell *c = arena_push(a, &g->cells, &g->ncells, sizeof *c);

			*c = (struct grid_cell){
			    arena_alloc(a, sizeof *c->slot), want[0], want[1], want[2], want[3]};
			c->slot->title = names[k];
		}
		page_block(p, BLOCK_GRID)->grid = g;
		is_str(grid_shape(a, strstr(main_of(a, &b, p), "<tbody>")), cases[i].want,
		    "grid: %s", cases[i].name);
		buf_free(&b);
		arena_free(a);
	}
}

static void
test_times(void)
{
	static const struct {
		const char *name;
		struct page_slot slot;
		const char *want;
	} cases[] = {
	    {"from, to",
		{.start = 1686727800,
		    .end = 1686733200,
		    .offset = 7200,
		    .time = "09:30\xe2\x80\x93"
			    "11:00"},
		"<time datetime=\"2023-06-14T09:30+02:00\">09:30</time><span "
		"class=\"end\">\xe2\x80\x93"
		"<time datetime=\"2023-06-14T11:00+02:00\">11:00</time></span>"},
	    {"no end", {.start = 1686727800, .offset = 0, .time = "from 07:30"},
		"<time datetime=\"2023-06-14T07:30+00:00\">from 07:30</time>"},
	    {"west, over midnight, by a half hour",
		{.start = 1686715200, .offset = -12600, .time = "00:30"},
		"<time datetime=\"2023-06-14T00:30-03:30\">00:30</time>"},
	    {"no instant", {.time = "in the morning"}, "in the morning"},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena *a = arena_new(ARENA_MAX);
		struct page *p = sample_page(a, "x", "en", "x");
		struct block *block = page_block(p, BLOCK_SLOT);
		const char *html;
		struct buf b;

		block->slot = arena_alloc(a, sizeof *block->slot);
		*block->slot = cases[i].slot;
		html = main_of(a, &b, p);
		ok(strstr(html, cases[i].want) != NULL, "time: %s", cases[i].name);
		buf_free(&b);
		arena_free(a);
	}
}

static void
test_classes(void)
{
	static const struct {
		const char *name;
		struct page_slot slot;
		const char *want;
	} cases[] = {
	    {"nothing to say", {0}, "<li class=\"slot\">"},
	    {"the first colour of the site", {.colour = "#6d4bc4"}, "<li class=\"slot k0\">"},
	    {"another", {.colour = "#c2185b"}, "<li class=\"slot k3\">"},
	    {"one that was given as a name", {.colour = "#008080"}, "<li class=\"slot k1\">"},
	    {"one that no track has: the nearest", {.colour = "#ff8800"}, "<li class=\"slot k2\">"},
	    {"no colour at all", {.colour = "red;} x"}, "<li class=\"slot\">"},
	    {"break, cancelled", {.is_break = true, .mark = SLOT_CANCELLED},
		"<li class=\"slot break cancelled\">"},
	    {"joint, tentative", {.is_joint = true, .mark = SLOT_TENTATIVE},
		"<li class=\"slot joint tentative\">"},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena *a = arena_new(ARENA_MAX);
		struct page *p = sample_page(a, "x", "en", "x");
		struct block *block = page_block(p, BLOCK_SLOT);
		struct buf b;

		block->slot = arena_alloc(a, sizeof *block->slot);
		*block->slot = cases[i].slot;
		ok(strstr(main_of(a, &b, p), cases[i].want) != NULL, "look: %s", cases[i].name);
		buf_free(&b);
		arena_free(a);
	}
}

static void
test_links(void)
{
	static const struct {
		const char *name;
		struct target to;
		const char *want;
	} cases[] = {
	    {"a page below", {TARGET_PAGE, "ev/day/2031-06-14"},
		"<a href=\"day/2031-06-14.html\">"},
	    {"home", {TARGET_PAGE, ""}, "<a href=\"../index.html\">"},
	    {"itself", {TARGET_PAGE, "ev/"}, "<a href=\"index.html\" aria-current=\"page\">"},
	    {"a file", {TARGET_FILE, "all.ics"}, "<a href=\"../all.ics\">"},
	    {"elsewhere", {TARGET_URL, "https://example.org/?a&b"},
		"<a href=\"https://example.org/?a&amp;b\" rel=\"external noopener noreferrer\" "
		"referrerpolicy=\"no-referrer\">"},
	    {"mail", {TARGET_URL, "mailto:a@example.org"}, "<a href=\"mailto:a@example.org\""},
	    {"a scheme that is not let through", {TARGET_URL, "data:text/html,x"}, "<p>x</p>"},
	    {"a calendar to subscribe to", {TARGET_WEBCAL, "https://example.org/all.ics"},
		"<a href=\"webcal://example.org/all.ics\">x"},
	    {"one that is not on the web", {TARGET_WEBCAL, "gemini://example.org/"}, "<p>x</p>"},
	    {"a webcal link in a text", {TARGET_URL, "webcal://example.org/all.ics"}, "<p>x</p>"},
	    {"nowhere", {TARGET_NONE, NULL}, "<p>x</p>"},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena *a = arena_new(ARENA_MAX);
		struct page *p = sample_page(a, "ev/", "en", "x");
		struct block *block = page_block(p, BLOCK_PARA);
		struct buf b;

		page_run(p, block, RUN_PLAIN, "x", cases[i].to);
		ok(strstr(main_of(a, &b, p), cases[i].want) != NULL, "link: %s", cases[i].name);
		buf_free(&b);
		arena_free(a);
	}
}

int
main(void)
{
	test_lists();
	test_headings();
	test_grid();
	test_times();
	test_classes();
	test_links();
	return tap_done();
}
