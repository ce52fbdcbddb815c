/* SPDX-License-Identifier: ISC */
/* What a VTIMEZONE of a file says (RFC 5545 section 3.6.5). */
#include "ical/import_private.h"

#include <stdlib.h>
#include <string.h>

static void
tell_too_many(struct ics *x, const struct ics_zone *z)
{
	intake_tally(x->in, RULE_IMPORT_DROPPED, z->source->at,
	    "a time zone that changes too often is read in part", NULL);
}

static void
add(struct ics *x, struct ics_zone *z, const struct ics_time *t, int32_t from, int32_t to)
{
	if (z->nshifts == ICS_SHIFTS_MAX)
		tell_too_many(x, z);
	else
		*(struct ics_shift *)arena_push(
		    x->a, &z->shifts, &z->nshifts, sizeof(struct ics_shift)) = (struct ics_shift){
		    date_to_seconds(t->local.date) + t->local.minute * 60 - from, from, to};
}

void
ics_zone_aside(struct ics *x, const struct ics_line *l)
{
	static const char *const known[] = {
	    "TZNAME", "TZURL", "TZUNTIL", "TZID-ALIAS-OF", "LAST-MODIFIED", "COMMENT", NULL};

	if (word_find(known, l->name) < 0)
		ics_not_carried(x, l);
	else
		intake_tally(x->in, RULE_IMPORT_REPAIRED, l->at,
		    "of a time zone its name and hours are looked at, what else is said of it is "
		    "left out",
		    NULL);
}

static struct civil
civil_of(int64_t seconds)
{
	struct civil c;
	int rest;

	c.date = date_from_seconds(seconds, &rest);
	c.minute = rest / 60;
	return c;
}

/* The yearly changes of an observance; those before 1970 do not matter. */
static void
repeat(struct ics *x, struct ics_zone *z, const struct ics_line *l, struct ics_time start,
    int32_t from, int32_t to)
{
	struct ics_window all_years = {.last = {DATE_YEAR_MAX, 12, 31}};
	struct ics_rule rule = ics_rule(x, l);
	struct ics_time *all = NULL;
	struct civil until;
	size_t n = 0;

	if (!rule.is_yearly) {
		intake_tally(x->in, RULE_IMPORT_DROPPED, l->at,
		    "a rule of a time zone that is not yearly is passed over", NULL);
		return;
	}
	if (start.local.date.year < DATE_YEAR_MIN)
		start.local.date = (struct date){DATE_YEAR_MIN, start.local.date.month, 1};
	if (rule.has_until)
		until = civil_of(date_to_seconds(rule.until.local.date) +
				 rule.until.local.minute * 60 + (rule.until.is_utc ? from : 0));
	ics_repeat(x, l, start, rule.has_until ? &until : NULL, &all_years,
	    DATE_YEAR_MAX - DATE_YEAR_MIN + 1, &all, &n);
	for (size_t i = 0; i < n; i++)
		add(x, z, &all[i], from, to);
}

static void
observance(struct ics *x, struct ics_zone *z, const struct ics_component *c)
{
	static const char *const taken[] = {
	    "DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE", NULL};
	const struct ics_line *from = ics_find(c, "TZOFFSETFROM"), *to = ics_find(c, "TZOFFSETTO"),
			      *begin = ics_find(c, "DTSTART");
	struct ics_time start, *all;
	int32_t before, after;
	size_t n;

	if (z->nshifts == ICS_SHIFTS_MAX) {
		tell_too_many(x, z);
		return;
	}
	if (to == NULL || begin == NULL || !ics_time(x, begin, &start) ||
	    !ics_offset(x, to, &after)) {
		intake_tally(x->in, RULE_IMPORT_DROPPED, c->at,
		    "a part of a time zone that does not say from when on it has which hours is "
		    "passed over",
		    NULL);
		return;
	}
	if (from == NULL || !ics_offset(x, from, &before))
		before = after;
	add(x, z, &start, before, after);
	for (size_t i = 0; i < c->nlines; i++) {
		const struct ics_line *l = &c->lines[i];

		if (strcmp(l->name, "RRULE") == 0)
			repeat(x, z, l, start, before, after);
		if (word_find(taken, l->name) < 0)
			ics_zone_aside(x, l);
		if (strcmp(l->name, "RDATE") != 0)
			continue;
		all = ics_times(x, l, &n);
		for (size_t k = 0; k < n; k++)
			add(x, z, &all[k], before, after);
	}
}

static int
shift_cmp(const void *pa, const void *pb)
{
	const struct ics_shift *a = pa, *b = pb;

	return (a->when > b->when) - (a->when < b->when);
}

void
ics_shifts(struct ics *x, struct ics_zone *z)
{
	for (size_t i = 0; i < z->source->nparts; i++) {
		const struct ics_component *part = z->source->parts[i];

		if (strcmp(part->name, "STANDARD") == 0 || strcmp(part->name, "DAYLIGHT") == 0)
			observance(x, z, part);
		else
			ics_left_out(x, part);
	}
	if (z->nshifts > 0)
		qsort(z->shifts, z->nshifts, sizeof *z->shifts, shift_cmp);
}

bool
ics_shift_offset(const struct ics_zone *z, int64_t local, int32_t *offset)
{
	size_t low = 0, high = z->nshifts;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (local - z->shifts[mid].before >= z->shifts[mid].when)
			low = mid + 1;
		else
			high = mid;
	}
	if (low == 0)
		return false;
	*offset = z->shifts[low - 1].offset;
	return true;
}
