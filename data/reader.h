/* SPDX-License-Identifier: ISC */
/* Within the reader: what its parts share. From outside there is only read.h. Every function adds
 * findings about what is wrong and goes on with what is right. */
#ifndef PLENARY_READER_H
#define PLENARY_READER_H

#include "core/finding.h"
#include "core/model.h"
#include "core/names.h"
#include "data/keys.h"
#include "data/source.h"
#include "data/value.h"
#include "data/yaml.h"

struct reader {
	struct site *site;
	struct arena *a;       /* the site's */
	struct arena *scratch; /* of the trees; gone after reading */
	struct findings *f;
	struct tzdb *db;
	const struct sources *src;
	const struct tz *utc;
	bool has_site;     /* site.yaml was there and was YAML */
	bool has_bad_file; /* some file was not: what it defines is not known */
	struct names events, people, organisations, series; /* by id */
	struct event *event;                                /* the one being read */
	struct continued *continued; /* files that continue an event, by name */
	size_t ncontinued;
	struct names venues, rooms, tracks, attendees; /* of that event, by id */
	struct repeats *repeats;  /* dates of rules, see source.h; NULL: none is known */
	struct repeat_room *room; /* of read_repeat.c */
	const char *unknown;      /* a rule whose dates are not known */
	bool has_no_day;          /* what is read stands under a day that is none */
};

/* A link to take part, before it is put into an event or session. */
struct join {
	const char *url;
	enum visibility visibility;
};

/* A file that continues an event. */
struct continued {
	const char *file;
	const struct node *root;
	bool is_taken; /* by its event */
	enum rule *allow;
	size_t nallow;
};

/* ---- keys of a map ---- */

struct fields {
	const struct keys *keys;
	struct entry *entry[KEYS_MAX]; /* in the order of the table; NULL: not there, or unusable */
	bool seen[KEYS_MAX];           /* it is there, or something that it was meant to be */
	struct place at;
};

/* Reads a map by its table: tells of unknown, missing and empty keys, and stores into `out` what
 * the table can. With `keys->short_form`, a text stands for that key alone. False if `node` is
 * neither. `fs` may be NULL. */
bool fields_read(struct reader *r, const struct node *node, const struct keys *keys, void *out,
    struct fields *fs);

/* The value of a key that is read by hand; NULL if there is nothing to read. */
const struct node *field(const struct fields *fs, const char *name);

/* Whether a key was written, but so that it cannot be used, and that has been told. */
bool field_is_told(const struct fields *fs, const char *name);

/* Tells that a key of the table is missing from a thing. */
void add_missing(struct reader *r, struct place at, const struct keys *keys, const char *name);

/* ---- values by shape ---- */

/* The text of a node, never empty; NULL with a finding. `wanted`: "write a date", as what to do. */
const char *node_text(struct reader *r, const struct node *node, const char *wanted);

/* The items of a list; a text or map counts as a list of itself when `one` is allowed. NULL, with
 * a finding unless the list is just empty, if there is none. */
struct node *const *node_items(
    struct reader *r, const struct node *node, bool one, const char *wanted, size_t *n);

/* The id that a key defines. A key that is none is told of, and made one, so that what refers to
 * it is not told of, too; NULL if nothing can be made of it. */
const char *id_read(struct reader *r, const struct node *key);

/* Puts a thing under its id, and under the key that it was made of. */
void id_put(struct names *t, const struct node *key, const char *id, void *thing);

/* `was:` of a session, or of an event. */
void session_was_read(struct reader *r, const struct node *node, struct was *out);
void event_was_read(struct reader *r, const struct node *node, struct was *out);

/* True for a map; else a finding. */
bool node_is_map(struct reader *r, const struct node *node, const char *wanted);

void text_read(struct reader *r, const struct node *node, bool one_line, struct text *out);
void languages_read(struct reader *r, const struct node *node, const char ***out, size_t *n);
void links_read(struct reader *r, const struct node *node, struct link **out, size_t *n);
void join_read(struct reader *r, const struct node *node, const char **url, enum visibility *v);

/* ---- references ---- */

enum ref { REF_VENUE, REF_ROOM, REF_TRACK, REF_PERSON, REF_ORGANISATION, REF_SERIES, REF_EVENT };

