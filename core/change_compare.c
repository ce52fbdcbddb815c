/* SPDX-License-Identifier: ISC */
#include "core/change_private.h"

#include <string.h>

/* ---- small things ---- */

static bool
str_eq(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* Whether the text says something else in the language it was first given in: a translation that
 * was added does not. */
static bool
says_other(const struct text *old, const struct text *now)
{
	if (old->n == 0 || now->n == 0)
		return old->n != now->n;
	return strcmp(old->in[0].s, text_get(now, old->in[0].lang, NULL)) != 0;
}

static bool
strings_eq(const char **a, size_t na, const char **b, size_t nb)
{
	if (na != nb)
		return false;
	for (size_t i = 0; i < na; i++)
		if (strcmp(a[i], b[i]) != 0)
			return false;
	return true;
}

static bool
links_eq(const struct link *a, size_t na, const struct link *b, size_t nb)
{
	if (na != nb)
		return false;
	for (size_t i = 0; i < na; i++)
		if (!str_eq(a[i].name, b[i].name) || !str_eq(a[i].url, b[i].url) ||
		    !text_eq(&a[i].label, &b[i].label) || a[i].visibility != b[i].visibility)
			return false;
	return true;
}

static bool
organisations_eq(const struct organisation **a, size_t na, const struct organisation **b, size_t nb)
{
	if (na != nb)
		return false;
	for (size_t i = 0; i < na; i++)
		if (!str_eq(a[i]->id, b[i]->id) || !text_eq(&a[i]->name, &b[i]->name) ||
		    !str_eq(a[i]->url, b[i]->url))
			return false;
	return true;
}

bool
span_eq(const struct span *a, const struct span *b)
{
	return a->precision == b->precision && a->part == b->part && a->before == b->before &&
	       date_eq(a->first, b->first) && date_eq(a->last, b->last);
}

bool
zone_eq(const struct tz *a, const struct tz *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(tz_name(a), tz_name(b)) == 0);
}

unsigned
status_change(enum status old, enum status now)
{
	if (old == now)
		return 0;
	if (now == STATUS_CANCELLED)
		return CHANGE_CANCELLED;
	return old == STATUS_CANCELLED ? CHANGE_RESTORED : CHANGE_STATUS;
}

/* ---- people ---- */

/* Whether a person shows alike at two events: by name, role and organisation. */
static bool
person_eq(const struct event *old, const struct person *a, const struct event *now,
    const struct person *b)
{
	return strcmp(a->id, b->id) == 0 && text_eq(&a->name, &b->name) &&
	       text_eq(person_role(a, old), person_role(b, now)) &&
	       text_eq(person_organisation(a, old), person_organisation(b, now));
}

static bool
appearances_eq(const struct session *old, const struct session *now)
{
	if (old->npeople != now->npeople)
		return false;
	for (size_t i = 0; i < old->npeople; i++)
		if (old->people[i].as != now->people[i].as ||
		    !person_eq(
			old->event, old->people[i].person, now->event, now->people[i].person))
			return false;
	return true;
}

static bool
attendees_eq(const struct event *old, const struct event *now)
{
	if (old->npeople != now->npeople)
		return false;
	for (size_t i = 0; i < old->npeople; i++)
		if (!person_eq(old, old->people[i].person, now, now->people[i].person))
			return false;
	return true;
}

/* ---- places ---- */

/* A venue that is said more closely, by an address or a position, is still the same. */
static unsigned
venue_change(const struct venue *a, const struct venue *b)
{
	bool moved = says_other(&a->name, &b->name);

	if (text_is_set(&a->address) && text_is_set(&b->address))
		moved = moved || says_other(&a->address, &b->address);
	if (a->has_geo && b->has_geo)
		moved = moved || a->latitude != b->latitude || a->longitude != b->longitude;
	if (moved)
		return CHANGE_PLACE;
	if (!text_eq(&a->name, &b->name) || !text_eq(&a->address, &b->address) ||
	    !text_eq(&a->access, &b->access) || a->has_geo != b->has_geo ||
	    a->visibility != b->visibility || a->walking != b->walking)
		return CHANGE_TEXT;
	return 0;
}

/* Of the main venue and the town. */
static unsigned
main_place_change(const struct event *old, const struct event *now)
{
	unsigned what = venue_change(&old->venue, &now->venue);

	if (says_other(&old->place, &now->place))
		what |= CHANGE_PLACE;
	else if (!text_eq(&old->place, &now->place))
		what |= CHANGE_TEXT;
	return what;
}

