/* SPDX-License-Identifier: ISC */
#include "core/query.h"
#include "tests/lib/tap.h"

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

/* One event; its sessions as a table, times in hours after midnight UTC of 1 May 2031. */
static struct track tracks[] = {{.id = "red"}, {.id = "blue"}};
static struct room rooms[] = {{.id = "hall"}, {.id = "attic"}};

static const struct row {
	const char *id;
	int day;         /* of May; 0: none */
	int from, to;    /* hour; -1: none */
	int track, room; /* -1: none */
	enum status status;
	enum visibility visibility;
	bool withdrawn, gone;
} table[] = {
    {"late", 1, 14, 15, 0, 0, STATUS_CONFIRMED, VISIBILITY_PUBLIC, false, false},
    {"joint", 1, 9, 10, -1, 0, STATUS_CONFIRMED, VISIBILITY_PUBLIC, false, false},
    {"red", 1, 10, 12, 0, 0, STATUS_CONFIRMED, VISIBILITY_PUBLIC, false, false},
    {"blue", 1, 10, 12, 1, 1, STATUS_TENTATIVE, VISIBILITY_PUBLIC, false, false},
    {"off", 1, 10, 12, 1, 1, STATUS_CANCELLED, VISIBILITY_PUBLIC, false, false},
    {"postponed", 1, 11, 12, 0, -1, STATUS_POSTPONED, VISIBILITY_PUBLIC, false, false},
    {"gone", 1, 11, 12, 0, -1, STATUS_CONFIRMED, VISIBILITY_PUBLIC, false, true},
    {"withdrawn", 1, 10, 12, 0, 0, STATUS_CONFIRMED, VISIBILITY_PUBLIC, true, true},
    {"unlisted", 1, 10, 12, 0, 0, STATUS_CONFIRMED, VISIBILITY_UNLISTED, false, false},
    {"no-end", 1, 13, -1, 1, -1, STATUS_CONFIRMED, VISIBILITY_PUBLIC, false, false},
    {"second", 2, 9, 10, 0, -1, STATUS_CONFIRMED, VISIBILITY_PUBLIC, false, false},
    {"day-only", 2, -1, -1, 1, -1, STATUS_CONFIRMED, VISIBILITY_PUBLIC, false, false},
    {"open", 0, -1, -1, 0, -1, STATUS_CONFIRMED, VISIBILITY_PUBLIC, false, false},
};

static int64_t
hour(int day, int h)
{
	return ((int64_t)date_to_days((struct date){2031, 5, day}) * 24 + h) * 3600;
}

static struct event *
make(struct arena *a)
{
	struct event *ev = arena_alloc(a, sizeof *ev);

	ev->id = "event";
	ev->tracks = tracks;
	ev->rooms = rooms;
	ev->ntracks = ev->nrooms = 2;
	for (size_t i = 0; i < COUNT(table); i++) {
		const struct row *r = &table[i];
		struct session **at =
		    arena_push(a, &ev->sessions, &ev->nsessions, sizeof(struct session *));
		struct session *se = *at = arena_alloc(a, sizeof *se);

		se->id = r->id;
		se->event = ev;
		se->status = r->status;
		se->visibility = r->visibility;
		se->identity.withdrawn = r->withdrawn;
		se->identity.gone = r->gone;
		se->at = (struct place){"event.yaml", (int)i + 1, 1};
		if (r->day > 0)
			se->slot.day = (struct date){2031, 5, r->day};
		se->slot.has_start = r->from >= 0;
		se->slot.has_end = r->to >= 0;
		se->slot.start = r->from >= 0 ? hour(r->day, r->from) : 0;
		se->slot.end = r->to >= 0 ? hour(r->day, r->to) : se->slot.start;
		if (r->track >= 0)
			*(struct track **)arena_push(a, &se->tracks, &se->ntracks,
			    sizeof(struct track *)) = &tracks[r->track];
		if (r->room >= 0)
			*(struct room **)arena_push(
			    a, &se->rooms, &se->nrooms, sizeof(struct room *)) = &rooms[r->room];
	}
	return ev;
}

