/* SPDX-License-Identifier: ISC */
/* The connections of one server: each is accepted, greeted by TLS, read one request from, answered
 * and closed, within its deadlines. Only worker.c and accept.c use this. */
#ifndef PLENARY_GEMINI_CONN_H
#define PLENARY_GEMINI_CONN_H

#include "gemini/counters.h"
#include "gemini/server.h"
#include "gemini/tls.h"

struct conns;

/* What the connections of one worker share with others. All of it is borrowed. */
struct conns_setting {
	void *loop;                      /* of libuv */
	const struct gem_config *config; /* has no zeros left in it */
	const struct gem_source *source;
	struct gem_counters *counters; /* the worker's own */
	atomic_size_t *open; /* connections of all workers, held against config->connections_max */
};

/* No connections yet; NULL when memory is out. It holds `tls`. */
struct conns *conns_new(const struct conns_setting *setting, struct tls_server *tls);

/* Connections whose TLS has not begun yet use this one, which is held, too; others keep theirs. */
void conns_set_tls(struct conns *all, struct tls_server *tls);

/* Requests are answered as those for these hosts from now on, which are borrowed; before that as
 * for those of the configuration. */
void conns_set_hosts(struct conns *all, const char *const *hosts, size_t n);

/* Greets whoever is at the other end of an accepted socket, which is its own from now on. At the
 * ceiling another gives way (conns_evict), or, if there is none, the new. */
void conns_accept(struct conns *all, int fd);

/* Closes one connection: the oldest that has not asked yet, or one that was answered whole and is
 * not closed by its client. False if there is none. In constant time. */
bool conns_evict(struct conns *all);

/* Closes the connections that have not sent anything; the others go on to their end. */
void conns_close_idle(struct conns *all);

/* Closes all connections at once. They are gone when the loop has run. */
void conns_close(struct conns *all);

/* After the loop has run and no connection is left. NULL is allowed. */
void conns_free(struct conns *all);

#endif
