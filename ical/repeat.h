/* SPDX-License-Identifier: ISC */
/* Rules of repetition in agendas, by libical. */
#ifndef PLENARY_ICAL_REPEAT_H
#define PLENARY_ICAL_REPEAT_H

#include "core/date.h"

#include <stdbool.h>
#include <stddef.h>

/* The dates that a rule without COUNT and UNTIL gives from the day `first` on (RFC 5545 section
 * 3.3.10): at most `max`, none after `last`, in their order. The day `first` is among them only if
 * the rule gives it. False when it is no rule by days, weeks, months or years, or one that can give
 * no date. */
bool ical_repeat_dates(
    const char *rule, struct date first, struct date last, struct date *out, size_t max, size_t *n);

#endif
