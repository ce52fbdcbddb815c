/* SPDX-License-Identifier: ISC */
/* What importers fill becomes an event that our reader takes: texts, addresses, ids, zones, times,
 * and what is over a ceiling. */
#include "core/intake.h"
#include "data/import_value.h"

#include "tests/lib/tap.h"

#include <stdlib.h>

static struct tzdb *db;
static struct arena *arena;
static struct findings f;
static struct intake *in;

/* ---- a file of one's own ---- */

static void
begin(void)
{
	struct intake_options o = {.file = "file.xml", .db = db, .takes = import_takes};

	arena = arena_new(64 * 1024 * 1024);
	findings_init(&f, arena);
	in = intake_new(&o, &f);
	in->event = (struct intake_event){.at = {"file.xml", 1, 1},
	    .title = "Days",
	    .zone = "UTC",
	    .base_url = "https://example.org/days"};
}

static struct event *
finish(const char *name)
{
	struct err e = {""};

	ok(intake_finish(in, &e) == 0, "%s: finishes %s", name, e.msg);
	return in->site->events[0];
}

static void
end(void)
{
	intake_free(in);
	arena_free(arena);
}

/* A session an hour after the one before it. */
static struct intake_entry *
meet(const char *title)
{
	int n = (int)in->met;
	struct intake_entry *en = intake_meet(in, (struct place){"file.xml", 10 + n, 1});

	if (en == NULL)
		return NULL;
	en->title = title;
	en->start.kind = INTAKE_TIME_INSTANT;
	en->start.instant = 1936483200 + n * 3600;
	en->minutes = 30;
	return en;
}

static bool
told(enum rule rule, const char *words)
{
	for (size_t i = 0; i < f.n; i++)
		if (f.items[i].rule == rule && strstr(f.items[i].what, words) != NULL)
			return true;
	return false;
}

static const char *
text(const struct text *t)
{
	return t->n == 0 ? NULL : t->in[0].s;
}

/* ---- texts ---- */

