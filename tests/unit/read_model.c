/* SPDX-License-Identifier: ISC */
/* What is written arrives in the model, each thing in its place; and what is broken leaves the
 * rest. */
#include "data/read.h"

#include "tests/lib/tap.h"

static const char site_yaml[] =
    "title: {en: Example, fr: Exemple}\n"
    "abstract: |\n  What it\n  is.\n\n"
    "host: Agenda.Example.ORG\n"
    "web: https://www.example.org/agenda/\n"
    "contact: agenda@example.org\n"
    "languages: [en, FR, en]\n"
    "timezone: Europe/Berlin\n"
    "organisations:\n"
    "  example: Example\n"
    "  other: {name: {en: Other, fr: Autre}, url: https://other.example.org/}\n"
    "series:\n"
    "  days: {title: Days, abstract: Yearly., url: https://example.org/days}\n"
    "people:\n"
    "  ana: {name: Ana Example, role: Director, organisation: example, bio: She.}\n"
    "  bo: {name: Bo Example, organisation: Typed}\n"
    "look: {colour: Teal, footer: {en: Who we *are*, fr: Qui nous sommes}}\n"
    "locales:\n"
    "  fr: {now: Maintenant}\n";

static const char days_yaml[] =
    "event: days-2023\n"
    "kind: side-event\n"
    "title: '  Days\n\n  2023  '\n"
    "subtitle: Sub\n"
    "abstract: |\n  First.\n\n    code\n\n"
    "series: days\n"
    "organisations: [other, example, other]\n"
    "format: hybrid\n"
    "status: tentative\n"
    "draft: yes\n"
    "visibility: unlisted\n"
    "timezone: Asia/Kathmandu\n"
    "dates: late 2023-06\n"
    "deadline: 2023-05-01 AoE\n"
    "place: Kathmandu\n"
    "venue: {name: House, address: 1 Street, geo: [27.7172, -85.324], access: By bus.,\n"
    "  url: https://example.org/house, visibility: private}\n"
    "venues:\n"
    "  annex: {name: Annex, geo: [27.72, -85.32], walking: 15m, visibility: private}\n"
    "  barn: Barn\n"
    "rooms:\n"
    "  hall: {title: Main hall, capacity: 120, step-free: yes, url: https://example.org/hall,\n"
    "    visibility: private}\n"
    "  small: Small room\n"
    "  loft: {title: Loft, venue: annex, open: 18:00 to 02:00}\n"
    "tracks:\n"
    "  policy: Policy\n"
    "  people: {title: People, audience: Directors, colour: \"#1A6F5C\"}\n"
    "people:\n"
    "  ana: {role: Chair, organisation: other}\n"
    "  bo:\n"
    "  cy: {name: Cy Example, role: Guest, visibility: private}\n"
    "languages: en\n"
    "interpretation: [fr, NE]\n"
    "capacity: 150\n"
    "links: {register: https://example.org/register, report: {url: gemini://example.org/r,\n"
    "  label: The report, visibility: unlisted}}\n"
    "join: https://example.org/join\n"
    "allow: end-unknown\n"
    "agenda:\n"
    "  2023-06-24:\n"
    "    - id: rights\n"
    "      allow: [room-clash, person-clash]\n"
    "      at: 09:30\n"
    "      for: 90m\n"
    "      title: {en: Rights, pt-br: Direitos}\n"
    "      type: panel\n"
    "      track: policy\n"
    "      rooms: [small, hall]\n"
    "      people: [ana, {moderator: bo}, {interpreter: eva}]\n"
    "      organisations: other\n"
    "      languages: [en]\n"
    "      interpretation: fr\n"
    "      format: online\n"
    "      status: postponed\n"
    "      visibility: private\n"
    "      capacity: 0\n"
    "      links: {slides: https://example.org/slides}\n"
    "      join: {url: https://example.org/join2, visibility: public}\n"
    "      moved-from: 2023-06-23 10:00\n"
    "    - {title: Nothing said, people: [dee]}\n";

