/* SPDX-License-Identifier: ISC */
/* A worker: one thread with its own loop, connections and TLS, which waits with the others at the
 * same listening sockets. Only server.c uses this. */
#ifndef PLENARY_GEMINI_WORKER_H
#define PLENARY_GEMINI_WORKER_H

#include "core/err.h"
#include "gemini/counters.h"
#include "gemini/listen.h"
#include "gemini/tls.h"

struct worker;

/* Host names of the capsule, held by whoever uses them. */
struct names {
	atomic_int holders;
	size_t n;
	const char *all[GEM_HOSTS_MAX];
	char text[GEM_HOSTS_MAX][GEM_HOST_MAX + 1];
};

/* A copy with one holder; NULL when memory is out. Only the first GEM_HOSTS_MAX are taken. */
struct names *names_new(const char *const *hosts, size_t n);
bool names_eq(const struct names *a, const struct names *b);
void names_release(struct names *names); /* NULL is allowed */

/* What all workers of a server share; it outlives them. */
struct workers {
	const struct gem_config *config; /* has no zeros left in it */
	const struct gem_source *source;
	struct listening *listening;
	atomic_size_t open;          /* connections */
	atomic_size_t accepting;     /* workers that still wait at the sockets */
	atomic_size_t running;       /* those that have not finished */
	atomic_bool is_replaced;     /* another process waits at the sockets, too */
	void (*finished)(void *ctx); /* called by a worker in its own thread as the last thing */
	void *ctx;
};

/* A worker that does nothing yet. It takes the TLS over and holds the names. 0, or -1 and why. */
int worker_new(struct worker **out, struct workers *in, struct tls_server *tls, struct names *names,
    struct err *e);

/* libuv's loop of it: whoever runs the worker in their own thread may put more in it. */
void *worker_loop(struct worker *w);

/* Serves until stopped and all has ended: in a thread of its own (0, or errno), or here. */
int worker_start(struct worker *w);
void worker_run(struct worker *w);

/* From any thread: new connections use this TLS, which is taken over, and new requests these names,
 * which are held. */
void worker_give(struct worker *w, struct tls_server *tls, struct names *names);

/* From any thread: accepts no more, and lets what is under way end, for at most stop_ms. The last
 * of the workers to stop takes who still waits at the sockets and closes them. */
void worker_stop(struct worker *w);

/* From any thread: ends everything at once. */
void worker_end(struct worker *w);

/* What it has counted so far. */
const struct gem_counters *worker_counters(const struct worker *w);

/* Waits for the worker's own thread, if it has one, and frees all. NULL is allowed. */
void worker_free(struct worker *w);

#endif