/* The thing that a node names; NULL with a finding, or quietly if it may be in a file that could
 * not be read. */
void *ref_find(struct reader *r, enum ref kind, const struct node *node);

/* Appends the things named by an id or a list of ids to an array of pointers, each once. */
void refs_read(struct reader *r, enum ref kind, const struct node *node, void *items, size_t *n);

/* The id nearest to what was written, by id or by title; NULL. */
const char *ref_suggest(struct reader *r, enum ref kind, const char *written);

/* ---- parts ---- */

/* `rules` of site.yaml, and every `allow` of it or of an event file: before all else is read. */
void rules_read(struct reader *r, const struct node *rules);
void allow_read_site(struct reader *r, const struct node *root);
void allow_read_event(struct reader *r, const struct node *root);

/* What an `allow` says, for the model; its findings are told already. `node` may be NULL. */
void allow_keep(const struct reader *r, const struct node *node, enum rule **out, size_t *n);

void site_file_read(struct reader *r, const struct node *root);

/* Defines the people whom an event names with a name and whom nobody has defined before. */
void people_define(struct reader *r, const struct node *people);

/* People of site.yaml; of the event being read. */
void people_read_site(struct reader *r, const struct node *people);
void people_read_event(struct reader *r, const struct node *people);

/* `people:` of a session. Whoever is named is at the event, too, unless the session is private. */
void appearances_read(struct reader *r, const struct node *node, struct session *se);

void event_file_read(struct reader *r, const char *file, const struct node *root);

/* A file with `continues`; also with what is nearly that, and no `event`. */
bool is_continued(const struct node *root);

/* Keeps such a file until its event is read, which then takes it; tells of those whose event is
 * not there. */
void continued_keep(struct reader *r, const char *file, const struct node *root);
void continued_take(struct reader *r);
void continued_leave(struct reader *r);

/* HH:MM, perhaps with an offset, as the instant on a day of the event. */
bool read_at(struct reader *r, const struct node *node, struct date day, int64_t *out);

/* The end by `for` or `until` of what starts at `start`; false if neither is there or usable. */
bool read_end(struct reader *r, const struct fields *fs, int64_t start, int64_t *out);

/* Tells what is wrong with `for` or `until` where it is not known when it starts. */
void check_length(struct reader *r, const struct fields *fs);

/* Whether `for` or `until` is written; and whether one is, but was told to be wrong. */
bool has_length(const struct fields *fs);
bool length_is_told(const struct fields *fs);

void agenda_read(struct reader *r, const struct node *agenda);

/* A rule of repetition as it is written. */
struct rrule {
	const char *rule;  /* in capitals, without its end */
	const char *whole; /* with it */
	int count;         /* 0: it ends otherwise */
	bool has_until, has_until_time, is_until_utc;
	struct civil until; /* of which the minute counts with a time */
};

/* A rule; false, and a finding, if it is none with an end (BAD_REPEAT, TOO_MANY). Whether its parts
 * give any date is not looked at. read_rule.c */
bool rrule_read(struct reader *r, const struct node *node, struct rrule *out);

/* Whether the rule has ended by its UNTIL before a local time, or a day whose time is not known. */
bool rrule_is_over(const struct rrule *rule, const struct tz *zone, struct civil at, bool has_time);

/* Makes of the event's last session, which says `repeat`, its occurrences. Its slot is known, as
 * far as it is; `fs` are its fields. False, and a finding, if it stays a session that does not
 * repeat. read_repeat.c */
bool repeat_read(struct reader *r, const struct node *node, const struct fields *fs);

/* One session without its slot; NULL if it is none. `fs` takes its keys. */
struct session *session_read(struct reader *r, const struct node *node, struct fields *fs);

/* The fields of a session, or of an occurrence that is a copy of one, that the table alone cannot
 * read; not when it is. */
void session_fields_read(struct reader *r, const struct fields *fs, struct session *se);

/* Gives every session of the event its id, those included that were given. */
void session_ids(struct reader *r);

void deadline_read(struct reader *r, const struct node *node, struct deadline *out);
void moment_read(struct reader *r, const struct node *node, struct slot *out);

#endif
