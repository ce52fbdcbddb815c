/* SPDX-License-Identifier: ISC */
/* Landlock by its three system calls: glibc has no functions for them, and Debian 12's header knows
 * only its second version. Numbers and names are those of linux/landlock.h. */
#define _GNU_SOURCE /* O_PATH */
#include "cli/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { RULESET_VERSION = 1 << 0, RULE_PATH_BENEATH = 1 };

enum {
	FS_EXECUTE = 1 << 0,
	FS_WRITE_FILE = 1 << 1,
	FS_READ_FILE = 1 << 2,
	FS_READ_DIR = 1 << 3,
	FS_REMOVE_DIR = 1 << 4,
	FS_REMOVE_FILE = 1 << 5,
	FS_MAKE_CHAR = 1 << 6,
	FS_MAKE_DIR = 1 << 7,
	FS_MAKE_REG = 1 << 8,
	FS_MAKE_SOCK = 1 << 9,
	FS_MAKE_FIFO = 1 << 10,
	FS_MAKE_BLOCK = 1 << 11,
	FS_MAKE_SYM = 1 << 12,
	FS_REFER = 1 << 13,     /* since version 2 */
	FS_TRUNCATE = 1 << 14,  /* 3 */
	FS_IOCTL_DEV = 1 << 15, /* 5 */
	FS_ALL_OF_1 = FS_REFER - 1,

	NET_BIND_TCP = 1 << 0, /* 4 */
	NET_CONNECT_TCP = 1 << 1,

	SCOPE_ABSTRACT_SOCKET = 1 << 0, /* 6 */
	SCOPE_SIGNAL = 1 << 1,

	READ = FS_READ_FILE | FS_READ_DIR,
	KEEP = READ | FS_WRITE_FILE | FS_TRUNCATE | FS_REMOVE_FILE | FS_MAKE_REG | FS_MAKE_SOCK
};

struct ruleset {
	uint64_t fs, net, scoped; /* what is denied unless a rule allows it */
};

struct __attribute__((packed)) path_rule {
	uint64_t allowed;
	int32_t folder;
};

/* What a version knows. */
static struct ruleset
denied_by(int version)
{
	struct ruleset r = {.fs = FS_ALL_OF_1};

	if (version >= 2)
		r.fs |= FS_REFER;
	if (version >= 3)
		r.fs |= FS_TRUNCATE;
	if (version >= 4)
		r.net = NET_BIND_TCP | NET_CONNECT_TCP;
	if (version >= 5)
		r.fs |= FS_IOCTL_DEV;
	if (version >= 6)
		r.scoped = SCOPE_ABSTRACT_SOCKET | SCOPE_SIGNAL;
	return r;
}

/* How much of struct ruleset a version has. */
static size_t
size_for(int version)
{
	if (version >= 6)
		return sizeof(struct ruleset);
	return version >= 4 ? offsetof(struct ruleset, scoped) : offsetof(struct ruleset, net);
}

/* 0, or -1 and errno. */
static int
allow(int ruleset, const char *path, uint64_t access)
{
	struct path_rule rule = {.allowed = access};
	int rc, kept;

	rule.folder = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (rule.folder < 0)
		return -1;
	rc = (int)syscall(SYS_landlock_add_rule, ruleset, RULE_PATH_BENEATH, &rule, 0);
	kept = errno;
	close(rule.folder);
	errno = kept;
	return rc;
}

static int
allow_all(int ruleset, const struct ruleset *r, const struct sandbox_paths *paths, struct err *e)
{
	if (paths->state != NULL && allow(ruleset, paths->state, KEEP & r->fs) != 0)
		return err_set(e, "%s: %s", paths->state, strerror(errno));
	for (size_t i = 0; i < paths->n_read; i++)
		if (allow(ruleset, paths->read[i], READ) != 0 && errno != ENOENT)
			return err_set(e, "%s: %s", paths->read[i], strerror(errno));
	return 0;
}

int
sandbox_files(const struct sandbox_paths *paths, struct err *e)
{
	int version = (int)syscall(SYS_landlock_create_ruleset, NULL, 0, RULESET_VERSION);
	struct ruleset r;
	int ruleset, rc = -1;

	if (version < 0 && (errno == ENOSYS || errno == EOPNOTSUPP))
		return 0;
	if (version < 0)
		return err_set(e, "%s", strerror(errno));
	r = denied_by(version);
	ruleset = (int)syscall(SYS_landlock_create_ruleset, &r, size_for(version), 0);
	if (ruleset < 0)
		return err_set(e, "%s", strerror(errno));
	if (allow_all(ruleset, &r, paths, e) != 0)
		goto out;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	    syscall(SYS_landlock_restrict_self, ruleset, 0) == 0)
		rc = version;
	else
		err_set(e, "%s", strerror(errno));
out:
	close(ruleset);
	return rc;
}
