/* SPDX-License-Identifier: ISC */
/* Calls: those one can still answer, and those that are closed. */
#include "core/pages_build.h"

static void
put_calls(struct maker *mk, const struct event_list *l)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->items[i]->kind == KIND_CALL)
			make_event_line(mk, l->items[i]);
}

void
make_calls(struct maker *mk)
{
	struct event_list open = query_calls(mk->a, mk->site, mk->view->now);
	struct event_list past = query_past(mk->a, mk->site, mk->view->now);
	size_t begun;

	make_crumb(mk, make_word(mk, WORD_HOME), "");
	mk->page->title = words_event_kinds(&mk->w, KIND_CALL);
	make_heading(mk, 2, make_word(mk, WORD_CALLS), "open");
	if (open.n == 0)
		page_para(mk->page, make_word(mk, WORD_NO_CALLS));
	put_calls(mk, &open);
	begun = make_group(mk, 2, WORD_CALLS_CLOSED, "closed");
	put_calls(mk, &past);
	make_group_end(mk, begun);
	make_calendar_box(mk, WORD_CALENDAR,
	    &(struct place_in_site){.kind = PATH_KIND_ICS, .event_kind = KIND_CALL});
}
