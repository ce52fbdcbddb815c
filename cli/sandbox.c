/* SPDX-License-Identifier: ISC */
#define _GNU_SOURCE /* realpath with NULL */
#include "cli/sandbox.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#ifdef PLENARY_INSTRUMENTED
enum { IS_INSTRUMENTED = 1 };
#else
enum { IS_INSTRUMENTED = 0 };
#endif

const char *const sandbox_words[] = {"auto", "off", "require", NULL};

/* Parts that are there, and parts that are not. */
struct saying {
	char have[SANDBOX_SAID_MAX / 2], lack[SANDBOX_SAID_MAX / 2];
};

static void __attribute__((format(printf, 2, 3)))
add(char list[SANDBOX_SAID_MAX / 2], const char *fmt, ...)
{
	size_t n = strlen(list), max = SANDBOX_SAID_MAX / 2;
	va_list ap;

	if (n > 0 && n + 2 < max) {
		memcpy(list + n, ", ", 3);
		n += 2;
	}
	va_start(ap, fmt);
	vsnprintf(list + n, max - n, fmt, ap);
	va_end(ap);
}

/* Where the kernel does not say, there is one. */
static int
count_threads(void)
{
	DIR *d = opendir("/proc/self/task");
	struct dirent *entry;
	int n = 0;

	while (d != NULL && (entry = readdir(d)) != NULL)
		n += entry->d_name[0] != '.';
	if (d != NULL)
		closedir(d);
	return d == NULL ? 1 : n;
}

/* Memory holds keys: it is in no dump, and no other process of the user looks into it. */
static void
keep_memory(struct saying *s)
{
	const struct rlimit none = {0, 0};

	if (setrlimit(RLIMIT_CORE, &none) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
		add(s->lack, "memory may be dumped (%s)", strerror(errno));
}

static void
give_up_privileges(struct saying *s)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
		add(s->have, "no new privileges");
	else
		add(s->lack, "privileges may be gained (%s)", strerror(errno));
}

static void
confine_files(struct saying *s, const struct sandbox_paths *paths)
{
	struct err why = {""};
	int version = sandbox_files(paths, &why);

	if (version > 0)
		add(s->have, "Landlock ABI %d", version);
	else if (version == 0)
		add(s->lack, "no Landlock in this kernel");
	else
		add(s->lack, "no Landlock (%s)", why.msg);
}

static void
confine_calls(struct saying *s)
{
	struct err why = {""};
	int n = sandbox_calls(&why);

	if (n > 0)
		add(s->have, "seccomp (%d calls)", n);
	else
		add(s->lack, "no seccomp (%s)", why.msg);
}

void
sandbox_prepare(enum sandbox_mode mode)
{
#ifndef PLENARY_INSTRUMENTED
	if (mode != SANDBOX_OFF)
		sandbox_calls_prepare(NULL); /* sandbox_calls fails alike, and is asked why */
#else
	(void)mode;
#endif
}

int
sandbox_enter(enum sandbox_mode mode, const struct sandbox_paths *paths,
    char said[SANDBOX_SAID_MAX], struct err *e)
{
	struct saying s = {"", ""};
	int threads = count_threads();

	snprintf(said, SANDBOX_SAID_MAX, "off");
	if (mode == SANDBOX_OFF)
		return 0;
	if (threads > 1)
		add(s.lack, "%d threads are there before it", threads);
	if (IS_INSTRUMENTED) {
		add(s.lack, "this build writes what it measured to files, or looks at itself");
	} else {
		keep_memory(&s);
		give_up_privileges(&s);
		confine_files(&s, paths);
		confine_calls(&s);
	}
	if (mode == SANDBOX_REQUIRE && s.lack[0] != '\0')
		return err_set(e, "sandbox: %s; --sandbox=auto goes on with what there is", s.lack);
	snprintf(said, SANDBOX_SAID_MAX, "%.110s%s%.110s", s.have,
	    s.have[0] != '\0' && s.lack[0] != '\0' ? "; " : "", s.lack);
	return 0;
}

/* The folder that a path is in. */
static void
folder_of(const char *path, char out[4096])
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		snprintf(out, 4096, ".");
	else if (slash == path)
		snprintf(out, 4096, "/");
	else
		snprintf(out, 4096, "%.*s", (int)(slash - path), path);
}

bool
sandbox_add_file(struct sandbox_paths *paths, const char *file, struct sandbox_folders *found)
{
	char *real = realpath(file, NULL);

	if (paths->n_read + 2 > SANDBOX_READ_MAX) {
		free(real);
		return false;
	}
	folder_of(file, found->named);
	folder_of(real != NULL ? real : file, found->real);
	free(real);
	paths->read[paths->n_read++] = found->named;
	if (strcmp(found->named, found->real) != 0)
		paths->read[paths->n_read++] = found->real;
	return true;
}
