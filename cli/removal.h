/* SPDX-License-Identifier: ISC */
/* What vanished from the folder and may not have been meant to: asked about, never guessed. */
#ifndef PLENARY_REMOVAL_H
#define PLENARY_REMOVAL_H

#include "core/change.h"

#include <stdint.h>
#include <stdio.h>

/* Writes a question for each session that is gone while a similar one is new in its event (at the
 * same time and place, or with nearly the same title), and for each event that is gone before it
 * is over at `now`; returns how many. */
size_t removal_ask(FILE *f, const struct changes *c, const struct site *old, int64_t now);

#endif
