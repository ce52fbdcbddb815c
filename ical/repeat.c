/* SPDX-License-Identifier: ISC */
#include "ical/repeat.h"

#include "ical/recur.h"

bool
ical_repeat_dates(
    const char *rule, struct date first, struct date last, struct date *out, size_t max, size_t *n)
{
	const struct recur_time start = {.local.date = first, .is_date = true};
	const struct recur_time until = {.local.date = last, .is_date = true};
	struct recur *r = recur_begin(rule, &start, &until);
	struct recur_time t;

	*n = 0;
	if (r == NULL)
		return false;
	while (*n < max && recur_next(r, &t) && date_cmp(t.local.date, last) <= 0)
		if (date_cmp(t.local.date, first) >= 0 &&
		    (*n == 0 || date_cmp(t.local.date, out[*n - 1]) > 0))
			out[(*n)++] = t.local.date;
	recur_end(r);
	return true;
}
