/* SPDX-License-Identifier: ISC */
#define _GNU_SOURCE /* memmem */
#include "gemini/cert.h"

#include "gemini/keep.h"
#include "gemini/request.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <mbedtls/asn1write.h>
#include <mbedtls/ctr_drbg.h>
#include <mbedtls/ecp.h>
#include <mbedtls/entropy.h>
#include <mbedtls/error.h>
#include <mbedtls/oid.h>
#include <mbedtls/pk.h>
#include <mbedtls/platform_util.h>
#include <mbedtls/sha256.h>
#include <mbedtls/version.h>
#include <mbedtls/x509_crt.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#if MBEDTLS_VERSION_NUMBER >= 0x03000000
#include <psa/crypto.h>
#endif

enum {
	DAY = 86400,
	VALID_DAYS = 3652,    /* ten years */
	COMMON_NAME_MAX = 64, /* RFC 5280 appendix A.1, ub-common-name */
	SAN_MAX = GEM_HOSTS_MAX * (GEM_HOST_MAX + 4) + 8,
	FILE_MODE_KEY = 0600,
	FILE_MODE_CERT = 0644
};

static const char key_name[] = "capsule.key";
static const char cert_name[] = "capsule.crt";

/* What is at work while key and certificate are opened. */
struct work {
	mbedtls_entropy_context entropy;
	mbedtls_ctr_drbg_context rng;
	mbedtls_pk_context key;
	mbedtls_x509_crt crt;
	const char *const *hosts;
	size_t n_hosts;
	int64_t now;
	int dir;
};

static int
tls_err(struct err *e, const char *what, int code)
{
	char why[128];

	mbedtls_strerror(code, why, sizeof why);
	return err_set(e, "%s: %s", what, why);
}

static int
parse_key(struct work *w, const char *pem)
{
	const unsigned char *p = (const unsigned char *)pem;

#if MBEDTLS_VERSION_NUMBER >= 0x03000000
	return mbedtls_pk_parse_key(
	    &w->key, p, strlen(pem) + 1, NULL, 0, mbedtls_ctr_drbg_random, &w->rng);
#else
	return mbedtls_pk_parse_key(&w->key, p, strlen(pem) + 1, NULL, 0);
#endif
}

static bool
is_pair(struct work *w)
{
#if MBEDTLS_VERSION_NUMBER >= 0x03000000
	return mbedtls_pk_check_pair(&w->crt.pk, &w->key, mbedtls_ctr_drbg_random, &w->rng) == 0;
#else
	return mbedtls_pk_check_pair(&w->crt.pk, &w->key) == 0;
#endif
}

static bool
is_p256(const mbedtls_pk_context *key)
{
	if (!mbedtls_pk_can_do(key, MBEDTLS_PK_ECDSA))
		return false;
#if MBEDTLS_VERSION_NUMBER >= 0x03060000
	return mbedtls_ecp_keypair_get_group_id(mbedtls_pk_ec(*key)) == MBEDTLS_ECP_DP_SECP256R1;
#else
	return mbedtls_pk_ec(*key)->grp.id == MBEDTLS_ECP_DP_SECP256R1;
#endif
}

static int
make_key(struct work *w, struct cert *c, struct err *e)
{
	int rc = mbedtls_pk_setup(&w->key, mbedtls_pk_info_from_type(MBEDTLS_PK_ECKEY));

	if (rc == 0)
		rc = mbedtls_ecp_gen_key(MBEDTLS_ECP_DP_SECP256R1, mbedtls_pk_ec(w->key),
		    mbedtls_ctr_drbg_random, &w->rng);
	if (rc == 0)
		rc = mbedtls_pk_write_key_pem(&w->key, (unsigned char *)c->key, sizeof c->key);
	if (rc != 0)
		return tls_err(e, "making a key", rc);
	c->is_new_key = true;
	return keep_write(w->dir, key_name, c->key, FILE_MODE_KEY, e);
}

