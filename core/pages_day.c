/* SPDX-License-Identifier: ISC */
/* A day of an event, and what hangs on a door: a track, a room. */
#include "core/pages_build.h"

static struct session_list
only_with_time(struct arena *a, const struct session_list *l, bool with)
{
	struct session_list out = {0};

	for (size_t i = 0; i < l->n; i++)
		if (l->items[i]->slot.has_start == with)
			session_list_add(a, &out, l->items[i]);
	return out;
}

static void
put_neighbours(struct maker *mk, const struct event *ev, struct date day)
{
	struct date_list days = query_days(mk->a, ev);

	for (size_t i = 0; i < days.n; i++) {
		if (!date_eq(days.items[i], day))
			continue;
		if (i > 0)
			make_nav(mk,
			    words_fill(&mk->w, WORD_PREVIOUS,
				words_date_full(&mk->w, days.items[i - 1]), NULL),
			    path_of_day(mk->a, ev, days.items[i - 1]));
		if (i + 1 < days.n)
			make_nav(mk,
			    words_fill(&mk->w, WORD_FOLLOWING,
				words_date_full(&mk->w, days.items[i + 1]), NULL),
			    path_of_day(mk->a, ev, days.items[i + 1]));
	}
}

void
make_day(struct maker *mk, const struct event *ev, struct date day)
{
	const char *name = words_date_full(&mk->w, day), *zone;
	struct session_list all = query_day(mk->a, ev, day);
	struct session_list timed = only_with_time(mk->a, &all, true);
	struct session_list untimed = only_with_time(mk->a, &all, false);
	struct grid *grid;

	make_event_crumbs(mk, ev);
	make_title_in_event(mk, name, ev);
	if (timed.n > 0) {
		zone = make_zone_of(mk, ev, &timed);
		page_para(mk->page, words_fill(&mk->w, WORD_LOCAL_TIMES, zone, NULL));
		grid = make_grid(mk, ev, &timed);
		if (grid == NULL) {
			make_slots(mk, &timed, 0);
		} else {
			grid->caption = words_fill(&mk->w, WORD_IN_ZONE, name, zone, NULL);
			page_block(mk->page, BLOCK_GRID)->grid = grid;
		}
	}
	if (untimed.n > 0) {
		make_heading(mk, 2, make_word(mk, WORD_DAY_ONLY), "untimed");
		make_slots(mk, &untimed, 0);
	}
	if (all.n == 0)
		page_para(mk->page, make_word(mk, WORD_NO_SESSIONS));
	put_neighbours(mk, ev, day);
	make_calendar_box(
	    mk, WORD_CALENDAR_EVENT, &(struct place_in_site){.kind = PATH_EVENT_ICS, .event = ev});
}

static bool
has_break(const struct session_list *l)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->items[i]->type == TYPE_BREAK)
			return true;
	return false;
}

/* The heading of what is always so, after what is so now. */
static void
head_about(struct maker *mk)
{
	make_heading(mk, 2, make_word(mk, WORD_ABOUT), "about");
}

static void
put_track_calendars(
    struct maker *mk, const struct event *ev, const struct track *tr, bool has_breaks)
{
	struct place_in_site at = {.kind = PATH_TRACK_ICS, .event = ev, .track = tr};
	size_t begun = make_group(mk, 2, WORD_CALENDARS, "calendars");

	make_calendar_box(mk, WORD_CALENDAR, &at);
	at.without_breaks = true;
	if (has_breaks && make_has_calendar(mk, &at))
		make_named_calendar(mk, WORD_CALENDAR_SESSIONS, &at);
	make_group_end(mk, begun);
}

void
make_track(struct maker *mk, const struct event *ev, const struct track *tr)
{
	struct session_list l = query_track(mk->a, ev, tr);
	struct on_now on;

	make_event_crumbs(mk, ev);
	make_title_in_event(mk, make_line(mk, &tr->title), ev);
	if (make_door(mk, ev, &l, SLOT_WITHOUT_TRACK, &on)) {
		make_days_from_now(mk, ev, &l, &on, SLOT_WITHOUT_TRACK);
		if (text_is_set(&tr->audience))
			head_about(mk);
		make_text_fact(mk, WORD_AUDIENCE, &tr->audience);
	} else {
		make_text_fact(mk, WORD_AUDIENCE, &tr->audience);
		if (l.n == 0)
			page_para(mk->page, make_word(mk, WORD_NO_SESSIONS));
		make_days(mk, ev, &l, 2, SLOT_WITHOUT_TRACK);
	}
	put_track_calendars(mk, ev, tr, has_break(&l));
}

static void
put_join(struct maker *mk, const struct room *ro)
{
	if (ro->url != NULL && url_is_safe(ro->url))
		page_link(mk->page, make_word(mk, WORD_JOIN), target_url(ro->url), "join");
}

static void
put_room(struct maker *mk, const struct event *ev, const struct room *ro)
{
	if (ro->venue != NULL)
		make_venue(mk, ev, ro->venue);
	else
		make_fact(mk, WORD_WHERE, make_where(mk, ev, &ev->venue, false));
	if (ro->capacity >= 0)
		make_fact(mk, WORD_CAPACITY, arena_printf(mk->a, "%d", ro->capacity));
	if (ro->step_free)
		make_fact(mk, WORD_ACCESS, make_word(mk, WORD_STEP_FREE));
}

static void
put_room_calendars(struct maker *mk, const struct event *ev, const struct room *ro)
{
	size_t begun = make_group(mk, 2, WORD_CALENDARS, "calendars");

	make_calendar_box(mk, WORD_CALENDAR,
	    &(struct place_in_site){.kind = PATH_ROOM_ICS, .event = ev, .room = ro});
	make_group_end(mk, begun);
}

void
make_room(struct maker *mk, const struct event *ev, const struct room *ro)
{
	struct session_list l = query_room(mk->a, ev, ro);
	struct on_now on;

	make_event_crumbs(mk, ev);
	make_title_in_event(mk, make_line(mk, &ro->title), ev);
	mk->page->look = LOOK_DOOR;
	if (make_door(mk, ev, &l, SLOT_WITHOUT_ROOM, &on)) {
		put_join(mk, ro);
		make_days_from_now(mk, ev, &l, &on, SLOT_WITHOUT_ROOM);
		head_about(mk);
		put_room(mk, ev, ro);
	} else {
		put_room(mk, ev, ro);
		put_join(mk, ro);
		if (l.n == 0)
			page_para(mk->page, make_word(mk, WORD_NO_SESSIONS));
		make_days(mk, ev, &l, 2, SLOT_WITHOUT_ROOM);
	}
	put_room_calendars(mk, ev, ro);
}
