/* SPDX-License-Identifier: ISC */
/* What changed in the revisions before, for a site's pages of changes and for who follows it. */
#ifndef PLENARY_PAST_CHANGES_H
#define PLENARY_PAST_CHANGES_H

#include "core/arena.h"
#include "core/change.h"
#include "core/err.h"
#include "core/history.h"
#include "core/model.h"
#include "core/tz.h"
#include "data/store.h"

enum {
	CHANGES_REVISIONS = 10,      /* whose changes are there always */
	CHANGES_REVISIONS_MAX = 200, /* as far back as they go at most, */
	CHANGES_MAX = 4000           /* and until there are so many, in whole revisions */
};

/* Public views of revisions, read where the store has not kept what changed. */
struct views {
	struct store *store;
	struct tzdb *db;
	struct site *known[2]; /* borrowed; NULL: none */
	struct site *read[2];  /* those that were read last */
};

void views_free(struct views *v);

/* Appends changes to a site's, under the names that things have now; not those of what was private
 * in their revision or later, though there may be something in its place again. */
void past_changes_append(struct site *s, const struct changes *c, int revision, int64_t moment,
    const struct history *past);

/* Appends the changes of revision `newest` and of those before it, the newest first, and notes in
 * the site how far they go. Those of the last CHANGES_REVISIONS are found anew where the store has
 * not kept them; older ones only by a writer of the store, which then keeps them. Texts are in the
 * site's arena; what nothing needs afterwards goes to `scratch`. -1 and why. */
int past_changes_load(struct site *s, struct views *v, int newest, const struct history *past,
    const int64_t *moments, struct arena *scratch, struct err *e);

#endif
