/* SPDX-License-Identifier: ISC */
/* What a calendar says of itself. */
#ifndef PLENARY_ICAL_ABOUT_H
#define PLENARY_ICAL_ABOUT_H

#include "core/path.h"
#include "core/words.h"

struct about {
	const char *title;    /* in a program's list of calendars: not without what it is of */
	const char *abstract; /* CommonMark, or "" */
	const char *page;     /* path of the page that is about the same */
	const char *file;     /* its own path */
	const char *colour;   /* as the agenda has it, or NULL */
	const struct tz *zone;
};

/* In the language and the arena of the words, or borrowed from the site. */
struct about about_calendar(const struct words *w, const struct place_in_site *at);

#endif
