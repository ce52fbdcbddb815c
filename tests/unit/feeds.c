/* SPDX-License-Identifier: ISC */
/* Which calendars a site has, and what is in each. */
#include "core/feeds.h"
#include "core/buf.h"
#include "core/names.h"
#include "core/query.h"
#include "ical/about.h"
#include "tests/lib/build.h"
#include "tests/lib/tap.h"

#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static struct event *
add_event(struct site *s, const char *id, enum event_kind kind)
{
	struct event *ev = build_event(s, id, NULL);

	ev->kind = kind;
	return ev;
}

static struct session *
add_session(struct site *s, struct event *ev, const char *id)
{
	return build_session(s, ev, id, (struct slot){0});
}

static struct track *
add_track(struct site *s, struct session *se, size_t i)
{
	struct track *tr = &se->event->tracks[i];

	build_add(s, se->tracks, se->ntracks, tr);
	return tr;
}

static void
add_attendee(struct site *s, struct event *ev, struct person *pe)
{
	struct attendee *at = arena_push(s->arena, &ev->people, &ev->npeople, sizeof *at);

	*at = (struct attendee){.person = pe};
}

/* A conference in English with two tracks and rooms, part of a series. */
static void
add_conference(struct site *s, struct person *ada, struct person *bo)
{
	struct event *ev = add_event(s, "conf", KIND_CONFERENCE);
	struct session *se;

	ev->series = s->series[0];
	build_add(s, ev->languages, ev->nlanguages, "en");
	ev->ntracks = ev->nrooms = 2;
	ev->tracks = arena_array(s->arena, 2, sizeof *ev->tracks);
	ev->tracks[0] = (struct track){.id = "law", .title = build_text(s, "en", "Law")};
	ev->tracks[1] = (struct track){.id = "press", .title = build_text(s, "en", "Press")};
	ev->rooms = arena_array(s->arena, 2, sizeof *ev->rooms);
	ev->rooms[0] = (struct room){.id = "hall", .title = build_text(s, "en", "Hall")};
	ev->rooms[1] = (struct room){.id = "stream", .title = build_text(s, "en", "Stream")};
	ev->deadline = (struct deadline){.kind = DEADLINE_DATE, .day = {2031, 1, 1}};
	add_attendee(s, ev, bo);
	add_session(s, ev, "joint");
	add_session(s, ev, "lunch")->type = TYPE_BREAK;
	se = add_session(s, ev, "law1");
	add_track(s, se, 0);
	build_add(s, se->rooms, se->nrooms, &ev->rooms[0]);
	build_add(s, se->languages, se->nlanguages, "fr");
	build_appear(s, se, ada, ROLE_SPEAKER);
	build_appear(s, se, ada, ROLE_SPEAKER);
	se = add_session(s, ev, "both");
	add_track(s, se, 0);
	add_track(s, se, 1);
	build_add(s, se->rooms, se->nrooms, &ev->rooms[0]);
	build_add(s, se->rooms, se->nrooms, &ev->rooms[1]);
	build_add(s, se->languages, se->nlanguages, "en");
	build_add(s, se->interpretation, se->ninterpretation, "pt-BR");
	se = add_session(s, ev, "press-tea");
	add_track(s, se, 1);
	se->type = TYPE_BREAK;
	se = add_session(s, ev, "quiet");
	se->visibility = VISIBILITY_UNLISTED;
	build_appear(s, se, ada, ROLE_SPEAKER);
	build_add(s, se->languages, se->nlanguages, "ja");
	se = add_session(s, ev, "gone");
	se->identity.gone = true;
	add_track(s, se, 1);
	build_appear(s, se, ada, ROLE_SPEAKER);
	se = add_session(s, ev, "hushed");
	se->identity.gone = se->identity.withdrawn = true;
	build_appear(s, se, ada, ROLE_SPEAKER);
}

/* In two languages: the conference, a webinar, a call, an event that is not listed and one that was
 * withdrawn. Ada speaks, Bo gives the webinar, and Cy is nowhere that is listed. */