/* A further venue that moves, moves what is in it, not the event. */
static unsigned
other_venues_change(const struct event *old, const struct event *now)
{
	if (old->nvenues != now->nvenues)
		return CHANGE_TEXT;
	for (size_t i = 0; i < old->nvenues; i++)
		if (strcmp(old->venues[i].id, now->venues[i].id) != 0 ||
		    venue_change(&old->venues[i], &now->venues[i]) != 0)
			return CHANGE_TEXT;
	return 0;
}

static const struct room *
find_room(const struct session *se, const char *id)
{
	for (size_t i = 0; i < se->nrooms; i++)
		if (strcmp(se->rooms[i]->id, id) == 0)
			return se->rooms[i];
	return NULL;
}

/* Whether a room has gone to another house. */
static unsigned
room_place_change(
    const struct event *old, const struct room *a, const struct event *now, const struct room *b)
{
	if (a->venue == NULL && b->venue == NULL)
		return main_place_change(old, now);
	return venue_change(
	    a->venue != NULL ? a->venue : &old->venue, b->venue != NULL ? b->venue : &now->venue);
}

static unsigned
room_change(const struct room *a, const struct room *b)
{
	unsigned what = str_eq(a->url, b->url) && a->visibility == b->visibility ? 0 : CHANGE_LINKS;

	if (strcmp(a->id, b->id) != 0 || !text_eq(&a->title, &b->title) ||
	    a->capacity != b->capacity || a->step_free != b->step_free)
		what |= CHANGE_TEXT;
	return what;
}

static unsigned
rooms_change(const struct session *old, const struct session *now)
{
	unsigned what = 0;

	if (old->nrooms != now->nrooms)
		return CHANGE_PLACE;
	if (old->nrooms == 0)
		return main_place_change(old->event, now->event);
	for (size_t i = 0; i < old->nrooms; i++) {
		const struct room *room = find_room(now, old->rooms[i]->id);

		if (room == NULL)
			return CHANGE_PLACE;
		what |= room_place_change(old->event, old->rooms[i], now->event, room);
	}
	for (size_t i = 0; i < old->nrooms; i++)
		what |= room_change(old->rooms[i], now->rooms[i]);
	return what;
}

static unsigned
all_rooms_change(const struct event *old, const struct event *now)
{
	unsigned what = 0;

	if (old->nrooms != now->nrooms)
		return CHANGE_TEXT;
	for (size_t i = 0; i < old->nrooms; i++)
		what |= room_change(&old->rooms[i], &now->rooms[i]);
	return what;
}

/* ---- tracks ---- */

static unsigned
track_change(const struct track *a, const struct track *b)
{
	if (strcmp(a->id, b->id) != 0)
		return CHANGE_TRACK;
	if (text_eq(&a->title, &b->title) && text_eq(&a->audience, &b->audience) &&
	    str_eq(a->colour, b->colour))
		return 0;
	return CHANGE_TEXT;
}

static unsigned
tracks_change(const struct session *old, const struct session *now)
{
	unsigned what = 0;

	if (old->ntracks != now->ntracks)
		return CHANGE_TRACK;
	for (size_t i = 0; i < old->ntracks; i++)
		what |= track_change(old->tracks[i], now->tracks[i]);
	return what;
}

static unsigned
all_tracks_change(const struct event *old, const struct event *now)
{
	unsigned what = 0;

	if (old->ntracks != now->ntracks)
		return CHANGE_TRACK;
	for (size_t i = 0; i < old->ntracks; i++)
		what |= track_change(&old->tracks[i], &now->tracks[i]);
	return what;
}

/* ---- entries ---- */

static bool
session_texts_eq(const struct session *a, const struct session *b)
{
	return text_eq(&a->subtitle, &b->subtitle) && text_eq(&a->abstract, &b->abstract) &&
	       text_eq(&a->event->title, &b->event->title) && a->type == b->type &&
	       a->capacity == b->capacity && a->visibility == b->visibility &&
	       a->event->visibility == b->event->visibility &&
	       strings_eq(a->languages, a->nlanguages, b->languages, b->nlanguages) &&
	       strings_eq(
		   a->interpretation, a->ninterpretation, b->interpretation, b->ninterpretation) &&
	       organisations_eq(
		   a->organisations, a->norganisations, b->organisations, b->norganisations);
}

