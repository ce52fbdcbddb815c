/* SPDX-License-Identifier: ISC */
/* Home, a series, and what there is to say about the site itself. */
#include "core/pages_build.h"
#include "core/public.h"

/* A heading once, before the first thing under it. */
static void
head_once(struct maker *mk, bool *begun, enum word word, const char *id)
{
	if (!*begun)
		make_heading(mk, 2, make_word(mk, word), id);
	*begun = true;
}

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
			page_heading(mk->page, 3, arena_printf(mk->a, "%d", year));
		}
		make_event_line(mk, past.items[i]);
	}
}

static void
put_series_links(struct maker *mk)
{
	bool begun = false;

	for (size_t i = 0; i < mk->site->nseries; i++) {
		const struct series *se = mk->site->series[i];

		if (query_series(mk->a, mk->site, se).n == 0)
			continue;
		head_once(mk, &begun, WORD_SERIES, "series");
		page_link(mk->page, make_line(mk, &se->title),
		    target_page(path_of_series(mk->a, se)), "series");
	}
}

void
make_home(struct maker *mk)
{
	struct event_list ahead = query_ahead(mk->a, mk->site, mk->view->now);
	struct event_list calls = query_calls(mk->a, mk->site, mk->view->now);
	bool runs;

	mk->page->look = LOOK_HOME;
	mk->page->title = make_line(mk, &mk->site->title);
	make_text(mk, &mk->site->title, &mk->page->title_lang);
	make_description(mk, &mk->site->abstract);
	runs = make_running(mk);
	if (runs)
		make_nav(mk, make_word(mk, WORD_NOW_PAGE), "now");
	if (!runs)
		make_abstract(mk, &mk->site->abstract);
	if (calls.n > 0)
		make_heading(mk, 2, make_word(mk, WORD_CALLS), "calls");
	put_events(mk, &calls);
	make_heading(mk, 2, make_word(mk, WORD_AHEAD), "ahead");
	if (ahead.n == 0)
		page_para(mk->page, make_word(mk, WORD_NOTHING_AHEAD));
	put_events(mk, &ahead);
	put_past(mk);
	put_series_links(mk);
	if (runs && text_is_set(&mk->site->abstract)) {
		make_heading(
		    mk, 2, words_fill(&mk->w, WORD_ABOUT_SITE, mk->page->title, NULL), "about");
		make_abstract(mk, &mk->site->abstract);
	}
	make_heading(mk, 2, make_word(mk, WORD_MORE), "more");
	mk->page->calendar = "all.ics";
	page_link(mk->page, make_word(mk, WORD_ALL_CALENDAR),
	    target_file(make_calendar_path(mk, &(struct place_in_site){.kind = PATH_ALL_ICS})),
	    "calendar");
	make_nav(mk, make_word(mk, WORD_SUBSCRIBE), "subscribe");
	make_search_link(mk, NULL);
	make_nav(mk, make_word(mk, WORD_PEOPLE), "people/");
	make_nav(mk, make_word(mk, WORD_CHANGES), "changes");
	make_follow(mk, NULL);
	make_nav(mk, make_word(mk, WORD_ABOUT), "about");
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
	if (l.n > 0) /* it may be empty as yet, for who wants to be told of the next edition */
		mk->page->calendar = make_named_calendar(mk, WORD_CALENDAR,
		    &(struct place_in_site){.kind = PATH_SERIES_ICS, .series = se});
	make_heading(mk, 2, make_word(mk, WORD_EDITIONS), "editions");
	if (l.n == 0)
		page_para(mk->page, make_word(mk, WORD_NO_EVENTS));
	put_events(mk, &l);
	if (se->url != NULL && url_is_safe(se->url))
		page_link(mk->page, make_word(mk, WORD_WEBSITE), target_url(se->url), "material");
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
