/* SPDX-License-Identifier: ISC */
/* All of a year, for one sheet of paper: what there is, when and where, the calls with their
 * deadlines, and where to find the rest. */
#include "core/pages_build.h"

enum {
	SUMMARIES_MAX = 12, /* events of which the sheet has room to say what they are */
	SUMMARY_MAX = 160   /* bytes */
};

/* What an event is, in its own words: its subtitle, else how its text begins. */
static const char *
summary_of(const struct maker *mk, const struct event *ev)
{
	if (text_is_set(&ev->subtitle))
		return make_line(mk, &ev->subtitle);
	return text_line(
	    mk->a, markdown_plain(mk->a, make_text(mk, &ev->abstract, NULL), SUMMARY_MAX));
}

static size_t
count(const struct event_list *l, bool calls)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++)
		n += (l->items[i]->kind == KIND_CALL) == calls;
	return n;
}

static void
put_events(struct maker *mk, const struct event_list *l, bool calls)
{
	bool has_room = l->n <= SUMMARIES_MAX;

	for (size_t i = 0; i < l->n; i++) {
		const struct event *ev = l->items[i];

		if ((ev->kind == KIND_CALL) != calls)
			continue;
		make_event_line(mk, ev);
		if (has_room)
			mk->page->blocks[mk->page->nblocks - 1].slot->summary = summary_of(mk, ev);
	}
}

/* An address that one can type. */
static void
put_address(struct maker *mk, enum word label, const char *url, struct target to)
{
	page_run(mk->page, page_fact(mk->page, make_word(mk, label), NULL), RUN_PLAIN, url, to);
}

static void
put_addresses(struct maker *mk)
{
	const struct site *s = mk->site;
	bool is_on_web = s->web != NULL && url_after_web(s->web) != NULL;

	page_block(mk->page, BLOCK_RULE);
	if (is_on_web) {
		const char *ics =
		    make_calendar_path(mk, &(struct place_in_site){.kind = PATH_ALL_ICS});

		put_address(mk, WORD_WEBSITE, s->web, target_url(s->web));
		put_address(mk, WORD_SUBSCRIBE_ALL, arena_printf(mk->a, "%s%s", s->web, ics),
		    target_file(ics));
	}
	if (s->host != NULL) {
		const char *capsule = arena_printf(mk->a, "gemini://%s/", s->host);

		put_address(mk, WORD_HOST, capsule, target_url(capsule));
	}
	if (s->contact != NULL)
		put_address(mk, WORD_CONTACT, s->contact,
		    target_url(arena_printf(mk->a, "mailto:%s", s->contact)));
}

static void
put_neighbours(struct maker *mk, int year)
{
	struct year_list years = query_years(mk->a, mk->site);

	for (size_t i = years.n; i > 0; i--)
		if (years.items[i - 1] != year)
			make_nav(mk,
			    words_fill(&mk->w, WORD_PROGRAMME,
				arena_printf(mk->a, "%d", years.items[i - 1]), NULL),
			    path_of_programme(mk->a, years.items[i - 1]));
}

void
make_programme(struct maker *mk, int year)
{
	struct event_list l = query_year(mk->a, mk->site, year);

	make_crumb(mk, make_word(mk, WORD_HOME), "");
	mk->page->look = LOOK_FLYER;
	mk->page->title = words_fill(&mk->w, WORD_PROGRAMME, arena_printf(mk->a, "%d", year), NULL);
	make_description(mk, &mk->site->abstract);
	if (*mk->page->description != '\0')
		page_para(mk->page, mk->page->description);
	put_events(mk, &l, false);
	if (count(&l, true) > 0)
		make_heading(mk, 2, words_event_kinds(&mk->w, KIND_CALL), "calls");
	put_events(mk, &l, true);
	put_addresses(mk);
	put_neighbours(mk, year);
}
