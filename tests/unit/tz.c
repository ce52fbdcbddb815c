/* SPDX-License-Identifier: ISC */
/* Zones as an agenda asks for them: cases worked out by hand, and the list of names. */
#include "core/tz.h"
#include "tests/lib/scratch.h"

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static struct tzdb *zones;

static void
test_states(void)
{
	static const struct {
		const char *zone, *utc;
		int32_t offset;
		const char *abbrev; /* NULL: not settled */
	} cases[] = {
	    {"Europe/Berlin", "2023-06-14T07:30:00Z", 7200, "CEST"},
	    {"Europe/Berlin", "2024-03-31T00:59:59Z", 3600, "CET"},
	    {"Europe/Berlin", "2024-03-31T01:00:00Z", 7200, "CEST"},
	    {"Europe/Berlin", "2024-10-27T00:59:59Z", 7200, "CEST"},
	    {"Europe/Berlin", "2024-10-27T01:00:00Z", 3600, "CET"},
	    {"Europe/Berlin", "1975-07-01T00:00:00Z", 3600, "CET"},
	    {"Europe/Berlin", "2099-03-29T00:59:59Z", 3600, "CET"},
	    {"Europe/Berlin", "2099-03-29T01:00:00Z", 7200, "CEST"},
	    {"Europe/Berlin", "2100-12-31T23:59:59Z", 3600, "CET"},
	    {"America/New_York", "2099-03-08T06:59:59Z", -18000, "EST"},
	    {"America/New_York", "2099-03-08T07:00:00Z", -14400, "EDT"},
	    {"America/New_York", "2099-11-01T06:00:00Z", -18000, "EST"},
	    {"America/New_York", "2007-03-11T07:00:00Z", -14400, "EDT"},
	    {"Asia/Kathmandu", "1985-12-31T18:29:59Z", 19800, "+0530"},
	    {"Asia/Kathmandu", "2023-06-14T00:00:00Z", 20700, "+0545"},
	    {"Pacific/Chatham", "2024-01-01T00:00:00Z", 49500, "+1345"},
	    {"Pacific/Chatham", "2024-07-01T00:00:00Z", 45900, "+1245"},
	    {"America/St_Johns", "2024-07-01T00:00:00Z", -9000, "NDT"},
	    {"America/St_Johns", "2024-01-01T00:00:00Z", -12600, "NST"},
	    {"Africa/Casablanca", "2024-03-01T12:00:00Z", 3600, "+01"},
	    {"Africa/Casablanca", "2024-03-20T12:00:00Z", 0, "+00"},
	    {"Africa/Casablanca", "2024-05-01T12:00:00Z", 3600, "+01"},
	    {"Europe/Dublin", "2024-01-15T12:00:00Z", 0, "GMT"},
	    {"Europe/Dublin", "2060-07-15T12:00:00Z", 3600, "IST"},
	    {"America/Nuuk", "2024-01-15T12:00:00Z", -7200, "-02"},
	    {"America/Nuuk", "2050-07-15T12:00:00Z", -3600, "-01"},
	    {"Pacific/Apia", "2011-12-30T09:59:59Z", -36000, NULL},
	    {"Pacific/Apia", "2011-12-30T10:00:00Z", 50400, NULL},
	    {"Etc/UTC", "2023-06-14T00:00:00Z", 0, "UTC"},
	    {"UTC", "2100-06-14T00:00:00Z", 0, "UTC"},
	    {"Etc/GMT+12", "2023-06-14T00:00:00Z", -43200, "-12"},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct tz *tz = tzdb_find(zones, cases[i].zone);
		int64_t utc = 0;
		struct tz_state st;

		if (!ok(tz != NULL && tz_parse_rfc3339(cases[i].utc, &utc), "%s", cases[i].zone))
			continue;
		st = tz_at(tz, utc);
		is_int(st.offset, cases[i].offset, "%s %s offset", cases[i].zone, cases[i].utc);
		if (cases[i].abbrev != NULL)
			is_str(st.abbrev, cases[i].abbrev, "%s %s abbreviation", cases[i].zone,
			    cases[i].utc);
	}
}

