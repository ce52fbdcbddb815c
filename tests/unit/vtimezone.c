/* SPDX-License-Identifier: ISC */
/* Expands what a VTIMEZONE says, as RFC 5545 section 3.6.5 has readers do it, and compares it with
 * the zone for every zone there is. */
#include "ical/vtimezone.h"
#include "tests/lib/tap.h"

#include <stdlib.h>

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

enum { FIRST_YEAR = 2015, LAST_YEAR = 2037 };

static struct tzdb *db;

/* ---- a reader of VTIMEZONE, apart from the code under test ---- */

struct observance {
	int month, nth, weekday, hour, minute; /* nth 0: no rule */
	long from, to;
};

static long
offset_value(const char *s)
{
	long hhmm = strtol(s + 1, NULL, 10), seconds = hhmm / 100 * 3600 + hhmm % 100 * 60;

	return *s == '-' ? -seconds : seconds;
}

static int
weekday_value(const char *s)
{
	static const char days[] = "MOTUWETHFRSASU";

	return (int)(strstr(days, s) - days) / 2 + 1;
}

/* Reads the observances; their number, or -1 for anything not expected. */
static int
read_vtimezone(const char *text, struct observance ob[2])
{
	int n = -1;
	const char *line = text;

	while (*line != '\0') {
		const char *end = strstr(line, "\r\n");
		char s[200], day[3];
		int y, mo, d, h, mi;

		if (end == NULL || end - line >= (long)sizeof s)
			return -1;
		snprintf(s, sizeof s, "%.*s", (int)(end - line), line);
		line = end + 2;
		if (strcmp(s, "BEGIN:STANDARD") == 0 || strcmp(s, "BEGIN:DAYLIGHT") == 0) {
			if (++n > 1)
				return -1;
			ob[n] = (struct observance){0};
		} else if (sscanf(s, "DTSTART:%4d%2d%2dT%2d%2d00", &y, &mo, &d, &h, &mi) == 5) {
			if (y != 1970)
				return -1;
			ob[n].hour = h;
			ob[n].minute = mi;
		} else if (strncmp(s, "RRULE:", 6) == 0) {
			if (sscanf(s, "RRULE:FREQ=YEARLY;BYMONTH=%d;BYDAY=%d%2s", &ob[n].month,
				&ob[n].nth, day) != 3)
				return -1;
			ob[n].weekday = weekday_value(day);
		} else if (strncmp(s, "TZOFFSETFROM:", 13) == 0 && strlen(s) == 18) {
			ob[n].from = offset_value(s + 13);
		} else if (strncmp(s, "TZOFFSETTO:", 11) == 0 && strlen(s) == 16) {
			ob[n].to = offset_value(s + 11);
		} else if (strncmp(s, "TZNAME:", 7) != 0 && strncmp(s, "END:", 4) != 0 &&
			   strncmp(s, "TZID:", 5) != 0 && strcmp(s, "BEGIN:VTIMEZONE") != 0) {
			return -1;
		}
	}
	return n + 1;
}

/* The instant of a yearly onset in one year. */
static int64_t
onset(const struct observance *ob, int year)
{
	struct date d = {year, ob->month, 1};
	int seen = 0, last = 0;

	for (int day = 1; day <= date_month_days(year, ob->month); day++) {
		d.day = day;
		if (date_weekday(d) != ob->weekday)
			continue;
		last = day;
		if (++seen == ob->nth)
			break;
	}
	d.day = last;
	return (int64_t)date_to_days(d) * 86400 + ob->hour * 3600 + ob->minute * 60 - ob->from;
}

/* The offset of an instant: that of the latest onset before it. */
static long
offset_at(const struct observance *ob, int n, int64_t when)
{
	int year = date_from_days((int32_t)(when / 86400)).year;
	int64_t best = INT64_MIN;
	long offset = ob[0].to;

	if (n == 1)
		return ob[0].to;
	for (int y = year - 1; y <= year + 1; y++)
		for (int i = 0; i < n; i++) {
			int64_t at = onset(&ob[i], y);

			if (at <= when && at > best) {
				best = at;
				offset = ob[i].to;
			}
		}
	return offset;
}

/* ---- all zones ---- */

static int64_t
year_start(int year)
{
	return (int64_t)date_to_days((struct date){year, 1, 1}) * 86400;
}

struct tally {
	long forms[4], samples, wrong, unread;
	size_t largest;
};

static bool
is_right_at(const struct tz *zone, const struct observance *ob, int n, int64_t when)
{
	return offset_at(ob, n, when) == tz_at(zone, when).offset;
}