static const char web_yaml[] =
    "event: web\nkind: webinar\ntitle: Web\ndates: 2023-06-14\nat: 14:00\nuntil: 15:30\n"
    "deadline: 2023-06-01 17:00 America/New_York\n"
    "people: {dee: {name: Dee Example}, eva: {name: Eva Example}, ana: {visibility: private}}\n";

static struct arena *arena;
static struct findings f;

static void
add(struct sources *src, const char *name, const char *text)
{
	sources_add(src, name, text, strlen(text));
}

static struct site *
read_three(struct tzdb *db, const char *site, const char *one, const char *two)
{
	struct sources src = {0};
	struct site *s = NULL;
	struct err e = {""};
	size_t i;

	findings_init(&f, arena);
	if (site != NULL)
		add(&src, "site.yaml", site);
	add(&src, "days.yaml", one);
	add(&src, "web.yaml", two);
	ok(site_read(&s, &src, db, &f, &e) == 0, "a site is read %s", e.msg);
	for (i = 0; i < f.n; i++)
		printf("# %s:%d %s\n", f.items[i].at.file, f.items[i].at.line, f.items[i].what);
	sources_free(&src);
	return s;
}

static const char *
in(const struct text *t, const char *lang)
{
	return text_get(t, lang, NULL);
}

static void
test_site(const struct site *s)
{
	is_str(in(&s->title, "fr"), "Exemple", "site: title in French");
	is_str(in(&s->abstract, "en"), "What it\nis.", "site: abstract without its last line end");
	is_str(s->host, "agenda.example.org", "site: host in lower case");
	is_str(s->web, "https://www.example.org/agenda/", "site: web");
	is_str(s->contact, "agenda@example.org", "site: contact");
	is_str(s->look.colour, "teal", "site: colour of its look");
	is_str(text_get(&s->look.footer, "fr", NULL), "Qui nous sommes", "site: footer");
	is_int(s->nlanguages, 2, "site: each language once");
	is_str(s->languages[1], "fr", "site: in its usual case");
	is_str(tz_name(s->zone), "Europe/Berlin", "site: zone");
	is_int(s->norganisations, 2, "site: organisations");
	is_str(in(&s->organisations[0]->name, "en"), "Example", "site: one in short");
	is_str(s->organisations[1]->url, "https://other.example.org/", "site: one with an address");
	is_str(in(&s->series[0]->abstract, "en"), "Yearly.", "site: series");
	is_int(s->nwordings, 1, "site: wordings");
	is_str(s->wordings[0].lang, "fr", "site: their language");
	is_str(s->wordings[0].s, "Maintenant", "site: their words");
	is_int(s->npeople, 5, "site: people of all files");
	is_int(s->nevents, 2, "site: events");
	is_int(s->revision, 0, "site: not published");
}

static void
test_people(const struct site *s)
{
	const struct person *ana = site_find_person(s, "ana"), *bo = site_find_person(s, "bo");
	const struct event *ev = s->events[0];

	is_str(in(&ana->role, "en"), "Director", "people: the role said first");
	is_str(in(&ana->organisation, "en"), "Example", "people: the organisation by its id");
	ok(ana->member_of == s->organisations[0], "people: and itself");
	is_str(in(&bo->organisation, "en"), "Typed", "people: an organisation as typed");
	ok(bo->member_of == NULL, "people: which is none of the site's");
	is_int(
	    ana->visibility, VISIBILITY_PRIVATE, "people: private anywhere is private throughout");
	is_int(ev->npeople, 4, "people: who is on a session is at the event, unless it is private");
	ok(ev->people[0].person == ana, "people: in the order written");
	is_str(in(&ev->people[0].role, "en"), "Chair", "people: the role at that event");
	is_str(in(&ev->people[0].organisation, "en"), "Other", "people: the organisation then");
	ok(!text_is_set(&ev->people[1].role), "people: no role said is the person's own");
	ok(!text_is_set(&ev->people[2].role), "people: nor for who is defined there");
	is_str(ev->people[3].person->id, "dee", "people: one of a later file");
	is_str(ev->people[3].person->at.file, "web.yaml", "people: where it was defined");
}

