/* SPDX-License-Identifier: ISC */
/* The page of an event. */
#include "core/pages_build.h"
#include "core/public.h"

#include <string.h>

enum {
	PEOPLE_MAX = 150, /* on a page that is asked for; of more only those that the event names */
	AGENDA_MAX = 60, /* sessions shown on the event's own page; more are on those of the days */
	DAYS_MAX = 7,    /* of the event that comes next; of more only the first few */
	DAYS_OF_MANY = 3
};

void
make_event_notices(struct maker *mk, const struct event *ev)
{
	enum status st = event_status(ev);

	if (ev->draft)
		page_notice(mk->page, make_word(mk, WORD_DRAFT));
	if (st == STATUS_CANCELLED)
		page_notice(mk->page, make_word(mk, WORD_EVENT_CANCELLED));
	else if (st == STATUS_POSTPONED)
		page_notice(mk->page, make_word(mk, WORD_EVENT_POSTPONED));
	else if (st == STATUS_TENTATIVE)
		page_notice(mk->page, make_word(mk, WORD_EVENT_TENTATIVE));
	else if (ev->kind == KIND_CALL && event_is_over(ev, mk->view->now))
		page_notice(mk->page, make_word(mk, WORD_CALL_OVER));
}

static void
put_venue_link(struct maker *mk, const struct venue *v)
{
	if (v->url != NULL && url_is_safe(v->url))
		page_link(mk->page, make_line(mk, &v->name), target_url(v->url), "venue");
}

static void
put_materials(struct maker *mk, const struct event *ev)
{
	size_t begun = make_group(mk, 2, WORD_MATERIALS, "materials");

	make_event_links(mk, ev);
	put_venue_link(mk, &ev->venue);
	make_group_end(mk, begun);
}

/* What is to be said of a day: its sessions, breaks aside, those of them that are not held, and
 * from when to when the others are, breaks too. */
struct day_said {
	size_t n, n_off;
	struct slot hours;
};

static struct day_said
look_at_day(const struct session_list *l, struct date day)
{
	struct day_said said = {.hours.day = day};
	struct slot *hours = &said.hours;

	for (size_t i = 0; i < l->n; i++) {
		const struct slot *sl = &l->items[i]->slot;
		bool is_off = status_is_off(session_status(l->items[i]));

		said.n += l->items[i]->type != TYPE_BREAK;
		said.n_off += is_off && l->items[i]->type != TYPE_BREAK;
		if (!sl->has_start || is_off)
			continue;
		if (!hours->has_start || sl->start < hours->start)
			hours->start = sl->start;
		if (sl->has_end && (!hours->has_end || sl->end > hours->end))
			hours->end = sl->end;
		hours->has_start = true;
		hours->has_end = hours->has_end || sl->has_end;
	}
	return said;
}

static void
put_day_line(struct maker *mk, const struct event *ev, struct date day)
{
	struct session_list l = query_day(mk->a, ev, day);
	struct day_said said = look_at_day(&l, day);
	struct page_slot *ps = arena_alloc(mk->a, sizeof *ps);

	ps->day = day;
	ps->time = words_time_range(&mk->w, ev->zone, &said.hours);
	ps->there = make_there(mk, &said.hours, ev->zone);
	ps->title = words_date_full(&mk->w, day);
	ps->target = target_page(path_of_day(mk->a, ev, day));
	ps->rooms = ps->tracks = ps->people = "";
	if (said.n > 1)
		ps->note = words_count(&mk->w, WORD_SESSION_COUNT, (int64_t)said.n);
	if (said.n > 0 && said.n == said.n_off) {
		ps->mark = SLOT_CANCELLED;
		ps->mark_note = make_word(mk, WORD_STATUS_CANCELLED);
	}
	page_block(mk->page, BLOCK_SLOT)->slot = ps;
}

void
make_day_links(struct maker *mk, const struct event *ev)
{
	struct date_list days = query_days(mk->a, ev);

	for (size_t i = 0; i < days.n; i++)
		put_day_line(mk, ev, days.items[i]);
}

void
make_next_days(struct maker *mk, const struct event *ev)
{
	struct date_list days = query_days(mk->a, ev);
	struct date today = zone_civil(ev->zone, mk->view->now).date;
	size_t from = 0, n;

	while (from < days.n && date_cmp(days.items[from], today) < 0)
		from++;
	if (from == days.n) /* it is over */
		from = 0;
	n = days.n - from <= DAYS_MAX ? days.n - from : DAYS_OF_MANY;
	for (size_t i = 0; i < n; i++)
		put_day_line(mk, ev, days.items[from + i]);
}

/* What of it is in one language, or in one format. */
static void
put_choices(struct maker *mk, const struct event *ev)
{
	struct tag_list spoken = {0};

	if (query_has_languages(ev))
		spoken = query_spoken(mk->a, mk->site, ev);
	for (size_t i = 0; i < spoken.n; i++)
		if (query_has_language(ev, spoken.items[i]))
			make_nav(mk,
			    words_fill(&mk->w, WORD_EVENT_THEN, make_word(mk, WORD_SESSIONS),
				words_language(spoken.items[i]), NULL),
			    path_of_event_language(mk->a, ev, spoken.items[i]));
	for (enum format f = FORMAT_IN_PERSON; f <= FORMAT_HYBRID; f++)
		if (query_has_formats(ev) && query_has_format(ev, f))
			make_nav(mk,
			    words_fill(&mk->w, WORD_EVENT_THEN, make_word(mk, WORD_SESSIONS),
				words_format(&mk->w, f), NULL),
			    path_of_event_format(mk->a, ev, f));
}

