/* SPDX-License-Identifier: ISC */
/* The agenda in memory: one site with its events and their sessions, as read from the YAML of one
 * folder or one revision. Everything lives in the site's arena and dies with it; strings are
 * NUL-terminated UTF-8 without control characters other than newline and tab. Pointers between
 * things point into the same arena. Ids are [a-z0-9-]{1,64}. Order is that of the sources. */
#ifndef PLENARY_MODEL_H
#define PLENARY_MODEL_H

#include "core/arena.h"
#include "core/date.h"
#include "core/finding.h"
#include "core/tz.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- texts ---- */

/* One text in one language; `lang` is a BCP 47 tag in its usual case ("en", "pt-BR"). */
struct text_in {
	const char *lang, *s;
};

/* A text in one or several languages; n = 0 means there is none. */
struct text {
	struct text_in *in;
	size_t n;
	struct place at;
};

/* ---- choices: the words are those of the YAML, see model.c ---- */

enum visibility { VISIBILITY_PUBLIC, VISIBILITY_UNLISTED, VISIBILITY_PRIVATE };
enum status { STATUS_CONFIRMED, STATUS_TENTATIVE, STATUS_POSTPONED, STATUS_CANCELLED };
enum format { FORMAT_UNSAID, FORMAT_IN_PERSON, FORMAT_ONLINE, FORMAT_HYBRID };
enum event_kind {
	KIND_CONFERENCE,
	KIND_FORUM,
	KIND_WEBINAR,
	KIND_SIDE_EVENT,
	KIND_PANEL,
	KIND_MEETING,
	KIND_SUMMIT,
	KIND_CALL
};
enum session_type {
	TYPE_TALK,
	TYPE_PANEL,
	TYPE_WORKSHOP,
	TYPE_PLENARY,
	TYPE_DISCUSSION,
	TYPE_KEYNOTE,
	TYPE_LIGHTNING,
	TYPE_BREAK,
	TYPE_SOCIAL,
	TYPE_OTHER
};
enum role { ROLE_SPEAKER, ROLE_MODERATOR, ROLE_HOST, ROLE_INTERPRETER, ROLE_ORGANISER };

/* The words of a choice in YAML, SQL and output, in the order of its enum, NULL-terminated;
 * FORMAT_UNSAID is "". */
extern const char *const visibility_words[],
    *const status_words[], *const format_words[], *const event_kind_words[],
						      *const session_type_words[],
							  *const role_words[];

/* ---- small things ---- */

struct link {
	const char *name;  /* its key: slides, recording, register, report, … */
	struct text label; /* what to show instead of the key; may be absent */
	const char *url;
	enum visibility visibility;
	enum rule *allow; /* as of a session */
	size_t nallow;
	struct place at;
};

struct organisation {
	const char *id;
	struct text name;
	const char *url; /* or NULL */
	struct place at;
};

struct series {
	const char *id;
	struct text title, abstract;
	const char *url; /* or NULL */
	struct place at;
};

struct venue {
	const char *id;                    /* NULL: the main one of its event */
	struct text name, address, access; /* access: how to get there and in */
	bool has_geo;
	double latitude, longitude; /* WGS 84 degrees */
	const char *url;
	enum visibility visibility; /* of address and geo; the name shows with the event */
	int walking;                /* minutes on foot from the main venue; 0: not said */
	enum rule *allow;           /* as of a session */
	size_t nallow;
	struct place at;
};

/* A person of the site (site.yaml or an event); one id is one person throughout. */
struct person {
	const char *id;
	struct text name, bio;
	struct text role; /* as given first; an event may say another, see struct attendee */
	struct text organisation; /* its name; of an organisation of site.yaml or as typed */
	const struct organisation *member_of; /* NULL if only typed */
	const char *url;
	enum visibility visibility; /* private: never named in any output */
	enum rule *allow;           /* as of a session */
	size_t nallow;
	struct place at;
};

/* From one time of day to another, in minutes since midnight, local, the same on every day; past
 * midnight if `to` is not after `from`. */
struct hours {
	bool is_set;
	int from, to;
};

struct room {
	const char *id;
	struct text title;
	const struct venue *venue; /* NULL: the main one of its event, or none of an online room */
	int capacity;              /* -1: not said */
	bool step_free;
	struct hours open;          /* when it can be used */
	const char *url;            /* an online room */
	bool is_online;             /* it has an address, be it a private one */
	enum visibility visibility; /* of the url */
	enum rule *allow;           /* as of a session */
	size_t nallow;
	struct place at;
};

