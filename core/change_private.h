/* SPDX-License-Identifier: ISC */
/* The parts of changes; only core/change*.c include this. */
#ifndef PLENARY_CHANGE_PRIVATE_H
#define PLENARY_CHANGE_PRIVATE_H

#include "core/change.h"

/* What differs between the same entry in two sites, as a set of CHANGE_…; 0 if nothing that
 * readers see does. */
unsigned change_of_session(const struct session *old, const struct session *now);
unsigned change_of_event(const struct event *old, const struct event *now);
unsigned change_of_deadline(const struct event *old, const struct event *now);

/* A copy that outlives the site of the text. */
struct text change_copy_text(struct arena *a, const struct text *t);

/* Fills in the details of a change from its two sides; sessions are NULL unless it is of one. */
void change_fill_details(struct arena *a, struct change *c, const struct event *old,
    const struct session *old_session, const struct event *now, const struct session *session);

/* "moved", "new", …: the gravest that happened. */
const char *change_kind(const struct change *c);

/* The first language in which the two texts say otherwise, `lang` if that is one. */
const char *change_language(const struct text *old, const struct text *now, const char *lang);

/* A change in one line; with `all` also what else changed: "(also people, text)". */
void change_put_line(struct buf *out, const struct change *c, const char *lang, bool all);

#endif