static void
test_titles(void)
{
	static const struct {
		const char *s, *want;
		bool is_told;
	} cases[] = {
	    {"  A\n\n title \t here ", "A title here", false},
	    {"Tom &amp; Ana&#39;s &quot;x&quot; &lt;y&gt;", "Tom & Ana's \"x\" <y>", false},
	    {"A &unknown; B & C", "A &unknown; B & C", false},
	    {"bell\x07 and \x1b[31mred", "bell and [31mred", true},
	    {"\xef\xbb\xbfmark", "mark", false},
	    {"bad \xff byte", "bad \xef\xbf\xbd byte", true},
	    {"cut \xe2\x82", "cut \xef\xbf\xbd\xef\xbf\xbd", true},
	    {"\xed\xa0\x80 half", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd half", true},
	    {"line\xe2\x80\xa8 ends\xc2\x85here", "line ends here", false},
	    {"", "Untitled", false},
	    {"\x01 \x02", "Untitled", true},
	    {"\xe4\xbe\x8b", "\xe4\xbe\x8b", false},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct event *ev;

		begin();
		meet(cases[i].s);
		ev = finish("title");
		is_str(text(&ev->sessions[0]->title), cases[i].want, "title %zu", i);
		ok(told(RULE_IMPORT_REPAIRED, "") == cases[i].is_told, "title %zu: %s", i,
		    cases[i].is_told ? "is told" : "needs no word");
		end();
	}
}

static void
test_abstracts(void)
{
	static const struct {
		const char *name, *abstract, *description, *want;
	} cases[] = {
	    {"one", "A.", NULL, "A."},
	    {"the other", NULL, "D.", "D."},
	    {"both", "A.", "D.", "A.\n\nD."},
	    {"it goes on", "Why we  meet.", "Why we\nmeet. And how.", "Why we\nmeet. And how."},
	    {"it is cut short", "Why we meet. And how.", "Why we meet.", "Why we meet. And how."},
	    {"HTML", "<p>A <em>b</em>.</p>", NULL, "A *b*."},
	    {"line ends", "a\r\nb\rc\n \n\nd \n", NULL, "a\nb\nc\n\n\nd"},
	    {"nothing", " \n", "", NULL},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct intake_entry *en;
		const struct event *ev;

		begin();
		en = meet("A");
		en->abstract = cases[i].abstract;
		en->description = cases[i].description;
		ev = finish(cases[i].name);
		is_str(
		    text(&ev->sessions[0]->abstract), cases[i].want, "abstract: %s", cases[i].name);
		end();
	}
}

static void
test_addresses(void)
{
	static const struct {
		const char *s, *want;
	} cases[] = {
	    {"https://example.org/a", "https://example.org/a"},
	    {" https://example.org/a b ", "https://example.org/a%20b"},
	    {"https://example.org/caf\xc3\xa9", "https://example.org/caf%C3%A9"},
	    {"https://example.org/50%", "https://example.org/50%25"},
	    {"https://example.org/#/#room", "https://example.org/#/%23room"},
	    {"www.example.com/x", "https://www.example.com/x"},
	    {"/x", "https://example.org/x"},
	    {"x/y", "https://example.org/days/x/y"},
	    {"//example.com/x", "https://example.com/x"},
	    {"javascript:alert(1)", NULL},
	    {"ftp://example.org/", NULL},
	    {"https://", NULL},
	    {"https://ana:secret@example.org/", NULL},
	    {"", NULL},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct intake_entry *en;
		const struct event *ev;

		begin();
		en = meet("A");
		intake_add_link(in, en, (struct intake_link){cases[i].s, "A link", NULL});
		ev = finish("address");
		if (cases[i].want != NULL &&
		    ok(ev->sessions[0]->nlinks == 1, "address '%s'", cases[i].s))
			is_str(ev->sessions[0]->links[0].url, cases[i].want, "address '%s'",
			    cases[i].s);
		if (cases[i].want == NULL)
			ok(ev->sessions[0]->nlinks == 0 && told(RULE_IMPORT_DROPPED, ""),
			    "address '%s' is left out and told", cases[i].s);
		end();
	}
}

static void
test_links(void)
{
	struct intake_entry *en;
	const struct session *se;

	begin();
	en = meet("A");
	en->url = "https://example.org/a";
	intake_add_link(in, en, (struct intake_link){"https://example.org/1", "Folien", NULL});
	intake_add_link(
	    in, en, (struct intake_link){"https://example.org/2", "Slides, again", "slides"});
	intake_add_link(
	    in, en, (struct intake_link){"https://example.org/3", "One two three four", NULL});
	intake_add_link(in, en, (struct intake_link){"https://example.org/1", "The same", NULL});
	intake_add_link(in, en, (struct intake_link){"https://example.org/4", NULL, NULL});
	se = finish("links")->sessions[0];
	is_int(se->nlinks, 5, "links: each address once");
	is_str(se->links[0].name, "web", "links: the page of a session");
	ok(strcmp(se->links[1].name, "slides") == 0 && se->links[1].label.n == 0,
	    "links: a usual label is its key");
	is_str(se->links[2].name, "slides-2", "links: a key that is taken gets a number");
	is_str(text(&se->links[2].label), "Slides, again", "links: a label of one's own stays");
	is_str(se->links[3].name, "one-two-three", "links: a long label makes a short key");
	is_str(se->links[4].name, "link", "links: and none makes one");
	end();
}

/* ---- ids ---- */

static void
test_ids(void)
{
	static const struct {
		const char *slug, *title, *want;
		bool given;
	} cases[] = {
	    {NULL, "Opening", "opening", false},
	    {"days-11-closing-session", "Closing session", "closing-session", false},
	    {"days-12-welcome", "Welcome, all", "welcome", true},
	    {"keynotes_linux", "Linux", "keynotes-linux", true},
	    {"keynotes_linux", "Linux again", "keynotes-linux-2", true},
	    {NULL, "Stories", "stories", true},
	    {NULL, "Stories", "stories-2", true},
	    {NULL, "Lunch", "lunch", false},
	    {NULL, "Lunch", "lunch-2", false},
	    {NULL, "\xe4\xbe\x8b", "session", true},
	    {"days-13", "Days 13", "13", true},
	    {"", "Empty slug", "empty-slug", false},
	};
	enum { N = sizeof cases / sizeof *cases };
	const struct event *ev;

	begin();
	for (size_t i = 0; i < N; i++)
		meet(cases[i].title)->slug = cases[i].slug;
	ev = finish("ids");
	for (size_t i = 0; i < N; i++) {
		is_str(ev->sessions[i]->id, cases[i].want, "id of '%s'", cases[i].title);
		ok(ev->sessions[i]->id_given == cases[i].given, "id of '%s': %s", cases[i].title,
		    cases[i].given ? "is written" : "is that of its title");
	}
	ok(told(RULE_IMPORT_REPAIRED, "'keynotes_linux' is the slug of the session on line 13"),
	    "ids: a slug that is there twice is told");
	end();
}

static void
test_event_ids(void)
{
	static const struct {
		const char *id, *title, *want;
	} cases[] = {{"days31", "Days", "days31"}, {NULL, "Days 2031", "days-2031"},
	    {"About", "About", "about-event"}, {NULL, "\xe4\xbe\x8b", "event"},
	    {"Two_Words", "x", "two-words"}};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		begin();
		in->event.id = cases[i].id;
		in->event.title = cases[i].title;
		is_str(finish("event")->id, cases[i].want, "event '%s'", cases[i].title);
		end();
	}
}

