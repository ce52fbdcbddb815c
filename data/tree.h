/* SPDX-License-Identifier: ISC */
/* A published tree of files: a folder a version, and one symbolic link `current` that is renamed
 * over the old one. Readers see the old tree or the new one, whole, whatever happens in between. A
 * version that we made has a file `.plenary` in it; nothing without that is ever removed. A version
 * whose name is taken gets NAME+1, NAME+2, … as its folder. */
#ifndef PLENARY_TREE_H
#define PLENARY_TREE_H

#include "core/err.h"

#include <stdbool.h>
#include <stddef.h>

struct tree;

/* Begins a new version in `dir` (made if missing): a folder with the name `name` (a file name:
 * letters, digits, '.', '-') under a temporary name. Takes a lock on `dir`: a second writer is told
 * at once. Left-overs of a killed run are removed. -1 and why. */
int tree_begin(struct tree **out, const char *dir, const char *name, struct err *e);

/* Writes one file; `path` is relative, without "..", folders in it are made. Files are 0644,
 * folders 0755. A file that is in the version that `current` leads to with the same bytes is not
 * written again but shared with it (a hard link), where the file system can. */
int tree_put(struct tree *t, const char *path, const void *bytes, size_t n, struct err *e);

/* Contents that come in pieces, the same ones each time. */
struct tree_pieces {
	void *ctx;
	size_t n;                                      /* bytes in all */
	void (*rewind)(void *ctx);                     /* back to the first piece */
	size_t (*next)(void *ctx, const char **piece); /* borrowed until the next; 0 at the end */
};

/* The same as tree_put of contents that nobody has in one place. */
int tree_put_pieces(
    struct tree *t, const char *path, const struct tree_pieces *pieces, struct err *e);

/* From now on a file whose contents are text has another beside it, NAME.gz, unless that would be
 * no smaller. -1 and why. */
int tree_gzip(struct tree *t, struct err *e);

/* What is written from now on need not outlive a power cut. */
void tree_no_sync(struct tree *t);

/* Syncs all and gives the folder its name: what is left for tree_commit can hardly fail. Files
 * can be put no more. */
int tree_seal(struct tree *t, struct err *e);

/* Turns `current` to the sealed version. Versions older than the one before it are removed
 * afterwards; that they could not be is no failure. */
int tree_commit(struct tree *t, struct err *e);

/* Ends it; what was not committed is removed. NULL is allowed. */
void tree_end(struct tree *t);

/* Removes what killed runs left in `dir`, unless another one is at work there. */
void tree_tidy(const char *dir);

/* Whether `dir`/current leads to the version `name`; and whether to one whose name ends so. */
bool tree_is_current(const char *dir, const char *name);
bool tree_current_ends(const char *dir, const char *end);

#endif
