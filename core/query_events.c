/* SPDX-License-Identifier: ISC */
/* Questions over all events: when they are, which are ahead or over, and who is named. */
#include "core/query.h"

#include "core/public.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct span
event_when(const struct event *ev)
{
	struct span days = event_days(ev);

	if (days.precision != PRECISION_NONE || ev->deadline.kind == DEADLINE_NONE)
		return days;
	return (struct span){
	    .precision = PRECISION_DAY, .first = ev->deadline.day, .last = ev->deadline.day};
}

/* The first instant after a day in a zone. */
static int64_t
day_end(const struct tz *zone, struct date day)
{
	struct civil midnight = {date_add(day, 1), 0};
	int64_t utc[2] = {date_to_seconds(midnight.date), 0};

	if (zone != NULL)
		tz_from_civil(zone, midnight, utc);
	return utc[0];
}

/* The first instant at which a call is closed. */
static int64_t
deadline_end(const struct event *ev)
{
	const struct deadline *d = &ev->deadline;

	if (d->kind == DEADLINE_DATE)
		return day_end(deadline_zone(ev), d->day);
	return d->when;
}

bool
event_is_over(const struct event *ev, int64_t now)
{
	struct date last = event_last_day(ev);

	if (ev->deadline.kind != DEADLINE_NONE && ev->kind == KIND_CALL)
		return deadline_end(ev) <= now;
	return date_is_set(last) && day_end(ev->zone, last) <= now;
}

/* Where an event stands among others: partly known dates after all of their period. */
struct rank {
	struct date day;
	int64_t moment;
	bool partial;
};

static struct rank
rank_of(const struct event *ev)
{
	struct span when = event_when(ev);
	struct rank r = {.day = when.first};

	if (ev->kind == KIND_CALL && ev->deadline.kind != DEADLINE_NONE) {
		r.day = ev->deadline.day;
		r.moment = deadline_end(ev);
	} else if (when.precision == PRECISION_NONE) {
		r.day = (struct date){DATE_YEAR_MAX + 1, 1, 1};
	} else if (when.precision != PRECISION_DAY) {
		r.day = when.last;
		r.partial = true;
	} else if (ev->slot.has_start) {
		r.moment = ev->slot.start;
	}
	return r;
}

static int
event_cmp(const struct event *a, const struct event *b)
{
	struct rank ra = rank_of(a), rb = rank_of(b);
	int c = date_cmp(ra.day, rb.day);

	if (c == 0)
		c = ra.partial - rb.partial;
	if (c == 0)
		c = (ra.moment > rb.moment) - (ra.moment < rb.moment);
	return c != 0 ? c : strcmp(a->id, b->id);
}

static int
oldest_first(const void *a, const void *b)
{
	return event_cmp(*(struct event *const *)a, *(struct event *const *)b);
}

static int
newest_first(const void *a, const void *b)
{
	return -oldest_first(a, b);
}

/* ---- lists of events ---- */

static void
add_event(struct arena *a, struct event_list *l, struct event *ev)
{
	struct event **p = arena_push(a, &l->items, &l->n, sizeof *l->items);

	*p = ev;
}

static struct event_list
sorted_events(struct event_list l, int (*order)(const void *, const void *))
{
	if (l.n > 1)
		qsort(l.items, l.n, sizeof *l.items, order);
	return l;
}

struct event_list
query_ahead(struct arena *a, const struct site *s, int64_t now)
{
	struct event_list l = {0};

	for (size_t i = 0; i < s->nevents; i++)
		if (event_is_listed(s->events[i]) && s->events[i]->kind != KIND_CALL &&
		    !event_is_over(s->events[i], now))
			add_event(a, &l, s->events[i]);
	return sorted_events(l, oldest_first);
}

struct event_list
query_calls(struct arena *a, const struct site *s, int64_t now)
{
	struct event_list l = {0};

	for (size_t i = 0; i < s->nevents; i++)
		if (event_is_listed(s->events[i]) && s->events[i]->kind == KIND_CALL &&
		    !event_is_over(s->events[i], now))
			add_event(a, &l, s->events[i]);
	return sorted_events(l, oldest_first);
}

struct event_list
query_past(struct arena *a, const struct site *s, int64_t now)
{
	struct event_list l = {0};

	for (size_t i = 0; i < s->nevents; i++)
		if (event_is_listed(s->events[i]) && event_is_over(s->events[i], now))
			add_event(a, &l, s->events[i]);
	return sorted_events(l, newest_first);
}

struct event_list
query_series(struct arena *a, const struct site *s, const struct series *series)
{
	struct event_list l = {0};

	for (size_t i = 0; i < s->nevents; i++)
		if (event_is_listed(s->events[i]) && s->events[i]->series == series)
			add_event(a, &l, s->events[i]);
	return sorted_events(l, newest_first);
}

static bool
is_in_year(const struct event *ev, int year)
{
	struct span when = event_when(ev);

	return event_is_listed(ev) && when.precision != PRECISION_NONE && when.first.year <= year &&
	       year <= when.last.year;
}

bool
query_has_year(const struct site *s, int year)
{
	for (size_t i = 0; i < s->nevents; i++)
		if (is_in_year(s->events[i], year))
			return true;
	return false;
}

