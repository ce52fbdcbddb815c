/* SPDX-License-Identifier: ISC */
#include "ical/vtimezone.h"

#include "ical/line.h"

#include <stdio.h>
#include <string.h>

/* The years that are looked at: after all changes that were made for one year only, and as many as
 * it takes for each day to fall on each weekday. */
enum { YEAR_LAST = DATE_YEAR_MAX, YEARS = 28 };

/* The onsets are said from 1970 on; what holds before the first of them is left to the reader. */
enum { YEAR_SAID = DATE_YEAR_MIN + 1, FIRST_WHEN = DATE_YEAR_MIN - 1 };

/* ---- what there is to say ---- */

static int64_t
year_start(int year)
{
	return date_to_seconds((struct date){year, 1, 1});
}

/* The day of a yearly change. */
static struct date
onset_day(const struct vtimezone_onset *on, int year)
{
	struct date d = {year, on->month, 1};

	d.day += (on->weekday - date_weekday(d) + 7) % 7;
	if (on->nth > 0)
		d.day += 7 * (on->nth - 1);
	else
		while (d.day + 7 <= date_month_days(d.year, d.month))
			d.day += 7;
	return d;
}

static bool
onset_eq(const struct vtimezone_onset *a, const struct vtimezone_onset *b)
{
	return a->month == b->month && a->nth == b->nth && a->weekday == b->weekday &&
	       a->minute == b->minute && a->from == b->from && a->to == b->to;
}

/* A change as a yearly one. False when it is not on a minute. */
static bool
onset_of(const struct tz_change *c, struct vtimezone_onset *on)
{
	int second;
	struct date d = date_from_seconds(c->when + c->before.offset, &second);

	if (second % 60 != 0 || c->before.offset % 60 != 0 || c->after.offset % 60 != 0)
		return false;
	*on = (struct vtimezone_onset){.month = d.month,
	    .nth = (d.day - 1) / 7 + 1,
	    .weekday = date_weekday(d),
	    .minute = second / 60,
	    .from = c->before.offset,
	    .to = c->after.offset,
	    .abbrev = c->after.abbrev};
	return true;
}

/* The changes of the offset in one year, at most two of them; their number. */
static int
year_changes(const struct tz *zone, int year, struct tz_change out[2])
{
	int64_t after = year_start(year) - 1, end = year_start(year + 1);
	struct tz_change c;
	int n = 0;

	while (tz_next_change(zone, after, &c) && c.when < end) {
		after = c.when;
		if (c.before.offset == c.after.offset)
			continue;
		if (n < 2)
			out[n] = c;
		n++;
	}
	return n;
}

/* How a yearly change was said, and in how many years so. */
struct saying {
	struct vtimezone_onset on;
	int years;
};

struct sayings {
	struct saying of[4 * YEARS];
	size_t n;
};

static void
count(struct sayings *s, const struct vtimezone_onset *on)
{
	size_t i = 0;

	while (i < s->n && !onset_eq(&s->of[i].on, on))
		i++;
	if (i == s->n)
		s->of[s->n++] = (struct saying){.on = *on};
	s->of[i].years++;
}

/* Counts both ways to say a day near the end of its month: the fourth and the last. */
static void
count_change(struct sayings *s, const struct tz_change *c)
{
	struct vtimezone_onset on;
	struct date d;

	if (!onset_of(c, &on))
		return;
	d = date_from_seconds(c->when + c->before.offset, NULL);
	if (on.nth <= 4)
		count(s, &on);
	on.nth = -1;
	if (d.day + 7 > date_month_days(d.year, d.month))
		count(s, &on);
}

/* The saying for most years, of those that tie the later, which is "the last". */
static bool
most_said(const struct sayings *s, struct vtimezone_onset *on)
{
	const struct saying *best = NULL;

	for (size_t i = 0; i < s->n; i++)
		if (best == NULL || s->of[i].years >= best->years)
			best = &s->of[i];
	if (best != NULL)
		*on = best->on;
	return best != NULL;
}

/* Two changes each year, to the same offsets in all of them. */
static bool
find_pair(struct vtimezone *v)
{
	struct sayings up = {.n = 0}, down = {.n = 0};

	for (int year = YEAR_LAST - YEARS + 1; year <= YEAR_LAST; year++) {
		struct tz_change c[2];

		if (year_changes(v->zone, year, c) != 2)
			continue;
		for (int i = 0; i < 2; i++)
			count_change(c[i].after.offset > c[i].before.offset ? &up : &down, &c[i]);
	}
	return most_said(&up, &v->daylight) && most_said(&down, &v->standard) &&
	       v->daylight.from == v->standard.to && v->daylight.to == v->standard.from;
}

static int64_t
onset_in(const struct vtimezone_onset *on, int year)
{
	return date_to_seconds(onset_day(on, year)) + on->minute * 60 - on->from;
}

static void
find_whens(struct vtimezone *v)
{
	for (int y = FIRST_WHEN; y <= DATE_YEAR_MAX + 2; y++) {
		v->when[y - FIRST_WHEN][0] = onset_in(&v->daylight, y);
		v->when[y - FIRST_WHEN][1] = onset_in(&v->standard, y);
	}
}