static const char *
ids(struct arena *a, struct session_list l)
{
	const char *s = "";

	for (size_t i = 0; i < l.n; i++)
		s = arena_printf(a, "%s%s%s", s, i > 0 ? " " : "", l.items[i]->id);
	return s;
}

static void
test_sessions(void)
{
	struct arena *a = arena_new(1 << 20);
	struct event *ev = make(a);
	struct date_list days;

	is_str(ids(a, query_sessions(a, ev)),
	    "joint red blue off postponed gone no-end late second day-only open",
	    "sessions in order, neither unlisted nor withdrawn");
	is_str(ids(a, query_day(a, ev, (struct date){2031, 5, 1})),
	    "joint red blue off postponed gone no-end late", "of a day");
	is_str(ids(a, query_day(a, ev, (struct date){2031, 5, 2})), "second day-only",
	    "of a day, those without a time last");
	is_str(ids(a, query_day(a, ev, (struct date){2031, 5, 3})), "", "of no day");
	is_str(ids(a, query_unscheduled(a, ev)), "open", "on no day");
	is_str(ids(a, query_track(a, ev, &tracks[1])), "joint blue off no-end day-only",
	    "of a track: its own and the joint ones");
	is_str(ids(a, query_room(a, ev, &rooms[0])), "joint red late", "of a room");
	ok(query_has_day(ev, (struct date){2031, 5, 2}) &&
		!query_has_day(ev, (struct date){2031, 5, 3}) &&
		!query_has_day(ev, (struct date){0}),
	    "whether a day is one of them");
	days = query_days(a, ev);
	ok(days.n == 2 && days.items[0].day == 1 && days.items[1].day == 2, "the days");
	arena_free(a);
}

static void
test_neighbours(void)
{
	static const struct {
		const char *of, *before, *after, *name;
	} cases[] = {
	    {"joint", NULL, "red", "the first of all: the first of those that begin together"},
	    {"red", "joint", "postponed", "of its track, and the joint ones"},
	    {"blue", "joint", "no-end", "of another; one without an end counts"},
	    {"late", "gone", "second", "over the night, what is gone included"},
	    {"second", "late", NULL, "the last"},
	    {"unlisted", "joint", "postponed", "of one that is in no list"},
	    {"day-only", NULL, NULL, "of one without a time"},
	};
	struct arena *a = arena_new(1 << 20);
	struct event *ev = make(a);
	const struct session *before, *after;

	for (size_t i = 0; i < COUNT(cases); i++) {
		query_neighbours(event_find_session(ev, cases[i].of), &before, &after);
		is_str(before == NULL ? NULL : before->id, cases[i].before, "%s: before",
		    cases[i].name);
		is_str(
		    after == NULL ? NULL : after->id, cases[i].after, "%s: after", cases[i].name);
	}
	event_find_session(ev, "postponed")->type = TYPE_BREAK;
	query_neighbours(event_find_session(ev, "red"), &before, &after);
	is_str(after->id, "gone", "breaks are left out");
	arena_free(a);
}

static void
test_now(void)
{
	static const struct {
		int day, hour;
		const char *now, *next;
	} cases[] = {
	    {1, 8, "", "joint"},
	    {1, 9, "joint", "red blue"},
	    {1, 10, "red blue", "no-end"},
	    {1, 12, "", "no-end"},
	    {1, 13, "", "late"},
	    {1, 15, "", "second"},
	    {2, 10, "", ""},
	};
	struct arena *a = arena_new(1 << 20);
	struct event *ev = make(a);

	for (size_t i = 0; i < COUNT(cases); i++) {
		int64_t t = hour(cases[i].day, cases[i].hour);

		is_str(ids(a, query_now(a, ev, t)), cases[i].now, "on at %d May %d:00",
		    cases[i].day, cases[i].hour);
		is_str(ids(a, query_next(a, ev, t, 86400)), cases[i].next, "next at %d May %d:00",
		    cases[i].day, cases[i].hour);
	}
	is_str(ids(a, query_now(a, ev, hour(1, 10) - 1)), "joint", "on a second before its end");
	is_str(ids(a, query_next(a, ev, hour(1, 8) - 1, 3600)), "", "next is too far away");
	is_str(ids(a, query_next(a, ev, hour(1, 8), 3600)), "joint", "next is just near enough");
	ev->status = STATUS_POSTPONED;
	is_str(ids(a, query_now(a, ev, hour(1, 10))), "", "nothing is on when all is postponed");
	arena_free(a);
}

