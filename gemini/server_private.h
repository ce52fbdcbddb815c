/* SPDX-License-Identifier: ISC */
/* The server from within: server.c, server_cert.c and server_told.c only. */
#ifndef PLENARY_GEMINI_SERVER_PRIVATE_H
#define PLENARY_GEMINI_SERVER_PRIVATE_H

#include "gemini/cert.h"
#include "gemini/chores.h"
#include "gemini/control.h"
#include "gemini/watch.h"
#include "gemini/worker.h"

#include <pthread.h>

/* What is told of the certificate. */
struct cert_told {
	char fingerprint[65];
	bool is_new; /* made when it was last read */
	int64_t until, renew_at;
	char note[sizeof((struct cert *)0)->note];
};

struct server_events; /* what libuv wants, of the first worker's loop */

struct gem_server {
	struct gem_config config;
	struct gem_source source;
	struct listening listening;
	char addresses[GEM_LISTEN_MAX][sizeof((struct listener *)0)->address];
	int ports[GEM_LISTEN_MAX];
	struct workers shared;
	struct worker *workers[GEM_WORKERS_MAX];
	struct tls_tickets *tickets;
	struct chores *chores;
	struct watch *watch;
	struct control *control;
	struct server_events *events;
	uint64_t began; /* nanoseconds of the monotonic clock */
	bool is_stopping, is_replaced;

	/* while it runs only used by the thread of the chores */
	struct names *names;

	pthread_mutex_t phases; /* held while one is told; of what follows */
	bool has_told_stop;

	pthread_mutex_t mutex; /* of what follows; the thread that alters it reads without */
	struct cert_told cert;
};

/* Tells that it comes to a phase. A reload that ends after the stop began is no news: nothing comes
 * after GEM_STOPPING. From any thread. */
void server_come_to(struct gem_server *s, enum gem_phase phase);

/* Opens names and certificate for the first time, and TLS for each worker with it. 0, or -1 and
 * why: then none of them is there. */
int server_open_tls(struct gem_server *s, struct tls_server **all, struct err *e);

/* Whether the source has other host names by now. */
bool server_is_renamed(const struct gem_server *s);

/* Reads names and certificate again. The workers go on with what they have if that fails, or
 * if, unless `always`, nothing is different. 1 if they got something new, 0 if not, -1 and why. */
int server_reload(struct gem_server *s, bool always, struct err *e);

#endif
