/* SPDX-License-Identifier: ISC */
/* Enters the sandbox and tries something: confined MODE STATE READ WHAT [WITH]
 * Prints how the sandbox is, on a line, then "done", the name of an errno, or nothing if the
 * process ended by it. $LACKS: the name of a system call that the kernel is to have no more. */
#define _GNU_SOURCE
#include "cli/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <seccomp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static int before; /* a TCP socket from before the sandbox */

static int
try_read(const char *path)
{
	int fd = open(path, O_RDONLY);

	return fd < 0 ? -1 : close(fd);
}

static int
try_list(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY);

	return fd < 0 ? -1 : close(fd);
}

static int
try_write(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	return fd < 0 || write(fd, "x", 1) != 1 ? -1 : close(fd);
}

static int
try_make_and_remove(const char *path)
{
	char other[4096];

	snprintf(other, sizeof other, "%s.other", path);
	return try_write(path) != 0 || rename(path, other) != 0 || unlink(other) != 0 ? -1 : 0;
}

static int
try_exec(const char *path)
{
	return execl(path, path, (char *)NULL);
}

static int
try_fork(const char *unused)
{
	pid_t pid = fork();

	(void)unused;
	if (pid == 0)
		_exit(0);
	return pid < 0 ? -1 : 0;
}

static struct sockaddr_in
loopback(const char *port)
{
	struct sockaddr_in to = {
	    .sin_family = AF_INET, .sin_port = htons((uint16_t)strtol(port, NULL, 10))};

	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	return to;
}

static int
try_socket(const char *unused)
{
	(void)unused;
	return socket(AF_INET, SOCK_STREAM, 0) < 0 ? -1 : 0;
}

static int
try_connect(const char *port)
{
	const struct sockaddr_in to = loopback(port);

	return connect(before, (const struct sockaddr *)&to, sizeof to);
}

static int
try_bind(const char *port)
{
	const struct sockaddr_in at = loopback(port);

	return bind(before, (const struct sockaddr *)&at, sizeof at);
}

/* A name that somebody outside listens on. */
static int
try_abstract(const char *name)
{
	struct sockaddr_un to = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	snprintf(to.sun_path + 1, sizeof to.sun_path - 1, "%s", name);
	return connect(fd, (const struct sockaddr *)&to,
	    (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + strlen(name)));
}

static int
try_ptrace(const char *pid)
{
	return (int)ptrace(PTRACE_ATTACH, (pid_t)strtol(pid, NULL, 10), NULL, NULL);
}

static int
try_kill(const char *pid)
{
	return kill((pid_t)strtol(pid, NULL, 10), 0);
}

static int
try_mmap_code(const char *unused)
{
	(void)unused;
	return mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) ==
		       MAP_FAILED
		   ? -1
		   : 0;
}

static int
try_mprotect_code(const char *unused)
{
	void *p = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	(void)unused;
	return mprotect(p, 4096, PROT_READ | PROT_EXEC);
}

static int
try_limit(const char *unused)
{
	const struct rlimit none = {0, 0};

	(void)unused;
	return setrlimit(RLIMIT_NOFILE, &none);
}

static int
try_chmod(const char *path)
{
	return chmod(path, 0777);
}

/* What must go on working. */

static int
try_abort(const char *unused)
{
	(void)unused;
	abort();
}

static int
try_overflow(const char *text)
{
	char small[8];

	strcpy(small, text); /* _FORTIFY_SOURCE ends the process */
	return small[0] == 'x' ? 1 : 0;
}

static int
try_no_memory(const char *unused)
{
	void *volatile p = malloc(PTRDIFF_MAX / 2);

	(void)unused;
	free(p);
	errno = ENOMEM;
	return p == NULL ? 0 : -1;
}

static int
compare(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

static int
try_sort(const char *unused)
{
	enum { N = 1 << 20 };
	int *all = malloc(N * sizeof *all);

	(void)unused;
	for (int i = 0; i < N; i++)
		all[i] = i ^ 0x5555;
	qsort(all, N, sizeof *all, compare);
	free(all);
	return 0;
}

static void *
in_thread(void *path)
{
	return try_read(path) == 0 ? NULL : (void *)(intptr_t)errno;
}

static int
try_thread(const char *path)
{
	pthread_t thread;
	void *rc;

	if (pthread_create(&thread, NULL, in_thread, (void *)path) != 0)
		return -1;
	pthread_join(thread, &rc);
	errno = (int)(intptr_t)rc;
	return rc == NULL ? 0 : -1;
}

static const struct {
	const char *name;
	int (*run)(const char *with);
} all[] = {
    {"read", try_read},
    {"list", try_list},
    {"write", try_write},
    {"make-and-remove", try_make_and_remove},
    {"exec", try_exec},
    {"fork", try_fork},
    {"socket", try_socket},
    {"connect", try_connect},
    {"bind", try_bind},
    {"abstract", try_abstract},
    {"ptrace", try_ptrace},
    {"kill", try_kill},
    {"mmap-code", try_mmap_code},
    {"mprotect-code", try_mprotect_code},
    {"limit", try_limit},
    {"chmod", try_chmod},
    {"abort", try_abort},
    {"overflow", try_overflow},
    {"no-memory", try_no_memory},
    {"sort", try_sort},
    {"thread", try_thread},
};

static int
try_it(const char *what, const char *with)
{
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (strcmp(all[i].name, what) == 0) {
			int rc = all[i].run(with);

			printf("%s\n", rc == 0 ? "done" : strerrorname_np(errno));
			return 0;
		}
	fprintf(stderr, "there is no %s\n", what);
	return 64;
}

static bool
lose(const char *call)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	bool is_lost = call == NULL;

	if (!is_lost && filter != NULL)
		is_lost = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS),
			      seccomp_syscall_resolve_name(call), 0) == 0 &&
			  seccomp_load(filter) == 0;
	seccomp_release(filter);
	return is_lost;
}

int
main(int argc, char **argv)
{
	struct sandbox_paths paths = {.n_read = 0};
	char said[SANDBOX_SAID_MAX];
	struct err e = {""};
	int mode = 0;

	if (argc < 5 || !lose(getenv("LACKS")))
		return 64;
	while (sandbox_words[mode] != NULL && strcmp(sandbox_words[mode], argv[1]) != 0)
		mode++;
	paths.state = argv[2];
	paths.read[paths.n_read++] = argv[3];
	before = socket(AF_INET, SOCK_STREAM, 0);
	if (sandbox_enter((enum sandbox_mode)mode, &paths, said, &e) != 0) {
		fprintf(stderr, "%s\n", e.msg);
		return 1;
	}
	printf("%s\n", said);
	fflush(stdout);
	return try_it(argv[4], argc > 5 ? argv[5] : "");
}
