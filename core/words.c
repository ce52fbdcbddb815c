/* SPDX-License-Identifier: ISC */
#include "core/words.h"

#include "core/locales.h"

#include <inttypes.h>
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

int
words_find(const char *key)
{
	for (int i = 0; i < WORD_COUNT; i++)
		if (strcmp(word_keys[i], key) == 0)
			return i;
	return -1;
}

const char *
words_english(enum word k)
{
	return english_words[k];
}

enum word
words_of_form(enum word k, enum plural *form)
{
	for (int i = PLURAL_OTHER; i < PLURAL_COUNT && (int)k >= i; i++) {
		enum word whole = (enum word)((int)k - i);

		if (words_is_counted(whole)) {
			*form = (enum plural)i;
			return whole;
		}
	}
	*form = PLURAL_OTHER;
	return k;
}

bool
words_is_counted(enum word k)
{
	size_t n = strlen(word_keys[k]);

	return k + 1 < WORD_COUNT && strncmp(word_keys[k + 1], word_keys[k], n) == 0 &&
	       strcmp(word_keys[k + 1] + n, "-zero") == 0;
}

/* ---- look-up ---- */

const char *
words_catalogue(size_t i)
{
	return locales[i].lang;
}

/* The catalogue of exactly the language of the `n` first bytes of `lang`. */
static const struct locale *
find_locale(const char *lang, size_t n)
{
	for (const struct locale *lo = locales; lo->lang != NULL; lo++)
		if (strncmp(lo->lang, lang, n) == 0 && lo->lang[n] == '\0')
			return lo;
	return NULL;
}

bool
words_has_catalogue(const char *lang)
{
	return find_locale(lang, strlen(lang)) != NULL;
}

static const char *
in_catalogue(const struct words *w, size_t n, enum word k)
{
	const struct locale *lo = find_locale(w->lang, n);

	return lo != NULL ? lo->words[k] : NULL;
}

/* What the site says in exactly the language of the `n` first bytes of that of `w`. */
static const char *
in_site(const struct words *w, size_t n, enum word k)
{
	const struct site *s = w->site;

	for (size_t i = 0; s != NULL && i < s->nwordings; i++) {
		const struct wording *wo = &s->wordings[i];

		if (strncmp(wo->lang, w->lang, n) == 0 && wo->lang[n] == '\0' &&
		    strcmp(wo->key, word_keys[k]) == 0)
			return wo->s;
	}
	return NULL;
}

/* A language falls back by cutting its subtags from the end. */
static const char *
fall_back(const struct words *w, enum word k,
    const char *(*look_up)(const struct words *w, size_t n, enum word k))
{
	size_t n = w->lang == NULL ? 0 : strlen(w->lang);

	while (n > 0) {
		const char *found = look_up(w, n, k);

		if (found != NULL)
			return found;
		while (n > 0 && w->lang[n - 1] != '-')
			n--;
		n -= n > 0;
	}
	return NULL;
}

/* The word in the language; NULL if neither the site nor a catalogue has it. */
static const char *
find_word(const struct words *w, enum word k)
{
	const char *found = fall_back(w, k, in_site);

	return found != NULL ? found : fall_back(w, k, in_catalogue);
}

const char *
words_get(const struct words *w, enum word k)
{
	const char *found = find_word(w, k);

	return found != NULL ? found : english_words[k];
}

size_t
words_missing(const struct site *s, const char *lang, size_t *of)
{
	const struct words w = {.site = s, .lang = lang};
	size_t n = 0;

	*of = 0;
	for (int k = 0; k < WORD_COUNT; k += words_is_counted((enum word)k) ? PLURAL_COUNT : 1) {
		n += find_word(&w, (enum word)k) == NULL;
		++*of;
	}
	return n;
}

/* ---- values ---- */

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

static const char *
fill_all(const struct words *w, const char *pattern, const char *const *values, size_t n)
{
	char *out = arena_alloc(w->arena, fill(NULL, pattern, values, n) + 1);

	fill(out, pattern, values, n);
	return out;
}

const char *
words_fill(const struct words *w, enum word k, ...)
{
	const char *values[VALUES_MAX], *v;
	size_t n = 0;
	va_list ap;

	va_start(ap, k);
	while (n < VALUES_MAX && (v = va_arg(ap, const char *)) != NULL)
		values[n++] = v;
	va_end(ap);
	return fill_all(w, words_get(w, k), values, n);
}

const char *
words_count(const struct words *w, enum word k, int64_t n)
{
	enum plural form = plural_of(w->lang, n);
	const char *pattern = find_word(w, (enum word)(k + form));

	if (pattern == NULL)
		pattern = find_word(w, k);
	if (pattern == NULL)
		pattern = english_words[k + plural_of("en", n)];
	return fill_all(w, pattern, (const char *[]){arena_printf(w->arena, "%" PRId64, n)}, 1);
}

/* Which values a pattern has places for, as bits; -1 if there is a '%' that is no place. */
static int
places(const char *s)
{
	int bits = 0;

	for (; (s = strchr(s, '%')) != NULL; s += 2) {
		if (s[1] != 's' && (s[1] < '1' || s[1] > '9'))
			return -1;
		bits |= 1 << (s[1] == 's' ? 1 : s[1] - '0');
	}
	return bits;
}

bool
words_fits(enum word k, const char *wording)
{
	enum plural form;
	int want = places(english_words[words_of_form(k, &form)]), has = places(wording);

	return has == want ||
	       (has == 0 && (form == PLURAL_ZERO || form == PLURAL_ONE || form == PLURAL_TWO));
}

const char *
words_list(const struct words *w, const char *list, const char *more)
{
	return *list == '\0' ? more : words_fill(w, WORD_LIST, list, more, NULL);
}

const char *
words_colon(const struct words *w)
{
	return words_fill(w, WORD_FACT, "", "", NULL);
}

const char *
words_comma(const struct words *w)
{
	return words_fill(w, WORD_LIST, "", "", NULL);
}

/* ---- choices ---- */

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
