/* SPDX-License-Identifier: ISC */
#include "gemini/tls.h"

#include <mbedtls/ctr_drbg.h>
#include <mbedtls/ecdsa.h>
#include <mbedtls/ecp.h>
#include <mbedtls/entropy.h>
#include <mbedtls/error.h>
#include <mbedtls/net_sockets.h>
#include <mbedtls/pk.h>
#include <mbedtls/ssl.h>
#include <mbedtls/ssl_ticket.h>
#include <mbedtls/version.h>
#include <mbedtls/x509_crt.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#if MBEDTLS_VERSION_NUMBER >= 0x03000000
#include <psa/crypto.h>
#if !defined(MBEDTLS_THREADING_C)
#error                                                                                             \
    "mbed TLS 3 is to be built for threads (MBEDTLS_THREADING_C): TLS 1.3 keeps its keys in one place"
#endif
#else
#define MBEDTLS_PRIVATE(member) member
#endif

enum { RECORD_HEADER = 5, RECORD_HANDSHAKE = 22, VERSION_MAJOR = 3 };

/* A source of random numbers, for one thread at a time. */
struct rng {
	mbedtls_entropy_context entropy;
	mbedtls_ctr_drbg_context drbg;
};

struct tls_tickets {
	pthread_mutex_t lock; /* of what follows */
	struct rng rng;
	mbedtls_ssl_ticket_context keys;
};

struct tls_server {
	unsigned held;
	struct rng rng;
	mbedtls_pk_context key;
	mbedtls_x509_crt chain;
	mbedtls_ssl_config conf;
	struct tls_tickets *tickets;
	struct tls *at_work; /* whose handshake goes on right now */
};

struct tls {
	mbedtls_ssl_context ssl;
	struct tls_server *server;
	struct tls_io *io;
	size_t budget; /* bytes that the peer may still send before the handshake is over */
	bool is_open;  /* the handshake is over */
	bool is_resumed;
};

/* Forward secrecy and authenticated encryption only. ChaCha20-Poly1305 sends no nonce with a record
 * of TLS 1.2 (RFC 7905 section 2), which is 48 bytes less a request, and is quick on old phones. */
static const int suites[] = {
#if MBEDTLS_VERSION_NUMBER >= 0x03000000
    MBEDTLS_TLS1_3_CHACHA20_POLY1305_SHA256, MBEDTLS_TLS1_3_AES_128_GCM_SHA256,
    MBEDTLS_TLS1_3_AES_256_GCM_SHA384,
#endif
    MBEDTLS_TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
    MBEDTLS_TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
    MBEDTLS_TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, 0};

/* The server picks the first that the client has too. The library's own order begins with P-521,
 * which costs four times as much. */
#if MBEDTLS_VERSION_NUMBER >= 0x03000000
static const uint16_t groups[] = {
    MBEDTLS_SSL_IANA_TLS_GROUP_X25519, MBEDTLS_SSL_IANA_TLS_GROUP_SECP256R1, 0};
#else
static const mbedtls_ecp_group_id groups[] = {
    MBEDTLS_ECP_DP_CURVE25519, MBEDTLS_ECP_DP_SECP256R1, MBEDTLS_ECP_DP_NONE};
#endif

const char *
tls_version(void)
{
	static char version[18]; /* the size that version.h asks for; written alike each time */

	mbedtls_version_get_string_full(version);
	return version;
}

static int
parse_key(struct tls_server *s, mbedtls_pk_context *key, const char *pem)
{
	const unsigned char *p = (const unsigned char *)pem;

#if MBEDTLS_VERSION_NUMBER >= 0x03000000
	return mbedtls_pk_parse_key(
	    key, p, strlen(pem) + 1, NULL, 0, mbedtls_ctr_drbg_random, &s->rng.drbg);
#else
	(void)s;
	return mbedtls_pk_parse_key(key, p, strlen(pem) + 1, NULL, 0);
#endif
}

/* On 2.28 an ECKEY copies itself at each signature and loses its table of multiples with the
 * copy; as an ECDSA key it keeps it (2.2 ms a handshake instead of 2.7). */
