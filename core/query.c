/* SPDX-License-Identifier: ISC */
#include "core/query.h"

#include <stdlib.h>

/* ---- sessions ---- */

bool
session_is_shown(const struct session *se)
{
	return se->visibility == VISIBILITY_PUBLIC && !se->identity.withdrawn;
}

void
session_list_add(struct arena *a, struct session_list *l, struct session *se)
{
	struct session **p = arena_push(a, &l->items, &l->n, sizeof *l->items);

	*p = se;
}

static int
cmp(const void *a, const void *b)
{
	return session_cmp(*(struct session *const *)a, *(struct session *const *)b);
}

void
session_list_sort(struct session_list *l)
{
	if (l->n > 1)
		qsort(l->items, l->n, sizeof *l->items, cmp);
}

struct session_list
query_sessions(struct arena *a, const struct event *ev)
{
	struct session_list l = {0};

	for (size_t i = 0; i < ev->nsessions; i++)
		if (session_is_shown(ev->sessions[i]))
			session_list_add(a, &l, ev->sessions[i]);
	session_list_sort(&l);
	return l;
}

struct session_list
query_day(struct arena *a, const struct event *ev, struct date day)
{
	struct session_list l = {0};

	for (size_t i = 0; i < ev->nsessions; i++)
		if (session_is_shown(ev->sessions[i]) && date_eq(ev->sessions[i]->slot.day, day))
			session_list_add(a, &l, ev->sessions[i]);
	session_list_sort(&l);
	return l;
}

bool
query_has_format(const struct event *ev, enum format format)
{
	for (size_t i = 0; i < ev->nsessions; i++)
		if (session_is_shown(ev->sessions[i]) && ev->sessions[i]->type != TYPE_BREAK &&
		    session_format(ev->sessions[i]) == format)
			return true;
	return false;
}

bool
query_has_formats(const struct event *ev)
{
	int n = 0;

	for (enum format f = FORMAT_IN_PERSON; f <= FORMAT_HYBRID; f++)
		n += query_has_format(ev, f);
	return n > 1;
}

struct session_list
query_unscheduled(struct arena *a, const struct event *ev)
{
	return query_day(a, ev, (struct date){0});
}

struct session_list
query_track(struct arena *a, const struct event *ev, const struct track *tr)
{
	struct session_list l = {0};

	for (size_t i = 0; i < ev->nsessions; i++)
		if (session_is_shown(ev->sessions[i]) && session_in_track(ev->sessions[i], tr))
			session_list_add(a, &l, ev->sessions[i]);
	session_list_sort(&l);
	return l;
}

struct session_list
query_room(struct arena *a, const struct event *ev, const struct room *ro)
{
	struct session_list l = {0};

	for (size_t i = 0; i < ev->nsessions; i++)
		if (session_is_shown(ev->sessions[i]) && session_in_room(ev->sessions[i], ro))
			session_list_add(a, &l, ev->sessions[i]);
	session_list_sort(&l);
	return l;
}

void
query_neighbours(
    const struct session *se, const struct session **before, const struct session **after)
{
	const struct event *ev = se->event;

	*before = *after = NULL;
	for (size_t i = 0; se->slot.has_start && i < ev->nsessions; i++) {
		const struct session *other = ev->sessions[i];

		if (!other->slot.has_start || other->slot.start == se->slot.start ||
		    other->type == TYPE_BREAK || !session_is_shown(other) ||
		    (se->ntracks > 0 && !session_in_track(other, se->tracks[0])))
			continue;
		if (other->slot.start < se->slot.start) {
			if (*before == NULL || session_cmp(other, *before) > 0)
				*before = other;
		} else if (*after == NULL || session_cmp(other, *after) < 0) {
			*after = other;
		}
	}
}

static int
day_cmp(const void *a, const void *b)
{
	return date_cmp(*(const struct date *)a, *(const struct date *)b);
}

struct date_list
query_days(struct arena *a, const struct event *ev)
{
	struct date_list l = {0};
	size_t n = 0;

	for (size_t i = 0; i < ev->nsessions; i++) {
		struct session *se = ev->sessions[i];

		if (session_is_shown(se) && date_is_set(se->slot.day))
			*(struct date *)arena_push(a, &l.items, &l.n, sizeof *l.items) =
			    se->slot.day;
	}
	if (l.n > 1)
		qsort(l.items, l.n, sizeof *l.items, day_cmp);
	for (size_t i = 0; i < l.n; i++)
		if (n == 0 || !date_eq(l.items[n - 1], l.items[i]))
			l.items[n++] = l.items[i];
	l.n = n;
	return l;
}

bool
query_has_day(const struct event *ev, struct date day)
{
	for (size_t i = 0; date_is_set(day) && i < ev->nsessions; i++)
		if (date_eq(ev->sessions[i]->slot.day, day) && session_is_shown(ev->sessions[i]))
			return true;
	return false;
}

/* ---- now and next ---- */

struct session_list
query_now(struct arena *a, const struct event *ev, int64_t now)
{
	struct session_list l = {0};

	for (size_t i = 0; i < ev->nsessions; i++) {
		struct session *se = ev->sessions[i];
		const struct slot *sl = &se->slot;

		if (session_is_shown(se) && !status_is_off(session_status(se)) && sl->has_start &&
		    sl->has_end && sl->start <= now && now < sl->end)
			session_list_add(a, &l, se);
	}
	session_list_sort(&l);
	return l;
}

struct session_list
query_next(struct arena *a, const struct event *ev, int64_t now, int64_t within)
{
	struct session_list l = {0};

	for (size_t i = 0; i < ev->nsessions; i++) {
		struct session *se = ev->sessions[i];
		const struct slot *sl = &se->slot;

		if (!session_is_shown(se) || status_is_off(session_status(se)) || !sl->has_start ||
		    sl->start <= now || sl->start - now > within)
			continue;
		if (l.n > 0 && sl->start > l.items[0]->slot.start)
			continue;
		if (l.n > 0 && sl->start < l.items[0]->slot.start)
			l = (struct session_list){0};
		session_list_add(a, &l, se);
	}
	session_list_sort(&l);
	return l;
}

bool
event_is_on(const struct event *ev, int64_t now)
{
	const struct slot *sl = &ev->slot;

	return !status_is_off(event_status(ev)) && sl->has_start && sl->has_end &&
	       sl->start <= now && now < sl->end;
}

bool
event_is_soon(const struct event *ev, int64_t now, int64_t within)
{
	const struct slot *sl = &ev->slot;

	return !status_is_off(event_status(ev)) && sl->has_start && sl->start > now &&
	       sl->start - now <= within;
}
