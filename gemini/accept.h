/* SPDX-License-Identifier: ISC */
/* How one worker gets its connections: it waits at the listening sockets that all workers share,
 * and whoever comes first takes the next one. Only server.c and worker.c use this. */
#ifndef PLENARY_GEMINI_ACCEPT_H
#define PLENARY_GEMINI_ACCEPT_H

#include "gemini/conn.h"
#include "gemini/listen.h"

struct accepting;

/* Waits at the sockets `from`, as part of a libuv loop, and gives connections to `to`. All are
 * borrowed, and the sockets stay open until it is stopped. NULL when memory is out. */
struct accepting *accept_new(
    void *loop, const struct listening *from, struct conns *to, struct gem_counters *counters);

/* Waits no more. */
void accept_stop(struct accepting *a);

/* Takes those who wait by now, for nobody else will. */
void accept_rest(struct accepting *a);

/* After the loop's handles were closed. NULL is allowed. */
void accept_free(struct accepting *a);

#endif
