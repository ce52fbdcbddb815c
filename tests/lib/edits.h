/* SPDX-License-Identifier: ISC */
/* An agenda built by hand, and what an organiser may do to it, one edit a function. */
#ifndef PLENARY_TESTS_EDITS_H
#define PLENARY_TESTS_EDITS_H

#include "tests/lib/build.h"

static const struct tz *berlin; /* set by edits_begin */

/* Minutes since 1970 of 30 May 2023 00:00 in Berlin, which is 22:00 UTC the day before:
 * `date -u -d '2023-05-29 22:00Z' +%s` is 1685397600. */
enum { MIDNIGHT = 1685397600 / 60, DAY = 24 * 60 };

static const struct date tuesday = {2023, 5, 30}, wednesday = {2023, 5, 31};

static inline struct room *
add_room(struct site *s, struct event *ev, const char *id, const char *title)
{
	struct room *ro = arena_push(s->arena, &ev->rooms, &ev->nrooms, sizeof *ro);

	*ro = (struct room){.id = id, .title = build_text(s, "en", title), .capacity = -1};
	return ro;
}

/* A conference of two sessions in rooms and one without, and a call with a deadline. */
static inline struct site *
base(void)
{
	struct site *s = build_site();
	struct event *ev = build_event(s, "conf", berlin), *call;
	struct session *se;

	ev->title = build_text(s, "en", "The conference");
	ev->dates = (struct span){PRECISION_DAY, PART_WHOLE, false, tuesday, wednesday};
	ev->venue.name = build_text(s, "en", "Old House");
	add_room(s, ev, "hall", "Hall");
	add_room(s, ev, "two", "Room 2");
	ev->tracks = arena_array(s->arena, 1, sizeof *ev->tracks);
	ev->tracks[0] = (struct track){.id = "policy", .title = build_text(s, "en", "Policy")};
	ev->ntracks = 1;

	se = build_session(s, ev, "opening", build_slot(tuesday, MIDNIGHT + 570, 60));
	se->title = build_text(s, "en", "Opening");
	build_add(s, se->rooms, se->nrooms, &ev->rooms[0]);
	build_appear(s, se, build_person(s, "ann", "Ann"), ROLE_SPEAKER);
	se = build_session(s, ev, "talk", build_slot(tuesday, MIDNIGHT + 660, 30));
	se->title = build_text(s, "en", "Talk");
	build_add(s, se->rooms, se->nrooms, &ev->rooms[1]);
	se = build_session(s, ev, "dinner", (struct slot){.day = wednesday});
	se->title = build_text(s, "en", "Dinner");

	call = build_event(s, "call", berlin);
	call->kind = KIND_CALL;
	call->title = build_text(s, "en", "The call");
	call->deadline = (struct deadline){.kind = DEADLINE_AOE,
	    .day = {2022, 7, 18},
	    .when = 1658232000 /* date -u -d '2022-07-19 12:00Z' +%s */};
	return s;
}

static inline struct session *
opening(struct site *s)
{
	return event_find_session(site_find_event(s, "conf"), "opening");
}

static inline void
none(struct site *s)
{
	(void)s;
}

static inline void
later(struct site *s)
{
	opening(s)->slot = build_slot(tuesday, MIDNIGHT + 600, 60);
}

static inline void
other_room(struct site *s)
{
	opening(s)->rooms[0] = event_find_room(site_find_event(s, "conf"), "two");
}

static inline void
later_elsewhere_with_another(struct site *s)
{
	later(s);
	other_room(s);
	opening(s)->people[0].person = build_person(s, "bob", "Bob");
}

static inline void
next_day(struct site *s)
{
	opening(s)->slot = build_slot(wednesday, MIDNIGHT + DAY + 570, 60);
}

static inline void
longer(struct site *s)
{
	opening(s)->slot = build_slot(tuesday, MIDNIGHT + 570, 90);
}

static inline void
in_winter(struct site *s)
{
	/* 13 December 2023 10:00 CET is 09:00 UTC: date +%s is 1702458000. */
	opening(s)->slot = build_slot((struct date){2023, 12, 13}, 1702458000 / 60, 60);
}

static inline void
unscheduled(struct site *s)
{
	opening(s)->slot = (struct slot){0};
}

static inline void
cancel_session(struct site *s)
{
	opening(s)->status = STATUS_CANCELLED;
}

static inline void
postpone_session(struct site *s)
{
	opening(s)->status = STATUS_POSTPONED;
	opening(s)->slot = (struct slot){0};
}

static inline void
cancel_event(struct site *s)
{
	site_find_event(s, "conf")->status = STATUS_CANCELLED;
}

static inline void
retitle(struct site *s)
{
	opening(s)->title = build_text(s, "en", "Welcome");
}

static inline void
reword(struct site *s)
{
	opening(s)->abstract = build_text(s, "en", "More to read");
}

