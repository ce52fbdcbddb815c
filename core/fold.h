/* SPDX-License-Identifier: ISC */
/* Texts as they are looked for: what one may write in several ways is written in one. */
#ifndef PLENARY_FOLD_H
#define PLENARY_FOLD_H

#include "core/buf.h"

#include <stddef.h>
#include <stdint.h>

/* Appends the `n` bytes at `s` folded. Letters of Latin are plain ("Ærø" is "aero", "İ" is "i"),
 * those of Greek and Cyrillic small and without accents; Arabic has no vowel signs and one form of
 * alef, yeh, kaf and heh; digits of Arabic and full-width forms are those of ASCII. A character of
 * a script that puts no blanks between words, and a Korean syllable, is a word of its own. ASCII's
 * signs, blanks and what is not UTF-8 become blanks; accents and signs of other scripts are left to
 * the index. */
void fold_put(struct buf *out, const char *s, size_t n);

/* ---- letters (slug.c) ---- */

/* The small form of a letter of Latin (ASCII), Greek or Cyrillic; any other as it is. */
uint32_t letter_lower(uint32_t cp);

/* The plain form of a letter or digit in ASCII; "" for a mark that is just left out; NULL for
 * none. `one` holds a form of one letter. */
const char *letter_plain(uint32_t cp, char one[2]);

#endif
