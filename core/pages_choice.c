/* SPDX-License-Identifier: ISC */
/* What of an event is in one language, or in one format. */
#include "core/pages_build.h"

static void
put_days(struct maker *mk, const struct event *ev, const struct session_list *l)
{
	if (l->n == 0)
		page_para(mk->page, make_word(mk, WORD_NO_SESSIONS));
	make_days(mk, ev, l, 2, 0);
}

void
make_event_language(struct maker *mk, const struct event *ev, const char *tag)
{
	struct session_list all = query_sessions(mk->a, ev), in = {0};
	const char *name = words_language(tag);

	for (size_t i = 0; i < all.n; i++)
		if (session_in_language(all.items[i], tag))
			session_list_add(mk->a, &in, all.items[i]);
	make_event_crumbs(mk, ev);
	make_title_in_event(
	    mk, words_fill(&mk->w, WORD_EVENT_THEN, make_word(mk, WORD_SESSIONS), name, NULL), ev);
	page_para(mk->page, words_fill(&mk->w, WORD_SPOKEN_THERE, name, NULL));
	put_days(mk, ev, &in);
	make_calendar_box(mk, WORD_CALENDAR,
	    &(struct place_in_site){.kind = PATH_EVENT_LANGUAGE_ICS, .event = ev, .spoken = tag});
}

void
make_event_format(struct maker *mk, const struct event *ev, enum format format)
{
	struct session_list all = query_sessions(mk->a, ev), in = {0};

	for (size_t i = 0; i < all.n; i++)
		if (session_format(all.items[i]) == format && all.items[i]->type != TYPE_BREAK)
			session_list_add(mk->a, &in, all.items[i]);
	make_event_crumbs(mk, ev);
	make_title_in_event(mk,
	    words_fill(&mk->w, WORD_EVENT_THEN, make_word(mk, WORD_SESSIONS),
		words_format(&mk->w, format), NULL),
	    ev);
	put_days(mk, ev, &in);
}
