/* SPDX-License-Identifier: ISC */
/* How one chooses a zone and a language, and what a page says of the choice. */
#include "core/pages_build.h"
#include "core/reading.h"

#include <string.h>

/* ---- what is chosen from ---- */

/* The event's page, or home, as another reader has it; NULL for the zone: only the event's. */
static struct target
view_of(const struct maker *mk, const struct event *ev, const char *lang, const char *zone)
{
	const char *path = ev != NULL ? path_of_event(mk->a, ev) : "";

	return (struct target){TARGET_VIEW, reading_path(mk->a, mk->site, lang, zone, path)};
}

/* "Geneva, Switzerland: Wed 15 October, 10:30 (Europe/Zurich, UTC+2)": what the clocks show. */
static const char *
zone_line(const struct maker *mk, const struct zone_found *z)
{
	const struct tz *zone = tzdb_find(mk->view->zones, z->zone);
	int64_t now = mk->view->now;
	const char *s = arena_strdup(mk->a, z->name);

	make_join(mk, &s, z->country);
	if (zone == NULL)
		return s;
	return words_fill(&mk->w, WORD_EVENT_THEN, s,
	    words_fill(&mk->w, WORD_IN_ZONE,
		words_fill(&mk->w, WORD_DATE_TIME,
		    words_date_short(&mk->w, zone_civil(zone, now).date),
		    words_time(&mk->w, zone, now), NULL),
		words_zone(&mk->w, zone, now), NULL),
	    NULL);
}

static void
make_way_back(struct maker *mk, const struct event *ev)
{
	if (ev != NULL)
		make_event_crumbs(mk, ev);
	else
		make_crumb(mk, make_word(mk, WORD_HOME), "");
}

void
make_zones(struct maker *mk, const struct place_in_site *at)
{
	const struct zones_found *found = mk->view->zones_found;

	if (found == NULL || mk->view->zones == NULL)
		return;
	make_way_back(mk, at->event);
	mk->page->title = make_word(mk, WORD_ZONES);
	if (found->n == 0)
		page_para(mk->page, make_word(mk, WORD_ZONES_NONE));
	else if (found->is_guess)
		page_para(mk->page, make_word(mk, WORD_ZONES_MEANT));
	for (size_t i = 0; i < found->n; i++)
		page_link(mk->page, zone_line(mk, &found->items[i]),
		    view_of(mk, at->event, mk->view->lang, found->items[i].zone), "zone");
	make_heading(mk, 2, make_word(mk, WORD_MORE), "more");
	make_nav(mk, make_word(mk, WORD_ZONES_AGAIN), mk->page->path);
	page_link(mk->page, make_word(mk, WORD_ZONES_LOCAL),
	    view_of(mk, at->event, mk->view->lang, NULL), "zone");
}

void
make_readings(struct maker *mk, const struct place_in_site *at)
{
	const char *zone = mk->view->zone != NULL ? tz_name(mk->view->zone) : NULL, *lang;
	bool has_texts = true;

	make_way_back(mk, at->event);
	mk->page->title = make_word(mk, WORD_LANGUAGES);
	for (size_t i = 0; (lang = reading_languages(mk->site, i)) != NULL; i++) {
		if (has_texts && !reading_has_texts(mk->site, lang)) {
			page_para(mk->page, make_word(mk, WORD_READINGS_WORDS));
			has_texts = false;
		}
		page_link(
		    mk->page, words_language(lang), view_of(mk, at->event, lang, zone), "language");
	}
}

/* "français, español, العربية": the languages that this is not in, as their readers know them. */
static const char *
other_languages(const struct maker *mk)
{
	const char *s = "", *lang;

	for (size_t i = 0; (lang = reading_languages(mk->site, i)) != NULL; i++)
		if (strcmp(lang, mk->view->lang) != 0)
			make_join(mk, &s, words_language(lang));
	return s;
}

