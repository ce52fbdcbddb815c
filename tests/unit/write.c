/* SPDX-License-Identifier: ISC */
/* What the writer writes is read again as the same, with nothing new to tell of, and written again
 * byte for byte. */
#include "tests/lib/rewrite.h"
#include "tests/lib/tap.h"

static void
show_difference(const char *a, const char *b)
{
	size_t i = 0, line = 0;

	for (; a[i] != '\0' && a[i] == b[i]; i++)
		if (a[i] == '\n')
			line = i + 1;
	printf("# was: %.*s\n", (int)strcspn(a + line, "\n"), a + line);
	printf("#  is: %.*s\n", (int)strcspn(b + line, "\n"), b + line);
}

/* The sources, read, written, read and written: three test points. */
static void
test_again(const char *name, const struct sources *src, struct tzdb *db)
{
	struct reading first, second;
	struct sources once = {NULL, 0}, twice = {NULL, 0};
	const struct finding *f;
	struct buf a, b;
	size_t i;

	buf_init(&a, 8 * 1024 * 1024);
	buf_init(&b, 8 * 1024 * 1024);
	ok(reading_open(&first, src, db) && rewrite(first.site, &once) &&
		reading_open(&second, &once, db) && rewrite(second.site, &twice),
	    "%s: read, written, read, written", name);
	dump_site(&a, first.site);
	dump_site(&b, second.site);
	if (!ok(strcmp(buf_str(&a), buf_str(&b)) == 0, "%s: is the same", name))
		show_difference(buf_str(&a), buf_str(&b));
	f = rewrite_news(&first.f, &second.f);
	if (!ok(f == NULL, "%s: nothing new to tell of", name))
		printf("# %s:%d:%d: %s [%s]\n", f->at.file, f->at.line, f->at.col, f->what,
		    rule_id(f->rule));
	ok(sources_eq(&once, &twice), "%s: written again byte for byte", name);
	for (i = 0; i < once.n && i < twice.n; i++)
		if (once.items[i].n != twice.items[i].n ||
		    memcmp(once.items[i].bytes, twice.items[i].bytes, once.items[i].n) != 0)
			printf("# %s\n# ONCE\n%.*s\n# TWICE\n%.*s", once.items[i].name,
			    (int)once.items[i].n, once.items[i].bytes, (int)twice.items[i].n,
			    twice.items[i].bytes);
	buf_free(&a);
	buf_free(&b);
	reading_close(&first);
	reading_close(&second);
	sources_free(&once);
	sources_free(&twice);
}

static void
test_folder(const char *dir, struct tzdb *db)
{
	struct sources src = {NULL, 0};
	struct arena *a = arena_new(1 << 20);
	struct findings f;
	struct err e = {""};

	findings_init(&f, a);
	if (ok(sources_from_folder(&src, dir, &f, &e) == 0, "%s: %s", dir, e.msg))
		test_again(dir, &src, db);
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
