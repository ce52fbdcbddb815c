/* SPDX-License-Identifier: ISC */
/* Ids of what is imported. */
#include "core/intake_private.h"

#include <string.h>

const char *
intake_id(struct intake_work *w, struct ids *ids, const char *s, const char *otherwise)
{
	const char *id = s == NULL ? NULL : slug(w->a, s);

	return ids_make(ids, id != NULL ? id : otherwise, w);
}

void
intake_event_id(struct intake_work *w)
{
	struct intake *in = w->in;
	const char *asked = in->options.event_id, *id = NULL;
	char out[INTAKE_VALUE_MAX];

	if (asked != NULL) {
		w->event->id = arena_strdup(w->a, asked);
		return;
	}
	if (in->event.id != NULL)
		id = slug(w->a, in->event.id);
	if (id == NULL)
		id = slug(w->a, text_get(&w->event->title, w->lang, NULL));
	if (id == NULL)
		id = "event";
	if (!in->options.takes(INTAKE_EVENT_ID, id, out))
		id = arena_printf(w->a, "%.50s-event", id);
	w->event->id = id;
}

/* What is left of `id` after `prefix` and a hyphen; `id` itself if it begins otherwise. */
static const char *
without(const char *id, const char *prefix)
{
	size_t n = prefix == NULL ? 0 : strlen(prefix);

	if (n > 0 && strncmp(id, prefix, n) == 0 && id[n] == '-' && id[n + 1] != '\0')
		return id + n + 1;
	return id;
}

/* What is left of `id` after the name of the event, as it may stand in slugs. */
static const char *
without_event(struct intake_work *w, const char *id)
{
	const struct intake_event *ev = &w->in->event;
	const char *const names[] = {ev->id, ev->title, w->event->id};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *prefix = names[i] == NULL ? NULL : slug(w->in->scratch, names[i]);
		const char *rest = without(id, prefix);

		if (rest != id)
			return rest;
	}
	return id;
}

/* The id that an entry's slug asks for; NULL if it has none. The event, and the number that the
 * other program gave the session, are not said in it again. */
static const char *
wanted(struct intake_work *w, const struct intake_entry *en)
{
	const char *id = en->slug == NULL ? NULL : slug(w->in->scratch, en->slug), *rest;
	size_t digits;

	if (id == NULL)
		return NULL;
	rest = without_event(w, id);
	if (rest == id)
		return id;
	digits = strspn(rest, "0123456789");
	return digits > 0 && rest[digits] == '-' && rest[digits + 1] != '\0' ? rest + digits + 1
									     : rest;
}

/* Whether one id is the other, cut short at a word's end because it came with more before it. */
static bool
is_cut(const char *id, const char *whole)
{
	size_t n = strlen(id);

	return strncmp(id, whole, n) == 0 && (whole[n] == '\0' || (n >= 20 && whole[n] == '-'));
}

/* Of sessions. */
struct giving {
	struct ids ids;
	struct names slugs; /* as written, the session that has it */
	struct names keys;
};

static void
check_key(struct intake_work *w, struct giving *g, const struct intake_entry *en)
{
	const struct intake_entry *first;

	if (en->key == NULL || *en->key == '\0')
		return;
	first = names_get(&g->keys, en->key);
	if (first == NULL)
		names_put(&g->keys, en->key, (void *)en);
	else
		finding_add(w->in->f, RULE_IMPORT_REPAIRED, en->at, NULL,
		    "'%s' is the id of the session on line %d, too: this one gets another",
		    finding_quote(w->in->f, en->key), first->at.line);
}

/* An id of its own for a session whose slug another one has. */
static void
tell_slug(struct intake_work *w, struct giving *g, const struct intake_entry *en, const char *id)
{
	const struct intake_entry *first;

	if (en->slug == NULL || *en->slug == '\0')
		return;
	first = names_get(&g->slugs, en->slug);
	if (first == NULL)
		names_put(&g->slugs, en->slug, (void *)en);
	else
		finding_add(w->in->f, RULE_IMPORT_REPAIRED, en->at, NULL,
		    "'%s' is the slug of the session on line %d, too: this one gets the id '%s'",
		    finding_quote(w->in->f, en->slug), first->at.line, id);
}

/* How many sessions have the same derived id: then it is no good for a reader who numbers them. */
static void
count_titles(struct intake_work *w, struct names *counts)
{
	for (size_t i = 0; i < w->event->nsessions; i++) {
		const struct session *se = w->event->sessions[i];
		const char *id = slug(w->in->scratch, text_get(&se->title, w->lang, NULL));
		size_t *n = id == NULL ? NULL : names_get(counts, id);

		if (id == NULL)
			continue;
		if (n == NULL) {
			n = arena_alloc(w->in->scratch, sizeof *n);
			names_put(counts, id, n);
		}
		(*n)++;
	}
}

/* An address of 64 characters is more than one reads, and the most of what a long day weighs: an id
 * from a title ends with the last whole word within this. */
enum { IMPORTED_ID_MAX = 40 };

static const char *
shorten(struct intake_work *w, const char *id)
{
	size_t n = IMPORTED_ID_MAX;

	if (id == NULL || strlen(id) <= n)
		return id;
	while (n > 0 && id[n] != '-')
		n--;
	return n == 0 ? id : arena_strndup(w->a, id, n);
}

static void
give(struct intake_work *w, struct giving *g, const struct names *titles,
    const struct intake_entry *en, struct session *se)
{
	const char *title = slug(w->a, text_get(&se->title, w->lang, NULL)), *id = wanted(w, en);
	const size_t *same = title == NULL ? NULL : names_get(titles, title);
	bool is_alone = same != NULL && *same == 1, repeats;

	repeats = se->type == TYPE_BREAK || se->type == TYPE_SOCIAL;
	if (en->id != NULL)
		id = title != NULL && strcmp(en->id, title) == 0 ? title : en->id;
	else if (id == NULL || (title != NULL && is_cut(id, title)))
		id = shorten(w, title);
	se->id = intake_id(w, &g->ids, id, "session");
	/* A reader makes the same id of the title: then there is no need to write it. */
	se->id_given = !(title != NULL && (is_alone || repeats) && id == title &&
			 (repeats || strcmp(se->id, title) == 0));
	tell_slug(w, g, en, se->id);
}

void
intake_session_ids(struct intake_work *w, struct intake_entry *const *entries)
{
	struct event *ev = w->event;
	struct names titles;
	struct giving g;

	names_init(&titles, w->in->scratch);
	ids_init(&g.ids, w->in->scratch, w->a);
	names_init(&g.slugs, w->in->scratch);
	names_init(&g.keys, w->in->scratch);
	count_titles(w, &titles);
	for (size_t i = 0; i < ev->nsessions; i++) {
		check_key(w, &g, entries[i]);
		give(w, &g, &titles, entries[i], ev->sessions[i]);
	}
}
