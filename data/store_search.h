/* SPDX-License-Identifier: ISC */
/* What can be found by words, as the latest revision published it: rows of the store, derived from
 * its public view. What is no more found stays for a few revisions, marked, so that who still
 * answers from one of them finds in it what it has. */
#ifndef PLENARY_STORE_SEARCH_H
#define PLENARY_STORE_SEARCH_H

#include "core/search.h"
#include "data/store.h"

enum { SEARCH_BEHIND = 4 /* how many revisions */ };

/* Makes the rows those of a site, a public view, which is the revision that is being published;
 * what says the same is not written. Between store_add and store_commit. -1 and why. */
int store_keep_search(struct store *s, const struct site *site, struct err *e);

/* Whether the rows are those of a revision, as this Plenary would make them: 1, 0, or -1 and why.
 * Within a transaction. */
int store_has_search(struct store *s, int revision, struct err *e);

/* Calls for each row with its number, in their order; what is only marked is left out. Without
 * texts they are NULL. 0, or -1 and why. */
int store_each_search(struct store *s, bool with_text,
    void (*each)(void *ctx, int64_t row, const struct search_item *it), void *ctx, struct err *e);

/* Calls for the row of everything that matches, an FTS5 expression, until a call returns false. 0,
 * or -1 and why. */
int store_match(struct store *s, const char *expression, bool (*each)(void *ctx, int64_t row),
    void *ctx, struct err *e);

/* Calls for every word that begins like this; those of what is only marked, too. 0, or -1 and why.
 */
int store_each_word(struct store *s, const char *begin, void (*each)(void *ctx, const char *word),
    void *ctx, struct err *e);

#endif
