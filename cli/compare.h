/* SPDX-License-Identifier: ISC */
/* What participants would see change from a published revision to other sources: a folder's, or
 * those of another revision. */
#ifndef PLENARY_COMPARE_H
#define PLENARY_COMPARE_H

#include "core/err.h"
#include "core/model.h"
#include "core/rename.h"
#include "core/tz.h"
#include "data/source.h"
#include "data/store.h"

/* Two public views, and what differs between them. */
struct comparison {
	struct site *old; /* NULL: nothing was published */
	struct site *now;
	struct identities before; /* at the revision */
	struct renames renames;
	struct findings findings; /* what is wrong with `was` */
	struct changes changes;
};

/* Compares revision `revision` (0: none) with `sources`, which read as `whole`: all of it, private
 * things too; `of_revision` is the published one that they are of, 0 for a folder's. The changes
 * live in the arena. -1 and why. Either way comparison_free ends it. */
int comparison_make(struct comparison *c, struct store *st, int revision,
    const struct sources *sources, int of_revision, const struct site *whole, struct tzdb *db,
    struct arena *a, struct err *e);

void comparison_free(struct comparison *c);

#endif
