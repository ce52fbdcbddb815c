/* SPDX-License-Identifier: ISC */
/* The calendars of the site, and how to have them in one's own. */
#include "core/feeds.h"
#include "core/pages_build.h"

#include <string.h>

/* ---- which calendars there are ---- */

static bool
has_day(const struct feed_item *it)
{
	struct span days;

	switch (it->kind) {
	case ENTRY_DEADLINE: return true;
	case ENTRY_SESSION: return date_is_set(it->se->slot.day);
	case ENTRY_EVENT: break;
	}
	days = event_days(it->ev);
	return days.precision == PRECISION_DAY && !days.before;
}

bool
make_has_calendar(const struct maker *mk, const struct place_in_site *at)
{
	struct feed_walk w;
	struct feed_item it;

	feed_begin(&w, mk->site, at);
	while (feed_next(&w, &it))
		if (has_day(&it))
			return true;
	return false;
}

void
make_calendar_box(struct maker *mk, enum word label, const struct place_in_site *at)
{
	if (make_has_calendar(mk, at))
		make_calendar_links(mk, label, at);
}

/* Clients of the capsule have no use for a webcal link on each page. */
void
make_calendar_links(struct maker *mk, enum word label, const struct place_in_site *at)
{
	const char *web = mk->site->web, *path;

	mk->page->calendar = path = make_named_calendar(mk, label, at);
	if (!mk->view->live && web != NULL && url_after_web(web) != NULL)
		page_link(mk->page, make_word(mk, WORD_SUBSCRIBE_HERE),
		    target_webcal(arena_printf(mk->a, "%s%s", web, path)), "webcal");
	make_nav(mk, make_word(mk, WORD_SUBSCRIBE), "subscribe");
}

/* Who subscribes wants to be told of what comes: one that is empty as yet is a calendar too. */
static bool
is_told(const struct maker *mk, const struct place_in_site *at)
{
	struct feed_walk w;
	struct feed_item it;

	feed_begin(&w, mk->site, at);
	while (feed_next(&w, &it))
		if (!it.ev->identity.withdrawn)
			return true;
	return false;
}

/* The address, written out where the site has one on the web, and a link that hands it to a
 * calendar program. */
static void
put_calendar(struct maker *mk, const char *name, const struct place_in_site *at)
{
	const char *path = make_calendar_path(mk, at), *web = mk->site->web, *url = path;
	struct block *b;

	if (!is_told(mk, at))
		return;
	if (web != NULL)
		url = arena_printf(mk->a, "%s%s", web, path);
	b = page_fact(mk->page, name, NULL);
	page_run(mk->page, b, RUN_PLAIN, url, target_file(path));
	if (url_after_web(url) == NULL)
		return;
	b = page_fact(mk->page, name, NULL);
	page_run(mk->page, b, RUN_PLAIN, make_word(mk, WORD_SUBSCRIBE_OPEN), target_webcal(url));
}

static void
put_series(struct maker *mk)
{
	size_t begun = make_group(mk, 3, WORD_SERIES, NULL);

	for (size_t i = 0; i < mk->site->nseries; i++)
		put_calendar(mk, make_line(mk, &mk->site->series[i]->title),
		    &(struct place_in_site){
			.kind = PATH_SERIES_ICS, .series = mk->site->series[i]});
	make_group_end(mk, begun);
}

static void
put_kinds(struct maker *mk)
{
	size_t begun = make_group(mk, 3, WORD_SUBSCRIBE_KINDS, NULL);

	for (enum event_kind k = KIND_CONFERENCE; k <= KIND_CALL; k++)
		put_calendar(mk, words_event_kinds(&mk->w, k),
		    &(struct place_in_site){.kind = PATH_KIND_ICS, .event_kind = k});
	make_group_end(mk, begun);
}

