/* SPDX-License-Identifier: ISC */
/* Calendars joined of kept entries: what is kept is handed out as it is, and stamps move when the
 * rest does. */
#include "ical/calendars.h"
#include "tests/lib/build.h"
#include "tests/lib/tap.h"

#include <stdlib.h>
#include <string.h>

static struct tzdb *db;

static struct identity
identity(struct site *s, const char *uid)
{
	return (struct identity){
	    .uid = uid, .created = s->moment, .modified = s->moment, .changed_revision = 1};
}

/* Two events in two zones, in two languages; `n` sessions in the first. */
static struct site *
site(int64_t moment, size_t n)
{
	struct site *s = build_site();
	struct event *ev;
	char *id;

	s->moment = moment;
	s->revision = 1;
	s->zone = tzdb_find(db, "Europe/Berlin");
	build_add(s, s->languages, s->nlanguages, "fr");
	ev = build_event(s, "conf", s->zone);
	ev->identity = identity(s, "conf@example.org");
	for (size_t i = 0; i < n; i++) {
		id = arena_printf(s->arena, "s%zu", i);
		build_session(s, ev, id,
		    build_slot((struct date){2031, 5, 14}, 32270400 + (int64_t)i * 60, 60))
		    ->identity = identity(s, arena_printf(s->arena, "%s.conf@example.org", id));
	}
	ev = build_event(s, "talk", tzdb_find(db, "Asia/Kathmandu"));
	ev->identity = identity(s, "talk@example.org");
	build_session(s, ev, "only", build_slot((struct date){2031, 6, 1}, 32296320, 60))
	    ->identity = identity(s, "only.talk@example.org");
	return s;
}

/* The calendar at a path, whole; "" when there is none. The caller's to free. */
static char *
whole(const struct calendars *c, const char *path)
{
	struct calendar_pieces p;
	const char *piece;
	size_t n;
	struct buf b;

	buf_init(&b, CALENDAR_BYTES_MAX);
	buf_puts(&b, "");
	if (calendar_begin_path(&p, c, path) == 0) {
		while ((n = calendar_next(&p, &piece)) > 0)
			buf_put(&b, piece, n);
		if (b.n != p.n)
			printf("# %s: %zu bytes of %zu\n", path, b.n, p.n);
		calendar_end(&p);
	}
	return b.p != NULL ? b.p : calloc(1, 1);
}

static bool
has(const struct calendars *c, const char *path, const char *text)
{
	char *s = whole(c, path);
	bool is = strstr(s, text) != NULL;

	free(s);
	return is;
}

static bool
same(const struct calendars *a, const char *path, const struct calendars *b, const char *other)
{
	char *x = whole(a, path), *y = whole(b, other);
	bool is = *x != '\0' && strcmp(x, y) == 0;

	free(x);
	free(y);
	return is;
}

static struct calendars *
make(const struct site *s, const struct kept_calendars *before)
{
	struct calendars *c = NULL;
	struct err e = {""};

	ok(calendars_make(&c, s, before, &e) == 0, "calendars are made%s", e.msg);
	return c;
}

