/* SPDX-License-Identifier: ISC */
/* The pages there are, made out of the agenda. They see only what is public: give them a site that
 * went through public_view (public.h). */
#ifndef PLENARY_PAGES_H
#define PLENARY_PAGES_H

#include "core/model.h"
#include "core/page.h"
#include "core/path.h"
#include "core/preview.h"
#include "core/search.h"
#include "core/zones.h"

/* How someone looks at the site. */
struct view {
	const char *lang;      /* language of texts and interface */
	const struct tz *zone; /* reader's zone, shown beside the event's; NULL: only the event's */
	int64_t now; /* the moment, seconds since 1970: of the request; of the revision for files */
	bool live;   /* answered on request: may say what is on now */
	const struct preview *preview; /* what stands on top of every page; NULL */
	const struct found *found;     /* of a page of search: what was found there; else NULL */
	struct tzdb *zones;            /* from which the reader may choose; NULL: no choice */
	const struct zones_found *zones_found; /* of a page of zones: those found; else NULL */
};

/* The page at a place in the site, in an arena of its own that page_free gives back; NULL for
 * files, for PATH_NONE, or when memory is out. */
struct page *page_build(const struct site *s, const struct view *v, const struct place_in_site *at);
void page_free(struct page *p);

/* Appends the question for words to search for, in an event or (NULL) the site, in a language. */
void search_prompt(
    struct buf *out, const struct site *s, const char *lang, const struct event *within);

/* The most choices (struct grid_choice) that a timetable of the site can have. */
size_t pages_choices(const struct site *s);

/* Calls `each` with the path of every page of the site, in a stable order, unlisted ones included.
 * Stops at the first call that returns non-zero and returns it; -1 too when memory is out. */
int pages_each(const struct site *s, int (*each)(void *ctx, const char *path), void *ctx);

#endif
