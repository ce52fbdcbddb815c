/* SPDX-License-Identifier: ISC */
/* Content lines (RFC 5545 section 3.1). A line is begun, takes parameters, then values, and is
 * ended; the first value comes after a colon, each further one after a comma:
 *
 *     line_begin(&l, out, "DTSTART");
 *     line_param(&l, "TZID", "Europe/Berlin");
 *     line_local(&l, when);
 *     line_end(&l);
 *
 * Names are constants in upper case. There is one function for each type of value, and none lets
 * a control character through. Lines are folded at 75 octets, never inside a character. */
#ifndef PLENARY_LINE_H
#define PLENARY_LINE_H

#include "core/buf.h"
#include "core/date.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LINE_OCTETS = 75 }; /* without the line end; RFC 5545 section 3.1 */

struct line {
	struct buf *out;
	size_t octets; /* on the physical line so far */
	bool has_value;
};

void line_begin(struct line *l, struct buf *out, const char *name);

/* A parameter: quoted when it has to be, `"`, `^` and line ends written as RFC 6868 has it. */
void line_param(struct line *l, const char *name, const char *value);

/* A parameter of constants of ours, as it is: AUDIO,VIDEO. */
void line_param_word(struct line *l, const char *name, const char *word);

/* TEXT (RFC 5545 section 3.3.11). Every kind of line end becomes `\n`; spaces at the end go. */
void line_text(struct line *l, const char *s);

/* TEXT on one line: a line end or tab becomes one space, spaces at either end go. */
void line_text_flat(struct line *l, const char *s);

/* URI (RFC 5545 section 3.3.13): what RFC 3986 does not allow is percent-encoded. Give it only
 * what uri_is_writable. */
void line_uri(struct line *l, const char *s);

/* A constant of ours: CONFIRMED, P1D. */
void line_word(struct line *l, const char *word);

void line_int(struct line *l, int n);
void line_date(struct line *l, struct date d);      /* 20230614 */
void line_local(struct line *l, struct civil when); /* 20230614T093000 */
void line_utc(struct line *l, int64_t when);        /* 20230614T073000Z */
void line_offset(struct line *l, int32_t seconds);  /* +0200; whole minutes */

/* Latitude and longitude in degrees, six decimals (RFC 5545 section 3.8.1.6). */
void line_geo(struct line *l, double latitude, double longitude);

/* The same as a URI (RFC 5870): geo:52.520000,13.400000 */
void line_geo_uri(struct line *l, double latitude, double longitude);

void line_end(struct line *l);

/* True for a string that begins with a scheme, is UTF-8 and has no control character. */
bool uri_is_writable(const char *s);

/* ---- whole lines ---- */

void line_put_word(struct buf *out, const char *name, const char *word);
void line_put_text(struct buf *out, const char *name, const char *s);
void line_put_flat(struct buf *out, const char *name, const char *s);
void line_put_utc(struct buf *out, const char *name, int64_t when);

/* Writes nothing unless uri_is_writable; `value_is_uri` adds VALUE=URI, for properties that want
 * it said. */
void line_put_uri(struct buf *out, const char *name, const char *s, bool value_is_uri);

#endif
