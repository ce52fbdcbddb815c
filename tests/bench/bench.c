/* SPDX-License-Identifier: ISC */
/* What our work costs in CPU time, beside what others' work of the same kind costs in the same
 * minutes on the same machine. A row is measured in rounds, ours and the yardstick by turns; the
 * medians are printed. Nothing here passes or fails by time.
 *     bench              the table
 *     bench site DIR          writes the conference that is measured as YAML into DIR
 *     bench site DIR N        the same of N sessions, in conferences of at most 1,000
 *     bench run COMMAND…      runs it, silent, and prints what it cost: milliseconds by the wall,
 *                             of the CPU for it and for the system, KB of memory at its peak */
#include "tests/bench/bench.h"

#include "core/check.h"
#include "core/public.h"
#include "core/query.h"
#include "data/read.h"
#include "ical/calendars.h"
#include "tests/bench/conference.h"

#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 7, EVENT_MAX = 1000 };

static const char zone_name[] = "Europe/Berlin";
static const struct conference large = {880, 30, 2, 0}, small = {30, 3, 1, 0};

static double
cpu_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* ---- the table ---- */

struct row {
	const char *what, *yardstick;
	void (*ours)(struct bench *), (*theirs)(struct bench *);
	int repeats;     /* calls in a round, where one is too short for the clock */
	size_t n;        /* things done in a call */
	const char *one; /* of them; NULL: a page */
};

static int
compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double
measure(struct bench *b, void (*f)(struct bench *), int repeats)
{
	double began = cpu_now();

	for (int i = 0; i < repeats; i++)
		f(b);
	return (cpu_now() - began) / repeats;
}

static void
put_row(const char *what, const char *ours, const char *yardstick, const char *ratio)
{
	printf("%-36s %-42s %-40s %6s\n", what, ours, yardstick, ratio);
}

static void
run(struct bench *b, const struct row *r)
{
	double ours[ROUNDS], theirs[ROUNDS], us, them;
	char mine[64], yardstick[96], ratio[16];
	size_t n;

	for (size_t i = 0; i < ROUNDS; i++) {
		theirs[i] = measure(b, r->theirs, r->repeats);
		ours[i] = measure(b, r->ours, r->repeats);
	}
	qsort(ours, ROUNDS, sizeof *ours, compare_doubles);
	qsort(theirs, ROUNDS, sizeof *theirs, compare_doubles);
	us = ours[ROUNDS / 2];
	them = theirs[ROUNDS / 2];
	n = r->one != NULL ? r->n : b->pages;
	snprintf(mine, sizeof mine, "%.2f ms, %.3g us %s, %.0fk/s", us * 1e3, us * 1e6 / (double)n,
	    r->one != NULL ? r->one : "a page", (double)n / us / 1e3);
	snprintf(yardstick, sizeof yardstick, "%.2f ms %s", them * 1e3, r->yardstick);
	snprintf(ratio, sizeof ratio, "%.2f", us / them);
	put_row(r->what, mine, yardstick, ratio);
}

static const struct row rows[] = {
    {"read the YAML", "libyaml's events alone", read_ours, read_libyaml, 1, 880, "a session"},
    {"check", "qsort of the sessions by start", check_ours, check_qsort, 20, 880, "a session"},
    {"local time to instant", "mktime", civil_ours, civil_mktime, 1, TIMES, "a time"},
    {"offset of an instant", "localtime_r", at_ours, at_localtime, 1, TIMES, "a time"},
    {"render the entries, text and HTML", "libical, the same as a tree", entries_ours,
	calendar_libical, 1, 880, "an entry"},
    {"write all.ics", "libical, the same as a tree", calendar_ours, calendar_libical, 1, 880,
	"an event"},
    {"join all.ics", "a copy of its entries", join_ours, copy_entries, 20, 880, "an event"},
    {"search", "LIKE '%…%' over the same texts", search_ours, search_like, 5, SEARCHES, "a search"},
    {"index for search, from nothing", "the texts in a table", index_ours, index_plain, 1, 880,
	"a session"},
    {"build all pages", "cmark, the abstracts alone", pages_built, abstracts_cmark, 1, 0, NULL},
    {"build, write all pages as HTML", "cmark, the abstracts alone", pages_html, abstracts_cmark, 1,
	0, NULL},
    {"build, write all pages as gemtext", "cmark, the abstracts alone", pages_gemtext,
	abstracts_cmark, 1, 0, NULL},
};

/* ---- making ready ---- */

static void
add_source(struct bench *b, const char *name, const char *s, size_t n)
{
	must(sources_add(&b->sources, name, s, n) == 0, "out of memory");
}

static void
add_conference(struct bench *b, const struct conference *c)
{
	struct buf yaml, name;

	buf_init(&yaml, SOURCE_BYTES_MAX);
	buf_init(&name, 64);
	conference_write(&yaml, c);
	buf_printf(&name, "conference-%zu.yaml", c->number);
	must(!yaml.failed, "the conference is too large");
	add_source(b, buf_str(&name), yaml.p, yaml.n);
	buf_free(&name);
	buf_free(&yaml);
}

/* So many sessions in conferences of at most EVENT_MAX. */
static void
make_many(struct bench *b, size_t sessions)
{
	size_t n = (sessions + EVENT_MAX - 1) / EVENT_MAX;

	for (size_t i = 0; i < n; i++) {
		struct conference c = conference_of(sessions / n);

		c.number = i + 1;
		add_conference(b, &c);
	}
	add_source(b, "site.yaml", conference_site, strlen(conference_site));
}

