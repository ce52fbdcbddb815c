/* SPDX-License-Identifier: ISC */
/* A site made by hand, its calendars read back with libical; times are compared through our own
 * zones, since libical's are not right everywhere. */
#include "core/path.h"
#include "core/utf8.h"
#include "ical/calendars.h"
#include "tests/lib/tap.h"
#include "tests/unit/feed_site.h"

#include <libical/ical.h>
#include <locale.h>
#include <stdlib.h>
#include <time.h>

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

/* ---- reading ---- */

static icalcomponent *
calendar(const struct site *s, const struct place_in_site *at, struct buf *b)
{
	int rc;

	buf_init(b, CALENDAR_BYTES_MAX);
	rc = calendar_write(b, s, at);
	if (rc != 0)
		printf("# calendar_write: %d\n", rc);
	return rc == 0 ? icalparser_parse_string(buf_str(b)) : NULL;
}

static icalcomponent *
find(icalcomponent *cal, const char *uid)
{
	icalcomponent *c = icalcomponent_get_first_component(cal, ICAL_VEVENT_COMPONENT);

	for (; c != NULL; c = icalcomponent_get_next_component(cal, ICAL_VEVENT_COMPONENT))
		if (strcmp(icalcomponent_get_uid(c), uid) == 0)
			return c;
	return NULL;
}

/* The instant of DTSTART or DTEND by our zones; a date as its midnight in UTC; -1: none. */
static int64_t
instant(icalcomponent *c, icalproperty_kind kind, bool *is_date, bool *is_utc)
{
	icalproperty *p = icalcomponent_get_first_property(c, kind);
	icalparameter *tzid;
	icaltimetype t;
	struct civil local;
	int64_t utc[2];

	if (p == NULL)
		return -1;
	t = icalvalue_get_datetime(icalproperty_get_value(p));
	local = (struct civil){{t.year, t.month, t.day}, t.hour * 60 + t.minute};
	tzid = icalproperty_get_first_parameter(p, ICAL_TZID_PARAMETER);
	*is_date = t.is_date != 0;
	*is_utc = tzid == NULL && !t.is_date;
	if (tzid == NULL)
		return (int64_t)date_to_days(local.date) * 86400 + local.minute * 60;
	if (tz_from_civil(tzdb_find(db, icalparameter_get_tzid(tzid)), local, utc) != TZ_ONE)
		printf("# %s: not one instant\n", icalcomponent_get_uid(c));
	return utc[0];
}

static const char *
property(icalcomponent *c, const char *name)
{

	icalproperty *p = icalcomponent_get_first_property(c, ICAL_ANY_PROPERTY);

	for (; p != NULL; p = icalcomponent_get_next_property(c, ICAL_ANY_PROPERTY)) {
		const char *is = icalproperty_get_property_name(p);

		if (strcmp(is, name) == 0)
			return icalproperty_get_value_as_string(p);
	}
	return "";
}

/* ---- what is wanted ---- */

enum { DAY = 1, UTC = 2, OPAQUE = 4 };

