/* SPDX-License-Identifier: ISC */
/* Titles of rooms as one text, as the store keeps them: rooms apart by U+001D, the languages of one
 * by U+001E, a language from its words by U+001F. No title has these in it. */
#ifndef PLENARY_STORE_ROOMS_H
#define PLENARY_STORE_ROOMS_H

#include "core/arena.h"
#include "core/model.h"

/* In the arena; "" for no room. */
const char *rooms_pack(struct arena *a, const struct text *rooms, size_t n);

/* The rooms of such a text, in the arena; what is none is left out. */
void rooms_unpack(struct arena *a, const char *packed, struct text **rooms, size_t *n);

#endif
