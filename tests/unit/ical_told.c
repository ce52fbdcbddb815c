/* SPDX-License-Identifier: ISC */
/* Nothing that a calendar says is dropped in silence: every property that there is, and one of each
 * kind that nobody knows, in each component. It is carried over, or told with its line, or with the
 * line of the component that is left out as a whole. */
#include "core/intake.h"
#include "data/import_value.h"
#include "data/write.h"
#include "ical/import.h"
#include "tests/lib/tap.h"

#include <stdlib.h>

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

enum { ARENA_MAX = 16 * 1024 * 1024, BYTES_MAX = 1024 * 1024 };

/* RFC 5545 section 8.3.2, RFC 7808 section 7, RFC 7953 section 3.2, RFC 7986 section 5, RFC 9073
 * section 6, RFC 9074 sections 6 to 8, RFC 9253 section 8, and what is common without one. */
static const char *const properties[] = {"CALSCALE:GREGORIAN", "CALSCALE:ISLAMIC-CIVIL",
    "METHOD:REQUEST", "PRODID:-//Example//EN", "VERSION:2.0",
    "ATTACH:https://example.org/slides.pdf", "ATTACH;ENCODING=BASE64;VALUE=BINARY:AAAA",
    "ATTACH:CID:part1@example.org", "CATEGORIES:One,Two", "CLASS:PUBLIC", "CLASS:CONFIDENTIAL",
    "COMMENT:Said", "DESCRIPTION:Told at length", "GEO:52.52;13.405", "LOCATION:Great hall",
    "LOCATION:https://meet.example.org/1", "PERCENT-COMPLETE:39", "PRIORITY:1",
    "RESOURCES:Easel,Projector", "STATUS:CANCELLED", "STATUS:IN-PROCESS", "SUMMARY:Of another name",
    "COMPLETED:20300612T090000Z", "DTEND:20300612T123000Z", "DUE:20300612T090000Z",
    "DTSTART:20300614T101500Z", "DURATION:PT35M", "FREEBUSY:20300612T090000Z/PT1H",
    "TRANSP:TRANSPARENT", "TZID:Europe/Paris", "TZNAME:CET", "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100", "TZURL:https://example.org/tz", "TZUNTIL:20380101T000000Z",
    "TZID-ALIAS-OF:Europe/Berlin", "ATTENDEE;CN=Example Guest:mailto:guest@example.org",
    "CONTACT:Example Desk", "ORGANIZER;CN=Example Host:mailto:host@example.org",
    "RECURRENCE-ID:20300613T100000Z", "RELATED-TO:other@example.org",
    "URL:https://example.org/page", "UID:one@example.org", "EXDATE:20300613T100000Z",
    "RDATE:20300620T100000Z", "RRULE:FREQ=DAILY;COUNT=3", "EXRULE:FREQ=DAILY;COUNT=2",
    "ACTION:DISPLAY", "REPEAT:4", "TRIGGER:-PT15M", "CREATED:20300101T000000Z",
    "DTSTAMP:20300101T000000Z", "LAST-MODIFIED:20300101T000000Z", "SEQUENCE:2",
    "REQUEST-STATUS:2.0;Success", "BUSYTYPE:BUSY", "NAME:Named",
    "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "SOURCE;VALUE=URI:https://example.org/all.ics",
    "COLOR:turquoise", "IMAGE;VALUE=URI:https://example.org/a.png",
    "CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://meet.example.org/2",
    "CONFERENCE;VALUE=URI;FEATURE=PHONE:tel:+1-412-555-0123", "LOCATION-TYPE:hotel",
    "PARTICIPANT-TYPE:SPEAKER", "RESOURCE-TYPE:PROJECTOR",
    "CALENDAR-ADDRESS:mailto:guest@example.org",
    "STYLED-DESCRIPTION;VALUE=TEXT;FMTTYPE=text/html:<p>Told in <b>style</b></p>",
    "STRUCTURED-DATA;VALUE=URI:https://example.org/data", "ACKNOWLEDGED:20300101T000000Z",
    "PROXIMITY:ARRIVE", "CONCEPT:https://example.org/event-types/arts",
    "LINK;LINKREL=SOURCE;VALUE=URI:https://example.org/link", "REFID:itinerary-1",
    "X-WR-CALNAME:Named by X", "X-WR-CALDESC:Told by X", "X-WR-TIMEZONE:Asia/Kathmandu",
    "X-WR-RELCALID:1234", "X-PUBLISHED-TTL:PT1H", "X-ORIGINAL-URL:https://example.org/x",
    "X-LIC-LOCATION:Europe/Berlin", "X-LIC-ERROR;X-LIC-ERRORTYPE=VALUE-PARSE-ERROR:Bad",
    "X-LIC-ERRORTYPE:Bad", "X-ALT-DESC;FMTTYPE=text/html:<p>Told by <i>X</i></p>",
    "X-ALT-DESC:Told by X without HTML", "X-GOOGLE-CONFERENCE:https://meet.example.org/3",
    "X-EXAMPLE-THING:1", "X-THING:1", "UNKNOWN-TO-IANA:1", "NO\xc3\x8bL:1",
    "STATUS:", "X-EMPTY:", "this is no property", ":", "SUMMARY"};

