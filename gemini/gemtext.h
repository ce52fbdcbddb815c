/* SPDX-License-Identifier: ISC */
/* Pages as gemtext (text/gemini, Gemini specification section 5 "The text/gemini media type"). */
#ifndef PLENARY_GEMTEXT_H
#define PLENARY_GEMTEXT_H

#include "core/buf.h"
#include "core/page.h"

/* Writes a page. A text in another language than the page's is marked with its tag, "[fr]". Links
 * to other pages are relative ("../x/y"), so that they keep the language and the zone that it was
 * asked for with; those to calendars are absolute ("/x.ics"). */
void gemtext_page(struct buf *out, const struct page *p);

#endif
