/* SPDX-License-Identifier: ISC */
/* Keys and certificates as text (PEM), made by mbed TLS; no file is touched. */
#ifndef PLENARY_GEMINI_CERT_MAKE_H
#define PLENARY_GEMINI_CERT_MAKE_H

#include "core/err.h"

#include <stddef.h>
#include <stdint.h>

/* What a certificate says. */
struct cert_terms {
	const char *const *hosts; /* DNS names or IP literals; the first is the common name, too */
	size_t n_hosts;
	int64_t from, until; /* seconds since 1970 */
};

/* Writes a key for ECDSA on P-256 to `pem`, of `max` bytes. 0, or -1 and why. */
int cert_make_key(char *pem, size_t max, struct err *e);

/* Whether we can serve with `key`: unencrypted, for ECDSA on P-256, and that of the first
 * certificate of `chain`, unless that is NULL. 0, or -1 and what to do; the caller adds which
 * file it is about. */
int cert_check_key(const char *key, const char *chain, struct err *e);

/* Writes a certificate for `key`, signed by itself, to `pem`: as small as clients allow, since it
 * is sent in each full handshake. 0, or -1 and why. */
int cert_make(
    char *pem, size_t max, const char *key, const struct cert_terms *terms, struct err *e);

#endif
