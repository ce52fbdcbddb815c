/* SPDX-License-Identifier: ISC */
/* Values by their shape: texts in languages, lists, maps, links. */
#include "data/reader.h"

#include "data/meant.h"

#include <string.h>

static const char *
default_language(const struct reader *r)
{
	return r->site->nlanguages > 0 ? r->site->languages[0] : "en";
}

static void
add_wrong_shape(struct reader *r, const struct node *node, const char *expected, const char *todo)
{
	finding_add(r->f, RULE_WRONG_SHAPE, node->at, todo, "%s is expected here, this is %s",
	    expected, node_kind_name(node));
}

const char *
node_text(struct reader *r, const struct node *node, const char *wanted)
{
	if (node->kind == NODE_BAD)
		return NULL;
	if (node_is_empty(node)) {
		finding_add(r->f, RULE_EMPTY_VALUE, node->at, wanted, "there is nothing here");
		return NULL;
	}
	if (node->kind == NODE_TEXT)
		return node->text;
	add_wrong_shape(r, node, "a text", wanted);
	return NULL;
}

struct node *const *
node_items(struct reader *r, const struct node *node, bool one, const char *wanted, size_t *n)
{
	struct node **self;

	*n = 0;
	if (node->kind == NODE_LIST) {
		*n = node->n;
		return node->items;
	}
	if (node->kind == NODE_BAD)
		return NULL;
	if (!one || node_is_empty(node)) {
		if (node->kind == NODE_MAP && node->n > 0 &&
		    meant_any(node->entries[0].key->text) != NULL)
			wanted = meant_any(node->entries[0].key->text);
		add_wrong_shape(r, node, "a list", wanted);
		return NULL;
	}
	self = arena_alloc(r->scratch, sizeof(struct node *));
	*self = arena_alloc(r->scratch, sizeof **self);
	**self = *node;
	*n = 1;
	return self;
}

static void
add_bad_was(struct reader *r, const struct node *node, const char *todo)
{
	finding_add(r->f, RULE_BAD_WAS, node->at, todo, "'%s' is no id that it can have had",
	    finding_quote(r->f, node->text));
}

void
event_was_read(struct reader *r, const struct node *node, struct was *out)
{
	const char *s = node_text(r, node, "write the id that the event had before");

	if (s != NULL && id_is_valid(s))
		*out = (struct was){.id = arena_strdup(r->a, s), .at = node->at};
	else if (s != NULL)
		add_bad_was(
		    r, node, "write what stood after 'event:' before, as in was: forum-2023");
}

void
session_was_read(struct reader *r, const struct node *node, struct was *out)
{
	const char *s = node_text(r, node, "write the id that the session had before");
	const char *slash = s == NULL ? NULL : strchr(s, '/');
	struct was was = {.at = node->at};

	if (s == NULL)
		return;
	was.event = slash == NULL ? NULL : arena_strndup(r->a, s, (size_t)(slash - s));
	was.id = arena_strdup(r->a, slash == NULL ? s : slash + 1);
	if (id_is_valid(was.id) && (was.event == NULL || id_is_valid(was.event)))
		*out = was;
	else
		add_bad_was(r, node,
		    "write its id from before, or event and id if it was in another event: "
		    "was: opening, was: forum-2023/opening");
}

const char *
id_read(struct reader *r, const struct node *key)
{
	if (value_id(r->f, key->at, key->text))
		return arena_strdup(r->a, key->text);
	return slug(r->a, key->text);
}

void
id_put(struct names *t, const struct node *key, const char *id, void *thing)
{
	if (names_get(t, id) == NULL)
		names_put(t, id, thing);
	if (names_get(t, key->text) == NULL)
		names_put(t, arena_strdup(t->arena, key->text), thing);
}

bool
node_is_map(struct reader *r, const struct node *node, const char *wanted)
{
	if (node->kind == NODE_MAP)
		return true;
	if (node->kind != NODE_BAD)
		add_wrong_shape(r, node, "a group of keys", wanted);
	return false;
}

