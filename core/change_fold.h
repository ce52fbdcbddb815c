/* SPDX-License-Identifier: ISC */
/* What several revisions changed together. */
#ifndef PLENARY_CHANGE_FOLD_H
#define PLENARY_CHANGE_FOLD_H

#include "core/change.h"

/* The net of changes that are listed from the newest revision to the oldest, all under the names
 * that things have now: a title that was changed twice is one change, what came and went again is
 * none, what went and came again is compared with what it was. An entry's net change has the number
 * and the moment of its newest one, and no details. In the arena; its order is that in which the
 * entries are first found. Texts are borrowed.
 *
 * It is what changes_find finds between the first and the last of them, except where a change does
 * not keep both sides: people, tracks, texts and links that changed and changed back count as
 * changed, and so does a place whose address did while its rooms are as they were; of what went and
 * came again only title, time, rooms and status are compared; and what was private in between is
 * new, or stays withdrawn. */
struct changes changes_fold(struct arena *a, const struct change *items, size_t n);

/* How grave a change is for who goes there, from 0: moved, cancelled, postponed, …, only texts. */
int change_gravity(const struct change *c);

#endif
