/* SPDX-License-Identifier: ISC */
/* What is measured: each piece of work of ours, and beside it the one it is compared with. A
 * function does its work once, on what was made ready; what goes wrong ends the program. */
#ifndef PLENARY_TESTS_BENCH_H
#define PLENARY_TESTS_BENCH_H

#include "core/arena.h"
#include "core/buf.h"
#include "core/model.h"
#include "core/tz.h"
#include "data/search.h"
#include "data/source.h"
#include "ical/calendars.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	TIMES = 100000, /* local times for the zones */
	SEARCHES = 8,
	FINDINGS_MAX = 16 * 1024 * 1024
};

/* All that is measured, made ready before the clocks run. */
struct bench {
	struct tzdb *db;
	const struct tz *zone;
	struct arena *arena;
	struct sources sources;
	struct site *site;    /* as read */
	struct site *visible; /* the public view, with identities */
	struct civil *local;
	int64_t *utc;
	void *calendar; /* all.ics of the site, read by libical */
	struct calendars *calendars;
	struct search *search; /* of the visible site */
	void *plain;           /* a table of its folded texts, in SQLite */
	struct buf out;
	size_t pages, bytes, largest; /* of the site written last */
	int64_t sum;                  /* of what was computed, so that it is */
};

/* Ends the program with a message unless `good`. */
void must(bool good, const char *what);

/* ---- made ready: need db, zone, sources and sites ---- */

void make_times(struct bench *b);    /* local, utc; sets TZ */
void make_calendar(struct bench *b); /* calendars, calendar */

void make_index(struct bench *b); /* search, plain */
void end_index(struct bench *b);

/* ---- reading and checking ---- */

void read_ours(struct bench *b);
void read_libyaml(struct bench *b);
void check_ours(struct bench *b);
void check_qsort(struct bench *b);

/* ---- zones ---- */

void civil_ours(struct bench *b);
void civil_mktime(struct bench *b);
void at_ours(struct bench *b);
void at_localtime(struct bench *b);

/* ---- calendars ---- */

void entries_ours(struct bench *b);  /* each session's VEVENT, without the calendar */
void calendar_ours(struct bench *b); /* all.ics */
void calendar_libical(struct bench *b);
void join_ours(struct bench *b);    /* of entries that are there */
void copy_entries(struct bench *b); /* of all.ics, nothing else */

/* ---- search ---- */

void search_ours(struct bench *b); /* SEARCHES times */
void search_like(struct bench *b);
void index_ours(struct bench *b);
void index_plain(struct bench *b); /* the same texts in a table */

/* ---- pages; of the ones written, number and bytes are counted ---- */

void pages_html(struct bench *b);
void pages_gemtext(struct bench *b);
void pages_built(struct bench *b);
void abstracts_cmark(struct bench *b);

/* Builds a page and leaves it as gemtext in `out`. */
void page_gemtext(struct bench *b, const char *path);

#endif
