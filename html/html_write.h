/* SPDX-License-Identifier: ISC */
/* The parts a page is written from; only for this folder. */
#ifndef PLENARY_HTML_WRITE_H
#define PLENARY_HTML_WRITE_H

#include "core/buf.h"
#include "core/page.h"
#include "html/html_page.h"
#include "html/html_style.h"

/* A page being written. */
struct html {
	struct buf *out;
	const struct page *page;
	const struct html_frame *frame;
	struct arena *scratch; /* for paths; dies with the call of html_page */
	const char *file;      /* the page's own, from the root of the tree: "fr/about.html" */
	struct html_colours colours; /* of the site */
	int heading;                 /* level of the last one: none may skip a level after it */
};

/* Whether there is a text: neither NULL nor empty. */
bool html_is_set(const char *s);

/* The head of the page. */
void html_head(struct html *h);

/* What stands above the page: whose it is and where else one can go, then the way to the page; and
 * what stands below it. */
void html_header(struct html *h);
void html_way(struct html *h);
void html_footer(struct html *h);

/* Whether the kicker, which is set large, ends the way; else it would only say again what stands in
 * the midst of it. */
bool html_has_kicker(const struct page *p);

/* The same page in the languages of the site, for readers to choose; nothing if there is one. */
void html_languages(struct html *h);
bool html_has_languages(const struct html *h);

/* In the head: what the page is about as JSON-LD (schema.org), a script element with data that
 * nothing runs. Of home, series, events, days and sessions; nothing of what is not listed, of
 * breaks, and of what has no date. */
void html_ld(struct html *h);

/* Whether the page is called as the site is, so that its name need not be said twice. */
bool html_is_site_title(const struct page *p);

/* The relative address of a file of the site, within href; of a page in the language of this one.
 */
void html_href(struct html *h, const char *file);
void html_page_href(struct html *h, const char *path);

/* Opens a link and returns true; false, with nothing written, when the target leads nowhere or its
 * URL is not one we let through: what follows is then plain text. */
bool html_link_begin(struct html *h, const struct target *t);

/* Closes what html_link_begin returned. */
void html_link_end(struct html *h, bool began);

/* A text; neighbouring runs with the same target are one link. */
void html_runs(struct html *h, const struct runs *r);

/* Text of any direction within a line: in <bdi> if its direction can be another than the page's,
 * or it has a language of its own; `lang` NULL when that is not known. */
void html_bdi(struct html *h, const char *s, const char *lang);

/* All blocks of the page. */
void html_blocks(struct html *h);

/* The agenda lines from block `i` on, as one list; the index after them. */
size_t html_agenda(struct html *h, size_t i);

/* Parts of an agenda line, for list and grid. What a script may count on: a session is an element
 * of class "slot"; in it the first link with an href leads to its page, the first <time> has the
 * start with its offset, "2031-05-16T09:30+02:00", and the second, if there is one, the end, which
 * in a grid is the time alone, "11:00". What it adds to a line goes into its "title" and beside the
 * times; in a grid, which has no "title", beside the times and below them. */

/* The class of its colour; those of what it is; a blank before each. */
void html_slot_colour(struct html *h, const struct page_slot *slot);
void html_slot_marks(struct html *h, const struct page_slot *slot);

/* Start and end; for a grid, in less. */
void html_slot_times(struct html *h, const struct page_slot *slot);
void html_slot_hours(struct html *h, const struct page_slot *slot);

/* The title with its link and mark. */
void html_slot_title(struct html *h, const struct page_slot *slot);

/* The timetable of a day as a table. */
void html_grid(struct html *h, const struct grid *g);

#endif
