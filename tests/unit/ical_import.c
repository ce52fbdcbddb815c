/* SPDX-License-Identifier: ISC */
/* What the files of tests/golden/import do not show: names of zones, ceilings, hostile input. */
#include "data/import_value.h"
#include "ical/import.h"
#include "ical/import_private.h"
#include "tests/lib/tap.h"

#include <stdlib.h>
#include <time.h>

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

enum { ARENA_MAX = 64 * 1024 * 1024 };

static struct tzdb *db;

static void
test_zone_names(void)
{
	static const struct {
		const char *name, *want;
	} cases[] = {{"Europe/Berlin", "Europe/Berlin"}, {"europe/berlin", "Europe/Berlin"},
	    {" \"Europe/Berlin\" ", "Europe/Berlin"}, {"UTC", "UTC"}, {"Z", "UTC"},
	    {"Europe_Berlin", "Europe/Berlin"}, {"America_New_York", "America/New_York"},
	    {"US-Eastern", "US/Eastern"}, {"W. Europe Standard Time", "Europe/Berlin"},
	    {"nepal standard time", "Asia/Kathmandu"},
	    {"/freeassociation.sourceforge.net/Europe/Paris", "Europe/Paris"},
	    {"/freeassociation.sourceforge.net/Tzfile/Europe/Paris", "Europe/Paris"},
	    {"/mozilla.org/20050126_1/America/Argentina/Ushuaia", "America/Argentina/Ushuaia"},
	    {"(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "Europe/Amsterdam"},
	    {"(UTC-05:00) Eastern Time (US & Canada)", "America/New_York"},
	    {"(GMT+05:30) Chennai, Kolkata", "Asia/Kolkata"},
	    {"(UTC) Dublin, Edinburgh, Lisbon, London", "Europe/Dublin"},
	    {"(UTC+09:00) Berlin", NULL}, {"(UTC+99:00) Berlin", NULL}, {"(UTC", NULL}, {"", NULL},
	    {"/", NULL}, {"Customized Time Zone", NULL}, {"../../../etc/passwd", NULL},
	    {"/etc/passwd", NULL}};
	char *longest = calloc(1, 100001);

	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct tz *tz = zone_of_name(db, cases[i].name);

		is_str(tz == NULL ? NULL : tz_name(tz), cases[i].want, "zone: %s", cases[i].name);
	}
	memset(longest, 'a', 100000);
	ok(zone_of_name(db, longest) == NULL, "zone: a name of 100000 letters");
	free(longest);
}

static void
test_is(void)
{
	static const struct {
		const char *s;
		bool want;
	} cases[] = {{"BEGIN:VCALENDAR\r\n", true},
	    {"\xef\xbb\xbf"
	     "begin:vcalendar",
		true},
	    {"<!--\nBEGIN:VCALENDAR", true}, {"BEGIN:VEVENT", true}, {"", false},
	    {"BEGIN:VCALENDA", false}, {"see BEGIN:VCALENDAR", false}, {"event: a\n", false}};

	for (size_t i = 0; i < COUNT(cases); i++)
		ok(ical_import_is(cases[i].s, strlen(cases[i].s)) == cases[i].want,
		    "%s calendar: '%.20s'", cases[i].want ? "a" : "no", cases[i].s);
}

/* Reads a calendar; what it came to, or the error. */
struct result {
	int rc;
	struct err e;
	size_t met, kept, told;
	double seconds;
};

static struct result
import(const struct buf *file)
{
	struct intake_options o = {.file = "a.ics", .db = db, .takes = import_takes};
	struct arena *a = arena_new(ARENA_MAX);
	clock_t begun = clock();
	struct result r = {0};
	struct findings f;
	struct intake *in;

	findings_init(&f, a);
	in = intake_new(&o, &f);
	r.rc = ical_import_read(in, buf_str(file), file->n, &r.e);
	if (r.rc == 0)
		r.rc = intake_finish(in, &r.e);
	r.met = in->met;
	r.kept = intake_kept(in);
	r.told = f.n;
	r.seconds = (double)(clock() - begun) / CLOCKS_PER_SEC;
	intake_free(in);
	arena_free(a);
	return r;
}

static void
put_times(struct buf *b, size_t n, const char *s)
{
	for (size_t i = 0; i < n; i++)
		buf_puts(b, s);
}

static const char head[] = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n";
static const char entry[] = "BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20300612T090000Z\r\n"
			    "DTEND:20300612T100000Z\r\nSUMMARY:Example\r\n";
static const char foot[] = "END:VEVENT\r\nEND:VCALENDAR\r\n";

