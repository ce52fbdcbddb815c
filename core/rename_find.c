/* SPDX-License-Identifier: ISC */
/* What `was` in the sources says, and what has a name again. */
#include "core/rename_private.h"

#include "core/change_private.h"
#include "core/repeat.h"

#include <string.h>

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
		return rename_find_known(g->before, old_event, id);
	row = rename_find_known(g->before, event, id);
	if (row == NULL && strcmp(event, se->event->id) == 0)
		row = rename_find_known(g->before, old_event, id);
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
		return renaming_find_again(g, old_event, se->repeat->session->id);
	if (se->repeat != NULL || old == NULL || !date_is_set(se->slot.day))
		return NULL;
	id = repeat_id(g->arena, se->id, se->slot.day);
	was = event_find_session(old, id);
	return was == NULL || was->repeat == NULL ? NULL : renaming_find_again(g, old_event, id);
}

/* Whether what has a row's name in the sources says that it was something else. */
static bool
is_given_away(struct renaming *g, const struct identity_row *row)
{
	const struct name *name = renaming_name(g, row);
	const struct event *ev = site_find_event(g->now, name->event);
	const struct session *se;
	const struct identity_row *was;

	if (ev == NULL || strcmp(name->session, IDENTITY_DEADLINE) == 0)
		return false;
	if (strcmp(name->session, IDENTITY_EVENT) == 0) {
		was = is_event_new(g, ev) ? rename_find_known(g->before, ev->was.id, IDENTITY_EVENT)
					  : NULL;
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
	else if (renaming_name(g, row)->is_taken)
		finding_add(g->f, RULE_BAD_WAS, was->at,
		    "leave 'was' out in all but one: the others are new ones",
		    "'%s' can go on as one thing only, and another says so too", id);
	else if (renaming_is_there(g, row) && !is_given_away(g, row))
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
		from = renaming_find_again(g, ev->id, IDENTITY_EVENT);
	if (from == NULL && by_was) {
		from = rename_find_known(g->before, ev->was.id, IDENTITY_EVENT);
		if ((known != NULL && (from == NULL || from == known)) ||
		    is_refused(g, &ev->was, from))
			return;
	}
	if (from != NULL)
		renaming_take_event(g, from, ev);
}

static void
find_session(struct renaming *g, const struct session *se, const char *old_event, bool by_was)
{
	const struct identity_row *known = identities_find(g->before, old_event, se->id);
	const struct identity_row *from = NULL;

	if ((se->was.id != NULL) != by_was || (known != NULL && !is_session_new(g, se, old_event)))
		return;
	if (known == NULL)
		from = renaming_find_again(g, old_event, se->id);
	if (known == NULL && from == NULL && strcmp(old_event, se->event->id) != 0)
		from = renaming_find_again(g, se->event->id, se->id);
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
		renaming_take_session(g, from, se, old_event);
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
		const char *old = renaming_old_event(g, ev);

		for (size_t k = 0; k < ev->nsessions; k++)
			find_session(g, ev->sessions[k], old, by_was);
		for (size_t k = 0; by_was && k < ev->nsessions;)
			k += ev->sessions[k]->repeat == NULL ? 1 : check_dates(g, ev, k, old);
	}
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
