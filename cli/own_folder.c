/* SPDX-License-Identifier: ISC */
#include "cli/own_folder.h"

#include "data/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int
own_folder_make(char path[PATH_MAX], struct err *e)
{
	const char *in[] = {getenv("XDG_RUNTIME_DIR"), getenv("TMPDIR"), "/tmp"};

	for (size_t i = 0; i < sizeof in / sizeof in[0]; i++) {
		if (in[i] == NULL || in[i][0] != '/')
			continue;
		snprintf(path, PATH_MAX, "%s/plenary-preview-XXXXXX", in[i]);
		if (mkdtemp(path) != NULL)
			return 0;
		err_set(e, "make a folder in '%s': %s", in[i], strerror(errno));
	}
	path[0] = '\0';
	return -1;
}

void
own_folder_remove(char path[PATH_MAX])
{
	char *slash = strrchr(path, '/');
	int parent;

	if (slash == NULL)
		return;
	*slash = '\0';
	parent = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (parent < 0 || folder_remove(parent, slash + 1, NULL) != 0)
		fprintf(stderr, "plenary: '%s/%s' could not be removed: %s\n", path, slash + 1,
		    strerror(errno));
	if (parent >= 0)
		close(parent);
	path[0] = '\0';
}
