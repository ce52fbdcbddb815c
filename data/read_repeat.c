/* SPDX-License-Identifier: ISC */
/* `repeat:` to the occurrences of a session. The first is on the day under which the session stands
 * (RFC 5545 section 3.8.5.3: the start always counts); the others are at its time by the clocks of
 * the event. */
#include "data/reader.h"

#include "data/repeats.h"

#include <string.h>

/* What is needed for one rule, and then for the next. */
struct repeat_room {
	struct date dates[REPEAT_DATES_MAX]; /* that the rule gives, the day of the session first */
	struct entry *said[REPEAT_DATES_MAX]; /* what `occurrences` says of each; NULL: nothing */
	bool is_out[REPEAT_DATES_MAX];        /* `except` names it */
};

struct repeating {
	struct reader *r;
	const struct node *node;
	const struct fields *fs; /* of the session */
	struct session *base;    /* as it is said of all */
	struct repeat *repeat;
	struct rrule rule;
	struct place rule_at;
	struct date *dates; /* these three as in the room */
	struct entry **said;
	bool *is_out;
	size_t n;
};

static const char *
day_words(struct reader *r, struct date day)
{
	char s[11];

	date_format(day, s);
	return finding_words(r->f, "%s", s);
}

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
			day_words(r, d->dates[0])),
		    "this stands under %s, which is no date of the rule, and is held then, too",
		    day_words(r, g->repeat->first));
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
			day_words(g->r, g->repeat->first)));
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
		r->f, "the nearest date that it gives is %s", day_words(r, g->dates[*out])),
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

/* ---- one occurrence ---- */

/* Links of all, but for those that the occurrence has of the same name; then its own. */
static void
join_links(struct reader *r, const struct session *base, struct session *se)
{
	struct link *links = NULL, *own = se->links;
	size_t n = 0, i, k;

	for (i = 0; i < base->nlinks; i++) {
		for (k = 0; k < se->nlinks; k++)
			if (strcmp(base->links[i].name, own[k].name) == 0)
				break;
		if (k == se->nlinks)
			*(struct link *)arena_push(r->a, &links, &n, sizeof *links) =
			    base->links[i];
	}
	for (k = 0; k < se->nlinks; k++)
		*(struct link *)arena_push(r->a, &links, &n, sizeof *links) = own[k];
	se->links = links;
	se->nlinks = n;
}

static bool
says(const struct node *map, const char *key, const char *or_key)
{
	return node_get(map, key) != NULL || (or_key != NULL && node_get(map, or_key) != NULL);
}

/* Takes from a copy what the occurrence says otherwise: lists are not added to. */
static void
clear_said(const struct node *map, struct session *se)
{
	if (says(map, "track", "tracks"))
		se->ntracks = 0, se->tracks = NULL;
	if (says(map, "room", "rooms"))
		se->nrooms = 0, se->rooms = NULL;
	if (says(map, "people", NULL))
		se->npeople = 0, se->people = NULL;
	if (says(map, "organisations", NULL))
		se->norganisations = 0, se->organisations = NULL;
	if (says(map, "languages", NULL))
		se->nlanguages = 0, se->languages = NULL;
	if (says(map, "interpretation", NULL))
		se->ninterpretation = 0, se->interpretation = NULL;
	if (says(map, "links", NULL))
		se->nlinks = 0, se->links = NULL;
	if (says(map, "allow", NULL))
		se->nallow = 0, se->allow = NULL;
	if (says(map, "join", NULL))
		se->join = NULL;
}

static void
add_no_such_time(struct reader *r, struct place at, struct date day, int minute, enum tz_fit fit)
{
	char hhmm[6];

	time_format(minute, hhmm);
	finding_add(r->f, fit == TZ_GAP ? RULE_TIME_GAP : RULE_TIME_TWICE, at,
	    finding_words(r->f, "write when it is then: occurrences: {%s: {at: …}}%s",
		day_words(r, day), fit == TZ_GAP ? "" : ", with its offset"),
	    fit == TZ_GAP ? "the clocks in %s skip %s on %s, when this repeats"
			  : "the clocks in %s show %s twice on %s, when this repeats",
	    tz_name(r->event->zone), hhmm, day_words(r, day));
}

