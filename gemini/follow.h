/* SPDX-License-Identifier: ISC */
/* What is answered to who follows the site, beside pages. */
#ifndef PLENARY_GEMINI_FOLLOW_H
#define PLENARY_GEMINI_FOLLOW_H

#include "core/model.h"
#include "gemini/reply.h"

/* The feed of a site, or an event of it, as Atom, in a language. */
void gem_answer_atom(
    const struct site *s, const char *lang, const struct event *of, struct gem_reply *re);

/* Between which two of so many revisions somebody wants to see the changes, from what they typed:
 * the first two numbers in it, in the digits of ASCII or of Arabic, else one and the latest.
 * False if these are no two revisions. */
bool gem_read_revisions(const char *typed, int latest, int *from, int *to);

#endif
