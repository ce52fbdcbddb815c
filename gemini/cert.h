/* SPDX-License-Identifier: ISC */
/* The capsule's key and certificate: ECDSA on P-256. Clients trust what they saw first and hold on
 * to it, most of them to the key alone.
 *
 * Ours are signed by ourselves and kept in the state folder as `capsule.key` and `capsule.crt`,
 * made at the first start. The key is never replaced. The certificate holds for ten years: nobody
 * gains by changes, and each one is a warning in clients that hold on to the whole certificate.
 * It is made again, with the same key, a week before its end, or when it lacks a host. A week is
 * more than clocks differ, and short: what changes after its end is taken by all clients, before
 * it by those that know keys.
 *
 * A clock that is wrong locks nobody out: a certificate holds from 2026 on, when there was none of
 * ours yet, or from a day before now if that is earlier, and never ends before 2036.
 *
 * A certificate that others signed, in the state folder or anywhere else, is used as it is. */
#ifndef PLENARY_GEMINI_CERT_H
#define PLENARY_GEMINI_CERT_H

#include "core/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	CERT_KEY_MAX = 8192,   /* bytes of capsule.key */
	CERT_CHAIN_MAX = 32768 /* bytes of capsule.crt, which may hold a chain */
};

/* Both files, as PEM, each with a NUL after it. */
struct cert {
	char key[CERT_KEY_MAX + 1];
	char chain[CERT_CHAIN_MAX + 1];
	bool is_new_key, is_new_cert; /* made by this call of cert_open */
	bool is_ours;                 /* made and renewed by us */
	int64_t from, until;          /* seconds since 1970; it holds at both, and between */
	int64_t renew_at;
	char note[256]; /* what the operator should know, a line without its end; "" if nothing */
};

/* Reads key and certificate from the folder `dir`, which exists, and makes what is missing. The
 * certificate names the `n` hosts (DNS names or IP literals; the first is the common name). `now`
 * is in seconds since 1970. One of our own that ends within a week, is not valid yet or lacks a
 * host is made again with the same key; where that cannot be written, the old one serves to its
 * end. Several processes may do so at once. 0, or -1 and why: a key that others may read or that
 * is no P-256 key, a certificate of another key, a certificate without its key. */
int cert_open(struct cert *c, const char *dir, const char *const *hosts, size_t n, int64_t now,
    struct err *e);

/* Reads the operator's own: the files of a certificate, which may be followed by those that lead
 * to an authority, and of its key. They may be symbolic links, and a group may read the key. One
 * that has expired or lacks a host is told in `note`, and serves. */
int cert_open_files(struct cert *c, const char *cert_file, const char *key_file,
    const char *const *hosts, size_t n, int64_t now, struct err *e);

/* Read what these two would find, and make and alter nothing; `renew_at` and `note` are left
 * empty. The first returns 1, or 0 if there is none yet, or -1 and why; the second 0, or -1 and
 * why, and without a `key_file` it reads the certificate alone. */
int cert_read(struct cert *c, const char *dir, struct err *e);
int cert_read_files(struct cert *c, const char *cert_file, const char *key_file, struct err *e);

/* When to open it again, in seconds since 1970 of the wall clock, which may jump: look at least
 * every hour. Of ours a week before the end, or in an hour if it could not be written; of another,
 * which is renewed by someone else, in twelve hours. */
int64_t cert_renew_at(const struct cert *c);

/* When a certificate of ours that ends at `until` is renewed. */
int64_t cert_renewal(int64_t until);

/* Overwrites the key in memory. */
void cert_wipe(struct cert *c);

/* SHA-256 of the certificate (its DER form), in lower-case hexadecimal; "" if it cannot be read. */
void cert_fingerprint(const struct cert *c, char out[65]);

#endif
