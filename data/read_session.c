/* SPDX-License-Identifier: ISC */
/* One session, and the ids of all. */
#include "core/ids.h"
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

struct session *
session_read(struct reader *r, const struct node *node, struct fields *fs)
{
	struct event *ev = r->event;
	struct session *se = arena_alloc(r->a, sizeof *se);
	const struct node *moved, *was;

	*se = (struct session){.capacity = -1, .at = node->at, .event = ev};
	if (!fields_read(r, node, &session_keys, se, fs))
		return NULL;
	se->id_given = se->id != NULL;
	if ((was = field(fs, "was")) != NULL)
		session_was_read(r, was, &se->was);
	refs_of(r, fs, se);
	appearances_read(r, field(fs, "people"), se);
	join_read(r, field(fs, "join"), &se->join, &se->join_visibility);
	if ((moved = field(fs, "moved-from")) != NULL)
		moment_read(r, moved, &se->moved_from);
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

void
session_ids(struct reader *r)
{
	struct event *ev = r->event;
	struct session *se;
	struct ids ids;
	size_t i;

	ids_init(&ids, r->scratch, r->a);
	for (i = 0; i < ev->nsessions; i++)
		if (ev->sessions[i]->id_given)
			take_given(r, &ids, ev->sessions[i]);
	for (i = 0; i < ev->nsessions; i++) {
		se = ev->sessions[i];
		if (!se->id_given) {
			make_id(r, &ids, se);
		} else if (names_get(&ids.names, se->id) != se) {
			se->id = ids_make(&ids, se->id, se);
		}
	}
}
