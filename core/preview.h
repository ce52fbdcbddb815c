/* SPDX-License-Identifier: ISC */
/* What stands on top of every page while an agenda is looked at that is not published: what is
 * wrong with it, and what publishing would change. For the organiser alone, so in English. */
#ifndef PLENARY_PREVIEW_H
#define PLENARY_PREVIEW_H

#include "core/change.h"
#include "core/finding.h"
#include "core/page.h"

enum { PREVIEW_FINDINGS_MAX = 20 /* on a page; the rest is counted */ };

struct preview {
	const char *trouble;             /* why the folder could not be read; NULL */
	const struct findings *findings; /* sorted; NULL: none */
	bool is_old;                     /* the pages are from before the trouble or the errors */
	int revision;                    /* the one it would follow; 0: nothing is published */
	size_t n_changes;                /* since then */
	const char *changes;             /* in words, as changes_summary has them */
};

/* Appends it to a page: a notice, the findings, the gravest first, and a link to what changes. */
void preview_put(struct page *p, const struct preview *pv);

/* The page for a folder that was never good: it has nothing but what is wrong. NULL when memory is
 * out; the caller's to page_free. */
struct page *preview_page(const struct preview *pv);

/* "3 changes since revision 12: 1 session moved, 2 new"; "no changes since revision 12"; "nothing
 * is published yet". */
void preview_changes(struct buf *out, const struct preview *pv);

#endif
