/* SPDX-License-Identifier: ISC */
/* The parts of the intake; only core/intake*.c include this. */
#ifndef PLENARY_INTAKE_PRIVATE_H
#define PLENARY_INTAKE_PRIVATE_H

#include "core/ids.h"
#include "core/intake.h"
#include "core/names.h"

enum { TALLY_LINES = 8 };

struct intake_tally {
	enum rule rule;
	struct place at;
	const char *what, *todo;
	size_t n;
	int lines[TALLY_LINES]; /* after the first, that are told */
	size_t nlines;
	int last; /* line */
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

/* Makes all rooms, tracks and people that sessions name. */
void intake_things(struct intake_work *w);

/* Puts those of one entry, and its links, into its session. */
void intake_refs(struct intake_work *w, const struct intake_entry *en, struct session *se);

/* ---- times: intake_time.c ---- */

/* Sets the event's zone: asked for, said, that of the city, or one that has all offsets. */
void intake_zone(struct intake_work *w);

/* When an entry is; what is not said or cannot be is left open, and told. */
void intake_slot(struct intake_work *w, const struct intake_entry *en, struct slot *out);

/* Sets the event's dates so that all its sessions are on them. */
void intake_dates(struct intake_work *w);

/* ---- what is in each other's way: intake_clash.c ---- */

/* Gives `allow` to sessions that overlap in a room or for a person, so that they can be published.
 */
void intake_clashes(struct intake_work *w);

/* ---- ids: intake_id.c ---- */

/* An id of `s`, or else of `otherwise`, that none of `ids` is, and is put there. */
const char *intake_id(struct intake_work *w, struct ids *ids, const char *s, const char *otherwise);

/* Gives every session its id; `entries` stand in the order of the event's sessions. */
void intake_session_ids(struct intake_work *w, struct intake_entry *const *entries);

/* The event's: asked for, or of its acronym or title; none that Plenary's own pages have. */
void intake_event_id(struct intake_work *w);

#endif
