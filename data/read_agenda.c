/* SPDX-License-Identifier: ISC */
/* `agenda:` to sessions with instants. What has no time of its own begins when what stands before
 * it ends; that is reckoned in elapsed time, so it is right across a change of the clocks. */
#include "data/reader.h"

#include <string.h>

enum chain_state {
	CHAIN_NONE,  /* it is not known when the next one begins */
	CHAIN_AT,    /* it begins at `at` */
	CHAIN_BROKEN /* it is not known because of something a finding has told of */
};

struct chain {
	enum chain_state state;
	int64_t at;
	bool moved; /* something since the beginning has or takes time */
	bool in_group;
};

static void items_read(
    struct reader *r, struct date day, const struct node *list, struct chain *chain);

static void
chain_move(struct chain *c, enum chain_state state, int64_t at)
{
	*c = (struct chain){state, at, true, c->in_group};
}

static void
add_start_unknown(struct reader *r, const struct node *node, struct chain *c)
{
	if (c->state == CHAIN_NONE)
		finding_add(r->f, RULE_START_UNKNOWN, node->at,
		    c->in_group && !c->moved
			? "write when they all begin beside 'parallel:', as in at: 09:30"
			: "write when it begins: at: 09:30; or how long the one before it is: "
			  "for: 45m",
		    "it is not known when this begins");
	chain_move(c, CHAIN_BROKEN, 0);
}

/* When a session begins. False if that is not known; it is then as it should be, or told. */
static bool
start_of(struct reader *r, struct date day, const struct node *node, const struct fields *fs,
    struct chain *c, bool together, int64_t *out)
{
	const struct node *at = field(fs, "at");

	if (at != NULL) {
		if (read_at(r, at, day, out))
			return true;
		chain_move(c, CHAIN_BROKEN, 0);
		return false;
	}
	if (field_is_told(fs, "at")) {
		chain_move(c, CHAIN_BROKEN, 0);
		return false;
	}
	if (c->state == CHAIN_AT && (together || has_length(fs) || length_is_told(fs))) {
		*out = c->at;
		return true;
	}
	if (has_length(fs))
		add_start_unknown(r, node, c);
	return false;
}

static void
slot_read(struct reader *r, struct date day, const struct node *node, const struct fields *fs,
    struct chain *c, bool together, struct slot *slot)
{
	slot->day = day;
	if (!start_of(r, day, node, fs, c, together, &slot->start)) {
		check_length(r, fs);
		return;
	}
	slot->has_start = true;
	slot->day = tz_to_civil(r->event->zone, slot->start).date;
	slot->has_end = read_end(r, fs, slot->start, &slot->end);
	if (slot->has_end) {
		chain_move(c, CHAIN_AT, slot->end);
	} else if (has_length(fs) || length_is_told(fs)) {
		chain_move(c, CHAIN_BROKEN, 0);
	} else {
		finding_add(r->f, RULE_END_UNKNOWN, node->at, "write how long it is: for: 45m",
		    "it is not known when this ends");
		chain_move(c, CHAIN_NONE, 0);
	}
}

static void
session_item(
    struct reader *r, struct date day, const struct node *node, struct chain *c, bool together)
{
	struct fields fs;
	struct session *se = session_read(r, node, &fs);
	const struct node *at;

	if (se == NULL) {
		chain_move(c, CHAIN_BROKEN, 0);
		return;
	}
	if (date_is_set(day)) {
		slot_read(r, day, node, &fs, c, together, &se->slot);
		if (field(&fs, "repeat") != NULL)
			repeat_read(r, field(&fs, "repeat"), &fs);
		return;
	}
	if (field(&fs, "repeat") != NULL)
		repeat_read(r, field(&fs, "repeat"), &fs);
	at = field(&fs, "at");
	if (at == NULL)
		at = field(&fs, "until");
	if (at != NULL)
		finding_add(r->f, RULE_START_UNKNOWN, at->at,
		    "put the list under its day: agenda: {2023-06-14: [...]}",
		    "there is a time here, but no day");
}

/* What follows a group begins when the longest of its members ends. */
static void
join_chains(struct chain *all, const struct chain *one)
{
	if (!one->moved)
		return;
	if (!all->moved || one->state == CHAIN_BROKEN ||
	    (all->state == CHAIN_AT && (one->state == CHAIN_NONE || one->at > all->at)))
		chain_move(all, one->state, one->at);
}

static void item_read(
    struct reader *r, struct date day, const struct node *node, struct chain *c, bool together);

static void
group_item(struct reader *r, struct date day, const struct node *node, struct chain *c)
{
	struct chain base = *c, all = {CHAIN_NONE, 0, false, c->in_group}, one;
	const struct node *at, *list;
	struct node *const *members;
	struct fields fs;
	size_t n, i;

	if (!fields_read(r, node, &group_keys, NULL, &fs))
		return;
	at = field(&fs, "at");
	list = field(&fs, "parallel");
	if (at != NULL && date_is_set(day)) {
		base.state = read_at(r, at, day, &base.at) ? CHAIN_AT : CHAIN_BROKEN;
		base.moved = true;
	}
	if (list == NULL) {
		chain_move(c, CHAIN_BROKEN, 0);
		return;
	}
	members = node_items(r, list, false, "begin each session with '- '", &n);
	for (i = 0; i < n; i++) {
		one = base;
		one.moved = false;
		one.in_group = true;
		if (members[i]->kind == NODE_LIST)
			items_read(r, day, members[i], &one);
		else
			item_read(r, day, members[i], &one, true);
		join_chains(&all, &one);
		if (base.state == CHAIN_NONE && one.state == CHAIN_BROKEN)
			base.state = CHAIN_BROKEN;
	}
	if (all.moved)
		*c = all;
	else if (at != NULL)
		*c = base;
}

