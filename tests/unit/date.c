/* SPDX-License-Identifier: ISC */
#include "core/date.h"
#include "tests/lib/tap.h"

#include <limits.h>
#include <time.h>

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static void
test_calendar(void)
{
	/* Expected values are those of `date -u -d DAY +%s` and `+%u`. */
	static const struct {
		struct date d;
		int32_t days;
		int weekday;
	} cases[] = {
	    {{1970, 1, 1}, 0, 4},
	    {{1969, 12, 31}, -1, 3},
	    {{2000, 2, 29}, 11016, 2},
	    {{2000, 3, 1}, 11017, 3},
	    {{2023, 6, 14}, 19522, 3},
	    {{2100, 2, 28}, 47540, 7},
	    {{2100, 3, 1}, 47541, 1},
	    {{1900, 3, 1}, -25508, 4},
	    {{1, 1, 1}, -719162, 1},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		char text[11];

		date_format(cases[i].d, text);
		is_int(date_to_days(cases[i].d), cases[i].days, "%s as a number of days", text);
		ok(date_eq(date_from_days(cases[i].days), cases[i].d), "%s back from it", text);
		is_int(date_weekday(cases[i].d), cases[i].weekday, "%s weekday", text);
	}
}

static void
test_against_libc(void)
{
	int wrong = 0, n = 0;

	for (int32_t days = -30000; days < 60000; days++, n++) {
		time_t t = (time_t)days * 86400;
		struct date d = date_from_days(days);
		struct tm tm;

		gmtime_r(&t, &tm);
		if (d.year != tm.tm_year + 1900 || d.month != tm.tm_mon + 1 ||
		    d.day != tm.tm_mday || date_weekday(d) % 7 != tm.tm_wday ||
		    date_to_days(d) != days)
			wrong++;
	}
	is_int(wrong, 0, "%d days from 1887 to 2134 agree with gmtime_r", n);
}

static void
test_seconds(void)
{
	static const struct {
		int64_t seconds;
		struct date d;
		int rest;
	} cases[] = {{0, {1970, 1, 1}, 0}, {-1, {1969, 12, 31}, 86399},
	    {86399, {1970, 1, 1}, 86399}, {86400, {1970, 1, 2}, 0}, {-86400, {1969, 12, 31}, 0},
	    {1686727800, {2023, 6, 14}, 27000}};
	int rest;

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct date d = date_from_seconds(cases[i].seconds, &rest);

		ok(date_eq(d, cases[i].d) && rest == cases[i].rest,
		    "%lld seconds as a day and the rest", (long long)cases[i].seconds);
		is_int(date_to_seconds(d) + rest, cases[i].seconds, "%lld seconds back from them",
		    (long long)cases[i].seconds);
	}
	date_from_seconds(INT64_MIN, &rest);
	ok(rest >= 0 && rest < DAY_SECONDS, "the first second there is has a time of day");
	ok(date_is_set(date_from_seconds(INT64_MAX, NULL)), "the last one a day");
}

static void
test_edges(void)
{
	struct date first = date_from_days(INT32_MIN), last = date_from_days(INT32_MAX);

	is_int(date_to_days(first), INT32_MIN, "the first day there is comes back");
	is_int(date_to_days(last), INT32_MAX, "the last day there is comes back");
	ok(date_eq(date_add(last, INT_MAX), last), "adding stops at the last day");
	ok(date_eq(date_add((struct date){2023, 12, 31}, 1), (struct date){2024, 1, 1}),
	    "a day after New Year's Eve");
	ok(date_eq(date_add((struct date){2024, 3, 1}, -1), (struct date){2024, 2, 29}),
	    "a day before 1 March in a leap year");
	is_int(date_month_days(2100, 2), 28, "2100 is no leap year");
	is_int(date_month_days(2000, 2), 29, "2000 is one");
	is_int(date_month_days(2000, 13), 0, "no thirteenth month");
	ok(date_cmp((struct date){2023, 1, 2}, (struct date){2023, 2, 1}) < 0, "month before day");
	ok(!date_is_set((struct date){0, 0, 0}), "year 0 is no date");
}

