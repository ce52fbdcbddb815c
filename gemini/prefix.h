/* SPDX-License-Identifier: ISC */
/* What stands before the path of a page in the capsule: how the reader wants to see it.
 *
 *     [/LANG][/in/Area/City]/PATH     /fr/in/Africa/Nairobi/commons-days-2031/
 *
 * LANG is one of the site's languages, or one of those that the program has words in. The site's
 * first has no prefix. The zone is a name of the IANA's. */
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

/* Writes it as it is to be written, with the '/' at both ends: "/", "/fr/", "/fr/in/Asia/Tokyo/".
 */
void gem_prefix_put(struct buf *out, const struct site *s, const struct gem_prefix *p);

#endif