/* Compares at samples in [from, to], and just around each change of the zone there. */
static void
compare(struct tally *t, const struct tz *zone, const struct observance *ob, int n, int64_t from,
    int64_t to)
{
	static const int near[] = {-7200, -3600, -60, -1, 0, 1, 60, 3600, 7200};
	struct tz_change c;
	int64_t after = from;

	for (int64_t when = from; when <= to; when += 61 * 3600 + 1800, t->samples++)
		t->wrong += !is_right_at(zone, ob, n, when);
	while (tz_next_change(zone, after, &c) && c.when <= to) {
		after = c.when;
		for (size_t i = 0; i < COUNT(near); i++, t->samples++)
			if (c.when + near[i] >= from && c.when + near[i] <= to)
				t->wrong += !is_right_at(zone, ob, n, c.when + near[i]);
	}
}

/* A feed with events from `first` to `last`; a pair covers the years around as well. */
static void
check(struct tally *t, const struct tz *zone, int64_t first, int64_t last)
{
	struct vtimezone v = vtimezone_plan(zone, first, last);
	struct observance ob[2];
	struct buf b;
	long wrong = t->wrong;
	int n;

	t->forms[v.form]++;
	buf_init(&b, 1 << 16);
	vtimezone_write(&b, &v);
	if (v.form == VTIMEZONE_NONE) {
		t->unread += b.n != 0;
		goto out;
	}
	t->largest = b.n > t->largest ? b.n : t->largest;
	n = read_vtimezone(buf_str(&b), ob);
	if (n != (v.form == VTIMEZONE_PAIR ? 2 : 1)) {
		t->unread++;
		goto out;
	}
	if (v.form == VTIMEZONE_STRETCH)
		compare(t, zone, ob, n, first, last);
	else
		compare(t, zone, ob, n, first - 86400, last + 86400);
	if (t->wrong != wrong)
		printf("# wrong: %s %lld to %lld\n%s", tz_name(zone), (long long)first,
		    (long long)last, buf_str(&b));
out:
	buf_free(&b);
}

static void
report(const struct tally *t, const char *what)
{
	is_int(t->wrong, 0, "%s: right at each of %ld samples", what, t->samples);
	is_int(t->unread, 0, "%s: only the four forms", what);
	ok(t->largest <= VTIMEZONE_BYTES_MAX, "%s: the largest has %zu bytes", what, t->largest);
	printf("# %s: constant %ld, pair %ld, stretch %ld, none %ld\n", what,
	    t->forms[VTIMEZONE_CONSTANT], t->forms[VTIMEZONE_PAIR], t->forms[VTIMEZONE_STRETCH],
	    t->forms[VTIMEZONE_NONE]);
}

static void
test_all_zones(void)
{
	struct tally whole_year = {0}, days = {0}, decade = {0};
	size_t n;
	const char *const *names = tzdb_names(db, &n);

	ok(n > 300, "%zu zones", n);
	for (size_t i = 0; i < n; i++) {
		const struct tz *zone = tzdb_find(db, names[i]);

		if (zone == NULL) {
			ok(false, "%s is there", names[i]);
			continue;
		}
		for (int y = FIRST_YEAR; y <= LAST_YEAR; y++) {
			int64_t first =
			    year_start(y) + (int64_t)(i * 7 + (size_t)y * 31) % 362 * 86400;

			check(&whole_year, zone, year_start(y), year_start(y + 1) - 86400);
			check(&days, zone, first, first + 3 * 86400);
		}
		check(&decade, zone, year_start(2016), year_start(2027));
	}
	report(&whole_year, "a year of events");
	report(&days, "three days of events");
	report(&decade, "eleven years of events");
	ok(days.forms[VTIMEZONE_NONE] * 100 < days.forms[VTIMEZONE_PAIR],
	    "a short event needs UTC in few cases only");
}

/* ---- known ones ---- */

static const char berlin[] = "BEGIN:VTIMEZONE\r\n"
			     "TZID:Europe/Berlin\r\n"
			     "BEGIN:DAYLIGHT\r\n"
			     "DTSTART:19700329T020000\r\n"
			     "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n"
			     "TZOFFSETFROM:+0100\r\n"
			     "TZOFFSETTO:+0200\r\n"
			     "TZNAME:CEST\r\n"
			     "END:DAYLIGHT\r\n"
			     "BEGIN:STANDARD\r\n"
			     "DTSTART:19701025T030000\r\n"
			     "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"
			     "TZOFFSETFROM:+0200\r\n"
			     "TZOFFSETTO:+0100\r\n"
			     "TZNAME:CET\r\n"
			     "END:STANDARD\r\n"
			     "END:VTIMEZONE\r\n";