static void
test_date_parse(void)
{
	static const char *const bad[] = {"", "2023-02-29", "2023-13-01", "2023-00-01",
	    "2023-01-00", "1969-12-31", "2101-01-01", "2023-6-14", "2023-06-14 ", " 2023-06-14",
	    "2023-06-14T", "20230614", "2023-06", "2023-06-", "+023-06-14", "2023-0a-01"};
	static const char *const good[] = {"1970-01-01", "2024-02-29", "2100-12-31", "2023-06-14"};

	for (size_t i = 0; i < COUNT(bad); i++) {
		struct date d = {1, 1, 1};

		ok(!date_parse(bad[i], &d) && d.year == 1, "no date, untouched: '%s'", bad[i]);
	}
	for (size_t i = 0; i < COUNT(good); i++) {
		struct date d = {0};
		char text[11] = "";

		if (date_parse(good[i], &d))
			date_format(d, text);
		is_str(text, good[i], "%s parsed and written", good[i]);
	}
}

struct minutes_case {
	const char *s;
	int minutes; /* -1: refused */
};

static void
test_times(void)
{
	static const struct minutes_case cases[] = {{"00:00", 0}, {"09:30", 570}, {"23:59", 1439},
	    {"24:00", -1}, {"9:30", -1}, {"09:60", -1}, {"09:30:00", -1}, {"", -1}, {"09.30", -1},
	    {"-1:30", -1}};

	for (size_t i = 0; i < COUNT(cases); i++) {
		int m = -1;
		char text[6];

		time_parse(cases[i].s, &m);
		is_int(m, cases[i].minutes, "time '%s'", cases[i].s);
		if (m < 0)
			continue;
		time_format(m, text);
		is_str(text, cases[i].s, "time '%s' written", cases[i].s);
	}
}

static void
test_durations(void)
{
	static const struct minutes_case cases[] = {{"90m", 90}, {"2h", 120}, {"1h30m", 90},
	    {"1h30", 90}, {"3d", 4320}, {"1:30", 90}, {"0m", 0}, {"59m", 59}, {"31d", 44640},
	    {"32d", -1}, {"744h", 44640}, {"745h", -1}, {"44640m", 44640}, {"44641m", -1},
	    {"999999m", -1}, {"1h60m", -1}, {"1:60", -1}, {"1:5", -1}, {"1h5", -1}, {"1h5m", 65},
	    {"90", -1}, {"", -1}, {"m", -1}, {"h", -1}, {"1h30mx", -1}, {"-5m", -1}, {" 5m", -1},
	    {"1.5h", -1}, {"1d12h", -1}, {"30 m", -1}, {"99999999999999999999d", -1}, {"30min", -1},
	    {"1h30d", -1}, {"1h030", -1}, {"1hm", -1}};

	for (size_t i = 0; i < COUNT(cases); i++) {
		int m = -1;

		duration_parse(cases[i].s, &m);
		is_int(m, cases[i].minutes, "duration '%s'", cases[i].s);
	}
}