static void
test_local_times(void)
{
	static const struct {
		const char *zone, *day, *time;
		enum tz_fit fit;
		const char *first, *second; /* RFC 3339, in the offset of that instant */
	} cases[] = {
	    {"Europe/Berlin", "2023-06-14", "09:30", TZ_ONE, "2023-06-14T09:30:00+02:00", NULL},
	    {"Europe/Berlin", "2024-03-31", "01:59", TZ_ONE, "2024-03-31T01:59:00+01:00", NULL},
	    {"Europe/Berlin", "2024-03-31", "02:00", TZ_GAP, "2024-03-31T03:00:00+02:00",
		"2024-03-31T01:00:00+01:00"},
	    {"Europe/Berlin", "2024-03-31", "02:59", TZ_GAP, "2024-03-31T03:59:00+02:00",
		"2024-03-31T01:59:00+01:00"},
	    {"Europe/Berlin", "2024-03-31", "03:00", TZ_ONE, "2024-03-31T03:00:00+02:00", NULL},
	    {"Europe/Berlin", "2024-10-27", "02:00", TZ_TWICE, "2024-10-27T02:00:00+02:00",
		"2024-10-27T02:00:00+01:00"},
	    {"Europe/Berlin", "2024-10-27", "02:59", TZ_TWICE, "2024-10-27T02:59:00+02:00",
		"2024-10-27T02:59:00+01:00"},
	    {"Europe/Berlin", "2024-10-27", "03:00", TZ_ONE, "2024-10-27T03:00:00+01:00", NULL},
	    {"Europe/Berlin", "2099-03-29", "02:30", TZ_GAP, "2099-03-29T03:30:00+02:00",
		"2099-03-29T01:30:00+01:00"},
	    {"America/New_York", "2099-11-01", "01:30", TZ_TWICE, "2099-11-01T01:30:00-04:00",
		"2099-11-01T01:30:00-05:00"},
	    /* RFC 5545 section 3.3.5 has these two as its examples */
	    {"America/New_York", "2007-11-04", "01:30", TZ_TWICE, "2007-11-04T01:30:00-04:00",
		"2007-11-04T01:30:00-05:00"},
	    {"America/New_York", "2007-03-11", "02:30", TZ_GAP, "2007-03-11T03:30:00-04:00",
		"2007-03-11T01:30:00-05:00"},
	    {"America/St_Johns", "2006-04-02", "00:00", TZ_ONE, "2006-04-02T00:00:00-03:30", NULL},
	    {"America/St_Johns", "2006-04-02", "00:01", TZ_GAP, "2006-04-02T01:01:00-02:30",
		"2006-04-01T23:01:00-03:30"},
	    {"America/St_Johns", "2006-04-02", "01:01", TZ_ONE, "2006-04-02T01:01:00-02:30", NULL},
	    {"Australia/Lord_Howe", "2024-10-06", "02:29", TZ_GAP, "2024-10-06T02:59:00+11:00",
		"2024-10-06T01:59:00+10:30"},
	    {"Australia/Lord_Howe", "2024-10-06", "02:30", TZ_ONE, "2024-10-06T02:30:00+11:00",
		NULL},
	    {"Australia/Lord_Howe", "2024-04-07", "01:30", TZ_TWICE, "2024-04-07T01:30:00+11:00",
		"2024-04-07T01:30:00+10:30"},
	    {"Pacific/Apia", "2011-12-29", "23:59", TZ_ONE, "2011-12-29T23:59:00-10:00", NULL},
	    {"Pacific/Apia", "2011-12-30", "12:00", TZ_GAP, "2011-12-31T12:00:00+14:00",
		"2011-12-29T12:00:00-10:00"},
	    {"Pacific/Apia", "2011-12-31", "00:00", TZ_ONE, "2011-12-31T00:00:00+14:00", NULL},
	    {"Pacific/Kwajalein", "1993-08-21", "12:00", TZ_GAP, "1993-08-22T12:00:00+12:00",
		"1993-08-20T12:00:00-12:00"},
	    {"Africa/Casablanca", "2024-03-10", "02:30", TZ_TWICE, "2024-03-10T02:30:00+01:00",
		"2024-03-10T02:30:00+00:00"},
	    {"Africa/Casablanca", "2024-04-14", "02:30", TZ_GAP, "2024-04-14T03:30:00+01:00",
		"2024-04-14T01:30:00+00:00"},
	    {"Etc/UTC", "1970-01-01", "00:00", TZ_ONE, "1970-01-01T00:00:00+00:00", NULL},
	    {"Pacific/Kiritimati", "2100-12-31", "23:59", TZ_ONE, "2100-12-31T23:59:00+14:00",
		NULL},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *zone = cases[i].zone, *day = cases[i].day, *time = cases[i].time;
		const struct tz *tz = tzdb_find(zones, zone);
		struct civil local = {{0, 0, 0}, 0};
		int64_t utc[2] = {0, 0};
		char text[26];

		if (!ok(tz != NULL && date_parse(day, &local.date) &&
			    time_parse(time, &local.minute),
			"%s %s %s", zone, day, time))
			continue;
		is_int(
		    tz_from_civil(tz, local, utc), cases[i].fit, "%s %s %s fit", zone, day, time);
		tz_format_rfc3339(utc[0], tz_at(tz, utc[0]).offset, text);
		is_str(text, cases[i].first, "%s %s %s first", zone, day, time);
		if (cases[i].second == NULL)
			continue;
		tz_format_rfc3339(utc[1], tz_at(tz, utc[1]).offset, text);
		is_str(text, cases[i].second, "%s %s %s second", zone, day, time);
	}
}

