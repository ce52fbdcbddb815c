/* SPDX-License-Identifier: ISC */
#include "data/state.h"

#include "core/buf.h"
#include "core/uri.h"
#include "data/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { URI_MAX = 16 * 1024 };

char *
state_path(const char *dir, const char *name)
{
	size_t size = strlen(dir) + strlen(name) + sizeof ".//";
	char *path = malloc(size);

	if (path != NULL)
		snprintf(path, size, "%s%s/%s", dir[0] == '/' ? "" : "./", dir, name);
	return path;
}

int
state_make(const char *dir, const char *path, struct err *e)
{
	int rc = 0, fd;

	if (folder_make(dir, 0700, e) != 0)
		return -1;
	fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return errno == EEXIST ? 0 : err_set(e, "make '%s': %s", path, strerror(errno));
	if (fchmod(fd, 0600) != 0)
		rc = err_set(e, "make '%s': %s", path, strerror(errno));
	close(fd);
	return rc;
}

int
state_is_file(const char *path, struct err *e)
{
	struct stat st;

	if (lstat(path, &st) != 0)
		return errno == ENOENT || errno == ENOTDIR
			   ? 0
			   : err_set(e, "'%s': %s", path, strerror(errno));
	return S_ISREG(st.st_mode) ? 1 : err_set(e, "'%s' is not a file", path);
}

int
state_sync(const char *dir, struct err *e)
{
	int rc = 0, fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0 || fsync(fd) != 0)
		rc = err_set(e, "sync folder '%s': %s", dir, strerror(errno));
	if (fd >= 0)
		close(fd);
	return rc;
}

char *
state_immutable_uri(const char *path)
{
	char *real = realpath(path, NULL), *uri = NULL;
	struct buf b;

	buf_init(&b, URI_MAX);
	buf_puts(&b, "file:");
	uri_put_path(&b, real == NULL ? "" : real);
	buf_puts(&b, "?immutable=1");
	if (real != NULL && !b.failed)
		uri = strdup(buf_str(&b));
	buf_free(&b);
	free(real);
	return uri;
}
