/* SPDX-License-Identifier: ISC */
/* One session as YAML, and the ids that must be written. */
#include "core/ids.h"
#include "data/writer.h"

#include <string.h>

static struct piece *
tracks(struct writer *w, const struct session *se)
{
	struct piece *list = piece_list(w->a, true);
	size_t i;

	for (i = 0; i < se->ntracks; i++)
		piece_add(w->a, list, write_string(w, se->tracks[i]->id));
	return se->ntracks == 0 ? NULL : se->ntracks == 1 ? list->all[0] : list;
}

static struct piece *
rooms(struct writer *w, const struct session *se)
{
	struct piece *list = piece_list(w->a, true);
	size_t i;

	for (i = 0; i < se->nrooms; i++)
		piece_add(w->a, list, write_string(w, se->rooms[i]->id));
	return se->nrooms == 0 ? NULL : se->nrooms == 1 ? list->all[0] : list;
}

static struct piece *
people(struct writer *w, const struct session *se)
{
	struct piece *list = piece_list(w->a, true), *id, *map;
	size_t i;

	for (i = 0; i < se->npeople; i++) {
		id = write_string(w, se->people[i].person->id);
		if (se->people[i].as == ROLE_SPEAKER) {
			piece_add(w->a, list, id);
			continue;
		}
		map = piece_add(w->a, list, piece_map(w->a, true));
		piece_put(w->a, map, role_words[se->people[i].as], id);
	}
	return se->npeople == 0 ? NULL : list;
}

static void
add_notes(struct writer *w, const struct session *se, struct piece *piece)
{
	size_t i;

	for (i = 0; w->notes != NULL && i < w->notes->n; i++) {
		const struct finding *f = &w->notes->items[i];

		if (f->at.line > 0 && place_cmp(&f->at, &se->at) == 0)
			piece_comment(w->a, piece, note_words(w, f));
	}
}

/* In one line the times stand below those of the lines above: {at: 09:30, for: 30m, title: …}. */
static struct piece *
time_first(struct writer *w, const struct piece *map)
{
	static const char *const first[] = {"id", "at", "for", NULL};
	struct piece *brief = piece_map(w->a, true);
	size_t i, k;

	for (k = 0; first[k] != NULL; k++)
		for (i = 0; i < map->n; i++)
			if (strcmp(map->all[i]->key, first[k]) == 0)
				piece_add(w->a, brief, map->all[i]);
	for (i = 0; i < map->n; i++)
		if (word_find(first, map->all[i]->key) < 0)
			piece_add(w->a, brief, map->all[i]);
	return brief;
}

struct piece *
write_session(struct writer *w, const struct planned *p, bool says_at)
{
	const struct session *se = p->session;
	struct piece *map = piece_map(w->a, se->abstract.n == 0);
	struct arena *a = w->a;

	add_notes(w, se, map);
	piece_put(a, map, "id", write_string(w, p->id));
	piece_put(a, map, "title", write_text(w, &se->title, PIECE_TEXT));
	piece_put(a, map, "subtitle", write_text(w, &se->subtitle, PIECE_TEXT));
	piece_put(a, map, "at", says_at ? write_at(w, se->slot.start) : NULL);
	if (date_is_set(slot_day(w, &se->slot)))
		piece_put(a, map, "for", write_for(w, &se->slot));
	piece_put(
	    a, map, "type", write_choice(w, session_type_words, (int)se->type, (int)TYPE_TALK));
	piece_put(a, map, se->ntracks > 1 ? "tracks" : "track", tracks(w, se));
	piece_put(a, map, se->nrooms > 1 ? "rooms" : "room", rooms(w, se));
	piece_put(a, map, "people", people(w, se));
	piece_put(
	    a, map, "organisations", write_organisations(w, se->organisations, se->norganisations));
	piece_put(a, map, "languages", write_strings(w, se->languages, se->nlanguages));
	piece_put(
	    a, map, "interpretation", write_strings(w, se->interpretation, se->ninterpretation));
	piece_put(
	    a, map, "format", write_choice(w, format_words, (int)se->format, (int)FORMAT_UNSAID));
	piece_put(a, map, "status",
	    write_choice(w, status_words, (int)se->status, (int)STATUS_CONFIRMED));
	piece_put(a, map, "visibility",
	    write_choice(w, visibility_words, (int)se->visibility, (int)VISIBILITY_PUBLIC));
	piece_put(a, map, "capacity", write_count(w, se->capacity));
	piece_put(a, map, "moved-from", write_moment(w, &se->moved_from));
	piece_put(a, map, "abstract", write_text(w, &se->abstract, PIECE_PROSE));
	piece_put(a, map, "links", write_links(w, se->links, se->nlinks));
	piece_put(a, map, "join", write_join(w, se->join, se->join_visibility));
	piece_put(a, map, "allow", write_rules(w, se->allow, se->nallow));
	map->brief = time_first(w, map);
	return map;
}

/* ---- ids ---- */

/* The id that the reader would make; NULL if it can make none. */
static const char *
made_id(struct writer *w, struct ids *ids, struct planned *p)
{
	const char *base = slug(w->a, text_get(&p->session->title, w->lang, NULL));

	return base == NULL ? NULL : ids_make(ids, base, p);
}

/* Looks at those without an id as the reader would. True if some need one to keep what they have.
 */
static bool
find_others(struct writer *w, struct ids *ids, const struct order *order)
{
	bool found = false;
	const char *id;
	size_t i;

	for (i = 0; i < order->n; i++) {
		struct planned *p = order->all[i];

		if (p->id != NULL)
			continue;
		id = made_id(w, ids, p);
		if (id != NULL && (p->session->id == NULL || strcmp(id, p->session->id) == 0))
			continue;
		p->id = p->session->id != NULL ? p->session->id : ids_make(ids, "session", p);
		found = true;
	}
	return found;
}

void
ids_plan(struct writer *w, const struct order *order)
{
	const struct session *se;
	struct ids ids;
	size_t i;

	for (i = 0; i < order->n; i++) {
		se = order->all[i]->session;
		order->all[i]->id = se->id_given ? se->id : NULL;
	}
	do {
		ids_init(&ids, w->a, w->a);
		for (i = 0; i < order->n; i++)
			if (order->all[i]->id != NULL)
				names_put(&ids.names, order->all[i]->id, order->all[i]);
	} while (find_others(w, &ids, order));
}
