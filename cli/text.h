/* SPDX-License-Identifier: ISC */
/* Pages on a terminal: wrapped to its width, links to other pages left out. */
#ifndef PLENARY_TEXT_H
#define PLENARY_TEXT_H

#include "cli/term.h"
#include "core/page.h"

#include <stdio.h>

/* Columns of the terminal that `f` is, 40 to 100; 80 when it is none. */
size_t text_width(FILE *f);

/* Writes words and a line end; the first is at column `at`, further lines begin at column `left`.
 */
void text_wrap(FILE *f, const char *s, size_t at, size_t left, size_t width, enum term_look look);

void text_page(FILE *f, const struct page *p, size_t width);

#endif
