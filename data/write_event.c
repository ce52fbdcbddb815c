/* SPDX-License-Identifier: ISC */
/* What an event file says before its agenda. */
#include "data/writer.h"

#include <math.h>
#include <string.h>

/* Degrees with no more digits after the point than they need; up to twelve, as many as are read. */
static struct piece *
degrees(struct writer *w, double d)
{
	double scale = 10;
	int digits = 1;

	for (; digits < 12 && round(d * scale) / scale != d; digits++)
		scale *= 10;
	return write_word(w, arena_printf(w->a, "%.*f", digits, d));
}

static struct piece *
venue(struct writer *w, const struct venue *v)
{
	struct piece *map = piece_map(w->a, true), *geo;

	if (v->name.n == 0)
		return NULL;
	piece_put(w->a, map, "name", write_text(w, &v->name, PIECE_TEXT));
	piece_put(w->a, map, "address", write_text(w, &v->address, PIECE_TEXT));
	if (v->has_geo) {
		geo = piece_put(w->a, map, "geo", piece_list(w->a, true));
		piece_add(w->a, geo, degrees(w, v->latitude));
		piece_add(w->a, geo, degrees(w, v->longitude));
	}
	piece_put(w->a, map, "access", write_text(w, &v->access, PIECE_PROSE));
	piece_put(w->a, map, "url", write_string(w, v->url));
	piece_put(w->a, map, "visibility",
	    write_choice(w, visibility_words, (int)v->visibility, (int)VISIBILITY_PUBLIC));
	piece_put(w->a, map, "allow", write_rules(w, v->allow, v->nallow));
	piece_put(w->a, map, "walking", write_duration(w, v->walking));
	return write_short(map, "name");
}

static struct piece *
venues(struct writer *w, const struct event *ev)
{
	struct piece *all = piece_map(w->a, false);
	size_t i;

	for (i = 0; i < ev->nvenues; i++)
		piece_put(w->a, all, ev->venues[i].id, venue(w, &ev->venues[i]));
	return all->n == 0 ? NULL : all;
}

static struct piece *
open_hours(struct writer *w, const struct hours *h)
{
	char from[6], to[6];

	if (!h->is_set)
		return NULL;
	time_format(h->from, from);
	time_format(h->to, to);
	return write_word(w, arena_printf(w->a, "%s to %s", from, to));
}

static struct piece *
rooms(struct writer *w, const struct event *ev)
{
	struct piece *all = piece_map(w->a, false), *map;
	size_t i;

	for (i = 0; i < ev->nrooms; i++) {
		const struct room *r = &ev->rooms[i];

		map = piece_map(w->a, true);
		piece_put(w->a, map, "title", write_text(w, &r->title, PIECE_TEXT));
		if (r->venue != NULL)
			piece_put(w->a, map, "venue", write_string(w, r->venue->id));
		piece_put(w->a, map, "capacity", write_count(w, r->capacity));
		piece_put(w->a, map, "step-free", write_yes(w, r->step_free));
		piece_put(w->a, map, "open", open_hours(w, &r->open));
		piece_put(w->a, map, "url", write_string(w, r->url));
		piece_put(w->a, map, "visibility",
		    write_choice(w, visibility_words, (int)r->visibility, (int)VISIBILITY_PUBLIC));
		piece_put(w->a, map, "allow", write_rules(w, r->allow, r->nallow));
		piece_put(w->a, all, r->id, write_short(map, "title"));
	}
	return all->n == 0 ? NULL : all;
}

static struct piece *
tracks(struct writer *w, const struct event *ev)
{
	struct piece *all = piece_map(w->a, false), *map;
	size_t i;

	for (i = 0; i < ev->ntracks; i++) {
		const struct track *t = &ev->tracks[i];

		map = piece_map(w->a, true);
		piece_put(w->a, map, "title", write_text(w, &t->title, PIECE_TEXT));
		piece_put(w->a, map, "audience", write_text(w, &t->audience, PIECE_TEXT));
		piece_put(w->a, map, "colour", write_string(w, t->colour));
		piece_put(w->a, map, "allow", write_rules(w, t->allow, t->nallow));
		piece_put(w->a, all, t->id, write_short(map, "title"));
	}
	return all->n == 0 ? NULL : all;
}

