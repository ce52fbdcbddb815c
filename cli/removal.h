/* SPDX-License-Identifier: ISC */
/* What vanished from the folder and may not have been meant to: asked about, never guessed. */
#ifndef PLENARY_REMOVAL_H
#define PLENARY_REMOVAL_H

#include "cli/compare.h"

#include <stdint.h>
#include <stdio.h>

/* Writes a question for each event and session that is gone while one like it is new, with the
 * line to add and where; and for each other event that is gone before it is over at `now`. Returns
 * how many. `whole` is the new site with its private things; `dir` stands before file names. */
size_t removal_ask(FILE *f, const struct comparison *c, const struct site *whole, const char *dir,
    int64_t now, struct arena *a);

#endif
