/* SPDX-License-Identifier: ISC */
/* Whether something changed since it was last looked at, as one number: equal numbers mean, in all
 * likelihood, that it is the same. Not for what someone might forge. */
#ifndef PLENARY_STAMP_H
#define PLENARY_STAMP_H

#include <stdint.h>

enum { STAMP_FILES_MAX = 100000 /* of one folder; what is more is not looked at */ };

/* The stamp, begun as DIGEST_NONE, with a file added: which it is, its size and when it was last
 * written, or that there is none. */
uint64_t stamp_file(uint64_t stamp, const char *path);

/* With a folder and all files in it added, in no matter which order they come; those whose name
 * begins with '.' are left out. */
uint64_t stamp_folder(uint64_t stamp, const char *dir);

#endif
