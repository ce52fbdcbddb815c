/* SPDX-License-Identifier: ISC */
/* Addresses of what has another id now. */
#ifndef PLENARY_FORMER_H
#define PLENARY_FORMER_H

#include "core/model.h"

#include <stdbool.h>

enum { FORMER_PATH_MAX = 512 };

/* Writes the path that a path in or of an event has by the ids that its event and session have now.
 * False when neither had another, or the path is too long. */
bool former_path(const struct site *s, const char *path, char out[FORMER_PATH_MAX]);

#endif
