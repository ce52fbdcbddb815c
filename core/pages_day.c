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
	mk->page->title = make_of_event(mk, name, ev);
	if (timed.n > 0) {
		zone = make_zone_of(mk, ev, &timed);
		make_heading(mk, 2,
		    words_fill(&mk->w, WORD_IN_ZONE, make_word(mk, WORD_AGENDA), zone, NULL),
		    "agenda");
		make_there_note(mk, ev, &timed);
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
	mk->page->calendar = make_named_calendar(
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

void
make_track(struct maker *mk, const struct event *ev, const struct track *tr)
{
	struct place_in_site at = {.kind = PATH_TRACK_ICS, .event = ev, .track = tr};
	struct session_list l = query_track(mk->a, ev, tr);

	make_event_crumbs(mk, ev);
	mk->page->title = make_of_event(mk, make_line(mk, &tr->title), ev);
	make_text_fact(mk, WORD_AUDIENCE, &tr->audience);
	make_calendar_link(mk, &at);
	at.without_breaks = true;
	if (has_break(&l) && make_has_calendar(mk, &at))
		make_named_calendar(mk, WORD_CALENDAR_SESSIONS, &at);
	if (l.n == 0)
		page_para(mk->page, make_word(mk, WORD_NO_SESSIONS));
	make_there_note(mk, ev, &l);
	make_days(mk, ev, &l, 2, SLOT_WITHOUT_TRACK);
}

/* What is on in a room now, and what is next there. */
static void
put_on(struct maker *mk, const struct event *ev, const struct room *ro, enum word word,
    const struct session_list *l)
{
	struct session_list here = {0};

	for (size_t i = 0; i < l->n; i++)
		if (session_in_room(l->items[i], ro))
			session_list_add(mk->a, &here, l->items[i]);
	if (here.n == 0)
		return;
	page_heading(mk->page, 2,
	    words_fill(
		&mk->w, WORD_IN_ZONE, make_word(mk, word), make_zone_of(mk, ev, &here), NULL));
	make_slots(mk, &here, SLOT_WITH_DAY | SLOT_WITHOUT_ROOM);
}

/* The first session in the room that begins after now, if it is soon. */
static struct session_list
next_in_room(struct maker *mk, const struct session_list *l)
{
	struct session_list out = {0};
	int64_t now = mk->view->now;

	for (size_t i = 0; i < l->n && out.n == 0; i++) {
		const struct session *se = l->items[i];

		if (se->slot.has_start && se->slot.start > now && se->slot.start - now <= SOON &&
		    !status_is_off(session_status(se)))
			out = (struct session_list){l->items + i, 1};
	}
	return out;
}

void
make_room(struct maker *mk, const struct event *ev, const struct room *ro)
{
	struct session_list l = query_room(mk->a, ev, ro), on;

	make_event_crumbs(mk, ev);
	mk->page->title = make_of_event(mk, make_line(mk, &ro->title), ev);
	if (ro->venue != NULL)
		make_venue(mk, ev, ro->venue);
	else
		make_fact(mk, WORD_WHERE, make_where(mk, ev, &ev->venue, false));
	if (ro->capacity >= 0)
		make_fact(mk, WORD_CAPACITY, arena_printf(mk->a, "%d", ro->capacity));
	if (ro->step_free)
		make_fact(mk, WORD_ACCESS, make_word(mk, WORD_STEP_FREE));
	if (ro->url != NULL && url_is_safe(ro->url))
		page_link(mk->page, make_word(mk, WORD_JOIN), target_url(ro->url), "join");
	make_calendar_link(
	    mk, &(struct place_in_site){.kind = PATH_ROOM_ICS, .event = ev, .room = ro});
	make_there_note(mk, ev, &l);
	if (mk->view->live) {
		on = query_now(mk->a, ev, mk->view->now);
		put_on(mk, ev, ro, WORD_NOW, &on);
		on = next_in_room(mk, &l);
		put_on(mk, ev, ro, WORD_NEXT, &on);
	}
	if (l.n == 0)
		page_para(mk->page, make_word(mk, WORD_NO_SESSIONS));
	make_days(mk, ev, &l, 2, SLOT_WITHOUT_ROOM);
}