/* A calendar with one of each component; a line is put after one of these. */
static const char *const calendar[] = {"BEGIN:VCALENDAR", "BEGIN:VTIMEZONE", "TZID:Europe/Berlin",
    "BEGIN:STANDARD", "DTSTART:19701025T030000", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "END:STANDARD", "BEGIN:DAYLIGHT",
    "DTSTART:19700329T020000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200", "END:DAYLIGHT", "END:VTIMEZONE", "BEGIN:VEVENT",
    "DTSTART;TZID=Europe/Berlin:20300612T120000", "SUMMARY:Example", "BEGIN:VALARM", "END:VALARM",
    "BEGIN:PARTICIPANT", "END:PARTICIPANT", "BEGIN:VLOCATION", "END:VLOCATION", "END:VEVENT",
    "BEGIN:VTODO", "BEGIN:VALARM", "END:VALARM", "END:VTODO", "BEGIN:VJOURNAL", "END:VJOURNAL",
    "BEGIN:VFREEBUSY", "END:VFREEBUSY", "BEGIN:VAVAILABILITY", "END:VAVAILABILITY", "BEGIN:X-PART",
    "END:X-PART", "END:VCALENDAR"};

enum { TOP = -1, NLINES = COUNT(calendar) };

/* What is carried over: what is in the agenda of it. */
static const struct {
	const char *component, *line, *want;
} carried[] = {{"VCALENDAR", "DESCRIPTION:", "Told at length"},
    {"VCALENDAR", "URL:", "https://example.org/page"}, {"VCALENDAR", "NAME:", "Named"},
    {"VCALENDAR", "X-WR-CALNAME:", "Named by X"}, {"VCALENDAR", "X-WR-CALDESC:", "Told by X"},
    {"VCALENDAR", "X-WR-TIMEZONE:", "Asia/Kathmandu"},
    {"VCALENDAR", "X-ORIGINAL-URL:", "https://example.org/x"},
    {"VEVENT", "ATTACH:https", "https://example.org/slides.pdf"},
    {"VEVENT", "DESCRIPTION:", "Told at length"}, {"VEVENT", "LOCATION:Great", "Great hall"},
    {"VEVENT", "LOCATION:https", "join: https://meet.example.org/1"},
    {"VEVENT", "STATUS:CANCELLED", "status: cancelled"},
    {"VEVENT", "CLASS:CONFIDENTIAL", "visibility: private"},
    {"VEVENT", "SUMMARY:", "Of another name"}, {"VEVENT", "DTSTART:", "2030-06-14"},
    {"VEVENT", "DTEND:", "2h30m"}, {"VEVENT", "DURATION:", "35m"},
    {"VEVENT", "ORGANIZER;", "Example Host"}, {"VEVENT", "URL:", "https://example.org/page"},
    {"VEVENT", "RRULE:", "2030-06-14"}, {"VEVENT", "RDATE:", "2030-06-20"},
    {"VEVENT", "CONFERENCE;VALUE=URI;FEATURE=VIDEO", "join: https://meet.example.org/2"},
    {"VEVENT", "STYLED-DESCRIPTION;", "**style**"}, {"VEVENT", "X-ALT-DESC;", "Told by *X*"},
    {"VEVENT", "X-ALT-DESC:", "Told by X without HTML"},
    {"VEVENT", "X-GOOGLE-CONFERENCE:", "join: https://meet.example.org/3"}};

/* What is only how a file is written, or says what is so without it. */
static const struct {
	const char *component, *line;
} plain[] = {{"VCALENDAR", "CALSCALE:GREGORIAN"}, {"VCALENDAR", "METHOD:"},
    {"VCALENDAR", "PRODID:"}, {"VCALENDAR", "VERSION:"}, {"VEVENT", "CLASS:PUBLIC"},
    {"VEVENT", "RECURRENCE-ID:"}, {"VEVENT", "STATUS:"}, /* without a value */
    /* Of the hours of a zone: they are compared. */
    {"VTIMEZONE", "TZID:"}, {"VTIMEZONE", "X-LIC-LOCATION:"}, {"STANDARD", "DTSTART:"},
    {"STANDARD", "TZOFFSET"}, {"STANDARD", "RRULE:"}, {"STANDARD", "RDATE:"},
    {"DAYLIGHT", "DTSTART:"}, {"DAYLIGHT", "TZOFFSET"}, {"DAYLIGHT", "RRULE:"},
    {"DAYLIGHT", "RDATE:"}};

