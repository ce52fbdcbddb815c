/* SPDX-License-Identifier: ISC */
#include "core/timetable.h"

#include "core/names.h"
#include "core/path.h"
#include "core/query.h"
#include "core/timetable_item.h"

#include <stdlib.h>
#include <string.h>

enum { GUESS_MINUTES = 30 }; /* of a session whose end is not known */

bool
timetable_is_there(const struct event *ev)
{
	if (ev->identity.withdrawn)
		return false;
	if (ev->slot.has_start)
		return true;
	for (size_t i = 0; i < ev->nsessions; i++)
		if (ev->sessions[i]->slot.has_start && session_is_shown(ev->sessions[i]))
			return true;
	return false;
}

/* ---- the event ---- */

static int
last_changed(const struct event *ev)
{
	int last = ev->identity.changed_revision;

	for (size_t i = 0; i < ev->nsessions; i++)
		if (ev->sessions[i]->identity.changed_revision > last)
			last = ev->sessions[i]->identity.changed_revision;
	return last;
}

static void
set_event(struct timetable *t, const struct words *w, const struct event *ev)
{
	const struct site *s = w->site;
	const struct place_in_site xml = {.kind = PATH_SCHEDULE_XML, .event = ev};

	t->event = ev;
	t->acronym = timetable_acronym(w->arena, ev->id);
	t->title = text_line(w->arena, text_get(&ev->title, w->lang, NULL));
	t->url = timetable_url(w, path_of_event(w->arena, ev));
	t->base_url = s->web;
	t->file = s->web == NULL ? NULL : timetable_url(w, path_of_place(w->arena, s, &xml));
	t->tz = ev->zone;
	t->zone = ev->zone == NULL ? "UTC" : tz_name(ev->zone);
	t->version = arena_printf(w->arena, "%d", last_changed(ev));
	t->tracks = arena_array(w->arena, ev->ntracks + 1, sizeof *t->tracks);
	for (; t->ntracks < ev->ntracks; t->ntracks++)
		t->tracks[t->ntracks] =
		    text_line(w->arena, text_get(&ev->tracks[t->ntracks].title, w->lang, NULL));
}

/* ---- what has a time ---- */

static void
add_items(struct timetable *t, const struct words *w, struct timetable_rooms *rooms)
{
	struct session_list l = query_sessions(w->arena, t->event);

	t->items = arena_array(w->arena, l.n + 1, sizeof *t->items);
	if (t->event->slot.has_start)
		timetable_item_of_event(&t->items[t->nitems++], w, t->event, rooms);
	for (size_t i = 0; i < l.n; i++)
		if (l.items[i]->slot.has_start)
			timetable_item_of_session(&t->items[t->nitems++], w, l.items[i], rooms);
}

/* The identity of what an item is. */
static const struct identity *
identity_of(const struct timetable *t, const struct timetable_item *it)
{
	return it->session == NULL ? &t->event->identity : &it->session->identity;
}

struct numbered {
	struct timetable_item *item;
	const struct identity *id;
};

/* What was published first keeps its number. */
static int
cmp_numbered(const void *a, const void *b)
{
	const struct numbered *x = a, *y = b;
	int c = x->id->first_revision - y->id->first_revision;

	return c != 0 ? c : strcmp(x->item->guid, y->item->guid);
}

static void
number_items(struct timetable *t, struct arena *a)
{
	struct numbered *all = arena_array(a, t->nitems, sizeof *all);
	struct names taken;

	names_init(&taken, a);
	for (size_t i = 0; i < t->nitems; i++)
		all[i] = (struct numbered){&t->items[i], identity_of(t, &t->items[i])};
	qsort(all, t->nitems, sizeof *all, cmp_numbered);
	for (size_t i = 0; i < t->nitems; i++) {
		struct timetable_item *it = all[i].item;
		const char *number = arena_printf(a, "%u", (unsigned)it->number);

		while (names_get(&taken, number) != NULL) {
			it->number = it->number % GUID_NUMBER_MAX + 1;
			number = arena_printf(a, "%u", (unsigned)it->number);
		}
		names_put(&taken, number, it);
	}
}

/* ---- days ---- */

static struct date
day_of(const struct timetable *t, const struct timetable_item *it)
{
	struct civil c = zone_civil(t->tz, it->start);

	return c.minute < TIMETABLE_DAY_BEGINS ? date_add(c.date, -1) : c.date;
}

static int64_t
begin_of(const struct timetable *t, struct date d)
{
	struct civil begin = {d, TIMETABLE_DAY_BEGINS};
	int64_t utc[2] = {date_to_seconds(d) + TIMETABLE_DAY_BEGINS * 60};

	if (t->tz != NULL)
		tz_from_civil(t->tz, begin, utc);
	return utc[0];
}

