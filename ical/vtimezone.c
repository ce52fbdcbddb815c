/* SPDX-License-Identifier: ISC */
#include "ical/vtimezone.h"

#include "ical/line.h"

#include <stdio.h>

enum {
	YEARS_WIDE =
	    8, /* a rule that holds this long around is preferred: it will not change soon */
	YEARS_NEAR = 1,
	FIFTH = 1 << 4, /* bits of the n-th weekday of the month: 1st is 1 << 0 */
	LAST = 1 << 5
};

static int64_t
year_start(int year)
{
	return date_to_seconds((struct date){year, 1, 1});
}

static int
year_of(const struct tz *zone, int64_t when)
{
	return tz_to_civil(zone, when).date.year;
}

/* The first change of the offset after `after` and up to `until`. */
static bool
next_offset_change(const struct tz *zone, int64_t after, int64_t until, struct tz_change *c)
{
	while (tz_next_change(zone, after, c) && c->when <= until) {
		if (c->before.offset != c->after.offset)
			return true;
		after = c->when;
	}
	return false;
}

static int
nth_bits(struct date d)
{
	int bits = 1 << (d.day - 1) / 7;

	return d.day + 7 > date_month_days(d.year, d.month) ? bits | LAST : bits;
}

/* A change as a yearly one; its possible n-th in `*bits`. False when it is not on a minute. */
static bool
onset_of(const struct tz_change *c, struct vtimezone_onset *on, int *bits)
{
	int second;
	struct date d = date_from_seconds(c->when + c->before.offset, &second);

	if (second % 60 != 0 || c->before.offset % 60 != 0 || c->after.offset % 60 != 0)
		return false;
	*on = (struct vtimezone_onset){.month = d.month,
	    .weekday = date_weekday(d),
	    .minute = second / 60,
	    .from = c->before.offset,
	    .to = c->after.offset,
	    .abbrev = c->after.abbrev};
	*bits = nth_bits(d);
	return true;
}

static bool
onset_eq(const struct vtimezone_onset *a, const struct vtimezone_onset *b)
{
	return a->month == b->month && a->weekday == b->weekday && a->minute == b->minute &&
	       a->from == b->from && a->to == b->to;
}

/* The two changes of one year, the one to the greater offset first; false if there are not just
 * two or they go the same way. */
static bool
year_onsets(const struct tz *zone, int year, struct vtimezone_onset on[2], int bits[2])
{
	int64_t after = year_start(year) - 1, until = year_start(year + 1) - 1;
	bool seen[2] = {false, false};
	struct tz_change c;

	while (next_offset_change(zone, after, until, &c)) {
		int which = c.after.offset > c.before.offset ? 0 : 1;

		if (seen[which] || !onset_of(&c, &on[which], &bits[which]))
			return false;
		seen[which] = true;
		after = c.when;
	}
	return seen[0] && seen[1];
}

static int
nth_of_bits(int bits)
{
	int nth;

	if (bits & LAST)
		return -1;
	for (nth = 1; nth <= 4; nth++)
		if (bits & 1 << (nth - 1))
			return nth;
	return 0;
}

/* One pair of yearly changes that is right in each year from `lo` to `hi`. */
static bool
find_pair(struct vtimezone *v, int lo, int hi)
{
	struct vtimezone_onset first[2], on[2];
	int bits[2] = {0, 0}, all[2] = {~FIFTH, ~FIFTH};

	lo = lo < DATE_YEAR_MIN ? DATE_YEAR_MIN : lo;
	hi = hi > DATE_YEAR_MAX ? DATE_YEAR_MAX : hi;
	for (int year = lo; year <= hi; year++) {
		if (!year_onsets(v->zone, year, on, bits))
			return false;
		for (int i = 0; i < 2; i++) {
			if (year == lo)
				first[i] = on[i];
			all[i] &= bits[i];
			if (all[i] == 0 || !onset_eq(&first[i], &on[i]))
				return false;
			first[i].nth = nth_of_bits(all[i]);
			first[i].abbrev = on[i].abbrev;
		}
	}
	v->daylight = first[0];
	v->standard = first[1];
	return v->daylight.from == v->standard.to && v->daylight.to == v->standard.from;
}

struct vtimezone
vtimezone_plan(const struct tz *zone, int64_t first, int64_t last)
{
	struct vtimezone v = {.zone = zone, .state = tz_at(zone, first)};
	int y0 = year_of(zone, first), y1 = year_of(zone, last);
	struct tz_change c;

	if (!next_offset_change(
		zone, year_start(y0 - YEARS_NEAR) - 1, year_start(y1 + YEARS_NEAR + 1), &c))
		v.form = VTIMEZONE_CONSTANT;
	else if (find_pair(&v, y0 - YEARS_WIDE, y1 + YEARS_WIDE) ||
		 find_pair(&v, y0 - YEARS_NEAR, y1 + YEARS_NEAR))
		v.form = VTIMEZONE_PAIR;
	else if (!next_offset_change(zone, first, last, &c))
		v.form = VTIMEZONE_STRETCH;
	if (v.form != VTIMEZONE_PAIR && v.state.offset % 60 != 0)
		v.form = VTIMEZONE_NONE;
	return v;
}

/* The day of a yearly change in 1970, from when on the rule is said to hold. */
static struct date
onset_day(const struct vtimezone_onset *on)
{
	struct date d = {DATE_YEAR_MIN, on->month, 1};

	d.day += (on->weekday - date_weekday(d) + 7) % 7;
	if (on->nth > 0)
		d.day += 7 * (on->nth - 1);
	else
		while (d.day + 7 <= date_month_days(d.year, d.month))
			d.day += 7;
	return d;
}

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
		line_local(&l, (struct civil){onset_day(on), on->minute});
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
