/* SPDX-License-Identifier: ISC */
/* From the folder or the store to an agenda that can be shown. */
#ifndef PLENARY_LOAD_H
#define PLENARY_LOAD_H

#include "core/err.h"
#include "core/finding.h"
#include "core/model.h"
#include "core/tz.h"
#include "data/source.h"
#include "data/store.h"

enum { SCRATCH_MAX = 64 * 1024 * 1024 /* bytes of an arena for one command's own needs */ };

/* The moment now: $PLENARY_NOW if it is set, else the clock. */
int64_t load_now(void);

/* Whether $PLENARY_NOW, if it is set, is an RFC 3339 time. */
bool load_clock_is_right(void);

/* Everything that one reading of a folder gives. */
struct folder {
	struct tzdb *db;
	struct arena *arena; /* of the findings */
	struct findings findings;
	struct sources sources;
	struct site *site;
};

/* Reads and checks a folder; findings are sorted. -1 and why when that could not be done at all. */
int folder_load(struct folder *f, const char *dir, struct err *e);

/* The same of a revision's sources, as if they were a folder. They were checked when they were
 * published: the findings are only those of reading. */
int folder_load_revision(struct folder *f, struct store *st, int number, struct err *e);

void folder_free(struct folder *f);

/* Whether it may be published: no error, and if `strict` no warning. */
bool folder_is_good(const struct folder *f, bool strict);

/* The zone of a name that was asked for; NULL for NULL. -1 and why when there is none. */
int load_zone(const struct tz **zone, struct tzdb *db, const char *name, struct err *e);

/* What stands before file names in findings: "dir/", or "" for the folder one is in. */
const char *dir_prefix(struct arena *a, const char *dir);

/* Reads a revision's sources; all of it, private things too, without identities. */
int revision_read(struct site **out, struct store *st, int number, struct tzdb *db, struct err *e);

#endif
