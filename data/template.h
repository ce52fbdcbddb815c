/* SPDX-License-Identifier: ISC */
/* Starting files: an event of each usual kind, and site.yaml, with comments that say what to write.
 */
#ifndef PLENARY_TEMPLATE_H
#define PLENARY_TEMPLATE_H

#include "core/buf.h"
#include "core/date.h"

#include <stdbool.h>

/* What stands for the places left open in a starting file. */
struct template_values {
	const char *event;         /* id */
	const char *zone;          /* IANA name */
	struct date first, second; /* days of the event */
};

/* The kinds there are, NULL-terminated: "conference", … */
extern const char *const template_kinds[];

/* Writes the starting file of a kind, or of "site"; false if there is none. */
bool template_write(struct buf *out, const char *kind, const struct template_values *v);

#endif
