/* SPDX-License-Identifier: ISC */
/* One session, and the ids of all. */
#include "core/ids.h"
#include "core/repeat.h"
#include "data/reader.h"

#include <string.h>

static void
refs_of(struct reader *r, const struct fields *fs, struct session *se)
{
	static const char *const tracks[] = {"track", "tracks"}, *const rooms[] = {"room", "rooms"};
	const struct node *node;
	int i;

	for (i = 0; i < 2; i++) {
		if ((node = field(fs, tracks[i])) != NULL)
			refs_read(r, REF_TRACK, node, &se->tracks, &se->ntracks);
		if ((node = field(fs, rooms[i])) != NULL)
			refs_read(r, REF_ROOM, node, &se->rooms, &se->nrooms);
	}
	/* A session of an unknown track is for some, not for all. */
	if (se->ntracks == 0 && r->event->ntracks > 0 &&
	    (field(fs, "track") != NULL || field(fs, "tracks") != NULL ||
		field_is_told(fs, "track") || field_is_told(fs, "tracks")))
		*(struct track **)arena_push(
		    r->a, &se->tracks, &se->ntracks, sizeof(struct track *)) = r->event->tracks;
	if ((node = field(fs, "organisations")) != NULL)
		refs_read(r, REF_ORGANISATION, node, &se->organisations, &se->norganisations);
}

void
session_fields_read(struct reader *r, const struct fields *fs, struct session *se)
{
	const struct node *moved = field(fs, "moved-from"), *join = field(fs, "join");

	refs_of(r, fs, se);
	appearances_read(r, field(fs, "people"), se);
	if (join != NULL || se->repeat == NULL)
		join_read(r, join, &se->join, &se->join_visibility);
	if (moved != NULL)
		moment_read(r, moved, &se->moved_from);
}

struct session *
session_read(struct reader *r, const struct node *node, struct fields *fs)
{
	struct event *ev = r->event;
	struct session *se = arena_alloc(r->a, sizeof *se);
	const struct node *was;

	*se = (struct session){.capacity = -1, .at = node->at, .event = ev};
	if (!fields_read(r, node, &session_keys, se, fs))
		return NULL;
	se->id_given = se->id != NULL;
	if ((was = field(fs, "was")) != NULL)
		session_was_read(r, was, &se->was);
	session_fields_read(r, fs, se);
	*(struct session **)arena_push(r->a, &ev->sessions, &ev->nsessions, sizeof se) = se;
	return se;
}

/* "on line 7", or in which file. */
static const char *
where_words(struct reader *r, const struct session *se, const struct session *from)
{
	if (strcmp(se->at.file, from->at.file) == 0)
		return finding_words(r->f, "on line %d", se->at.line);
	return finding_words(r->f, "in %s, line %d", finding_quote(r->f, se->at.file), se->at.line);
}

static void
take_given(struct reader *r, struct ids *ids, struct session *se)
{
	const struct session *first = names_get(&ids->names, se->id);

	if (first != NULL)
		finding_add(r->f, RULE_DUPLICATE_ID, se->at, "give this session another id",
		    "there is another session '%s' %s", se->id, where_words(r, first, se));
	else
		names_put(&ids->names, se->id, se);
}

/* A break or social is numbered without a word: nobody asks for the second lunch by name. */
static bool
may_repeat(const struct session *se)
{
	return se->type == TYPE_BREAK || se->type == TYPE_SOCIAL;
}

static void
make_id(struct reader *r, struct ids *ids, struct session *se)
{
	const char *lang = r->site->nlanguages > 0 ? r->site->languages[0] : "en";
	const char *title = text_get(&se->title, lang, NULL), *base = slug(r->a, title);
	const struct session *first;
	bool is_nameless = base == NULL;

	if (base == NULL && *title != '\0')
		finding_add(r->f, RULE_NO_ID, se->at, "give the session one: id: opening",
		    "no id can be made from the title '%s'", finding_quote(r->f, title));
	if (base == NULL)
		base = "session";
	first = names_get(&ids->names, base);
	se->id = ids_make(ids, base, se);
	if (first != NULL && !may_repeat(se) && *title != '\0' && !is_nameless)
		finding_add(r->f, RULE_NUMBERED_ID, se->at,
		    "give one of them an id with 'id:', so that its address stays when they "
		    "move",
		    "the session %s has the same %s, so this one is '%s'",
		    where_words(r, first, se),
		    strcmp(title, text_get(&first->title, lang, NULL)) == 0 ? "title" : "id",
		    se->id);
}

/* ---- ids of what repeats ---- */

/* Sessions as they are said: what repeats is one. */
struct said {
	struct session **items;
	size_t n;
};

static struct said
said_once(struct reader *r)
{
	const struct event *ev = r->event;
	struct said l = {0};

	for (size_t i = 0; i < ev->nsessions; i++) {
		struct session *se = ev->sessions[i];

		if (se->repeat != NULL)
			se = se->repeat->session;
		if (l.n == 0 || l.items[l.n - 1] != se)
			*(struct session **)arena_push(r->scratch, &l.items, &l.n, sizeof se) = se;
	}
	return l;
}

/* What the ids of occurrences begin with: the id, or where that is too long and another begins
 * alike, its beginning with a number. */
static const char *
stem_of(struct reader *r, struct names *stems, const struct session *base)
{
	const char *stem = repeat_stem(r->a, base->id, REPEAT_STEM_MAX);

	for (int k = 2; names_get(stems, stem) != NULL && k < 1000; k++)
		stem = arena_printf(
		    r->a, "%s-%d", repeat_stem(r->scratch, base->id, REPEAT_STEM_MAX - 4), k);
	names_put(stems, stem, (void *)base);
	return stem;
}

static void
occurrence_ids(struct reader *r, struct ids *ids)
{
	struct event *ev = r->event;
	struct names stems;
	struct repeat *last = NULL;

	names_init(&stems, r->scratch);
	for (size_t i = 0; i < ev->nsessions; i++) {
		struct session *se = ev->sessions[i];
		const struct session *other;

		if (se->repeat == NULL)
			continue;
		if (se->repeat != last) {
			last = se->repeat;
			last->id = stem_of(r, &stems, last->session);
		}
		se->id = repeat_id(r->a, last->id, se->repeat_day);
		other = names_get(&ids->names, se->id);
		if (other != NULL)
			finding_add(r->f, RULE_DUPLICATE_ID, other->at,
			    "give this session another id",
			    "'%s' is the id of a date of the session '%s' %s, which repeats",
			    se->id, last->session->id, where_words(r, last->session, other));
		se->id = ids_make(ids, se->id, se);
	}
}

void
session_ids(struct reader *r)
{
	struct said said = said_once(r);
	struct session *se;
	struct ids ids;
	size_t i;

	ids_init(&ids, r->scratch, r->a);
	for (i = 0; i < said.n; i++)
		if (said.items[i]->id_given)
			take_given(r, &ids, said.items[i]);
	for (i = 0; i < said.n; i++) {
		se = said.items[i];
		if (!se->id_given)
			make_id(r, &ids, se);
		else if (names_get(&ids.names, se->id) != se)
			se->id = ids_make(&ids, se->id, se);
	}
	occurrence_ids(r, &ids);
}
