/* SPDX-License-Identifier: ISC */
#include "data/yaml_line.h"

#include <string.h>

struct line
line_at(const struct yaml_text *t, size_t number)
{
	const char *p = t->s, *end = t->s + t->n, *nl;

	while (number-- > 0 && (p = memchr(p, '\n', (size_t)(end - p))) != NULL)
		p++;
	if (p == NULL)
		return (struct line){end, 0};
	nl = memchr(p, '\n', (size_t)(end - p));
	return (struct line){p, (size_t)((nl == NULL ? end : nl) - p)};
}

bool
line_before(const struct yaml_text *t, struct line *l)
{
	const char *end = l->s, *p;

	if (end == t->s)
		return false;
	for (p = --end; p > t->s && p[-1] != '\n'; p--)
		;
	*l = (struct line){p, (size_t)(end - p)};
	return true;
}

size_t
line_column(struct line l, size_t col)
{
	size_t i;

	for (i = 0; i < l.n; i++) {
		if (((unsigned char)l.s[i] & 0xc0) == 0x80)
			continue;
		if (col-- == 0)
			break;
	}
	return i;
}

size_t
line_indent(struct line l)
{
	size_t i = 0;

	while (i < l.n && (l.s[i] == ' ' || l.s[i] == '\t'))
		i++;
	return i;
}