/* A group by its key, even if that is misspelt. */
static bool
is_group(const struct node *node)
{
	static const char *const word[] = {"parallel"};
	size_t i;

	for (i = 0; node->kind == NODE_MAP && i < node->n; i++)
		if (suggest(node->entries[i].key->text, word, 1) != NULL)
			return true;
	return false;
}

/* A text where a session should be. */
static void
text_item(struct reader *r, const struct node *node, struct chain *c)
{
	finding_add(r->f, RULE_WRONG_SHAPE, node->at,
	    strcmp(node->text, "parallel") == 0
		? "write a colon after it, and below it the list: parallel:"
		: finding_words(
		      r->f, "write what it is: title: %s", finding_quote(r->f, node->text)),
	    "a session is expected here, this is a text");
	chain_move(c, CHAIN_BROKEN, 0);
}

static void
item_read(
    struct reader *r, struct date day, const struct node *node, struct chain *c, bool together)
{
	if (node->kind == NODE_LIST)
		finding_add(r->f, RULE_WRONG_SHAPE, node->at,
		    "put lists that run beside each other under 'parallel:'",
		    "a session is expected here, this is a list");
	else if (node->kind == NODE_TEXT && !node_is_empty(node))
		text_item(r, node, c);
	else if (is_group(node))
		group_item(r, day, node, c);
	else
		session_item(r, day, node, c, together);
}

/* Whether both have one, and not the same: lists may go room by room, or track by track. */
static bool
is_apart(const struct session *a, const struct session *b)
{
	return (b->ntracks > 0 && (a->ntracks == 0 || a->tracks[0] != b->tracks[0])) ||
	       (b->nrooms > 0 && a->nrooms > 0 && a->rooms[0] != b->rooms[0]);
}

/* Tells of a session that begins before the one above it in its list. */
static void
check_order(struct reader *r, const struct session *above, const struct session *se)
{
	int64_t start = se->slot.start, before = above->slot.start;
	char hhmm[6], other[6];
	struct civil at;

	if (start >= before || is_apart(above, se))
		return;
	at = tz_to_civil(r->event->zone, start);
	time_format(at.minute, hhmm);
	time_format(tz_to_civil(r->event->zone, before).minute, other);
	if (at.minute < 8 * 60 && start + DAY_SECONDS / 2 >= before) {
		char afternoon[6];

		time_format(at.minute + 12 * 60, afternoon);
		finding_add(r->f, RULE_TIME_BACKWARDS, se->at,
		    finding_words(
			r->f, "write %s if it is then, or put it under the next day", afternoon),
		    "this begins at %s, before the session above it, at %s", hhmm, other);
		return;
	}
	finding_add(r->f, RULE_TIME_BACKWARDS, se->at,
	    at.minute < 8 * 60 ? "put it under the next day, if it is after midnight"
			       : "correct its time, or put it where it belongs in the list",
	    "this begins at %s, before the session above it, at %s", hhmm, other);
}

static void
items_read(struct reader *r, struct date day, const struct node *list, struct chain *chain)
{
	const struct session *above = NULL, *se;
	size_t n, i, first;
	struct node *const *items = node_items(r, list, false, "begin each session with '- '", &n);

	for (i = 0; i < n; i++) {
		first = r->event->nsessions;
		item_read(r, day, items[i], chain, false);
		if (first == r->event->nsessions)
			continue;
		se = r->event->sessions[first];
		if (!se->slot.has_start || se->repeat != NULL)
			continue;
		if (above != NULL)
			check_order(r, above, se);
		above = se;
	}
}

/* What stands under a day that is none is read on a day like any other, so that all that is wrong
 * with it is told at once; then its sessions are on no day. */
static void
items_read_undated(struct reader *r, const struct node *list)
{
	static const struct date any = {2001, 1, 10}; /* no clock changes then */
	struct chain chain = {CHAIN_NONE, 0, false, false};
	size_t first = r->event->nsessions;

	r->has_no_day = true;
	items_read(r, any, list, &chain);
	r->has_no_day = false;
	for (size_t i = first; i < r->event->nsessions; i++)
		r->event->sessions[i]->slot = (struct slot){0};
}

void
agenda_read(struct reader *r, const struct node *agenda)
{
	struct chain chain = {CHAIN_NONE, 0, false, false};
	struct date day = {0, 0, 0};
	size_t i;

	if (agenda == NULL)
		return;
	if (agenda->kind == NODE_LIST) {
		items_read(r, day, agenda, &chain);
		return;
	}
	if (!node_is_map(r, agenda, "write days with their sessions: {2023-06-14: [...]}"))
		return;
	for (i = 0; i < agenda->n; i++) {
		const struct entry *e = &agenda->entries[i];

		if (strcmp(e->key->text, "unscheduled") == 0 && !node_is_empty(e->value)) {
			chain = (struct chain){CHAIN_NONE, 0, false, false};
			items_read(r, (struct date){0, 0, 0}, e->value, &chain);
			continue;
		}
		if (!value_date(r->f, e->key->at, e->key->text, &day)) {
			if (e->value->kind == NODE_LIST)
				items_read_undated(r, e->value);
			continue;
		}
		chain = (struct chain){CHAIN_NONE, 0, false, false};
		if (node_is_empty(e->value))
			finding_add(r->f, RULE_EMPTY_VALUE, e->key->at,
			    "write its sessions, or delete the day", "this day has no sessions");
		else
			items_read(r, day, e->value, &chain);
	}
}