/* ---- events ---- */

static const struct {
	const char *id, *dates, *deadline;
	enum event_kind kind;
	enum visibility visibility;
} programme[] = {
    {"year", "2031", NULL, KIND_FORUM, VISIBILITY_PUBLIC},
    {"month", "2031-06", NULL, KIND_FORUM, VISIBILITY_PUBLIC},
    {"late", "late 2031-06", NULL, KIND_FORUM, VISIBILITY_PUBLIC},
    {"june", "2031-06-20 to 2031-06-22", NULL, KIND_FORUM, VISIBILITY_PUBLIC},
    {"end", "2031-06-30", NULL, KIND_FORUM, VISIBILITY_PUBLIC},
    {"none", NULL, NULL, KIND_FORUM, VISIBILITY_PUBLIC},
    {"hidden", "2031-06-01", NULL, KIND_FORUM, VISIBILITY_UNLISTED},
    {"past", "2029-10-29", NULL, KIND_FORUM, VISIBILITY_PUBLIC},
    {"before", "before 2029-07-10", NULL, KIND_FORUM, VISIBILITY_PUBLIC},
    {"old", "2027", NULL, KIND_FORUM, VISIBILITY_PUBLIC},
    {"running", "2031-04-30 to 2031-05-02", NULL, KIND_FORUM, VISIBILITY_PUBLIC},
    {"today", "2031-05-01", NULL, KIND_FORUM, VISIBILITY_PUBLIC},
    {"yesterday", "2031-04-30", NULL, KIND_FORUM, VISIBILITY_PUBLIC},
    {"call-july", NULL, "2031-07-18", KIND_CALL, VISIBILITY_PUBLIC},
    {"call-may", NULL, "2031-05-01", KIND_CALL, VISIBILITY_PUBLIC},
    {"call-over", NULL, "2031-04-30", KIND_CALL, VISIBILITY_PUBLIC},
    {"sign-up", "2031-08-01", "2031-04-01", KIND_WEBINAR, VISIBILITY_PUBLIC},
};

static struct site *
make_site(void)
{
	struct site *s = site_new();
	const char *why;

	for (size_t i = 0; i < COUNT(programme); i++) {
		struct event **at =
		    arena_push(s->arena, &s->events, &s->nevents, sizeof(struct event *));
		struct event *ev = *at = arena_alloc(s->arena, sizeof *ev);

		ev->id = programme[i].id;
		ev->kind = programme[i].kind;
		ev->visibility = programme[i].visibility;
		if (programme[i].dates != NULL && !span_parse(programme[i].dates, &ev->dates, &why))
			printf("Bail out! %s\n", why);
		if (programme[i].deadline == NULL)
			continue;
		ev->deadline.kind = DEADLINE_DATE;
		date_parse(programme[i].deadline, &ev->deadline.day);
	}
	return s;
}

static const char *
event_ids(struct arena *a, struct event_list l)
{
	const char *s = "";

	for (size_t i = 0; i < l.n; i++)
		s = arena_printf(a, "%s%s%s", s, i > 0 ? " " : "", l.items[i]->id);
	return s;
}

static void
test_events(void)
{
	struct site *s = make_site();
	struct arena *a = s->arena;
	int64_t now = hour(1, 12);

	is_str(event_ids(a, query_ahead(a, s, now)),
	    "running today june end late month sign-up year none",
	    "ahead: partly known dates after the others of their period");
	is_str(event_ids(a, query_calls(a, s, now)), "call-may call-july", "open calls");
	is_str(event_ids(a, query_past(a, s, now)), "call-over yesterday past before old",
	    "past, the newest first");
	ok(!event_is_over(site_find_event(s, "today"), hour(2, 0) - 1), "today is not over");
	ok(event_is_over(site_find_event(s, "today"), hour(2, 0)), "until midnight");
	ok(!event_is_over(site_find_event(s, "call-may"), hour(2, 0) - 1), "nor is the call");
	ok(event_is_over(site_find_event(s, "call-may"), hour(2, 0)), "until then");
	ok(!event_is_over(site_find_event(s, "none"), hour(31, 0)), "without a date never over");
	site_free(s);
}

