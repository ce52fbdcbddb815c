/* SPDX-License-Identifier: ISC */
/* Pages as gemtext (text/gemini, Gemini specification section 5 "The text/gemini media type"). */
#ifndef PLENARY_GEMTEXT_H
#define PLENARY_GEMTEXT_H

#include "core/buf.h"
#include "core/page.h"

/* Writes a page; links are absolute paths on the same capsule ("/x/y"). */
void gemtext_page(struct buf *out, const struct page *p);

#endif
