/* SPDX-License-Identifier: ISC */
/* `repeat:` to sessions: which there are, what they are called, when they are and what they say. */
#include "core/repeat.h"
#include "data/read.h"
#include "ical/repeat.h"
#include "tests/lib/tap.h"

#include <string.h>

static const char site_yaml[] = "title: Site\nhost: example.org\nlanguages: [en]\n"
				"timezone: Europe/Berlin\n";

struct one {
	struct arena *a;
	struct findings f;
	struct sources src;
	struct site *site;
};

/* An event with the YAML `body`. */
static const struct event *
read_one(struct one *o, struct tzdb *db, const char *body)
{
	const char *text;
	struct err e = {""};

	*o = (struct one){.a = arena_new(16 * 1024 * 1024)};
	findings_init(&o->f, o->a);
	text = arena_printf(o->a, "event: calls-2031\nkind: meeting\ntitle: Calls\n%s", body);
	sources_add(&o->src, "site.yaml", site_yaml, strlen(site_yaml));
	sources_add(&o->src, "event.yaml", text, strlen(text));
	sources_repeat_by(&o->src, ical_repeat_dates);
	ok(site_read(&o->site, &o->src, db, &o->f, &e) == 0 && o->site->nevents == 1, "read%s",
	    e.msg);
	for (size_t i = 0; i < o->f.n; i++)
		printf("# %d: %s\n", o->f.items[i].at.line, o->f.items[i].what);
	return o->site->events[0];
}

static void
let_go(struct one *o)
{
	site_free(o->site);
	sources_free(&o->src);
	arena_free(o->a);
}

/* "call-2031-06-03=06-03 15:00-16:00" of each session, in UTC, "call-…" shortened to "…-". */
static const char *
told(struct one *o, const struct event *ev)
{
	const char *s = "";

	for (size_t i = 0; i < ev->nsessions; i++) {
		const struct session *se = ev->sessions[i];
		struct civil from = {se->slot.day, 0}, to = from;

		s = arena_printf(o->a, "%s%s%s=", s, i == 0 ? "" : " ", se->id);
		if (se->slot.has_start)
			from = zone_civil(NULL, se->slot.start);
		if (se->slot.has_end)
			to = zone_civil(NULL, se->slot.end);
		s = arena_printf(o->a, "%s%02d-%02d", s, from.date.month, from.date.day);
		if (se->slot.has_start)
			s = arena_printf(
			    o->a, "%s/%02d:%02d", s, from.minute / 60, from.minute % 60);
		if (se->slot.has_end)
			s = arena_printf(o->a, "%s-%02d:%02d", s, to.minute / 60, to.minute % 60);
	}
	return s;
}

