/* SPDX-License-Identifier: ISC */
/* The timetable of an event: its names for other programs, its days, and that an import of it is
 * the same agenda, as far as schedule.xml can say it. */
#include "core/timetable.h"

#include "core/data_file.h"
#include "core/intake.h"
#include "core/location.h"
#include "core/public.h"
#include "core/query.h"
#include "data/import_value.h"
#include "data/read.h"
#include "data/schedule_xml.h"
#include "ical/repeat.h"
#include "tests/lib/golden.h"
#include "tests/lib/tap.h"

#include <ctype.h>
#include <stdlib.h>

enum { ARENA_MAX = 64 << 20, XML_MAX = 64 << 20 };

static struct tzdb *db;

/* ---- names ---- */

static bool
is_guid(const char *s)
{
	static const char form[] = "xxxxxxxx-xxxx-8xxx-yxxx-xxxxxxxxxxxx";

	for (size_t i = 0; i < sizeof form; i++) {
		if (form[i] == 'x' &&
		    !(isdigit((unsigned char)s[i]) || (s[i] >= 'a' && s[i] <= 'f')))
			return false;
		if (form[i] == 'y' && (s[i] == '\0' || strchr("89ab", s[i]) == NULL))
			return false;
		if (form[i] != 'x' && form[i] != 'y' && form[i] != s[i])
			return false;
	}
	return true;
}

static void
test_names(void)
{
	char a[GUID_SIZE], b[GUID_SIZE];
	char name[32];
	bool all = true;

	for (int i = 0; i < 20000; i++) {
		snprintf(name, sizeof name, "%d@example.org", i);
		guid_make(name, a);
		all = all && is_guid(a) && guid_number(name) >= 1 &&
		      guid_number(name) <= GUID_NUMBER_MAX;
	}
	ok(all, "20,000 names have UUIDs and numbers in their form");
	guid_make("opening.days@example.org", a);
	guid_make("opening.days@example.org", b);
	is_str(a, b, "a name has one UUID");
	guid_make("opening.days@example.com", b);
	ok(strcmp(a, b) != 0, "another has another");
	is_str(a, "f1cb9a6a-1ee8-8d06-be0d-e4556c257dfb", "which stays from version to version");
	is_int(guid_number("opening.days@example.org"), 1387965510, "and so does the number");
}

/* ---- a site of one event ---- */

static const char site_yaml[] = "title: Example\nhost: agenda.example.org\nlanguages: [en]\n"
				"timezone: Europe/Berlin\nweb: https://example.org/p/\n";

static struct site *
read_event(const char *yaml)
{
	struct arena *a = arena_new(ARENA_MAX);
	struct sources src = {0};
	struct site *s = NULL;
	struct findings f;
	struct err e = {""};

	findings_init(&f, a);
	sources_add(&src, "site.yaml", site_yaml, strlen(site_yaml));
	sources_add(&src, "event.yaml", yaml, strlen(yaml));
	ok(site_read(&s, &src, db, &f, &e) == 0 && f.errors == 0, "an agenda is read");
	for (size_t i = 0; i < f.n; i++)
		if (f.items[i].severity == SEVERITY_ERROR)
			printf(
			    "# %d:%d %s\n", f.items[i].at.line, f.items[i].at.col, f.items[i].what);
	public_view(s);
	sources_free(&src);
	arena_free(a);
	return s;
}

static struct timetable *
timetable_of(const struct site *s, const struct event *ev, struct arena *a)
{
	struct words w = {s, s->languages[0], a};

	return timetable_make(&w, ev);
}

/* ---- days ---- */

/* As EventFahrplan (ParserTask, parseEvent): what begins before the time of day that the end of its
 * day has in UTC is taken for the next day's. */
static int64_t
fahrplan_start(const struct timetable *t, const struct timetable_day *d, int minute)
{
	int turn = (int)(d->end / 60 % (24 * 60));

	(void)t;
	return date_to_seconds(d->date) + (minute < turn ? minute + 24 * 60 : minute) * 60;
}

/* As Giggity (PentabarfParser): what begins before six is taken for the next day's. */
static int64_t
giggity_start(const struct timetable_day *d, int minute)
{
	return date_to_seconds(d->date) + (minute < 6 * 60 ? minute + 24 * 60 : minute) * 60;
}

