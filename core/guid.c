/* SPDX-License-Identifier: ISC */
#include "core/guid.h"

#include "core/digest.h"

#include <inttypes.h>
#include <stdio.h>

void
guid_make(const char *name, char out[GUID_SIZE])
{
	uint64_t a = digest_text(DIGEST_NONE, name);
	uint64_t b = digest_text(digest_number(DIGEST_NONE, a), name);

	a = (a & ~UINT64_C(0xf000)) | UINT64_C(0x8000);
	b = (b & ~(UINT64_C(3) << 62)) | UINT64_C(1) << 63;
	snprintf(out, GUID_SIZE,
	    "%08" PRIx64 "-%04" PRIx64 "-%04" PRIx64 "-%04" PRIx64 "-%012" PRIx64, a >> 32,
	    a >> 16 & 0xffff, a & 0xffff, b >> 48, b & UINT64_C(0xffffffffffff));
}

uint32_t
guid_number(const char *name)
{
	uint64_t a = digest_text(DIGEST_NONE, name);

	return (uint32_t)((a ^ a >> 32) % GUID_NUMBER_MAX) + 1;
}
