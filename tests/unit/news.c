/* SPDX-License-Identifier: ISC */
/* What those are told who follow: of which changes, in which entries, and as Atom. */
#include "core/news.h"
#include "core/atom.h"
#include "core/pages.h"
#include "gemini/gemtext.h"
#include "tests/lib/golden.h"
#include "tests/lib/tap.h"
#include "tests/unit/pages_site.h"

#include <string.h>

enum { DAY = 24 * 3600, REVISIONS = 4 };

/* ---- a site that was published four times ---- */

static struct change *
push(struct made *m, int revision, const char *session, const char *title, unsigned what)
{
	struct site *s = m->site;
	struct change *c = arena_push(m->a, &s->changes, &s->nchanges, sizeof *c);

	*c = (struct change){.revision = revision,
	    .moment = s->moments[revision],
	    .entry = session == NULL ? ENTRY_EVENT : ENTRY_SESSION,
	    .what = what,
	    .event_id = m->forum->id,
	    .session_id = session,
	    .event_title = m->forum->title,
	    .title = text(m->a, title),
	    .old_title = text(m->a, title),
	    .zone = m->forum->zone,
	    .old_zone = m->forum->zone,
	    .slot = slot(m->forum, "2031-05-16", "10:30", "12:00"),
	    .old_slot = slot(m->forum, "2031-05-16", "10:30", "12:00"),
	    .dates = event_days(m->forum),
	    .old_dates = event_days(m->forum),
	    .old_event_id = m->forum->id,
	    .old_session_id = session,
	    .old_event_title = m->forum->title};
	return c;
}

static const char *slides[] = {"slides"}, *secrets[] = {"notes", "minutes"};

static void
add_links(struct made *m, struct session *se)
{
	struct link *li = se->links = arena_array(m->a, 3, sizeof *li);

	se->nlinks = 3;
	li[0] = (struct link){.name = "slides", .url = "https://example.org/slides"};
	li[1] = (struct link){.name = "notes",
	    .url = "https://example.org/canary-notes",
	    .visibility = VISIBILITY_UNLISTED};
	li[2] = (struct link){.name = "later", .url = "https://example.org/canary-later"};
}

static void
publish(struct made *m)
{
	struct site *s = m->site;
	struct change *c;

	s->revision = REVISIONS;
	s->changes_from = 1;
	s->moments = arena_array(m->a, REVISIONS + 1, sizeof *s->moments);
	for (int i = 1; i <= REVISIONS; i++)
		s->moments[i] = s->moment - (REVISIONS - i) * DAY;
	for (size_t i = 0; i < s->nevents; i++) {
		struct identity *id = &s->events[i]->identity;

		id->uid = arena_printf(m->a, "%s@old.example.org", s->events[i]->id);
		id->first_revision = 1;
		id->created = s->moments[1];
	}
	site_find_event(s, "webinar")->identity.first_revision = 3;
	add_links(m, event_find_session(m->forum, "opening"));
	s->changes = NULL;
	s->nchanges = 0;
	/* "<" and a control character: what XML cannot hold must not come through. */
	push(m, 4, "opening", "Opening", CHANGE_TITLE)->title = text(m->a, "Open <&> \x01 ]]>");
	c = push(m, 4, "budgets", "Budgets", CHANGE_TIME);
	c->old_slot = slot(m->forum, "2031-05-16", "09:00", "10:00");
	push(m, 4, "allies", "Allies in the room", CHANGE_CANCELLED);
	push(m, 4, "secret", "canary secret", CHANGE_WITHDRAWN);
	push(m, 4, "unlisted", "canary unlisted", CHANGE_TIME);
	push(m, 4, "gone-unlisted", "canary gone", CHANGE_REMOVED)->visibility =
	    VISIBILITY_UNLISTED;
	c = push(m, 3, "opening", "Opening", CHANGE_LINKS);
	c->links = slides;
	c->nlinks = 1;
	c = push(m, 3, "allies", "Allies in the room", CHANGE_LINKS);
	c->links = secrets;
	c->nlinks = 2;
	c = push(m, 3, NULL, "A webinar", CHANGE_NEW);
	c->event_id = "webinar";
	c = push(m, 2, "budgets", "Budgets", CHANGE_TIME);
	c->slot = slot(m->forum, "2031-05-16", "09:00", "10:00");
	push(m, 2, "opening", "Open", CHANGE_TITLE)->old_title = text(m->a, "At first");
}

