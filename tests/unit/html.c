/* SPDX-License-Identifier: ISC */
/* Pages as HTML. With an argument, a folder that exists, it writes its sample pages there as a
 * tree, for tests/web and for eyes. PLENARY_GOLDEN=write makes the wanted files anew. */
#include "html/html_page.h"

#include "html/escape.h"
#include "tests/lib/tap.h"
#include "tests/unit/html_samples.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

enum { ARENA_MAX = 16 * 1024 * 1024 };

static void
test_escape(void)
{
	static const struct {
		const char *name;
		void (*escape)(struct buf *b, const char *s);
		const char *in, *want;
	} cases[] = {
	    {"text: markup", html_text, "<b>&\"'", "&lt;b&gt;&amp;\"'"},
	    {"text: lines stay", html_text, "a\n\tb", "a\n\tb"},
	    {"text: nothing", html_text, NULL, ""},
	    {"text: control characters", html_text, "a\x01\x1b[31m\x7f\xc2\x85z", "a[31mz"},
	    {"text: bytes that are no UTF-8", html_text, "a\xff\xc0\xaf",
		"a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
	    {"text: cut in the middle", html_text, "\xe2\x80", "\xef\xbf\xbd\xef\xbf\xbd"},
	    {"text: surrogate", html_text, "\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
	    {"text: override dropped", html_text,
		"\xe2\x80\xae"
		"exe\xe2\x80\xac",
		"exe"},
	    {"text: isolate kept", html_text,
		"\xe2\x81\xa8"
		"a\xe2\x81\xa9",
		"\xe2\x81\xa8"
		"a\xe2\x81\xa9"},
	    {"text: noncharacters", html_text, "a\xef\xbf\xbf\xef\xb7\x90\xf0\x9f\xbf\xbe", "a"},
	    {"text: line separator", html_text, "a\xe2\x80\xa8z", "a z"},
	    {"text: beyond the first plane", html_text, "\xf0\x9f\x8e\x89", "\xf0\x9f\x8e\x89"},
	    {"attr: both quotes", html_attr, "\"'<>&", "&quot;&#39;&lt;&gt;&amp;"},
	    {"attr: on one line", html_attr, "a\nb\tc\r", "a b c"},
	    {"path: an ordinary one", html_url_path, "../person/a-b.html", "../person/a-b.html"},
	    {"path: no scheme", html_url_path, "javascript:alert(1).html",
		"javascript%3Aalert(1).html"},
	    {"path: no host", html_url_path, "//example.org/", ".//example.org/"},
	    {"path: no query, no fragment", html_url_path, "a?b#c%", "a%3Fb%23c%25"},
	    {"path: no way out", html_url_path, "\"><\\", "%22%3E%3C%5C"},
	    {"path: other letters", html_url_path, "\xc3\xa9", "%C3%A9"},
	    {"url: query", html_url, "https://example.org/?a=1&b='",
		"https://example.org/?a=1&amp;b=&#39;"},
	    {"url: quotes and angles", html_url, "https://e/\"><x>", "https://e/%22%3E%3Cx%3E"},
	    {"url: escapes stay, a lone % does not", html_url, "https://e/%41%zz%",
		"https://e/%41%25zz%25"},
	    {"url: line break", html_url, "https://e/\r\nx", "https://e/%0D%0Ax"},
	    {"token: only letters", html_token, "a b\"c-d_e>", "abc-d_e"},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf b;

		buf_init(&b, 1000);
		cases[i].escape(&b, cases[i].in);
		is_str(buf_str(&b), cases[i].want, "%s", cases[i].name);
		buf_free(&b);
	}
}

static void
test_lang(void)
{
	static const struct {
		const char *lang, *around, *want;
	} cases[] = {
	    {"en", "en", " lang=\"en\""},
	    {"ar", "en", " lang=\"ar\" dir=\"rtl\""},
	    {"en", "fa", " lang=\"en\" dir=\"ltr\""},
	    {"he", "ar", " lang=\"he\""},
	    {"pt-BR", NULL, " lang=\"pt-BR\""},
	    {"uz-Arab", "en", " lang=\"uz-Arab\" dir=\"rtl\""},
	    {"ar-Latn", "en", " lang=\"ar-Latn\""},
	    {"ar-1994", "en", " lang=\"ar-1994\" dir=\"rtl\""},
	    {"e", "en", ""},
	    {"", "en", ""},
	    {NULL, "en", ""},
	    {"en-", "en", ""},
	    {"en\" onload=", "en", ""},
	    {"toolongone", "en", ""},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf b;

		buf_init(&b, 1000);
		html_lang(&b, cases[i].lang, cases[i].around);
		is_str(buf_str(&b), cases[i].want, "language %s within %s",
		    cases[i].lang ? cases[i].lang : "NULL",
		    cases[i].around ? cases[i].around : "none");
		buf_free(&b);
	}
}

/* ---- a page in which every text is hostile ---- */

static const char *const payloads[] = {
    "\"><script>alert(1)</script>",
    "'><img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "https://example.org/\" onclick=\"alert(1)",
    "</title></style></pre><script>alert(1)</script>",
    "-->\x01<!--",
    "\xe2\x80\xae]]>\xff\"<a href=//example.org>",
};

static struct page *
hostile_page(struct arena *a, const char *s)
{
	struct page *p = sample_page(a, s, s, s);
	struct page_slot *slot = arena_alloc(a, sizeof *slot);
	struct grid *g = arena_alloc(a, sizeof *g);
	struct grid_cell *cell;

	p->site_title = p->title_lang = p->description = p->calendar = p->footer = s;
	p->skip_word = p->crumbs_word = p->time_word = s;
	sample_crumb(p, s, s);
	*slot = (struct page_slot){.start = 1,
	    .end = 2,
	    .time = s,
	    .there = s,
	    .title = s,
	    .lang = s,
	    .target = {TARGET_URL, s},
	    .rooms = s,
	    .tracks = s,
	    .people = s,
	    .mark_note = s,
	    .colour = s,
	    .track_id = s,
	    .mark = SLOT_CANCELLED};
	*g = (struct grid){.caption = s,
	    .columns = arena_alloc(a, sizeof s),
	    .ncolumns = 1,
	    .rows = arena_alloc(a, sizeof s),
	    .nrows = 1};
	g->columns[0] = g->rows[0] = s;
	cell = arena_push(a, &g->cells, &g->ncells, sizeof *cell);
	*cell = (struct grid_cell){slot, 0, 0, 1, 1};
	for (int kind = BLOCK_HEADING; kind <= BLOCK_GRID; kind++) {
		for (int to = TARGET_NONE; to <= TARGET_URL; to++) {
			struct block *b = page_block(p, (enum block_kind)kind);

			b->level = to;
			b->label = b->id = s;
			b->text.lang = s;
			b->slot = slot;
			b->grid = g;
			page_run(
			    p, b, (enum run_look)to, s, (struct target){(enum target_kind)to, s});
		}
	}
	return p;
}

/* Whether an href leads where none may. A percent sign and a relative path are fine. */
static bool
has_bad_href(const char *html)
{
	for (const char *h = html; (h = strstr(h, "href=\"")) != NULL;) {
		size_t scheme;

		h += strlen("href=\"");
		scheme = strcspn(h, ":\"/?#");
		if (h[scheme] == ':' && strncmp(h, "https:", 6) != 0)
			return true;
		if (h[0] == '/')
			return true;
	}
	return false;
}

static bool
is_word_of(const char *words, const char *s, size_t n)
{
	char word[32];

	if (n + 3 > sizeof word)
		return false;
	snprintf(word, sizeof word, " %.*s ", (int)n, s);
	return strstr(words, word) != NULL;
}

/* Whether all tags and attributes are ones the writer has; any other would be the agenda's. */
static bool
has_only_ours(const char *html)
{
	static const char tags[] =
	    " !DOCTYPE html head meta title link body a header nav ol ul li main h1 h2 h3 h4 p em "
	    "strong code br blockquote pre hr dl div dt dd table caption thead tbody tr th td time "
	    "span bdi s footer ";
	static const char attributes[] =
	    " html charset http-equiv content name rel href type title lang dir class id tabindex "
	    "role aria-label aria-current scope rowspan colspan datetime start value "
	    "referrerpolicy ";

	for (const char *t = html; (t = strchr(t, '<')) != NULL;) {
		size_t n = strcspn(t += t[1] == '/' ? 2 : 1, " >\n");

		if (!is_word_of(tags, t, n))
			return false;
		for (t += n; *t == ' ';) {
			n = strcspn(++t, "=> ");
			if (!is_word_of(attributes, t, n))
				return false;
			t += n;
			if (strncmp(t, "=\"", 2) == 0)
				t += 3 + strcspn(t + 2, "\"");
		}
		if (*t != '>')
			return false;
	}
	return true;
}

static bool
has_control(const char *html)
{
	for (; *html; html++)
		if ((unsigned char)*html < ' ' && *html != '\n')
			return true;
	return false;
}

static void
test_injection(void)
{
	for (size_t i = 0; i < COUNT(payloads); i++) {
		struct arena *a = arena_new(ARENA_MAX);
		struct page *p = hostile_page(a, payloads[i]);
		struct buf b;
		const char *html;

		buf_init(&b, HTML_BYTES_MAX);
		is_int(html_page(&b, p), 0, "hostile text %zu: a page", i);
		html = buf_str(&b);
		ok(has_only_ours(html), "hostile text %zu: no tag and no attribute but ours", i);
		ok(!has_bad_href(html), "hostile text %zu: no link to a scheme or a host", i);
		ok(!has_control(html) && !strstr(html, "\xe2\x80\xae") && !strstr(html, "\xff"),
		    "hostile text %zu: no control character", i);
		ok(strstr(html, "lang=\"en\" dir=\"ltr\"") != NULL,
		    "hostile text %zu: what is no language tag is not one", i);
		buf_free(&b);
		arena_free(a);
	}
}

/* ---- blocks and grids ---- */

/* The page's <main>, without the heading of the page. */
static const char *
main_of(struct arena *a, struct buf *b, const struct page *p)
{
	const char *from, *to;

	buf_init(b, HTML_BYTES_MAX);
	if (html_page(b, p) != 0)
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

/* What the cells of a grid become: one letter a cell, "r2c3" for what it spans, '.' for an empty
 * one, '/' after a row. */
static const char *
grid_shape(struct arena *a, const char *html)
{
	char *out = arena_alloc(a, 1000), *w = out;

	for (const char *s = html; (s = strpbrk(s, "<")) != NULL; s++) {
		unsigned n;

		if (strncmp(s, "</tr>", 5) == 0 && w > out) {
			*w++ = '/';
		} else if (strncmp(s, "<td class=\"empty\">", 18) == 0) {
			*w++ = '.';
		} else if (strncmp(s, "<td", 3) == 0) {
			const char *end = strchr(s, '>'), *span = strstr(s, "rowspan=\"");

			*w++ = '[';
			if (span && span < end && sscanf(span + 9, "%u", &n) == 1)
				w += snprintf(w, 10, "r%u", n);
			span = strstr(s, "colspan=\"");
			if (span && span < end && sscanf(span + 9, "%u", &n) == 1)
				w += snprintf(w, 10, "c%u", n);
		} else if (strncmp(s, "</td>", 5) == 0 && w[-1] != '.') {
			*w++ = ']';
		} else if (strncmp(s, "<bdi>", 5) == 0 && w > out) {
			*w++ = s[5];
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
		"<time datetime=\"2023-06-14T09:30:00+02:00\">09:30</time><span "
		"class=\"end\">\xe2\x80\x93"
		"<time datetime=\"2023-06-14T11:00:00+02:00\">11:00</time></span>"},
	    {"no end", {.start = 1686727800, .offset = 0, .time = "from 07:30"},
		"<time datetime=\"2023-06-14T07:30:00+00:00\">from 07:30</time>"},
	    {"west, over midnight, by a half hour",
		{.start = 1686715200, .offset = -12600, .time = "00:30"},
		"<time datetime=\"2023-06-14T00:30:00-03:30\">00:30</time>"},
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
test_limits(void)
{
	struct arena *a = arena_new(ARENA_MAX);
	struct page *p = sample_day(a);
	struct page empty = {0};
	struct buf b;

	buf_init(&b, 1000);
	is_int(html_page(&b, p), -1, "a page larger than its buffer is refused");
	buf_free(&b);
	empty.path = "";
	buf_init(&b, HTML_BYTES_MAX);
	is_int(html_page(&b, &empty), 0, "a page without anything");
	buf_free(&b);
	arena_free(a);
	ok(html_style_size <= 8192, "the style sheet has %zu bytes", html_style_size);
	is_int(strlen(html_style), html_style_size, "the style sheet is text");
}

/* ---- golden files ---- */

static bool
read_all(const char *path, struct buf *b)
{
	FILE *f = fopen(path, "rb");
	char part[4096];
	size_t n;

	if (!f)
		return false;
	while ((n = fread(part, 1, sizeof part, f)) > 0)
		buf_put(b, part, n);
	fclose(f);
	return true;
}

static bool
write_all(const char *path, const char *s, size_t n)
{
	FILE *f = fopen(path, "wb");
	bool done = f && fwrite(s, 1, n, f) == n;

	if (!f || fclose(f) != 0 || !done)
		printf("# %s: %s\n", path, strerror(errno));
	return done;
}

/* The first line in which two texts differ. */
static void
tell_difference(const char *got, const char *want)
{
	int line = 1;

	for (; *got && *got == *want; got++, want++)
		line += *got == '\n';
	printf("# line %d:\n#  got: %.80s\n# want: %.80s\n", line, got, want);
}

static void
test_golden(void)
{
	const char *mode = getenv("PLENARY_GOLDEN");

	for (size_t i = 0; i < SAMPLES; i++) {
		struct arena *a = arena_new(ARENA_MAX);
		struct buf got, want;
		char path[100];
		bool same;

		buf_init(&got, HTML_BYTES_MAX);
		buf_init(&want, HTML_BYTES_MAX);
		snprintf(path, sizeof path, "tests/golden/html/%s.html", samples[i].name);
		html_page(&got, samples[i].make(a));
		if (mode && strcmp(mode, "write") == 0)
			write_all(path, buf_str(&got), got.n);
		read_all(path, &want);
		same = got.n == want.n && memcmp(buf_str(&got), buf_str(&want), got.n) == 0;
		if (!ok(same, "%s is as before", path))
			tell_difference(buf_str(&got), buf_str(&want));
		buf_free(&got);
		buf_free(&want);
		arena_free(a);
	}
}

static void
make_folders(char *path)
{
	for (char *slash = path; (slash = strchr(slash + 1, '/')) != NULL;) {
		*slash = '\0';
		mkdir(path, 0755);
		*slash = '/';
	}
}

static bool
write_page(const char *folder, const char *file, struct page *p)
{
	char path[1000];
	struct buf b;
	bool done;

	buf_init(&b, HTML_BYTES_MAX);
	snprintf(path, sizeof path, "%s/%s", folder, file);
	make_folders(path);
	done = html_page(&b, p) == 0 && write_all(path, buf_str(&b), b.n);
	buf_free(&b);
	return done;
}

/* The samples, and what they lead to. */
static int
write_tree(const char *folder)
{
	static const char *const others[][2] = {{"people/", "people/index.html"},
	    {"changes", "changes.html"}, {"person/cleo", "person/cleo.html"},
	    {"person/nia", "person/nia.html"}, {"all.ics", "all.ics"},
	    {"assembly-2031.ics", "assembly-2031.ics"},
	    {"assembly-2031/session/rights-diplomacy.ics",
		"assembly-2031/session/rights-diplomacy.ics"}};
	struct arena *a = arena_new(ARENA_MAX);
	char path[1000];
	bool done;

	snprintf(path, sizeof path, "%s/style.css", folder);
	done = write_all(path, html_style, html_style_size);
	for (size_t i = 0; i < SAMPLES; i++)
		done = write_page(folder, samples[i].file, samples[i].make(a)) && done;
	for (size_t i = 0; i < COUNT(others); i++)
		done = write_page(folder, others[i][1],
			   sample_page(a, others[i][0], "en", others[i][0])) &&
		       done;
	arena_free(a);
	return done ? 0 : 1;
}

int
main(int argc, char **argv)
{
	if (argc > 1)
		return write_tree(argv[1]);
	test_escape();
	test_lang();
	test_injection();
	test_lists();
	test_headings();
	test_grid();
	test_times();
	test_limits();
	test_golden();
	return tap_done();
}
