/* SPDX-License-Identifier: ISC */
#include "core/plural.h"

#include <stddef.h>
#include <string.h>

static enum plural
only_other(int64_t n)
{
	(void)n;
	return PLURAL_OTHER;
}

static enum plural
one(int64_t n)
{
	return n == 1 ? PLURAL_ONE : PLURAL_OTHER;
}

static enum plural
zero_is_one(int64_t n)
{
	return n <= 1 ? PLURAL_ONE : PLURAL_OTHER;
}

static bool
is_millions(int64_t n)
{
	return n != 0 && n % 1000000 == 0;
}

static enum plural
one_or_millions(int64_t n)
{
	return is_millions(n) ? PLURAL_MANY : one(n);
}

static enum plural
zero_is_one_or_millions(int64_t n)
{
	return is_millions(n) ? PLURAL_MANY : zero_is_one(n);
}

static bool
is_slavic_few(int64_t n)
{
	return n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 12 || n % 100 > 14);
}

static enum plural
polish(int64_t n)
{
	if (n == 1)
		return PLURAL_ONE;
	return is_slavic_few(n) ? PLURAL_FEW : PLURAL_MANY;
}

static enum plural
russian(int64_t n)
{
	if (n % 10 == 1 && n % 100 != 11)
		return PLURAL_ONE;
	return is_slavic_few(n) ? PLURAL_FEW : PLURAL_MANY;
}

static enum plural
arabic(int64_t n)
{
	static const enum plural first[] = {PLURAL_ZERO, PLURAL_ONE, PLURAL_TWO};

	if (n <= 2)
		return first[n];
	if (n % 100 < 3)
		return PLURAL_OTHER;
	return n % 100 <= 10 ? PLURAL_FEW : PLURAL_MANY;
}

static const struct rule_of {
	const char *lang;
	enum plural (*form)(int64_t n);
} rules[] = {
    {"am", zero_is_one},
    {"ar", arabic},
    {"bn", zero_is_one},
    {"de", one},
    {"en", one},
    {"es", one_or_millions},
    {"fa", zero_is_one},
    {"fr", zero_is_one_or_millions},
    {"hi", zero_is_one},
    {"id", only_other},
    {"it", one_or_millions},
    {"ja", only_other},
    {"ko", only_other},
    {"my", only_other},
    {"ne", one},
    {"nl", one},
    {"pl", polish},
    {"pt", zero_is_one_or_millions},
    {"pt-PT", one_or_millions},
    {"ru", russian},
    {"sw", one},
    {"th", only_other},
    {"tr", one},
    {"uk", russian},
    {"ur", one},
    {"vi", only_other},
    {"zh", only_other},
};

/* The rule of exactly the language of the `n` first bytes, or NULL. */
static const struct rule_of *
find_rule(const char *lang, size_t n)
{
	for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
		if (strlen(rules[i].lang) == n && memcmp(rules[i].lang, lang, n) == 0)
			return &rules[i];
	return NULL;
}

enum plural
plural_of(const char *lang, int64_t n)
{
	const struct rule_of *rule;

	for (size_t len = lang == NULL ? 0 : strlen(lang); len > 0; len--)
		if ((lang[len] == '\0' || lang[len] == '-') &&
		    (rule = find_rule(lang, len)) != NULL)
			return rule->form(n < 0 ? 0 : n);
	return one(n);
}

bool
plural_has(const char *lang, enum plural form)
{
	enum { BEYOND_ALL_RULES = 103 };

	for (int64_t n = 0; n < BEYOND_ALL_RULES; n++)
		if (plural_of(lang, n) == form)
			return true;
	return plural_of(lang, 1000000) == form;
}
