/* SPDX-License-Identifier: ISC */
/* What a site is known by where there is no room for its name. */
#include "core/colour.h"
#include "html/html_style.h"

/* As in html/style/frame.css. */
enum { USUAL_ACCENT = 0x0a5a6b };

uint32_t
html_accent(const struct site *s)
{
	int32_t own = s->look.colour == NULL ? -1 : colour_rgb(s->look.colour);

	return own < 0 ? USUAL_ACCENT : colour_on_light((uint32_t)own);
}

/* A small timetable: what is for all, and two beside each other. */
void
html_icon_write(struct buf *out, const struct site *s)
{
	buf_printf(out,
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 32 32\">"
	    "<rect width=\"32\" height=\"32\" rx=\"6\" fill=\"#%06x\"/>"
	    "<path fill=\"#fff\" d=\"M6 7h20v5H6zM6 14h9v11H6zM17 14h9v5h-9zM17 21h9v4h-9z\"/>"
	    "</svg>\n",
	    (unsigned)html_accent(s));
}