struct track {
	const char *id;
	struct text title, audience;
	const char *colour; /* "#rrggbb" or a CSS name; NULL */
	enum rule *allow;   /* as of a session */
	size_t nallow;
	struct place at;
};

/* Someone at an event, with the role and organisation they had then. */
struct attendee {
	const struct person *person;
	struct text role, organisation; /* n = 0: those of the person */
	struct text bio; /* this and the rest: as said there, and in the person, too, */
	const char *url; /* unless the event is withheld; for who writes it again */
	enum visibility visibility;
	enum rule *allow; /* as of a session */
	size_t nallow;
};

/* Someone on a session. */
struct appearance {
	const struct person *person;
	enum role as;
	struct place at;
};

/* ---- when ---- */

/* When something with a clock time is. Instants are seconds since 1970-01-01T00:00Z. */
struct slot {
	struct date day; /* in the event's zone; year 0: no slot at all */
	bool has_start;  /* false with a day: that day, time not known */
	bool has_end;
	int64_t start, end; /* end ≥ start */
};

/* ---- identity over revisions (filled in from the store; all zero before publication) ---- */

/* Where a session was before it moved. */
struct move {
	int revision;   /* that moved it; 0: it was not moved */
	int64_t moment; /* of that revision */
	struct slot slot;
	struct text *rooms; /* if it was elsewhere: their names, or that of the venue */
	size_t nrooms;
};

struct identity {
	const char *uid; /* of the calendar entry (RFC 5545 section 3.8.4.7); NULL: not published */
	int sequence;    /* RFC 5545 section 3.8.7.4 */
	int first_revision;   /* number of the revision that first had it */
	int64_t created;      /* moment of the revision that first had it, seconds since 1970 */
	int64_t modified;     /* moment of the revision that last changed it */
	int changed_revision; /* number of that revision */
	bool gone; /* no longer in the sources: shown as cancelled for a month after its event */
	bool withdrawn; /* gone because it was made private: only its time may still be told */
	struct slot last_slot; /* the last time that it had, for as long as that is told */
	struct date last_day;  /* of an event of whole days, with last_slot */
	struct move move;      /* of a session */
};

/* ---- sessions and events ---- */

/* What something was called before, as `was:` says; id is NULL if nothing does. */
struct was {
	const char *event; /* of a session that was in another event; else NULL */
	const char *id;
	struct place at;
};

/* Where the things with an id are in an array, by their ids; see site_index. */
struct index {
	void **by_id; /* the first `n` of the array, sorted */
	size_t n;
	const void *of; /* the site, event or array; a copy of it has no index */
};

/* A session that repeats: what its occurrences, each a session of its own, have in common. */
struct repeat {
	const char *id;   /* what the ids of its occurrences begin with, see repeat_id */
	const char *rule; /* RFC 5545 section 3.3.10; not for all: it tells of private dates, too */
	struct date first;       /* its first date, be it held or not */
	struct session *session; /* as it is said of all; NULL in a public view */
	struct place at;
};

struct session {
	const char *id; /* given, or the slug of the title */
	bool id_given;
	struct was was;
	struct text title, subtitle, abstract; /* abstract: CommonMark */
	enum session_type type;
	enum status status;
	enum format format; /* UNSAID: that of the event */
	enum visibility visibility;
	struct slot slot;
	struct slot moved_from; /* `moved-from:`; year 0: what identity.move says */
	struct track **tracks;  /* none: joint, for all tracks */
	size_t ntracks;
	struct room **rooms;
	size_t nrooms;
	struct appearance *people;
	size_t npeople;
	const struct organisation **organisations;
	size_t norganisations;
	const char **languages, **interpretation; /* BCP 47 */
	size_t nlanguages, ninterpretation;
	struct link *links;
	size_t nlinks;
	const char *join; /* link to take part online, or NULL */
	enum visibility join_visibility;
	bool join_is_hidden; /* it has one, which a public view does not tell */
	int capacity;        /* -1: not said */
	enum rule *allow; /* rules whose findings about it are not told; for the writer to write */
	size_t nallow;
	struct repeat *repeat;  /* it is an occurrence of this; else NULL */
	struct date repeat_day; /* the date that the rule gives, wherever it moved */
	struct identity identity;
	/* Of what is gone: it in the last revision that had it, for where it was; else NULL. */
	const struct session *as_seen;
	struct event *event;
	struct place at;
};

enum deadline_kind {
	DEADLINE_NONE,
	DEADLINE_DATE, /* only the day is known */
	DEADLINE_TIME, /* a local time in a zone */
	DEADLINE_AOE   /* the end of that day Anywhere on Earth, UTC−12 */
};

