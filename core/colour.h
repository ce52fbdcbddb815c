/* SPDX-License-Identifier: ISC */
/* Colours as an agenda names them: #rrggbb, or a name of CSS in small letters. */
#ifndef PLENARY_COLOUR_H
#define PLENARY_COLOUR_H

#include "core/model.h"

#include <stdint.h>

/* The names of CSS (Color Module Level 4 section 6.1), NULL-terminated, sorted. */
extern const char *const colour_names[];

/* The nearest colour that CSS level 3 has a name for, its name, for calendars (RFC 7986 section
 * 5.9); NULL for what is no colour. */
const char *colour_css3(const char *colour);

/* ---- colours to read by; 0xrrggbb of sRGB ---- */

/* The value of a colour as an agenda names it, or -1 for what is none. */
int32_t colour_rgb(const char *colour);

/* How well one can be read on the other, from 1 to 21 (WCAG 2.2, "contrast ratio"). */
double colour_contrast(uint32_t a, uint32_t b);

/* How far apart two look; only to be compared. */
long colour_distance(uint32_t a, uint32_t b);

/* What a text has at least (WCAG 2.2 success criterion 1.4.3). */
#define COLOUR_CONTRAST_TEXT 4.5

/* A colour that has at least that contrast with `ground`: itself, or mixed with as much black or
 * white, whichever the ground is farther from, as that takes. */
uint32_t colour_readable(uint32_t colour, uint32_t ground, double least);

/* The grounds of our pages, in light and in dark: of the two that html/style/frame.css has of each
 * (--paper and --shade), the one that has less contrast with what is written on it. */
enum { COLOUR_LIGHT = 0xf1f4f3, COLOUR_DARK = 0x1a2023 };

/* A colour as it can be read on these: with the contrast of texts in light, and in dark, where a
 * colour looks duller, with 6. */
uint32_t colour_on_light(uint32_t colour);
uint32_t colour_on_dark(uint32_t colour);

/* The colour of a track: what it asks for, or else one that its place among the tracks of its event
 * gives it. */
uint32_t colour_of_track(const struct event *ev, const struct track *tr);
uint32_t colour_of_track_at(const struct event *ev, size_t i); /* of ev->tracks[i], in no time */

#endif