static void
test_days(const char *zone)
{
	static const char form[] = "event: days\nkind: conference\ntitle: Days\ntimezone: %s\n"
				   "agenda:\n"
				   "  2031-05-14:\n"
				   "    - {at: 00:30, for: 30m, title: A}\n"
				   "    - {at: 05:59, for: 30m, title: B}\n"
				   "    - {at: 06:00, for: 30m, title: C}\n"
				   "    - {at: 09:00, for: 8h, title: D}\n"
				   "  2031-05-15:\n"
				   "    - {at: 09:30, for: 45m, title: E}\n"
				   "    - {at: 22:00, for: 9h, title: F}\n"
				   "  2031-05-16:\n"
				   "    - {at: 02:00, for: 15m, title: G}\n"
				   "    - {at: 19:00, for: 15m, title: H}\n";
	struct arena *a = arena_new(ARENA_MAX);
	char yaml[1024];
	struct site *s;
	struct timetable *t;
	bool fahrplan = true, giggity = true, real = true;

	snprintf(yaml, sizeof yaml, form, zone);
	s = read_event(yaml);
	t = timetable_of(s, s->events[0], a);
	is_int(t->ndays, 4, "%s: the night is a day's before", zone);
	is_int(t->nitems, 8, "%s: all are there", zone);
	for (size_t i = 0; i < t->nitems; i++) {
		const struct timetable_item *it = &t->items[i];
		const struct timetable_day *d = &t->days[it->day];
		struct civil c = zone_civil(t->tz, it->start);
		int64_t local = date_to_seconds(c.date) + c.minute * 60;

		fahrplan = fahrplan && fahrplan_start(t, d, c.minute) == local;
		giggity = giggity && giggity_start(d, c.minute) == local;
		real = real && d->start <= it->start && it->start + it->minutes * 60 <= d->end;
	}
	ok(fahrplan, "%s: EventFahrplan has each on its day", zone);
	ok(giggity, "%s: Giggity has", zone);
	ok(real, "%s: a day goes from before the first to after the last", zone);
	site_free(s);
	arena_free(a);
}

/* ---- what is odd ---- */

static const struct timetable_item *
item_of(const struct timetable *t, const char *id)
{
	for (size_t i = 0; i < t->nitems; i++)
		if (t->items[i].session != NULL && strcmp(t->items[i].session->id, id) == 0)
			return &t->items[i];
	return NULL;
}

/* The files themselves, as whoever changes them sees. */
static void
test_golden(const struct site *s, enum path_kind kind, const char *name)
{
	const struct place_in_site at = {.kind = kind, .event = s->events[0]};
	struct buf got;
	char path[64];

	buf_init(&got, XML_MAX);
	ok(data_file_write(&got, s, "en", &at) == 0, "%s is written", name);
	snprintf(path, sizeof path, "tests/golden/timetable/%s", name);
	golden_is(path, &got);
	buf_free(&got);
}

static void
test_odd(void)
{
	struct arena *a = arena_new(ARENA_MAX);
	struct site *s;
	struct timetable *t;

	s = read_event(
	    "event: x1\nkind: conference\ntitle: X\nvenue: {name: House}\n"
	    "rooms: {a: Hall, b: Hall, c: {title: Attic}, unused: Unused}\n"
	    "tracks: {one: One, two: Two}\n"
	    "people: {p: {name: Pat}, q: {name: Quinn}}\n"
	    "agenda:\n"
	    "  2031-05-14:\n"
	    "    - {id: a, at: 09:00, title: Open end, room: b}\n"
	    "    - {id: bcd, at: 09:10, for: 10m, title: Next, room: b, status: cancelled}\n"
	    "    - {id: long, at: 10:00, for: 30h, title: Long, room: a}\n"
	    "    - {id: none, at: 11:00, for: 5m, title: No room, status: postponed}\n"
	    "    - id: both\n"
	    "      at: 12:00\n"
	    "      for: 5m\n"
	    "      title: Both\n"
	    "      room: [c, a]\n"
	    "      track: [one, two]\n"
	    "      status: tentative\n"
	    "      languages: [fr, es]\n"
	    "      interpretation: [en]\n"
	    "      people: [p, {interpreter: q}]\n"
	    "      join: {url: https://example.org/join, visibility: public}\n"
	    "    - {id: odd-, at: 13:00, title: Secret, join: https://example.org/x}\n");
	t = timetable_of(s, s->events[0], a);
	is_str(t->acronym, "x1__", "an acronym has four characters");
	is_int(t->nrooms, 4, "used rooms, and the venue for what has none");
	is_str(t->rooms[0].name, "Hall", "rooms are in the event's order");
	is_str(t->rooms[1].name, "Hall (b)", "no two have one name");
	is_str(t->rooms[3].name, "House", "what has no room is in the venue");
	is_str(t->rooms[3].guid, "", "which is no room");
	is_str(item_of(t, "a")->slug, "x1__-___a", "a slug is filled up");
	is_str(item_of(t, "bcd")->slug, "x1__-_bcd", "with what no id has");
	is_str(item_of(t, "odd-")->slug, "x1__-odd-_0", "and ends in a letter or digit");
	is_int(item_of(t, "a")->minutes, 10, "an end that is not known is guessed");
	is_str(item_of(t, "a")->notes, "When it ends is not known yet.", "and told");
	is_int(item_of(t, "long")->minutes, 1439, "a long one is cut");
	is_str(item_of(t, "long")->notes,
	    "When: Wed 14 May, 10:00\xe2\x80\x93"
	    "16:00 (+1 day)",
	    "and its end told");
	is_str(item_of(t, "bcd")->title, "Cancelled: Next", "a title says that it is cancelled");
	is_str(item_of(t, "none")->title, "Postponed: No room", "that it is postponed");
	is_str(item_of(t, "both")->title, "Tentative: Both", "that it is tentative");
	is_str(item_of(t, "both")->notes,
	    "This session is not yet confirmed.\n\nWhere: Attic, Hall, House, "
	    "https://example.org/join\n\nTracks: One, "
	    "Two\n\n"
	    "With: Quinn (interpreter)\n\nLanguages: fran\xc3\xa7"
	    "ais, espa\xc3\xb1ol\n\n"
	    "Interpretation: English",
	    "all that has no place is told");
	is_int(item_of(t, "both")->npeople, 1, "an interpreter is no speaker");
	is_int(item_of(t, "both")->nlinks, 1, "a public link to take part is there");
	is_int(item_of(t, "odd-")->nlinks, 0, "a private one is not");
	is_str(item_of(t, "none")->url, "https://example.org/p/x1/session/none.html", "its page");
	is_int(t->step, 1, "the step is that of all");
	test_golden(s, PATH_SCHEDULE_XML, "odd.xml");
	test_golden(s, PATH_SCHEDULE_JSON, "odd.json");
	test_golden(s, PATH_SESSIONS_CSV, "odd.csv");
	site_free(s);
	arena_free(a);
}

