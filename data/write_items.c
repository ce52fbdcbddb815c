/* SPDX-License-Identifier: ISC */
/* How one day is set down: what follows what, what is beside what, and who must say when it begins.
 * Sessions that overlap make a block. A block becomes a group of what begins together, a group of
 * lists that each keep to a track or a room, or single sessions, whichever says the fewest times.
 * That is planned by times and ids alone and arranged by the order of the model after it, so that
 * what was read again is set down alike. */
#include "data/writer.h"

#include <stdlib.h>
#include <string.h>

enum {
	GROUPS_DEEP = 2, /* groups within groups; YAML_DEPTH_MAX has room for four */
	ASIDE_MAX = 3,   /* long sessions of a block that are set beside the rest */
	ASIDE_OF = 400,  /* sessions of a block that is still searched for such */
	COST_AT = 2,
	COST_NEST = 1
};

struct planner {
	struct arena *a;
	int deep, aside; /* how much of each is left */
};

/* When the next one begins, as the reader knows it. */
struct chain {
	bool known, moved;
	int64_t at;
};

static struct item *
item_new(struct arena *a, enum item_kind kind, int64_t start)
{
	struct item *it = arena_alloc(a, sizeof *it);

	it->kind = kind;
	it->start = start;
	return it;
}

static void
item_add(struct arena *a, struct item *to, struct item *it)
{
	*(struct item **)arena_push(a, &to->items, &to->n, sizeof it) = it;
}

static int64_t
start_of(const struct planned *p)
{
	return p->session->slot.start;
}

static int64_t
end_of(const struct planned *p)
{
	return has_end_to_say(&p->session->slot) ? p->session->slot.end : start_of(p);
}

/* ---- who says when it begins ---- */

static int
resolve_session(struct item *it, struct chain *c, bool together)
{
	const struct slot *slot = &it->planned->session->slot;
	bool has_end = has_end_to_say(slot);

	it->says_at = false;
	if (!slot->has_start)
		return 0;
	it->says_at = it->alone || !c->known || c->at != slot->start || !(together || has_end);
	*c = (struct chain){has_end, true, slot->end};
	return it->says_at ? COST_AT : 0;
}

static int resolve(struct item *it, struct chain *c, bool together);

static int
resolve_list(struct item *list, struct chain *c)
{
	int cost = 0;
	size_t i;

	for (i = 0; i < list->n; i++)
		cost += resolve(list->items[i], c, false);
	return cost;
}

static int
resolve_group(struct item *it, struct chain *c)
{
	struct chain all = {false, false, 0}, one;
	int cost = COST_NEST;
	size_t i;

	it->says_at = !c->known || c->at != it->start;
	for (i = 0; i < it->n; i++) {
		one = (struct chain){true, false, it->start};
		cost += resolve(it->items[i], &one, true);
		if (!all.moved || (all.known && (!one.known || one.at > all.at)))
			all = one;
	}
	*c = all;
	return cost + (it->says_at ? COST_AT : 0);
}

/* Sets who says when it begins, going through items as the reader will. Returns what that costs. */
static int
resolve(struct item *it, struct chain *c, bool together)
{
	switch (it->kind) {
	case ITEM_SESSION: return resolve_session(it, c, together);
	case ITEM_GROUP: return resolve_group(it, c);
	default: return COST_NEST + resolve_list(it, c);
	}
}

static int
cost_of(struct item *list)
{
	struct chain c = {false, false, 0};

	return resolve_list(list, &c);
}

/* ---- what is beside what ---- */

static void plan(struct planner *pl, struct planned **se, size_t n, struct item *into);

static struct item *
session_item(struct planner *pl, struct planned *p)
{
	struct item *it = item_new(pl->a, ITEM_SESSION, start_of(p));

	it->planned = p;
	return it;
}

/* What a session keeps to: its first track or room; NULL if it has none. */
static const void *
strand_of(const struct planned *p, bool by_track)
{
	const struct session *se = p->session;

	if (by_track)
		return se->ntracks > 0 ? se->tracks[0] : NULL;
	return se->nrooms > 0 ? se->rooms[0] : NULL;
}

