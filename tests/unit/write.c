/* SPDX-License-Identifier: ISC */
/* What the writer writes is read again as the same, with nothing new to tell of, and written again
 * byte for byte. */
#include "tests/lib/rewrite.h"

static void
test_folder(const char *dir, struct tzdb *db)
{
	struct sources src = {NULL, 0};
	struct arena *a = arena_new(1 << 20);
	struct findings f;
	struct err e = {""};

	findings_init(&f, a);
	if (ok(sources_from_folder(&src, dir, &f, &e) == 0, "%s: %s", dir, e.msg))
		rewrite_test(dir, &src, db);
	sources_free(&src);
	arena_free(a);
}

int
main(void)
{
	struct tzdb *db = NULL;
	struct err e = {""};

	if (!ok(tzdb_open(&db, NULL, &e) == 0, "zones: %s", e.msg))
		return tap_done();
	test_folder("data/agendas", db);
	test_folder("data/fictional", db);
	tzdb_close(db);
	return tap_done();
}
