/* SPDX-License-Identifier: ISC */
/* Messages of iTIP, read back with libical, which knows RFC 5546's tables too, and against those
 * tables as they stand here. */
#include "ical/message.h"
#include "tests/lib/tap.h"
#include "tests/unit/feed_site.h"

#include <libical/ical.h>
#include <stdlib.h>

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

enum need { ONE, ANY, NONE };

/* RFC 5546 sections 3.2.1, 3.2.2 and 3.2.5, as far as we write these; SEQUENCE is there whatever
 * it is. */
static const struct {
	icalproperty_kind kind;
	enum need of[3]; /* by enum message_method */
} table[] = {{ICAL_DTSTAMP_PROPERTY, {ONE, ONE, ONE}}, {ICAL_DTSTART_PROPERTY, {ONE, ONE, ONE}},
    {ICAL_ORGANIZER_PROPERTY, {ONE, ONE, ONE}}, {ICAL_SUMMARY_PROPERTY, {ONE, ONE, ONE}},
    {ICAL_UID_PROPERTY, {ONE, ONE, ONE}}, {ICAL_SEQUENCE_PROPERTY, {ONE, ONE, ONE}},
    {ICAL_STATUS_PROPERTY, {ONE, ONE, ONE}}, {ICAL_ATTENDEE_PROPERTY, {NONE, ANY, ANY}},
    {ICAL_REQUESTSTATUS_PROPERTY, {NONE, NONE, NONE}}};

static const char *const methods[] = {"PUBLISH", "REQUEST", "CANCEL"};
static const char *const guests[] = {"a@example.org", "b?c%d&e#f@example.org"};

static struct message
message(enum message_method method, size_t nattendees)
{
	return (struct message){.method = method,
	    .lang = "en",
	    .organizer = "office@example.org",
	    .attendees = guests,
	    .nattendees = nattendees};
}

static icalcomponent *
read_message(
    const struct site *s, const struct feed_item *it, const struct message *m, struct buf *b)
{
	int rc;

	buf_init(b, MESSAGE_BYTES_MAX);
	rc = message_write(b, s, it, m, message_identity(it)->modified);
	if (rc != 0)
		printf("# message_write: %d\n", rc);
	return rc == 0 ? icalparser_parse_string(buf_str(b)) : NULL;
}

static void
check_table(icalcomponent *ev, enum message_method method, const char *name)
{
	bool is_right = true;

	for (size_t i = 0; i < COUNT(table); i++) {
		int n = icalcomponent_count_properties(ev, table[i].kind);
		enum need need = table[i].of[method];

		if (need == ANY || n == (need == ONE))
			continue;
		is_right = false;
		printf("# %s: %d\n", icalproperty_kind_to_string(table[i].kind), n);
	}
	ok(is_right, "%s: what it has to have, and no more", name);
}

/* One message, read back. */
static void
check(const struct site *s, const struct feed_item *it, enum message_method method,
    size_t nattendees, const char *name)
{
	struct message m = message(method, nattendees);
	struct buf b;
	icalcomponent *cal = read_message(s, it, &m, &b), *ev;

	if (!ok(cal != NULL, "%s: is read", name)) {
		buf_free(&b);
		return;
	}
	is_int(icalcomponent_count_errors(cal), 0, "%s: without an error", name);
	is_str(icalenum_method_to_string(icalcomponent_get_method(cal)), methods[method],
	    "%s: the method", name);
	is_int(icalcomponent_count_components(cal, ICAL_VEVENT_COMPONENT), 1, "%s: one UID", name);
	ok(icalrestriction_check(cal), "%s: as libical has RFC 5546", name);
	ev = icalcomponent_get_first_component(cal, ICAL_VEVENT_COMPONENT);
	check_table(ev, method, name);
	is_int(icalcomponent_count_properties(ev, ICAL_ATTENDEE_PROPERTY), nattendees,
	    "%s: who it is for", name);
	is_str(icalcomponent_get_uid(ev), message_identity(it)->uid, "%s: UID", name);
	is_int(
	    icalcomponent_get_sequence(ev), message_identity(it)->sequence, "%s: SEQUENCE", name);
	ok((icalcomponent_get_status(ev) == ICAL_STATUS_CANCELLED) == (method == MESSAGE_CANCEL),
	    "%s: STATUS", name);
	ok((strstr(buf_str(&b), "\r\nDTSTART;TZID=") != NULL) ==
		(icalcomponent_count_components(cal, ICAL_VTIMEZONE_COMPONENT) == 1),
	    "%s: a VTIMEZONE if a time has a zone, and then only", name);
	ok(strstr(buf_str(&b), CANARY) == NULL, "%s: nothing private", name);
	icalcomponent_free(cal);
	buf_free(&b);
}

static const struct session *
session(const struct site *s, const char *id)
{
	for (size_t i = 0; i < s->nevents; i++) {
		const struct session *se = event_find_session(s->events[i], id);

		if (se != NULL)
			return se;
	}
	printf("# no session %s\n", id);
	abort();
}

static struct feed_item
item(const struct site *s, const char *id)
{
	const struct session *se = session(s, id);

	return (struct feed_item){ENTRY_SESSION, se->event, se};
}

