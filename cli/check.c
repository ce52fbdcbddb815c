/* SPDX-License-Identifier: ISC */
#include "cli/commands.h"
#include "cli/load.h"
#include "cli/tell.h"
#include "cli/term.h"
#include "core/err.h"

#include <unistd.h>

/* On a terminal, someone waits for a word that all is well; scripts go by the exit status. */
static void
say_clean(const struct site *s)
{
	size_t sessions = 0;

	if (!isatty(STDOUT_FILENO))
		return;
	for (size_t i = 0; i < s->nevents; i++)
		sessions += s->events[i]->nsessions;
	printf("no findings: events %zu, sessions %zu\n", s->nevents, sessions);
}

int
command_check(const struct options *o)
{
	const char *dir = o->data != NULL ? o->data : ".";
	struct folder f;
	struct err e = {""};
	int code = EXIT_FAILED;

	if (folder_load(&f, dir, &e) != 0) {
		command_failed(&e);
		goto out;
	}
	tell_findings(stdout, &(struct telling){&f.findings, &f.sources, dir_prefix(f.arena, dir)},
	    o->format);
	if (f.findings.n == 0 && o->format == OUTPUT_TEXT)
		say_clean(f.site);
	if (folder_is_good(&f, o->strict))
		code = EXIT_DONE;
out:
	folder_free(&f);
	return code;
}
