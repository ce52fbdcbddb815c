/* SPDX-License-Identifier: ISC */
/* What follows from the model without being said in it. */
#include "core/model.h"

#include <string.h>

enum status
event_status(const struct event *ev)
{
	return ev->identity.gone ? STATUS_CANCELLED : ev->status;
}

enum status
session_status(const struct session *se)
{
	enum status of_event = event_status(se->event);

	if (se->identity.gone)
		return STATUS_CANCELLED;
	return se->status > of_event ? se->status : of_event;
}

bool
status_is_off(enum status st)
{
	return st == STATUS_CANCELLED || st == STATUS_POSTPONED;
}

enum format
session_format(const struct session *se)
{
	size_t online = 0;

	for (size_t i = 0; i < se->nrooms; i++)
		online += se->rooms[i]->is_online;
	if (se->format != FORMAT_UNSAID)
		return se->format;
	return online > 0 && online == se->nrooms ? FORMAT_ONLINE : se->event->format;
}

bool
session_has_join(const struct session *se)
{
	return se->join != NULL || se->join_is_hidden;
}

bool
session_is_joint(const struct session *se)
{
	return se->ntracks == 0;
}

bool
session_in_track(const struct session *se, const struct track *tr)
{
	for (size_t i = 0; i < se->ntracks; i++)
		if (se->tracks[i] == tr)
			return true;
	return session_is_joint(se);
}

const struct venue *
room_venue(const struct event *ev, const struct room *ro)
{
	if (ro->venue != NULL)
		return ro->venue;
	return ro->is_online ? NULL : &ev->venue;
}

const struct venue *
session_venue(const struct session *se)
{
	const struct venue *one = NULL;

	for (size_t i = 0; i < se->nrooms; i++) {
		const struct venue *v = room_venue(se->event, se->rooms[i]);

		if (v != NULL && one != NULL && v != one)
			return NULL;
		if (v != NULL)
			one = v;
	}
	return one != NULL ? one : &se->event->venue;
}

bool
session_in_room(const struct session *se, const struct room *ro)
{
	for (size_t i = 0; i < se->nrooms; i++)
		if (se->rooms[i] == ro)
			return true;
	return false;
}

static bool
has_language(const char **tags, size_t n, const char *lang)
{
	size_t len = strlen(lang);

	for (size_t i = 0; i < n; i++)
		if (strncmp(tags[i], lang, len) == 0 &&
		    (tags[i][len] == '\0' || tags[i][len] == '-'))
			return true;
	return false;
}

bool
event_in_language(const struct event *ev, const char *lang)
{
	return has_language(ev->languages, ev->nlanguages, lang) ||
	       has_language(ev->interpretation, ev->ninterpretation, lang);
}

bool
session_in_language(const struct session *se, const char *lang)
{
	if (se->nlanguages == 0 && se->ninterpretation == 0)
		return event_in_language(se->event, lang);
	return has_language(se->languages, se->nlanguages, lang) ||
	       has_language(se->interpretation, se->ninterpretation, lang);
}

bool
event_has_file(const struct event *ev, const char *file)
{
	size_t i;

	if (file == NULL || (ev->file != NULL && strcmp(ev->file, file) == 0))
		return file != NULL;
	for (i = 0; i < ev->nfiles; i++)
		if (strcmp(ev->files[i], file) == 0)
			return true;
	return false;
}

bool
session_has_person(const struct session *se, const struct person *pe)
{
	for (size_t i = 0; i < se->npeople; i++)
		if (se->people[i].person == pe)
			return true;
	return false;
}

const struct text *
person_role(const struct person *pe, const struct event *ev)
{
	const struct attendee *at = event_find_attendee(ev, pe);

	return at != NULL && text_is_set(&at->role) ? &at->role : &pe->role;
}

const struct text *
person_organisation(const struct person *pe, const struct event *ev)
{
	const struct attendee *at = event_find_attendee(ev, pe);

	return at != NULL && text_is_set(&at->organisation) ? &at->organisation : &pe->organisation;
}

const struct tz *
deadline_zone(const struct event *ev)
{
	return ev->deadline.zone != NULL ? ev->deadline.zone : ev->zone;
}

const char *
site_language(const struct site *s)
{
	return s->nlanguages > 0 ? s->languages[0] : NULL;
}

/* ---- order ---- */

/* 0 with a start, 1 on a day, 2 with neither. */
static int
slot_class(const struct slot *sl)
{
	return sl->has_start ? 0 : date_is_set(sl->day) ? 1 : 2;
}

int
session_cmp(const struct session *a, const struct session *b)
{
	int ka = slot_class(&a->slot), kb = slot_class(&b->slot), c = ka - kb;

	if (c == 0 && ka == 0)
		c = (a->slot.start > b->slot.start) - (a->slot.start < b->slot.start);
	if (c == 0 && ka == 1)
		c = date_cmp(a->slot.day, b->slot.day);
	if (c == 0)
		c = place_cmp(&a->at, &b->at);
	if (c == 0 && a->event != b->event)
		c = strcmp(a->event->id, b->event->id);
	return c != 0 ? c : strcmp(a->id, b->id);
}
