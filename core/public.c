/* SPDX-License-Identifier: ISC */
#include "core/public.h"

#include <stdlib.h>
#include <string.h>

/* Empties what is left over at the end of an array that was `had` long and is `n` long. */
static void
wipe(void *items, size_t n, size_t had, size_t size)
{
	if (had > n)
		memset((char *)items + n * size, 0, (had - n) * size);
}

static bool
is_withheld(const struct event *ev)
{
	return ev->draft || ev->visibility == VISIBILITY_PRIVATE;
}

/* ---- parts of events and sessions ---- */

static void
hide_links(struct link *links, size_t *nlinks)
{
	size_t n = 0;

	for (size_t i = 0; i < *nlinks; i++)
		if (links[i].visibility != VISIBILITY_PRIVATE)
			links[n++] = links[i];
	wipe(links, n, *nlinks, sizeof *links);
	*nlinks = n;
}

static void
hide_join(const char **join, enum visibility v, bool *is_hidden)
{
	if (*join == NULL || v != VISIBILITY_PRIVATE)
		return;
	*join = NULL;
	*is_hidden = true;
}

/* Private now; in an earlier revision, of which a session that is gone may come, they need not
 * have been. */
static bool
is_private(const struct site *s, const struct person *pe)
{
	const struct person *now = site_find_person(s, pe->id);

	return pe->visibility == VISIBILITY_PRIVATE ||
	       (now != NULL && now->visibility == VISIBILITY_PRIVATE);
}

static void
hide_appearances(const struct site *s, struct session *se)
{
	size_t n = 0;

	for (size_t i = 0; i < se->npeople; i++)
		if (!is_private(s, se->people[i].person))
			se->people[n++] = se->people[i];
	wipe(se->people, n, se->npeople, sizeof *se->people);
	se->npeople = n;
}

/* Whether someone is on sessions of the event, and all of them private. */
static bool
is_there_in_private(const struct event *ev, const struct person *pe)
{
	bool private = false;

	for (size_t i = 0; i < ev->nsessions; i++) {
		if (!session_has_person(ev->sessions[i], pe))
			continue;
		if (ev->sessions[i]->visibility != VISIBILITY_PRIVATE)
			return false;
		private = true;
	}
	return private;
}

/* While the private sessions are still there. */
static void
hide_attendees(const struct site *s, struct event *ev)
{
	size_t n = 0;

	for (size_t i = 0; i < ev->npeople; i++)
		if (!is_private(s, ev->people[i].person) &&
		    !is_there_in_private(ev, ev->people[i].person))
			ev->people[n++] = ev->people[i];
	wipe(ev->people, n, ev->npeople, sizeof *ev->people);
	ev->npeople = n;
}

static void
hide_venue(struct venue *v)
{
	if (v->visibility == VISIBILITY_PRIVATE)
		*v = (struct venue){
		    .id = v->id, .name = v->name, .visibility = v->visibility, .at = v->at};
}

void
session_strip(struct session *se)
{
	*se = (struct session){.id = se->id,
	    .id_given = se->id_given,
	    .type = TYPE_OTHER,
	    .status = STATUS_CANCELLED,
	    .visibility = se->visibility,
	    .slot = se->slot,
	    .capacity = -1,
	    .identity = se->identity,
	    .event = se->event,
	    .at = se->at};
}

void
event_strip(struct event *ev)
{
	*ev = (struct event){.id = ev->id,
	    .kind = ev->kind,
	    .status = STATUS_CANCELLED,
	    .visibility = ev->visibility,
	    .zone = ev->zone,
	    .dates = ev->dates,
	    .slot = ev->slot,
	    .is_repeated = ev->is_repeated,
	    .deadline = ev->deadline,
	    .capacity = -1,
	    .sessions = ev->sessions,
	    .nsessions = ev->nsessions,
	    .identity = ev->identity,
	    .file = ev->file,
	    .files = ev->files,
	    .nfiles = ev->nfiles,
	    .at = ev->at};
}

/* ---- sessions and events ---- */

static void
hide_in_session(const struct site *s, struct session *se)
{
	if (se->identity.withdrawn || se->event->identity.withdrawn)
		session_strip(se);
	hide_links(se->links, &se->nlinks);
	hide_join(&se->join, se->join_visibility, &se->join_is_hidden);
	hide_appearances(s, se);
}

static void
hide_in_event(const struct site *s, struct event *ev)
{
	size_t n = 0;

	if (ev->identity.withdrawn)
		event_strip(ev);
	hide_venue(&ev->venue);
	for (size_t i = 0; i < ev->nvenues; i++)
		hide_venue(&ev->venues[i]);
	hide_links(ev->links, &ev->nlinks);
	hide_join(&ev->join, ev->join_visibility, &ev->join_is_hidden);
	hide_attendees(s, ev);
	for (size_t i = 0; i < ev->nrooms; i++)
		if (ev->rooms[i].visibility == VISIBILITY_PRIVATE)
			ev->rooms[i].url = NULL;
	for (size_t i = 0; i < ev->nsessions; i++) {
		if (ev->sessions[i]->visibility == VISIBILITY_PRIVATE)
			continue;
		hide_in_session(s, ev->sessions[i]);
		if (ev->sessions[i]->repeat != NULL)
			ev->sessions[i]->repeat->session = NULL;
		ev->sessions[n++] = ev->sessions[i];
	}
	wipe(ev->sessions, n, ev->nsessions, sizeof *ev->sessions);
	ev->nsessions = n;
}