static void
test_there(void)
{
	struct site *s =
	    read_event("event: days\nkind: conference\ntitle: Days\n"
		       "agenda:\n"
		       "  2031-05-14:\n"
		       "    - {title: Some time}\n"
		       "    - {at: 09:00, for: 5m, title: Unlisted, visibility: unlisted}\n");

	ok(!timetable_is_there(s->events[0]), "without a time there is no timetable");
	site_free(s);
}

/* ---- and back ---- */

static const char *
text(const struct text *t, const char *lang)
{
	return text_get(t, lang, NULL);
}

static bool
same_names(const struct session *a, const struct session *b, const char *lang)
{
	size_t k = 0;

	for (size_t i = 0; i < a->npeople; i++) {
		if (a->people[i].as == ROLE_INTERPRETER || !person_is_listed(a->people[i].person))
			continue;
		if (k >= b->npeople || strcmp(text(&a->people[i].person->name, lang),
					   text(&b->people[k++].person->name, lang)) != 0)
			return false;
	}
	return k == b->npeople;
}

static bool
same_links(const struct session *a, const struct session *b)
{
	if (a->nlinks != b->nlinks)
		return false;
	for (size_t i = 0; i < a->nlinks; i++)
		if (strcmp(a->links[i].url, b->links[i].url) != 0 ||
		    strcmp(a->links[i].name, b->links[i].name) != 0)
			return false;
	return true;
}

static bool
same_place(const struct session *a, const struct session *b, const char *lang)
{
	if ((a->nrooms > 0) != (b->nrooms > 0) || (a->ntracks > 0) != (b->ntracks > 0))
		return false;
	return (a->nrooms == 0 ||
		   strcmp(text(&a->rooms[0]->title, lang), text(&b->rooms[0]->title, lang)) == 0) &&
	       (a->ntracks == 0 || strcmp(a->tracks[0]->id, b->tracks[0]->id) == 0);
}

static bool
same_end(const struct session *a, const struct session *b)
{
	if (!a->slot.has_end || a->slot.end == a->slot.start)
		return b->slot.end - b->slot.start <= 30 * 60;
	if (a->slot.end - a->slot.start >= DAY_SECONDS)
		return b->slot.end - b->slot.start == DAY_SECONDS - 60;
	return b->slot.has_end && a->slot.end == b->slot.end;
}

static const char *
language_of(const struct session *se)
{
	if (se->nlanguages > 0)
		return se->languages[0];
	return se->event->nlanguages > 0 && se->type != TYPE_BREAK ? se->event->languages[0] : "";
}

/* The public link to take part, be it that of the event. */
static const char *
join_of(const struct session *se)
{
	struct arena *a = arena_new(ARENA_MAX);
	struct join_links joins = location_joins(a, se->event, se);
	const char *url = joins.n > 0 ? joins.of[0].url : NULL;

	arena_free(a);
	return url;
}

