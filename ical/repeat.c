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

/* Takes BYMONTHDAY out of a rule by days, where libical 3.0 knows none from the end of the month;
 * how many there were. */
static size_t
take_month_days(struct icalrecurrencetype *r, short out[ICAL_BY_MONTHDAY_SIZE])
{
	size_t n = 0;

	if (r->freq != ICAL_DAILY_RECURRENCE)
		return 0;
	for (; n < ICAL_BY_MONTHDAY_SIZE && r->by_month_day[n] != ICAL_RECURRENCE_ARRAY_MAX; n++)
		out[n] = r->by_month_day[n];
	r->by_month_day[0] = ICAL_RECURRENCE_ARRAY_MAX;
	return n;
}

static bool
is_month_day(struct date d, const short *days, size_t n)
{
	int from_end = d.day - date_month_days(d.year, d.month) - 1;

	for (size_t i = 0; i < n; i++)
		if (days[i] == d.day || days[i] == from_end)
			return true;
	return n == 0;
}

bool
ical_repeat_dates(
    const char *rule, struct date first, struct date last, struct date *out, size_t max, size_t *n)
{
	struct icalrecurrencetype r = icalrecurrencetype_from_string(rule);
	short month_days[ICAL_BY_MONTHDAY_SIZE];
	size_t nmonth_days;
	icalrecur_iterator *it;
	struct icaltimetype t;

	*n = 0;
	if (!is_by_days(&r))
		return false;
	r.until = time_of(last);
	nmonth_days = take_month_days(&r, month_days);
	it = icalrecur_iterator_new(r, time_of(first));
	if (it == NULL)
		return false;
	while (*n < max && !icaltime_is_null_time(t = icalrecur_iterator_next(it))) {
		struct date day = {t.year, t.month, t.day};

		if (date_cmp(day, last) > 0)
			break;
		if (date_cmp(day, first) >= 0 && (*n == 0 || date_cmp(day, out[*n - 1]) > 0) &&
		    is_month_day(day, month_days, nmonth_days))
			out[(*n)++] = day;
	}
	icalrecur_iterator_free(it);
	return true;
}
