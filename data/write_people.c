/* SPDX-License-Identifier: ISC */
/* People as YAML: who they are where they are defined, else what one event says of them; who is
 * named by a session alone needs no entry. */
#include "core/names.h"
#include "data/writer.h"

#include <string.h>

/* The organisation as a text, in a form that no id of one is taken for. */
static struct piece *
affiliation_text(struct writer *w, const struct text *t)
{
	struct piece *text = write_text(w, t, PIECE_TEXT), *map;

	if (text == NULL || text->kind == PIECE_MAP || w->site->norganisations == 0 ||
	    !id_is_valid(text->text))
		return text;
	map = piece_map(w->a, true);
	piece_put(w->a, map, t->in[0].lang, text);
	return map;
}

static struct piece *
affiliation(struct writer *w, const struct text *t, const struct organisation *member_of)
{
	size_t i;

	/* What an event says of someone shares the words of the organisation that it names. */
	for (i = 0; member_of == NULL && t->n > 0 && i < w->site->norganisations; i++)
		if (w->site->organisations[i]->name.in == t->in)
			member_of = w->site->organisations[i];
	return member_of != NULL ? write_string(w, member_of->id) : affiliation_text(w, t);
}

/* What both kinds of entries have after what differs. */
static void
put_rest(struct writer *w, struct piece *map, const struct text *bio, const char *url,
    enum visibility v, struct piece *allow)
{
	piece_put(w->a, map, "bio", write_text(w, bio, PIECE_PROSE));
	piece_put(w->a, map, "url", write_string(w, url));
	piece_put(w->a, map, "visibility",
	    write_choice(w, visibility_words, (int)v, (int)VISIBILITY_PUBLIC));
	piece_put(w->a, map, "allow", allow);
}

struct piece *
write_person(struct writer *w, const struct person *p)
{
	struct piece *map = piece_map(w->a, p->bio.n == 0);

	piece_put(w->a, map, "name", write_text(w, &p->name, PIECE_TEXT));
	piece_put(w->a, map, "role", write_text(w, &p->role, PIECE_TEXT));
	piece_put(w->a, map, "organisation", affiliation(w, &p->organisation, p->member_of));
	put_rest(w, map, &p->bio, p->url, p->visibility, write_rules(w, p->allow, p->nallow));
	return map;
}

/* What an event says of someone whom another place defines. */
static struct piece *
write_attendee(struct writer *w, const struct attendee *at)
{
	struct piece *map = piece_map(w->a, at->bio.n == 0);

	piece_put(w->a, map, "role", write_text(w, &at->role, PIECE_TEXT));
	piece_put(w->a, map, "organisation", affiliation(w, &at->organisation, NULL));
	put_rest(w, map, &at->bio, at->url, at->visibility, write_rules(w, at->allow, at->nallow));
	return map->n == 0 ? piece_scalar(w->a, PIECE_WORD, NULL) : map;
}

/* Whether the event's own files define a person. */
static bool
is_own(const struct writer *w, const struct person *p)
{
	return p->at.file == NULL || event_has_file(w->event, p->at.file);
}

/* The place of each person among those whom the sessions name: from 1, as the reader comes upon
 * them. */
static size_t *
appearances(struct writer *w, const struct order *order, struct names *at)
{
	size_t *place, n = 0, i, k;

	names_init(at, w->a);
	for (i = 0; i < order->n; i++)
		n += order->all[i]->session->npeople;
	place = arena_array(w->a, n, sizeof *place);
	n = 0;
	for (i = 0; i < order->n; i++) {
		const struct session *se = order->all[i]->session;

		for (k = 0; k < se->npeople && se->visibility != VISIBILITY_PRIVATE; k++) {
			if (names_get(at, se->people[k].person->id) != NULL)
				continue;
			place[n] = n + 1;
			names_put(at, se->people[k].person->id, &place[n]);
			n++;
		}
	}
	return place;
}

/* How many of the event's people must have an entry, so that the rest follow from the sessions in
 * their order. */
static size_t
count_needed(struct writer *w, struct piece *const *entries, const struct order *order)
{
	const struct event *ev = w->event;
	struct names at;
	const size_t *here, *after = NULL;
	size_t n = ev->npeople;

	appearances(w, order, &at);
	for (; n > 0; n--) {
		here = names_get(&at, ev->people[n - 1].person->id);
		if (here == NULL || entries[n - 1]->kind == PIECE_MAP ||
		    (after != NULL && *here > *after))
			break;
		after = here;
	}
	return n;
}

struct piece *
write_people(struct writer *w, const struct order *order)
{
	const struct event *ev = w->event;
	struct piece **entries = arena_array(w->a, ev->npeople, sizeof(struct piece *));
	struct piece *map = piece_map(w->a, false), *list = piece_list(w->a, true);
	bool says_more = false;
	size_t n, i;

	for (i = 0; i < ev->npeople; i++)
		entries[i] = is_own(w, ev->people[i].person) ? write_person(w, ev->people[i].person)
							     : write_attendee(w, &ev->people[i]);
	n = count_needed(w, entries, order);
	for (i = 0; i < n; i++) {
		says_more = says_more || entries[i]->kind == PIECE_MAP;
		piece_put(w->a, map, ev->people[i].person->id, entries[i]);
		piece_add(w->a, list, write_string(w, ev->people[i].person->id));
	}
	return n == 0 ? NULL : says_more ? map : list;
}
