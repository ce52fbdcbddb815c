/* SPDX-License-Identifier: ISC */
/* Pages as HTML. With an argument, a folder that exists, it writes its sample pages there as a
 * tree, for tests/web and for eyes. */
#include "html/html_page.h"
#include "html/html_script.h"
#include "html/html_style.h"

#include "tests/lib/golden.h"
#include "tests/lib/tap.h"
#include "tests/unit/html_samples.h"

#include <string.h>
#include <sys/stat.h>

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

enum { ARENA_MAX = 16 * 1024 * 1024 };

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
	    .nrows = 1,
	    .show_only = s,
	    .show_all = s};
	arena_push(a, &g->choices, &g->nchoices, sizeof *g->choices);
	*g->choices = (struct grid_choice){s, s};
	g->columns[0] = g->rows[0] = s;
	cell = arena_push(a, &g->cells, &g->ncells, sizeof *cell);
	*cell = (struct grid_cell){slot, 0, 0, 1, 1};
	for (int kind = BLOCK_HEADING; kind <= BLOCK_GRID; kind++) {
		for (int to = TARGET_NONE; to <= TARGET_WEBCAL; to++) {
			struct block *b = page_block(p, (enum block_kind)kind);

			int look = to % (RUN_BREAK + 1);

			b->level = look;
			b->label = b->id = s;
			b->text.lang = s;
			b->slot = slot;
			b->grid = g;
			page_run(
			    p, b, (enum run_look)look, s, (struct target){(enum target_kind)to, s});
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
		if (h[scheme] == ':' && strncmp(h, "https:", 6) != 0 &&
		    strncmp(h, "webcal://", 9) != 0)
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
	    "strong b code br blockquote pre hr dl div dt dd table caption thead tbody tr th td "
	    "time span bdi s footer details summary fieldset legend label input ";
	static const char attributes[] =
	    " html charset http-equiv content name rel href type title lang dir class id tabindex "
	    "media role aria-label aria-current scope rowspan colspan datetime start value checked "
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
		is_int(html_page(&b, p, &(struct html_frame){0}), 0, "hostile text %zu: a page", i);
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

static void
test_limits(void)
{
	struct arena *a = arena_new(ARENA_MAX);
	struct page *p = sample_day(a);
	struct page empty = {0};
	struct buf b;

	buf_init(&b, 1000);
	is_int(html_page(&b, p, &(struct html_frame){0}), -1,
	    "a page larger than its buffer is refused");
	buf_free(&b);
	empty.path = "";
	buf_init(&b, HTML_BYTES_MAX);
	is_int(html_page(&b, &empty, &(struct html_frame){0}), 0, "a page without anything");
	buf_free(&b);
	arena_free(a);
}

/* ---- golden files ---- */

/* What the organisation says below its pages. */
static void
test_foot(void)
{
	struct arena *a = arena_new(ARENA_MAX);
	struct page *p = sample_session(a), *foot = sample_page(a, p->path, "en", NULL);
	const char *at;
	struct buf b;

	page_run(foot, page_block(foot, BLOCK_PARA), RUN_PLAIN, "Who we <are>",
	    target_url("https://example.org/imprint"));
	p->foot = foot;
	buf_init(&b, HTML_BYTES_MAX);
	is_int(html_page(&b, p, &(struct html_frame){0}), 0, "a page with a foot");
	at = strstr(buf_str(&b), "<footer>");
	ok(at != NULL && strstr(at, "Who we &lt;are&gt;</a>") != NULL, "the foot is in the footer");
	p->footer = NULL;
	buf_clear(&b);
	html_page(&b, p, &(struct html_frame){0});
	ok(strstr(buf_str(&b), "<footer>") != NULL, "with no revision to tell, too");
	buf_free(&b);
	arena_free(a);
}

static void
test_golden(void)
{
	for (size_t i = 0; i < SAMPLES; i++) {
		struct arena *a = arena_new(ARENA_MAX);
		struct buf b;
		char path[100];

		buf_init(&b, HTML_BYTES_MAX);
		snprintf(path, sizeof path, "tests/golden/html/%s.html", samples[i].name);
		html_page(&b, samples[i].make(a), &(struct html_frame){.site = sample_site(a)});
		golden_is(path, &b);
		buf_free(&b);
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
	done = html_page(&b, p, &(struct html_frame){.site = sample_site(p->arena)}) == 0 &&
	       golden_write(path, buf_str(&b), b.n);
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
	struct buf style;
	bool done;

	buf_init(&style, HTML_BYTES_MAX);
	html_style_write(&style, sample_site(a));
	snprintf(path, sizeof path, "%s/style.css", folder);
	done = golden_write(path, buf_str(&style), style.n);
	buf_clear(&style);
	html_script(&style, &(struct words){sample_site(a), "en", a});
	snprintf(path, sizeof path, "%s/site.js", folder);
	done = golden_write(path, buf_str(&style), style.n) && done;
	buf_free(&style);
	snprintf(path, sizeof path, "%s/print.css", folder);
	done = golden_write(path, html_print, html_print_size) && done;
	buf_init(&style, HTML_BYTES_MAX);
	html_icon_write(&style, sample_site(a));
	snprintf(path, sizeof path, "%s/icon.svg", folder);
	done = golden_write(path, buf_str(&style), style.n) && done;
	buf_free(&style);
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
	test_injection();
	test_limits();
	test_foot();
	test_golden();
	return tap_done();
}
