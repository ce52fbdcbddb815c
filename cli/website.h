/* SPDX-License-Identifier: ISC */
/* All files of a revision: pages, style sheet, calendars. */
#ifndef PLENARY_WEBSITE_H
#define PLENARY_WEBSITE_H

#include "core/err.h"
#include "core/model.h"
#include "core/preview.h"
#include "data/tree.h"
#include "ical/calendars.h"

/* Puts every file of a site and its calendars into a tree; `top` stands on top of its pages, NULL:
 * nothing does. A site that is NULL is one page with what there is on top. 0, or -1 and why. */
int website_write(struct tree *t, const struct site *s, const struct calendars *calendars,
    const struct preview *top, struct err *e);

#endif
