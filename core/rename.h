/* SPDX-License-Identifier: ISC */
/* What got another id: an entry whose identity goes on under another name, because `was:` says so,
 * or because it has a name again that it had before. */
#ifndef PLENARY_RENAME_H
#define PLENARY_RENAME_H

#include "core/change.h"

/* One entry. Session ids are those of identity rows: IDENTITY_EVENT and IDENTITY_DEADLINE, too. */
struct rename {
	const char *old_event, *old_session, *event, *session;
	/* What is private now and has a new name keeps, for all that is out, the one that was
	 * public, in what its event is called now; NULL where the new name may be told. */
	const char *kept_event, *kept_session;
};

struct renames {
	struct rename *items;   /* sorted by the name now */
	struct rename **by_old; /* the same, sorted by the name before */
	size_t n;
	size_t nkept; /* of them, those that keep a name */
};

/* What the sources `now`, all of them, private things too, rename of what is known. An event takes
 * all its rows along. A `was` that names nothing known, or what is still there, or what another has
 * taken, is told of in `f` (BAD_WAS) and leaves things as they are. Where the entry itself is known
 * by its id, a `was` that the sources before, `old` (NULL: none), had too has done its work and
 * means nothing; a new one holds, so that two may have each other's id. What has a name that is
 * taken, and is not there any more, gets another: "was-id". In the arena. */
struct renames renames_find(struct arena *a, const struct identities *before,
    const struct site *old, const struct site *now, struct findings *f);

/* The same where `now` are the sources of an earlier revision, whose identities were `then`: each
 * is what it was then, whoever has its name meanwhile. */
struct renames renames_back(struct arena *a, const struct identities *before,
    const struct identities *then, const struct site *now);

/* The same between two published revisions, whose UIDs tell it. */
struct renames renames_between(
    struct arena *a, const struct identities *old, const struct identities *now);

/* The name before of what is called so now; the name now of what was called so. NULL if it is the
 * same, or nothing is. `r` may be NULL. */
const struct rename *rename_of_now(const struct renames *r, const char *event, const char *session);
const struct rename *rename_of_old(const struct renames *r, const char *event, const char *session);

#endif
