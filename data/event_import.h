/* SPDX-License-Identifier: ISC */
/* One event file of ours on its own, to be written anew. */
#ifndef PLENARY_EVENT_IMPORT_H
#define PLENARY_EVENT_IMPORT_H

#include "core/err.h"
#include "core/finding.h"
#include "core/model.h"
#include "core/tz.h"
#include "data/repeats.h"

/* Reads an event file, and the files that continue it. With a site.yaml beside it, the folder is
 * read, so that people, organisations and series are those of the site; without one, texts alone
 * are in English and times in UTC unless the file says otherwise. What is wrong with the event or
 * with site.yaml is added to `f`, and what cannot be kept: comments, which are in no agenda. `*out`
 * is the caller's to site_free and holds `*ev`; zones point into `db`, and `repeat` finds the dates
 * of rules. -1 and why when there is no such event; `f` may tell more. */
int event_import(struct site **out, const struct event **ev, const char *path, struct tzdb *db,
    repeat_find *repeat, struct findings *f, struct err *e);

#endif
