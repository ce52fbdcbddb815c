/* SPDX-License-Identifier: ISC */
#include "core/words.h"

#include <stdarg.h>
#include <string.h>

enum { VALUES_MAX = 9 };

const char *const word_keys[] = {
#define X(name, key, english) key,
    WORDS(X)
#undef X
	NULL};

static const char *const english_words[] = {
#define X(name, key, english) english,
    WORDS(X)
#undef X
};

/* What a site says in exactly the language of the `n` first bytes of `lang`. */
static const char *
find_wording(const struct site *s, const char *lang, size_t n, const char *key)
{
	for (size_t i = 0; i < s->nwordings; i++) {
		const struct wording *wo = &s->wordings[i];

		if (strncmp(wo->lang, lang, n) == 0 && wo->lang[n] == '\0' &&
		    strcmp(wo->key, key) == 0)
			return wo->s;
	}
	return NULL;
}

/* A language falls back by cutting its subtags from the end (RFC 4647 section 3.4). */
const char *
words_get(const struct words *w, enum word k)
{
	const char *lang = w->lang;
	size_t n = lang == NULL ? 0 : strlen(lang);

	while (n > 0) {
		const char *found = find_wording(w->site, lang, n, word_keys[k]);

		if (found != NULL)
			return found;
		while (n > 0 && lang[n - 1] != '-')
			n--;
		n -= n > 0;
	}
	return english_words[k];
}

/* The value that stands at `%X`, or NULL. */
static const char *
value_at(const char *const *values, size_t n, char c)
{
	size_t i = c == 's' ? 0 : (size_t)(c - '1');

	return (c == 's' || (c >= '1' && c <= '9')) && i < n ? values[i] : NULL;
}

/* The pattern with its values; into `out` unless NULL. Returns the length. */
static size_t
fill(char *out, const char *pattern, const char *const *values, size_t n)
{
	size_t len = 0;

	for (const char *c = pattern; *c != '\0'; c++) {
		const char *v = *c == '%' ? value_at(values, n, c[1]) : NULL;
		size_t add = v != NULL ? strlen(v) : 1;

		if (out != NULL)
			memcpy(out + len, v != NULL ? v : c, add);
		len += add;
		c += v != NULL;
	}
	return len;
}

const char *
words_fill(const struct words *w, enum word k, ...)
{
	const char *pattern = words_get(w, k), *values[VALUES_MAX], *v;
	size_t n = 0, len;
	char *out;
	va_list ap;

	va_start(ap, k);
	while (n < VALUES_MAX && (v = va_arg(ap, const char *)) != NULL)
		values[n++] = v;
	va_end(ap);
	len = fill(NULL, pattern, values, n);
	out = arena_alloc(w->arena, len + 1);
	fill(out, pattern, values, n);
	return out;
}

const char *
words_role(const struct words *w, enum role as)
{
	return words_get(w, (enum word)(WORD_ROLE_SPEAKER + as));
}

const char *
words_format(const struct words *w, enum format format)
{
	return words_get(w, (enum word)(WORD_FORMAT_UNSAID + format));
}

const char *
words_event_kind(const struct words *w, enum event_kind kind)
{
	return words_get(w, (enum word)(WORD_KIND_CONFERENCE + kind));
}

const char *
words_event_kinds(const struct words *w, enum event_kind kind)
{
	return words_get(w, (enum word)(WORD_KINDS_CONFERENCE + kind));
}

const char *
words_session_type(const struct words *w, enum session_type type)
{
	return words_get(w, (enum word)(WORD_TYPE_TALK + type));
}

const char *
words_link(const struct words *w, const struct link *ln)
{
	char *s;

	if (text_is_set(&ln->label))
		return text_get(&ln->label, w->lang, NULL);
	for (enum word k = WORD_LINK_SLIDES; k <= WORD_LINK_FEEDBACK; k++)
		if (strcmp(word_keys[k] + strlen("link-"), ln->name) == 0)
			return words_get(w, k);
	s = arena_strdup(w->arena, ln->name);
	for (char *c = s; *c != '\0'; c++)
		if (*c == '-')
			*c = ' ';
	if (*s >= 'a' && *s <= 'z')
		*s = (char)(*s - 'a' + 'A');
	return s;
}

const char *
words_language(const char *tag)
{
	/* Names as the languages have them in the Unicode CLDR. */
	static const char *const names[][2] = {{"am", "አማርኛ"}, {"ar", "العربية"}, {"bn", "বাংলা"},
	    {"de", "Deutsch"}, {"en", "English"}, {"es", "español"}, {"fa", "فارسی"},
	    {"fr", "français"}, {"hi", "हिन्दी"}, {"id", "Indonesia"}, {"it", "italiano"},
	    {"ja", "日本語"}, {"ko", "한국어"}, {"my", "မြန်မာ"}, {"ne", "नेपाली"},
	    {"nl", "Nederlands"}, {"pl", "polski"}, {"pt", "português"}, {"ru", "русский"},
	    {"sw", "Kiswahili"}, {"th", "ไทย"}, {"tr", "Türkçe"}, {"uk", "українська"},
	    {"ur", "اردو"}, {"vi", "Tiếng Việt"}, {"zh", "中文"}};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (strcmp(names[i][0], tag) == 0)
			return names[i][1];
	return tag;
}
