/* SPDX-License-Identifier: ISC */
/* A server that strangers talk to gives up what it does not need, once it has opened what it does.
 * Whoever finds a way into it then reaches the state folder, the zone data and the connections it
 * has, and nothing else of this machine: no other file, no other program, no other network.
 *
 * What a kernel lacks is left out and told. Nothing of it can be undone in the process. */
#ifndef PLENARY_SANDBOX_H
#define PLENARY_SANDBOX_H

#include "core/err.h"

#include <stdbool.h>
#include <stddef.h>

enum sandbox_mode {
	SANDBOX_AUTO, /* whatever there is */
	SANDBOX_OFF,
	SANDBOX_REQUIRE /* all of it, or the process does not start */
};

extern const char *const sandbox_words[]; /* of these modes, in their order; NULL after them */

enum { SANDBOX_READ_MAX = 8, SANDBOX_SAID_MAX = 256 };

/* What may still be opened. A folder stands for all in it. */
struct sandbox_paths {
	const char *state;                  /* a folder whose files may be read, made and removed */
	const char *read[SANDBOX_READ_MAX]; /* folders whose files may be read; those that are not
					       there are passed over */
	size_t n_read;
};

/* To be called before anything of libuv is: from 1.45 on it opens an io_uring, whose operations no
 * filter of system calls sees; it does without when there is none. */
void sandbox_prepare(enum sandbox_mode mode);

/* Enters it, with no privileges to be gained, no memory dumps, Landlock and seccomp (landlock(7),
 * seccomp(2)). To be called by the only thread, for Landlock holds for that and those it starts.
 * `said` is what there is, for the line of the start. 0, or -1 and what is missing, when it is
 * required; then the process is not to go on. A call that seccomp does not know ends the process
 * by SIGSYS. */
int sandbox_enter(enum sandbox_mode mode, const struct sandbox_paths *paths,
    char said[SANDBOX_SAID_MAX], struct err *e);

/* Adds the folders of a file that is read again later: the one it is named in, and the one that
 * symbolic links lead to, where the next one will be as well. False when there is no room. `found`
 * is for their names and outlives the paths. */
struct sandbox_folders {
	char named[4096], real[4096];
};
bool sandbox_add_file(struct sandbox_paths *paths, const char *file, struct sandbox_folders *found);

/* Enters it as `plenary serve` does, and says so on standard error. 0, or -1 and what is missing.
 */
struct options;
int sandbox_serve(const struct options *o, char said[SANDBOX_SAID_MAX], struct err *e);

/* ---- its parts, each by itself: sandbox_files.c, sandbox_calls.c ---- */

/* Files and network by Landlock. The version of it that the kernel has, or 0 if it has none, or -1
 * and why. */
int sandbox_files(const struct sandbox_paths *paths, struct err *e);

/* The first half of sandbox_calls, which lets everything be but io_uring. 0, or -1 and why. */
int sandbox_calls_prepare(struct err *e);

/* System calls by seccomp. How many are allowed, or -1 and why. */
int sandbox_calls(struct err *e);

#endif