static const struct want {
	const char *uid, *summary, *start, *end, *status;
	unsigned flags;
} wanted[] = {
    {"summer@example.org", "Summer Conference", "2031-05-16T00:00:00Z", "2031-05-19T00:00:00Z",
	"CONFIRMED", DAY},
    {"opening.summer@example.org", "Opening: a, b; c\\d \"e\"", "2031-05-16T07:30:00Z",
	"2031-05-16T09:00:00Z", "CONFIRMED", OPAQUE},
    {"lunch.summer@example.org", "Lunch", "2031-05-16T10:00:00Z", "2031-05-16T11:00:00Z",
	"CONFIRMED", 0},
    {"off.summer@example.org", "Called off (cancelled)", "2031-05-16T11:00:00Z",
	"2031-05-16T12:00:00Z", "CANCELLED", 0},
    {"later.summer@example.org", "Put off (postponed)", "2031-05-16T12:00:00Z",
	"2031-05-16T13:00:00Z", "TENTATIVE", 0},
    {"maybe.summer@example.org", "Perhaps", "2031-05-16T13:00:00Z", "2031-05-16T14:00:00Z",
	"TENTATIVE", OPAQUE},
    {"gone.summer@example.org", "Was there (cancelled)", "2031-05-16T14:00:00Z",
	"2031-05-16T15:00:00Z", "CANCELLED", 0},
    {"hushed.summer@example.org", "Withdrawn", "2031-05-16T15:00:00Z", "2031-05-16T16:00:00Z",
	"CANCELLED", UTC},
    {"some-time.summer@example.org", "Some time that day", "2031-05-17T00:00:00Z",
	"2031-05-18T00:00:00Z", "CONFIRMED", DAY},
    {"open-end.summer@example.org", "Open end", "2031-05-17T18:00:00Z", NULL, "CONFIRMED", OPAQUE},
    {"moment.summer@example.org", "A moment", "2031-05-17T10:00:00Z", NULL, "CONFIRMED", OPAQUE},
    {"night.summer@example.org", "Into the night", "2031-05-17T20:00:00Z", "2031-05-18T01:00:00Z",
	"CONFIRMED", OPAQUE},
    {"moved.summer@example.org", "Moved ATTENDEE:mailto:evil@example.org[31m",
	"2031-05-18T07:00:00Z", "2031-05-18T08:00:00Z", "CONFIRMED", OPAQUE},
    {"purple.summer@example.org", "Purple", "2031-05-18T09:00:00Z", "2031-05-18T10:00:00Z",
	"CONFIRMED", OPAQUE},
    {"webinar@example.org", "A webinar", "2031-02-07T10:15:00Z", "2031-02-07T11:15:00Z",
	"CONFIRMED", OPAQUE},
    {"autumn@example.org", "When the clocks go back", "2031-10-26T00:00:00Z",
	"2031-10-27T00:00:00Z", "CONFIRMED", DAY},
    {"first.autumn@example.org", "The first half past two", "2031-10-26T00:30:00Z",
	"2031-10-26T01:30:00Z", "CONFIRMED", UTC | OPAQUE},
    {"second.autumn@example.org", "Into the day", "2031-10-26T01:30:00Z", "2031-10-26T03:00:00Z",
	"CONFIRMED", UTC | OPAQUE},
    {"after.autumn@example.org", "After it", "2031-10-26T08:00:00Z", "2031-10-26T09:00:00Z",
	"CONFIRMED", OPAQUE},
    {"mexico@example.org", "Summer time is given up", "2022-07-04T00:00:00Z",
	"2023-07-05T00:00:00Z", "CONFIRMED", DAY},
    {"one.mexico@example.org", "Before", "2022-07-04T16:00:00Z", "2022-07-04T17:00:00Z",
	"CONFIRMED", UTC | OPAQUE},
    {"two.mexico@example.org", "After", "2023-07-04T16:00:00Z", "2023-07-04T17:00:00Z", "CONFIRMED",
	OPAQUE},
    {"utc@example.org", "In UTC", "2031-03-01T00:00:00Z", "2031-03-02T00:00:00Z", "CONFIRMED", DAY},
    {"one.utc@example.org", "At noon", "2031-03-01T12:00:00Z", "2031-03-01T13:00:00Z", "CONFIRMED",
	UTC | OPAQUE},
    {"secret@example.org", "Withdrawn", "2031-03-01T00:00:00Z", "2031-03-03T00:00:00Z", "CANCELLED",
	DAY},
    {"one.secret@example.org", "Withdrawn", "2031-03-01T12:00:00Z", "2031-03-01T13:00:00Z",
	"CANCELLED", UTC},
    {"deadline.call-aoe@example.org", "Deadline: Call for examples", "2031-07-19T12:00:00Z", NULL,
	"CONFIRMED", UTC},
    {"deadline.call-time@example.org", "Deadline: Call for examples", "2031-07-18T15:00:00Z", NULL,
	"CONFIRMED", UTC},
    {"deadline.call-day@example.org", "Deadline: Call for examples", "2031-07-18T00:00:00Z",
	"2031-07-19T00:00:00Z", "CONFIRMED", DAY},
};

