/* SPDX-License-Identifier: ISC */
/* Colours as an agenda names them: #rrggbb, or a name of CSS in small letters. */
#ifndef PLENARY_COLOUR_H
#define PLENARY_COLOUR_H

/* The names of CSS (Color Module Level 4 section 6.1), NULL-terminated, sorted. */
extern const char *const colour_names[];

/* The nearest colour that CSS level 3 has a name for, its name, for calendars (RFC 7986 section
 * 5.9); NULL for what is no colour. */
const char *colour_css3(const char *colour);

#endif