/* By start, of which none is so early that it is of the day before the last. */
static int
cmp_start(const void *a, const void *b)
{
	const struct timetable_item *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return x->room != y->room ? (x->room < y->room ? -1 : 1) : strcmp(x->guid, y->guid);
}

static int
cmp_place(const void *a, const void *b)
{
	const struct timetable_item *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	if (x->room != y->room)
		return x->room < y->room ? -1 : 1;
	return cmp_start(a, b);
}

static void
add_day(struct timetable *t, struct arena *a, struct date d, size_t first)
{
	*(struct timetable_day *)arena_push(
	    a, &t->days, &t->ndays, sizeof *t->days) = (struct timetable_day){
	    .date = d, .first = first, .start = begin_of(t, d), .end = begin_of(t, date_add(d, 1))};
}

static void
put_in_days(struct timetable *t, struct arena *a)
{
	qsort(t->items, t->nitems, sizeof *t->items, cmp_start);
	for (size_t i = 0; i < t->nitems; i++) {
		struct date d = day_of(t, &t->items[i]);

		if (t->ndays == 0 || !date_eq(t->days[t->ndays - 1].date, d))
			add_day(t, a, d, i);
		t->days[t->ndays - 1].n++;
		t->items[i].day = t->ndays - 1;
	}
	qsort(t->items, t->nitems, sizeof *t->items, cmp_place);
}

/* ---- the end of a day ---- */

/* From when to when a clock may show the time at which days begin, so that what is after midnight
 * is before it, and all else not. */
struct turns {
	int64_t last_end;
	int from, to; /* minutes */
};

static struct turns
turns_of(const struct timetable *t, const struct timetable_day *d)
{
	struct turns tu = {d->start, 0, 24 * 60 - 1};

	for (size_t i = d->first; i < d->first + d->n; i++) {
		const struct timetable_item *it = &t->items[i];
		int minute = zone_civil(t->tz, it->start).minute;

		if (it->start + it->minutes * 60 > tu.last_end)
			tu.last_end = it->start + it->minutes * 60;
		if (minute < TIMETABLE_DAY_BEGINS)
			tu.from = minute + 1 > tu.from ? minute + 1 : tu.from;
		else
			tu.to = minute < tu.to ? minute : tu.to;
	}
	return tu;
}

static bool
is_turn(const struct turns *tu, int64_t utc)
{
	int64_t minute = utc / 60 % (24 * 60);

	return minute >= tu->from && minute <= tu->to;
}

/* The latest moment up to the next day that will do, if all is over then; else the first one after
 * it. */
static void
end_day(const struct timetable *t, struct timetable_day *d)
{
	struct turns tu = turns_of(t, d);
	int64_t end = d->end;

	while (end > tu.last_end && !is_turn(&tu, end))
		end -= 60;
	if (!is_turn(&tu, end) || end < tu.last_end)
		for (end = d->end > tu.last_end ? d->end : tu.last_end; !is_turn(&tu, end);)
			end += 60;
	d->end = end;
}

/* ---- lengths ---- */

/* Until the next one in the room, of what has no end. */
static void
guess_ends(struct timetable *t)
{
	for (size_t i = 0; i < t->nitems; i++) {
		struct timetable_item *it = &t->items[i];
		int64_t gap;

		if (it->minutes > 0)
			continue;
		it->minutes = GUESS_MINUTES;
		if (i + 1 == t->nitems || it[1].day != it->day || it[1].room != it->room)
			continue;
		gap = (it[1].start - it->start) / 60;
		if (gap > 0 && gap < GUESS_MINUTES)
			it->minutes = (int)gap;
	}
}

static int
common_step(int a, int b)
{
	while (b != 0) {
		int rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

static void
set_step(struct timetable *t)
{
	t->step = 60;
	for (size_t i = 0; i < t->nitems; i++) {
		t->step = common_step(t->step, zone_civil(t->tz, t->items[i].start).minute);
		t->step = common_step(t->step, t->items[i].minutes);
	}
}

/* What the event says of its days, or else what the table shows. */
static void
set_dates(struct timetable *t)
{
	const struct span said = event_days(t->event);

	t->first = t->days[0].date;
	t->last = t->days[t->ndays - 1].date;
	if (said.precision == PRECISION_DAY && !said.before) {
		t->first = said.first;
		t->last = said.last;
	}
}

struct timetable *
timetable_make(const struct words *w, const struct event *ev)
{
	struct timetable *t = arena_alloc(w->arena, sizeof *t);
	struct timetable_rooms rooms;

	set_event(t, w, ev);
	timetable_rooms_begin(&rooms, w, ev);
	add_items(t, w, &rooms);
	t->rooms = rooms.items;
	t->nrooms = rooms.n;
	number_items(t, w->arena);
	put_in_days(t, w->arena);
	guess_ends(t);
	for (size_t i = 0; i < t->ndays; i++)
		end_day(t, &t->days[i]);
	set_step(t);
	set_dates(t);
	return t;
}
