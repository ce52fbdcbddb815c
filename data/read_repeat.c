/* SPDX-License-Identifier: ISC */
/* `repeat:` to the occurrences of a session. The first is on the day under which the session stands
 * (RFC 5545 section 3.8.5.3: the start always counts); the others are at its time by the clocks of
 * the event. */
#include "data/read_repeat_private.h"
#include "data/repeats.h"

/* What is needed for one rule, and then for the next. */
struct repeat_room {
	struct date dates[REPEAT_DATES_MAX]; /* that the rule gives, the day of the session first */
	struct entry *said[REPEAT_DATES_MAX]; /* what `occurrences` says of each; NULL: nothing */
	bool is_out[REPEAT_DATES_MAX];        /* `except` names it */
};

/* ---- the dates ---- */

static bool
add_bad_rule(const struct repeating *g, const char *todo, const char *what)
{
	finding_add(g->r->f, RULE_BAD_REPEAT, g->rule_at, todo, "%s", what);
	return false;
}

static bool
add_too_many(const struct repeating *g, const char *todo, const char *what)
{
	finding_add(g->r->f, RULE_TOO_MANY, g->rule_at, todo, "%s", what);
	return false;
}

/* What the rule gives without its end. NULL if there is nothing to go on with. */
static const struct repeat_dates *
find_dates(const struct repeating *g)
{
	struct reader *r = g->r;
	const struct repeat_dates *d;

	switch (repeats_get(r->repeats, g->rule.rule, g->repeat->first, &d)) {
	case REPEATS_KNOWN: break;
	case REPEATS_UNKNOWN: r->unknown = g->rule.rule; return NULL;
	case REPEATS_NO_MEMORY: r->unknown = ""; return NULL;
	case REPEATS_TOO_MANY:
		add_too_many(g, "put some events into a folder of their own",
		    r->repeats->n >= REPEAT_RULES_MAX
			? "more sessions repeat in this folder than can be looked at"
			: "too many rules of this folder give no dates: look at the others first");
		return NULL;
	}
	if (d->n > 0)
		return d;
	add_bad_rule(g, "look at its parts: BYMONTH is 1 to 12, and few months have a 31st",
	    d->is_rule
		? finding_words(r->f, "this rule gives no date in %d years", REPEAT_YEARS_MAX)
		: "there is no date that this rule could give");
	return NULL;
}

static void
add_date(struct repeating *g, struct date day)
{
	g->dates[g->n++] = day;
}

/* The day of the session counts, whether the rule gives it or not. */
static void
take_first(struct repeating *g, const struct repeat_dates *d)
{
	struct reader *r = g->r;

	add_date(g, g->repeat->first);
	if (!date_eq(d->dates[0], g->repeat->first))
		finding_add(r->f, RULE_REPEAT_FIRST, g->rule_at,
		    finding_words(r->f, "put it under %s, or write a rule that gives its day",
			repeat_day_words(r, d->dates[0])),
		    "this stands under %s, which is no date of the rule, and is held then, too",
		    repeat_day_words(r, g->repeat->first));
}

static bool
is_over(const struct repeating *g, struct date day)
{
	const struct slot *slot = &g->base->slot;
	const struct tz *zone = g->r->event->zone;
	struct civil at = {day, slot->has_start ? tz_to_civil(zone, slot->start).minute : 0};

	return rrule_is_over(&g->rule, zone, at, slot->has_start);
}

/* Whether the dates that were found, all of which were taken unless they are too many, go to the
 * end of the rule. */
static bool
is_whole(const struct repeating *g, bool is_cut)
{
	struct date last = repeats_last_day(g->repeat->first);

	if (is_cut)
		return add_too_many(g, "let it end earlier",
		    finding_words(g->r->f, "this repeats more than %d times", REPEAT_DATES_MAX));
	if (g->rule.count > 0 || !is_over(g, date_add(last, 1)))
		return add_too_many(g, "let it end earlier",
		    finding_words(
			g->r->f, "this goes on for more than %d years", REPEAT_YEARS_MAX));
	return true;
}

static bool
take_dates(struct repeating *g)
{
	const struct repeat_dates *d = find_dates(g);
	size_t i;

	if (d == NULL)
		return false;
	if (is_over(g, g->repeat->first))
		return add_bad_rule(g, "write a later day as its end",
		    finding_words(g->r->f, "this rule ends before its first date, %s",
			repeat_day_words(g->r, g->repeat->first)));
	take_first(g, d);
	for (i = date_eq(d->dates[0], g->repeat->first); i < d->n; i++) {
		if (is_over(g, d->dates[i]))
			return true;
		if (g->rule.count > 0 && g->n >= (size_t)g->rule.count)
			return true;
		if (g->n >= REPEAT_DATES_MAX)
			break;
		add_date(g, d->dates[i]);
	}
	if (i == d->n && g->rule.count > 0 && g->n >= (size_t)g->rule.count)
		return true;
	return is_whole(g, i < d->n);
}

