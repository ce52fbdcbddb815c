/* SPDX-License-Identifier: ISC */
#include "data/repeats.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STEP_BYTES = 8 }; /* of one number of days, with its blank: ten years have four digits */

struct date
repeats_last_day(struct date first)
{
	first.year += REPEAT_YEARS_MAX;
	if (first.month == 2 && first.day == 29)
		first.day = 28;
	return first.year > DATE_YEAR_MAX ? (struct date){DATE_YEAR_MAX, 12, 31} : first;
}

static void
dates_free(struct repeat_dates *d)
{
	if (d == NULL)
		return;
	free(d->rule);
	free(d->dates);
	free(d);
}

/* With room for all dates that there can be; NULL when memory is out. */
static struct repeat_dates *
dates_new(const char *rule, struct date first)
{
	struct repeat_dates *d = calloc(1, sizeof *d);

	if (d == NULL)
		return NULL;
	d->first = first;
	d->rule = strdup(rule);
	d->dates = calloc(REPEAT_DATES_MAX + 1, sizeof *d->dates);
	if (d->rule != NULL && d->dates != NULL)
		return d;
	dates_free(d);
	return NULL;
}

/* Keeps them, without the room that they do not need; takes them over. */
static int
keep(struct repeats *r, struct repeat_dates *d)
{
	struct repeat_dates **items = realloc(r->items, (r->n + 1) * sizeof *items);
	struct date *dates;

	if (items == NULL) {
		dates_free(d);
		return -1;
	}
	dates = realloc(d->dates, (d->n + 1) * sizeof *dates);
	if (dates != NULL)
		d->dates = dates;
	r->items = items;
	r->items[r->n++] = d;
	r->nbarren += d->n < 2;
	return 0;
}

static const struct repeat_dates *
find_known(const struct repeats *r, const char *rule, struct date first)
{
	for (size_t i = 0; i < r->n; i++)
		if (date_eq(r->items[i]->first, first) && strcmp(r->items[i]->rule, rule) == 0)
			return r->items[i];
	return NULL;
}

enum repeats_answer
repeats_get(struct repeats *r, const char *rule, struct date first, const struct repeat_dates **out)
{
	struct repeat_dates *d;

	*out = r == NULL ? NULL : find_known(r, rule, first);
	if (*out != NULL)
		return REPEATS_KNOWN;
	if (r == NULL || r->find == NULL)
		return REPEATS_UNKNOWN;
	if (r->n >= REPEAT_RULES_MAX || r->nbarren >= REPEAT_BARREN_MAX)
		return REPEATS_TOO_MANY;
	d = dates_new(rule, first);
	if (d == NULL)
		return REPEATS_NO_MEMORY;
	d->is_rule =
	    r->find(rule, first, repeats_last_day(first), d->dates, REPEAT_DATES_MAX + 1, &d->n);
	if (keep(r, d) != 0)
		return REPEATS_NO_MEMORY;
	*out = d;
	return REPEATS_KNOWN;
}

char *
repeats_text(const struct repeat_dates *d)
{
	int32_t before = date_to_days(d->first);
	size_t max = d->n * STEP_BYTES + 2, used = 0;
	char *text = malloc(max);

	if (text == NULL)
		return NULL;
	snprintf(text, max, "%s", d->is_rule ? "" : "-");
	for (size_t i = 0; i < d->n; i++) {
		int32_t day = date_to_days(d->dates[i]);

		used += (size_t)snprintf(
		    text + used, max - used, "%s%d", i == 0 ? "" : " ", (int)(day - before));
		before = day;
	}
	return text;
}

/* Reads the numbers of days; false if they are none, or too many. */
static bool
read_text(struct repeat_dates *d, const char *text)
{
	int32_t day = date_to_days(d->first), last = date_to_days(repeats_last_day(d->first));
	char *end;

	while (*text != '\0') {
		long step = strtol(text, &end, 10);

		if (end == text || (*end != '\0' && *end != ' ') || step < 0 || step > last - day ||
		    d->n > REPEAT_DATES_MAX)
			return false;
		day += (int32_t)step;
		d->dates[d->n++] = date_from_days(day);
		text = *end == ' ' ? end + 1 : end;
	}
	return true;
}

int
repeats_add(struct repeats *r, const char *rule, struct date first, const char *text)
{
	struct repeat_dates *d = dates_new(rule, first);

	if (d == NULL)
		return -1;
	d->is_rule = strcmp(text, "-") != 0;
	if (d->is_rule && !read_text(d, text)) {
		dates_free(d);
		return -1;
	}
	return keep(r, d);
}

void
repeats_free(struct repeats *r)
{
	if (r == NULL)
		return;
	for (size_t i = 0; i < r->n; i++)
		dates_free(r->items[i]);
	free(r->items);
	free(r);
}
