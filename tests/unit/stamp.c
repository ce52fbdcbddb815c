/* SPDX-License-Identifier: ISC */
#include "data/stamp.h"

#include "core/digest.h"
#include "tests/lib/scratch.h"

#include <utime.h>

static void
put(const char *dir, const char *name, const char *text)
{
	FILE *f = fopen(scratch_in(dir, name), "w");

	if (f == NULL || fputs(text, f) < 0 || fclose(f) != 0)
		perror(name);
}

/* Whether the folder looks different than before; then that is what it was before. */
static bool
differs(const char *dir, uint64_t *before)
{
	uint64_t now = stamp_folder(DIGEST_NONE, dir);
	bool is = now != *before;

	*before = now;
	return is;
}

static void
test_folder(const char *dir)
{
	const struct utimbuf old = {.actime = 1, .modtime = 1};
	uint64_t s = stamp_folder(DIGEST_NONE, dir);

	ok(!differs(dir, &s), "an empty folder stays the same");
	put(dir, "a.yaml", "one");
	ok(differs(dir, &s), "a file was made");
	ok(!differs(dir, &s), "and stays as it is");
	put(dir, "a.yaml", "three");
	ok(differs(dir, &s), "it was written to");
	utime(scratch_in(dir, "a.yaml"), &old);
	ok(differs(dir, &s), "it has another time");
	put(dir, "b", "three");
	utime(scratch_in(dir, "b"), &old);
	ok(differs(dir, &s), "there is another");
	rename(scratch_in(dir, "b"), scratch_in(dir, "a.yaml"));
	ok(differs(dir, &s), "it was renamed over the first");
	put(dir, ".a.swp", "x");
	ok(!differs(dir, &s), "a hidden file does not count");
	ok(symlink("a.yaml", scratch_in(dir, "c.yaml")) == 0 && differs(dir, &s),
	    "a link was made");
	put(dir, "a.yaml", "four");
	ok(differs(dir, &s), "what it leads to was written to");
	unlink(scratch_in(dir, "a.yaml"));
	ok(differs(dir, &s), "it leads nowhere");
	scratch_remove(dir);
	ok(differs(dir, &s), "the folder is gone");
	ok(!differs(dir, &s), "and stays so");
	ok(mkdir(dir, 0700) == 0 && differs(dir, &s), "it is back");
}

int
main(void)
{
	char dir[SCRATCH_PATH];

	scratch_make(dir);
	test_folder(dir);
	scratch_remove(dir);
	return tap_done();
}
