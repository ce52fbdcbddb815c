/* SPDX-License-Identifier: ISC */
#include "gemini/cert_facts.h"

#include "core/date.h"
#include "gemini/request.h"

#include <arpa/inet.h>
#include <mbedtls/asn1.h>
#include <mbedtls/error.h>
#include <mbedtls/sha256.h>
#include <mbedtls/version.h>
#include <mbedtls/x509_crt.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#if MBEDTLS_VERSION_NUMBER >= 0x03000000
#include <psa/crypto.h>
#endif

enum { DNS_NAME = 2, IP_ADDRESS = 7 }; /* GeneralName, RFC 5280 section 4.2.1.6 */

static int
fingerprint(const mbedtls_x509_buf *der, char out[65])
{
	unsigned char hash[32];
	int rc;

#if MBEDTLS_VERSION_NUMBER >= 0x03000000
	rc = mbedtls_sha256(der->p, der->len, hash, 0);
#else
	rc = mbedtls_sha256_ret(der->p, der->len, hash, 0);
#endif
	for (size_t i = 0; i < sizeof hash && rc == 0; i++)
		snprintf(out + 2 * i, 3, "%02x", hash[i]);
	return rc;
}

static int64_t
seconds(const mbedtls_x509_time *t)
{
	const struct date day = {t->year, t->mon, t->day};

	return date_to_seconds(day) + t->hour * 3600 + t->min * 60 + t->sec;
}

/* A name as text; "" if it is of another kind. Whoever made it may have put anything there. */
static void
name_text(const mbedtls_x509_buf *name, char out[GEM_HOST_MAX + 1])
{
	size_t n = name->len;

	out[0] = '\0';
	switch (name->tag & MBEDTLS_ASN1_TAG_VALUE_MASK) {
	case IP_ADDRESS:
		if (n == 4 || n == 16)
			inet_ntop(n == 4 ? AF_INET : AF_INET6, name->p, out, GEM_HOST_MAX);
		break;
	case DNS_NAME:
		if (n > GEM_HOST_MAX)
			break;
		for (size_t i = 0; i < n; i++)
			out[i] = name->p[i] > ' ' && name->p[i] < 0x7f ? (char)name->p[i] : '?';
		out[n] = '\0';
		break;
	}
}

/* mbed TLS 2.28 lists addresses, too, though its manual says it does not. */
static void
list_names(struct cert_facts *f, const mbedtls_x509_crt *crt)
{
	char one[GEM_HOST_MAX + 1];
	size_t used = 0;

	for (const mbedtls_x509_sequence *s = &crt->subject_alt_names; s != NULL; s = s->next) {
		size_t n;

		if (s->buf.p == NULL)
			continue;
		name_text(&s->buf, one);
		n = strlen(one);
		if (n == 0 || used + n + 2 > sizeof f->names)
			continue;
		used += (size_t)snprintf(
		    f->names + used, sizeof f->names - used, "%s%s", used > 0 ? " " : "", one);
	}
}

int
cert_facts_read(struct cert_facts *out, const char *chain, struct err *e)
{
	struct cert_facts f = {.is_self_signed = false};
	mbedtls_x509_crt crt;
	char why[128];
	int rc = 0;

	mbedtls_x509_crt_init(&crt);
#if MBEDTLS_VERSION_NUMBER >= 0x03000000
	rc = psa_crypto_init();
#endif
	if (rc == 0)
		rc = mbedtls_x509_crt_parse(&crt, (const unsigned char *)chain, strlen(chain) + 1);
	if (rc == 0 && (rc = fingerprint(&crt.raw, f.sha256)) == 0)
		rc = fingerprint(&crt.pk_raw, f.key_sha256);
	if (rc < 0) {
		mbedtls_strerror(rc, why, sizeof why);
		rc = err_set(e, "it cannot be read as a certificate (PEM): %s", why);
	} else if (rc > 0) {
		rc = err_set(e, "a part of it is no certificate");
	} else {
		f.from = seconds(&crt.valid_from);
		f.until = seconds(&crt.valid_to);
		f.is_self_signed =
		    crt.next == NULL && crt.issuer_raw.len == crt.subject_raw.len &&
		    memcmp(crt.issuer_raw.p, crt.subject_raw.p, crt.issuer_raw.len) == 0;
		for (const mbedtls_x509_crt *c = &crt; c != NULL; c = c->next)
			f.bytes += c->raw.len;
		list_names(&f, &crt);
		*out = f;
	}
	mbedtls_x509_crt_free(&crt);
	return rc;
}

/* Whether `name`, `n` bytes of a certificate, stands for `host`, which is normalised. */
static bool
name_fits(const char *name, size_t n, const char *host)
{
	unsigned char a[16], b[16];
	char text[GEM_HOST_MAX + 1];

	if (n > GEM_HOST_MAX)
		return false;
	memcpy(text, name, n);
	text[n] = '\0';
	if (inet_pton(AF_INET6, text, a) == 1 && inet_pton(AF_INET6, host, b) == 1)
		return memcmp(a, b, 16) == 0;
	if (text[0] == '*' && text[1] == '.' && (host = strchr(host, '.')) != NULL)
		return strcasecmp(text + 1, host) == 0;
	return host != NULL && strcasecmp(text, host) == 0;
}

bool
cert_facts_name(const struct cert_facts *f, const char *host)
{
	char wanted[GEM_HOST_MAX + 1];
	const char *p = f->names;

	if (!gem_host_normalise(host, wanted))
		return false;
	for (size_t n; *p != '\0'; p += n + (p[n] == ' ')) {
		n = strcspn(p, " ");
		if (name_fits(p, n, wanted))
			return true;
	}
	return false;
}
