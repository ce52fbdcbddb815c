/* SPDX-License-Identifier: ISC */
#include "core/ids.h"

#include "core/model.h"

#include <string.h>

void
ids_init(struct ids *ids, struct arena *scratch, struct arena *a)
{
	*ids = (struct ids){.scratch = scratch, .a = a};
	names_init(&ids->names, scratch);
	names_init(&ids->next, scratch);
}

static const char *
numbered(struct ids *ids, const char *base)
{
	int *next = names_get(&ids->next, base), keep;
	const char *id, *end;

	if (next == NULL) {
		next = arena_alloc(ids->scratch, sizeof *next);
		*next = 2;
		names_put(&ids->next, base, next);
	}
	do {
		end = arena_printf(ids->scratch, "-%d", (*next)++);
		keep = ID_MAX - (int)strlen(end);
		id = arena_printf(ids->a, "%.*s%s", keep, base, end);
	} while (names_get(&ids->names, id) != NULL);
	return id;
}

const char *
ids_make(struct ids *ids, const char *base, void *thing)
{
	const char *id = names_get(&ids->names, base) == NULL ? base : numbered(ids, base);

	names_put(&ids->names, id, thing);
	return id;
}