static void
compare(const struct session *a, const struct session *b, const char *lang)
{
	if (!ok(b != NULL, "%s: is there again", a->id))
		return;
	is_str(text(&b->title, lang), text(&a->title, lang), "%s: title", a->id);
	is_str(text(&b->subtitle, lang), text(&a->subtitle, lang), "%s: subtitle", a->id);
	is_str(text(&b->abstract, lang), text(&a->abstract, lang), "%s: abstract", a->id);
	is_str(session_type_words[b->type], session_type_words[a->type], "%s: type", a->id);
	is_str(status_words[b->status], status_words[session_status(a)], "%s: status", a->id);
	is_int(b->slot.start, a->slot.start, "%s: start", a->id);
	ok(same_end(a, b), "%s: end", a->id);
	ok(same_place(a, b, lang), "%s: room and track", a->id);
	ok(same_names(a, b, lang), "%s: people", a->id);
	ok(same_links(a, b), "%s: links", a->id);
	is_str(b->join, join_of(a), "%s: link to take part", a->id);
	ok(b->join == NULL || b->join_visibility == VISIBILITY_PUBLIC, "%s: which is public",
	    a->id);
	is_str(language_of(b), language_of(a), "%s: language", a->id);
}

static void
compare_events(const struct event *a, const struct event *b, const char *lang)
{
	is_str(b->id, a->id, "%s: the event's id", a->id);
	is_str(text(&b->title, lang), text(&a->title, lang), "%s: title", a->id);
	is_str(tz_name(b->zone), tz_name(a->zone), "%s: zone", a->id);
	if (event_days(a).precision == PRECISION_DAY) {
		is_int(date_cmp(event_days(a).first, b->dates.first), 0, "%s: first day", a->id);
		is_int(date_cmp(event_days(a).last, b->dates.last), 0, "%s: last day", a->id);
	}
	for (size_t i = 0; i < a->nsessions; i++)
		if (a->sessions[i]->slot.has_start && session_is_shown(a->sessions[i]))
			compare(a->sessions[i], event_find_session(b, a->sessions[i]->id), lang);
	for (size_t i = 0; i < b->ntracks; i++) {
		const struct track *tr = event_find_track(a, b->tracks[i].id);

		if (ok(tr != NULL, "%s: track %s", a->id, b->tracks[i].id))
			ok((tr->colour == NULL) == (b->tracks[i].colour == NULL),
			    "%s: colour of %s", a->id, tr->id);
	}
}

static void
test_back(const struct site *s, const struct event *ev)
{
	struct intake_options o = {.file = ev->id, .db = db, .takes = import_takes};
	struct arena *a = arena_new(ARENA_MAX);
	struct findings f;
	struct intake *in;
	struct buf xml;
	struct err e = {""};

	buf_init(&xml, XML_MAX);
	findings_init(&f, a);
	timetable_xml(&xml, timetable_of(s, ev, a));
	in = intake_new(&o, &f);
	ok(strstr(xml.p, "<conference>") - xml.p < 1024, "%s: it is soon known for what it is",
	    ev->id);
	if (ok(schedule_xml_read(in, xml.p, xml.n, &e) == 0 && intake_finish(in, &e) == 0,
		"%s: is imported %s", ev->id, e.msg))
		compare_events(ev, in->site->events[0], s->languages[0]);
	intake_free(in);
	buf_free(&xml);
	arena_free(a);
}

static void
test_sites(const char *dir)
{
	struct arena *a = arena_new(ARENA_MAX);
	struct sources src = {0};
	struct site *s = NULL;
	struct findings f;
	struct err e = {""};
	size_t n = 0;

	findings_init(&f, a);
	if (!ok(sources_from_folder(&src, dir, &f, &e) == 0 &&
		    sources_repeat_by(&src, ical_repeat_dates) == 0 &&
		    site_read(&s, &src, db, &f, &e) == 0,
		"%s: is read %s", dir, e.msg))
		return;
	public_view(s);
	for (size_t i = 0; i < s->nevents; i++) {
		if (!timetable_is_there(s->events[i]) || date_is_set(s->events[i]->slot.day))
			continue;
		test_back(s, s->events[i]);
		n++;
	}
	ok(n > 0, "%s: events came back", dir);
	site_free(s);
	sources_free(&src);
	arena_free(a);
}

int
main(void)
{
	static const char *const zones[] = {"UTC", "Europe/Berlin", "Asia/Kolkata", "Asia/Tokyo",
	    "Pacific/Honolulu", "Pacific/Kiritimati", "America/New_York"};
	struct err e = {""};

	if (!ok(tzdb_open(&db, NULL, &e) == 0, "zones: %s", e.msg))
		return tap_done();
	test_names();
	for (size_t i = 0; i < sizeof zones / sizeof zones[0]; i++)
		test_days(zones[i]);
	test_odd();
	test_there();
	test_sites("data/fictional");
	tzdb_close(db);
	return tap_done();
}
