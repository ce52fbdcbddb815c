/* SPDX-License-Identifier: ISC */
/* Ids, each once, of a title or another base: one way to make them, for the reader that makes those
 * of sessions when they are not given, the writer that must know which it would make, and the
 * intake that makes them all. */
#ifndef PLENARY_IDS_H
#define PLENARY_IDS_H

#include "core/names.h"

struct ids {
	struct arena *scratch, *a;
	struct names names; /* the things by id */
	struct names next;  /* by base: the number to try next */
};

/* No ids yet; those made will be in `a`, all else in `scratch`. */
void ids_init(struct ids *ids, struct arena *scratch, struct arena *a);

/* `base`, or if that is taken, `base` cut if need be, with the first number that is free. Takes it
 * for `thing`. */
const char *ids_make(struct ids *ids, const char *base, void *thing);

#endif
