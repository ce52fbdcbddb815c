/* SPDX-License-Identifier: ISC */
/* A folder for as long as we run, which nobody else can look into. */
#ifndef PLENARY_OWN_FOLDER_H
#define PLENARY_OWN_FOLDER_H

#include "core/err.h"

#include <limits.h>

/* Makes one, 0700, in $XDG_RUNTIME_DIR, else $TMPDIR, else /tmp, and says where. 0; or -1 and why,
 * with an empty path. */
int own_folder_make(char path[PATH_MAX], struct err *e);

/* Removes it with all that is in it, and empties the path; says so on stderr if it could not. An
 * empty path is none. */
void own_folder_remove(char path[PATH_MAX]);

#endif
