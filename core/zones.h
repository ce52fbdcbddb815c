/* SPDX-License-Identifier: ISC */
/* A time zone found by what someone types who looks for theirs: a city, a country, a zone's name,
 * "UTC+3". Cities and countries are those of the zone tables and of data/places.txt, which is part
 * of the program; their names are folded (fold.h), and a country is found in any language of that
 * file. */
#ifndef PLENARY_ZONES_H
#define PLENARY_ZONES_H

#include "core/arena.h"
#include "core/tz.h"

enum {
	ZONES_FOUND_MAX = 40, /* a country has at most 29 */
	ZONES_GUESSED_MAX = 5
};

struct zone_found {
	const char *zone;    /* its name, as tzdb_name gives it; the tzdb's */
	const char *name;    /* of the city or zone: "Geneva", "UTC+3" */
	const char *country; /* "Switzerland"; "" when it is of none */
};

struct zones_found {
	struct zone_found *items;
	size_t n;
	bool is_exact; /* what was typed is just the name of these */
	bool is_guess; /* nothing has such a name: these have nearly */
};

/* What may be meant, the best first; countries are named in `lang` or in English. In the arena. */
struct zones_found zones_find(
    struct arena *a, const struct tzdb *db, const char *lang, const char *typed);

#endif
