/* SPDX-License-Identifier: ISC */
/* What the builders of pages share. Only core/pages*.c include this. */
#ifndef PLENARY_PAGES_BUILD_H
#define PLENARY_PAGES_BUILD_H

#include "core/pages.h"
#include "core/query.h"
#include "core/words.h"

enum { MOVED_SECONDS = 7 * DAY_SECONDS }; /* how long a move is told */
enum { SOON = 24 * 3600 };                /* seconds: what begins within them is said to be next */

/* A page being built. */
struct maker {
	struct page *page;
	struct arena *a; /* the page's */
	const struct site *site;
	const struct view *view;
	struct words w;
};

/* ---- texts (pages_text.c) ---- */

/* A text in the page's language or the nearest; `*lang` is its language when it is another, else
 * NULL. `lang` may be NULL. */
const char *make_text(const struct maker *mk, const struct text *t, const char **lang);

/* A text on one line: line ends become ", ". */
const char *make_line(const struct maker *mk, const struct text *t);

/* "a, b": appends `s` to `*list` after a comma, unless it is empty. */
void make_join(const struct maker *mk, const char **list, const char *s);

const char *make_word(const struct maker *mk, enum word k);

/* "Policy – Leading Together 2023". */
const char *make_of_event(const struct maker *mk, const char *s, const struct event *ev);

/* "Dr A, Associate Fellow, Example Institute", with the role and organisation they had at `ev`;
 * NULL: those of the person. */
const char *make_person_line(
    const struct maker *mk, const struct person *pe, const struct event *ev);

/* The same, the name leading to the person's page; `as` is added in brackets, if not NULL. */
void make_person_runs(struct maker *mk, struct block *b, const struct person *pe,
    const struct event *ev, const char *as);

void make_person_link(struct maker *mk, const struct person *pe, const struct event *ev);

void make_crumb(struct maker *mk, const char *label, const char *path);
/* Names the event above the heading, which is then `heading` alone; the title has both. */
void make_title_in_event(struct maker *mk, const char *heading, const struct event *ev);

void make_event_crumbs(struct maker *mk, const struct event *ev); /* down to the event */

/* A heading with an anchor. */
void make_heading(struct maker *mk, int level, const char *text, const char *id);

/* A heading; what it returns is for make_group_end, which takes it back if nothing came after it.
 */
size_t make_group(struct maker *mk, int level, enum word title, const char *id);
void make_group_end(struct maker *mk, size_t begun);

/* A fact, unless its value is empty. */
void make_fact(struct maker *mk, enum word label, const char *value);

/* A fact in the language of its text. */
void make_text_fact(struct maker *mk, enum word label, const struct text *t);

/* The same of a text in CommonMark, without its looks. */
void make_plain_fact(struct maker *mk, enum word label, const struct text *t);

void make_languages(struct maker *mk, enum word label, const char **tags, size_t n);
void make_organisations(
    struct maker *mk, enum word label, const struct organisation **orgs, size_t n);

void make_abstract(struct maker *mk, const struct text *t);
void make_abstract_at(struct maker *mk, const struct text *t, int level); /* of its headings */
void make_description(struct maker *mk, const struct text *abstract);

/* A fact that is a moment or a day, which `datetime` says for machines (NULL: it does not). */
void make_time_fact(struct maker *mk, enum word label, const char *value, const char *datetime);

/* An instant in a zone; of a slot its beginning; of a span the day, month or year, as far as it is
 * known. NULL if nothing is. For machines. */
const char *make_datetime(const struct maker *mk, const struct tz *zone, int64_t utc);
const char *make_datetime_slot(
    const struct maker *mk, const struct slot *sl, const struct tz *zone);
const char *make_datetime_span(const struct maker *mk, const struct span *sp);

/* Materials: a link each. */
void make_links(struct maker *mk, const struct link *links, size_t n);

/* Whether a calendar has anything to show: a month or a year is no entry. */
bool make_has_calendar(const struct maker *mk, const struct place_in_site *at);

/* The path of a calendar with texts in the page's language, or in the first if there are none. */
const char *make_calendar_path(const struct maker *mk, const struct place_in_site *at);

/* A link to a calendar, whose path it returns. */
const char *make_named_calendar(struct maker *mk, enum word label, const struct place_in_site *at);

/* The page's own calendar and all one may do with it: to save, to subscribe to where the site is on
 * the web, and how. */
void make_calendar_links(struct maker *mk, enum word label, const struct place_in_site *at);

/* The same, unless it has nothing to show. */
void make_calendar_box(struct maker *mk, enum word label, const struct place_in_site *at);

void make_nav(struct maker *mk, const char *label, const char *path);

