/* SPDX-License-Identifier: ISC */
/* The way from an event's page to its files for other programs. */
#include "core/data_file.h"
#include "core/pages_build.h"

#include <string.h>

static enum word
word_of(enum path_kind kind)
{
	switch (kind) {
	case PATH_SCHEDULE_XML: return WORD_DATA_XML;
	case PATH_SCHEDULE_JSON: return WORD_DATA_JSON;
	default: return WORD_DATA_CSV;
	}
}

void
make_data_links(struct maker *mk, const struct event *ev)
{
	size_t group = make_group(mk, 2, WORD_DATA, "data");

	for (const enum path_kind *kind = data_file_kinds; *kind != PATH_NONE; kind++) {
		const struct place_in_site at = {.kind = *kind, .event = ev};
		const char *path = path_of_place(mk->a, mk->site, &at);

		if (path_find(mk->site, path).kind == *kind)
			page_link(
			    mk->page, make_word(mk, word_of(*kind)), target_file(path), "data");
	}
	make_group_end(mk, group);
}
