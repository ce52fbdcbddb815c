/* SPDX-License-Identifier: ISC */
/* A person, and all of them. */
#include "core/pages_build.h"

#include <stdlib.h>
#include <string.h>

/* Role and organisation they had then, if said. */
static void
put_then(struct maker *mk, const struct event *ev, const struct person *pe)
{
	const struct attendee *at = event_find_attendee(ev, pe);
	const char *s = "";

	if (at == NULL)
		return;
	make_join(mk, &s, make_line(mk, &at->role));
	make_join(mk, &s, make_line(mk, &at->organisation));
	make_fact(mk, WORD_AS, s);
}

/* A session, and as what if not as a speaker. */
static void
put_appearance(struct maker *mk, const struct session *se, const struct person *pe)
{
	struct page_slot *ps = make_session_slot(mk, se, SLOT_WITH_DAY);

	for (size_t i = 0; i < se->npeople; i++)
		if (se->people[i].person == pe && se->people[i].as != ROLE_SPEAKER)
			ps->title = words_fill(&mk->w, WORD_WHO, ps->title,
			    words_role(&mk->w, se->people[i].as), NULL);
	ps->people = "";
	page_block(mk->page, BLOCK_SLOT)->slot = ps;
}

static void
put_event(
    struct maker *mk, const struct event *ev, const struct person *pe, const struct session_list *l)
{
	const char *zone = make_zone_of(mk, ev, l), *title = make_line(mk, &ev->title);
	struct span when = event_when(ev);

	page_heading(mk->page, 2,
	    *zone == '\0' ? title : words_fill(&mk->w, WORD_DAY_ZONE, title, zone, NULL));
	make_fact(mk, WORD_WHEN, words_span(&mk->w, &when));
	put_then(mk, ev, pe);
	for (size_t i = 0; i < l->n; i++)
		put_appearance(mk, l->items[i], pe);
	page_link(mk->page, title, target_page(path_of_event(mk->a, ev)), "event");
}

/* What of theirs is on or next, of each event that runs; false if nothing is. */
static bool
put_now(struct maker *mk, const struct session_list *all)
{
	size_t begun = mk->page->nblocks;

	for (size_t i = 0, n; i < all->n; i += n) {
		const struct event *ev = all->items[i]->event;
		struct session_list of = {all->items + i, 0};
		size_t before = mk->page->nblocks;
		struct on_now on;

		while (i + of.n < all->n && of.items[of.n]->event == ev)
			of.n++;
		n = of.n;
		if (!make_is_running(mk, ev))
			continue;
		page_heading(mk->page, 2, make_line(mk, &ev->title));
		make_it_is(mk, ev);
		on = make_now(mk, ev, &of, 3, NOW_OR_SILENT);
		if (on.now.n + on.next.n == 0)
			page_cut(mk->page, before);
	}
	return mk->page->nblocks > begun;
}

static void
put_calendars(struct maker *mk, const struct person *pe)
{
	size_t begun = make_group(mk, 2, WORD_CALENDARS, "calendars");

	make_calendar_box(
	    mk, WORD_CALENDAR, &(struct place_in_site){.kind = PATH_PERSON_ICS, .person = pe});
	make_group_end(mk, begun);
}

void
make_person(struct maker *mk, const struct person *pe)
{
	struct event_list events = query_person_events(mk->a, mk->site, pe);
	struct session_list all = query_person(mk->a, mk->site, pe);
	const struct identity *last = NULL;
	size_t from = 0;

	make_crumb(mk, make_word(mk, WORD_HOME), "");
	make_crumb(mk, make_word(mk, WORD_PEOPLE), "people/");
	mk->page->title = make_line(mk, &pe->name);
	make_text(mk, &pe->name, &mk->page->title_lang);
	make_description(mk, &pe->bio);
	if (put_now(mk, &all))
		make_heading(mk, 2, make_word(mk, WORD_ABOUT), "about");
	make_text_fact(mk, WORD_ROLE, &pe->role);
	if (pe->member_of != NULL)
		make_organisations(
		    mk, WORD_ORGANISATION, (const struct organisation *[]){pe->member_of}, 1);
	else
		make_text_fact(mk, WORD_ORGANISATION, &pe->organisation);
	make_abstract(mk, &pe->bio);
	if (pe->url != NULL && url_is_safe(pe->url))
		page_link(mk->page, make_word(mk, WORD_WEBSITE), target_url(pe->url), "material");
	for (size_t i = 0; i < events.n; i++) {
		struct session_list of = {all.items + from, 0};

		while (from + of.n < all.n && all.items[from + of.n]->event == events.items[i])
			of.n++;
		from += of.n;
		put_event(mk, events.items[i], pe, &of);
		last = make_later(last, &events.items[i]->identity);
		for (size_t k = 0; k < of.n; k++)
			last = make_later(last, &of.items[k]->identity);
	}
	put_calendars(mk, pe);
	make_last_change(mk, last);
}

/* ---- the index ---- */

struct named {
	const char *key; /* the name folded to ASCII, which no locale sorts otherwise */
	const struct person *person;
};

static int
by_name(const void *a, const void *b)
{
	const struct named *na = a, *nb = b;
	int c = strcmp(na->key, nb->key);

	return c != 0 ? c : strcmp(na->person->id, nb->person->id);
}

void
make_people(struct maker *mk)
{
	struct person_list all = query_people(mk->a, mk->site);
	struct named *list = arena_array(mk->a, all.n, sizeof *list);

	make_crumb(mk, make_word(mk, WORD_HOME), "");
	mk->page->title = make_word(mk, WORD_PEOPLE);
	for (size_t i = 0; i < all.n; i++) {
		const char *name = make_line(mk, &all.items[i]->name), *key = slug(mk->a, name);

		list[i] = (struct named){key != NULL ? key : name, all.items[i]};
	}
	if (all.n > 1)
		qsort(list, all.n, sizeof *list, by_name);
	for (size_t i = 0; i < all.n; i++)
		make_person_link(mk, list[i].person, NULL);
}