/* ---- pages and Atom beside what is wanted ---- */

static void
page_is(
    const struct made *m, const char *path, const char *lang, const char *zone, const char *name)
{
	struct place_in_site at = path_find(m->site, path);
	struct view v = {.lang = lang,
	    .zone = zone == NULL ? NULL : tzdb_find(m->db, zone),
	    .now = m->site->moment,
	    .live = true};
	struct page *p = page_build(m->site, &v, &at);
	char golden[256];
	struct buf b;

	if (!ok(p != NULL, "there is a page %s", path))
		return;
	buf_init(&b, GOLDEN_BYTES_MAX);
	gemtext_page(&b, p);
	ok(strstr(buf_str(&b), "canary") == NULL, "%s says nothing that is not public", name);
	snprintf(golden, sizeof golden, "tests/golden/pages/%s.gmi", name);
	golden_is(golden, &b);
	buf_free(&b);
	page_free(p);
}

static void
atom_is(
    const struct made *m, const struct event *of, const char *lang, bool on_web, const char *name)
{
	struct words w = {m->site, lang, m->a};
	char golden[256];
	struct buf b;

	buf_init(&b, GOLDEN_BYTES_MAX);
	news_atom(&b, &w, of, on_web);
	ok(strstr(buf_str(&b), "canary") == NULL, "%s says nothing that is not public", name);
	ok(strchr(buf_str(&b), 1) == NULL, "nor what XML cannot hold");
	snprintf(golden, sizeof golden, "tests/golden/pages/%s.xml", name);
	golden_is(golden, &b);
	buf_free(&b);
}

static void
test_goldens(const struct made *m)
{
	page_is(m, "feed", "en", NULL, "feed");
	page_is(m, "commons-forum-2031/feed", "fr", NULL, "feed-of-event-in-french");
	page_is(m, "changes", "en", NULL, "changes-live");
	page_is(m, "commons-forum-2031/changes", "en", NULL, "changes-of-event-live");
	page_is(m, "changes/1-4", "en", NULL, "changes-between");
	page_is(m, "commons-forum-2031/changes/2-3", "ar", NULL, "changes-between-in-arabic");
	page_is(m, "gathering-2030/changes/2-3", "en", NULL, "changes-between-none");
	page_is(m, "commons-forum-2031/changes", "en", "Africa/Nairobi", "changes-in-zone");
	page_is(m, "feed", "fr", "Africa/Nairobi", "feed-in-zone");
	atom_is(m, NULL, "en", false, "feed");
	m->site->web = "https://example.org/agenda/";
	atom_is(m, m->forum, "en", true, "feed-of-event-on-web");
	m->site->web = NULL;
}

/* ---- ids ---- */

/* The text of the n-th <id> of a feed, the feed's own first; NULL. */
static const char *
id_at(struct arena *a, const char *feed, int n)
{
	const char *end;

	for (int i = 0; feed != NULL && i <= n; i++)
		feed = strstr(feed + (i > 0), "<id>");
	if (feed == NULL)
		return NULL;
	end = strstr(feed, "</id>");
	return arena_strndup(a, feed + 4, (size_t)(end - feed - 4));
}

static const char *
atom_of(const struct made *m, const struct event *of, const char *lang, bool on_web)
{
	struct words w = {m->site, lang, m->a};
	const char *s;
	struct buf b;

	buf_init(&b, GOLDEN_BYTES_MAX);
	news_atom(&b, &w, of, on_web);
	s = arena_strdup(m->a, buf_str(&b));
	buf_free(&b);
	return s;
}

