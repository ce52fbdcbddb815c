/* SPDX-License-Identifier: ISC */
/* The sockets that a server listens on; of the folder's own use. */
#ifndef PLENARY_GEMINI_LISTEN_H
#define PLENARY_GEMINI_LISTEN_H

#include "gemini/conn.h"
#include "gemini/server.h"

struct listener;

/* Initialised with zeroes. */
struct listening {
	void *loop; /* libuv's */
	struct conns *conns;
	const struct gem_config *config;
	struct listener *all[GEM_LISTEN_MAX];
	size_t n;
};

/* Opens the addresses of the configuration, which must outlive it; connections go to `conns`. 0, or
 * -1 and why. */
int listen_open(struct listening *in, void *loop, struct conns *conns,
    const struct gem_config *config, struct err *e);

/* Accepts no more. The loop ends what is closed. */
void listen_close(struct listening *in);

/* Frees all, once the loop is done with them. */
void listen_free(struct listening *in);

/* The i-th address, "127.0.0.1:1965" or "[::]:1965", and its port; NULL and 0 beyond the last. */
const char *listen_address(const struct listening *in, size_t i);
int listen_port(const struct listening *in, size_t i);

#endif
