/* SPDX-License-Identifier: ISC */
/* A feed in the Atom Syndication Format (RFC 4287). Texts are plain and are escaped here; what XML
 * cannot hold is dropped. */
#ifndef PLENARY_ATOM_H
#define PLENARY_ATOM_H

#include "core/buf.h"

#include <stddef.h>
#include <stdint.h>

/* RFC 4287 section 4.2.7; `type` is a media type. */
struct atom_link {
	const char *rel, *type, *href;
};

/* Both dates of an entry are `moment`: what was told is not told otherwise later. */
struct atom_entry {
	const char *id; /* a URI */
	const char *title;
	const char *summary; /* lines of plain text, each shown as a paragraph */
	int64_t moment;      /* seconds since 1970 */
	struct atom_link *links;
	size_t nlinks;
};

struct atom_feed {
	const char *id, *lang;
	const char *title;
	const char *subtitle;       /* NULL: none */
	const char *author, *email; /* of all entries; the address may be NULL */
	int64_t updated;
	struct atom_link *links;
	size_t nlinks;
	struct atom_entry *entries;
	size_t nentries;
};

void atom_write(struct buf *out, const struct atom_feed *f);

#endif