/* ---- people ---- */

/* People whom something names, each as often as it does; sorted once all are in. */
struct named {
	struct arena *arena;
	const struct person **people;
	size_t n;
};

static void
add_named(struct named *na, const struct person *pe)
{
	*(const struct person **)arena_push(na->arena, &na->people, &na->n, sizeof pe) = pe;
}

static void
add_named_by_session(struct named *na, const struct session *se)
{
	for (size_t i = 0; i < se->npeople; i++)
		add_named(na, se->people[i].person);
}

static void
add_named_by_event(struct named *na, const struct event *ev)
{
	for (size_t i = 0; i < ev->npeople; i++)
		add_named(na, ev->people[i].person);
	for (size_t i = 0; i < ev->nsessions; i++)
		add_named_by_session(na, ev->sessions[i]);
}

static int
cmp_named(const void *a, const void *b)
{
	return strcmp(
	    (*(const struct person *const *)a)->id, (*(const struct person *const *)b)->id);
}

static void
sort_named(struct named *na)
{
	if (na->n > 0)
		qsort(na->people, na->n, sizeof(const struct person *), cmp_named);
}

static bool
is_named(const struct named *na, const struct person *pe)
{
	return na->n > 0 &&
	       bsearch(&pe, na->people, na->n, sizeof(const struct person *), cmp_named) != NULL;
}

/* Whom the events name that may be seen; after what is private in them was taken out. */
static struct named
named_in_public(const struct site *s)
{
	struct named na = {.arena = s->arena};

	for (size_t i = 0; i < s->nevents; i++)
		if (!is_withheld(s->events[i]))
			add_named_by_event(&na, s->events[i]);
	sort_named(&na);
	return na;
}

static void
hide_text_from(struct text *t, const struct event *withheld)
{
	if (event_has_file(withheld, t->at.file))
		*t = (struct text){.n = 0};
}

/* Makes private whoever is known only from the files of an event that is withheld. Who is also in
 * an event that may be seen keeps their name, and loses what only the withheld files say; so does
 * someone of site.yaml. */
static void
hide_people_of(struct site *s, const struct event *withheld, const struct named *public)
{
	for (size_t i = 0; i < s->npeople; i++) {
		struct person *pe = s->people[i];

		hide_text_from(&pe->bio, withheld);
		hide_text_from(&pe->role, withheld);
		hide_text_from(&pe->organisation, withheld);
		if (!event_has_file(withheld, pe->at.file))
			continue;
		*pe = (struct person){.id = pe->id,
		    .name = pe->name,
		    .visibility = is_named(public, pe) ? pe->visibility : VISIBILITY_PRIVATE,
		    .at = pe->at};
	}
}

/* Whom nothing that may be seen names is not told of yet, or not any more. */
static void
hide_people(struct site *s, const struct named *public)
{
	size_t n = 0;

	for (size_t i = 0; i < s->npeople; i++)
		if (!is_named(public, s->people[i]))
			s->people[i]->visibility = VISIBILITY_PRIVATE;
	for (size_t i = 0; i < s->npeople; i++)
		if (s->people[i]->visibility != VISIBILITY_PRIVATE)
			s->people[n++] = s->people[i];
	wipe(s->people, n, s->npeople, sizeof *s->people);
	s->npeople = n;
}

/* ---- series ---- */

/* Whether an event is of it that may be seen. */
static bool
has_public(const struct site *s, const struct series *sr)
{
	for (size_t i = 0; i < s->nevents; i++)
		if (s->events[i]->series == sr && !is_withheld(s->events[i]))
			return true;
	return false;
}

static void
hide_series(struct site *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->nseries; i++)
		if (has_public(s, s->series[i]))
			s->series[n++] = s->series[i];
	wipe(s->series, n, s->nseries, sizeof *s->series);
	s->nseries = n;
}

/* ---- the site ---- */

void
public_view(struct site *s)
{
	struct named public;
	size_t n = 0;

	site_index(s);
	for (size_t i = 0; i < s->nevents; i++)
		if (!is_withheld(s->events[i]))
			hide_in_event(s, s->events[i]);
	public = named_in_public(s);
	for (size_t i = 0; i < s->nevents; i++)
		if (is_withheld(s->events[i]))
			hide_people_of(s, s->events[i], &public);
	hide_series(s);
	for (size_t i = 0; i < s->nevents; i++)
		if (!is_withheld(s->events[i]))
			s->events[n++] = s->events[i];
	wipe(s->events, n, s->nevents, sizeof *s->events);
	s->nevents = n;
	hide_people(s, &public);
	site_index(s);
	for (size_t i = 0; i < s->nkept; i++)
		public_view(s->kept[i]);
}

bool
event_is_listed(const struct event *ev)
{
	return ev->visibility == VISIBILITY_PUBLIC && !ev->identity.withdrawn;
}

bool
session_is_listed(const struct session *se)
{
	return se->visibility == VISIBILITY_PUBLIC && !se->identity.withdrawn &&
	       event_is_listed(se->event);
}

bool
person_is_listed(const struct person *pe)
{
	return pe->visibility == VISIBILITY_PUBLIC;
}