static int
open_key(struct work *w, struct cert *c, bool has_cert, struct err *e)
{
	int there = keep_read(w->dir, key_name, c->key, CERT_KEY_MAX, 077, e);
	int rc;

	if (there < 0)
		return -1;
	if (there == 0 && has_cert)
		return err_set(e,
		    "%s is gone but %s is there; put the key back, or remove the certificate to "
		    "begin anew (clients will then warn)",
		    key_name, cert_name);
	if (there == 0)
		return make_key(w, c, e);
	rc = parse_key(w, c->key);
	if (rc != 0)
		return tls_err(e, key_name, rc);
	if (!is_p256(&w->key))
		return err_set(e, "%s: not an ECDSA key on P-256", key_name);
	return 0;
}

/* One GeneralName of RFC 5280 section 4.2.1.6, as DER at `out`; its length. */
static size_t
general_name(const char *host, unsigned char out[GEM_HOST_MAX + 4])
{
	char name[GEM_HOST_MAX + 1];
	unsigned char bytes[16];
	const void *value = name;
	size_t len, n = 0;

	if (!gem_host_normalise(host, name))
		return 0;
	len = strlen(name);
	out[n] = MBEDTLS_ASN1_CONTEXT_SPECIFIC | 2; /* dNSName */
	if (inet_pton(AF_INET, name, bytes) == 1 || inet_pton(AF_INET6, name, bytes) == 1) {
		value = bytes;
		len = strchr(name, ':') != NULL ? 16 : 4;
		out[n] = MBEDTLS_ASN1_CONTEXT_SPECIFIC | 7; /* iPAddress */
	}
	n++;
	if (len > 127)
		out[n++] = 0x81;
	out[n++] = (unsigned char)len;
	memcpy(out + n, value, len);
	return n + len;
}

/* Whether the certificate names a host. Its extensions are searched for the DER of the name, since
 * mbed TLS 2.28 does not list addresses. */
static bool
names_host(const mbedtls_x509_crt *crt, const char *host)
{
	unsigned char der[GEM_HOST_MAX + 4];
	size_t n = general_name(host, der);

	return n > 0 && crt->v3_ext.p != NULL &&
	       memmem(crt->v3_ext.p, crt->v3_ext.len, der, n) != NULL;
}

/* Orders a moment of a certificate and one of ours. */
static int
time_cmp(const mbedtls_x509_time *a, int64_t seconds)
{
	time_t t = (time_t)seconds;
	struct tm tm;
	int d = 0;

	if (gmtime_r(&t, &tm) == NULL)
		return 0;
	const int diff[] = {a->year - tm.tm_year - 1900, a->mon - tm.tm_mon - 1,
	    a->day - tm.tm_mday, a->hour - tm.tm_hour, a->min - tm.tm_min, a->sec - tm.tm_sec};
	for (size_t i = 0; i < sizeof diff / sizeof *diff && d == 0; i++)
		d = diff[i];
	return d;
}

static bool
is_good(const struct work *w)
{
	for (size_t i = 0; i < w->n_hosts; i++)
		if (!names_host(&w->crt, w->hosts[i]))
			return false;
	return time_cmp(&w->crt.valid_from, w->now) <= 0 && time_cmp(&w->crt.valid_to, w->now) > 0;
}

static bool
is_self_signed(const mbedtls_x509_crt *crt)
{
	return crt->next == NULL && crt->issuer_raw.len == crt->subject_raw.len &&
	       memcmp(crt->issuer_raw.p, crt->subject_raw.p, crt->issuer_raw.len) == 0;
}

