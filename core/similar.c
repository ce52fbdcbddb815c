/* SPDX-License-Identifier: ISC */
#include "core/similar.h"

#include "core/repeat.h"

#include <stdlib.h>
#include <string.h>

enum {
	PAIRS_MAX = 200 * 1000, /* of more only those at the same time are compared */
	FOUND_MAX = 500 * 1000, /* pairs alike that are kept; more is no agenda */
	SAME_ID = 6,            /* what the same id is worth to a session that moved */
	EVENTS_ENOUGH = 45
};

/* One that is gone, or one that is new. */
struct one {
	const struct event *event;
	const struct session *session; /* NULL where events are compared */
	struct plain_title title;
	bool is_paired, is_known;
};

struct ones {
	struct one *items;
	size_t n;
};

struct pair {
	size_t old, now;
	int score;
};

struct pairs {
	struct pair *items;
	size_t n;
};

struct search {
	struct arena *arena;
	const struct site *old, *now;
	const struct identities *known;
	const struct renames *renames;
	struct ones gone, new_ones;
	struct pairs pairs;
	struct similars found;
};

static void
add_one(struct search *x, struct ones *to, const struct event *ev, const struct session *se,
    bool is_known)
{
	struct one *one = arena_push(x->arena, &to->items, &to->n, sizeof *one);

	*one = (struct one){.event = ev, .session = se, .is_known = is_known};
	one->title = plain_title(se != NULL ? &se->title : &ev->title);
}

/* ---- what is gone and what is new ---- */

/* What an old entry is called now. */
static struct rename
name_now(const struct search *x, const char *event, const char *session)
{
	const struct rename *re = rename_of_old(x->renames, event, session);

	return re != NULL ? *re
			  : (struct rename){.old_event = event,
				.old_session = session,
				.event = event,
				.session = session};
}

static const struct session *
session_now(const struct search *x, const struct event *ev, const struct session *se)
{
	struct rename re = name_now(x, ev->id, se->id);
	const struct event *now = site_find_event(x->now, re.event);

	return now == NULL ? NULL : event_find_session(now, re.session);
}

static bool
is_event_gone(const struct search *x, const struct event *ev)
{
	return site_find_event(x->now, name_now(x, ev->id, IDENTITY_EVENT).event) == NULL;
}

static bool
is_new(const struct search *x, const char *event, const char *session)
{
	return rename_of_now(x->renames, event, session) == NULL &&
	       identities_find(x->known, event, session) == NULL;
}

/* ---- what repeats ---- */

/* Whether an event has times of what repeats. */
static bool
has_repeat(const struct event *ev, const struct repeat *r)
{
	for (size_t i = 0; ev != NULL && i < ev->nsessions; i++)
		if (repeat_eq(ev->sessions[i]->repeat, r))
			return true;
	return false;
}

/* What repeats is asked about once, and only where all of it is new: of one time it cannot be
 * written what it was. */
static bool
is_asked_once(const struct search *x, const struct event *ev, const struct session *se)
{
	bool is_first = true;

	for (size_t i = 0; i < ev->nsessions; i++) {
		const struct session *other = ev->sessions[i];

		if (!repeat_eq(other->repeat, se->repeat))
			continue;
		if (!is_new(x, ev->id, other->id) || (is_first && other != se))
			return false;
		is_first = false;
	}
	for (size_t i = 0; i < x->old->nevents; i++)
		if (strcmp(name_now(x, x->old->events[i]->id, IDENTITY_EVENT).event, ev->id) == 0 &&
		    has_repeat(x->old->events[i], se->repeat))
			return false;
	return true;
}

/* Whether the answer could be written: a time of what still repeats is nothing else that does. */
static bool
may_go_on(const struct search *x, const struct one *old, const struct one *now)
{
	const struct event *ev;

	if (old->session->repeat == NULL || now->session->repeat == NULL)
		return true;
	ev = site_find_event(x->now, name_now(x, old->event->id, IDENTITY_EVENT).event);
	return !has_repeat(ev, old->session->repeat);
}

