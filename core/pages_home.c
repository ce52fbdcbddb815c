/* SPDX-License-Identifier: ISC */
/* Home, a series, and what there is to say about the site itself. */
#include "core/pages_build.h"
#include "core/public.h"

static void
put_events(struct maker *mk, const struct event_list *l)
{
	for (size_t i = 0; i < l->n; i++)
		make_event_line(mk, l->items[i]);
}

static int
year_of(const struct event *ev)
{
	return event_when(ev).last.year;
}

/* A heading that leads to the programme of the year. */
static void
put_year(struct maker *mk, int year)
{
	struct block *b = page_block(mk->page, BLOCK_HEADING);

	b->level = 3;
	page_run(mk->page, b, RUN_PLAIN,
	    words_fill(&mk->w, WORD_PROGRAMME, arena_printf(mk->a, "%d", year), NULL),
	    target_page(path_of_programme(mk->a, year)));
}

static void
put_past(struct maker *mk)
{
	struct event_list past = query_past(mk->a, mk->site, mk->view->now);
	int year = 0;

	if (past.n > 0)
		make_heading(mk, 2, make_word(mk, WORD_PAST), "past");
	for (size_t i = 0; i < past.n; i++) {
		if (year_of(past.items[i]) != year) {
			year = year_of(past.items[i]);
			put_year(mk, year);
		}
		make_event_line(mk, past.items[i]);
	}
}

static void
put_series_links(struct maker *mk)
{
	size_t begun = make_group(mk, 2, WORD_SERIES, "series");

	for (size_t i = 0; i < mk->site->nseries; i++) {
		const struct series *se = mk->site->series[i];

		if (query_series(mk->a, mk->site, se).n > 0)
			page_link(mk->page, make_line(mk, &se->title),
			    target_page(path_of_series(mk->a, se)), "series");
	}
	make_group_end(mk, begun);
}

/* ---- one event, with what one wants to know first ---- */

static void
put_event(struct maker *mk, const struct event *ev)
{
	struct place_in_site ics = {.kind = PATH_EVENT_ICS, .event = ev};

	make_event_notices(mk, ev);
	make_event_glance(mk, ev);
	make_event_actions(mk, ev, true);
	make_next_days(mk, ev);
	if (make_has_calendar(mk, &ics))
		make_named_calendar(mk, WORD_CALENDAR_EVENT, &ics);
}

static void
head_event(struct maker *mk, const struct event *ev, int level)
{
	struct block *b = page_block(mk->page, BLOCK_HEADING);

	b->level = level;
	page_run(mk->page, b, RUN_PLAIN, make_line(mk, &ev->title),
	    target_page(path_of_event(mk->a, ev)));
	make_text(mk, &ev->title, &b->text.lang);
}

/* The only event of a site; NULL if there are others, or none. */
static const struct event *
only_event(const struct site *s)
{
	const struct event *only = NULL;

	for (size_t i = 0; i < s->nevents; i++) {
		if (!event_is_listed(s->events[i]))
			continue;
		if (only != NULL)
			return NULL;
		only = s->events[i];
	}
	return only;
}

/* The first that is held, if a day or a month is known of it; the number of all if there is none.
 */
static size_t
nearest(const struct event_list *ahead)
{
	size_t i = 0;

	while (i < ahead->n && status_is_off(event_status(ahead->items[i])))
		i++;
	if (i < ahead->n && event_when(ahead->items[i]).precision < PRECISION_MONTH)
		return ahead->n;
	return i;
}

/* The nearest, then the others: what is cancelled stands among them. */
static void
put_ahead(struct maker *mk, const struct event_list *ahead)
{
	size_t next = nearest(ahead);

	if (next < ahead->n) {
		make_heading(mk, 2, make_word(mk, WORD_NEXT), "next");
		head_event(mk, ahead->items[next], 3);
		put_event(mk, ahead->items[next]);
		if (ahead->n == 1)
			return;
	}
	make_heading(mk, 2, make_word(mk, WORD_AHEAD), "ahead");
	if (ahead->n == 0)
		page_para(mk->page, make_word(mk, WORD_NOTHING_AHEAD));
	for (size_t i = 0; i < ahead->n; i++)
		if (i != next)
			make_event_line(mk, ahead->items[i]);
}

