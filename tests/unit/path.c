/* SPDX-License-Identifier: ISC */
#include "core/path.h"
#include "tests/lib/tap.h"

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

/* A site in three languages with one event "forum" in English of a session "opening" online, only
 * interpreted, one "closing" both online and not, one withdrawn, one track, one room, one person,
 * one series; and the calendars of a withdrawn event "gone" and its session "last". */
static struct site *
site(void)
{
	static const char *languages[] = {"en", "fr", "pt-BR"}, *const ids[] = {
								    "opening", "secret", "closing"};
	static const enum format formats[] = {FORMAT_ONLINE, FORMAT_IN_PERSON, FORMAT_HYBRID};
	struct site *s = site_new();
	struct arena *a = s->arena;
	struct event *ev;

	s->nevents = 2;
	s->events = arena_array(a, 2, sizeof *s->events);
	ev = s->events[0] = arena_alloc(a, sizeof *ev);
	s->events[1] = arena_alloc(a, sizeof *ev);
	s->events[1]->id = "gone";
	s->events[1]->identity.withdrawn = true;
	s->events[1]->sessions = arena_array(a, 1, sizeof *ev->sessions);
	s->events[1]->sessions[0] = arena_alloc(a, sizeof **ev->sessions);
	s->events[1]->sessions[0]->id = "last";
	s->events[1]->sessions[0]->event = s->events[1];
	s->events[1]->nsessions = 1;
	ev->id = "forum";
	ev->nsessions = 3;
	ev->sessions = arena_array(a, 3, sizeof *ev->sessions);
	for (size_t i = 0; i < 3; i++) {
		ev->sessions[i] = arena_alloc(a, sizeof **ev->sessions);
		ev->sessions[i]->id = ids[i];
		ev->sessions[i]->format = formats[i];
		ev->sessions[i]->event = ev;
		ev->sessions[i]->slot.day = (struct date){2031, 5, i == 1 ? 17 : 16};
		ev->sessions[i]->slot.has_start = i == 0;
		ev->sessions[i]->identity.withdrawn = i == 1;
	}
	ev->tracks = arena_alloc(a, sizeof *ev->tracks);
	ev->tracks[0].id = "policy";
	ev->rooms = arena_alloc(a, sizeof *ev->rooms);
	ev->rooms[0].id = "hall";
	ev->ntracks = ev->nrooms = 1;
	s->people = arena_alloc(a, sizeof *s->people);
	s->people[0] = arena_alloc(a, sizeof **s->people);
	s->people[0]->id = "ada";
	s->series = arena_alloc(a, sizeof *s->series);
	s->series[0] = arena_alloc(a, sizeof **s->series);
	s->series[0]->id = "forums";
	s->npeople = s->nseries = 1;
	s->revision = 12;
	s->nlanguages = 3;
	s->languages = languages;
	ev->kind = KIND_FORUM;
	s->events[1]->kind = KIND_FORUM;
	ev->nlanguages = 1;
	ev->languages = languages;
	ev->sessions[0]->ninterpretation = 1;
	ev->sessions[0]->interpretation = languages + 2;
	return s;
}

