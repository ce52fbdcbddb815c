/* SPDX-License-Identifier: ISC */
/* Which entry had which name in which revision, and when it was private: the identities of all
 * revisions together. */
#ifndef PLENARY_HISTORY_H
#define PLENARY_HISTORY_H

#include "core/arena.h"
#include "core/change.h"

/* One name of one entry, for as long as nothing about it was otherwise. */
struct past_name {
	const char *event_id, *session_id; /* as in struct identity_row */
	const char *uid;
	int from, to; /* the first and the last revision in which it was so */
	bool withdrawn;
	bool left; /* no entry has the name */
};

struct history {
	struct past_name *names; /* by name, then by `from` */
	size_t n;
	struct past_name **by_uid; /* by UID, then by `from` */
	int latest;
};

/* Appends a row; strings are borrowed. In any order. */
void history_add(struct arena *a, struct history *h, const struct past_name *row);

/* Appends the identities that a revision is going to have. */
void history_add_all(
    struct arena *a, struct history *h, const struct identities *ids, int revision);

/* Makes ready what was appended, for the look-ups below; `latest` is the newest revision. */
void history_end(struct arena *a, struct history *h, int latest);

/* Who had a name in a revision; NULL. */
const struct past_name *history_find(
    const struct history *h, const char *event_id, const char *session_id, int revision);

/* The name that an entry has in the latest revision; NULL. */
const struct past_name *history_now(const struct history *h, const char *uid);

/* Whether an entry, or the event that it was in, was private in a revision or after it. */
bool history_is_hidden_since(const struct history *h, const char *uid, int revision);

#endif
