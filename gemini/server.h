/* SPDX-License-Identifier: ISC */
/* A Gemini server: sockets, TLS, deadlines and ceilings. What is served comes from a source, a few
 * functions passed in; the server knows nothing of agendas. Several workers may serve, each in a
 * thread with a loop of its own; one more thread does what takes its time. All state is in struct
 * gem_server, so a process may have several. */
#ifndef PLENARY_GEMINI_SERVER_H
#define PLENARY_GEMINI_SERVER_H

#include "core/err.h"
#include "gemini/counters.h"
#include "gemini/reply.h"
#include "gemini/request.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where answers come from. All but `answer` and `now` may be NULL. */
struct gem_source {
	void *ctx;

	/* Writes the answer to a good request; it must not wait. Called by all workers, several at
	 * once if there are several, also while another function of the source runs. */
	void (*answer)(void *ctx, const struct gem_request *rq, struct gem_reply *re);

	/* Called every `refresh_ms`, soon after a save in `watch`, and again when it has returned
	 * 1, in a thread of its own, never twice at once: looks for new data, and from then on
	 * answers from it. 1 if there was any, else 0. */
	int (*refresh)(void *ctx);

	/* Writes the host names that the capsule has by now, at most GEM_HOSTS_MAX; their number.
	 * Called in the thread of `refresh`, when that has returned 1 and when all is read again.
	 * NULL: those of the configuration stay. */
	size_t (*hosts)(void *ctx, char out[GEM_HOSTS_MAX][GEM_HOST_MAX + 1]);

	int64_t (*now)(void *ctx); /* seconds since 1970; from any thread */
};

/* What a server comes to, for who started it. */
enum gem_phase {
	GEM_READY,     /* it serves; again after GEM_RELOADING */
	GEM_RELOADING, /* it serves, and reads certificate and host names again */
	GEM_STOPPING
};

/* Zero means what limits.h says. Nothing is copied: all of it outlives the server. */
struct gem_config {
	const char *const *listen; /* "HOST:PORT", "[::]:1965", port 0: any free one; none: port
				      1965 on all addresses */
	size_t n_listen;
	const int
	    *inherited; /* listening TCP sockets that are there already, instead of `listen` */
	size_t n_inherited;
	bool loopback_only; /* refuse to listen where other machines could connect; none: the first
			       free port from 1966 of 127.0.0.1 and ::1 */
	const char *const *hosts; /* host names or IP literals of the capsule, at least one */
	size_t n_hosts;
	const char *state_dir; /* where the certificate is kept (cert.h), unless the operator has */
	const char *cert_file, *key_file; /* one of their own; else both are NULL */

	size_t workers;         /* threads that serve; 0: one */
	size_t connections_max; /* of all workers */
	size_t held_max;        /* bytes of bodies, of each worker */
	unsigned network_open, network_burst, network_a_second;
	unsigned handshake_ms, request_ms, reply_ms, closing_ms, stop_ms, refresh_ms, renew_ms;

	const char *watch; /* a folder: what is saved in it is refreshed at once; NULL: none */

	/* From gem_server_new on SIGTERM and SIGINT call gem_server_stop; a second one ends at
	 * once. So does SIGHUP, unless it is ignored; or it calls gem_server_reload. */
	bool stop_on_signals, reload_on_hangup;

	/* One line a request, logfmt without its line end: `status=20 bytes=1234 ms=3`; if asked,
	 * ` path="/x"`, with it ` query="y"`, ` address=::1`. Called from any thread, and must not
	 * wait. NULL: none. */
	void (*log)(void *ctx, const char *line);
	void *log_ctx;
	bool log_path, log_query, log_address;

	/* Something that the operator should know, in words. From any thread. NULL: nobody does. */
	void (*say)(void *ctx, bool is_error, const char *text);

	/* Called when it comes to a phase, in the thread of gem_server_run or of `refresh`, never
	 * twice at once; GEM_STOPPING is the last. */
	void (*phase)(void *ctx, enum gem_phase phase);
	void *ctx; /* of say, phase, status and hand_over */

	/* A listening local socket (control.h) and what it answers; 0: none. */
	int control;
	void (*status)(void *ctx, struct buf *out);
	size_t (*hand_over)(void *ctx, int *fds, size_t max); /* further descriptors, first */
};

/* How a server is. */
struct gem_state {
	struct gem_totals totals;
	size_t workers;
	uint64_t seconds; /* since gem_server_run began */
	char fingerprint[65];
	int64_t cert_until; /* seconds since 1970 */
	const char *tls;    /* the library and its version */
	bool is_stopping;
};

struct gem_server;

/* Opens the certificate and the listening sockets; clients may connect from then on. No thread is
 * started yet. 0, or -1 and why. */
int gem_server_new(struct gem_server **out, const struct gem_config *config,
    const struct gem_source *source, struct err *e);

/* Serves until stopped. SIGPIPE is ignored in the process from then on. 0, or -1 and why. */
int gem_server_run(struct gem_server *s, struct err *e);

/* Accepts who waits by now and no more, and lets what is under way end, for at most `stop_ms`; then
 * gem_server_run returns. May be called from any thread. */
void gem_server_stop(struct gem_server *s);

/* Reads host names and certificate again; what cannot be read stays as it was. May be called from
 * any thread. */
void gem_server_reload(struct gem_server *s);

/* How it is. In the functions `phase` and `status` of the configuration, or while it does not run.
 */
void gem_server_state(struct gem_server *s, struct gem_state *out);

/* Whether it was stopped because another process had taken its sockets over. */
bool gem_server_is_replaced(const struct gem_server *s);

/* Frees a server that does not run. NULL is allowed. */
void gem_server_free(struct gem_server *s);

/* The i-th address that is listened on, "127.0.0.1:1965" or "[::]:1965", with the port that was
 * chosen for 0; NULL beyond the last. And its port alone; 0 beyond the last. */
const char *gem_server_address(const struct gem_server *s, size_t i);
int gem_server_port(const struct gem_server *s, size_t i);

/* SHA-256 of the certificate, in hexadecimal, and whether it was made at this start. */
const char *gem_server_fingerprint(const struct gem_server *s, bool *is_new);

/* What the operator should know of the certificate (cert.h); "" if nothing. */
const char *gem_server_note(const struct gem_server *s);

#endif
