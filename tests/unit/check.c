/* SPDX-License-Identifier: ISC */
/* The checks, on sites built by hand: two sessions that are changed a little from case to case. */
#include "core/check.h"
#include "core/tz.h"
#include "tests/lib/build.h"
#include "tests/lib/tap.h"

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

/* 2031-05-05 08:00 UTC, 10:00 in Berlin, in minutes since 1970; by `date -u -d … +%s`. */
enum { TEN = 1935734400 / 60, HOUR = 60 };

static const int64_t now = 1900000000; /* 2030-03-17T17:46:40Z */

static const struct date day = {2031, 5, 5};
static const struct tz *berlin, *new_york;

/* An event with two sessions at the same time, in rooms and tracks that a case fills in. */
struct scene {
	struct site *s;
	struct event *ev;
	struct session *a, *b;
	struct person *ada, *bo;
	struct room *hall, *attic;
	struct track *policy, *staff;
	struct findings f;
	struct arena *arena;
};

static void
set_up(struct scene *sc)
{
	struct site *s = sc->s = build_site();

	sc->arena = arena_new(16 << 20);
	findings_init(&sc->f, sc->arena);
	sc->ada = build_person(s, "ada", "Ada Example");
	sc->bo = build_person(s, "bo", "Bo Example");
	sc->ev = build_event(s, "forum", berlin);
	sc->ev->dates = (struct span){.precision = PRECISION_DAY, .first = day, .last = day};
	sc->ev->rooms = arena_array(s->arena, 2, sizeof *sc->ev->rooms);
	sc->ev->nrooms = 2;
	sc->hall = &sc->ev->rooms[0];
	sc->attic = &sc->ev->rooms[1];
	*sc->hall = (struct room){.id = "hall", .title = build_text(s, "en", "Main hall")};
	*sc->attic = (struct room){.id = "attic", .title = build_text(s, "en", "Attic")};
	sc->ev->tracks = arena_array(s->arena, 2, sizeof *sc->ev->tracks);
	sc->ev->ntracks = 2;
	sc->policy = &sc->ev->tracks[0];
	sc->staff = &sc->ev->tracks[1];
	*sc->policy = (struct track){.id = "policy", .title = build_text(s, "en", "Policy")};
	*sc->staff = (struct track){.id = "staff", .title = build_text(s, "en", "Staff")};
	sc->a = build_session(s, sc->ev, "Opening", build_slot(day, TEN, HOUR));
	sc->b = build_session(s, sc->ev, "Coffee", build_slot(day, TEN, HOUR / 2));
}

static void
take_room(struct scene *sc, struct session *se, struct room *ro)
{
	build_add(sc->s, se->rooms, se->nrooms, ro);
}

static void
name_track(struct scene *sc, struct session *se, struct track *tr)
{
	build_add(sc->s, se->tracks, se->ntracks, tr);
}

static void
tear_down(struct scene *sc)
{
	site_free(sc->s);
	arena_free(sc->arena);
}

/* All findings, a line each. */
static const char *
told(struct scene *sc)
{
	struct buf b;
	const char *s;

	buf_init(&b, 1 << 20);
	findings_sort(&sc->f);
	for (size_t i = 0; i < sc->f.n; i++)
		finding_format(&b, &sc->f.items[i], "");
	s = arena_strdup(sc->arena, buf_str(&b));
	buf_free(&b);
	return s;
}

typedef void change_fn(struct scene *sc);

/* ---- cases: what differs from two sessions at the same time ---- */

static void
nothing(struct scene *sc)
{
	(void)sc;
}

static void
one_room(struct scene *sc)
{
	take_room(sc, sc->a, sc->hall);
	take_room(sc, sc->b, sc->hall);
}

static void
one_room_of_two(struct scene *sc)
{
	take_room(sc, sc->a, sc->attic);
	take_room(sc, sc->a, sc->hall);
	take_room(sc, sc->b, sc->hall);
}

static void
two_rooms(struct scene *sc)
{
	take_room(sc, sc->a, sc->hall);
	take_room(sc, sc->b, sc->attic);
}