static void
test_pieces(void)
{
	const struct place_in_site all = {.kind = PATH_ALL_ICS}, home = {.kind = PATH_HOME};
	const struct kept_calendars none = {0};
	struct site *s = site(1000, 50);
	struct calendars *c = make(s, &none);
	const struct kept_calendars *kept = calendars_kept(c);
	struct calendar_pieces p, other;
	size_t n = 0, bytes = 0, borrowed = 0, k;
	const char *piece;
	char *text = whole(c, "all.ics");

	is_int(calendar_begin(&p, c, &home), 1, "a page is no calendar");
	is_int(calendar_begin_path(&p, c, "no-such.ics"), 1, "nor what never was one");
	is_int(calendar_begin(&p, c, &all), 0, "a calendar begins");
	is_int(calendar_begin(&other, c, &all), 0, "and a second one beside it");
	is_int(p.n, strlen(text), "it says how many bytes it has");
	while ((k = calendar_next(&p, &piece)) > 0) {
		ok(bytes + k <= p.n && memcmp(text + bytes, piece, k) == 0, "piece %zu", n);
		for (size_t i = 0; i < kept->nentries; i++)
			borrowed += piece == kept->entries[i].text;
		bytes += k;
		n++;
	}
	is_int(n, 55, "head, an entry a piece, and the end");
	is_int(borrowed, 53, "no entry is copied");
	is_int(calendar_next(&p, &piece), 0, "nothing follows");
	calendar_rewind(&p);
	ok(calendar_next(&p, &piece) > 0 && memcmp(piece, "BEGIN:VCALENDAR\r\n", 17) == 0,
	    "after a rewind it begins again");
	ok(calendar_next(&other, &piece) > 0 && memcmp(piece, "BEGIN:VCALENDAR\r\n", 17) == 0,
	    "the second one was not moved");
	calendar_end(&p);
	calendar_end(&other);
	ok(has(c, "all.ics", "TZID:Europe/Berlin\r\n") &&
		has(c, "all.ics", "TZID:Asia/Kathmandu\r\n"),
	    "all zones of all");
	ok(!has(c, "talk.ics", "TZID:Europe/Berlin\r\n") &&
		has(c, "talk.ics", "TZID:Asia/Kathmandu\r\n"),
	    "of one event its own");
	ok(same(c, "all.en.ics", c, "all.ics"), "the first language may be named");
	is_int(kept->nentries, 2 * 53, "an entry is kept for each language");
	free(text);
	calendars_free(c);
	site_free(s);
}

/* As it is when the one was published after the other. */
static void
copy_identities(const struct site *from, struct site *to)
{
	for (size_t i = 0; i < to->nevents; i++) {
		to->events[i]->identity = from->events[i]->identity;
		for (size_t k = 0; k < to->events[i]->nsessions; k++)
			to->events[i]->sessions[k]->identity =
			    from->events[i]->sessions[k]->identity;
	}
}

static void
test_stamps(void)
{
	const struct kept_calendars none = {0};
	struct site *first = site(1000, 3), *second = site(2000, 3), *third = site(2000, 2);
	struct calendars *a = make(first, &none), *b, *c, *d;
	const struct kept_calendars *k;

	copy_identities(first, second);
	copy_identities(first, third);
	b = make(second, calendars_kept(a));
	ok(same(a, "all.ics", b, "all.ics"), "a later revision of the same: the same bytes");

	second->events[0]->sessions[1]->title = build_text(second, "en", "Another title");
	c = make(second, calendars_kept(a));
	k = calendars_kept(c);
	is_int(kept_find_entry(k, "en", "s0.conf@example.org")->modified, 1000, "an entry stays");
	is_int(kept_find_entry(k, "en", "s1.conf@example.org")->modified, 2000, "another moves");
	ok(kept_find_entry(k, "en", "s0.conf@example.org")->text ==
		kept_find_entry(calendars_kept(a), "en", "s0.conf@example.org")->text,
	    "what stays is borrowed");
	is_int(kept_find_feed(k, "talk.ics")->modified, 1000, "a calendar stays");
	is_int(kept_find_feed(k, "conf.ics")->modified, 2000, "another moves");
	ok(has(c, "conf.ics", "LAST-MODIFIED:19700101T003320Z\r\n"), "and says so");

	second->events[0]->sessions[1]->title = build_text(second, "en", "A third title");
	d = make(second, k);
	k = calendars_kept(d);
	is_int(kept_find_entry(k, "en", "s1.conf@example.org")->modified, 2001,
	    "in the same second it moves all the same");
	is_int(kept_find_feed(k, "conf.ics")->modified, 2001, "so does its calendar");
	calendars_free(d);

	d = make(third, calendars_kept(a));
	k = calendars_kept(d);
	is_int(
	    kept_find_feed(k, "conf.ics")->modified, 2000, "an entry that goes moves its calendar");
	ok(kept_find_entry(k, "en", "s2.conf@example.org") == NULL, "and is not kept");
	ok(has(d, "conf/session/s2.ics", "END:VTIMEZONE\r\nEND:VCALENDAR\r\n"),
	    "its own calendar is empty, and there");
	ok(!has(d, "conf/session/s2.ics", "s2") && !has(d, "conf/session/s2.fr.ics", "s2"),
	    "it does not say of what");
	calendars_free(d);
	calendars_free(c);
	calendars_free(b);
	calendars_free(a);
	site_free(first);
	site_free(second);
	site_free(third);
}

