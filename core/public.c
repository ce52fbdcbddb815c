/* SPDX-License-Identifier: ISC */
#include "core/public.h"

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
hide_join(const char **join, enum visibility v)
{
	if (v == VISIBILITY_PRIVATE)
		*join = NULL;
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

static void
hide_attendees(const struct site *s, struct event *ev)
{
	size_t n = 0;

	for (size_t i = 0; i < ev->npeople; i++)
		if (!is_private(s, ev->people[i].person))
			ev->people[n++] = ev->people[i];
	wipe(ev->people, n, ev->npeople, sizeof *ev->people);
	ev->npeople = n;
}

static void
hide_venue(struct venue *v)
{
	if (v->visibility == VISIBILITY_PRIVATE)
		*v = (struct venue){.name = v->name, .visibility = v->visibility, .at = v->at};
}

/* What was made private after it was published: its time stays, so that calendars drop it. */
static void
strip_session(struct session *se)
{
	*se = (struct session){.id = se->id,
	    .id_given = se->id_given,
	    .type = TYPE_OTHER,
	    .status = STATUS_CANCELLED,
	    .slot = se->slot,
	    .capacity = -1,
	    .identity = se->identity,
	    .event = se->event,
	    .at = se->at};
}

static void
strip_event(struct event *ev)
{
	*ev = (struct event){.id = ev->id,
	    .kind = ev->kind,
	    .status = STATUS_CANCELLED,
	    .visibility = VISIBILITY_UNLISTED,
	    .zone = ev->zone,
	    .dates = ev->dates,
	    .slot = ev->slot,
	    .deadline = ev->deadline,
	    .capacity = -1,
	    .sessions = ev->sessions,
	    .nsessions = ev->nsessions,
	    .identity = ev->identity,
	    .file = ev->file,
	    .at = ev->at};
}

/* ---- sessions and events ---- */

static void
hide_in_session(const struct site *s, struct session *se)
{
	if (se->identity.withdrawn || se->event->identity.withdrawn)
		strip_session(se);
	hide_links(se->links, &se->nlinks);
	hide_join(&se->join, se->join_visibility);
	hide_appearances(s, se);
}

static void
hide_in_event(const struct site *s, struct event *ev)
{
	size_t n = 0;

	if (ev->identity.withdrawn)
		strip_event(ev);
	hide_venue(&ev->venue);
	hide_links(ev->links, &ev->nlinks);
	hide_join(&ev->join, ev->join_visibility);
	hide_attendees(s, ev);
	for (size_t i = 0; i < ev->nrooms; i++)
		if (ev->rooms[i].visibility == VISIBILITY_PRIVATE)
			ev->rooms[i].url = NULL;
	for (size_t i = 0; i < ev->nsessions; i++) {
		if (ev->sessions[i]->visibility == VISIBILITY_PRIVATE)
			continue;
		hide_in_session(s, ev->sessions[i]);
		ev->sessions[n++] = ev->sessions[i];
	}
	wipe(ev->sessions, n, ev->nsessions, sizeof *ev->sessions);
	ev->nsessions = n;
}

/* ---- people ---- */

static bool
event_names(const struct event *ev, const struct person *pe)
{
	for (size_t i = 0; i < ev->npeople; i++)
		if (ev->people[i].person == pe)
			return true;
	for (size_t i = 0; i < ev->nsessions; i++)
		for (size_t j = 0; j < ev->sessions[i]->npeople; j++)
			if (ev->sessions[i]->people[j].person == pe)
				return true;
	return false;
}

static bool
is_from(const struct place *at, const char *file)
{
	return at->file != NULL && file != NULL && strcmp(at->file, file) == 0;
}

static void
hide_text_from(struct text *t, const char *file)
{
	if (is_from(&t->at, file))
		*t = (struct text){.n = 0};
}

/* Makes private whoever is known only from the file of an event that is withheld. Who is also in
 * an event that may be seen keeps their name, and loses what only the withheld file says; so does
 * someone of site.yaml. */
static void
hide_people_of(struct site *s, const struct event *withheld)
{
	for (size_t i = 0; i < s->npeople; i++) {
		struct person *pe = s->people[i];
		bool named = false;

		hide_text_from(&pe->bio, withheld->file);
		hide_text_from(&pe->role, withheld->file);
		hide_text_from(&pe->organisation, withheld->file);
		if (!is_from(&pe->at, withheld->file))
			continue;
		for (size_t j = 0; j < s->nevents && !named; j++)
			named = !is_withheld(s->events[j]) && event_names(s->events[j], pe);
		*pe = (struct person){.id = pe->id,
		    .name = pe->name,
		    .visibility = named ? pe->visibility : VISIBILITY_PRIVATE,
		    .at = pe->at};
	}
}

static void
hide_people(struct site *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->npeople; i++)
		if (s->people[i]->visibility != VISIBILITY_PRIVATE)
			s->people[n++] = s->people[i];
	wipe(s->people, n, s->npeople, sizeof *s->people);
	s->npeople = n;
}

void
public_view(struct site *s)
{
	size_t n = 0;

	site_index(s);
	for (size_t i = 0; i < s->nevents; i++)
		if (!is_withheld(s->events[i]))
			hide_in_event(s, s->events[i]);
	for (size_t i = 0; i < s->nevents; i++)
		if (is_withheld(s->events[i]))
			hide_people_of(s, s->events[i]);
	for (size_t i = 0; i < s->nevents; i++)
		if (!is_withheld(s->events[i]))
			s->events[n++] = s->events[i];
	wipe(s->events, n, s->nevents, sizeof *s->events);
	s->nevents = n;
	hide_people(s);
	site_index(s);
	for (size_t i = 0; i < s->nkept; i++)
		public_view(s->kept[i]);
}

bool
event_is_listed(const struct event *ev)
{
	return ev->visibility == VISIBILITY_PUBLIC;
}

bool
session_is_listed(const struct session *se)
{
	return se->visibility == VISIBILITY_PUBLIC && event_is_listed(se->event);
}
