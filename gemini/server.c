/* SPDX-License-Identifier: ISC */
#include "gemini/server.h"

#include "gemini/server_private.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>
#include <uv.h>

enum { N_SIGNALS = 3 };

/* What takes its time. */
enum { CHORE_REFRESH = 1, CHORE_RELOAD = 2, CHORE_RENEW = 4 };

struct server_events {
	uv_async_t told;     /* another thread wants it to stop */
	uv_async_t finished; /* a worker has; holds the loop as long as there is one */
	uv_signal_t signals[N_SIGNALS];
	uv_timer_t refresh, renew;
};

static unsigned
or_default(unsigned value, unsigned standard)
{
	return value != 0 ? value : standard;
}

/* Fewer connections than there may be file descriptors, so that accept does not fail; the process
 * is allowed more of them first, if it may. */
static size_t
connections_max(size_t wanted)
{
	struct rlimit limit;
	size_t max = wanted != 0 ? wanted : GEM_CONNECTIONS_MAX;
	rlim_t fds = max + GEM_FDS_KEPT;

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
		return max;
	if (limit.rlim_cur < fds) {
		limit.rlim_cur = fds < limit.rlim_max ? fds : limit.rlim_max;
		setrlimit(RLIMIT_NOFILE, &limit);
		getrlimit(RLIMIT_NOFILE, &limit);
	}
	if (limit.rlim_cur <= 2 * GEM_FDS_KEPT)
		return max < GEM_FDS_KEPT / 2 ? max : GEM_FDS_KEPT / 2;
	return max < limit.rlim_cur - GEM_FDS_KEPT ? max : (size_t)limit.rlim_cur - GEM_FDS_KEPT;
}

static void
set_defaults(struct gem_config *c)
{
	if (c->workers == 0)
		c->workers = 1;
	if (c->workers > GEM_WORKERS_MAX)
		c->workers = GEM_WORKERS_MAX;
	c->connections_max = connections_max(c->connections_max);
	if (c->held_max == 0)
		c->held_max = GEM_HELD_MAX;
	c->network_open = or_default(c->network_open, GEM_NETWORK_OPEN);
	c->network_burst = or_default(c->network_burst, GEM_NETWORK_BURST);
	c->network_a_second = or_default(c->network_a_second, GEM_NETWORK_A_SECOND);
	c->handshake_ms = or_default(c->handshake_ms, GEM_HANDSHAKE_MS);
	c->request_ms = or_default(c->request_ms, GEM_REQUEST_MS);
	c->reply_ms = or_default(c->reply_ms, GEM_REPLY_MS);
	c->closing_ms = or_default(c->closing_ms, GEM_CLOSING_MS);
	c->stop_ms = or_default(c->stop_ms, GEM_STOP_MS);
	c->refresh_ms = or_default(c->refresh_ms, GEM_REFRESH_MS);
	c->renew_ms = or_default(c->renew_ms, GEM_RENEW_MS);
}

static void
say(struct gem_server *s, bool is_error, const char *text)
{
	if (s->config.say != NULL)
		s->config.say(s->config.ctx, is_error, text);
}

/* ---- in the thread of gem_server_run ---- */

static void
stop(struct gem_server *s)
{
	void (*how)(struct worker *) = s->is_stopping ? worker_end : worker_stop;

	if (!s->is_stopping)
		server_come_to(s, GEM_STOPPING);
	s->is_stopping = true;
	uv_timer_stop(&s->events->refresh);
	uv_timer_stop(&s->events->renew);
	if (s->chores != NULL)
		chores_end(s->chores);
	for (size_t i = 0; i < s->config.workers; i++)
		how(s->workers[i]);
}

static void
on_told(uv_async_t *async)
{
	stop(async->data);
}

static void
on_signal(uv_signal_t *handle, int number)
{
	struct gem_server *s = handle->data;

	if (number == SIGHUP && s->config.reload_on_hangup)
		gem_server_reload(s);
	else
		stop(s);
}

static void
on_finished(uv_async_t *async)
{
	struct gem_server *s = async->data;

	if (atomic_load(&s->shared.running) == 0)
		uv_unref((uv_handle_t *)async);
}

static void
on_refresh_time(uv_timer_t *timer)
{
	struct gem_server *s = timer->data;

	if (s->watch != NULL)
		watch_renew(s->watch);
	chores_ask(s->chores, CHORE_REFRESH);
}

static void
on_renew_time(uv_timer_t *timer)
{
	struct gem_server *s = timer->data;

	chores_ask(s->chores, CHORE_RENEW);
}

static void
on_saved(void *ctx)
{
	struct gem_server *s = ctx;

	chores_ask(s->chores, CHORE_REFRESH);
}

