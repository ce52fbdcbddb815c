/* SPDX-License-Identifier: ISC */
#include "data/yaml.h"

#include "core/names.h"
#include "data/yaml_text.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

enum { FEW_KEYS = 12 }; /* up to here comparing each with each is quicker than a table */

struct frame {
	struct node *node;
	struct node *key; /* MAP: read, its value not yet */
};

struct yaml {
	yaml_parser_t parser;
	yaml_event_t event;
	bool has_parser, has_event;
	struct arena *arena;
	struct findings *f;
	struct yaml_text text;
	struct frame frames[YAML_DEPTH_MAX];
	size_t depth, events, documents;
	size_t at, line, col; /* up to where is_cut has looked: a byte, and its place */
	struct node *root;
	bool stopped; /* a finding has been made that ends the file: its tree is not used */
};

struct yaml *
yaml_tree_new(void)
{
	return calloc(1, sizeof(struct yaml));
}

static void
clear(struct yaml *y)
{
	if (y->has_event)
		yaml_event_delete(&y->event);
	if (y->has_parser)
		yaml_parser_delete(&y->parser);
	y->has_event = y->has_parser = false;
}

void
yaml_tree_free(struct yaml *y)
{
	if (y == NULL)
		return;
	clear(y);
	free(y);
}

static struct place
event_place(const struct yaml *y)
{
	const yaml_mark_t *m = &y->event.start_mark;

	return (struct place){y->text.name, (int)m->line + 1, (int)m->column + 1};
}

static struct node *
node_new(struct yaml *y, enum node_kind kind)
{
	struct node *node = arena_alloc(y->arena, sizeof *node);

	node->kind = kind;
	node->at = event_place(y);
	return node;
}

static void
put_entry(struct yaml *y, struct node *map, struct node *key, struct node *value)
{
	struct entry *e;

	if (key->kind == NODE_LIST || key->kind == NODE_MAP)
		finding_add(y->f, RULE_WRONG_SHAPE, key->at,
		    "write the key as text; a text that begins with { or [ needs quotes",
		    "a key must be a text, this is %s", node_kind_name(key));
	else if (key->kind == NODE_TEXT && key->text[0] == '\0')
		finding_add(y->f, RULE_EMPTY_VALUE, key->at, "write a key before the colon",
		    "there is no key here");
	else if (key->kind == NODE_TEXT && strlen(key->text) > YAML_NAME_MAX)
		finding_add(y->f, RULE_TEXT_TOO_LONG, key->at, "put long texts after a key",
		    "a key is longer than %d bytes", YAML_NAME_MAX);
	else if (key->kind == NODE_TEXT) {
		e = arena_push(y->arena, &map->entries, &map->n, sizeof *e);
		*e = (struct entry){key, value};
	}
}

/* Puts a node where it belongs: at the root, into the open list, or as key or value of the map. */
static void
put(struct yaml *y, struct node *node)
{
	struct frame *top = y->depth == 0 ? NULL : &y->frames[y->depth - 1];

	if (top == NULL) {
		y->root = node;
	} else if (top->node->n >= YAML_ITEMS_MAX) {
		finding_add(y->f, RULE_TOO_MANY, node->at, "split the file into several events",
		    "there are more than %d items in one list or map", YAML_ITEMS_MAX);
		y->stopped = true;
	} else if (top->node->kind == NODE_LIST) {
		*(struct node **)arena_push(
		    y->arena, &top->node->items, &top->node->n, sizeof(struct node *)) = node;
	} else if (top->key == NULL) {
		top->key = node;
	} else {
		put_entry(y, top->node, top->key, node);
		top->key = NULL;
	}
}

static void
refuse_feature(struct yaml *y, const yaml_char_t *anchor, const yaml_char_t *tag)
{
	if (anchor != NULL)
		finding_add(y->f, RULE_YAML_FEATURE, event_place(y),
		    "write things out; a text that begins with & needs quotes",
		    "'&%s' is YAML's way to name a part, which agendas do without",
		    finding_quote(y->f, (const char *)anchor));
	if (tag != NULL)
		finding_add(y->f, RULE_YAML_FEATURE, event_place(y),
		    "delete it; a text that begins with ! needs quotes",
		    "'!' begins a YAML tag, which agendas do without");
}