static void
test_event(const struct event *ev)
{
	is_str(ev->id, "days-2023", "event: id");
	is_str(in(&ev->title, "en"), "Days 2023", "event: a title is one line");
	is_str(in(&ev->abstract, "en"), "First.\n\n  code", "event: an abstract keeps its lines");
	is_int(ev->kind, KIND_SIDE_EVENT, "event: kind");
	is_int(ev->format, FORMAT_HYBRID, "event: format");
	is_int(ev->status, STATUS_TENTATIVE, "event: status");
	ok(ev->draft, "event: draft");
	is_int(ev->visibility, VISIBILITY_UNLISTED, "event: visibility");
	is_str(tz_name(ev->zone), "Asia/Kathmandu", "event: zone");
	is_str(ev->series->id, "days", "event: series");
	is_int(ev->norganisations, 2, "event: organisations, each once");
	is_str(ev->organisations[0]->id, "other", "event: in the order written");
	is_int(ev->dates.precision, PRECISION_MONTH, "event: dates");
	is_int(ev->dates.part, PART_LATE, "event: their part");
	is_int(ev->deadline.kind, DEADLINE_AOE, "event: deadline");
	is_int(ev->deadline.when, 1683028800, "event: AoE ends at noon UTC of the next day");
	is_str(in(&ev->venue.address, "en"), "1 Street", "event: venue");
	ok(ev->venue.has_geo && ev->venue.longitude < -85.3, "event: geo");
	is_int(ev->venue.visibility, VISIBILITY_PRIVATE, "event: visibility of the venue");
	is_int(ev->venue.walking, 0, "event: it is not far from itself");
	is_int(ev->nvenues, 2, "event: further venues");
	is_str(ev->venues[0].id, "annex", "event: id of a venue");
	ok(ev->venues[0].has_geo, "event: its geo");
	is_int(ev->venues[0].walking, 15, "event: and how far it is");
	is_int(ev->venues[0].visibility, VISIBILITY_PRIVATE, "event: and who may see where");
	is_str(in(&ev->venues[1].name, "en"), "Barn", "event: a venue in short");
	is_int(ev->nrooms, 3, "event: rooms");
	ok(ev->rooms[0].is_online && !ev->rooms[1].is_online, "event: a room that is online");
	ok(ev->rooms[2].venue == &ev->venues[0] && ev->rooms[1].venue == NULL,
	    "event: venue of a room");
	ok(ev->rooms[2].open.is_set && !ev->rooms[1].open.is_set, "event: a room that closes");
	is_int(ev->rooms[2].open.from, 1080, "event: opens");
	is_int(ev->rooms[2].open.to, 120, "event: closes");
	is_int(ev->rooms[0].capacity, 120, "event: capacity of a room");
	ok(ev->rooms[0].step_free, "event: step-free");
	is_int(ev->rooms[1].capacity, -1, "event: a capacity not said");
	is_str(ev->tracks[1].colour, "#1a6f5c", "event: colour of a track");
	is_str(ev->interpretation[1], "ne", "event: interpretation");
	is_int(ev->capacity, 150, "event: capacity");
	is_int(ev->nlinks, 2, "event: links");
	is_str(ev->links[1].name, "report", "event: name of a link");
	is_str(in(&ev->links[1].label, "en"), "The report", "event: its label");
	is_int(ev->links[1].visibility, VISIBILITY_UNLISTED, "event: its visibility");
	is_int(
	    ev->join_visibility, VISIBILITY_PRIVATE, "event: a join link is private unless said");
	is_str(ev->file, "days.yaml", "event: its file");
	is_int(ev->at.line, 1, "event: its place");
	is_int(ev->nsessions, 2, "event: sessions");
	ok(ev->nallow == 1 && ev->allow[0] == RULE_END_UNKNOWN, "event: what it is allowed");
	ok(ev->sessions[0]->nallow == 2 && ev->sessions[0]->allow[1] == RULE_PERSON_CLASH,
	    "session: what it is allowed");
}

