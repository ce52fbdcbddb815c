/* SPDX-License-Identifier: ISC */
#include "gemini/listen.h"

#include "gemini/address.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* The address that a listener got, as text. */
static void
name_listener(struct listener *l)
{
	struct sockaddr_storage name;
	socklen_t n = sizeof name;
	char host[64], port[ADDRESS_PORT_MAX + 1];

	if (getsockname(l->fd, (struct sockaddr *)&name, &n) != 0 ||
	    getnameinfo((struct sockaddr *)&name, n, host, sizeof host, port, sizeof port,
		NI_NUMERICHOST | NI_NUMERICSERV) != 0)
		return;
	l->port = (int)strtol(port, NULL, 10);
	snprintf(l->address, sizeof l->address, name.ss_family == AF_INET6 ? "[%s]:%s" : "%s:%s",
	    host, port);
}

static void
add_listener(struct listening *in, int fd)
{
	struct listener *l = &in->all[in->n++];

	*l = (struct listener){.fd = fd};
	name_listener(l);
}

/* Listens on one socket address. errno, 0 if it does. */
static int
listen_on(struct listening *in, const struct sockaddr *address, socklen_t n, bool v6_only)
{
	int fd, only = v6_only, yes = 1, rc = 0;

	if (in->n == GEM_LISTEN_MAX)
		return ENOBUFS;
	fd = socket(address->sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return errno;
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0 ||
	    (address->sa_family == AF_INET6 &&
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &only, sizeof only) != 0) ||
	    bind(fd, address, n) != 0 || listen(fd, GEM_BACKLOG) != 0) {
		rc = errno;
		close(fd);
		return rc;
	}
	add_listener(in, fd);
	return 0;
}

/* Listens on all that an address of the configuration stands for. */
static int
listen_at(struct listening *in, const struct gem_config *config, const char *text, bool v6_only,
    struct err *e)
{
	const struct addrinfo hints = {
	    .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV};
	struct addrinfo *found = NULL;
	char host[GEM_HOST_MAX + 1], port[ADDRESS_PORT_MAX + 1];
	int rc;

	if (!address_split(text, host, port))
		return err_set(e, "listen on '%s': not HOST:PORT", text);
	rc = getaddrinfo(host, port, &hints, &found);
	if (rc != 0)
		return err_set(e, "listen on %s: %s", text, gai_strerror(rc));
	for (const struct addrinfo *a = found; a != NULL; a = a->ai_next)
		if (config->loopback_only && !address_is_loopback(a->ai_addr))
			rc = err_set(e,
			    "listen on %s: others could look in there; "
			    "127.0.0.1 and [::1] are this machine alone",
			    text);
	if (rc != 0)
		goto out;
	for (const struct addrinfo *a = found; a != NULL && rc == 0; a = a->ai_next)
		rc = listen_on(in, a->ai_addr, a->ai_addrlen, v6_only);
	if (rc != 0)
		rc = err_set(e, "listen on %s: %s", text, strerror(rc));
out:
	freeaddrinfo(found);
	return rc;
}

/* The first port that is free. A machine may have no IPv6. */
static int
listen_here(struct listening *in, const struct gem_config *config, struct err *e)
{
	char address[32];

	for (int port = GEM_LOCAL_PORT; port < GEM_LOCAL_PORT + GEM_LOCAL_PORTS; port++) {
		snprintf(address, sizeof address, "127.0.0.1:%d", port);
		if (listen_at(in, config, address, false, e) != 0)
			continue;
		snprintf(address, sizeof address, "[::1]:%d", port);
		listen_at(in, config, address, true, NULL);
		return 0;
	}
	return -1;
}

/* An IPv6 address takes IPv4 as well, unless the configuration names both. */
static int
listen_everywhere(struct listening *in, const struct gem_config *config, struct err *e)
{
	bool v6_only = false;

	if (config->n_listen == 0 && config->loopback_only)
		return listen_here(in, config, e);
	if (config->n_listen == 0) {
		if (listen_at(in, config, "[::]:1965", false, e) == 0)
			return 0;
		return listen_at(in, config, "0.0.0.0:1965", false, e);
	}
	for (size_t i = 0; i < config->n_listen; i++)
		if (config->listen[i][0] != '[')
			v6_only = true;
	for (size_t i = 0; i < config->n_listen; i++)
		if (listen_at(in, config, config->listen[i], v6_only, e) != 0)
			return -1;
	return 0;
}

/* Whether it is a socket on which TCP connections are waited for. */
static bool
is_listening(int fd)
{
	int domain = 0, type = 0, accepts = 0;
	socklen_t n = sizeof(int);

	return getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &n) == 0 &&
	       getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &n) == 0 &&
	       getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &accepts, &n) == 0 &&
	       (domain == AF_INET || domain == AF_INET6) && type == SOCK_STREAM && accepts != 0;
}

static int
inherit(struct listening *in, const struct gem_config *config, struct err *e)
{
	if (config->n_inherited > GEM_LISTEN_MAX)
		return err_set(e, "more than %d sockets were handed over", GEM_LISTEN_MAX);
	for (size_t i = 0; i < config->n_inherited; i++) {
		int fd = config->inherited[i], flags = fcntl(fd, F_GETFL);

		if (!is_listening(fd))
			return err_set(e,
			    "descriptor %d, handed over at the start, is no listening TCP socket",
			    fd);
		if (fcntl(fd, F_SETFL, flags | O_NONBLOCK) != 0 ||
		    fcntl(fd, F_SETFD, FD_CLOEXEC) != 0)
			return err_set(e, "descriptor %d: %s", fd, strerror(errno));
		add_listener(in, fd);
	}
	return 0;
}

int
listen_open(struct listening *in, const struct gem_config *config, struct err *e)
{
	int rc =
	    config->n_inherited > 0 ? inherit(in, config, e) : listen_everywhere(in, config, e);

	if (rc != 0)
		listen_close(in);
	return rc;
}

void
listen_close(struct listening *in)
{
	for (size_t i = 0; i < in->n; i++)
		close(in->all[i].fd);
	in->n = 0;
}