static int
load_key(struct tls_server *s, const char *pem)
{
#if MBEDTLS_VERSION_NUMBER >= 0x03000000
	return parse_key(s, &s->key, pem);
#else
	mbedtls_pk_context any;
	int rc;

	mbedtls_pk_init(&any);
	rc = parse_key(s, &any, pem);
	if (rc == 0 && mbedtls_pk_get_type(&any) != MBEDTLS_PK_ECKEY)
		rc = MBEDTLS_ERR_PK_TYPE_MISMATCH;
	if (rc == 0)
		rc = mbedtls_pk_setup(&s->key, mbedtls_pk_info_from_type(MBEDTLS_PK_ECDSA));
	if (rc == 0)
		rc = mbedtls_ecdsa_from_keypair(mbedtls_pk_ec(s->key), mbedtls_pk_ec(any));
	mbedtls_pk_free(&any);
	return rc;
#endif
}

static void
configure_versions(mbedtls_ssl_config *conf)
{
#if MBEDTLS_VERSION_NUMBER >= 0x03000000
	mbedtls_ssl_conf_min_tls_version(conf, MBEDTLS_SSL_VERSION_TLS1_2);
	mbedtls_ssl_conf_groups(conf, groups);
#if defined(MBEDTLS_SSL_PROTO_TLS1_3)
	mbedtls_ssl_conf_max_tls_version(conf, MBEDTLS_SSL_VERSION_TLS1_3);
	mbedtls_ssl_conf_tls13_key_exchange_modes(
	    conf, MBEDTLS_SSL_TLS1_3_KEY_EXCHANGE_MODE_EPHEMERAL_ALL);
	mbedtls_ssl_conf_new_session_tickets(conf, 1);
#else
	mbedtls_ssl_conf_max_tls_version(conf, MBEDTLS_SSL_VERSION_TLS1_2);
#endif
#else
	mbedtls_ssl_conf_min_version(
	    conf, MBEDTLS_SSL_MAJOR_VERSION_3, MBEDTLS_SSL_MINOR_VERSION_3);
	mbedtls_ssl_conf_max_version(
	    conf, MBEDTLS_SSL_MAJOR_VERSION_3, MBEDTLS_SSL_MINOR_VERSION_3);
	mbedtls_ssl_conf_curves(conf, groups);
#endif
#if defined(MBEDTLS_SSL_RENEGOTIATION)
	mbedtls_ssl_conf_renegotiation(conf, MBEDTLS_SSL_RENEGOTIATION_DISABLED);
#endif
}

static bool
has_certificate(const mbedtls_ssl_session *session)
{
#if defined(MBEDTLS_SSL_KEEP_PEER_CERTIFICATE)
	return session->MBEDTLS_PRIVATE(peer_cert) != NULL;
#else
	return session->MBEDTLS_PRIVATE(peer_cert_digest) != NULL;
#endif
}

/* The library has a mutex of its own in some builds only. A session in which the peer showed a
 * certificate gets a ticket that is none, to be thrown away at once (RFC 8446 section 4.6.1): it
 * would bring a session back without a new proof of the key. An error would end the handshake of
 * TLS 1.3. */
static int
write_ticket(void *ctx, const mbedtls_ssl_session *session, unsigned char *start,
    const unsigned char *end, size_t *n, uint32_t *lifetime)
{
	struct tls_tickets *tickets = ((struct tls_server *)ctx)->tickets;
	int rc;

	if (has_certificate(session)) {
		if (start == end)
			return MBEDTLS_ERR_SSL_BUFFER_TOO_SMALL;
		*start = 0;
		*n = 1;
		*lifetime = 0;
		return 0;
	}
	pthread_mutex_lock(&tickets->lock);
	rc = mbedtls_ssl_ticket_write(&tickets->keys, session, start, end, n, lifetime);
	pthread_mutex_unlock(&tickets->lock);
	return rc;
}

static int
parse_ticket(void *ctx, mbedtls_ssl_session *session, unsigned char *p, size_t n)
{
	struct tls_server *s = ctx;
	int rc;

	pthread_mutex_lock(&s->tickets->lock);
	rc = mbedtls_ssl_ticket_parse(&s->tickets->keys, session, p, n);
	pthread_mutex_unlock(&s->tickets->lock);
	if (rc == 0 && s->at_work != NULL)
		s->at_work->is_resumed = true;
	return rc;
}

