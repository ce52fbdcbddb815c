/* SPDX-License-Identifier: ISC */
#include "core/reading.h"

#include <string.h>
#include <strings.h>

/* Until there are catalogues. */
static const char *
words_catalogue(size_t i)
{
	static const char *const langs[] = {"en", "fr", "es", "ar", "de", NULL};

	return langs[i];
}

bool
reading_has_texts(const struct site *s, const char *lang)
{
	for (size_t i = 0; i < s->nlanguages; i++)
		if (strcmp(s->languages[i], lang) == 0)
			return true;
	return false;
}

const char *
reading_languages(const struct site *s, size_t i)
{
	const char *lang;

	if (i < s->nlanguages)
		return s->languages[i];
	i -= s->nlanguages;
	for (size_t k = 0; (lang = words_catalogue(k)) != NULL; k++)
		if (!reading_has_texts(s, lang) && i-- == 0)
			return lang;
	return NULL;
}

const char *
reading_language(const struct site *s, const char *tag, size_t n)
{
	const char *lang;

	for (size_t i = 0; (lang = reading_languages(s, i)) != NULL; i++)
		if (strlen(lang) == n && strncasecmp(lang, tag, n) == 0)
			return lang;
	return NULL;
}
