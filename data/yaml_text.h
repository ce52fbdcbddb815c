/* SPDX-License-Identifier: ISC */
/* What is looked at before and beside the YAML parser: bytes, lines, and words for its errors. */
#ifndef PLENARY_YAML_TEXT_H
#define PLENARY_YAML_TEXT_H

#include "core/finding.h"

#include <stdbool.h>
#include <stddef.h>

/* A file's text, byte order mark left out. */
struct yaml_text {
	const char *name, *s;
	size_t n;
};

/* Checks size, encoding, control characters and directives, which the parser would take, or
 * report without a place. False, with findings, if the parser must not see it. */
bool yaml_text_check(struct yaml_text *t, struct findings *f);

/* Offset of the first character that no text may hold: a control character but for newline and
 * tab, a byte order mark, a line end that only some programs know. `n` if there is none. */
size_t yaml_find_control(const char *s, size_t n);

/* A parser's error; lines and columns from 0. */
struct yaml_problem {
	const char *problem, *context; /* the parser's words; NULL allowed */
	size_t line, col, context_line, context_col;
	struct place open; /* where the innermost open list or map begins; line 0: none is open */
};

/* Adds the finding for a parser's error, in words for who wrote the file. */
void yaml_text_problem(const struct yaml_text *t, const struct yaml_problem *p, struct findings *f);

#endif
