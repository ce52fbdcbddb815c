/* SPDX-License-Identifier: ISC */
/* What is in each calendar, and which calendars there are (path.h has their names). A session that
 * is unlisted is only in its own, an event that is only in those of its own: its tracks', rooms',
 * languages' and sessions'. What is gone or was withdrawn stays where it would be, for calendars to
 * drop it. Whether something has a time at which it could be shown is not asked here. */
#ifndef PLENARY_FEEDS_H
#define PLENARY_FEEDS_H

#include "core/change.h"
#include "core/model.h"
#include "core/path.h"

/* What a calendar shows as one. */
struct feed_item {
	enum entry_kind kind;
	const struct event *ev;
	const struct session *se; /* ENTRY_SESSION */
};

/* A walk through one calendar in the order of the site; of constant size. */
struct feed_walk {
	const struct site *site;
	struct place_in_site at;
	size_t event; /* of the site's, or of those of a person */
	size_t step;  /* in it: 0 is itself, 1 its deadline, then its sessions */
};

/* Begins at the first item of a place that is a calendar; there is none in any other. */
void feed_begin(struct feed_walk *w, const struct site *s, const struct place_in_site *at);

/* The next item; false at the end. */
bool feed_next(struct feed_walk *w, struct feed_item *out);

/* Calls `each` with every calendar of the site, in each of its languages, in a stable order. Stops
 * at the first call that returns non-zero and returns it; -1 too when memory is out. */
int feeds_each(
    const struct site *s, int (*each)(void *ctx, const struct place_in_site *at), void *ctx);

#endif
