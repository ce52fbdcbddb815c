/* SPDX-License-Identifier: ISC */
/* Tags, attributes and character references of HTML, near enough to
 * https://html.spec.whatwg.org/multipage/parsing.html for text that people wrote. */
#include "core/from_html_private.h"
#include "core/utf8.h"

#include <string.h>
#include <strings.h>

/* The references that abstracts have; CommonMark resolves the rest. */
static const struct {
	const char *name;
	uint16_t cp;
} references[] = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''},
    {"nbsp", 0xa0}, {"iexcl", 0xa1}, {"cent", 0xa2}, {"pound", 0xa3}, {"yen", 0xa5}, {"sect", 0xa7},
    {"copy", 0xa9}, {"laquo", 0xab}, {"shy", 0xad}, {"reg", 0xae}, {"deg", 0xb0}, {"plusmn", 0xb1},
    {"para", 0xb6}, {"middot", 0xb7}, {"raquo", 0xbb}, {"frac12", 0xbd}, {"iquest", 0xbf},
    {"Agrave", 0xc0}, {"Aacute", 0xc1}, {"Acirc", 0xc2}, {"Atilde", 0xc3}, {"Auml", 0xc4},
    {"Aring", 0xc5}, {"AElig", 0xc6}, {"Ccedil", 0xc7}, {"Egrave", 0xc8}, {"Eacute", 0xc9},
    {"Ecirc", 0xca}, {"Euml", 0xcb}, {"Iacute", 0xcd}, {"Icirc", 0xce}, {"Ntilde", 0xd1},
    {"Oacute", 0xd3}, {"Ocirc", 0xd4}, {"Otilde", 0xd5}, {"Ouml", 0xd6}, {"times", 0xd7},
    {"Oslash", 0xd8}, {"Uacute", 0xda}, {"Ucirc", 0xdb}, {"Uuml", 0xdc}, {"szlig", 0xdf},
    {"agrave", 0xe0}, {"aacute", 0xe1}, {"acirc", 0xe2}, {"atilde", 0xe3}, {"auml", 0xe4},
    {"aring", 0xe5}, {"aelig", 0xe6}, {"ccedil", 0xe7}, {"egrave", 0xe8}, {"eacute", 0xe9},
    {"ecirc", 0xea}, {"euml", 0xeb}, {"igrave", 0xec}, {"iacute", 0xed}, {"icirc", 0xee},
    {"iuml", 0xef}, {"ntilde", 0xf1}, {"ograve", 0xf2}, {"oacute", 0xf3}, {"ocirc", 0xf4},
    {"otilde", 0xf5}, {"ouml", 0xf6}, {"divide", 0xf7}, {"oslash", 0xf8}, {"ugrave", 0xf9},
    {"uacute", 0xfa}, {"ucirc", 0xfb}, {"uuml", 0xfc}, {"yacute", 0xfd}, {"OElig", 0x152},
    {"oelig", 0x153}, {"Scaron", 0x160}, {"scaron", 0x161}, {"ensp", 0x2002}, {"emsp", 0x2003},
    {"thinsp", 0x2009}, {"zwnj", 0x200c}, {"zwj", 0x200d}, {"lrm", 0x200e}, {"rlm", 0x200f},
    {"ndash", 0x2013}, {"mdash", 0x2014}, {"lsquo", 0x2018}, {"rsquo", 0x2019}, {"sbquo", 0x201a},
    {"ldquo", 0x201c}, {"rdquo", 0x201d}, {"bdquo", 0x201e}, {"bull", 0x2022}, {"hellip", 0x2026},
    {"prime", 0x2032}, {"lsaquo", 0x2039}, {"rsaquo", 0x203a}, {"euro", 0x20ac}, {"trade", 0x2122},
    {"larr", 0x2190}, {"rarr", 0x2192}, {"minus", 0x2212}, {"le", 0x2264}, {"ge", 0x2265}};

/* What Windows put where ISO 8859-1 has control characters, 0x80 to 0x9f; numeric references
 * still mean these (the same specification, numeric character reference end state). */