static const struct {
	const char *name, *body, *want;
} cases[] = {
    {"each week, and what follows on the first day",
	"agenda:\n  2031-06-03:\n"
	"    - {id: call, at: 15:00, for: 1h, title: Call, repeat: FREQ=WEEKLY;COUNT=3}\n"
	"    - {for: 30m, title: After}\n",
	"call-2031-06-03=06-03/13:00-14:00 call-2031-06-10=06-10/13:00-14:00 "
	"call-2031-06-17=06-17/13:00-14:00 after=06-03/14:00-14:30"},
    {"begins when the one before it ends, and so on its other dates",
	"agenda:\n  2031-06-03:\n    - {at: 09:00, for: 90m, title: Before}\n"
	"    - {title: Call, for: 30m, repeat: FREQ=DAILY;COUNT=2}\n",
	"before=06-03/07:00-08:30 call-2031-06-03=06-03/08:30-09:00 "
	"call-2031-06-04=06-04/08:30-09:00"},
    {"local time over a change of the clocks",
	"agenda:\n  2031-10-19:\n"
	"    - {title: Call, at: 15:00, until: 16:00, repeat: FREQ=WEEKLY;COUNT=2}\n",
	"call-2031-10-19=10-19/13:00-14:00 call-2031-10-26=10-26/14:00-15:00"},
    {"`until` is by the clock, `for` by what passes",
	"agenda:\n  2031-10-18:\n"
	"    - {id: a, title: A, at: 23:00, until: 05:00, repeat: FREQ=WEEKLY;COUNT=2}\n"
	"    - {id: b, title: B, at: 23:00, for: 6h, repeat: FREQ=WEEKLY;COUNT=2}\n",
	"a-2031-10-18=10-18/21:00-03:00 a-2031-10-25=10-25/21:00-04:00 "
	"b-2031-10-18=10-18/21:00-03:00 b-2031-10-25=10-25/21:00-03:00"},
    {"moved, at another time, longer",
	"agenda:\n  2031-06-03:\n    - id: call\n      title: Call\n      at: 15:00\n"
	"      until: 16:00\n      repeat:\n        rule: FREQ=WEEKLY;COUNT=4\n"
	"        occurrences:\n          2031-06-03: {on: 2031-06-05}\n"
	"          2031-06-10: {at: 18:00}\n          2031-06-17: {on: 2031-07-17, at: 23:30}\n"
	"          2031-06-24: {for: 2h}\n",
	"call-2031-06-03=06-05/13:00-14:00 call-2031-06-10=06-10/16:00-17:00 "
	"call-2031-06-17=07-17/21:30-22:30 call-2031-06-24=06-24/13:00-15:00"},
    {"what is taken out leaves the ids of the others",
	"agenda:\n  2031-06-03:\n    - id: call\n      title: Call\n      at: 15:00\n"
	"      for: 1h\n      repeat:\n        rule: FREQ=WEEKLY;COUNT=3\n"
	"        except: [2031-06-03, 2031-06-10]\n",
	"call-2031-06-17=06-17/13:00-14:00"},
    {"all taken out",
	"agenda:\n  2031-06-03:\n    - title: Call\n      at: 15:00\n"
	"      for: 1h\n      repeat:\n        rule: FREQ=WEEKLY;COUNT=1\n"
	"        except: 2031-06-03\n    - {for: 1h, title: After}\n",
	"after=06-03/14:00-15:00"},
    {"the day of the session counts though the rule does not give it",
	"agenda:\n  2031-06-03:\n"
	"    - {title: C, at: 15:00, for: 1h, repeat: FREQ=WEEKLY;BYDAY=TH;COUNT=3}\n",
	"c-2031-06-03=06-03/13:00-14:00 c-2031-06-05=06-05/13:00-14:00 "
	"c-2031-06-12=06-12/13:00-14:00"},
    {"no time", "agenda:\n  2031-06-03:\n    - {title: Call, repeat: FREQ=MONTHLY;COUNT=2}\n",
	"call-2031-06-03=06-03 call-2031-07-03=07-03"},
    {"until a day, which is one of them",
	"agenda:\n  2031-06-03:\n"
	"    - {title: C, at: 15:00, for: 1h, repeat: FREQ=WEEKLY;UNTIL=20310610}\n",
	"c-2031-06-03=06-03/13:00-14:00 c-2031-06-10=06-10/13:00-14:00"},
    {"until a moment in UTC, just reached",
	"agenda:\n  2031-06-03:\n"
	"    - {title: C, at: 15:00, for: 1h, repeat: FREQ=WEEKLY;UNTIL=20310610T130000Z}\n",
	"c-2031-06-03=06-03/13:00-14:00 c-2031-06-10=06-10/13:00-14:00"},
    {"until a moment in UTC, just missed",
	"agenda:\n  2031-06-03:\n"
	"    - {title: C, at: 15:00, for: 1h, repeat: FREQ=WEEKLY;UNTIL=20310610T125959Z}\n",
	"c-2031-06-03=06-03/13:00-14:00"},
    {"until a local moment, just missed",
	"agenda:\n  2031-06-03:\n"
	"    - {title: C, at: 15:00, for: 1h, repeat: FREQ=WEEKLY;UNTIL=20310610T145900}\n",
	"c-2031-06-03=06-03/13:00-14:00"},
    {"ids that are too long are cut, and told apart",
	"agenda:\n  2031-06-03:\n"
	"    - {id: a-name-that-is-much-too-long-for-a-date-behind-it-and-more-one,"
	" title: A, at: 15:00, for: 1h, repeat: FREQ=WEEKLY;COUNT=1}\n"
	"    - {id: a-name-that-is-much-too-long-for-a-date-behind-it-and-more-two,"
	" title: B, at: 15:00, for: 1h, repeat: FREQ=WEEKLY;COUNT=1}\n",
	"a-name-that-is-much-too-long-for-a-date-behind-it-and-2031-06-03=06-03/13:00-14:00 "
	"a-name-that-is-much-too-long-for-a-date-behind-it-2-2031-06-03=06-03/13:00-14:00"},
    {"an event that is its only session",
	"dates: 2031-06-03\nat: 15:00\nfor: 1h\n"
	"repeat: {rule: FREQ=WEEKLY;COUNT=3, except: 2031-06-10}\n",
	"on-2031-06-03=06-03/13:00-14:00 on-2031-06-17=06-17/13:00-14:00"},
    {"lists beside each other",
	"agenda:\n  2031-06-03:\n    - at: 09:00\n      parallel:\n"
	"        - {title: A, for: 1h, repeat: FREQ=WEEKLY;COUNT=2}\n"
	"        - {title: B, for: 2h}\n    - {title: C, for: 1h}\n",
	"a-2031-06-03=06-03/07:00-08:00 a-2031-06-10=06-10/07:00-08:00 b=06-03/07:00-09:00 "
	"c=06-03/09:00-10:00"},
};