static void
room_touching(struct scene *sc)
{
	one_room(sc);
	sc->b->slot = build_slot(day, TEN + HOUR, HOUR);
}

static void
room_overlap_of_a_minute(struct scene *sc)
{
	one_room(sc);
	sc->b->slot = build_slot(day, TEN + HOUR - 1, HOUR);
}

static void
room_zero_length(struct scene *sc)
{
	one_room(sc);
	sc->b->slot = build_slot(day, TEN + 5, 0);
}

static void
room_end_unknown(struct scene *sc)
{
	one_room(sc);
	sc->b->slot.has_end = false;
}

static void
room_both_ends_unknown(struct scene *sc)
{
	room_end_unknown(sc);
	sc->a->slot.has_end = false;
}

static void
room_end_unknown_before(struct scene *sc)
{
	room_both_ends_unknown(sc);
	sc->b->slot = build_slot(day, TEN + 1, HOUR);
}

static void
room_cancelled(struct scene *sc)
{
	one_room(sc);
	sc->b->status = STATUS_CANCELLED;
}

static void
room_postponed(struct scene *sc)
{
	one_room(sc);
	sc->a->status = STATUS_POSTPONED;
}

static void
room_tentative(struct scene *sc)
{
	one_room(sc);
	sc->a->status = STATUS_TENTATIVE;
}

static void
room_event_cancelled(struct scene *sc)
{
	one_room(sc);
	sc->ev->status = STATUS_CANCELLED;
}

static void
room_private(struct scene *sc)
{
	one_room(sc);
	sc->a->visibility = VISIBILITY_PRIVATE;
	sc->ev->draft = true;
}

static void
room_later_first(struct scene *sc)
{
	one_room(sc);
	sc->a->slot = build_slot(day, TEN + 15, HOUR);
}

static void
room_day_apart(struct scene *sc)
{
	one_room(sc);
	sc->ev->dates.last.day = 6;
	sc->b->slot = build_slot((struct date){2031, 5, 6}, TEN + 24 * HOUR, HOUR);
}

static void
no_zone(struct scene *sc)
{
	one_room(sc);
	sc->ev->zone = NULL;
}

static void
one_person(struct scene *sc)
{
	build_appear(sc->s, sc->a, sc->ada, ROLE_SPEAKER);
	build_appear(sc->s, sc->b, sc->ada, ROLE_INTERPRETER);
}

static void
one_person_twice(struct scene *sc)
{
	one_person(sc);
	build_appear(sc->s, sc->b, sc->ada, ROLE_HOST);
}

static void
both_people(struct scene *sc)
{
	build_appear(sc->s, sc->a, sc->bo, ROLE_SPEAKER);
	build_appear(sc->s, sc->b, sc->bo, ROLE_SPEAKER);
	one_person(sc);
}

static void
two_people(struct scene *sc)
{
	build_appear(sc->s, sc->a, sc->ada, ROLE_SPEAKER);
	build_appear(sc->s, sc->b, sc->bo, ROLE_SPEAKER);
}

static void
person_elsewhere(struct scene *sc)
{
	struct event *ev = build_event(sc->s, "panel", new_york);
	struct session *se = build_session(sc->s, ev, "Panel", build_slot(day, TEN + 15, HOUR));

	ev->draft = true;
	ev->dates = sc->ev->dates;
	build_appear(sc->s, sc->a, sc->ada, ROLE_SPEAKER);
	build_appear(sc->s, se, sc->ada, ROLE_MODERATOR);
}

static void
person_in_webinar(struct scene *sc)
{
	struct event *ev = build_event(sc->s, "webinar", berlin);

	ev->dates = sc->ev->dates;
	ev->slot = build_slot(day, TEN, HOUR);
	ev->people = arena_array(sc->s->arena, 1, sizeof *ev->people);
	ev->npeople = 1;
	ev->people[0].person = sc->ada;
	build_appear(sc->s, sc->a, sc->ada, ROLE_SPEAKER);
}

static void
joint_and_track(struct scene *sc)
{
	name_track(sc, sc->b, sc->policy);
}