static int
set_names(const struct work *w, mbedtls_x509write_cert *out)
{
	unsigned char san[SAN_MAX], one[GEM_HOST_MAX + 4];
	char subject[3 + COMMON_NAME_MAX + 1] = "CN=plenary";
	unsigned char *p = san + sizeof san;
	char name[GEM_HOST_MAX + 1];
	size_t len = 0;
	int rc;

	for (size_t i = w->n_hosts; i-- > 0;) {
		size_t n = general_name(w->hosts[i], one);

		if ((size_t)(p - san) < n + 8)
			return MBEDTLS_ERR_ASN1_BUF_TOO_SMALL;
		p -= n;
		memcpy(p, one, n);
		len += n;
	}
	if ((rc = mbedtls_asn1_write_len(&p, san, len)) < 0)
		return rc;
	len += (size_t)rc;
	rc = mbedtls_asn1_write_tag(&p, san, MBEDTLS_ASN1_CONSTRUCTED | MBEDTLS_ASN1_SEQUENCE);
	if (rc < 0)
		return rc;
	len += (size_t)rc;
	if (gem_host_normalise(w->hosts[0], name) && strlen(name) <= COMMON_NAME_MAX)
		snprintf(subject, sizeof subject, "CN=%.*s", COMMON_NAME_MAX, name);
	if ((rc = mbedtls_x509write_crt_set_subject_name(out, subject)) != 0 ||
	    (rc = mbedtls_x509write_crt_set_issuer_name(out, subject)) != 0)
		return rc;
	return mbedtls_x509write_crt_set_extension(out, MBEDTLS_OID_SUBJECT_ALT_NAME,
	    MBEDTLS_OID_SIZE(MBEDTLS_OID_SUBJECT_ALT_NAME), 0, p, len);
}

static int
set_validity(const struct work *w, mbedtls_x509write_cert *out)
{
	const time_t from = (time_t)(w->now - DAY), to = from + (time_t)VALID_DAYS * DAY;
	char first[16], last[16];
	struct tm a, b;

	if (gmtime_r(&from, &a) == NULL || gmtime_r(&to, &b) == NULL ||
	    strftime(first, sizeof first, "%Y%m%d%H%M%S", &a) != 14 ||
	    strftime(last, sizeof last, "%Y%m%d%H%M%S", &b) != 14)
		return MBEDTLS_ERR_X509_INVALID_DATE;
	return mbedtls_x509write_crt_set_validity(out, first, last);
}

/* RFC 5280 section 4.1.2.2: positive and no longer than 20 octets; ours are 16, by chance. */
static int
set_serial(struct work *w, mbedtls_x509write_cert *out)
{
	unsigned char serial[16];
	int rc = mbedtls_ctr_drbg_random(&w->rng, serial, sizeof serial);

	serial[0] = (unsigned char)((serial[0] & 0x3f) | 0x40);
	if (rc != 0)
		return rc;
#if MBEDTLS_VERSION_NUMBER >= 0x03040000
	return mbedtls_x509write_crt_set_serial_raw(out, serial, sizeof serial);
#else
	mbedtls_mpi n;

	mbedtls_mpi_init(&n);
	rc = mbedtls_mpi_read_binary(&n, serial, sizeof serial);
	if (rc == 0)
		rc = mbedtls_x509write_crt_set_serial(out, &n);
	mbedtls_mpi_free(&n);
	return rc;
#endif
}

static int
make_cert(struct work *w, struct cert *c, struct err *e)
{
	mbedtls_x509write_cert out;
	int rc;

	mbedtls_x509write_crt_init(&out);
	mbedtls_x509write_crt_set_version(&out, MBEDTLS_X509_CRT_VERSION_3);
	mbedtls_x509write_crt_set_md_alg(&out, MBEDTLS_MD_SHA256);
	mbedtls_x509write_crt_set_subject_key(&out, &w->key);
	mbedtls_x509write_crt_set_issuer_key(&out, &w->key);
	if ((rc = set_names(w, &out)) == 0 && (rc = set_validity(w, &out)) == 0 &&
	    (rc = set_serial(w, &out)) == 0 &&
	    (rc = mbedtls_x509write_crt_set_basic_constraints(&out, 0, -1)) == 0)
		rc = mbedtls_x509write_crt_pem(&out, (unsigned char *)c->chain, sizeof c->chain,
		    mbedtls_ctr_drbg_random, &w->rng);
	mbedtls_x509write_crt_free(&out);
	if (rc != 0)
		return tls_err(e, "making a certificate", rc);
	c->is_new_cert = true;
	return keep_write(w->dir, cert_name, c->chain, FILE_MODE_CERT, e);
}

