/* SPDX-License-Identifier: ISC */
/* The site itself, its words and its look-ups. */
#include "core/model.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

const char *const visibility_words[] = {"public", "unlisted", "private", NULL};
const char *const status_words[] = {"confirmed", "tentative", "postponed", "cancelled", NULL};
const char *const format_words[] = {"", "in-person", "online", "hybrid", NULL};
const char *const event_kind_words[] = {
    "conference", "forum", "webinar", "side-event", "panel", "meeting", "summit", "call", NULL};
const char *const session_type_words[] = {"talk", "panel", "workshop", "plenary", "discussion",
    "keynote", "lightning", "break", "social", "other", NULL};
const char *const role_words[] = {"speaker", "moderator", "host", "interpreter", "organiser", NULL};

int
word_find(const char *const *words, const char *word)
{
	for (int i = 0; words[i] != NULL; i++)
		if (strcmp(words[i], word) == 0)
			return i;
	return -1;
}

struct site *
site_new(void)
{
	struct arena *a = arena_new(SITE_BYTES_MAX);
	struct site *s;

	if (a == NULL)
		return NULL;
	s = arena_alloc(a, sizeof *s);
	s->arena = a;
	return s;
}

void
site_free(struct site *s)
{
	if (s == NULL)
		return;
	for (size_t i = 0; i < s->nkept; i++)
		site_free(s->kept[i]);
	arena_free(s->arena);
}

/* ---- look-ups ---- */

/* All that is looked up here begins with its id. */
static const char *
id_of(const void *thing)
{
	return *(const char *const *)thing;
}

static int
by_id(const void *a, const void *b)
{
	return strcmp(id_of(*(void *const *)a), id_of(*(void *const *)b));
}

static int
id_cmp(const void *id, const void *item)
{
	return strcmp(id, id_of(*(void *const *)item));
}

/* How many of the array's `n` are in the index. One that has more is out of date; that of another
 * site or event came with a copy. */
static size_t
indexed(const struct index *ix, const void *of, size_t n)
{
	return ix->n > n || ix->of != of ? 0 : ix->n;
}

/* Looks only at what is indexed. */
static void *
index_find(const struct index *ix, const void *of, size_t n, const char *id)
{
	void **found = indexed(ix, of, n) == 0
			   ? NULL
			   : bsearch(id, ix->by_id, ix->n, sizeof *ix->by_id, id_cmp);

	return found == NULL ? NULL : *found;
}

/* A fresh index with room for `n`; the caller fills it and sorts it. */
static void
index_renew(struct arena *a, struct index *ix, const void *of, size_t n)
{
	if (n > ix->n || ix->by_id == NULL || ix->of != of)
		ix->by_id = arena_array(a, n, sizeof *ix->by_id);
	ix->n = n;
	ix->of = of;
}

static void
index_sort(struct index *ix)
{
	if (ix->n > 0)
		qsort(ix->by_id, ix->n, sizeof *ix->by_id, by_id);
}

static const struct person *
person_of(const void *attendee)
{
	return ((const struct attendee *)attendee)->person;
}

/* Where in memory the people are is as good an order as any, for it tells nothing. */
static int
by_person(const void *a, const void *b)
{
	uintptr_t x = (uintptr_t)person_of(*(void *const *)a);
	uintptr_t y = (uintptr_t)person_of(*(void *const *)b);

	return (x > y) - (x < y);
}

static int
person_cmp(const void *person, const void *item)
{
	uintptr_t x = (uintptr_t)person, y = (uintptr_t)person_of(*(void *const *)item);

	return (x > y) - (x < y);
}

static void
event_index(struct arena *a, struct event *ev)
{
	struct index *attendees = &ev->attendee_index;

	index_renew(a, &ev->session_index, ev, ev->nsessions);
	for (size_t i = 0; i < ev->nsessions; i++)
		ev->session_index.by_id[i] = ev->sessions[i];
	index_sort(&ev->session_index);
	index_renew(a, attendees, ev->people, ev->npeople);
	for (size_t i = 0; i < ev->npeople; i++)
		attendees->by_id[i] = &ev->people[i];
	if (attendees->n > 0)
		qsort(attendees->by_id, attendees->n, sizeof *attendees->by_id, by_person);
}

void
site_index(struct site *s)
{
	index_renew(s->arena, &s->person_index, s, s->npeople);
	for (size_t i = 0; i < s->npeople; i++)
		s->person_index.by_id[i] = s->people[i];
	index_sort(&s->person_index);
	index_renew(s->arena, &s->event_index, s, s->nevents);
	for (size_t i = 0; i < s->nevents; i++)
		s->event_index.by_id[i] = s->events[i];
	index_sort(&s->event_index);
	for (size_t i = 0; i < s->nevents; i++)
		event_index(s->arena, s->events[i]);
}

struct event *
site_find_event(const struct site *s, const char *id)
{
	struct event *found = index_find(&s->event_index, s, s->nevents, id);

	for (size_t i = indexed(&s->event_index, s, s->nevents); found == NULL && i < s->nevents;
	     i++)
		if (strcmp(s->events[i]->id, id) == 0)
			found = s->events[i];
	return found;
}

struct person *
site_find_person(const struct site *s, const char *id)
{
	struct person *found = index_find(&s->person_index, s, s->npeople, id);

	for (size_t i = indexed(&s->person_index, s, s->npeople); found == NULL && i < s->npeople;
	     i++)
		if (strcmp(s->people[i]->id, id) == 0)
			found = s->people[i];
	return found;
}

struct session *
event_find_session(const struct event *ev, const char *id)
{
	struct session *found = index_find(&ev->session_index, ev, ev->nsessions, id);

	for (size_t i = indexed(&ev->session_index, ev, ev->nsessions);
	     found == NULL && i < ev->nsessions; i++)
		if (strcmp(ev->sessions[i]->id, id) == 0)
			found = ev->sessions[i];
	return found;
}

const struct attendee *
event_find_attendee(const struct event *ev, const struct person *pe)
{
	const struct index *ix;
	size_t n;
	void **found;

	if (ev == NULL)
		return NULL;
	ix = &ev->attendee_index;
	n = indexed(ix, ev->people, ev->npeople);
	found = n == 0 ? NULL : bsearch(pe, ix->by_id, n, sizeof *ix->by_id, person_cmp);
	if (found != NULL)
		return *found;
	for (size_t i = n; i < ev->npeople; i++)
		if (ev->people[i].person == pe)
			return &ev->people[i];
	return NULL;
}

struct series *
site_find_series(const struct site *s, const char *id)
{
	for (size_t i = 0; i < s->nseries; i++)
		if (strcmp(s->series[i]->id, id) == 0)
			return s->series[i];
	return NULL;
}

struct room *
event_find_room(const struct event *ev, const char *id)
{
	for (size_t i = 0; i < ev->nrooms; i++)
		if (strcmp(ev->rooms[i].id, id) == 0)
			return &ev->rooms[i];
	return NULL;
}

struct track *
event_find_track(const struct event *ev, const char *id)
{
	for (size_t i = 0; i < ev->ntracks; i++)
		if (strcmp(ev->tracks[i].id, id) == 0)
			return &ev->tracks[i];
	return NULL;
}
