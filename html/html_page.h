/* SPDX-License-Identifier: ISC */
/* Pages as HTML5 files: finished when they arrive, relative links only. */
#ifndef PLENARY_HTML_PAGE_H
#define PLENARY_HTML_PAGE_H

#include "core/buf.h"
#include "core/model.h"
#include "core/page.h"
#include "core/path.h"
#include "html/html_style.h"

enum { HTML_BYTES_MAX = 8 * 1024 * 1024 };

/* Where a page stands on the web. A frame of zeros: nowhere in particular, for a page alone. */
struct html_frame {
	const struct site *site;        /* NULL: of no site, as what a preview says of a bad one */
	const struct place_in_site *at; /* what it is a page of; NULL likewise */
	const char *prefix; /* the folder of its language: "fr/"; NULL or "": the site's first */
	/* What stands before the addresses of files: "/programme/", of a page that is shown
	 * anywhere; NULL: they are relative to it. */
	const char *root;
	const struct html_colours *colours; /* of the site; NULL: they are gathered for the page */
};

/* Writes a whole page. 0, or -1 when it became larger than the buffer's maximum or memory was out.
 */
int html_page(struct buf *out, const struct page *p, const struct html_frame *frame);

#endif
