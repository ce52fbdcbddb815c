/* SPDX-License-Identifier: ISC */
/* Questions to the agenda: what of it belongs to a day, a track, a room or a person, what is on,
 * what is ahead. Answers live in the arena given; they leave out what was withdrawn, and what is
 * unlisted unless it is asked for by name. */
#ifndef PLENARY_QUERY_H
#define PLENARY_QUERY_H

#include "core/model.h"
#include "core/path.h"

struct session_list {
	struct session **items;
	size_t n;
};

struct event_list {
	struct event **items;
	size_t n;
};

struct person_list {
	const struct person **items;
	size_t n;
};

struct tag_list {
	const char **items;
	size_t n;
};

struct year_list {
	int *items;
	size_t n;
};

struct date_list {
	struct date *items;
	size_t n;
};

void session_list_add(struct arena *a, struct session_list *l, struct session *se);
void session_list_sort(struct session_list *l); /* in the order of session_cmp */

/* ---- within an event: sessions in the order of session_cmp ---- */

/* Whether lists of its event name it: neither unlisted nor withdrawn. */
bool session_is_shown(const struct session *se);

struct session_list query_sessions(struct arena *a, const struct event *ev);
struct session_list query_day(struct arena *a, const struct event *ev, struct date day);
struct session_list query_unscheduled(struct arena *a, const struct event *ev); /* on no day */

/* Its own and the joint ones, breaks included. */
struct session_list query_track(struct arena *a, const struct event *ev, const struct track *tr);

struct session_list query_room(struct arena *a, const struct event *ev, const struct room *ro);

/* The last session that begins before another does, and the first that begins after it: of its
 * first track, or of all if it is for all; breaks left out. NULL: there is none. */
void query_neighbours(
    const struct session *se, const struct session **before, const struct session **after);

/* The days on which it has sessions, in order. */
struct date_list query_days(struct arena *a, const struct event *ev);

/* Whether a day is one of them. */
bool query_has_day(const struct event *ev, struct date day);

/* ---- over all events ---- */

/* Notes in the site who appears where, so that the next three need not look through all of it each
 * time. For a site that does not change any more: in its arena, and so with its landing. */
void query_prepare(struct site *s);

/* What a person does, by event, the newest event first; listed sessions only. */
struct session_list query_person(struct arena *a, const struct site *s, const struct person *pe);

/* Listed events at which a person is named, with a session or without, the newest first. */
struct event_list query_person_events(
    struct arena *a, const struct site *s, const struct person *pe);

/* All listed people whom listed events and sessions name, by id. */
struct person_list query_people(struct arena *a, const struct site *s);

/* Sessions of an event that are on at `now`, neither cancelled nor postponed. */
struct session_list query_now(struct arena *a, const struct event *ev, int64_t now);

/* Sessions that begin next after `now`, all at one moment, at most `within` seconds away. */
struct session_list query_next(
    struct arena *a, const struct event *ev, int64_t now, int64_t within);

/* Whether an event that is its own only session is on, or begins within so many seconds. */
bool event_is_on(const struct event *ev, int64_t now);
bool event_is_soon(const struct event *ev, int64_t now, int64_t within);

/* What a list says of when an event is: its days, else the day of its deadline. */
struct span event_when(const struct event *ev);

/* Whether all of it is over at `now`: its last day in its zone, its deadline. An event without any
 * date never is. */
bool event_is_over(const struct event *ev, int64_t now);

/* Listed events that are not over, calls left out: by first day, those of which less is known after
 * the others of the same period; those without a date last. */
struct event_list query_ahead(struct arena *a, const struct site *s, int64_t now);

/* Listed calls that are open, by deadline. */
struct event_list query_calls(struct arena *a, const struct site *s, int64_t now);

/* Listed events that are over, calls too, the newest first. */
struct event_list query_past(struct arena *a, const struct site *s, int64_t now);

/* Listed events of a year, calls too, the oldest first; what goes from one year to the next is in
 * both. Whether there is one; and all such years, the newest first. */
struct event_list query_year(struct arena *a, const struct site *s, int year);
bool query_has_year(const struct site *s, int year);
struct year_list query_years(struct arena *a, const struct site *s);

/* Listed events of a series, the newest first. */
struct event_list query_series(struct arena *a, const struct site *s, const struct series *series);

/* Whether there is an event of a kind, unlisted ones aside. */
bool query_has_kind(const struct site *s, enum event_kind kind);

/* The languages that something listed is held in or interpreted into, by tag: of an event, itself
 * listed or not, or (NULL) of the site. And one of them, or NULL. */
struct tag_list query_spoken(struct arena *a, const struct site *s, const struct event *ev);
const char *query_find_spoken(const struct site *s, const struct event *ev, const char *tag);

/* Whether the sessions of an event differ in their languages, interpretation counted; then each
 * language in which there is a session, breaks aside, has a page. */
bool query_has_languages(const struct event *ev);
bool query_has_language(const struct event *ev, const char *lang);

/* The same of formats, of those that are said. */
bool query_has_formats(const struct event *ev);
bool query_has_format(const struct event *ev, enum format format);

/* Whether a place may be in lists, a search engine's too: not what is unlisted or withdrawn, what
 * is in it, nor people and series that nothing listed names. */
bool query_is_listed(const struct site *s, const struct place_in_site *at);

/* The first item about a person in a site that is prepared; the number of all if there is none. The
 * items about one are in the order of the site. */
size_t query_first_appearing(const struct appearing_list *l, const struct person *pe);

#endif
