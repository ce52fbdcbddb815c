/* SPDX-License-Identifier: ISC */
/* What an event is, when and where, and how one takes part. */
#include "core/pages_build.h"

#include <string.h>

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
		make_time_fact(mk, WORD_WHEN,
		    with_ahead(mk, make_when(mk, &ev->slot, ev->zone), ev->slot.start),
		    make_datetime_slot(mk, &ev->slot, ev->zone));
		if (ev->slot.has_start && make_is_elsewhere(mk, ev->zone, ev->slot.start))
			make_fact(mk, WORD_YOUR_TIME, make_when(mk, &ev->slot, mk->view->zone));
	} else if (ev->dates.precision != PRECISION_NONE || ev->deadline.kind == DEADLINE_NONE) {
		make_time_fact(
		    mk, WORD_WHEN, words_span(&mk->w, &when), make_datetime_span(mk, &when));
	}
}

static void
put_deadline(struct maker *mk, const struct event *ev)
{
	const struct deadline *d = &ev->deadline;
	const struct span day = {.precision = PRECISION_DAY, .first = d->day, .last = d->day};
	const char *s;

	if (d->kind == DEADLINE_NONE || d->identity.withdrawn)
		return;
	s = words_deadline(&mk->w, ev);
	if (d->identity.gone)
		s = words_fill(
		    &mk->w, WORD_DATE_TIME, s, make_word(mk, WORD_STATUS_CANCELLED), NULL);
	else if (d->kind != DEADLINE_DATE)
		s = with_ahead(mk, s, d->when);
	make_time_fact(mk, WORD_DEADLINE, s,
	    d->kind == DEADLINE_DATE ? make_datetime_span(mk, &day)
				     : make_datetime(mk, deadline_zone(ev), d->when));
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
put_dates(struct maker *mk, const struct event *ev)
{
	put_when(mk, ev);
	make_event_repeats(mk, ev);
	put_deadline(mk, ev);
}

/* Of what is held nowhere else, where it is says that it is online. */
static void
put_format(struct maker *mk, const struct event *ev)
{
	bool is_said =
	    strcmp(make_where(mk, ev, &ev->venue, false), make_word(mk, WORD_FORMAT_ONLINE)) == 0;

	make_fact(mk, WORD_KIND, words_event_kind(&mk->w, ev->kind));
	if (ev->format != FORMAT_UNSAID && ev->kind != KIND_CALL && !is_said)
		make_fact(mk, WORD_FORMAT, words_format(&mk->w, ev->format));
	make_languages(mk, WORD_LANGUAGES, ev->languages, ev->nlanguages);
	make_languages(mk, WORD_INTERPRETATION, ev->interpretation, ev->ninterpretation);
}

void
make_event_glance(struct maker *mk, const struct event *ev)
{
	put_dates(mk, ev);
	make_fact(mk, WORD_WHERE, make_where(mk, ev, &ev->venue, false));
	put_format(mk, ev);
}

void
make_event_facts(struct maker *mk, const struct event *ev)
{
	put_dates(mk, ev);
	make_venue(mk, ev, &ev->venue);
	put_format(mk, ev);
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

/* Whether one signs up by it, which is over when the event is. */
static bool
is_action(const struct maker *mk, const struct event *ev, const struct link *ln)
{
	return (strcmp(ln->name, "register") == 0 || strcmp(ln->name, "apply") == 0) &&
	       !event_is_over(ev, mk->view->now);
}

void
make_event_actions(struct maker *mk, const struct event *ev, bool in_list)
{
	for (size_t i = 0; i < ev->nlinks; i++)
		if (is_action(mk, ev, &ev->links[i]) &&
		    (!in_list || ev->links[i].visibility == VISIBILITY_PUBLIC))
			make_links(mk, &ev->links[i], 1);
	if (!in_list || ev->join_visibility == VISIBILITY_PUBLIC)
		make_joins(mk, ev, NULL);
}

void
make_event_links(struct maker *mk, const struct event *ev)
{
	for (size_t i = 0; i < ev->nlinks; i++)
		if (!is_action(mk, ev, &ev->links[i]))
			make_links(mk, &ev->links[i], 1);
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