static int
open_both(struct work *w, struct cert *c, struct err *e)
{
	int there = keep_read(w->dir, cert_name, c->chain, CERT_CHAIN_MAX, 0, e);
	int rc;

	if (there < 0 || open_key(w, c, there == 1, e) != 0)
		return -1;
	if (there == 0)
		return make_cert(w, c, e);
	rc = mbedtls_x509_crt_parse(&w->crt, (const unsigned char *)c->chain, strlen(c->chain) + 1);
	if (rc != 0)
		return rc < 0 ? tls_err(e, cert_name, rc)
			      : err_set(e, "%s: a part of it is no certificate", cert_name);
	if (!is_pair(w))
		return err_set(e, "%s: it is not the certificate of %s", cert_name, key_name);
	if (is_good(w))
		return 0;
	if (!is_self_signed(&w->crt))
		return err_set(e,
		    "%s: it has expired or lacks a host of the site, and is not ours to renew",
		    cert_name);
	return make_cert(w, c, e);
}

static int
check_hosts(const struct work *w, struct err *e)
{
	char name[GEM_HOST_MAX + 1];

	if (w->n_hosts == 0)
		return err_set(e, "a certificate needs a host name");
	if (w->n_hosts > GEM_HOSTS_MAX)
		return err_set(e, "more than %d host names", GEM_HOSTS_MAX);
	for (size_t i = 0; i < w->n_hosts; i++)
		if (!gem_host_normalise(w->hosts[i], name))
			return err_set(e, "host %zu is no host name", i + 1);
	return 0;
}

int
cert_open(
    struct cert *c, const char *dir, const char *const *hosts, size_t n, int64_t now, struct err *e)
{
	struct work w = {.hosts = hosts, .n_hosts = n, .now = now, .dir = -1};
	int rc = -1, code = 0;

	memset(c, 0, sizeof *c);
	mbedtls_entropy_init(&w.entropy);
	mbedtls_ctr_drbg_init(&w.rng);
	mbedtls_pk_init(&w.key);
	mbedtls_x509_crt_init(&w.crt);
	if (check_hosts(&w, e) != 0)
		goto out;
	w.dir = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (w.dir < 0) {
		err_set(e, "%s", strerror(errno));
		goto out;
	}
#if MBEDTLS_VERSION_NUMBER >= 0x03000000
	code = psa_crypto_init();
#endif
	if (code == 0)
		code = mbedtls_ctr_drbg_seed(&w.rng, mbedtls_entropy_func, &w.entropy, NULL, 0);
	rc = code == 0 ? open_both(&w, c, e) : tls_err(e, "randomness", code);
out:
	if (rc != 0) {
		err_context(e, "certificate in '%s'", dir);
		cert_wipe(c);
	}
	if (w.dir >= 0)
		close(w.dir);
	mbedtls_x509_crt_free(&w.crt);
	mbedtls_pk_free(&w.key);
	mbedtls_ctr_drbg_free(&w.rng);
	mbedtls_entropy_free(&w.entropy);
	return rc;
}

void
cert_wipe(struct cert *c)
{
	mbedtls_platform_zeroize(c, sizeof *c);
}

static int
sha256(const unsigned char *p, size_t n, unsigned char out[32])
{
#if MBEDTLS_VERSION_NUMBER >= 0x03000000
	return mbedtls_sha256(p, n, out, 0);
#else
	return mbedtls_sha256_ret(p, n, out, 0);
#endif
}

void
cert_fingerprint(const struct cert *c, char out[65])
{
	unsigned char hash[32];
	mbedtls_x509_crt crt;

	out[0] = '\0';
	mbedtls_x509_crt_init(&crt);
	if (mbedtls_x509_crt_parse(&crt, (const unsigned char *)c->chain, strlen(c->chain) + 1) ==
		0 &&
	    sha256(crt.raw.p, crt.raw.len, hash) == 0)
		for (size_t i = 0; i < sizeof hash; i++)
			snprintf(out + 2 * i, 3, "%02x", hash[i]);
	mbedtls_x509_crt_free(&crt);
}