static void
check_entry(icalcomponent *c, const struct want *w)
{
	bool is_date = false, is_utc = false, date_too = false, utc_too = false;
	int64_t start = instant(c, ICAL_DTSTART_PROPERTY, &is_date, &is_utc);
	int64_t end = instant(c, ICAL_DTEND_PROPERTY, &date_too, &utc_too);

	is_int(start, at_utc(w->start), "%s: start", w->uid);
	is_int(end, w->end == NULL ? -1 : at_utc(w->end), "%s: end", w->uid);
	ok(end == -1 || (date_too == is_date && utc_too == is_utc), "%s: both of one type", w->uid);
	is_int(is_date, (w->flags & DAY) != 0, "%s: whole days", w->uid);
	is_int(is_utc, (w->flags & UTC) != 0, "%s: written in UTC", w->uid);
	is_str(icalcomponent_get_summary(c), w->summary, "%s: summary", w->uid);
	is_str(property(c, "STATUS"), w->status, "%s: status", w->uid);
	is_str(property(c, "TRANSP"), w->flags & OPAQUE ? "OPAQUE" : "TRANSPARENT", "%s: busy",
	    w->uid);
}

static void
test_all(const struct site *s)
{
	struct place_in_site all = {.kind = PATH_ALL_ICS};
	struct buf b;
	icalcomponent *cal = calendar(s, &all, &b);

	if (!ok(cal != NULL, "all.ics is read")) {
		buf_free(&b);
		return;
	}
	is_int(icalcomponent_count_errors(cal), 0, "without an error");
	is_int(icalcomponent_count_components(cal, ICAL_VEVENT_COMPONENT), COUNT(wanted),
	    "as many entries as wanted");
	is_int(icalcomponent_count_components(cal, ICAL_VTIMEZONE_COMPONENT), 3,
	    "Berlin, Kathmandu and Mexico City; Apia and UTC need none");
	for (size_t i = 0; i < COUNT(wanted); i++) {
		icalcomponent *c = find(cal, wanted[i].uid);

		if (ok(c != NULL, "%s is there", wanted[i].uid))
			check_entry(c, &wanted[i]);
	}
	ok(strncmp(buf_str(&b), "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:", 37) == 0,
	    "VERSION and PRODID come first");
	ok(strstr(buf_str(&b), CANARY) == NULL, "nothing private is in it");
	ok(strstr(buf_str(&b), "\nMETHOD") == NULL, "no METHOD");
	ok(strstr(buf_str(&b), "\nATTENDEE") == NULL && strstr(buf_str(&b), "\nEVIL") == NULL,
	    "no property that a title or a link brought");
	ok(strchr(buf_str(&b), '\x1b') == NULL, "no escape character");
	icalcomponent_free(cal);
	buf_free(&b);
}

/* ---- one entry in full ---- */

static const char opening[] =
    "BEGIN:VEVENT\r\n"
    "UID:opening.summer@example.org\r\n"
    "DTSTAMP:20300317T182000Z\r\n"
    "DTSTART;TZID=Europe/Berlin:20310516T093000\r\n"
    "DTEND;TZID=Europe/Berlin:20310516T110000\r\n"
    "CREATED:20300317T174640Z\r\n"
    "LAST-MODIFIED:20300317T182000Z\r\n"
    "SEQUENCE:2\r\n"
    "STATUS:CONFIRMED\r\n"
    "TRANSP:OPAQUE\r\n"
    "SUMMARY:Opening: a\\, b\\; c\\\\d \"e\"\r\n"
    "LOCATION:Main hall\\; ground floor\\, House of Examples\\, 1 Sample Street\\, "
    "12345 Exampleton\r\n"
    "GEO:52.520000;13.400000\r\n"
    "X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-ADDRESS=\"1 Sample Street, 12345 Exampleton\";"
    "X-APPLE-RADIUS=70;X-TITLE=House of Examples:geo:52.520000,13.400000\r\n"
    "URL:https://www.example.org/programme/summer/session/opening.html\r\n"
    "CATEGORIES:Policy\\, Advocacy\\; Law,talk\r\n"
    "COLOR:teal\r\n"
    "RELATED-TO:summer@example.org\r\n"
    "DESCRIPTION:A beginning\\n\\nFirst paragraph\\, with a link (https://example.o"
    "rg/x).\\n\\nSecond\\; one\xe2\x80\x94with a dash and gar\xc3\xa7on.\\n\\n- an item\\n- "
    "anoth"
    "er\\n\\nPeople:\\n- Ann Example\\, Chair that year\\, Example Society (moderator"
    ")\\n- Bo Example\\, Writer\\, Example Society (speaker)\\nTrack: Policy\\, Advoc"
    "acy\\; Law\\nSlides: https://example.org/slides.pdf\\n\\nSummer "
    "Conference\\nhttps://www.example.org"
    "/programme/summer/session/opening.html\r\n"
    "X-ALT-DESC;FMTTYPE=text/html:<!DOCTYPE HTML><html lang=\"en\"><body>"
    "<p>A beginning</p>"
    "<p>First <em>paragraph</em>\\, with a <a href=\"https://example.org/x\">link</a>.</p>\\n"
    "<p>Second\\; one\xe2\x80\x94with a dash and gar\xc3\xa7on.</p>\\n"
    "<ul>\\n<li>an item</li>\\n<li>another</li>\\n</ul>\\n"
    "<p>People:</p><ul><li>Ann Example\\, Chair that year\\, Example Society (moderator)</li>"
    "<li>Bo Example\\, Writer\\, Example Society (speaker)</li></ul>"
    "<p>Track: Policy\\, Advocacy\\; Law<br>"
    "<a href=\"https://example.org/slides.pdf\">Slides</a></p>"
    "<p>Summer Conference<br>"
    "<a href=\"https://www.example.org/programme/summer/session/opening.html\">"
    "https://www.example.org/programme/summer/session/opening.html</a></p></body></html>\r\n"
    "END:VEVENT\r\n";

