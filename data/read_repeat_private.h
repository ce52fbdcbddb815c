/* SPDX-License-Identifier: ISC */
/* The parts of reading `repeat:`; only data/read_repeat.c and data/read_occurrence.c include this.
 */
#ifndef PLENARY_READ_REPEAT_PRIVATE_H
#define PLENARY_READ_REPEAT_PRIVATE_H

#include "data/reader.h"

/* One session that repeats. */
struct repeating {
	struct reader *r;
	const struct node *node;
	const struct fields *fs; /* of the session */
	struct session *base;    /* as it is said of all */
	struct repeat *repeat;
	struct rrule rule;
	struct place rule_at;
	struct date *dates;  /* that the rule gives, the day of the session first */
	struct entry **said; /* what `occurrences` says of each; NULL: nothing */
	bool *is_out;        /* `except` names it */
	size_t n;
};

/* Adds to the event the session that is held on the date `i`. */
void occurrence_make(const struct repeating *g, size_t i);

/* A day as findings say it; in their arena. */
const char *repeat_day_words(struct reader *r, struct date day);

#endif
