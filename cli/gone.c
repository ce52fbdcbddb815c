/* SPDX-License-Identifier: ISC */
#include "cli/gone.h"

#include "cli/load.h"
#include "core/public.h"
#include "core/repeat.h"

#include <string.h>

/* An earlier revision as it was public, with the names that its entries had. */
struct past {
	struct site *site;
	struct identities ids;
};

struct pasts {
	struct site *of; /* keeps them */
	struct store *store;
	struct tzdb *db;
	const struct identities *ids; /* of the site */
	struct past *items;
	size_t n;
};

/* Each is read once; NULL and why. */
static const struct past *
past_revision(struct pasts *ps, int number, struct err *e)
{
	struct arena *a = ps->of->arena;
	struct past past = {NULL, {0}};
	struct site **kept;

	for (size_t i = 0; i < ps->n; i++)
		if (ps->items[i].site->revision == number)
			return &ps->items[i];
	if (store_identities(ps->store, number, a, &past.ids, e) != 0 ||
	    revision_read(&past.site, ps->store, number, ps->db, e) != 0)
		return NULL;
	public_view(past.site);
	kept = arena_push(a, &ps->of->kept, &ps->of->nkept, sizeof(struct site *));
	*kept = past.site;
	*(struct past *)arena_push(a, &ps->items, &ps->n, sizeof past) = past;
	return &ps->items[ps->n - 1];
}

/* What an entry was called then. */
static const struct identity_row *
name_then(const struct past *past, const struct identity_row *row)
{
	const struct identity_row *then =
	    identities_find(&past->ids, row->event_id, row->session_id);

	if (then != NULL && strcmp(then->uid, row->uid) == 0)
		return then;
	return identities_find_uid(&past->ids, row->uid);
}

bool
is_long_gone(const struct site *s, struct date last)
{
	struct date today = date_from_seconds(s->moment, NULL);

	return date_is_set(last) && date_cmp(date_add(last, GONE_DAYS), today) < 0;
}

/* The last day of the event that an entry is of: one may lose its dates, or go. */
static struct date
last_day(const struct pasts *ps, const struct identity_row *row)
{
	const struct event *ev = site_find_event(ps->of, row->event_id);
	struct date last = ev == NULL ? (struct date){0} : event_last_day(ev);

	if (!date_is_set(last)) {
		row = identities_find(ps->ids, row->event_id, IDENTITY_EVENT);
		last = row == NULL ? last : row->event_last;
	}
	return last;
}

static void
add_event(struct site *s, const struct event *old, const struct identity_row *row)
{
	struct event *ev = arena_alloc(s->arena, sizeof *ev), **slot;

	*ev = *old;
	ev->id = row->event_id;
	if (row->withdrawn)
		event_strip(ev);
	ev->series = ev->series != NULL ? site_find_series(s, ev->series->id) : NULL;
	ev->people = NULL;
	ev->npeople = 0;
	ev->organisations = NULL;
	ev->norganisations = 0;
	ev->sessions = NULL;
	ev->nsessions = 0;
	ev->deadline = (struct deadline){0};
	slot = arena_push(s->arena, &s->events, &s->nevents, sizeof *slot);
	*slot = ev;
}

/* The rooms and tracks of today's event that a gone session had; those that are gone too are left
 * out, for nothing may lead to a page that is not there. */
static void
relink_places(struct session *se, const struct session *old, struct event *ev, struct arena *a)
{
	struct room *ro, **room;
	struct track *tr, **track;

	for (size_t i = 0; i < old->nrooms; i++) {
		ro = event_find_room(ev, old->rooms[i]->id);
		if (ro == NULL)
			continue;
		room = arena_push(a, &se->rooms, &se->nrooms, sizeof *room);
		*room = ro;
	}
	for (size_t i = 0; i < old->ntracks; i++) {
		tr = event_find_track(ev, old->tracks[i]->id);
		if (tr == NULL)
			continue;
		track = arena_push(a, &se->tracks, &se->ntracks, sizeof *track);
		*track = tr;
	}
}

static void
relink_people(struct session *se, const struct session *old, struct site *s)
{
	struct appearance *ap;
	struct person *pe;

	for (size_t i = 0; i < old->npeople; i++) {
		pe = site_find_person(s, old->people[i].person->id);
		if (pe == NULL)
			continue;
		ap = arena_push(s->arena, &se->people, &se->npeople, sizeof *ap);
		*ap = old->people[i];
		ap->person = pe;
	}
}

