/* SPDX-License-Identifier: ISC */
/* A site made by hand that has whatever a calendar may say, for feed.c. */
#ifndef PLENARY_FEED_SITE_H
#define PLENARY_FEED_SITE_H

#include "core/model.h"
#include "tests/lib/tap.h"

#define CANARY "CANARY-7f3a"

static struct tzdb *db;
static struct arena *arena;      /* of the site being made */
static const char *payload = ""; /* at the end of every text */

static struct text
text(const char *s)
{
	struct text t = {.in = arena_alloc(arena, sizeof *t.in), .n = 1};

	t.in[0] = (struct text_in){"en", arena_printf(arena, "%s%s", s, payload)};
	return t;
}

static int64_t
at_utc(const char *rfc3339)
{
	int64_t when = 0;

	if (!tz_parse_rfc3339(rfc3339, &when))
		printf("# not a time: %s\n", rfc3339);
	return when;
}

static struct identity
published(const char *uid, int sequence)
{
	return (struct identity){.uid = uid,
	    .sequence = sequence,
	    .created = 1900000000,
	    .modified = 1900000000 + 1000 * sequence,
	    .changed_revision = 1};
}

static struct event *
add_event(struct site *s, const char *id, const char *title, const char *zone)
{
	struct event *ev = arena_alloc(arena, sizeof *ev);
	struct event **slot = arena_push(arena, &s->events, &s->nevents, sizeof *slot);

	*slot = ev;
	ev->id = id;
	ev->title = text(title);
	ev->zone = tzdb_find(db, zone);
	ev->capacity = -1;
	ev->identity = published(arena_printf(arena, "%s@example.org", id), 0);
	return ev;
}

static void
dated(struct event *ev, struct date first, struct date last)
{
	ev->dates = (struct span){.precision = PRECISION_DAY, .first = first, .last = last};
}

/* A session from `start` to `end`, RFC 3339; NULL: not known. A start of ten characters is a day.
 */
static struct session *
add_session(struct event *ev, const char *id, const char *title, const char *start, const char *end)
{
	struct session *se = arena_alloc(arena, sizeof *se);
	struct session **place = arena_push(arena, &ev->sessions, &ev->nsessions, sizeof *place);

	*place = se;
	se->id = id;
	se->title = text(title);
	se->event = ev;
	se->capacity = -1;
	se->identity = published(arena_printf(arena, "%s.%s@example.org", id, ev->id), 2);
	if (start != NULL && strlen(start) == 10) {
		date_parse(start, &se->slot.day);
	} else if (start != NULL) {
		se->slot.has_start = true;
		se->slot.start = at_utc(start);
		se->slot.day = tz_to_civil(ev->zone, se->slot.start).date;
	}
	if (end != NULL) {
		se->slot.has_end = true;
		se->slot.end = at_utc(end);
	}
	return se;
}

static void
add_link(struct session *se, const char *name, const char *url, enum visibility v)
{
	struct link *li = arena_push(arena, &se->links, &se->nlinks, sizeof *li);

	*li = (struct link){.name = name, .url = url, .visibility = v};
}

static void
add_person(struct session *se, struct person *pe, enum role as)
{
	struct appearance *ap = arena_push(arena, &se->people, &se->npeople, sizeof *ap);

	*ap = (struct appearance){.person = pe, .as = as};
}

static struct person *
person(struct site *s, const char *id, const char *name, const char *role)
{
	struct person *pe = arena_alloc(arena, sizeof *pe);
	struct person **slot = arena_push(arena, &s->people, &s->npeople, sizeof *slot);

	*slot = pe;
	pe->id = id;
	pe->name = text(name);
	pe->role = text(role);
	pe->organisation = text("Example Society");
	return pe;
}

static void
add_venue(struct event *ev)
{
	ev->venue = (struct venue){.name = text("House of Examples"),
	    .address = text("1 Sample Street\n12345 Exampleton"),
	    .has_geo = true,
	    .latitude = 52.52,
	    .longitude = 13.4};
	ev->nrooms = 2;
	ev->rooms = arena_array(arena, 2, sizeof *ev->rooms);
	ev->rooms[0] = (struct room){.id = "hall", .title = text("Main hall; ground floor")};
	ev->rooms[1] = (struct room){
	    .id = "stream", .title = text("Stream"), .url = "https://stream.example.org/1"};
	ev->ntracks = 3;
	ev->tracks = arena_array(arena, 3, sizeof *ev->tracks);
	ev->tracks[0] = (struct track){
	    .id = "policy", .title = text("Policy, Advocacy; Law"), .colour = "teal"};
	ev->tracks[1] =
	    (struct track){.id = "people", .title = text("People"), .colour = "#123456"};
	ev->tracks[2] =
	    (struct track){.id = "purple", .title = text("Purple"), .colour = "rebeccapurple"};
}