/* On the pages where one chooses there is nothing to link to. */
static bool
is_choice(const struct place_in_site *at)
{
	return at->kind == PATH_ZONES || at->kind == PATH_EVENT_ZONES ||
	       at->kind == PATH_LANGUAGES || at->kind == PATH_EVENT_LANGUAGES;
}

void
make_foot_links(struct maker *mk, const struct place_in_site *at)
{
	struct place_in_site to = {.event = at->event};

	if (mk->view->zones == NULL || place_is_file(at) || is_choice(at))
		return;
	to.kind = at->event != NULL ? PATH_EVENT_ZONES : PATH_ZONES;
	make_nav(mk, make_word(mk, WORD_ZONES), path_of_place(mk->a, mk->site, &to));
	to.kind = at->event != NULL ? PATH_EVENT_LANGUAGES : PATH_LANGUAGES;
	make_nav(mk, other_languages(mk), path_of_place(mk->a, mk->site, &to));
}

/* ---- what was chosen ---- */

/* The moments that a page shows. */
struct shown {
	int64_t from, to; /* beginnings; 0: none */
	bool elsewhere;   /* some are shown in the reader's zone, too */
};

static void
see(struct shown *sh, const struct page_slot *ps)
{
	if (ps->there != NULL)
		sh->elsewhere = true;
	if (ps->start == 0)
		return;
	if (sh->from == 0 || ps->start < sh->from)
		sh->from = ps->start;
	if (ps->start > sh->to)
		sh->to = ps->start;
}

static struct shown
shown_on(const struct page *p)
{
	struct shown sh = {0};

	for (size_t i = 0; i < p->nblocks; i++) {
		const struct block *b = &p->blocks[i];

		if (b->kind == BLOCK_SLOT)
			see(&sh, b->slot);
		for (size_t k = 0; b->kind == BLOCK_GRID && k < b->grid->ncells; k++)
			see(&sh, b->grid->cells[k].slot);
	}
	return sh;
}

/* "Europe/Berlin, UTC+2, from 26 October UTC+1": the first change of offset among what is shown. */
static const char *
zone_shown(const struct maker *mk, const struct shown *sh)
{
	const struct tz *zone = mk->view->zone;
	int64_t from = sh->from != 0 ? sh->from : mk->view->now;
	struct tz_change c = {.when = from};
	const char *s = words_zone(&mk->w, zone, from);
	char offset[16];

	while (tz_next_change(zone, c.when, &c) && c.when <= sh->to)
		if (c.before.offset != c.after.offset) {
			tz_format_offset(c.after.offset, offset);
			return words_fill(&mk->w, WORD_ZONE_FROM, s,
			    words_date_short(&mk->w, zone_civil(zone, c.when).date), offset, NULL);
		}
	return s;
}

/* Puts the last block of the page where another is. */
static void
put_last_at(struct page *p, size_t to)
{
	struct block last = p->blocks[p->nblocks - 1];

	memmove(&p->blocks[to + 1], &p->blocks[to], (p->nblocks - 1 - to) * sizeof last);
	p->blocks[to] = last;
}

void
make_choice_note(struct maker *mk, size_t top)
{
	struct page *p = mk->page;
	struct shown sh = shown_on(p);
	const char *most = page_main_lang(p);

	while (top < p->nblocks && p->blocks[top].kind == BLOCK_NOTICE)
		top++;
	if (mk->view->live && strcmp(most, p->lang) != 0) {
		p->texts_lang = most;
		page_para(p, words_fill(&mk->w, WORD_TEXTS_IN, words_language(most), NULL));
		put_last_at(p, top);
	}
	if (mk->view->zone != NULL) {
		page_para(p, words_fill(&mk->w, sh.elsewhere ? WORD_BEGINS_THERE : WORD_YOUR_ZONE,
				 zone_shown(mk, &sh), NULL));
		put_last_at(p, top);
	}
}
