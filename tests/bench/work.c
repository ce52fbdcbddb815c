/* SPDX-License-Identifier: ISC */
#include "tests/bench/bench.h"

#include "core/check.h"
#include "core/pages.h"
#include "data/read.h"
#include "gemini/gemtext.h"
#include "html/html_page.h"
#include "ical/calendars.h"
#include "ical/entry.h"

#include <cmark.h>
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <yaml.h>

void
must(bool good, const char *what)
{
	if (good)
		return;
	fprintf(stderr, "bench: %s\n", what);
	exit(1);
}

/* ---- reading and checking ---- */

void
read_ours(struct bench *b)
{
	struct arena *a = arena_new(FINDINGS_MAX);
	struct findings f;
	struct site *s;
	struct err e;

	findings_init(&f, a);
	must(site_read(&s, &b->sources, b->db, &f, &e) == 0 && f.errors == 0, "reading failed");
	site_free(s);
	arena_free(a);
}

void
read_libyaml(struct bench *b)
{
	for (size_t i = 0; i < b->sources.n; i++) {
		const struct source *s = &b->sources.items[i];
		yaml_parser_t parser;
		yaml_event_t event;
		bool end = false;

		must(yaml_parser_initialize(&parser), "libyaml");
		yaml_parser_set_input_string(&parser, (const unsigned char *)s->bytes, s->n);
		while (!end) {
			must(yaml_parser_parse(&parser, &event), "libyaml does not take the file");
			end = event.type == YAML_STREAM_END_EVENT;
			yaml_event_delete(&event);
		}
		yaml_parser_delete(&parser);
	}
}

void
check_ours(struct bench *b)
{
	struct arena *a = arena_new(FINDINGS_MAX);
	struct findings f;

	findings_init(&f, a);
	site_check(b->site, 1900000000, &f);
	b->sum += (int64_t)f.n;
	arena_free(a);
}

static int
compare_sessions(const void *a, const void *b)
{
	return session_cmp(*(struct session *const *)a, *(struct session *const *)b);
}

void
check_qsort(struct bench *b)
{
	const struct event *ev = b->site->events[0];
	struct session **copy = malloc(ev->nsessions * sizeof *copy);

	must(copy != NULL, "out of memory");
	for (size_t i = 0; i < ev->nsessions; i++)
		copy[i] =
		    ev->sessions[i * 379 % ev->nsessions]; /* 379 is prime: all, in disorder */
	qsort(copy, ev->nsessions, sizeof *copy, compare_sessions);
	b->sum += copy[0]->slot.start;
	free(copy);
}

/* ---- zones ---- */

static int64_t
utc_by_libc(struct civil c)
{
	struct tm tm = {.tm_year = c.date.year - 1900,
	    .tm_mon = c.date.month - 1,
	    .tm_mday = c.date.day,
	    .tm_hour = c.minute / 60,
	    .tm_min = c.minute % 60,
	    .tm_isdst = -1};

	return (int64_t)mktime(&tm);
}

void
civil_ours(struct bench *b)
{
	int64_t utc[2];

	for (size_t i = 0; i < TIMES; i++) {
		tz_from_civil(b->zone, b->local[i], utc);
		b->sum += utc[0];
	}
}

void
civil_mktime(struct bench *b)
{
	for (size_t i = 0; i < TIMES; i++)
		b->sum += utc_by_libc(b->local[i]);
}

void
at_ours(struct bench *b)
{
	for (size_t i = 0; i < TIMES; i++)
		b->sum += tz_at(b->zone, b->utc[i]).offset;
}

void
at_localtime(struct bench *b)
{
	for (size_t i = 0; i < TIMES; i++) {
		time_t t = (time_t)b->utc[i];
		struct tm tm;

		localtime_r(&t, &tm);
		b->sum += tm.tm_gmtoff;
	}
}

/* Local times from 1990 to 2037, in no order, each the same to both. */
void
make_times(struct bench *b)
{
	uint32_t r = 1;

	setenv("TZ", tz_name(b->zone), 1);
	tzset();
	b->local = calloc(TIMES, sizeof *b->local);
	b->utc = calloc(TIMES, sizeof *b->utc);
	must(b->local != NULL && b->utc != NULL, "out of memory");
	for (size_t i = 0; i < TIMES;) {
		int64_t utc[2];
		struct civil c;

		r = r * 1664525 + 1013904223;
		c.date = date_from_days(7305 + (int32_t)((r >> 8) % 17500));
		c.minute = (int)((r >> 4) % 1440);
		if (tz_from_civil(b->zone, c, utc) != TZ_ONE)
			continue;
		must(utc[0] == utc_by_libc(c), "the C library has another time");
		b->local[i] = c;
		b->utc[i++] = utc[0];
	}
}

/* ---- calendars ---- */

