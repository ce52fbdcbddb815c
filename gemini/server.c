/* SPDX-License-Identifier: ISC */
#include "gemini/server.h"

#include "gemini/accept.h"
#include "gemini/cert.h"
#include "gemini/tls.h"
#include "gemini/watch.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <uv.h>

enum { N_SIGNALS = 3 };

struct gem_server {
	struct gem_config config;
	struct gem_source source;
	char fingerprint[65];
	bool is_new_cert;
	struct tls_tickets *tickets;
	char note[sizeof((struct cert *)0)->note];
	struct tls_server *tls;
	struct gem_counters counters;
	atomic_size_t open;
	struct conns *conns;
	struct accepting *accepting;
	uv_loop_t loop;
	bool has_loop, is_stopping, is_refreshing;
	bool is_saved; /* while a refresh was under way: another must follow */
	int refreshed; /* what the refresh returned */
	struct listening listening;
	uv_async_t stop;
	uv_signal_t signals[N_SIGNALS];
	uv_timer_t refresh_timer, stop_timer;
	uv_work_t refresh;
	struct watch *watch;
};

static unsigned
or_default(unsigned value, unsigned standard)
{
	return value != 0 ? value : standard;
}

/* Fewer connections than the limit of file descriptors, so that accept does not fail. */
static size_t
connections_max(size_t wanted)
{
	struct rlimit limit;
	size_t max = wanted != 0 ? wanted : GEM_CONNECTIONS_MAX;

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
		return max;
	if (limit.rlim_cur <= 2 * GEM_FDS_KEPT)
		return max < GEM_FDS_KEPT / 2 ? max : GEM_FDS_KEPT / 2;
	return max < limit.rlim_cur - GEM_FDS_KEPT ? max : (size_t)limit.rlim_cur - GEM_FDS_KEPT;
}

static void
set_defaults(struct gem_config *c)
{
	c->connections_max = connections_max(c->connections_max);
	c->network_open = or_default(c->network_open, GEM_NETWORK_OPEN);
	c->network_burst = or_default(c->network_burst, GEM_NETWORK_BURST);
	c->network_a_second = or_default(c->network_a_second, GEM_NETWORK_A_SECOND);
	c->handshake_ms = or_default(c->handshake_ms, GEM_HANDSHAKE_MS);
	c->request_ms = or_default(c->request_ms, GEM_REQUEST_MS);
	c->reply_ms = or_default(c->reply_ms, GEM_REPLY_MS);
	c->closing_ms = or_default(c->closing_ms, GEM_CLOSING_MS);
	c->stop_ms = or_default(c->stop_ms, GEM_STOP_MS);
	c->refresh_ms = or_default(c->refresh_ms, GEM_REFRESH_MS);
}

static void
on_stop_late(uv_timer_t *timer)
{
	struct gem_server *s = timer->data;

	conns_close(s->conns);
}

/* The loop ends by itself when listeners and connections are gone: nothing else holds it. */
static void
stop(struct gem_server *s)
{
	if (s->is_stopping) {
		conns_close(s->conns);
		return;
	}
	s->is_stopping = true;
	accept_stop(s->accepting);
	accept_rest(s->accepting);
	listen_close(&s->listening);
	conns_close_idle(s->conns);
	uv_timer_stop(&s->refresh_timer);
	uv_timer_start(&s->stop_timer, on_stop_late, s->config.stop_ms, 0);
}

static void
on_stop(uv_async_t *async)
{
	stop(async->data);
}

static void
on_signal(uv_signal_t *handle, int number)
{
	(void)number;
	stop(handle->data);
}

static void
refresh(uv_work_t *work)
{
	struct gem_server *s = work->data;

	s->refreshed = s->source.refresh(s->source.ctx);
}

static void on_refreshed(uv_work_t *work, int status);

static void
refresh_now(struct gem_server *s)
{
	if (s->is_stopping || s->is_refreshing)
		return;
	s->is_saved = false;
	s->is_refreshing = uv_queue_work(&s->loop, &s->refresh, refresh, on_refreshed) == 0;
}

static void
on_refreshed(uv_work_t *work, int status)
{
	struct gem_server *s = work->data;

	s->is_refreshing = false;
	if (status == 0 && s->refreshed == 1 && s->source.adopt != NULL)
		s->source.adopt(s->source.ctx);
	if (s->is_saved || (status == 0 && s->refreshed == 1))
		refresh_now(s);
}

static void
on_refresh_time(uv_timer_t *timer)
{
	struct gem_server *s = timer->data;

	if (s->watch != NULL)
		watch_renew(s->watch);
	refresh_now(s);
}

static void
on_saved(void *ctx)
{
	struct gem_server *s = ctx;

	s->is_saved = true;
	refresh_now(s);
}

static int
open_cert(const struct gem_server *s, struct cert *cert, struct err *e)
{
	const struct gem_config *c = &s->config;
	const int64_t now = s->source.now(s->source.ctx);

	if (c->cert_file != NULL)
		return cert_open_files(
		    cert, c->cert_file, c->key_file, c->hosts, c->n_hosts, now, e);
	return cert_open(cert, c->state_dir, c->hosts, c->n_hosts, now, e);
}

