/* SPDX-License-Identifier: ISC */
/* Finding by words (SQLite FTS5). A snapshot of a site has a search of its own, which knows the
 * rows of its revision; the words are looked up in an index: the published one, over one connection
 * that all snapshots of a process share and that holds no transaction between two searches, so that
 * no checkpoint waits for it; or one in memory, made at the first search, of what is not published
 * or was by an older Plenary. Whatever is published meanwhile, only things of the snapshot are
 * found, by what it says of them; but of a snapshot more than SEARCH_BEHIND revisions behind some
 * may be missing. */
#ifndef PLENARY_DATA_SEARCH_H
#define PLENARY_DATA_SEARCH_H

#include "core/err.h"
#include "core/search.h"
#include "data/store.h"

struct search;
struct search_index;

/* Opens the published index, for any number of threads: it has a mutex. A store that is missing is
 * no failure, searches are in memory then; nor is one without an index: it may come to have one. -1
 * and why. */
int search_index_open(struct search_index **out, const char *state_dir, struct err *e);
void search_index_close(struct search_index *ix); /* after all its searches; NULL is allowed */

/* A search of a site, which outlives it. `st` is within a transaction (store_begin_reading) at the
 * site's revision, and `ix` the index of that store; NULL for either: in memory. -1 and why. */
int search_open(struct search **out, const struct site *s, struct store *st,
    struct search_index *ix, struct err *e);
void search_close(struct search *se); /* NULL is allowed */

/* Finds what has all the words and phrases that someone typed (search_terms), within one event or,
 * NULL, the site; in no order. If nothing has, the nearest words that would find something are
 * looked for. Nothing is found for nothing. May be called from any thread, and waits for others who
 * search in the same index. 0, or -1 and why; either way found_free ends it. */
int search_find(struct search *se, const char *typed, const struct event *within, struct found *out,
    struct err *e);

#endif
