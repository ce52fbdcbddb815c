/* SPDX-License-Identifier: ISC */
#define _GNU_SOURCE /* accept4, struct ucred */
#include "gemini/control.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <uv.h>

enum { PAUSE_MS = 100 };

struct caller {
	struct control *of;
	uv_poll_t poll;
	uv_timer_t timer;
	int handles; /* of both, those that are open; 0: the place is free */
	int fd;      /* -1: closed */
	bool is_replacing;
	char line[CONTROL_LINE_MAX];
	size_t n;
};

struct control {
	struct control_setting setting;
	uv_loop_t *loop;
	uv_poll_t poll;
	uv_timer_t pause; /* after a call that could not be taken for want of descriptors */
	bool is_stopped;
	struct caller callers[CONTROL_CALLERS_MAX];
};

static void
on_closed(uv_handle_t *handle)
{
	((struct caller *)handle->data)->handles--;
}

static void
let_go(struct caller *c)
{
	if (c->fd < 0)
		return;
	uv_close((uv_handle_t *)&c->poll, on_closed);
	uv_close((uv_handle_t *)&c->timer, on_closed);
	close(c->fd);
	c->fd = -1;
	c->is_replacing = false;
}

static void
on_late(uv_timer_t *timer)
{
	let_go(timer->data);
}

/* All at once or not at all: what a local socket does not take by then, nobody reads. */
static bool
say(struct caller *c, const char *text, size_t n)
{
	return send(c->fd, text, n, MSG_DONTWAIT | MSG_NOSIGNAL) == (ssize_t)n;
}

static void
say_status(struct caller *c)
{
	struct buf b;

	buf_init(&b, CONTROL_STATUS_MAX);
	c->of->setting.status(c->of->setting.ctx, &b);
	if (!b.failed)
		say(c, buf_str(&b), b.n);
	buf_free(&b);
	let_go(c);
}

static bool
is_being_replaced(const struct control *of)
{
	for (size_t i = 0; i < CONTROL_CALLERS_MAX; i++)
		if (of->callers[i].is_replacing)
			return true;
	return false;
}

static bool
send_fds(int to, const char *text, const int *fds, size_t n)
{
	union {
		struct cmsghdr align;
		char bytes[CMSG_SPACE(CONTROL_FDS_MAX * sizeof(int))];
	} space = {0};
	struct iovec io = {.iov_base = (char *)text, .iov_len = strlen(text)};
	struct msghdr m = {.msg_iov = &io,
	    .msg_iovlen = 1,
	    .msg_control = space.bytes,
	    .msg_controllen = CMSG_SPACE(n * sizeof *fds)};
	struct cmsghdr *head = CMSG_FIRSTHDR(&m);

	head->cmsg_level = SOL_SOCKET;
	head->cmsg_type = SCM_RIGHTS;
	head->cmsg_len = CMSG_LEN(n * sizeof *fds);
	memcpy(CMSG_DATA(head), fds, n * sizeof *fds);
	return sendmsg(to, &m, MSG_DONTWAIT | MSG_NOSIGNAL) == (ssize_t)io.iov_len;
}

static void
hand_over(struct caller *c)
{
	int fds[CONTROL_FDS_MAX];
	char text[CONTROL_LINE_MAX];
	size_t n;

	if (is_being_replaced(c->of)) {
		say(c, "busy\n", 5);
		let_go(c);
		return;
	}
	n = c->of->setting.hand_over(c->of->setting.ctx, fds);
	snprintf(text, sizeof text, "sockets %zu\n", n);
	if (n == 0 || !send_fds(c->fd, text, fds, n)) {
		let_go(c);
		return;
	}
	c->is_replacing = true;
	uv_timer_start(&c->timer, on_late, CONTROL_REPLACE_MS, 0);
}

