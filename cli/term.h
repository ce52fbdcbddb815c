/* SPDX-License-Identifier: ISC */
/* What people see on a terminal: text without control characters, colour only on a terminal that
 * wants it, a line of progress on what takes longer than a second. */
#ifndef PLENARY_TERM_H
#define PLENARY_TERM_H

#include "core/change.h"
#include "core/finding.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum term_look { TERM_PLAIN, TERM_BOLD, TERM_DIM, TERM_RED, TERM_YELLOW, TERM_BLUE };

/* Writes text for a terminal: control and bidi formatting characters and bad UTF-8 are
 * shown as utf8_visible does, but for line ends and tabs. */
void term_puts(FILE *f, const char *s);

/* The same in a look, on a terminal that wants colour (no NO_COLOR, TERM not "dumb"). */
void term_look_puts(FILE *f, enum term_look look, const char *s);

/* Writes changes in words, indented: a line each, and one for each thing that differs. */
void term_changes(FILE *f, const struct changes *c, const char *lang);

/* Prints the program's version and those of its libraries. */
void term_version(void);

/* Progress of one task, on stderr when that is a terminal. */
struct progress {
	const char *what;
	int64_t began, shown; /* milliseconds of a monotonic clock */
	bool on;
};

void progress_begin(struct progress *p, const char *what);
void progress_step(struct progress *p, size_t done, size_t of); /* of = 0: not known */
void progress_end(struct progress *p);

#endif
