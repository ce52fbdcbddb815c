/* SPDX-License-Identifier: ISC */
/* What someone means by EVENT/SESSION, by a session's id alone, by EVENT, or by the path of a
 * calendar, in what is published. */
#ifndef PLENARY_ICS_FIND_H
#define PLENARY_ICS_FIND_H

#include "core/err.h"
#include "core/feeds.h"
#include "core/path.h"

/* What is looked through; all of one revision. */
struct ics_published {
	const struct site *site;  /* as the public sees it, with what is gone not long since */
	const struct site *whole; /* private things too */
	struct identities ids;
	struct arena *arena;
};

struct ics_found {
	struct place_in_site at; /* the calendar of it */
	bool is_entry;           /* `item` alone is meant, not a calendar of many */
	struct feed_item item;
};

/* Finds it, also by an id that it had before. -1 and why: there is none, with what is nearest;
 * several have that id, with all of them; or it is private. */
int ics_look_up(
    struct ics_found *out, const struct ics_published *p, const char *what, struct err *e);

#endif
