/* SPDX-License-Identifier: ISC */
/* Calendars as they were last published. An entry is written once, when it is published, and its
 * bytes are kept: each calendar that shows it, as a file or as an answer, has the same ones. Of a
 * calendar as a whole only what tells when it last changed is kept. */
#ifndef PLENARY_KEPT_H
#define PLENARY_KEPT_H

#include "core/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A VEVENT as published, in one of the site's languages. */
struct kept_entry {
	const char *lang, *uid;
	int64_t modified; /* its DTSTAMP and LAST-MODIFIED, seconds since 1970 */
	const char *text; /* from BEGIN to END, CR LF included; ends with a NUL */
	size_t n;
};

/* When a calendar last changed. */
struct kept_feed {
	const char *path;
	int64_t modified; /* its LAST-MODIFIED */
	uint64_t digest;  /* of all else that is in it */
};

struct kept_calendars {
	struct arena *arena;        /* owned: kept_free frees all */
	struct kept_entry *entries; /* sorted by lang, uid */
	size_t nentries;
	struct kept_feed *feeds; /* sorted by path */
	size_t nfeeds;
};

enum {
	KEPT_BYTES_MAX = 256 * 1024 * 1024, /* ceiling of an arena of kept calendars */
	KEPT_PATH_MAX = 255
};

/* Frees what it holds; it is empty then. */
void kept_free(struct kept_calendars *k);

/* Their order: by byte values, whatever the locale. */
int kept_entry_cmp(const struct kept_entry *a, const struct kept_entry *b);
int kept_feed_cmp(const struct kept_feed *a, const struct kept_feed *b);

/* Whether two say the same. */
bool kept_entry_eq(const struct kept_entry *a, const struct kept_entry *b);
bool kept_feed_eq(const struct kept_feed *a, const struct kept_feed *b);

/* Whether a row can be what was kept, and not one that a failing disk or another hand left: an
 * entry is one VEVENT in whole lines, with its own UID; a calendar has a path within the site.
 * What is not is as if it were not there. */
bool kept_entry_is_sound(const struct kept_entry *e);
bool kept_feed_is_sound(const struct kept_feed *f);

/* Look-ups; NULL when there is none. */
const struct kept_entry *kept_find_entry(
    const struct kept_calendars *k, const char *lang, const char *uid);
const struct kept_feed *kept_find_feed(const struct kept_calendars *k, const char *path);

#endif
