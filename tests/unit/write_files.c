/* SPDX-License-Identifier: ISC */
/* Events that are too long for a file; notes as comments; one event file read on its own. */
#include "data/event_import.h"
#include "ical/repeat.h"

#include "tests/lib/golden.h"
#include "tests/lib/rewrite.h"
#include "tests/lib/scratch.h"

static struct tzdb *db;

static const char site_yaml[] =
    "title: Example\nhost: example.org\nlanguages: [en]\ntimezone: Europe/Berlin\n"
    "people: {ana: {name: Ana}}\n";

/* ---- long events ---- */

static void
put_prose(struct buf *b, size_t n)
{
	while (n-- > 0)
		buf_puts(b, n % 12 == 0 ? "end of line.\n          " : "words and ");
}

/* `n` sessions of a day, ten minutes each, in ten rooms. */
static void
put_sessions(struct buf *b, const char *day, unsigned from, unsigned n)
{
	buf_printf(b, "  %s:\n", day);
	for (unsigned i = from; i < from + n; i++) {
		buf_printf(b, "    - {id: s-%s-%u, title: Session, room: r%u, people: [p%u], ", day,
		    i, i % 10, i % 50);
		buf_printf(b, "at: %02u:%02u, for: 10m, abstract: \"\n          ", 8 + i / 60,
		    i / 10 % 6 * 10);
		put_prose(b, 300);
		buf_puts(b, "\"}\n");
	}
}

static void
add(struct sources *src, const char *name, struct buf *b)
{
	sources_add(src, name, b->p, b->n);
	buf_clear(b);
}

/* Two days; the second does not fit into one file. */
static void
long_event(struct sources *src)
{
	struct buf b;

	buf_init(&b, 1 << 20);
	buf_puts(&b, site_yaml);
	add(src, "site.yaml", &b);
	buf_puts(&b, "event: long\nkind: conference\ntitle: Long\nallow: [end-unknown]\n"
		     "dates: 2031-05-14 to 2031-05-15\nrooms: {");
	for (unsigned i = 0; i < 10; i++)
		buf_printf(&b, "r%u: Room, ", i);
	buf_puts(&b, "}\npeople:\n  ana: {role: Chair}\n");
	for (unsigned i = 0; i < 50; i++)
		buf_printf(&b, "  p%u: {name: Person %u}\n", i, i);
	buf_puts(&b, "agenda:\n");
	put_sessions(&b, "2031-05-14", 0, 150);
	buf_puts(&b, "  unscheduled: [{title: Later}]\n");
	add(src, "long.yaml", &b);
	for (unsigned part = 0; part < 3; part++) {
		buf_puts(&b, "continues: long\nagenda:\n");
		put_sessions(&b, "2031-05-15", part * 200, 200);
		add(src, part == 0 ? "long-2.yaml" : part == 1 ? "long-3.yaml" : "long-4.yaml", &b);
	}
	buf_free(&b);
}

/* Writes the only event into files beside a site.yaml. */
static bool
write_all(const struct site *s, struct sources *out)
{
	struct err e = {""};

	sources_add(out, "site.yaml", site_yaml, strlen(site_yaml));
	return s->nevents == 1 && event_write_files(out, s, s->events[0], NULL, &e) == 0;
}

static void
test_parts(const char *name, const struct sources *src, size_t files)
{
	struct sources once = {0}, twice = {0};
	struct reading first, second;
	struct buf a, b;
	bool fits = true;
	size_t i;

	buf_init(&a, 1 << 24);
	buf_init(&b, 1 << 24);
	reading_open(&first, src, db);
	ok(first.f.n == 0, "%s: is without findings", name);
	ok(write_all(first.site, &once), "%s: is written", name);
	is_int((long)once.n - 1, (long)files, "%s: into so many files", name);
	for (i = 0; i < once.n; i++)
		fits = fits && once.items[i].n <= WRITE_BYTES_MAX;
	ok(fits, "%s: each with room to grow", name);
	ok(sources_find(&once, "long.yaml") != NULL && sources_find(&once, "long-2.yaml") != NULL,
	    "%s: by its id and numbers", name);
	reading_open(&second, &once, db);
	ok(second.f.n == 0, "%s: what was written is without findings", name);
	dump_event(&a, first.site->events[0]);
	dump_event(&b, second.site->events[0]);
	ok(a.n > 0 && strcmp(buf_str(&a), buf_str(&b)) == 0, "%s: is the same", name);
	ok(write_all(second.site, &twice) && sources_eq(&once, &twice),
	    "%s: written again byte for byte", name);
	reading_close(&first);
	reading_close(&second);
	sources_free(&once);
	sources_free(&twice);
	buf_free(&a);
	buf_free(&b);
}

static void
test_long_agenda(void)
{
	struct sources src = {0};

	long_event(&src);
	test_parts("a long agenda", &src, 3);
	sources_free(&src);
}

static void
test_many_people(void)
{
	struct sources src = {0};
	char name[16];
	struct buf b;

	buf_init(&b, 1 << 20);
	sources_add(&src, "site.yaml", site_yaml, strlen(site_yaml));
	buf_puts(&b, "event: long\nkind: conference\ntitle: Long\ndates: 2031-05-14\n"
		     "agenda: {2031-05-14: [{title: One, at: 09:00, for: 1h, people: [p1-7]}]}\n");
	add(&src, "long.yaml", &b);
	for (unsigned part = 2; part < 12; part++) {
		buf_puts(&b, "continues: long\npeople:\n");
		for (unsigned i = 0; i < 80; i++) {
			buf_printf(
			    &b, "  p%u-%u:\n    name: Person\n    bio: >\n          ", part - 1, i);
			put_prose(&b, 300);
			buf_puts(&b, "\n");
		}
		snprintf(name, sizeof name, "long-%02u.yaml", part);
		add(&src, name, &b);
	}
	test_parts("many people", &src, 3);
	sources_free(&src);
	buf_free(&b);
}

