/* SPDX-License-Identifier: ISC */
/* Calendars as libical reads them, as JSON. Names of files come on standard input, one a line.
 * Zones are those in the calendar: libical's own are not right everywhere. */
#include "core/json.h"

#include <libical/ical.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OUT_MAX = 512 * 1024 * 1024, FILE_MAX = 32 * 1024 * 1024 };

/* A time as the model tells it: a date, or the instant in UTC. */
static const char *
moment(char s[32], icalcomponent *calendar, icalproperty *p)
{
	icaltimetype t = icalvalue_get_datetime(icalproperty_get_value(p));
	icalparameter *tzid = icalproperty_get_first_parameter(p, ICAL_TZID_PARAMETER);

	if (t.is_date) {
		snprintf(s, 32, "%04d-%02d-%02d", t.year, t.month, t.day);
		return s;
	}
	if (tzid != NULL) {
		icaltimezone *zone =
		    icalcomponent_get_timezone(calendar, icalparameter_get_tzid(tzid));

		if (zone == NULL)
			return "a zone that is not there";
		t = icaltime_convert_to_zone(
		    icaltime_set_timezone(&t, zone), icaltimezone_get_utc_timezone());
	} else if (!icaltime_is_utc(t)) {
		return "a time without a zone";
	}
	snprintf(s, 32, "%04d-%02d-%02dT%02d:%02d:%02dZ", t.year, t.month, t.day, t.hour, t.minute,
	    t.second);
	return s;
}

static void
put_moment(struct json *j, const char *key, icalcomponent *calendar, icalcomponent *event,
    icalproperty_kind kind)
{
	icalproperty *p = icalcomponent_get_first_property(event, kind);
	char s[32];

	json_put_string(j, key, p == NULL ? NULL : moment(s, calendar, p));
}

static void
put_event(struct json *j, icalcomponent *calendar, icalcomponent *event)
{
	static const struct {
		icalproperty_status status;
		const char *word;
	} words[] = {{ICAL_STATUS_CONFIRMED, "CONFIRMED"}, {ICAL_STATUS_TENTATIVE, "TENTATIVE"},
	    {ICAL_STATUS_CANCELLED, "CANCELLED"}};
	const char *status = NULL;

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (icalcomponent_get_status(event) == words[i].status)
			status = words[i].word;
	json_open_object(j);
	json_put_string(j, "uid", icalcomponent_get_uid(event));
	json_put_int(j, "sequence", icalcomponent_get_sequence(event));
	put_moment(j, "start", calendar, event, ICAL_DTSTART_PROPERTY);
	put_moment(j, "end", calendar, event, ICAL_DTEND_PROPERTY);
	json_put_string(j, "status", status);
	json_put_string(j, "summary", icalcomponent_get_summary(event));
	json_close_object(j);
}

/* Errors of the parser, then of the tables of RFC 5546, each a component or property that says what
 * is wrong. */
static void
put_errors(struct json *j, icalcomponent *c)
{
	icalproperty *p = icalcomponent_get_first_property(c, ICAL_XLICERROR_PROPERTY);

	for (; p != NULL; p = icalcomponent_get_next_property(c, ICAL_XLICERROR_PROPERTY))
		json_string(j, icalproperty_get_xlicerror(p));
	for (icalcompiter i = icalcomponent_begin_component(c, ICAL_ANY_COMPONENT);
	     icalcompiter_deref(&i) != NULL; icalcompiter_next(&i))
		put_errors(j, icalcompiter_deref(&i));
}

static void
put_calendar(struct json *j, icalcomponent *calendar)
{
	icalcomponent *c = NULL;

	json_key(j, "entries");
	json_open_array(j);
	if (calendar != NULL)
		c = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
	for (; c != NULL; c = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT))
		put_event(j, calendar, c);
	json_close_array(j);
	json_key(j, "errors");
	json_open_array(j);
	if (calendar == NULL) {
		json_string(j, "no calendar");
	} else {
		icalrestriction_check(calendar);
		put_errors(j, calendar);
		if (icalcomponent_count_errors(calendar) > 0)
			json_string(j, "icalcomponent_count_errors is not 0");
	}
	json_close_array(j);
}

/* The bytes of a file with a NUL after them; the caller frees them. NULL if it cannot be read. */
static char *
slurp(const char *path)
{
	FILE *f = fopen(path, "rb");
	char *s = f == NULL ? NULL : malloc(FILE_MAX);
	size_t n = s == NULL ? 0 : fread(s, 1, FILE_MAX - 1, f);

	if (f != NULL)
		fclose(f);
	if (s != NULL)
		s[n] = '\0';
	return s;
}

int
main(void)
{
	char path[4096], *text;
	bool is_written;
	struct buf out;
	struct json j;

	buf_init(&out, OUT_MAX);
	j = json_begin(&out);
	json_open_object(&j);
	while (fgets(path, sizeof path, stdin) != NULL) {
		icalcomponent *calendar;

		path[strcspn(path, "\n")] = '\0';
		text = slurp(path);
		if (text == NULL) {
			perror(path);
			return 1;
		}
		calendar = icalparser_parse_string(text);
		free(text);
		json_key(&j, path);
		json_open_object(&j);
		put_calendar(&j, calendar);
		json_close_object(&j);
		if (calendar != NULL)
			icalcomponent_free(calendar);
	}
	json_close_object(&j);
	json_end(&j);
	is_written = !out.failed && fwrite(out.p, 1, out.n, stdout) == out.n;
	buf_free(&out);
	return is_written ? 0 : 1;
}
