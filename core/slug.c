/* SPDX-License-Identifier: ISC */
/* Ids, and how one is made from a title. */
#include "core/fold.h"
#include "core/model.h"
#include "core/utf8.h"

#include <string.h>

/* The plain letter of each code point of a block; '.' where there is none. Derived from the
 * decompositions of Unicode, strokes and hooks dropped. */
static const char latin[] = /* U+00C0 to U+024F */
    "aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.y"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkklllllll"
    "lllnnnnnnnnnoooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"
    "bbbb..occdddd.eeeffg.hiikkl.mnnooo..pp......tttuuuvyyzz........."
    ".............aaiioouuuuuuuuuueaaaa..ggggkkoooo..j...ggh.nnaa..oo"
    "aaaaeeeeiiiioooorrrruuuusstt..hhnd..zzaaeeooooooooyylntj..acclts"
    "z..buveejjqqrryy";
static const char latin_additional[] = /* U+1E00 to U+1EFF */
    "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"
    "mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
    "wwwwwwwwwwxxxxyyzzzzzzhtwyasss..aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
    "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyyllvvyy";

static const char *const greek[] = {/* U+03B1 to U+03CE */
    "a", "v", "g", "d", "e", "z", "i", "th", "i", "k", "l", "m", "n", "x", "o", "p", "r", "s", "s",
    "t", "y", "f", "ch", "ps", "o", "i", "y", "o", "y", "o"};
static const char *const cyrillic[] = {/* U+0430 to U+045F */
    "a", "b", "v", "g", "d", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t",
    "u", "f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya", "e", "yo", "dj", "g",
    "ye", "dz", "i", "yi", "j", "lj", "nj", "c", "k", "i", "u", "dz"};

/* What the blocks above do not hold. */
static const struct {
	uint32_t upper, lower;
	const char *s;
} others[] = {
    {0xc6, 0xe6, "ae"},
    {0xde, 0xfe, "th"},
    {0x1e9e, 0xdf, "ss"},
    {0x132, 0x133, "ij"},
    {0x152, 0x153, "oe"},
    {0x1e2, 0x1e3, "ae"},
    {0x1fc, 0x1fd, "ae"},
    {0x1c4, 0x1c6, "dz"},
    {0x1c7, 0x1c9, "lj"},
    {0x1ca, 0x1cc, "nj"},
    {0x1f1, 0x1f3, "dz"},
    {0x1c5, 0x1f2, "dz"},
    {0x1c8, 0x1c8, "lj"},
    {0x1cb, 0x1cb, "nj"},
    {0x490, 0x491, "g"},
    {0x386, 0x3ac, "a"},
    {0x388, 0x3ad, "e"},
    {0x389, 0x3ae, "i"},
    {0x38a, 0x3af, "i"},
    {0x390, 0x390, "i"},
    {0x3b0, 0x3b0, "y"},
    {0x38c, 0x38c, "o"},
    {0x38e, 0x38e, "y"},
    {0x38f, 0x38f, "o"},
};

bool
id_is_valid(const char *s)
{
	size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-");

	return n > 0 && n <= ID_MAX && s[n] == '\0';
}

uint32_t
letter_lower(uint32_t cp)
{
	if ((cp >= 'A' && cp <= 'Z') || (cp >= 0x391 && cp <= 0x3ab) ||
	    (cp >= 0x410 && cp <= 0x42f))
		return cp + 0x20;
	if (cp >= 0x400 && cp <= 0x40f)
		return cp + 0x50;
	return cp;
}

const char *
letter_plain(uint32_t cp, char one[2])
{
	cp = letter_lower(cp);
	one[0] = '.';
	one[1] = '\0';
	if (cp < 0x80)
		one[0] = (cp >= 'a' && cp <= 'z') || (cp >= '0' && cp <= '9') ? (char)cp : '.';
	else if (cp >= 0xc0 && cp <= 0x24f)
		one[0] = latin[cp - 0xc0];
	else if (cp >= 0x1e00 && cp <= 0x1eff)
		one[0] = latin_additional[cp - 0x1e00];
	else if (cp >= 0x3b1 && cp <= 0x3ce)
		return greek[cp - 0x3b1];
	else if (cp >= 0x430 && cp <= 0x45f)
		return cyrillic[cp - 0x430];
	else if (cp == 0xad || (cp >= 0x300 && cp <= 0x36f))
		return "";
	if (one[0] != '.')
		return one;
	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
		if (cp == others[i].upper || cp == others[i].lower)
			return others[i].s;
	return NULL;
}

const char *
slug(struct arena *a, const char *title)
{
	char out[ID_MAX + 8] = "", one[2];
	size_t n = 0, word_end = 0, left = strlen(title), len;
	bool gap = false;
	uint32_t cp;

	for (; left > 0 && n <= ID_MAX; title += len, left -= len) {
		const char *s;

		len = utf8_decode(title, left, &cp);
		s = len == 0 ? NULL : letter_plain(cp, one);
		if (len == 0)
			len = 1;
		if (s == NULL) {
			gap = n > 0;
		} else if (*s != '\0') {
			if (gap) {
				word_end = n;
				out[n++] = '-';
				gap = false;
			}
			memcpy(out + n, s, strlen(s));
			n += strlen(s);
		}
	}
	if (n > ID_MAX)
		n = word_end > 0 ? word_end : ID_MAX;
	return n == 0 ? NULL : arena_strndup(a, out, n);
}
