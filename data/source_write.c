/* SPDX-License-Identifier: ISC */
#define _GNU_SOURCE /* syncfs */

#include "data/folder.h"
#include "data/source.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* While it is written the folder has this before its name. */
#define NEW ".plenary-new-"

/* Where the folder is to be. */
struct target {
	const char *path;        /* as asked for, for messages */
	int parent;              /* descriptor of the folder above it */
	char name[NAME_MAX + 1]; /* within that */
	char temporary[NAME_MAX + sizeof NEW];
	mode_t mode;
};

/* Splits off the last part of a path; "." and ".." have no name. */
static int
target_open(struct target *t, const char *path, struct err *e)
{
	size_t n = strlen(path), last;
	char *above;

	while (n > 1 && path[n - 1] == '/')
		n--;
	for (last = n; last > 0 && path[last - 1] != '/';)
		last--;
	snprintf(t->name, sizeof t->name, "%.*s", (int)(n - last), path + last);
	if (t->name[0] == '\0' || strcmp(t->name, ".") == 0 || strcmp(t->name, "..") == 0 ||
	    n - last > NAME_MAX - (sizeof NEW - 1))
		return err_set(e, "'%s': name a folder that is to be made", path);
	snprintf(t->temporary, sizeof t->temporary, NEW "%s", t->name);
	above = last == 0 ? strdup(".") : strndup(path, last);
	if (above == NULL)
		return err_set(e, "out of memory");
	t->parent = folder_open(above, e);
	free(above);
	return t->parent < 0 ? -1 : 0;
}

/* Whether a folder may be put there: nothing, or an empty folder, whose mode is kept. What is
 * private in a site is in its sources too: a folder that we make is its owner's. */
static int
is_free(struct target *t, struct err *e)
{
	struct stat st;

	t->mode = 0700;
	if (fstatat(t->parent, t->name, &st, AT_SYMLINK_NOFOLLOW) != 0)
		return errno == ENOENT ? 0 : err_set(e, "'%s': %s", t->path, strerror(errno));
	if (!S_ISDIR(st.st_mode))
		return err_set(e, "'%s' is there and no folder: name another", t->path);
	t->mode = st.st_mode & 0777;
	return 0;
}

/* Removes what a killed run left, unless another one is at it. Only files are ever in it. */
static int
remove_left_over(const struct target *t, struct err *e)
{
	int fd = folder_in(t->parent, t->temporary, false);
	DIR *d = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;
	int rc = 0;

	if (d == NULL) {
		if (fd >= 0)
			close(fd);
		return err_set(e, "remove '%s': %s", t->temporary, strerror(errno));
	}
	if (flock(fd, LOCK_EX | LOCK_NB) != 0)
		rc = err_set(e, "'%s' is being written by another plenary", t->path);
	while (rc == 0 && (entry = readdir(d)) != NULL)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			unlinkat(fd, entry->d_name, 0);
	if (rc == 0 && unlinkat(t->parent, t->temporary, AT_REMOVEDIR) != 0)
		rc = err_set(e, "remove '%s': %s", t->temporary, strerror(errno));
	closedir(d);
	return rc;
}

/* Makes the temporary folder, locked; a descriptor, or -1 and why. */
static int
make_temporary(const struct target *t, struct err *e)
{
	int fd;

	if (mkdirat(t->parent, t->temporary, 0700) != 0) {
		if (errno != EEXIST)
			return err_set(e, "make '%s': %s", t->path, strerror(errno));
		if (remove_left_over(t, e) != 0)
			return -1;
		if (mkdirat(t->parent, t->temporary, 0700) != 0)
			return err_set(e, "make '%s': %s", t->path, strerror(errno));
	}
	fd = folder_in(t->parent, t->temporary, false);
	if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0)
		return fd;
	err_set(e, "make '%s': %s", t->path, strerror(errno));
	if (fd >= 0)
		close(fd);
	return -1;
}

static int
put_files(const struct sources *s, int fd, struct err *e)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct source *src = &s->items[i];

		if (strchr(src->name, '/') != NULL)
			return err_set(e, "'%s' is no name of a file", src->name);
		if (folder_put(fd, src->name, src->bytes, src->n) != 0)
			return err_set(e, "write '%s': %s", src->name, strerror(errno));
	}
	return 0;
}

/* A folder that is not empty is not replaced (POSIX rename). */
static int
put_in_place(const struct target *t, int fd, struct err *e)
{
	if (fchmod(fd, t->mode) != 0 || syncfs(fd) != 0)
		return err_set(e, "write '%s': %s", t->path, strerror(errno));
	if (renameat(t->parent, t->temporary, t->parent, t->name) != 0) {
		if (errno == ENOTEMPTY || errno == EEXIST)
			return err_set(
			    e, "there is something in '%s': name another folder", t->path);
		return err_set(e, "make '%s': %s", t->path, strerror(errno));
	}
	if (fsync(t->parent) != 0)
		return err_set(e, "write '%s': %s", t->path, strerror(errno));
	return 0;
}

int
sources_to_folder(const struct sources *s, const char *dir, struct err *e)
{
	struct target t = {.path = dir, .parent = -1};
	int fd = -1, rc = -1;

	if (target_open(&t, dir, e) == 0 && is_free(&t, e) == 0)
		fd = make_temporary(&t, e);
	if (fd < 0)
		goto out;
	if (put_files(s, fd, e) == 0 && put_in_place(&t, fd, e) == 0)
		rc = 0;
	else
		folder_remove(t.parent, t.temporary, NULL);
	close(fd);
out:
	if (t.parent >= 0)
		close(t.parent);
	return rc;
}