static void
joint_break(struct scene *sc)
{
	name_track(sc, sc->b, sc->policy);
	sc->a->type = TYPE_BREAK;
}

static void
break_of_track(struct scene *sc)
{
	name_track(sc, sc->b, sc->policy);
	sc->b->type = TYPE_BREAK;
}

static void
two_tracks(struct scene *sc)
{
	name_track(sc, sc->a, sc->staff);
	name_track(sc, sc->b, sc->policy);
}

static void
one_track(struct scene *sc)
{
	name_track(sc, sc->a, sc->policy);
	name_track(sc, sc->b, sc->policy);
}

static void
outside(struct scene *sc)
{
	sc->b->slot = (struct slot){.day = {2031, 5, 6}};
}

static void
before_first(struct scene *sc)
{
	sc->ev->dates.first = (struct date){2031, 5, 6};
	sc->ev->dates.last = (struct date){2031, 5, 8};
}

static void
overnight(struct scene *sc)
{
	sc->b->slot = build_slot(day, TEN + 12 * HOUR, 6 * HOUR);
}

static void
within_month(struct scene *sc)
{
	const char *why;

	span_parse("2031-05", &sc->ev->dates, &why);
}

static void
outside_month(struct scene *sc)
{
	const char *why;

	span_parse("late 2031-05", &sc->ev->dates, &why);
	sc->a->slot.day.day = 21;
}

static void
dates_unsaid(struct scene *sc)
{
	sc->ev->dates = (struct span){.precision = PRECISION_NONE};
}

static void
no_dates(struct scene *sc)
{
	dates_unsaid(sc);
	sc->a->slot = sc->b->slot = (struct slot){.has_start = false};
}

static void
deadline(struct scene *sc)
{
	no_dates(sc);
	sc->ev->deadline = (struct deadline){.kind = DEADLINE_DATE, .day = day};
}

static void
other_language(struct scene *sc)
{
	sc->b->subtitle = build_text(sc->s, "pt", "oi");
	sc->b->abstract = build_text(sc->s, "pt", "oi");
	sc->b->subtitle.at = sc->b->abstract.at = (struct place){"forum.yaml", 40, 7};
	build_person(sc->s, "cy", "Cy Example")->bio = build_text(sc->s, "pt-BR", "oi");
}

static void
listed_language(struct scene *sc)
{
	other_language(sc);
	build_add(sc->s, sc->s->languages, sc->s->nlanguages, "pt");
	build_add(sc->s, sc->s->languages, sc->s->nlanguages, "pt-BR");
}

