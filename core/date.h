/* SPDX-License-Identifier: ISC */
/* Civil dates, times of day and durations, in the proleptic Gregorian calendar. Nothing here
 * knows a time zone; tz.h does. */
#ifndef PLENARY_DATE_H
#define PLENARY_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DATE_YEAR_MIN = 1970, DATE_YEAR_MAX = 2100 }; /* what an agenda may say */
enum { DAY_SECONDS = 24 * 60 * 60 };

/* A day of the calendar; year 0 means no date. */
struct date {
	int year;
	int month; /* 1 to 12 */
	int day;   /* 1 to 31 */
};

/* A local date and time of day, in no zone. */
struct civil {
	struct date date;
	int minute; /* of the day, 0 to 1439 */
};

/* How much of a date is known. */
enum precision {
	PRECISION_NONE, /* nothing: not announced */
	PRECISION_YEAR,
	PRECISION_MONTH,
	PRECISION_DAY
};

enum part { PART_WHOLE, PART_EARLY, PART_MID, PART_LATE };

/* When something is, as far as it is known: from `first` to `last`, both included. With less than
 * a day's precision they are the bounds of what is possible: "late June 2019" is precision MONTH,
 * part LATE, 2019-06-21 to 2019-06-30. */
struct span {
	enum precision precision;
	enum part part; /* PART_WHOLE with PRECISION_DAY */
	bool before;    /* only known to be, in the year of `last`, before the day after it */
	struct date first, last;
};

bool date_is_set(struct date d);
bool date_is_valid(struct date d); /* a real day, year DATE_YEAR_MIN to DATE_YEAR_MAX */
int date_cmp(struct date a, struct date b);
bool date_eq(struct date a, struct date b);

/* Days since 1970-01-01, negative before it, and back. */
int32_t date_to_days(struct date d);
struct date date_from_days(int32_t days);

/* Seconds from 1970-01-01T00:00 to the day's midnight; and the day that so many seconds lead to,
 * with those since its midnight in `*rest` (may be NULL). Both by a clock that never changes: UTC,
 * or a local time told in seconds. */
int64_t date_to_seconds(struct date d);
struct date date_from_seconds(int64_t seconds, int *rest);

struct date date_add(struct date d, int days);
int date_weekday(struct date d); /* ISO 8601: 1 Monday to 7 Sunday */
int date_month_days(int year, int month);

/* Parses YYYY-MM-DD, all of the string and a valid date (RFC 3339 section 5.6, full-date). */
bool date_parse(const char *s, struct date *out);

/* Parses HH:MM, 00:00 to 23:59, into minutes of the day; the whole string. */
bool time_parse(const char *s, int *minute);

enum { DURATION_MAX = 31 * 24 * 60 }; /* minutes of the longest duration */

/* Parses a duration into minutes: 90m, 2h, 1h30m, 1h30, 3d, 1:30. From none to 31 days; the whole
 * string. */
bool duration_parse(const char *s, int *minutes);

/* Parses what `dates:` takes: YYYY-MM-DD, YYYY-MM-DD to YYYY-MM-DD, YYYY-MM, YYYY, any of the last
 * two with early, mid or late before it ("late 2019-06"), before YYYY-MM-DD. False, and in `*why`
 * a constant sentence for an organiser, when it is none of these or the end is before the start. */
bool span_parse(const char *s, struct span *out, const char **why);

/* Writes YYYY-MM-DD; `out` holds 11 bytes. */
void date_format(struct date d, char out[11]);

/* Writes HH:MM; `out` holds 6 bytes. */
void time_format(int minute, char out[6]);

#endif
