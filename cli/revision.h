/* SPDX-License-Identifier: ISC */
/* A revision as the public may see it. */
#ifndef PLENARY_REVISION_H
#define PLENARY_REVISION_H

#include "core/err.h"
#include "core/model.h"
#include "core/tz.h"
#include "data/store.h"

enum { CHANGES_REVISIONS = 10 /* how many revisions back the pages of changes go */ };

/* Reads a revision as the public may see it: with identities, with what is gone but not long
 * over, and with the changes of the last CHANGES_REVISIONS revisions. -1 and why. */
int revision_load(struct site **out, struct store *st, int number, struct tzdb *db, struct err *e);

#endif
