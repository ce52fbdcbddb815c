/* SPDX-License-Identifier: ISC */
#include "gemini/keep.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int
check_kind(int fd, const char *name, mode_t forbidden, struct err *e)
{
	struct stat st;

	if (fstat(fd, &st) != 0)
		return err_set(e, "%s: %s", name, strerror(errno));
	if (!S_ISREG(st.st_mode))
		return err_set(e, "%s: not a regular file", name);
	if ((st.st_mode & forbidden) != 0)
		return err_set(e, "%s: others may read it; chmod 600 it, if nobody has", name);
	return 0;
}

/* Reads an open file, whose name is for messages, and closes it. 1, or -1 and why. */
static int
read_open(int fd, const char *name, char *out, size_t max, mode_t forbidden, struct err *e)
{
	size_t n = 0;
	ssize_t got = 1;
	int rc = -1;

	if (check_kind(fd, name, forbidden, e) != 0)
		goto out;
	while (n < max && (got = read(fd, out + n, max - n)) > 0)
		n += (size_t)got;
	out[n] = '\0';
	if (got < 0)
		err_set(e, "%s: %s", name, strerror(errno));
	else if (got > 0 && read(fd, &(char){0}, 1) != 0)
		err_set(e, "%s: too large", name);
	else
		rc = 1;
out:
	close(fd);
	return rc;
}

/* Non-blocking, or a FIFO would stop us here. */
enum { OPEN_FLAGS = O_RDONLY | O_CLOEXEC | O_NONBLOCK };

int
keep_read(int dir, const char *name, char *out, size_t max, mode_t forbidden, struct err *e)
{
	int fd = openat(dir, name, OPEN_FLAGS | O_NOFOLLOW);

	if (fd < 0)
		return errno == ENOENT ? 0 : err_set(e, "%s: %s", name, strerror(errno));
	return read_open(fd, name, out, max, forbidden, e);
}

int
keep_read_file(const char *path, char *out, size_t max, mode_t forbidden, struct err *e)
{
	int fd = open(path, OPEN_FLAGS);

	if (fd < 0)
		return err_set(e, "%s: %s", path, strerror(errno));
	return read_open(fd, path, out, max, forbidden, e) == 1 ? 0 : -1;
}

static bool
write_all(int fd, const char *s, size_t n)
{
	while (n > 0) {
		ssize_t done = write(fd, s, n);

		if (done <= 0)
			return false;
		s += done;
		n -= (size_t)done;
	}
	return fsync(fd) == 0;
}

int
keep_write(int dir, const char *name, const char *text, mode_t mode, struct err *e)
{
	const int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
	char temporary[64];
	int fd, rc = 0;

	snprintf(temporary, sizeof temporary, "%s.new", name);
	unlinkat(dir, temporary, 0);
	fd = openat(dir, temporary, flags, mode);
	if (fd < 0)
		return err_set(e, "%s: %s", temporary, strerror(errno));
	if (!write_all(fd, text, strlen(text)))
		rc = err_set(e, "%s: %s", temporary, strerror(errno));
	close(fd);
	if (rc == 0 && renameat(dir, temporary, dir, name) != 0)
		rc = err_set(e, "%s: %s", name, strerror(errno));
	if (rc != 0)
		unlinkat(dir, temporary, 0);
	else
		fsync(dir);
	return rc;
}
