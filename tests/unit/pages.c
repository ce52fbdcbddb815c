/* SPDX-License-Identifier: ISC */
/* Pages of a site built by hand, as gemtext, beside what is wanted in tests/golden/pages. */
#include "core/pages.h"
#include "gemini/gemtext.h"
#include "tests/lib/golden.h"
#include "tests/lib/tap.h"
#include "tests/unit/pages_site.h"

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

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
	    {"calls", "calls", NULL, NULL},
	    {"calls-closed", "calls", "2032-01-01T00:00:00Z", NULL},
	    {"programme", "programme/2031", NULL, NULL},
	    {"event-language", "commons-forum-2031/language/fr", NULL, NULL},
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
	is_int(seen.n, 58, "pages on the tour");
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

/* ---- how long a day is on the wire ---- */

enum { FULL_DAY = 30, FULL_DAY_BYTES = 4096 };

/* As programmes have them: of 45 to 60 bytes, with the ids that organisers give. */
static const struct {
	const char *id, *title, *titre;
} talks[] = {
    {"rights-diplomacy", "The future of human rights diplomacy in a divided world",
	"L'avenir de la diplomatie des droits dans un monde divisé"},
    {"ai-for-good", "Leadership and the use of AI for the good of organisations",
	"Diriger, et l'usage de l'IA pour le bien des associations"},
    {"participatory", "Shaping the future through participatory strategy making",
	"Dessiner l'avenir par une stratégie faite à plusieurs"},
    {"tsunami-scenarios", "Scenarios: civil society after a series of mega-tsunamis",
	"Scénarios : la société civile après les mégatsunamis"},
    {"futures-making", "Breaking western-centred views of how futures are made",
	"Rompre avec des futurs imaginés depuis l'Occident seul"},
    {"anti-rights", "Anti-rights groups and the threat they pose to civic space",
	"Les groupes anti-droits menacent l'espace civique"},
    {"diverse-teams", "Building more diverse organisations from the board down",
	"Des organisations plus diverses, du conseil au terrain"},
    {"bilateral-donors", "Working differently with bilateral donors and their rules",
	"Travailler autrement avec les bailleurs bilatéraux"},
    {"shrinking-space", "Solidarity in times of scrutiny: what forty cases teach",
	"La solidarité sous surveillance : quarante cas vécus"},
    {"citizen-data", "Harnessing data by citizens for public policy and review",
	"Des données citoyennes pour les politiques publiques"},
    {"leave-no-one", "How to make implementation and review more inclusive",
	"Rendre la mise en œuvre et son examen plus inclusifs"},
    {"rapid-response", "A rapid response mechanism for defenders under pressure",
	"Une réponse rapide pour qui défend sous la pression"},
    {"cyber-playbook", "A playbook on cybersecurity for small organisations",
	"La cybersécurité des petites organisations, pas à pas"},
};

static struct text
text_in_both(struct arena *a, const char *en, const char *fr)
{
	struct text t = {arena_array(a, 2, sizeof *t.in), 2, {0}};

	t.in[0] = (struct text_in){"en", en};
	t.in[1] = (struct text_in){"fr", fr};
	return t;
}

static void
make_full_day(struct made *m, const char *id)
{
	static const char *const rooms[] = {"Main hall", "Forum", "Garden room", "Library"};
	static const char *const tracks[] = {
	    "Policy and Advocacy", "Programmes", "Human Resources"};
	struct event *ev = add_event(
	    m, id, KIND_CONFERENCE, "Leading Commons 2031", "Europe/Brussels", "2031-10-15");
	size_t talk = 0;

	ev->nrooms = COUNT(rooms);
	ev->rooms = arena_array(m->a, ev->nrooms, sizeof *ev->rooms);
	for (size_t i = 0; i < ev->nrooms; i++)
		ev->rooms[i] =
		    (struct room){.id = rooms[i], .title = text(m->a, rooms[i]), .capacity = -1};
	ev->ntracks = COUNT(tracks);
	ev->tracks = arena_array(m->a, ev->ntracks, sizeof *ev->tracks);
	for (size_t i = 0; i < ev->ntracks; i++)
		ev->tracks[i] = (struct track){.id = tracks[i], .title = text(m->a, tracks[i])};
	for (int i = 0; i < FULL_DAY; i++) {
		bool is_break = i % 6 == 0, is_joint = i % 6 == 1;
		char from[16], to[16];
		struct session *se;

		snprintf(from, sizeof from, "%02d:%02d", 8 + i / 3, i / 3 % 2 * 30);
		snprintf(to, sizeof to, "%02d:%02d", 9 + i / 3, i / 3 % 2 * 30);
		se = add_session(m, ev,
		    is_break ? arena_printf(m->a, "break-%d", i)
			     : arena_printf(m->a, "%s%s", talks[talk % COUNT(talks)].id,
				   talk >= COUNT(talks) ? "-2" : ""),
		    is_break ? "Coffee break" : talks[talk % COUNT(talks)].title,
		    is_break ? TYPE_BREAK : TYPE_TALK, slot(ev, "2031-10-15", from, to));
		if (is_break)
			continue;
		se->title = text_in_both(
		    m->a, talks[talk % COUNT(talks)].title, talks[talk % COUNT(talks)].titre);
		talk++;
		put_in(m, se, &ev->rooms[i % 4], is_joint ? NULL : &ev->tracks[i % 3]);
	}
}

static void
test_full_day(struct made *m)
{
	static const struct {
		const char *name, *zone, *lang;
	} cases[] = {{"in the event's zone", NULL, "en"}, {"in Nairobi's", "Africa/Nairobi", "en"},
	    {"in French", NULL, "fr"}, {"in Nairobi's and French", "Africa/Nairobi", "fr"}};
	struct place_in_site at;

	make_full_day(m, "leading-commons-2031");
	at = path_find(m->site, "leading-commons-2031/day/2031-10-15");
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct view v = {.lang = cases[i].lang, .now = m->site->moment, .live = true};
		struct page *p;
		struct buf b;
		size_t n = strlen("20 text/gemini; lang=en\r\n"), lines = 0;

		if (cases[i].zone != NULL)
			v.zone = tzdb_find(m->db, cases[i].zone);
		p = page_build(m->site, &v, &at);
		buf_init(&b, 1 << 16);
		gemtext_page(&b, p);
		for (const char *s = strstr(buf_str(&b), "\n08:00"); s != NULL;
		     s = strchr(s + 1, '\n'))
			lines +=
			    s[1] == '0' || s[1] == '1' || strncmp(s + 1, "=> ../session", 13) == 0;
		is_int((long)lines, FULL_DAY, "a day of %d sessions", FULL_DAY);
		if (!ok(n + b.n < FULL_DAY_BYTES, "a full day %s is under 4 KB", cases[i].name))
			printf("# %zu bytes\n%s", n + b.n, buf_str(&b));
		printf("# %zu bytes\n", n + b.n);
		buf_free(&b);
		page_free(p);
	}
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
	test_full_day(&m);
	site_free(m.site);
	tzdb_close(m.db);
	return tap_done();
}
