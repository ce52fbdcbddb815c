/* SPDX-License-Identifier: ISC */
/* Pages of a site built by hand, as gemtext, beside what is wanted in tests/golden/pages. */
#include "core/pages.h"
#include "gemini/gemtext.h"
#include "tests/lib/golden.h"
#include "tests/lib/tap.h"
#include "tests/unit/pages_site.h"

/* ---- goldens ---- */

static void
page_is(const struct made *m, const struct view *v, const char *path, const char *name)
{
	struct place_in_site at = path_find(m->site, path);
	struct page *p = page_build(m->site, v, &at);
	char golden[256];
	struct buf b;

	if (!ok(p != NULL, "there is a page %s", path))
		return;
	buf_init(&b, GOLDEN_BYTES_MAX);
	gemtext_page(&b, p);
	is_str(p->path, path, "%s knows its path", name);
	snprintf(golden, sizeof golden, "tests/golden/pages/%s.gmi", name);
	golden_is(golden, &b);
	buf_free(&b);
	page_free(p);
}

static void
test_goldens(const struct made *m)
{
	static const struct {
		const char *name, *path, *now, *zone;
	} cases[] = {
	    {"home-live", "", "2031-05-16T09:40:00+02:00", NULL},
	    {"home-file", "", NULL, NULL},
	    {"home-two-at-once", "", "2031-05-17T06:30:00+02:00", NULL},
	    {"home-night-on", "", "2031-05-17T00:30:00+02:00", "Asia/Tokyo"},
	    {"home-days-after", "", "2031-05-20T00:30:00+02:00", NULL},
	    {"event-after", "commons-forum-2031/", "2031-05-20T00:30:00+02:00", NULL},
	    {"room-cancelled", "commons-forum-2031/room/hall", "2031-05-16T10:40:00+02:00", NULL},
	    {"about", "about", NULL, NULL},
	    {"people", "people/", NULL, NULL},
	    {"subscribe", "subscribe", NULL, NULL},
	    {"series", "series/commons-forum", NULL, NULL},
	    {"event", "commons-forum-2031/", NULL, NULL},
	    {"event-without-times", "gathering-2030/", NULL, NULL},
	    {"event-that-is-its-session", "webinar/", "2031-05-16T09:40:00+02:00",
		"America/New_York"},
	    {"call", "call-aoe/", NULL, NULL},
	    {"call-with-time", "call-time/", NULL, NULL},
	    {"day-with-parallel-tracks", "commons-forum-2031/day/2031-05-16", NULL, NULL},
	    {"day-seen-from-elsewhere", "commons-forum-2031/day/2031-05-16", NULL, "Asia/Tokyo"},
	    {"day-without-times", "commons-forum-2031/day/2031-05-17", NULL, NULL},
	    {"session", "commons-forum-2031/session/opening", NULL, NULL},
	    {"session-cancelled", "commons-forum-2031/session/allies", NULL, NULL},
	    {"session-moved", "commons-forum-2031/session/budgets", NULL, "Asia/Tokyo"},
	    {"session-unscheduled", "commons-forum-2031/session/clinic", NULL, NULL},
	    {"person", "person/ada", NULL, NULL},
	    {"track", "commons-forum-2031/track/policy", NULL, NULL},
	    {"room-live", "commons-forum-2031/room/hall", "2031-05-16T09:40:00+02:00", NULL},
	    {"event-in-two-venues", "tour/", NULL, NULL},
	    {"session-in-another-venue", "tour/session/there", NULL, NULL},
	    {"session-in-two-venues", "tour/session/both", NULL, NULL},
	    {"room-in-another-venue", "tour/room/loft", NULL, NULL},
	    {"changes", "changes", NULL, NULL},
	    {"changes-of-event", "commons-forum-2031/changes", NULL, NULL},
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct view v = {
		    .lang = "en", .now = m->site->moment, .live = cases[i].now != NULL};

		if (cases[i].now != NULL)
			tz_parse_rfc3339(cases[i].now, &v.now);
		if (cases[i].zone != NULL)
			v.zone = tzdb_find(m->db, cases[i].zone);
		page_is(m, &v, cases[i].path, cases[i].name);
	}
}

static void
test_on_web(const struct made *m)
{
	struct view v = {.lang = "en", .now = m->site->moment};

	m->site->web = "https://example.org/agenda/";
	page_is(m, &v, "subscribe", "subscribe-on-web");
	m->site->web = NULL;
}

