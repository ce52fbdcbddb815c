/* SPDX-License-Identifier: ISC */
/* Pages to subscribe to ("Subscribing to Gemini pages", the companion of the Gemini specification):
 * the title is the feed's, a second heading right after it says more, and each link whose label
 * begins with a date is an entry, told from others by where it leads. */
#include "core/news.h"
#include "core/pages_build.h"

/* Relative, as a page's is, so that the language stays. */
static struct target
target_place(const struct maker *mk, enum path_kind kind, const struct event *ev)
{
	const struct place_in_site at = {.kind = kind, .event = ev};

	return target_page(path_of_place(mk->a, mk->site, &at));
}

void
make_follow(struct maker *mk, const struct event *ev)
{
	mk->page->feed = target_place(mk, ev == NULL ? PATH_ATOM : PATH_EVENT_ATOM, ev).to;
	if (mk->view->live)
		page_link(mk->page, make_word(mk, WORD_FOLLOW),
		    target_place(mk, ev == NULL ? PATH_FEED : PATH_EVENT_FEED, ev), "nav");
}

static void
put_entry(struct maker *mk, const struct news_entry *en)
{
	char day[11];

	date_format(date_from_seconds(en->moment, NULL), day);
	page_link(mk->page,
	    arena_printf(mk->a, "%s %s", day, news_title(&mk->w, en, mk->view->zone)),
	    target_page(news_path(mk->a, mk->site, en)), "change");
}

void
make_feed(struct maker *mk, const struct event *ev)
{
	struct news news = news_find(mk->a, mk->site, ev);

	if (ev != NULL)
		make_event_crumbs(mk, ev);
	else
		make_crumb(mk, make_word(mk, WORD_HOME), "");
	mk->page->title = make_line(mk, ev == NULL ? &mk->site->title : &ev->title);
	page_heading(mk->page, 2, make_word(mk, WORD_NEWS));
	for (size_t i = 0; i < news.n; i++)
		put_entry(mk, &news.items[i]);
	if (news.n == 0)
		page_para(mk->page, make_word(mk, WORD_NO_CHANGES));
	page_para(mk->page, make_word(mk, WORD_FOLLOW_HOW));
	page_link(mk->page, make_word(mk, WORD_ATOM),
	    target_place(mk, ev == NULL ? PATH_ATOM : PATH_EVENT_ATOM, ev), "feed");
	make_nav(mk, make_word(mk, WORD_CHANGES),
	    ev == NULL ? "changes" : path_of_event_changes(mk->a, ev));
}
