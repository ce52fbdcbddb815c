/* SPDX-License-Identifier: ISC */
#include "gemini/cert_make.h"

#include "gemini/request.h"

#include <arpa/inet.h>
#include <mbedtls/asn1write.h>
#include <mbedtls/ctr_drbg.h>
#include <mbedtls/ecp.h>
#include <mbedtls/entropy.h>
#include <mbedtls/error.h>
#include <mbedtls/oid.h>
#include <mbedtls/pk.h>
#include <mbedtls/version.h>
#include <mbedtls/x509_crt.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#if MBEDTLS_VERSION_NUMBER >= 0x03000000
#include <psa/crypto.h>
#endif

enum {
	COMMON_NAME_MAX = 64, /* RFC 5280 appendix A.1, ub-common-name */
	SAN_MAX = GEM_HOSTS_MAX * (GEM_HOST_MAX + 4) + 8,
	SERIAL_SIZE = 8
};

/* Randomness and a key; released by end_work. */
struct work {
	mbedtls_entropy_context entropy;
	mbedtls_ctr_drbg_context rng;
	mbedtls_pk_context key;
};

static int
tls_err(struct err *e, const char *what, int code)
{
	char why[128];

	mbedtls_strerror(code, why, sizeof why);
	return err_set(e, "%s: %s", what, why);
}

static int
begin_work(struct work *w, struct err *e)
{
	int rc = 0;

	mbedtls_entropy_init(&w->entropy);
	mbedtls_ctr_drbg_init(&w->rng);
	mbedtls_pk_init(&w->key);
#if MBEDTLS_VERSION_NUMBER >= 0x03000000
	rc = psa_crypto_init();
#endif
	if (rc == 0)
		rc = mbedtls_ctr_drbg_seed(&w->rng, mbedtls_entropy_func, &w->entropy, NULL, 0);
	return rc == 0 ? 0 : tls_err(e, "randomness", rc);
}

static void
end_work(struct work *w)
{
	mbedtls_pk_free(&w->key);
	mbedtls_ctr_drbg_free(&w->rng);
	mbedtls_entropy_free(&w->entropy);
}

/* ---- keys ---- */

