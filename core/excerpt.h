/* SPDX-License-Identifier: ISC */
/* A line of a source as it is shown under a finding: what is not seen made visible, cut around the
 * place if it is long, with a mark below. */
#ifndef PLENARY_EXCERPT_H
#define PLENARY_EXCERPT_H

#include "core/buf.h"

#include <stdbool.h>
#include <stddef.h>

/* A place in the bytes of a file. Quick as long as the places asked for go forward. */
struct excerpt {
	const char *s; /* the file's text, byte order mark left out; borrowed */
	size_t n, at;
	int line, col; /* of `at`, from 1, columns in characters */
};

/* The beginning of a file. */
struct excerpt excerpt_begin(const char *bytes, size_t n);

/* Goes to a place; to the line's end if it is beyond that. False if the file has no such line. */
bool excerpt_seek(struct excerpt *e, int line, int col);

/* Characters of the YAML text, key or sign that begins there, as far as it is on that line and the
 * line alone tells; at least 1. */
int excerpt_length(const struct excerpt *e);

/* Puts the line, in at most `columns` columns of a terminal, and the blanks, '^' and '~' to go
 * below it; no line ends. */
void excerpt_put(const struct excerpt *e, size_t columns, struct buf *line, struct buf *mark);

#endif