static void
on_alias(struct yaml *y)
{
	finding_add(y->f, RULE_YAML_FEATURE, event_place(y),
	    "write things out; a text that begins with * needs quotes",
	    "'*%s' is YAML's way to point elsewhere, which agendas do without",
	    finding_quote(y->f, (const char *)y->event.data.alias.anchor));
	put(y, node_new(y, NODE_BAD));
}

/* Whether a comment that begins with a letter or digit follows the plain text on its line. Plain
 * texts come in the order of the file, so that each byte is looked at once. */
static bool
is_cut(struct yaml *y)
{
	const yaml_mark_t *end = &y->event.end_mark;
	const char *s = y->text.s;
	size_t n = y->text.n, i;

	if (end->line != y->event.start_mark.line)
		return false;
	for (; y->at < n && (y->line < end->line || (y->line == end->line && y->col < end->column));
	     y->at++) {
		bool is_last = y->at + 1 == n || ((unsigned char)s[y->at + 1] & 0xc0) != 0x80;

		if (s[y->at] == '\n') {
			y->line++;
			y->col = 0;
		} else if (is_last) {
			y->col++;
		}
	}
	for (i = y->at; i < n && s[i] == ' '; i++)
		;
	return i > y->at && i + 1 < n && s[i] == '#' &&
	       ((s[i + 1] >= '0' && s[i + 1] <= '9') ||
		   ((s[i + 1] | 0x20) >= 'a' && (s[i + 1] | 0x20) <= 'z'));
}

static void
on_text(struct yaml *y)
{
	const char *s = (const char *)y->event.data.scalar.value;
	size_t n = y->event.data.scalar.length;
	struct node *node = node_new(y, NODE_TEXT);

	refuse_feature(y, y->event.data.scalar.anchor, y->event.data.scalar.tag);
	node->plain = y->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	node->cut = node->plain && n > 0 && is_cut(y);
	if (n > YAML_TEXT_MAX) {
		finding_add(y->f, RULE_TEXT_TOO_LONG, node->at, "shorten it, or link to it",
		    "this text is longer than 64 KiB");
		node->kind = NODE_BAD;
	} else if (yaml_find_control(s, n) < n) {
		/* Only an escape such as "\0" or "\x1b" gets here. */
		finding_add(y->f, RULE_CONTROL_CHARACTER, node->at,
		    "delete it; \\n and \\t are the only ones allowed",
		    "this text holds a control character");
		node->kind = NODE_BAD;
	} else if (n == 0 && (y->event.data.scalar.anchor || y->event.data.scalar.tag)) {
		node->kind = NODE_BAD;
	} else {
		node->text = arena_strndup(y->arena, s, n);
	}
	put(y, node);
}

static void
on_open(struct yaml *y, enum node_kind kind, const yaml_char_t *anchor, const yaml_char_t *tag)
{
	struct node *node = node_new(y, kind);

	refuse_feature(y, anchor, tag);
	if (y->depth == YAML_DEPTH_MAX) {
		finding_add(y->f, RULE_TOO_DEEP, node->at, "take some levels out",
		    "lists and maps are nested more than %d levels deep here", YAML_DEPTH_MAX);
		y->stopped = true;
		return;
	}
	node->flow =
	    kind == NODE_MAP && y->event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
	put(y, node);
	y->frames[y->depth++] = (struct frame){node, NULL};
}

static struct entry *
find_few(struct node *map, size_t n, const char *key)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strcmp(map->entries[i].key->text, key) == 0)
			return &map->entries[i];
	return NULL;
}

/* Reports keys that stand twice, and keeps the first of each. */
static void
drop_duplicates(struct yaml *y, struct node *map)
{
	size_t i, kept = 0;
	bool few = map->n <= FEW_KEYS;
	struct entry *e, *first;
	struct names seen;

	names_init(&seen, y->arena);
	for (i = 0; i < map->n; i++) {
		e = &map->entries[i];
		first = few ? find_few(map, kept, e->key->text) : names_get(&seen, e->key->text);
		if (first != NULL) {
			finding_add(y->f, RULE_DUPLICATE_KEY, e->key->at,
			    "keep one, with all that belongs there",
			    "'%s' stands twice here, first on line %d",
			    finding_quote(y->f, e->key->text), first->key->at.line);
			continue;
		}
		map->entries[kept] = *e;
		if (!few)
			names_put(&seen, e->key->text, &map->entries[kept]);
		kept++;
	}
	map->n = kept;
}