static void
test_years(void)
{
	struct site *s = make_site();
	struct arena *a = s->arena;
	struct year_list years = query_years(a, s);
	const char *list = "";

	for (size_t i = 0; i < years.n; i++)
		list = arena_printf(a, "%s %d", list, years.items[i]);
	is_str(list, " 2031 2029 2027", "years, the newest first");
	is_str(event_ids(a, query_year(a, s, 2029)), "before past", "all of a year");
	is_str(event_ids(a, query_year(a, s, 2030)), "", "nothing of another");
	ok(query_has_year(s, 2027) && !query_has_year(s, 2030), "a year is known by its events");
	ok(!query_has_year(s, 0), "what has no date is of no year");
	s->events[0]->dates.first = (struct date){2030, 12, 31};
	ok(query_has_year(s, 2030) && query_has_year(s, 2031), "over a new year, it is in both");
	site_free(s);
}

/* Sessions of an event in English and what they say of their own, ' ' between two; '-' is a break,
 * '!' is unlisted. */
static const struct {
	const char *name, *said;
	bool differs, has_fr, has_en;
} spoken_cases[] = {
    {"all as their event", ". . .", false, false, true},
    {"one is in another", ". fr .", true, true, true},
    {"all in that", "fr fr", false, true, false},
    {"only a break is in the event's", "-. fr", true, true, false},
    {"one that is unlisted", ". !fr", false, false, true},
    {"a variant", ". fr-CA", true, true, true},
    {"none", "", false, false, false},
};

static void
test_languages(void)
{
	static const char *en = "en";

	for (size_t i = 0; i < COUNT(spoken_cases); i++) {
		struct session sessions[3] = {0}, *list[3];
		struct event ev = {.sessions = list, .languages = &en, .nlanguages = 1};
		const char *tags[3], *p = spoken_cases[i].said;
		char said[3][8];

		for (; *p != '\0'; p += *p == ' ') {
			struct session *se = list[ev.nsessions] = &sessions[ev.nsessions];

			se->event = &ev;
			se->type = *p == '-' ? TYPE_BREAK : TYPE_TALK;
			se->visibility = *p == '!' ? VISIBILITY_UNLISTED : VISIBILITY_PUBLIC;
			p += *p == '-' || *p == '!';
			snprintf(
			    said[ev.nsessions], sizeof said[0], "%.*s", (int)strcspn(p, " "), p);
			tags[ev.nsessions] = said[ev.nsessions];
			se->nlanguages = *p != '.';
			se->languages = &tags[ev.nsessions++];
			p += strcspn(p, " ");
		}
		is_int(query_has_languages(&ev), spoken_cases[i].differs, "%s: languages differ",
		    spoken_cases[i].name);
		is_int(query_has_language(&ev, "fr"), spoken_cases[i].has_fr, "%s: French",
		    spoken_cases[i].name);
		is_int(query_has_language(&ev, "en"), spoken_cases[i].has_en, "%s: English",
		    spoken_cases[i].name);
	}
}

static void
test_formats(void)
{
	struct session sessions[2] = {0}, *list[] = {&sessions[0], &sessions[1]};
	struct event ev = {.sessions = list, .nsessions = 2, .format = FORMAT_IN_PERSON};

	sessions[0].event = sessions[1].event = &ev;
	ok(!query_has_formats(&ev), "all are as their event");
	ok(query_has_format(&ev, FORMAT_IN_PERSON), "which is in person");
	sessions[1].format = FORMAT_HYBRID;
	ok(query_has_formats(&ev) && query_has_format(&ev, FORMAT_HYBRID), "one is both");
	ok(!query_has_format(&ev, FORMAT_ONLINE), "none is online only");
	ev.format = FORMAT_UNSAID;
	ok(!query_has_formats(&ev), "what is not said is no format");
	ev.format = FORMAT_IN_PERSON;
	sessions[1].type = TYPE_BREAK;
	ok(!query_has_formats(&ev), "nor does a break count");
}

