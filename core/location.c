/* SPDX-License-Identifier: ISC */
#include "core/location.h"

#include "core/path.h"

#include <string.h>

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

/* ---- links ---- */

static void
add_link(struct arena *a, struct join_links *links, const char *url, enum visibility v,
    const struct room *ro)
{
	struct join_link *next;

	if (url == NULL || v != VISIBILITY_PUBLIC || !url_is_safe(url))
		return;
	for (size_t i = 0; i < links->n; i++)
		if (strcmp(links->of[i].url, url) == 0)
			return;
	next = arena_push(a, &links->of, &links->n, sizeof *next);
	*next = (struct join_link){url, ro};
}

struct join_links
location_joins(struct arena *a, const struct event *ev, const struct session *se)
{
	struct join_links links = {.n = 0};

	if (se != NULL) {
		add_link(a, &links, se->join, se->join_visibility, NULL);
		for (size_t i = 0; i < se->nrooms; i++)
			add_link(
			    a, &links, se->rooms[i]->url, se->rooms[i]->visibility, se->rooms[i]);
	}
	/* Who has a link of their own, be it a private one, is not at the event's. */
	if (links.n == 0 && (se == NULL || !session_has_join(se)))
		add_link(a, &links, ev->join, ev->join_visibility, NULL);
	return links;
}

/* ---- all together ---- */

static const char *
venue_of(const struct words *w, const char *place, const struct event *ev, const struct venue *v)
{
	if (v != NULL)
		place = add_text(w, place, &v->name);
	if (v != NULL && v->visibility == VISIBILITY_PUBLIC && text_is_set(&v->address))
		return add_text(w, place, &v->address);
	return add_text(w, place, &ev->place);
}

const char *
location_of(const struct words *w, const struct event *ev, const struct session *se)
{
	const struct venue *v = se != NULL ? session_venue(se) : &ev->venue;
	enum format format = se != NULL ? session_format(se) : ev->format;
	struct join_links links = location_joins(w->arena, ev, se);
	const char *link = links.n > 0 ? links.of[0].url : "";
	const char *rooms = se != NULL ? rooms_of(w, se) : "";

	if (format == FORMAT_ONLINE) {
		if (*link != '\0')
			return link;
		return *rooms != '\0' ? rooms : words_get(w, WORD_FORMAT_ONLINE);
	}
	rooms = venue_of(w, rooms, ev, v);
	return format == FORMAT_IN_PERSON ? rooms : add_part(w, rooms, link);
}
