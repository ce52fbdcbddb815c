/* SPDX-License-Identifier: ISC */
/* Host names in letters of any script, as DNS, certificates and requests have them (RFC 5890). */
#ifndef PLENARY_IDNA_H
#define PLENARY_IDNA_H

#include <stdbool.h>
#include <stddef.h>

enum {
	IDNA_MAX = 253 /* bytes of a host name, RFC 1035 section 2.3.4 with its text form's dots */
};

/* Writes a host name in ASCII and small letters: each label that is not ASCII as "xn--" and its
 * Punycode (RFC 3492). False if it is no UTF-8, a label or the whole is too long, or it holds what
 * is seen by nobody. What else DNS takes is for the caller to check. Letters must be composed as
 * one types them (NFC): "ü", not "u" and two dots; capitals of Latin, Greek and Cyrillic become
 * small, those of other scripts stay. */
bool idna_ascii(const char *host, char out[IDNA_MAX + 1]);

#endif