static void
test_changes(void)
{
	struct tz_change c;
	int64_t utc = 0;
	char text[26];

	tz_parse_rfc3339("2024-01-01T00:00:00Z", &utc);
	ok(tz_next_change(tzdb_find(zones, "Europe/Berlin"), utc, &c), "Berlin changes after 2024");
	tz_format_rfc3339(c.when, 0, text);
	is_str(text, "2024-03-31T01:00:00+00:00", "in March at one o'clock UTC");
	is_str(c.before.abbrev, "CET", "from CET");
	is_str(c.after.abbrev, "CEST", "to CEST");
	ok(c.after.is_dst && !c.before.is_dst, "which is DST");
	ok(tz_next_change(tzdb_find(zones, "Europe/Berlin"), c.when, &c), "and again");
	is_str(c.after.abbrev, "CET", "back to CET");
	tz_parse_rfc3339("2100-11-01T00:00:00Z", &utc);
	ok(!tz_next_change(tzdb_find(zones, "Europe/Berlin"), utc, &c), "no change after 2100");
	ok(!tz_next_change(tzdb_find(zones, "UTC"), INT64_MIN, &c), "UTC never changes");
	ok(!tz_next_change(tzdb_find(zones, "UTC"), INT64_MAX, &c), "nor at the end of time");
	tz_parse_rfc3339("2024-01-01T00:00:00Z", &utc);
	ok(!tz_next_change(tzdb_find(zones, "Asia/Kathmandu"), utc, &c), "Kathmandu no more");
}

static void
test_formats(void)
{
	static const struct {
		int32_t offset;
		const char *want;
	} offsets[] = {{0, "UTC"}, {7200, "UTC+2"}, {19800, "UTC+05:30"}, {-10800, "UTC\u22123"},
	    {-34200, "UTC\u221209:30"}, {45900, "UTC+12:45"}, {-2670, "UTC\u221200:44:30"},
	    {50400, "UTC+14"}, {-89999, "UTC\u221224:59:59"}, {INT32_MIN, NULL}};
	static const struct {
		int64_t utc;
		int32_t offset;
		const char *want;
	} instants[] = {{1686727800, 7200, "2023-06-14T09:30:00+02:00"},
	    {0, 0, "1970-01-01T00:00:00+00:00"}, {-1, -10800, "1969-12-31T20:59:59-03:00"},
	    {4133980799, 50400, "2101-01-01T13:59:59+14:00"},
	    {0, -2670, "1969-12-31T23:16:00-00:44"}, {INT64_MAX, INT32_MIN, NULL},
	    {INT64_MIN, INT32_MAX, NULL}};

	for (size_t i = 0; i < COUNT(offsets); i++) {
		char text[16];

		tz_format_offset(offsets[i].offset, text);
		if (offsets[i].want != NULL)
			is_str(text, offsets[i].want, "offset %ld", (long)offsets[i].offset);
	}
	for (size_t i = 0; i < COUNT(instants); i++) {
		char text[26];
		int64_t back = 0;

		tz_format_rfc3339(instants[i].utc, instants[i].offset, text);
		is_int(
		    strlen(text), 25, "instant %lld is 25 characters", (long long)instants[i].utc);
		if (instants[i].want != NULL)
			is_str(text, instants[i].want, "instant %lld", (long long)instants[i].utc);
		if (tz_parse_rfc3339(text, &back))
			is_int(back, instants[i].utc, "%s parsed", text);
	}
}

