/* SPDX-License-Identifier: ISC */
/* Sessions that repeat. */
#ifndef PLENARY_REPEAT_H
#define PLENARY_REPEAT_H

#include "core/query.h"
#include "core/words.h"

/* What the ids of the occurrences of a session may begin with, so that with a date after it none is
 * over 64 characters: the first `bytes` of the session's id, or REPEAT_STEM_MAX; in the arena. */
enum { REPEAT_STEM_MAX = 64 - 11 };
const char *repeat_stem(struct arena *a, const char *id, size_t bytes);

/* The id of an occurrence, STEM-YYYY-MM-DD, of an id of any length. In the arena. */
const char *repeat_id(struct arena *a, const char *id, struct date day);

/* The occurrences of an event, by the dates that the rule gives; those that are gone, too. */
struct session_list repeat_sessions(
    struct arena *a, const struct event *ev, const struct repeat *r);

/* Whether two occurrences are of the same, be it in another revision. */
bool repeat_eq(const struct repeat *a, const struct repeat *b);

/* The rule in words, without its end: "every 2 weeks on Monday"; "" where a few words do not say
 * it. */
const char *repeat_words(const struct words *w, const struct repeat *r);

#endif
