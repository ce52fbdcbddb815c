/* SPDX-License-Identifier: ISC */
/* TLS for one server and its connections, over memory: what arrives is put into a buffer, what is
 * to be sent is collected in another, and the caller moves both. TLS 1.3 where the library has it
 * (mbed TLS 3.6), else 1.2; nothing older. */
#ifndef PLENARY_GEMINI_TLS_H
#define PLENARY_GEMINI_TLS_H

#include "core/buf.h"
#include "core/err.h"
#include "gemini/cert.h"
#include "gemini/limits.h"

#include <stdbool.h>
#include <stddef.h>

/* The keys by which sessions are resumed, but for those in which the peer showed a certificate: who
 * has one shows it each time. All workers of a process share them, behind a mutex. */
struct tls_tickets;

/* Certificate, key, settings and random numbers of one worker. Only its thread may use them, as
 * the library's tables are not made for two; and it is freed when nobody holds it any more. */
struct tls_server;

/* One connection's TLS, about 37 KB. */
struct tls;

/* The two ends of a connection's wire. */
struct tls_io {
	const unsigned char *in; /* from the peer, `n` bytes that were not read yet; borrowed */
	size_t n;
	bool eof; /* nothing follows after them */
	struct buf out;
};

enum tls_status {
	TLS_DONE,   /* it is done */
	TLS_AGAIN,  /* the peer must send more first */
	TLS_CLOSED, /* the peer has closed */
	TLS_FAILED  /* all that is left is to send io->out, which may hold an alert, and to close */
};

/* The library and its version as it runs, "mbed TLS 2.28.3". */
const char *tls_version(void);

/* New ticket keys, from any thread. 0, or -1 and why. To be freed after all servers. */
int tls_tickets_new(struct tls_tickets **out, struct err *e);
void tls_tickets_free(struct tls_tickets *tickets);

/* A server with a copy of the certificate and its key, held once. `tickets` outlives it. 0, or -1
 * and why. */
int tls_server_new(
    struct tls_server **out, const struct cert *cert, struct tls_tickets *tickets, struct err *e);

/* Holds it once more; each connection does. */
struct tls_server *tls_server_hold(struct tls_server *s);

/* Holds it once less, and frees it if that was the last. NULL is allowed. */
void tls_server_release(struct tls_server *s);

/* Looks whether the first `n` bytes of a connection hold a whole TLS handshake record, so that no
 * memory is spent on it before that: TLS_DONE, TLS_AGAIN, or TLS_FAILED if they never will or the
 * record is longer than GEM_HANDSHAKE_BYTES_MAX allows. */
enum tls_status tls_peek(const void *p, size_t n);

/* TLS for a connection; NULL when memory is out. It holds `s`; `io` outlives it. */
struct tls *tls_new(struct tls_server *s, struct tls_io *io);
void tls_free(struct tls *t);

/* Goes on with the handshake. A peer that has sent GEM_HANDSHAKE_BYTES_MAX without an end fails. */
enum tls_status tls_handshake(struct tls *t);

/* Whether the peer came back with a ticket of ours that is still good. */
bool tls_is_resumed(const struct tls *t);

/* Reads up to `max` bytes (at least 1) into `p`. With TLS_DONE, `*n` is what came. */
enum tls_status tls_read(struct tls *t, void *p, size_t max, size_t *n);

/* Writes `n` bytes into io->out, in as many records as it takes. */
enum tls_status tls_write(struct tls *t, const void *p, size_t n);

/* Writes close_notify into io->out (RFC 8446 section 6.1). */
void tls_close_notify(struct tls *t);

#endif
