/* SPDX-License-Identifier: ISC */
/* Files beside others that nobody wants replaced: each is written under another name and gets its
 * own by a hard link, which fails where a name is taken (POSIX link). */
#include "data/folder.h"
#include "data/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { NAME_BYTES = 128 };

static int
temporary_of(const struct source *src, char out[NAME_BYTES], struct err *e)
{
	if (strchr(src->name, '/') != NULL || strlen(src->name) > NAME_BYTES - 16)
		return err_set(e, "'%s' is no name of a file", src->name);
	snprintf(out, NAME_BYTES, ".new-%s", src->name);
	return 0;
}

/* What a killed run left under the other name is removed. */
static int
write_temporary(int dir, const struct source *src, struct err *e)
{
	char name[NAME_BYTES];
	int fd, rc;

	if (temporary_of(src, name, e) != 0)
		return -1;
	unlinkat(dir, name, 0);
	if (folder_put(dir, name, src->bytes, src->n) != 0)
		return err_set(e, "write '%s': %s", src->name, strerror(errno));
	fd = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	rc = fd < 0 ? -1 : fsync(fd);
	if (rc != 0)
		err_set(e, "write '%s': %s", src->name, strerror(errno));
	if (fd >= 0)
		close(fd);
	return rc;
}

static int
give_name(int dir, const struct source *src, const char *path, struct err *e)
{
	char name[NAME_BYTES];

	if (temporary_of(src, name, e) != 0)
		return -1;
	if (linkat(dir, name, dir, src->name, 0) == 0)
		return 0;
	if (errno == EEXIST)
		return err_set(e,
		    "%s: there is a file '%s' already, and nothing is replaced: move it "
		    "away, or choose another folder or another id with --event",
		    path, src->name);
	return err_set(e, "write '%s': %s", src->name, strerror(errno));
}

static void
remove_temporary(int dir, const struct source *src)
{
	char name[NAME_BYTES];

	if (temporary_of(src, name, NULL) == 0)
		unlinkat(dir, name, 0);
}

static int
add_all(const struct sources *s, int dir, const char *path, struct err *e)
{
	size_t i, named = 0;
	int rc = 0;

	for (i = 0; rc == 0 && i < s->n; i++)
		rc = write_temporary(dir, &s->items[i], e);
	for (i = 0; rc == 0 && i < s->n; i++) {
		rc = give_name(dir, &s->items[i], path, e);
		named += rc == 0;
	}
	for (i = 0; i < s->n; i++)
		remove_temporary(dir, &s->items[i]);
	if (rc == 0 && fsync(dir) != 0)
		rc = err_set(e, "write to '%s': %s", path, strerror(errno));
	for (i = 0; rc != 0 && i < named; i++)
		unlinkat(dir, s->items[i].name, 0);
	return rc;
}

int
sources_add_to_folder(const struct sources *s, const char *path, struct err *e)
{
	int dir = folder_open(path, e), rc;

	if (dir < 0)
		return -1;
	rc = add_all(s, dir, path, e);
	close(dir);
	return rc;
}
