/* SPDX-License-Identifier: ISC */
/* Which sessions may be resumed. A server of ours asks nobody for a certificate, so this looks at
 * it from within, and makes it ask; tests/server/ has what clients see. */
#include "gemini/tls.c"
#include "tests/lib/scratch.h"

enum { TURNS = 20, WIRE_MAX = 65536 };

/* A client, and the wire between it and a connection of the server. */
struct client {
	mbedtls_ssl_config conf;
	mbedtls_ssl_context ssl;
	mbedtls_x509_crt chain;
	mbedtls_pk_context key;
	struct buf sent;
	struct tls_io io;
	size_t n_taken, n_got; /* of `sent` by the server, of `io.out` by the client */
};

static int
client_send(void *ctx, const unsigned char *p, size_t n)
{
	struct client *c = ctx;

	buf_put(&c->sent, p, n);
	return (int)n;
}

static int
client_recv(void *ctx, unsigned char *p, size_t max)
{
	struct client *c = ctx;
	size_t n = c->io.out.n - c->n_got;

	n = n < max ? n : max;
	if (n == 0)
		return MBEDTLS_ERR_SSL_WANT_READ;
	memcpy(p, c->io.out.p + c->n_got, n);
	c->n_got += n;
	return (int)n;
}

/* A client that shows its certificate to who asks, unless that is NULL. */
static int
client_new(struct client *c, struct tls_server *s, const struct cert *shows, bool newest)
{
	int rc;

	*c = (struct client){.n_got = 0};
	buf_init(&c->sent, WIRE_MAX);
	buf_init(&c->io.out, WIRE_MAX);
	mbedtls_ssl_config_init(&c->conf);
	mbedtls_ssl_init(&c->ssl);
	mbedtls_x509_crt_init(&c->chain);
	mbedtls_pk_init(&c->key);
	rc = mbedtls_ssl_config_defaults(&c->conf, MBEDTLS_SSL_IS_CLIENT,
	    MBEDTLS_SSL_TRANSPORT_STREAM, MBEDTLS_SSL_PRESET_DEFAULT);
#if MBEDTLS_VERSION_NUMBER >= 0x03000000
	if (!newest)
		mbedtls_ssl_conf_max_tls_version(&c->conf, MBEDTLS_SSL_VERSION_TLS1_2);
#else
	(void)newest;
#endif
	mbedtls_ssl_conf_authmode(&c->conf, MBEDTLS_SSL_VERIFY_NONE);
	mbedtls_ssl_conf_rng(&c->conf, mbedtls_ctr_drbg_random, &s->rng.drbg);
	if (rc == 0 && shows != NULL &&
	    (rc = mbedtls_x509_crt_parse(
		 &c->chain, (const unsigned char *)shows->chain, strlen(shows->chain) + 1)) == 0 &&
	    (rc = parse_key(s, &c->key, shows->key)) == 0)
		rc = mbedtls_ssl_conf_own_cert(&c->conf, &c->chain, &c->key);
	if (rc == 0)
		rc = mbedtls_ssl_setup(&c->ssl, &c->conf);
	mbedtls_ssl_set_bio(&c->ssl, c, client_send, client_recv, NULL);
	return rc;
}

static void
client_free(struct client *c)
{
	mbedtls_ssl_free(&c->ssl);
	mbedtls_ssl_config_free(&c->conf);
	mbedtls_x509_crt_free(&c->chain);
	mbedtls_pk_free(&c->key);
	buf_free(&c->sent);
	buf_free(&c->io.out);
}

static bool
shake_hands(struct client *c, struct tls *t)
{
	for (int i = 0; i < TURNS; i++) {
		int rc = mbedtls_ssl_handshake(&c->ssl);
		enum tls_status status;

		c->io.in = (const unsigned char *)c->sent.p + c->n_taken;
		c->io.n = c->sent.n - c->n_taken;
		status = tls_handshake(t);
		c->n_taken = c->sent.n - c->io.n;
		if (rc == 0 && status == TLS_DONE)
			return true;
		if ((rc != 0 && rc != MBEDTLS_ERR_SSL_WANT_READ) || status == TLS_FAILED)
			return false;
	}
	return false;
}

struct meeting {
	const struct cert *shows;
	mbedtls_ssl_session *from; /* to be resumed; NULL: a new one */
	mbedtls_ssl_session *to;   /* what comes of it; NULL: not wanted */
	bool newest;               /* the version of TLS */
};

/* 1 if a session was resumed, 0 if it is a new one, -1 if there is none. */
static int
meet(struct tls_server *s, const struct meeting *m)
{
	struct client c;
	struct tls *t = NULL;
	int rc = -1;

	if (client_new(&c, s, m->shows, m->newest) == 0 &&
	    (m->from == NULL || mbedtls_ssl_set_session(&c.ssl, m->from) == 0))
		t = tls_new(s, &c.io);
	if (t != NULL && shake_hands(&c, t) &&
	    (m->to == NULL || mbedtls_ssl_get_session(&c.ssl, m->to) == 0))
		rc = tls_is_resumed(t);
	tls_free(t);
	client_free(&c);
	return rc;
}

static void
test_tickets(struct tls_server *s, const struct cert *shows, const char *who, int resumed)
{
	mbedtls_ssl_session session;
	struct meeting m = {.shows = shows, .to = &session};

	mbedtls_ssl_session_init(&session);
	is_int(meet(s, &m), 0, "%s: a session", who);
	m.from = &session;
	m.to = NULL;
	is_int(meet(s, &m), resumed, "%s: is it resumed?", who);
	mbedtls_ssl_session_free(&session);
	is_int(meet(s, &(struct meeting){.shows = shows, .newest = true}), 0,
	    "%s: a session by the newest TLS there is", who);
}

int
main(void)
{
	static const char *const hosts[] = {"example.org"};
	struct tls_tickets *tickets = NULL;
	struct tls_server *s = NULL;
	char dir[SCRATCH_PATH];
	struct err e = {""};
	struct cert cert;

	scratch_make(dir);
	if (!ok(cert_open(&cert, dir, hosts, 1, 1900000000, &e) == 0 &&
		    tls_tickets_new(&tickets, &e) == 0 &&
		    tls_server_new(&s, &cert, tickets, &e) == 0,
		"a server: %s", e.msg))
		return tap_done();
	test_tickets(s, &cert, "one who is not asked", 1);
	mbedtls_ssl_conf_authmode(&s->conf, MBEDTLS_SSL_VERIFY_OPTIONAL);
	test_tickets(s, NULL, "one who shows no certificate", 1);
	test_tickets(s, &cert, "one who shows one", 0);
	tls_server_release(s);
	tls_tickets_free(tickets);
	scratch_remove(dir);
	return tap_done();
}
