/* SPDX-License-Identifier: ISC */
/* People: one id is one person throughout. Who they are is said once, with their name; an event may
 * add what they did, and for whom, at that time. */
#include "data/reader.h"

#include "data/meant.h"

#include <string.h>

/* `organisation:` of a person: one of site.yaml by its id, or a text. */
static void
affiliation_read(struct reader *r, const struct node *node, struct person *out)
{
	const struct organisation *org;
	const char *near = NULL;

	if (node == NULL)
		return;
	text_read(r, node, true, &out->organisation);
	if (node->kind != NODE_TEXT)
		return;
	org = names_get(&r->organisations, node->text);
	if (org != NULL) {
		out->member_of = org;
		out->organisation.in = org->name.in;
		out->organisation.n = org->name.n;
	} else if (id_is_valid(node->text) && !findings_is_full(r->f, node->at.file)) {
		near = ref_suggest(r, REF_ORGANISATION, node->text);
	}
	if (near != NULL)
		finding_add(r->f, RULE_UNKNOWN_ORGANISATION, node->at,
		    finding_words(r->f, "did you mean '%s'?", near),
		    "there is no organisation '%s' in site.yaml", node->text);
}

static bool
person_fields(struct reader *r, const struct node *node, struct person *out)
{
	struct fields fs;

	if (!fields_read(r, node, &person_keys, out, &fs))
		return false;
	affiliation_read(r, field(&fs, "organisation"), out);
	return true;
}

/* `ada: Ada Example`, as rooms are written. */
static bool
is_bare_name(const struct node *node)
{
	return node->kind == NODE_TEXT && !node_is_empty(node);
}

/* Tells of one, and takes it, so that sessions with that person are not told of, too. */
static void
read_bare_name(struct reader *r, const struct node *node, const char *id, struct person *out)
{
	const char *quote = strpbrk(node->text, ",:[]{}#") != NULL ? "\"" : "";

	finding_add(r->f, RULE_WRONG_SHAPE, node->at,
	    finding_words(r->f, "write %s: {name: %s%s%s}", id, quote,
		finding_quote(r->f, node->text), quote),
	    "it is not said what this is of the person");
	text_read(r, node, true, &out->name);
}

static struct person *
person_define(struct reader *r, const struct entry *e, const char *id)
{
	struct person *p = arena_alloc(r->a, sizeof *p);

	p->id = id;
	p->at = e->key->at;
	if (is_bare_name(e->value))
		read_bare_name(r, e->value, id, p);
	else
		person_fields(r, e->value, p);
	*(struct person **)arena_push(r->a, &r->site->people, &r->site->npeople, sizeof p) = p;
	id_put(&r->people, e->key, id, p);
	return p;
}

void
people_define(struct reader *r, const struct node *people)
{
	size_t i;

	if (people == NULL || people->kind != NODE_MAP)
		return;
	for (i = 0; i < people->n; i++) {
		const struct entry *e = &people->entries[i];

		if (id_is_valid(e->key->text) &&
		    (node_get(e->value, "name") != NULL || is_bare_name(e->value)) &&
		    names_get(&r->people, e->key->text) == NULL)
			person_define(r, e, arena_strdup(r->a, e->key->text));
	}
}

void
people_read_site(struct reader *r, const struct node *people)
{
	size_t i;

	if (people == NULL ||
	    !node_is_map(r, people, "write people by id, without '- ': ana: {name: Ana Example}"))
		return;
	for (i = 0; i < people->n; i++) {
		const struct entry *e = &people->entries[i];
		const char *id = id_read(r, e->key);

		if (id == NULL || e->value->kind == NODE_BAD)
			continue;
		if (e->value->kind == NODE_MAP && node_get(e->value, "name") == NULL)
			add_missing(r, e->key->at, &person_keys, "name");
		person_define(r, e, id);
	}
}

static struct attendee *
attendee_add(struct reader *r, struct person *p)
{
	struct event *ev = r->event;
	struct attendee *at;

	if (names_get(&r->attendees, p->id) != NULL)
		return NULL;
	names_put(&r->attendees, p->id, p);
	at = arena_push(r->a, &ev->people, &ev->npeople, sizeof *at);
	at->person = p;
	return at;
}

static void
add_contradiction(struct reader *r, const struct person *p, const char *key, struct place at)
{
	finding_add(r->f, RULE_DUPLICATE_ID, at,
	    "one id is one person: give the other an id of their own, or say it once",
	    "another %s of '%s' is in %s, line %d", key, p->id, finding_quote(r->f, p->at.file),
	    p->at.line);
}

static void
merge_text(
    struct reader *r, struct person *p, const char *key, struct text *was, const struct text *now)
{
	if (now->n == 0)
		return;
	if (was->n == 0)
		*was = *now;
	else if (!text_eq(was, now))
		add_contradiction(r, p, key, now->at);
}

/* What an event says of a person whom another place defined. What a draft or a private event says
 * stays in it. */
