/* SPDX-License-Identifier: ISC */
#include "data/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { OPEN_FOLDER = O_RDONLY | O_DIRECTORY | O_CLOEXEC, DEPTH_MAX = 32 };

int
folder_make(const char *path, mode_t mode, struct err *e)
{
	char *copy = strdup(path);
	int rc = 0;

	if (copy == NULL)
		return err_set(e, "out of memory");
	for (char *p = copy; rc == 0 && *p != '\0'; p++) {
		char after = p[1];

		if (p[0] == '/' || (after != '/' && after != '\0'))
			continue;
		p[1] = '\0';
		if (mkdir(copy, mode) != 0 && errno != EEXIST)
			rc = err_set(e, "make folder '%s': %s", copy, strerror(errno));
		p[1] = after;
	}
	free(copy);
	return rc;
}

int
folder_open(const char *path, struct err *e)
{
	int fd;

	if (folder_make(path, 0755, e) != 0)
		return -1;
	fd = open(path, OPEN_FOLDER);
	return fd >= 0 ? fd : err_set(e, "folder '%s': %s", path, strerror(errno));
}

int
folder_in(int dir, const char *name, bool make)
{
	int fd, made = make ? mkdirat(dir, name, 0755) : -1;

	if (make && made != 0 && errno != EEXIST)
		return -1;
	fd = openat(dir, name, OPEN_FOLDER | O_NOFOLLOW);
	if (fd >= 0 && made == 0 && fchmod(fd, 0755) != 0) { /* whatever the umask */
		close(fd);
		return -1;
	}
	return fd;
}

int
folder_make_file(int dir, const char *name)
{
	int fd = openat(dir, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);

	if (fd >= 0 && fchmod(fd, 0644) != 0)
		return folder_close(fd, -1);
	return fd;
}

int
folder_write(int fd, const void *bytes, size_t n)
{
	const char *p = bytes;

	while (n > 0) {
		ssize_t k = write(fd, p, n);

		if (k < 0 && errno == EINTR)
			continue;
		if (k < 0)
			return -1;
		p += k;
		n -= (size_t)k;
	}
	return 0;
}

int
folder_close(int fd, int rc)
{
	int why = errno;

	if (rc == 0)
		return close(fd);
	close(fd);
	errno = why;
	return -1;
}

int
folder_put(int dir, const char *name, const void *bytes, size_t n)
{
	int fd = folder_make_file(dir, name);

	return fd < 0 ? -1 : folder_close(fd, folder_write(fd, bytes, n));
}

static int
empty(int fd, const char *last, int depth)
{
	DIR *d = fdopendir(fd);
	struct dirent *entry;
	int rc = 0;

	if (d == NULL) {
		close(fd);
		return -1;
	}
	while (rc == 0 && (errno = 0, entry = readdir(d)) != NULL) {
		const char *name = entry->d_name;
		int below;

		if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
		    (last != NULL && strcmp(name, last) == 0))
			continue;
		if (unlinkat(fd, name, 0) == 0)
			continue;
		if (errno != EISDIR && errno != EPERM)
			rc = -1;
		else if (depth == DEPTH_MAX || (below = folder_in(fd, name, false)) < 0)
			rc = -1;
		else if (empty(below, NULL, depth + 1) != 0 ||
			 unlinkat(fd, name, AT_REMOVEDIR) != 0)
			rc = -1;
	}
	if (errno != 0)
		rc = -1;
	if (rc == 0 && last != NULL && unlinkat(fd, last, 0) != 0 && errno != ENOENT)
		rc = -1;
	closedir(d);
	return rc;
}

int
folder_remove(int dir, const char *name, const char *last)
{
	int fd = folder_in(dir, name, false);

	if (fd < 0)
		return -1;
	if (empty(fd, last, 0) != 0)
		return -1;
	return unlinkat(dir, name, AT_REMOVEDIR);
}
