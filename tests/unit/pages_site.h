/* SPDX-License-Identifier: ISC */
/* A site made by hand that has a page of every kind, for pages.c. */
#ifndef PLENARY_PAGES_SITE_H
#define PLENARY_PAGES_SITE_H

#include "core/change.h"
#include "core/model.h"
#include "core/path.h"
#include "tests/lib/tap.h"

static const char *languages[] = {"en", "fr"};

struct made {
	struct site *site;
	struct arena *a;
	struct tzdb *db;
	struct event *forum;
};

static struct text
text(struct arena *a, const char *s)
{
	struct text t = {arena_alloc(a, sizeof *t.in), 1, {0}};

	t.in[0] = (struct text_in){"en", s};
	return t;
}

static struct text
text_fr(struct arena *a, const char *s)
{
	struct text t = text(a, s);

	t.in[0].lang = "fr";
	return t;
}

static struct span
span(const char *s)
{
	struct span sp = {.precision = PRECISION_NONE};
	const char *why;

	if (!span_parse(s, &sp, &why))
		printf("Bail out! %s: %s\n", s, why);
	return sp;
}

static struct event *
add_event(struct made *m, const char *id, enum event_kind kind, const char *title, const char *zone,
    const char *dates)
{
	struct event **slot =
	    arena_push(m->a, &m->site->events, &m->site->nevents, sizeof(struct event *));
	struct event *ev = *slot = arena_alloc(m->a, sizeof *ev);

	ev->id = id;
	ev->kind = kind;
	ev->title = text(m->a, title);
	ev->zone = tzdb_find(m->db, zone);
	if (dates != NULL)
		ev->dates = span(dates);
	ev->capacity = -1;
	return ev;
}

static struct slot
slot(const struct event *ev, const char *day, const char *from, const char *to)
{
	struct slot sl = {.has_start = from != NULL, .has_end = to != NULL};
	int64_t utc[2];
	struct civil c;

	if (day == NULL)
		return sl;
	date_parse(day, &sl.day);
	c.date = sl.day;
	if (from != NULL && time_parse(from, &c.minute)) {
		tz_from_civil(ev->zone, c, utc);
		sl.start = utc[0];
	}
	if (to != NULL && time_parse(to, &c.minute)) {
		tz_from_civil(ev->zone, c, utc);
		sl.end = utc[0] < sl.start ? utc[0] + 86400 : utc[0];
	}
	return sl;
}

static struct session *
add_session(struct made *m, struct event *ev, const char *id, const char *title,
    enum session_type type, struct slot sl)
{
	struct session **at =
	    arena_push(m->a, &ev->sessions, &ev->nsessions, sizeof(struct session *));
	struct session *se = *at = arena_alloc(m->a, sizeof *se);

	se->id = id;
	se->title = text(m->a, title);
	se->type = type;
	se->slot = sl;
	se->capacity = -1;
	se->event = ev;
	se->at = (struct place){"forum.yaml", (int)ev->nsessions, 1};
	return se;
}

static void
put_in(struct made *m, struct session *se, struct room *ro, struct track *tr)
{
	if (ro != NULL)
		*(struct room **)arena_push(m->a, &se->rooms, &se->nrooms, sizeof ro) = ro;
	if (tr != NULL)
		*(struct track **)arena_push(m->a, &se->tracks, &se->ntracks, sizeof tr) = tr;
}

static struct person *
add_person(
    struct made *m, const char *id, const char *name, const char *role, const char *organisation)
{
	struct person **at =
	    arena_push(m->a, &m->site->people, &m->site->npeople, sizeof(struct person *));
	struct person *pe = *at = arena_alloc(m->a, sizeof *pe);

	pe->id = id;
	pe->name = text(m->a, name);
	if (role != NULL)
		pe->role = text(m->a, role);
	if (organisation != NULL)
		pe->organisation = text(m->a, organisation);
	return pe;
}

static void
appear(struct made *m, struct session *se, const struct person *pe, enum role as)
{
	struct appearance *ap = arena_push(m->a, &se->people, &se->npeople, sizeof *ap);

	ap->person = pe;
	ap->as = as;
}

