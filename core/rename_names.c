/* SPDX-License-Identifier: ISC */
/* The names that the rows of before will have. */
#include "core/rename_private.h"

#include "core/change_private.h"

#include <string.h>

struct name *
renaming_name(struct renaming *g, const struct identity_row *row)
{
	return &g->names[row - g->before->rows];
}

bool
renaming_is_there(struct renaming *g, const struct identity_row *row)
{
	const struct name *name = renaming_name(g, row);
	const struct event *ev = site_find_event(g->now, name->event);

	if (ev == NULL || strcmp(name->session, IDENTITY_EVENT) == 0)
		return ev != NULL;
	if (strcmp(name->session, IDENTITY_DEADLINE) == 0)
		return ev->deadline.kind != DEADLINE_NONE;
	return event_find_session(ev, name->session) != NULL;
}

const struct identity_row *
rename_find_known(const struct identities *ids, const char *event, const char *session)
{
	const struct identity_row *row = identities_find(ids, event, session), *former;

	if (row != NULL || (former = identities_find_former(ids, event, session)) == NULL)
		return row;
	return identities_find_uid(ids, former->uid);
}

const struct identity_row *
renaming_find_again(struct renaming *g, const char *event, const char *session)
{
	const struct identity_row *row = rename_find_known(g->before, event, session);

	return row == NULL || renaming_is_there(g, row) || renaming_name(g, row)->is_taken ? NULL
											   : row;
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
	while (rename_find_known(g->before, spare, IDENTITY_EVENT) != NULL ||
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
	while (rename_find_known(g->before, old_event, spare) != NULL ||
	       event_find_session(ev, spare) != NULL);
	return spare;
}

/* Makes room for a session's name where a row has it that is not said to be it. */
static void
displace(struct renaming *g, const struct identity_row *row, const struct identity_row *by,
    const struct session *se)
{
	struct name *name = row == NULL || row == by ? NULL : renaming_name(g, row);

	if (name != NULL && !name->is_taken &&
	    key_cmp(name->event, name->session, se->event->id, se->id) == 0)
		name->session = spare_session(g, row->event_id, se->event, se->id);
}

void
renaming_take_session(struct renaming *g, const struct identity_row *from, const struct session *se,
    const char *old_event)
{
	displace(g, identities_find(g->before, old_event, se->id), from, se);
	displace(g, identities_find(g->before, se->event->id, se->id), from, se);
	*renaming_name(g, from) = (struct name){se->event->id, se->id, true};
}

void
renaming_take_event(struct renaming *g, const struct identity_row *from, const struct event *ev)
{
	const struct identity_row *there = identities_find(g->before, ev->id, IDENTITY_EVENT);
	const char *spare = NULL;

	if (there != NULL && there != from && !renaming_name(g, there)->is_taken)
		spare = spare_event(g, ev->id);
	for (size_t i = 0; i < g->before->n; i++)
		if (strcmp(g->before->rows[i].event_id, from->event_id) == 0)
			g->names[i].event = ev->id;
		else if (spare != NULL && strcmp(g->before->rows[i].event_id, ev->id) == 0)
			g->names[i].event = spare;
	renaming_name(g, from)->is_taken = true;
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

	return ev == NULL || is_hidden(g->now, renaming_name(g, ev)) ? row->event_id
								     : renaming_name(g, ev)->event;
}

static void
add_found(struct arena *a, struct renames *r, struct renaming *g, const struct identity_row *row)
{
	const struct name *name = renaming_name(g, row);

	if (key_cmp(name->event, name->session, row->event_id, row->session_id) == 0)
		return;
	rename_add(a, r, row, name->event, name->session);
	if (!is_hidden(g->now, name))
		return;
	r->items[r->n - 1].kept_event = arena_strdup(a, event_for_all(g, row));
	r->items[r->n - 1].kept_session = arena_strdup(a, row->session_id);
	r->nkept++;
}

/* ---- all rows ---- */

const char *
renaming_old_event(struct renaming *g, const struct event *ev)
{
	for (size_t i = 0; i < g->before->n; i++)
		if (strcmp(g->before->rows[i].session_id, IDENTITY_EVENT) == 0 &&
		    strcmp(g->names[i].event, ev->id) == 0)
			return g->before->rows[i].event_id;
	return ev->id;
}

struct renaming
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

struct renames
renaming_end(struct renaming *g)
{
	struct renames r = {0};

	for (size_t i = 0; i < g->before->n; i++)
		add_found(g->arena, &r, g, &g->before->rows[i]);
	renames_sort(g->arena, &r);
	return r;
}

/* ---- going back ---- */

struct renames
renames_back(struct arena *a, const struct identities *before, const struct identities *then,
    const struct site *now)
{
	struct renaming g = renaming_begin(a, before, NULL, now);
	struct by_uid by = rows_by_uid(a, before);
	const struct identity_row *was, *row;

	for (size_t i = 0; i < now->nevents; i++) {
		was = identities_find(then, now->events[i]->id, IDENTITY_EVENT);
		row = was == NULL ? NULL : rows_find_same(&by, was);
		if (row != NULL)
			renaming_take_event(&g, row, now->events[i]);
	}
	for (size_t i = 0; i < now->nevents; i++) {
		const struct event *ev = now->events[i];
		const char *old_event = renaming_old_event(&g, ev);

		for (size_t k = 0; k < ev->nsessions; k++) {
			was = identities_find(then, ev->id, ev->sessions[k]->id);
			row = was == NULL ? NULL : rows_find_same(&by, was);
			if (row != NULL)
				renaming_take_session(&g, row, ev->sessions[k], old_event);
		}
	}
	return renaming_end(&g);
}
