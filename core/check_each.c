/* SPDX-License-Identifier: ISC */
/* All texts of a site, one after another. */
#include "core/check_private.h"

struct visit {
	text_fn *fn;
	void *arg;
	const struct event *event;
	const struct session *session;
};

static void
line(const struct visit *v, const struct text *t)
{
	v->fn(v->arg, &(struct text_of){.text = t, .event = v->event, .session = v->session});
}

static void
prose(const struct visit *v, const struct text *t)
{
	v->fn(v->arg, &(struct text_of){
			  .text = t, .is_prose = true, .event = v->event, .session = v->session});
}

static void
abstract(const struct visit *v, const struct text *t)
{
	v->fn(v->arg, &(struct text_of){.text = t,
			  .is_prose = true,
			  .is_abstract = true,
			  .event = v->event,
			  .session = v->session});
}

static void
each_of_person(const struct visit *v, const struct person *pe)
{
	v->fn(v->arg,
	    &(struct text_of){
		.text = &pe->name, .is_name = true, .event = v->event, .session = v->session});
	line(v, &pe->role);
	if (pe->member_of == NULL)
		line(v, &pe->organisation);
	prose(v, &pe->bio);
}

static void
each_of_links(const struct visit *v, const struct link *links, size_t n)
{
	for (size_t i = 0; i < n; i++)
		line(v, &links[i].label);
}

static void
each_of_venue(const struct visit *v, const struct venue *venue)
{
	line(v, &venue->name);
	line(v, &venue->address);
	prose(v, &venue->access);
}

static void
each_of_session(const struct visit *v, const struct session *se)
{
	line(v, &se->title);
	line(v, &se->subtitle);
	abstract(v, &se->abstract);
	each_of_links(v, se->links, se->nlinks);
}

static void
each_of_event(const struct visit *v, const struct event *ev)
{
	line(v, &ev->title);
	line(v, &ev->subtitle);
	abstract(v, &ev->abstract);
	each_of_venue(v, &ev->venue);
	for (size_t i = 0; i < ev->nvenues; i++)
		each_of_venue(v, &ev->venues[i]);
	line(v, &ev->place);
	for (size_t i = 0; i < ev->nrooms; i++)
		line(v, &ev->rooms[i].title);
	for (size_t i = 0; i < ev->ntracks; i++) {
		line(v, &ev->tracks[i].title);
		line(v, &ev->tracks[i].audience);
	}
	for (size_t i = 0; i < ev->npeople; i++)
		line(v, &ev->people[i].role);
	each_of_links(v, ev->links, ev->nlinks);
	for (size_t i = 0; i < ev->nsessions; i++)
		each_of_session(
		    &(struct visit){v->fn, v->arg, ev, ev->sessions[i]}, ev->sessions[i]);
}

void
check_each_text(const struct site *s, text_fn *fn, void *arg)
{
	struct visit v = {.fn = fn, .arg = arg};

	line(&v, &s->title);
	abstract(&v, &s->abstract);
	prose(&v, &s->look.footer);
	for (size_t i = 0; i < s->norganisations; i++)
		line(&v, &s->organisations[i]->name);
	for (size_t i = 0; i < s->nseries; i++) {
		line(&v, &s->series[i]->title);
		abstract(&v, &s->series[i]->abstract);
	}
	for (size_t i = 0; i < s->npeople; i++)
		each_of_person(&v, s->people[i]);
	for (size_t i = 0; i < s->nevents; i++) {
		v.event = s->events[i];
		each_of_event(&v, s->events[i]);
	}
}
