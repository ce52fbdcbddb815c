/* SPDX-License-Identifier: ISC */
/* Where something is, as calendars say it in LOCATION (RFC 5545 section 3.8.1.7). Identity goes by
 * it, too: what is elsewhere than was said has a raised SEQUENCE. */
#ifndef PLENARY_LOCATION_H
#define PLENARY_LOCATION_H

#include "core/words.h"

/* The public links to take part online: the session's, those of its rooms, else the event's. */
struct join_link {
	const char *url;         /* borrowed */
	const struct room *room; /* whose it is; NULL: the session's or event's own */
};

struct join_links {
	struct join_link *of; /* in the arena */
	size_t n;
};

struct join_links location_joins(struct arena *a, const struct event *ev, const struct session *se);

/* Where a session is, or with `se` NULL its event, on one line: rooms, venue, address; of what is
 * online only the link, which many readers look for here, and of what is both, both; "" if that is
 * not known. In the arena of the words. */
const char *location_of(const struct words *w, const struct event *ev, const struct session *se);

#endif
