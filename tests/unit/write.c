/* SPDX-License-Identifier: ISC */
/* What the writer writes is read again as the same, with nothing new to tell of, and written again
 * byte for byte. */
#include "ical/repeat.h"
#include "tests/lib/golden.h"
#include "tests/lib/rewrite.h"

#include <dirent.h>

static const char folder[] = "tests/golden/write";

static const char site_yaml[] =
    "title: Example\nhost: example.org\nlanguages: [en, fr]\ntimezone: Europe/Berlin\n"
    "organisations: {example: Example}\npeople:\n  ana: {name: Ana Example}\n"
    "  ben: {name: Ben Example}\n  eve: {name: Eve Example}\n  fay: {name: Fay Example}\n";

static void
test_folder(const char *dir, struct tzdb *db)
{
	struct sources src = {0};
	struct arena *a = arena_new(1 << 20);
	struct findings f;
	struct err e = {""};

	findings_init(&f, a);
	if (ok(sources_from_folder(&src, dir, &f, &e) == 0 &&
		    sources_repeat_by(&src, ical_repeat_dates) == 0,
		"%s: %s", dir, e.msg))
		rewrite_test(dir, &src, db);
	sources_free(&src);
	arena_free(a);
}

/* ---- tests/golden/write/NAME.yaml and NAME.written.yaml ---- */

static void
test_golden(const char *name, struct tzdb *db)
{
	struct sources src = {0};
	struct reading rd;
	struct buf b;
	char path[512];

	snprintf(path, sizeof path, "%s/%s.yaml", folder, name);
	buf_init(&b, 1 << 20);
	golden_read(path, &b);
	sources_add(&src, "site.yaml", site_yaml, strlen(site_yaml));
	sources_add(&src, "event.yaml", b.p, b.n);
	rewrite_test(name, &src, db);
	buf_clear(&b);
	reading_open(&rd, &src, db);
	ok(rd.site->nevents == 1 && rd.f.errors == 0 &&
		event_write(&b, rd.site, rd.site->events[0], NULL) == 0,
	    "%s: read without errors", name);
	snprintf(path, sizeof path, "%s/%s.written.yaml", folder, name);
	golden_is(path, &b);
	reading_close(&rd);
	sources_free(&src);
	buf_free(&b);
}

static int
is_case(const struct dirent *ent)
{
	return strstr(ent->d_name, ".yaml") != NULL && strstr(ent->d_name, ".written") == NULL;
}

static void
test_goldens(struct tzdb *db)
{
	struct dirent **list = NULL;
	int n = scandir(folder, &list, is_case, alphasort), i;

	ok(n > 0, "there are cases in %s", folder);
	for (i = 0; i < n; i++) {
		*strstr(list[i]->d_name, ".yaml") = '\0';
		test_golden(list[i]->d_name, db);
		free(list[i]);
	}
	free(list);
}

/* A key that is too long, once quoted, for libyaml to take it without a '?'. */
static void
test_long_key(struct tzdb *db)
{
	struct sources src = {0};
	struct buf b;

	buf_init(&b, 1 << 16);
	buf_puts(&b, "event: days\nkind: forum\ntitle: Days\ndates: 2031\nlinks:\n  ? \"");
	for (int i = 0; i < 330; i++)
		buf_puts(&b, "'\\\\\\\"");
	buf_puts(&b, "\"\n  : https://example.org/\n  b: https://example.org/\n");
	sources_add(&src, "site.yaml", site_yaml, strlen(site_yaml));
	sources_add(&src, "event.yaml", b.p, b.n);
	rewrite_test("a key of 990 bytes that must be quoted", &src, db);
	sources_free(&src);
	buf_free(&b);
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
	test_goldens(db);
	test_long_key(db);
	tzdb_close(db);
	return tap_done();
}