void
entries_ours(struct bench *b)
{
	const struct event *ev = b->visible->events[0];
	struct feed f = {.out = &b->out, .w = {.site = b->visible, .lang = "en"}};
	struct entry e;

	buf_clear(&b->out);
	f.w.arena = arena_new(16 * 1024 * 1024);
	must(f.w.arena != NULL, "out of memory");
	buf_init(&f.scratch, 1024 * 1024);
	for (size_t i = 0; i < ev->nsessions; i++) {
		must(entry_of_session(&e, ev->sessions[i]), "a session has no entry");
		entry_write(&f, &e, b->visible->moment);
	}
	must(!b->out.failed, "the entries failed");
	buf_free(&f.scratch);
	arena_free(f.w.arena);
}

void
calendar_ours(struct bench *b)
{
	struct place_in_site at = {.kind = PATH_ALL_ICS};

	buf_clear(&b->out);
	must(calendar_write(&b->out, b->visible, &at) == 0, "all.ics failed");
}

void
join_ours(struct bench *b)
{
	const struct place_in_site at = {.kind = PATH_ALL_ICS};
	struct calendar_pieces p;
	const char *piece;
	size_t n;

	buf_clear(&b->out);
	must(calendar_begin(&p, b->calendars, &at) == 0, "all.ics failed");
	while ((n = calendar_next(&p, &piece)) > 0)
		buf_put(&b->out, piece, n);
	must(b->out.n == p.n, "all.ics is not whole");
	calendar_end(&p);
}

void
copy_entries(struct bench *b)
{
	const struct kept_calendars *kept = calendars_kept(b->calendars);

	buf_clear(&b->out);
	for (size_t i = 0; i < kept->nentries; i++)
		buf_put(&b->out, kept->entries[i].text, kept->entries[i].n);
}

void
calendar_libical(struct bench *b)
{
	char *s = icalcomponent_as_ical_string_r(b->calendar);

	must(s != NULL, "libical");
	b->sum += s[0];
	icalmemory_free_buffer(s);
}

void
make_calendar(struct bench *b)
{
	must(calendars_read(&b->calendars, b->visible, &(struct kept_calendars){0}, NULL) == 0,
	    "the calendars failed");
	calendar_ours(b);
	b->calendar = icalparser_parse_string(buf_str(&b->out));
	must(b->calendar != NULL && icalcomponent_count_errors(b->calendar) == 0 &&
		 icalcomponent_count_components(b->calendar, ICAL_VEVENT_COMPONENT) > 800,
	    "libical reads another calendar");
}

/* ---- pages ---- */

static struct page *
build(struct bench *b, const char *path)
{
	struct place_in_site at = path_find(b->visible, path);
	struct view v = {.lang = "en", .now = b->visible->moment};
	struct page *p = page_build(b->visible, &v, &at);

	must(p != NULL, "a page could not be built");
	buf_clear(&b->out);
	return p;
}

static void
count_page(struct bench *b, struct page *p)
{
	must(!b->out.failed, "a page could not be written");
	b->pages++;
	b->bytes += b->out.n;
	b->largest = b->out.n > b->largest ? b->out.n : b->largest;
	page_free(p);
}

static int
put_html(void *ctx, const char *path)
{
	struct bench *b = ctx;
	struct page *p = build(b, path);

	html_page(&b->out, p, &(struct html_frame){0});
	count_page(b, p);
	return 0;
}

static int
put_gemtext(void *ctx, const char *path)
{
	struct bench *b = ctx;
	struct page *p = build(b, path);

	gemtext_page(&b->out, p);
	count_page(b, p);
	return 0;
}

static int
put_nothing(void *ctx, const char *path)
{
	struct bench *b = ctx;

	count_page(b, build(b, path));
	return 0;
}

static void
pages_by(struct bench *b, int (*put)(void *, const char *))
{
	b->pages = b->bytes = b->largest = 0;
	must(pages_each(b->visible, put, b) == 0, "the pages could not be listed");
}

void
pages_html(struct bench *b)
{
	pages_by(b, put_html);
}

void
pages_gemtext(struct bench *b)
{
	pages_by(b, put_gemtext);
}

void
pages_built(struct bench *b)
{
	pages_by(b, put_nothing);
}

/* The abstracts alone, once each, to HTML. */
void
abstracts_cmark(struct bench *b)
{
	const struct event *ev = b->visible->events[0];

	for (size_t i = 0; i < ev->nsessions; i++) {
		const char *text = text_get(&ev->sessions[i]->abstract, "en", NULL);
		char *html = cmark_markdown_to_html(text, strlen(text), CMARK_OPT_DEFAULT);

		b->sum += html[0];
		free(html);
	}
}

void
page_gemtext(struct bench *b, const char *path)
{
	put_gemtext(b, path);
}
