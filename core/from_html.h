/* SPDX-License-Identifier: ISC */
/* The HTML of abstracts, as other programs export it, turned into CommonMark that page_markdown
 * shows with the same meaning. No full HTML parser: any bytes are read, tags it does not know are
 * left out and their text stays. Time and length are linear in the input. */
#ifndef PLENARY_FROM_HTML_H
#define PLENARY_FROM_HTML_H

#include "core/buf.h"

#include <stdbool.h>
#include <stddef.h>

/* Appends the `n` bytes of HTML at `s` as CommonMark, one line a paragraph, no newline at the end.
 * Kept: paragraphs, line breaks, bold, italic, code, links with a URL that url_is_safe (others
 * become their text), lists, headings, quotes, preformatted text, rules, pictures as links, the
 * rows of tables as lines. Outside of any element an empty line ends a paragraph. Comments,
 * scripts, styles and control characters are dropped. What would read as markup is escaped. UTF-8
 * stays UTF-8. */
void from_html(struct buf *out, const char *s, size_t n);

/* Whether text is likely HTML: it has an end tag of an element of text, or a <br> or <p> and no
 * sign of Markdown. */
bool looks_like_html(const char *s, size_t n);

#endif
