/* SPDX-License-Identifier: ISC */
/* Entries that repeat (RFC 5545 section 3.8.5). */
#include "ical/import.h"
#include "ical/import_private.h"

#include <string.h>

struct repeat {
	struct ics *x;
	struct ics_time start;
	struct ics_time *times;
	size_t n;
	struct ics_time *out; /* taken out */
	size_t nout;
	const struct ics_line *said; /* what says that it repeats */
	bool is_cut, is_unknown;
};

/* Whether two ways to write a time mean the same; of a date, the day. */
static bool
is_same(struct ics *x, const struct ics_time *a, const struct ics_time *b)
{
	int64_t when_a, when_b;

	if (a->is_date || b->is_date)
		return date_eq(a->local.date, b->local.date);
	if (ics_instant(x, a, &when_a) && ics_instant(x, b, &when_b))
		return when_a == when_b;
	return date_eq(a->local.date, b->local.date) && a->local.minute == b->local.minute;
}

static bool
is_among(struct ics *x, const struct ics_time *all, size_t n, const struct ics_time *t)
{
	for (size_t i = 0; i < n; i++)
		if (is_same(x, &all[i], t))
			return true;
	return false;
}

/* The end of a rule by the clock of the entry. */
static struct civil
until_of(struct ics *x, const struct ics_rule *rule, const struct ics_time *start)
{
	const struct ics_zone *z = start->tzid == NULL ? NULL : ics_zone(x, start->tzid);
	struct civil until = rule->until.local;

	if (rule->until.is_date || start->is_date)
		until.minute = 24 * 60 - 1;
	else if (rule->until.is_utc && z != NULL && z->tz != NULL && date_is_valid(until.date))
		until = tz_to_civil(z->tz, date_to_seconds(until.date) + until.minute * 60);
	return until;
}

static void
by_rule(struct repeat *r, const struct ics_line *l)
{
	struct date last = r->start.local.date;
	struct ics_rule rule = ics_rule(r->x, l);
	struct civil until;

	r->said = l;
	last.year += ICAL_IMPORT_YEARS_MAX;
	if (last.month == 2 && last.day == 29)
		last.day = 28;
	if (!rule.is_known || ++r->x->rules > ICAL_IMPORT_RULES_MAX ||
	    r->x->barren > ICS_BARREN_MAX) {
		finding_add(r->x->in->f, RULE_IMPORT_DOUBTFUL, l->at, "write the others by hand",
		    rule.is_known
			? "too many entries repeat: of this only the first time is taken"
			: "how this repeats is not understood: only its first time is taken");
		r->is_unknown = true;
		return;
	}
	if (rule.has_until)
		until = until_of(r->x, &rule, &r->start);
	if (!ics_repeat(r->x, l, r->start, rule.has_until ? &until : NULL, last,
		ICAL_IMPORT_REPEATS_MAX, &r->times, &r->n))
		r->is_cut = true;
}

static void
by_dates(struct repeat *r, const struct ics_line *l)
{
	size_t n;
	const struct ics_time *all = ics_times(r->x, l, &n);

	r->said = r->said != NULL ? r->said : l;
	for (size_t i = 0; i < n; i++) {
		if (r->n >= 2 * ICAL_IMPORT_REPEATS_MAX)
			r->is_cut = true;
		else if (!is_among(r->x, r->times, r->n, &all[i]))
			*(struct ics_time *)arena_push(r->x->a, &r->times, &r->n, sizeof *all) =
			    all[i];
	}
}

static void
take_out(struct repeat *r, const struct ics_line *l)
{
	size_t n;
	const struct ics_time *all = ics_times(r->x, l, &n);

	for (size_t i = 0; i < n && r->nout < ICS_CHANGED_MAX; i++)
		*(struct ics_time *)arena_push(r->x->a, &r->out, &r->nout, sizeof *all) = all[i];
}

static void
drop_taken_out(struct repeat *r, const struct ics_component *c)
{
	const struct ics_series *se = names_get(&r->x->by_uid, ics_uid(r->x, c));
	size_t kept = 0;

	for (size_t i = 0; i < r->n; i++) {
		if (is_among(r->x, r->out, r->nout, &r->times[i]) ||
		    (se != NULL && is_among(r->x, se->changed, se->nchanged, &r->times[i])))
			continue;
		r->times[kept++] = r->times[i];
	}
	r->n = kept;
}

static void
tell(const struct repeat *r)
{
	char day[11];

	if (r->n == 0) {
		finding_add(r->x->in->f, RULE_IMPORT_DROPPED, r->said->at, NULL,
		    "all times of this are taken out again: it makes no session");
	} else if (r->is_cut) {
		date_format(r->times[r->n - 1].local.date, day);
		finding_add(r->x->in->f, RULE_IMPORT_DOUBTFUL, r->said->at,
		    "write those that come later by hand",
		    "this goes on: %zu sessions are made of it, until %s", r->n, day);
	} else if (!r->is_unknown) {
		finding_add(r->x->in->f, RULE_IMPORT_REPAIRED, r->said->at, NULL,
		    "this repeats: %zu session%s made of it", r->n, r->n == 1 ? " is" : "s are");
	}
}

struct ics_time *
ics_occurrences(
    struct ics *x, const struct ics_component *c, const struct ics_time *start, size_t *n)
{
	struct repeat r = {.x = x, .start = *start};

	for (size_t i = 0; i < c->nlines; i++)
		if (strcmp(c->lines[i].name, "RRULE") == 0)
			by_rule(&r, &c->lines[i]);
	if (r.n == 0)
		*(struct ics_time *)arena_push(x->a, &r.times, &r.n, sizeof *start) = *start;
	for (size_t i = 0; i < c->nlines; i++) {
		if (strcmp(c->lines[i].name, "RDATE") == 0)
			by_dates(&r, &c->lines[i]);
		else if (strcmp(c->lines[i].name, "EXDATE") == 0)
			take_out(&r, &c->lines[i]);
	}
	*n = 0;
	if (r.said == NULL)
		return NULL;
	drop_taken_out(&r, c);
	tell(&r);
	*n = r.n;
	return r.times;
}
