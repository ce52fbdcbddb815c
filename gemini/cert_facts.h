/* SPDX-License-Identifier: ISC */
/* What a certificate says, for whoever must tell or compare it. */
#ifndef PLENARY_GEMINI_CERT_FACTS_H
#define PLENARY_GEMINI_CERT_FACTS_H

#include "core/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CERT_NAMES_MAX = 8192 /* bytes of the names of a certificate */ };

struct cert_facts {
	char sha256[65];     /* of the certificate (DER), in lower-case hexadecimal */
	char key_sha256[65]; /* of its public key (DER, SubjectPublicKeyInfo), which stays when a
				certificate is renewed: amfora and Lagrange hold on to this one */
	char names[CERT_NAMES_MAX]; /* host names and addresses it is for, a space after each but
				       the last; what is longer than that is left out */
	int64_t from, until;        /* seconds since 1970; both moments are within */
	bool is_self_signed;
	size_t bytes; /* of it and of what is sent with it (DER) */
};

/* Reads the first certificate of `chain` (PEM). 0, or -1 and why; all of the chain must be
 * certificates. */
int cert_facts_read(struct cert_facts *out, const char *chain, struct err *e);

/* Whether a certificate is for the host, a DNS name or an IP literal in whatever spelling; one for
 * `*.example.org` is for `a.example.org` (RFC 6125 section 6.4.3). */
bool cert_facts_name(const struct cert_facts *f, const char *host);

#endif