/* ---- things ---- */

static void
test_things(void)
{
	struct intake_entry *a, *b;
	const struct event *ev;

	begin();
	a = meet("A");
	b = meet("B");
	intake_add_room(in, a, "Hall");
	intake_add_room(in, a, "Hall ");
	intake_add_room(in, b, "hall");
	intake_add_room(in, b, "");
	intake_add_track(in, a, (struct intake_track){"Second", NULL, "#00FF00"});
	intake_add_track(in, b, (struct intake_track){"First", "one", "green-ish"});
	*(struct intake_track *)arena_push(in->scratch, &in->tracks, &in->ntracks,
	    sizeof *in->tracks) = (struct intake_track){"First", NULL, NULL};
	intake_add_person(in, a, (struct intake_person){.name = "Ana  Example", .key = "1"});
	intake_add_person(in, a, (struct intake_person){.name = "Ana Example", .as = ROLE_HOST});
	intake_add_person(in, b, (struct intake_person){.name = "A. Example", .key = "1"});
	intake_add_person(in, b, (struct intake_person){.name = "Ana Example", .key = "2"});
	ev = finish("things");
	is_int(ev->nrooms, 2, "things: rooms go by their names");
	is_str(ev->rooms[1].id, "hall-2", "things: an id that is taken gets a number");
	is_int(ev->sessions[0]->nrooms, 1, "things: a room is named once");
	is_str(ev->tracks[0].id, "one", "things: tracks come in the order they were listed");
	is_str(ev->tracks[1].colour, "#00ff00", "things: a colour in its usual form");
	ok(told(RULE_IMPORT_DROPPED, "'green-ish' is no colour"), "things: and what is none");
	is_int(in->site->npeople, 1, "things: one number, or one name, is one person");
	is_int(ev->sessions[0]->npeople, 2, "things: in two roles");
	ok(told(RULE_IMPORT_DOUBTFUL, "'Ana Example' is also written 'A. Example'"),
	    "things: two names of one number are told");
	ok(told(RULE_IMPORT_DOUBTFUL, "'Ana Example' has two numbers"),
	    "things: and two numbers of one name");
	end();
}

/* ---- times ---- */

