/* SPDX-License-Identifier: ISC */
/* All of a year, for one sheet of paper. */
#include "core/pages_build.h"

void
make_programme(struct maker *mk, int year)
{
	struct event_list l = query_year(mk->a, mk->site, year);

	make_crumb(mk, make_word(mk, WORD_HOME), "");
	mk->page->look = LOOK_FLYER;
	mk->page->title = words_fill(&mk->w, WORD_PROGRAMME, arena_printf(mk->a, "%d", year), NULL);
	for (size_t i = 0; i < l.n; i++)
		make_event_line(mk, l.items[i]);
}
