/* SPDX-License-Identifier: ISC */
/* YAML to be written: a tree of pieces, and one way to set them down. Maps and lists go into braces
 * where that is allowed and fits into a line, else below each other; texts stay plain wherever YAML
 * and its usual readers take a plain text as just that. */
#ifndef PLENARY_YAML_WRITE_H
#define PLENARY_YAML_WRITE_H

#include "core/arena.h"
#include "core/buf.h"

#include <stdbool.h>
#include <stddef.h>

enum { YAML_FLOW_COLUMNS = 100 }; /* where a line in braces must end */

enum piece_kind {
	PIECE_WORD,  /* a word of the format, a date, a number: as it is */
	PIECE_TEXT,  /* a text, quoted if it must be */
	PIECE_PROSE, /* a text that goes below its key when it is long or has several lines */
	PIECE_LIST,
	PIECE_MAP
};

struct piece {
	enum piece_kind kind;
	bool flow;           /* LIST, MAP: may go into braces */
	bool apart;          /* an empty line before it, and before the next key of its map */
	struct piece *brief; /* MAP: what goes into braces instead, in another order; or NULL */
	const char *text;    /* of a scalar; NULL: nothing, a key without a value */
	const char *key;     /* in a map */
	struct piece **all;  /* LIST, MAP */
	size_t n;
	const char **comments; /* lines above it */
	size_t ncomments;
};

/* All in the arena; texts are borrowed. */
struct piece *piece_scalar(struct arena *a, enum piece_kind kind, const char *text);
struct piece *piece_list(struct arena *a, bool flow);
struct piece *piece_map(struct arena *a, bool flow);

/* Puts a value under a key, or an item into a list; NULL is left out. Returns the value. */
struct piece *piece_put(struct arena *a, struct piece *map, const char *key, struct piece *value);
struct piece *piece_add(struct arena *a, struct piece *list, struct piece *item);

/* Puts an empty line before it, if it is more than a scalar. Returns it; NULL is allowed. */
struct piece *piece_apart(struct piece *p);

/* Adds a comment line above a piece that is an item of a list or the root; what would end the line
 * or is no text becomes a blank. */
void piece_comment(struct arena *a, struct piece *piece, const char *text);

/* Writes a map as a whole file. */
void piece_write(struct buf *out, const struct piece *root);

#endif