static int
open_tls(struct gem_server *s, struct err *e)
{
	struct cert *cert = malloc(sizeof *cert);
	int rc;

	if (cert == NULL)
		return err_set(e, "out of memory");
	rc = open_cert(s, cert, e);
	if (rc == 0) {
		memcpy(s->note, cert->note, sizeof s->note);
		cert_fingerprint(cert, s->fingerprint);
		s->is_new_cert = cert->is_new_cert;
		rc = tls_tickets_new(&s->tickets, e);
		if (rc == 0)
			rc = tls_server_new(&s->tls, cert, s->tickets, e);
	}
	cert_wipe(cert);
	free(cert);
	return rc;
}

static int
open_loop(struct gem_server *s, struct err *e)
{
	int rc = uv_loop_init(&s->loop);

	if (rc != 0)
		return err_set(e, "event loop: %s", uv_strerror(rc));
	s->has_loop = true;
	uv_timer_init(&s->loop, &s->refresh_timer);
	uv_timer_init(&s->loop, &s->stop_timer);
	s->refresh_timer.data = s->stop_timer.data = s->stop.data = s->refresh.data = s;
	uv_unref((uv_handle_t *)&s->refresh_timer);
	uv_unref((uv_handle_t *)&s->stop_timer);
	for (size_t i = 0; i < N_SIGNALS && rc == 0; i++) {
		rc = uv_signal_init(&s->loop, &s->signals[i]);
		s->signals[i].data = s;
		if (rc == 0)
			uv_unref((uv_handle_t *)&s->signals[i]);
	}
	if (rc == 0)
		rc = uv_async_init(&s->loop, &s->stop, on_stop);
	if (rc != 0)
		return err_set(e, "event loop: %s", uv_strerror(rc));
	uv_unref((uv_handle_t *)&s->stop);
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
		if (numbers[i] == SIGHUP && sigaction(SIGHUP, NULL, &was) == 0 &&
		    was.sa_handler == SIG_IGN)
			continue;
		rc = uv_signal_start(&s->signals[i], on_signal, numbers[i]);
	}
	return rc == 0 ? 0 : err_set(e, "signals: %s", uv_strerror(rc));
}

int
gem_server_new(struct gem_server **out, const struct gem_config *config,
    const struct gem_source *source, struct err *e)
{
	struct gem_server *s = calloc(1, sizeof *s);
	int rc = -1;

	if (s == NULL)
		return err_set(e, "out of memory");
	s->config = *config;
	s->source = *source;
	set_defaults(&s->config);
	if (open_tls(s, e) != 0 || open_loop(s, e) != 0)
		goto out;
	s->conns = conns_new(
	    &(struct conns_setting){&s->loop, &s->config, &s->source, &s->counters, &s->open},
	    s->tls);
	if (s->conns == NULL) {
		err_set(e, "out of memory");
		goto out;
	}
	if (listen_open(&s->listening, &s->config, e) != 0 || catch_signals(s, e) != 0)
		goto out;
	s->accepting = accept_new(&s->loop, &s->listening, s->conns, &s->counters);
	if (s->accepting == NULL) {
		err_set(e, "out of memory");
		goto out;
	}
	*out = s;
	s = NULL;
	rc = 0;
out:
	gem_server_free(s);
	return rc;
}

int
gem_server_run(struct gem_server *s, struct err *e)
{
	signal(SIGPIPE, SIG_IGN);
	if (s->config.watch != NULL) {
		s->watch = watch_new(&s->loop, s->config.watch, on_saved, s);
		if (s->watch == NULL)
			return err_set(e, "out of memory");
	}
	if (s->source.refresh != NULL)
		uv_timer_start(&s->refresh_timer, on_refresh_time,
		    s->watch != NULL ? 0 : s->config.refresh_ms, s->config.refresh_ms);
	uv_run(&s->loop, UV_RUN_DEFAULT);
	return 0;
}

void
gem_server_stop(struct gem_server *s)
{
	uv_async_send(&s->stop);
}

static void
close_handle(uv_handle_t *handle, void *arg)
{
	(void)arg;
	if (!uv_is_closing(handle))
		uv_close(handle, NULL);
}

void
gem_server_free(struct gem_server *s)
{
	if (s == NULL)
		return;
	if (s->has_loop) {
		if (s->conns != NULL)
			conns_close(s->conns);
		uv_run(&s->loop, UV_RUN_NOWAIT);
		uv_walk(&s->loop, close_handle, NULL);
		uv_run(&s->loop, UV_RUN_DEFAULT);
		uv_loop_close(&s->loop);
	}
	accept_free(s->accepting);
	listen_close(&s->listening);
	watch_free(s->watch);
	conns_free(s->conns);
	tls_server_release(s->tls);
	tls_tickets_free(s->tickets);
	free(s);
}

const char *
gem_server_address(const struct gem_server *s, size_t i)
{
	return listen_address(&s->listening, i);
}

int
gem_server_port(const struct gem_server *s, size_t i)
{
	return listen_port(&s->listening, i);
}

const char *
gem_server_fingerprint(const struct gem_server *s, bool *is_new)
{
	*is_new = s->is_new_cert;
	return s->fingerprint;
}

const char *
gem_server_note(const struct gem_server *s)
{
	return s->note;
}
