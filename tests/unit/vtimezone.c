/* SPDX-License-Identifier: ISC */
/* Expands what a VTIMEZONE says, as RFC 5545 section 3.6.5 has readers do it, and compares it with
 * the zone, for every zone there is. */
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

/* Whether no other offset of the rules makes an instant show the same local time. */
static bool
is_read_once(const struct observance *ob, int n, int64_t when)
{
	int64_t local = when + offset_at(ob, n, when);

	for (int i = 0; i < n; i++)
		if (local - ob[i].to != when && offset_at(ob, n, local - ob[i].to) == ob[i].to)
			return false;
	return true;
}

static bool
is_shown_once(const struct tz *zone, int64_t when)
{
	int64_t utc[2];

	return tz_from_civil(zone, tz_to_civil(zone, when), utc) == TZ_ONE && utc[0] == when;
}

/* ---- all zones ---- */

static int64_t
year_start(int year)
{
	return (int64_t)date_to_days((struct date){year, 1, 1}) * 86400;
}

struct tally {
	long samples, said, wrong, missed;
};

static void
sample(struct tally *t, const struct vtimezone *v, const struct observance *ob, int n, int64_t when)
{
	bool said = vtimezone_can_say(v, when);
	bool right = n > 0 && offset_at(ob, n, when) == tz_at(v->zone, when).offset &&
		     is_read_once(ob, n, when) && is_shown_once(v->zone, when);

	t->samples++;
	t->said += said;
	t->wrong += said && !right;
	t->missed += right && !said;
	if (said != right && t->wrong + t->missed < 10)
		printf("# %s at %lld: %s\n", tz_name(v->zone), (long long)when,
		    said ? "said, but wrong" : "not said, but right");
}

/* Around an instant, at every distance that matters. */
static void
sample_near(
    struct tally *t, const struct vtimezone *v, const struct observance *ob, int n, int64_t when)
{
	static const int near[] = {-90000, -7260, -7200, -5400, -3660, -3600, -1860, -1800, -60, 0,
	    60, 1800, 3540, 3600, 5400, 7140, 7200, 90000};

	for (size_t i = 0; i < COUNT(near); i++)
		sample(t, v, ob, n, when + near[i]);
}

/* All that the rules and the zone do in the years; `usual` counts evenly spread instants only. */
static void
compare(struct tally *t, struct tally *usual, const struct vtimezone *v,
    const struct observance *ob, int n)
{
	int64_t from = year_start(FIRST_YEAR), to = year_start(LAST_YEAR + 1), after = from;
	struct tz_change c;

	for (int64_t when = from; when < to; when += 101 * 3600 + 1800)
		sample(usual, v, ob, n, when);
	while (tz_next_change(v->zone, after, &c) && c.when < to) {
		after = c.when;
		sample_near(t, v, ob, n, c.when);
	}
	for (int i = 0; n == 2 && i < n; i++)
		for (int y = FIRST_YEAR; y <= LAST_YEAR; y++)
			sample_near(t, v, ob, n, onset(&ob[i], y));
}

/* Writes a zone and reads it back; the number of its observances, 0: none is written. */
static int
said_as(const struct vtimezone *v, struct observance ob[2], size_t *bytes)
{
	struct buf b;
	int n;

	buf_init(&b, 1 << 16);
	vtimezone_write(&b, v);
	*bytes = b.n;
	n = read_vtimezone(buf_str(&b), ob);
	if (n != (int[]){0, 1, 2}[v->form])
		printf("# %s: %d observances\n%s", tz_name(v->zone), n, buf_str(&b));
	if (n != (int[]){0, 1, 2}[v->form])
		n = -1;
	buf_free(&b);
	return n;
}

static double
percent(const struct tally *t)
{
	return 100.0 * (double)t->said / (double)t->samples;
}

