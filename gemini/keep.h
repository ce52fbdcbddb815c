/* SPDX-License-Identifier: ISC */
/* Small files: those kept in the state folder, found whole or not at all and never through a
 * symbolic link that someone put there; and others that the operator names. */
#ifndef PLENARY_GEMINI_KEEP_H
#define PLENARY_GEMINI_KEEP_H

#include "core/err.h"

#include <stddef.h>
#include <sys/types.h>

/* Reads the file `name` of the open folder `dir` into `out`, which holds `max` bytes and a NUL.
 * 1 if it was there, 0 if not, -1 and why: it cannot be read, is no regular file, is larger, or
 * has one of the permissions `forbidden`. */
int keep_read(int dir, const char *name, char *out, size_t max, mode_t forbidden, struct err *e);

/* Reads the file at `path` likewise, through symbolic links, too. 0, or -1 and why. */
int keep_read_file(const char *path, char *out, size_t max, mode_t forbidden, struct err *e);

/* Writes a file under a temporary name, to the disk, and renames it. What an interrupted start left
 * behind is removed. 0, or -1 and why. */
int keep_write(int dir, const char *name, const char *text, mode_t mode, struct err *e);

#endif
