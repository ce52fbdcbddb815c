/* SPDX-License-Identifier: ISC */
#include "cli/commands.h"
#include "cli/revision.h"
#include "cli/term.h"
#include "core/err.h"

static int
export_sources(const struct options *o, struct store *st, struct err *e)
{
	int number = revision_find(st, o->operand, o->state, e), rc = -1;
	struct sources src = {0};

	if (number < 0)
		return -1;
	if (store_sources(st, number, &src, e) == 0 &&
	    sources_to_folder(&src, o->operand2, e) == 0) {
		printf("revision %d: %zu file%s in ", number, src.n, src.n == 1 ? "" : "s");
		term_puts(stdout, o->operand2);
		putchar('\n');
		rc = 0;
	}
	sources_free(&src);
	return rc;
}

int
command_export_sources(const struct options *o)
{
	struct store *st = NULL;
	struct err e = {""};
	int code = EXIT_DONE;

	if (!revision_is_named(o->operand))
		return EXIT_USAGE;
	if (store_open(&st, o->state, STORE_READ, &e) != 0 || export_sources(o, st, &e) != 0)
		code = command_failed(&e);
	store_close(st);
	return code;
}