/* What was published stands, whatever this Plenary would write. */
static void
test_read(void)
{
	static const char text[] = "BEGIN:VEVENT\r\nUID:s0.conf@example.org\r\n"
				   "DTSTART;TZID=Asia/Kathmandu:20310514T100000\r\nEND:VEVENT\r\n";
	struct kept_entry entry = {"en", "s0.conf@example.org", 77, text, sizeof text - 1};
	struct kept_feed feeds[] = {{"all.ics", 88, 1}, {"gone.ics", 99, 2}};
	const struct kept_calendars kept = {
	    .entries = &entry, .nentries = 1, .feeds = feeds, .nfeeds = 2};
	struct site *s = site(1000, 1);
	struct calendars *c = NULL;
	struct err e = {""};

	is_int(calendars_read(&c, s, &kept, &e), 0, "read%s", e.msg);
	ok(has(c, "conf.ics", text), "a kept entry as it was kept");
	ok(has(c, "conf.ics", "\r\nTZID:Asia/Kathmandu\r\n"), "with the zone that it says");
	ok(has(c, "conf.fr.ics", "LAST-MODIFIED:19700101T001640Z\r\nSEQUENCE"),
	    "one that was not kept as of its revision");
	ok(has(c, "all.ics", "LAST-MODIFIED:19700101T000128Z\r\nNAME"), "a calendar's own stamp");
	ok(has(c, "gone.ics", "LAST-MODIFIED:19700101T000139Z\r\nNAME:Site\r\n"),
	    "that of what is no more");
	calendars_free(c);
	site_free(s);
}

/* A zone's data may come to say what no VTIMEZONE can, after entries were published by its clock.
 */
static void
test_lost_zone(void)
{
	static const char text[] = "BEGIN:VEVENT\r\nUID:s0.conf@example.org\r\n"
				   "DTSTART;TZID=UTC:20310514T100000\r\nEND:VEVENT\r\n";
	struct kept_entry entry = {"en", "s0.conf@example.org", 77, text, sizeof text - 1};
	const struct kept_calendars kept = {.entries = &entry, .nentries = 1};
	struct site *s = site(1000, 1);
	struct calendars *c = NULL;
	struct err e = {""};

	s->events[0]->zone = tzdb_find(db, "UTC");
	is_int(calendars_read(&c, s, &kept, &e), 0, "read%s", e.msg);
	ok(!has(c, "conf.ics", "TZID=UTC"), "no zone is named that is not there");
	ok(has(c, "conf.ics",
	       "UID:s0.conf@example.org\r\nDTSTAMP:19700101T000117Z\r\nDTSTART:2031"),
	    "the time is in UTC, with the stamps of before");
	calendars_free(c);
	s->events[0]->zone = tzdb_find(db, "Europe/Berlin");
	entry.text = "BEGIN:VEVENT\r\nDTSTART;TZID=Mars/Base:20310514T100000\r\nEND:VEVENT\r\n";
	entry.n = strlen(entry.text);
	is_int(calendars_read(&c, s, &kept, &e), 0, "read%s", e.msg);
	ok(has(c, "conf.ics", "DTSTART;TZID=Europe/Berlin:") && !has(c, "conf.ics", "Mars"),
	    "of a zone that nothing is in it is written anew");
	calendars_free(c);
	site_free(s);
}

/* What is kept as a whole is not held twice; one row less, and all is there still. */
static void
test_read_whole(void)
{
	struct site *s = site(1000, 2);
	struct calendars *c = NULL, *whole = NULL, *part = NULL;
	struct kept_calendars kept = {0};
	struct err e = {""};
	size_t n;

	is_int(calendars_make(&c, s, &kept, &e), 0, "made%s", e.msg);
	kept = *calendars_kept(c);
	n = kept.nentries;
	is_int(calendars_read(&whole, s, &kept, &e), 0, "read%s", e.msg);
	ok(calendars_kept(whole)->entries == kept.entries, "kept entries are borrowed");
	ok(calendars_kept(whole)->feeds == kept.feeds, "and what is kept of calendars");
	kept.nentries--;
	kept.nfeeds--;
	is_int(calendars_read(&part, s, &kept, &e), 0, "read without the last rows%s", e.msg);
	is_int(calendars_kept(part)->nentries, n, "an entry that was not kept is there");
	is_int(calendars_kept(part)->nfeeds, kept.nfeeds + 1, "and a calendar");
	calendars_free(part);
	calendars_free(whole);
	calendars_free(c);
	site_free(s);
}

