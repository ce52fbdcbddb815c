/* SPDX-License-Identifier: ISC */
#include "core/rename.h"

#include "core/change_private.h"
#include "core/repeat.h"

#include <stdlib.h>
#include <string.h>

/* ---- sorted both ways ---- */

static int
cmp_now(const void *a, const void *b)
{
	const struct rename *x = a, *y = b;

	return key_cmp(x->event, x->session, y->event, y->session);
}

static int
cmp_old(const void *a, const void *b)
{
	const struct rename *x = *(struct rename *const *)a, *y = *(struct rename *const *)b;

	return key_cmp(x->old_event, x->old_session, y->old_event, y->old_session);
}

static void
add(struct arena *a, struct renames *r, const struct identity_row *old, const char *event,
    const char *session)
{
	struct rename *item = arena_push(a, &r->items, &r->n, sizeof *item);

	*item = (struct rename){.old_event = arena_strdup(a, old->event_id),
	    .old_session = arena_strdup(a, old->session_id),
	    .event = arena_strdup(a, event),
	    .session = arena_strdup(a, session)};
}

static void
sort(struct arena *a, struct renames *r)
{
	r->by_old = arena_array(a, r->n + 1, sizeof *r->by_old);
	if (r->n == 0)
		return;
	qsort(r->items, r->n, sizeof *r->items, cmp_now);
	for (size_t i = 0; i < r->n; i++)
		r->by_old[i] = &r->items[i];
	qsort(r->by_old, r->n, sizeof *r->by_old, cmp_old);
}

const struct rename *
rename_of_now(const struct renames *r, const char *event, const char *session)
{
	struct rename want = {.event = event, .session = session};

	if (r == NULL || r->n == 0)
		return NULL;
	return bsearch(&want, r->items, r->n, sizeof want, cmp_now);
}

const struct rename *
rename_of_old(const struct renames *r, const char *event, const char *session)
{
	struct rename want = {.old_event = event, .old_session = session}, *key = &want, **found;

	if (r == NULL || r->n == 0)
		return NULL;
	found = bsearch(&key, r->by_old, r->n, sizeof *r->by_old, cmp_old);
	return found == NULL ? NULL : *found;
}

/* ---- between revisions ---- */

static int
cmp_uid(const void *a, const void *b)
{
	return strcmp((*(const struct identity_row *const *)a)->uid,
	    (*(const struct identity_row *const *)b)->uid);
}

/* Rows sorted by UID. */
struct by_uid {
	const struct identity_row **rows;
	size_t n;
};

static struct by_uid
sort_by_uid(struct arena *a, const struct identities *ids)
{
	struct by_uid by = {arena_array(a, ids->n + 1, sizeof *by.rows), ids->n};

	for (size_t i = 0; i < ids->n; i++)
		by.rows[i] = &ids->rows[i];
	if (ids->n > 0)
		qsort(by.rows, ids->n, sizeof *by.rows, cmp_uid);
	return by;
}

/* The row with the UID that another has; NULL. */
static const struct identity_row *
find_same(const struct by_uid *by, const struct identity_row *row)
{
	const struct identity_row **found =
	    by->n == 0 ? NULL : bsearch(&row, by->rows, by->n, sizeof *by->rows, cmp_uid);

	return found == NULL ? NULL : *found;
}

struct renames
renames_between(struct arena *a, const struct identities *old, const struct identities *now)
{
	struct by_uid by = sort_by_uid(a, now);
	struct renames r = {0};

	for (size_t i = 0; i < old->n; i++) {
		const struct identity_row *was = &old->rows[i], *is = find_same(&by, was);

		if (is != NULL &&
		    key_cmp(was->event_id, was->session_id, is->event_id, is->session_id) != 0)
			add(a, &r, was, is->event_id, is->session_id);
	}
	sort(a, &r);
	return r;
}

/* ---- by what the sources say ---- */

/* The name that a row will have. */
struct name {
	const char *event, *session;
	bool is_taken; /* by an entry with this name */
};

struct renaming {
	struct arena *arena;
	const struct identities *before;
	const struct site *old, *now; /* what was published last, or NULL */
	struct findings *f;
	struct name *names; /* of each row of `before` */
};

