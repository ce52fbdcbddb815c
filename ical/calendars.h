/* SPDX-License-Identifier: ISC */
/* The calendars of a site (RFC 5545, RFC 7986), as the readers in use want them. An entry is
 * written once a language, when it is published, and joined into each calendar that shows it: head,
 * VTIMEZONEs, entries, END. They say only what a public view of the site has, and nothing depends
 * on the clock.
 *
 * DTSTAMP and LAST-MODIFIED of an entry move when anything else in it changed, and then only; the
 * LAST-MODIFIED of a calendar when anything else in the file changed, be it that an entry left it.
 * A stamp that moves is later than it was, though two revisions may be of one second.
 *
 * A path that once had a calendar goes on having one: that of what it was, if it has another name
 * now; that in the first language, if its own was given up; else an empty one, which says no more
 * than whose site it is, for FEED_EMPTY_DAYS. */
#ifndef PLENARY_CALENDARS_H
#define PLENARY_CALENDARS_H

#include "core/buf.h"
#include "core/err.h"
#include "core/feeds.h"
#include "core/kept.h"
#include "core/model.h"
#include "core/path.h"

enum {
	CALENDAR_BYTES_MAX = 64 * 1024 * 1024, /* of one calendar */
	FEED_EMPTY_DAYS = 365
};

struct calendars;

/* The calendars of a revision to be published after the one of which `before` is what was kept.
 * The site needs its identities; site and `before` are borrowed. 0, or -1 and why. */
int calendars_make(struct calendars **out, const struct site *s,
    const struct kept_calendars *before, struct err *e);

/* The calendars of the revision of which `kept` is what was kept, as they were published. An entry
 * that was not kept is as of the revision that last changed it. Site and `kept` are borrowed. 0, or
 * -1 and why. */
int calendars_read(
    struct calendars **out, const struct site *s, const struct kept_calendars *kept, struct err *e);

void calendars_free(struct calendars *c); /* NULL is allowed */

/* What there is to be kept of them, with a row for each calendar; borrowed. */
const struct kept_calendars *calendars_kept(const struct calendars *c);

/* ---- one of them, piece by piece ---- */

/* Its memory does not grow with the calendar. Several may be under way at once, also in several
 * threads. */
struct calendar_pieces {
	size_t n; /* bytes in all */
	const struct calendars *of;
	struct place_in_site at; /* PATH_NONE: an empty one */
	const char *lang;
	struct buf head;
	struct feed_walk walk;
	enum { CALENDAR_HEAD, CALENDAR_ENTRIES, CALENDAR_ENDED } next;
};

/* Begins the calendar at a place: 0; 1 when the place is no calendar; -1 when memory is out or it
 * is larger than CALENDAR_BYTES_MAX. Only what began needs an end. */
int calendar_begin(
    struct calendar_pieces *p, const struct calendars *c, const struct place_in_site *at);

/* The same of the calendar at a path, for which a path that once had one suffices. */
int calendar_begin_path(struct calendar_pieces *p, const struct calendars *c, const char *path);

/* The next piece and its length, borrowed until calendar_end or calendars_free; 0 after the last.
 */
size_t calendar_next(struct calendar_pieces *p, const char **piece);

/* Back to the first piece. */
void calendar_rewind(struct calendar_pieces *p);
void calendar_end(struct calendar_pieces *p);

/* Writes one that nothing was kept of, whole. 0; 1 and -1 as calendar_begin, -1 too when it became
 * larger than the buffer's maximum. */
int calendar_write(struct buf *out, const struct site *s, const struct place_in_site *at);

#endif
