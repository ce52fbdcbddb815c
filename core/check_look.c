/* SPDX-License-Identifier: ISC */
/* Whether the look that a site asks for is one that can be read. */
#include "core/check_private.h"

#include "core/colour.h"

/* Said of the light pages alone: what is dark enough for these is made lighter on the dark ones,
 * and that is as it should be. */
void
check_look(const struct site *s, struct findings *f)
{
	const char *colour = s->look.colour;
	uint32_t asked, given;

	if (colour == NULL)
		return;
	asked = (uint32_t)colour_rgb(colour);
	given = colour_on_light(asked);
	if (asked != given)
		finding_add(f, RULE_FAINT_COLOUR, s->look.colour_at,
		    "choose a darker one, or let it be and set this rule to off",
		    "'%s' is hard to read on a light page (its contrast is %.1f, not 4.5): "
		    "the pages show it as #%06x",
		    finding_quote(f, colour), colour_contrast(asked, COLOUR_LIGHT), given);
}
