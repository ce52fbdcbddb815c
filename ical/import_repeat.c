/* SPDX-License-Identifier: ISC */
/* Entries that repeat (RFC 5545 section 3.8.5). */
#include "ical/import.h"
#include "ical/import_private.h"

#include <string.h>

enum { DATES_MAX = 1000 }; /* of RDATE or EXDATE that are looked at */

/* A time, and the instant that it means, for comparing. */
struct moment {
	struct ics_time t;
	int64_t when;
	bool has_instant;
};

struct moments {
	struct moment *items;
	size_t n, nlooked_at; /* of RDATE or EXDATE */
};

struct repeating {
	struct ics *x;
	struct ics_time start;
	struct moments times, out;   /* out: that are taken out */
	const struct ics_line *said; /* what says that it repeats */
	bool is_earlier, is_later;   /* beside those there are others */
	bool is_unknown;
};

static void
add_moment(struct ics *x, struct moments *to, const struct ics_time *t)
{
	struct moment *m = arena_push(x->a, &to->items, &to->n, sizeof *m);

	m->t = *t;
	m->has_instant = !t->is_date && ics_instant(x, t, &m->when);
}

/* Whether two ways to write a time mean the same; of a date, the day. */
static bool
is_same(const struct moment *a, const struct moment *b)
{
	if (a->t.is_date || b->t.is_date)
		return date_eq(a->t.local.date, b->t.local.date);
	if (a->has_instant && b->has_instant)
		return a->when == b->when;
	return date_eq(a->t.local.date, b->t.local.date) && a->t.local.minute == b->t.local.minute;
}

static bool
is_among(const struct moments *all, const struct moment *m)
{
	for (size_t i = 0; i < all->n && &all->items[i] != m; i++)
		if (is_same(&all->items[i], m))
			return true;
	return false;
}

/* ---- rules ---- */

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

/* The same day so many years later; of the 29th of February the 28th. */
static struct date
add_years(struct date d, int years)
{
	d.year += years;
	if (d.month == 2 && d.day == 29)
		d.day = 28;
	return d;
}

static struct ics_window
years_from(struct date first)
{
	return (struct ics_window){.first = first, .last = add_years(first, ICAL_IMPORT_YEARS_MAX)};
}

/* The days that were asked for; false if none were. */
static bool
asked_window(const struct intake_options *o, struct ics_window *w)
{
	if (date_is_set(o->from))
		*w = years_from(o->from);
	else if (date_is_set(o->to))
		w->first = add_years(o->to, -ICAL_IMPORT_YEARS_MAX);
	if (date_is_set(o->to))
		w->last = o->to;
	return date_is_set(o->from) || date_is_set(o->to);
}

/* Appends the times of a rule; in which window they are. */
static struct ics_window
rule_times(struct ics *x, const struct ics_line *l, const struct ics_rule *rule,
    const struct ics_time *start, struct ics_time **out, size_t *n)
{
	const struct intake_options *o = &x->in->options;
	struct ics_window w = years_from(start->local.date);
	struct civil until, *end = NULL;
	struct date recent;
	size_t before = *n;
	bool is_asked = asked_window(o, &w);

	if (rule->has_until) {
		until = until_of(x, rule, start);
		end = &until;
	}
	ics_repeat(x, l, *start, end, &w, ICAL_IMPORT_REPEATS_MAX, out, n);
	recent = add_years(o->today, -1);
	if (is_asked || !w.is_later || !date_is_set(o->today) || date_cmp(recent, w.first) <= 0)
		return w;
	w = years_from(recent);
	*n = before;
	ics_repeat(x, l, *start, end, &w, ICAL_IMPORT_REPEATS_MAX, out, n);
	return w;
}

static const char by_hand[] = "write the others by hand";

static void
by_rule(struct repeating *r, const struct ics_line *l, struct ics_series *se)
{
	struct ics *x = r->x;
	struct ics_rule rule;
	struct ics_time *times = NULL;
	struct ics_window w;
	size_t n = 0;

	r->said = l;
	r->is_unknown = true;
	if (++x->rules > ICAL_IMPORT_RULES_MAX || x->barren > ICS_BARREN_MAX ||
	    x->steps >= ICS_STEPS_MAX) {
		finding_add(x->in->f, RULE_IMPORT_DOUBTFUL, l->at, by_hand,
		    "too many entries repeat: of this only the first time is taken");
		return;
	}
	rule = ics_rule(x, l);
	if (!rule.is_known) {
		finding_add(x->in->f, RULE_IMPORT_DOUBTFUL, l->at, by_hand,
		    "how this repeats is not understood: only its first time is taken");
		return;
	}
	r->is_unknown = false;
	w = rule_times(x, l, &rule, &r->start, &times, &n);
	for (size_t i = 0; i < n; i++)
		add_moment(x, &r->times, &times[i]);
	r->is_earlier = r->is_earlier || w.is_earlier;
	r->is_later = r->is_later || w.is_later;
	if (se == NULL || se->has_window)
		return;
	se->window = w;
	se->has_window = true;
}