/* ---- all ---- */

static void
put_calls(struct maker *mk)
{
	struct event_list calls = query_calls(mk->a, mk->site, mk->view->now);

	if (calls.n == 0)
		return;
	make_heading(mk, 2, make_word(mk, WORD_CALLS), "calls");
	put_events(mk, &calls);
}

/* The programmes of this year and of those to come, the nearest first. */
static void
put_programmes(struct maker *mk)
{
	struct year_list years = query_years(mk->a, mk->site);
	int now = zone_civil(mk->site->zone, mk->view->now).date.year;

	for (size_t i = years.n; i > 0; i--)
		if (years.items[i - 1] >= now)
			make_nav(mk,
			    words_fill(&mk->w, WORD_PROGRAMME_SHEET,
				arena_printf(mk->a, "%d", years.items[i - 1]), NULL),
			    path_of_programme(mk->a, years.items[i - 1]));
}

static void
put_more(struct maker *mk)
{
	make_heading(mk, 2, make_word(mk, WORD_MORE), "more");
	put_programmes(mk);
	make_search_link(mk, NULL);
	if (query_has_kind(mk->site, KIND_CALL))
		make_nav(mk, words_event_kinds(&mk->w, KIND_CALL), "calls");
	make_nav(mk, make_word(mk, WORD_PEOPLE), "people/");
	make_nav(mk, make_word(mk, WORD_CHANGES), "changes");
	make_follow(mk, NULL);
	make_nav(mk, make_word(mk, WORD_ABOUT), "about");
}

static void
put_calendars(struct maker *mk)
{
	size_t begun = make_group(mk, 2, WORD_CALENDARS, "calendars");

	make_calendar_box(mk, WORD_ALL_CALENDAR, &(struct place_in_site){.kind = PATH_ALL_ICS});
	make_group_end(mk, begun);
}

/* A site of one event may well be called as it is. */
static void
put_only(struct maker *mk, const struct event *ev)
{
	if (!text_eq(&ev->title, &mk->site->title))
		head_event(mk, ev, 2);
	put_event(mk, ev);
	make_nav(mk, words_fill(&mk->w, WORD_ABOUT_SITE, make_line(mk, &ev->title), NULL),
	    path_of_event(mk->a, ev));
	make_places(mk, ev);
}

/* All of the events: what runs is on top already. */
static void
put_programme(struct maker *mk, bool runs)
{
	struct event_list ahead = query_ahead(mk->a, mk->site, mk->view->now);
	const struct event *only = only_event(mk->site);

	if (only != NULL && !runs) {
		put_only(mk, only);
		return;
	}
	if (runs) {
		make_heading(mk, 2, make_word(mk, WORD_AHEAD), "ahead");
		put_events(mk, &ahead);
	} else {
		put_ahead(mk, &ahead);
	}
	put_calls(mk);
	put_past(mk);
}

void
make_home(struct maker *mk)
{
	bool runs;

	mk->page->look = LOOK_HOME;
	mk->page->title = make_line(mk, &mk->site->title);
	make_text(mk, &mk->site->title, &mk->page->title_lang);
	make_description(mk, &mk->site->abstract);
	runs = make_running(mk);
	if (runs)
		make_nav(mk, make_word(mk, WORD_NOW_PAGE), "now");
	else
		make_abstract(mk, &mk->site->abstract);
	put_programme(mk, runs);
	put_series_links(mk);
	if (runs && text_is_set(&mk->site->abstract)) {
		make_heading(
		    mk, 2, words_fill(&mk->w, WORD_ABOUT_SITE, mk->page->title, NULL), "about");
		make_abstract(mk, &mk->site->abstract);
	}
	put_calendars(mk);
	put_more(mk);
}