static void
rng_init(struct rng *r)
{
	mbedtls_entropy_init(&r->entropy);
	mbedtls_ctr_drbg_init(&r->drbg);
}

static int
rng_seed(struct rng *r)
{
	return mbedtls_ctr_drbg_seed(&r->drbg, mbedtls_entropy_func, &r->entropy, NULL, 0);
}

static void
rng_free(struct rng *r)
{
	mbedtls_ctr_drbg_free(&r->drbg);
	mbedtls_entropy_free(&r->entropy);
}

static int
failed(int rc, struct err *e)
{
	char why[128];

	mbedtls_strerror(rc, why, sizeof why);
	return err_set(e, "TLS: %s", why);
}

/* The library changes the key every GEM_TICKET_SECONDS and forgets the one before the last. */
int
tls_tickets_new(struct tls_tickets **out, struct err *e)
{
	struct tls_tickets *t = calloc(1, sizeof *t);
	int rc;

	if (t == NULL || pthread_mutex_init(&t->lock, NULL) != 0) {
		free(t);
		return err_set(e, "TLS: out of memory");
	}
	rng_init(&t->rng);
	mbedtls_ssl_ticket_init(&t->keys);
	rc = rng_seed(&t->rng);
	if (rc == 0)
		rc = mbedtls_ssl_ticket_setup(&t->keys, mbedtls_ctr_drbg_random, &t->rng.drbg,
		    MBEDTLS_CIPHER_AES_256_GCM, GEM_TICKET_SECONDS);
	if (rc != 0) {
		tls_tickets_free(t);
		return failed(rc, e);
	}
	*out = t;
	return 0;
}

void
tls_tickets_free(struct tls_tickets *t)
{
	if (t == NULL)
		return;
	mbedtls_ssl_ticket_free(&t->keys);
	rng_free(&t->rng);
	pthread_mutex_destroy(&t->lock);
	free(t);
}

/* Nobody is asked for a certificate. */
static int
configure(struct tls_server *s)
{
	int rc = mbedtls_ssl_config_defaults(&s->conf, MBEDTLS_SSL_IS_SERVER,
	    MBEDTLS_SSL_TRANSPORT_STREAM, MBEDTLS_SSL_PRESET_DEFAULT);

	if (rc != 0)
		return rc;
	configure_versions(&s->conf);
	mbedtls_ssl_conf_ciphersuites(&s->conf, suites);
	mbedtls_ssl_conf_authmode(&s->conf, MBEDTLS_SSL_VERIFY_NONE);
	mbedtls_ssl_conf_rng(&s->conf, mbedtls_ctr_drbg_random, &s->rng.drbg);
	mbedtls_ssl_conf_session_tickets_cb(&s->conf, write_ticket, parse_ticket, s);
	return mbedtls_ssl_conf_own_cert(&s->conf, &s->chain, &s->key);
}

static int
set_up(struct tls_server *s, const struct cert *cert)
{
	const unsigned char *chain = (const unsigned char *)cert->chain;
	int rc;

#if MBEDTLS_VERSION_NUMBER >= 0x03000000
	if ((rc = psa_crypto_init()) != 0)
		return rc;
#endif
	if ((rc = rng_seed(&s->rng)) != 0 ||
	    (rc = mbedtls_x509_crt_parse(&s->chain, chain, strlen(cert->chain) + 1)) != 0 ||
	    (rc = load_key(s, cert->key)) != 0)
		return rc;
	return configure(s);
}

int
tls_server_new(
    struct tls_server **out, const struct cert *cert, struct tls_tickets *tickets, struct err *e)
{
	struct tls_server *s = calloc(1, sizeof *s);
	int rc;

	if (s == NULL)
		return err_set(e, "TLS: out of memory");
	s->held = 1;
	s->tickets = tickets;
	rng_init(&s->rng);
	mbedtls_pk_init(&s->key);
	mbedtls_x509_crt_init(&s->chain);
	mbedtls_ssl_config_init(&s->conf);
	rc = set_up(s, cert);
	if (rc != 0) {
		tls_server_release(s);
		return failed(rc, e);
	}
	*out = s;
	return 0;
}

