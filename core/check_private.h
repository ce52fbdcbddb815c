/* SPDX-License-Identifier: ISC */
/* The parts of the checks; only core/check*.c include this. */
#ifndef PLENARY_CHECK_PRIVATE_H
#define PLENARY_CHECK_PRIVATE_H

#include "core/check.h"

/* ---- what holds for many rules ---- */

/* Whether a slot takes up time that is known, and what has it is neither cancelled nor postponed.
 * Without an end it takes up the moment at which it begins. */
bool slot_takes_time(const struct slot *sl, enum status st);

/* A title, else the id, in the site's first language, as it may stand in a finding. */
const char *check_session_words(struct findings *f, const struct session *se, const char *lang);

/* "line 12", or "forum.yaml:12" if that is another file than `here`. */
const char *check_place_words(
    struct findings *f, const struct place *here, const struct place *other);

bool check_is_same_file(const char *a, const char *b);

/* "10:00": an instant in a zone. */
const char *check_time_words(struct findings *f, const struct tz *zone, int64_t utc);

/* Findings of one rule of which one mistake may make hundreds: the first few are told, the last of
 * these says how many more there are. Begin with {.f, .rule}. */
enum { BATCH_MAX = 5 };

struct batch {
	struct findings *f;
	enum rule rule;
	size_t n;
	struct {
		struct place at;
		const char *what, *todo;
	} items[BATCH_MAX];
};

/* Adds a finding, unless it is not to be told; its words are copied. */
void batch_add(struct batch *b, struct place at, const char *todo, const char *what, ...)
    __attribute__((format(printf, 4, 5)));

/* Tells of what was added, and begins anew. */
void batch_tell(struct batch *b);

/* A text of a site, and whose it is. */
struct text_of {
	const struct text *text;
	bool is_name;                  /* of a person: the same in all languages */
	bool is_prose;                 /* in CommonMark, of many lines */
	bool is_abstract;              /* the prose that a page begins with */
	const struct event *event;     /* NULL: of the site, or of a person */
	const struct session *session; /* NULL: of the event */
};

typedef void text_fn(void *arg, const struct text_of *t);

/* Calls for every text that readers see, in the order of the model. */
void check_each_text(const struct site *s, text_fn *fn, void *arg);

/* ---- walks between venues (check_walk.c) ---- */

/* One who goes from one session to the next: a person, the audience of a track, or all. */
struct walk {
	const struct session *from, *to;
	const char *who; /* as it may stand after "for" */
};

struct walks {
	struct walk *items; /* in the arena of the findings */
	size_t n;
};

/* Adds a walk if the sessions are in two venues of one event and there is too little time. */
void walks_add(struct walks *w, struct findings *f, const struct session *from,
    const struct session *to, const char *who);

/* Tells of them, those between the same two sessions together. */
void walks_tell(struct walks *w, const char *lang, struct findings *f);

/* ---- the rules ---- */

void check_dates(const struct site *s, struct findings *f);
void check_twice(const struct site *s, struct findings *f);
void check_past(const struct site *s, int64_t now, struct findings *f);
void check_people(const struct site *s, struct findings *f, struct walks *walks);
void check_flows(const struct site *s, struct findings *f, struct walks *walks);
void check_rooms(const struct site *s, struct findings *f);
void check_languages(const struct site *s, struct findings *f);
void check_translations(const struct site *s, struct findings *f);
void check_interpretation(const struct site *s, struct findings *f);
void check_lengths(const struct site *s, struct findings *f);
void check_look(const struct site *s, struct findings *f);
void check_links(const struct site *s, struct findings *f);

#endif