/* ---- lines of an agenda (pages_slot.c) ---- */

enum {
	SLOT_WITH_DAY = 1 << 0,      /* the time says its day */
	SLOT_WITHOUT_ROOM = 1 << 1,  /* its one room goes without saying */
	SLOT_WITHOUT_TRACK = 1 << 2, /* its one track does */
	NOW_OR_SILENT = 1 << 3,      /* make_now: that nothing is on is not said */
};

struct page_slot *make_session_slot(
    const struct maker *mk, const struct session *se, unsigned flags);

/* Where a session was before, if that is told at the view's moment: what `moved-from:` says; else
 * its last move, for MOVED_SECONDS after it and until the session is over. */
bool make_moved(const struct maker *mk, const struct session *se, struct move *out);

/* "Tue 30 May 09:30, Hall": what of a move is not as it is now, the time by `when`. */
const char *make_moved_words(
    const struct maker *mk, const struct session *se, const struct move *mv, const char *when);

/* When a deadline with a time is on the reader's clock, with its day: "Fri 18 July, 15:00"; NULL
 * when that is no other than what the event says. One Anywhere on Earth is on nobody's. */
const char *make_deadline_there(const struct maker *mk, const struct event *ev);

/* Appends a slot for each session. */
void make_slots(struct maker *mk, const struct session_list *l, unsigned flags);

/* Sessions by day: a heading each with its zone, then those without a day. */
void make_days(struct maker *mk, const struct event *ev, const struct session_list *l, int level,
    unsigned flags);

/* An event as a line: its dates, title and place. */
void make_event_line(struct maker *mk, const struct event *ev);

/* "Europe/Berlin, UTC+2" for the sessions that have times; "" if none has. */
const char *make_zone_of(
    const struct maker *mk, const struct event *ev, const struct session_list *l);

/* "Wednesday 14 June 2023, 09:30–11:00 (Europe/Berlin, UTC+2)". */
const char *make_when(const struct maker *mk, const struct slot *sl, const struct tz *zone);

/* A moment on the reader's clock, with the day there if that is another; NULL if it is as in the
 * zone of the event. */
const char *make_moment_there(const struct maker *mk, const struct tz *zone, int64_t utc);

/* The same of when a slot begins. */
const char *make_there(const struct maker *mk, const struct slot *sl, const struct tz *zone);

/* Whether the reader's clock shows another time than the event's at an instant. */
bool make_is_elsewhere(const struct maker *mk, const struct tz *zone, int64_t utc);

/* The later of two, by the revision that changed them; NULL allowed. */
const struct identity *make_later(const struct identity *a, const struct identity *b);

/* The foot says when this changed last, instead of which revision the page is of: so a page stays
 * the same, byte for byte, while what it is about does. Nothing for NULL or what was not published.
 */
void make_last_change(struct maker *mk, const struct identity *id);

/* ---- now and next, of live views alone (pages_now.c) ---- */

struct on_now {
	struct session_list now, next; /* those cancelled or postponed among them */
	size_t n_on;                   /* of `now`, those that are held */
};

/* Whether an event is running at the view's moment, or begins within a day; never in a file. */
bool make_is_running(const struct maker *mk, const struct event *ev);

/* "It is now Friday 16 May 2031, 09:40 (Europe/Berlin, UTC+2)." */
void make_it_is(struct maker *mk, const struct event *ev);

/* What of a list is on and until when, what is next and in how long, under a heading each; nothing
 * if neither and it has not begun. The list is of one event, which is running. */
struct on_now make_now(struct maker *mk, const struct event *ev, const struct session_list *l,
    int level, unsigned flags);

/* The same of each listed event that runs, under its title and with the way to the agenda of the
 * day, what is on first; false if there is none. */
bool make_running(struct maker *mk);

/* What stands first on a page about an event or a part of it, if it runs: false if nothing does.
 * `*on` is what was shown. */
bool make_door(struct maker *mk, const struct event *ev, const struct session_list *l,
    unsigned flags, struct on_now *on);

/* The days after a door: what is left of today, the days to come, then what was earlier. */
void make_days_from_now(struct maker *mk, const struct event *ev, const struct session_list *l,
    const struct on_now *on, unsigned flags);

/* ---- the reader's choice (pages_choose.c) ---- */

/* Links to another zone and another language, if the reader has the choice: two lines. */
void make_foot_links(struct maker *mk, const struct place_in_site *at);

/* Says in which zone times are shown beside the event's, with its offset and when that changes, and
 * in which language most texts are if not in the page's: above the block `top` and what is to be
 * seen first. Nothing when the reader chose neither. For a page that is made. */
void make_choice_note(struct maker *mk, size_t top);

