/* SPDX-License-Identifier: ISC */
/* One file of a published tree; only data/tree*.c include this. */
#ifndef PLENARY_TREE_FILE_H
#define PLENARY_TREE_FILE_H

#include "core/buf.h"
#include "data/tree.h"

/* Whether the file `name` in the folder `dir` is just what would be written. */
bool tree_file_is(int dir, const char *name, const struct tree_pieces *pieces);

/* Reads a file that has the mode and owner of ours, whatever is in it. False if there is none, or
 * when the buffer cannot hold it. */
bool tree_file_read(int dir, const char *name, struct buf *out);

/* Writes it anew. 0, or -1 with errno. */
int tree_file_write(int dir, const char *name, const struct tree_pieces *pieces);

#endif
