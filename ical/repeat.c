/* SPDX-License-Identifier: ISC */
#include "ical/repeat.h"

#include <libical/ical.h>
#include <string.h>

static struct icaltimetype
time_of(struct date d)
{
	struct icaltimetype t = icaltime_null_time();

	t.year = d.year;
	t.month = d.month;
	t.day = d.day;
	t.is_date = 1;
	return t;
}

/* Of the others libical may look at every second of five hundred years. */
static bool
is_by_days(const struct icalrecurrencetype *r)
{
	return r->freq == ICAL_DAILY_RECURRENCE || r->freq == ICAL_WEEKLY_RECURRENCE ||
	       r->freq == ICAL_MONTHLY_RECURRENCE || r->freq == ICAL_YEARLY_RECURRENCE;
}

bool
ical_repeat_dates(
    const char *rule, struct date first, struct date last, struct date *out, size_t max, size_t *n)
{
	struct icalrecurrencetype r = icalrecurrencetype_from_string(rule);
	icalrecur_iterator *it;
	struct icaltimetype t;

	*n = 0;
	if (!is_by_days(&r))
		return false;
	r.until = time_of(last);
	it = icalrecur_iterator_new(r, time_of(first));
	if (it == NULL)
		return false;
	while (*n < max && !icaltime_is_null_time(t = icalrecur_iterator_next(it))) {
		struct date day = {t.year, t.month, t.day};

		if (date_cmp(day, last) > 0)
			break;
		if (date_cmp(day, first) >= 0 && (*n == 0 || date_cmp(day, out[*n - 1]) > 0))
			out[(*n)++] = day;
	}
	icalrecur_iterator_free(it);
	return true;
}
