/* SPDX-License-Identifier: ISC */
#include "gemini/listen.h"

#include "gemini/address.h"

#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <uv.h>

struct listener {
	uv_tcp_t tcp;
	struct conns *conns;
	char address[80];
	int port;
};

/* With no descriptor left libuv itself accepts and closes, by one it keeps for that; a connection
 * is given up all the same, to get out of there. */
static void
on_connection(uv_stream_t *stream, int status)
{
	struct listener *l = stream->data;

	if (status == 0)
		conns_accept(l->conns, stream);
	else if (status == UV_EMFILE || status == UV_ENFILE)
		conns_evict(l->conns);
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
listen_on(struct listening *in, const struct sockaddr *address, unsigned flags)
{
	struct listener *l;
	int rc;

	if (in->n == GEM_LISTEN_MAX)
		return UV_ENOBUFS;
	l = calloc(1, sizeof *l);
	if (l == NULL)
		return UV_ENOMEM;
	l->conns = in->conns;
	l->tcp.data = l;
	uv_tcp_init(in->loop, &l->tcp);
	rc = uv_tcp_bind(&l->tcp, address, address->sa_family == AF_INET6 ? flags : 0);
	if (rc == 0)
		rc = uv_listen((uv_stream_t *)&l->tcp, GEM_BACKLOG, on_connection);
	if (rc != 0) {
		uv_close((uv_handle_t *)&l->tcp, on_listener_failed);
		return rc;
	}
	name_listener(l);
	in->all[in->n++] = l;
	return 0;
}

/* Listens on all that an address of the configuration stands for. */
static int
listen_at(struct listening *in, const char *text, unsigned flags, struct err *e)
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
		if (in->config->loopback_only && !address_is_loopback(a->ai_addr))
			rc = err_set(e,
			    "listen on %s: others could look in there; "
			    "127.0.0.1 and [::1] are this machine alone",
			    text);
	if (rc != 0)
		goto out;
	for (const struct addrinfo *a = found; a != NULL && rc == 0; a = a->ai_next)
		rc = listen_on(in, a->ai_addr, flags);
	if (rc != 0)
		rc = err_set(e, "listen on %s: %s", text, uv_strerror(rc));
out:
	freeaddrinfo(found);
	return rc;
}

/* The first port that is free. A machine may have no IPv6. */
static int
listen_here(struct listening *in, struct err *e)
{
	char address[32];

	for (int port = GEM_LOCAL_PORT; port < GEM_LOCAL_PORT + GEM_LOCAL_PORTS; port++) {
		snprintf(address, sizeof address, "127.0.0.1:%d", port);
		if (listen_at(in, address, 0, e) != 0)
			continue;
		snprintf(address, sizeof address, "[::1]:%d", port);
		listen_at(in, address, UV_TCP_IPV6ONLY, NULL);
		return 0;
	}
	return -1;
}

/* An IPv6 address takes IPv4 as well, unless the configuration names both. */
static int
listen_everywhere(struct listening *in, struct err *e)
{
	unsigned flags = 0;

	if (in->config->n_listen == 0 && in->config->loopback_only)
		return listen_here(in, e);
	if (in->config->n_listen == 0) {
		if (listen_at(in, "[::]:1965", 0, e) == 0)
			return 0;
		return listen_at(in, "0.0.0.0:1965", 0, e);
	}
	for (size_t i = 0; i < in->config->n_listen; i++)
		if (in->config->listen[i][0] != '[')
			flags = UV_TCP_IPV6ONLY;
	for (size_t i = 0; i < in->config->n_listen; i++)
		if (listen_at(in, in->config->listen[i], flags, e) != 0)
			return -1;
	return 0;
}

int
listen_open(struct listening *in, void *loop, struct conns *conns, const struct gem_config *config,
    struct err *e)
{
	in->loop = loop;
	in->conns = conns;
	in->config = config;
	return listen_everywhere(in, e);
}

void
listen_close(struct listening *in)
{
	for (size_t i = 0; i < in->n; i++)
		uv_close((uv_handle_t *)&in->all[i]->tcp, NULL);
}

void
listen_free(struct listening *in)
{
	for (size_t i = 0; i < in->n; i++)
		free(in->all[i]);
	in->n = 0;
}

const char *
listen_address(const struct listening *in, size_t i)
{
	return i < in->n ? in->all[i]->address : NULL;
}

int
listen_port(const struct listening *in, size_t i)
{
	return i < in->n ? in->all[i]->port : 0;
}
