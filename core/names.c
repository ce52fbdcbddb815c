/* SPDX-License-Identifier: ISC */
#include "core/names.h"

#include <stdint.h>
#include <string.h>

enum { SIZE_FIRST = 16 };

void
names_init(struct names *t, struct arena *a)
{
	*t = (struct names){.arena = a};
}

/* FNV-1a with a last mix, so that names that differ in few bits do not line up. */
static size_t
hash(const char *s)
{
	uint64_t h = 0xcbf29ce484222325u;

	for (; *s != '\0'; s++)
		h = (h ^ (unsigned char)*s) * 0x100000001b3u;
	return (size_t)(h ^ h >> 32);
}

/* The slot that has the name, or the free one where it would go. */
static struct name_slot *
find(const struct names *t, const char *name)
{
	size_t i = hash(name) & (t->size - 1);

	while (t->slots[i].name != NULL && strcmp(t->slots[i].name, name) != 0)
		i = (i + 1) & (t->size - 1);
	return &t->slots[i];
}

void *
names_get(const struct names *t, const char *name)
{
	return t->size == 0 ? NULL : find(t, name)->thing;
}

static void
grow(struct names *t)
{
	struct names was = *t;
	size_t i;

	t->size = was.size == 0 ? SIZE_FIRST : was.size * 2;
	t->slots = arena_array(t->arena, t->size, sizeof *t->slots);
	for (i = 0; i < was.size; i++)
		if (was.slots[i].name != NULL)
			*find(t, was.slots[i].name) = was.slots[i];
}

void
names_put(struct names *t, const char *name, void *thing)
{
	struct name_slot *slot;

	if (t->n * 2 >= t->size)
		grow(t);
	slot = find(t, name);
	if (slot->name == NULL)
		t->n++;
	*slot = (struct name_slot){name, thing};
}