struct deadline {
	enum deadline_kind kind;
	struct date day;
	int64_t when; /* TIME: the instant; AOE: the first instant past it (12:00 UTC next day) */
	const struct tz *zone; /* TIME */
	struct identity identity;
	struct place at;
};

struct event {
	const char *id;
	struct was was;
	const struct series *series; /* or NULL */
	enum event_kind kind;
	struct text title, subtitle, abstract;
	enum format format;
	enum status status;
	bool draft;
	enum visibility visibility;
	const struct tz *zone;
	struct span dates;
	struct slot slot; /* an event that is its only session: its own time; day unset otherwise */
	bool is_repeated; /* it would be that, and its sessions are the times that it is held */
	struct deadline deadline;
	struct venue venue;   /* the main one; venue.name.n = 0: none */
	struct venue *venues; /* others */
	size_t nvenues;
	struct text place; /* city or country, when no more is known */
	struct room *rooms;
	size_t nrooms;
	struct track *tracks;
	size_t ntracks;
	struct attendee *people;
	size_t npeople;
	struct index attendee_index;               /* by person, not by id */
	const struct organisation **organisations; /* who holds it */
	size_t norganisations;
	const char **languages, **interpretation;
	size_t nlanguages, ninterpretation;
	struct link *links;
	size_t nlinks;
	const char *join;
	enum visibility join_visibility;
	bool join_is_hidden; /* it has one, which a public view does not tell */
	int capacity;        /* -1: not said */
	struct session **sessions;
	size_t nsessions;
	struct index session_index;
	enum rule *allow; /* as of a session */
	size_t nallow;
	struct identity identity;
	const char *file;   /* its source, relative to the folder */
	const char **files; /* further sources, which continue it, in the order they were read */
	size_t nfiles;
	struct place at;
};

/* A word of the interface in another language, from `locales:` in site.yaml. */
struct wording {
	const char *lang, *key, *s;
};

/* What an event or session was called before, and is called now; of an event the ids of the session
 * are "". */
struct former_name {
	const char *event_id, *session_id;
	const char *now_event_id, *now_session_id;
};

/* How grave the findings of a rule are, from `rules:` in site.yaml; for the writer to write. */
struct rule_setting {
	enum rule rule;
	enum severity severity;
};

/* A person at an event, and in one of its sessions or (NULL) only named by it. */
struct appearing {
	const struct person *person;
	struct event *event;
	struct session *session;
	size_t order; /* in the order of the site */
};

struct appearing_list {
	struct appearing *items;
	size_t n;
};

/* How the web site looks, from `look:` in site.yaml. */
struct look {
	const char *colour; /* "#rrggbb" or a CSS name; NULL */
	struct text footer; /* CommonMark; below every page */
	struct place colour_at;
	const char *logo;       /* the name of its file in the folder; NULL */
	const char *logo_file;  /* and on the web: "logo.svg" */
	const char *logo_bytes; /* its contents */
	size_t logo_size;
};

struct site {
	struct arena *arena; /* owned: site_free frees all */
	struct text title, abstract;
	const char *host;       /* DNS name: of the capsule and of UIDs */
	const char *web;        /* base URL of the web site, ending in '/', or NULL */
	const char *contact;    /* mail address, or NULL */
	const char **languages; /* the first is the default */
	size_t nlanguages;
	const struct tz *zone; /* default of the events */
	struct organisation **organisations;
	size_t norganisations;
	struct series **series;
	size_t nseries;
	struct person **people;
	size_t npeople;
	struct index person_index;
	struct event **events; /* in the order of their file names */
	size_t nevents;
	struct index event_index;
	struct wording *wordings;
	size_t nwordings;
	struct rule_setting *settings;
	size_t nsettings;
	struct look look;
	struct change *changes; /* of the last revisions, newest first; see change.h */
	size_t nchanges;
	int changes_from; /* those after this revision are all there; 0: none is */
	int64_t *moments; /* of the revisions from 1 to its own, by number; NULL before */
	int revision;     /* 0: not published */
	int64_t moment;   /* when the revision was made; 0 before */
	struct appearing_list appearing; /* by person, if `is_prepared`; see query_prepare */
	bool is_prepared;
	struct former_name *former; /* from the identities */
	size_t nformer;
	struct site **kept; /* owned: earlier revisions from which gone things are borrowed */
	size_t nkept;
};