/* Every entry of the site as whatever fits it. */
static void
test_all(const struct site *s)
{
	struct place_in_site all = {.kind = PATH_ALL_ICS};
	struct feed_walk w;
	struct feed_item it;
	size_t n = 0, ncancelled = 0;

	feed_begin(&w, s, &all);
	while (feed_next(&w, &it)) {
		const char *uid = message_identity(&it)->uid;
		struct message m = message(MESSAGE_PUBLISH, 0);
		struct buf b;
		int rc;

		buf_init(&b, MESSAGE_BYTES_MAX);
		rc = message_write(&b, s, &it, &m, 0);
		buf_free(&b);
		if (rc == 1)
			continue;
		n++;
		if (message_is_cancelled(&it)) {
			ncancelled++;
			check(s, &it, MESSAGE_CANCEL, n % 3, uid);
			continue;
		}
		check(s, &it, MESSAGE_PUBLISH, 0, uid);
		check(s, &it, MESSAGE_REQUEST, 1 + n % 2, uid);
	}
	ok(n > 10 && ncancelled > 1, "there were %zu, %zu cancelled", n, ncancelled);
}

/* An address is read back as it was, whatever a URI makes of its characters; and names. */
static void
test_addresses(const struct site *tame)
{
	struct site s = *tame;
	struct text_in title = {
	    "en", "A \"title\"; of, two:\nlines ^n \xe2\x80\x9cthe\xe2\x80\x9d"};
	struct feed_item it = item(tame, "opening");
	struct message m = message(MESSAGE_REQUEST, 2);
	struct buf b;
	icalcomponent *cal, *ev;
	icalproperty *p;

	s.title = (struct text){.in = &title, .n = 1};
	m.organizer = "a+b/c=d@example.org";
	cal = read_message(&s, &it, &m, &b);
	if (!ok(cal != NULL, "addresses: the message is read"))
		return;
	ev = icalcomponent_get_first_component(cal, ICAL_VEVENT_COMPONENT);
	p = icalcomponent_get_first_property(ev, ICAL_ORGANIZER_PROPERTY);
	is_str(icalproperty_get_organizer(p), "mailto:a+b%2Fc%3Dd@example.org", "the organiser");
	is_str(icalparameter_get_cn(icalproperty_get_first_parameter(p, ICAL_CN_PARAMETER)),
	    "A \"title\"; of, two:\nlines ^n \xe2\x80\x9cthe\xe2\x80\x9d",
	    "the name of the organiser");
	p = icalcomponent_get_first_property(ev, ICAL_ATTENDEE_PROPERTY);
	is_str(icalproperty_get_attendee(p), "mailto:a@example.org", "an attendee");
	is_str(icalproperty_get_parameter_as_string(p, "CUTYPE"), "INDIVIDUAL", "is a person");
	is_str(icalproperty_get_parameter_as_string(p, "ROLE"), "REQ-PARTICIPANT", "is wanted");
	is_str(icalproperty_get_parameter_as_string(p, "PARTSTAT"), "NEEDS-ACTION", "has not said");
	is_str(icalproperty_get_parameter_as_string(p, "RSVP"), "TRUE", "is asked to say");
	p = icalcomponent_get_next_property(ev, ICAL_ATTENDEE_PROPERTY);
	is_str(icalproperty_get_attendee(p), "mailto:b%3Fc%25d%26e%23f@example.org",
	    "an attendee with what a URI would take for something else");
	icalcomponent_free(cal);
	buf_free(&b);
}

/* A link that is private is in it if it was asked for, and in nothing else. */
static void
test_join(const struct site *s)
{
	struct feed_item it = item(s, "opening");
	struct message m = message(MESSAGE_REQUEST, 1);
	struct buf with, without;

	m.join = "https://meet.example.org/for-guests";
	icalcomponent_free(read_message(s, &it, &m, &with));
	m.join = NULL;
	icalcomponent_free(read_message(s, &it, &m, &without));
	ok(strstr(buf_str(&with), "\r\nCONFERENCE;VALUE=URI") != NULL &&
		strstr(buf_str(&with), "https://meet.example.org/for-guests") != NULL,
	    "with the link");
	ok(strstr(buf_str(&without), "for-guests") == NULL, "without the link");
	buf_free(&with);
	buf_free(&without);
}

/* Memory that is not enough is told, wherever it ends. */
static void
test_limits(const struct site *s)
{
	struct feed_item it = item(s, "opening");
	struct message m = message(MESSAGE_REQUEST, 2);
	struct buf whole, b;
	bool is_told = true;

	icalcomponent_free(read_message(s, &it, &m, &whole));
	for (size_t max = 1; max < whole.n; max += 7) {
		buf_init(&b, max);
		is_told = is_told && message_write(&b, s, &it, &m, 0) == -1;
		buf_free(&b);
	}
	ok(is_told, "a buffer that is too small for %zu bytes", whole.n);
	buf_free(&whole);
}

int
main(void)
{
	struct site *s;
	struct err e;

	icalerror_set_errors_are_fatal(false);
	if (!ok(tzdb_open(&db, NULL, &e) == 0, "zones"))
		return tap_done();
	s = make_site();
	test_all(s);
	test_addresses(s);
	test_join(s);
	test_limits(s);
	site_free(s);
	tzdb_close(db);
	return tap_done();
}