static void
test_find(void)
{
	static const struct {
		const char *path;
		enum path_kind kind;
	} cases[] = {
	    {"", PATH_HOME},
	    {"about", PATH_ABOUT},
	    {"changes", PATH_CHANGES},
	    {"people/", PATH_PEOPLE},
	    {"subscribe", PATH_SUBSCRIBE},
	    {"calls", PATH_CALLS},
	    {"programme/2031", PATH_PROGRAMME},
	    {"forum/language/en", PATH_EVENT_LANGUAGE},
	    {"forum/language/pt-BR", PATH_EVENT_LANGUAGE},
	    {"forum/format/online", PATH_EVENT_FORMAT},
	    {"forum/format/hybrid", PATH_EVENT_FORMAT},
	    {"all.ics", PATH_ALL_ICS},
	    {"series/forums", PATH_SERIES},
	    {"person/ada", PATH_PERSON},
	    {"forum/", PATH_EVENT},
	    {"forum.ics", PATH_EVENT_ICS},
	    {"forum/changes", PATH_EVENT_CHANGES},
	    {"forum/day/2031-05-16", PATH_DAY},
	    {"forum/session/opening", PATH_SESSION},
	    {"forum/session/opening.ics", PATH_SESSION_ICS},
	    {"forum/session/secret.ics", PATH_SESSION_ICS},
	    {"gone.ics", PATH_EVENT_ICS},
	    {"gone/session/last.ics", PATH_SESSION_ICS},
	    {"forum/track/policy", PATH_TRACK},
	    {"forum/room/hall", PATH_ROOM},
	    {"series/forums.ics", PATH_SERIES_ICS},
	    {"person/ada.ics", PATH_PERSON_ICS},
	    {"kind/forum.ics", PATH_KIND_ICS},
	    {"language/en.ics", PATH_LANGUAGE_ICS},
	    {"language/pt-BR.ics", PATH_LANGUAGE_ICS},
	    {"forum/track/policy.ics", PATH_TRACK_ICS},
	    {"forum/track/policy.sessions.ics", PATH_TRACK_ICS},
	    {"forum/room/hall.ics", PATH_ROOM_ICS},
	    {"forum/language/pt-BR.ics", PATH_EVENT_LANGUAGE_ICS},
	    /* their texts in another language */
	    {"all.fr.ics", PATH_ALL_ICS},
	    {"series/forums.pt-BR.ics", PATH_SERIES_ICS},
	    {"person/ada.fr.ics", PATH_PERSON_ICS},
	    {"kind/forum.fr.ics", PATH_KIND_ICS},
	    {"language/en.fr.ics", PATH_LANGUAGE_ICS},
	    {"forum.pt-BR.ics", PATH_EVENT_ICS},
	    {"gone.fr.ics", PATH_EVENT_ICS},
	    {"forum/session/opening.fr.ics", PATH_SESSION_ICS},
	    {"forum/track/policy.fr.ics", PATH_TRACK_ICS},
	    {"forum/track/policy.sessions.pt-BR.ics", PATH_TRACK_ICS},
	    {"forum/room/hall.fr.ics", PATH_ROOM_ICS},
	    {"forum/language/en.pt-BR.ics", PATH_EVENT_LANGUAGE_ICS},
	    /* in the capsule, and files */
	    {"in", PATH_ZONES},
	    {"languages", PATH_LANGUAGES},
	    {"forum/in", PATH_EVENT_ZONES},
	    {"forum/languages", PATH_EVENT_LANGUAGES},
	    {"search", PATH_SEARCH},
	    {"forum/search", PATH_EVENT_SEARCH},
	    {"feed", PATH_FEED},
	    {"feed.xml", PATH_ATOM},
	    {"forum/feed", PATH_EVENT_FEED},
	    {"forum/feed.xml", PATH_EVENT_ATOM},
	    {"forum/agenda", PATH_AGENDA},
	    {"forum/agenda.txt", PATH_AGENDA_TEXT},
	    {"forum/schedule.xml", PATH_SCHEDULE_XML},
	    {"forum/schedule.json", PATH_SCHEDULE_JSON},
	    {"forum/sessions.csv", PATH_SESSIONS_CSV},
	    {"now", PATH_NOW},
	    {"changes/1-2", PATH_CHANGES},
	    {"changes/9-12", PATH_CHANGES},
	    {"forum/changes/3-12", PATH_EVENT_CHANGES},
	    /* no such thing */
	    {"in/", PATH_NONE},
	    {"search/", PATH_NONE},
	    {"feed.ics", PATH_NONE},
	    {"forum/agenda/", PATH_NONE},
	    {"forum/feed.txt", PATH_NONE},
	    {"gone/agenda", PATH_NONE},
	    {"changes/", PATH_NONE},
	    {"changes/1", PATH_NONE},
	    {"changes/1-", PATH_NONE},
	    {"changes/0-2", PATH_NONE},
	    {"changes/01-2", PATH_NONE},
	    {"changes/1-02", PATH_NONE},
	    {"changes/+1-2", PATH_NONE},
	    {"changes/2-2", PATH_NONE},
	    {"changes/since", PATH_CHANGES_SINCE},
	    {"forum/changes/since", PATH_EVENT_CHANGES_SINCE},
	    {"changes/3-13", PATH_NONE},
	    {"changes/1-99999999999999999999", PATH_NONE},
	    {"changes/1-2/", PATH_NONE},
	    {"changes/1-2.ics", PATH_NONE},
	    {"gone/changes/1-2", PATH_NONE},
	    {"/", PATH_NONE},
	    {"About", PATH_NONE},
	    {"about/", PATH_NONE},
	    {"all.icsx", PATH_NONE},
	    {"series/", PATH_NONE},
	    {"series/forums/", PATH_NONE},
	    {"person/bob", PATH_NONE},
	    {"person/bob.ics", PATH_NONE},
	    {"person/ada.de.ics", PATH_NONE},
	    {"person/ada.sessions.ics", PATH_NONE},
	    {"series/ada.ics", PATH_NONE},
	    {"subscribe/", PATH_NONE},
	    {"subscribe.ics", PATH_NONE},
	    {"all", PATH_NONE},
	    {"all.", PATH_NONE},
	    {"all.fr", PATH_NONE},
	    {"all.de.ics", PATH_NONE},
	    {"all.FR.ics", PATH_NONE},
	    {"all.pt.ics", PATH_NONE},
	    {"all..ics", PATH_NONE},
	    {"all.fr.fr.ics", PATH_NONE},
	    {"all.fr.icsx", PATH_NONE},
	    {"kind", PATH_NONE},
	    {"kind/", PATH_NONE},
	    {"kind/forum", PATH_NONE},
	    {"kind/webinar.ics", PATH_NONE},
	    {"kind/party.ics", PATH_NONE},
	    {"language/", PATH_NONE},
	    {"language/en", PATH_NONE},
	    {"language/fr.ics", PATH_NONE},
	    {"language/pt.ics", PATH_NONE},
	    {"language/pt-br.ics", PATH_NONE},
	    {"forum/language/fr.ics", PATH_NONE},
	    {"forum/language/fr", PATH_NONE},
	    {"forum/language/en/", PATH_NONE},
	    {"gone/language/en", PATH_NONE},
	    {"forum/format/", PATH_NONE},
	    {"forum/format/in-person", PATH_NONE},
	    {"forum/format/online.ics", PATH_NONE},
	    {"calls/", PATH_NONE},
	    {"programme/", PATH_NONE},
	    {"programme/2030", PATH_NONE},
	    {"programme/2031/", PATH_NONE},
	    {"programme/02031", PATH_NONE},
	    {"programme/20311", PATH_NONE},
	    {"gone/language/en.ics", PATH_NONE},
	    {"forum/track/policy.sessions", PATH_NONE},
	    {"forum/track/policy.fr.sessions.ics", PATH_NONE},
	    {"forum/track/policy.breaks.ics", PATH_NONE},
	    {"forum/track/hall.ics", PATH_NONE},
	    {"forum/room/hall.sessions.ics", PATH_NONE},
	    {"forum/room/hall.ics/", PATH_NONE},
	    {"forum/day/2031-05-16.ics", PATH_NONE},
	    {"gone", PATH_NONE},
	    {"gone/", PATH_NONE},
	    {"gone/session/last", PATH_NONE},
	    {"gone/session/first.ics", PATH_NONE},
	    {"forum//", PATH_NONE},
	    {"forum.ics/", PATH_NONE},
	    {"forum.html", PATH_NONE},
	    {"forum/day/2031-05-17", PATH_NONE},
	    {"forum/day/2031-5-16", PATH_NONE},
	    {"forum/day/", PATH_NONE},
	    {"forum/session/", PATH_NONE},
	    {"forum/session/secret", PATH_NONE},
	    {"forum/session/opening/", PATH_NONE},
	    {"forum/session/opening.ics.ics", PATH_NONE},
	    {"forum/track/policy/x", PATH_NONE},
	    {"forum/room/policy", PATH_NONE},
	    {"forum/../about", PATH_NONE},
	    {"forum/session/a-name-that-is-longer-than-the-sixty-four-bytes-that-an-id-may-have",
		PATH_NONE},
	};
	struct place_in_site wrong;
	struct site *s = site();

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct place_in_site at = path_find(s, cases[i].path);
		const char *path = path_of_place(s->arena, s, &at);

		is_int(at.kind, cases[i].kind, "path '%s'", cases[i].path);
		if (at.kind == PATH_NONE)
			ok(path == NULL, "and back, '%s'", cases[i].path);
		else
			is_str(path, cases[i].path, "and back, '%s'", cases[i].path);
		ok(!at.missing_slash, "'%s' has its slash", cases[i].path);
	}
	is_int(path_find(s, "changes/9-12").from, 9, "from which revision");
	is_int(path_find(s, "changes/9-12").to, 12, "to which");
	is_int(path_find(s, "changes").to, 0, "none is said");
	wrong = path_find(s, "changes/12-9");
	is_str(path_of_place(s->arena, s, &wrong), "changes/9-12", "the right way round");
	ok(path_find(s, "forum").kind == PATH_EVENT && path_find(s, "forum").missing_slash,
	    "an event without its slash");
	is_str(path_find(s, "all.fr.ics").lang, "fr", "the language of texts");
	is_str(path_find(s, "all.en.ics").lang, "en", "the first may be named, too");
	is_str(path_find(s, "forum/language/en.fr.ics").spoken, "en", "the language spoken");
	ok(path_find(s, "forum/track/policy.sessions.ics").without_breaks, "without breaks");
	ok(!path_find(s, "forum/track/policy.fr.ics").without_breaks, "with them");
	ok(path_find(s, "people").kind == PATH_PEOPLE && path_find(s, "people").missing_slash,
	    "people without their slash");
	site_free(s);
}

