/* SPDX-License-Identifier: ISC */
/* Addresses within a site, the same in the capsule and on the web. A path has no leading '/', no
 * extension; one that ends in '/' (or is "") has pages below it. In the capsule it is "/" and the
 * path; on the web the file is the path and ".html", or "index.html" after a '/'.
 *
 *     ""                          home
 *     about  changes  people/     the site
 *     subscribe                   its calendars, and how to have them
 *     calls                       all calls, with their deadlines
 *     programme/YEAR              all of a year on one sheet
 *     series/ID                   all editions
 *     person/ID                   all that a person does
 *     EVENT/                      an event
 *     EVENT/day/2023-06-14        a day's agenda
 *     EVENT/session/ID
 *     EVENT/track/ID  EVENT/room/ID
 *     EVENT/language/TAG          what is held in a language, or interpreted into it
 *     EVENT/format/FORMAT         what is held in person, online or both
 *     EVENT/changes
 *     EVENT/agenda                all its days on one page
 *     changes/3-7  EVENT/changes/3-7      between two revisions
 *
 * In the capsule alone:
 *
 *     in  languages  EVENT/in  EVENT/languages    choose a zone (asks for a city), a language
 *     search  EVENT/search        asks for words
 *     changes/since  EVENT/changes/since  asks between which two revisions
 *     feed  EVENT/feed            what came and what changed, to subscribe to
 *     now
 *
 * Files:
 *
 *     feed.xml  EVENT/feed.xml    the feeds as Atom
 *     EVENT/agenda.txt            the agenda as plain text
 *     EVENT/schedule.xml  EVENT/schedule.json     for conference programs, if something has a time
 *     EVENT/sessions.csv          for spreadsheets
 *
 * Calendars are files, and their names stay: who has subscribed goes on asking for them. feeds.h
 * says what is in each.
 *
 *     all.ics                     the whole site
 *     series/ID.ics  person/ID.ics
 *     kind/KIND.ics               events of a kind: kind/webinar.ics
 *     language/TAG.ics            what is held in a language, or interpreted into it
 *     EVENT.ics
 *     EVENT/session/ID.ics  EVENT/room/ID.ics
 *     EVENT/track/ID.ics          its own sessions, those for all, the breaks
 *     EVENT/track/ID.sessions.ics the same without the breaks
 *     EVENT/language/TAG.ics
 *
 * Their texts are in the first language of the site. With ".TAG" before ".ics" they are in another
 * of its languages: all.fr.ics, EVENT/track/ID.sessions.fr.ics. */
#ifndef PLENARY_PATH_H
#define PLENARY_PATH_H

#include "core/buf.h"
#include "core/model.h"

enum path_kind {
	PATH_NONE, /* nothing of ours */
	PATH_HOME,
	PATH_ABOUT,
	PATH_CHANGES,
	PATH_PEOPLE,
	PATH_SUBSCRIBE,
	PATH_CALLS,
	PATH_PROGRAMME,
	PATH_SERIES,
	PATH_PERSON,
	PATH_EVENT,
	PATH_DAY,
	PATH_SESSION,
	PATH_TRACK,
	PATH_ROOM,
	PATH_EVENT_LANGUAGE,
	PATH_EVENT_FORMAT,
	PATH_EVENT_CHANGES,
	PATH_AGENDA,
	PATH_ZONES,
	PATH_EVENT_ZONES,
	PATH_LANGUAGES,
	PATH_EVENT_LANGUAGES,
	PATH_SEARCH,
	PATH_EVENT_SEARCH,
	PATH_FEED,
	PATH_EVENT_FEED,
	PATH_CHANGES_SINCE,
	PATH_EVENT_CHANGES_SINCE,
	PATH_NOW,
	PATH_MISSING, /* what the web shows where nothing is, 404.html; no path leads to it */
	PATH_ATOM,    /* this and what follows are files */
	PATH_EVENT_ATOM,
	PATH_AGENDA_TEXT,
	PATH_SCHEDULE_XML,
	PATH_SCHEDULE_JSON,
	PATH_SESSIONS_CSV,
	PATH_ALL_ICS, /* this and what follows are calendars */
	PATH_SERIES_ICS,
	PATH_KIND_ICS,
	PATH_LANGUAGE_ICS,
	PATH_PERSON_ICS,
	PATH_EVENT_ICS,
	PATH_SESSION_ICS,
	PATH_TRACK_ICS,
	PATH_ROOM_ICS,
	PATH_EVENT_LANGUAGE_ICS
};

/* What a path names in one site; what it does not need is NULL or unset. Session, track and room
 * come with their event. */
struct place_in_site {
	enum path_kind kind;
	const struct event *event;
	const struct session *session;
	const struct track *track;
	const struct room *room;
	const struct person *person;
	const struct series *series;
	struct date day;
	int from, to;               /* changes between two revisions, in any order; 0: the latest */
	int year;                   /* PATH_PROGRAMME */
	enum format format;         /* PATH_EVENT_FORMAT */
	enum event_kind event_kind; /* PATH_KIND_ICS */
	const char *spoken;         /* of what is in a language: the tag, as the agenda has it */
	const char *lang;           /* of a calendar's texts, one of the site's; NULL: its first */
	bool without_breaks;        /* PATH_TRACK_ICS */
	bool missing_slash;         /* right but for the '/' at its end */
};

/* Looks a path up in the model, never in a file system. PATH_NONE when there is no such thing. A
 * calendar may also name the first language, though its own name does not. */
struct place_in_site path_find(const struct site *s, const char *path);

bool place_is_calendar(const struct place_in_site *at);
bool place_is_file(const struct place_in_site *at); /* not a page: a calendar, a feed, a text */

/* The path of a place of any kind; NULL for PATH_NONE. In the arena. */
const char *path_of_place(struct arena *a, const struct site *s, const struct place_in_site *at);

/* The path of a thing; in the arena. */
const char *path_of_event(struct arena *a, const struct event *ev);
const char *path_of_agenda(struct arena *a, const struct event *ev);
const char *path_of_day(struct arena *a, const struct event *ev, struct date day);
const char *path_of_session(struct arena *a, const struct session *se);
const char *path_of_track(struct arena *a, const struct event *ev, const struct track *tr);
const char *path_of_room(struct arena *a, const struct event *ev, const struct room *ro);
const char *path_of_person(struct arena *a, const struct person *pe);
const char *path_of_series(struct arena *a, const struct series *se);
const char *path_of_event_language(struct arena *a, const struct event *ev, const char *tag);
const char *path_of_event_format(struct arena *a, const struct event *ev, enum format format);
const char *path_of_programme(struct arena *a, int year);
const char *path_of_event_changes(struct arena *a, const struct event *ev);

/* The file of a path on the web: "x/" is "x/index.html", "x/y" is "x/y.html", "all.ics" itself. */
const char *path_to_file(struct arena *a, const char *path);

/* The way from the file `from` to the file `to`, relative: "../person/a.html". */
const char *path_relative(struct arena *a, const char *from, const char *to);

/* The same between two paths in the capsule: writes "./" or what goes up, and returns the rest. A
 * path's name has no ':', so that what comes out is never taken for a scheme (RFC 3986 section
 * 4.2). */
const char *path_put_ups(struct buf *out, const char *from, const char *to);

/* True for a URL with a scheme we let through: https, http, gemini, mailto, tel, geo. */
bool url_is_safe(const char *url);

/* What follows the scheme of an https or http URL, from its ':' on; NULL for any other. */
const char *url_after_web(const char *url);

#endif
