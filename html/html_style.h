/* SPDX-License-Identifier: ISC */
/* The style sheet of a site: ours, and the colours of its own. A track has one colour on all pages,
 * a class "k0", "k1", … for each that the site has; its shades can be read on our paper in light
 * and in dark. */
#ifndef PLENARY_HTML_STYLE_H
#define PLENARY_HTML_STYLE_H

#include "core/buf.h"
#include "core/model.h"

/* More become the nearest of these: with the choices of a timetable (GRID_CHOICES_MAX) they have
 * what is left of the 8 KiB of a style sheet. */
enum { HTML_COLOURS_MAX = 12 };

/* The distinct colours of the tracks of a site, 0xrrggbb as asked for; the number of the class is
 * the place here. */
struct html_colours {
	uint32_t of[HTML_COLOURS_MAX];
	size_t n;
};

/* Those of a site; of NULL, none. */
void html_colours_of(struct html_colours *c, const struct site *s);

/* The number of the class of a colour ("#rrggbb" or a CSS name), or -1: it is none, or NULL, or the
 * site has no colours. */
int html_colour_class(const struct html_colours *c, const char *colour);

/* Writes "style.css", the style sheet of a site, or (NULL) of pages that are of none. 0, or -1 when
 * it is larger than the buffer may be. */
int html_style_write(struct buf *out, const struct site *s);

/* The colour of a site, 0xrrggbb, as it can be read in light. */
uint32_t html_accent(const struct site *s);

/* Writes "icon.svg", what stands for a site that has no logo where a program shows many pages. */
void html_icon_write(struct buf *out, const struct site *s);

/* What is the same in each, without the rest. */
extern const char html_style[];
extern const size_t html_style_size;

/* The file "print.css", which is asked for after all that is to be seen: of paper. */
extern const char html_print[];
extern const size_t html_print_size;

/* What a preview's style sheet has after that. */
extern const char html_preview[];
extern const size_t html_preview_size;

#endif
