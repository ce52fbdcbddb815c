/* SPDX-License-Identifier: ISC */
/* Texts in several languages. */
#include "core/model.h"

#include <string.h>
#include <strings.h>

/* The text whose tag is the first `n` bytes of `lang`; tags are compared without regard to case
 * (RFC 5646 section 2.1.1). */
static const struct text_in *
find(const struct text *t, const char *lang, size_t n)
{
	for (size_t i = 0; i < t->n; i++)
		if (strlen(t->in[i].lang) == n && strncasecmp(t->in[i].lang, lang, n) == 0)
			return &t->in[i];
	return NULL;
}

/* Length of the tag without its last subtag, and without a single letter that then stands last
 * (RFC 4647 section 3.4); 0 when nothing is left. */
static size_t
shorter(const char *lang, size_t n)
{
	while (n > 0 && lang[n - 1] != '-')
		n--;
	if (n > 0)
		n--;
	if (n >= 2 && lang[n - 2] == '-')
		n -= 2;
	return n;
}

const char *
text_get(const struct text *t, const char *lang, const char **got)
{
	const struct text_in *in = NULL;

	if (lang != NULL)
		for (size_t n = strlen(lang); n > 0 && in == NULL; n = shorter(lang, n))
			in = find(t, lang, n);
	if (in == NULL && t->n > 0)
		in = &t->in[0];
	if (got != NULL)
		*got = in == NULL ? NULL : in->lang;
	return in == NULL ? "" : in->s;
}

bool
text_is_set(const struct text *t)
{
	return t->n > 0;
}

bool
text_eq(const struct text *a, const struct text *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (strcmp(a->in[i].lang, b->in[i].lang) != 0 ||
		    strcmp(a->in[i].s, b->in[i].s) != 0)
			return false;
	return true;
}

const char *
text_line(struct arena *a, const char *s)
{
	size_t n = 0, len = strlen(s);
	char *out;

	for (size_t i = 0; i < len; i++)
		n += s[i] == '\n';
	out = arena_alloc(a, len + n + 1);
	n = 0;
	for (size_t i = 0; i < len; i++) {
		if (s[i] != '\n') {
			out[n++] = s[i];
		} else if (s[i + 1] != '\0' && s[i + 1] != '\n' && n > 0) {
			if (out[n - 1] != ',')
				out[n++] = ',';
			out[n++] = ' ';
		}
	}
	return out;
}