int
cert_make_key(char *pem, size_t max, struct err *e)
{
	struct work w;
	int rc = begin_work(&w, e), code;

	if (rc != 0)
		goto out;
	code = mbedtls_pk_setup(&w.key, mbedtls_pk_info_from_type(MBEDTLS_PK_ECKEY));
	if (code == 0)
		code = mbedtls_ecp_gen_key(MBEDTLS_ECP_DP_SECP256R1, mbedtls_pk_ec(w.key),
		    mbedtls_ctr_drbg_random, &w.rng);
	if (code == 0)
		code = mbedtls_pk_write_key_pem(&w.key, (unsigned char *)pem, max);
	rc = code == 0 ? 0 : tls_err(e, "making a key", code);
out:
	end_work(&w);
	return rc;
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

static bool
is_pair(struct work *w, mbedtls_pk_context *certified)
{
#if MBEDTLS_VERSION_NUMBER >= 0x03000000
	return mbedtls_pk_check_pair(certified, &w->key, mbedtls_ctr_drbg_random, &w->rng) == 0;
#else
	(void)w;
	return mbedtls_pk_check_pair(certified, &w->key) == 0;
#endif
}

static int
check_kind(struct work *w, const char *pem, struct err *e)
{
	int code = parse_key(w, pem);

	if (code == MBEDTLS_ERR_PK_PASSWORD_REQUIRED)
		return err_set(
		    e, "it is kept under a password; write it without, for nobody is here to ask");
	if (code != 0)
		return tls_err(e, "it cannot be read as a private key (PEM)", code);
	if (mbedtls_pk_get_type(&w->key) == MBEDTLS_PK_RSA)
		return err_set(e,
		    "it is an RSA key, and ECDSA on P-256 is what is needed: with certbot, ask "
		    "for `--key-type ecdsa --elliptic-curve secp256r1`");
	if (!is_p256(&w->key))
		return err_set(e, "it is not for ECDSA on P-256: with certbot, ask for "
				  "`--elliptic-curve secp256r1`");
	return 0;
}

int
cert_check_key(const char *key, const char *chain, struct err *e)
{
	mbedtls_x509_crt crt;
	struct work w;
	int rc = begin_work(&w, e);

	mbedtls_x509_crt_init(&crt);
	if (rc == 0)
		rc = check_kind(&w, key, e);
	if (rc == 0 && chain != NULL &&
	    (mbedtls_x509_crt_parse(&crt, (const unsigned char *)chain, strlen(chain) + 1) != 0 ||
		!is_pair(&w, &crt.pk)))
		rc = err_set(e, "it is not the key of the certificate, which must be the first of "
				"its file if there are several");
	mbedtls_x509_crt_free(&crt);
	end_work(&w);
	return rc;
}

/* ---- certificates ---- */

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

static int
set_names(const struct cert_terms *terms, mbedtls_x509write_cert *out)
{
	unsigned char san[SAN_MAX], one[GEM_HOST_MAX + 4];
	char subject[3 + COMMON_NAME_MAX + 1] = "CN=plenary";
	unsigned char *p = san + sizeof san;
	char name[GEM_HOST_MAX + 1];
	size_t len = 0;
	int rc;

	for (size_t i = terms->n_hosts; i-- > 0;) {
		size_t n = general_name(terms->hosts[i], one);

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
	if (gem_host_normalise(terms->hosts[0], name) && strlen(name) <= COMMON_NAME_MAX)
		snprintf(subject, sizeof subject, "CN=%.*s", COMMON_NAME_MAX, name);
	if ((rc = mbedtls_x509write_crt_set_subject_name(out, subject)) != 0 ||
	    (rc = mbedtls_x509write_crt_set_issuer_name(out, subject)) != 0)
		return rc;
	return mbedtls_x509write_crt_set_extension(out, MBEDTLS_OID_SUBJECT_ALT_NAME,
	    MBEDTLS_OID_SIZE(MBEDTLS_OID_SUBJECT_ALT_NAME), 0, p, len);
}

static int
set_validity(const struct cert_terms *terms, mbedtls_x509write_cert *out)
{
	const time_t from = (time_t)terms->from, until = (time_t)terms->until;
	char first[16], last[16];
	struct tm a, b;

	if (gmtime_r(&from, &a) == NULL || gmtime_r(&until, &b) == NULL ||
	    strftime(first, sizeof first, "%Y%m%d%H%M%S", &a) != 14 ||
	    strftime(last, sizeof last, "%Y%m%d%H%M%S", &b) != 14)
		return MBEDTLS_ERR_X509_INVALID_DATE;
	return mbedtls_x509write_crt_set_validity(out, first, last);
}

/* RFC 5280 section 4.1.2.2: positive, and no other certificate of this issuer has it; ours are by
 * chance, and short. */
static int
set_serial(struct work *w, mbedtls_x509write_cert *out)
{
	unsigned char serial[SERIAL_SIZE];
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

/* No basicConstraints: without them it is not an authority's either (RFC 5280 section 4.2.1.9). */
int
cert_make(char *pem, size_t max, const char *key, const struct cert_terms *terms, struct err *e)
{
	mbedtls_x509write_cert out;
	struct work w;
	int rc = begin_work(&w, e), code;

	mbedtls_x509write_crt_init(&out);
	if (rc != 0 || (rc = check_kind(&w, key, e)) != 0)
		goto out;
	mbedtls_x509write_crt_set_version(&out, MBEDTLS_X509_CRT_VERSION_3);
	mbedtls_x509write_crt_set_md_alg(&out, MBEDTLS_MD_SHA256);
	mbedtls_x509write_crt_set_subject_key(&out, &w.key);
	mbedtls_x509write_crt_set_issuer_key(&out, &w.key);
	if ((code = set_names(terms, &out)) == 0 && (code = set_validity(terms, &out)) == 0 &&
	    (code = set_serial(&w, &out)) == 0)
		code = mbedtls_x509write_crt_pem(
		    &out, (unsigned char *)pem, max, mbedtls_ctr_drbg_random, &w.rng);
	rc = code == 0 ? 0 : tls_err(e, "making a certificate", code);
out:
	mbedtls_x509write_crt_free(&out);
	end_work(&w);
	return rc;
}
