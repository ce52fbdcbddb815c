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
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#if MBEDTLS_VERSION_NUMBER >= 0x03000000
#include <psa/crypto.h>
#endif

enum { RECORD_HEADER = 5, RECORD_HANDSHAKE = 22, VERSION_MAJOR = 3 };

struct tls_server {
	mbedtls_entropy_context entropy;
	mbedtls_ctr_drbg_context rng;
	mbedtls_pk_context key;
	mbedtls_x509_crt chain;
	mbedtls_ssl_ticket_context tickets;
	mbedtls_ssl_config conf;
};

struct tls {
	mbedtls_ssl_context ssl;
	struct tls_io *io;
	size_t budget; /* bytes that the peer may still send before the handshake is over */
	bool is_open;  /* the handshake is over */
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
	    key, p, strlen(pem) + 1, NULL, 0, mbedtls_ctr_drbg_random, &s->rng);
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

/* Tickets are for those who showed no certificate: nobody is asked for one yet, so for all. The
 * library changes the ticket key every GEM_TICKET_SECONDS and forgets the one before the last. */
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
	mbedtls_ssl_conf_rng(&s->conf, mbedtls_ctr_drbg_random, &s->rng);
	rc = mbedtls_ssl_conf_own_cert(&s->conf, &s->chain, &s->key);
	if (rc == 0)
		rc = mbedtls_ssl_ticket_setup(&s->tickets, mbedtls_ctr_drbg_random, &s->rng,
		    MBEDTLS_CIPHER_AES_256_GCM, GEM_TICKET_SECONDS);
	if (rc == 0)
		mbedtls_ssl_conf_session_tickets_cb(
		    &s->conf, mbedtls_ssl_ticket_write, mbedtls_ssl_ticket_parse, &s->tickets);
	return rc;
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
	if ((rc = mbedtls_ctr_drbg_seed(&s->rng, mbedtls_entropy_func, &s->entropy, NULL, 0)) !=
		0 ||
	    (rc = mbedtls_x509_crt_parse(&s->chain, chain, strlen(cert->chain) + 1)) != 0 ||
	    (rc = load_key(s, cert->key)) != 0)
		return rc;
	return configure(s);
}

int
tls_server_new(struct tls_server **out, const struct cert *cert, struct err *e)
{
	struct tls_server *s = calloc(1, sizeof *s);
	char why[128];
	int rc;

	if (s == NULL)
		return err_set(e, "TLS: out of memory");
	mbedtls_entropy_init(&s->entropy);
	mbedtls_ctr_drbg_init(&s->rng);
	mbedtls_pk_init(&s->key);
	mbedtls_x509_crt_init(&s->chain);
	mbedtls_ssl_ticket_init(&s->tickets);
	mbedtls_ssl_config_init(&s->conf);
	rc = set_up(s, cert);
	if (rc != 0) {
		mbedtls_strerror(rc, why, sizeof why);
		tls_server_free(s);
		return err_set(e, "TLS: %s", why);
	}
	*out = s;
	return 0;
}

void
tls_server_free(struct tls_server *s)
{
	if (s == NULL)
		return;
	mbedtls_ssl_config_free(&s->conf);
	mbedtls_ssl_ticket_free(&s->tickets);
	mbedtls_x509_crt_free(&s->chain);
	mbedtls_pk_free(&s->key);
	mbedtls_ctr_drbg_free(&s->rng);
	mbedtls_entropy_free(&s->entropy);
	free(s);
}

enum tls_status
tls_peek(const struct tls_io *io)
{
	const unsigned char *p = io->in + io->in_at;
	size_t n = io->in_end - io->in_at, len;

	if ((n > 0 && p[0] != RECORD_HANDSHAKE) || (n > 1 && p[1] != VERSION_MAJOR))
		return TLS_FAILED;
	if (n < RECORD_HEADER)
		return io->eof ? TLS_FAILED : TLS_AGAIN;
	len = (size_t)(p[3] << 8 | p[4]);
	if (len == 0 || len > GEM_HANDSHAKE_BYTES_MAX - RECORD_HEADER)
		return TLS_FAILED;
	if (n < RECORD_HEADER + len)
		return io->eof ? TLS_FAILED : TLS_AGAIN;
	return TLS_DONE;
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
	size_t n = io->in_end - io->in_at;

	if (n > max)
		n = max;
	if (n == 0)
		return io->eof ? 0 : MBEDTLS_ERR_SSL_WANT_READ;
	if (!t->is_open) {
		if (n > t->budget)
			return MBEDTLS_ERR_NET_RECV_FAILED;
		t->budget -= n;
	}
	memcpy(p, io->in + io->in_at, n);
	io->in_at += n;
	if (io->in_at == io->in_end)
		io->in_at = io->in_end = 0;
	return (int)n;
}

struct tls *
tls_new(struct tls_server *s, struct tls_io *io)
{
	struct tls *t = calloc(1, sizeof *t);

	if (t == NULL)
		return NULL;
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
	int rc = mbedtls_ssl_handshake(&t->ssl);

	if (rc == 0)
		t->is_open = true;
	return rc == 0 ? TLS_DONE : status_of(rc);
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