static void
make_sources(struct bench *b, const struct conference *c)
{
	struct buf yaml;

	sources_free(&b->sources);
	buf_init(&yaml, SOURCE_BYTES_MAX);
	conference_write(&yaml, c);
	must(!yaml.failed, "the conference is too large");
	add_source(b, "conference.yaml", yaml.p, yaml.n);
	add_source(b, "site.yaml", conference_site, strlen(conference_site));
	buf_free(&yaml);
}

static struct site *
read_site(struct bench *b)
{
	struct findings f;
	struct site *s;
	struct err e;
	struct buf said;

	findings_init(&f, b->arena);
	must(site_read(&s, &b->sources, b->db, &f, &e) == 0, "reading failed");
	site_check(s, 1900000000, &f);
	buf_init(&said, 64 * 1024);
	for (size_t i = 0; i < f.n; i++)
		finding_format(&said, &f.items[i], "");
	must(f.errors == 0 && f.warnings == 0, buf_str(&said));
	return s;
}

static struct identity
identity_of(struct site *s, const char *name)
{
	return (struct identity){.uid = arena_printf(s->arena, "%s@%s", name, s->host),
	    .created = s->moment,
	    .modified = s->moment,
	    .changed_revision = 1};
}

/* The site as if it were published. */
static struct site *
make_visible(struct bench *b)
{
	struct site *s = read_site(b);
	struct event *ev = s->events[0];

	s->revision = 1;
	s->moment = 1900000000;
	ev->identity = identity_of(s, ev->id);
	for (size_t i = 0; i < ev->nsessions; i++)
		ev->sessions[i]->identity = identity_of(s, ev->sessions[i]->id);
	public_view(s);
	query_prepare(s);
	return s;
}

static void
make_ready(struct bench *b)
{
	struct err e;

	must(tzdb_open(&b->db, NULL, &e) == 0, "no time zones");
	b->zone = tzdb_find(b->db, zone_name);
	b->arena = arena_new(FINDINGS_MAX);
	must(b->zone != NULL && b->arena != NULL, "no zone");
	buf_init(&b->out, CALENDAR_BYTES_MAX);
	make_sources(b, &large);
	b->site = read_site(b);
	b->visible = make_visible(b);
	make_calendar(b);
	make_index(b);
	make_times(b);
}

static void
finish(struct bench *b)
{
	calendars_free(b->calendars);
	icalcomponent_free(b->calendar);
	icalmemory_free_ring();
	buf_free(&b->out);
	site_free(b->site);
	site_free(b->visible);
	sources_free(&b->sources);
	arena_free(b->arena);
	tzdb_close(b->db);
	free(b->local);
	free(b->utc);
}

static void
put_sizes(struct bench *b)
{
	pages_html(b);
	printf("pages: %zu, %.1f MB of HTML, the largest %zu bytes; ", b->pages,
	    (double)b->bytes / 1e6, b->largest);
	pages_gemtext(b);
	printf("%.1f MB of gemtext\n", (double)b->bytes / 1e6);
	end_index(b);
	site_free(b->visible);
	make_sources(b, &small);
	b->visible = make_visible(b);
	page_gemtext(b, "conference/day/2031-02-01");
	printf("a day of %zu sessions in gemtext: %zu bytes\n", small.sessions, b->out.n);
}

static int
write_file(const char *dir, const struct source *s)
{
	char path[4096];
	FILE *f;
	bool good;

	snprintf(path, sizeof path, "%s/%s", dir, s->name);
	f = fopen(path, "wb");
	if (f == NULL)
		return -1;
	good = fwrite(s->bytes, 1, s->n, f) == s->n;
	return fclose(f) == 0 && good ? 0 : -1;
}

static int
write_site(const char *dir, size_t sessions)
{
	struct bench b = {0};

	if (sessions == 0)
		make_sources(&b, &large);
	else
		make_many(&b, sessions);
	for (size_t i = 0; i < b.sources.n; i++)
		must(write_file(dir, &b.sources.items[i]) == 0, dir);
	sources_free(&b.sources);
	return 0;
}

static double
milliseconds(struct timeval t)
{
	return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

/* Runs a command without its words, and prints what it cost; returns what it did. */
static int
run_command(char **argv)
{
	struct timespec began, ended;
	struct rusage used;
	int status = 0;
	pid_t child;

	clock_gettime(CLOCK_MONOTONIC, &began);
	child = fork();
	if (child == 0) {
		must(freopen("/dev/null", "w", stdout) != NULL, "/dev/null");
		execvp(argv[0], argv);
		_exit(127);
	}
	must(child > 0 && wait4(child, &status, 0, &used) == child, "wait");
	clock_gettime(CLOCK_MONOTONIC, &ended);
	printf("%.1f %.1f %.1f %ld\n",
	    (double)(ended.tv_sec - began.tv_sec) * 1e3 +
		(double)(ended.tv_nsec - began.tv_nsec) / 1e6,
	    milliseconds(used.ru_utime), milliseconds(used.ru_stime), used.ru_maxrss);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

int
main(int argc, char **argv)
{
	struct bench b = {0};

	if (argc >= 3 && strcmp(argv[1], "site") == 0)
		return write_site(argv[2], argc > 3 ? strtoul(argv[3], NULL, 10) : 0);
	if (argc >= 3 && strcmp(argv[1], "run") == 0)
		return run_command(argv + 2);
	make_ready(&b);
	printf("A conference of %zu sessions in %zu rooms over %zu days, %zu KB of YAML.\n",
	    large.sessions, large.rooms, large.days, b.sources.items[0].n / 1000);
	printf("CPU time, medians of %d rounds by turns.\n\n", ROUNDS);
	put_row("what", "ours", "yardstick", "ratio");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		run(&b, &rows[i]);
	putchar('\n');
	put_sizes(&b);
	finish(&b);
	return 0;
}
