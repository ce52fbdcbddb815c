/* SPDX-License-Identifier: ISC */
#include "core/rename.h"

#include "core/change_private.h"

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

struct renames
renames_between(struct arena *a, const struct identities *old, const struct identities *now)
{
	const struct identity_row **by_uid = arena_array(a, now->n + 1, sizeof *by_uid);
	struct renames r = {0};

	for (size_t i = 0; i < now->n; i++)
		by_uid[i] = &now->rows[i];
	if (now->n > 0)
		qsort(by_uid, now->n, sizeof *by_uid, cmp_uid);
	for (size_t i = 0; i < old->n && now->n > 0; i++) {
		const struct identity_row *was = &old->rows[i], **is;

		is = bsearch(&was, by_uid, now->n, sizeof *by_uid, cmp_uid);
		if (is != NULL && key_cmp(was->event_id, was->session_id, (*is)->event_id,
				      (*is)->session_id) != 0)
			add(a, &r, was, (*is)->event_id, (*is)->session_id);
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
	const struct identities *before;
	const struct site *now;
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
	else if (is_there(g, row))
		finding_add(g->f, RULE_BAD_WAS, was->at, "leave 'was' out, or remove the other",
		    "what was published as '%s' is still there", id);
	else
		return false;
	return true;
}

/* All that is of the event, be it gone, goes along. */
static void
rename_event(struct renaming *g, const struct identity_row *from, const struct event *ev)
{
	for (size_t i = 0; i < g->before->n; i++)
		if (strcmp(g->before->rows[i].event_id, from->event_id) == 0)
			g->names[i].event = ev->id;
	name_of(g, from)->is_taken = true;
}

static void
find_event(struct renaming *g, const struct event *ev, bool by_was)
{
	const struct identity_row *from;

	if ((ev->was.id != NULL) != by_was ||
	    identities_find(g->before, ev->id, IDENTITY_EVENT) != NULL)
		return;
	from = find_again(g, ev->id, IDENTITY_EVENT);
	if (from == NULL && by_was) {
		from = find_known(g->before, ev->was.id, IDENTITY_EVENT);
		if (is_refused(g, &ev->was, from))
			return;
	}
	if (from != NULL)
		rename_event(g, from, ev);
}

/* The row that a session's `was` names: in its own event the ids are those from before, whatever
 * the event was called. */
static const struct identity_row *
find_was(struct renaming *g, const struct session *se, const char *old_event)
{
	const char *event = se->was.event;
	const struct identity_row *row;

	if (event == NULL)
		return find_known(g->before, old_event, se->was.id);
	row = find_known(g->before, event, se->was.id);
	if (row == NULL && strcmp(event, se->event->id) == 0)
		row = find_known(g->before, old_event, se->was.id);
	return row;
}

static void
find_session(struct renaming *g, const struct session *se, const char *old_event, bool by_was)
{
	const struct identity_row *from;

	if ((se->was.id != NULL) != by_was || identities_find(g->before, old_event, se->id) != NULL)
		return;
	from = find_again(g, old_event, se->id);
	if (from == NULL && strcmp(old_event, se->event->id) != 0)
		from = find_again(g, se->event->id, se->id);
	if (from == NULL && by_was) {
		from = find_was(g, se, old_event);
		if (is_refused(g, &se->was, from))
			return;
	}
	if (from == NULL)
		return;
	*name_of(g, from) = (struct name){se->event->id, se->id, true};
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

	if (name->event == row->event_id && name->session == row->session_id)
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

static void
find_sessions(struct renaming *g, bool by_was)
{
	for (size_t i = 0; i < g->now->nevents; i++) {
		const struct event *ev = g->now->events[i];
		const char *old = old_name(g, ev);

		for (size_t k = 0; k < ev->nsessions; k++)
			find_session(g, ev->sessions[k], old, by_was);
	}
}

struct renames
renames_find(
    struct arena *a, const struct identities *before, const struct site *now, struct findings *f)
{
	struct renaming g = {before, now, f, arena_array(a, before->n + 1, sizeof *g.names)};
	struct renames r = {0};

	if (before->n == 0)
		return r;
	for (size_t i = 0; i < before->n; i++)
		g.names[i] =
		    (struct name){before->rows[i].event_id, before->rows[i].session_id, false};
	/* What is said goes before what is found. */
	find_events(&g, true);
	find_events(&g, false);
	find_sessions(&g, true);
	find_sessions(&g, false);
	for (size_t i = 0; i < before->n; i++)
		add_found(a, &r, &g, &before->rows[i]);
	sort(a, &r);
	return r;
}