static struct name *
name_of(struct renaming *g, const struct identity_row *row)
{
	return &g->names[row - g->before->rows];
}

/* Whether the sources have an entry by the name that the row will have. */
static bool
is_there(struct renaming *g, const struct identity_row *row)
{
	const struct name *name = name_of(g, row);
	const struct event *ev = site_find_event(g->now, name->event);

	if (ev == NULL || strcmp(name->session, IDENTITY_EVENT) == 0)
		return ev != NULL;
	if (strcmp(name->session, IDENTITY_DEADLINE) == 0)
		return ev->deadline.kind != DEADLINE_NONE;
	return event_find_session(ev, name->session) != NULL;
}

/* The row that had a name, now or before. */
static const struct identity_row *
find_known(const struct identities *ids, const char *event, const char *session)
{
	const struct identity_row *row = identities_find(ids, event, session), *former;

	if (row != NULL || (former = identities_find_former(ids, event, session)) == NULL)
		return row;
	return identities_find_uid(ids, former->uid);
}

/* The row whose name this was, if nothing else has it. */
static const struct identity_row *
find_again(struct renaming *g, const char *event, const char *session)
{
	const struct identity_row *row = find_known(g->before, event, session);

	return row == NULL || is_there(g, row) || name_of(g, row)->is_taken ? NULL : row;
}

/* ---- names that are taken from others ---- */

/* The n-th choice of an id for what loses its own to another. */
static const char *
spare_id(struct arena *a, const char *id, int n)
{
	return n == 1 ? arena_printf(a, "was-%.50s", id) : arena_printf(a, "was-%.50s-%d", id, n);
}

static const char *
spare_event(struct renaming *g, const char *id)
{
	const char *spare;
	int n = 1;

	do
		spare = spare_id(g->arena, id, n++);
	while (find_known(g->before, spare, IDENTITY_EVENT) != NULL ||
	       site_find_event(g->now, spare) != NULL);
	return spare;
}

static const char *
spare_session(struct renaming *g, const char *old_event, const struct event *ev, const char *id)
{
	const char *spare;
	int n = 1;

	do
		spare = spare_id(g->arena, id, n++);
	while (find_known(g->before, old_event, spare) != NULL ||
	       event_find_session(ev, spare) != NULL);
	return spare;
}

/* Makes room for a session's name where a row has it that is not said to be it. */
static void
displace(struct renaming *g, const struct identity_row *row, const struct identity_row *by,
    const struct session *se)
{
	struct name *name = row == NULL || row == by ? NULL : name_of(g, row);

	if (name != NULL && !name->is_taken &&
	    key_cmp(name->event, name->session, se->event->id, se->id) == 0)
		name->session = spare_session(g, row->event_id, se->event, se->id);
}

static void
take_session(struct renaming *g, const struct identity_row *from, const struct session *se,
    const char *old_event)
{
	displace(g, identities_find(g->before, old_event, se->id), from, se);
	displace(g, identities_find(g->before, se->event->id, se->id), from, se);
	*name_of(g, from) = (struct name){se->event->id, se->id, true};
}

/* All that is of the event, be it gone, goes along. What has its name makes room. */
static void
take_event(struct renaming *g, const struct identity_row *from, const struct event *ev)
{
	const struct identity_row *there = identities_find(g->before, ev->id, IDENTITY_EVENT);
	const char *spare = NULL;

	if (there != NULL && there != from && !name_of(g, there)->is_taken)
		spare = spare_event(g, ev->id);
	for (size_t i = 0; i < g->before->n; i++)
		if (strcmp(g->before->rows[i].event_id, from->event_id) == 0)
			g->names[i].event = ev->id;
		else if (spare != NULL && strcmp(g->before->rows[i].event_id, ev->id) == 0)
			g->names[i].event = spare;
	name_of(g, from)->is_taken = true;
}

/* ---- what `was` says ---- */

static bool
was_eq(const struct was *a, const struct was *b)
{
	if (a->id == NULL || b->id == NULL)
		return a->id == b->id;
	return strcmp(a->id, b->id) == 0 &&
	       (a->event == NULL || b->event == NULL ? a->event == b->event
						     : strcmp(a->event, b->event) == 0);
}

