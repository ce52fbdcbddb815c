/* SPDX-License-Identifier: ISC */
/* Comma-separated values (RFC 4180), in UTF-8 with a byte order mark, by which spreadsheets know
 * it. */
#ifndef PLENARY_CSV_H
#define PLENARY_CSV_H

#include "core/buf.h"

#include <stdbool.h>
#include <stdint.h>

struct csv {
	struct buf *out;
	bool is_full;  /* the row has a field already */
	bool has_text; /* the field has a text already */
};

/* Begins a file. */
struct csv csv_begin(struct buf *out);

/* A field that is text. What a spreadsheet would take for a formula, and run, has an apostrophe
 * before it, after a ';' and on each line, too: many take those for the end of a cell. Control
 * characters other than line ends, and those that turn text around, vanish. */
void csv_text(struct csv *c, const char *s);

/* The same of several texts, "; " between them; empty ones are left out. */
void csv_open_list(struct csv *c);
void csv_add(struct csv *c, const char *s);
void csv_close_list(struct csv *c);

void csv_int(struct csv *c, int64_t n);
void csv_empty(struct csv *c);
void csv_end_row(struct csv *c);

#endif
