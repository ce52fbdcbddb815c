/* SPDX-License-Identifier: ISC */
/* Language tags. */
#include "data/value.h"

#include "data/meant.h"

#include <string.h>
#include <strings.h>

/* What people write, and the tag for it; the last ones are country codes taken for languages, and
 * codes withdrawn in 1989 (RFC 5646 section 2.2.1), of which "in" begins addresses of ours. */
static const struct {
	const char *written, *tag;
} meant[] = {
    {"english", "en"},
    {"french", "fr"},
    {"francais", "fr"},
    {"français", "fr"},
    {"spanish", "es"},
    {"espanol", "es"},
    {"español", "es"},
    {"german", "de"},
    {"deutsch", "de"},
    {"portuguese", "pt"},
    {"português", "pt"},
    {"arabic", "ar"},
    {"russian", "ru"},
    {"chinese", "zh"},
    {"swahili", "sw"},
    {"kiswahili", "sw"},
    {"hindi", "hi"},
    {"bengali", "bn"},
    {"bangla", "bn"},
    {"nepali", "ne"},
    {"vietnamese", "vi"},
    {"amharic", "am"},
    {"thai", "th"},
    {"italian", "it"},
    {"dutch", "nl"},
    {"japanese", "ja"},
    {"englisch", "en"},
    {"anglais", "en"},
    {"inglés", "en"},
    {"ingles", "en"},
    {"französisch", "fr"},
    {"francés", "fr"},
    {"castellano", "es"},
    {"espagnol", "es"},
    {"spanisch", "es"},
    {"allemand", "de"},
    {"portugues", "pt"},
    {"brazilian portuguese", "pt-BR"},
    {"العربية", "ar"},
    {"arabe", "ar"},
    {"русский", "ru"},
    {"Русский", "ru"},
    {"Русский", "ru"},
    {"中文", "zh"},
    {"mandarin", "zh"},
    {"simplified chinese", "zh-Hans"},
    {"traditional chinese", "zh-Hant"},
    {"日本語", "ja"},
    {"korean", "ko"},
    {"한국어", "ko"},
    {"italiano", "it"},
    {"nederlands", "nl"},
    {"polish", "pl"},
    {"polski", "pl"},
    {"ukrainian", "uk"},
    {"turkish", "tr"},
    {"türkçe", "tr"},
    {"farsi", "fa"},
    {"persian", "fa"},
    {"urdu", "ur"},
    {"indonesian", "id"},
    {"bahasa indonesia", "id"},
    {"malay", "ms"},
    {"filipino", "fil"},
    {"tagalog", "tl"},
    {"burmese", "my"},
    {"khmer", "km"},
    {"lao", "lo"},
    {"sinhala", "si"},
    {"tamil", "ta"},
    {"somali", "so"},
    {"hausa", "ha"},
    {"yoruba", "yo"},
    {"zulu", "zu"},
    {"greek", "el"},
    {"czech", "cs"},
    {"danish", "da"},
    {"swedish", "sv"},
    {"norwegian", "no"},
    {"finnish", "fi"},
    {"hungarian", "hu"},
    {"romanian", "ro"},
    {"serbian", "sr"},
    {"hebrew", "he"},
    {"cn", "zh"},
    {"cz", "cs"},
    {"dk", "da"},
    {"gr", "el"},
    {"jp", "ja"},
    {"in", "id"},
    {"iw", "he"},
    {"ji", "yi"},
};

enum { SUBTAG_MAX = 8 };

static bool
all(const char *s, size_t n, bool letters, bool digits)
{
	size_t i;

	for (i = 0; i < n; i++) {
		bool digit = s[i] >= '0' && s[i] <= '9';
		bool letter = (s[i] | 0x20) >= 'a' && (s[i] | 0x20) <= 'z';

		if (!(digit && digits) && !(letter && letters))
			return false;
	}
	return n > 0;
}

/* Copies a subtag in lower case; `upper`: how many letters at its start are capitals. */
static char *
copy(char *out, const char *s, size_t n, size_t upper)
{
	size_t i;

	for (i = 0; i < n; i++)
		out[i] = (char)(s[i] < 'A' ? s[i] : i < upper ? s[i] & ~0x20 : s[i] | 0x20);
	return out + n;
}

/* language ["-" script] ["-" region] *("-" variant), RFC 5646 section 2.1. */
static bool
parse(const char *s, char out[36])
{
	enum { LANGUAGE, SCRIPT, REGION, VARIANT } next = LANGUAGE;
	char *p = out;
	size_t n, upper;

	if (strlen(s) > 35)
		return false;
	for (;; s += n + 1) {
		n = strcspn(s, "-");
		upper = 0;
		if (next == LANGUAGE) {
			if (!all(s, n, true, false) || n < 2 || n > 3)
				return false;
			next = SCRIPT;
		} else if (next == SCRIPT && n == 4 && all(s, n, true, false)) {
			next = REGION;
			upper = 1;
		} else if (next < VARIANT && ((n == 2 && all(s, n, true, false)) ||
						 (n == 3 && all(s, n, false, true)))) {
			next = VARIANT;
			upper = 2;
		} else if (all(s, n, true, true) &&
			   ((n >= 5 && n <= SUBTAG_MAX) || (n == 4 && s[0] <= '9'))) {
			next = VARIANT;
		} else {
			return false;
		}
		p = copy(p, s, n, upper);
		if (s[n] == '\0')
			break;
		*p++ = '-';
	}
	*p = '\0';
	return true;
}

const char *
value_language_meant(const char *s)
{
	size_t i;

	for (i = 0; i < sizeof meant / sizeof *meant; i++)
		if (strcasecmp(s, meant[i].written) == 0)
			return meant[i].tag;
	return NULL;
}

static const char *
language_todo(struct findings *f, const char *s)
{
	const char *tag = value_language_meant(s);
	char hyphens[36], usual[36];
	size_t i;

	if (tag != NULL)
		return finding_words(f, "did you mean '%s'?", tag);
	if (meant_any(s) != NULL)
		return meant_any(s);
	if (strchr(s, '_') != NULL && strlen(s) < sizeof hyphens) {
		for (i = 0; s[i] != '\0'; i++)
			hyphens[i] = s[i] == '_' ? '-' : s[i];
		hyphens[i] = '\0';
		if (parse(hyphens, usual))
			return finding_words(f, "write '%s'", usual);
	}
	return "write its code: en, fr, es, pt-BR, zh-Hant";
}

bool
value_language(struct findings *f, struct place at, const char *s, char out[36])
{
	if (value_language_meant(s) == NULL && parse(s, out))
		return true;
	finding_add(f, RULE_BAD_LANGUAGE, at, language_todo(f, s),
	    "'%s' is not the code of a language", finding_quote(f, s));
	return false;
}
