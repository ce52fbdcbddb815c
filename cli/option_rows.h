/* SPDX-License-Identifier: ISC */
/* The table of options; only cli/option*.c include this. */
#ifndef PLENARY_OPTION_ROWS_H
#define PLENARY_OPTION_ROWS_H

#include "cli/options.h"

enum { OPT_FOR_ALL = -1, OPTIONS_MAX = 40 };

struct option_row {
	const char *name, *value, *help; /* value: NULL if it takes none */
	int takes;                       /* the one of OPT_… that it is, or OPT_FOR_ALL */
	int (*set)(struct options *o, const char *v); /* -1 for a value it does not take */
};

/* Every option there is but --help and --version. */
extern const struct option_row option_rows[];
extern const size_t option_nrows;

#endif
