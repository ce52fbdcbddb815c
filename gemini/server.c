/* SPDX-License-Identifier: ISC */
#include "gemini/server.h"

#include "gemini/address.h"
#include "gemini/cert.h"
#include "gemini/conn.h"
#include "gemini/tls.h"
#include "gemini/watch.h"

#include <netdb.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <uv.h>

enum { N_SIGNALS = 3 };

struct listener {
	uv_tcp_t tcp;
	struct gem_server *server;
	char address[80];
	int port;
};

struct gem_server {
	struct gem_config config;
	struct gem_source source;
	char fingerprint[65];
	bool is_new_cert;
	struct tls_server *tls;
	struct conns *conns;
	uv_loop_t loop;
	bool has_loop, is_stopping, is_refreshing;
	bool is_saved; /* while a refresh was under way: another must follow */
	int refreshed; /* what the refresh returned */
	struct listener *listeners[GEM_LISTEN_MAX];
	size_t n_listeners;
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
	c->handshake_ms = or_default(c->handshake_ms, GEM_HANDSHAKE_MS);
	c->request_ms = or_default(c->request_ms, GEM_REQUEST_MS);
	c->reply_ms = or_default(c->reply_ms, GEM_REPLY_MS);
	c->closing_ms = or_default(c->closing_ms, GEM_CLOSING_MS);
	c->stop_ms = or_default(c->stop_ms, GEM_STOP_MS);
	c->refresh_ms = or_default(c->refresh_ms, GEM_REFRESH_MS);
}

/* With no descriptor left libuv itself accepts and closes, by one it keeps for that; a connection
 * is given up all the same, to get out of there. */