static const uint16_t windows_1252[32] = {0x20ac, 0, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021,
    0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0, 0x17d, 0, 0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0, 0x17e, 0x178};

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static char
lower(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

void
scan_init(struct scan *sc, const char *s, size_t n)
{
	*sc = (struct scan){.s = s, .n = n, .budget = 4 * n};
}

/* Notes a search over `n` bytes that found nothing. */
static bool
in_vain(struct scan *sc, size_t n)
{
	sc->budget -= n < sc->budget ? n : sc->budget;
	return false;
}

/* Where `what` is from `from` on, or `n`. */
static size_t
find(const struct scan *sc, size_t from, const char *what)
{
	size_t len = strlen(what);

	for (size_t i = from; i + len <= sc->n; i++)
		if (sc->s[i] == what[0] && memcmp(sc->s + i, what, len) == 0)
			return i;
	return sc->n;
}

/* `<!-- -->`, `<!DOCTYPE>`, `<?xml>`. */
static bool
take_comment(struct scan *sc)
{
	bool is_comment = sc->n - sc->i >= 4 && memcmp(sc->s + sc->i, "<!--", 4) == 0;
	size_t end = is_comment ? find(sc, sc->i + 4, "-->") : find(sc, sc->i + 2, ">");

	if (end == sc->n)
		return in_vain(sc, end - sc->i);
	sc->i = end + (is_comment ? 3 : 1);
	return true;
}

/* Where the '>' of a tag is, quotes considered, or `n`. */
static size_t
tag_end(const struct scan *sc, size_t from)
{
	char quote = '\0', before = '\0'; /* the last character that is no space */

	for (size_t i = from; i < sc->n; i++) {
		char c = sc->s[i];

		if (quote != '\0')
			quote = c == quote ? '\0' : quote;
		else if (c == '>')
			return i;
		else if ((c == '"' || c == '\'') && before == '=')
			quote = c;
		if (!is_space(c))
			before = c;
	}
	return sc->n;
}

bool
scan_tag(struct scan *sc, struct tag *out)
{
	size_t i = sc->i + 1, k = 0, end;

	*out = (struct tag){.is_end = i < sc->n && sc->s[i] == '/'};
	if (sc->budget == 0 || i >= sc->n)
		return false;
	if (sc->s[i] == '!' || sc->s[i] == '?')
		return take_comment(sc);
	i += out->is_end;
	if (i >= sc->n || !is_letter(sc->s[i]))
		return false;
	end = tag_end(sc, i);
	if (end == sc->n)
		return in_vain(sc, end - i);
	for (; i < end && !is_space(sc->s[i]) && sc->s[i] != '/'; i++)
		if (k < TAG_NAME_MAX)
			out->name[k++] = lower(sc->s[i]);
	/* `<https://example.org>` and `<ana@example.org>` are text, `<o:p>` is a tag. */
	if (strpbrk(out->name, "@.") != NULL || out->name[k - 1] == ':')
		return false;
	out->attrs = sc->s + i;
	out->nattrs = end - i;
	sc->i = end + 1;
	return true;
}

bool
scan_past_end(struct scan *sc, const char *name)
{
	size_t len = strlen(name);

	if (sc->budget == 0)
		return false;
	for (size_t i = sc->i; i + 2 + len <= sc->n; i++) {
		if (sc->s[i] != '<' || sc->s[i + 1] != '/' ||
		    strncasecmp(sc->s + i + 2, name, len) != 0)
			continue;
		i = find(sc, i, ">");
		sc->i = i < sc->n ? i + 1 : i;
		return true;
	}
	return in_vain(sc, sc->n - sc->i);
}

static size_t
encode(uint32_t cp, char out[4])
{
	static const uint8_t lead[5] = {0, 0, 0xc0, 0xe0, 0xf0};
	size_t n = cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;

	for (size_t i = n; i-- > 1; cp >>= 6)
		out[i] = (char)(0x80 | (cp & 0x3f));
	out[0] = (char)(lead[n] | cp);
	return n;
}

/* Whether text may have this character: no control but white space, no surrogate. */
static bool
may_stand(uint32_t cp)
{
	if (cp < ' ')
		return cp == '\t' || cp == '\n' || cp == '\r' || cp == '\f';
	return cp < 0x7f ||
	       (cp > 0x9f && cp != 0xfeff && (cp < 0xd800 || cp > 0xdfff) && cp <= 0x10ffff);
}

/* The number of `&#233;` or `&#xe9;` at `s`, its length with the ';' in `*len`; 0 if it is none. */
static uint32_t
number(const char *s, size_t n, size_t *len)
{
	bool is_hex = n > 2 && lower(s[2]) == 'x';
	size_t i = is_hex ? 3 : 2, begin = i;
	uint32_t cp = 0;

	for (; i < n && (is_digit(s[i]) || (is_hex && lower(s[i]) >= 'a' && lower(s[i]) <= 'f'));
	     i++) {
		uint32_t digit =
		    is_digit(s[i]) ? (uint32_t)(s[i] - '0') : (uint32_t)(lower(s[i]) - 'a' + 10);

		cp = cp > 0x10ffff ? cp : cp * (is_hex ? 16 : 10) + digit;
	}
	if (i == begin)
		return 0;
	*len = i < n && s[i] == ';' ? i + 1 : i;
	if (cp >= 0x80 && cp <= 0x9f && windows_1252[cp - 0x80] != 0)
		cp = windows_1252[cp - 0x80];
	return cp == 0 || cp > 0x10ffff ? 0xfffd : cp;
}

static uint32_t
named(const char *s, size_t n, size_t *len)
{
	size_t i = 1;

	while (i < n && i < 32 && (is_letter(s[i]) || is_digit(s[i])))
		i++;
	if (i == 1 || i >= n || s[i] != ';')
		return 0;
	*len = i + 1;
	for (size_t k = 0; k < sizeof references / sizeof references[0]; k++)
		if (strlen(references[k].name) == i - 1 &&
		    memcmp(references[k].name, s + 1, i - 1) == 0)
			return references[k].cp;
	return 0;
}

size_t
scan_char(struct scan *sc, char out[4], bool *is_reference)
{
	const char *s = sc->s + sc->i;
	size_t n = sc->n - sc->i, len = 0;
	uint32_t cp = 0;

	*is_reference = false;
	if (*s == '&' && n > 1) {
		cp = s[1] == '#' ? number(s, n, &len) : named(s, n, &len);
		if (cp != 0) {
			sc->i += len;
			return may_stand(cp) ? encode(cp, out) : 0;
		}
		*is_reference = len > 0;
	}
	len = utf8_decode(s, n, &cp);
	if (len == 0) {
		out[0] = *s;
		sc->i++;
		return 1;
	}
	sc->i += len;
	if (cp == 0x85 || cp == 0x2028 || cp == 0x2029)
		cp = '\n';
	return may_stand(cp) ? encode(cp, out) : 0;
}

/* Appends a value without the white space round it. */
static void
put_value(struct buf *out, const char *s, size_t n)
{
	struct scan sc;
	bool is_reference;
	char c[4];

	while (n > 0 && is_space(s[0])) {
		s++;
		n--;
	}
	while (n > 0 && is_space(s[n - 1]))
		n--;
	scan_init(&sc, s, n);
	while (sc.i < sc.n) {
		size_t len = scan_char(&sc, c, &is_reference);

		buf_put(out, c, len);
	}
}

/* Goes past the value at `*i`, quoted or not; its length in `*n`. */
static const char *
take_value(const struct tag *t, size_t *i, size_t *n)
{
	const char *s = t->attrs;
	char quote = *i < t->nattrs && (s[*i] == '"' || s[*i] == '\'') ? s[(*i)++] : '\0';
	size_t begin = *i;

	while (*i < t->nattrs && (quote != '\0' ? s[*i] != quote : !is_space(s[*i])))
		++*i;
	*n = *i - begin;
	*i += quote != '\0';
	return s + begin;
}

bool
tag_attr(const struct tag *t, const char *name, struct buf *out)
{
	const char *s = t->attrs, *value;
	size_t i = 0, begin, len, n;

	while (i < t->nattrs) {
		while (i < t->nattrs && (is_space(s[i]) || s[i] == '/' || s[i] == '='))
			i++;
		for (begin = i; i < t->nattrs && !is_space(s[i]) && s[i] != '='; i++)
			continue;
		len = i - begin;
		while (i < t->nattrs && is_space(s[i]))
			i++;
		if (i >= t->nattrs || s[i] != '=')
			continue;
		for (i++; i < t->nattrs && is_space(s[i]); i++)
			continue;
		value = take_value(t, &i, &n);
		if (len == strlen(name) && strncasecmp(s + begin, name, len) == 0) {
			put_value(out, value, n);
			return true;
		}
	}
	return false;
}