static void
test_zones(void)
{
	static const struct {
		const char *name, *zone, *city;
		int32_t offset; /* of all sessions; 1: none */
		const char *want;
		bool is_told;
	} cases[] = {
	    {"named", "Asia/Kolkata", "Brussels", 0, "Asia/Kolkata", false},
	    {"by the city", NULL, "Brussels", 1, "Europe/Brussels", true},
	    {"by a city of two words", NULL, "New York", 1, "America/New_York", true},
	    {"by a city that agrees", NULL, "Brussels", 7200, "Europe/Brussels", true},
	    {"not by a city that does not", NULL, "Brussels", 3 * 3600, "Etc/GMT-3", true},
	    {"by the offset", NULL, "Nowhere", -5 * 3600, "Etc/GMT+5", true},
	    {"by an offset of half an hour", NULL, NULL, 19800, "UTC", true},
	    {"unknown", "Mars/Olympus", NULL, 1, "UTC", true},
	    {"a path", "../../etc/passwd", NULL, 1, "UTC", true},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct intake_entry *en;

		begin();
		in->event.zone = cases[i].zone;
		in->event.city = cases[i].city;
		en = meet("A");
		en->start.has_offset = cases[i].offset != 1;
		en->start.offset = cases[i].offset;
		is_str(
		    tz_name(finish(cases[i].name)->zone), cases[i].want, "zone: %s", cases[i].name);
		ok((f.warnings > 0) == cases[i].is_told, "zone: %s: %s", cases[i].name,
		    cases[i].is_told ? "is told" : "needs no word");
		end();
	}
}

static void
test_times(void)
{
	const struct civil gap = {{2031, 3, 30}, 150}, twice = {{2031, 10, 26}, 150};
	struct intake_entry *en;
	const struct event *ev;

	begin();
	in->event.zone = "Europe/Berlin";
	en = meet("Gap");
	en->start = (struct intake_time){.kind = INTAKE_TIME_LOCAL, .local = gap};
	en = meet("Twice");
	en->start = (struct intake_time){.kind = INTAKE_TIME_LOCAL, .local = twice};
	en = meet("Backwards");
	en->end =
	    (struct intake_time){.kind = INTAKE_TIME_INSTANT, .instant = en->start.instant - 60};
	en = meet("Long");
	en->minutes = 32 * 24 * 60;
	en = meet("Seconds");
	en->start.instant += 29;
	en = meet("All day");
	en->start = (struct intake_time){.kind = INTAKE_TIME_DAY, .local = gap};
	meet("Never")->start.kind = INTAKE_TIME_NONE;
	meet("Long ago")->start.instant = -1;
	meet("Far ahead")->start.instant = INT64_MAX;
	ev = finish("times");
	is_int(ev->nsessions, 9, "times: every session is there");
	is_str(ev->sessions[0]->id, "gap", "times: by start");
	is_int(ev->sessions[0]->slot.start, 1932600600, "times: a skipped hour is one later");
	is_str(ev->sessions[1]->id, "all-day", "times: a day without a time after those with one");
	ok(ev->sessions[1]->slot.day.day == 30 && !ev->sessions[1]->slot.has_start,
	    "times: it has no start");
	ok(!ev->sessions[2]->slot.has_end && told(RULE_IMPORT_DOUBTFUL, "ends before it begins"),
	    "times: an end before the start is left open");
	ok(!ev->sessions[3]->slot.has_end && told(RULE_IMPORT_DOUBTFUL, "longer than 31 days"),
	    "times: and one too far");
	is_int(ev->sessions[4]->slot.start % 60, 0, "times: seconds are left out");
	is_int(ev->sessions[5]->slot.start, 1950741000, "times: the first of two hours");
	for (size_t i = 6; i < 9; i++)
		ok(!date_is_set(ev->sessions[i]->slot.day), "times: '%s' has none",
		    text(&ev->sessions[i]->title));
	ok(date_eq(ev->dates.first, gap.date) && date_eq(ev->dates.last, twice.date),
	    "times: the dates of the event take all in");
	end();
}

/* ---- ceilings ---- */

static void
test_many(void)
{
	struct intake_entry *en = NULL;
	const struct event *ev;

	begin();
	for (int i = 0; i < INTAKE_ENTRIES_MAX; i++)
		en = meet("Same title");
	for (int i = 0; i < INTAKE_LIST_MAX + 5; i++)
		intake_add_room(in, en, "Hall");
	ok(meet("One too many") == NULL, "many: one more is refused");
	ev = finish("many");
	is_int(in->met, INTAKE_ENTRIES_MAX + 1, "many: it is counted");
	is_int(ev->nsessions, INTAKE_ENTRIES_MAX, "many: all others are there");
	is_int(intake_kept(in), INTAKE_ENTRIES_MAX, "many: and counted");
	ok(told(RULE_IMPORT_DROPPED, "there are more than 20000"), "many: it is told");
	ok(told(RULE_IMPORT_DROPPED, "(5 times, first here)"), "many: so are rooms");
	end();
}

