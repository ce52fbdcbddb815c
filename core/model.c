/* SPDX-License-Identifier: ISC */
/* The site itself, its words and its look-ups. */
#include "core/model.h"

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
	if (setjmp(*arena_landing(a)) != 0) {
		arena_free(a);
		return NULL;
	}
	s = arena_alloc(a, sizeof *s);
	s->arena = a;
	return s;
}

void
site_free(struct site *s)
{
	if (s != NULL)
		arena_free(s->arena);
}

/* ---- look-ups ---- */

struct event *
site_find_event(const struct site *s, const char *id)
{
	for (size_t i = 0; i < s->nevents; i++)
		if (strcmp(s->events[i]->id, id) == 0)
			return s->events[i];
	return NULL;
}

struct person *
site_find_person(const struct site *s, const char *id)
{
	for (size_t i = 0; i < s->npeople; i++)
		if (strcmp(s->people[i]->id, id) == 0)
			return s->people[i];
	return NULL;
}

struct session *
event_find_session(const struct event *ev, const char *id)
{
	for (size_t i = 0; i < ev->nsessions; i++)
		if (strcmp(ev->sessions[i]->id, id) == 0)
			return ev->sessions[i];
	return NULL;
}

struct organisation *
site_find_organisation(const struct site *s, const char *id)
{
	for (size_t i = 0; i < s->norganisations; i++)
		if (strcmp(s->organisations[i]->id, id) == 0)
			return s->organisations[i];
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
