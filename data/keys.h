/* SPDX-License-Identifier: ISC */
/* The keys of the agenda format, as tables: what the reader goes by, and what a schema of the
 * format can be made from. */
#ifndef PLENARY_KEYS_H
#define PLENARY_KEYS_H

#include <stdbool.h>
#include <stddef.h>

/* What stands under a key. The first group is stored at the key's offset by the table alone. */
enum value_kind {
	VALUE_LINE,      /* a text of one line, or a map of languages to such: struct text */
	VALUE_PROSE,     /* the same in CommonMark, of many lines: struct text */
	VALUE_ID,        /* const char * */
	VALUE_URL,       /* const char * */
	VALUE_WEB,       /* a URL ending in '/': const char * */
	VALUE_HOST,      /* const char * */
	VALUE_MAIL,      /* const char * */
	VALUE_COLOUR,    /* const char * */
	VALUE_LOGO,      /* the name of a picture, see logo.h: const char * */
	VALUE_WORD,      /* one of `words`: an enum */
	VALUE_YES,       /* yes, no, true, false: bool */
	VALUE_COUNT,     /* int, from 0 */
	VALUE_ZONE,      /* const struct tz * */
	VALUE_DATES,     /* struct span */
	VALUE_HOURS,     /* HH:MM to HH:MM: struct hours */
	VALUE_LANGUAGES, /* one language or a list: const char **, and size_t at `count` */
	VALUE_LINKS,     /* map of names to links: struct link *, and size_t at `count` */

	VALUE_ALLOW, /* the id of a rule or a list: enum rule *, and size_t at `count` */

	VALUE_BY_HAND,               /* from here on: looked at by the reader of the thing itself */
	VALUE_RRULE = VALUE_BY_HAND, /* a rule of repetition, RFC 5545 section 3.3.10 */
	VALUE_DAY,                   /* YYYY-MM-DD */
	VALUE_DAYS,                  /* YYYY-MM-DD or a list of such */
	VALUE_OCCURRENCES,           /* a map of days to things of table `of` */
	VALUE_REF,                   /* the id of a thing of table `of` */
	VALUE_REFS,                  /* one such id or a list */
	VALUE_TIME,                  /* HH:MM, with an offset where the clocks show it twice */
	VALUE_DURATION,              /* 45m, 2h, 1h30m */
	VALUE_MOMENT,                /* YYYY-MM-DD, or with HH:MM */
	VALUE_DEADLINE,              /* YYYY-MM-DD, with AoE or with HH:MM and perhaps a zone */
	VALUE_WAS,                   /* an earlier id: of an event; of a session also EVENT/ID */
	VALUE_GEO,                   /* [latitude, longitude] */
	VALUE_AFFILIATION,           /* the id of an organisation, or a text */
	VALUE_THING,                 /* one thing of table `of`, or its short form: a text */
	VALUE_THINGS,      /* a map of ids to things of table `of`, or to their short form */
	VALUE_PEOPLE,      /* a map of ids to people, or an id or list of ids */
	VALUE_APPEARANCES, /* a list of ids, or of {role: id} */
	VALUE_AGENDA,      /* a map of days to lists of items, or a list of items */
	VALUE_ITEMS,       /* a list of sessions and groups */
	VALUE_LOCALES,     /* map of languages to maps of words to texts */
	VALUE_RULES        /* map of ids of rules to severities */
};

struct keys;

struct key {
	const char *name;
	enum value_kind kind;
	bool required;
	size_t offset, count;     /* in the struct that is filled; of the first group only */
	const char *const *words; /* NULL-terminated; VALUE_ID: those it may not be */
	const struct keys *of;    /* of the things within; NULL where they are told by kind */
	const char *help;         /* a sentence without its full stop */
};

enum { KEYS_MAX = 40 };

struct keys {
	const char *what;       /* "event", "session": for messages */
	const char *short_form; /* the key that a text in place of the map stands for; NULL: none */
	const struct key *key;
	size_t n;
};

/* Ids that no event may have: Plenary's own pages have them. NULL-terminated. */
extern const char *const reserved_event_ids[];

extern const struct keys site_keys, event_keys, continued_keys, session_keys, group_keys,
    person_keys, room_keys, track_keys, venue_keys, other_venue_keys, organisation_keys,
    series_keys, link_keys, join_keys, repeat_keys, occurrence_keys, look_keys;

#endif
