/* SPDX-License-Identifier: ISC */
/* The agenda format as a JSON Schema (draft 2020-12), made of the tables that the reader goes by,
 * for editors that complete and explain keys. It knows the shape of each value; that a room is
 * there, or that times fit, only the reader can tell. */
#ifndef PLENARY_JSON_SCHEMA_H
#define PLENARY_JSON_SCHEMA_H

#include "core/buf.h"

#include <stddef.h>

enum schema_of {
	SCHEMA_ANY, /* told apart by what a file has: `event`, `continues`, or neither */
	SCHEMA_SITE,
	SCHEMA_EVENT
};

/* Writes the schema of the files. `zones`: the names of the time zones that may be written. */
void json_schema_write(struct buf *out, enum schema_of of, const char *const *zones, size_t nzones);

#endif
