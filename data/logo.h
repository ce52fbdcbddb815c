/* SPDX-License-Identifier: ISC */
/* The logo of a site: a picture beside the YAML. It is shown on every page and can be opened by
 * itself, where a browser does all that an SVG asks for: so it may ask for nothing. */
#ifndef PLENARY_LOGO_H
#define PLENARY_LOGO_H

#include "core/buf.h"

#include <stdbool.h>
#include <stddef.h>

enum { LOGO_BYTES_MAX = 64 * 1024, LOGO_BYTES_MANY = 20 * 1024 };

/* Whether a file of the folder may be a logo, by its name: it begins with "logo" and ends in .svg,
 * .png, .jpg, .jpeg or .webp. Such files are sources, too. */
bool logo_is_name(const char *name);

/* The name under which it is published: "logo.svg", "logo.jpg". `name` is one that may be. */
const char *logo_file(const char *name);

/* Why the picture cannot be a logo, as may stand after "the logo", into `why`; false if it can: it
 * is what its name says, has at most LOGO_BYTES_MAX bytes, and an SVG is well-formed and made of
 * shapes, colours and texts alone: no script, no event, no animation, no style that loads, no link
 * or picture but of its own parts, no declared entities. */
bool logo_is_bad(struct buf *why, const char *name, const void *bytes, size_t n);

#endif
