/* SPDX-License-Identifier: ISC */
/* Files of the state folder: made for their owner's eyes only. */
#ifndef PLENARY_STATE_H
#define PLENARY_STATE_H

#include "core/err.h"

/* The path of a file in the folder, never one that could be read as a URI. The caller's to free;
 * NULL when memory is out. */
char *state_path(const char *dir, const char *name);

/* Makes the folder and those above it that are missing, 0700, and the file if missing, 0600. A
 * file that is there is not opened. 0, or -1 and why. */
int state_make(const char *dir, const char *path, struct err *e);

/* 1 if the path is a regular file, 0 if there is nothing, -1 and why for anything else. */
int state_is_file(const char *path, struct err *e);

/* Makes what was created in the folder outlive a power cut. */
int state_sync(const char *dir, struct err *e);

/* The path as a URI that says the file does not change while it is open (SQLite, "URI Filenames").
 * The caller's to free; NULL when it is not there or memory is out. */
char *state_immutable_uri(const char *path);

#endif
