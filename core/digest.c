/* SPDX-License-Identifier: ISC */
#include "core/digest.h"

#include <string.h>

uint64_t
digest_bytes(uint64_t digest, const void *p, size_t n)
{
	const unsigned char *c = p;

	for (size_t i = 0; i < n; i++)
		digest = (digest ^ c[i]) * UINT64_C(1099511628211);
	return digest;
}

uint64_t
digest_text(uint64_t digest, const char *s)
{
	return digest_bytes(digest, s, strlen(s) + 1);
}

uint64_t
digest_number(uint64_t digest, uint64_t n)
{
	unsigned char bytes[8];

	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (unsigned char)(n >> (8 * i));
	return digest_bytes(digest, bytes, sizeof bytes);
}
