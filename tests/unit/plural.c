/* SPDX-License-Identifier: ISC */
/* The plural rules, by the CLDR's own samples of whole numbers (common/supplemental/plurals.xml).
 */
#include "core/plural.h"
#include "core/words.h"
#include "tests/lib/tap.h"

#include <stdlib.h>

static const char *const forms[] = {"other", "zero", "one", "two", "few", "many"};

#define TO_A_MILLION "100,1000,10000,100000,1000000"
#define MILLIONS     "1000000,2000000,3000000"

/* Languages, a form, its samples: numbers and ranges. A form without samples is never used. */
static const struct {
	const char *langs, *samples[PLURAL_COUNT]; /* in the order of enum plural */
} rules[] = {
    {"id ja ko my th vi zh", {"0~15," TO_A_MILLION}},
    {"am bn fa hi", {"2~17," TO_A_MILLION, NULL, "0,1"}},
    {"de en nl sw ur", {"0,2~16," TO_A_MILLION, NULL, "1"}},
    {"ne tr", {"0,2~16," TO_A_MILLION, NULL, "1"}},
    {"fr pt", {"2~17,100,1000,10000,100000", NULL, "0,1", NULL, NULL, MILLIONS}},
    {"es it pt-PT", {"0,2~16,100,1000,10000,100000", NULL, "1", NULL, NULL, MILLIONS}},
    {"pl",
	{NULL, NULL, "1", NULL, "2~4,22~24,32~34,42~44,52~54,62,102,1002", "0,5~19," TO_A_MILLION}},
    {"ru uk", {NULL, NULL, "1,21,31,41,51,61,71,81,101,1001", NULL,
		  "2~4,22~24,32~34,42~44,52~54,62,102,1002", "0,5~19," TO_A_MILLION}},
    {"ar", {"100~102,200~202,300~302,400~402,500~502,600,1000,10000,100000,1000000", "0", "1", "2",
	       "3~10,103~110,1003", "11~26,111,1011"}},
    /* Not known: one and many. */
    {"tlh", {"0,2~16," TO_A_MILLION, NULL, "1"}},
};

static void
test_samples(const char *lang, enum plural form, const char *samples)
{
	char *at;

	ok(plural_has(lang, form), "%s has %s", lang, forms[form]);
	for (const char *s = samples; *s != '\0'; s = *at == ',' ? at + 1 : at) {
		long from = strtol(s, &at, 10), to = *at == '~' ? strtol(at + 1, &at, 10) : from;

		for (long n = from; n <= to; n++)
			is_str(forms[plural_of(lang, n)], forms[form], "%ld in %s", n, lang);
	}
}

static void
test_language(const char *lang, const char *const samples[PLURAL_COUNT])
{
	for (int i = 0; i < PLURAL_COUNT; i++)
		if (samples[i] != NULL)
			test_samples(lang, (enum plural)i, samples[i]);
		else
			ok(!plural_has(lang, (enum plural)i), "%s has no %s", lang, forms[i]);
}

/* "fr pt": each. */
static void
test_languages(const char *langs, const char *const samples[PLURAL_COUNT])
{
	char lang[16];
	int n;

	for (; sscanf(langs, " %15s%n", lang, &n) == 1; langs += n)
		test_language(lang, samples);
}

int
main(void)
{
	for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
		test_languages(rules[i].langs, rules[i].samples);
	is_str(forms[plural_of("ar-EG", 3)], "few", "a region falls back");
	is_str(forms[plural_of("pt-BR", 0)], "one", "zero in Brazil");
	is_str(forms[plural_of("pt-PT", 0)], "other", "zero in Portugal");
	is_str(forms[plural_of("pt-PT-x-old", 0)], "other", "a variant of that");
	is_str(forms[plural_of("fra", 0)], "other", "no language by its first letters");
	is_str(forms[plural_of("f", 0)], "other", "nor by its first letter alone");
	is_str(forms[plural_of("", 1)], "one", "no language");
	is_str(forms[plural_of(NULL, 2)], "other", "none at all");
	is_str(forms[plural_of("ar", INT64_MAX)], "few", "the largest number");
	is_str(forms[plural_of("ar", -5)], "zero", "what is less than nothing is taken for none");
	return tap_done();
}
