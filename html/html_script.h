/* SPDX-License-Identifier: ISC */
/* What pages can do besides with script, and none needs: two files in the folder of each language.
 * "site.js" is loaded by every page; it says times on the reader's clock, marks what is on, keeps
 * sessions in the browser and searches. "search.js" is loaded by that when it is first asked for.
 */
#ifndef PLENARY_HTML_SCRIPT_H
#define PLENARY_HTML_SCRIPT_H

#include "core/buf.h"
#include "core/words.h"

enum { HTML_SCRIPT_MAX = 4096 }; /* bytes of site.js, with the words that this program has */

/* site.js in a language of the site. */
void html_script(struct buf *out, const struct words *w);

/* search.js: a call of `plenary` with more words, and with the pages of what is listed, each as its
 * path (path.h), title, when it is, what else there is to say, and words by which it is found
 * besides; what is empty at the end is left out. In the order of time, events before their
 * sessions, series and people last. What it needs of the words' arena it gives back. */
void html_search(struct buf *out, const struct words *w);

#endif