static void
tracks_and_rooms(struct session *se, size_t ntracks, size_t nrooms)
{
	struct event *ev = se->event;

	for (size_t i = 0; i < ntracks; i++) {
		struct track **tr = arena_push(arena, &se->tracks, &se->ntracks, sizeof *tr);

		*tr = &ev->tracks[i];
	}
	for (size_t i = 0; i < nrooms; i++) {
		struct room **ro = arena_push(arena, &se->rooms, &se->nrooms, sizeof *ro);

		*ro = &ev->rooms[i];
	}
}

static void
add_conference(struct site *s)
{
	struct event *ev = add_event(s, "summer", "Summer Conference", "Europe/Berlin");
	struct person *a = person(s, "ann-example", "Ann Example", "Director");
	struct person *b = person(s, "bo-example", "Bo Example", "Writer");
	struct session *se;

	dated(ev, (struct date){2031, 5, 16}, (struct date){2031, 5, 18});
	ev->abstract = text("Three *days*.");
	add_venue(ev);
	ev->npeople = 1;
	ev->people = arena_alloc(arena, sizeof *ev->people);
	ev->people[0] = (struct attendee){.person = a, .role = text("Chair that year")};

	se = add_session(ev, "opening", "Opening: a, b; c\\d \"e\"", "2031-05-16T07:30:00Z",
	    "2031-05-16T09:00:00Z");
	tracks_and_rooms(se, 1, 1);
	add_person(se, a, ROLE_MODERATOR);
	add_person(se, b, ROLE_SPEAKER);
	se->subtitle = text("A beginning");
	se->abstract =
	    text("First *paragraph*, with a [link](https://example.org/x).\n\nSecond; "
		 "one\xe2\x80\x94with a dash and gar\xc3\xa7on.\n\n- an item\n- another");
	add_link(se, "slides", "https://example.org/slides.pdf", VISIBILITY_PUBLIC);
	add_link(se, "secret", "https://example.org/" CANARY, VISIBILITY_PRIVATE);
	add_link(se, "hidden", "https://example.org/" CANARY, VISIBILITY_UNLISTED);
	se->join = "https://meet.example.org/" CANARY;
	se->join_visibility = VISIBILITY_PRIVATE;

	add_session(ev, "lunch", "Lunch", "2031-05-16T10:00:00Z", "2031-05-16T11:00:00Z")->type =
	    TYPE_BREAK;
	se = add_session(ev, "off", "Called off", "2031-05-16T11:00:00Z", "2031-05-16T12:00:00Z");
	se->status = STATUS_CANCELLED;
	tracks_and_rooms(se, 2, 2);
	add_session(ev, "later", "Put off", "2031-05-16T12:00:00Z", "2031-05-16T13:00:00Z")
	    ->status = STATUS_POSTPONED;
	add_session(ev, "maybe", "Perhaps", "2031-05-16T13:00:00Z", "2031-05-16T14:00:00Z")
	    ->status = STATUS_TENTATIVE;
	add_session(ev, "gone", "Was there", "2031-05-16T14:00:00Z", "2031-05-16T15:00:00Z")
	    ->identity.gone = true;
	se = add_session(ev, "hushed", CANARY, "2031-05-16T15:00:00Z", "2031-05-16T16:00:00Z");
	se->identity.gone = se->identity.withdrawn = true;
	se->abstract = text(CANARY);
	se->visibility = VISIBILITY_PRIVATE;
	tracks_and_rooms(se, 1, 1);
	add_session(ev, "some-time", "Some time that day", "2031-05-17", NULL);
	add_session(ev, "unplanned", "Not planned yet", NULL, NULL);
	add_session(ev, "quiet", "Not listed", "2031-05-17T07:00:00Z", "2031-05-17T08:00:00Z")
	    ->visibility = VISIBILITY_UNLISTED;
	add_session(ev, "open-end", "Open end", "2031-05-17T18:00:00Z", NULL);
	add_session(ev, "moment", "A moment", "2031-05-17T10:00:00Z", "2031-05-17T10:00:00Z");
	add_session(ev, "night", "Into the night", "2031-05-17T20:00:00Z", "2031-05-18T01:00:00Z");
	se = add_session(ev, "moved", "Moved\r\nATTENDEE:mailto:evil@example.org\x1b[31m",
	    "2031-05-18T07:00:00Z", "2031-05-18T08:00:00Z");
	se->moved_from = (struct slot){
	    .day = {2031, 5, 17}, .has_start = true, .start = at_utc("2031-05-17T08:00:00Z")};
	add_link(se, "report", "https://example.org/\r\nEVIL:1", VISIBILITY_PUBLIC);
	se->languages = arena_array(arena, 1, sizeof *se->languages);
	se->languages[0] = "fr";
	se->nlanguages = 1;
	se = add_session(ev, "purple", "Purple", "2031-05-18T09:00:00Z", "2031-05-18T10:00:00Z");
	se->tracks = arena_array(arena, 1, sizeof *se->tracks);
	se->tracks[0] = &ev->tracks[2];
	se->ntracks = 1;
}