/* What is gone is by the clock that its event had then. */
static void
test_seen_zone(void)
{
	const struct kept_calendars none = {0};
	struct site *s = site(1000, 1), *then = site(900, 1);
	struct session *gone = s->events[0]->sessions[0];
	struct calendars *c;

	then->events[0]->zone = tzdb_find(db, "Europe/Lisbon");
	gone->as_seen = then->events[0]->sessions[0];
	gone->identity.gone = true;
	c = make(s, &none);
	ok(has(c, "conf.ics", "DTSTART;TZID=Europe/Lisbon:") &&
		has(c, "conf.ics", "\r\nTZID:Europe/Lisbon\r\n"),
	    "a zone that only what is gone has is there");
	calendars_free(c);
	site_free(then);
	site_free(s);
}

/* Who subscribed in a language that was given up goes on being told, in the first. */
static void
test_dropped_language(void)
{
	struct kept_feed feeds[] = {{"all.fr.ics", 88, 1}, {"conf/session/s0.fr.ics", 88, 2},
	    {"gone.fr.ics", 88, 3}, {"old.fr.ics", 88, 4}};
	const struct kept_calendars before = {.feeds = feeds, .nfeeds = 4};
	struct former_name former[] = {{"old", "", "conf", ""}};
	struct site *s = site(1000, 1);
	struct calendars *c;

	s->nlanguages = 1;
	s->former = former;
	s->nformer = 1;
	c = make(s, &before);
	ok(same(c, "all.fr.ics", c, "all.ics"), "all of it");
	ok(same(c, "conf/session/s0.fr.ics", c, "conf/session/s0.ics"), "one session");
	ok(same(c, "old.fr.ics", c, "conf.ics"), "what has another name, too");
	ok(has(c, "gone.fr.ics", "BEGIN:VCALENDAR") && !has(c, "gone.fr.ics", "BEGIN:VEVENT"),
	    "what is no more is empty");
	ok(!has(c, "conf.fr.ics", "BEGIN") && !has(c, "all.it.ics", "BEGIN"),
	    "what never was has none");
	calendars_free(c);
	site_free(s);
}

