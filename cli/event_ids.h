/* SPDX-License-Identifier: ISC */
#ifndef PLENARY_EVENT_IDS_H
#define PLENARY_EVENT_IDS_H

#include "core/err.h"
#include "core/model.h"

/* Says after a reason that is there already which events a site has, by the ids that a command
 * takes: the first few of many. Returns -1. */
int err_add_events(struct err *e, const struct site *s);

#endif