static void
add_text(
    struct reader *r, const char *lang, const struct node *node, bool one_line, struct text *out)
{
	const char *s = node_text(r, node, "write a text, or delete the key");
	struct text_in *in;

	if (s == NULL)
		return;
	if (node->cut)
		finding_add(r->f, RULE_COMMENT_IN_TEXT, node->at,
		    "put the text in quotes if it goes on, or write a blank after the #",
		    "the text ends before the #, which begins a comment");
	s = value_tidy(r->a, s, one_line);
	if (one_line && strlen(s) > YAML_NAME_MAX) {
		finding_add(r->f, RULE_TEXT_TOO_LONG, node->at, "put long texts into 'abstract'",
		    "this line is longer than %d bytes", YAML_NAME_MAX);
		return;
	}
	in = arena_push(r->a, &out->in, &out->n, sizeof *in);
	*in = (struct text_in){lang, s};
}

static bool
has_language(const struct text *t, const char *lang)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		if (strcmp(t->in[i].lang, lang) == 0)
			return true;
	return false;
}

void
text_read(struct reader *r, const struct node *node, bool one_line, struct text *out)
{
	char lang[36];
	size_t i;

	*out = (struct text){.at = node->at};
	if (node->kind == NODE_LIST) {
		add_wrong_shape(
		    r, node, "a text", "write one text; a text that begins with [ needs quotes");
		return;
	}
	if (node->kind != NODE_MAP) {
		add_text(r, default_language(r), node, one_line, out);
		return;
	}
	if (node->n == 0)
		add_wrong_shape(r, node, "a text", "write a text");
	for (i = 0; i < node->n; i++) {
		const struct entry *e = &node->entries[i];

		if (!value_language(r->f, e->key->at, e->key->text, lang))
			continue;
		if (has_language(out, lang))
			finding_add(r->f, RULE_DUPLICATE_KEY, e->key->at, "keep one of them",
			    "the language '%s' stands twice here", lang);
		else
			add_text(r, arena_strdup(r->a, lang), e->value, one_line, out);
	}
}

void
languages_read(struct reader *r, const struct node *node, const char ***out, size_t *n)
{
	size_t count, i, k;
	struct node *const *items =
	    node_items(r, node, true, "write a language, or a list: [en, fr]", &count);
	const char *s;
	char lang[36];

	*n = 0;
	for (i = 0; i < count; i++) {
		s = node_text(r, items[i], "write a language: en");
		if (s == NULL || !value_language(r->f, items[i]->at, s, lang))
			continue;
		for (k = 0; k < *n && strcmp((*out)[k], lang) != 0; k++)
			;
		if (k == *n)
			*(const char **)arena_push(r->a, out, n, sizeof(char *)) =
			    arena_strdup(r->a, lang);
	}
}

void
links_read(struct reader *r, const struct node *node, struct link **out, size_t *n)
{
	struct link link, *to;
	size_t i;

	*n = 0;
	if (!node_is_map(r, node, "write links by name: {slides: https://example.org/slides.pdf}"))
		return;
	for (i = 0; i < node->n; i++) {
		const struct entry *e = &node->entries[i];

		link = (struct link){.name = arena_strdup(r->a, e->key->text), .at = e->key->at};
		if (e->value->kind == NODE_BAD ||
		    !fields_read(r, e->value, &link_keys, &link, NULL) || link.url == NULL)
			continue;
		to = arena_push(r->a, out, n, sizeof *to);
		*to = link;
	}
}

void
join_read(struct reader *r, const struct node *node, const char **url, enum visibility *v)
{
	struct join join = {NULL, VISIBILITY_PRIVATE};

	*v = VISIBILITY_PRIVATE;
	if (node == NULL || !fields_read(r, node, &join_keys, &join, NULL))
		return;
	*url = join.url;
	*v = join.visibility;
}
