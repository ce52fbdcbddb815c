/* SPDX-License-Identifier: ISC */
/* Dates and times as they are said. */
#include "core/words.h"

#include <inttypes.h>

enum { AHEAD_DAYS_MAX = 60 };

static const char *
number(const struct words *w, int64_t n)
{
	return arena_printf(w->arena, "%" PRId64, n);
}

/* A day of a month; the first is said otherwise in some languages. */
static const char *
day_number(const struct words *w, struct date d)
{
	return d.day == 1 ? words_get(w, WORD_DAY_FIRST) : number(w, d.day);
}

static const char *
month(const struct words *w, struct date d)
{
	return words_get(w, (enum word)(WORD_MONTH_1 + d.month - 1));
}

const char *
words_date_full(const struct words *w, struct date d)
{
	return words_fill(w, WORD_DATE_FULL,
	    words_get(w, (enum word)(WORD_WEEKDAY_1 + date_weekday(d) - 1)), day_number(w, d),
	    month(w, d), number(w, d.year), NULL);
}

const char *
words_date(const struct words *w, struct date d)
{
	return words_fill(w, WORD_DATE, day_number(w, d), month(w, d), number(w, d.year), NULL);
}

const char *
words_date_short(const struct words *w, struct date d)
{
	return words_fill(w, WORD_DATE_SHORT,
	    words_get(w, (enum word)(WORD_WEEKDAY_SHORT_1 + date_weekday(d) - 1)), day_number(w, d),
	    month(w, d), NULL);
}

/* "14 June", for where the year is said beside it. */
static const char *
date_in_year(const struct words *w, struct date d)
{
	return words_fill(w, WORD_DATE_IN_YEAR, day_number(w, d), month(w, d), NULL);
}

static const char *
span_of_days(const struct words *w, struct date a, struct date b)
{
	if (date_eq(a, b))
		return words_date(w, a);
	if (a.year != b.year)
		return words_fill(w, WORD_SPAN, words_date(w, a), words_date(w, b), NULL);
	if (a.month != b.month)
		return words_fill(w, WORD_SPAN, date_in_year(w, a), words_date(w, b), NULL);
	return words_fill(w, WORD_SPAN_IN_MONTH, day_number(w, a), day_number(w, b), month(w, b),
	    number(w, b.year), NULL);
}

const char *
words_span(const struct words *w, const struct span *sp)
{
	const char *s;

	if (sp->precision == PRECISION_NONE)
		return words_get(w, WORD_NO_DATE);
	if (sp->before)
		return words_fill(w, WORD_SPAN_BEFORE, number(w, sp->last.year),
		    date_in_year(w, date_add(sp->last, 1)), NULL);
	if (sp->precision == PRECISION_DAY)
		return span_of_days(w, sp->first, sp->last);
	s = number(w, sp->first.year);
	if (sp->precision == PRECISION_MONTH)
		s = words_fill(w, WORD_DATE_MONTH, month(w, sp->first), s, NULL);
	if (sp->part == PART_WHOLE)
		return s;
	return words_fill(w, (enum word)(WORD_PART_EARLY + sp->part - PART_EARLY), s, NULL);
}

/* ---- times ---- */

struct tz_state
zone_at(const struct tz *zone, int64_t utc)
{
	return zone != NULL ? tz_at(zone, utc) : (struct tz_state){0, false, "UTC"};
}

struct civil
zone_civil(const struct tz *zone, int64_t utc)
{
	struct civil c;
	int rest;

	if (zone != NULL)
		return tz_to_civil(zone, utc);
	c.date = date_from_seconds(utc, &rest);
	c.minute = rest / 60;
	return c;
}

const char *
words_time(const struct words *w, const struct tz *zone, int64_t utc)
{
	char text[6];

	time_format(zone_civil(zone, utc).minute, text);
	return arena_strdup(w->arena, text);
}

const char *
words_time_range(const struct words *w, const struct tz *zone, const struct slot *sl)
{
	const char *from, *to;
	int days;

	if (!sl->has_start)
		return "";
	from = words_time(w, zone, sl->start);
	if (!sl->has_end || sl->end <= sl->start)
		return sl->has_end ? from : words_fill(w, WORD_TIME_FROM, from, NULL);
	to = words_time(w, zone, sl->end);
	days = date_to_days(zone_civil(zone, sl->end).date) -
	       date_to_days(zone_civil(zone, sl->start).date);
	if (days == 0)
		return arena_printf(w->arena, "%s\xe2\x80\x93%s", from, to);
	return arena_printf(
	    w->arena, "%s\xe2\x80\x93%s %s", from, to, words_count(w, WORD_DAYS_LATER, days));
}