static const char hushed[] = "BEGIN:VEVENT\r\n"
			     "UID:hushed.summer@example.org\r\n"
			     "DTSTAMP:20300317T182000Z\r\n"
			     "DTSTART:20310516T150000Z\r\n"
			     "DTEND:20310516T160000Z\r\n"
			     "CREATED:20300317T174640Z\r\n"
			     "LAST-MODIFIED:20300317T182000Z\r\n"
			     "SEQUENCE:2\r\n"
			     "STATUS:CANCELLED\r\n"
			     "TRANSP:TRANSPARENT\r\n"
			     "SUMMARY:Withdrawn\r\n"
			     "END:VEVENT\r\n";

static const char head[] = "BEGIN:VCALENDAR\r\n"
			   "VERSION:2.0\r\n"
			   "PRODID:-//Plenary//Plenary//EN\r\n"
			   "CALSCALE:GREGORIAN\r\n"
			   "LAST-MODIFIED:20300317T182000Z\r\n"
			   "NAME:Summer Conference\r\n"
			   "X-WR-CALNAME:Summer Conference\r\n"
			   "DESCRIPTION:Three days.\r\n"
			   "X-WR-CALDESC:Three days.\r\n"
			   "X-WR-TIMEZONE:Europe/Berlin\r\n"
			   "REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n"
			   "X-PUBLISHED-TTL:PT1H\r\n"
			   "URL:https://www.example.org/programme/summer/\r\n"
			   "SOURCE;VALUE=URI:https://www.example.org/programme/summer.ics\r\n"
			   "BEGIN:VTIMEZONE\r\n";

/* The part is there, in the calendar unfolded. */
static void
shows(const struct buf *b, const char *part, const char *name)
{
	struct buf whole;

	buf_init(&whole, CALENDAR_BYTES_MAX);
	for (const char *s = buf_str(b); *s != '\0';) {
		if (strncmp(s, "\r\n ", 3) == 0)
			s += 3;
		else
			buf_putc(&whole, *s++);
	}
	if (!ok(strstr(buf_str(&whole), part) != NULL, "%s", name))
		printf("# got:\n%s# want:\n%s", buf_str(&whole), part);
	buf_free(&whole);
}

