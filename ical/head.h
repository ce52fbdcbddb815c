/* SPDX-License-Identifier: ISC */
/* What a calendar says before its components. Of the folder's own use. */
#ifndef PLENARY_ICAL_HEAD_H
#define PLENARY_ICAL_HEAD_H

#include "core/path.h"
#include "ical/entry.h"

/* Writes BEGIN:VCALENDAR and what any VCALENDAR of ours says first. */
void head_begin(struct buf *out);

/* Writes head_begin and the properties of the calendar at a place, in the language of the
 * feed; of PATH_NONE those of an empty one. `modified` is its LAST-MODIFIED; NULL: none. */
void head_write(struct feed *f, const struct place_in_site *at, const int64_t *modified);

#endif
