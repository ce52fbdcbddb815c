/* SPDX-License-Identifier: ISC */
/* All files of a revision: pages, style sheet, calendars. */
#ifndef PLENARY_WEBSITE_H
#define PLENARY_WEBSITE_H

#include "core/err.h"
#include "core/model.h"
#include "data/tree.h"

/* Puts every file of a published site into a tree. 0, or -1 and why. */
int website_write(struct tree *t, const struct site *s, struct err *e);

#endif
