/* SPDX-License-Identifier: ISC */
/* The parts of the checks; only core/check*.c include this. */
#ifndef PLENARY_CHECK_PRIVATE_H
#define PLENARY_CHECK_PRIVATE_H

#include "core/check.h"

void check_dates(const struct site *s, struct findings *f);
void check_clashes(const struct site *s, struct findings *f);
void check_languages(const struct site *s, struct findings *f);

#endif