/* What would have come under a heading leaves nothing behind. */
static void
test_without_series(const struct made *m)
{
	struct view v = {.lang = "en", .now = m->site->moment};
	struct place_in_site at = path_find(m->site, "subscribe");
	size_t had = m->site->nseries;
	struct page *p;
	size_t n = 0;

	m->site->nseries = 0;
	p = page_build(m->site, &v, &at);
	m->site->nseries = had;
	for (size_t i = 0; i < p->nblocks; i++)
		if (p->blocks[i].kind == BLOCK_HEADING && p->blocks[i].level == 3 && n++ == 0) {
			is_int((long)p->blocks[i].text.n, 1, "a heading is one text");
			is_str(p->blocks[i].text.run[0].s, "By kind", "which is its own");
		}
	page_free(p);
}

/* ---- all pages ---- */

struct seen {
	const struct made *m;
	int n, lost, secrets;
};

static int
look(void *ctx, const char *path)
{
	struct seen *seen = ctx;
	struct view v = {.lang = "en", .now = seen->m->site->moment, .live = true};
	struct place_in_site at = path_find(seen->m->site, path);
	struct page *p = page_build(seen->m->site, &v, &at);
	struct buf b;

	seen->n++;
	if (p == NULL || strcmp(p->path, path) != 0 || at.missing_slash) {
		printf("# lost: %s\n", path);
		seen->lost++;
		page_free(p);
		return 0;
	}
	buf_init(&b, 1 << 20);
	gemtext_page(&b, p);
	if (strstr(buf_str(&b), "Withdrawn") != NULL || strstr(buf_str(&b), "secret") != NULL)
		seen->secrets++;
	buf_free(&b);
	page_free(p);
	return 0;
}

static int
stop_at_third(void *ctx, const char *path)
{
	(void)path;
	return ++*(int *)ctx == 3 ? 7 : 0;
}

static void
test_all(const struct made *m)
{
	struct seen seen = {m, 0, 0, 0};
	int calls = 0;

	is_int(pages_each(m->site, look, &seen), 0, "the tour comes to its end");
	is_int(seen.n, 52, "pages on the tour");
	is_int(seen.lost, 0, "every path on the tour has its page");
	is_int(seen.secrets, 0, "no page tells what was withdrawn");
	is_int(pages_each(m->site, stop_at_third, &calls), 7, "the tour stops when told to");
	is_int(calls, 3, "and at once");
}

/* A cell of the grid as "title row+rows column+columns". */
static void
test_grid(const struct made *m)
{
	static const struct {
		const char *title;
		size_t row, rows, column, columns;
	} cells[] = {{"Arrival", 0, 1, 0, 2}, {"Opening", 1, 1, 0, 2},
	    {"Allies in the room", 2, 2, 0, 1}, {"L'atelier des outils", 2, 1, 1, 1},
	    {"Budgets that bend", 3, 1, 1, 1}, {"Lunch", 4, 1, 0, 2}, {"A long night", 5, 1, 0, 2}};
	struct view v = {.lang = "en", .now = m->site->moment};
	struct place_in_site at = path_find(m->site, "commons-forum-2031/day/2031-05-16");
	struct page *p = page_build(m->site, &v, &at);
	const struct grid *g = NULL;

	for (size_t i = 0; i < p->nblocks; i++)
		if (p->blocks[i].kind == BLOCK_GRID)
			g = p->blocks[i].grid;
	if (ok(g != NULL && g->ncells == 7 && g->ncolumns == 2 && g->nrows == 6,
		"a grid of the rooms")) {
		is_str(g->columns[0], "Main hall", "rooms in their order");
		is_str(g->rows[3], "11:00", "rows are the moments at which something begins");
		for (size_t i = 0; i < 7; i++) {
			const struct grid_cell *c = &g->cells[i];

			is_str(c->slot->title, cells[i].title, "cell %zu", i);
			ok(c->row == cells[i].row && c->rows == cells[i].rows &&
				c->column == cells[i].column && c->columns == cells[i].columns,
			    "place of %s", cells[i].title);
		}
		is_str(g->cells[3].slot->lang, "fr", "a title in another language says so");
		ok(g->cells[0].slot->is_joint && g->cells[0].slot->is_break, "arrival is for all");
	}
	page_free(p);
}

static void
test_none(const struct made *m)
{
	static const char *const paths[] = {
	    "no-such", "all.ics", "commons-forum-2031.ics", "feed.xml"};
	struct view v = {.lang = "en"};

	for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
		struct place_in_site at = path_find(m->site, paths[i]);

		ok(page_build(m->site, &v, &at) == NULL, "no page at %s", paths[i]);
	}
}

int
main(void)
{
	struct made m = make();

	test_goldens(&m);
	test_on_web(&m);
	test_without_series(&m);
	test_all(&m);
	test_grid(&m);
	test_none(&m);
	site_free(m.site);
	tzdb_close(m.db);
	return tap_done();
}
