/* SPDX-License-Identifier: ISC */
#include "cli/options.h"
#include "cli/sandbox.h"

#include <stdio.h>

int
sandbox_serve(const struct options *o, char said[SANDBOX_SAID_MAX], struct err *e)
{
	struct sandbox_paths paths = {
	    .state = o->state, .read = {"/usr/share/zoneinfo"}, .n_read = 1};
	struct sandbox_folders of_cert, of_key;

	if (o->cert != NULL && (!sandbox_add_file(&paths, o->cert, &of_cert) ||
				   !sandbox_add_file(&paths, o->key, &of_key)))
		return err_set(e, "sandbox: too many folders");
	if (sandbox_enter((enum sandbox_mode)o->sandbox, &paths, said, e) != 0)
		return -1;
	fprintf(stderr, "plenary: sandbox: %s\n", said);
	return 0;
}
