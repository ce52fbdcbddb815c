/* SPDX-License-Identifier: ISC */
#include "ical/recur.h"

#include <libical/ical.h>
#include <stdlib.h>

struct recur {
	icalrecur_iterator *it;
	short month_days[ICAL_BY_MONTHDAY_SIZE]; /* that are looked at here, with the count */
	size_t nmonth_days;
	bool is_counted;
	int left;
};

static struct icaltimetype
to_ical(const struct recur_time *t)
{
	struct icaltimetype out = icaltime_null_time();

	out.year = t->local.date.year;
	out.month = t->local.date.month;
	out.day = t->local.date.day;
	out.hour = t->local.minute / 60;
	out.minute = t->local.minute % 60;
	out.second = t->second;
	out.is_date = t->is_date;
	return out;
}

static struct recur_time
of_ical(struct icaltimetype t)
{
	return (struct recur_time){
	    .local = {{t.year, t.month, t.day}, t.is_date ? 0 : t.hour * 60 + t.minute},
	    .second = t.is_date ? 0 : t.second,
	    .is_date = t.is_date};
}

static bool
is_by_days(const struct icalrecurrencetype *r)
{
	return r->freq == ICAL_DAILY_RECURRENCE || r->freq == ICAL_WEEKLY_RECURRENCE ||
	       r->freq == ICAL_MONTHLY_RECURRENCE || r->freq == ICAL_YEARLY_RECURRENCE;
}

/* Takes BYMONTHDAY out of a rule by days, and the count, which is of what is left by it. */
static void
take_month_days(struct recur *r, struct icalrecurrencetype *rule)
{
	size_t n = 0;

	if (rule->freq != ICAL_DAILY_RECURRENCE ||
	    rule->by_month_day[0] == ICAL_RECURRENCE_ARRAY_MAX)
		return;
	for (; n < ICAL_BY_MONTHDAY_SIZE && rule->by_month_day[n] != ICAL_RECURRENCE_ARRAY_MAX; n++)
		r->month_days[n] = rule->by_month_day[n];
	r->nmonth_days = n;
	rule->by_month_day[0] = ICAL_RECURRENCE_ARRAY_MAX;
	r->is_counted = rule->count > 0;
	r->left = rule->count;
	rule->count = 0;
}

static bool
is_month_day(const struct recur *r, struct date d)
{
	int from_end = d.day - date_month_days(d.year, d.month) - 1;

	for (size_t i = 0; i < r->nmonth_days; i++)
		if (r->month_days[i] == d.day || r->month_days[i] == from_end)
			return true;
	return r->nmonth_days == 0;
}

struct recur *
recur_begin(const char *rule, const struct recur_time *start, const struct recur_time *until)
{
	struct icalrecurrencetype parsed = icalrecurrencetype_from_string(rule);
	struct recur *r;

	if (!is_by_days(&parsed))
		return NULL;
	r = calloc(1, sizeof *r);
	if (r == NULL)
		return NULL;
	if (until != NULL)
		parsed.until = to_ical(until);
	take_month_days(r, &parsed);
	r->it = icalrecur_iterator_new(parsed, to_ical(start));
	if (r->it != NULL)
		return r;
	free(r);
	return NULL;
}

bool
recur_next(struct recur *r, struct recur_time *out)
{
	struct icaltimetype t;

	while (!icaltime_is_null_time(t = icalrecur_iterator_next(r->it))) {
		*out = of_ical(t);
		if (is_month_day(r, out->local.date))
			return !r->is_counted || r->left-- > 0;
		if (t.year > DATE_YEAR_MAX)
			return false;
	}
	return false;
}

void
recur_end(struct recur *r)
{
	if (r == NULL)
		return;
	icalrecur_iterator_free(r->it);
	free(r);
}