static void
test_of(void)
{
	struct site *s = site();
	struct arena *a = s->arena;
	struct event *ev = s->events[0];
	struct session *se = ev->sessions[0];

	is_str(path_of_event(a, ev), "forum/", "of an event");
	is_str(path_of_day(a, ev, se->slot.day), "forum/day/2031-05-16", "of a day");
	is_str(path_of_session(a, se), "forum/session/opening", "of a session");
	is_str(path_of_track(a, ev, ev->tracks), "forum/track/policy", "of a track");
	is_str(path_of_room(a, ev, ev->rooms), "forum/room/hall", "of a room");
	is_str(path_of_person(a, s->people[0]), "person/ada", "of a person");
	is_str(path_of_series(a, s->series[0]), "series/forums", "of a series");
	is_str(path_of_event_changes(a, ev), "forum/changes", "of an event's changes");
	site_free(s);
}

static void
test_files(void)
{
	static const char *const files[][2] = {{"", "index.html"}, {"about", "about.html"},
	    {"people/", "people/index.html"}, {"forum/", "forum/index.html"},
	    {"forum/day/2031-05-16", "forum/day/2031-05-16.html"}, {"all.ics", "all.ics"},
	    {"forum/session/opening.ics", "forum/session/opening.ics"}};
	static const char *const ways[][3] = {
	    {"index.html", "style.css", "style.css"},
	    {"index.html", "index.html", "index.html"},
	    {"forum/index.html", "index.html", "../index.html"},
	    {"forum/session/a.html", "forum/session/b.html", "b.html"},
	    {"forum/session/a.html", "forum/index.html", "../index.html"},
	    {"forum/session/a.html", "person/ada.html", "../../person/ada.html"},
	    {"forum/session/a.html", "forum/session/a.ics", "a.ics"},
	    {"person/ada.html", "people/index.html", "../people/index.html"},
	    {"forum/index.html", "forum-2/index.html", "../forum-2/index.html"},
	};
	struct arena *a = arena_new(1 << 20);

	for (size_t i = 0; i < COUNT(files); i++)
		is_str(path_to_file(a, files[i][0]), files[i][1], "file of '%s'", files[i][0]);
	for (size_t i = 0; i < COUNT(ways); i++)
		is_str(path_relative(a, ways[i][0], ways[i][1]), ways[i][2], "from %s to %s",
		    ways[i][0], ways[i][1]);
	arena_free(a);
}

