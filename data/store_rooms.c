/* SPDX-License-Identifier: ISC */
#include "data/store_rooms.h"

#include <string.h>

static const char between_rooms = '\x1d', between_languages = '\x1e', after_language = '\x1f';

const char *
rooms_pack(struct arena *a, const struct text *rooms, size_t n)
{
	const char *s = "";

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < rooms[i].n; k++) {
			char before[2] = {k > 0 ? between_languages : between_rooms, '\0'};

			s = arena_printf(a, "%s%s%s%c%s", s, *s == '\0' ? "" : before,
			    rooms[i].in[k].lang, after_language, rooms[i].in[k].s);
		}
	return s;
}

void
rooms_unpack(struct arena *a, const char *packed, struct text **rooms, size_t *n)
{
	const char ends[] = {between_rooms, between_languages, '\0'};
	struct text *room = NULL;

	*rooms = NULL;
	*n = 0;
	for (const char *s = packed; *s != '\0';) {
		size_t len = strcspn(s, ends);
		const char *mark = memchr(s, after_language, len);

		if (room == NULL)
			room = arena_push(a, rooms, n, sizeof *room);
		if (mark != NULL)
			*(struct text_in *)arena_push(a, &room->in, &room->n, sizeof *room->in) =
			    (struct text_in){arena_strndup(a, s, (size_t)(mark - s)),
				arena_strndup(a, mark + 1, len - (size_t)(mark + 1 - s))};
		s += len;
		if (*s == between_rooms)
			room = NULL;
		s += *s != '\0';
	}
}