static void
make_agenda(struct made *m, struct person *ada, struct person *emre)
{
	struct event *ev = m->forum;
	struct room *hall = &ev->rooms[0], *attic = &ev->rooms[1];
	struct track *policy = &ev->tracks[0], *money = &ev->tracks[1];
	const char *d1 = "2031-05-16", *d2 = "2031-05-17";
	struct session *se;

	add_session(m, ev, "arrival", "Arrival", TYPE_BREAK, slot(ev, d1, "09:00", "09:30"));
	se = add_session(m, ev, "opening", "Opening", TYPE_PLENARY, slot(ev, d1, "09:30", "10:30"));
	put_in(m, se, hall, NULL);
	appear(m, se, ada, ROLE_SPEAKER);
	appear(m, se, emre, ROLE_MODERATOR);
	se->languages = languages;
	se->nlanguages = 1;
	se->abstract = text(m->a, "How it *began*, in two parts:\n\n- the first\n- the [second]"
				  "(https://example.org/second)\n\n=> no link\n\n## Why\n\n"
				  "> Because.\n");
	se = add_session(
	    m, ev, "allies", "Allies in the room", TYPE_WORKSHOP, slot(ev, d1, "10:30", "12:00"));
	put_in(m, se, hall, policy);
	se->status = STATUS_CANCELLED;
	appear(m, se, ada, ROLE_SPEAKER);
	se = add_session(
	    m, ev, "budgets", "Budgets that bend", TYPE_TALK, slot(ev, d1, "11:00", "12:00"));
	put_in(m, se, attic, money);
	se->moved_from = slot(ev, d1, "10:30", "11:30");
	appear(m, se, emre, ROLE_SPEAKER);
	se =
	    add_session(m, ev, "atelier", "Atelier", TYPE_WORKSHOP, slot(ev, d1, "10:30", "11:00"));
	se->title = text_fr(m->a, "L'atelier des outils");
	put_in(m, se, attic, money);
	add_session(m, ev, "lunch", "Lunch", TYPE_BREAK, slot(ev, d1, "12:00", "13:00"));
	se = add_session(
	    m, ev, "night", "A long night", TYPE_SOCIAL, slot(ev, d1, "22:00", "01:00"));
	se = add_session(
	    m, ev, "hearing", "Open hearing", TYPE_DISCUSSION, slot(ev, d2, NULL, NULL));
	put_in(m, se, hall, policy);
	se =
	    add_session(m, ev, "clinic", "Legal clinic", TYPE_WORKSHOP, slot(ev, NULL, NULL, NULL));
	put_in(m, se, NULL, policy);
	se = add_session(m, ev, "secret", "Withdrawn", TYPE_TALK, slot(ev, d1, "14:00", "15:00"));
	se->identity.withdrawn = true;
	se = add_session(m, ev, "unlisted", "Unlisted", TYPE_TALK, slot(ev, d1, "15:00", "16:00"));
	se->visibility = VISIBILITY_UNLISTED;
}

