/* SPDX-License-Identifier: ISC */
#include "gemini/logger.h"

#include "gemini/thread.h"

#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct logger {
	int fd;
	pthread_t thread;
	bool has_thread;
	pthread_mutex_t mutex; /* of what follows */
	pthread_cond_t changed;
	char *filling, *writing; /* the second is the thread's own */
	size_t n;
	uint64_t dropped, dropped_told;
	bool is_ending, has_ended;
	bool is_left; /* to the thread, which frees it when it can go on */
};

static void
free_all(struct logger *lg)
{
	pthread_cond_destroy(&lg->changed);
	pthread_mutex_destroy(&lg->mutex);
	free(lg->filling);
	free(lg->writing);
	free(lg);
}

struct logger *
logger_new(int fd)
{
	struct logger *lg = calloc(1, sizeof *lg);
	pthread_condattr_t how;

	if (lg == NULL)
		return NULL;
	lg->fd = fd;
	lg->filling = malloc(LOGGER_BYTES_MAX);
	lg->writing = malloc(LOGGER_BYTES_MAX);
	pthread_mutex_init(&lg->mutex, NULL);
	pthread_condattr_init(&how);
	pthread_condattr_setclock(&how, CLOCK_MONOTONIC);
	pthread_cond_init(&lg->changed, &how);
	pthread_condattr_destroy(&how);
	if (lg->filling != NULL && lg->writing != NULL)
		return lg;
	logger_end(lg, 0);
	return NULL;
}

/* ---- the thread ---- */

/* How much to write at once: whole lines. */
static size_t
piece_of(const char *p, size_t n)
{
	size_t k = n;

	if (n <= LOGGER_PIECE_MAX)
		return n;
	for (k = LOGGER_PIECE_MAX; k > 1 && p[k - 1] != '\n'; k--)
		;
	return k;
}

/* Waits as long as it takes; what cannot be written at all is lost. */
static void
write_all(int fd, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t done = write(fd, p, piece_of(p, n));

		if (done > 0) {
			p += done;
			n -= (size_t)done;
		} else if (done < 0 && errno == EAGAIN) {
			poll(&(struct pollfd){.fd = fd, .events = POLLOUT}, 1, -1);
		} else if (done == 0 || errno != EINTR) {
			return;
		}
	}
}

static void
wait_turn(void)
{
	nanosleep(&(struct timespec){.tv_nsec = LOGGER_TURN_MS * 1000000L}, NULL);
}

static void *
run(void *arg)
{
	struct logger *lg = arg;
	bool is_left;
	size_t n;
	char *p;

	pthread_mutex_lock(&lg->mutex);
	while (lg->n > 0 || !lg->is_ending) {
		if (lg->n == 0) {
			pthread_cond_wait(&lg->changed, &lg->mutex);
			continue;
		}
		if (!lg->is_ending) {
			pthread_mutex_unlock(&lg->mutex);
			wait_turn();
			pthread_mutex_lock(&lg->mutex);
		}
		p = lg->filling;
		n = lg->n;
		lg->filling = lg->writing;
		lg->writing = p;
		lg->n = 0;
		pthread_mutex_unlock(&lg->mutex);
		write_all(lg->fd, p, n);
		pthread_mutex_lock(&lg->mutex);
	}
	lg->has_ended = true;
	is_left = lg->is_left;
	pthread_cond_broadcast(&lg->changed);
	pthread_mutex_unlock(&lg->mutex);
	if (is_left)
		free_all(lg);
	return NULL;
}

int
logger_start(struct logger *lg)
{
	int rc = thread_start(&lg->thread, run, lg);

	lg->has_thread = rc == 0;
	return rc;
}

/* ---- from any thread ---- */

/* With the mutex held. False if there is no room. */
static bool
append(struct logger *lg, const char *line, size_t n)
{
	if (lg->n + n + 1 > LOGGER_BYTES_MAX)
		return false;
	memcpy(lg->filling + lg->n, line, n);
	lg->n += n;
	lg->filling[lg->n++] = '\n';
	return true;
}

static void
tell_dropped(struct logger *lg)
{
	char text[64];
	int n;

	if (lg->dropped == lg->dropped_told)
		return;
	n = snprintf(text, sizeof text, "level=error msg=\"log lines dropped\" n=%llu",
	    (unsigned long long)(lg->dropped - lg->dropped_told));
	if (append(lg, text, (size_t)n))
		lg->dropped_told = lg->dropped;
}

void
logger_put(struct logger *lg, const char *line)
{
	size_t n = strnlen(line, LOGGER_PIECE_MAX - 1);
	bool was_empty;

	pthread_mutex_lock(&lg->mutex);
	was_empty = lg->n == 0;
	tell_dropped(lg);
	if (!append(lg, line, n))
		lg->dropped++;
	if (was_empty)
		pthread_cond_signal(&lg->changed);
	pthread_mutex_unlock(&lg->mutex);
}

uint64_t
logger_dropped(struct logger *lg)
{
	uint64_t n;

	pthread_mutex_lock(&lg->mutex);
	n = lg->dropped;
	pthread_mutex_unlock(&lg->mutex);
	return n;
}

static struct timespec
in_ms(unsigned ms)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	t.tv_sec += ms / 1000;
	t.tv_nsec += (long)(ms % 1000) * 1000000;
	if (t.tv_nsec >= 1000000000) {
		t.tv_sec++;
		t.tv_nsec -= 1000000000;
	}
	return t;
}

/* Whether the thread has ended within the time; else all is left to it. */
static bool
end_thread(struct logger *lg, unsigned ms)
{
	const struct timespec until = in_ms(ms);
	pthread_t thread = lg->thread;
	bool has_ended;

	pthread_mutex_lock(&lg->mutex);
	lg->is_ending = true;
	tell_dropped(lg);
	pthread_cond_broadcast(&lg->changed);
	while (
	    !lg->has_ended && pthread_cond_timedwait(&lg->changed, &lg->mutex, &until) != ETIMEDOUT)
		;
	has_ended = lg->has_ended;
	lg->is_left = !has_ended;
	pthread_mutex_unlock(&lg->mutex);
	if (has_ended)
		pthread_join(thread, NULL);
	else
		pthread_detach(thread);
	return has_ended;
}

void
logger_end(struct logger *lg, unsigned ms)
{
	if (lg == NULL || (lg->has_thread && !end_thread(lg, ms)))
		return;
	if (!lg->has_thread && lg->n > 0)
		write_all(lg->fd, lg->filling, lg->n);
	free_all(lg);
}

void
logfmt_put(struct buf *out, const char *key, const char *value)
{
	buf_printf(out, "%s%s=\"", out->n > 0 ? " " : "", key);
	for (const unsigned char *p = (const unsigned char *)value; *p != '\0'; p++)
		if (*p == '"' || *p == '\\')
			buf_printf(out, "\\%c", *p);
		else if (*p < 0x20 || *p == 0x7f)
			buf_printf(out, "\\x%02x", *p);
		else
			buf_putc(out, (char)*p);
	buf_putc(out, '"');
}