/* Whether a `was` is new since the last publication: one that did its work may stay. */
static bool
is_event_new(const struct renaming *g, const struct event *ev)
{
	const struct event *old = g->old == NULL ? NULL : site_find_event(g->old, ev->id);

	return g->old != NULL && ev->was.id != NULL &&
	       (old == NULL || !was_eq(&old->was, &ev->was));
}

static bool
is_session_new(const struct renaming *g, const struct session *se, const char *old_event)
{
	const struct event *ev = g->old == NULL ? NULL : site_find_event(g->old, old_event);
	const struct session *old = ev == NULL ? NULL : event_find_session(ev, se->id);

	return g->old != NULL && se->was.id != NULL &&
	       (old == NULL || !was_eq(&old->was, &se->was));
}

/* The row of an id where a session's `was` looks for it: in its own event the ids are those from
 * before, whatever the event was called. */
static const struct identity_row *
find_was_id(struct renaming *g, const struct session *se, const char *old_event, const char *id)
{
	const char *event = se->was.event;
	const struct identity_row *row;

	if (event == NULL)
		return find_known(g->before, old_event, id);
	row = find_known(g->before, event, id);
	if (row == NULL && strcmp(event, se->event->id) == 0)
		row = find_known(g->before, old_event, id);
	return row;
}

/* The first date of a session that repeats. */
static bool
is_first_time(const struct session *se)
{
	return se->repeat != NULL && date_eq(se->repeat_day, se->repeat->first);
}

/* The row that a session's `was` names. What repeats goes on date by date; what did not repeat goes
 * on as the first time. */
static const struct identity_row *
find_was(struct renaming *g, const struct session *se, const char *old_event)
{
	const struct identity_row *row;

	if (se->repeat == NULL)
		return find_was_id(g, se, old_event, se->was.id);
	row = find_was_id(g, se, old_event, repeat_id(g->arena, se->was.id, se->repeat_day));
	if (row == NULL && is_first_time(se))
		row = find_was_id(g, se, old_event, se->was.id);
	return row;
}

/* What goes on under an id that is said as before, though it repeats now, or does so no more. */
static const struct identity_row *
find_repeated(struct renaming *g, const struct session *se, const char *old_event)
{
	const struct event *old = g->old == NULL ? NULL : site_find_event(g->old, old_event);
	const struct session *was;
	const char *id;

	if (is_first_time(se) && se->repeat->session != NULL)
		return find_again(g, old_event, se->repeat->session->id);
	if (se->repeat != NULL || old == NULL || !date_is_set(se->slot.day))
		return NULL;
	id = repeat_id(g->arena, se->id, se->slot.day);
	was = event_find_session(old, id);
	return was == NULL || was->repeat == NULL ? NULL : find_again(g, old_event, id);
}

/* Whether what has a row's name in the sources says that it was something else. */
static bool
is_given_away(struct renaming *g, const struct identity_row *row)
{
	const struct name *name = name_of(g, row);
	const struct event *ev = site_find_event(g->now, name->event);
	const struct session *se;
	const struct identity_row *was;

	if (ev == NULL || strcmp(name->session, IDENTITY_DEADLINE) == 0)
		return false;
	if (strcmp(name->session, IDENTITY_EVENT) == 0) {
		was =
		    is_event_new(g, ev) ? find_known(g->before, ev->was.id, IDENTITY_EVENT) : NULL;
		return was != NULL && was != row;
	}
	se = event_find_session(ev, name->session);
	if (se == NULL || !is_session_new(g, se, row->event_id))
		return false;
	was = find_was(g, se, row->event_id);
	return was != NULL && was != row;
}

