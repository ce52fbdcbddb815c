/* SPDX-License-Identifier: ISC */
#include "core/fold.h"

#include "core/utf8.h"

#include <stdbool.h>

/* Marks above and below letters, Hebrew and Arabic vowels, the Arabic stretch, soft hyphens, and
 * what is not seen at all. */
static const struct utf8_range left_out[] = {{0xad, 0xad}, {0x300, 0x36f}, {0x591, 0x5bd},
    {0x5bf, 0x5bf}, {0x5c1, 0x5c2}, {0x5c4, 0x5c5}, {0x5c7, 0x5c7}, {0x610, 0x61a}, {0x640, 0x640},
    {0x64b, 0x65f}, {0x670, 0x670}, {0x6d6, 0x6dc}, {0x6df, 0x6e8}, {0x6ea, 0x6ed},
    {0x200c, 0x200f}, {0x202a, 0x202e}, {0x2060, 0x2069}, {0xfe00, 0xfe0f}, {0xfeff, 0xfeff}};

/* Thai and Lao, Myanmar, Khmer, Kana, Han, Hangul. */
static const struct utf8_range alone[] = {{0xe01, 0xeff}, {0x1000, 0x109f}, {0x1780, 0x17ff},
    {0x3005, 0x3007}, {0x3041, 0x3096}, {0x309d, 0x309f}, {0x30a1, 0x30fa}, {0x30fc, 0x30ff},
    {0x31f0, 0x31ff}, {0x3400, 0x4dbf}, {0x4e00, 0x9fff}, {0xac00, 0xd7a3}, {0xf900, 0xfaff},
    {0x20000, 0x3ffff}};

/* Blanks, quotes and dashes of all kinds, and the private use that has a meaning in the index. */
static const struct utf8_range blanks[] = {{0xa0, 0xa0}, {0xab, 0xab}, {0xbb, 0xbb},
    {0x2000, 0x206f}, {0x3000, 0x3004}, {0x3008, 0x3020}, {0xe000, 0xf8ff}};

/* Letters of Arabic and Persian that are written one for the other; Greek with its accents; Russian
 * e with its dots. */
static const struct utf8_range same[] = {{0x622, 0x627}, {0x623, 0x627}, {0x625, 0x627},
    {0x671, 0x627}, {0x649, 0x64a}, {0x6cc, 0x64a}, {0x626, 0x64a}, {0x624, 0x648}, {0x6a9, 0x643},
    {0x629, 0x647}, {0x386, 0x3b1}, {0x388, 0x3b5}, {0x389, 0x3b7}, {0x38a, 0x3b9}, {0x38c, 0x3bf},
    {0x38e, 0x3c5}, {0x38f, 0x3c9}, {0x390, 0x3b9}, {0x3ac, 0x3b1}, {0x3ad, 0x3b5}, {0x3ae, 0x3b7},
    {0x3af, 0x3b9}, {0x3b0, 0x3c5}, {0x3c2, 0x3c3}, {0x3ca, 0x3b9}, {0x3cb, 0x3c5}, {0x3cc, 0x3bf},
    {0x3cd, 0x3c5}, {0x3ce, 0x3c9}, {0x450, 0x435}, {0x451, 0x435}};

#define IS_IN(cp, ranges) utf8_is_in(cp, ranges, sizeof(ranges) / sizeof(ranges)[0])

static uint32_t
simple(uint32_t cp)
{
	if (cp >= 0xff01 && cp <= 0xff5e) /* full-width forms */
		return letter_lower(cp - 0xff01 + '!');
	if (cp >= 0x660 && cp <= 0x669)
		return cp - 0x660 + '0';
	if (cp >= 0x6f0 && cp <= 0x6f9)
		return cp - 0x6f0 + '0';
	cp = letter_lower(cp);
	for (size_t i = 0; i < sizeof same / sizeof same[0]; i++)
		if (cp == same[i].first)
			return same[i].last;
	return cp;
}

/* A blank, of which there are never two. */
static void
put_blank(struct buf *out)
{
	if (out->n > 0 && out->p[out->n - 1] != ' ')
		buf_putc(out, ' ');
}

static bool
is_word(uint32_t cp)
{
	return (cp >= 'a' && cp <= 'z') || (cp >= '0' && cp <= '9') || cp >= 0x80;
}

/* A character beyond ASCII, which is `len` bytes long. */
static void
put_other(struct buf *out, const char *s, size_t len, uint32_t cp)
{
	uint32_t to;
	const char *letters;
	char one[2];

	if (IS_IN(cp, left_out))
		return;
	letters = cp < 0x370 || (cp >= 0x1e00 && cp < 0x1f00) ? letter_plain(cp, one) : NULL;
	to = simple(cp);
	if (IS_IN(cp, blanks) || !is_word(to)) {
		put_blank(out);
	} else if (letters != NULL) {
		buf_puts(out, letters);
	} else if (IS_IN(cp, alone)) {
		put_blank(out);
		buf_put(out, s, len);
		buf_putc(out, ' ');
	} else if (to < 0x80) {
		buf_putc(out, (char)to);
	} else if (to != cp && to < 0x800) {
		buf_putc(out, (char)(0xc0 | to >> 6));
		buf_putc(out, (char)(0x80 | (to & 0x3f)));
	} else {
		buf_put(out, s, len);
	}
}

void
fold_put(struct buf *out, const char *s, size_t n)
{
	for (size_t i = 0, len; i < n && !out->failed; i += len) {
		uint32_t cp;

		len = utf8_decode(s + i, n - i, &cp);
		if (len > 1) {
			put_other(out, s + i, len, cp);
			continue;
		}
		cp = len == 0 ? ' ' : letter_lower(cp);
		len = 1;
		if (is_word(cp))
			buf_putc(out, (char)cp);
		else
			put_blank(out);
	}
}
