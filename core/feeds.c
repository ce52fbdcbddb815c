/* SPDX-License-Identifier: ISC */
#include "core/feeds.h"

#include "core/public.h"
#include "core/query.h"

/* ---- what is in one ---- */

/* A conference that someone is at is not what they do there; an event that is its own only session
 * is, or was. */
static bool
is_of_person(const struct feed_item *it, const struct person *pe)
{
	if (it->kind == ENTRY_SESSION)
		return session_is_listed(it->se) && session_has_person(it->se, pe);
	return it->kind == ENTRY_EVENT && event_is_listed(it->ev) &&
	       (date_is_set(it->ev->slot.day) || it->ev->identity.last_slot.has_start) &&
	       event_find_attendee(it->ev, pe) != NULL;
}

static bool
is_in_language(const struct feed_item *it, const char *lang)
{
	return it->kind == ENTRY_SESSION ? session_in_language(it->se, lang)
					 : event_in_language(it->ev, lang);
}

static bool
is_in_track(const struct feed_item *it, const struct place_in_site *at)
{
	return it->kind == ENTRY_SESSION && session_in_track(it->se, at->track) &&
	       !(at->without_breaks && it->se->type == TYPE_BREAK);
}

/* Whether an item belongs to a calendar, of whose event it is if it has one. */
static bool
belongs(const struct place_in_site *at, const struct feed_item *it)
{
	if (it->kind == ENTRY_SESSION && it->se->visibility == VISIBILITY_UNLISTED)
		return false;
	if (it->kind == ENTRY_DEADLINE && it->ev->deadline.kind == DEADLINE_NONE)
		return false;
	switch (at->kind) {
	case PATH_ALL_ICS:
	case PATH_EVENT_ICS: return true;
	case PATH_SERIES_ICS: return it->ev->series == at->series;
	case PATH_KIND_ICS: return it->ev->kind == at->event_kind;
	case PATH_LANGUAGE_ICS:
	case PATH_EVENT_LANGUAGE_ICS: return is_in_language(it, at->spoken);
	case PATH_PERSON_ICS: return is_of_person(it, at->person);
	case PATH_TRACK_ICS: return is_in_track(it, at);
	case PATH_ROOM_ICS: return it->kind == ENTRY_SESSION && session_in_room(it->se, at->room);
	default: return false;
	}
}

/* ---- the walk ---- */

void
feed_begin(struct feed_walk *w, const struct site *s, const struct place_in_site *at)
{
	*w = (struct feed_walk){.site = s, .at = *at};
	if (at->kind == PATH_PERSON_ICS && s->is_prepared)
		w->event = query_first_appearing(&s->appearing, at->person);
}

/* The event that the walk is in: the one that the calendar is of, or one of all that are not
 * unlisted; NULL at the end. */
static const struct event *
event_at(struct feed_walk *w)
{
	if (w->at.event != NULL)
		return w->event == 0 ? w->at.event : NULL;
	while (w->event < w->site->nevents &&
	       w->site->events[w->event]->visibility == VISIBILITY_UNLISTED)
		w->event++;
	return w->event < w->site->nevents ? w->site->events[w->event] : NULL;
}

static struct feed_item
item_at(const struct event *ev, size_t step)
{
	if (step >= 2)
		return (struct feed_item){ENTRY_SESSION, ev, ev->sessions[step - 2]};
	return (struct feed_item){step == 0 ? ENTRY_EVENT : ENTRY_DEADLINE, ev, NULL};
}

static bool
next_of_events(struct feed_walk *w, struct feed_item *out)
{
	const struct event *ev;

	while ((ev = event_at(w)) != NULL) {
		while (w->step < ev->nsessions + 2) {
			*out = item_at(ev, w->step++);
			if (belongs(&w->at, out))
				return true;
		}
		w->event++;
		w->step = 0;
	}
	return false;
}

/* Someone who is on a session twice is noted twice, one after the other. */
static bool
next_appearing(struct feed_walk *w, struct feed_item *out)
{
	const struct appearing_list *l = &w->site->appearing;

	while (w->event < l->n && l->items[w->event].person == w->at.person) {
		const struct appearing *ap = &l->items[w->event++];

		if (w->step++ > 0 && ap[-1].event == ap->event && ap[-1].session == ap->session)
			continue;
		*out = (struct feed_item){
		    ap->session != NULL ? ENTRY_SESSION : ENTRY_EVENT, ap->event, ap->session};
		if (belongs(&w->at, out))
			return true;
	}
	return false;
}

