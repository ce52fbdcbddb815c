/* SPDX-License-Identifier: ISC */
/* The dates that rules of repetition give (RFC 5545 section 3.3.10): those that are known, and how
 * others are found. Whoever reads a folder gives the function that finds them; whoever reads a
 * revision has them from the store, so that a revision is the same to all. */
#ifndef PLENARY_REPEATS_H
#define PLENARY_REPEATS_H

#include "core/date.h"
#include "core/err.h"

#include <stdbool.h>
#include <stddef.h>

enum {
	REPEAT_DATES_MAX = 500, /* of one rule */
	REPEAT_YEARS_MAX = 10,  /* from its first date to its last */
	REPEAT_RULES_MAX = 500, /* of one folder */
	REPEAT_BARREN_MAX = 20 /* of them, those that give no date or one: they are searched long */
};

/* Finds the dates of a rule without COUNT and UNTIL from the day `first` on: at most `max`, none
 * after `last`, in their order. The day `first` is among them only if the rule gives it. False when
 * it is no rule, or one that can give no date. */
typedef bool repeat_find(
    const char *rule, struct date first, struct date last, struct date *out, size_t max, size_t *n);

/* What a rule gives from a day on: up to REPEAT_DATES_MAX + 1 dates within REPEAT_YEARS_MAX. */
struct repeat_dates {
	char *rule;
	struct date first;
	bool is_rule;
	struct date *dates;
	size_t n;
};

struct repeats {
	struct repeat_dates **items;
	size_t n, nbarren;
	repeat_find *find; /* NULL: only what is known */
};

enum repeats_answer {
	REPEATS_KNOWN,
	REPEATS_UNKNOWN,  /* and there is no function to find them */
	REPEATS_TOO_MANY, /* one more would be over a ceiling */
	REPEATS_NO_MEMORY
};

/* Looks a rule up and, if need be, finds its dates and keeps them. `*out` lasts as long as `r`. */
enum repeats_answer repeats_get(
    struct repeats *r, const char *rule, struct date first, const struct repeat_dates **out);

/* Adds what is known. `text` is what repeats_text made. 0, or -1 when memory is out or the text
 * is none. */
int repeats_add(struct repeats *r, const char *rule, struct date first, const char *text);

/* The dates as a text: their count of days from one to the next, with a blank between, after the
 * number of days from `first` to the first one; "-" for what is no rule. The caller's to free; NULL
 * when memory is out. */
char *repeats_text(const struct repeat_dates *d);

/* The last day that a rule from this one may give. */
struct date repeats_last_day(struct date first);

void repeats_free(struct repeats *r); /* NULL is allowed */

#endif
