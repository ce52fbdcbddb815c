/* SPDX-License-Identifier: ISC */
#include "cli/gone.h"

#include "cli/load.h"
#include "core/public.h"

#include <string.h>

/* The revision `number` as it was public, read once and kept with the site. */
static struct site *
kept_revision(struct site *s, struct store *st, int number, struct tzdb *db, struct err *e)
{
	struct site *old, **slot;

	for (size_t i = 0; i < s->nkept; i++)
		if (s->kept[i]->revision == number)
			return s->kept[i];
	if (revision_read(&old, st, number, db, e) != 0)
		return NULL;
	public_view(old);
	slot = arena_push(s->arena, &s->kept, &s->nkept, sizeof *slot);
	*slot = old;
	return old;
}

static bool
is_long_over(const struct site *s, const struct event *ev)
{
	struct date last = event_last_day(ev);
	struct date today = date_from_seconds(s->moment, NULL);

	return !date_is_set(last) || date_cmp(date_add(last, GONE_DAYS), today) < 0;
}

/* Whether an event can tell how long to show what is gone of it: one may lose its dates. */
static bool
has_days(const struct event *ev)
{
	return ev != NULL && date_is_set(event_last_day(ev));
}

static struct event *
add_event(struct site *s, const struct event *old, bool withdrawn)
{
	struct event *ev = arena_alloc(s->arena, sizeof *ev), **slot;

	*ev = *old;
	if (withdrawn)
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
	return ev;
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

static void
add_session(struct site *s, struct event *ev, const struct session *old, bool withdrawn)
{
	struct session *se = arena_alloc(s->arena, sizeof *se), **slot;

	*se = *old;
	se->rooms = NULL;
	se->tracks = NULL;
	se->people = NULL;
	se->organisations = NULL;
	se->nrooms = se->ntracks = se->npeople = se->norganisations = 0;
	if (withdrawn) {
		session_strip(se);
	} else {
		relink_places(se, old, ev, s->arena);
		relink_people(se, old, s);
	}
	se->event = ev;
	slot = arena_push(s->arena, &ev->sessions, &ev->nsessions, sizeof *slot);
	*slot = se;
}

/* Adds what one row is about. `ev` is its event in `s`, or NULL. */
static void
add_row(
    struct site *s, struct event *ev, const struct event *old_ev, const struct identity_row *row)
{
	const struct session *old;

	if (strcmp(row->session_id, IDENTITY_EVENT) == 0) {
		if (ev == NULL)
			add_event(s, old_ev, row->withdrawn);
		return;
	}
	if (ev == NULL)
		return;
	if (strcmp(row->session_id, IDENTITY_DEADLINE) == 0) {
		if (ev->deadline.kind == DEADLINE_NONE)
			ev->deadline = old_ev->deadline;
		return;
	}
	old = event_find_session(old_ev, row->session_id);
	if (old != NULL && event_find_session(ev, row->session_id) == NULL)
		add_session(s, ev, old, row->withdrawn);
}

int
gone_load(
    struct site *s, struct store *st, const struct identities *ids, struct tzdb *db, struct err *e)
{
	const struct identity_row *row;
	struct event *ev, *old_ev;
	struct site *old;

	/* Rows are sorted, so that an event comes before its sessions. */
	for (size_t i = 0; i < ids->n; i++) {
		row = &ids->rows[i];
		if (!row->gone)
			continue;
		ev = site_find_event(s, row->event_id);
		if (has_days(ev) && is_long_over(s, ev))
			continue;
		old = kept_revision(s, st, row->seen_revision, db, e);
		if (old == NULL)
			return -1;
		old_ev = site_find_event(old, row->event_id);
		if (old_ev == NULL || (!has_days(ev) && is_long_over(s, old_ev)))
			continue;
		add_row(s, ev, old_ev, row);
	}
	return 0;
}