/* ---- numbers that shift ---- */

static const char *
first_title(const struct session *se)
{
	return se->title.n == 0 ? "" : se->title.in[0].s;
}

static bool
has_namesake(const struct event *ev, const struct session *se)
{
	for (size_t i = 0; i < ev->nsessions; i++)
		if (ev->sessions[i] != se && !ev->sessions[i]->id_given &&
		    strcmp(first_title(ev->sessions[i]), first_title(se)) == 0)
			return true;
	return false;
}

/* Whether a session has moved whose id is made from a title that another one has or had: then it
 * may be that it did not move, but the number did. Nobody asks for a break by its name. */
static bool
is_doubtful(const struct session *old, const struct session *now)
{
	if (now->id_given || old->id_given || now->type == TYPE_BREAK || now->type == TYPE_SOCIAL ||
	    slot_eq(&old->slot, &now->slot) || strcmp(old->id, now->id) != 0)
		return false;
	return has_namesake(old->event, old) || has_namesake(now->event, now);
}

/* ---- pairing ---- */

static int
cmp_pair(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;

	if (x->score != y->score)
		return y->score - x->score;
	if (x->old != y->old)
		return x->old < y->old ? -1 : 1;
	return x->now < y->now ? -1 : x->now > y->now;
}

static void
add_pair(struct search *x, size_t old, size_t now, int score)
{
	if (x->pairs.n < FOUND_MAX)
		*(struct pair *)arena_push(x->arena, &x->pairs.items, &x->pairs.n,
		    sizeof(struct pair)) = (struct pair){old, now, score};
}

static bool
is_same_id(const struct one *a, const struct one *b)
{
	return strcmp(a->event->id, b->event->id) == 0 &&
	       strcmp(a->session->id, b->session->id) == 0;
}

static void
pair_sessions(struct search *x)
{
	bool many = x->new_ones.n > 0 && x->gone.n > PAIRS_MAX / x->new_ones.n;

	for (size_t i = 0; i < x->gone.n; i++)
		for (size_t k = 0; k < x->new_ones.n; k++) {
			const struct one *a = &x->gone.items[i], *b = &x->new_ones.items[k];
			int score;

			if (!may_go_on(x, a, b))
				continue;
			if (many && (!a->session->slot.has_start || !b->session->slot.has_start ||
					a->session->slot.start != b->session->slot.start))
				continue;
			score = similar_sessions(a->session, &a->title, b->session, &b->title) +
				(is_same_id(a, b) ? SAME_ID : 0);
			if (score >= SIMILAR_ENOUGH)
				add_pair(x, i, k, score);
		}
}

static void
pair_events(struct search *x)
{
	for (size_t i = 0; i < x->gone.n; i++)
		for (size_t k = 0; k < x->new_ones.n; k++) {
			const struct one *a = &x->gone.items[i], *b = &x->new_ones.items[k];
			int score = similar_events(a->event, &a->title, b->event, &b->title);

			if (score >= EVENTS_ENOUGH)
				add_pair(x, i, k, score);
		}
}

static int
cmp_found(const void *a, const void *b)
{
	const struct similar *x = a, *y = b;
	const struct place *p = x->session != NULL ? &x->session->at : &x->event->at;
	const struct place *q = y->session != NULL ? &y->session->at : &y->event->at;

	return place_cmp(p, q);
}