/* ---- pages ---- */

struct grid *make_grid(struct maker *mk, const struct event *ev, const struct session_list *l);

/* Gives it what of it can be shown alone (pages_filter.c); each slot has its number in the list. */
void make_choices(
    struct maker *mk, struct grid *g, const struct event *ev, const struct session_list *l);

void make_home(struct maker *mk);
void make_zones(struct maker *mk, const struct place_in_site *at);
void make_readings(struct maker *mk, const struct place_in_site *at);
void make_about(struct maker *mk);
void make_calls(struct maker *mk);
void make_programme(struct maker *mk, int year);
void make_event_language(struct maker *mk, const struct event *ev, const char *tag);
void make_event_format(struct maker *mk, const struct event *ev, enum format format);
void make_subscribe(struct maker *mk);
void make_series(struct maker *mk, const struct series *se);
void make_people(struct maker *mk);
void make_person(struct maker *mk, const struct person *pe);
void make_event(struct maker *mk, const struct event *ev);
void make_day(struct maker *mk, const struct event *ev, struct date day);
void make_session(struct maker *mk, const struct session *se);
void make_track(struct maker *mk, const struct event *ev, const struct track *tr);
void make_room(struct maker *mk, const struct event *ev, const struct room *ro);
void make_changes(struct maker *mk, const struct event *ev); /* NULL: of the site */
void make_changes_between(struct maker *mk, const struct event *ev, int from, int to);
void make_feed(struct maker *mk, const struct event *ev);

/* The page's feed, which the web names in its head; and a link to the page of it, where pages are
 * answered on request. */
void make_follow(struct maker *mk, const struct event *ev);
void make_agenda(struct maker *mk, const struct event *ev);
void make_agenda_text(struct maker *mk, const struct event *ev); /* for page_text */
void make_now_page(struct maker *mk);
void make_missing(struct maker *mk);

/* What is to be known of an event first: cancelled, postponed, closed. */
void make_event_notices(struct maker *mk, const struct event *ev);

/* When, where and what an event is: at a glance, and all there is to say. */
void make_event_glance(struct maker *mk, const struct event *ev);
void make_event_facts(struct maker *mk, const struct event *ev);

/* What one can do as long as an event is not over: register, apply, take part online;
 * `in_list`: what is unlisted is left out. */
void make_event_actions(struct maker *mk, const struct event *ev, bool in_list);

/* Its other links. */
void make_event_links(struct maker *mk, const struct event *ev);

/* A line for each of its days, with its hours and how many sessions it has. */
void make_day_links(struct maker *mk, const struct event *ev);

/* To its files for other programs, under a heading; nothing if it has none. */
void make_data_links(struct maker *mk, const struct event *ev);

/* The same of the days that are not past, as many as home has room for. */
void make_next_days(struct maker *mk, const struct event *ev);

/* A link to each of its tracks and rooms, under their headings. */
void make_places(struct maker *mk, const struct event *ev);

/* To its agenda as plain text. */
void make_agenda_text_link(struct maker *mk, const struct event *ev);

/* How one takes part online in a session, or (NULL) in the event: a link each. */
void make_joins(struct maker *mk, const struct event *ev, const struct session *se);

/* A fact: that participants are given the link, where there is one that is not public. */
void make_join_note(struct maker *mk, const struct event *ev, const struct session *se);

/* The links of a session and of its rooms; false if there is none. */
bool make_own_joins(struct maker *mk, const struct session *se);

/* What was found in an event or (NULL) the site, by the view; nothing without that. */
void make_search(struct maker *mk, const struct event *ev);

/* A link to search there, on a page that is answered on request; none if there are no sessions. */
void make_search_link(struct maker *mk, const struct event *ev);

/* "Example House, Berlin": where a venue of an event is, with `in_full` its address, too; "" if not
 * known. */
const char *make_where(
    const struct maker *mk, const struct event *ev, const struct venue *v, bool in_full);

/* How one gets to a venue: where it is in full, how far from the main one, the map, the access. */
void make_venue(struct maker *mk, const struct event *ev, const struct venue *v);

/* The title of a room, and its venue's name if that is not the main one. */
const char *make_room_name(const struct maker *mk, const struct room *ro);

/* ---- sessions that repeat (pages_repeat.c) ---- */

/* A fact: how a session repeats, and which of its times it is; nothing of one that does not. */
void make_repeat(struct maker *mk, const struct session *se);

/* The other times of one that repeats, under a heading. */
void make_repeat_dates(struct maker *mk, const struct session *se);

/* A fact of each session of an event that repeats. */
void make_event_repeats(struct maker *mk, const struct event *ev);

#endif
