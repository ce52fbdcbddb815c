/* SPDX-License-Identifier: ISC */
/* Rooms, tracks and people: by what they are called, each once. Their names are cleaned within the
 * entries first, so that what was mended is told once. */
#include "core/intake_private.h"

#include <string.h>
#include <strings.h>

/* What is met of one kind, before its array is made. */
struct met {
	struct intake_track as; /* of a room only the title */
	struct place at;
};

struct gathering {
	struct met *items;
	size_t n;
};

static void
gather(struct intake_work *w, struct gathering *g, struct names *known, struct place at,
    struct intake_track *as)
{
	as->title = intake_line(w, at, as->title);
	if (as->title == NULL || names_get(known, as->title) != NULL)
		return;
	names_put(known, as->title, w);
	*(struct met *)arena_push(w->in->scratch, &g->items, &g->n, sizeof(struct met)) =
	    (struct met){*as, at};
}

static void
make_rooms(struct intake_work *w)
{
	struct intake *in = w->in;
	struct event *ev = w->event;
	struct gathering g = {0};
	struct ids ids;

	for (size_t i = 0; i < in->nentries; i++) {
		for (size_t k = 0; k < in->entries[i]->nrooms; k++) {
			struct intake_track as = {.title = in->entries[i]->rooms[k]};

			gather(w, &g, &w->rooms, in->entries[i]->at, &as);
			in->entries[i]->rooms[k] = as.title;
		}
	}
	ids_init(&ids, in->scratch, w->a);
	ev->rooms = arena_array(w->a, g.n, sizeof *ev->rooms);
	for (; ev->nrooms < g.n; ev->nrooms++) {
		const struct met *m = &g.items[ev->nrooms];
		struct room *room = &ev->rooms[ev->nrooms];

		*room = (struct room){.id = intake_id(w, &ids, m->as.title, "room"),
		    .title = intake_text(w, m->as.title),
		    .capacity = -1,
		    .at = m->at};
		names_put(&w->rooms, m->as.title, room);
	}
}

static const char *
colour_of(struct intake_work *w, const struct met *m)
{
	char out[INTAKE_VALUE_MAX];

	if (m->as.colour == NULL || *m->as.colour == '\0')
		return NULL;
	if (w->in->options.takes(INTAKE_COLOUR, m->as.colour, out))
		return arena_strdup(w->a, out);
	finding_add(w->in->f, RULE_IMPORT_DROPPED, m->at, "write it like \"#0b6e4f\"",
	    "'%s' is no colour: it is left out", finding_quote(w->in->f, m->as.colour));
	return NULL;
}

/* Takes one over into the order that is to be. */
static void
take_over(struct intake_work *w, struct gathering *to, struct met *m)
{
	*(struct met *)arena_push(w->in->scratch, &to->items, &to->n, sizeof *m) = *m;
	m->as.title = NULL;
}

/* Those told of before the sessions come in that order, if a session is in them. */
static void
order_tracks(struct intake_work *w, struct gathering *g)
{
	struct intake *in = w->in;
	struct gathering sorted = {0};
	struct names by_title;
	struct met *m;

	names_init(&by_title, in->scratch);
	for (size_t k = 0; k < g->n; k++)
		names_put(&by_title, g->items[k].as.title, &g->items[k]);
	for (size_t i = 0; i < in->ntracks; i++) {
		const struct intake_track *known = &in->tracks[i];
		const char *title = intake_line(w, in->event.at, known->title);

		m = title == NULL ? NULL : names_get(&by_title, title);
		if (m != NULL && m->as.title != NULL) {
			if (m->as.colour == NULL)
				m->as.colour = known->colour;
			if (m->as.slug == NULL)
				m->as.slug = known->slug;
			take_over(w, &sorted, m);
		} else if (m == NULL && title != NULL) {
			intake_tally(in, RULE_IMPORT_DROPPED, in->event.at,
			    "a track without a session is left out", NULL);
		}
	}
	for (size_t k = 0; k < g->n; k++)
		if (g->items[k].as.title != NULL)
			take_over(w, &sorted, &g->items[k]);
	*g = sorted;
}

static void
make_tracks(struct intake_work *w)
{
	struct intake *in = w->in;
	struct event *ev = w->event;
	struct gathering g = {0};
	struct ids ids;

	for (size_t i = 0; i < in->nentries; i++)
		for (size_t k = 0; k < in->entries[i]->ntracks; k++)
			gather(w, &g, &w->tracks, in->entries[i]->at, &in->entries[i]->tracks[k]);
	order_tracks(w, &g);
	ids_init(&ids, in->scratch, w->a);
	ev->tracks = arena_array(w->a, g.n, sizeof *ev->tracks);
	for (; ev->ntracks < g.n; ev->ntracks++) {
		const struct met *m = &g.items[ev->ntracks];
		struct track *track = &ev->tracks[ev->ntracks];
		const char *s =
		    m->as.slug != NULL && *m->as.slug != '\0' ? m->as.slug : m->as.title;

		*track = (struct track){.id = intake_id(w, &ids, s, "track"),
		    .title = intake_text(w, m->as.title),
		    .colour = colour_of(w, m),
		    .at = m->at};
		names_put(&w->tracks, m->as.title, track);
	}
}