static void
test_spans(void)
{
	static const struct {
		const char *s, *first, *last;
		enum precision precision;
		enum part part;
	} cases[] = {
	    {"2023-06-14", "2023-06-14", "2023-06-14", PRECISION_DAY, PART_WHOLE},
	    {"2023-06-14 to 2023-06-15", "2023-06-14", "2023-06-15", PRECISION_DAY, PART_WHOLE},
	    {"2023-06-14 to 2023-06-14", "2023-06-14", "2023-06-14", PRECISION_DAY, PART_WHOLE},
	    {"2023-06-14  to  2023-07-15", "2023-06-14", "2023-07-15", PRECISION_DAY, PART_WHOLE},
	    {"2025-10", "2025-10-01", "2025-10-31", PRECISION_MONTH, PART_WHOLE},
	    {"2025", "2025-01-01", "2025-12-31", PRECISION_YEAR, PART_WHOLE},
	    {"early 2019-06", "2019-06-01", "2019-06-10", PRECISION_MONTH, PART_EARLY},
	    {"mid 2019-06", "2019-06-11", "2019-06-20", PRECISION_MONTH, PART_MID},
	    {"late 2019-06", "2019-06-21", "2019-06-30", PRECISION_MONTH, PART_LATE},
	    {"late 2020-02", "2020-02-21", "2020-02-29", PRECISION_MONTH, PART_LATE},
	    {"early 2020", "2020-01-01", "2020-04-30", PRECISION_YEAR, PART_EARLY},
	    {"mid 2020", "2020-05-01", "2020-08-31", PRECISION_YEAR, PART_MID},
	    {"late 2020", "2020-09-01", "2020-12-31", PRECISION_YEAR, PART_LATE},
	    {"before 2023-07-10", "2023-01-01", "2023-07-09", PRECISION_YEAR, PART_WHOLE},
	    {"before 2023-01-02", "2023-01-01", "2023-01-01", PRECISION_YEAR, PART_WHOLE},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *s = cases[i].s, *why = "unset";
		struct span sp = {.precision = PRECISION_NONE};
		char first[11], last[11];

		ok(span_parse(s, &sp, &why) && why == NULL, "span '%s'", s);
		date_format(sp.first, first);
		date_format(sp.last, last);
		is_str(first, cases[i].first, "'%s' first day", s);
		is_str(last, cases[i].last, "'%s' last day", s);
		is_int(sp.precision, cases[i].precision, "'%s' precision", s);
		is_int(sp.part, cases[i].part, "'%s' part", s);
		is_int(sp.before, s[0] == 'b', "'%s' before", s);
	}
}

static void
test_spans_refused(void)
{
	static const struct {
		const char *s, *hint; /* words that the reason has */
	} cases[] = {
	    {"", "there is no date"},
	    {"2023-02-30", "does not exist"},
	    {"2023-06-31 to 2023-07-02", "does not exist"},
	    {"2023-13-01", "no such month"},
	    {"2023-00", "no such month"},
	    {"1969", "1970 to 2100"},
	    {"2101-01-01", "1970 to 2100"},
	    {"late June 2019", "month as a number"},
	    {"14 Sept 2019", "month as a number"},
	    {"14/06/2023", "year first"},
	    {"14.06.2023", "year first"},
	    {"14-06-2023", "year first"},
	    {"2023/06/14", "year first"},
	    {"2023-6-4", "two digits"},
	    {"2023-06-4", "two digits"},
	    {"2023-6", "two digits"},
	    {"2023-06-14 - 2023-06-15", "\"to\""},
	    {"2023-06-14 \xe2\x80\x93 2023-06-15", "\"to\""},
	    {"2023-06-14..2023-06-15", "\"to\""},
	    {"2023-06-14-2023-06-15", "\"to\""},
	    {"2023-06 to 2023-07", "whole days"},
	    {"2023-06-14 to ", "no date"},
	    {"2023-06-15 to 2023-06-14", "before the first"},
	    {"2023-06-14 to 2023-06-15 to 2023-06-16", "write it like"},
	    {"late 2019-06-14", "not before a day"},
	    {"before 2023-07", "whole day"},
	    {"before 2023-01-01", "year before"},
	    {"before before 2023-07-10", "write it like"},
	    {"soon", "write it like"},
	    {"late", "write it like"},
	    {" 2023-06-14", "write it like"},
	    {"2023-06-14\n", "write it like"},
	    {"20230614202306142023061420230614 to 2023-06-15", "whole days"},
	    {"99999999999999999999999999999999999999", "write it like"},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct span sp = {.precision = PRECISION_NONE};
		const char *why = NULL;

		ok(!span_parse(cases[i].s, &sp, &why), "no span: '%s'", cases[i].s);
		is_int(sp.first.year, 0, "nothing written for '%s'", cases[i].s);
		if (!ok(why != NULL && strstr(why, cases[i].hint) != NULL, "'%s' says: %s",
			cases[i].s, cases[i].hint))
			printf("# got: %s\n", why ? why : "(null)");
	}
}

int
main(void)
{
	test_calendar();
	test_against_libc();
	test_seconds();
	test_edges();
	test_date_parse();
	test_times();
	test_durations();
	test_spans();
	test_spans_refused();
	return tap_done();
}