static void
test_ids(const struct made *m)
{
	const char *en = atom_of(m, NULL, "en", false), *fr = atom_of(m, NULL, "fr", false);
	const char *id;
	int n = 0, same = 0, twice = 0;

	for (; (id = id_at(m->a, en, n)) != NULL; n++) {
		same += strcmp(id, id_at(m->a, fr, n)) == 0;
		for (int k = 0; k < n; k++)
			twice += strcmp(id, id_at(m->a, en, k)) == 0;
	}
	ok(n > 5, "a feed of some entries");
	is_int(same, n, "ids are the same in another language");
	is_int(twice, 0, "none is there twice");
	is_str(id_at(m->a, en, 1), "tag:old.example.org,2031-04-15:commons-forum-2031/4",
	    "an id is of the event's UID and the revision");
	is_str(id_at(m->a, atom_of(m, m->forum, "en", true), 1), id_at(m->a, en, 1),
	    "and the same in the event's own feed, on the web");
	is_str(en, atom_of(m, NULL, "en", false), "the same bytes each time");
}

/* ---- how far back ---- */

static void
test_ceilings(struct made *m)
{
	struct site *s = m->site;
	struct view v = {.lang = "en", .now = s->moment, .live = true};
	struct place_in_site at;
	struct page *p;
	struct buf b;

	s->changes = NULL;
	s->nchanges = 0;
	s->revision = 200;
	s->changes_from = 100;
	s->moments = arena_array(m->a, 201, sizeof *s->moments);
	for (int i = 1; i <= 200; i++)
		s->moments[i] = s->moment - (200 - i) * 60;
	for (int i = 200; i > 100; i--)
		push(m, i, "opening", "Opening", CHANGE_TEXT);
	for (int i = 0; i < 100; i++)
		push(m, 100, "opening", "Opening", CHANGE_TITLE);
	is_int((long)news_find(m->a, s, NULL).n, NEWS_ENTRIES_MAX, "a feed has a ceiling");
	is_int(news_find(m->a, s, NULL).items[0].revision, 200, "the newest are in it");
	buf_init(&b, GOLDEN_BYTES_MAX);
	at = path_find(s, "changes/50-200");
	p = page_build(s, &v, &at);
	gemtext_page(&b, p);
	ok(strstr(buf_str(&b), "before revision 100 is no longer at hand") != NULL,
	    "what goes further back than is held says so");
	page_free(p);
	buf_free(&b);
	at = path_find(s, "changes");
	p = page_build(s, &v, &at);
	buf_init(&b, GOLDEN_BYTES_MAX);
	gemtext_page(&b, p);
	ok(strstr(buf_str(&b), "Revision 191") != NULL &&
		strstr(buf_str(&b), "Revision 190,") == NULL,
	    "a page of changes has the last ten");
	page_free(p);
	buf_free(&b);
	s->changes = NULL;
	s->nchanges = 0;
	for (int i = 0; i < 2 * CHANGES_LINES; i++)
		push(m, i < 10 ? 200 : 199, "opening", "Opening", CHANGE_TITLE);
	push(m, 198, "opening", "Opening", CHANGE_TITLE);
	p = page_build(s, &v, &at);
	buf_init(&b, GOLDEN_BYTES_MAX);
	gemtext_page(&b, p);
	ok(strstr(buf_str(&b), "Revision 200,") != NULL &&
		strstr(buf_str(&b), "Revision 199,") != NULL &&
		strstr(buf_str(&b), "Revision 198,") == NULL,
	    "and ends after a revision with very many");
	page_free(p);
	buf_free(&b);
}

/* What is published for the first time, and what is not published, can be followed too. */
static void
test_beginnings(struct made *m)
{
	struct site *s = m->site;
	const char *feed;

	s->revision = 1;
	s->changes_from = 1;
	s->nchanges = 0;
	feed = atom_of(m, NULL, "en", false);
	ok(strstr(feed, "/commons-forum-2031/</") == NULL &&
		strstr(feed, "gemini://commons.example.org/commons-forum-2031/\"") != NULL,
	    "the first revision tells of each event");
	ok(strstr(feed, "Tour of two houses") == NULL, "but of no unlisted one");
	s->revision = 0;
	s->changes_from = 0;
	s->moments = NULL;
	feed = atom_of(m, NULL, "en", false);
	ok(strstr(feed, "<entry>") == NULL && strstr(feed, "</feed>") != NULL,
	    "what is not published has an empty one");
}

int
main(void)
{
	struct made m = make();

	publish(&m);
	test_goldens(&m);
	test_ids(&m);
	test_ceilings(&m);
	test_beginnings(&m);
	site_free(m.site);
	tzdb_close(m.db);
	return tap_done();
}