static void
test_cases(struct tzdb *db)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct one o;

		is_str(
		    told(&o, read_one(&o, db, cases[i].body)), cases[i].want, "%s", cases[i].name);
		is_int((long)o.f.errors, 0, "%s: no error", cases[i].name);
		let_go(&o);
	}
}

static const char different[] =
    "tracks: {one: One, two: Two}\nrooms: {hall: Hall, attic: Attic}\n"
    "people: {ada: Ada Example, bo: Bo Example, cy: Cy Example}\n"
    "agenda:\n  2031-06-03:\n    - id: call\n      title: Call\n      at: 15:00\n      for: 1h\n"
    "      room: hall\n      track: one\n      people: [ada, bo]\n      languages: [en, fr]\n"
    "      links: {notes: https://example.org/n, slides: https://example.org/s}\n"
    "      join: {url: https://example.org/j, visibility: public}\n"
    "      repeat:\n        rule: FREQ=WEEKLY;COUNT=3\n        occurrences:\n"
    "          2031-06-10:\n            title: Special\n            rooms: [attic]\n"
    "            track: two\n            people: [{moderator: cy}]\n            languages: es\n"
    "            status: cancelled\n            visibility: unlisted\n            capacity: 7\n"
    "            links: {slides: https://example.org/t, recording: https://example.org/r}\n"
    "            join: https://example.org/k\n";

static void
test_different(struct tzdb *db)
{
	struct one o;
	const struct event *ev = read_one(&o, db, different);
	const struct session *first = ev->sessions[0], *se = ev->sessions[1];
	const struct session *last = ev->sessions[2];

	is_int((long)ev->nsessions, 3, "three times");
	ok(first->repeat == se->repeat && first->repeat == last->repeat &&
		date_eq(se->repeat_day, (struct date){2031, 6, 10}),
	    "of one rule");
	is_str(first->repeat->rule, "FREQ=WEEKLY;COUNT=3", "which is kept");
	is_str(se->title.in[0].s, "Special", "another title");
	ok(se->nrooms == 1 && strcmp(se->rooms[0]->id, "attic") == 0, "another room");
	ok(se->ntracks == 1 && strcmp(se->tracks[0]->id, "two") == 0, "another track");
	ok(se->npeople == 1 && se->people[0].as == ROLE_MODERATOR, "another person");
	ok(se->nlanguages == 1 && strcmp(se->languages[0], "es") == 0, "another language");
	ok(se->status == STATUS_CANCELLED && se->visibility == VISIBILITY_UNLISTED &&
		se->capacity == 7,
	    "another status, visibility and capacity");
	ok(se->nlinks == 3 && strcmp(se->links[0].name, "notes") == 0 &&
		strcmp(se->links[1].url, "https://example.org/t") == 0 &&
		strcmp(se->links[2].name, "recording") == 0,
	    "links are added, and stand for those of their name");
	ok(strcmp(se->join, "https://example.org/k") == 0 &&
		se->join_visibility == VISIBILITY_PRIVATE,
	    "another link to join, private as any");
	ok(first->nlinks == 2 && last->npeople == 2 && last->nrooms == 1 &&
		last->status == STATUS_CONFIRMED && last->nlanguages == 2 &&
		last->join_visibility == VISIBILITY_PUBLIC &&
		strcmp(last->title.in[0].s, "Call") == 0,
	    "the others stay as they are");
	is_int((long)ev->npeople, 3, "who is there once is at the event");
	let_go(&o);
}

