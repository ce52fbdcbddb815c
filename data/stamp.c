/* SPDX-License-Identifier: ISC */
#include "data/stamp.h"

#include "core/digest.h"

#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>

static uint64_t
add_status(uint64_t stamp, int rc, const struct stat *st)
{
	const int64_t none[] = {-1, errno};
	int64_t all[6];

	if (rc != 0)
		return digest_bytes(stamp, none, sizeof none);
	all[0] = (int64_t)st->st_dev;
	all[1] = (int64_t)st->st_ino;
	all[2] = (int64_t)st->st_mode;
	all[3] = S_ISDIR(st->st_mode) ? 0 : (int64_t)st->st_size;
	all[4] = S_ISDIR(st->st_mode) ? 0 : (int64_t)st->st_mtim.tv_sec;
	all[5] = S_ISDIR(st->st_mode) ? 0 : (int64_t)st->st_mtim.tv_nsec;
	return digest_bytes(stamp, all, sizeof all);
}

uint64_t
stamp_file(uint64_t stamp, const char *path)
{
	struct stat st;
	int rc = stat(path, &st);

	return add_status(stamp, rc, &st);
}

uint64_t
stamp_folder(uint64_t stamp, const char *dir)
{
	DIR *d = opendir(dir);
	uint64_t sum = 0;
	struct dirent *entry;
	struct stat st;

	stamp = stamp_file(stamp, dir);
	if (d == NULL)
		return stamp;
	for (int n = 0; n < STAMP_FILES_MAX && (entry = readdir(d)) != NULL; n++) {
		if (entry->d_name[0] == '.')
			continue;
		sum += add_status(digest_text(DIGEST_NONE, entry->d_name),
		    fstatat(dirfd(d), entry->d_name, &st, 0), &st);
	}
	closedir(d);
	return digest_bytes(stamp, &sum, sizeof sum);
}
