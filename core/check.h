/* SPDX-License-Identifier: ISC */
/* The checks that need more than one place of the YAML: what gets in each other's way, what is
 * outside its bounds, what looks forgotten. The reader has already found what is wrong in itself.
 */
#ifndef PLENARY_CHECK_H
#define PLENARY_CHECK_H

#include "core/finding.h"
#include "core/model.h"

/* Adds findings about a site that was read, drafts and private things included: the rules of
 * core/rules.h about time, about what gets in each other's way, and about what is said. Cancelled
 * and postponed sessions are in nobody's way; an interpreter, host or moderator is a person like
 * any other. `now` is what is past by. */
void site_check(const struct site *s, int64_t now, struct findings *f);

/* The part of it that finds what gets in each other's way in a room, in a track or for a person. */
void check_clashes(const struct site *s, struct findings *f);

#endif
