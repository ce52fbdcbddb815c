/* SPDX-License-Identifier: ISC */
/* The parts of struct calendars; only ical/calendars*.c and ical/join.c include this. */
#ifndef PLENARY_CALENDARS_PRIVATE_H
#define PLENARY_CALENDARS_PRIVATE_H

#include "ical/calendars.h"

enum { ZONE_NONE = -1 };

/* What joining asks of an entry. */
struct joined {
	int zone;        /* by whose clock it is: of calendars.zones, or ZONE_NONE */
	uint64_t digest; /* of its text */
};

struct zone_text {
	const char *name, *text; /* VTIMEZONE */
	size_t n;
};

struct calendars {
	const struct site *site;
	struct arena *arena;
	struct kept_calendars kept; /* in the arena or borrowed */
	struct joined *joined;      /* of kept.entries */
	struct zone_text *zones;
	size_t nzones;
};

/* The language of a calendar that names none. */
const char *calendars_first_language(const struct site *s);

/* When something changed that was kept as of `before` and is other now: the moment of the revision,
 * and later than the last time, though two revisions may be of one second. */
int64_t calendars_later(const struct calendars *c, int64_t before);

/* Lists the calendars that there are, with when they changed, in c->kept.feeds; those too of which
 * `before` has the path only. 0, or -1 when memory is out. */
int calendars_list(struct calendars *c, const struct kept_calendars *before, bool is_published);

/* What is at a path, by the names that things have or had; PATH_NONE if nothing. */
struct place_in_site calendars_resolve(const struct calendars *c, const char *path);

/* The same of a path that had a calendar once: where its language is none of the site's any more,
 * it is that in the first. PATH_NONE for an empty one. */
struct place_in_site calendars_resolve_known(const struct calendars *c, const char *path);

/* Of all that is in a calendar but its own LAST-MODIFIED; `*newest` is that of the entry that
 * changed last. PATH_NONE: of an empty one. 0, or -1 when memory is out. */
int calendar_digest(
    const struct calendars *c, const struct place_in_site *at, uint64_t *digest, int64_t *newest);

#endif
