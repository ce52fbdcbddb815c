/* SPDX-License-Identifier: ISC */
/* The parts of CommonMark; only core/markdown*.c include this. */
#ifndef PLENARY_MARKDOWN_PRIVATE_H
#define PLENARY_MARKDOWN_PRIVATE_H

#include "core/buf.h"

#include <stdbool.h>
#include <stddef.h>

enum { MARKDOWN_TEXT_MAX = 64 * 1024 }; /* bytes; the reader refuses longer texts */

/* Appends text as it may be shown: character references can smuggle in what the reader of the
 * YAML refused. Line ends become spaces unless the text is preformatted. */
void markdown_put_clean(struct buf *out, const char *s, size_t n, bool is_code);

/* Appends a document as HTML, and alters it. It is a cmark_node, whose type no header shows. */
void markdown_put_html(struct buf *out, void *doc);

#endif