static void
test_urls(void)
{
	static const char *const good[] = {"https://example.org", "HTTP://example.org/a?b#c",
	    "gemini://example.org/", "mailto:info@example.org", "tel:+49301234", "geo:52.5,13.4",
	    "https://example.org/\xc3\xa9"};
	static const char *const bad[] = {"", "example.org", "/a", "../a", "//example.org",
	    "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "https:", "https://",
	    "https:///a", "https:a", "https://?a", "mailto:", "https://example.org/a b",
	    "https://example.org/\r\nX", "https://example.org/\"onclick", "https://a\\b",
	    " https://a", "vbscript:x", "httpss://a", "webcal://example.org/all.ics"};

	for (size_t i = 0; i < COUNT(good); i++)
		ok(url_is_safe(good[i]), "let through: %s", good[i]);
	for (size_t i = 0; i < COUNT(bad); i++)
		ok(!url_is_safe(bad[i]), "refused, %zu", i);
	is_str(url_after_web("https://example.org/a:b"), "://example.org/a:b", "after https");
	is_str(url_after_web("HTTP://example.org"), "://example.org", "after http");
	ok(url_after_web("gemini://example.org/") == NULL, "a capsule is not on the web");
	ok(url_after_web("https://a b") == NULL, "nor is what is refused");
}

int
main(void)
{
	test_find();
	test_of();
	test_files();
	test_urls();
	return tap_done();
}