/* ---- people ---- */

/* A person and the number that the other program has for them, if any. */
struct known {
	struct person *person;
	const char *name, *key;
};

struct people {
	struct ids ids;
	struct names keys;
};

static void
tell_namesake(struct intake_work *w, struct place at, const char *name)
{
	finding_add(w->in->f, RULE_IMPORT_DOUBTFUL, at,
	    "if they are two people, give one of them an id and a name of their own",
	    "'%s' has two numbers in the file and is taken for one person",
	    finding_quote(w->in->f, name));
}

static struct known *
make_person(
    struct intake_work *w, struct people *ps, const struct intake_person *from, struct place at)
{
	struct person *p = arena_alloc(w->a, sizeof *p);
	struct known *known = arena_alloc(w->in->scratch, sizeof *known);
	struct attendee *to;

	*p = (struct person){.id = intake_id(w, &ps->ids, from->name, "person"),
	    .name = intake_text(w, from->name),
	    .at = at};
	*known = (struct known){p, from->name, from->key};
	*(struct person **)arena_push(w->a, &w->site->people, &w->site->npeople, sizeof p) = p;
	to = arena_push(w->a, &w->event->people, &w->event->npeople, sizeof *to);
	to->person = p;
	names_put(&w->people, from->name, known);
	return known;
}

static void
meet_person(struct intake_work *w, struct people *ps, struct intake_person *from, struct place at)
{
	struct known *by_key = NULL, *by_name;

	from->name = intake_line(w, at, from->name);
	if (from->key != NULL && *from->key == '\0')
		from->key = NULL;
	if (from->key != NULL)
		by_key = names_get(&ps->keys, from->key);
	if (from->name == NULL) {
		if (by_key != NULL)
			from->name = by_key->name;
		else
			finding_add(w->in->f, RULE_IMPORT_DROPPED, at, "write who it is",
			    "someone without a name is left out");
		return;
	}
	by_name = names_get(&w->people, from->name);
	if (by_name == NULL && by_key != NULL) {
		intake_tally(w->in, RULE_IMPORT_DOUBTFUL, at,
		    finding_words(w->in->f, "'%s' is also written '%s': the first is kept",
			finding_quote(w->in->f, by_key->name), finding_quote(w->in->f, from->name)),
		    "write the name that is right");
		names_put(&w->people, from->name, by_key);
	} else if (by_name == NULL) {
		by_name = make_person(w, ps, from, at);
	} else if (by_key == NULL && from->key != NULL && by_name->key != NULL) {
		tell_namesake(w, at, from->name);
	}
	if (by_key == NULL && from->key != NULL)
		names_put(&ps->keys, from->key, by_name);
	if (from->url != NULL && *from->url != '\0') {
		struct known *known = names_get(&w->people, from->name);

		if (known->person->url == NULL)
			known->person->url = intake_url(w, at, from->url);
	}
}

static void
make_people(struct intake_work *w)
{
	struct intake *in = w->in;
	struct people ps;

	ids_init(&ps.ids, in->scratch, w->a);
	names_init(&ps.keys, in->scratch);
	for (size_t i = 0; i < in->nentries; i++)
		for (size_t k = 0; k < in->entries[i]->npeople; k++)
			meet_person(w, &ps, &in->entries[i]->people[k], in->entries[i]->at);
}

void
intake_things(struct intake_work *w)
{
	names_init(&w->rooms, w->in->scratch);
	names_init(&w->tracks, w->in->scratch);
	names_init(&w->people, w->in->scratch);
	make_rooms(w);
	make_tracks(w);
	make_people(w);
}

/* ---- what a session refers to ---- */

/* Appends a thing to a session's list, once. */
static void
refer(struct intake_work *w, void *items, size_t *n, void *thing)
{
	void **list = *(void ***)items;

	for (size_t i = 0; i < *n; i++)
		if (list[i] == thing)
			return;
	*(void **)arena_push(w->a, items, n, sizeof thing) = thing;
}

static void
appear(struct intake_work *w, const struct intake_person *from, struct place at, struct session *se)
{
	const struct known *known = names_get(&w->people, from->name);

	for (size_t i = 0; i < se->npeople; i++)
		if (se->people[i].person == known->person && se->people[i].as == from->as)
			return;
	*(struct appearance *)arena_push(w->a, &se->people, &se->npeople,
	    sizeof(struct appearance)) = (struct appearance){known->person, from->as, at};
}

