/* SPDX-License-Identifier: ISC */
/* What stands before the path of a page in the capsule: how the reader wants to see it. It is
 * written by reading_path (core/reading.h). */
#ifndef PLENARY_GEMINI_PREFIX_H
#define PLENARY_GEMINI_PREFIX_H

#include "core/buf.h"
#include "core/model.h"
#include "core/tz.h"

struct gem_prefix {
	const char *lang; /* as the site or the catalogue writes it; NULL: none was said */
	const char *zone; /* by the name it is to be called by; NULL: none was said */
	const char
	    *path; /* what follows: a path in the site, "" too when the last '/' is missing */
};

/* Reads the front of a path that has no leading '/'; in either order, tags and names in any case.
 * What names no language and no zone is part of the path. Nothing is copied. */
struct gem_prefix gem_prefix_read(const struct site *s, const struct tzdb *zones, const char *path);

#endif
