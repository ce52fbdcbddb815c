/* SPDX-License-Identifier: ISC */
/* Which form of a word goes with a number: "1 day", "2 days"; five others in Arabic. The cardinal
 * rules of the Unicode CLDR (common/supplemental/plurals.xml; the language of them is UTS 35 part
 * 3, section 5), for whole numbers. */
#ifndef PLENARY_PLURAL_H
#define PLENARY_PLURAL_H

#include <stdbool.h>
#include <stdint.h>

/* The CLDR's categories; every language has "other". */
enum plural {
	PLURAL_OTHER,
	PLURAL_ZERO,
	PLURAL_ONE,
	PLURAL_TWO,
	PLURAL_FEW,
	PLURAL_MANY,
	PLURAL_COUNT
};

/* The form of `n`, not negative, in a language or a variant of it. A language whose rule is not
 * here is taken to tell one from many. */
enum plural plural_of(const char *lang, int64_t n);

/* Whether a language has the form for any whole number. */
bool plural_has(const char *lang, enum plural form);

#endif
