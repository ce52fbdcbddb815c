/* SPDX-License-Identifier: ISC */
#include "cli/commands.h"
#include "cli/load.h"
#include "cli/term.h"
#include "core/err.h"

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
	term_findings(stdout, &f.findings, dir_prefix(f.arena, dir));
	if (folder_is_good(&f, o->strict))
		code = EXIT_DONE;
out:
	folder_free(&f);
	return code;
}
