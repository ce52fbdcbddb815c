/* SPDX-License-Identifier: ISC */
/* Addresses within a site, the same in the capsule and on the web. A path has no leading '/', no
 * extension; one that ends in '/' (or is "") has pages below it. In the capsule it is "/" and the
 * path; on the web the file is the path and ".html", or "index.html" after a '/'.
 *
 *     ""                          home
 *     about  changes  people/     the site
 *     series/ID                   all editions
 *     person/ID                   all that a person does
 *     EVENT/                      an event
 *     EVENT/day/2023-06-14        a day's agenda
 *     EVENT/session/ID
 *     EVENT/track/ID  EVENT/room/ID
 *     EVENT/changes
 *     all.ics  EVENT.ics  EVENT/session/ID.ics     calendars (files)
 */
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
	PATH_SERIES,
	PATH_PERSON,
	PATH_EVENT,
	PATH_DAY,
	PATH_SESSION,
	PATH_TRACK,
	PATH_ROOM,
	PATH_EVENT_CHANGES,
	PATH_ALL_ICS,
	PATH_EVENT_ICS,
	PATH_SESSION_ICS
};

/* What a path names in one site; what it does not need is NULL or unset. */
struct place_in_site {
	enum path_kind kind;
	struct event *event;
	struct session *session;
	struct track *track;
	struct room *room;
	struct person *person;
	struct series *series;
	struct date day;
	bool missing_slash; /* right but for the '/' at its end */
};

/* Looks a path up in the model, never in a file system. PATH_NONE when there is no such thing. */
struct place_in_site path_find(const struct site *s, const char *path);

/* The path of a thing; in the arena. */
const char *path_of_event(struct arena *a, const struct event *ev);
const char *path_of_day(struct arena *a, const struct event *ev, struct date day);
const char *path_of_session(struct arena *a, const struct session *se);
const char *path_of_track(struct arena *a, const struct event *ev, const struct track *tr);
const char *path_of_room(struct arena *a, const struct event *ev, const struct room *ro);
const char *path_of_person(struct arena *a, const struct person *pe);
const char *path_of_series(struct arena *a, const struct series *se);
const char *path_of_event_changes(struct arena *a, const struct event *ev);
const char *path_of_event_ics(struct arena *a, const struct event *ev);
const char *path_of_session_ics(struct arena *a, const struct session *se);

/* The file of a path on the web: "x/" is "x/index.html", "x/y" is "x/y.html", "all.ics" itself. */
const char *path_to_file(struct arena *a, const char *path);

/* The way from the file `from` to the file `to`, relative: "../person/a.html". */
const char *path_relative(struct arena *a, const char *from, const char *to);

/* True for a URL with a scheme we let through: https, http, gemini, mailto, tel, geo. */
bool url_is_safe(const char *url);

#endif