static void
make_forum(struct made *m, struct person *ada, struct person *emre)
{
	struct event *ev = add_event(m, "commons-forum-2031", KIND_FORUM, "Commons Forum 2031",
	    "Europe/Berlin", "2031-05-16 to 2031-05-17");

	m->forum = ev;
	ev->series = m->site->series[0];
	ev->format = FORMAT_HYBRID;
	ev->venue.name = text(m->a, "Example House");
	ev->venue.address = text(m->a, "1 Example Street\n10000 Berlin");
	ev->venue.access = text(m->a, "Tram to Example Square; the door has no step");
	ev->venue.has_geo = true;
	ev->venue.latitude = 52.52;
	ev->venue.longitude = 13.405;
	ev->place = text(m->a, "Berlin");
	ev->languages = languages;
	ev->nlanguages = 2;
	ev->rooms = arena_array(m->a, 2, sizeof *ev->rooms);
	ev->rooms[0] = (struct room){
	    .id = "hall", .title = text(m->a, "Main hall"), .capacity = 120, .step_free = true};
	ev->rooms[1] = (struct room){.id = "attic", .title = text(m->a, "Attic"), .capacity = -1};
	ev->nrooms = 2;
	ev->tracks = arena_array(m->a, 2, sizeof *ev->tracks);
	ev->tracks[0] = (struct track){.id = "policy",
	    .title = text(m->a, "Policy"),
	    .audience = text(m->a, "Policy directors")};
	ev->tracks[1] = (struct track){.id = "money", .title = text(m->a, "Money")};
	ev->ntracks = 2;
	ev->people = arena_alloc(m->a, sizeof *ev->people);
	ev->people[0] = (struct attendee){.person = ada, .role = text(m->a, "Chair")};
	ev->npeople = 1;
	ev->abstract = text(m->a, "Two days in common. See [the site](https://example.org/).");
	ev->links = arena_alloc(m->a, sizeof *ev->links);
	ev->links[0] = (struct link){.name = "report", .url = "https://example.org/report"};
	ev->nlinks = 1;
	make_agenda(m, ada, emre);
}

static void
make_others(struct made *m, struct person *ada)
{
	struct event *ev = add_event(
	    m, "gathering-2030", KIND_MEETING, "Gathering 2030", "Europe/Berlin", "late 2030-06");

	ev->place = text(m->a, "Example City");
	ev->series = m->site->series[0];
	ev->people = arena_alloc(m->a, sizeof *ev->people);
	ev->people[0] = (struct attendee){.person = ada,
	    .role = text(m->a, "Treasurer"),
	    .organisation = text(m->a, "Old Example Trust")};
	ev->npeople = 1;
	appear(m,
	    add_session(
		m, ev, "joint", "A joint session", TYPE_DISCUSSION, slot(ev, NULL, NULL, NULL)),
	    ada, ROLE_HOST);
	add_event(m, "year", KIND_CONFERENCE, "Some day in 2032", "Europe/Berlin", "2032");
	add_event(m, "month", KIND_CONFERENCE, "Some day in May", "Europe/Berlin", "2031-05");
	add_event(m, "undated", KIND_CONFERENCE, "One day", "Europe/Berlin", NULL);
	ev = add_event(m, "webinar", KIND_WEBINAR, "Webinar on tools", "Asia/Kathmandu", NULL);
	ev->slot = slot(ev, "2031-05-17", "10:00", "11:30");
	ev->format = FORMAT_ONLINE;
	ev->join = "https://example.org/join";
	ev = add_event(m, "call-aoe", KIND_CALL, "Call for papers", "Europe/Berlin", NULL);
	ev->deadline = (struct deadline){.kind = DEADLINE_AOE, .day = {2031, 7, 18}};
	ev->deadline.when = (int64_t)date_to_days((struct date){2031, 7, 19}) * 86400 + 43200;
	ev = add_event(m, "call-time", KIND_CALL, "Call for hosts", "Europe/Berlin", NULL);
	ev->deadline = (struct deadline){.kind = DEADLINE_TIME, .day = {2031, 6, 1}};
	ev->deadline.when = slot(ev, "2031-06-01", "17:00", NULL).start;
	ev = add_event(m, "call-over", KIND_CALL, "Call that is over", "Europe/Berlin", NULL);
	ev->deadline = (struct deadline){.kind = DEADLINE_DATE, .day = {2031, 5, 15}};
	ev = add_event(m, "hidden", KIND_MEETING, "Unlisted meeting", "UTC", "2031-08-01");
	ev->visibility = VISIBILITY_UNLISTED;
}