/* Dates come from what is known, and from nowhere else. */
static void
test_known(struct tzdb *db)
{
	static const char body[] = "event: e-2031\nkind: meeting\ntitle: E\nagenda: {2031-06-03: "
				   "[{title: C, at: 15:00, for: 1h, repeat: FREQ=WEEKLY;COUNT=2}]}";
	struct arena *a = arena_new(16 * 1024 * 1024);
	struct sources src = {0};
	struct site *site = NULL;
	struct findings f;
	struct err e = {""};

	findings_init(&f, a);
	sources_add(&src, "site.yaml", site_yaml, strlen(site_yaml));
	sources_add(&src, "event.yaml", body, strlen(body));
	ok(site_read(&site, &src, db, &f, &e) != 0, "not known: %s", e.msg);
	is_str(e.msg, "the dates of 'FREQ=WEEKLY' are not known", "which is told");
	sources_add_repeat(&src, "FREQ=WEEKLY", (struct date){2031, 6, 3}, "0 8 7", &e);
	is_int(site_read(&site, &src, db, &f, &e), 0, "known");
	is_str(site->events[0]->sessions[1]->id, "c-2031-06-11", "and gone by");
	site_free(site);
	sources_free(&src);
	arena_free(a);
}

static const struct {
	const char *rule, *want;
} in_words[] = {
    {"FREQ=DAILY;COUNT=3", "every day"},
    {"FREQ=DAILY;INTERVAL=3;COUNT=3", "every 3 days"},
    {"FREQ=DAILY;BYDAY=MO;COUNT=3", ""},
    {"FREQ=WEEKLY;COUNT=3", "every week on Tuesday"},
    {"FREQ=WEEKLY;INTERVAL=1;UNTIL=20310630", "every week on Tuesday"},
    {"FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;COUNT=3", "every 2 weeks on Monday, Thursday"},
    {"FREQ=WEEKLY;BYMONTH=6;COUNT=3", ""},
    {"FREQ=MONTHLY;COUNT=3", "every month"},
    {"FREQ=MONTHLY;INTERVAL=3;BYDAY=1TU;COUNT=3", "every 3 months"},
    {"FREQ=MONTHLY;BYDAY=-1FR;COUNT=3", "every month"},
    {"FREQ=MONTHLY;BYDAY=TU;COUNT=3", ""},
    {"FREQ=MONTHLY;BYDAY=1TU,3TU;COUNT=3", ""},
    {"FREQ=MONTHLY;BYMONTHDAY=3;COUNT=3", "every month"},
    {"FREQ=MONTHLY;BYMONTHDAY=3,17;COUNT=3", ""},
    {"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3", "every month"},
    {"FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1,-1;COUNT=3", ""},
    {"FREQ=MONTHLY;BYMONTH=6;COUNT=3", ""},
    {"FREQ=YEARLY;COUNT=3", "every year"},
    {"FREQ=YEARLY;INTERVAL=2;COUNT=3", "every 2 years"},
    {"FREQ=YEARLY;BYMONTH=6;BYDAY=1TU;COUNT=3", "every year"},
    {"FREQ=YEARLY;BYMONTH=3,9;COUNT=3", ""},
    {"FREQ=YEARLY;BYDAY=TU;COUNT=3", ""},
    {"FREQ=YEARLY;BYWEEKNO=20;COUNT=3", ""},
};

static void
test_words(void)
{
	struct site site = {0};
	struct words w = {&site, "en", arena_new(1024 * 1024)};

	for (size_t i = 0; i < sizeof in_words / sizeof *in_words; i++)
		is_str(repeat_words(
			   &w, &(struct repeat){.rule = in_words[i].rule, .first = {2031, 6, 3}}),
		    in_words[i].want, "%s", in_words[i].rule);
	arena_free(w.arena);
}

int
main(void)
{
	struct tzdb *db = NULL;
	struct err e;

	if (tzdb_open(&db, NULL, &e) != 0) {
		printf("Bail out! %s\n", e.msg);
		return 1;
	}
	test_cases(db);
	test_different(db);
	test_known(db);
	test_words();
	tzdb_close(db);
	return tap_done();
}