/* What is wrong with a `was` that names this row, or none. Where nothing is known, all is new. */
static bool
is_refused(struct renaming *g, const struct was *was, const struct identity_row *row)
{
	const char *id = finding_quote(
	    g->f, was->event == NULL ? was->id : finding_words(g->f, "%s/%s", was->event, was->id));

	if (row == NULL)
		finding_add(g->f, RULE_BAD_WAS, was->at,
		    "look up the id in 'plenary log' or in the address of its page, or leave "
		    "'was' out",
		    "nothing called '%s' was published", id);
	else if (name_of(g, row)->is_taken)
		finding_add(g->f, RULE_BAD_WAS, was->at,
		    "leave 'was' out in all but one: the others are new ones",
		    "'%s' can go on as one thing only, and another says so too", id);
	else if (is_there(g, row) && !is_given_away(g, row))
		finding_add(g->f, RULE_BAD_WAS, was->at, "leave 'was' out, or remove the other",
		    "what was published as '%s' is still there", id);
	else
		return false;
	return true;
}

static void
find_event(struct renaming *g, const struct event *ev, bool by_was)
{
	const struct identity_row *known = identities_find(g->before, ev->id, IDENTITY_EVENT);
	const struct identity_row *from = NULL;

	if ((ev->was.id != NULL) != by_was || (known != NULL && !is_event_new(g, ev)))
		return;
	if (known == NULL)
		from = find_again(g, ev->id, IDENTITY_EVENT);
	if (from == NULL && by_was) {
		from = find_known(g->before, ev->was.id, IDENTITY_EVENT);
		if ((known != NULL && (from == NULL || from == known)) ||
		    is_refused(g, &ev->was, from))
			return;
	}
	if (from != NULL)
		take_event(g, from, ev);
}

static void
find_session(struct renaming *g, const struct session *se, const char *old_event, bool by_was)
{
	const struct identity_row *known = identities_find(g->before, old_event, se->id);
	const struct identity_row *from = NULL;

	if ((se->was.id != NULL) != by_was || (known != NULL && !is_session_new(g, se, old_event)))
		return;
	if (known == NULL)
		from = find_again(g, old_event, se->id);
	if (known == NULL && from == NULL && strcmp(old_event, se->event->id) != 0)
		from = find_again(g, se->event->id, se->id);
	if (known == NULL && from == NULL && !by_was)
		from = find_repeated(g, se, old_event);
	if (from == NULL && by_was) {
		from = find_was(g, se, old_event);
		if (from == NULL && se->repeat != NULL)
			return; /* told of all its dates, see check_dates */
		if ((known != NULL && (from == NULL || from == known)) ||
		    is_refused(g, &se->was, from))
			return;
	}
	if (from != NULL)
		take_session(g, from, se, old_event);
}

/* What an event that is there now was called. */
static const char *
old_name(struct renaming *g, const struct event *ev)
{
	for (size_t i = 0; i < g->before->n; i++)
		if (strcmp(g->before->rows[i].session_id, IDENTITY_EVENT) == 0 &&
		    strcmp(g->names[i].event, ev->id) == 0)
			return g->before->rows[i].event_id;
	return ev->id;
}

/* ---- names that are not for all ---- */

static bool
is_hidden(const struct site *now, const struct name *name)
{
	const struct event *ev = site_find_event(now, name->event);
	const struct session *se;

	if (ev == NULL || ev->draft || ev->visibility == VISIBILITY_PRIVATE)
		return ev != NULL;
	se = event_find_session(ev, name->session);
	return se != NULL && se->visibility == VISIBILITY_PRIVATE;
}

/* What the event of a row is called now, or was if that is not for all. */
static const char *
event_for_all(struct renaming *g, const struct identity_row *row)
{
	const struct identity_row *ev = identities_find(g->before, row->event_id, IDENTITY_EVENT);

	return ev == NULL || is_hidden(g->now, name_of(g, ev)) ? row->event_id
							       : name_of(g, ev)->event;
}

static void
add_found(struct arena *a, struct renames *r, struct renaming *g, const struct identity_row *row)
{
	const struct name *name = name_of(g, row);

	if (key_cmp(name->event, name->session, row->event_id, row->session_id) == 0)
		return;
	add(a, r, row, name->event, name->session);
	if (!is_hidden(g->now, name))
		return;
	r->items[r->n - 1].kept_event = arena_strdup(a, event_for_all(g, row));
	r->items[r->n - 1].kept_session = arena_strdup(a, row->session_id);
	r->nkept++;
}

/* ---- all ---- */