static const struct {
	const char *name;
	change_fn *change;
	const char *want; /* what is told; NULL: nothing */
} cases[] = {
    {"no room, no person, no track", nothing, NULL},
    {"one room", one_room,
	"forum.yaml:15:3: error: 'Coffee' and 'Opening' (line 13) are both in Main hall from 10:00 "
	"to 10:30: give one of them another room or time [room-clash]\n"},
    {"one of two rooms", one_room_of_two,
	"forum.yaml:15:3: error: 'Coffee' and 'Opening' (line 13) are both in Main hall from 10:00 "
	"to 10:30: give one of them another room or time [room-clash]\n"},
    {"two rooms", two_rooms, NULL},
    {"one ends when the other begins", room_touching, NULL},
    {"a minute of overlap", room_overlap_of_a_minute,
	"forum.yaml:15:3: error: 'Coffee' and 'Opening' (line 13) are both in Main hall from 10:59 "
	"to 11:00: give one of them another room or time [room-clash]\n"},
    {"a session without length", room_zero_length, NULL},
    {"a session without an end", room_end_unknown,
	"forum.yaml:15:3: error: 'Coffee' and 'Opening' (line 13) are both in Main hall at 10:00: "
	"give one of them another room or time [room-clash]\n"},
    {"two without an end that begin together", room_both_ends_unknown,
	"forum.yaml:15:3: error: 'Coffee' and 'Opening' (line 13) are both in Main hall at 10:00: "
	"give one of them another room or time [room-clash]\n"},
    {"one without an end before another", room_end_unknown_before, NULL},
    {"one is cancelled", room_cancelled, NULL},
    {"one is postponed", room_postponed, NULL},
    {"one is tentative", room_tentative,
	"forum.yaml:15:3: error: 'Coffee' and 'Opening' (line 13) are both in Main hall from 10:00 "
	"to 10:30: give one of them another room or time [room-clash]\n"},
    {"the event is cancelled", room_event_cancelled, NULL},
    {"what is private or a draft counts", room_private,
	"forum.yaml:15:3: error: 'Coffee' and 'Opening' (line 13) are both in Main hall from 10:00 "
	"to 10:30: give one of them another room or time [room-clash]\n"},
    {"told at the later in the source, not in time", room_later_first,
	"forum.yaml:15:3: error: 'Coffee' and 'Opening' (line 13) are both in Main hall from 10:15 "
	"to 10:30: give one of them another room or time [room-clash]\n"},
    {"the same hour on another day", room_day_apart, NULL},
    {"an event whose zone is wrong is left alone", no_zone, NULL},
    {"one person", one_person,
	"forum.yaml:15:3: error: Ada Example is in both 'Coffee' and 'Opening' (line 13) from "
	"10:00 "
	"to 10:30: take them out of one, or give it another time [person-clash]\n"},
    {"one person in two roles", one_person_twice,
	"forum.yaml:15:3: error: Ada Example is in both 'Coffee' and 'Opening' (line 13) from "
	"10:00 "
	"to 10:30: take them out of one, or give it another time [person-clash]\n"},
    {"two people on both, in the order of their ids", both_people,
	"forum.yaml:15:3: error: Ada Example is in both 'Coffee' and 'Opening' (line 13) from "
	"10:00 "
	"to 10:30: take them out of one, or give it another time [person-clash]\n"
	"forum.yaml:15:3: error: Bo Example is in both 'Coffee' and 'Opening' (line 13) from 10:00 "
	"to 10:30: take them out of one, or give it another time [person-clash]\n"},
    {"two people", two_people, NULL},
    {"one person in another event, in another zone", person_elsewhere,
	"panel.yaml:19:3: error: Ada Example is in both 'Panel' and 'Opening' (forum.yaml:13) from "
	"04:15 to 05:00 in America/New_York: take them out of one, or give it another time "
	"[person-clash]\n"},
    {"one person in an event that is its only session", person_in_webinar,
	"webinar.yaml:17:1: error: Ada Example is in both 'webinar' and 'Opening' (forum.yaml:13) "
	"from 10:00 to 11:00: take them out of one, or give it another time [person-clash]\n"},
    {"a joint session and a track's", joint_and_track,
	"forum.yaml:15:3: error: 'Coffee' and 'Opening' (line 13) overlap from 10:00 to 10:30, and "
	"'Opening' is for all tracks: give one of them another time, or say whom 'Opening' is for "
	"with `tracks` [track-clash]\n"},
    {"a joint break", joint_break, NULL},
    {"a break of a track", break_of_track, NULL},
    {"sessions of two tracks", two_tracks, NULL},
    {"two sessions of one track", one_track,
	"forum.yaml:15:3: warning: 'Coffee' and 'Opening' (line 13) are both in the track "
	"'Policy', "
	"and overlap from 10:00 to 10:30: give one of them another time or track "
	"[track-overlap]\n"},
    {"after the last day", outside,
	"forum.yaml:15:3: error: 'Coffee' is on 2031-05-06, its event on 2031-05-05: correct its "
	"day, or `dates` of the event [outside-dates]\n"},
    {"before the first day", before_first,
	"forum.yaml:13:3: error: 'Opening' and 1 more are on 2031-05-05, their event on 2031-05-06 "
	"to 2031-05-08: correct their day, or `dates` of the event [outside-dates]\n"},
    {"past midnight of the last day", overnight, NULL},
    {"within the month", within_month, NULL},
    {"outside that part of the month", outside_month,
	"forum.yaml:15:3: error: 'Coffee' is on 2031-05-05, its event on 2031-05-21 to 2031-05-31: "
	"correct its day, or `dates` of the event [outside-dates]\n"},
    {"only the sessions have days", dates_unsaid, NULL},
    {"nothing has a day", no_dates,
	"forum.yaml:7:1: warning: this event does not say when it is: add `dates`; a month or a "
	"year "
	"is enough: `dates: 2025-10` [no-dates]\n"},
    {"only a deadline", deadline, NULL},
    {"a language that is not the site's, once a file", other_language,
	"forum.yaml:40:7: warning: site.yaml does not list the language 'pt' of this text: add it "
	"to `languages` there, or leave it out [language-not-site]\n"
	"site.yaml:20:1: warning: site.yaml does not list the language 'pt-BR' of this text: add "
	"it "
	"to `languages` there, or leave it out [language-not-site]\n"},
    {"languages that are the site's", listed_language, NULL},
};

