/* SPDX-License-Identifier: ISC */
/* The POSIX TZ string in a TZif footer: RFC 9636 section 3.3.1, POSIX.1-2017 section 8.3. */
#include "core/tz_private.h"

#include <string.h>

/* ---- parsing ---- */

/* What is left to parse. */
struct input {
	const char *p, *end;
};

static bool
take(struct input *in, char c)
{
	if (in->p == in->end || *in->p != c)
		return false;
	in->p++;
	return true;
}

static bool
next_is_digit(const struct input *in)
{
	return in->p < in->end && *in->p >= '0' && *in->p <= '9';
}

/* One to three digits, the value from `min` to `max`. */
static bool
take_number(struct input *in, int min, int max, int *out)
{
	int digits = 0, n = 0;

	while (digits < 3 && next_is_digit(in)) {
		n = n * 10 + (*in->p++ - '0');
		digits++;
	}
	*out = n;
	return digits > 0 && n >= min && n <= max;
}

static bool
is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool
tz_abbrev_is_valid(const char *s, size_t n)
{
	if (n < 3 || n > TZ_ABBREV_MAX)
		return false;
	for (size_t i = 0; i < n; i++)
		if (!is_letter(s[i]) && !(s[i] >= '0' && s[i] <= '9') && s[i] != '+' && s[i] != '-')
			return false;
	return true;
}

/* An abbreviation: letters, or anything an abbreviation may have within < and >. */
static bool
take_abbrev(struct input *in, char out[TZ_ABBREV_MAX + 1])
{
	bool quoted = take(in, '<');
	const char *s = in->p;
	size_t n;

	while (in->p < in->end && (quoted ? *in->p != '>' : is_letter(*in->p)))
		in->p++;
	n = (size_t)(in->p - s);
	if ((quoted && !take(in, '>')) || !tz_abbrev_is_valid(s, n))
		return false;
	memcpy(out, s, n);
	out[n] = '\0';
	return true;
}

/* [+-]hh[:mm[:ss]], in seconds. */
static bool
take_time(struct input *in, int max_hours, int32_t *out)
{
	bool negative = take(in, '-');
	int h, m = 0, s = 0;

	if (!negative)
		take(in, '+');
	if (!take_number(in, 0, max_hours, &h))
		return false;
	if (take(in, ':')) {
		if (!take_number(in, 0, 59, &m))
			return false;
		if (take(in, ':') && !take_number(in, 0, 59, &s))
			return false;
	}
	*out = (h * 60 + m) * 60 + s;
	if (negative)
		*out = -*out;
	return true;
}

/* ,Jn or ,n or ,Mm.w.d, then perhaps /time. */
static bool
take_day(struct input *in, bool extended, struct tz_rule_day *out)
{
	bool good;

	if (!take(in, ','))
		return false;
	if (take(in, 'J')) {
		out->kind = TZ_DAY_JULIAN;
		good = take_number(in, 1, 365, &out->day);
	} else if (take(in, 'M')) {
		out->kind = TZ_DAY_OF_WEEK;
		good = take_number(in, 1, 12, &out->month) && take(in, '.') &&
		       take_number(in, 1, 5, &out->week) && take(in, '.') &&
		       take_number(in, 0, 6, &out->day);
	} else {
		out->kind = TZ_DAY_OF_YEAR;
		good = take_number(in, 0, 365, &out->day);
	}
	out->time = 2 * 60 * 60;
	if (good && take(in, '/'))
		good =
		    take_time(in, extended ? 167 : 24, &out->time) && (extended || out->time >= 0);
	return good;
}

/* The offset of a TZ string counts west of UTC, ours counts east. */
static bool
take_offset(struct input *in, int32_t *out)
{
	if (!take_time(in, 24, out))
		return false;
	*out = -*out;
	return true;
}

static bool
take_rule(struct input *in, bool extended, struct tz_rule *r)
{
	if (!take_abbrev(in, r->std_abbrev) || !take_offset(in, &r->std.offset))
		return false;
	if (in->p == in->end)
		return true;
	if (!take_abbrev(in, r->dst_abbrev))
		return false;
	r->has_dst = true;
	r->dst.is_dst = true;
	r->dst.offset = r->std.offset + 60 * 60;
	if (in->p < in->end && *in->p != ',' && !take_offset(in, &r->dst.offset))
		return false;
	return take_day(in, extended, &r->start) && take_day(in, extended, &r->end) &&
	       in->p == in->end;
}

bool
tz_rule_parse(struct tz_rule *out, const char *s, size_t n, bool extended)
{
	struct input in = {s, s + n};

	*out = (struct tz_rule){.is_set = n > 0};
	out->std.abbrev = out->std_abbrev;
	out->dst.abbrev = out->dst_abbrev;
	return n == 0 || take_rule(&in, extended, out);
}

/* ---- asking ---- */

/* Local seconds since 1970 of a rule's moment in a year. */
static int64_t
day_in_year(const struct tz_rule_day *r, int year)
{
	struct date d = {year, 1, 1};
	int64_t days;

	switch (r->kind) {
	case TZ_DAY_JULIAN:
		days = date_to_days(d) + r->day - 1;
		if (r->day >= 60 && date_month_days(year, 2) == 29)
			days++;
		break;
	case TZ_DAY_OF_YEAR: days = date_to_days(d) + r->day; break;
	case TZ_DAY_OF_WEEK:
	default:
		d.month = r->month;
		d.day = 1 + (r->day - date_weekday(d) + 7) % 7 + 7 * (r->week - 1);
		if (d.day > date_month_days(year, d.month))
			d.day -= 7;
		days = date_to_days(d);
		break;
	}
	return days * DAY_SECONDS + r->time;
}

static int
year_of(int64_t utc)
{
	const int64_t min = -62135596800, max = 253402300799; /* years 1 to 9999 */

	utc = utc < min ? min : utc > max ? max : utc;
	return date_from_seconds(utc, NULL).year;
}

/* Moments of a year may lie a week and a day outside it, so at Christmas those of the year after
 * the next one may be the next to come. */
enum { YEARS_AROUND = 2 };

static int64_t
start_of(const struct tz_rule *r, int year)
{
	return day_in_year(&r->start, year) - r->std.offset;
}

static int64_t
end_of(const struct tz_rule *r, int year)
{
	return day_in_year(&r->end, year) - r->dst.offset;
}

/* With DST all year, one year's ends when the next one's starts: there the start counts. */
struct tz_state
tz_rule_at(const struct tz_rule *r, int64_t utc)
{
	int64_t last = INT64_MIN;
	bool is_dst = false;
	int year;

	if (!r->has_dst)
		return r->std;
	year = year_of(utc);
	for (int y = year - YEARS_AROUND; y <= year + YEARS_AROUND; y++) {
		int64_t start = start_of(r, y), end = end_of(r, y);

		if (end <= utc && end > last) {
			last = end;
			is_dst = false;
		}
		if (start <= utc && start >= last) {
			last = start;
			is_dst = true;
		}
	}
	return is_dst ? r->dst : r->std;
}

bool
tz_rule_next(const struct tz_rule *r, int64_t utc, int64_t *when)
{
	int64_t next = INT64_MAX;
	int year;

	if (!r->is_set || !r->has_dst)
		return false;
	year = year_of(utc);
	for (int y = year - YEARS_AROUND; y <= year + YEARS_AROUND; y++) {
		int64_t start = start_of(r, y), end = end_of(r, y);

		if (start > utc && start < next)
			next = start;
		if (end > utc && end < next)
			next = end;
	}
	*when = next;
	return next != INT64_MAX;
}