static void
on_connection(uv_stream_t *stream, int status)
{
	struct listener *l = stream->data;

	if (status == 0)
		conns_accept(l->server->conns, stream);
	else if (status == UV_EMFILE || status == UV_ENFILE)
		conns_evict(l->server->conns);
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
	for (size_t i = 0; i < s->n_listeners; i++)
		uv_close((uv_handle_t *)&s->listeners[i]->tcp, NULL);
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

/* The address that a listener got, as text. */
static void
name_listener(struct listener *l)
{
	struct sockaddr_storage name;
	int n = sizeof name;
	char host[64], port[8];

	if (uv_tcp_getsockname(&l->tcp, (struct sockaddr *)&name, &n) != 0 ||
	    getnameinfo((struct sockaddr *)&name, (socklen_t)n, host, sizeof host, port,
		sizeof port, NI_NUMERICHOST | NI_NUMERICSERV) != 0)
		return;
	l->port = (int)strtol(port, NULL, 10);
	snprintf(l->address, sizeof l->address, name.ss_family == AF_INET6 ? "[%s]:%s" : "%s:%s",
	    host, port);
}

static void
on_listener_failed(uv_handle_t *handle)
{
	free(handle->data);
}

/* Listens on one socket address. libuv's error, 0 if none. */
static int
listen_on(struct gem_server *s, const struct sockaddr *address, unsigned flags)
{
	struct listener *l;
	int rc;

	if (s->n_listeners == GEM_LISTEN_MAX)
		return UV_ENOBUFS;
	l = calloc(1, sizeof *l);
	if (l == NULL)
		return UV_ENOMEM;
	l->server = s;
	l->tcp.data = l;
	uv_tcp_init(&s->loop, &l->tcp);
	rc = uv_tcp_bind(&l->tcp, address, address->sa_family == AF_INET6 ? flags : 0);
	if (rc == 0)
		rc = uv_listen((uv_stream_t *)&l->tcp, GEM_BACKLOG, on_connection);
	if (rc != 0) {
		uv_close((uv_handle_t *)&l->tcp, on_listener_failed);
		return rc;
	}
	name_listener(l);
	s->listeners[s->n_listeners++] = l;
	return 0;
}

/* Listens on all that an address of the configuration stands for. */
static int
listen_at(struct gem_server *s, const char *text, unsigned flags, struct err *e)
{
	const struct addrinfo hints = {
	    .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV};
	struct addrinfo *found = NULL;
	char host[GEM_HOST_MAX + 1], port[8];
	int rc;

	if (!address_split(text, host, port))
		return err_set(e, "listen on '%s': not HOST:PORT", text);
	rc = getaddrinfo(host, port, &hints, &found);
	if (rc != 0)
		return err_set(e, "listen on %s: %s", text, gai_strerror(rc));
	for (const struct addrinfo *a = found; a != NULL; a = a->ai_next)
		if (s->config.loopback_only && !address_is_loopback(a->ai_addr))
			rc = err_set(e,
			    "listen on %s: others could look in there; "
			    "127.0.0.1 and [::1] are this machine alone",
			    text);
	if (rc != 0)
		goto out;
	for (const struct addrinfo *a = found; a != NULL && rc == 0; a = a->ai_next)
		rc = listen_on(s, a->ai_addr, flags);
	if (rc != 0)
		rc = err_set(e, "listen on %s: %s", text, uv_strerror(rc));
out:
	freeaddrinfo(found);
	return rc;
}

/* The first port that is free. A machine may have no IPv6. */
static int
listen_here(struct gem_server *s, struct err *e)
{
	char address[32];

	for (int port = GEM_LOCAL_PORT; port < GEM_LOCAL_PORT + GEM_LOCAL_PORTS; port++) {
		snprintf(address, sizeof address, "127.0.0.1:%d", port);
		if (listen_at(s, address, 0, e) != 0)
			continue;
		snprintf(address, sizeof address, "[::1]:%d", port);
		listen_at(s, address, UV_TCP_IPV6ONLY, NULL);
		return 0;
	}
	return -1;
}

/* An IPv6 address takes IPv4 as well, unless the configuration names both. */
static int
listen_everywhere(struct gem_server *s, struct err *e)
{
	unsigned flags = 0;

	if (s->config.n_listen == 0 && s->config.loopback_only)
		return listen_here(s, e);
	if (s->config.n_listen == 0) {
		if (listen_at(s, "[::]:1965", 0, e) == 0)
			return 0;
		return listen_at(s, "0.0.0.0:1965", 0, e);
	}
	for (size_t i = 0; i < s->config.n_listen; i++)
		if (s->config.listen[i][0] != '[')
			flags = UV_TCP_IPV6ONLY;
	for (size_t i = 0; i < s->config.n_listen; i++)
		if (listen_at(s, s->config.listen[i], flags, e) != 0)
			return -1;
	return 0;
}

static int
open_tls(struct gem_server *s, struct err *e)
{
	struct cert *cert = malloc(sizeof *cert);
	int rc;

	if (cert == NULL)
		return err_set(e, "out of memory");
	rc = cert_open(cert, s->config.state_dir, s->config.hosts, s->config.n_hosts,
	    s->source.now(s->source.ctx), e);
	if (rc == 0) {
		cert_fingerprint(cert, s->fingerprint);
		s->is_new_cert = cert->is_new_cert;
		rc = tls_server_new(&s->tls, cert, e);
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
	s->conns = conns_new(&s->config, &s->source, s->tls);
	if (s->conns == NULL) {
		err_set(e, "out of memory");
		goto out;
	}
	if (listen_everywhere(s, e) != 0 || catch_signals(s, e) != 0)
		goto out;
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
	for (size_t i = 0; i < s->n_listeners; i++)
		free(s->listeners[i]);
	watch_free(s->watch);
	conns_free(s->conns);
	tls_server_free(s->tls);
	free(s);
}

const char *
gem_server_address(const struct gem_server *s, size_t i)
{
	return i < s->n_listeners ? s->listeners[i]->address : NULL;
}

int
gem_server_port(const struct gem_server *s, size_t i)
{
	return i < s->n_listeners ? s->listeners[i]->port : 0;
}

const char *
gem_server_fingerprint(const struct gem_server *s, bool *is_new)
{
	*is_new = s->is_new_cert;
	return s->fingerprint;
}
