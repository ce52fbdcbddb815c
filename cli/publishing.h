/* SPDX-License-Identifier: ISC */
/* Publishing sources as the next revision, for every command that does: the order of its steps
 * makes a failure anywhere leave what is out as it was. */
#ifndef PLENARY_PUBLISHING_H
#define PLENARY_PUBLISHING_H

#include "cli/compare.h"
#include "cli/options.h"
#include "core/kept.h"
#include "ical/calendars.h"

/* What is to be published. The command fills in the first part, which is borrowed; the rest begins
 * zeroed, and publishing_end ends it. */
struct publishing {
	const struct options *options; /* state, out, expect, dry_run, accept_removal, gzip */
	struct arena *arena;           /* of the command; its landing is used meanwhile */
	struct tzdb *db;
	const struct sources *sources;
	const struct site *site; /* the sources as read: all of it, private things too */
	int of_revision;         /* whose sources they are; 0: none, they are a folder's */

	struct store *store;
	struct tree *tree;
	struct kept_calendars
	    kept; /* of the revision before, or of the one whose files are missing */
	struct calendars *calendars;
	struct comparison comparison;
	struct buf summary;
	int latest;
	bool is_kept; /* the revision stands, whatever fails after */
};

/* Whether it was not said where to write, which is then asked for. */
bool publishing_has_no_place(const struct options *o);

/* Publishes, and prints what became of it: a new revision; or nothing, when the sources are those
 * of the latest one, whose files are written if they are not out. With --dry-run it prints what it
 * would do and changes nothing. -1 and why; then nothing was published unless `is_kept`. */
int publishing_run(struct publishing *p, struct err *e);

void publishing_end(struct publishing *p);

#endif
