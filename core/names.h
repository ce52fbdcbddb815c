/* SPDX-License-Identifier: ISC */
/* Names to things: a hash table in an arena, for the ids and keys of an agenda. Names that are put
 * must live as long as the table. Not for iteration: order is kept where the things are. */
#ifndef PLENARY_NAMES_H
#define PLENARY_NAMES_H

#include "core/arena.h"

#include <stddef.h>

struct name_slot {
	const char *name; /* NULL: free */
	void *thing;
};

struct names {
	struct arena *arena;
	struct name_slot *slots;
	size_t size, n; /* size is 0 or a power of two */
};

void names_init(struct names *t, struct arena *a);

/* The thing of a name, or NULL. */
void *names_get(const struct names *t, const char *name);

/* Puts `thing`, not NULL, under a name; what was there is replaced. */
void names_put(struct names *t, const char *name, void *thing);

#endif
