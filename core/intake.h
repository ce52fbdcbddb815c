/* SPDX-License-Identifier: ISC */
/* What other programs say, on its way to an event of ours. An importer fills the records below with
 * what it read, as it was written, and ends with intake_finish: that mends what can be mended,
 * tells of everything it changed, and makes of it a site with one event that our own reader will
 * take. No entry is lost but those over a ceiling, and those are told of, each. Strings are any
 * bytes up to a NUL, they must live until intake_finish returns, and intake.scratch is there for
 * them. */
#ifndef PLENARY_INTAKE_H
#define PLENARY_INTAKE_H

#include "core/err.h"
#include "core/finding.h"
#include "core/model.h"
#include "core/tz.h"

enum {
	INTAKE_FILE_MAX = 16 * 1024 * 1024, /* bytes of a file to import */
	INTAKE_DEPTH_MAX = 32,              /* of elements or components within each other */
	INTAKE_ENTRIES_MAX = 20000,         /* sessions */
	INTAKE_LIST_MAX = 200,              /* rooms, tracks, people or links of one session */
	INTAKE_TEXT_MAX = 64 * 1024 - 16,   /* bytes of an abstract */
	INTAKE_LINE_MAX = 900,              /* bytes of a title or name */
	INTAKE_VALUE_MAX = 256              /* bytes of a value in its usual form, see below */
};

/* Kinds of values whose form is not for the intake to know. */
enum intake_value { INTAKE_URL, INTAKE_LANGUAGE, INTAKE_COLOUR, INTAKE_HOST, INTAKE_EVENT_ID };

/* Whether our reader takes a value. What it takes comes in its usual form in `out`, a URL as it
 * is and not in `out`; a language may be written as people do: "German" gives "de". */
typedef bool intake_takes_fn(enum intake_value kind, const char *s, char out[INTAKE_VALUE_MAX]);

/* ---- what was read ---- */

enum intake_time_kind {
	INTAKE_TIME_NONE,
	INTAKE_TIME_DAY,    /* a day, no time */
	INTAKE_TIME_LOCAL,  /* a local time */
	INTAKE_TIME_INSTANT /* an instant */
};

struct intake_time {
	enum intake_time_kind kind;
	struct civil local;    /* LOCAL; of DAY only the date */
	const struct tz *zone; /* LOCAL: NULL is the zone of the event */
	int64_t instant;       /* INSTANT: seconds since 1970-01-01T00:00Z */
	bool has_offset;       /* INSTANT: it was written as a local time with an offset … */
	int32_t offset;        /* … of so many seconds east of UTC */
};

struct intake_person {
	const char *name;
	const char *key; /* what the other program knows them by, or NULL: the name */
	enum role as;
	const char *url;
};

struct intake_track {
	const char *title, *slug, *colour; /* slug and colour may be NULL */
};

struct intake_link {
	const char *url;   /* relative to intake.event.base_url if it must be */
	const char *label; /* what to show; NULL if there is no more than the key */
	const char *key;   /* "slides", "recording", "web", …; NULL: made of the label */
};

/* One session, as it was met. NULL and zero are what was not said. */
struct intake_entry {
	struct place at;
	const char *key;  /* what the other program knows it by, alone in the file: guid, UID */
	const char *id;   /* to be its id as it is */
	const char *slug; /* to be its id; "fosdem-2024-1861-hedy" is just "hedy" at that event */
	const char *title, *subtitle;
	const char *abstract, *description; /* CommonMark or HTML; often one repeats the other */
	const char *language;
	bool has_type;
	enum session_type type; /* with has_type; else guessed from the title: "Lunch" */
	enum status status;
	enum visibility visibility;
	struct intake_time start, end;
	int minutes;     /* from start to end, if that is not said; -1 unless set */
	const char *url; /* its page */
	const char *join;
	bool join_is_public; /* what is told of none is private */
	const char **rooms;  /* names; see intake_add_… */
	size_t nrooms;
	struct intake_track *tracks;
	size_t ntracks;
	struct intake_person *people;
	size_t npeople;
	struct intake_link *links;
	size_t nlinks;
};

/* The event as a whole. */
struct intake_event {
	struct place at;
	const char *id; /* acronym */
	const char *title, *subtitle, *abstract;
	const char *venue, *address, *city;
	const char *url, *base_url;
	const char *page; /* where a site of ours has it: only the host is taken of that */
	const char *zone; /* an IANA name */
	struct place zone_at;
	const char *language;
	struct date first, last;
	enum status status;
};

struct intake_options {
	const char *file;      /* its name in findings */
	struct tzdb *db;       /* outlives the intake */
	const struct tz *zone; /* the event's zone whatever the file says; NULL */
	const char *event_id;  /* the event's id whatever the file says; NULL */
	struct date today;     /* for what repeats; see ical/import.h */
	struct date from, to;  /* of what repeats only the times on these days; year 0: not said */
	intake_takes_fn *takes;
};

/* One importing. */
struct intake {
	struct intake_options options;
	struct findings *f;
	struct arena *scratch; /* for what is read; dies with the intake */
	struct intake_event event;
	struct intake_track *tracks; /* known before their sessions; their order is kept */
	size_t ntracks;
	struct intake_entry **entries;
	size_t nentries;
	size_t met; /* sessions that the source has, those included that were refused */
	struct intake_tally *tallies; /* within the intake */
	size_t ntallies;
	struct site *site; /* from intake_finish on; the first of its events */
};

/* Begins. Findings come to `f`. NULL when memory is out. */
struct intake *intake_new(const struct intake_options *o, struct findings *f);
void intake_free(struct intake *in); /* NULL is allowed */

/* A session that begins at this place; NULL, and told, if there are too many. */
struct intake_entry *intake_meet(struct intake *in, struct place at);

/* Appends to an entry; over INTAKE_LIST_MAX it is told and dropped. */
void intake_add_room(struct intake *in, struct intake_entry *en, const char *name);
void intake_add_track(struct intake *in, struct intake_entry *en, struct intake_track track);
void intake_add_person(struct intake *in, struct intake_entry *en, struct intake_person person);
void intake_add_link(struct intake *in, struct intake_entry *en, struct intake_link link);

/* Tells of something that may come hundreds of times: one finding at its first place, with how
 * many there were and the next few lines. `what` is the sentence that is the same for all, and
 * `todo` may be NULL. */
void intake_tally(
    struct intake *in, enum rule rule, struct place at, const char *what, const char *todo);

/* Makes intake.site and sorts the findings. -1 and why when it is too much for the memory allowed.
 */
int intake_finish(struct intake *in, struct err *e);

/* Sessions that have been written into the event. */
size_t intake_kept(const struct intake *in);

/* Those of an import's findings that are to stand in the agenda as comments: not what is mended,
 * for that is done. `notes` is initialised, and borrows from `f`. */
void intake_notes(const struct findings *f, struct findings *notes);

#endif
