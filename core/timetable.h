/* SPDX-License-Identifier: ISC */
/* The sessions of an event by day, room and time, as conference programs exchange them in
 * schedule.xml and schedule.json (https://c3voc.de/wiki/schedule). What their format has no place
 * for stands in notes, where readers see it. Made of a site that went through public_view. */
#ifndef PLENARY_TIMETABLE_H
#define PLENARY_TIMETABLE_H

#include "core/guid.h"
#include "core/words.h"

enum {
	TIMETABLE_DAY_BEGINS = 6 * 60 /* minute: what begins before is of the night before; Giggity
				       * takes it so, whatever a file says */
};

struct timetable_person {
	const char *name;
	uint32_t number;
	char guid[GUID_SIZE];
};

struct timetable_link {
	const char *key; /* "slides"; "join" of a link to take part */
	const char *title, *url;
};

/* A session; or the event, if it is its own only session. */
struct timetable_item {
	const struct session *session; /* NULL: the event */
	uint32_t number;               /* no other of the event has it */
	char guid[GUID_SIZE];
	const char *slug;     /* EVENT-ID, from which an id can be made again */
	const char *title;    /* "Cancelled: …" if it is */
	const char *subtitle; /* or "" */
	const char *abstract; /* CommonMark, or "" */
	const char *notes;    /* paragraphs, or "" */
	const char *track;    /* the first, or "" */
	const char *type;     /* its word in an agenda */
	const char *language; /* a tag, or "" */
	const char *url;      /* its page */
	size_t day, room;
	int64_t start;
	int minutes; /* 1 to 1439, whatever is known */
	struct timetable_person *people;
	size_t npeople;
	struct timetable_link *links;
	size_t nlinks;
};

struct timetable_room {
	const char *name;
	char guid[GUID_SIZE]; /* "": it only stands for the place of what has no room */
	int capacity;         /* -1: not said */
};

struct timetable_day {
	struct date date;
	/* EventFahrplan reads the end's time of day in UTC as the local one at which days begin:
	 * no session of the day may be taken for the next one's by that. */
	int64_t start, end;
	size_t first, n; /* its items, by room and then by start */
};

struct timetable {
	const struct event *event;
	const char *acronym; /* at least 4 of a-z, 0-9 and _ */
	const char *title;
	const char *url;      /* of the event's page */
	const char *base_url; /* of the site on the web, or NULL */
	const char *file;     /* URL of its schedule.xml on the web, or NULL */
	const char *zone;     /* an IANA name */
	const struct tz *tz;
	const char *version;     /* the revision that last changed anything of the event */
	struct date first, last; /* of the event */
	int step;                /* minutes: all starts and lengths are multiples of it */
	const char **tracks;     /* names of the event's tracks, in their order */
	size_t ntracks;
	struct timetable_room *rooms; /* in the order in which all days have them */
	size_t nrooms;
	struct timetable_day *days;
	size_t ndays;
	struct timetable_item *items;
	size_t nitems;
};

/* Whether there is anything in an event's timetable: something public that has a time. */
bool timetable_is_there(const struct event *ev);

/* An event's timetable in the language of the words; in their arena, or borrowed from the site. */
struct timetable *timetable_make(const struct words *w, const struct event *ev);

/* As schedule.xml, which is valid against the format's XSD of 2026-06-07. */
void timetable_xml(struct buf *out, const struct timetable *t);

/* As schedule.json, which is valid against the format's JSON schema of 2026-06-27. */
void timetable_json(struct buf *out, const struct timetable *t);

#endif
