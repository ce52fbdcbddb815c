/* SPDX-License-Identifier: ISC */
/* The page of a session. */
#include "core/pages_build.h"

#include <strings.h>

static void
put_notices(struct maker *mk, const struct session *se)
{
	enum status st = session_status(se);
	struct move mv;

	if (se->event->draft)
		page_notice(mk->page, make_word(mk, WORD_DRAFT));
	if (st == STATUS_CANCELLED)
		page_notice(mk->page, make_word(mk, WORD_SESSION_CANCELLED));
	else if (st == STATUS_POSTPONED)
		page_notice(mk->page, make_word(mk, WORD_SESSION_POSTPONED));
	else if (st == STATUS_TENTATIVE)
		page_notice(mk->page, make_word(mk, WORD_SESSION_TENTATIVE));
	if (st != STATUS_CANCELLED && make_moved(mk, se, &mv))
		page_notice(mk->page,
		    words_fill(&mk->w, WORD_SESSION_MOVED,
			make_moved_words(mk, se, &mv, make_when(mk, &mv.slot, se->event->zone)),
			NULL));
}

static void
put_when(struct maker *mk, const struct session *se)
{
	const struct slot *sl = &se->slot;
	struct span dates = event_when(se->event);
	const char *s = make_when(mk, sl, se->event->zone), *ahead;

	if (*s == '\0') {
		make_time_fact(
		    mk, WORD_WHEN, words_span(&mk->w, &dates), make_datetime_span(mk, &dates));
		return;
	}
	if (!sl->has_start && !event_is_over(se->event, mk->view->now))
		s = words_fill(&mk->w, WORD_DATE_TIME, s, make_word(mk, WORD_TIME_UNKNOWN), NULL);
	if (sl->has_start && sl->has_end && sl->end > sl->start)
		s = words_fill(&mk->w, WORD_DATE_TIME, s,
		    words_duration(&mk->w, (sl->end - sl->start) / 60), NULL);
	ahead =
	    mk->view->live && sl->has_start ? words_ahead(&mk->w, mk->view->now, sl->start) : "";
	if (*ahead != '\0' && session_status(se) != STATUS_CANCELLED)
		s = words_fill(&mk->w, WORD_DATE_TIME, s, ahead, NULL);
	make_time_fact(mk, WORD_WHEN, s, make_datetime_slot(mk, sl, se->event->zone));
	if (sl->has_start && make_is_elsewhere(mk, se->event->zone, sl->start))
		make_fact(mk, WORD_YOUR_TIME, make_when(mk, sl, mk->view->zone));
}

static void
add_linked(struct maker *mk, struct block *b, const char *s, const char *path)
{
	struct target none = {.kind = TARGET_NONE};

	if (b->text.n > 0)
		page_run(mk->page, b, RUN_PLAIN, words_comma(&mk->w), none);
	page_run(mk->page, b, RUN_PLAIN, s, path != NULL ? target_page(path) : none);
}

/* What follows the rooms. When these are in several venues, each names its own. */
static const char *
where_of(struct maker *mk, const struct session *se)
{
	const struct venue *v = session_venue(se);

	if (session_format(se) == FORMAT_ONLINE)
		return make_word(mk, WORD_FORMAT_ONLINE);
	return v != NULL ? make_where(mk, se->event, v, false) : make_line(mk, &se->event->place);
}

static void
put_where(struct maker *mk, const struct session *se)
{
	const char *where = where_of(mk, se);
	bool is_one = session_venue(se) != NULL;
	struct block *b;

	if (se->nrooms == 0) {
		make_fact(mk, WORD_WHERE, where);
		return;
	}
	b = page_fact(mk->page, make_word(mk, WORD_WHERE), NULL);
	for (size_t i = 0; i < se->nrooms; i++) {
		const struct venue *v = room_venue(se->event, se->rooms[i]);

		add_linked(mk, b, make_line(mk, &se->rooms[i]->title),
		    path_of_room(mk->a, se->event, se->rooms[i]));
		if (!is_one && v != NULL && text_is_set(&v->name))
			add_linked(mk, b, make_line(mk, &v->name), NULL);
	}
	if (*where != '\0')
		add_linked(mk, b, where, NULL);
}

static void
put_tracks(struct maker *mk, const struct session *se)
{
	struct block *b;

	if (session_is_joint(se)) {
		if (se->event->ntracks > 1 && se->type != TYPE_BREAK)
			make_fact(mk, WORD_TRACK, make_word(mk, WORD_ALL_TRACKS));
		return;
	}
	b = page_fact(mk->page, make_word(mk, WORD_TRACK), NULL);
	for (size_t i = 0; i < se->ntracks; i++)
		add_linked(mk, b, make_line(mk, &se->tracks[i]->title),
		    path_of_track(mk->a, se->event, se->tracks[i]));
}

