/* SPDX-License-Identifier: ISC */
#include "ical/about.h"

static const char *
text(const struct words *w, const struct text *t)
{
	return text_get(t, w->lang, NULL);
}

/* "Policy – Leading Together 2023". */
static const char *
of(const struct words *w, const char *s, const struct text *whole)
{
	return words_fill(w, WORD_OF_EVENT, s, text(w, whole), NULL);
}

/* What was withdrawn says nothing of itself. */
static void
about_event(struct about *ab, const struct words *w, const struct event *ev)
{
	if (ev->identity.withdrawn)
		return;
	ab->title = text(w, &ev->title);
	ab->abstract = text(w, &ev->abstract);
	ab->page = path_of_event(w->arena, ev);
	ab->zone = ev->zone;
}

static void
about_session(struct about *ab, const struct words *w, const struct session *se)
{
	if (se->identity.withdrawn || se->event->identity.withdrawn)
		return;
	ab->title = text(w, &se->title);
	ab->abstract = text(w, &se->event->title);
	ab->page = path_of_session(w->arena, se);
	ab->zone = se->event->zone;
}

static void
about_track(struct about *ab, const struct words *w, const struct place_in_site *at)
{
	const struct track *tr = at->track;
	const char *title = of(w, text(w, &tr->title), &at->event->title);

	ab->title = at->without_breaks ? words_fill(w, WORD_WITHOUT_BREAKS, title, NULL) : title;
	ab->abstract = text(w, &tr->audience);
	ab->page = path_of_track(w->arena, at->event, tr);
	ab->colour = tr->colour;
	ab->zone = at->event->zone;
}

static void
about_room(struct about *ab, const struct words *w, const struct place_in_site *at)
{
	const struct venue *v = room_venue(at->event, at->room);

	ab->title = of(w, text(w, &at->room->title), &at->event->title);
	ab->abstract = v != NULL ? text(w, &v->name) : "";
	ab->page = path_of_room(w->arena, at->event, at->room);
	ab->zone = at->event->zone;
}

static void
about_language(struct about *ab, const struct words *w, const struct place_in_site *at)
{
	const char *name = words_language(at->spoken);
	const struct event *ev = at->event;

	ab->title = of(w, name, ev != NULL ? &ev->title : &w->site->title);
	ab->abstract = words_fill(w, WORD_SPOKEN_THERE, name, NULL);
	ab->page = ev != NULL ? path_of_event(w->arena, ev) : "subscribe";
	ab->zone = ev != NULL ? ev->zone : w->site->zone;
}

struct about
about_calendar(const struct words *w, const struct place_in_site *at)
{
	const struct site *s = w->site;
	struct about ab = {.title = text(w, &s->title),
	    .abstract = text(w, &s->abstract),
	    .page = "",
	    .file = path_of_place(w->arena, s, at),
	    .zone = s->zone};

	switch (at->kind) {
	case PATH_SERIES_ICS:
		ab.title = text(w, &at->series->title);
		ab.abstract = text(w, &at->series->abstract);
		ab.page = path_of_series(w->arena, at->series);
		break;
	case PATH_KIND_ICS:
		ab.title = of(w, words_event_kinds(w, at->event_kind), &s->title);
		ab.abstract = "";
		ab.page = "subscribe";
		break;
	case PATH_PERSON_ICS:
		ab.title = of(w, text(w, &at->person->name), &s->title);
		ab.abstract = text(w, &at->person->bio);
		ab.page = path_of_person(w->arena, at->person);
		break;
	case PATH_LANGUAGE_ICS:
	case PATH_EVENT_LANGUAGE_ICS: about_language(&ab, w, at); break;
	case PATH_EVENT_ICS: about_event(&ab, w, at->event); break;
	case PATH_SESSION_ICS: about_session(&ab, w, at->session); break;
	case PATH_TRACK_ICS: about_track(&ab, w, at); break;
	case PATH_ROOM_ICS: about_room(&ab, w, at); break;
	default: break;
	}
	return ab;
}
