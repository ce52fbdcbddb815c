/* SPDX-License-Identifier: ISC */
#include "html/html_style.h"

#include "core/colour.h"
#include "core/pages.h"

static size_t
nearest(const struct html_colours *c, uint32_t rgb)
{
	size_t best = 0;

	for (size_t i = 1; i < c->n; i++)
		if (colour_distance(c->of[i], rgb) < colour_distance(c->of[best], rgb))
			best = i;
	return best;
}

static void
add_colour(struct html_colours *c, uint32_t rgb)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->of[i] == rgb)
			return;
	if (c->n < HTML_COLOURS_MAX)
		c->of[c->n++] = rgb;
}

void
html_colours_of(struct html_colours *c, const struct site *s)
{
	c->n = 0;
	for (size_t i = 0; s != NULL && i < s->nevents; i++)
		for (size_t k = 0; k < s->events[i]->ntracks; k++)
			add_colour(c, colour_of_track_at(s->events[i], k));
}

int
html_colour_class(const struct html_colours *c, const char *colour)
{
	int32_t rgb = colour != NULL ? colour_rgb(colour) : -1;

	return rgb < 0 || c->n == 0 ? -1 : (int)nearest(c, (uint32_t)rgb);
}

/* Of the site's own. On paper all is black, as the sheet has it. */
static void
put_accent(struct buf *out, const char *colour)
{
	uint32_t rgb;

	if (colour == NULL)
		return;
	rgb = (uint32_t)colour_rgb(colour);
	buf_printf(out,
	    "@media screen{:root{--a:#%06x}}"
	    "@media screen and (prefers-color-scheme:dark){:root{--a:#%06x}}",
	    colour_on_light(rgb), colour_on_dark(rgb));
}

/* What is chosen of a timetable hides the rest: where a table needs the place of a cell, the cell
 * stays, without what is in it (--g of html/style/day.css). */
static void
put_choices(struct buf *out, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_printf(out, "%s:has(#f%zu:checked) .f:not(.f%zu)", i > 0 ? "," : "", i, i);
	if (n > 0)
		buf_puts(out, "{display:var(--g);visibility:hidden}");
}

int
html_style_write(struct buf *out, const struct site *s)
{
	struct html_colours c;

	buf_put(out, html_style, html_style_size);
	if (s != NULL) {
		put_accent(out, s->look.colour);
		put_choices(out, pages_choices(s));
	}
	html_colours_of(&c, s);
	for (size_t i = 0; i < c.n; i++)
		buf_printf(out, ".k%zu{--c:#%06x;--d:#%06x}", i, colour_on_light(c.of[i]),
		    colour_on_dark(c.of[i]));
	buf_putc(out, '\n');
	return out->failed ? -1 : 0;
}
