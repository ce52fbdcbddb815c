/* SPDX-License-Identifier: ISC */
/* Findings as people and programs read them. */
#ifndef PLENARY_TELL_H
#define PLENARY_TELL_H

#include "cli/options.h"
#include "core/excerpt.h"
#include "core/finding.h"
#include "data/source.h"

#include <stdio.h>

/* Findings to be told. */
struct telling {
	const struct findings *findings; /* sorted */
	const struct sources *sources;   /* the files they are about */
	const char *dir;                 /* stands before the names of these */
};

/* Writes all findings and how many there are to `f`.
 *
 * TEXT: each as finding_format has it, on one line, or wrapped if `f` is a terminal; below it,
 * indented, the line of the file with the place marked. Nothing when there is no finding.
 * JSON: one object. GITHUB: workflow commands of GitHub Actions, which annotate the files. */
void tell_findings(FILE *f, const struct telling *t, enum output format);

/* ---- within cli/tell*.c ---- */

/* A reader of the files, for findings in their order. */
struct tell_source {
	const char *name; /* of the file last looked at */
	bool is_there;    /* it is among the sources */
	struct excerpt excerpt;
};

/* Goes to where a finding is. False if that is no line of a file. */
bool tell_seek(struct tell_source *s, const struct telling *t, const struct finding *fi);

/* "2 errors, 1 warning (5 not shown)" on a line; nothing when there are none. */
void tell_count(FILE *f, const struct findings *fs);

void tell_json(FILE *f, const struct telling *t);
void tell_github(FILE *f, const struct telling *t);

#endif
