/* SPDX-License-Identifier: ISC */
/* What conn.c (one connection) and conns.c (all of a worker) know of each other. Only these two
 * include it. */
#ifndef PLENARY_GEMINI_CONN_PARTS_H
#define PLENARY_GEMINI_CONN_PARTS_H

#include "gemini/conn.h"
#include "gemini/exchange.h"
#include "gemini/pressure.h"
#include "gemini/queue.h"

/* What a connection waits for with a deadline; a queue each. */
enum wait { WAIT_HANDSHAKE, WAIT_REQUEST, WAIT_REPLY, WAIT_CLOSING, N_WAITS };

/* The beginning of a struct conn: what conns.c knows of it. */
struct member {
	struct conns *all;
	struct place place;
	uint16_t row;      /* of its network (pressure.h) */
	uint8_t come_back; /* seconds to answer with; 0: it is served */
};

struct conns {
	struct conns_setting by;
	const char *const *hosts;
	size_t n_hosts;
	struct tls_server *tls;
	struct waiting *waiting;                   /* N_WAITS of them */
	unsigned char in[GEM_HANDSHAKE_BYTES_MAX]; /* what is read just now, of any connection */
	struct pressure pressure;
	size_t held; /* bytes of bodies that wait to be sent */
};

/* In conn.c: a connection, which begins with a copy of `as` and reads from an accepted socket, its
 * own from then on. NULL when memory is out: the socket is still the caller's. */
struct member *conn_new(const struct member *as, int fd);

/* Its time is over. It is in no queue then. */
void conn_deadline(struct member *m);

/* Ends it where it is. Its memory goes when libuv is done with it. */
void conn_close(struct member *m);

/* Whether nothing came from the peer yet; whether bytes are still on the way to it. */
bool conn_is_silent(const struct member *m);
bool conn_is_sending(const struct member *m);

/* In conns.c: it waits in that queue from now on; it is gone from its worker. */
void conns_wait(struct member *m, enum wait wait);
void conns_forget(struct member *m);

#endif
