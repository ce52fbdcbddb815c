/* SPDX-License-Identifier: ISC */
/* Lines of gemtext, which are decided by how they begin. So there is one function that begins a
 * line with text of others, and one that appends it without ever ending the line. Only gemtext.c
 * uses this. */
#ifndef PLENARY_GEMTEXT_LINE_H
#define PLENARY_GEMTEXT_LINE_H

#include "core/buf.h"
#include "core/page.h"

#include <stdbool.h>
#include <stddef.h>

/* Appends text that stays on its line: what some client could take for a line end becomes a space,
 * other control characters and what is not UTF-8 vanish. NULL is no text. */
void gemtext_bytes(struct buf *out, const char *s, size_t n);
void gemtext_text(struct buf *out, const char *s);

/* The same at the beginning of a text line, which a space keeps from being another kind of line
 * (Gemini specification, "Gemtext line types"). */
void gemtext_line_start(struct buf *out, const char *s);

/* What was written ends without a space from then on. */
void gemtext_cut_spaces(struct buf *out);

/* Whether what is written next begins a line. */
bool gemtext_is_line_start(const struct buf *out);

/* Appends a URL, or the way from the page to a path of ours, without white space or anything else
 * but ASCII. */
void gemtext_url(struct buf *out, const struct page *p, const struct target *t);

/* Writes the line of a link; without a label, NULL or "", clients show the address. */
void gemtext_link(struct buf *out, const struct page *p, const struct target *t, const char *label);

#endif
