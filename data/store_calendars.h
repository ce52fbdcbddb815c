/* SPDX-License-Identifier: ISC */
/* Calendars as the latest revision published them: rows of the store, those of no other. */
#ifndef PLENARY_STORE_CALENDARS_H
#define PLENARY_STORE_CALENDARS_H

#include "core/kept.h"
#include "data/store.h"

/* What is kept; nothing in a file that an older Plenary made and none has published to since. It
 * is that of the revision that store_latest says only within a transaction: store_begin, or
 * store_begin_reading. -1 and why. Either way kept_free ends it. */
int store_calendars(struct store *s, struct kept_calendars *out, struct err *e);

/* Keeps `now` in the place of `before`, which is what is kept; rows that say the same are not
 * written. Between store_add and store_commit. -1 and why. */
int store_keep_calendars(struct store *s, const struct kept_calendars *before,
    const struct kept_calendars *now, struct err *e);

#endif
