/* SPDX-License-Identifier: ISC */
/* UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF. */
#ifndef PLENARY_UTF8_H
#define PLENARY_UTF8_H

#include "core/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Decodes the character at `s`, of which `n` bytes are there. Returns its length, 1 to 4, and the
 * code point in `*cp`; 0 if the bytes are not UTF-8 or `n` is 0. */
size_t utf8_decode(const char *s, size_t n, uint32_t *cp);

/* How many bytes at the start are printable ASCII. */
size_t utf8_printable(const char *s, size_t n);

/* Appends text that may be from anywhere, as one may show it: the characters of `keep` as they are,
 * other white space and what some program could take for a line end as a space; other controls, and
 * bytes that are not UTF-8, vanish. */
void utf8_put_clean(struct buf *out, const char *s, size_t n, const char *keep);

/* Offset of the first byte that is not UTF-8, or `n` if all of it is. */
size_t utf8_check(const char *s, size_t n);

/* Whether a terminal obeys a character, or it turns the direction of what follows: controls, line
 * and paragraph separators, bidi formatting characters (Unicode Standard Annex 9 section 2). */
bool utf8_is_control(uint32_t cp);

enum { UTF8_VISIBLE = 16 };

/* Writes the first character of the `n` bytes at `s`, one at least, into `out` so that it can be
 * seen: what a terminal obeys, what turns the direction of text, what is not seen, and bytes that
 * are not UTF-8 as \xNN or \u{NNNN}. Returns how many bytes it is in `s`. */
size_t utf8_visible(const char *s, size_t n, char out[UTF8_VISIBLE]);

/* Characters from one to another, both included. */
struct utf8_range {
	uint32_t first, last;
};

/* Whether a character is in one of `n` ranges. */
bool utf8_is_in(uint32_t cp, const struct utf8_range *r, size_t n);

/* Columns a terminal gives the string: 0 for combining marks, 2 for wide characters. */
size_t utf8_width(const char *s);

#endif