static void
merge(struct reader *r, struct person *p, const struct entry *e, struct attendee *at)
{
	const struct event *ev = r->event;
	bool is_withheld = ev->draft || ev->visibility == VISIBILITY_PRIVATE;
	struct person now = {.at = e->key->at};

	if (node_is_empty(e->value) || !person_fields(r, e->value, &now))
		return;
	merge_text(r, p, "name", &p->name, &now.name);
	if (!is_withheld)
		merge_text(r, p, "bio", &p->bio, &now.bio);
	if (!is_withheld && p->url == NULL)
		p->url = now.url;
	else if (!is_withheld && now.url != NULL && strcmp(p->url, now.url) != 0)
		add_contradiction(r, p, "url", e->key->at);
	if (now.visibility > p->visibility)
		p->visibility = now.visibility;
	if (at != NULL) {
		at->role = now.role;
		at->organisation = now.organisation;
		at->bio = now.bio;
		at->url = now.url;
		at->visibility = now.visibility;
		at->allow = now.allow;
		at->nallow = now.nallow;
	}
}

static bool
same_place(struct place a, struct place b)
{
	return strcmp(a.file, b.file) == 0 && a.line == b.line && a.col == b.col;
}

static void
read_entry(struct reader *r, const struct entry *e)
{
	struct person *p;
	struct attendee *at;
	const char *id = id_read(r, e->key);

	if (e->value->kind == NODE_BAD || id == NULL)
		return;
	p = names_get(&r->people, e->key->text);
	if (p == NULL && (node_get(e->value, "name") != NULL || is_bare_name(e->value)))
		p = person_define(r, e, id);
	else if (p == NULL && !node_is_empty(e->value) && e->value->kind != NODE_MAP)
		node_is_map(r, e->value, "write {name: …}");
	else if (p == NULL)
		ref_find(r, REF_PERSON, e->key);
	if (p == NULL)
		return;
	at = attendee_add(r, p);
	if (!same_place(p->at, e->key->at))
		merge(r, p, e, at);
}

/* A person written out where an id belongs. */
static void
add_nameless(struct reader *r, const struct node *node)
{
	const struct node *name = node_get(node, "name");
	const char *s = name != NULL && name->kind == NODE_TEXT ? name->text : "Ana Example";
	const char *id = slug(r->scratch, s);

	finding_add(r->f, RULE_WRONG_SHAPE, node->at,
	    finding_words(r->f,
		"define them under the event's 'people:', without '- ': %s: {name: %s}",
		id == NULL ? "ana" : id, finding_quote(r->f, s)),
	    "the id of a person is expected here, this is a group of keys");
}

/* Someone whom an event lists by id; a full name is no id. */
static struct person *
event_person(struct reader *r, const struct node *node)
{
	const char *id;

	if (node->kind != NODE_TEXT || names_get(&r->people, node->text) != NULL ||
	    id_is_valid(node->text) || meant_any(node->text) != NULL ||
	    ref_suggest(r, REF_PERSON, node->text) != NULL ||
	    (id = slug(r->scratch, node->text)) == NULL)
		return ref_find(r, REF_PERSON, node);
	finding_add(r->f, RULE_UNKNOWN_PERSON, node->at,
	    finding_words(r->f, "give them an id: people: {%s: {name: %s}}", id,
		finding_quote(r->f, node->text)),
	    "'%s' is not the id of a person", finding_quote(r->f, node->text));
	return NULL;
}

void
people_read_event(struct reader *r, const struct node *people)
{
	struct node *const *items;
	struct person *p;
	size_t n, i;

	if (people == NULL)
		return;
	if (people->kind == NODE_MAP) {
		for (i = 0; i < people->n; i++)
			read_entry(r, &people->entries[i]);
		return;
	}
	items = node_items(r, people, true, "write people by id, or a list of ids", &n);
	for (i = 0; i < n; i++) {
		if (items[i]->kind == NODE_MAP)
			add_nameless(r, items[i]);
		else if ((p = event_person(r, items[i])) != NULL)
			attendee_add(r, p);
	}
}

static void
appear(struct reader *r, const struct node *node, enum role as, struct session *se)
{
	struct person *p = ref_find(r, REF_PERSON, node);
	struct appearance *ap;
	size_t i;

	if (p == NULL)
		return;
	for (i = 0; i < se->npeople; i++)
		if (se->people[i].person == p && se->people[i].as == as)
			return;
	/* A private session does not tell that someone is there. */
	if (se->visibility != VISIBILITY_PRIVATE)
		attendee_add(r, p);
	ap = arena_push(r->a, &se->people, &se->npeople, sizeof *ap);
	*ap = (struct appearance){p, as, node->at};
}

void
appearances_read(struct reader *r, const struct node *node, struct session *se)
{
	size_t n, i, k;
	struct node *const *items;
	int as;

	if (node == NULL)
		return;
	if (node_get(node, "name") != NULL) {
		add_nameless(r, node);
		return;
	}
	items = node_items(r, node, node->kind == NODE_TEXT,
	    "write a list of ids: [ana-example, {moderator: bo-example}]", &n);
	for (i = 0; i < n; i++) {
		if (items[i]->kind != NODE_MAP) {
			appear(r, items[i], ROLE_SPEAKER, se);
			continue;
		}
		if (node_get(items[i], "name") != NULL) {
			add_nameless(r, items[i]);
			continue;
		}
		for (k = 0; k < items[i]->n; k++) {
			const struct entry *e = &items[i]->entries[k];

			if (value_word(r->f, e->key->at, e->key->text, "role", role_words, &as))
				appear(r, e->value, (enum role)as, se);
		}
	}
}
