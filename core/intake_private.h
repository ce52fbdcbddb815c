/* SPDX-License-Identifier: ISC */
/* The parts of the intake; only core/intake*.c include this. */
#ifndef PLENARY_INTAKE_PRIVATE_H
#define PLENARY_INTAKE_PRIVATE_H

#include "core/ids.h"
#include "core/intake.h"
#include "core/names.h"

struct intake_tally {
	enum rule rule;
	struct place at;
	const char *what, *todo;
	size_t n;
};

/* An event in the making. */
struct intake_work {
	struct intake *in;
	struct site *site;
	struct arena *a; /* the site's */
	struct event *event;
	const char *lang;                   /* of all texts */
	struct names rooms, tracks, people; /* by the name or number they are known by */
};

/* Makes the event of what was read, in intake.site: intake_make.c. */
void intake_make(struct intake *in);

/* ---- texts: intake_text.c ---- */

/* One line in which HTML's entities are characters; NULL if nothing is left. What was mended is
 * told, with `at`. In the site's arena, as all that follows. */
const char *intake_line(struct intake_work *w, struct place at, const char *s);

/* CommonMark of an abstract and a description, of which one may repeat the other. */
const char *intake_prose(
    struct intake_work *w, struct place at, const char *abstract, const char *description);

/* The model's text of a string; none for NULL. */
struct text intake_text(struct intake_work *w, const char *s);

/* An address that our reader takes, made whole if need be; NULL, and told, if it is none. */
const char *intake_url(struct intake_work *w, struct place at, const char *s);

/* ---- rooms, tracks, people, links: intake_things.c ---- */

void intake_things(struct intake_work *w);
void intake_refs(struct intake_work *w, const struct intake_entry *en, struct session *se);

/* ---- times: intake_time.c ---- */

void intake_zone(struct intake_work *w);
void intake_slot(struct intake_work *w, const struct intake_entry *en, struct slot *out);
void intake_dates(struct intake_work *w);

/* ---- what is in each other's way: intake_clash.c ---- */

void intake_clashes(struct intake_work *w);

/* ---- ids: intake_id.c ---- */

/* An id of `s`, or else of `otherwise`, that none of `ids` is, and is put there. */
const char *intake_id(struct intake_work *w, struct ids *ids, const char *s, const char *otherwise);

/* Gives every session its id; `entries` stand in the order of the event's sessions. */
void intake_session_ids(struct intake_work *w, struct intake_entry *const *entries);

void intake_event_id(struct intake_work *w);

#endif