static void
on_replaced(void *ctx)
{
	struct gem_server *s = ctx;

	s->is_replaced = true;
	atomic_store(&s->shared.is_replaced, true);
	control_stop(s->control);
	if (!s->is_stopping)
		stop(s);
}

static void
put_status(void *ctx, struct buf *out)
{
	struct gem_server *s = ctx;

	if (s->config.status != NULL)
		s->config.status(s->config.ctx, out);
}

static size_t
hand_over(void *ctx, int fds[CONTROL_FDS_MAX])
{
	struct gem_server *s = ctx;
	size_t n = 0;

	if (s->is_stopping)
		return 0;
	if (s->config.hand_over != NULL)
		n = s->config.hand_over(s->config.ctx, fds, CONTROL_FDS_MAX - GEM_LISTEN_MAX);
	for (size_t i = 0; i < s->listening.n; i++)
		fds[n++] = s->listening.all[i].fd;
	return n;
}

/* ---- in the thread of the chores ---- */

static void
reload(struct gem_server *s, bool was_asked)
{
	char text[ERR_MAX + 64], note[sizeof s->cert.note];
	struct err e = {""};
	int rc;

	memcpy(note, s->cert.note, sizeof note);
	if (was_asked)
		server_come_to(s, GEM_RELOADING);
	rc = server_reload(s, was_asked, &e);
	if (rc < 0)
		snprintf(text, sizeof text, "%s; serving on as before", e.msg);
	else
		snprintf(text, sizeof text, "read again: %s SHA-256 %s",
		    s->cert.is_new ? "made a new certificate," : "certificate",
		    s->cert.fingerprint);
	if (rc != 0 || was_asked)
		say(s, rc < 0, text);
	if (s->cert.note[0] != '\0' && (rc > 0 || strcmp(s->cert.note, note) != 0))
		say(s, false, s->cert.note);
	if (was_asked)
		server_come_to(s, GEM_READY);
}

static unsigned
work(void *ctx, unsigned set)
{
	struct gem_server *s = ctx;
	unsigned next = 0;

	if ((set & CHORE_REFRESH) != 0 && s->source.refresh != NULL &&
	    s->source.refresh(s->source.ctx) == 1)
		next = CHORE_REFRESH;
	if ((set & CHORE_RELOAD) != 0)
		reload(s, true);
	else if (((set & CHORE_RENEW) != 0 && s->source.now(s->source.ctx) >= s->cert.renew_at) ||
		 (next != 0 && server_is_renamed(s)))
		reload(s, false);
	return next;
}

/* ---- birth ---- */

static int
open_events(struct gem_server *s, uv_loop_t *loop, struct err *e)
{
	struct server_events *ev = s->events = calloc(1, sizeof *ev);
	int rc = 0;

	if (ev == NULL)
		return err_set(e, "out of memory");
	uv_timer_init(loop, &ev->refresh);
	uv_timer_init(loop, &ev->renew);
	ev->refresh.data = ev->renew.data = ev->told.data = ev->finished.data = s;
	uv_unref((uv_handle_t *)&ev->refresh);
	uv_unref((uv_handle_t *)&ev->renew);
	for (size_t i = 0; i < N_SIGNALS && rc == 0; i++) {
		rc = uv_signal_init(loop, &ev->signals[i]);
		ev->signals[i].data = s;
		if (rc == 0)
			uv_unref((uv_handle_t *)&ev->signals[i]);
	}
	if (rc == 0)
		rc = uv_async_init(loop, &ev->told, on_told);
	if (rc == 0) {
		uv_unref((uv_handle_t *)&ev->told);
		rc = uv_async_init(loop, &ev->finished, on_finished);
	}
	if (rc != 0)
		return err_set(e, "event loop: %s", uv_strerror(rc));
	uv_unref((uv_handle_t *)&ev->finished);
	return 0;
}

/* They are acted upon when the loop runs. */
static int
catch_signals(struct gem_server *s, struct err *e)
{
	static const int numbers[N_SIGNALS] = {SIGTERM, SIGINT, SIGHUP};
	struct sigaction was;
	int rc = 0;

	for (size_t i = 0; s->config.stop_on_signals && i < N_SIGNALS && rc == 0; i++) {
		if (numbers[i] == SIGHUP && !s->config.reload_on_hangup &&
		    sigaction(SIGHUP, NULL, &was) == 0 && was.sa_handler == SIG_IGN)
			continue;
		rc = uv_signal_start(&s->events->signals[i], on_signal, numbers[i]);
	}
	return rc == 0 ? 0 : err_set(e, "signals: %s", uv_strerror(rc));
}