static const char kathmandu[] = "BEGIN:VTIMEZONE\r\n"
				"TZID:Asia/Kathmandu\r\n"
				"BEGIN:STANDARD\r\n"
				"DTSTART:19700101T000000\r\n"
				"TZOFFSETFROM:+0545\r\n"
				"TZOFFSETTO:+0545\r\n"
				"TZNAME:+0545\r\n"
				"END:STANDARD\r\n"
				"END:VTIMEZONE\r\n";

static void
test_known(void)
{
	static const struct {
		const char *zone, *must_have;
		int year;
		enum vtimezone_form form;
	} cases[] = {
	    {"Europe/Berlin", berlin, 2023, VTIMEZONE_PAIR},
	    {"Asia/Kathmandu", kathmandu, 2023, VTIMEZONE_CONSTANT},
	    {"America/New_York", "DTSTART:19700308T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",
		2019, VTIMEZONE_PAIR},
	    {"Europe/Dublin",
		"BEGIN:DAYLIGHT\r\nDTSTART:19700329T010000\r\n"
		"RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n"
		"TZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\nTZNAME:IST",
		2023, VTIMEZONE_PAIR},
	    {"Africa/Addis_Ababa", "TZOFFSETTO:+0300", 2019, VTIMEZONE_CONSTANT},
	    {"Asia/Kolkata", "TZOFFSETTO:+0530", 2023, VTIMEZONE_CONSTANT},
	    {"Australia/Lord_Howe", "TZOFFSETFROM:+1030\r\nTZOFFSETTO:+1100", 2023, VTIMEZONE_PAIR},
	    {"Africa/Casablanca", "", 2023, VTIMEZONE_NONE},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct tz *zone = tzdb_find(db, cases[i].zone);
		int64_t first = year_start(cases[i].year);
		struct vtimezone v = vtimezone_plan(zone, first, first + 364 * 86400);
		struct buf b;

		buf_init(&b, 4096);
		vtimezone_write(&b, &v);
		is_int(v.form, cases[i].form, "%s in %d: its form", cases[i].zone, cases[i].year);
		if (!ok(strstr(buf_str(&b), cases[i].must_have) != NULL, "%s in %d: its text",
			cases[i].zone, cases[i].year))
			printf("%s", buf_str(&b));
		buf_free(&b);
	}
}

/* Zones whose rules change in the years of the events, and the forms then left. */
static void
test_unsteady(void)
{
	static const struct {
		const char *name, *zone;
		struct date first, last;
		enum vtimezone_form form;
	} cases[] = {
	    {"Amman, the year summer time became the rule: in one stretch", "Asia/Amman",
		{2022, 11, 1}, {2022, 11, 3}, VTIMEZONE_STRETCH},
	    {"Amman, over the last change", "Asia/Amman", {2021, 10, 1}, {2021, 11, 30},
		VTIMEZONE_NONE},
	    {"Casablanca between two changes", "Africa/Casablanca", {2023, 6, 1}, {2023, 6, 3},
		VTIMEZONE_STRETCH},
	    {"Casablanca over Ramadan", "Africa/Casablanca", {2023, 3, 1}, {2023, 5, 30},
		VTIMEZONE_NONE},
	    {"Monrovia in 1971, an offset with seconds", "Africa/Monrovia", {1971, 6, 1},
		{1971, 6, 2}, VTIMEZONE_NONE},
	    {"Berlin at the end of what an agenda may say", "Europe/Berlin", {2100, 6, 1},
		{2100, 6, 2}, VTIMEZONE_PAIR},
	    {"Berlin in 1970, without summer time", "Europe/Berlin", {1970, 6, 1}, {1970, 6, 2},
		VTIMEZONE_CONSTANT},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct tz *zone = tzdb_find(db, cases[i].zone);
		struct vtimezone v =
		    vtimezone_plan(zone, (int64_t)date_to_days(cases[i].first) * 86400,
			(int64_t)date_to_days(cases[i].last) * 86400);

		is_int(v.form, cases[i].form, "%s", cases[i].name);
	}
}

int
main(void)
{
	struct err e;

	if (tzdb_open(&db, NULL, &e) < 0) {
		ok(false, "zones: %s", e.msg);
		return tap_done();
	}
	test_known();
	test_unsteady();
	test_all_zones();
	tzdb_close(db);
	return tap_done();
}