struct event_list
query_year(struct arena *a, const struct site *s, int year)
{
	struct event_list l = {0};

	for (size_t i = 0; i < s->nevents; i++)
		if (is_in_year(s->events[i], year))
			add_event(a, &l, s->events[i]);
	return sorted_events(l, oldest_first);
}

struct year_list
query_years(struct arena *a, const struct site *s)
{
	bool has[DATE_YEAR_MAX - DATE_YEAR_MIN + 1] = {false};
	struct year_list l = {0};

	for (size_t i = 0; i < s->nevents; i++) {
		struct span when = event_when(s->events[i]);

		for (int year = DATE_YEAR_MIN; year <= DATE_YEAR_MAX; year++)
			if (when.first.year <= year && year <= when.last.year)
				has[year - DATE_YEAR_MIN] |= is_in_year(s->events[i], year);
	}
	for (int year = DATE_YEAR_MAX; year >= DATE_YEAR_MIN; year--)
		if (has[year - DATE_YEAR_MIN])
			*(int *)arena_push(a, &l.items, &l.n, sizeof *l.items) = year;
	return l;
}

/* ---- people ---- */

static void
add_appearing(struct arena *a, struct appearing_list *l, const struct person *pe, struct event *ev,
    struct session *se)
{
	struct appearing *at = arena_push(a, &l->items, &l->n, sizeof *l->items);

	*at = (struct appearing){pe, ev, se, l->n};
}

static void
add_people_of(struct arena *a, struct appearing_list *l, struct event *ev)
{
	for (size_t i = 0; i < ev->npeople; i++)
		add_appearing(a, l, ev->people[i].person, ev, NULL);
	for (size_t i = 0; i < ev->nsessions; i++) {
		struct session *se = ev->sessions[i];

		for (size_t k = 0; session_is_listed(se) && k < se->npeople; k++)
			add_appearing(a, l, se->people[k].person, ev, se);
	}
}

static int
appearing_cmp(const void *a, const void *b)
{
	const struct appearing *x = a, *y = b;
	int c = strcmp(x->person->id, y->person->id);

	return c != 0 ? c : (x->order > y->order) - (x->order < y->order);
}

static struct appearing_list
find_appearing(struct arena *a, const struct site *s)
{
	struct appearing_list l = {0};

	for (size_t i = 0; i < s->nevents; i++)
		if (event_is_listed(s->events[i]))
			add_people_of(a, &l, s->events[i]);
	if (l.n > 1)
		qsort(l.items, l.n, sizeof *l.items, appearing_cmp);
	return l;
}

void
query_prepare(struct site *s)
{
	s->appearing = find_appearing(s->arena, s);
	s->is_prepared = true;
}

static struct appearing_list
appearing_of(struct arena *a, const struct site *s)
{
	return s->is_prepared ? s->appearing : find_appearing(a, s);
}

size_t
query_first_appearing(const struct appearing_list *l, const struct person *pe)
{
	size_t low = 0, high = l->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (strcmp(l->items[mid].person->id, pe->id) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* Where a person appears; sorted as all of them. */
static struct appearing_list
appearing_as(struct arena *a, const struct site *s, const struct person *pe)
{
	struct appearing_list all = appearing_of(a, s), l = {0};
	size_t first = query_first_appearing(&all, pe);

	if (first == all.n)
		return l;
	for (l.items = all.items + first; first + l.n < all.n && l.items[l.n].person == pe;)
		l.n++;
	return l;
}

struct event_list
query_person_events(struct arena *a, const struct site *s, const struct person *pe)
{
	struct appearing_list at = appearing_as(a, s, pe);
	struct event_list l = {0};

	for (size_t i = 0; i < at.n; i++)
		if (i == 0 || at.items[i].event != at.items[i - 1].event)
			add_event(a, &l, at.items[i].event);
	return sorted_events(l, newest_first);
}

struct person_list
query_people(struct arena *a, const struct site *s)
{
	struct appearing_list at = appearing_of(a, s);
	struct person_list l = {0};

	for (size_t i = 0; i < at.n; i++)
		if ((i == 0 || at.items[i].person != at.items[i - 1].person) &&
		    person_is_listed(at.items[i].person))
			*(const struct person **)arena_push(a, &l.items, &l.n, sizeof *l.items) =
			    at.items[i].person;
	return l;
}

struct session_list
query_person(struct arena *a, const struct site *s, const struct person *pe)
{
	struct appearing_list at = appearing_as(a, s, pe);
	struct event_list events = query_person_events(a, s, pe);
	struct session_list all = {0};

	for (size_t i = 0; i < events.n; i++) {
		struct session_list of = {0};

		for (size_t k = 0; k < at.n; k++)
			if (at.items[k].event == events.items[i] && at.items[k].session != NULL &&
			    (k == 0 || at.items[k].session != at.items[k - 1].session))
				session_list_add(a, &of, at.items[k].session);
		session_list_sort(&of);
		for (size_t k = 0; k < of.n; k++)
			session_list_add(a, &all, of.items[k]);
	}
	return all;
}
