/* SPDX-License-Identifier: ISC */
#include "core/location.h"

/* A place and one more part of it. */
static const char *
add_part(const struct words *w, const char *place, const char *part)
{
	if (*part == '\0')
		return place;
	part = text_line(w->arena, part);
	return *place == '\0' ? part : arena_printf(w->arena, "%s, %s", place, part);
}

static const char *
add_text(const struct words *w, const char *place, const struct text *t)
{
	return add_part(w, place, text_get(t, w->lang, NULL));
}

/* When they are in several venues, each names its own. */
static const char *
rooms_of(const struct words *w, const struct session *se)
{
	bool is_one = session_venue(se) != NULL;
	const char *place = "";

	for (size_t i = 0; i < se->nrooms; i++) {
		const struct venue *v = room_venue(se->event, se->rooms[i]);

		place = add_text(w, place, &se->rooms[i]->title);
		if (!is_one && v != NULL)
			place = add_text(w, place, &v->name);
	}
	return place;
}

const char *
location_of(const struct words *w, const struct event *ev, const struct session *se)
{
	const struct venue *v = se != NULL ? session_venue(se) : &ev->venue;
	const char *place = se != NULL ? rooms_of(w, se) : "";

	if ((se != NULL ? session_format(se) : ev->format) == FORMAT_ONLINE)
		return *place != '\0' ? place : words_get(w, WORD_FORMAT_ONLINE);
	if (v != NULL)
		place = add_text(w, place, &v->name);
	if (v != NULL && v->visibility == VISIBILITY_PUBLIC && text_is_set(&v->address))
		return add_text(w, place, &v->address);
	return add_text(w, place, &ev->place);
}