static void
test_when(void)
{
	struct arena *a = arena_new(1 << 20);
	struct event *ev = make(a);
	struct span when = event_when(ev);
	const char *why;

	ok(when.precision == PRECISION_DAY && when.first.day == 1 && when.last.day == 2,
	    "an event without dates is when its sessions are");
	span_parse("2031-05", &ev->dates, &why);
	is_int(event_when(ev).precision, PRECISION_MONTH, "what it says goes first");
	*ev = (struct event){.id = "e"};
	is_int(event_when(ev).precision, PRECISION_NONE, "nothing is known");
	ev->slot = (struct slot){.day = {2031, 5, 1}, .has_start = true, .has_end = true};
	ev->slot.start = hour(1, 10);
	ev->slot.end = hour(1, 11);
	is_int(event_when(ev).first.day, 1, "an event that is its session");
	ok(event_is_on(ev, hour(1, 10)) && !event_is_on(ev, hour(1, 11)), "is on");
	ok(event_is_soon(ev, hour(1, 9), 3600) && !event_is_soon(ev, hour(1, 8), 3600), "is soon");
	ev->status = STATUS_CANCELLED;
	ok(!event_is_on(ev, hour(1, 10)), "unless cancelled");
	arena_free(a);
}

static void
ask_about_people(
    const struct site *s, const struct person *ada, const struct person *dee, const char *how)
{
	struct arena *a = s->arena;
	struct person nobody = {.id = "nobody"};
	struct person_list people = query_people(a, s);

	is_str(event_ids(a, query_person_events(a, s, ada)), "event past", "events of a person, %s",
	    how);
	is_str(ids(a, query_person(a, s, ada)),
	    "joint red blue off postponed gone no-end late second day-only open",
	    "sessions of a person, %s", how);
	is_int(
	    (long)query_person(a, s, dee).n, 0, "none of one whom only the event names, %s", how);
	is_int((long)query_person_events(a, s, &nobody).n, 0, "nor of nobody, %s", how);
	ok(people.n == 2 && people.items[0] == ada && people.items[1] == dee,
	    "all people once, but those of unlisted sessions and events, %s", how);
}

static void
test_people(void)
{
	struct site *s = make_site();
	struct arena *a = s->arena;
	static struct person ada = {.id = "ada"}, bob = {.id = "bob"}, cy = {.id = "cy"};
	static struct person dee = {.id = "dee"};
	struct event *with = make(a);
	struct event **at = arena_push(a, &s->events, &s->nevents, sizeof with);

	*at = with;
	for (size_t i = 0; i < with->nsessions; i++) {
		struct session *se = with->sessions[i];

		se->people = arena_alloc(a, sizeof *se->people);
		se->people[0].person = strcmp(se->id, "unlisted") == 0 ? &bob : &ada;
		se->npeople = 1;
	}
	site_find_event(s, "past")->people = arena_alloc(a, sizeof(struct attendee));
	site_find_event(s, "past")->people[0].person = &ada;
	site_find_event(s, "past")->npeople = 1;
	with->people = arena_alloc(a, sizeof *with->people);
	with->people[0].person = &dee;
	with->npeople = 1;
	site_find_event(s, "hidden")->people = arena_alloc(a, sizeof(struct attendee));
	site_find_event(s, "hidden")->people[0].person = &cy;
	site_find_event(s, "hidden")->npeople = 1;
	ask_about_people(s, &ada, &dee, "looked for");
	query_prepare(s);
	ask_about_people(s, &ada, &dee, "noted");
	site_free(s);
}

int
main(void)
{
	test_sessions();
	test_neighbours();
	test_now();
	test_events();
	test_years();
	test_languages();
	test_formats();
	test_when();
	test_people();
	return tap_done();
}
