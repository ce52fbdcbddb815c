/* SPDX-License-Identifier: ISC */
#include "core/public.h"
#include "core/query.h"

/* In a site that is not prepared, too. */
static bool
is_named(const struct site *s, const struct person *pe)
{
	const struct appearing_list *l = &s->appearing;
	size_t first;

	if (s->is_prepared) {
		first = query_first_appearing(l, pe);
		return first < l->n && l->items[first].person == pe;
	}
	for (size_t i = 0; i < s->nevents; i++) {
		const struct event *ev = s->events[i];

		if (event_is_listed(ev) && event_find_attendee(ev, pe) != NULL)
			return true;
		for (size_t k = 0; k < ev->nsessions; k++)
			if (session_is_listed(ev->sessions[k]) &&
			    session_has_person(ev->sessions[k], pe))
				return true;
	}
	return false;
}

static bool
has_listed(const struct site *s, const struct series *series)
{
	for (size_t i = 0; i < s->nevents; i++)
		if (s->events[i]->series == series && event_is_listed(s->events[i]))
			return true;
	return false;
}

bool
query_is_listed(const struct site *s, const struct place_in_site *at)
{
	if (at->kind == PATH_MISSING)
		return false;
	if (at->session != NULL)
		return session_is_listed(at->session);
	if (at->event != NULL)
		return event_is_listed(at->event);
	if (at->person != NULL)
		return person_is_listed(at->person) && is_named(s, at->person);
	return at->series == NULL || has_listed(s, at->series);
}