static void
on_close(struct yaml *y)
{
	struct node *node = y->frames[--y->depth].node;

	node->end_line = (int)y->event.end_mark.line + 1;
	node->end_col = (int)y->event.end_mark.column + 1;
	if (node->kind == NODE_MAP)
		drop_duplicates(y, node);
}

static void
on_document(struct yaml *y)
{
	if (y->documents++ == 0)
		return;
	finding_add(y->f, RULE_YAML_FEATURE, event_place(y),
	    "one file holds one event: put the rest into a file of its own",
	    "a second document begins here ('---')");
	y->stopped = true;
}

static void
on_event(struct yaml *y)
{
	yaml_event_t *ev = &y->event;

	if (++y->events > YAML_EVENTS_MAX) {
		finding_add(y->f, RULE_TOO_MANY, event_place(y),
		    "split the file into several events",
		    "there are too many texts, lists and maps in this file");
		y->stopped = true;
		return;
	}
	switch (ev->type) {
	case YAML_DOCUMENT_START_EVENT: on_document(y); break;
	case YAML_ALIAS_EVENT: on_alias(y); break;
	case YAML_SCALAR_EVENT: on_text(y); break;
	case YAML_SEQUENCE_START_EVENT:
		on_open(y, NODE_LIST, ev->data.sequence_start.anchor, ev->data.sequence_start.tag);
		break;
	case YAML_MAPPING_START_EVENT:
		on_open(y, NODE_MAP, ev->data.mapping_start.anchor, ev->data.mapping_start.tag);
		break;
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT: on_close(y); break;
	default: break;
	}
}

static void
on_error(struct yaml *y)
{
	const yaml_parser_t *p = &y->parser;
	struct yaml_problem problem = {.problem = p->problem == NULL ? "" : p->problem,
	    .context = p->context,
	    .line = p->problem_mark.line,
	    .col = p->problem_mark.column,
	    .context_line = p->context_mark.line,
	    .context_col = p->context_mark.column};

	if (y->depth > 0)
		problem.open = y->frames[y->depth - 1].node->at;
	yaml_text_problem(&y->text, &problem, y->f);
	y->stopped = true;
}

/* Closes what is open when the file ended early, so that what was read can still be looked at. */
static void
close_all(struct yaml *y)
{
	while (y->depth > 0)
		on_close(y);
}

int
yaml_tree_read(struct yaml *y, struct arena *a, const char *name, const char *bytes, size_t n,
    struct findings *f, struct node **root)
{
	bool done = false;
	int rc = 0;

	*root = NULL;
	*y = (struct yaml){.arena = a, .f = f, .text = {name, bytes, n}};
	if (!yaml_text_check(&y->text, f))
		return 0;
	if (!yaml_parser_initialize(&y->parser))
		return -1;
	y->has_parser = true;
	yaml_parser_set_encoding(&y->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&y->parser, (const unsigned char *)y->text.s, y->text.n);
	while (!done && !y->stopped && rc == 0) {
		if (!yaml_parser_parse(&y->parser, &y->event)) {
			if (y->parser.error == YAML_MEMORY_ERROR)
				rc = -1;
			else
				on_error(y);
			break;
		}
		y->has_event = true;
		done = y->event.type == YAML_STREAM_END_EVENT;
		on_event(y);
		yaml_event_delete(&y->event);
		y->has_event = false;
	}
	close_all(y);
	clear(y);
	*root = y->stopped ? NULL : y->root;
	return rc;
}

struct node *
node_get(const struct node *map, const char *key)
{
	size_t i;

	if (map == NULL || map->kind != NODE_MAP)
		return NULL;
	for (i = 0; i < map->n; i++)
		if (strcmp(map->entries[i].key->text, key) == 0)
			return map->entries[i].value;
	return NULL;
}

bool
node_is_empty(const struct node *node)
{
	return node == NULL ||
	       (node->kind == NODE_TEXT && node->text[strspn(node->text, " \n\t")] == '\0');
}

const char *
node_kind_name(const struct node *node)
{
	if (node_is_empty(node))
		return "nothing";
	switch (node->kind) {
	case NODE_LIST: return "a list";
	case NODE_MAP: return "a group of keys";
	default: return "a text";
	}
}
