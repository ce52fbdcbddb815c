/* SPDX-License-Identifier: ISC */
/* When things are: slots, and the days of an event. */
#include "core/model.h"
#include "core/tz.h"

static struct date
earlier(struct date a, struct date b)
{
	return !date_is_set(a) || (date_is_set(b) && date_cmp(b, a) < 0) ? b : a;
}

static struct date
later(struct date a, struct date b)
{
	return date_cmp(a, b) < 0 ? b : a;
}

/* The local day on which what ends at `end` ends. */
static struct date
day_before_end(const struct tz *zone, int64_t end)
{
	return tz_to_civil(zone, end - 1).date;
}

static struct date
slot_last_day(const struct slot *sl, const struct tz *zone)
{
	if (zone != NULL && sl->has_end && sl->end > sl->start)
		return later(sl->day, day_before_end(zone, sl->end));
	return sl->day;
}

static struct date
deadline_last_day(const struct deadline *d, const struct tz *zone)
{
	if (zone != NULL && d->kind == DEADLINE_TIME)
		return tz_to_civil(zone, d->when).date;
	if (zone != NULL && d->kind == DEADLINE_AOE)
		return day_before_end(zone, d->when);
	return d->day;
}

bool
slot_eq(const struct slot *a, const struct slot *b)
{
	return date_eq(a->day, b->day) && a->has_start == b->has_start &&
	       a->has_end == b->has_end && (!a->has_start || a->start == b->start) &&
	       (!a->has_end || a->end == b->end);
}

struct date
event_last_day(const struct event *ev)
{
	struct date last = later(ev->dates.last, slot_last_day(&ev->slot, ev->zone));

	for (size_t i = 0; i < ev->nsessions; i++)
		last = later(last, slot_last_day(&ev->sessions[i]->slot, ev->zone));
	if (ev->deadline.kind != DEADLINE_NONE)
		last = later(last, deadline_last_day(&ev->deadline, ev->zone));
	return last;
}

struct span
event_days(const struct event *ev)
{
	struct span days = {.precision = PRECISION_NONE};

	if (ev->dates.precision != PRECISION_NONE)
		return ev->dates;
	if (date_is_set(ev->slot.day))
		return (struct span){
		    .precision = PRECISION_DAY, .first = ev->slot.day, .last = ev->slot.day};
	for (size_t i = 0; i < ev->nsessions; i++) {
		const struct session *se = ev->sessions[i];

		if (se->identity.gone || !date_is_set(se->slot.day))
			continue;
		days.precision = PRECISION_DAY;
		days.first = earlier(days.first, se->slot.day);
		days.last = later(days.last, se->slot.day);
	}
	return days;
}