static void
test_all_zones(void)
{
	struct tally near = {0}, usual = {0};
	long forms[3] = {0}, unread = 0, seldom = 0;
	size_t n, largest = 0;
	const char *const *names = tzdb_names(db, &n);

	ok(n > 300, "%zu zones", n);
	for (size_t i = 0; i < n; i++) {
		const struct tz *zone = tzdb_find(db, names[i]);
		struct tally of_zone = {0};
		struct observance ob[2] = {0};
		struct vtimezone v;
		size_t bytes;
		int nob;

		if (zone == NULL) {
			ok(false, "%s is there", names[i]);
			continue;
		}
		v = vtimezone_of(zone);
		nob = said_as(&v, ob, &bytes);
		forms[v.form]++;
		largest = bytes > largest ? bytes : largest;
		unread += nob < 0;
		compare(&near, &of_zone, &v, ob, nob);
		usual.samples += of_zone.samples;
		usual.said += of_zone.said;
		usual.wrong += of_zone.wrong;
		usual.missed += of_zone.missed;
		seldom += v.form != VTIMEZONE_NONE && percent(&of_zone) < 90;
	}
	is_int(near.wrong + usual.wrong, 0, "what is said is right: %ld samples",
	    near.samples + usual.samples);
	is_int(near.missed + usual.missed, 0, "what could be said is");
	is_int(unread, 0, "only the three forms");
	ok(largest <= VTIMEZONE_BYTES_MAX, "the largest has %zu bytes", largest);
	ok(percent(&usual) > 90, "%.2f%% of the time is said by the clock", percent(&usual));
	printf("# constant %ld, pair %ld, none %ld; %ld zones are in UTC for over a tenth of "
	       "%d to %d\n",
	    forms[VTIMEZONE_CONSTANT], forms[VTIMEZONE_PAIR], forms[VTIMEZONE_NONE], seldom,
	    FIRST_YEAR, LAST_YEAR);
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
		enum vtimezone_form form;
	} cases[] = {
	    {"Europe/Berlin", berlin, VTIMEZONE_PAIR},
	    {"Asia/Kathmandu", kathmandu, VTIMEZONE_CONSTANT},
	    {"America/New_York", "DTSTART:19700308T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",
		VTIMEZONE_PAIR},
	    {"Europe/Dublin",
		"BEGIN:DAYLIGHT\r\nDTSTART:19700329T010000\r\n"
		"RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n"
		"TZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\nTZNAME:IST",
		VTIMEZONE_PAIR},
	    {"Africa/Addis_Ababa", "TZOFFSETTO:+0300", VTIMEZONE_CONSTANT},
	    {"Asia/Kolkata", "TZOFFSETTO:+0530", VTIMEZONE_CONSTANT},
	    {"Australia/Lord_Howe", "TZOFFSETFROM:+1030\r\nTZOFFSETTO:+1100", VTIMEZONE_PAIR},
	    {"America/Mexico_City", "TZOFFSETTO:-0600", VTIMEZONE_CONSTANT},
	    /* The Sunday after the first Saturday: in six years of seven the first Sunday. */
	    {"America/Santiago", "BYMONTH=9;BYDAY=1SU\r\nTZOFFSETFROM:-0400", VTIMEZONE_PAIR},
	    {"Etc/UTC", "", VTIMEZONE_NONE},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct vtimezone v = vtimezone_of(tzdb_find(db, cases[i].zone));
		struct buf b;

		buf_init(&b, 4096);
		vtimezone_write(&b, &v);
		is_int(v.form, cases[i].form, "%s: its form", cases[i].zone);
		if (!ok(strstr(buf_str(&b), cases[i].must_have) != NULL, "%s: its text",
			cases[i].zone))
			printf("%s", buf_str(&b));
		buf_free(&b);
	}
}

/* Single moments, their instants worked out by hand. */
static void
test_moments(void)
{
	static const struct {
		const char *name, *zone, *utc;
		bool can;
	} cases[] = {
	    {"Berlin in winter", "Europe/Berlin", "2031-01-15T09:00:00Z", true},
	    {"Berlin in summer", "Europe/Berlin", "2031-07-15T09:00:00Z", true},
	    {"the minute before the clocks go forward", "Europe/Berlin", "2031-03-30T00:59:00Z",
		true},
	    {"the minute after", "Europe/Berlin", "2031-03-30T01:00:00Z", true},
	    {"the minute before the hour that comes twice", "Europe/Berlin", "2031-10-25T23:59:00Z",
		true},
	    {"its first minute", "Europe/Berlin", "2031-10-26T00:00:00Z", false},
	    {"its last", "Europe/Berlin", "2031-10-26T01:59:00Z", false},
	    {"the minute after it", "Europe/Berlin", "2031-10-26T02:00:00Z", true},
	    {"Berlin in 1975, without summer time", "Europe/Berlin", "1975-07-01T12:00:00Z", false},
	    {"Berlin in 2100", "Europe/Berlin", "2100-07-01T12:00:00Z", true},
	    {"Mexico City's last summer time", "America/Mexico_City", "2022-07-04T16:00:00Z",
		false},
	    {"the same day four years later", "America/Mexico_City", "2026-07-04T16:00:00Z", true},
	    {"Amman's last winter time", "Asia/Amman", "2022-01-15T09:00:00Z", false},
	    {"Amman since", "Asia/Amman", "2023-01-15T09:00:00Z", true},
	    {"Monrovia in 1971, an offset with seconds", "Africa/Monrovia", "1971-06-01T12:00:00Z",
		false},
	    {"before 1971", "Asia/Kolkata", "1970-06-01T12:00:00Z", false},
	    {"UTC", "Etc/UTC", "2031-01-15T09:00:00Z", false},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct vtimezone v = vtimezone_of(tzdb_find(db, cases[i].zone));
		int64_t utc = 0;

		ok(tz_parse_rfc3339(cases[i].utc, &utc) &&
			vtimezone_can_say(&v, utc) == cases[i].can,
		    "%s: %s", cases[i].name, cases[i].can ? "by its clock" : "in UTC");
	}
}

