/* SPDX-License-Identifier: ISC */
/* The times of a rule of repetition (RFC 5545 section 3.3.10), by libical, and right where libical
 * 3.0 is not: in a rule by days it looks at no BYMONTHDAY that counts from the end of the month. */
#ifndef PLENARY_ICAL_RECUR_H
#define PLENARY_ICAL_RECUR_H

#include "core/date.h"

#include <stdbool.h>

/* A time by no zone's clock. */
struct recur_time {
	struct civil local;
	int second;
	bool is_date; /* a whole day: the minute and the second are 0 */
};

struct recur;

/* Begins with the first time of the rule that is not before `start`; `until`, if not NULL, stands
 * for the rule's own end. The caller's, for recur_end. NULL when it is no rule by days, weeks,
 * months or years (of others libical may look at every second of five hundred years), one that can
 * give no time, or memory is out. */
struct recur *recur_begin(
    const char *rule, const struct recur_time *start, const struct recur_time *until);

/* The next time, never before the last one; false after the last. */
bool recur_next(struct recur *r, struct recur_time *out);

void recur_end(struct recur *r); /* NULL is allowed */

#endif