const char *
words_slot_short(const struct words *w, const struct tz *zone, const struct slot *sl)
{
	struct date day = sl->has_start ? zone_civil(zone, sl->start).date : sl->day;

	if (!date_is_set(day))
		return "";
	if (!sl->has_start)
		return words_date_short(w, day);
	return words_fill(
	    w, WORD_DATE_TIME, words_date_short(w, day), words_time_range(w, zone, sl), NULL);
}

static const char *
offset(const struct words *w, const struct tz *zone, int64_t utc)
{
	char text[16];

	tz_format_offset(zone_at(zone, utc).offset, text);
	return arena_strdup(w->arena, text);
}

static const char *
zone_name(const struct tz *zone)
{
	return zone != NULL ? tz_name(zone) : "UTC";
}

/* A zone that is called UTC is not said twice. */
static bool
is_utc(const struct tz *zone)
{
	const char *name = zone_name(zone);

	return name[0] == 'U' && name[1] == 'T' && name[2] == 'C' && name[3] == '\0';
}

const char *
words_zone(const struct words *w, const struct tz *zone, int64_t utc)
{
	return words_zone_between(w, zone, utc, utc);
}

const char *
words_zone_between(const struct words *w, const struct tz *zone, int64_t from, int64_t to)
{
	const char *before = offset(w, zone, from);

	if (is_utc(zone))
		return "UTC";
	if (zone_at(zone, from).offset == zone_at(zone, to).offset)
		return words_fill(w, WORD_ZONE, zone_name(zone), before, NULL);
	return words_fill(w, WORD_ZONE_CHANGES, zone_name(zone), before, offset(w, zone, to), NULL);
}

const char *
words_duration(const struct words *w, int64_t minutes)
{
	int64_t h = minutes / 60, m = minutes % 60;

	if (minutes >= 1440 && minutes % 1440 == 0)
		return words_count(w, WORD_DAYS, minutes / 1440);
	if (h == 0)
		return words_count(w, WORD_MINUTES, m);
	if (m == 0)
		return words_count(w, WORD_HOURS, h);
	return words_fill(w, WORD_HOURS_MINUTES, words_count(w, WORD_HOURS, h),
	    words_count(w, WORD_MINUTES, m), NULL);
}

const char *
words_ahead(const struct words *w, int64_t now, int64_t then)
{
	int64_t minutes = (then - now + 59) / 60;

	if (then <= now || then - now > (int64_t)AHEAD_DAYS_MAX * DAY_SECONDS)
		return "";
	if (minutes < 120 && minutes != 60) /* an hour and a half is more than an hour */
		return words_count(w, WORD_IN_MINUTES, minutes);
	if (minutes < 48 * 60)
		return words_count(w, WORD_IN_HOURS, minutes / 60);
	return words_count(w, WORD_IN_DAYS, minutes / 1440);
}

const char *
words_moment(const struct words *w, int64_t utc)
{
	return words_fill(w, WORD_UTC_MOMENT, words_date(w, zone_civil(NULL, utc).date),
	    words_time(w, NULL, utc), NULL);
}

/* ---- deadlines ---- */

const char *
words_deadline(const struct words *w, const struct event *ev)
{
	const struct deadline *d = &ev->deadline;
	const struct tz *zone = deadline_zone(ev);
	const char *day = d->kind != DEADLINE_NONE ? words_date(w, d->day) : "";

	switch (d->kind) {
	case DEADLINE_NONE: return "";
	case DEADLINE_DATE: return words_fill(w, WORD_DEADLINE_DATE, day, zone_name(zone), NULL);
	case DEADLINE_AOE:
		return words_fill(w, WORD_DEADLINE_AOE, day, words_moment(w, d->when), NULL);
	case DEADLINE_TIME: break;
	}
	return words_fill(w, WORD_DEADLINE_TIME,
	    words_fill(w, WORD_DATE_TIME, day, words_time(w, zone, d->when), NULL),
	    words_zone(w, zone, d->when), words_moment(w, d->when), NULL);
}

const char *
words_deadline_short(const struct words *w, const struct event *ev)
{
	const struct deadline *d = &ev->deadline;
	const struct tz *zone = deadline_zone(ev);
	const char *day = d->kind != DEADLINE_NONE ? words_date(w, d->day) : "";

	if (d->kind == DEADLINE_AOE)
		return words_fill(w, WORD_ANYWHERE, day, NULL);
	if (d->kind != DEADLINE_TIME)
		return day;
	return words_fill(w, WORD_IN_ZONE,
	    words_fill(w, WORD_DATE_TIME, day, words_time(w, zone, d->when), NULL),
	    words_zone(w, zone, d->when), NULL);
}
