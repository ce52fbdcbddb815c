/* SPDX-License-Identifier: ISC */
/* Where something is, as calendars say it in LOCATION (RFC 5545 section 3.8.1.7). Identity goes by
 * it, too: what is elsewhere than was said has a raised SEQUENCE. */
#ifndef PLENARY_LOCATION_H
#define PLENARY_LOCATION_H

#include "core/words.h"

/* Where a session is, or with `se` NULL its event, on one line: rooms, venue, address, or that it
 * is online; "" if that is not known. In the arena of the words. */
const char *location_of(const struct words *w, const struct event *ev, const struct session *se);

#endif
