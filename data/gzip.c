/* SPDX-License-Identifier: ISC */
#define ZLIB_CONST

#include "data/gzip.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { GZIP_WRAPPED = 16 }; /* to be added to the window's bits, see zlib.h */

struct gzip {
	z_stream z;
	unsigned char block[32 * 1024];
};

struct gzip *
gzip_new(void)
{
	struct gzip *g = calloc(1, sizeof *g);

	if (g == NULL)
		return NULL;
	if (deflateInit2(&g->z, Z_BEST_COMPRESSION, Z_DEFLATED, MAX_WBITS + GZIP_WRAPPED,
		MAX_MEM_LEVEL, Z_DEFAULT_STRATEGY) == Z_OK)
		return g;
	free(g);
	return NULL;
}

void
gzip_free(struct gzip *g)
{
	if (g != NULL)
		deflateEnd(&g->z);
	free(g);
}

bool
gzip_is_for(const char *name)
{
	static const char *const ends[] = {
	    ".html", ".css", ".js", ".json", ".xml", ".ics", ".txt", ".svg", ".csv", NULL};
	const char *end = strrchr(name, '.');

	for (size_t i = 0; end != NULL && ends[i] != NULL; i++)
		if (strcmp(end, ends[i]) == 0)
			return true;
	return false;
}

/* Compresses what was given; at the `end` all that is left of it. */
static int
run(struct gzip *g, struct buf *out, bool end)
{
	int rc;

	do {
		g->z.next_out = g->block;
		g->z.avail_out = sizeof g->block;
		rc = deflate(&g->z, end ? Z_FINISH : Z_NO_FLUSH);
		buf_put(out, g->block, sizeof g->block - g->z.avail_out);
	} while (rc == Z_OK && g->z.avail_out == 0);
	return out->failed || (end && rc != Z_STREAM_END) ? -1 : 0;
}

int
gzip_write(struct gzip *g, struct buf *out, const struct tree_pieces *pieces)
{
	const char *piece;
	size_t n;

	if (deflateReset(&g->z) != Z_OK)
		return -1;
	pieces->rewind(pieces->ctx);
	while ((n = pieces->next(pieces->ctx, &piece)) > 0) {
		g->z.next_in = (const Bytef *)piece;
		g->z.avail_in = (uInt)n;
		if (run(g, out, false) != 0)
			return -1;
	}
	return run(g, out, true);
}

/* ---- back again ---- */

/* Where one is in contents that come in pieces. */
struct place_in_pieces {
	const struct tree_pieces *pieces;
	const char *piece;
	size_t left; /* of the piece; 0: the next one is to be had */
};

/* Whether what follows in the contents is these bytes. */
static bool
follows(struct place_in_pieces *at, const unsigned char *bytes, size_t n)
{
	while (n > 0) {
		size_t k;

		if (at->left == 0)
			at->left = at->pieces->next(at->pieces->ctx, &at->piece);
		k = n < at->left ? n : at->left;
		if (k == 0 || memcmp(at->piece, bytes, k) != 0)
			return false;
		at->piece += k;
		at->left -= k;
		bytes += k;
		n -= k;
	}
	return true;
}

bool
gzip_holds(const void *gz, size_t n, const struct tree_pieces *pieces)
{
	unsigned char block[16 * 1024];
	struct place_in_pieces at = {.pieces = pieces};
	z_stream z = {.next_in = gz, .avail_in = (uInt)n};
	size_t all = 0;
	bool same;
	int rc;

	if (inflateInit2(&z, MAX_WBITS + GZIP_WRAPPED) != Z_OK)
		return false;
	pieces->rewind(pieces->ctx);
	do {
		size_t k;

		z.next_out = block;
		z.avail_out = sizeof block;
		rc = inflate(&z, Z_NO_FLUSH);
		k = sizeof block - z.avail_out;
		all += k;
		same = follows(&at, block, k);
	} while (same && rc == Z_OK);
	inflateEnd(&z);
	return same && rc == Z_STREAM_END && all == pieces->n && z.avail_in == 0;
}
