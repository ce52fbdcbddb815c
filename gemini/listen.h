/* SPDX-License-Identifier: ISC */
/* The sockets that a server listens on, shared by its workers. Only the folder itself and cli/ use
 * this. */
#ifndef PLENARY_GEMINI_LISTEN_H
#define PLENARY_GEMINI_LISTEN_H

#include "gemini/server.h"

struct listener {
	int fd; /* not blocking, closed on exec */
	int port;
	char address[80]; /* "127.0.0.1:1965" or "[::]:1965" */
};

/* Initialised with zeroes. */
struct listening {
	struct listener all[GEM_LISTEN_MAX];
	size_t n;
};

/* Opens the addresses of the configuration, or takes its `inherited` sockets, which are closed with
 * the others. 0, or -1 and why: then none is open. */
int listen_open(struct listening *in, const struct gem_config *config, struct err *e);

/* Closes all. Where nobody else holds a socket, who waits in its queue is refused. */
void listen_close(struct listening *in);

#endif
