/* SPDX-License-Identifier: ISC */
/* The parts of the findings; only core/finding*.c include this. */
#ifndef PLENARY_FINDING_PRIVATE_H
#define PLENARY_FINDING_PRIVATE_H

#include "core/finding.h"

/* Whether an `allow` covers the place, or one that the next finding is about; each that does is
 * then used. */
bool finding_is_allowed(struct findings *f, enum rule rule, struct place at);

/* Counts `by` more findings of a severity. */
void finding_tally(struct findings *f, enum severity severity, int by);

/* The name of a file that lives as long as the findings. */
const char *finding_file(struct findings *f, const char *file);

/* Forgets findings[i]. */
void finding_drop(struct findings *f, size_t i);

#endif