/* In two houses, in no list. */
static void
make_tour(struct made *m)
{
	struct event *ev =
	    add_event(m, "tour", KIND_MEETING, "Tour of two houses", "Europe/Berlin", "2031-08-02");
	struct session *se;

	ev->visibility = VISIBILITY_UNLISTED;
	ev->place = text(m->a, "Berlin");
	ev->venue.name = text(m->a, "Example House");
	ev->venues = arena_alloc(m->a, sizeof *ev->venues);
	ev->nvenues = 1;
	*ev->venues = (struct venue){.id = "annex",
	    .name = text(m->a, "Annex"),
	    .address = text(m->a, "2 Example Lane"),
	    .access = text(m->a, "By the *back* door"),
	    .url = "https://example.org/annex",
	    .has_geo = true,
	    .latitude = 52.53,
	    .longitude = 13.4,
	    .walking = 15};
	ev->rooms = arena_array(m->a, 2, sizeof *ev->rooms);
	ev->nrooms = 2;
	ev->rooms[0] = (struct room){.id = "hall", .title = text(m->a, "Hall"), .capacity = -1};
	ev->rooms[1] = (struct room){
	    .id = "loft", .title = text(m->a, "Loft"), .capacity = -1, .venue = ev->venues};
	se = add_session(
	    m, ev, "there", "Over there", TYPE_TALK, slot(ev, "2031-08-02", "10:00", "11:00"));
	put_in(m, se, &ev->rooms[1], NULL);
	se = add_session(
	    m, ev, "both", "In both", TYPE_TALK, slot(ev, "2031-08-02", "12:00", "13:00"));
	put_in(m, se, &ev->rooms[0], NULL);
	put_in(m, se, &ev->rooms[1], NULL);
}

static void
make_changes(struct made *m)
{
	struct site *s = m->site;
	struct change *c = s->changes = arena_array(m->a, 5, sizeof *c);

	s->nchanges = 5;
	for (size_t i = 0; i < 5; i++) {
		c[i] = (struct change){.revision = 3,
		    .moment = s->moment,
		    .entry = ENTRY_SESSION,
		    .event_id = m->forum->id,
		    .event_title = m->forum->title,
		    .zone = m->forum->zone,
		    .slot = slot(m->forum, "2031-05-16", "10:30", "12:00")};
	}
	c[0].what = CHANGE_CANCELLED;
	c[0].session_id = "allies";
	c[0].title = text(m->a, "Allies in the room");
	c[1].what = CHANGE_WITHDRAWN;
	c[1].session_id = "secret";
	c[1].title = text(m->a, "Withdrawn");
	c[2].what = CHANGE_NEW;
	c[2].session_id = "opening";
	c[2].title = text(m->a, "Opening");
	c[2].revision = 2;
	c[2].moment -= 86400;
	/* Two that no page may tell: an unlisted session, and an unlisted event that is no more. */
	c[3].what = CHANGE_TIME;
	c[3].session_id = "unlisted";
	c[3].title = text(m->a, "Unlisted");
	c[4].what = CHANGE_REMOVED;
	c[4].event_id = "long-gone";
	c[4].event_visibility = VISIBILITY_UNLISTED;
	c[4].session_id = "unheard-of";
	c[4].title = text(m->a, "Unheard of");
}

static struct made
make(void)
{
	struct made m = {.site = site_new()};
	struct person *ada;
	struct series *se;
	struct err e;

	m.a = m.site->arena;
	if (tzdb_open(&m.db, NULL, &e) != 0)
		printf("Bail out! %s\n", e.msg);
	m.site->title = text(m.a, "Example Commons");
	m.site->abstract = text(m.a, "A *fictional* programme.");
	m.site->host = "commons.example.org";
	m.site->contact = "info@example.org";
	m.site->revision = 3;
	m.site->moment = 1934000000;
	m.site->series = arena_alloc(m.a, sizeof *m.site->series);
	m.site->series[0] = se = arena_alloc(m.a, sizeof *se);
	m.site->nseries = 1;
	se->id = "commons-forum";
	se->title = text(m.a, "Commons Forum");
	se->abstract = text(m.a, "Each year in May.");
	ada = add_person(&m, "ada", "Ada Example", "Director", "Example Institute");
	make_forum(&m, ada, add_person(&m, "emre", "Emre Example", NULL, NULL));
	make_others(&m, ada);
	make_tour(&m);
	make_changes(&m);
	return m;
}

#endif
