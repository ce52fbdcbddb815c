/* SPDX-License-Identifier: ISC */
/* Whole folders, read and checked: what tests/golden/check/NAME/ must be told, to the letter, is in
 * its file `findings`; the sites that ship are told nothing. */
#include "core/check.h"
#include "core/public.h"
#include "data/read.h"
#include "ical/repeat.h"
#include "tests/lib/golden.h"
#include "tests/lib/tap.h"
#include "tests/lib/walk.h"

#include <ctype.h>
#include <dirent.h>
#include <stdlib.h>

enum { TEXT_SIZE = 64 * 1024 };

static const char folder[] = "tests/golden/check";
static const int64_t now = 1900000000; /* 2030-03-17T17:46:40Z */

/* Reads and checks a folder. */
static struct site *
load(const char *dir, struct tzdb *db, struct findings *f)
{
	struct sources src = {0};
	struct site *s = NULL;
	struct err e = {""};

	if (sources_from_folder(&src, dir, f, &e) != 0 ||
	    sources_repeat_by(&src, ical_repeat_dates) != 0 || site_read(&s, &src, db, f, &e) != 0)
		printf("# %s: %s\n", dir, e.msg);
	else
		site_check(s, now, f);
	findings_settle(f);
	sources_free(&src);
	return s;
}

static void
test_folder(const char *name, struct tzdb *db)
{
	struct arena *a = arena_new(16 << 20);
	struct findings f;
	char path[512];
	struct buf got;

	findings_init(&f, a);
	snprintf(path, sizeof path, "%s/%s", folder, name);
	site_free(load(path, db, &f));
	buf_init(&got, TEXT_SIZE);
	for (size_t i = 0; i < f.n; i++)
		finding_format(&got, &f.items[i], "");
	snprintf(path, sizeof path, "%s/%s/findings", folder, name);
	golden_is(path, &got);
	buf_free(&got);
	arena_free(a);
}

static void
test_folders(struct tzdb *db)
{
	struct dirent **list = NULL;
	int n = scandir(folder, &list, NULL, alphasort);

	ok(n > 2, "there are cases in %s", folder);
	for (int i = 0; i < n; i++) {
		if (list[i]->d_name[0] != '.')
			test_folder(list[i]->d_name, db);
		free(list[i]);
	}
	free(list);
}

/* ---- what ships ---- */

static int canaries, strings;

static void
see(const char *s)
{
	static const char canary[] = "canary-7f3a";
	char lower[256];
	size_t n = 0;

	strings++;
	for (; s[n] != '\0' && n < sizeof lower - 1; n++)
		lower[n] = (char)tolower((unsigned char)s[n]);
	lower[n] = '\0';
	canaries += strstr(lower, canary) != NULL;
}

static bool
is_at_an_event(const struct site *s, const char *id)
{
	for (size_t i = 0; i < s->nevents; i++)
		for (size_t j = 0; j < s->events[i]->npeople; j++)
			if (strcmp(s->events[i]->people[j].person->id, id) == 0)
				return true;
	return false;
}

static void
test_site(const char *dir, struct tzdb *db, bool has_canaries)
{
	struct arena *a = arena_new(16 << 20);
	struct findings f;
	struct site *s;
	struct buf b;

	findings_init(&f, a);
	s = load(dir, db, &f);
	buf_init(&b, TEXT_SIZE);
	for (size_t i = 0; i < f.n; i++)
		finding_format(&b, &f.items[i], "");
	is_str(buf_str(&b), "", "%s: nothing to tell", dir);
	buf_free(&b);
	canaries = strings = 0;
	walk_site(s, see);
	ok(strings > 100, "%s: %d strings", dir, strings);
	ok((canaries > 20) == has_canaries, "%s: %d canaries", dir, canaries);
	public_view(s);
	canaries = 0;
	walk_site(s, see);
	is_int(canaries, 0, "%s: none of them in public", dir);
	ok(!is_at_an_event(s, "nadia-quiet"), "%s: who is in private sessions is at no event", dir);
	site_free(s);
	arena_free(a);
}

int
main(void)
{
	struct tzdb *db;
	struct err e;

	if (tzdb_open(&db, NULL, &e) != 0) {
		printf("Bail out! %s\n", e.msg);
		return 1;
	}
	test_folders(db);
	test_site("data/agendas", db, false);
	test_site("data/fictional", db, true);
	tzdb_close(db);
	return tap_done();
}