/* What home begins with, alone: for who asks again and again. */
void
make_now_page(struct maker *mk)
{
	struct event_list ahead = query_ahead(mk->a, mk->site, mk->view->now);

	make_crumb(mk, make_word(mk, WORD_HOME), "");
	mk->page->title = make_word(mk, WORD_NOW_PAGE);
	if (make_running(mk))
		return;
	page_para(mk->page, make_word(mk, WORD_NOTHING_RUNS));
	if (ahead.n == 0)
		return;
	make_heading(mk, 2, make_word(mk, WORD_AHEAD), "ahead");
	make_event_line(mk, ahead.items[0]);
}

void
make_series(struct maker *mk, const struct series *se)
{
	struct event_list l = query_series(mk->a, mk->site, se);

	make_crumb(mk, make_word(mk, WORD_HOME), "");
	mk->page->title = make_line(mk, &se->title);
	make_text(mk, &se->title, &mk->page->title_lang);
	make_description(mk, &se->abstract);
	make_abstract(mk, &se->abstract);
	make_heading(mk, 2, make_word(mk, WORD_EDITIONS), "editions");
	if (l.n == 0)
		page_para(mk->page, make_word(mk, WORD_NO_EVENTS));
	put_events(mk, &l);
	if (se->url != NULL && url_is_safe(se->url))
		page_link(mk->page, make_word(mk, WORD_WEBSITE), target_url(se->url), "material");
	if (l.n == 0)
		return;
	/* It may be empty as yet, for who wants to be told of the next edition. */
	make_heading(mk, 2, make_word(mk, WORD_CALENDARS), "calendars");
	make_calendar_links(
	    mk, WORD_CALENDAR, &(struct place_in_site){.kind = PATH_SERIES_ICS, .series = se});
}

static void
put_site_facts(struct maker *mk)
{
	const struct site *s = mk->site;

	if (s->contact != NULL)
		page_run(mk->page, page_fact(mk->page, make_word(mk, WORD_CONTACT), NULL),
		    RUN_PLAIN, s->contact,
		    target_url(arena_printf(mk->a, "mailto:%s", s->contact)));
	if (s->host != NULL)
		page_run(mk->page, page_fact(mk->page, make_word(mk, WORD_HOST), NULL), RUN_PLAIN,
		    arena_printf(mk->a, "gemini://%s/", s->host),
		    target_url(arena_printf(mk->a, "gemini://%s/", s->host)));
	if (s->web != NULL && url_is_safe(s->web))
		page_run(mk->page, page_fact(mk->page, make_word(mk, WORD_WEBSITE), NULL),
		    RUN_PLAIN, s->web, target_url(s->web));
}

void
make_about(struct maker *mk)
{
	make_crumb(mk, make_word(mk, WORD_HOME), "");
	mk->page->title =
	    words_fill(&mk->w, WORD_ABOUT_SITE, make_line(mk, &mk->site->title), NULL);
	make_abstract(mk, &mk->site->abstract);
	put_site_facts(mk);
	make_heading(mk, 2, make_word(mk, WORD_ABOUT_TIMES_TITLE), "times");
	page_para(mk->page, make_word(mk, WORD_ABOUT_TIMES));
	make_heading(mk, 2, make_word(mk, WORD_ABOUT_CALENDAR_TITLE), "calendar");
	page_para(mk->page, make_word(mk, WORD_ABOUT_CALENDAR));
	page_link(mk->page, make_word(mk, WORD_ALL_CALENDAR),
	    target_file(make_calendar_path(mk, &(struct place_in_site){.kind = PATH_ALL_ICS})),
	    "calendar");
	make_nav(mk, make_word(mk, WORD_SUBSCRIBE), "subscribe");
	page_para(mk->page, make_word(mk, WORD_ABOUT_PRIVACY));
}