static void
put_spoken(struct maker *mk)
{
	struct tag_list spoken = query_spoken(mk->a, mk->site, NULL);
	size_t begun = make_group(mk, 3, WORD_SUBSCRIBE_SPOKEN, NULL);

	for (size_t i = 0; i < spoken.n; i++)
		put_calendar(mk, words_language(spoken.items[i]),
		    &(struct place_in_site){.kind = PATH_LANGUAGE_ICS, .spoken = spoken.items[i]});
	make_group_end(mk, begun);
}

static void
put_texts(struct maker *mk)
{
	const struct site *s = mk->site;

	if (s->nlanguages < 2)
		return;
	page_heading(mk->page, 3, make_word(mk, WORD_SUBSCRIBE_TEXTS));
	for (size_t i = 0; i < s->nlanguages; i++)
		if (strcmp(s->languages[i], mk->view->lang) != 0)
			put_calendar(mk, words_language(s->languages[i]),
			    &(struct place_in_site){.kind = PATH_ALL_ICS, .lang = s->languages[i]});
	page_para(mk->page, words_fill(&mk->w, WORD_SUBSCRIBE_ANY_TEXTS, s->languages[1], NULL));
}

static void
put_calendars(struct maker *mk)
{
	make_heading(mk, 2, make_word(mk, WORD_CALENDARS), "calendars");
	page_para(mk->page, make_word(mk, WORD_SUBSCRIBE_WHICH));
	put_calendar(
	    mk, make_word(mk, WORD_SUBSCRIBE_ALL), &(struct place_in_site){.kind = PATH_ALL_ICS});
	put_series(mk);
	put_kinds(mk);
	put_spoken(mk);
	put_texts(mk);
}

/* ---- how to have them ---- */

/* What `then` says of a cancelled session may name what its title says; `how` the link above. */
static void
put_program(struct maker *mk, const char *id, enum word name, enum word how, enum word then)
{
	make_heading(mk, 3, make_word(mk, name), id);
	page_para(mk->page, words_fill(&mk->w, how, make_word(mk, WORD_SUBSCRIBE_OPEN), NULL));
	page_para(mk->page, words_fill(&mk->w, then, make_word(mk, WORD_STATUS_CANCELLED), NULL));
}

static void
put_programs(struct maker *mk)
{
#define PROGRAM(name, id)                                                                          \
	put_program(mk, id, WORD_SUBSCRIBE_##name##_NAME, WORD_SUBSCRIBE_##name,                   \
	    WORD_SUBSCRIBE_##name##_THEN)
	make_heading(mk, 2, make_word(mk, WORD_SUBSCRIBE_HOW), "programs");
	page_para(mk->page, make_word(mk, WORD_SUBSCRIBE_ADDRESS));
	PROGRAM(GOOGLE, "google");
	PROGRAM(IPHONE, "iphone");
	PROGRAM(MAC, "mac");
	PROGRAM(OUTLOOK, "outlook");
	PROGRAM(CLASSIC, "outlook-classic");
	PROGRAM(THUNDERBIRD, "thunderbird");
	PROGRAM(GNOME, "gnome");
	PROGRAM(ANDROID, "android");
#undef PROGRAM
}

/* The host of the web site, which programs ask. */
static const char *
web_host(const struct maker *mk)
{
	const char *host = url_after_web(mk->site->web) + strlen("://");

	return arena_strndup(mk->a, host, strcspn(host, "/?#"));
}

void
make_subscribe(struct maker *mk)
{
	bool is_on_web = mk->site->web != NULL && url_after_web(mk->site->web) != NULL;

	make_crumb(mk, make_word(mk, WORD_HOME), "");
	mk->page->title = make_word(mk, WORD_SUBSCRIBE);
	page_para(mk->page, make_word(mk, WORD_SUBSCRIBE_WHAT));
	if (!is_on_web)
		page_para(mk->page, make_word(mk, WORD_SUBSCRIBE_NO_WEB));
	put_calendars(mk);
	if (!is_on_web)
		return;
	put_programs(mk);
	make_heading(mk, 2, make_word(mk, WORD_SUBSCRIBE_SEEN_TITLE), "seen");
	page_para(mk->page, words_fill(&mk->w, WORD_SUBSCRIBE_SEEN, web_host(mk), NULL));
}