/* Where people meet, today's rules hold nearly always. */
static void
test_common(void)
{
	static const char *const names[] = {"Europe/Berlin", "Europe/London", "Europe/Lisbon",
	    "Europe/Dublin", "Europe/Kyiv", "America/New_York", "America/Los_Angeles",
	    "America/Toronto", "America/Bogota", "America/Argentina/Buenos_Aires",
	    "America/St_Johns", "America/Santiago", "Africa/Nairobi", "Africa/Johannesburg",
	    "Africa/Cairo", "Asia/Kathmandu", "Asia/Kolkata", "Asia/Tokyo", "Asia/Jerusalem",
	    "Pacific/Auckland", "Pacific/Chatham", "Pacific/Apia", "Australia/Sydney",
	    "Australia/Lord_Howe"};

	for (size_t i = 0; i < COUNT(names); i++) {
		struct vtimezone v = vtimezone_of(tzdb_find(db, names[i]));
		struct observance ob[2] = {0};
		struct tally t = {0};
		size_t bytes;
		int n = said_as(&v, ob, &bytes);

		for (int64_t when = year_start(LAST_YEAR - 9); when < year_start(LAST_YEAR + 1);
		     when += 5 * 3600)
			sample(&t, &v, ob, n, when);
		ok(percent(&t) > 98.5, "%s: %.2f%% of ten years is said by its clock", names[i],
		    percent(&t));
	}
}

/* Two changes that go the same way, and one with seconds: neither is said. */
static void
test_unsayable(void)
{
	static const struct {
		const char *name, *footer;
		enum vtimezone_form form;
	} cases[] = {
	    {"an offset with seconds", "LMT-0:17:30", VTIMEZONE_NONE},
	    {"a change with seconds", "AAA-1BBB,M3.5.0/2:00:30,M10.5.0", VTIMEZONE_NONE},
	    {"summer time all year", "EST5EDT,0/0,J365/25", VTIMEZONE_CONSTANT},
	    {"changes on days of the year", "AAA-1BBB,J60,J300", VTIMEZONE_PAIR},
	    {"a plain pair", "AAA-1BBB,M3.5.0,M10.5.0/3", VTIMEZONE_PAIR},
	    {"UTC by another name", "UTC0", VTIMEZONE_NONE},
	    {"Greenwich", "GMT0", VTIMEZONE_CONSTANT},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		/* TZif version 3 with one type, UTC, and no transition: RFC 9636 section 3. */
		static const char block[] = "TZif3\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
					    "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
					    "\0\0\0\1\0\0\0\4"
					    "\0\0\0\0\0\0UTC";
		struct tz *zone = NULL;
		struct vtimezone v;
		struct buf b;
		struct err e;

		buf_init(&b, 4096);
		buf_put(&b, block, sizeof block);
		buf_put(&b, block, sizeof block);
		buf_printf(&b, "\n%s\n", cases[i].footer);
		if (tz_read(&zone, "Test/Zone", b.p, b.n, &e) != 0) {
			ok(false, "%s: %s", cases[i].name, e.msg);
		} else {
			v = vtimezone_of(zone);
			is_int(v.form, cases[i].form, "%s", cases[i].name);
			tz_free(zone);
		}
		buf_free(&b);
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
	test_moments();
	test_common();
	test_unsayable();
	test_all_zones();
	tzdb_close(db);
	return tap_done();
}
