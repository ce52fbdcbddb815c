/* SPDX-License-Identifier: ISC */
/* Names of things in other places of the YAML. */
#include "data/reader.h"

#include "data/meant.h"

#include <string.h>
#include <strings.h>

enum { SUGGESTED_AMONG = 1000 }; /* things whose ids are compared with what was written */

struct choice {
	const char *id;
	const struct text *title;
};

static size_t
choices(const struct reader *r, enum ref kind, struct choice *out, size_t max)
{
	size_t i, n = 0;

#define EACH(array, count, text)                                                                   \
	for (i = 0; i < (count) && n < max; i++)                                                   \
		out[n++] = (struct choice)                                                         \
		{                                                                                  \
			(array)->id, &(array)->text                                                \
		}
	switch (kind) {
	case REF_VENUE: EACH(&r->event->venues[i], r->event->nvenues, name); break;
	case REF_ROOM: EACH(&r->event->rooms[i], r->event->nrooms, title); break;
	case REF_TRACK: EACH(&r->event->tracks[i], r->event->ntracks, title); break;
	case REF_PERSON: EACH(r->site->people[i], r->site->npeople, name); break;
	case REF_ORGANISATION:
		EACH(r->site->organisations[i], r->site->norganisations, name);
		break;
	case REF_SERIES: EACH(r->site->series[i], r->site->nseries, title); break;
	case REF_EVENT: EACH(r->site->events[i], r->site->nevents, title); break;
	}
#undef EACH
	return n;
}

static bool
has_wording(const struct text *t, const char *s)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		if (strcasecmp(t->in[i].s, s) == 0)
			return true;
	return false;
}

const char *
ref_suggest(struct reader *r, enum ref kind, const char *written)
{
	struct choice choice[SUGGESTED_AMONG];
	const char *ids[SUGGESTED_AMONG];
	size_t n = choices(r, kind, choice, SUGGESTED_AMONG), i;

	for (i = 0; i < n; i++) {
		if (has_wording(choice[i].title, written))
			return choice[i].id;
		ids[i] = choice[i].id;
	}
	return suggest(written, ids, n);
}

static const struct {
	enum rule rule;
	const char *noun, *where, *todo;
} kinds[] = {
    [REF_VENUE] = {RULE_UNKNOWN_VENUE, "venue", "in this event", "add it under 'venues:'"},
    [REF_ROOM] = {RULE_UNKNOWN_ROOM, "room", "in this event", "add it under 'rooms:'"},
    [REF_TRACK] = {RULE_UNKNOWN_TRACK, "track", "in this event", "add it under 'tracks:'"},
    [REF_PERSON] = {RULE_UNKNOWN_PERSON, "person", "in this event or site.yaml",
	"add them under 'people:'"},
    [REF_ORGANISATION] = {RULE_UNKNOWN_ORGANISATION, "organisation", "in site.yaml",
	"add it there under 'organisations:'"},
    [REF_SERIES] = {RULE_UNKNOWN_SERIES, "series", "in site.yaml", "add it there under 'series:'"},
    [REF_EVENT] = {RULE_UNKNOWN_EVENT, "event", "in this folder",
	"write the id that stands after 'event:' in the file that this one continues"},
};

static const struct names *
names_of(const struct reader *r, enum ref kind)
{
	switch (kind) {
	case REF_VENUE: return &r->venues;
	case REF_ROOM: return &r->rooms;
	case REF_TRACK: return &r->tracks;
	case REF_PERSON: return &r->people;
	case REF_ORGANISATION: return &r->organisations;
	case REF_EVENT: return &r->events;
	default: return &r->series;
	}
}

/* Whether a thing may be defined where we could not read. */
static bool
may_be_elsewhere(const struct reader *r, enum ref kind)
{
	if ((kind == REF_PERSON || kind == REF_EVENT) && r->has_bad_file)
		return true;
	return kind >= REF_PERSON && kind != REF_EVENT && !r->has_site;
}

/* What to do about a name that is not there and like none that is. */
static const char *
add_todo(struct reader *r, enum ref kind, const char *s)
{
	const char *id;

	if (kind != REF_PERSON || (id = slug(r->scratch, s)) == NULL)
		return kinds[kind].todo;
	if (strcmp(id, s) == 0)
		return finding_words(r->f,
		    "add them under the event's 'people:', as in %s: {name: \xe2\x80\xa6}", id);
	return finding_words(r->f,
	    "write under the event's 'people:' %s: {name: %s}, and here the id: %s", id,
	    finding_quote(r->f, s), id);
}

void *
ref_find(struct reader *r, enum ref kind, const struct node *node)
{
	const char *s =
	    node_text(r, node, finding_words(r->f, "write the id of a %s", kinds[kind].noun));
	const char *near = NULL, *todo;
	void *thing;

	if (s == NULL)
		return NULL;
	thing = names_get(names_of(r, kind), s);
	if (thing != NULL || may_be_elsewhere(r, kind))
		return thing;
	todo = meant_any(s);
	if (todo == NULL && !findings_is_full(r->f, node->at.file)) {
		near = ref_suggest(r, kind, s);
		todo = near != NULL ? finding_words(r->f, "did you mean '%s'?", near)
				    : add_todo(r, kind, s);
	}
	finding_add(r->f, kinds[kind].rule, node->at, todo, "there is no %s '%s' %s",
	    kinds[kind].noun, finding_quote(r->f, s), kinds[kind].where);
	return NULL;
}

void
refs_read(struct reader *r, enum ref kind, const struct node *node, void *items, size_t *n)
{
	size_t count, i, k;
	struct node *const *nodes = node_items(r, node, true,
	    finding_words(r->f, "write an id, or a list of ids: [one, two]"), &count);
	void *thing, **array;

	for (i = 0; i < count; i++) {
		thing = ref_find(r, kind, nodes[i]);
		array = *(void ***)items;
		for (k = 0; k < *n && array[k] != thing; k++)
			;
		if (thing != NULL && k == *n)
			*(void **)arena_push(r->a, items, n, sizeof(void *)) = thing;
	}
}
