/* SPDX-License-Identifier: ISC */
/* What is gone from the sources but was public: for a month after its event it stays, as cancelled,
 * in every feed and on every page. Its last words are in the revision that had it last. */
#ifndef PLENARY_GONE_H
#define PLENARY_GONE_H

#include "core/change.h"
#include "core/err.h"
#include "core/model.h"
#include "core/tz.h"
#include "data/store.h"

enum { GONE_DAYS = 31 /* how long after its event what is gone is still shown */ };

/* Adds to the public view `s` of a revision the events, sessions and deadlines that `ids` has as
 * gone and whose event is not over by GONE_DAYS at the revision's moment. Of what was withdrawn
 * (made private) only id and time are added. Earlier revisions that texts are borrowed from are
 * kept with the site. */
int gone_load(
    struct site *s, struct store *st, const struct identities *ids, struct tzdb *db, struct err *e);

/* Whether what is gone of an event with this last day is told no more at the revision's moment. */
bool is_long_gone(const struct site *s, struct date last);

#endif