static void
obey(struct caller *c, const char *word)
{
	struct control *of = c->of;

	if (strcmp(word, "status") == 0) {
		say_status(c);
	} else if (strcmp(word, "replace") == 0) {
		hand_over(c);
	} else if (strcmp(word, "ready") == 0 && c->is_replacing) {
		say(c, "stopping\n", 9);
		let_go(c);
		of->setting.replaced(of->setting.ctx);
	} else {
		say(c, "unknown\n", 8);
		let_go(c);
	}
}

static void
on_said(uv_poll_t *poll, int status, int events)
{
	struct caller *c = poll->data;
	char *end;
	ssize_t n;

	(void)events;
	n = status != 0 ? 0 : recv(c->fd, c->line + c->n, sizeof c->line - c->n, MSG_DONTWAIT);
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n <= 0) {
		let_go(c);
		return;
	}
	c->n += (size_t)n;
	end = memchr(c->line, '\n', c->n);
	if (end != NULL) {
		*end = '\0';
		c->n = 0;
		obey(c, c->line);
	} else if (c->n == sizeof c->line) {
		let_go(c);
	}
}

/* Root, and whoever the server runs as. */
static bool
is_allowed(int fd)
{
	struct ucred peer;
	socklen_t n = sizeof peer;

	return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &n) == 0 &&
	       (peer.uid == 0 || peer.uid == geteuid());
}

static void
greet(struct control *of, int fd)
{
	for (size_t i = 0; i < CONTROL_CALLERS_MAX; i++) {
		struct caller *c = &of->callers[i];

		if (c->handles > 0)
			continue;
		*c = (struct caller){.of = of, .fd = fd};
		if (uv_poll_init(of->loop, &c->poll, fd) != 0)
			break;
		c->handles = 2;
		c->poll.data = c->timer.data = c;
		uv_timer_init(of->loop, &c->timer);
		uv_unref((uv_handle_t *)&c->poll);
		uv_unref((uv_handle_t *)&c->timer);
		uv_timer_start(&c->timer, on_late, CONTROL_MS, 0);
		uv_poll_start(&c->poll, UV_READABLE, on_said);
		return;
	}
	close(fd);
}

static void on_caller(uv_poll_t *poll, int status, int events);

static void
on_paused(uv_timer_t *timer)
{
	struct control *of = timer->data;

	uv_poll_start(&of->poll, UV_READABLE, on_caller);
}

static void
on_caller(uv_poll_t *poll, int status, int events)
{
	struct control *of = poll->data;
	int fd;

	(void)events;
	if (status != 0)
		return;
	fd = accept4(of->setting.fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
	if (fd < 0 && errno != EAGAIN) {
		uv_poll_stop(poll);
		uv_timer_start(&of->pause, on_paused, PAUSE_MS, 0);
	}
	if (fd < 0)
		return;
	if (is_allowed(fd))
		greet(of, fd);
	else
		close(fd);
}

struct control *
control_new(void *loop, const struct control_setting *setting)
{
	struct control *c = calloc(1, sizeof *c);

	if (c == NULL)
		return NULL;
	c->setting = *setting;
	c->loop = loop;
	for (size_t i = 0; i < CONTROL_CALLERS_MAX; i++)
		c->callers[i].fd = -1;
	uv_poll_init(loop, &c->poll, setting->fd);
	uv_timer_init(loop, &c->pause);
	c->poll.data = c->pause.data = c;
	uv_unref((uv_handle_t *)&c->poll);
	uv_unref((uv_handle_t *)&c->pause);
	uv_poll_start(&c->poll, UV_READABLE, on_caller);
	return c;
}

void
control_stop(struct control *c)
{
	if (c->is_stopped)
		return;
	c->is_stopped = true;
	uv_close((uv_handle_t *)&c->poll, NULL);
	uv_close((uv_handle_t *)&c->pause, NULL);
	for (size_t i = 0; i < CONTROL_CALLERS_MAX; i++)
		let_go(&c->callers[i]);
}

void
control_free(struct control *c)
{
	for (size_t i = 0; c != NULL && i < CONTROL_CALLERS_MAX; i++)
		if (c->callers[i].fd >= 0)
			close(c->callers[i].fd);
	free(c);
}