/* Rows that are not what was kept: by a failing disk, or another hand. */
static void
test_unsound(void)
{
#define AS_KEPT(rest) "BEGIN:VEVENT\r\nUID:s0.conf@example.org\r\n" rest
#define END           "END:VEVENT\r\n"
	static const struct {
		const char *name, *text;
		size_t n; /* 0: all of the text */
		int64_t modified;
		bool is_sound;
	} rows[] = {
	    {"as it was", AS_KEPT("SUMMARY:Was\r\n" END), 0, 77, true},
	    {"with a folded UID", "BEGIN:VEVENT\r\nUID:s0.co\r\n nf@example.org\r\nX:y\r\n" END, 0,
		0, true},
	    {"with END: in a value", AS_KEPT("SUMMARY:Was END:VEVENT\r\n  END:x\r\n" END), 0, 77,
		true},
	    {"empty", "", 0, 77, false},
	    {"no text of ours", "\xde\xad\xbe\xef", 0, 77, false},
	    {"cut short", AS_KEPT("SUMMARY:Was\r\nEND:VEV"), 0, 77, false},
	    {"cut after a line", AS_KEPT("SUMMARY:Was\r\n"), 0, 77, false},
	    {"with a NUL", AS_KEPT("SUMMARY:Was\0\r\n" END),
		sizeof AS_KEPT("SUMMARY:Was\0\r\n" END) - 1, 77, false},
	    {"of another entry", "BEGIN:VEVENT\r\nUID:only.talk@example.org\r\nX:Was\r\n" END, 0,
		77, false},
	    {"of one with a longer UID",
		"BEGIN:VEVENT\r\nUID:s0.conf@example.org2\r\nX:Was\r\n" END, 0, 77, false},
	    {"twice", AS_KEPT("X:Was\r\n" END) AS_KEPT("X:y\r\n" END), 0, 77, false},
	    {"with the end of the calendar", AS_KEPT("X:Was\r\nEND:VCALENDAR\r\n" END), 0, 77,
		false},
	    {"with more after its end", AS_KEPT("X:Was\r\n" END "X:y\r\n"), 0, 77, false},
	    {"with a bare LF", AS_KEPT("X:Was\nX:y\r\n" END), 0, 77, false},
	    {"with a bare CR", AS_KEPT("X:Was\rX:y\r\n" END), 0, 77, false},
	    {"before 1970", AS_KEPT("X:Was\r\n" END), 0, -1, false},
	    {"of the year 10000", AS_KEPT("X:Was\r\n" END), 0, 253402300800, false},
	    {"of the last second there is", AS_KEPT("X:Was\r\n" END), 0, INT64_MAX, false},
	};
	static const struct kept_feed feeds[] = {{"all.ics", INT64_MAX, 1}, {"", 9, 1},
	    {".ics", 9, 1}, {"../up.ics", 9, 1}, {"/top.ics", 9, 1}, {"a//b.ics", 9, 1},
	    {"a/../b.ics", 9, 1}, {"a\r\nb.ics", 9, 1}, {"index.html", 9, 1}, {"gone.ics", -1, 1},
	    {"was.ics", 9, 1}};
	struct site *s = site(1000, 1);
	struct err e = {""};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct kept_entry row = {"en", "s0.conf@example.org", rows[i].modified,
		    rows[i].text, rows[i].n > 0 ? rows[i].n : strlen(rows[i].text)};
		const struct kept_calendars kept = {.entries = &row, .nentries = 1};
		struct calendars *c = NULL;

		is_int(
		    calendars_read(&c, s, &kept, &e), 0, "a row %s is read%s", rows[i].name, e.msg);
		ok(has(c, "conf/session/s0.ics",
		       rows[i].is_sound ? row.text : "\r\nSUMMARY:s0\r\n"),
		    "and %s", rows[i].is_sound ? "stands" : "the entry is made anew");
		ok(rows[i].is_sound || !has(c, "all.ics", "Was"), "nothing else is told");
		calendars_free(c);
		c = make(s, &kept);
		ok(has(c, "conf/session/s0.ics", "\r\nSUMMARY:s0\r\n"), "and when it is published");
		calendars_free(c);
	}
	for (size_t i = 0; i < sizeof feeds / sizeof *feeds; i++) {
		struct kept_feed row = feeds[i];
		const struct kept_calendars kept = {.feeds = &row, .nfeeds = 1};
		struct calendars *c = NULL;
		const struct kept_feed *found;

		is_int(calendars_read(&c, s, &kept, &e), 0, "a calendar's row is read%s", e.msg);
		found = kept_find_feed(calendars_kept(c), row.path);
		ok((found != NULL && found->modified == row.modified) ==
			(strcmp(row.path, "was.ics") == 0),
		    "'%s' %s", row.path, row.modified == 9 ? "by its path" : "by its moment");
		calendars_free(c);
	}
	site_free(s);
#undef AS_KEPT
#undef END
}

static void
test_former(void)
{
	struct former_name former[] = {{"old", "", "conf", ""}, {"old", "x", "conf", "s0"},
	    {"conf", "y", "conf", "s0"}, {"lost", "", "no-such", ""}};
	const struct kept_calendars none = {0};
	struct site *s = site(1000, 1);
	struct calendars *c;

	s->former = former;
	s->nformer = sizeof former / sizeof *former;
	c = make(s, &none);
	ok(same(c, "old.ics", c, "conf.ics"), "an event by its former name");
	ok(same(c, "old.fr.ics", c, "conf.fr.ics"), "in another language");
	ok(same(c, "old/session/x.ics", c, "conf/session/s0.ics"), "a session of it");
	ok(same(c, "conf/session/y.fr.ics", c, "conf/session/s0.fr.ics"), "a session by its own");
	ok(!has(c, "old/session/z.ics", "BEGIN") && !has(c, "lost.ics", "BEGIN"),
	    "what never was has none");
	calendars_free(c);
	site_free(s);
}

int
main(void)
{
	struct err e;

	if (tzdb_open(&db, NULL, &e) != 0)
		return 1;
	test_pieces();
	test_stamps();
	test_read();
	test_unsound();
	test_read_whole();
	test_former();
	test_lost_zone();
	test_seen_zone();
	test_dropped_language();
	tzdb_close(db);
	return tap_done();
}