static bool
begins(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

static bool
is_plain(const char *component, const char *line)
{
	for (size_t i = 0; i < COUNT(plain); i++)
		if (strcmp(plain[i].component, component) == 0 && begins(line, plain[i].line) &&
		    (strcmp(plain[i].line, "STATUS:") != 0 || line[7] == '\0'))
			return true;
	return false;
}

static const char *
wanted(const char *component, const char *line)
{
	for (size_t i = 0; i < COUNT(carried); i++)
		if (strcmp(carried[i].component, component) == 0 && begins(line, carried[i].line))
			return carried[i].want;
	return NULL;
}

/* Whether a finding has a line, or that of the component in whose lines it is. */
static bool
is_told(const struct findings *f, int line, int begun)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->items[i].at.line == line || (begun > 0 && f->items[i].at.line == begun))
			return true;
	return false;
}

/* The outermost component around `at` that is left out as a whole, by the line where it begins; 0:
 * none. */
static int
left_out(int at)
{
	static const char *const whole[] = {"BEGIN:VALARM", "BEGIN:PARTICIPANT", "BEGIN:VLOCATION",
	    "BEGIN:VTODO", "BEGIN:VJOURNAL", "BEGIN:VFREEBUSY", "BEGIN:VAVAILABILITY",
	    "BEGIN:X-PART"};

	int line = 0;

	for (int i = at, depth = 0; i >= 0; i--) {
		depth += begins(calendar[i], "END:") ? -1 : begins(calendar[i], "BEGIN:");
		for (size_t k = 0; depth == 1 && k < COUNT(whole); k++)
			if (strcmp(calendar[i], whole[k]) == 0)
				line = i + 1;
		depth = depth > 0 ? 0 : depth;
	}
	return line;
}

static void
import(const char *line, int after, struct buf *yaml, struct findings *f, struct tzdb *db)
{
	struct intake_options o = {.file = "a.ics", .db = db, .takes = import_takes};
	struct intake *in = intake_new(&o, f);
	struct err e = {""};
	struct findings notes;
	struct buf b;

	buf_init(&b, BYTES_MAX);
	for (int i = TOP; i < NLINES; i++) {
		if (i != TOP)
			buf_printf(&b, "%s\r\n", calendar[i]);
		if (i == after)
			buf_printf(&b, "%s\r\n", line);
	}
	if (ical_import_read(in, b.p, b.n, &e) != 0 || intake_finish(in, &e) != 0) {
		ok(false, "%s: %s", line, e.msg);
	} else {
		findings_init(&notes, f->arena);
		in->site->zone = NULL; /* else a zone that is the site's is not written */
		event_write(yaml, in->site, in->site->events[0], &notes);
	}
	intake_free(in);
	buf_free(&b);
}

/* One line in one place; false, and said, if it is neither. */
static bool
is_fine(const char *line, int after, struct tzdb *db)
{
	const char *component = after == TOP ? "" : calendar[after] + strlen("BEGIN:");
	const char *want = wanted(component, line);
	struct arena *a = arena_new(ARENA_MAX);
	struct findings f;
	struct buf yaml;
	bool good;

	findings_init(&f, a);
	buf_init(&yaml, BYTES_MAX);
	import(line, after, &yaml, &f, db);
	good = is_plain(component, line) ||
	       (want != NULL ? strstr(buf_str(&yaml), want) != NULL
			     : is_told(&f, after + 2, after == TOP ? 0 : left_out(after)));
	if (!good)
		printf("# in %s, %s: %s\n", *component == '\0' ? "the file" : component, line,
		    want != NULL ? want : "not told");
	buf_free(&yaml);
	arena_free(a);
	return good;
}

int
main(void)
{
	struct tzdb *db = NULL;
	struct err e = {""};

	if (!ok(tzdb_open(&db, NULL, &e) == 0, "zones: %s", e.msg))
		return tap_done();
	for (int after = TOP; after < NLINES; after++) {
		/* What is left out as a whole is told once, whatever is in it: a few lines show. */
		size_t step = after != TOP && left_out(after) > 0 ? 12 : 1;
		bool all = true;

		if (after != TOP && !begins(calendar[after], "BEGIN:"))
			continue;
		for (size_t i = 0; i < COUNT(properties); i += step)
			all = is_fine(properties[i], after, db) && all;
		ok(all, "%s: each of %zu lines is carried over or told",
		    after == TOP ? "before it" : calendar[after],
		    (COUNT(properties) + step - 1) / step);
	}
	tzdb_close(db);
	return tap_done();
}
