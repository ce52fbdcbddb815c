/* SPDX-License-Identifier: ISC */
/* Numbers, choices, ids and colours. */
#include "data/value.h"

#include "core/colour.h"
#include "core/model.h"
#include "data/logo.h"
#include "data/meant.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool
value_count(struct findings *f, struct place at, const char *s, int *out)
{
	int n = 0;
	const char *p = s;

	if (*p == '-' && is_digit(p[1])) {
		finding_add(f, RULE_BAD_CAPACITY, at, "leave it out when it is not known",
		    "%s is below zero", finding_quote(f, s));
		return false;
	}
	while (is_digit(*p) && n <= VALUE_NUMBER_MAX)
		n = n * 10 + (*p++ - '0');
	if (*s == '\0' || *p != '\0' || n > VALUE_NUMBER_MAX) {
		const char *todo = meant_any(s);

		finding_add(f, RULE_BAD_NUMBER, at,
		    todo != NULL ? todo : "write digits only, at most 1000000",
		    "'%s' is not a whole number", finding_quote(f, s));
		return false;
	}
	*out = n;
	return true;
}

/* Sign, digits, and digits after a point; independent of the locale. */
static bool
parse_decimal(const char *s, double *out)
{
	double n = 0, scale = 1;
	bool negative = *s == '-', digits = false;

	s += *s == '-' || *s == '+';
	for (; is_digit(*s) && n < 1e6; s++, digits = true)
		n = n * 10 + (*s - '0');
	if (*s == '.')
		for (s++; is_digit(*s); s++, digits = true)
			if (scale < 1e12) {
				n = n * 10 + (*s - '0');
				scale *= 10;
			}
	*out = (negative ? -n : n) / scale;
	return digits && *s == '\0';
}

bool
value_degrees(struct findings *f, struct place at, const char *s, double max, double *out)
{
	double d;

	if (!parse_decimal(s, &d)) {
		finding_add(f, RULE_BAD_GEO, at,
		    "write latitude and longitude: geo: [52.52, 13.40]",
		    "'%s' is not a number of degrees", finding_quote(f, s));
		return false;
	}
	if (d < -max || d > max) {
		finding_add(f, RULE_BAD_GEO, at, "latitude comes first, then longitude",
		    "%s is not between -%g and %g", finding_quote(f, s), max, max);
		return false;
	}
	*out = d;
	return true;
}

/* "a, b, c or d", cut when it gets long. */
static const char *
list_words(struct findings *f, const char *const *words)
{
	char s[FINDING_TEXT_MAX];
	size_t n = 0, i;

	s[0] = '\0';
	for (i = 0; words[i] != NULL && n + strlen(words[i]) + 8 < sizeof s; i++) {
		const char *between = n == 0 ? "" : words[i + 1] == NULL ? " or " : ", ";

		n += (size_t)snprintf(s + n, sizeof s - n, "%s%s", between, words[i]);
	}
	return finding_words(f, "write %s", s);
}

/* What to do if `s` is nearly one of the words; NULL if it is not. */
static const char *
near_word(struct findings *f, const char *s, const char *const *words)
{
	const char *near;
	size_t n = 0;

	while (words[n] != NULL)
		n++;
	near = suggest(s, words, n);
	return near == NULL ? NULL : finding_words(f, "did you mean '%s'?", near);
}

bool
value_word(struct findings *f, struct place at, const char *s, const char *key,
    const char *const *words, int *out)
{
	int i = word_find(words, s);
	const char *near, *meant;

	if (i >= 0) {
		*out = i;
		return true;
	}
	meant = meant_word(key, s, words);
	near = meant != NULL ? finding_words(f, "did you mean '%s'?", meant) : meant_any(s);
	if (near == NULL)
		near = near_word(f, s, words);
	finding_add(f, RULE_BAD_WORD, at, near != NULL ? near : list_words(f, words),
	    "there is no %s '%s'", key, finding_quote(f, s));
	return false;
}

bool
value_yes(struct findings *f, struct place at, const char *s, bool *out)
{
	static const char *const words[] = {"yes", "no", "true", "false", NULL};
	int i = word_find(words, s);
	const char *near;

	if (i >= 0) {
		*out = i % 2 == 0;
		return true;
	}
	near = near_word(f, s, words);
	finding_add(f, RULE_BAD_WORD, at, near != NULL ? near : "write yes or no",
	    "'%s' is neither yes nor no", finding_quote(f, s));
	return false;
}

bool
value_id(struct findings *f, struct place at, const char *s)
{
	const char *better, *todo = NULL;

	if (id_is_valid(s))
		return true;
	better = findings_is_full(f, at.file) ? NULL : slug(f->arena, s);
	todo = meant_any(s);
	finding_add(f, RULE_BAD_ID, at,
	    todo != NULL ? todo
	    : better != NULL && id_is_valid(better)
		? finding_words(f, "write '%s'", better)
		: "use 1 to 64 small letters a-z, digits and hyphens",
	    "'%s' is not an id", finding_quote(f, s));
	return false;
}

static const char hex_digits[] = "0123456789abcdefABCDEF";

static const char *
colour_todo(struct findings *f, const char *s)
{
	const char *near = near_word(f, s, colour_names);
	size_t n = strspn(s, hex_digits);

	if (near != NULL)
		return near;
	if (n == 6 && s[n] == '\0')
		return finding_words(f, "write \"#%s\", with quotes", s);
	if (s[0] == '#' && strlen(s) == 4 && strspn(s + 1, hex_digits) == 3)
		return finding_words(
		    f, "write \"#%c%c%c%c%c%c\"", s[1], s[1], s[2], s[2], s[3], s[3]);
	return "write it like \"#1a6f5c\", with quotes, or a CSS name such as teal";
}

static void
lower(const char *s, char *out, size_t size)
{
	size_t i;

	for (i = 0; s[i] != '\0' && i + 1 < size; i++)
		out[i] = (char)(s[i] >= 'A' && s[i] <= 'Z' ? s[i] - 'A' + 'a' : s[i]);
	out[i] = '\0';
}

bool
value_colour(struct findings *f, struct place at, const char *s, char out[32])
{
	char low[32];

	lower(s, low, sizeof low);
	if ((s[0] == '#' && strlen(s) == 7 && strspn(s + 1, hex_digits) == 6) ||
	    (strlen(s) < sizeof low && word_find(colour_names, low) >= 0)) {
		memcpy(out, low, sizeof low);
		return true;
	}
	finding_add(
	    f, RULE_BAD_COLOUR, at, colour_todo(f, s), "'%s' is not a colour", finding_quote(f, s));
	return false;
}

bool
value_logo(struct findings *f, struct place at, const char *s)
{
	if (logo_is_name(s))
		return true;
	finding_add(f, RULE_BAD_LOGO, at,
	    "put it beside site.yaml under a name that begins with 'logo' and ends in .svg, .png, "
	    ".jpg or .webp",
	    "'%s' is no name of a logo", finding_quote(f, s));
	return false;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

const char *
value_tidy(struct arena *a, const char *s, bool one_line)
{
	char *p, *out;

	while (*s == '\n' || (one_line && is_blank(*s)))
		s++;
	p = out = arena_strdup(a, s);
	for (; *s != '\0'; s++) {
		if (one_line && is_blank(*s) && (is_blank(s[1]) || s[1] == '\0'))
			continue;
		*p++ = one_line && is_blank(*s) ? ' ' : *s;
	}
	while (p > out && is_blank(p[-1]))
		p--;
	*p = '\0';
	return out;
}