static void
find_events(struct renaming *g, bool by_was)
{
	for (size_t i = 0; i < g->now->nevents; i++)
		find_event(g, g->now->events[i], by_was);
}

/* Whether a session has the identity of one of before. */
static bool
goes_on(const struct renaming *g, const struct session *se, const char *old_event)
{
	if (identities_find(g->before, old_event, se->id) != NULL)
		return true;
	for (size_t i = 0; i < g->before->n; i++)
		if (g->names[i].is_taken &&
		    key_cmp(g->names[i].event, g->names[i].session, se->event->id, se->id) == 0)
			return true;
	return false;
}

/* Tells of the `was` of a session that repeats, from `first` on, when nothing goes on as any of its
 * dates; returns how many there are. */
static size_t
check_dates(struct renaming *g, const struct event *ev, size_t first, const char *old_event)
{
	const struct session *se = ev->sessions[first];
	bool is_known = false;
	size_t n = 0;

	for (; first + n < ev->nsessions && ev->sessions[first + n]->repeat == se->repeat; n++)
		is_known = is_known || goes_on(g, ev->sessions[first + n], old_event);
	if (!is_known && se->was.id != NULL)
		finding_add(g->f, RULE_BAD_WAS, se->was.at,
		    "look up the id in 'plenary log' or in the address of its page, or leave "
		    "'was' out",
		    "nothing called '%s' was published for any of these dates",
		    finding_quote(g->f, se->was.id));
	return n;
}

static void
find_sessions(struct renaming *g, bool by_was)
{
	for (size_t i = 0; i < g->now->nevents; i++) {
		const struct event *ev = g->now->events[i];
		const char *old = old_name(g, ev);

		for (size_t k = 0; k < ev->nsessions; k++)
			find_session(g, ev->sessions[k], old, by_was);
		for (size_t k = 0; by_was && k < ev->nsessions;)
			k += ev->sessions[k]->repeat == NULL ? 1 : check_dates(g, ev, k, old);
	}
}

static struct renaming
renaming_begin(struct arena *a, const struct identities *before, const struct site *old,
    const struct site *now)
{
	struct renaming g = {.arena = a, .before = before, .old = old, .now = now};

	g.names = arena_array(a, before->n + 1, sizeof *g.names);
	for (size_t i = 0; i < before->n; i++)
		g.names[i] =
		    (struct name){before->rows[i].event_id, before->rows[i].session_id, false};
	return g;
}

static struct renames
renaming_end(struct renaming *g)
{
	struct renames r = {0};

	for (size_t i = 0; i < g->before->n; i++)
		add_found(g->arena, &r, g, &g->before->rows[i]);
	sort(g->arena, &r);
	return r;
}

struct renames
renames_find(struct arena *a, const struct identities *before, const struct site *old,
    const struct site *now, struct findings *f)
{
	struct renaming g = renaming_begin(a, before, old, now);

	g.f = f;
	/* What is said goes before what is found. */
	find_events(&g, true);
	find_events(&g, false);
	find_sessions(&g, true);
	find_sessions(&g, false);
	return renaming_end(&g);
}

/* ---- going back ---- */

struct renames
renames_back(struct arena *a, const struct identities *before, const struct identities *then,
    const struct site *now)
{
	struct renaming g = renaming_begin(a, before, NULL, now);
	struct by_uid by = sort_by_uid(a, before);
	const struct identity_row *was, *row;

	for (size_t i = 0; i < now->nevents; i++) {
		was = identities_find(then, now->events[i]->id, IDENTITY_EVENT);
		row = was == NULL ? NULL : find_same(&by, was);
		if (row != NULL)
			take_event(&g, row, now->events[i]);
	}
	for (size_t i = 0; i < now->nevents; i++) {
		const struct event *ev = now->events[i];
		const char *old_event = old_name(&g, ev);

		for (size_t k = 0; k < ev->nsessions; k++) {
			was = identities_find(then, ev->id, ev->sessions[k]->id);
			row = was == NULL ? NULL : find_same(&by, was);
			if (row != NULL)
				take_session(&g, row, ev->sessions[k], old_event);
		}
	}
	return renaming_end(&g);
}
