/* SPDX-License-Identifier: ISC */
/* The capsule's key and certificate: ECDSA on P-256, signed by itself, as Gemini clients expect
 * (they trust what they saw first). They are made at the first start and kept in the state folder
 * as `capsule.key` and `capsule.crt`. Clients pin the key, so the key is never replaced. */
#ifndef PLENARY_GEMINI_CERT_H
#define PLENARY_GEMINI_CERT_H

#include "core/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	CERT_KEY_MAX = 4096,   /* bytes of capsule.key */
	CERT_CHAIN_MAX = 16384 /* bytes of capsule.crt, which may hold a chain */
};

/* Both files, as PEM, each with a NUL after it. */
struct cert {
	char key[CERT_KEY_MAX + 1];
	char chain[CERT_CHAIN_MAX + 1];
	bool is_new_key, is_new_cert; /* made by this call of cert_open */
};

/* Reads key and certificate from the folder `dir`, which exists, and makes what is missing. The
 * certificate names the `n` hosts (DNS names or IP literals; the first is the common name) and
 * holds from a day before `now`, in seconds since 1970, for ten years. One of our own that has
 * expired, is not valid yet or lacks a host is made again with the same key. 0, or -1 and why: a
 * key that others may read or that is no P-256 key, a certificate of another key, a certificate
 * without its key, a certificate someone else signed that does not serve any more. */
int cert_open(struct cert *c, const char *dir, const char *const *hosts, size_t n, int64_t now,
    struct err *e);

/* Overwrites the key in memory. */
void cert_wipe(struct cert *c);

/* SHA-256 of the certificate (its DER form), in lower-case hexadecimal; "" if it cannot be read. */
void cert_fingerprint(const struct cert *c, char out[65]);

#endif