static void
put_agenda(struct maker *mk, const struct event *ev)
{
	struct session_list all = query_sessions(mk->a, ev);
	bool has_days = query_days(mk->a, ev).n > 0;

	if (all.n == 0)
		return;
	make_heading(mk, 2, make_word(mk, has_days ? WORD_AGENDA : WORD_SESSIONS), "agenda");
	make_day_links(mk, ev);
	if (mk->view->live && has_days)
		make_nav(mk, make_word(mk, WORD_AGENDA_ALL), path_of_agenda(mk->a, ev));
	if (mk->view->live)
		make_agenda_text_link(mk, ev);
	put_choices(mk, ev);
	if (!has_days) {
		make_slots(mk, &all, 0);
	} else if (all.n <= AGENDA_MAX) {
		make_days(mk, ev, &all, 3, 0);
	} else if ((all = query_unscheduled(mk->a, ev)).n > 0) {
		make_heading(mk, 3, make_word(mk, WORD_NOT_SCHEDULED), NULL);
		make_slots(mk, &all, 0);
	}
}

void
make_places(struct maker *mk, const struct event *ev)
{
	if (ev->ntracks > 0)
		make_heading(mk, 2, make_word(mk, WORD_TRACKS), "tracks");
	for (size_t i = 0; i < ev->ntracks; i++)
		page_link(mk->page, make_line(mk, &ev->tracks[i].title),
		    target_page(path_of_track(mk->a, ev, &ev->tracks[i])), "track");
	if (ev->nrooms > 0)
		make_heading(mk, 2, make_word(mk, WORD_ROOMS), "rooms");
	for (size_t i = 0; i < ev->nrooms; i++)
		page_link(mk->page, make_room_name(mk, &ev->rooms[i]),
		    target_page(path_of_room(mk->a, ev, &ev->rooms[i])), "room");
}

static void
put_other_venues(struct maker *mk, const struct event *ev)
{
	for (size_t i = 0; i < ev->nvenues; i++) {
		make_heading(mk, 2, make_line(mk, &ev->venues[i].name), NULL);
		make_venue(mk, ev, &ev->venues[i]);
		put_venue_link(mk, &ev->venues[i]);
	}
}

static bool
is_in(const struct person *const *seen, size_t n, const struct person *pe)
{
	for (size_t i = 0; i < n; i++)
		if (seen[i] == pe)
			return true;
	return false;
}

static void
add_person(struct arena *a, const struct person ***list, size_t *n, const struct person *pe)
{
	if (person_is_listed(pe) && !is_in(*list, *n, pe))
		*(const struct person **)arena_push(a, list, n, sizeof **list) = pe;
}

/* Those that the event names, then those of its sessions. */
static void
put_people(struct maker *mk, const struct event *ev)
{
	struct session_list all = query_sessions(mk->a, ev);
	const struct person **people = NULL;
	size_t n = 0, named;
	bool is_cut;

	for (size_t i = 0; i < ev->npeople; i++)
		add_person(mk->a, &people, &n, ev->people[i].person);
	named = n;
	for (size_t i = 0; i < all.n; i++)
		for (size_t k = 0; k < all.items[i]->npeople; k++)
			add_person(mk->a, &people, &n, all.items[i]->people[k].person);
	is_cut = mk->view->live && n > PEOPLE_MAX;
	if (is_cut)
		n = named;
	if (n > 0 || is_cut)
		make_heading(mk, 2, make_word(mk, WORD_PEOPLE), "people");
	for (size_t i = 0; i < n; i++)
		make_person_link(mk, people[i], ev);
	if (is_cut)
		make_nav(mk, make_word(mk, WORD_ALL_PEOPLE), "people/");
}

static void
put_calendars(struct maker *mk, const struct event *ev)
{
	size_t begun = make_group(mk, 2, WORD_CALENDARS, "calendars");

	make_calendar_box(
	    mk, WORD_CALENDAR_EVENT, &(struct place_in_site){.kind = PATH_EVENT_ICS, .event = ev});
	make_group_end(mk, begun);
}

static void
put_more(struct maker *mk, const struct event *ev)
{
	make_heading(mk, 2, make_word(mk, WORD_MORE), "more");
	make_search_link(mk, ev);
	make_nav(mk, make_word(mk, WORD_CHANGES), path_of_event_changes(mk->a, ev));
	make_follow(mk, ev);
}

void
make_event(struct maker *mk, const struct event *ev)
{
	const char *lang, *subtitle = make_text(mk, &ev->subtitle, &lang);
	struct session_list all = query_sessions(mk->a, ev);
	struct on_now on;

	make_crumb(mk, make_word(mk, WORD_HOME), "");
	if (ev->series != NULL)
		make_crumb(
		    mk, make_line(mk, &ev->series->title), path_of_series(mk->a, ev->series));
	mk->page->title = make_line(mk, &ev->title);
	make_text(mk, &ev->title, &mk->page->title_lang);
	make_description(mk, &ev->abstract);
	make_event_notices(mk, ev);
	if (*subtitle != '\0')
		page_para(mk->page, make_line(mk, &ev->subtitle))->text.lang = lang;
	if (make_door(mk, ev, &all, 0, &on))
		make_heading(mk, 2, make_word(mk, WORD_ABOUT), "about");
	make_event_facts(mk, ev);
	make_event_actions(mk, ev, false);
	make_abstract(mk, &ev->abstract);
	put_agenda(mk, ev);
	put_calendars(mk, ev);
	make_places(mk, ev);
	put_other_venues(mk, ev);
	put_people(mk, ev);
	put_materials(mk, ev);
	put_more(mk, ev);
	make_data_links(mk, ev);
}
