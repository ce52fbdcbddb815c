/* SPDX-License-Identifier: ISC */
/* Changes as they are printed: in words for people, in JSON for programs. */
#ifndef PLENARY_CHANGES_H
#define PLENARY_CHANGES_H

#include "cli/compare.h"
#include "cli/options.h"

#include <stdio.h>

/* Writes what differs from revision `from` (0: nothing) to revision `to` (0: a folder), each
 * change with its details. In words, "no difference …" is said if there is none. -1 and why when
 * it is too much. */
int changes_print(
    FILE *f, const struct comparison *c, int from, int to, enum output format, struct err *e);

#endif