static int
open_workers(struct gem_server *s, struct err *e)
{
	struct tls_server *tls[GEM_WORKERS_MAX];
	size_t n = s->config.workers, i;
	int rc = server_open_tls(s, tls, e);

	if (rc != 0)
		return -1;
	for (i = 0; i < n && rc == 0; i++)
		rc = worker_new(&s->workers[i], &s->shared, tls[i], s->names, e);
	for (; i < n; i++)
		tls_server_release(tls[i]);
	return rc;
}

static int
open_listening(struct gem_server *s, struct err *e)
{
	if (listen_open(&s->listening, &s->config, e) != 0)
		return -1;
	for (size_t i = 0; i < s->listening.n; i++) {
		memcpy(s->addresses[i], s->listening.all[i].address, sizeof s->addresses[i]);
		s->ports[i] = s->listening.all[i].port;
	}
	return 0;
}

static int
open_control(struct gem_server *s, struct err *e)
{
	const struct control_setting setting = {.fd = s->config.control,
	    .status = put_status,
	    .hand_over = hand_over,
	    .replaced = on_replaced,
	    .ctx = s};

	if (s->config.control == 0)
		return 0;
	s->control = control_new(worker_loop(s->workers[0]), &setting);
	return s->control != NULL ? 0 : err_set(e, "out of memory");
}

static void
on_worker_finished(void *ctx)
{
	struct gem_server *s = ctx;

	uv_async_send(&s->events->finished);
}

int
gem_server_new(struct gem_server **out, const struct gem_config *config,
    const struct gem_source *source, struct err *e)
{
	struct gem_server *s = calloc(1, sizeof *s);
	int rc = -1;

	if (s == NULL)
		return err_set(e, "out of memory");
	pthread_mutex_init(&s->mutex, NULL);
	pthread_mutex_init(&s->phases, NULL);
	s->config = *config;
	s->source = *source;
	set_defaults(&s->config);
	s->shared.config = &s->config;
	s->shared.source = &s->source;
	s->shared.listening = &s->listening;
	s->shared.finished = on_worker_finished;
	s->shared.ctx = s;
	s->chores = chores_new(work, s);
	if (s->chores == NULL) {
		err_set(e, "out of memory");
		goto out;
	}
	if (tls_tickets_new(&s->tickets, e) != 0 || open_listening(s, e) != 0 ||
	    open_workers(s, e) != 0 || open_events(s, worker_loop(s->workers[0]), e) != 0 ||
	    open_control(s, e) != 0 || catch_signals(s, e) != 0)
		goto out;
	*out = s;
	s = NULL;
	rc = 0;
out:
	gem_server_free(s);
	return rc;
}

/* ---- life ---- */

static int
start_threads(struct gem_server *s, struct err *e)
{
	int rc = chores_start(s->chores);

	for (size_t i = 1; i < s->config.workers && rc == 0; i++) {
		rc = worker_start(s->workers[i]);
		uv_ref((uv_handle_t *)&s->events->finished);
	}
	if (rc == 0)
		return 0;
	for (size_t i = 0; i < s->config.workers; i++)
		worker_end(s->workers[i]);
	return err_set(e, "thread: %s", strerror(rc));
}

int
gem_server_run(struct gem_server *s, struct err *e)
{
	signal(SIGPIPE, SIG_IGN);
	if (s->config.watch != NULL) {
		s->watch = watch_new(worker_loop(s->workers[0]), s->config.watch, on_saved, s);
		if (s->watch == NULL)
			return err_set(e, "out of memory");
	}
	s->began = uv_hrtime();
	if (start_threads(s, e) != 0)
		return -1;
	if (s->source.refresh != NULL)
		uv_timer_start(&s->events->refresh, on_refresh_time,
		    s->watch != NULL ? 0 : s->config.refresh_ms, s->config.refresh_ms);
	uv_timer_start(&s->events->renew, on_renew_time, s->config.renew_ms, s->config.renew_ms);
	server_come_to(s, GEM_READY);
	worker_run(s->workers[0]);
	return 0;
}

void
gem_server_stop(struct gem_server *s)
{
	uv_async_send(&s->events->told);
}

void
gem_server_reload(struct gem_server *s)
{
	chores_ask(s->chores, CHORE_RELOAD);
}

void
gem_server_free(struct gem_server *s)
{
	if (s == NULL)
		return;
	chores_free(s->chores);
	for (size_t i = s->config.workers; i-- > 0;)
		worker_free(s->workers[i]);
	listen_close(&s->listening);
	control_free(s->control);
	watch_free(s->watch);
	tls_tickets_free(s->tickets);
	names_release(s->names);
	pthread_mutex_destroy(&s->phases);
	pthread_mutex_destroy(&s->mutex);
	free(s->events);
	free(s);
}
