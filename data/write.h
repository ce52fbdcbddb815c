/* SPDX-License-Identifier: ISC */
/* The writer: the agenda back to the YAML that an organiser would like to edit. What it writes is
 * read again as the same agenda, and written again byte for byte. */
#ifndef PLENARY_WRITE_H
#define PLENARY_WRITE_H

#include "core/buf.h"
#include "core/err.h"
#include "core/finding.h"
#include "core/model.h"
#include "data/source.h"

/* Writes the event file of `ev`: its own people with their names, those of site.yaml or of another
 * event by their ids; its sessions by day and time, whatever their order in the model. A person is
 * its own whose place is nowhere or in one of its files. Times are whole minutes; an end that is
 * not after the start, or more than 31 days, is left out. Each note of `notes` (may be NULL) whose
 * place is that of a session becomes a comment above it, each other a comment at the top. 0, or -1
 * when memory is out or the buffer full. */
int event_write(
    struct buf *out, const struct site *s, const struct event *ev, const struct findings *notes);

/* Writes site.yaml: what the whole programme has in common, and the people who are of no event.
 * `heading` (may be NULL) becomes a comment at the top. 0, or -1 as above. */
int site_file_write(struct buf *out, const struct site *s, const char *heading);

/* Writes an event into files that can be read: EVENT.yaml, and when that would be larger than
 * WRITE_BYTES_MAX the rest of its days into EVENT-2.yaml and so on, which continue it. Adds them to
 * `out`. 0, or -1 and why. */
int event_write_files(struct sources *out, const struct site *s, const struct event *ev,
    const struct findings *notes, struct err *e);

enum { WRITE_BYTES_MAX = 900 * 1024 }; /* of one file; what is edited by hand grows */

#endif
