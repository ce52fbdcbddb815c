/* SPDX-License-Identifier: ISC */
#include "core/date.h"

#include <stdio.h>

bool
date_is_set(struct date d)
{
	return d.year != 0;
}

static bool
is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int
date_month_days(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	if (month < 1 || month > 12)
		return 0;
	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

bool
date_is_valid(struct date d)
{
	return d.year >= DATE_YEAR_MIN && d.year <= DATE_YEAR_MAX && d.day >= 1 &&
	       d.day <= date_month_days(d.year, d.month);
}

int
date_cmp(struct date a, struct date b)
{
	if (a.year != b.year)
		return a.year < b.year ? -1 : 1;
	if (a.month != b.month)
		return a.month < b.month ? -1 : 1;
	if (a.day != b.day)
		return a.day < b.day ? -1 : 1;
	return 0;
}

bool
date_eq(struct date a, struct date b)
{
	return date_cmp(a, b) == 0;
}

static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

static int32_t
clamp_days(int64_t days)
{
	return days < INT32_MIN ? INT32_MIN : days > INT32_MAX ? INT32_MAX : (int32_t)days;
}

/* Days before the month in a year that begins with March, so that the leap day is its last. */
static int
march_days(int month)
{
	return (153 * ((month + 9) % 12) + 2) / 5;
}

enum { DAYS_TO_1970 = 719468 }; /* from 0000-03-01 */

int32_t
date_to_days(struct date d)
{
	int64_t year = (int64_t)d.year - (d.month <= 2);
	int64_t leap_days = floor_div(year, 4) - floor_div(year, 100) + floor_div(year, 400);

	return clamp_days(
	    year * 365 + leap_days + march_days(d.month) + (int64_t)d.day - 1 - DAYS_TO_1970);
}

struct date
date_from_days(int32_t days)
{
	int64_t n = (int64_t)days + DAYS_TO_1970;
	int64_t era = floor_div(n, 146097); /* of 400 years */
	int day = (int)(n - era * 146097);
	int year = (day - day / 1460 + day / 36524 - day / 146096) / 365; /* of the era */
	struct date d;

	day -= 365 * year + year / 4 - year / 100;
	d.month = (5 * day + 2) / 153; /* from March */
	d.day = day - (153 * d.month + 2) / 5 + 1;
	d.month = d.month < 10 ? d.month + 3 : d.month - 9;
	d.year = (int)(year + era * 400) + (d.month <= 2);
	return d;
}

int64_t
date_to_seconds(struct date d)
{
	return (int64_t)date_to_days(d) * DAY_SECONDS;
}

struct date
date_from_seconds(int64_t seconds, int *rest)
{
	int of_day = (int)(seconds % DAY_SECONDS);

	if (rest != NULL)
		*rest = of_day < 0 ? of_day + DAY_SECONDS : of_day;
	return date_from_days(clamp_days(floor_div(seconds, DAY_SECONDS)));
}

struct date
date_add(struct date d, int days)
{
	return date_from_days(clamp_days((int64_t)date_to_days(d) + days));
}

int
date_weekday(struct date d)
{
	int64_t since_monday = (int64_t)date_to_days(d) + 3; /* 1970-01-01 was a Thursday */

	return (int)(since_monday - floor_div(since_monday, 7) * 7) + 1;
}

/* Takes exactly `n` digits off the front. */
static bool
take_digits(const char **s, int n, int *out)
{
	*out = 0;
	for (; n > 0; n--, (*s)++) {
		if (**s < '0' || **s > '9')
			return false;
		*out = *out * 10 + (**s - '0');
	}
	return true;
}

/* Takes one to five digits off the front. */
static bool
take_number(const char **s, int *out)
{
	int n = 0;

	while (n < 6 && (*s)[n] >= '0' && (*s)[n] <= '9')
		n++;
	return n > 0 && n < 6 && take_digits(s, n, out);
}

static bool
take(const char **s, char c)
{
	if (**s != c)
		return false;
	(*s)++;
	return true;
}

bool
date_parse(const char *s, struct date *out)
{
	struct date d;

	if (!take_digits(&s, 4, &d.year) || !take(&s, '-') || !take_digits(&s, 2, &d.month) ||
	    !take(&s, '-') || !take_digits(&s, 2, &d.day) || *s != '\0' || !date_is_valid(d))
		return false;
	*out = d;
	return true;
}

bool
time_parse(const char *s, int *minute)
{
	int h, m;

	if (!take_digits(&s, 2, &h) || !take(&s, ':') || !take_digits(&s, 2, &m) || *s != '\0' ||
	    h > 23 || m > 59)
		return false;
	*minute = h * 60 + m;
	return true;
}

bool
duration_parse(const char *s, int *minutes)
{
	int n, m = 0;

	if (!take_number(&s, &n))
		return false;
	if (take(&s, 'd')) {
		n *= 24 * 60;
	} else if (take(&s, ':')) {
		n *= 60;
		if (!take_digits(&s, 2, &m))
			return false;
	} else if (take(&s, 'h')) {
		const char *at = s;

		n *= 60;
		if (*s != '\0' && !take_number(&s, &m))
			return false;
		if (!take(&s, 'm') && s != at && s - at != 2)
			return false; /* "1h5" may be a slip for 1h50 */
	} else if (!take(&s, 'm')) {
		return false;
	}
	if (*s != '\0' || m > 59 || n + m > DURATION_MAX)
		return false;
	*minutes = n + m;
	return true;
}

void
date_format(struct date d, char out[11])
{
	char text[40];

	snprintf(text, sizeof text, "%04d-%02d-%02d", d.year, d.month, d.day);
	snprintf(out, 11, "%.10s", text);
}

void
time_format(int minute, char out[6])
{
	unsigned m = (unsigned)minute;

	snprintf(out, 6, "%02u:%02u", m / 60 % 100, m % 60);
}
