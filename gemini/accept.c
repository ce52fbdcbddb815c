/* SPDX-License-Identifier: ISC */
#define _GNU_SOURCE /* accept4 */
#include "gemini/accept.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>
#include <uv.h>

enum {
	TURN_MAX = 8, /* connections taken before others have their turn */
	PAUSE_MS = 100
};

struct accepting {
	const struct listening *from;
	struct conns *to;
	struct gem_counters *counters;
	uv_poll_t polls[GEM_LISTEN_MAX];
	uv_timer_t pause;
	int spare; /* a descriptor that is given up when there is no other; -1: it is */
	bool is_stopped;
};

static void wait_for_all(struct accepting *a);

static void
on_paused(uv_timer_t *timer)
{
	wait_for_all(timer->data);
}

/* The sockets stay ready: without a pause that would keep the loop busy. */
static void
pause_all(struct accepting *a)
{
	if (a->is_stopped)
		return;
	for (size_t i = 0; i < a->from->n; i++)
		uv_poll_stop(&a->polls[i]);
	uv_timer_start(&a->pause, on_paused, PAUSE_MS, 0);
}

static void
keep_spare(struct accepting *a)
{
	if (a->spare < 0 && a->from->n > 0 && !a->is_stopped)
		a->spare = fcntl(a->from->all[0].fd, F_DUPFD_CLOEXEC, 0);
}

static void
drop_spare(struct accepting *a)
{
	if (a->spare >= 0)
		close(a->spare);
	a->spare = -1;
}

/* No descriptor is left: one who is idle gives way, else the new one is closed on, by the spare
 * descriptor, so that it need not wait for nothing. */
static void
accept_without(struct accepting *a, int listener)
{
	int fd;

	if (conns_evict(a->to))
		return;
	drop_spare(a);
	fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
	if (fd >= 0) {
		close(fd);
		gem_count(a->counters, COUNT_CONNECTIONS);
		gem_count(a->counters, COUNT_ENDED);
		gem_count(a->counters, COUNT_REFUSED_DESCRIPTORS);
	}
	keep_spare(a);
	pause_all(a);
}

/* Takes one who waits. False if there is none, or it cannot be taken now. */
static bool
accept_one(struct accepting *a, int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);

	if (fd >= 0) {
		conns_accept(a->to, fd);
		return true;
	}
	if (errno == ECONNABORTED || errno == EINTR)
		return true;
	if (errno == EMFILE || errno == ENFILE || errno == ENOMEM || errno == ENOBUFS)
		accept_without(a, listener);
	return false;
}

static void
on_waiting(uv_poll_t *poll, int status, int events)
{
	struct accepting *a = poll->data;
	uv_os_fd_t fd;

	(void)events;
	if (status != 0 || uv_fileno((uv_handle_t *)poll, &fd) != 0)
		return;
	keep_spare(a);
	for (int i = 0; i < TURN_MAX && accept_one(a, fd); i++)
		;
}

static void
wait_for_all(struct accepting *a)
{
	for (size_t i = 0; i < a->from->n; i++)
		uv_poll_start(&a->polls[i], UV_READABLE, on_waiting);
}

struct accepting *
accept_new(
    void *loop, const struct listening *from, struct conns *to, struct gem_counters *counters)
{
	struct accepting *a = calloc(1, sizeof *a);

	if (a == NULL)
		return NULL;
	a->from = from;
	a->to = to;
	a->counters = counters;
	a->spare = -1;
	a->pause.data = a;
	uv_timer_init(loop, &a->pause);
	uv_unref((uv_handle_t *)&a->pause);
	for (size_t i = 0; i < from->n; i++) {
		uv_poll_init(loop, &a->polls[i], from->all[i].fd);
		a->polls[i].data = a;
	}
	keep_spare(a);
	wait_for_all(a);
	return a;
}

void
accept_stop(struct accepting *a)
{
	a->is_stopped = true;
	for (size_t i = 0; i < a->from->n; i++)
		uv_close((uv_handle_t *)&a->polls[i], NULL);
	uv_close((uv_handle_t *)&a->pause, NULL);
	drop_spare(a);
}

void
accept_rest(struct accepting *a)
{
	for (size_t i = 0; i < a->from->n; i++)
		for (int k = 0; k < GEM_BACKLOG && accept_one(a, a->from->all[i].fd); k++)
			;
}

void
accept_free(struct accepting *a)
{
	if (a != NULL)
		drop_spare(a);
	free(a);
}