static struct site *
make_site(void)
{
	struct site *s = build_site();
	struct series *sr = arena_alloc(s->arena, sizeof *sr);
	struct person *ada = build_person(s, "ada", "Ada"), *bo = build_person(s, "bo", "Bo");
	struct person *cy = build_person(s, "cy", "Cy");
	struct event *ev;

	build_add(s, s->languages, s->nlanguages, "fr");
	*sr = (struct series){.id = "meetings", .title = build_text(s, "en", "Meetings")};
	build_add(s, s->series, s->nseries, sr);
	add_conference(s, ada, bo);
	ev = add_event(s, "webinar", KIND_WEBINAR);
	ev->slot.day = (struct date){2031, 2, 7};
	build_add(s, ev->languages, ev->nlanguages, "pt");
	build_add(s, ev->interpretation, ev->ninterpretation, "fr");
	add_attendee(s, ev, bo);
	ev = add_event(s, "call", KIND_CALL);
	ev->deadline = (struct deadline){.kind = DEADLINE_DATE, .day = {2031, 3, 1}};
	ev = add_event(s, "hidden", KIND_PANEL);
	ev->visibility = VISIBILITY_UNLISTED;
	ev->series = sr;
	build_add(s, ev->languages, ev->nlanguages, "sw");
	add_attendee(s, ev, cy);
	build_appear(s, add_session(s, ev, "talk"), ada, ROLE_SPEAKER);
	ev = add_event(s, "secret", KIND_MEETING);
	ev->identity.gone = ev->identity.withdrawn = true;
	add_session(s, ev, "one")->identity.withdrawn = true;
	return s;
}

/* What a walk finds: an event as its id, its deadline with '!', a session with '.'. */
static const char *
items(const struct site *s, const struct place_in_site *at)
{
	struct feed_walk w;
	struct feed_item it;
	struct buf b;
	const char *out;

	buf_init(&b, 4096);
	for (feed_begin(&w, s, at); feed_next(&w, &it);)
		if (it.kind == ENTRY_SESSION)
			buf_printf(&b, ".%s ", it.se->id);
		else
			buf_printf(&b, "%s%s ", it.ev->id, it.kind == ENTRY_DEADLINE ? "!" : "");
	out = arena_strdup(s->arena, buf_str(&b));
	buf_free(&b);
	return out;
}

static void
test_items(const struct site *s, const char *how)
{
	static const struct {
		const char *path, *items, *name;
	} cases[] = {
	    {"all.ics",
		"conf conf! .joint .lunch .law1 .both .press-tea .gone .hushed webinar call call! "
		"secret .one ",
		"all but what is not listed; what is gone stays"},
	    {"series/meetings.ics",
		"conf conf! .joint .lunch .law1 .both .press-tea .gone .hushed ",
		"events of a series, but those that are not listed"},
	    {"kind/webinar.ics", "webinar ", "all webinars"},
	    {"kind/call.ics", "call call! ", "all calls, with their deadlines"},
	    {"kind/meeting.ics", "secret .one ", "a kind of which all are withdrawn"},
	    {"conf.ics", "conf conf! .joint .lunch .law1 .both .press-tea .gone .hushed ",
		"an event"},
	    {"hidden.ics", "hidden .talk ", "one that is not listed"},
	    {"secret.ics", "secret .one ", "one that was withdrawn"},
	    {"conf/session/law1.ics", ".law1 ", "a session"},
	    {"conf/session/quiet.ics", ".quiet ", "one that is not listed"},
	    {"conf/session/hushed.ics", ".hushed ", "one that was withdrawn"},
	    {"conf/track/law.ics", ".joint .lunch .law1 .both .hushed ",
		"a track: its own, those for all, and breaks"},
	    {"conf/track/law.sessions.ics", ".joint .law1 .both .hushed ", "without breaks"},
	    {"conf/track/press.ics", ".joint .lunch .both .press-tea .gone .hushed ",
		"another: a session of both is in each"},
	    {"conf/track/press.sessions.fr.ics", ".joint .both .gone .hushed ",
		"the language of texts changes nothing"},
	    {"conf/room/hall.ics", ".law1 .both ", "a room"},
	    {"conf/room/stream.ics", ".both ", "what is in two rooms is in each"},
	    {"language/en.ics", "conf conf! .joint .lunch .both .press-tea .gone .hushed ",
		"a session that says no language is as its event"},
	    {"language/fr.ics", ".law1 webinar ", "held in it, or interpreted into it"},
	    {"language/pt.ics", ".both webinar ", "in it or a variant of it"},
	    {"language/pt-BR.ics", ".both ", "in the variant alone"},
	    {"conf/language/fr.ics", ".law1 ", "a language of an event"},
	    {"hidden/language/sw.ics", "hidden .talk ", "of one that is not listed"},
	    {"person/ada.ics", ".law1 .gone ",
		"a person once in each session, and in none that is not listed"},
	    {"person/bo.ics", "webinar ", "an event that is its only session, but no other event"},
	    {"person/cy.ics", "", "someone who is nowhere listed"},
	    {"conf/", "", "a page has no items"},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct place_in_site at = path_find(s, cases[i].path);

		if (ok(at.kind != PATH_NONE, "there is %s", cases[i].path))
			is_str(items(s, &at), cases[i].items, "%s: %s, %s", cases[i].path,
			    cases[i].name, how);
	}
}

