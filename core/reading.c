/* SPDX-License-Identifier: ISC */
#include "core/reading.h"

#include "core/path.h"
#include "core/words.h"

#include <string.h>
#include <strings.h>

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

const char *
reading_path(
    struct arena *a, const struct site *s, const char *lang, const char *zone, const char *path)
{
	const char *first = site_language(s);

	if (zone != NULL)
		path = arena_printf(a, "in/%s/%s", zone, path);
	if (lang != NULL && (first == NULL || strcmp(lang, first) != 0))
		path = arena_printf(a, "%s/%s", lang, path);
	return path;
}

const char *
reading_folder(struct arena *a, const struct site *s, const char *lang)
{
	if (lang == NULL || !reading_has_texts(s, lang))
		return "";
	return reading_path(a, s, lang, NULL, "");
}

const char *
reading_url(struct arena *a, const struct site *s, const char *lang, const char *path)
{
	size_t n = strlen(path);
	bool has_pages_below = n == 0 || path[n - 1] == '/';

	if (s->web == NULL)
		return NULL;
	return arena_printf(a, "%s%s%s", s->web, reading_folder(a, s, lang),
	    has_pages_below ? path : path_to_file(a, path));
}
