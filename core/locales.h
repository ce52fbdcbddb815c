/* SPDX-License-Identifier: ISC */
/* The catalogues of data/locales, as data/locales/tables.awk makes them into constants when the
 * program is built. */
#ifndef PLENARY_LOCALES_H
#define PLENARY_LOCALES_H

#include <stddef.h>

struct locale {
	const char *lang;
	const char *const *words; /* by enum word; NULL where the catalogue has none */
};

/* All of them, by language; the last has none. */
extern const struct locale locales[];

#endif
