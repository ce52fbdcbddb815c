/* SPDX-License-Identifier: ISC */
/* The store: numbered revisions and the identity of every entry, in one SQLite file. A revision is
 * never altered. Of what is derived the changes are here, which may go and be found again, and
 * of the latest revision the calendars (store_calendars.h) and what is searched
 * (store_search.h). */
#ifndef PLENARY_STORE_H
#define PLENARY_STORE_H

#include "core/arena.h"
#include "core/change.h"
#include "core/err.h"
#include "core/tz.h"
#include "data/source.h"

#include <stdbool.h>
#include <stdint.h>

struct store;
struct history; /* history.h */

struct revision {
	int number;          /* from 1 */
	int64_t moment;      /* seconds since 1970; never before that of the revision before it */
	const char *summary; /* what changed, in English */
};

enum store_mode {
	STORE_READ, /* must exist; not written to */
	STORE_LOOK, /* the same for a moment, leaving no trace in the folder; see DB_LOOK */
	STORE_WRITE /* made if missing: file 0600, its folder 0700 */
};

/* Opens `plenary.db` in the state folder. A file of a newer Plenary, of another program, or
 * damaged is refused and left as it is. -1 and why. But in STORE_WRITE a missing file is
 * `*out` = NULL and 0. */
int store_open(struct store **out, const char *state_dir, enum store_mode mode, struct err *e);

/* A store in memory alone, empty; -1 and why. */
int store_open_memory(struct store **out, struct err *e);

void store_close(struct store *s); /* NULL is allowed */

/* How long to wait for another connection, in milliseconds; 5000 when not told. */
void store_set_wait(struct store *s, int ms);

/* What is read from here to store_abort is all of one moment, whatever is published meanwhile. */
int store_begin_reading(struct store *s, struct err *e);

/* Number of the latest revision, 0 when there is none; -1 and why. */
int store_latest(struct store *s, struct err *e);

/* A number that differs when another connection has committed since it was last asked. */
int store_version(struct store *s, uint32_t *version, struct err *e);

/* Sources of a revision. */
int store_sources(struct store *s, int revision, struct sources *out, struct err *e);

/* One revision's row, its summary in the arena. */
int store_revision(
    struct store *s, int number, struct arena *a, struct revision *out, struct err *e);

/* All revisions, oldest first, in the arena. */
int store_revisions(
    struct store *s, struct arena *a, struct revision **out, size_t *n, struct err *e);

/* The identities as they were at a revision (0: none), in the arena. */
int store_identities(
    struct store *s, int revision, struct arena *a, struct identities *out, struct err *e);

/* The identities of all revisions to this one, appended in the arena (history_end comes next). */
int store_history(struct store *s, int revision, struct arena *a, struct history *h, struct err *e);

/* Whether it can be written to. */
bool store_is_written(const struct store *s);

/* What changed in a revision, as kept, in the arena, without details: 1; 0 when it is not kept, or
 * not as this Plenary and the zones of `db` would find it. */
int store_changes(struct store *s, int revision, struct tzdb *db, struct arena *a,
    struct changes *out, struct err *e);

/* Keeps it; nothing happens where the store is only read, or it is too much to be worth it. */
int store_keep_changes(struct store *s, int revision, const struct changes *c, struct err *e);

/* Publishing, one transaction: begin takes the write lock (a second publisher waits up to 5 s and
 * is then told), add writes the next revision, commit makes it stand, abort (also at close) leaves
 * all as it was. Between add and commit this connection already sees the new revision. Add refuses
 * a number that leaves a gap, a moment before the last one's, and identities that lack a known one
 * (one under another name is not lacking). */
int store_begin(struct store *s, struct err *e);
int store_add(struct store *s, const struct revision *r, const struct sources *src,
    const struct identities *ids, struct err *e);
int store_commit(struct store *s, struct err *e);
void store_abort(struct store *s);

#endif