/* "Interpreter (interpreter)" says one of the two too much. */
static bool
says_role(const struct maker *mk, const struct appearance *ap, const struct event *ev)
{
	return strcasecmp(make_line(mk, person_role(ap->person, ev)), words_role(&mk->w, ap->as)) ==
	       0;
}

static void
put_people(struct maker *mk, const struct session *se)
{
	for (size_t i = 0; i < se->npeople; i++) {
		const struct appearance *ap = &se->people[i];
		const char *as = ap->as == ROLE_SPEAKER || says_role(mk, ap, se->event)
				     ? NULL
				     : words_role(&mk->w, ap->as);

		make_person_runs(mk, page_fact(mk->page, make_word(mk, WORD_WITH), NULL),
		    ap->person, se->event, as);
	}
}

static void
put_facts(struct maker *mk, const struct session *se)
{
	put_when(mk, se);
	make_repeat(mk, se);
	put_where(mk, se);
	put_tracks(mk, se);
	if (se->type != TYPE_OTHER)
		make_fact(mk, WORD_KIND, words_session_type(&mk->w, se->type));
	if (session_format(se) != FORMAT_UNSAID)
		make_fact(mk, WORD_FORMAT, words_format(&mk->w, session_format(se)));
	make_organisations(mk, WORD_WITH, se->organisations, se->norganisations);
	put_people(mk, se);
	make_languages(mk, WORD_LANGUAGES, se->languages, se->nlanguages);
	make_languages(mk, WORD_INTERPRETATION, se->interpretation, se->ninterpretation);
	if (se->capacity >= 0)
		make_fact(mk, WORD_CAPACITY, arena_printf(mk->a, "%d", se->capacity));
	make_join_note(mk, se->event, se);
}

/* Its title; of one on another day with the same title, as where it repeats, the day. */
static const char *
neighbour_name(struct maker *mk, const struct session *se, const struct session *other)
{
	if (text_eq(&se->title, &other->title) && !date_eq(se->slot.day, other->slot.day) &&
	    date_is_set(other->slot.day))
		return words_date_full(&mk->w, other->slot.day);
	return make_line(mk, &other->title);
}

static void
put_neighbours(struct maker *mk, const struct session *se)
{
	const struct session *before, *after;

	query_neighbours(se, &before, &after);
	if (before != NULL || after != NULL)
		make_heading(mk, 2, make_word(mk, WORD_MORE), "more");
	if (before != NULL)
		make_nav(mk,
		    words_fill(&mk->w, WORD_PREVIOUS, neighbour_name(mk, se, before), NULL),
		    path_of_session(mk->a, before));
	if (after != NULL)
		make_nav(mk,
		    words_fill(&mk->w, WORD_FOLLOWING, neighbour_name(mk, se, after), NULL),
		    path_of_session(mk->a, after));
}

void
make_session(struct maker *mk, const struct session *se)
{
	const char *lang, *subtitle = make_text(mk, &se->subtitle, &lang);
	size_t links;

	make_event_crumbs(mk, se->event);
	if (query_has_day(se->event, se->slot.day)) /* one of unlisted sessions alone has no page */
		make_crumb(mk, words_date_full(&mk->w, se->slot.day),
		    path_of_day(mk->a, se->event, se->slot.day));
	mk->page->title = make_line(mk, &se->title);
	make_text(mk, &se->title, &mk->page->title_lang);
	mk->page->kicker = make_line(mk, &se->event->title);
	mk->page->kicker_target = target_page(path_of_event(mk->a, se->event));
	make_description(mk, &se->abstract);
	put_notices(mk, se);
	if (*subtitle != '\0')
		page_para(mk->page, make_line(mk, &se->subtitle))->text.lang = lang;
	put_facts(mk, se);
	make_joins(mk, se->event, se);
	make_abstract(mk, &se->abstract);
	links = make_group(mk, 2, WORD_MATERIALS, "materials");
	make_links(mk, se->links, se->nlinks);
	make_group_end(mk, links);
	links = make_group(mk, 2, WORD_CALENDARS, "calendars");
	if (date_is_set(se->slot.day))
		make_calendar_box(mk, WORD_CALENDAR,
		    &(struct place_in_site){
			.kind = PATH_SESSION_ICS, .event = se->event, .session = se});
	make_group_end(mk, links);
	make_repeat_dates(mk, se);
	put_neighbours(mk, se);
}