/* The time of all, on a day. */
static bool
same_time(const struct repeating *g, struct place at, struct date day, int64_t *out)
{
	const struct tz *zone = g->r->event->zone;
	struct civil local = tz_to_civil(zone, g->base->slot.start);
	int64_t utc[2];
	enum tz_fit fit;

	if (date_eq(day, local.date)) {
		*out = g->base->slot.start;
		return true;
	}
	local.date = day;
	fit = tz_from_civil(zone, local, utc);
	*out = utc[0];
	if (fit != TZ_GAP && fit != TZ_TWICE)
		return true;
	add_no_such_time(g->r, at, day, local.minute, fit);
	return false;
}

/* The end of what keeps the length of all; by the clock where `until` says it. */
static int64_t
same_end(const struct repeating *g, int64_t start, bool has_own_start)
{
	const struct tz *zone = g->r->event->zone;
	const struct slot *base = &g->base->slot;
	struct civil from, until;
	int64_t utc[2];

	if (has_own_start || field(g->fs, "until") == NULL)
		return start + (base->end - base->start);
	from = tz_to_civil(zone, base->start);
	until = tz_to_civil(zone, base->end);
	until.date = date_add(tz_to_civil(zone, start).date,
	    (int)(date_to_days(until.date) - date_to_days(from.date)));
	tz_from_civil(zone, until, utc);
	return utc[0] > start ? utc[0] : start + (base->end - base->start);
}

/* `fs` of the occurrence, or NULL. */
static void
slot_read(const struct repeating *g, struct date day, const struct fields *fs, struct session *se)
{
	const struct node *at = fs == NULL ? NULL : field(fs, "at");
	const struct node *on = fs == NULL ? NULL : field(fs, "on");
	struct reader *r = g->r;
	struct slot slot = {.day = day};
	const char *s = on == NULL ? NULL : node_text(r, on, "write a day: 2031-06-18");

	if (s != NULL)
		value_date(r->f, on->at, s, &slot.day);
	if (at != NULL)
		slot.has_start = read_at(r, at, slot.day, &slot.start);
	else if (g->base->slot.has_start)
		slot.has_start = same_time(g, se->at, slot.day, &slot.start);
	else if (fs != NULL && has_length(fs))
		finding_add(r->f, RULE_START_UNKNOWN, se->at, "write when it begins: at: 09:30",
		    "it is not known when this begins");
	se->slot = slot;
	if (!slot.has_start)
		return;
	if (fs != NULL && has_length(fs)) {
		se->slot.has_end = read_end(r, fs, slot.start, &se->slot.end);
	} else if (g->base->slot.has_end) {
		se->slot.has_end = true;
		se->slot.end = same_end(g, slot.start, at != NULL);
	}
	se->slot.day = tz_to_civil(r->event->zone, slot.start).date;
}

static void
occurrence_make(const struct repeating *g, size_t i)
{
	struct reader *r = g->r;
	struct event *ev = r->event;
	struct session *se = arena_alloc(r->a, sizeof *se);
	const struct entry *e = g->said[i];
	struct fields fs;
	bool is_said = false;

	*se = *g->base;
	se->repeat = g->repeat;
	se->repeat_day = g->dates[i];
	se->id_given = true;
	if (e != NULL) {
		se->at = e->key->at;
		if (e->value->kind == NODE_MAP)
			clear_said(e->value, se);
		is_said = fields_read(r, e->value, &occurrence_keys, se, &fs);
	}
	if (is_said) {
		session_fields_read(r, &fs, se);
		if (field(&fs, "links") != NULL)
			join_links(r, g->base, se);
	}
	slot_read(g, g->dates[i], is_said ? &fs : NULL, se);
	*(struct session **)arena_push(r->a, &ev->sessions, &ev->nsessions, sizeof se) = se;
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
