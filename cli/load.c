/* SPDX-License-Identifier: ISC */
#include "cli/load.h"

#include "core/check.h"
#include "data/read.h"
#include "ical/repeat.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

bool
load_clock_is_right(void)
{
	const char *fixed = getenv("PLENARY_NOW");
	int64_t now;

	return fixed == NULL || *fixed == '\0' || tz_parse_rfc3339(fixed, &now);
}

int64_t
load_now(void)
{
	const char *fixed = getenv("PLENARY_NOW");
	int64_t now;

	if (fixed != NULL && tz_parse_rfc3339(fixed, &now))
		return now;
	return (int64_t)time(NULL);
}

static int
folder_fill(struct folder *f, const char *dir, struct err *e)
{
	if (setjmp(*arena_landing(f->arena)) != 0)
		return err_set(
		    e, "%s: there is more wrong than can be told: begin with one file", dir);
	findings_init(&f->findings, f->arena);
	if (sources_from_folder(&f->sources, dir, &f->findings, e) != 0)
		return -1;
	if (sources_repeat_by(&f->sources, ical_repeat_dates) != 0)
		return err_set(e, "out of memory");
	if (site_read(&f->site, &f->sources, f->db, &f->findings, e) == 0)
		site_check(f->site, load_now(), &f->findings);
	else if (f->findings.errors == 0 || (f->site = site_new()) == NULL)
		return err_context(e, "%s", dir);
	findings_settle(&f->findings);
	return 0;
}

static int
folder_begin(struct folder *f, struct err *e)
{
	*f = (struct folder){.arena = arena_new(SCRATCH_MAX)};
	if (f->arena == NULL)
		return err_set(e, "out of memory");
	return tzdb_open(&f->db, NULL, e);
}

int
folder_load(struct folder *f, const char *dir, struct err *e)
{
	int rc;

	if (folder_begin(f, e) != 0)
		return -1;
	rc = folder_fill(f, dir, e);
	arena_no_landing(f->arena);
	return rc;
}

static int
folder_fill_revision(struct folder *f, struct store *st, int number, struct err *e)
{
	if (setjmp(*arena_landing(f->arena)) != 0)
		return err_set(e, "revision %d: too large for memory", number);
	findings_init(&f->findings, f->arena);
	if (store_sources(st, number, &f->sources, e) != 0)
		return -1;
	if (site_read(&f->site, &f->sources, f->db, &f->findings, e) != 0)
		return err_context(e, "revision %d", number);
	findings_sort(&f->findings);
	return 0;
}

int
folder_load_revision(struct folder *f, struct store *st, int number, struct err *e)
{
	int rc;

	if (folder_begin(f, e) != 0)
		return -1;
	rc = folder_fill_revision(f, st, number, e);
	arena_no_landing(f->arena);
	return rc;
}

void
folder_free(struct folder *f)
{
	site_free(f->site);
	sources_free(&f->sources);
	tzdb_close(f->db);
	arena_free(f->arena);
	*f = (struct folder){0};
}

bool
folder_is_good(const struct folder *f, bool strict)
{
	return f->findings.errors == 0 && (!strict || f->findings.warnings == 0);
}

int
load_zone(const struct tz **zone, struct tzdb *db, const char *name, struct err *e)
{
	const char *const *names, *near;
	size_t n;

	*zone = NULL;
	if (name == NULL)
		return 0;
	*zone = tzdb_find(db, name);
	if (*zone != NULL)
		return 0;
	names = tzdb_names(db, &n);
	near = suggest(name, names, n);
	return err_set(e, "there is no time zone '%s'%s%s%s", name, near ? ": did you mean '" : "",
	    near ? near : ": write it like Africa/Nairobi", near ? "'?" : "");
}

const char *
dir_prefix(struct arena *a, const char *dir)
{
	size_t n = strlen(dir);

	if (strcmp(dir, ".") == 0)
		return "";
	return arena_printf(a, "%s%s", dir, n > 0 && dir[n - 1] == '/' ? "" : "/");
}

/* So that a server that runs short of memory goes on with what it has. */
static int
read_row(struct store *st, int number, struct arena *arena, struct revision *row, struct err *e)
{
	int rc;

	if (setjmp(*arena_landing(arena)) != 0)
		rc = err_set(e, "out of memory");
	else
		rc = store_revision(st, number, arena, row, e);
	arena_no_landing(arena);
	return rc;
}

int
revision_read(struct site **out, struct store *st, int number, struct tzdb *db, struct err *e)
{
	struct arena *arena = arena_new(SCRATCH_MAX);
	struct findings ignored; /* a revision was checked when it was published */
	struct sources src = {0};
	struct revision row;
	int rc = -1;

	*out = NULL;
	if (arena == NULL) {
		err_set(e, "out of memory");
		goto out;
	}
	findings_init(&ignored, arena);
	if (read_row(st, number, arena, &row, e) != 0 || store_sources(st, number, &src, e) != 0 ||
	    site_read(out, &src, db, &ignored, e) != 0) {
		err_context(e, "revision %d", number);
		goto out;
	}
	(*out)->revision = number;
	(*out)->moment = row.moment;
	rc = 0;
out:
	sources_free(&src);
	arena_free(arena);
	return rc;
}
