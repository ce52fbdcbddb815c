/* SPDX-License-Identifier: ISC */
/* Within the timetable: one item and its room. Only core/timetable*.c and core/sheet.c
 * include this. */
#ifndef PLENARY_TIMETABLE_ITEM_H
#define PLENARY_TIMETABLE_ITEM_H

#include "core/location.h"
#include "core/names.h"
#include "core/timetable.h"

/* The rooms in their one order: those of the event that are used, then what stands for the place of
 * items without a room. No two have one name, by which readers know them. */
struct timetable_rooms {
	const struct words *w;
	const struct event *event;
	struct timetable_room *items;
	size_t n;
	struct names by_name; /* name to its place in `items`, kept as a number */
	size_t *of;           /* by the place of a room in the event: its place in `items` */
};

void timetable_rooms_begin(
    struct timetable_rooms *rs, const struct words *w, const struct event *ev);

/* Fills an item but for its day; minutes are 0 if the end is not known. */
void timetable_item_of_event(struct timetable_item *it, const struct words *w,
    const struct event *ev, struct timetable_rooms *rooms);
void timetable_item_of_session(struct timetable_item *it, const struct words *w,
    const struct session *se, struct timetable_rooms *rooms);

/* An id as other programs take it: at least four of a-z, 0-9 and '_'. */
const char *timetable_acronym(struct arena *a, const char *id);

/* The address of a page or file: on the web if the site is there, else in the capsule. */
const char *timetable_url(const struct words *w, const char *path);

/* The public links by which one takes part in a session, or with `se` NULL in its event; none of
 * one that is held in a room alone. */
struct join_links timetable_joins(
    struct arena *a, const struct event *ev, const struct session *se);

/* ---- notes: timetable_notes.c ---- */

/* Where a session was before: what `moved-from:` says, else its last move. */
bool timetable_moved(const struct session *se, struct move *out);

/* The title as readers see it: with "Cancelled: " before it if it is, and likewise postponed or
 * tentative. */
const char *timetable_title(const struct words *w, const struct text *title, enum status st);

/* What has no other place in the format, a paragraph each. */
const char *timetable_notes_of_event(const struct words *w, const struct event *ev);
const char *timetable_notes_of_session(const struct words *w, const struct session *se);

#endif