bool
feed_next(struct feed_walk *w, struct feed_item *out)
{
	if (w->at.kind == PATH_SESSION_ICS) {
		*out = (struct feed_item){ENTRY_SESSION, w->at.session->event, w->at.session};
		return w->step++ == 0;
	}
	if (w->at.kind == PATH_PERSON_ICS && w->site->is_prepared)
		return next_appearing(w, out);
	return place_is_calendar(&w->at) && next_of_events(w, out);
}

/* ---- which there are ---- */

struct feeds_tour {
	const struct site *site;
	struct arena *a;
	int (*each)(void *ctx, const struct place_in_site *at);
	void *ctx;
};

/* One calendar in each language of the site. */
static int
each_language(const struct feeds_tour *t, struct place_in_site at)
{
	int rc = t->each(t->ctx, &at);

	for (size_t i = 1; rc == 0 && i < t->site->nlanguages; i++) {
		at.lang = t->site->languages[i];
		rc = t->each(t->ctx, &at);
	}
	return rc;
}

static int
each_spoken(const struct feeds_tour *t, struct place_in_site at)
{
	struct tag_list spoken = query_spoken(t->a, t->site, at.event);
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < spoken.n; i++) {
		at.spoken = spoken.items[i];
		rc = each_language(t, at);
	}
	return rc;
}

static int
each_track(const struct feeds_tour *t, struct place_in_site at)
{
	int rc = each_language(t, at);

	at.without_breaks = true;
	return rc == 0 ? each_language(t, at) : rc;
}

/* Of what was withdrawn only its own and its sessions' are left. */
static int
each_in_event(const struct feeds_tour *t, const struct event *ev)
{
	struct place_in_site at = {.kind = PATH_EVENT_ICS, .event = ev};
	int rc = each_language(t, at);

	at.kind = PATH_SESSION_ICS;
	for (size_t i = 0; rc == 0 && i < ev->nsessions; i++) {
		at.session = ev->sessions[i];
		rc = each_language(t, at);
	}
	if (rc != 0 || ev->identity.withdrawn)
		return rc;
	at = (struct place_in_site){.kind = PATH_TRACK_ICS, .event = ev};
	for (size_t i = 0; rc == 0 && i < ev->ntracks; i++) {
		at.track = &ev->tracks[i];
		rc = each_track(t, at);
	}
	at = (struct place_in_site){.kind = PATH_ROOM_ICS, .event = ev};
	for (size_t i = 0; rc == 0 && i < ev->nrooms; i++) {
		at.room = &ev->rooms[i];
		rc = each_language(t, at);
	}
	at = (struct place_in_site){.kind = PATH_EVENT_LANGUAGE_ICS, .event = ev};
	return rc == 0 ? each_spoken(t, at) : rc;
}

static int
each_kind(const struct feeds_tour *t)
{
	int rc = 0;

	for (enum event_kind k = KIND_CONFERENCE; rc == 0 && k <= KIND_CALL; k++)
		if (query_has_kind(t->site, k))
			rc = each_language(
			    t, (struct place_in_site){.kind = PATH_KIND_ICS, .event_kind = k});
	return rc;
}

static int
each_of_site(const struct feeds_tour *t)
{
	const struct site *s = t->site;
	int rc = each_language(t, (struct place_in_site){.kind = PATH_ALL_ICS});

	for (size_t i = 0; rc == 0 && i < s->nseries; i++)
		rc = each_language(
		    t, (struct place_in_site){.kind = PATH_SERIES_ICS, .series = s->series[i]});
	if (rc == 0)
		rc = each_kind(t);
	if (rc == 0)
		rc = each_spoken(t, (struct place_in_site){.kind = PATH_LANGUAGE_ICS});
	for (size_t i = 0; rc == 0 && i < s->npeople; i++)
		rc = each_language(
		    t, (struct place_in_site){.kind = PATH_PERSON_ICS, .person = s->people[i]});
	for (size_t i = 0; rc == 0 && i < s->nevents; i++)
		rc = each_in_event(t, s->events[i]);
	return rc;
}

enum { FEEDS_ARENA_MAX = 16 * 1024 * 1024 };

int
feeds_each(const struct site *s, int (*each)(void *ctx, const struct place_in_site *at), void *ctx)
{
	struct arena *volatile a = arena_new(FEEDS_ARENA_MAX);
	struct feeds_tour t = {s, a, each, ctx};
	int rc = -1;

	if (a == NULL)
		return -1;
	if (setjmp(*arena_landing(a)) == 0)
		rc = each_of_site(&t);
	arena_free(a);
	return rc;
}
