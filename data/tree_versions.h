/* SPDX-License-Identifier: ISC */
/* The versions in a folder of published trees; only data/tree*.c include this. */
#ifndef PLENARY_TREE_VERSIONS_H
#define PLENARY_TREE_VERSIONS_H

#include "core/err.h"

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

/* In the folder: `current`, the versions, `.lock`, and while at work `.new-…` (being written),
 * `.old-…` (being removed) and `.link` (about to be `current`). A version of ours has a marker in
 * it, the first file written and the last one removed: nothing without it is ever deleted. A
 * version whose name is taken is called NAME+1, NAME+2, …: no name of a version has a '+'. */
#define TREE_CURRENT "current"
#define TREE_LOCK    ".lock"
#define TREE_MARKER  ".plenary"
#define TREE_NEW     ".new-"
#define TREE_OLD     ".old-"
#define TREE_LINK    ".link"

enum { VERSION_MAX = 64 }; /* bytes of a version's name */

/* Whether the `n` bytes may be a version's name: letters, digits, '.', '-'. */
bool version_name_is_valid(const char *name, size_t n);

/* Whether it is a folder that we made. */
bool version_is_ours(int dir, const char *folder);

/* Where `current` in `dir` leads: 1 and the name of a folder, 0 when there is none, -1 and why when
 * it is something we did not make. `path` is that of `dir`, for messages. */
int version_current(int dir, char to[NAME_MAX + 1], const char *path, struct err *e);

/* Removes a version of ours; by way of another name, so that half of it is never taken for one. */
void version_remove(int dir, const char *folder);

/* Removes what is left of killed runs and, if `versions`, the versions that are neither `keep` nor
 * `keep_too`. Whatever cannot be removed stays. */
void versions_sweep(int dir, bool versions, const char *keep, const char *keep_too);

#endif
