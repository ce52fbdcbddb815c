/* SPDX-License-Identifier: ISC */
/* Every string that can be reached from a site, for tests of what must not be there. Includes all
 * that is behind a pointer: the person of an appearance, the rooms of a session. */
#ifndef PLENARY_TESTS_WALK_H
#define PLENARY_TESTS_WALK_H

#include "core/model.h"

/* Called with each string that is not NULL. */
typedef void walk_fn(const char *s);

static inline void
walk_string(const char *s, walk_fn *see)
{
	if (s != NULL)
		see(s);
}

static inline void
walk_text(const struct text *t, walk_fn *see)
{
	for (size_t i = 0; i < t->n; i++)
		walk_string(t->in[i].s, see);
}

static inline void
walk_organisation(const struct organisation *o, walk_fn *see)
{
	walk_string(o->id, see);
	walk_text(&o->name, see);
	walk_string(o->url, see);
}

static inline void
walk_person(const struct person *pe, walk_fn *see)
{
	walk_string(pe->id, see);
	walk_text(&pe->name, see);
	walk_text(&pe->bio, see);
	walk_text(&pe->role, see);
	walk_text(&pe->organisation, see);
	if (pe->member_of != NULL)
		walk_organisation(pe->member_of, see);
	walk_string(pe->url, see);
}

static inline void
walk_venue(const struct venue *v, walk_fn *see)
{
	walk_string(v->id, see);
	walk_text(&v->name, see);
	walk_text(&v->address, see);
	walk_text(&v->access, see);
	walk_string(v->url, see);
}

static inline void
walk_room(const struct room *ro, walk_fn *see)
{
	walk_string(ro->id, see);
	walk_text(&ro->title, see);
	walk_string(ro->url, see);
	if (ro->venue != NULL)
		walk_venue(ro->venue, see);
}

static inline void
walk_track(const struct track *tr, walk_fn *see)
{
	walk_string(tr->id, see);
	walk_text(&tr->title, see);
	walk_text(&tr->audience, see);
}

static inline void
walk_links(const struct link *links, size_t n, walk_fn *see)
{
	for (size_t i = 0; i < n; i++) {
		walk_string(links[i].name, see);
		walk_text(&links[i].label, see);
		walk_string(links[i].url, see);
	}
}

static inline void
walk_session(const struct session *se, walk_fn *see)
{
	walk_string(se->id, see);
	walk_text(&se->title, see);
	walk_text(&se->subtitle, see);
	walk_text(&se->abstract, see);
	for (size_t i = 0; i < se->ntracks; i++)
		walk_track(se->tracks[i], see);
	for (size_t i = 0; i < se->nrooms; i++)
		walk_room(se->rooms[i], see);
	for (size_t i = 0; i < se->npeople; i++)
		walk_person(se->people[i].person, see);
	for (size_t i = 0; i < se->norganisations; i++)
		walk_organisation(se->organisations[i], see);
	walk_links(se->links, se->nlinks, see);
	walk_string(se->join, see);
}

static inline void
walk_event(const struct event *ev, walk_fn *see)
{
	walk_string(ev->id, see);
	walk_text(&ev->title, see);
	walk_text(&ev->subtitle, see);
	walk_text(&ev->abstract, see);
	walk_venue(&ev->venue, see);
	for (size_t i = 0; i < ev->nvenues; i++)
		walk_venue(&ev->venues[i], see);
	walk_text(&ev->place, see);
	for (size_t i = 0; i < ev->nrooms; i++)
		walk_room(&ev->rooms[i], see);
	for (size_t i = 0; i < ev->ntracks; i++)
		walk_track(&ev->tracks[i], see);
	for (size_t i = 0; i < ev->npeople; i++) {
		walk_person(ev->people[i].person, see);
		walk_text(&ev->people[i].role, see);
		walk_text(&ev->people[i].organisation, see);
	}
	for (size_t i = 0; i < ev->norganisations; i++)
		walk_organisation(ev->organisations[i], see);
	walk_links(ev->links, ev->nlinks, see);
	walk_string(ev->join, see);
	for (size_t i = 0; i < ev->nsessions; i++)
		walk_session(ev->sessions[i], see);
}

static inline void
walk_site(const struct site *s, walk_fn *see)
{
	walk_text(&s->title, see);
	walk_text(&s->abstract, see);
	for (size_t i = 0; i < s->norganisations; i++)
		walk_organisation(s->organisations[i], see);
	for (size_t i = 0; i < s->nseries; i++) {
		walk_string(s->series[i]->id, see);
		walk_text(&s->series[i]->title, see);
		walk_text(&s->series[i]->abstract, see);
	}
	for (size_t i = 0; i < s->npeople; i++)
		walk_person(s->people[i], see);
	for (size_t i = 0; i < s->nevents; i++)
		walk_event(s->events[i], see);
	for (size_t i = 0; i < s->nkept; i++)
		walk_site(s->kept[i], see);
}

#endif