static void
add_other_events(struct site *s)
{
	struct event *ev = add_event(s, "webinar", "A webinar", "Asia/Kathmandu");

	dated(ev, (struct date){2031, 2, 7}, (struct date){2031, 2, 7});
	ev->kind = KIND_WEBINAR;
	ev->format = FORMAT_ONLINE;
	ev->slot = (struct slot){.day = {2031, 2, 7},
	    .has_start = true,
	    .has_end = true,
	    .start = at_utc("2031-02-07T10:15:00Z"),
	    .end = at_utc("2031-02-07T11:15:00Z")};
	ev->join = "https://meet.example.org/1?a=b,c;d";
	ev->join_visibility = VISIBILITY_PUBLIC;

	ev = add_event(s, "autumn", "When the clocks go back", "Europe/Berlin");
	dated(ev, (struct date){2031, 10, 26}, (struct date){2031, 10, 26});
	add_session(
	    ev, "first", "The first half past two", "2031-10-26T00:30:00Z", "2031-10-26T01:30:00Z");
	add_session(ev, "second", "Into the day", "2031-10-26T01:30:00Z", "2031-10-26T03:00:00Z");
	add_session(ev, "after", "After it", "2031-10-26T08:00:00Z", "2031-10-26T09:00:00Z");

	ev = add_event(s, "mexico", "Summer time is given up", "America/Mexico_City");
	dated(ev, (struct date){2022, 7, 4}, (struct date){2023, 7, 4});
	add_session(ev, "one", "Before", "2022-07-04T16:00:00Z", "2022-07-04T17:00:00Z");
	add_session(ev, "two", "After", "2023-07-04T16:00:00Z", "2023-07-04T17:00:00Z");

	ev = add_event(s, "utc", "In UTC", "UTC");
	dated(ev, (struct date){2031, 3, 1}, (struct date){2031, 3, 1});
	add_session(ev, "one", "At noon", "2031-03-01T12:00:00Z", "2031-03-01T13:00:00Z");

	ev = add_event(s, "month", "Only a month", "Europe/Berlin");
	ev->dates = (struct span){
	    .precision = PRECISION_MONTH, .first = {2031, 6, 1}, .last = {2031, 6, 30}};
	ev = add_event(s, "unannounced", "Nothing known", "Europe/Berlin");
	ev = add_event(s, "unpublished", "No identity yet", "Europe/Berlin");
	dated(ev, (struct date){2031, 3, 1}, (struct date){2031, 3, 1});
	ev->identity = (struct identity){0};
	ev = add_event(s, "hidden", "Not listed", "Europe/Berlin");
	dated(ev, (struct date){2031, 3, 1}, (struct date){2031, 3, 1});
	ev->visibility = VISIBILITY_UNLISTED;
	add_session(
	    ev, "one", "Of what is not listed", "2031-03-01T12:00:00Z", "2031-03-01T13:00:00Z");
	ev = add_event(s, "secret", CANARY, "Pacific/Apia");
	dated(ev, (struct date){2031, 3, 1}, (struct date){2031, 3, 2});
	ev->abstract = text(CANARY);
	ev->identity.gone = ev->identity.withdrawn = true;
	add_session(ev, "one", CANARY, "2031-03-01T12:00:00Z", "2031-03-01T13:00:00Z");
}

static void
add_call(struct site *s, const char *id, struct deadline d)
{
	struct event *ev = add_event(s, id, "Call for examples", "Europe/Berlin");

	ev->kind = KIND_CALL;
	ev->deadline = d;
	ev->deadline.identity = published(arena_printf(arena, "deadline.%s@example.org", id), 1);
}

static struct site *
make_site(void)
{
	struct site *s = site_new();

	arena = s->arena;
	s->title = text("Example Society, events");
	s->abstract = text("What we do.");
	s->host = "example.org";
	s->web = "https://www.example.org/programme/";
	s->zone = tzdb_find(db, "Europe/Berlin");
	s->moment = 1900005000;
	s->revision = 3;
	add_conference(s);
	add_other_events(s);
	add_call(s, "call-aoe",
	    (struct deadline){.kind = DEADLINE_AOE,
		.day = {2031, 7, 18},
		.when = at_utc("2031-07-19T12:00:00Z")});
	add_call(s, "call-time",
	    (struct deadline){.kind = DEADLINE_TIME,
		.day = {2031, 7, 18},
		.zone = tzdb_find(db, "Europe/Berlin"),
		.when = at_utc("2031-07-18T15:00:00Z")});
	add_call(s, "call-day", (struct deadline){.kind = DEADLINE_DATE, .day = {2031, 7, 18}});
	return s;
}

#endif