/* ---- exceptions and occurrences ---- */

static size_t
nearest(const struct repeating *g, struct date day)
{
	int32_t want = date_to_days(day), best = INT32_MAX;
	size_t at = 0;

	for (size_t i = 0; i < g->n; i++) {
		int32_t far = date_to_days(g->dates[i]) - want;

		far = far < 0 ? -far : far;
		if (far < best) {
			best = far;
			at = i;
		}
	}
	return at;
}

/* Which of the dates a day is; false, and a finding, if it is none. */
static bool
date_find(const struct repeating *g, struct place at, const char *s, size_t *out)
{
	struct reader *r = g->r;
	struct date day;

	if (!value_date(r->f, at, s, &day))
		return false;
	*out = nearest(g, day);
	if (date_eq(g->dates[*out], day))
		return true;
	finding_add(r->f, RULE_REPEAT_DATE, at,
	    finding_words(
		r->f, "the nearest date that it gives is %s", repeat_day_words(r, g->dates[*out])),
	    "%s is no date of this rule", s);
	return false;
}

static void
except_read(struct repeating *g, const struct node *node)
{
	struct node *const *items;
	size_t n, i, k;

	if (node == NULL)
		return;
	items = node_items(g->r, node, true, "write days: except: [2031-06-10]", &n);
	for (i = 0; i < n; i++) {
		const char *s = node_text(g->r, items[i], "write a day: 2031-06-10");

		if (s != NULL && date_find(g, items[i]->at, s, &k))
			g->is_out[k] = true;
	}
}

static void
occurrences_read(struct repeating *g, const struct node *node)
{
	struct reader *r = g->r;
	size_t k;

	if (node == NULL ||
	    !node_is_map(
		r, node, "write what is different, by date: {2031-06-17: {status: cancelled}}"))
		return;
	for (size_t i = 0; i < node->n; i++) {
		struct entry *e = &node->entries[i];

		if (!date_find(g, e->key->at, e->key->text, &k))
			continue;
		if (g->is_out[k])
			finding_add(r->f, RULE_WRONG_SHAPE, e->key->at, "keep one of them",
			    "this date is under 'except', too");
		else if (node_is_empty(e->value))
			finding_add(r->f, RULE_EMPTY_VALUE, e->key->at,
			    "write what is different, or delete the date",
			    "there is nothing after '%s:'", finding_quote(r->f, e->key->text));
		else if (e->value->kind != NODE_BAD)
			g->said[k] = e;
	}
}

/* ---- all ---- */

/* The rule, and what else stands beside it. */
static bool
said_read(struct repeating *g, struct fields *fs)
{
	const struct node *rule = g->node;

	*fs = (struct fields){.keys = &repeat_keys};
	if (g->node->kind != NODE_TEXT) {
		if (!fields_read(g->r, g->node, &repeat_keys, NULL, fs))
			return false;
		rule = field(fs, "rule");
	}
	if (rule == NULL)
		return false;
	g->rule_at = rule->at;
	return rrule_read(g->r, rule, &g->rule);
}

static bool
has_day(const struct repeating *g)
{
	if (g->r->has_no_day)
		return false;
	if (!date_is_set(g->base->slot.day))
		finding_add(g->r->f, RULE_BAD_REPEAT, g->node->at,
		    "put it under its first day: agenda: {2031-06-03: [...]}",
		    "this repeats, but from which day on is not known");
	return date_is_set(g->base->slot.day);
}

static void
use_room(struct repeating *g)
{
	struct repeat_room *room = g->r->room;

	if (room == NULL)
		room = g->r->room = arena_alloc(g->r->scratch, sizeof *room);
	*room = (struct repeat_room){0};
	g->dates = room->dates;
	g->said = room->said;
	g->is_out = room->is_out;
}

bool
repeat_read(struct reader *r, const struct node *node, const struct fields *fs)
{
	struct event *ev = r->event;
	struct repeating g = {.r = r, .node = node, .fs = fs};
	struct fields own;

	g.base = ev->sessions[ev->nsessions - 1];
	if (!said_read(&g, &own) || !has_day(&g))
		return false;
	g.repeat = arena_alloc(r->a, sizeof *g.repeat);
	*g.repeat = (struct repeat){
	    .rule = g.rule.whole, .first = g.base->slot.day, .session = g.base, .at = node->at};
	use_room(&g);
	if (!take_dates(&g))
		return false;
	except_read(&g, field(&own, "except"));
	occurrences_read(&g, field(&own, "occurrences"));
	ev->nsessions--;
	for (size_t i = 0; i < g.n; i++)
		if (!g.is_out[i])
			occurrence_make(&g, i);
	return true;
}