/* Takes the sessions of the first one's strand out of `se`, in their order; how many they are. */
static size_t
take_strand(struct planned **se, size_t *n, bool by_track, struct planned **out)
{
	const void *strand = strand_of(se[0], by_track);
	size_t i, kept = 0, taken = 0;

	for (i = 0; i < *n; i++) {
		if (i == 0 || (strand != NULL && strand_of(se[i], by_track) == strand))
			out[taken++] = se[i];
		else
			se[kept++] = se[i];
	}
	*n = kept;
	return taken;
}

/* A group of lists that each keep to a track or room; NULL if that parts nothing. */
static struct item *
plan_strands(struct planner *pl, struct planned **se, size_t n, bool by_track)
{
	struct planner inner = {pl->a, pl->deep - 1, pl->aside};
	struct planned **rest = arena_array(pl->a, n, sizeof *rest),
		       **strand = arena_array(pl->a, n, sizeof *strand);
	struct item *list = item_new(pl->a, ITEM_LIST, start_of(se[0]));
	struct item *group = item_new(pl->a, ITEM_GROUP, start_of(se[0])), *branch;
	size_t left = n, k, i;

	if (pl->deep == 0)
		return NULL;
	for (i = 0; i < n; i++)
		rest[i] = se[i];
	while (left > 0) {
		k = take_strand(rest, &left, by_track, strand);
		if (k == n)
			return NULL;
		branch = item_new(pl->a, ITEM_LIST, start_of(strand[0]));
		plan(&inner, strand, k, branch);
		item_add(pl->a, group, branch->n == 1 ? branch->items[0] : branch);
	}
	item_add(pl->a, list, group);
	return group->n == n ? NULL : list;
}

static struct item *
plan_flat(struct planner *pl, struct planned **se, size_t n)
{
	struct item *list = item_new(pl->a, ITEM_LIST, start_of(se[0]));
	size_t i;

	for (i = 0; i < n; i++) {
		item_add(pl->a, list, session_item(pl, se[i]));
		list->items[i]->alone = true;
	}
	return list;
}

/* The longest session stands alone, with the rest below it as if it were not there. */
static struct item *
plan_aside(struct planner *pl, struct planned **se, size_t n)
{
	struct planner inner = {pl->a, pl->deep, pl->aside - 1};
	struct planned **rest = arena_array(pl->a, n, sizeof *rest);
	struct item *list, *others;
	size_t longest = 0, i, k = 0;
	bool is_put = false;

	if (pl->aside == 0 || n < 3 || n > ASIDE_OF)
		return NULL;
	for (i = 1; i < n; i++)
		if (end_of(se[i]) - start_of(se[i]) > end_of(se[longest]) - start_of(se[longest]))
			longest = i;
	for (i = 0; i < n; i++)
		if (i != longest)
			rest[k++] = se[i];
	list = item_new(pl->a, ITEM_LIST, start_of(se[0]));
	others = item_new(pl->a, ITEM_LIST, start_of(rest[0]));
	plan(&inner, rest, k, others);
	for (i = 0; i < others->n; i++) {
		if (!is_put && others->items[i]->start >= start_of(se[longest])) {
			item_add(pl->a, list, session_item(pl, se[longest]));
			is_put = true;
		}
		item_add(pl->a, list, others->items[i]);
	}
	if (!is_put)
		item_add(pl->a, list, session_item(pl, se[longest]));
	return list;
}

/* The cheapest way for a block whose sessions do not all begin together. */
static struct item *
plan_block(struct planner *pl, struct planned **se, size_t n)
{
	struct item *best = plan_flat(pl, se, n), *other[3];
	int cost = cost_of(best), its;
	size_t i;

	other[0] = plan_strands(pl, se, n, true);
	other[1] = plan_strands(pl, se, n, false);
	other[2] = plan_aside(pl, se, n);
	for (i = 0; i < 3; i++) {
		if (other[i] == NULL || (its = cost_of(other[i])) >= cost)
			continue;
		best = other[i];
		cost = its;
	}
	return best;
}