struct tour {
	const struct site *site;
	struct names paths;
	size_t n, doubled, lost;
};

static int
look(void *ctx, const struct place_in_site *at)
{
	struct tour *t = ctx;
	struct arena *a = t->site->arena;
	const char *path = path_of_place(a, t->site, at);
	struct place_in_site found = path_find(t->site, path);
	struct words w = {t->site, at->lang != NULL ? at->lang : "en", a};
	struct about ab = about_calendar(&w, at);

	t->n++;
	t->doubled += names_get(&t->paths, path) != NULL;
	names_put(&t->paths, path, t);
	t->lost += found.kind != at->kind || strcmp(path_of_place(a, t->site, &found), path) != 0 ||
		   strcmp(items(t->site, &found), items(t->site, at)) != 0 ||
		   strcmp(ab.file, path) != 0;
	return 0;
}

static int
stop_at_third(void *ctx, const struct place_in_site *at)
{
	int *calls = ctx;

	(void)at;
	return ++*calls == 3 ? 7 : 0;
}

static void
test_tour(const struct site *s)
{
	struct tour t = {.site = s};
	int calls = 0;

	names_init(&t.paths, s->arena);
	is_int(feeds_each(s, look, &t), 0, "the tour comes to its end");
	/* The site 1, series 1, kinds 4, languages 4, people 3, events 5, sessions 10, tracks 2 and
	 * without breaks 2, rooms 2, languages of events 3 + 2 + 0 + 1. */
	is_int(t.n, 2 * (1 + 1 + 4 + 4 + 3 + 5 + 10 + 4 + 2 + 6), "calendars on it");
	is_int(t.doubled, 0, "none twice");
	is_int(t.lost, 0, "each is found under its path, the same");
	is_int(feeds_each(s, stop_at_third, &calls), 7, "the tour stops when told to");
	is_int(calls, 3, "and at once");
}

static void
test_about(const struct site *s)
{
	static const struct {
		const char *path, *title, *page;
	} cases[] = {
	    {"all.ics", "Site", ""},
	    {"all.fr.ics", "Site", ""},
	    {"series/meetings.ics", "Meetings", "series/meetings"},
	    {"kind/call.ics", "Calls for applications \xe2\x80\x93 Site", "subscribe"},
	    {"language/pt-BR.fr.ics", "pt-BR \xe2\x80\x93 Site", "subscribe"},
	    {"person/ada.ics", "Ada \xe2\x80\x93 Site", "person/ada"},
	    {"conf.ics", "conf", "conf/"},
	    {"secret.ics", "Site", ""},
	    {"conf/session/law1.ics", "law1", "conf/session/law1"},
	    {"conf/session/hushed.ics", "Site", ""},
	    {"conf/track/law.ics", "Law \xe2\x80\x93 conf", "conf/track/law"},
	    {"conf/track/law.sessions.ics", "Law \xe2\x80\x93 conf, without breaks",
		"conf/track/law"},
	    {"conf/room/hall.ics", "Hall \xe2\x80\x93 conf", "conf/room/hall"},
	    {"conf/language/fr.ics",
		"fran\xc3\xa7"
		"ais \xe2\x80\x93 conf",
		"conf/"},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct place_in_site at = path_find(s, cases[i].path);
		struct words w = {s, at.lang != NULL ? at.lang : "en", s->arena};
		struct about ab = about_calendar(&w, &at);

		is_str(ab.title, cases[i].title, "%s: title", cases[i].path);
		is_str(ab.page, cases[i].page, "%s: page", cases[i].path);
	}
}

int
main(void)
{
	struct site *s = make_site();

	test_items(s, "looked for");
	test_tour(s);
	query_prepare(s);
	test_items(s, "noted");
	test_about(s);
	site_free(s);
	return tap_done();
}