static void
test_ceilings(void)
{
	struct result r;
	struct buf b;

	buf_init(&b, 32 << 20);
	buf_puts(&b, "\xff\xfe"
		     "B");
	r = import(&b);
	is_str(r.e.msg, "a.ics: the file is UTF-16: save it as UTF-8", "UTF-16");

	buf_clear(&b);
	put_times(&b, INTAKE_FILE_MAX / 8 + 1, "A:12345\n");
	r = import(&b);
	is_str(r.e.msg, "a.ics: the file is larger than 16 MB", "a file that is too large");

	buf_clear(&b);
	buf_printf(&b, "%s%sDESCRIPTION:", head, entry);
	put_times(&b, ICAL_IMPORT_LINE_MAX / 4, "abcd");
	buf_puts(&b, foot);
	r = import(&b);
	is_str(r.e.msg, "a.ics:8: the line is longer than 256 KB", "a line that is too long");

	buf_clear(&b);
	buf_printf(&b, "%s%sDESCRIPTION:", head, entry);
	put_times(&b, ICAL_IMPORT_LINE_MAX / 8, "abcdefgh\n ");
	buf_puts(&b, foot);
	r = import(&b);
	is_str(r.e.msg, "a.ics:8: the line is longer than 256 KB", "also when it is folded");

	buf_clear(&b);
	put_times(&b, 200000, "BEGIN:X\n");
	r = import(&b);
	is_str(r.e.msg, "a.ics:17: more than 16 components are within each other", "too deep");

	buf_clear(&b);
	buf_printf(&b, "%s%sRRULE:FREQ=DAILY\r\n%s", head, entry, foot);
	r = import(&b);
	is_int(r.kept, ICAL_IMPORT_REPEATS_MAX, "what repeats for ever does so 500 times");

	buf_clear(&b);
	buf_printf(
	    &b, "%s%sRRULE:FREQ=DAILY;COUNT=4\r\nEXDATE:20300613T090000Z\r\n%s", head, entry, foot);
	r = import(&b);
	is_int(r.kept, 3, "four times less one");
	buf_free(&b);
}

/* What is slow, or takes much memory, in other readers. */
static void
test_hostile(void)
{
	static const struct {
		const char *name, *before, *part, *after;
		size_t times;
	} cases[] = {
	    {"many entries", head, "BEGIN:VEVENT\nUID:1\nSUMMARY:A\nEND:VEVENT\n", "", 5000},
	    {"entries never ended", head, "BEGIN:VEVENT\nSUMMARY:A\n", "", 5000},
	    {"long lines", entry, "DESCRIPTION:", foot, 20000},
	    {"unknown properties", entry, "X-A-B:1\nQ;P=1:2\n", foot, 20000},
	    {"dates", entry, "RDATE:20300612T090000Z,20300613T090000Z\n", foot, 20000},
	    {"rules", entry, "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\n", foot, 2000},
	    {"rules of seconds", entry, "RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30\n", foot,
		2000},
	    {"zones", head,
		"BEGIN:VTIMEZONE\nTZID:A\nBEGIN:STANDARD\nDTSTART:16010101T000000\n"
		"TZOFFSETTO:+0117\nRRULE:FREQ=YEARLY\nEND:STANDARD\nEND:VTIMEZONE\n",
		entry, 2000},
	    {"rules of a zone",
		"BEGIN:VTIMEZONE\nTZID:A\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
		"TZOFFSETTO:+0117\n",
		"RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\n",
		"END:STANDARD\nEND:VTIMEZONE\nBEGIN:VEVENT\nEND:VEVENT\n", 2000},
	    {"quotes", entry, "X;A=\"", foot, 20000}, {"ends", entry, "END:X\n", foot, 20000}};
	struct buf b;

	buf_init(&b, 16 << 20);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct result r;

		buf_clear(&b);
		buf_puts(&b, cases[i].before);
		put_times(&b, cases[i].times, cases[i].part);
		buf_puts(&b, cases[i].after);
		r = import(&b);
		ok(r.kept == (r.rc == 0 ? r.met : 0), "%zu %s: %zu in, %zu out, %zu told",
		    cases[i].times, cases[i].name, r.met, r.kept, r.told);
		printf("# %.2f s\n", r.seconds);
	}
	buf_free(&b);
}

/* A file that breaks off anywhere. */
static void
test_cut_short(void)
{
	struct buf all, b;
	bool is_fine = true;

	buf_init(&all, 4096);
	buf_init(&b, 4096);
	buf_printf(&all,
	    "%sBEGIN:VTIMEZONE\r\nTZID:A\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
	    "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
	    "%sRRULE:FREQ=DAILY;COUNT=3\r\n%s",
	    head, entry, foot);
	for (size_t n = 0; n <= all.n; n++) {
		struct result r;

		buf_clear(&b);
		buf_put(&b, all.p, n);
		r = import(&b);
		is_fine =
		    is_fine && (r.rc == 0 ? r.kept == r.met && r.met > 0 : r.e.msg[0] != '\0');
	}
	ok(is_fine, "cut short anywhere: an agenda, or an error");
	buf_free(&all);
	buf_free(&b);
}

int
main(void)
{
	struct err e = {""};

	if (!ok(tzdb_open(&db, NULL, &e) == 0, "zones: %s", e.msg))
		return tap_done();
	test_zone_names();
	test_is();
	test_ceilings();
	test_hostile();
	test_cut_short();
	tzdb_close(db);
	return tap_done();
}
