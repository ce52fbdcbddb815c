/* SPDX-License-Identifier: ISC */
/* The parts of the store; only data/store*.c include this. */
#ifndef PLENARY_STORE_PRIVATE_H
#define PLENARY_STORE_PRIVATE_H

#include "data/db.h"
#include "data/store.h"

struct store {
	struct db *db;
	bool is_writer;
};

/* Its statements; their SQL stands in store.c. */
enum statement {
	Q_LATEST,
	Q_REVISION,
	Q_REVISIONS,
	Q_SOURCES,
	Q_IDENTITIES,
	Q_HISTORY,
	Q_DATA_VERSION,
	Q_FIND_SOURCE,
	Q_ADD_REVISION,
	Q_ADD_SOURCE,
	Q_ADD_REVISION_SOURCE,
	Q_ADD_IDENTITY,
	Q_CHANGES,
	Q_KEEP_CHANGES,
	Q_HAS_RECURRENCES,
	Q_RECURRENCES,
	Q_FIND_RECURRENCE,
	Q_ADD_RECURRENCE,
	Q_ADD_REVISION_RECURRENCE,
	Q_HAS_CALENDARS,
	Q_ENTRIES,
	Q_FEEDS,
	Q_KEEP_ENTRY,
	Q_DROP_ENTRY,
	Q_KEEP_FEED,
	Q_DROP_FEED,
	Q_HAS_SEARCH,
	Q_SEARCH_OF,
	Q_SET_SEARCH_OF,
	Q_SEARCH_ITEMS,
	Q_MATCH,
	Q_SEARCH_WORDS,
	Q_ADD_SEARCH_ITEM,
	Q_ADD_SEARCH_TEXT,
	Q_MARK_SEARCH_ITEM,
	Q_MARKED_SEARCH_ITEMS,
	Q_DROP_SEARCH_TEXT,
	Q_DROP_SEARCH_ITEMS,
	Q_COUNT
};

/* The row of a revision; NULL and why if there is no such revision. */
struct query *store_find_revision(struct store *s, int number, struct err *e);

/* Writes what is other than in the revision before: store_identity.c. 0, or -1 and why. */
int store_add_identities(
    struct store *s, int revision, const struct identities *ids, struct err *e);

/* Whether the file has the tables that a statement asks for: 1, 0, or -1 and why. One of an older
 * format has not, and a reader's may have got them since it was opened. */
int store_has(struct store *s, enum statement which, struct err *e);

/* The row that a query finds, by its first column, which is greater than 0; 0 when there is none.
 * The row that a query adds. Both -1 when the query is NULL, or failed and why. */
int64_t store_found_row(struct query *q, struct err *e);
int64_t store_added_row(struct store *s, struct query *q, struct err *e);

/* The dates of its rules of repetition: store_repeats.c. 0, or -1 and why. */
int store_read_repeats(struct store *s, int revision, struct sources *out, struct err *e);
int store_add_repeats(struct store *s, int revision, const struct sources *src, struct err *e);

#endif
