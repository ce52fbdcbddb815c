/* SPDX-License-Identifier: ISC */
/* YAML text to a tree with places. Strict: of YAML 1.2 we take maps, lists and texts, nothing that
 * points, names a type, or depends on how a text looks. Every limit that keeps a hostile file cheap
 * is here, but for SOURCE_BYTES_MAX. */
#ifndef PLENARY_YAML_H
#define PLENARY_YAML_H

#include "core/arena.h"
#include "core/finding.h"

#include <stdbool.h>
#include <stddef.h>

enum {
	YAML_DEPTH_MAX = 16,       /* maps and lists within each other */
	YAML_EVENTS_MAX = 200000,  /* texts, and begins and ends of maps and lists */
	YAML_ITEMS_MAX = 10000,    /* of one list or map */
	YAML_TEXT_MAX = 64 * 1024, /* bytes of one text */
	YAML_NAME_MAX = 1000       /* bytes of one key */
};

enum node_kind {
	NODE_TEXT,
	NODE_LIST,
	NODE_MAP,
	NODE_BAD /* something was here that a finding has told of: say no more about it */
};

struct node {
	enum node_kind kind;
	bool plain; /* TEXT: written without quotes; plain and empty means there is no value */
	bool cut;   /* TEXT: plain, and ended by a comment that is like a part of it: Session #3 */
	bool flow;  /* MAP: written in braces */
	struct place at;
	int end_line, end_col; /* LIST, MAP: the place after it */
	union {
		const char *text;      /* TEXT */
		struct node **items;   /* LIST */
		struct entry *entries; /* MAP: each key once, a text that is not empty */
	};
	size_t n;
};

struct entry {
	struct node *key, *value;
};

/* A parser, for one file after the other (libyaml has a yaml_free of its own, hence the names).
 * Owned apart from the tree's arena, so that whoever lands after that arena was full can still free
 * it. */
struct yaml;

struct yaml *yaml_tree_new(void); /* NULL when memory is out */
void yaml_tree_free(struct yaml *y);

/* Reads one file into a tree in `a`; `*root` is NULL when there is nothing to be used. What is
 * wrong is added to `f`, a syntax error as the file's last. `name` must outlive the tree.
 * -1 when memory is out. */
int yaml_tree_read(struct yaml *y, struct arena *a, const char *name, const char *bytes, size_t n,
    struct findings *f, struct node **root);

/* The value under a key of a map; NULL if there is none or `map` is none. */
struct node *node_get(const struct node *map, const char *key);

/* True for a text that is there at all: not a key without a value. */
bool node_is_empty(const struct node *node);

/* "a text", "a list", "keys", "nothing": for messages. */
const char *node_kind_name(const struct node *node);

#endif
