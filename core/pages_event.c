/* SPDX-License-Identifier: ISC */
/* The page of an event. */
#include "core/pages_build.h"
#include "core/public.h"

#include <string.h>

enum {
	PEOPLE_MAX = 150, /* on a page that is asked for; of more only those that the event names */
	AGENDA_MAX = 60 /* sessions shown on the event's own page; more are on those of the days */
};

const char *
make_where(const struct maker *mk, const struct event *ev, const struct venue *v, bool in_full)
{
	const char *s = "", *place = make_line(mk, &ev->place);

	make_join(mk, &s, make_line(mk, &v->name));
	if (in_full)
		make_join(mk, &s, make_line(mk, &v->address));
	if (strstr(s, place) == NULL)
		make_join(mk, &s, place);
	if (*s == '\0' && ev->format == FORMAT_ONLINE)
		s = make_word(mk, WORD_FORMAT_ONLINE);
	return s;
}

const char *
make_room_name(const struct maker *mk, const struct room *ro)
{
	const char *s = "";

	make_join(mk, &s, make_line(mk, &ro->title));
	if (ro->venue != NULL)
		make_join(mk, &s, make_line(mk, &ro->venue->name));
	return s;
}

static void
put_notices(struct maker *mk, const struct event *ev)
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

/* A text and how far ahead it is, when asked now. */
static const char *
with_ahead(const struct maker *mk, const char *s, int64_t then)
{
	const char *ahead = mk->view->live ? words_ahead(&mk->w, mk->view->now, then) : "";

	return *ahead == '\0' ? s : words_fill(&mk->w, WORD_DATE_TIME, s, ahead, NULL);
}

static void
put_when(struct maker *mk, const struct event *ev)
{
	struct span when = event_when(ev);

	if (date_is_set(ev->slot.day)) {
		make_fact(mk, WORD_WHEN,
		    with_ahead(mk, make_when(mk, &ev->slot, ev->zone), ev->slot.start));
		if (ev->slot.has_start && make_is_elsewhere(mk, ev->zone, ev->slot.start))
			make_fact(mk, WORD_YOUR_TIME, make_when(mk, &ev->slot, mk->view->zone));
	} else if (ev->dates.precision != PRECISION_NONE || ev->deadline.kind == DEADLINE_NONE) {
		make_fact(mk, WORD_WHEN, words_span(&mk->w, &when));
	}
}

static void
put_deadline(struct maker *mk, const struct event *ev)
{
	const struct deadline *d = &ev->deadline;
	const char *s;

	if (d->kind == DEADLINE_NONE || d->identity.withdrawn)
		return;
	s = words_deadline(&mk->w, ev);
	if (d->identity.gone)
		s = words_fill(
		    &mk->w, WORD_DATE_TIME, s, make_word(mk, WORD_STATUS_CANCELLED), NULL);
	else if (d->kind != DEADLINE_DATE)
		s = with_ahead(mk, s, d->when);
	make_fact(mk, WORD_DEADLINE, s);
	make_fact(mk, WORD_YOUR_TIME, make_deadline_there(mk, ev));
}

/* Degrees without zeros at the end, as a geo URI may have them (RFC 5870 section 3.3). */
static const char *
degrees(struct arena *a, double d)
{
	char *s = arena_printf(a, "%.6f", d);
	size_t n = strlen(s);

	while (n > 0 && s[n - 1] == '0')
		n--;
	s[n > 0 && s[n - 1] == '.' ? n - 1 : n] = '\0';
	return s;
}

static void
put_geo(struct maker *mk, const struct venue *v)
{
	const char *lat, *lon;
	struct block *b;

	if (!v->has_geo)
		return;
	lat = degrees(mk->a, v->latitude);
	lon = degrees(mk->a, v->longitude);
	b = page_fact(mk->page, make_word(mk, WORD_MAP), NULL);
	page_run(mk->page, b, RUN_PLAIN, arena_printf(mk->a, "%s, %s", lat, lon),
	    target_url(arena_printf(mk->a, "geo:%s,%s", lat, lon)));
}

