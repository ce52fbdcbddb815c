/* SPDX-License-Identifier: ISC */
#define _GNU_SOURCE /* struct ucred */
#include "cli/running.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

static const char lock_name[] = "serve.lock";
static const char socket_name[] = "serve.sock";

enum {
	ANSWER_S = 5, /* how long a server may take to answer */
	KEPT_FDS = 2  /* of those handed over: lock and socket come first */
};

/* ---- the folder ---- */

/* The state folder, which others must not be able to put anything into. -1 and why. */
static int
open_folder(const char *state, struct err *e)
{
	int dir = open(state, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct stat st;

	if (dir < 0)
		return err_set(e, "folder '%s': %s", state, strerror(errno));
	if (fstat(dir, &st) == 0 && (st.st_mode & 022) == 0)
		return dir;
	close(dir);
	return err_set(e,
	    "others may write to the folder '%s': chmod 700 it, and look at what is there", state);
}

/* 1 if the name is a socket, 0 if there is nothing, -1 and why for anything else. */
static int
is_socket(int dir, const char *state, struct err *e)
{
	struct stat st;

	if (fstatat(dir, socket_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
		return errno == ENOENT ? 0 : err_set(e, "%s", strerror(errno));
	if (S_ISSOCK(st.st_mode))
		return 1;
	return err_set(e, "'%s/%s' is no socket: remove it", state, socket_name);
}

/* The socket's address, by way of the folder's descriptor: a path may be too long for one. */
static void
set_address(struct sockaddr_un *to, int dir)
{
	*to = (struct sockaddr_un){.sun_family = AF_UNIX};
	snprintf(to->sun_path, sizeof to->sun_path, "/proc/self/fd/%d/%s", dir, socket_name);
}

/* ---- speaking with the one that runs ---- */

static bool
is_ours(int fd, int dir)
{
	struct ucred peer;
	socklen_t n = sizeof peer;
	struct stat st;

	return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &n) == 0 && fstat(dir, &st) == 0 &&
	       (peer.uid == geteuid() || peer.uid == st.st_uid || peer.uid == 0);
}

/* A line to the server of the folder: 1, 0 if nobody answers there, -1 and why. */
static int
call(int *out, int dir, const char *state, struct err *e)
{
	const struct timeval patience = {.tv_sec = ANSWER_S};
	struct sockaddr_un to;
	int fd, there = is_socket(dir, state, e);

	if (there <= 0)
		return there;
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return err_set(e, "socket: %s", strerror(errno));
	set_address(&to, dir);
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
	if (connect(fd, (const struct sockaddr *)&to, sizeof to) != 0) {
		bool nobody = errno == ECONNREFUSED || errno == ENOENT;

		if (!nobody)
			err_set(e, "'%s/%s': %s", state, socket_name, strerror(errno));
		close(fd);
		return nobody ? 0 : -1;
	}
	if (!is_ours(fd, dir)) {
		close(fd);
		return err_set(e, "'%s/%s' belongs to someone else", state, socket_name);
	}
	*out = fd;
	return 1;
}

static bool
say(int fd, const char *line)
{
	return send(fd, line, strlen(line), MSG_NOSIGNAL) == (ssize_t)strlen(line);
}

int
running_status(const char *state, struct buf *out, struct err *e)
{
	char piece[4096];
	ssize_t n = 0;
	int fd = -1, dir = open(state, O_RDONLY | O_DIRECTORY | O_CLOEXEC), rc;

	if (dir < 0)
		return errno == ENOENT ? 0 : err_set(e, "folder '%s': %s", state, strerror(errno));
	rc = call(&fd, dir, state, e);
	close(dir);
	if (rc <= 0)
		return rc;
	if (say(fd, "status\n"))
		while ((n = recv(fd, piece, sizeof piece, 0)) > 0)
			buf_put(out, piece, (size_t)n);
	close(fd);
	if (n < 0 || out->n == 0 || out->failed)
		return err_set(e, "the server of '%s' runs, but does not answer", state);
	return 1;
}

/* ---- taking its place ---- */

/* Takes the descriptors out of a message; their number. */
static size_t
fds_of(struct msghdr *m, int fds[CONTROL_FDS_MAX])
{
	size_t n = 0;

	for (struct cmsghdr *head = CMSG_FIRSTHDR(m); head != NULL; head = CMSG_NXTHDR(m, head)) {
		if (head->cmsg_level != SOL_SOCKET || head->cmsg_type != SCM_RIGHTS)
			continue;
		n = (head->cmsg_len - CMSG_LEN(0)) / sizeof(int);
		n = n < CONTROL_FDS_MAX ? n : CONTROL_FDS_MAX;
		memcpy(fds, CMSG_DATA(head), n * sizeof(int));
	}
	return n;
}

static size_t
receive_fds(int from, int fds[CONTROL_FDS_MAX])
{
	union {
		struct cmsghdr align;
		char bytes[CMSG_SPACE(CONTROL_FDS_MAX * sizeof(int))];
	} space = {0};
	char text[CONTROL_LINE_MAX + 1] = "";
	struct iovec io = {.iov_base = text, .iov_len = CONTROL_LINE_MAX};
	struct msghdr m = {.msg_iov = &io,
	    .msg_iovlen = 1,
	    .msg_control = space.bytes,
	    .msg_controllen = sizeof space.bytes};
	size_t n;

	if (recvmsg(from, &m, MSG_CMSG_CLOEXEC) <= 0)
		return 0;
	n = fds_of(&m, fds);
	if (n > KEPT_FDS && strtoul(text + strlen("sockets "), NULL, 10) == n &&
	    strncmp(text, "sockets ", strlen("sockets ")) == 0)
		return n;
	while (n > 0)
		close(fds[--n]);
	return 0;
}

/* 1 if a server's descriptors were taken over, 0 if none runs, -1 and why. */
static int
take_over(struct running *r, int dir, const char *state, struct err *e)
{
	int fds[CONTROL_FDS_MAX];
	int rc = call(&r->before, dir, state, e);
	size_t n;

	if (rc <= 0)
		return rc;
	n = say(r->before, "replace\n") ? receive_fds(r->before, fds) : 0;
	if (n == 0)
		return err_set(e,
		    "the server of '%s' does not hand over: it is stopping, or being replaced by "
		    "another one",
		    state);
	r->lock = fds[0];
	r->control = fds[1];
	r->n_sockets = n - KEPT_FDS;
	memcpy(r->sockets, fds + KEPT_FDS, r->n_sockets * sizeof *fds);
	return 1;
}

void
running_drop_sockets(struct running *r)
{
	while (r->n_sockets > 0)
		close(r->sockets[--r->n_sockets]);
}

int
running_ready(struct running *r, struct err *e)
{
	char answer[CONTROL_LINE_MAX];
	int rc = 0;

	if (r->before < 0)
		return 0;
	if (!say(r->before, "ready\n") || recv(r->before, answer, sizeof answer, 0) <= 0)
		rc = err_set(e, "the server before does not answer: stop it by hand");
	close(r->before);
	r->before = -1;
	return rc;
}

/* ---- being the first ---- */

/* Whether the folder has no place for a file more, which is no reason not to serve. */
static bool
is_full(int error)
{
	return error == ENOSPC || error == EROFS || error == EDQUOT;
}

/* 0, also if there is no place for a lock. 1 if another one has it, -1 and why. */
static int
lock(struct running *r, int dir, const char *state, struct err *e)
{
	int fd =
	    openat(dir, lock_name, O_RDONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600);

	if (fd < 0 && is_full(errno)) {
		snprintf(r->why, sizeof r->why, "%s", strerror(errno));
		return 0;
	}
	if (fd < 0)
		return err_set(e, "'%s/%s': %s", state, lock_name,
		    errno == ELOOP ? "it is a symbolic link: remove it" : strerror(errno));
	r->lock = fd;
	if (flock(fd, LOCK_EX | LOCK_NB) == 0)
		return 0;
	if (errno == EWOULDBLOCK)
		return 1;
	return err_set(e, "lock '%s/%s': %s", state, lock_name, strerror(errno));
}

static int
open_socket(struct running *r, int dir, const char *state, struct err *e)
{
	struct sockaddr_un to;
	int fd, there = is_socket(dir, state, e);

	if (there < 0)
		return -1;
	if (there == 1)
		unlinkat(dir, socket_name, 0);
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return err_set(e, "socket: %s", strerror(errno));
	set_address(&to, dir);
	if (bind(fd, (const struct sockaddr *)&to, sizeof to) == 0 &&
	    fchmodat(dir, socket_name, 0600, 0) == 0 && listen(fd, CONTROL_CALLERS_MAX) == 0) {
		r->control = fd;
		return 0;
	}
	if (is_full(errno)) {
		snprintf(r->why, sizeof r->why, "%s", strerror(errno));
		close(fd);
		return 0;
	}
	err_set(e, "'%s/%s': %s", state, socket_name, strerror(errno));
	close(fd);
	return -1;
}

static int
take(struct running *r, int dir, const char *state, bool replace, struct err *e)
{
	int rc = replace ? take_over(r, dir, state, e) : 0;

	if (rc != 0)
		return rc < 0 ? -1 : 0;
	rc = lock(r, dir, state, e);
	if (rc == 1)
		return err_set(e,
		    "another server runs on '%s': see `plenary status`; stop it first, or take its "
		    "place with --replace",
		    state);
	return rc == 0 ? open_socket(r, dir, state, e) : -1;
}

int
running_take(struct running *r, const char *state, bool replace, struct err *e)
{
	int dir, rc;

	*r = (struct running){.lock = -1, .control = -1, .before = -1};
	dir = open_folder(state, e);
	if (dir < 0)
		return -1;
	rc = take(r, dir, state, replace, e);
	close(dir);
	return rc;
}

void
running_leave(struct running *r, const char *state, bool is_replaced)
{
	int dir = open(state, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (r->control >= 0 && r->before < 0 && !is_replaced && dir >= 0)
		unlinkat(dir, socket_name, 0);
	if (dir >= 0)
		close(dir);
	if (r->before >= 0)
		close(r->before);
	if (r->control >= 0)
		close(r->control);
	if (r->lock >= 0)
		close(r->lock);
	*r = (struct running){.lock = -1, .control = -1, .before = -1};
}