static void
test_parse_rfc3339(void)
{
	static const struct {
		const char *s;
		int64_t want; /* -1: refused */
	} cases[] = {{"2019-10-29T09:00:00Z", 1572339600},
	    {"2019-10-29T10:00:00+01:00", 1572339600}, {"2019-10-29t03:30:00-05:30", 1572339600},
	    {"2019-10-29T09:00:00z", 1572339600}, {"2019-10-29T09:00:59Z", 1572339659},
	    {"2019-10-29T09:00:60Z", -1}, {"2019-10-29T09:00:00", -1}, {"2019-10-29 09:00:00Z", -1},
	    {"2019-10-29T09:00Z", -1}, {"2019-10-29T09:00:00Zx", -1},
	    {"2019-10-29T09:00:00+1:00", -1}, {"2019-10-29T09:00:00+0100", -1},
	    {"2019-10-29T09:00:00+24:00", -1}, {"2019-02-29T09:00:00Z", -1},
	    {"2019-10-29T24:00:00Z", -1}, {"2019-10-29T09:0", -1}, {"2019-10-29T", -1},
	    {"2019-10-29", -1}, {"", -1}, {"2019-10-29T09:00:0", -1}, {"2019-10-29T09:00:5", -1},
	    {"2019-10-29T09:00:", -1}, {"2019-10-29T09:00", -1}};

	for (size_t i = 0; i < COUNT(cases); i++) {
		int64_t utc = -1;

		tz_parse_rfc3339(cases[i].s, &utc);
		is_int(utc, cases[i].want, "RFC 3339 '%s'", cases[i].s);
	}
}

static void
test_names(void)
{
	static const char *const bad[] = {"", "../../etc/passwd", "/etc/passwd", "europe/berlin",
	    "Europe/../Europe/Berlin", "Europe//Berlin", "./Europe/Berlin", "Europe/Berlin ",
	    "Europe/Berlin\n", "Europe", "tzdata.zi", "localtime", "posix/Europe/Berlin",
	    "right/Europe/Berlin", "Europe/Atlantis", "CEST", "UTC+2", ":Europe/Berlin"};
	const struct tz *tz = tzdb_find(zones, "US/Pacific");
	const char *const *names;
	size_t n = 0, unsorted = 0, unfound = 0;

	for (size_t i = 0; i < COUNT(bad); i++)
		ok(tzdb_find(zones, bad[i]) == NULL, "no zone: '%s'", bad[i]);
	names = tzdb_names(zones, &n);
	for (size_t i = 0; i < n; i++) {
		unsorted += i > 0 && strcmp(names[i - 1], names[i]) >= 0;
		unfound += tzdb_find(zones, names[i]) == NULL;
	}
	ok(n > 400, "%zu names", n);
	is_int(unsorted, 0, "sorted, each once");
	is_int(unfound, 0, "all of them found");
	ok(tz != NULL, "a link is found");
	is_str(tz == NULL ? NULL : tz_name(tz), "US/Pacific", "under the name asked for");
	ok(tz == tzdb_find(zones, "US/Pacific"), "and kept");
}

/* ---- folders of zones made for the test ---- */

static char folder[SCRATCH_PATH];

