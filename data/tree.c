/* SPDX-License-Identifier: ISC */
#define _GNU_SOURCE /* syncfs */

#include "data/tree.h"

#include "core/buf.h"
#include "data/folder.h"
#include "data/gzip.h"
#include "data/tree_file.h"
#include "data/tree_versions.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static const char marker[] = "Made by plenary, which will remove this folder.\n";

enum { NAME_SIZE = 128, SAME_NAME_MAX = 1000 };

/* A folder of the version that is written, and the one of that path in the version before it. */
struct parent {
	char path[PATH_MAX]; /* ends with '/', or is "" */
	int now, before;     /* descriptors, -1: none */
};

struct tree {
	int dir, lock;        /* descriptors, -1: none */
	int fd;               /* of the version while it is written */
	int fd_before;        /* of the one to which `current` leads, -1: none of ours */
	struct parent parent; /* of the file that was put last */
	struct gzip *gzip;    /* NULL: nothing is compressed */
	bool sealed, committed, fleeting;
	char *path;                 /* of the folder, for messages */
	char name[VERSION_MAX + 1]; /* as asked for */
	char folder[NAME_SIZE];     /* what it is called now */
	char before[NAME_MAX + 1];  /* to what `current` leads; "" */
};

static int
take_lock(struct tree *t, struct err *e)
{
	struct stat st;

	t->lock = openat(t->dir, TREE_LOCK, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (t->lock < 0)
		return err_set(e, "folder '%s': %s", t->path, strerror(errno));
	if (fstat(t->lock, &st) != 0 || !S_ISREG(st.st_mode))
		return err_set(e, "'%s/" TREE_LOCK "' is not a file", t->path);
	if (flock(t->lock, LOCK_EX | LOCK_NB) != 0)
		return errno == EWOULDBLOCK
			   ? err_set(e, "folder '%s' is being written by another publish", t->path)
			   : err_set(e, "lock folder '%s': %s", t->path, strerror(errno));
	return 0;
}

/* Locks the folder and removes what is left of killed runs. NULL and why. */
static struct tree *
lock_folder(const char *dir, struct err *e)
{
	struct tree *t = calloc(1, sizeof *t);

	if (t == NULL || (t->path = strdup(dir)) == NULL) {
		free(t);
		err_set(e, "out of memory");
		return NULL;
	}
	t->lock = t->fd = t->fd_before = t->parent.now = t->parent.before = -1;
	t->dir = folder_open(dir, e);
	if (t->dir >= 0 && take_lock(t, e) == 0 &&
	    version_current(t->dir, t->before, dir, e) >= 0) {
		versions_sweep(t->dir, false, "", "");
		return t;
	}
	tree_end(t);
	return NULL;
}

void
tree_tidy(const char *dir)
{
	tree_end(lock_folder(dir, NULL));
}

int
tree_begin(struct tree **out, const char *dir, const char *name, struct err *e)
{
	struct tree *t;
	int rc = -1;

	*out = NULL;
	if (!version_name_is_valid(name, strlen(name)))
		return err_set(e, "'%s' is no name for a version", name);
	t = lock_folder(dir, e);
	if (t == NULL)
		return -1;
	snprintf(t->name, sizeof t->name, "%s", name);
	snprintf(t->folder, sizeof t->folder, TREE_NEW "%s", name);
	if (mkdirat(t->dir, t->folder, 0755) != 0) {
		err_set(e, "make folder '%s/%s': %s", dir, t->folder, strerror(errno));
		t->folder[0] = '\0';
		goto out;
	}
	t->fd = folder_in(t->dir, t->folder, false);
	if (t->fd < 0 || fchmod(t->fd, 0755) != 0 ||
	    folder_put(t->fd, TREE_MARKER, marker, sizeof marker - 1) != 0) {
		err_set(e, "write '%s/%s': %s", dir, t->folder, strerror(errno));
		goto out;
	}
	if (t->before[0] != '\0' && version_is_ours(t->dir, t->before))
		t->fd_before = folder_in(t->dir, t->before, false);
	*out = t;
	t = NULL;
	rc = 0;
out:
	tree_end(t);
	return rc;
}

static void
close_parent(struct parent *p)
{
	if (p->now >= 0)
		close(p->now);
	if (p->before >= 0)
		close(p->before);
	p->now = p->before = -1;
}

/* Goes one folder down, which is made in the new version; -1 with errno. */
static int
enter(struct parent *p, const char *part)
{
	struct parent up = {.now = p->now, .before = p->before};
	int rc;

	p->now = folder_in(up.now, part, true);
	rc = p->now < 0 ? -1 : 0;
	p->before = up.before < 0 || rc != 0 ? -1 : folder_in(up.before, part, false);
	close_parent(&up);
	return rc;
}

/* Opens the folders that the path's last part lies in; they stay open, since the next file is
 * mostly in the same. -1 with errno. */
static int
open_parent(struct tree *t, const char *path, const char **last)
{
	struct parent *p = &t->parent;
	char part[NAME_MAX + 1];
	size_t n = strlen(path), k;

	while (n > 0 && path[n - 1] != '/')
		n--;
	*last = path + n;
	if (p->now >= 0 && strlen(p->path) == n && memcmp(p->path, path, n) == 0)
		return 0;
	close_parent(p);
	if (n >= sizeof p->path) {
		errno = ENAMETOOLONG;
		return -1;
	}
	p->now = dup(t->fd);
	p->before = t->fd_before < 0 ? -1 : dup(t->fd_before);
	for (const char *at = path; p->now >= 0 && at < *last; at += k + 1) {
		k = strcspn(at, "/");
		if (k > NAME_MAX) {
			close_parent(p);
			errno = ENAMETOOLONG;
			return -1;
		}
		snprintf(part, sizeof part, "%.*s", (int)k, at);
		if (enter(p, part) != 0)
			return -1;
	}
	snprintf(p->path, sizeof p->path, "%.*s", (int)n, path);
	return p->now < 0 ? -1 : 0;
}

/* Puts a file that did not change into the new version too: no byte of it is written, and it has
 * been synced. Files are never written to again, so two versions may share it. */
static bool
link_file(const struct parent *p, const char *name, const struct tree_pieces *pieces)
{
	return p->before >= 0 && tree_file_is(p->before, name, pieces) &&
	       linkat(p->before, name, p->now, name, 0) == 0;
}

/* The same of what was compressed for the version before. */
static bool
link_compressed(const struct parent *p, const char *name, const struct tree_pieces *pieces)
{
	struct buf b;
	bool is;

	buf_init(&b, pieces->n);
	is = tree_file_read(p->before, name, &b) && gzip_holds(b.p, b.n, pieces) &&
	     linkat(p->before, name, p->now, name, 0) == 0;
	buf_free(&b);
	return is;
}

/* Puts NAME.gz beside a file that was put. -1 with errno. */
static int
put_compressed(struct tree *t, const char *name, const struct tree_pieces *pieces, bool is_linked)
{
	char gz[NAME_MAX + 1];
	struct buf b;
	int rc = 0;

	if ((size_t)snprintf(gz, sizeof gz, "%s.gz", name) >= sizeof gz ||
	    (is_linked && link_compressed(&t->parent, gz, pieces)))
		return 0;
	buf_init(&b, pieces->n);
	if (gzip_write(t->gzip, &b, pieces) == 0 && b.n < pieces->n)
		rc = folder_put(t->parent.now, gz, b.p, b.n);
	buf_free(&b);
	return rc;
}

int
tree_gzip(struct tree *t, struct err *e)
{
	t->gzip = gzip_new();
	return t->gzip != NULL ? 0 : err_set(e, "out of memory");
}

/* Relative, no part empty, "." or "..", and not our marker. */
static bool
is_path_within(const char *path)
{
	if (strcmp(path, TREE_MARKER) == 0)
		return false;
	for (const char *p = path;; p++) {
		size_t n = strcspn(p, "/");

		if (n == 0 || (n == 1 && p[0] == '.') || (n == 2 && p[0] == '.' && p[1] == '.'))
			return false;
		p += n;
		if (*p == '\0')
			return true;
	}
}

int
tree_put_pieces(struct tree *t, const char *path, const struct tree_pieces *pieces, struct err *e)
{
	const char *last;
	bool is_linked;

	if (t->sealed || !is_path_within(path))
		return err_set(e, "write '%s': not a path within the folder", path);
	if (open_parent(t, path, &last) != 0)
		goto failed;
	is_linked = link_file(&t->parent, last, pieces);
	if (!is_linked && tree_file_write(t->parent.now, last, pieces) != 0)
		goto failed;
	if (t->gzip == NULL || !gzip_is_for(last) ||
	    put_compressed(t, last, pieces, is_linked) == 0)
		return 0;
failed:
	return err_set(e, "write '%s': %s", path, strerror(errno));
}

/* All of it as one piece. */
struct whole {
	const char *bytes;
	size_t n;
	bool is_given;
};

static void
rewind_whole(void *ctx)
{
	((struct whole *)ctx)->is_given = false;
}

static size_t
next_whole(void *ctx, const char **piece)
{
	struct whole *w = ctx;

	if (w->is_given)
		return 0;
	w->is_given = true;
	*piece = w->bytes;
	return w->n;
}

int
tree_put(struct tree *t, const char *path, const void *bytes, size_t n, struct err *e)
{
	struct whole whole = {bytes, n, false};

	return tree_put_pieces(
	    t, path, &(struct tree_pieces){&whole, n, rewind_whole, next_whole}, e);
}

/* The first of NAME, NAME+1, … that nothing has. */
static int
give_name(struct tree *t, struct err *e)
{
	char folder[NAME_SIZE];
	struct stat st;

	for (int i = 0; i < SAME_NAME_MAX; i++) {
		if (i == 0)
			snprintf(folder, sizeof folder, "%s", t->name);
		else
			snprintf(folder, sizeof folder, "%s+%d", t->name, i);
		if (fstatat(t->dir, folder, &st, AT_SYMLINK_NOFOLLOW) == 0)
			continue;
		if (errno != ENOENT || renameat(t->dir, t->folder, t->dir, folder) != 0)
			break;
		snprintf(t->folder, sizeof t->folder, "%s", folder);
		return 0;
	}
	return err_set(e, "make '%s/%s': %s", t->path, t->name, strerror(errno));
}

void
tree_no_sync(struct tree *t)
{
	t->fleeting = true;
}

int
tree_seal(struct tree *t, struct err *e)
{
	/* One call for thousands of files: fsync on each took twenty times as long. */
	if (!t->fleeting && syncfs(t->fd) != 0)
		return err_set(e, "write to '%s': %s", t->path, strerror(errno));
	if (give_name(t, e) != 0)
		return -1;
	if (!t->fleeting && fsync(t->dir) != 0)
		return err_set(e, "write to '%s': %s", t->path, strerror(errno));
	t->sealed = true;
	return 0;
}

int
tree_commit(struct tree *t, struct err *e)
{
	char now[NAME_MAX + 1];
	struct stat st;

	if (!t->sealed)
		return err_set(e, "'%s' was not sealed", t->path);
	if (version_current(t->dir, now, t->path, e) < 0)
		return -1;
	if (fstatat(t->dir, TREE_LINK, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(st.st_mode))
		unlinkat(t->dir, TREE_LINK, 0);
	if (symlinkat(t->folder, t->dir, TREE_LINK) != 0 ||
	    renameat(t->dir, TREE_LINK, t->dir, TREE_CURRENT) != 0)
		return err_set(e, "turn '%s/" TREE_CURRENT "': %s", t->path, strerror(errno));
	t->committed = true;
	if (!t->fleeting && fsync(t->dir) != 0)
		return err_set(e, "turn '%s/" TREE_CURRENT "': %s", t->path, strerror(errno));
	versions_sweep(t->dir, true, t->folder, t->before);
	return 0;
}

void
tree_end(struct tree *t)
{
	if (t == NULL)
		return;
	close_parent(&t->parent);
	gzip_free(t->gzip);
	if (t->fd >= 0)
		close(t->fd);
	if (t->fd_before >= 0)
		close(t->fd_before);
	if (t->folder[0] != '\0' && !t->committed) {
		if (t->sealed)
			version_remove(t->dir, t->folder);
		else if (version_is_ours(t->dir, t->folder))
			folder_remove(t->dir, t->folder, TREE_MARKER);
		else
			unlinkat(t->dir, t->folder, AT_REMOVEDIR);
	}
	if (t->lock >= 0)
		close(t->lock);
	if (t->dir >= 0)
		close(t->dir);
	free(t->path);
	free(t);
}

/* The name of the version that `dir`/current leads to, without the number after it. */
static bool
current_name(const char *dir, char name[NAME_MAX + 1])
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool is;

	if (fd < 0)
		return false;
	is = version_current(fd, name, dir, NULL) == 1 && version_is_ours(fd, name);
	close(fd);
	if (is)
		name[strcspn(name, "+")] = '\0';
	return is;
}

bool
tree_is_current(const char *dir, const char *name)
{
	char now[NAME_MAX + 1];

	return current_name(dir, now) && strcmp(now, name) == 0;
}

bool
tree_current_ends(const char *dir, const char *end)
{
	char now[NAME_MAX + 1];
	size_t n, k = strlen(end);

	if (!current_name(dir, now))
		return false;
	n = strlen(now);
	return n >= k && strcmp(now + n - k, end) == 0;
}