enum { SITE_BYTES_MAX = 256 * 1024 * 1024 }; /* ceiling of a site's arena */

/* An empty site with an arena of its own; NULL when memory is out. */
struct site *site_new(void);

/* Frees the site and those it has kept. NULL is allowed. */
void site_free(struct site *s);

/* ---- lookups: a pointer, or NULL ---- */

/* Makes the look-ups of people, events, sessions and attendees fast. What is appended later is
 * still found, by a walk over what is new; after a removal or a change of order call it again. */
void site_index(struct site *s);

struct event *site_find_event(const struct site *s, const char *id);
struct person *site_find_person(const struct site *s, const char *id);
struct series *site_find_series(const struct site *s, const char *id);
struct session *event_find_session(const struct event *ev, const char *id);
struct room *event_find_room(const struct event *ev, const char *id);
struct track *event_find_track(const struct event *ev, const char *id);

/* ---- texts ---- */

/* The text in `lang`, else in a language it is a variant of ("pt" for "pt-BR"), else in the first
 * there is; "" when there is none. `*got` (may be NULL) is set to the language it is in. */
const char *text_get(const struct text *t, const char *lang, const char **got);
bool text_is_set(const struct text *t);
bool text_eq(const struct text *a, const struct text *b);

/* A string on one line: line ends become ", ". In the arena. */
const char *text_line(struct arena *a, const char *s);

/* Index of `word` in a NULL-terminated table, or -1. */
int word_find(const char *const *words, const char *word);

/* ---- facts that follow ---- */

enum status event_status(const struct event *ev);     /* its own; what is gone is cancelled */
enum status session_status(const struct session *se); /* the same, its event's considered */
bool status_is_off(enum status st);                   /* cancelled or postponed: not at its time */
enum format session_format(const struct session *se); /* its own; ONLINE if all its rooms
							 are; else its event's */
bool session_has_join(const struct session *se);      /* its own link, be it one that is not told */
bool session_is_joint(const struct session *se);      /* names no track */
bool session_in_track(const struct session *se, const struct track *tr); /* named, or joint */
bool session_in_room(const struct session *se, const struct room *ro);

/* Whether it is held in a language or a variant of it, or interpreted into it (RFC 4647 section
 * 3.3.1). A session that says neither is as its event. */
bool event_in_language(const struct event *ev, const char *lang);
bool session_in_language(const struct session *se, const char *lang);

/* The venue of a room of an event: its own or the main one; NULL if it is online. */
const struct venue *room_venue(const struct event *ev, const struct room *ro);

/* The one venue of a session's rooms, online ones aside, or else the main one of its event; NULL
 * when its rooms are in several. */
const struct venue *session_venue(const struct session *se);

/* Whether a file is one of an event's sources. False for NULL. */
bool event_has_file(const struct event *ev, const char *file);

/* Someone as they were at an event; NULL if it does not name them, or is NULL. */
const struct attendee *event_find_attendee(const struct event *ev, const struct person *pe);

/* Whether a session names someone. */
bool session_has_person(const struct session *se, const struct person *pe);

/* The role and organisation someone had at an event, else those they have. `ev` may be NULL. */
const struct text *person_role(const struct person *pe, const struct event *ev);
const struct text *person_organisation(const struct person *pe, const struct event *ev);

/* The zone that a deadline is told in: its own, else its event's. */
const struct tz *deadline_zone(const struct event *ev);

/* The language of a site that is asked for none: its first; NULL if it lists none. */
const char *site_language(const struct site *s);

/* Orders by start, then by day without a time, then unscheduled; ties by the order of the sources.
 */
int session_cmp(const struct session *a, const struct session *b);

/* Whether two are the same as far as they are known. */
bool slot_eq(const struct slot *a, const struct slot *b);

/* The last day of an event in its zone as far as known: of its dates, its sessions, its deadline;
 * year 0 if nothing is known. What ends at midnight ends on the day before it. */
struct date event_last_day(const struct event *ev);

/* When an event is: its `dates`, else its own day, else from the first to the last day on which a
 * session that is not gone begins; PRECISION_NONE if there is none. Its deadline does not count. */
struct span event_days(const struct event *ev);

enum { ID_MAX = 64 }; /* characters of an id */

/* `[a-z0-9-]{1,64}`. */
bool id_is_valid(const char *s);

/* An id from a title: letters folded to ASCII lower case where they have a plain form, all else
 * to single '-', cut at a word's end to at most ID_MAX bytes. NULL if nothing is left. In the
 * arena. */
const char *slug(struct arena *a, const char *title);

#endif
