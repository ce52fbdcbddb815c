/* SPDX-License-Identifier: ISC */
/* Calendars (RFC 5545, RFC 7986), as the readers in use want them. They say only what a public view
 * of the site has, and nothing depends on the clock: DTSTAMP and LAST-MODIFIED are those of the
 * revision that last changed an entry. */
#ifndef PLENARY_FEED_H
#define PLENARY_FEED_H

#include "core/buf.h"
#include "core/model.h"
#include "core/path.h"

enum { CALENDAR_BYTES_MAX = 16 * 1024 * 1024 };

/* Writes the calendar at a place, in its language. 0; 1 when the place is none; -1 when it became
 * larger than the buffer's maximum or memory was out. The site needs its identities (a revision).
 */
int calendar_write(struct buf *out, const struct site *s, const struct place_in_site *at);

#endif