static void
test_session(const struct event *ev)
{
	const struct session *se = ev->sessions[0], *bare = ev->sessions[1];

	ok(se->id_given && !bare->id_given, "session: id given or made");
	is_str(bare->id, "nothing-said", "session: made of the title");
	is_str(in(&se->title, "pt-BR"), "Direitos", "session: title");
	is_int(se->type, TYPE_PANEL, "session: type");
	ok(se->ntracks == 1 && se->tracks[0] == &ev->tracks[0], "session: track");
	ok(se->nrooms == 2 && se->rooms[0] == &ev->rooms[1], "session: rooms as ordered");
	is_int(se->npeople, 3, "session: people");
	is_int(se->people[0].as, ROLE_SPEAKER, "session: speaker unless said");
	is_int(se->people[1].as, ROLE_MODERATOR, "session: moderator");
	is_int(se->people[2].as, ROLE_INTERPRETER, "session: interpreter");
	is_int(se->format, FORMAT_ONLINE, "session: format");
	is_int(se->status, STATUS_POSTPONED, "session: status");
	is_int(se->visibility, VISIBILITY_PRIVATE, "session: visibility");
	is_int(se->capacity, 0, "session: capacity of none");
	is_int(se->join_visibility, VISIBILITY_PUBLIC, "session: join, public when said");
	is_int(se->slot.start, 1687578300, "session: start");
	is_int(se->slot.end - se->slot.start, 5400, "session: end");
	is_int(se->moved_from.start, 1687493700, "session: moved from");
	ok(!se->moved_from.has_end, "session: how long it was is not known");
	ok(se->event == ev, "session: its event");
	is_int(bare->type, TYPE_TALK, "session: a talk unless said");
	is_int(bare->status, STATUS_CONFIRMED, "session: confirmed unless said");
	is_int(bare->capacity, -1, "session: capacity not said");
	ok(bare->slot.day.day == 24 && !bare->slot.has_start, "session: a day without a time");
}

static void
test_webinar(const struct event *ev)
{
	is_int(ev->slot.start, 1686744000, "webinar: its own start");
	is_int(ev->slot.end, 1686749400, "webinar: its own end");
	is_str(tz_name(ev->zone), "Europe/Berlin", "webinar: the site's zone");
	is_int(ev->deadline.kind, DEADLINE_TIME, "webinar: a deadline with a time");
	is_int(ev->deadline.when, 1685653200, "webinar: in a zone of its own");
	is_str(tz_name(ev->deadline.zone), "America/New_York", "webinar: which is kept");
}

static void
test_broken(struct tzdb *db)
{
	struct site *s = read_three(db, NULL, "kind: [\n", "title: X\nagenda: [{title: A}, 7]\n");

	is_int(s->nevents, 1, "broken: what can be read is there");
	is_str(s->events[0]->id, "web", "broken: with an id of its file");
	is_int(s->events[0]->nsessions, 1, "broken: and the session that is one");
	ok(s->zone != NULL && s->host != NULL && s->nlanguages == 1,
	    "broken: a site without site.yaml can stand");
	site_free(s);
	s = read_three(db, "- x\n", "event: e\nrooms: {a: A}\n", "event: e\n");
	is_int(s->nevents, 2, "broken: events of the same id are both there");
	ok(strcmp(s->events[0]->id, s->events[1]->id) != 0, "broken: under two ids");
	ok(site_find_event(s, "e") == s->events[0], "broken: the first keeps its own");
	site_free(s);
}

int
main(void)
{
	struct tzdb *db = NULL;
	struct site *s;
	struct err e;

	arena = arena_new(16 * 1024 * 1024);
	if (ok(tzdb_open(&db, NULL, &e) == 0, "zones are there")) {
		s = read_three(db, site_yaml, days_yaml, web_yaml);
		is_int(f.n, 0, "nothing is wrong with it");
		test_site(s);
		test_people(s);
		test_event(s->events[0]);
		test_session(s->events[0]);
		test_webinar(s->events[1]);
		site_free(s);
		test_broken(db);
	}
	tzdb_close(db);
	arena_free(arena);
	return tap_done();
}
