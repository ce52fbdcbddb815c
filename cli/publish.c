/* SPDX-License-Identifier: ISC */
#include "cli/commands.h"
#include "cli/load.h"
#include "cli/publishing.h"
#include "cli/tell.h"
#include "cli/term.h"

static int
publish(const struct options *o, const struct folder *f)
{
	struct publishing p = {
	    .options = o, .arena = f->arena, .db = f->db, .sources = &f->sources, .site = f->site};
	struct err e = {""};
	int code = EXIT_DONE;

	if (publishing_run(&p, &e) != 0) {
		code = command_failed(&e);
		if (!p.is_kept && !o->dry_run)
			fputs("plenary: nothing was published\n", stderr);
	}
	publishing_end(&p);
	return code;
}

int
command_publish(const struct options *o)
{
	const char *dir = o->data != NULL ? o->data : ".";
	struct folder f;
	struct err e = {""};
	int code = EXIT_FAILED;

	if (publishing_has_no_place(o))
		return EXIT_USAGE;
	if (folder_load(&f, dir, &e) != 0) {
		command_failed(&e);
		goto out;
	}
	tell_findings(o->format == OUTPUT_GITHUB ? stdout : stderr,
	    &(struct telling){&f.findings, &f.sources, dir_prefix(f.arena, dir)},
	    o->format == OUTPUT_GITHUB ? OUTPUT_GITHUB : OUTPUT_TEXT);
	if (folder_is_good(&f, o->strict))
		code = publish(o, &f);
	else
		fputs("plenary: nothing was published\n", stderr);
out:
	folder_free(&f);
	return code;
}