static void
test_tallies(void)
{
	char what[32];

	begin();
	meet("A");
	for (int i = 0; i < 5000; i++) {
		snprintf(what, sizeof what, "kind %d is left out", i);
		intake_tally(in, RULE_IMPORT_DROPPED, in->event.at, what, NULL);
	}
	finish("tallies");
	ok(f.warnings < FINDINGS_PER_FILE, "tallies: very many kinds are not told one by one");
	ok(told(RULE_IMPORT_DROPPED, "more of other kinds"), "tallies: but counted");
	end();
}

static void
test_long(void)
{
	char *s = malloc(100001);
	struct intake_entry *en;
	const struct session *se;

	memset(s, 'x', 100000);
	s[100000] = '\0';
	memcpy(s + INTAKE_LINE_MAX - 1, "\xc3\xa9", 2);
	begin();
	en = meet(s);
	en->abstract = s;
	se = finish("long")->sessions[0];
	is_int(
	    strlen(text(&se->title)), INTAKE_LINE_MAX - 1, "long: a title is cut at a character");
	is_int(strlen(text(&se->abstract)), INTAKE_TEXT_MAX, "long: so is an abstract");
	is_int(strlen(se->id), ID_MAX, "long: and an id");
	ok(told(RULE_IMPORT_DROPPED, "is cut"), "long: that is told");
	end();
	free(s);
}

/* ---- what is in each other's way ---- */

static const struct event *
clash(int n)
{
	begin();
	for (int i = 0; i < n; i++) {
		struct intake_entry *en = meet("Same");

		en->start.instant = 1936483200;
		intake_add_room(in, en, "Hall");
	}
	return finish("clashes");
}

static void
test_clashes(void)
{
	const struct event *ev = clash(3);

	is_int(ev->sessions[0]->nallow, 0, "clashes: the first is in nobody's way");
	for (size_t i = 1; i < 3; i++)
		ok(ev->sessions[i]->nallow == 1 && ev->sessions[i]->allow[0] == RULE_ROOM_CLASH,
		    "clashes: session %zu is allowed", i);
	ok(told(RULE_IMPORT_DOUBTFUL, "are both in Hall"), "clashes: they are told");
	end();
	ev = clash(150);
	ok(ev->nallow == 1 && ev->allow[0] == RULE_ROOM_CLASH && ev->sessions[100]->nallow == 0,
	    "clashes: of very many, the event is allowed");
	end();
}

static void
test_languages(void)
{
	static const char *const languages[] = {"German", "de_DE", "de-informal", NULL};
	const struct event *ev;

	begin();
	for (int i = 0; i < 3; i++)
		meet("A")->language = languages[i];
	ev = finish("languages");
	is_str(in->site->languages[0], "de", "languages: texts are in that of most");
	is_str(text_get(&ev->title, "de", NULL), "Days", "languages: all of them");
	is_str(ev->sessions[1]->languages[0], "de-DE", "languages: in their usual form");
	end();
	begin();
	for (int i = 0; i < 3; i++)
		meet("A")->language = "English";
	meet("Lunch");
	ev = finish("one language");
	ok(ev->nlanguages == 1 && strcmp(ev->languages[0], "en") == 0 &&
		ev->sessions[0]->nlanguages == 0,
	    "languages: what all have is said once");
	end();
}

int
main(void)
{
	struct err e = {""};

	if (!ok(tzdb_open(&db, NULL, &e) == 0, "zones: %s", e.msg))
		return tap_done();
	test_titles();
	test_abstracts();
	test_addresses();
	test_links();
	test_ids();
	test_event_ids();
	test_things();
	test_zones();
	test_times();
	test_many();
	test_tallies();
	test_long();
	test_clashes();
	test_languages();
	tzdb_close(db);
	return tap_done();
}