struct vtimezone
vtimezone_of(const struct tz *zone)
{
	struct vtimezone v = {.zone = zone, .state = tz_at(zone, year_start(YEAR_LAST + 1) - 1)};
	struct tz_change c[2];
	int changes = year_changes(zone, YEAR_LAST, c);

	if (changes == 0 && v.state.offset % 60 == 0 &&
	    (v.state.offset != 0 || strcmp(v.state.abbrev, "UTC") != 0))
		v.form = VTIMEZONE_CONSTANT;
	else if (changes == 2 && find_pair(&v))
		v.form = VTIMEZONE_PAIR;
	if (v.form == VTIMEZONE_PAIR)
		find_whens(&v);
	return v;
}

const struct vtimezone *
vtimezones_get(struct vtimezones *zs, struct arena *a, const struct tz *zone)
{
	struct vtimezone **next;

	for (size_t i = 0; i < zs->n; i++)
		if (zs->of[i]->zone == zone)
			return zs->of[i];
	next = arena_push(a, &zs->of, &zs->n, sizeof *next);
	*next = arena_alloc(a, sizeof **next);
	**next = vtimezone_of(zone);
	return *next;
}

/* ---- what a reader makes of it ---- */

/* The offset at an instant: that of the last onset before it. */
static int32_t
offset_at(const struct vtimezone *v, int64_t utc)
{
	int year = date_from_seconds(utc, NULL).year - FIRST_WHEN;
	int64_t last = INT64_MIN;
	int32_t offset = 0;

	if (v->form == VTIMEZONE_CONSTANT)
		return v->state.offset;
	for (int y = year - 1; y <= year + 1; y++)
		for (int i = 0; i < 2; i++)
			if (v->when[y][i] <= utc && v->when[y][i] > last) {
				last = v->when[y][i];
				offset = i == 0 ? v->daylight.to : v->standard.to;
			}
	return offset;
}

/* Whether the local time of an instant is that of no other. */
static bool
is_read_once(const struct vtimezone *v, int64_t utc, int32_t offset)
{
	int32_t other = offset == v->daylight.to ? v->standard.to : v->daylight.to;
	int64_t second = utc + offset - other;

	return v->form == VTIMEZONE_CONSTANT || offset_at(v, second) != other;
}

static bool
is_shown_once(const struct tz *zone, int64_t utc)
{
	int64_t at[2];

	return tz_from_civil(zone, tz_to_civil(zone, utc), at) == TZ_ONE && at[0] == utc;
}

bool
vtimezone_can_say(const struct vtimezone *v, int64_t utc)
{
	int32_t offset;

	if (v->form == VTIMEZONE_NONE || utc < year_start(YEAR_SAID) ||
	    utc >= year_start(DATE_YEAR_MAX + 1))
		return false;
	offset = offset_at(v, utc);
	return offset == tz_at(v->zone, utc).offset && is_read_once(v, utc, offset) &&
	       is_shown_once(v->zone, utc);
}

/* ---- writing ---- */

static void
put_observance(struct buf *out, const char *name, const struct vtimezone_onset *on)
{
	static const char *const days[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
	struct line l;

	line_put_word(out, "BEGIN", name);
	line_begin(&l, out, "DTSTART");
	if (on->nth == 0)
		line_local(&l, (struct civil){{DATE_YEAR_MIN, 1, 1}, 0});
	else
		line_local(&l, (struct civil){onset_day(on, DATE_YEAR_MIN), on->minute});
	line_end(&l);
	if (on->nth != 0) {
		char rule[64];

		snprintf(rule, sizeof rule, "FREQ=YEARLY;BYMONTH=%d;BYDAY=%d%s", on->month, on->nth,
		    days[on->weekday - 1]);
		line_put_word(out, "RRULE", rule);
	}
	line_begin(&l, out, "TZOFFSETFROM");
	line_offset(&l, on->from);
	line_end(&l);
	line_begin(&l, out, "TZOFFSETTO");
	line_offset(&l, on->to);
	line_end(&l);
	line_put_flat(out, "TZNAME", on->abbrev);
	line_put_word(out, "END", name);
}

void
vtimezone_write(struct buf *out, const struct vtimezone *v)
{
	struct vtimezone_onset fixed = {
	    .from = v->state.offset, .to = v->state.offset, .abbrev = v->state.abbrev};

	if (v->form == VTIMEZONE_NONE)
		return;
	line_put_word(out, "BEGIN", "VTIMEZONE");
	line_put_flat(out, "TZID", tz_name(v->zone));
	if (v->form == VTIMEZONE_PAIR) {
		put_observance(out, "DAYLIGHT", &v->daylight);
		put_observance(out, "STANDARD", &v->standard);
	} else {
		put_observance(out, "STANDARD", &fixed);
	}
	line_put_word(out, "END", "VTIMEZONE");
}

void
vtimezone_write_utc(struct buf *out)
{
	line_put_word(out, "BEGIN", "VTIMEZONE");
	line_put_word(out, "TZID", "UTC");
	put_observance(out, "STANDARD", &(struct vtimezone_onset){.abbrev = "UTC"});
	line_put_word(out, "END", "VTIMEZONE");
}
