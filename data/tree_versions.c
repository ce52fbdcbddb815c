/* SPDX-License-Identifier: ISC */
#include "data/tree_versions.h"

#include "data/folder.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool
version_name_is_valid(const char *name, size_t n)
{
	if (n == 0 || n > VERSION_MAX || name[0] == '.' ||
	    (n == 7 && memcmp(name, TREE_CURRENT, n) == 0))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!(isascii(name[i]) && isalnum((unsigned char)name[i])) && name[i] != '.' &&
		    name[i] != '-')
			return false;
	return true;
}

/* NAME or NAME+N. */
static bool
is_version_folder(const char *folder)
{
	size_t n = strcspn(folder, "+");
	const char *digits = folder + n + 1;

	if (!version_name_is_valid(folder, n))
		return false;
	return folder[n] == '\0' ||
	       (*digits != '\0' && digits[strspn(digits, "0123456789")] == '\0');
}

bool
version_is_ours(int dir, const char *folder)
{
	struct stat st;
	int fd = folder_in(dir, folder, false);
	bool ours = fd >= 0 && fstatat(fd, TREE_MARKER, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
		    S_ISREG(st.st_mode);

	if (fd >= 0)
		close(fd);
	return ours;
}

int
version_current(int dir, char to[NAME_MAX + 1], const char *path, struct err *e)
{
	ssize_t n = readlinkat(dir, TREE_CURRENT, to, NAME_MAX);

	if (n < 0 && errno == ENOENT) {
		to[0] = '\0';
		return 0;
	}
	if (n < 0 && errno == EINVAL)
		return err_set(
		    e, "'%s/" TREE_CURRENT "' is not a symbolic link: it is in the way", path);
	if (n < 0)
		return err_set(e, "'%s/" TREE_CURRENT "': %s", path, strerror(errno));
	to[n] = '\0';
	if (is_version_folder(to))
		return 1;
	return err_set(e, "'%s/" TREE_CURRENT "' leads elsewhere: it is in the way", path);
}

void
version_remove(int dir, const char *folder)
{
	char old[NAME_MAX + sizeof TREE_OLD];

	snprintf(old, sizeof old, TREE_OLD "%s", folder);
	if (renameat(dir, folder, dir, old) == 0)
		folder_remove(dir, old, TREE_MARKER);
}

void
versions_sweep(int dir, bool versions, const char *keep, const char *keep_too)
{
	int fd = openat(dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *d = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;

	if (d == NULL) {
		if (fd >= 0)
			close(fd);
		return;
	}
	while ((entry = readdir(d)) != NULL) {
		const char *name = entry->d_name;
		bool old = strncmp(name, TREE_OLD, sizeof TREE_OLD - 1) == 0;

		if (old || strncmp(name, TREE_NEW, sizeof TREE_NEW - 1) == 0) {
			if (version_is_ours(dir, name))
				folder_remove(dir, name, TREE_MARKER);
			else
				unlinkat(
				    dir, name, AT_REMOVEDIR); /* killed before its marker: empty */
		} else if (versions && is_version_folder(name) && strcmp(name, keep) != 0 &&
			   strcmp(name, keep_too) != 0 && version_is_ours(dir, name)) {
			version_remove(dir, name);
		}
	}
	closedir(d);
}