void
make_venue(struct maker *mk, const struct event *ev, const struct venue *v)
{
	const char *where = make_where(mk, ev, v, true);

	if (v->walking > 0)
		make_join(mk, &where,
		    words_fill(&mk->w, WORD_ON_FOOT, words_duration(&mk->w, v->walking), NULL));
	make_fact(mk, WORD_WHERE, where);
	put_geo(mk, v);
	make_plain_fact(mk, WORD_ACCESS, &v->access);
}

static void
put_venue_link(struct maker *mk, const struct venue *v)
{
	if (v->url != NULL && url_is_safe(v->url))
		page_link(mk->page, make_line(mk, &v->name), target_url(v->url), "venue");
}

void
make_event_facts(struct maker *mk, const struct event *ev)
{
	put_when(mk, ev);
	make_event_repeats(mk, ev);
	put_deadline(mk, ev);
	make_venue(mk, ev, &ev->venue);
	make_fact(mk, WORD_KIND, words_event_kind(&mk->w, ev->kind));
	if (ev->format != FORMAT_UNSAID && ev->kind != KIND_CALL)
		make_fact(mk, WORD_FORMAT, words_format(&mk->w, ev->format));
	make_languages(mk, WORD_LANGUAGES, ev->languages, ev->nlanguages);
	make_languages(mk, WORD_INTERPRETATION, ev->interpretation, ev->ninterpretation);
	make_organisations(mk, WORD_ORGANISERS, ev->organisations, ev->norganisations);
	if (ev->capacity >= 0)
		make_fact(mk, WORD_CAPACITY, arena_printf(mk->a, "%d", ev->capacity));
	make_join_note(mk, ev, NULL);
}

/* Whether there is a link to take part that is not told: its own, a room's, or the event's. */
static bool
is_hidden(const struct event *ev, const struct session *se)
{
	if (se == NULL)
		return ev->join_is_hidden;
	for (size_t i = 0; i < se->nrooms; i++)
		if (se->rooms[i]->is_online && se->rooms[i]->url == NULL)
			return true;
	return se->join_is_hidden || (ev->join_is_hidden && !session_has_join(se));
}

/* Returns whether there is a link. */
static bool
put_join(struct maker *mk, const char *url, const struct room *ro)
{
	const char *s = make_word(mk, WORD_JOIN);

	if (url == NULL || !url_is_safe(url))
		return false;
	if (ro != NULL)
		s = words_fill(&mk->w, WORD_EVENT_THEN, s, make_line(mk, &ro->title), NULL);
	page_link(mk->page, s, target_url(url), "join");
	return true;
}

bool
make_own_joins(struct maker *mk, const struct session *se)
{
	bool any = put_join(mk, se->join, NULL);

	for (size_t i = 0; i < se->nrooms; i++)
		any = put_join(mk, se->rooms[i]->url, se->rooms[i]) || any;
	return any;
}

/* Whether one takes part online in a session at all. */
static bool
is_joined(const struct session *se)
{
	return session_has_join(se) ||
	       (session_format(se) != FORMAT_IN_PERSON && se->type != TYPE_BREAK);
}

void
make_joins(struct maker *mk, const struct event *ev, const struct session *se)
{
	if (se != NULL && (!is_joined(se) || make_own_joins(mk, se) || session_has_join(se)))
		return;
	put_join(mk, ev->join, NULL);
}

void
make_join_note(struct maker *mk, const struct event *ev, const struct session *se)
{
	size_t before = mk->page->nblocks;
	bool is_told;

	if (se != NULL && !is_joined(se))
		return;
	make_joins(mk, ev, se);
	is_told = mk->page->nblocks > before;
	page_cut(mk->page, before);
	if (!is_told && is_hidden(ev, se))
		make_fact(mk, WORD_JOIN, make_word(mk, WORD_JOIN_HIDDEN));
}

static size_t
count_but_breaks(struct arena *a, const struct event *ev, struct date day)
{
	struct session_list l = query_day(a, ev, day);
	size_t n = 0;

	for (size_t i = 0; i < l.n; i++)
		n += l.items[i]->type != TYPE_BREAK;
	return n;
}

