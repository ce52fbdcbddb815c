/* SPDX-License-Identifier: ISC */
/* Files compressed beforehand, as a web server sends them to who takes gzip (RFC 1952). Only
 * data/tree.c and a test include this. */
#ifndef PLENARY_GZIP_H
#define PLENARY_GZIP_H

#include "core/buf.h"
#include "data/tree.h"

struct gzip;

/* NULL when memory is out. It is used for one file after the other. */
struct gzip *gzip_new(void);
void gzip_free(struct gzip *g); /* NULL is allowed */

/* Whether a file of that name is made smaller by it: not a picture, which is small already. */
bool gzip_is_for(const char *name);

/* Appends the contents compressed as far as it goes, with neither name nor time in it: the same
 * bytes make the same ones. 0, or -1 when the buffer is full or memory is out. */
int gzip_write(struct gzip *g, struct buf *out, const struct tree_pieces *pieces);

/* Whether the `n` bytes are such a file with just these contents. */
bool gzip_holds(const void *gz, size_t n, const struct tree_pieces *pieces);

#endif
