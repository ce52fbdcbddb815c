/* SPDX-License-Identifier: ISC */
/* Folders: made where the operator wants them, and from there on reached by descriptors only, so
 * that no symbolic link planted on the way is followed. */
#ifndef PLENARY_FOLDER_H
#define PLENARY_FOLDER_H

#include "core/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Makes a folder and those above it that are missing, with that mode less the umask. Links in
 * `path` are followed: it is the operator's. 0, or -1 and why. */
int folder_make(const char *path, mode_t mode, struct err *e);

/* Opens a folder, made as by folder_make if missing (0755). A descriptor, or -1 and why. */
int folder_open(const char *path, struct err *e);

/* Opens the folder `name` in `dir`, making it (0755) if `make`; no link is followed. A descriptor,
 * or -1 with errno. */
int folder_in(int dir, const char *name, bool make);

/* Makes a new file in `dir` to write to, 0644; what is there is neither followed nor replaced. A
 * descriptor, or -1 with errno. */
int folder_make_file(int dir, const char *name);

/* Writes all of it to a descriptor. 0, or -1 with errno. */
int folder_write(int fd, const void *bytes, size_t n);

/* Closes a descriptor, having failed or not: 0 if `rc` is 0, else -1 with the errno of before. */
int folder_close(int fd, int rc);

/* Writes a new file in `dir`, 0644; what is there is neither followed nor replaced. 0, or -1 with
 * errno. */
int folder_put(int dir, const char *name, const void *bytes, size_t n);

/* Removes all in the folder `name` of `dir`, the file `last` at its top after all else, then the
 * folder. 0, or -1 with errno and some of it left. */
int folder_remove(int dir, const char *name, const char *last);

#endif
