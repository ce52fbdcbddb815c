/* SPDX-License-Identifier: ISC */
/* A number for bytes (FNV-1a, 64 bits): equal numbers mean, in all likelihood, equal bytes. Not for
 * what someone might forge. */
#ifndef PLENARY_DIGEST_H
#define PLENARY_DIGEST_H

#include <stddef.h>
#include <stdint.h>

/* The digest of nothing, to begin with. */
#define DIGEST_NONE UINT64_C(14695981039346656037)

/* The digest with bytes, or with a string and its end, added. */
uint64_t digest_bytes(uint64_t digest, const void *p, size_t n);
uint64_t digest_text(uint64_t digest, const char *s);

/* The digest with a number added, the same on every machine. */
uint64_t digest_number(uint64_t digest, uint64_t n);

#endif
