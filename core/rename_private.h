/* SPDX-License-Identifier: ISC */
/* The parts of finding renames; only core/rename*.c include this. All is in the arena. */
#ifndef PLENARY_RENAME_PRIVATE_H
#define PLENARY_RENAME_PRIVATE_H

#include "core/rename.h"

/* ---- rename.c ---- */

/* Adds that the entry of a row has another name. */
void rename_add(struct arena *a, struct renames *r, const struct identity_row *old,
    const char *event, const char *session);

/* Puts the list in order, once all are in. */
void renames_sort(struct arena *a, struct renames *r);

/* Rows sorted by UID. */
struct by_uid {
	const struct identity_row **rows;
	size_t n;
};

struct by_uid rows_by_uid(struct arena *a, const struct identities *ids);

/* The row with the UID that another has; NULL. */
const struct identity_row *rows_find_same(const struct by_uid *by, const struct identity_row *row);

/* ---- rename_names.c ---- */

/* The name that the entry of a row will have. */
struct name {
	const char *event, *session;
	bool is_taken; /* by an entry with this name */
};

struct renaming {
	struct arena *arena;
	const struct identities *before;
	const struct site *old; /* what was published last, or NULL */
	const struct site *now;
	struct findings *f;
	struct name *names; /* of each row of `before` */
};

/* Each row has its name, as before. `old` may be NULL. */
struct renaming renaming_begin(struct arena *a, const struct identities *before,
    const struct site *old, const struct site *now);

/* What has another name than before. */
struct renames renaming_end(struct renaming *g);

struct name *renaming_name(struct renaming *g, const struct identity_row *row);

/* Whether the sources have an entry by the name that the row will have. */
bool renaming_is_there(struct renaming *g, const struct identity_row *row);

/* The row that had a name, now or before; NULL. */
const struct identity_row *rename_find_known(
    const struct identities *ids, const char *event, const char *session);

/* The row whose name this was, if nothing else has it; NULL. */
const struct identity_row *renaming_find_again(
    struct renaming *g, const char *event, const char *session);

/* Gives a row the name of a session, whose event was called `old_event`. What has it makes room. */
void renaming_take_session(struct renaming *g, const struct identity_row *from,
    const struct session *se, const char *old_event);

/* Gives a row the name of an event; all that is of it, be it gone, goes along. What has its name
 * makes room. */
void renaming_take_event(
    struct renaming *g, const struct identity_row *from, const struct event *ev);

/* What an event that is there now was called. */
const char *renaming_old_event(struct renaming *g, const struct event *ev);

#endif
