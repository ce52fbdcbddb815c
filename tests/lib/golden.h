/* SPDX-License-Identifier: ISC */
/* Golden files: what is wanted stands in tests/golden, so that a reviewer sees in the diff what a
 * change does. `make golden` sets GOLDEN_WRITE in the environment: then what comes is written there
 * instead of being compared. */
#ifndef PLENARY_TESTS_GOLDEN_H
#define PLENARY_TESTS_GOLDEN_H

#include "core/buf.h"
#include "tests/lib/tap.h"

#include <errno.h>
#include <stdlib.h>

enum { GOLDEN_BYTES_MAX = 8 * 1024 * 1024 };

static inline bool
golden_is_written(void)
{
	return getenv("GOLDEN_WRITE") != NULL;
}

/* Writes a file; false, with a diagnostic, if that failed. */
static inline bool
golden_write(const char *path, const void *p, size_t n)
{
	FILE *f = fopen(path, "wb");
	bool done = f != NULL && fwrite(p, 1, n, f) == n;

	if (f == NULL || fclose(f) != 0 || !done)
		printf("# %s: %s\n", path, strerror(errno));
	return done;
}

/* Appends the bytes of a file; a file that is not there has none. */
static inline void
golden_read(const char *path, struct buf *out)
{
	FILE *f = fopen(path, "rb");
	char part[4096];
	size_t n;

	if (f == NULL)
		return;
	while ((n = fread(part, 1, sizeof part, f)) > 0)
		buf_put(out, part, n);
	fclose(f);
}

/* One test point: the file holds just what came. Shows the first line that differs. */
static inline void
golden_is(const char *path, const struct buf *came)
{
	const char *got = buf_str(came), *want;
	struct buf wanted;
	int line = 1;

	if (golden_is_written())
		golden_write(path, got, came->n);
	buf_init(&wanted, GOLDEN_BYTES_MAX);
	golden_read(path, &wanted);
	want = buf_str(&wanted);
	if (!ok(!came->failed && came->n == wanted.n && memcmp(got, want, came->n) == 0, "%s",
		path)) {
		for (; *got != '\0' && *got == *want; got++, want++)
			line += *got == '\n';
		printf("# line %d:\n#  got: %.80s\n# want: %.80s\n", line, got, want);
	}
	buf_free(&wanted);
}

#endif