static struct item *
plan_together(struct planner *pl, struct planned **se, size_t n)
{
	struct item *list = item_new(pl->a, ITEM_LIST, start_of(se[0]));
	struct item *group = item_new(pl->a, ITEM_GROUP, start_of(se[0]));
	size_t i;

	for (i = 0; i < n; i++)
		item_add(pl->a, group, session_item(pl, se[i]));
	item_add(pl->a, list, n == 1 ? group->items[0] : group);
	return list;
}

/* How many sessions from the first on overlap; `*together` if they all begin with it. */
static size_t
block_size(struct planned **se, size_t n, bool *together)
{
	int64_t end = end_of(se[0]);
	size_t i;

	*together = true;
	for (i = 1; i < n && (start_of(se[i]) < end || start_of(se[i]) == start_of(se[0])); i++) {
		*together = *together && start_of(se[i]) == start_of(se[0]);
		end = end_of(se[i]) > end ? end_of(se[i]) : end;
	}
	return i;
}

/* Sessions with a time, in the order of time. */
static void
plan(struct planner *pl, struct planned **se, size_t n, struct item *into)
{
	struct item *list;
	bool together;
	size_t at, k, i;

	for (at = 0; at < n; at += k) {
		k = block_size(se + at, n - at, &together);
		list = together ? plan_together(pl, se + at, k) : plan_block(pl, se + at, k);
		for (i = 0; i < list->n; i++)
			item_add(pl->a, into, list->items[i]);
	}
}

/* ---- order ---- */

static int
plan_cmp(const void *pa, const void *pb)
{
	const struct planned *a = *(struct planned *const *)pa, *b = *(struct planned *const *)pb;

	const char *ia = a->session->id, *ib = b->session->id;
	int c = strcmp(ia != NULL ? ia : "", ib != NULL ? ib : "");

	if (start_of(a) != start_of(b))
		return start_of(a) < start_of(b) ? -1 : 1;
	return c != 0 ? c : a->order < b->order ? -1 : 1;
}

static size_t
order_of(const struct item *it)
{
	while (it->kind != ITEM_SESSION)
		it = it->items[0];
	return it->planned->order;
}

static int
item_cmp(const void *pa, const void *pb)
{
	const struct item *a = *(struct item *const *)pa, *b = *(struct item *const *)pb;

	if (a->start != b->start)
		return a->start < b->start ? -1 : 1;
	return order_of(a) < order_of(b) ? -1 : 1;
}

/* What begins at the same time stands in the order of the model. */
static void
arrange(struct item *it)
{
	size_t i;

	for (i = 0; i < it->n; i++)
		arrange(it->items[i]);
	if (it->n > 1)
		qsort(it->items, it->n, sizeof(struct item *), item_cmp);
}

struct item *
items_plan(struct arena *a, struct planned **sessions, size_t n)
{
	struct planner pl = {a, GROUPS_DEEP, ASIDE_MAX};
	struct planned **timed = arena_array(a, n, sizeof *timed);
	struct item *day = item_new(a, ITEM_LIST, 0), *rest = item_new(a, ITEM_LIST, 0);
	size_t i, k = 0;

	for (i = 0; i < n; i++) {
		if (sessions[i]->session->slot.has_start)
			timed[k++] = sessions[i];
		else
			item_add(a, day, session_item(&pl, sessions[i]));
	}
	if (k > 0)
		qsort(timed, k, sizeof *timed, plan_cmp);
	plan(&pl, timed, k, rest);
	arrange(rest);
	for (i = 0; i < rest->n; i++)
		item_add(a, day, rest->items[i]);
	cost_of(day);
	return day;
}

struct item *
items_plain(struct arena *a, struct planned **sessions, size_t n)
{
	struct planner pl = {a, 0, 0};
	struct item *list = item_new(a, ITEM_LIST, 0);
	size_t i;

	for (i = 0; i < n; i++)
		item_add(a, list, session_item(&pl, sessions[i]));
	return list;
}
