/* SPDX-License-Identifier: ISC */
/* The whole agenda of an event: as a page of all its days, and as a text to save. */
#include "core/pages_build.h"
#include "core/public.h"

#include <string.h>

enum {
	LINES_MAX = 400,                /* of the page; a longer agenda is a list of its days */
	ABSTRACTS_MAX = 2 * 1024 * 1024 /* bytes in the text; it goes without them beyond */
};

static void
put_days(struct maker *mk, const struct event *ev)
{
	struct session_list unscheduled = query_unscheduled(mk->a, ev);

	page_para(mk->page, make_word(mk, WORD_LONG_AGENDA));
	make_day_links(mk, ev);
	if (unscheduled.n == 0 || unscheduled.n > LINES_MAX)
		return;
	page_heading(mk->page, 2, make_word(mk, WORD_NOT_SCHEDULED));
	make_slots(mk, &unscheduled, 0);
}

void
make_agenda_text_link(struct maker *mk, const struct event *ev)
{
	struct place_in_site at = {.kind = PATH_AGENDA_TEXT, .event = ev};

	page_link(mk->page, make_word(mk, WORD_AGENDA_TEXT),
	    target_file(path_of_place(mk->a, mk->site, &at)), "text");
}

void
make_agenda(struct maker *mk, const struct event *ev)
{
	struct session_list all = query_sessions(mk->a, ev);

	make_event_crumbs(mk, ev);
	make_title_in_event(mk, make_word(mk, WORD_AGENDA), ev);
	if (all.n == 0)
		page_para(mk->page, make_word(mk, WORD_NO_SESSIONS));
	if (all.n > LINES_MAX)
		put_days(mk, ev);
	else
		make_days(mk, ev, &all, 2, 0);
	make_agenda_text_link(mk, ev);
	mk->page->calendar = make_named_calendar(
	    mk, WORD_CALENDAR_EVENT, &(struct place_in_site){.kind = PATH_EVENT_ICS, .event = ev});
}

/* ---- as text ---- */

/* "09:30–10:30 (16:30)  cancelled: Opening". */
static void
head_session(struct maker *mk, const struct page_slot *ps)
{
	const char *s = ps->title;

	if (ps->mark_note != NULL)
		s = words_fill(&mk->w, WORD_EVENT_THEN, ps->mark_note, s, NULL);
	if (ps->there != NULL)
		s = arena_printf(mk->a, "%s (%s)  %s", ps->time, ps->there, s);
	else if (*ps->time != '\0')
		s = arena_printf(mk->a, "%s  %s", ps->time, s);
	page_heading(mk->page, 3, s);
}

static void
put_people(struct maker *mk, const struct session *se)
{
	for (size_t i = 0; i < se->npeople; i++) {
		const struct appearance *ap = &se->people[i];
		const char *s = make_person_line(mk, ap->person, se->event);

		if (!person_is_listed(ap->person))
			continue;
		if (ap->as != ROLE_SPEAKER)
			s = words_fill(&mk->w, WORD_WHO, s, words_role(&mk->w, ap->as), NULL);
		make_fact(mk, WORD_WITH, s);
	}
}

static void
put_session(struct maker *mk, const struct session *se, bool with_abstract)
{
	const struct page_slot *ps = make_session_slot(mk, se, 0);

	head_session(mk, ps);
	if (text_is_set(&se->subtitle))
		page_para(mk->page, make_line(mk, &se->subtitle));
	make_fact(mk, WORD_WHERE, ps->rooms);
	make_fact(mk, WORD_TRACK, ps->tracks);
	put_people(mk, se);
	for (size_t i = 0; i < se->norganisations; i++)
		make_fact(mk, WORD_WITH, make_line(mk, &se->organisations[i]->name));
	make_languages(mk, WORD_LANGUAGES, se->languages, se->nlanguages);
	make_languages(mk, WORD_INTERPRETATION, se->interpretation, se->ninterpretation);
	if (with_abstract)
		make_abstract_at(mk, &se->abstract, 4);
	make_links(mk, se->links, se->nlinks);
	make_own_joins(mk, se);
}

/* The sessions of a day, or of none, under its heading. */
static void
put_day(struct maker *mk, const struct event *ev, struct date day, enum word unscheduled,
    bool with_abstracts)
{
	struct session_list l = query_day(mk->a, ev, day);
	const char *zone = make_zone_of(mk, ev, &l), *head = make_word(mk, unscheduled);

	if (l.n == 0)
		return;
	if (date_is_set(day))
		head = *zone == '\0' ? words_date_full(&mk->w, day)
				     : words_fill(&mk->w, WORD_DAY_ZONE,
					   words_date_full(&mk->w, day), zone, NULL);
	page_heading(mk->page, 2, head);
	for (size_t i = 0; i < l.n; i++)
		put_session(mk, l.items[i], with_abstracts);
}

static size_t
size_of_abstracts(const struct maker *mk, const struct event *ev)
{
	size_t n = 0;

	for (size_t i = 0; i < ev->nsessions; i++)
		n += strlen(make_text(mk, &ev->sessions[i]->abstract, NULL));
	return n;
}

void
make_agenda_text(struct maker *mk, const struct event *ev)
{
	struct session_list all = query_sessions(mk->a, ev);
	struct date_list days = query_days(mk->a, ev);
	bool with_abstracts = size_of_abstracts(mk, ev) <= ABSTRACTS_MAX;
	size_t links;

	make_crumb(mk, make_line(mk, &ev->title), path_of_event(mk->a, ev));
	mk->page->title = make_line(mk, &ev->title);
	make_event_facts(mk, ev);
	make_joins(mk, ev, NULL);
	make_abstract(mk, &ev->abstract);
	if (!with_abstracts)
		page_para(mk->page, make_word(mk, WORD_WITHOUT_ABSTRACTS));
	for (size_t i = 0; i < days.n; i++)
		put_day(mk, ev, days.items[i], WORD_NOT_SCHEDULED, with_abstracts);
	put_day(mk, ev, (struct date){0}, days.n > 0 ? WORD_NOT_SCHEDULED : WORD_SESSIONS,
	    with_abstracts);
	links = make_group(mk, 2, WORD_MATERIALS, NULL);
	make_links(mk, ev->links, ev->nlinks);
	make_group_end(mk, links);
	page_block(mk->page, BLOCK_RULE);
	make_fact(mk, WORD_TIME, make_zone_of(mk, ev, &all));
}