/* Whether any place of an event, on the earth or on the net, is not for all now, and may have been
 * then. */
static bool
has_hidden_place(const struct event *ev, const struct event *then)
{
	bool is_join_hidden =
	    ev->join_is_hidden || (ev->join != NULL && ev->join_visibility != VISIBILITY_PUBLIC);
	bool found =
	    ev->venue.visibility != VISIBILITY_PUBLIC || (then->join != NULL && is_join_hidden);

	for (size_t i = 0; i < ev->nvenues; i++)
		found = found || ev->venues[i].visibility != VISIBILITY_PUBLIC;
	for (size_t i = 0; i < ev->nrooms; i++)
		found = found || ev->rooms[i].visibility != VISIBILITY_PUBLIC;
	return found;
}

/* What repeats in today's event as the gone session did; NULL. */
static struct repeat *
same_repeat(const struct event *ev, const struct repeat *old)
{
	for (size_t i = 0; old != NULL && i < ev->nsessions; i++)
		if (repeat_eq(ev->sessions[i]->repeat, old))
			return ev->sessions[i]->repeat;
	return NULL;
}

static void
add_session(
    struct site *s, struct event *ev, const struct session *old, const struct identity_row *row)
{
	struct session *se = arena_alloc(s->arena, sizeof *se), **slot;

	*se = *old;
	se->id = row->session_id;
	se->rooms = NULL;
	se->tracks = NULL;
	se->people = NULL;
	se->organisations = NULL;
	se->nrooms = se->ntracks = se->npeople = se->norganisations = 0;
	if (row->withdrawn) {
		session_strip(se);
	} else {
		relink_places(se, old, ev, s->arena);
		relink_people(se, old, s);
		se->as_seen = has_hidden_place(ev, old->event) ? NULL : old;
	}
	se->repeat = same_repeat(ev, se->repeat);
	se->event = ev;
	slot = arena_push(s->arena, &ev->sessions, &ev->nsessions, sizeof *slot);
	*slot = se;
}

/* Adds what one row is about, which was called `then`. */
static void
add_row(struct site *s, const struct event *old_ev, const struct identity_row *row,
    const struct identity_row *then)
{
	struct event *ev = site_find_event(s, row->event_id);
	const struct session *old;

	if (strcmp(row->session_id, IDENTITY_EVENT) == 0) {
		if (ev == NULL)
			add_event(s, old_ev, row);
		return;
	}
	if (ev == NULL)
		return;
	if (strcmp(row->session_id, IDENTITY_DEADLINE) == 0) {
		if (ev->deadline.kind == DEADLINE_NONE)
			ev->deadline = old_ev->deadline;
		return;
	}
	old = event_find_session(old_ev, then->session_id);
	if (old != NULL && event_find_session(ev, row->session_id) == NULL)
		add_session(s, ev, old, row);
}

static int
load_row(struct pasts *ps, const struct identity_row *row, struct err *e)
{
	struct date last = last_day(ps, row);
	const struct identity_row *then;
	const struct event *old_ev;
	const struct past *past;

	if (is_long_gone(ps->of, last))
		return 0;
	past = past_revision(ps, row->seen_revision, e);
	if (past == NULL)
		return -1;
	then = name_then(past, row);
	old_ev = then == NULL ? NULL : site_find_event(past->site, then->event_id);
	if (old_ev == NULL)
		return 0;
	/* A format of before did not keep the last day. */
	if (!date_is_set(last))
		last = event_last_day(old_ev);
	if (date_is_set(last) && !is_long_gone(ps->of, last))
		add_row(ps->of, old_ev, row, then);
	return 0;
}

int
gone_load(
    struct site *s, struct store *st, const struct identities *ids, struct tzdb *db, struct err *e)
{
	struct pasts ps = {.of = s, .store = st, .db = db, .ids = ids};

	/* Rows are sorted, so that an event comes before its sessions. */
	for (size_t i = 0; i < ids->n; i++)
		if (ids->rows[i].gone && load_row(&ps, &ids->rows[i], e) != 0)
			return -1;
	return 0;
}
