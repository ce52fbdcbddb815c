/* SPDX-License-Identifier: ISC */
/* Characters that look like those of YAML, which writing programs put in. */
#include "data/yaml_line.h"

#include <string.h>

static bool
starts(const char *s, size_t n, const char *with)
{
	return n >= strlen(with) && memcmp(s, with, strlen(with)) == 0;
}

/* Whether a value or a key may begin at `i`: there is nothing before it, or a sign of YAML. */
static bool
may_begin(struct line l, size_t i)
{
	while (i > 0 && l.s[i - 1] == ' ')
		i--;
	return i == 0 || strchr(":-,[{", l.s[i - 1]) != NULL;
}

/* Signs that look like others, which writing programs put in: what to say of one at byte `i`. */
static bool
look_alike(struct line l, size_t i, const char **what, const char **todo)
{
	const char *s = l.s + i;
	size_t n = l.n - i, k;
	static const char *const quotes[] = {
	    "\xe2\x80\x9c", "\xe2\x80\x9d", "\xe2\x80\x9e", "\xe2\x80\x98", "\xc2\xab"};
	static const char *const dashes[] = {
	    "\xe2\x80\x93 ", "\xe2\x80\x94 ", "\xe2\x88\x92 ", "\xe2\x80\xa2 "};

	if ((starts(s, n, "\xc2\xa0") || starts(s, n, "\xe2\x80\xaf")) && may_begin(l, i)) {
		*what = *s == '\xc2'
			    ? "there is a no-break space here (U+00A0), which looks like a space"
			    : "there is a no-break space here (U+202F), which looks like a space";
		*todo = "type an ordinary space";
		return true;
	}
	if (starts(s, n, "\xe2\x80\x8b")) {
		*what = "there is a character here that is not seen (U+200B)";
		*todo = "delete it";
		return true;
	}
	for (k = 0; k < sizeof quotes / sizeof *quotes; k++)
		if (starts(s, n, quotes[k]) && may_begin(l, i)) {
			*what = "this is not one of the quotes that begin a text";
			*todo = "write \" and \" in place of \xe2\x80\x9c and \xe2\x80\x9d";
			return true;
		}
	for (k = 0; k < sizeof dashes / sizeof *dashes; k++)
		if (starts(s, n, dashes[k]) && i == line_indent(l)) {
			*what = "this line begins with a dash or bullet, not with a hyphen";
			*todo = "begin it with '- '";
			return true;
		}
	return false;
}

bool
yaml_tell_look_alike(const struct yaml_text *t, size_t number, struct findings *f)
{
	struct line l = line_at(t, number);
	struct place at = {t->name, (int)number + 1, 0};
	const char *what, *todo;

	for (size_t i = 0; i < l.n; i++) {
		if (((unsigned char)l.s[i] & 0xc0) == 0x80)
			continue;
		at.col++;
		if ((unsigned char)l.s[i] >= 0x80 && look_alike(l, i, &what, &todo)) {
			finding_add(f, RULE_YAML_SYNTAX, at, todo, "%s", what);
			return true;
		}
	}
	return false;
}