static void
write_file(const char *name, const char *text, size_t n)
{
	FILE *f = fopen(scratch_in(folder, name), "wb");

	if (f == NULL || fwrite(text, 1, n, f) != n || fclose(f) != 0)
		printf("Bail out! cannot write %s\n", name);
}

static bool
has_zone(const char *list, const char *text, const char *name)
{
	struct tzdb *db = NULL;
	bool has;

	write_file(list, text, strlen(text));
	has = tzdb_open(&db, folder, NULL) == 0 && tzdb_find(db, name) != NULL;
	tzdb_close(db);
	unlink(scratch_in(folder, list));
	return has;
}

static void
test_folders(void)
{
	static char big[70000] = "TZif2";
	struct tzdb *db = NULL;
	struct err e = {""};

	scratch_make(folder);
	ok(tzdb_open(&db, folder, &e) != 0 && strstr(e.msg, "tzdata") != NULL, "no list: %s",
	    e.msg);
	ok(tzdb_open(&db, "/nonexistent", &e) != 0, "no folder: %s", e.msg);
	if (symlink("/usr/share/zoneinfo/Europe", scratch_in(folder, "Europe")) != 0 ||
	    symlink("/usr/share/zoneinfo/Etc", scratch_in(folder, "Etc")) != 0 ||
	    mkfifo(scratch_in(folder, "Fifo"), 0600) != 0)
		printf("Bail out! cannot fill the folder\n");
	write_file("Big", big, sizeof big);
	write_file("Junk", big, 100);

	ok(has_zone("tzdata.zi", "Z Europe/Berlin 1 - CET\n", "Europe/Berlin"), "a zone");
	ok(!has_zone("tzdata.zi", "Z Europe/Berlin 1 - CET\n", "Europe/Paris"),
	    "a file that is not on the list is not opened");
	ok(has_zone("tzdata.zi", "Z Europe/Berlin 1\nL Europe/Berlin Old", "Old"),
	    "a link without a file has its target's");
	ok(has_zone("tzdata.zi", "Z Europe/Berlin 1\nL Europe/Berlin B\nL B A\n", "A"),
	    "a link to a link");
	ok(!has_zone("tzdata.zi", "L A B\nL B A\n", "A"), "links in a circle");
	ok(!has_zone("tzdata.zi", "L Europe/Paris Old\n", "Old"), "a link to what is not listed");
	ok(!has_zone("tzdata.zi", "Z ../Etc/UTC 0\n", "../Etc/UTC"), "a listed name with dots");
	ok(!has_zone("tzdata.zi", "Z /etc/localtime 0\n", "/etc/localtime"), "a listed path");
	ok(!has_zone("tzdata.zi", "Z Missing 0\n", "Missing"), "a listed name without a file");
	ok(!has_zone("tzdata.zi", "Z Europe 0\n", "Europe"), "a folder");
	ok(!has_zone("tzdata.zi", "Z Fifo 0\n", "Fifo"), "a pipe does not keep us waiting");
	ok(!has_zone("tzdata.zi", "Z Big 0\n", "Big"), "a file over 64 KiB");
	ok(!has_zone("tzdata.zi", "Z Junk 0\n", "Junk"), "a file that is no TZif");
	ok(!has_zone("tzdata.zi", "Z", ""), "a list cut short");
	ok(has_zone("zone.tab", "#c\nDE\t+5230+01322\tEurope/Berlin\tmost\n", "Europe/Berlin"),
	    "a zone of zone.tab");
	ok(has_zone("zone1970.tab", "DE,DK\t+5230+01322\tEurope/Berlin\n", "Europe/Berlin"),
	    "a zone of zone1970.tab");
	ok(has_zone("zone.tab", "DE\t+5230+01322\tEurope/Berlin\n", "UTC"), "UTC comes with them");
	scratch_remove(folder);
}

int
main(void)
{
	struct err e = {""};

	if (!ok(tzdb_open(&zones, NULL, &e) == 0, "the zones of this machine: %s", e.msg))
		return tap_done();
	test_states();
	test_local_times();
	test_changes();
	test_formats();
	test_parse_rfc3339();
	test_names();
	test_folders();
	tzdb_close(zones);
	return tap_done();
}