/* ---- notes ---- */

static void
test_notes(void)
{
	static const char yaml[] = "event: days\nkind: conference\ntitle: Days\ndates: 2031-05-14\n"
				   "rooms: {a: A, b: B}\nagenda:\n  2031-05-14:\n"
				   "    - {at: 09:00, for: 1h, title: One, room: a}\n"
				   "    - {at: 09:00, for: 30m, title: Two, room: b}\n"
				   "    - {at: 09:30, for: 30m, title: Three, room: b}\n"
				   "    - {at: 10:00, for: 30m, title: Four}\n";
	struct sources src = {0};
	struct reading rd;
	struct findings notes;
	struct buf b;

	sources_add(&src, "site.yaml", site_yaml, strlen(site_yaml));
	sources_add(&src, "days.yaml", yaml, strlen(yaml));
	reading_open(&rd, &src, db);
	findings_init(&notes, rd.arena);
	finding_add(&notes, RULE_IMPORT_DROPPED, (struct place){"days.yaml", 0, 0}, NULL, "of all");
	for (int line = 8; line <= 11; line++)
		finding_add(&notes, RULE_IMPORT_DROPPED, (struct place){"days.yaml", line, 7},
		    "do\nthat\x1b", "of line %d", line);
	finding_add(
	    &notes, RULE_IMPORT_DROPPED, (struct place){"days.yaml", 8, 1}, NULL, "of no session");
	finding_add(
	    &notes, RULE_IMPORT_DROPPED, (struct place){"other.yaml", 8, 7}, NULL, "of no file");
	buf_init(&b, 1 << 16);
	ok(event_write(&b, rd.site, rd.site->events[0], &notes) == 0, "notes are written");
	golden_is("tests/golden/write/notes.out", &b);
	buf_clear(&b);
	b.max = 100;
	is_int(event_write(&b, rd.site, rd.site->events[0], &notes), -1,
	    "a buffer that is full is told");
	buf_free(&b);
	reading_close(&rd);
	sources_free(&src);
}

/* ---- one file alone ---- */

static void
put_file(const char *dir, const char *name, const char *s)
{
	golden_write(scratch_in(dir, name), s, strlen(s));
}

static const char alone_yaml[] =
    "# A comment\nevent: alone\nkind: conference\ntitle: Alone\n\n  # another\nabstract: |\n"
    "  # A heading, no comment\n\n  text\ndates: 2031-05-14 # at an end, not counted\n"
    "people: [ana]\n";

struct imported {
	struct arena *arena;
	struct findings f;
	struct site *site;
	const struct event *event;
	struct err e;
	int rc;
};

static void
import(struct imported *im, const char *path)
{
	*im = (struct imported){.arena = arena_new(1 << 20)};
	findings_init(&im->f, im->arena);
	im->rc = event_import(&im->site, &im->event, path, db, ical_repeat_dates, &im->f, &im->e);
}

static void
import_end(struct imported *im)
{
	site_free(im->site);
	arena_free(im->arena);
}

static void
test_import(void)
{
	char dir[SCRATCH_PATH];
	struct imported im;

	scratch_make(dir);
	put_file(dir, "alone.yaml", alone_yaml);
	import(&im, scratch_in(dir, "alone.yaml"));
	ok(im.rc == 0 && strcmp(im.event->id, "alone") == 0, "without a site.yaml: %s", im.e.msg);
	is_int((long)rewrite_count(&im.f, RULE_UNKNOWN_PERSON), 1, "its people are not known");
	is_int((long)rewrite_count(&im.f, RULE_IMPORT_DROPPED), 1, "comments are told of");
	is_int(im.f.items[im.f.n - 1].at.line, 1, "by the first of them");
	is_str(im.f.items[im.f.n - 1].what, "2 comments are left out", "and their number");
	import_end(&im);

	put_file(dir, "site.yaml", site_yaml);
	put_file(dir, "bad.yaml", "event: [\n");
	put_file(dir, "alone-2.yaml",
	    "continues: alone\nagenda: {2031-05-14: [{title: One, at: 09:00, for: 1h}]}\n");
	import(&im, scratch_in(dir, "alone.yaml"));
	ok(im.rc == 0 && im.event->npeople == 1 && im.event->nsessions == 1,
	    "with a site.yaml people are known, and more files read: %s", im.e.msg);
	is_int((long)im.f.n, 1, "of other events nothing is told");
	import_end(&im);

	import(&im, scratch_in(dir, "bad.yaml"));
	ok(im.rc == -1 && im.f.n > 0, "a file that is no YAML: %s", im.e.msg);
	import_end(&im);
	import(&im, scratch_in(dir, "alone-2.yaml"));
	ok(im.rc == -1, "a file that continues an event");
	is_str(im.e.msg, "alone-2.yaml continues an event: import alone.yaml", "says which");
	import_end(&im);
	import(&im, scratch_in(dir, "none.yaml"));
	ok(im.rc == -1 && im.e.msg[0] != '\0', "a file that is not there: %s", im.e.msg);
	import_end(&im);
	import(&im, scratch_in(dir, "none/none.yaml"));
	ok(im.rc == -1 && im.e.msg[0] != '\0', "a folder that is not there: %s", im.e.msg);
	import_end(&im);
	scratch_remove(dir);
}

int
main(void)
{
	struct err e = {""};

	if (!ok(tzdb_open(&db, NULL, &e) == 0, "zones: %s", e.msg))
		return tap_done();
	test_long_agenda();
	test_many_people();
	test_notes();
	test_import();
	tzdb_close(db);
	return tap_done();
}