void
make_day_links(struct maker *mk, const struct event *ev)
{
	struct date_list days = query_days(mk->a, ev);

	for (size_t i = 0; i < days.n; i++) {
		size_t n = count_but_breaks(mk->a, ev, days.items[i]);
		const char *day = words_date_full(&mk->w, days.items[i]),
			   *count = words_count(&mk->w, WORD_SESSION_COUNT, (int64_t)n);
		page_link(mk->page,
		    n == 0 ? day : words_fill(&mk->w, WORD_DATE_TIME, day, count, NULL),
		    target_page(path_of_day(mk->a, ev, days.items[i])), "day");
	}
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
	if (!has_days) {
		make_slots(mk, &all, 0);
	} else if (all.n <= AGENDA_MAX) {
		make_days(mk, ev, &all, 3, 0);
	} else if ((all = query_unscheduled(mk->a, ev)).n > 0) {
		make_heading(mk, 3, make_word(mk, WORD_NOT_SCHEDULED), NULL);
		make_slots(mk, &all, 0);
	}
}

static void
put_places(struct maker *mk, const struct event *ev)
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
		page_link(mk->page, make_person_line(mk, people[i], ev),
		    target_page(path_of_person(mk->a, people[i])), "person");
	if (is_cut)
		make_nav(mk, make_word(mk, WORD_ALL_PEOPLE), "people/");
}

static bool
leaves_out(const struct session_list *l, const char *lang)
{
	for (size_t i = 0; i < l->n; i++)
		if (!session_in_language(l->items[i], lang))
			return true;
	return false;
}

/* By language, where that is not the whole event. */
static void
put_spoken(struct maker *mk, const struct event *ev)
{
	struct place_in_site at = {.kind = PATH_EVENT_LANGUAGE_ICS, .event = ev};
	struct tag_list spoken = query_spoken(mk->a, mk->site, ev);
	struct session_list all = query_sessions(mk->a, ev);

	for (size_t i = 0; i < spoken.n; i++) {
		at.spoken = spoken.items[i];
		if (!leaves_out(&all, at.spoken) || !make_has_calendar(mk, &at))
			continue;
		page_link(mk->page,
		    words_fill(&mk->w, WORD_CALENDAR_SPOKEN, words_language(at.spoken), NULL),
		    target_file(make_calendar_path(mk, &at)), "calendar");
	}
}

void
make_event(struct maker *mk, const struct event *ev)
{
	const char *lang, *subtitle = make_text(mk, &ev->subtitle, &lang);
	struct session_list all = query_sessions(mk->a, ev);
	struct on_now on;
	size_t links;

	make_crumb(mk, make_word(mk, WORD_HOME), "");
	if (ev->series != NULL)
		make_crumb(
		    mk, make_line(mk, &ev->series->title), path_of_series(mk->a, ev->series));
	mk->page->title = make_line(mk, &ev->title);
	make_text(mk, &ev->title, &mk->page->title_lang);
	make_description(mk, &ev->abstract);
	put_notices(mk, ev);
	if (*subtitle != '\0')
		page_para(mk->page, make_line(mk, &ev->subtitle))->text.lang = lang;
	if (make_door(mk, ev, &all, 0, &on))
		make_heading(mk, 2, make_word(mk, WORD_ABOUT), "about");
	make_event_facts(mk, ev);
	make_abstract(mk, &ev->abstract);
	links = make_group(mk, 2, WORD_MATERIALS, "materials");
	make_links(mk, ev->links, ev->nlinks);
	put_venue_link(mk, &ev->venue);
	make_joins(mk, ev, NULL);
	make_calendar_link(mk, &(struct place_in_site){.kind = PATH_EVENT_ICS, .event = ev});
	if (mk->page->calendar != NULL)
		make_nav(mk, make_word(mk, WORD_SUBSCRIBE), "subscribe");
	make_group_end(mk, links);
	put_agenda(mk, ev);
	put_places(mk, ev);
	put_other_venues(mk, ev);
	put_people(mk, ev);
	make_heading(mk, 2, make_word(mk, WORD_MORE), "more");
	make_search_link(mk, ev);
	make_nav(mk, make_word(mk, WORD_CHANGES), path_of_event_changes(mk->a, ev));
	make_follow(mk, ev);
	put_spoken(mk, ev);
	make_data_links(mk, ev);
}
