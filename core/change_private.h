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

#endif
