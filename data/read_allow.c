/* SPDX-License-Identifier: ISC */
/* `rules:` of site.yaml, and `allow:` wherever the tables have it: read before all else, so that
 * findings are held against them as they are made. */
#include "data/reader.h"

#include <limits.h>
#include <string.h>

static int
rule_read(struct reader *r, const struct node *node, const char *id)
{
	const char *ids[RULE_COUNT], *near;
	int rule = rule_find(id);

	if (rule >= 0 && rule_is_settable((enum rule)rule))
		return rule;
	if (rule >= 0) {
		finding_add(r->f, RULE_FIXED_RULE, node->at,
		    "delete it here, and mend what the rule tells of",
		    "'%s' cannot be set or allowed: what it tells of would be missing from the "
		    "agenda",
		    id);
		return -1;
	}
	for (int i = 0; i < RULE_COUNT; i++)
		ids[i] = rule_id((enum rule)i);
	near = suggest(id, ids, RULE_COUNT);
	finding_add(r->f, RULE_UNKNOWN_RULE, node->at,
	    near != NULL ? finding_words(r->f, "did you mean '%s'?", near)
			 : "write what stands in [ ] at the end of a finding",
	    "there is no rule '%s'", finding_quote(r->f, id));
	return -1;
}

/* Takes what an `allow` says, for all within `where`. */
static void
allow_read(struct reader *r, const struct node *node, struct extent where)
{
	struct node *const *items;
	bool said[RULE_COUNT] = {false};
	size_t n, i;

	if (node_is_empty(node))
		return; /* told as any key without a value */
	items = node_items(r, node, true, "write rules: allow: [room-clash]", &n);
	for (i = 0; i < n; i++) {
		const char *id = node_text(r, items[i], "write the id of a rule: room-clash");
		int rule = id == NULL ? -1 : rule_read(r, items[i], id);

		if (rule >= 0 && !said[rule])
			findings_allow(r->f, (enum rule)rule, where, items[i]->at);
		if (rule >= 0)
			said[rule] = true;
	}
}

static void thing_walk(
    struct reader *r, const struct keys *keys, struct place from, const struct node *node);

static void
walk_items(struct reader *r, const struct node *list)
{
	for (size_t i = 0; list->kind == NODE_LIST && i < list->n; i++) {
		const struct node *item = list->items[i], *group = node_get(item, "parallel");

		if (item->kind == NODE_LIST)
			walk_items(r, item);
		else if (group != NULL)
			walk_items(r, group);
		else
			thing_walk(r, &session_keys, item->at, item);
	}
}

static void
walk_things(struct reader *r, const struct keys *keys, const struct node *map)
{
	for (size_t i = 0; map->kind == NODE_MAP && i < map->n; i++)
		thing_walk(r, keys, map->entries[i].key->at, map->entries[i].value);
}

static void
walk_key(struct reader *r, const struct key *key, const struct entry *e, struct extent where)
{
	const struct node *value = e->value;

	switch (key->kind) {
	case VALUE_ALLOW: allow_read(r, value, where); break;
	case VALUE_THING: thing_walk(r, key->of, e->key->at, value); break;
	case VALUE_THINGS:
	case VALUE_LINKS:
	case VALUE_OCCURRENCES:
	case VALUE_PEOPLE: walk_things(r, key->of, value); break;
	case VALUE_AGENDA:
		walk_items(r, value);
		for (size_t i = 0; value->kind == NODE_MAP && i < value->n; i++)
			walk_items(r, value->entries[i].value);
		break;
	default: break;
	}
}

/* Whether a key's value can hold an `allow`. */
static bool
is_walked(enum value_kind kind)
{
	return kind == VALUE_ALLOW || kind == VALUE_THING || kind == VALUE_THINGS ||
	       kind == VALUE_LINKS || kind == VALUE_OCCURRENCES || kind == VALUE_PEOPLE ||
	       kind == VALUE_AGENDA;
}

static void
map_walk(struct reader *r, const struct keys *keys, const struct node *map, struct extent where)
{
	for (size_t i = 0; map->kind == NODE_MAP && i < map->n; i++)
		for (size_t k = 0; k < keys->n; k++)
			if (is_walked(keys->key[k].kind) &&
			    strcmp(keys->key[k].name, map->entries[i].key->text) == 0)
				walk_key(r, &keys->key[k], &map->entries[i], where);
}

static void
thing_walk(struct reader *r, const struct keys *keys, struct place from, const struct node *node)
{
	map_walk(r, keys, node, (struct extent){from, node->end_line, node->end_col});
}

void
allow_read_event(struct reader *r, const struct node *root)
{
	const struct place file = {root->at.file, 0, 0};

	map_walk(r, &event_keys, root, (struct extent){file, INT_MAX, 0});
}

void
allow_read_site(struct reader *r, const struct node *root)
{
	thing_walk(r, &site_keys, root->at, root);
}

void
allow_keep(const struct reader *r, const struct node *node, enum rule **out, size_t *n)
{
	struct node *one = (struct node *)node, **items = &one;
	size_t count = 1;

	if (node != NULL && node->kind == NODE_LIST) {
		items = node->items;
		count = node->n;
	}
	for (size_t i = 0; i < count; i++) {
		int rule = -1;

		if (items[i] != NULL && items[i]->kind == NODE_TEXT)
			rule = rule_find(items[i]->text);
		if (rule >= 0 && rule_is_settable((enum rule)rule))
			*(enum rule *)arena_push(r->a, out, n, sizeof **out) = (enum rule)rule;
	}
}

static void
set_rule(struct reader *r, enum rule rule, enum severity severity)
{
	struct rule_setting *set =
	    arena_push(r->a, &r->site->settings, &r->site->nsettings, sizeof *set);

	*set = (struct rule_setting){rule, severity};
	findings_set_rule(r->f, rule, severity);
}

void
rules_read(struct reader *r, const struct node *node)
{
	int rule, severity;

	if (node == NULL || node_is_empty(node) ||
	    !node_is_map(r, node, "write rules with their severity: {end-unknown: off}"))
		return;
	for (size_t i = 0; i < node->n; i++) {
		const struct entry *e = &node->entries[i];
		const char *s;

		rule = rule_read(r, e->key, e->key->text);
		s = node_text(r, e->value, "write off, note, warning or error");
		if (s != NULL &&
		    value_word(r->f, e->value->at, s, "severity", severity_words, &severity) &&
		    rule >= 0)
			set_rule(r, (enum rule)rule, (enum severity)severity);
	}
}
