/* SPDX-License-Identifier: ISC */
/* A revision as the public may see it. */
#ifndef PLENARY_REVISION_H
#define PLENARY_REVISION_H

#include "cli/compare.h"
#include "core/change.h"
#include "core/err.h"
#include "core/model.h"
#include "core/tz.h"
#include "data/source.h"
#include "data/store.h"

#include <stdbool.h>

/* Whether the word may name a revision: a number from 1, or "latest". If not, says so. */
bool revision_is_named(const char *word);

/* The number of the revision that such a word names; -1 and why when the store, NULL if there is
 * none in the folder `state`, does not have it. */
int revision_find(struct store *st, const char *word, const char *state, struct err *e);

/* Reads a revision as the public may see it: with identities, with what is gone but not long
 * over, and with the changes of the revisions before (past_changes.h). -1 and why. */
int revision_load(struct site **out, struct store *st, int number, struct tzdb *db, struct err *e);

/* Makes the same of what was compared, `c->now`, when the store has it as its latest revision:
 * nothing is read again. `c->old` is freed. -1 and why. */
int revision_of_comparison(struct comparison *c, struct store *st, struct tzdb *db, struct err *e);

/* Reads sources without errors as the public would see them if they were published now, at `now`,
 * after revision `latest` of the store (0: nothing is published, `st` may be NULL). The site's
 * revision is 0, and so is that of its newest changes. `*changes` is all that differs from
 * `latest`, what was made private too; it lives with the site. -1 and why. */
int unpublished_load(struct site **out, struct changes *changes, const struct sources *src,
    struct store *st, int latest, int64_t now, struct tzdb *db, struct err *e);

#endif
