/* SPDX-License-Identifier: ISC */
#include "cli/changes.h"
#include "cli/commands.h"
#include "cli/compare.h"
#include "cli/load.h"
#include "cli/tell.h"
#include "cli/term.h"

#include <limits.h>
#include <string.h>

/* What is compared: a revision with a later one, or with a folder. */
struct differing {
	const struct options *options;
	struct arena *arena;
	struct store *store;
	struct folder folder; /* unless `to` is a revision */
	struct sources sources;
	struct tzdb *db;
	struct site *whole; /* of revision `to` */
	int from, to;       /* to: 0 is the folder */
	struct comparison comparison;
};

/* A revision's number as typed, 0 (nothing) to the latest. */
static int
read_number(const char *s, int latest, int *out, struct err *e)
{
	if (*s == '\0' || s[strspn(s, "0123456789")] != '\0')
		return err_set(
		    e, "'%s' is no revision: write its number, as `plenary log` has it", s);
	if (!number_parse(s, out) || *out > latest)
		return err_set(e, "there is no revision %s: the latest is %d", s, latest);
	return 0;
}

static int
choose(struct differing *d, struct err *e)
{
	const struct options *o = d->options;
	int latest = 0;

	if (store_open(&d->store, o->state, STORE_READ, e) != 0)
		return -1;
	if (d->store != NULL && (latest = store_latest(d->store, e)) < 0)
		return -1;
	d->from = latest;
	if (o->operand != NULL && read_number(o->operand, latest, &d->from, e) != 0)
		return -1;
	if (o->operand2 == NULL)
		return 0;
	if (o->data != NULL)
		return err_set(e, "two revisions are compared without a folder: leave out --data");
	if (read_number(o->operand2, latest, &d->to, e) != 0)
		return -1;
	if (d->to == 0)
		return err_set(e, "the second revision is at least 1");
	return 0;
}

static int
compare_folder(struct differing *d, struct err *e)
{
	const char *dir = d->options->data != NULL ? d->options->data : ".";

	if (folder_load(&d->folder, dir, e) != 0)
		return -1;
	if (!folder_is_good(&d->folder, false)) {
		tell_findings(stderr,
		    &(struct telling){
			&d->folder.findings, &d->folder.sources, dir_prefix(d->folder.arena, dir)},
		    OUTPUT_TEXT);
		return err_set(e, "with an error in it, %s cannot be compared",
		    strcmp(dir, ".") == 0 ? "this folder" : dir);
	}
	return comparison_make(&d->comparison, d->store, d->from, &d->folder.sources, 0,
	    d->folder.site, d->folder.db, d->arena, e);
}

static int
compare_revisions(struct differing *d, struct err *e)
{
	if (tzdb_open(&d->db, NULL, e) != 0 ||
	    store_sources(d->store, d->to, &d->sources, e) != 0 ||
	    revision_read(&d->whole, d->store, d->to, d->db, e) != 0)
		return -1;
	return comparison_make(
	    &d->comparison, d->store, d->from, &d->sources, d->to, d->whole, d->db, d->arena, e);
}

/* All that is taken from the arena may be more than it holds: then it lands here. */
static int
compare(struct differing *d, struct err *e)
{
	if (setjmp(*arena_landing(d->arena)) != 0)
		return err_set(e, "there are more differences than can be told");
	if (choose(d, e) != 0)
		return -1;
	return d->to == 0 ? compare_folder(d, e) : compare_revisions(d, e);
}

int
command_diff(const struct options *o)
{
	struct differing d = {.options = o};
	struct err e = {"out of memory"};
	int code = EXIT_FAILED;

	d.arena = arena_new(SCRATCH_MAX);
	if (d.arena != NULL && compare(&d, &e) == 0 &&
	    changes_print(stdout, &d.comparison, d.from, d.to, o->format, &e) == 0)
		code = EXIT_DONE;
	else
		command_failed(&e);
	comparison_free(&d.comparison);
	site_free(d.whole);
	sources_free(&d.sources);
	tzdb_close(d.db);
	folder_free(&d.folder);
	store_close(d.store);
	arena_free(d.arena);
	return code;
}
