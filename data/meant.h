/* SPDX-License-Identifier: ISC */
/* What people write in other habits, and what to write here. Each returns what to do, in words of
 * `f` (see finding_words) or constant, or NULL when it knows nothing better. */
#ifndef PLENARY_MEANT_H
#define PLENARY_MEANT_H

#include "core/finding.h"

/* Curly quotes, blanks that are none, characters that are not seen, "TBA": wrong in any value. */
const char *meant_any(const char *s);

/* 9:30, 2:30 pm, 14:00-15:30. */
const char *meant_time(struct findings *f, const char *s);

/* 90 min, 2 hours 15 minutes. */
const char *meant_duration(struct findings *f, const char *s);

/* 14.05.2031, 14 May 2031, 2031/5/4, 2031-05-14 (Wed); with `span` also two days and a month. */
const char *meant_date(struct findings *f, const char *s, bool span);

/* CEST, GMT+2, Kenya, W. Europe Standard Time. */
const char *meant_zone(struct findings *f, const char *s);

/* The word that is meant for the choice `key`, if it is one of `words`: onsite, virtual. */
const char *meant_word(const char *key, const char *s, const char *const *words);

#endif