static inline void
translate(struct site *s)
{
	struct event *ev = site_find_event(s, "conf");
	struct text_in *in = arena_array(s->arena, 2, sizeof *in);

	in[0] = (struct text_in){"en", "Old House"};
	in[1] = (struct text_in){"fr", "Vieille maison"};
	ev->venue.name = (struct text){.in = in, .n = 2};
}

static inline void
rename_room(struct site *s)
{
	site_find_event(s, "conf")->rooms[0].title = build_text(s, "en", "Great hall");
}

static inline void
other_venue(struct site *s)
{
	site_find_event(s, "conf")->venue.name = build_text(s, "en", "New House");
}

/* The hall has come to be in another house. */
static inline void
hall_in_annex(struct site *s)
{
	struct event *ev = site_find_event(s, "conf");
	struct venue *v = arena_push(s->arena, &ev->venues, &ev->nvenues, sizeof *v);

	*v = (struct venue){.id = "annex", .name = build_text(s, "en", "Annex")};
	ev->rooms[0].venue = v;
}

static inline void
hall_in_annex_elsewhere(struct site *s)
{
	hall_in_annex(s);
	s->events[0]->venues[0].name = build_text(s, "en", "New annex");
}

static inline void
hall_in_annex_and_other_venue(struct site *s)
{
	hall_in_annex(s);
	other_venue(s);
}

static inline void
say_walking(struct site *s)
{
	hall_in_annex(s);
	s->events[0]->venues[0].walking = 15;
}

static inline void
say_address(struct site *s)
{
	site_find_event(s, "conf")->venue.address = build_text(s, "en", "1 High Street");
}

static inline void
unlist_address(struct site *s)
{
	say_address(s);
	s->events[0]->venue.visibility = VISIBILITY_UNLISTED;
}

static inline void
join_event(struct site *s)
{
	s->events[0]->join = "https://example.org/join";
}

static inline void
join_event_unlisted(struct site *s)
{
	join_event(s);
	s->events[0]->join_visibility = VISIBILITY_UNLISTED;
}

static inline void
join_session(struct site *s)
{
	opening(s)->join = "https://example.org/join-opening";
}

static inline void
join_session_unlisted(struct site *s)
{
	join_session(s);
	opening(s)->join_visibility = VISIBILITY_UNLISTED;
}

static inline void
link_room(struct site *s)
{
	opening(s)->rooms[0]->url = "https://example.org/hall";
}

static inline void
link_room_unlisted(struct site *s)
{
	link_room(s);
	opening(s)->rooms[0]->visibility = VISIBILITY_UNLISTED;
}

static inline void
go_online(struct site *s)
{
	opening(s)->format = FORMAT_ONLINE;
}

static inline void
into_track(struct site *s)
{
	build_add(s, opening(s)->tracks, opening(s)->ntracks, &opening(s)->event->tracks[0]);
}

static inline void
remove_session(struct site *s)
{
	struct event *ev = site_find_event(s, "conf");

	ev->sessions++;
	ev->nsessions--;
}

static inline void
add_session(struct site *s)
{
	struct session *se = build_session(s, site_find_event(s, "conf"), "closing",
	    build_slot(wednesday, MIDNIGHT + DAY + 960, 30));

	se->title = build_text(s, "en", "Closing");
}

static inline void
hide_session(struct site *s)
{
	opening(s)->visibility = VISIBILITY_PRIVATE;
}

static inline void
hide_event(struct site *s)
{
	site_find_event(s, "conf")->visibility = VISIBILITY_PRIVATE;
}

static inline void
hide_event_and_remove_session(struct site *s)
{
	hide_event(s);
	remove_session(s);
}

static inline void
remove_event(struct site *s)
{
	s->events++;
	s->nevents--;
}

static inline void
redate_event(struct site *s)
{
	site_find_event(s, "conf")->dates.last = (struct date){2023, 6, 1};
}

static inline void
leave_out_dates(struct site *s)
{
	site_find_event(s, "conf")->dates = (struct span){.precision = PRECISION_NONE};
}

static inline void
shift_deadline(struct site *s)
{
	struct deadline *d = &site_find_event(s, "call")->deadline;

	d->day.day = 20;
	d->when += 2 * 86400;
}

static inline void
drop_deadline(struct site *s)
{
	site_find_event(s, "call")->deadline = (struct deadline){0};
}

static inline void
link_event(struct site *s)
{
	struct event *ev = site_find_event(s, "conf");
	struct link *li = arena_push(s->arena, &ev->links, &ev->nlinks, sizeof *li);

	*li = (struct link){.name = "report", .url = "https://example.org/"};
}

static inline void
fill_moved_from(struct site *s)
{
	opening(s)->moved_from = build_slot(tuesday, MIDNIGHT, 60);
}

/* Opens the zones that the agenda wants; NULL if there are none. */
static inline struct tzdb *
edits_begin(void)
{
	struct tzdb *zones = NULL;

	if (tzdb_open(&zones, NULL, NULL) == 0)
		berlin = tzdb_find(zones, "Europe/Berlin");
	return zones;
}

#endif
