/* SPDX-License-Identifier: ISC */
/* What an importer asks of a value: whether the reader will take it. */
#ifndef PLENARY_IMPORT_VALUE_H
#define PLENARY_IMPORT_VALUE_H

#include "core/intake.h"

/* An intake_takes_fn by the reader's own rules. */
bool import_takes(enum intake_value kind, const char *s, char out[INTAKE_VALUE_MAX]);

#endif