static void
test_cases(void)
{
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct scene sc;

		set_up(&sc);
		cases[i].change(&sc);
		site_check(sc.s, now, &sc.f);
		is_str(told(&sc), cases[i].want ? cases[i].want : "", "%s", cases[i].name);
		tear_down(&sc);
	}
}

/* Ten thousand sessions in one room at once: bounded, and the first ones are told. */
static void
test_crowd(void)
{
	struct scene sc;

	set_up(&sc);
	for (int i = 0; i < 10000; i++) {
		struct session *se =
		    build_session(sc.s, sc.ev, "Crowd", build_slot(day, TEN, HOUR + i % 7));

		take_room(&sc, se, sc.hall);
		build_appear(sc.s, se, sc.ada, ROLE_SPEAKER);
	}
	site_check(sc.s, now, &sc.f);
	is_int(sc.f.n, FINDINGS_PER_FILE, "as many as are kept");
	ok(sc.f.errors >= 100 && sc.f.errors < 10000 * 2 * 33, "and not a square of the sessions");
	tear_down(&sc);
}

/* Ten thousand sessions, half of them for all of a thousand tracks, of a thousand people who run
 * from one venue to the next: what is told is bounded, and so is what it takes. */
static void
test_many(void)
{
	struct scene sc;
	struct person **people;
	struct event *ev;

	set_up(&sc);
	ev = sc.ev;
	people = arena_array(sc.s->arena, 1000, sizeof(struct person *));
	ev->tracks = arena_array(sc.s->arena, 1000, sizeof *ev->tracks);
	ev->ntracks = 1000;
	ev->venues = arena_alloc(sc.s->arena, sizeof *ev->venues);
	ev->nvenues = 1;
	*ev->venues = (struct venue){.id = "annex", .walking = 60};
	sc.attic->venue = ev->venues;
	for (int i = 0; i < 1000; i++) {
		const char *id = arena_printf(sc.s->arena, "n%d", i);

		people[i] = build_person(sc.s, id, id);
		ev->tracks[i] = (struct track){.id = id, .title = build_text(sc.s, "en", id)};
	}
	for (int i = 0; i < 10000; i++) {
		struct session *se =
		    build_session(sc.s, ev, "Many", build_slot(day, TEN + i / 50, 30));

		take_room(&sc, se, i % 2 == 0 ? sc.hall : sc.attic);
		build_appear(sc.s, se, people[i / 7 % 1000], ROLE_SPEAKER);
		if (i % 2 == 0)
			name_track(&sc, se, &ev->tracks[i / 3 % 1000]);
	}
	site_check(sc.s, now, &sc.f);
	ok(sc.f.n <= 2 * FINDINGS_PER_FILE, "%zu findings are kept of many", sc.f.n);
	ok(sc.f.warnings + sc.f.notes < 10000, "and what is told by the hundred is told once");
	tear_down(&sc);
}

int
main(void)
{
	struct tzdb *db;
	struct err e;

	if (tzdb_open(&db, NULL, &e) != 0) {
		printf("Bail out! %s\n", e.msg);
		return 1;
	}
	berlin = tzdb_find(db, "Europe/Berlin");
	new_york = tzdb_find(db, "America/New_York");
	test_cases();
	test_crowd();
	test_many();
	tzdb_close(db);
	return tap_done();
}
