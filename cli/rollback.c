/* SPDX-License-Identifier: ISC */
#include "cli/commands.h"
#include "cli/load.h"
#include "cli/publishing.h"
#include "cli/revision.h"
#include "cli/tell.h"
#include "cli/term.h"

/* What is wrong by rules that came later is no hindrance: it was published. What can no longer be
 * read would be missing. */
static int
refuse_unreadable(const struct folder *f, int number, struct err *e)
{
	if (f->findings.errors == 0)
		return 0;
	tell_findings(stderr,
	    &(struct telling){
		&f->findings, &f->sources, arena_printf(f->arena, "revision %d: ", number)},
	    OUTPUT_TEXT);
	return err_set(e,
	    "revision %d can no longer be read as it was: mend what `plenary export-sources %d "
	    "DIR` writes, and publish that",
	    number, number);
}

static int
load(struct folder *f, int *number, const struct options *o, struct err *e)
{
	struct store *st;
	int rc = -1;

	*f = (struct folder){0};
	if (store_open(&st, o->state, STORE_READ, e) != 0)
		return -1;
	*number = revision_find(st, o->operand, o->state, e);
	if (*number > 0)
		rc = folder_load_revision(f, st, *number, e);
	store_close(st);
	return rc == 0 ? refuse_unreadable(f, *number, e) : -1;
}

/* The next publishing of the folder would undo it. */
static void
remind(int number)
{
	printf("your folder stays as it is: `plenary export-sources %d DIR` writes the files of "
	       "revision %d\n",
	    number, number);
}

int
command_rollback(const struct options *o)
{
	struct publishing p = {.options = o};
	struct folder f;
	struct err e = {""};
	int code = EXIT_DONE, rc;

	if (!revision_is_named(o->operand) || publishing_has_no_place(o))
		return EXIT_USAGE;
	rc = load(&f, &p.of_revision, o, &e);
	if (rc == 0) {
		p.arena = f.arena;
		p.db = f.db;
		p.sources = &f.sources;
		p.site = f.site;
		rc = publishing_run(&p, &e);
	}
	if (rc != 0) {
		code = command_failed(&e);
		if (!p.is_kept && !o->dry_run)
			fputs("plenary: nothing was published\n", stderr);
	}
	if (rc == 0 && p.is_kept)
		remind(p.of_revision);
	publishing_end(&p);
	folder_free(&f);
	return code;
}
