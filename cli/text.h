/* SPDX-License-Identifier: ISC */
/* Pages on a terminal: wrapped to its width, links to other pages left out. */
#ifndef PLENARY_TEXT_H
#define PLENARY_TEXT_H

#include "core/page.h"

#include <stdio.h>

/* Columns of the terminal that `f` is, 40 to 100; 80 when it is none. */
size_t text_width(FILE *f);

void text_page(FILE *f, const struct page *p, size_t width);

#endif
