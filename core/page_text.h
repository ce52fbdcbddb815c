/* SPDX-License-Identifier: ISC */
/* Pages as plain text, to save and to print: lines of 72 columns, addresses written out. */
#ifndef PLENARY_PAGE_TEXT_H
#define PLENARY_PAGE_TEXT_H

#include "core/buf.h"
#include "core/page.h"

/* Writes a page. `base` is what stands before the path of another page ("gemini://example.org/");
 * NULL: links within the site are their labels alone. */
void page_text(struct buf *out, const struct page *p, const char *base);

#endif
