/* SPDX-License-Identifier: ISC */
/* Within the writer: what its parts share. From outside there is only write.h. Each function makes
 * pieces of YAML (yaml_write.h) in the writer's arena, of default values none: NULL. */
#ifndef PLENARY_WRITER_H
#define PLENARY_WRITER_H

#include "core/finding.h"
#include "core/model.h"
#include "data/yaml_write.h"

struct writer {
	struct arena *a;
	const struct site *site;
	const struct event *event; /* NULL: site.yaml is written */
	const char *lang;          /* of texts that stand alone */
	const struct findings *notes;
};

/* The language of texts that stand alone: that of the reader. */
const char *write_language(const struct site *s);

/* ---- values ---- */

struct piece *write_word(struct writer *w, const char *s);
struct piece *write_string(struct writer *w, const char *s); /* NULL for NULL */
struct piece *write_text(struct writer *w, const struct text *t, enum piece_kind kind);
struct piece *write_choice(struct writer *w, const char *const *words, int value, int usual);
struct piece *write_yes(struct writer *w, bool yes);
struct piece *write_count(struct writer *w, int n);
struct piece *write_strings(struct writer *w, const char *const *s, size_t n);
struct piece *write_links(struct writer *w, const struct link *links, size_t n);
struct piece *write_join(struct writer *w, const char *url, enum visibility v);
struct piece *write_organisations(
    struct writer *w, const struct organisation *const *orgs, size_t n);

/* What is allowed, for `allow:`. */
struct piece *write_rules(struct writer *w, const enum rule *rules, size_t n);

/* A finding as the words of a comment. */
const char *note_words(struct writer *w, const struct finding *f);

/* A map that has no more than its short form's key stands as that alone. */
struct piece *write_short(struct piece *map, const char *key);

/* ---- times ---- */

/* HH:MM in the event's zone, with the offset where the clocks show it twice. */
struct piece *write_at(struct writer *w, int64_t start);

/* Whether an end can be said: it is after the start, and not by more than 31 days. */
bool has_end_to_say(const struct slot *slot);
struct piece *write_for(struct writer *w, const struct slot *slot);
struct piece *write_duration(struct writer *w, int64_t minutes); /* NULL for 0 */

struct piece *write_dates(struct writer *w, const struct span *span);
struct piece *write_deadline(struct writer *w, const struct deadline *d);
struct piece *write_moment(struct writer *w, const struct slot *slot);

/* The day in the event's zone on which a session is listed; year 0: on none. */
struct date slot_day(const struct writer *w, const struct slot *slot);

/* ---- the agenda ---- */

/* A session with the id that must be written, or NULL where the reader makes the same. */
struct planned {
	const struct session *session;
	const char *id;
	size_t order; /* in the model */
};

/* Sessions in the order in which they will be read. */
struct order {
	struct planned **all;
	size_t n;
};

/* A session, a group of what begins together, or a list of what runs one after another. */
struct item {
	enum item_kind { ITEM_SESSION, ITEM_GROUP, ITEM_LIST } kind;
	struct planned *planned; /* SESSION */
	int64_t start;           /* of the first session */
	bool says_at;
	bool alone; /* SESSION: says when it begins, because those around it only happen to fit */
	struct item **items; /* GROUP, LIST */
	size_t n;
};

/* Sessions of one day, sorted by time, those without one first, as a LIST of what chains well. */
struct item *items_plan(struct arena *a, struct planned **sessions, size_t n);

/* Sessions of no day, as a LIST in their order. */
struct item *items_plain(struct arena *a, struct planned **sessions, size_t n);

/* What is listed under one day; year 0: under none. */
struct day_plan {
	struct date day;
	struct item *items;
};

/* Plans the days of some sessions, those of no day last; and puts them in the order in which they
 * will be read. */
struct day_plan *days_plan(
    struct writer *w, struct session *const *sessions, size_t n, size_t *ndays);
void days_order(struct writer *w, const struct day_plan *days, size_t n, struct order *out);

/* What stands under `agenda:`. */
struct piece *write_days(struct writer *w, const struct day_plan *days, size_t n);

/* Which ids must be written for sessions in the order in which they will be read. */
void ids_plan(struct writer *w, const struct order *order);

struct piece *write_session(struct writer *w, const struct planned *p, bool says_at);

/* ---- the event ---- */

/* The root of its file, with `people:`, and without its agenda. */
struct piece *write_head(struct writer *w, struct piece *people);

/* ---- people ---- */

/* `people:` of the event; `order` is that in which its sessions will be read. */
struct piece *write_people(struct writer *w, const struct order *order);
struct piece *write_person(struct writer *w, const struct person *p);

#endif