static void
add_found(struct search *x, const struct one *old, const struct one *now)
{
	struct similar *s = arena_push(x->arena, &x->found.items, &x->found.n, sizeof *s);

	*s = (struct similar){.old_event = old->event,
	    .event = now->event,
	    .old_session = old->session,
	    .session = now->session,
	    .is_known = now->is_known};
	if (old->session == NULL) {
		s->old_id = old->event->id;
		return;
	}
	s->old_id = old->session->repeat != NULL && now->session->repeat != NULL
			? old->session->repeat->id
			: old->session->id;
	if (strcmp(name_now(x, old->event->id, IDENTITY_EVENT).event, now->event->id) != 0)
		s->old_id = arena_printf(x->arena, "%s/%s", old->event->id, s->old_id);
}

/* The best pairs first, each thing once. One that is most like what it is by its id is no news. */
static void
take_pairs(struct search *x)
{
	size_t first = x->found.n;

	if (x->pairs.n > 0)
		qsort(x->pairs.items, x->pairs.n, sizeof *x->pairs.items, cmp_pair);
	for (size_t i = 0; i < x->pairs.n; i++) {
		struct one *old = &x->gone.items[x->pairs.items[i].old];
		struct one *now = &x->new_ones.items[x->pairs.items[i].now];

		if (old->is_paired || now->is_paired)
			continue;
		old->is_paired = now->is_paired = true;
		if (old->session == NULL || !is_same_id(old, now))
			add_found(x, old, now);
	}
	if (x->found.n > first)
		qsort(
		    x->found.items + first, x->found.n - first, sizeof *x->found.items, cmp_found);
}

/* ---- the two rounds ---- */

static void
begin_round(struct search *x)
{
	x->gone = x->new_ones = (struct ones){0};
	x->pairs = (struct pairs){0};
}

static void
find_events(struct search *x)
{
	begin_round(x);
	for (size_t i = 0; i < x->old->nevents; i++)
		if (is_event_gone(x, x->old->events[i]))
			add_one(x, &x->gone, x->old->events[i], NULL, false);
	for (size_t i = 0; i < x->now->nevents; i++)
		if (is_new(x, x->now->events[i]->id, IDENTITY_EVENT))
			add_one(x, &x->new_ones, x->now->events[i], NULL, false);
	pair_events(x);
	take_pairs(x);
}

/* Whether the event is asked about as a whole. */
static bool
is_asked(const struct search *x, const struct event *ev)
{
	for (size_t i = 0; i < x->found.n; i++)
		if (x->found.items[i].old_event == ev || x->found.items[i].event == ev)
			return true;
	return false;
}

static void
add_gone_sessions(struct search *x, const struct event *ev)
{
	for (size_t i = 0; i < ev->nsessions; i++) {
		const struct session *old = ev->sessions[i], *now = session_now(x, ev, old);

		if (now == NULL) {
			add_one(x, &x->gone, ev, old, false);
		} else if (is_doubtful(old, now)) {
			add_one(x, &x->gone, ev, old, true);
			add_one(x, &x->new_ones, now->event, now, true);
		}
	}
}

static void
add_new_sessions(struct search *x, const struct event *ev)
{
	for (size_t i = 0; i < ev->nsessions; i++)
		if (ev->sessions[i]->repeat != NULL ? is_asked_once(x, ev, ev->sessions[i])
						    : is_new(x, ev->id, ev->sessions[i]->id))
			add_one(x, &x->new_ones, ev, ev->sessions[i], false);
}

static void
find_sessions(struct search *x)
{
	begin_round(x);
	for (size_t i = 0; i < x->old->nevents; i++)
		if (!is_asked(x, x->old->events[i]))
			add_gone_sessions(x, x->old->events[i]);
	for (size_t i = 0; i < x->now->nevents; i++)
		if (!is_asked(x, x->now->events[i]))
			add_new_sessions(x, x->now->events[i]);
	pair_sessions(x);
	take_pairs(x);
}

struct similars
similar_find(struct arena *a, const struct site *old, const struct site *now,
    const struct identities *known, const struct renames *renames)
{
	struct search x = {.arena = a, .old = old, .now = now, .known = known, .renames = renames};

	find_events(&x);
	find_sessions(&x);
	return x.found;
}