static bool
join_eq(const char *a, enum visibility va, const char *b, enum visibility vb)
{
	return str_eq(a, b) && (a == NULL || va == vb);
}

/* Where to take part in a session. */
static bool
session_join_eq(const struct session *a, const struct session *b)
{
	const struct event *ea = a->event, *eb = b->event;
	bool own_a = session_has_join(a), own_b = session_has_join(b);

	return join_eq(own_a ? a->join : ea->join, own_a ? a->join_visibility : ea->join_visibility,
	    own_b ? b->join : eb->join, own_b ? b->join_visibility : eb->join_visibility);
}

/* `moved_from` is not compared: it may have been filled in from the revisions. */
unsigned
change_of_session(const struct session *old, const struct session *now)
{
	unsigned what = status_change(session_status(old), session_status(now));

	if (!slot_eq(&old->slot, &now->slot) ||
	    (now->slot.has_start && !zone_eq(old->event->zone, now->event->zone)))
		what |= CHANGE_TIME;
	what |= rooms_change(old, now);
	if (session_format(old) != session_format(now))
		what |= CHANGE_PLACE;
	what |= tracks_change(old, now);
	if (!text_eq(&old->title, &now->title))
		what |= CHANGE_TITLE;
	if (!appearances_eq(old, now))
		what |= CHANGE_PEOPLE;
	if (!links_eq(old->links, old->nlinks, now->links, now->nlinks) ||
	    !session_join_eq(old, now))
		what |= CHANGE_LINKS;
	if (!session_texts_eq(old, now))
		what |= CHANGE_TEXT;
	return what;
}

static bool
series_eq(const struct series *a, const struct series *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return strcmp(a->id, b->id) == 0 && text_eq(&a->title, &b->title);
}

static bool
event_texts_eq(const struct event *a, const struct event *b)
{
	return text_eq(&a->subtitle, &b->subtitle) && text_eq(&a->abstract, &b->abstract) &&
	       series_eq(a->series, b->series) && a->kind == b->kind &&
	       a->visibility == b->visibility && a->capacity == b->capacity &&
	       strings_eq(a->languages, a->nlanguages, b->languages, b->nlanguages) &&
	       strings_eq(
		   a->interpretation, a->ninterpretation, b->interpretation, b->ninterpretation) &&
	       organisations_eq(
		   a->organisations, a->norganisations, b->organisations, b->norganisations);
}

static bool
event_links_eq(const struct event *a, const struct event *b)
{
	for (size_t i = 0; i < a->nvenues && i < b->nvenues; i++)
		if (!str_eq(a->venues[i].url, b->venues[i].url))
			return false;
	return links_eq(a->links, a->nlinks, b->links, b->nlinks) &&
	       join_eq(a->join, a->join_visibility, b->join, b->join_visibility) &&
	       str_eq(a->venue.url, b->venue.url);
}

unsigned
change_of_event(const struct event *old, const struct event *now)
{
	unsigned what = status_change(old->status, now->status) | main_place_change(old, now);
	const struct span before = event_days(old), after = event_days(now);

	if (!span_eq(&before, &after) || !slot_eq(&old->slot, &now->slot) ||
	    !zone_eq(old->zone, now->zone))
		what |= CHANGE_TIME;
	if (old->format != now->format)
		what |= CHANGE_PLACE;
	what |= other_venues_change(old, now);
	what |= all_rooms_change(old, now);
	if (all_tracks_change(old, now) != 0)
		what |= CHANGE_TRACK;
	if (!text_eq(&old->title, &now->title))
		what |= CHANGE_TITLE;
	if (!attendees_eq(old, now))
		what |= CHANGE_PEOPLE;
	if (!event_links_eq(old, now))
		what |= CHANGE_LINKS;
	if (!event_texts_eq(old, now))
		what |= CHANGE_TEXT;
	return what;
}

unsigned
change_of_deadline(const struct event *old, const struct event *now)
{
	const struct deadline *a = &old->deadline, *b = &now->deadline;
	unsigned what = status_change(old->status, now->status);

	if (a->kind != b->kind || !date_eq(a->day, b->day) || a->when != b->when ||
	    !zone_eq(a->zone, b->zone))
		what |= CHANGE_TIME;
	if (!text_eq(&old->title, &now->title))
		what |= CHANGE_TITLE;
	if (!event_links_eq(old, now))
		what |= CHANGE_LINKS;
	if (!event_texts_eq(old, now))
		what |= CHANGE_TEXT;
	return what;
}
