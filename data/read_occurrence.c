/* SPDX-License-Identifier: ISC */
/* One occurrence of a session that repeats: what is said of all, but for what is said of it. */
#include "data/read_repeat_private.h"

#include <string.h>

const char *
repeat_day_words(struct reader *r, struct date day)
{
	char s[11];

	date_format(day, s);
	return finding_words(r->f, "%s", s);
}

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
		repeat_day_words(r, day), fit == TZ_GAP ? "" : ", with its offset"),
	    fit == TZ_GAP ? "the clocks in %s skip %s on %s, when this repeats"
			  : "the clocks in %s show %s twice on %s, when this repeats",
	    tz_name(r->event->zone), hhmm, repeat_day_words(r, day));
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

void
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
