/* SPDX-License-Identifier: ISC */
#include "cli/commands.h"
#include "cli/load.h"
#include "cli/term.h"
#include "core/err.h"

static void
print_revision(const struct revision *r)
{
	char when[26], head[64];

	tz_format_rfc3339(r->moment, 0, when);
	snprintf(head, sizeof head, "revision %d", r->number);
	term_look_puts(stdout, TERM_BOLD, head);
	printf("  %.10s %.5s UTC  ", when, when + 11);
	term_puts(stdout, r->summary);
	putchar('\n');
}

int
command_log(const struct options *o)
{
	struct arena *a = arena_new(SCRATCH_MAX);
	struct store *st = NULL;
	struct revision *rows;
	struct err e = {""};
	size_t n = 0;
	int code = EXIT_FAILED;

	if (a == NULL || store_open(&st, o->state, STORE_READ, &e) != 0 ||
	    (st != NULL && store_revisions(st, a, &rows, &n, &e) != 0)) {
		command_failed(&e);
		goto out;
	}
	if (n == 0)
		printf("nothing is published yet in %s\n", o->state);
	for (; n > 0; n--)
		print_revision(&rows[n - 1]);
	code = EXIT_DONE;
out:
	store_close(st);
	arena_free(a);
	return code;
}