/* The keys that pages have words for, and how links are labelled elsewhere. */
static const struct {
	const char *key, *labels[6];
} usual_links[] = {
    {"slides", {"slides", "presentation", "presentation slides", "talk slides", "folien", NULL}},
    {"recording", {"recording", "video", "video recording", "aufzeichnung", NULL}},
    {"paper", {"paper", NULL}},
    {"feedback", {"feedback", "submit feedback", NULL}},
    {"report", {"report", NULL}},
    {"web", {"website", "web", "homepage", "web page", "home page", NULL}},
};

/* A label in plain small letters, a blank between its words; NULL if it has none. */
static char *
words_of(struct intake_work *w, const char *label)
{
	const char *id = slug(w->in->scratch, label);
	char *words = arena_strdup(w->in->scratch, id);

	for (char *p = words; p != NULL && *p != '\0'; p++)
		if (*p == '-')
			*p = ' ';
	return words;
}

static const char *
usual_key(const char *label)
{
	for (size_t i = 0; i < sizeof usual_links / sizeof *usual_links; i++)
		for (size_t k = 0; usual_links[i].labels[k] != NULL; k++)
			if (strcmp(label, usual_links[i].labels[k]) == 0)
				return usual_links[i].key;
	return NULL;
}

/* Whether a label says no more than its session's title or its key, or what pages show for that. */
static bool
says_nothing(struct intake_work *w, const char *label, const char *key, const struct session *se)
{
	const char *words = words_of(w, label), *id = slug(w->in->scratch, label);

	if (words != NULL && strcmp(id, key) == 0 && strcasecmp(label, words) == 0)
		return true;
	if (strcmp(label, text_get(&se->title, w->lang, NULL)) == 0 ||
	    strcmp(label, text_get(&se->subtitle, w->lang, NULL)) == 0)
		return true;

	return words != NULL && usual_key(words) != NULL && strcmp(usual_key(words), key) == 0;
}

static const char *
link_key(struct intake_work *w, const struct intake_link *from, const char *label)
{
	char *words = label == NULL ? NULL : words_of(w, label), *end;

	if (from->key != NULL)
		return from->key;
	if (words == NULL)
		return "link";
	if (usual_key(words) != NULL)
		return usual_key(words);
	if (strncmp(words, "video recording", 15) == 0)
		return "recording";
	if (strstr(words, "feedback") != NULL)
		return "feedback";
	/* A key is short: three words of a long label. */
	end = words;
	for (int n = 0; n < 3 && end != NULL; n++)
		end = strchr(end + (n > 0), ' ');
	if (end != NULL)
		*end = '\0';
	return words;
}

static void
add_link(struct intake_work *w, const struct intake_link *from, struct place at, struct ids *taken,
    struct session *se)
{
	const char *label = intake_line(w, at, from->label), *url = intake_url(w, at, from->url);
	const char *key;
	struct link *to;

	if (url == NULL) {
		if (label != NULL && (from->url == NULL || *from->url == '\0'))
			intake_tally(w->in, RULE_IMPORT_DROPPED, at,
			    "a link without an address is left out", NULL);
		return;
	}
	for (size_t i = 0; i < se->nlinks; i++)
		if (strcmp(se->links[i].url, url) == 0)
			return;
	key = link_key(w, from, label);
	to = arena_push(w->a, &se->links, &se->nlinks, sizeof *to);
	*to = (struct link){.name = intake_id(w, taken, key, "link"), .url = url, .at = at};
	if (label != NULL && (!says_nothing(w, label, key, se) || strcmp(to->name, key) != 0))
		to->label = intake_text(w, label);
}

void
intake_refs(struct intake_work *w, const struct intake_entry *en, struct session *se)
{
	struct ids taken;

	for (size_t i = 0; i < en->nrooms; i++)
		if (en->rooms[i] != NULL)
			refer(w, &se->rooms, &se->nrooms, names_get(&w->rooms, en->rooms[i]));
	for (size_t i = 0; i < en->ntracks; i++)
		if (en->tracks[i].title != NULL)
			refer(w, &se->tracks, &se->ntracks,
			    names_get(&w->tracks, en->tracks[i].title));
	for (size_t i = 0; i < en->npeople; i++)
		if (en->people[i].name != NULL)
			appear(w, &en->people[i], en->at, se);
	ids_init(&taken, w->in->scratch, w->a);
	if (en->url != NULL && *en->url != '\0')
		add_link(
		    w, &(struct intake_link){.url = en->url, .key = "web"}, en->at, &taken, se);
	for (size_t i = 0; i < en->nlinks; i++)
		add_link(w, &en->links[i], en->at, &taken, se);
}
