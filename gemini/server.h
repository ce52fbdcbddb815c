/* SPDX-License-Identifier: ISC */
/* A Gemini server: sockets, TLS, deadlines and ceilings. What is served comes from a source, a few
 * functions passed in; the server knows nothing of agendas. One thread runs it; all state is in
 * struct gem_server, so a process may have several. */
#ifndef PLENARY_GEMINI_SERVER_H
#define PLENARY_GEMINI_SERVER_H

#include "core/err.h"
#include "gemini/reply.h"
#include "gemini/request.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where answers come from. All but `answer` and `now` may be NULL. */
struct gem_source {
	void *ctx;

	/* Writes the answer to a good request; in the loop's thread, so it must not wait. */
	void (*answer)(void *ctx, const struct gem_request *rq, struct gem_reply *re);

	/* Called every `refresh_ms`, soon after a save in `watch`, and again when it has returned
	 * 1, in a thread of its own, never twice at once: looks for new data and prepares it. 1 if
	 * there is any, else 0. What `answer` reads it may read too, but not alter. */
	int (*refresh)(void *ctx);

	/* Called in the loop's thread after a refresh that returned 1: takes the new data up. */
	void (*adopt)(void *ctx);

	int64_t (*now)(void *ctx); /* seconds since 1970 */
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

	size_t connections_max;
	unsigned network_open, network_burst, network_a_second;
	unsigned handshake_ms, request_ms, reply_ms, closing_ms, stop_ms, refresh_ms;

	const char *watch; /* a folder: what is saved in it is refreshed at once; NULL: none */

	/* From gem_server_new on SIGTERM and SIGINT, and SIGHUP unless it is ignored, call
	 * gem_server_stop; a second one ends at once. */
	bool stop_on_signals;

	/* One line a request, logfmt without its line end: `status=20 bytes=1234 ms=3`; no address,
	 * no query. NULL: none. */
	void (*log)(void *ctx, const char *line);
	void *log_ctx;
	bool log_path; /* with the path, ` path="/x"` */
};

struct gem_server;

/* Opens the certificate and the listening sockets; clients may connect from then on. 0, or -1 and
 * why. */
int gem_server_new(struct gem_server **out, const struct gem_config *config,
    const struct gem_source *source, struct err *e);

/* Serves until stopped. SIGPIPE is ignored in the process from then on. 0, or -1 and why. */
int gem_server_run(struct gem_server *s, struct err *e);

/* Stops accepting and lets what is under way end, for at most `stop_ms`; then gem_server_run
 * returns. May be called from any thread. */
void gem_server_stop(struct gem_server *s);

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