static void
test_event_file(const struct site *s)
{
	struct place_in_site at = {.kind = PATH_EVENT_ICS, .event = s->events[0]};
	struct buf b;
	icalcomponent *cal = calendar(s, &at, &b);

	ok(cal != NULL && icalcomponent_count_errors(cal) == 0, "summer.ics is read, no error");
	ok(strncmp(buf_str(&b), head, strlen(head)) == 0, "how it begins");
	shows(&b, opening, "a session in full");
	shows(&b, hushed, "a withdrawn session: its time and no more");
	is_int(icalcomponent_count_components(cal, ICAL_VEVENT_COMPONENT), 14, "its entries");
	ok(find(cal, "quiet.summer@example.org") == NULL, "none that is not listed");
	is_str(property(find(cal, "purple.summer@example.org"), "COLOR"), "darkslateblue",
	    "the nearest to a colour that CSS level 3 has not");
	ok(find(cal, "unplanned.summer@example.org") == NULL, "none without a day");
	ok(strstr(icalcomponent_get_description(find(cal, "moved.summer@example.org")),
	       "Before: Sat 17 May, from 10:00, Europe/Berlin, UTC+2") != NULL,
	    "where it was before it moved");
	icalcomponent_free(cal);
	buf_free(&b);
}

static void
test_session_file(const struct site *s)
{
	struct place_in_site at = {.kind = PATH_SESSION_ICS,
	    .event = s->events[0],
	    .session = event_find_session(s->events[0], "quiet")};
	struct buf b;
	icalcomponent *cal = calendar(s, &at, &b);

	is_int(icalcomponent_count_components(cal, ICAL_VEVENT_COMPONENT), 1,
	    "a session's file has that session, though not listed");
	ok(find(cal, "quiet.summer@example.org") != NULL, "and no other");
	icalcomponent_free(cal);
	buf_free(&b);

	at.session = event_find_session(s->events[0], "unplanned");
	cal = calendar(s, &at, &b);
	is_int(icalcomponent_count_components(cal, ICAL_VEVENT_COMPONENT), 0,
	    "one without a day has no entry");
	is_int(icalcomponent_count_components(cal, ICAL_VTIMEZONE_COMPONENT), 1,
	    "but a zone, since a calendar has at least one component");
	icalcomponent_free(cal);
	buf_free(&b);

	at.session = event_find_session(s->events[0], "hushed");
	cal = calendar(s, &at, &b);
	ok(cal != NULL && strstr(buf_str(&b), CANARY) == NULL &&
		strstr(buf_str(&b), "session/hushed.html") == NULL,
	    "a withdrawn session's file names it nowhere");
	icalcomponent_free(cal);
	buf_free(&b);
}

static void
test_online(const struct site *s)
{
	struct place_in_site at = {.kind = PATH_EVENT_ICS, .event = site_find_event(s, "webinar")};
	struct buf b;
	icalcomponent *cal = calendar(s, &at, &b);

	shows(&b,
	    "CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL=Join "
	    "online:https://meet.example.org/1?a=b,c;d\r\n",
	    "a public link");
	shows(&b, "LOCATION:https://meet.example.org/1?a=b\\,c\\;d\r\n",
	    "a place for what is online only");
	shows(&b, "DTSTART;TZID=Asia/Kathmandu:20310207T160000\r\n", "its own clock");
	shows(&b, "\r\nCATEGORIES:webinar\r\n", "its kind");
	ok(strstr(buf_str(&b), "GEO") == NULL, "no point on the earth");
	icalcomponent_free(cal);
	buf_free(&b);
}

static void
test_without_web(struct site *s)
{
	struct place_in_site at = {.kind = PATH_EVENT_ICS, .event = s->events[0]};
	const char *web = s->web;
	struct buf b;
	icalcomponent *cal;

	s->web = NULL;
	cal = calendar(s, &at, &b);
	shows(&b, "\r\nURL:gemini://example.org/summer/session/opening\r\n",
	    "without a web site the capsule's address");
	ok(strstr(buf_str(&b), "SOURCE") == NULL, "and no source");
	s->web = web;
	icalcomponent_free(cal);
	buf_free(&b);
}

static void
test_same_bytes(const struct site *s)
{
	static const struct {
		const char *zone, *locale;
	} cases[] = {
	    {"Pacific/Apia", "de_DE.UTF-8"}, {"America/St_Johns", "tr_TR.UTF-8"}, {"UTC", "C"}};
	struct place_in_site all = {.kind = PATH_ALL_ICS};
	struct buf first, again;

	icalcomponent_free(calendar(s, &all, &first));
	for (size_t i = 0; i < COUNT(cases); i++) {
		setenv("TZ", cases[i].zone, 1);
		setenv("LC_ALL", cases[i].locale, 1);
		tzset();
		setlocale(LC_ALL, "");
		icalcomponent_free(calendar(s, &all, &again));
		ok(first.n == again.n && memcmp(first.p, again.p, first.n) == 0,
		    "the same %zu bytes in %s, %s", first.n, cases[i].zone, cases[i].locale);
		buf_free(&again);
	}
	setlocale(LC_ALL, "C");
	buf_free(&first);
}

