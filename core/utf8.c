/* SPDX-License-Identifier: ISC */
#include "core/utf8.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

size_t
utf8_decode(const char *s, size_t n, uint32_t *cp)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	const unsigned char *p = (const unsigned char *)s;
	size_t len;
	uint32_t c;

	if (n == 0)
		return 0;
	c = p[0];
	if (c < 0x80) {
		*cp = c;
		return 1;
	}
	len = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
	if (c < 0xc2 || c > 0xf4 || len > n)
		return 0;
	c &= 0x7fu >> len;
	for (size_t i = 1; i < len; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (p[i] & 0x3fu);
	}
	if (c < least[len] || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		return 0;
	*cp = c;
	return len;
}

size_t
utf8_printable(const char *s, size_t n)
{
	const uint64_t ones = 0x0101010101010101, high = ones << 7;
	uint64_t eight;
	size_t at = 0;

	/* In eight bytes: none is 7F or more, each has one of the bits from 20 up. */
	for (; n - at >= sizeof eight; at += sizeof eight) {
		memcpy(&eight, s + at, sizeof eight);
		if (((eight | (eight + ones)) & high) != 0 ||
		    (((eight & ones * 0x60) + ones * 0x60) & high) != high)
			break;
	}
	while (at < n && s[at] >= ' ' && s[at] < 0x7f)
		at++;
	return at;
}

void
utf8_put_clean(struct buf *out, const char *s, size_t n, const char *keep)
{
	size_t len;
	uint32_t cp;

	for (size_t i = 0; i < n; i += len) {
		len = utf8_printable(s + i, n - i);
		if (len > 0) {
			buf_put(out, s + i, len);
			continue;
		}
		len = utf8_decode(s + i, n - i, &cp);
		if (len == 0)
			len = 1;
		else if (cp > 0 && cp < ' ' && strchr(keep, (int)cp) != NULL)
			buf_putc(out, (char)cp);
		else if ((cp >= '\t' && cp <= '\r') || cp == 0x85 || cp == 0x2028 || cp == 0x2029)
			buf_putc(out, ' ');
		else if (cp >= ' ' && (cp < 0x7f || cp > 0x9f))
			buf_put(out, s + i, len);
	}
}

size_t
utf8_check(const char *s, size_t n)
{
	size_t at = 0, len;
	uint32_t cp;

	while (at < n) {
		if ((unsigned char)s[at] < 0x80) { /* most text is ASCII */
			at++;
			continue;
		}
		len = utf8_decode(s + at, n - at, &cp);
		if (len == 0)
			return at;
		at += len;
	}
	return n;
}

bool
utf8_is_control(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7f && cp <= 0x9f) || cp == 0x61c || cp == 0x200e ||
	       cp == 0x200f || (cp >= 0x2028 && cp <= 0x202e) || (cp >= 0x2066 && cp <= 0x2069);
}

/* These and characters that are not seen. */
static bool
is_hidden(uint32_t cp)
{
	return utf8_is_control(cp) || cp == 0xad || cp == 0x200b ||
	       (cp >= 0x2060 && cp <= 0x2065) || cp == 0xfeff || (cp >= 0xfff9 && cp <= 0xfffb) ||
	       (cp >= 0xe0000 && cp <= 0xe007f);
}

size_t
utf8_visible(const char *s, size_t n, char out[UTF8_VISIBLE])
{
	uint32_t cp = 0;
	size_t len = utf8_decode(s, n, &cp);

	if (len == 0)
		snprintf(out, UTF8_VISIBLE, "\\x%02x", (unsigned char)s[0]);
	else if (is_hidden(cp))
		snprintf(out, UTF8_VISIBLE, cp < 0x80 ? "\\x%02x" : "\\u{%04x}", (unsigned)cp);
	else
		snprintf(out, UTF8_VISIBLE, "%.*s", (int)len, s);
	return len == 0 ? 1 : len;
}

bool
utf8_is_in(uint32_t cp, const struct utf8_range *r, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (cp >= r[i].first && cp <= r[i].last)
			return true;
	return false;
}

/* The blocks that matter in names and titles; not the whole of UAX #11. */
static const struct utf8_range zero_width[] = {{0x300, 0x36f}, {0x483, 0x489}, {0x591, 0x5bd},
    {0x610, 0x61a}, {0x64b, 0x65f}, {0x670, 0x670}, {0x200b, 0x200f}, {0x202a, 0x202e},
    {0x2060, 0x2069}, {0x20d0, 0x20ff}, {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f}};
static const struct utf8_range double_width[] = {{0x1100, 0x115f}, {0x2e80, 0x303e},
    {0x3041, 0xa4cf}, {0xac00, 0xd7a3}, {0xf900, 0xfaff}, {0xfe30, 0xfe6f}, {0xff00, 0xff60},
    {0xffe0, 0xffe6}, {0x1f300, 0x1f64f}, {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd}};

size_t
utf8_width(const char *s)
{
	size_t n = strlen(s), len, width = 0;
	uint32_t cp;

	while (n > 0 && (len = utf8_decode(s, n, &cp)) > 0) {
		if (cp < zero_width[0].first)
			width += 1;
		else if (utf8_is_in(cp, double_width, sizeof double_width / sizeof *double_width))
			width += 2;
		else if (!utf8_is_in(cp, zero_width, sizeof zero_width / sizeof *zero_width))
			width += 1;
		s += len;
		n -= len;
	}
	return width;
}