bool
ics_is_beyond(struct ics *x, const struct ics_component *c, const struct ics_time *start)
{
	struct ics_series *se = names_get(&x->by_uid, ics_uid(x, c));
	const struct ics_line *l;
	struct ics_time first, *times = NULL;
	struct ics_rule rule;
	size_t n = 0;

	if (se == NULL || se->repeats == NULL)
		return false;
	if (!se->has_window) {
		se->has_window = true;
		l = ics_find(se->repeats, "RRULE");
		rule = ics_rule(x, l);
		if (rule.is_known && ics_time(x, ics_find(se->repeats, "DTSTART"), &first))
			se->window = rule_times(x, l, &rule, &first, &times, &n);
	}
	return (se->window.is_earlier && date_cmp(start->local.date, se->window.first) < 0) ||
	       (se->window.is_later && date_cmp(start->local.date, se->window.last) > 0);
}

/* ---- dates that are told one by one ---- */

/* Adds the dates of all lines of that name. `*said`, if it is NULL, is set to the first. */
static void
add_dates(struct repeating *r, const struct ics_component *c, const char *name, struct moments *to,
    const struct ics_line **said)
{
	for (size_t i = 0; i < c->nlines; i++) {
		const struct ics_line *l = &c->lines[i];
		const struct ics_time *all;
		size_t n;

		if (strcmp(l->name, name) != 0)
			continue;
		*said = *said != NULL ? *said : l;
		all = ics_times(r->x, l, &n);
		for (size_t k = 0; k < n && to->nlooked_at < DATES_MAX; k++, to->nlooked_at++) {
			add_moment(r->x, to, &all[k]);
			if (is_among(to, &to->items[to->n - 1]))
				to->n--;
		}
		if (to->nlooked_at < DATES_MAX)
			continue;
		finding_add(r->x->in->f, RULE_IMPORT_DOUBTFUL, l->at, "see to the others by hand",
		    "of all dates of %s the first %d are taken", name, DATES_MAX);
		return;
	}
}

static void
drop_taken_out(struct repeating *r, const struct ics_series *se)
{
	struct moments *times = &r->times;
	size_t kept = 0;

	for (size_t i = 0; se != NULL && i < se->nchanged; i++)
		add_moment(r->x, &r->out, &se->changed[i]);
	for (size_t i = 0; i < times->n; i++)
		if (!is_among(&r->out, &times->items[i]))
			times->items[kept++] = times->items[i];
	times->n = kept;
}

/* The first day and the last one. */
static void
days_of(const struct moments *times, char first[11], char last[11])
{
	struct date a = times->items[0].t.local.date, b = a;

	for (size_t i = 1; i < times->n; i++) {
		struct date d = times->items[i].t.local.date;

		a = date_cmp(d, a) < 0 ? d : a;
		b = date_cmp(d, b) > 0 ? d : b;
	}
	date_format(a, first);
	date_format(b, last);
}

static void
tell(const struct repeating *r)
{
	bool is_cut = r->is_earlier || r->is_later;
	struct findings *f = r->x->in->f;
	const struct place at = r->said->at;
	size_t n = r->times.n;
	char first[11], last[11];

	if (n > 0)
		days_of(&r->times, first, last);
	if (n == 0 && is_cut)
		finding_add(f, RULE_IMPORT_DROPPED, at, ICS_TO_CHOOSE,
		    "this repeats, but not on the days that are taken: it makes no session");
	else if (n == 0)
		finding_add(f, RULE_IMPORT_DROPPED, at, NULL,
		    "all times of this are taken out again: it makes no session");
	else if (r->is_earlier)
		finding_add(f, RULE_IMPORT_DOUBTFUL, at, ICS_TO_CHOOSE,
		    "this began earlier%s: %zu session%s made of it, from %s until %s",
		    r->is_later ? " and goes on" : "", n, n == 1 ? " is" : "s are", first, last);
	else if (is_cut)
		finding_add(f, RULE_IMPORT_DOUBTFUL, at, ICS_TO_CHOOSE,
		    "this goes on: %zu session%s made of it, until %s", n, n == 1 ? " is" : "s are",
		    last);
	else if (!r->is_unknown)
		finding_add(f, RULE_IMPORT_REPAIRED, at, NULL,
		    "this repeats: %zu session%s made of it", n, n == 1 ? " is" : "s are");
}

static struct ics_time *
times_of(const struct repeating *r)
{
	struct ics_time *out = arena_array(r->x->a, r->times.n + 1, sizeof *out);

	for (size_t i = 0; i < r->times.n; i++)
		out[i] = r->times.items[i].t;
	return out;
}

struct ics_time *
ics_occurrences(
    struct ics *x, const struct ics_component *c, const struct ics_time *start, size_t *n)
{
	struct ics_series *se = names_get(&x->by_uid, ics_uid(x, c));
	struct repeating r = {.x = x, .start = *start};
	const struct ics_line *taken_out = NULL;

	for (size_t i = 0; i < c->nlines; i++)
		if (strcmp(c->lines[i].name, "RRULE") == 0)
			by_rule(&r, &c->lines[i], se);
	if (r.times.n == 0 && !r.is_earlier && !r.is_later)
		add_moment(x, &r.times, start);
	add_dates(&r, c, "RDATE", &r.times, &r.said);
	add_dates(&r, c, "EXDATE", &r.out, &taken_out);
	*n = 0;
	if (r.said == NULL && taken_out != NULL)
		ics_not_carried(x, taken_out);
	if (r.said == NULL)
		return NULL;
	drop_taken_out(&r, se);
	tell(&r);
	*n = r.times.n;
	return times_of(&r);
}
