/* SPDX-License-Identifier: ISC */
/* Calendars of other programs (iCalendar, RFC 5545 and the older vCalendar 1.0), by libical.
 * Lenient: real files keep few of that RFC's rules. Whatever is not carried over is told with its
 * line. */
#ifndef PLENARY_ICAL_IMPORT_H
#define PLENARY_ICAL_IMPORT_H

#include "core/err.h"
#include "core/intake.h"

#include <stdbool.h>
#include <stddef.h>

enum {
	ICAL_IMPORT_LINE_MAX = 256 * 1024, /* bytes of a line, those that continue it included */
	ICAL_IMPORT_DEPTH_MAX = 16,        /* of components within each other */
	ICAL_IMPORT_LINES_MAX = 500000, /* lines of a file, those that continue one not counted */
	ICAL_IMPORT_REPEATS_MAX = 500,  /* occurrences of one entry that repeats */
	ICAL_IMPORT_YEARS_MAX = 2,      /* from its first to its last */
	ICAL_IMPORT_RULES_MAX = 500     /* rules of repetition in a file */
};

/* Whether bytes look like such a file: a line BEGIN:VCALENDAR or BEGIN:VEVENT; or UTF-16 that
 * begins with a B, to be told what is wrong with it. */
bool ical_import_is(const char *bytes, size_t n);

/* Fills an intake that intake_finish was not yet called for. -1 and why, with the line, when the
 * file is no calendar, has no entry, or is over a ceiling.
 *
 * An entry that repeats becomes a session each time. By a rule these are, of the options' `from`
 * and `to`, the days between them; one alone is two years from or to it. With neither a rule is
 * taken whole if it ends within two years of its first time; else for two years, from a year before
 * `today` or from its first time, whichever is later. Entries that change one of these times go
 * with the day on which they are now. RDATEs are always taken. */
int ical_import_read(struct intake *in, const char *bytes, size_t n, struct err *e);

#endif
