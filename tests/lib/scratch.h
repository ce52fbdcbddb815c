/* SPDX-License-Identifier: ISC */
/* A folder of its own for a test that writes files, under $TMPDIR or /tmp. */
#ifndef PLENARY_SCRATCH_H
#define PLENARY_SCRATCH_H

#include "tests/lib/tap.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SCRATCH_PATH = 512 };

/* Makes the folder and says where; ends the program if it cannot. */
static inline void
scratch_make(char path[SCRATCH_PATH])
{
	const char *tmp = getenv("TMPDIR");

	snprintf(path, SCRATCH_PATH, "%s/plenary-test-XXXXXX", tmp == NULL ? "/tmp" : tmp);
	if (mkdtemp(path) == NULL) {
		perror(path);
		exit(1);
	}
}

/* Removes it and all in it; follows no link. */
static inline void
scratch_remove(const char *path)
{
	int fd = unlink(path) == 0 ? -1 : open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
	DIR *d = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;
	char below[4096];

	while (d != NULL && (entry = readdir(d)) != NULL) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		snprintf(below, sizeof below, "%.3800s/%s", path, entry->d_name);
		scratch_remove(below);
	}
	if (d != NULL)
		closedir(d);
	rmdir(path);
}

/* The path of `name` in `dir`; good for the next 8 calls. */
static inline const char *
scratch_in(const char *dir, const char *name)
{
	static char paths[8][4096];
	static unsigned next;
	char *path = paths[next++ % 8];

	snprintf(path, sizeof paths[0], "%s/%s", dir, name);
	return path;
}

/* Entries of a folder, "." and ".." left out; -1 when there is none. */
static inline int
scratch_count(const char *path)
{
	DIR *d = opendir(path);
	int n = -2;

	if (d == NULL)
		return -1;
	while (readdir(d) != NULL)
		n++;
	closedir(d);
	return n;
}

/* A number below `n`, the same sequence in each run. */
static inline unsigned
scratch_random(unsigned n)
{
	static unsigned long long state = 88172645463325252ULL;

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (unsigned)(state % n);
}

struct scratch_test {
	const char *name;
	void (*run)(const char *dir);
};

/* Runs tests, each with the path of a folder of its own, which is not there yet. What main returns.
 */
static inline int
scratch_run(const struct scratch_test *tests, size_t n)
{
	char root[SCRATCH_PATH], dir[SCRATCH_PATH];

	scratch_make(root);
	chmod(root, 0755);
	for (size_t i = 0; i < n; i++) {
		snprintf(dir, sizeof dir, "%s", scratch_in(root, tests[i].name));
		tests[i].run(dir);
	}
	scratch_remove(root);
	return tap_done();
}

#endif
