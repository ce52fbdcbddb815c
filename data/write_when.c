/* SPDX-License-Identifier: ISC */
/* Dates and times, as YAML: what read_when.c reads. */
#include "data/writer.h"

#include <stdio.h>
#include <string.h>

/* "09:30", or "02:30 +02:00" where the clocks show it twice. */
static const char *
clock_time(struct writer *w, const struct tz *tz, int64_t when)
{
	struct civil local = tz_to_civil(tz, when);
	int32_t offset = tz_at(tz, when).offset;
	char hhmm[6], far[6];
	int64_t utc[2];

	time_format(local.minute, hhmm);
	if (tz_from_civil(tz, local, utc) != TZ_TWICE)
		return arena_strdup(w->a, hhmm);
	time_format((offset < 0 ? -offset : offset) / 60, far);
	return arena_printf(w->a, "%s %c%s", hhmm, offset < 0 ? '-' : '+', far);
}

struct piece *
write_at(struct writer *w, int64_t start)
{
	return write_word(w, clock_time(w, w->event->zone, start));
}

bool
has_end_to_say(const struct slot *slot)
{
	return slot->has_start && slot->has_end && slot->end > slot->start &&
	       slot->end - slot->start <= (int64_t)DURATION_MAX * 60;
}

struct piece *
write_duration(struct writer *w, int64_t minutes)
{
	long days = (long)(minutes / (24 * 60)), hours = (long)(minutes / 60);
	long rest = (long)(minutes % 60);

	if (minutes == 0)
		return NULL;
	if (minutes % (24 * 60) == 0)
		return write_word(w, arena_printf(w->a, "%ldd", days));
	if (hours == 0)
		return write_word(w, arena_printf(w->a, "%ldm", rest));
	if (rest == 0)
		return write_word(w, arena_printf(w->a, "%ldh", hours));
	return write_word(w, arena_printf(w->a, "%ldh%ldm", hours, rest));
}

struct piece *
write_for(struct writer *w, const struct slot *slot)
{
	if (!has_end_to_say(slot))
		return NULL;
	return write_duration(w, (slot->end - slot->start + 59) / 60);
}

struct date
slot_day(const struct writer *w, const struct slot *slot)
{
	static const struct date none = {0, 0, 0};
	struct date day = slot->day;

	if (date_is_set(day) && slot->has_start)
		day = tz_to_civil(w->event->zone, slot->start).date;
	return date_is_valid(day) ? day : none;
}

/* A year or month with its part: "2025", "late 2019-06". */
static const char *
vague_date(struct writer *w, const struct span *span)
{
	static const char *const parts[] = {
	    [PART_WHOLE] = "", [PART_EARLY] = "early ", [PART_MID] = "mid ", [PART_LATE] = "late "};

	if (span->precision == PRECISION_YEAR)
		return arena_printf(w->a, "%s%04d", parts[span->part], span->first.year);
	return arena_printf(
	    w->a, "%s%04d-%02d", parts[span->part], span->first.year, span->first.month);
}

struct piece *
write_dates(struct writer *w, const struct span *span)
{
	char first[11], last[11];

	if (span->precision == PRECISION_NONE)
		return NULL;
	if (span->before) {
		date_format(date_add(span->last, 1), last);
		return write_word(w, arena_printf(w->a, "before %s", last));
	}
	if (span->precision != PRECISION_DAY)
		return write_word(w, vague_date(w, span));
	date_format(span->first, first);
	date_format(span->last, last);
	return write_word(w, date_eq(span->first, span->last)
				 ? arena_strdup(w->a, first)
				 : arena_printf(w->a, "%s to %s", first, last));
}

struct piece *
write_deadline(struct writer *w, const struct deadline *d)
{
	const struct tz *tz = deadline_zone(w->event);
	struct civil local;
	int64_t utc[2];
	char day[11];

	if (d->kind == DEADLINE_NONE)
		return NULL;
	date_format(d->day, day);
	if (d->kind == DEADLINE_DATE)
		return write_word(w, arena_strdup(w->a, day));
	if (d->kind == DEADLINE_AOE)
		return write_word(w, arena_printf(w->a, "%s AoE", day));
	/* An offset can be said in the event's own zone only. */
	if (tz_from_civil(tz, tz_to_civil(tz, d->when), utc) == TZ_TWICE)
		tz = w->event->zone;
	local = tz_to_civil(tz, d->when);
	date_format(local.date, day);
	if (strcmp(tz_name(tz), tz_name(w->event->zone)) == 0)
		return write_word(w, arena_printf(w->a, "%s %s", day, clock_time(w, tz, d->when)));
	return write_word(
	    w, arena_printf(w->a, "%s %s %s", day, clock_time(w, tz, d->when), tz_name(tz)));
}

struct piece *
write_moment(struct writer *w, const struct slot *slot)
{
	struct date on = slot_day(w, slot);
	char day[11];

	if (!date_is_set(on))
		return NULL;
	date_format(on, day);
	if (!slot->has_start)
		return write_word(w, arena_strdup(w->a, day));
	return write_word(
	    w, arena_printf(w->a, "%s %s", day, clock_time(w, w->event->zone, slot->start)));
}
