/* SPDX-License-Identifier: ISC */
/* The reader: YAML text to agenda and findings. One reader for a folder and for a revision. */
#ifndef PLENARY_READ_H
#define PLENARY_READ_H

#include "core/err.h"
#include "core/finding.h"
#include "core/model.h"
#include "core/tz.h"
#include "data/source.h"

/* So that no folder takes much memory, whatever is in it; what is over a ceiling is a finding. */
enum {
	READ_TREES_MAX = 30 * 1024 * 1024, /* bytes of the trees of all files */
	READ_BYTES_MAX = 52 * 1024 * 1024, /* of the sources, these trees and the site together */
	SITE_LANGUAGES_MAX = 50            /* of its texts */
};

/* Reads a site from its sources. All that is wrong with them is added to `f`, which must have been
 * initialised with an arena of the caller's that outlives it; `*out` is the site as far as it could
 * be read, also when there are findings of severity error, and is the caller's to site_free. Zones
 * point into `db`, which must outlive the site. -1 and why only when memory is out,
 * or the site over its ceiling, which is a finding, too. */
int site_read(struct site **out, const struct sources *src, struct tzdb *db, struct findings *f,
    struct err *e);

#endif