/* The names of all content lines, one after the other. */
static void
line_names(struct buf *names, const struct buf *b)
{
	const char *s = buf_str(b);

	buf_init(names, CALENDAR_BYTES_MAX);
	while (*s != '\0') {
		const char *end = strstr(s, "\r\n");

		if (end == NULL || end - s > 75 ||
		    utf8_check(s, (size_t)(end - s)) != (size_t)(end - s)) {
			buf_puts(names, "(a line that is none)");
			return;
		}
		if (*s != ' ')
			buf_printf(names, "%.*s\n", (int)strcspn(s, ":;"), s);
		s = end + 2;
	}
}

/* Whatever the texts have in them, the calendar keeps its shape. */
static void
test_hostile_texts(const struct site *tame)
{
	static char endless[2001], cjk[901], families[661];
	static const struct {
		const char *name, *payload;
	} cases[] = {
	    {"a property", "\r\nATTENDEE:mailto:evil@example.org\r\n"},
	    {"an end", "\nEND:VEVENT\nBEGIN:VALARM\nACTION:DISPLAY\nEND:VALARM\n"},
	    {"an end by LS and NEL", "\xe2\x80\xa8"
				     "END:VCALENDAR\xc2\x85"
				     "X:1"},
	    {"escape sequences", "\x1b]0;x\x07\x1b[2J\x7f\x9b"},
	    {"a backslash at the end", "\\"},
	    {"two and a half", "\\\\\\n\\,"},
	    {"separators and quotes", ";,:=\"'^n^^"},
	    {"bytes that are not UTF-8", "\xff\xc0\x80\xed\xa0\x80\xf0\x9f"},
	    {"a text without an end", endless},
	    {"a long word of three bytes each", cjk},
	    {"a long word of families, joined by ZWJ", families},
	};
	struct place_in_site all = {.kind = PATH_ALL_ICS};
	struct buf b, want, names;

	memset(endless, 'x', sizeof endless - 1);
	for (size_t i = 0; i < 300; i++)
		memcpy(cjk + 3 * i, "\xe4\xbc\x9a", 3);
	for (size_t i = 0; i < 60; i++)
		memcpy(families + 11 * i, "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7", 11);
	icalcomponent_free(calendar(tame, &all, &b));
	line_names(&want, &b);
	buf_free(&b);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct site *s;
		icalcomponent *cal;

		payload = cases[i].payload;
		s = make_site();
		cal = calendar(s, &all, &b);
		line_names(&names, &b);
		is_str(buf_str(&names), buf_str(&want), "the same lines after %s", cases[i].name);
		ok(cal != NULL && icalcomponent_count_errors(cal) == 0, "and no error");
		icalcomponent_free(cal);
		buf_free(&names);
		buf_free(&b);
		site_free(s);
	}
	payload = "";
	buf_free(&want);
}

static void
test_limits(const struct site *s)
{
	struct place_in_site all = {.kind = PATH_ALL_ICS}, page = {.kind = PATH_HOME};
	struct buf b;

	buf_init(&b, 5000);
	is_int(calendar_write(&b, s, &all), -1, "a calendar over the maximum fails");
	buf_free(&b);
	is_int(calendar_write(&b, s, &page), 1, "a page is no calendar");
	is_int(b.n, 0, "and nothing is written");
}

int
main(void)
{
	struct site *s;
	struct err e;

	if (tzdb_open(&db, NULL, &e) < 0) {
		ok(false, "zones: %s", e.msg);
		return tap_done();
	}
	s = make_site();
	test_all(s);
	test_event_file(s);
	test_session_file(s);
	test_online(s);
	test_without_web(s);
	test_same_bytes(s);
	test_limits(s);
	test_hostile_texts(s);
	site_free(s);
	tzdb_close(db);
	return tap_done();
}