struct tls_server *
tls_server_hold(struct tls_server *s)
{
	s->held++;
	return s;
}

void
tls_server_release(struct tls_server *s)
{
	if (s == NULL || --s->held > 0)
		return;
	mbedtls_ssl_config_free(&s->conf);
	mbedtls_x509_crt_free(&s->chain);
	mbedtls_pk_free(&s->key);
	rng_free(&s->rng);
	free(s);
}

enum tls_status
tls_peek(const void *bytes, size_t n)
{
	const unsigned char *p = bytes;
	size_t len;

	if ((n > 0 && p[0] != RECORD_HANDSHAKE) || (n > 1 && p[1] != VERSION_MAJOR))
		return TLS_FAILED;
	if (n < RECORD_HEADER)
		return TLS_AGAIN;
	len = (size_t)(p[3] << 8 | p[4]);
	if (len == 0 || len > GEM_HANDSHAKE_BYTES_MAX - RECORD_HEADER)
		return TLS_FAILED;
	return n < RECORD_HEADER + len ? TLS_AGAIN : TLS_DONE;
}

static int
bio_send(void *ctx, const unsigned char *p, size_t n)
{
	struct tls *t = ctx;

	buf_put(&t->io->out, p, n);
	return t->io->out.failed ? MBEDTLS_ERR_NET_SEND_FAILED : (int)n;
}

static int
bio_recv(void *ctx, unsigned char *p, size_t max)
{
	struct tls *t = ctx;
	struct tls_io *io = t->io;
	size_t n = io->n < max ? io->n : max;

	if (n == 0)
		return io->eof ? 0 : MBEDTLS_ERR_SSL_WANT_READ;
	if (!t->is_open) {
		if (n > t->budget)
			return MBEDTLS_ERR_NET_RECV_FAILED;
		t->budget -= n;
	}
	memcpy(p, io->in, n);
	io->in += n;
	io->n -= n;
	return (int)n;
}

struct tls *
tls_new(struct tls_server *s, struct tls_io *io)
{
	struct tls *t = calloc(1, sizeof *t);

	if (t == NULL)
		return NULL;
	t->server = tls_server_hold(s);
	t->io = io;
	t->budget = GEM_HANDSHAKE_BYTES_MAX;
	mbedtls_ssl_init(&t->ssl);
	if (mbedtls_ssl_setup(&t->ssl, &s->conf) != 0) {
		tls_free(t);
		return NULL;
	}
	mbedtls_ssl_set_bio(&t->ssl, t, bio_send, bio_recv, NULL);
	return t;
}

void
tls_free(struct tls *t)
{
	if (t == NULL)
		return;
	mbedtls_ssl_free(&t->ssl);
	tls_server_release(t->server);
	free(t);
}

static enum tls_status
status_of(int rc)
{
	switch (rc) {
	case MBEDTLS_ERR_SSL_WANT_READ: return TLS_AGAIN;
	case 0:
	case MBEDTLS_ERR_SSL_CONN_EOF:
	case MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY: return TLS_CLOSED;
	default: return TLS_FAILED;
	}
}

enum tls_status
tls_handshake(struct tls *t)
{
	int rc;

	t->server->at_work = t;
	rc = mbedtls_ssl_handshake(&t->ssl);
	t->server->at_work = NULL;
	if (rc == 0)
		t->is_open = true;
	return rc == 0 ? TLS_DONE : status_of(rc);
}

bool
tls_is_resumed(const struct tls *t)
{
	return t->is_resumed;
}

enum tls_status
tls_read(struct tls *t, void *p, size_t max, size_t *n)
{
	int rc = mbedtls_ssl_read(&t->ssl, p, max);

	*n = rc > 0 ? (size_t)rc : 0;
	return rc > 0 ? TLS_DONE : status_of(rc);
}

enum tls_status
tls_write(struct tls *t, const void *p, size_t n)
{
	const unsigned char *s = p;

	while (n > 0) {
		int rc = mbedtls_ssl_write(&t->ssl, s, n);

		if (rc <= 0)
			return TLS_FAILED;
		s += rc;
		n -= (size_t)rc;
	}
	return TLS_DONE;
}

void
tls_close_notify(struct tls *t)
{
	mbedtls_ssl_close_notify(&t->ssl);
}
