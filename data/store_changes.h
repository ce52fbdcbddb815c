/* SPDX-License-Identifier: ISC */
/* Changes as bytes, as the store keeps them to spare reading old revisions again. They are derived:
 * whatever cannot be used is found anew from the sources. */
#ifndef PLENARY_STORE_CHANGES_H
#define PLENARY_STORE_CHANGES_H

#include "core/arena.h"
#include "core/buf.h"
#include "core/change.h"
#include "core/tz.h"

#include <stdbool.h>

/* Names the form of the bytes and what found the changes: those of another are not used. */
extern const char changes_form[];

/* Appends the changes without their details. */
void changes_pack(struct buf *out, const struct changes *c);

/* Reads them back, in the arena. False when they are damaged, or say times that the zones of this
 * machine would say otherwise. */
bool changes_unpack(
    struct arena *a, struct tzdb *db, const char *bytes, size_t n, struct changes *out);

#endif
