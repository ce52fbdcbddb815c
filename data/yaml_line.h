/* SPDX-License-Identifier: ISC */
/* Lines of a file's text, for the words about what is wrong in them. */
#ifndef PLENARY_YAML_LINE_H
#define PLENARY_YAML_LINE_H

#include "data/yaml_text.h"

/* One line of the text; `n` bytes without its line end. */
struct line {
	const char *s;
	size_t n;
};

/* The line with that number, from 0; empty after the last. */
struct line line_at(const struct yaml_text *t, size_t number);

/* Goes to the line above; false on the first. */
bool line_before(const struct yaml_text *t, struct line *l);

/* Bytes before the character in column `col`, from 0. */
size_t line_column(struct line l, size_t col);

/* How many blanks and tabs it begins with. */
size_t line_indent(struct line l);

/* Tells of the first character of a line that is not what it looks like: a curly quote, a dash for
 * a hyphen, a blank that is none. False if there is none. */
bool yaml_tell_look_alike(const struct yaml_text *t, size_t number, struct findings *f);

#endif