/* `at` and `for` of an event that is its only session: on the one day of its dates. */
static void
put_own_slot(struct writer *w, struct piece *root)
{
	const struct event *ev = w->event;
	struct date day = slot_day(w, &ev->slot);

	if (!ev->slot.has_start || ev->nsessions > 0 || ev->dates.precision != PRECISION_DAY ||
	    !date_eq(ev->dates.first, day) || !date_eq(ev->dates.last, day))
		return;
	piece_put(w->a, root, "at", write_at(w, ev->slot.start));
	piece_put(w->a, root, "for", write_for(w, &ev->slot));
}

/* What the event is. */
static void
put_what(struct writer *w, struct piece *root)
{
	const struct event *ev = w->event;
	struct arena *a = w->a;

	piece_put(a, root, "event", write_string(w, ev->id));
	piece_put(a, root, "kind", write_word(w, event_kind_words[ev->kind]));
	piece_put(a, root, "title", write_text(w, &ev->title, PIECE_TEXT));
	piece_put(a, root, "subtitle", write_text(w, &ev->subtitle, PIECE_TEXT));
	piece_put(a, root, "abstract", write_text(w, &ev->abstract, PIECE_PROSE));
	piece_put(a, root, "series", write_string(w, ev->series == NULL ? NULL : ev->series->id));
	piece_put(a, root, "organisations",
	    write_organisations(w, ev->organisations, ev->norganisations));
	piece_put(
	    a, root, "format", write_choice(w, format_words, (int)ev->format, (int)FORMAT_UNSAID));
	piece_put(a, root, "status",
	    write_choice(w, status_words, (int)ev->status, (int)STATUS_CONFIRMED));
	piece_put(a, root, "draft", write_yes(w, ev->draft));
	if (w->site->zone == NULL || strcmp(tz_name(ev->zone), tz_name(w->site->zone)) != 0)
		piece_put(a, root, "timezone", write_word(w, tz_name(ev->zone)));
	piece_put(a, root, "visibility",
	    write_choice(w, visibility_words, (int)ev->visibility, (int)VISIBILITY_PUBLIC));
}

/* When and where it is, and who is there. */
static void
put_where(struct writer *w, struct piece *root, struct piece *people)
{
	const struct event *ev = w->event;
	struct arena *a = w->a;

	piece_put(a, root, "dates", write_dates(w, &ev->dates));
	piece_put(a, root, "deadline", write_deadline(w, &ev->deadline));
	put_own_slot(w, root);
	piece_put(a, root, "place", write_text(w, &ev->place, PIECE_TEXT));
	piece_put(a, root, "venue", venue(w, &ev->venue));
	piece_put(a, root, "venues", piece_apart(venues(w, ev)));
	piece_put(a, root, "rooms", piece_apart(rooms(w, ev)));
	piece_put(a, root, "tracks", piece_apart(tracks(w, ev)));
	piece_put(a, root, "people", piece_apart(people));
	piece_put(a, root, "languages", write_strings(w, ev->languages, ev->nlanguages));
	piece_put(
	    a, root, "interpretation", write_strings(w, ev->interpretation, ev->ninterpretation));
	piece_put(a, root, "capacity", write_count(w, ev->capacity));
	piece_put(a, root, "links", write_links(w, ev->links, ev->nlinks));
	piece_put(a, root, "join", write_join(w, ev->join, ev->join_visibility));
	piece_put(a, root, "allow", write_rules(w, ev->allow, ev->nallow));
}

/* Notes that are no session's, at the top. */
static void
put_notes(struct writer *w, struct piece *root)
{
	size_t i, k;

	for (i = 0; w->notes != NULL && i < w->notes->n; i++) {
		const struct finding *f = &w->notes->items[i];

		for (k = 0; k < w->event->nsessions; k++)
			if (f->at.line > 0 && place_cmp(&f->at, &w->event->sessions[k]->at) == 0)
				break;
		if (k == w->event->nsessions)
			piece_comment(w->a, root, note_words(w, f));
	}
}

struct piece *
write_head(struct writer *w, struct piece *people)
{
	struct piece *root = piece_map(w->a, false);

	put_notes(w, root);
	put_what(w, root);
	put_where(w, root, people);
	return root;
}
