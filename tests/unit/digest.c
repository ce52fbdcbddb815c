/* SPDX-License-Identifier: ISC */
#include "core/digest.h"
#include "tests/lib/tap.h"

/* FNV-1a, from the list of its authors: of "", "a" and "foobar". */
int
main(void)
{
	ok(digest_bytes(DIGEST_NONE, "", 0) == UINT64_C(0xcbf29ce484222325), "no bytes");
	ok(digest_bytes(DIGEST_NONE, "a", 1) == UINT64_C(0xaf63dc4c8601ec8c), "one byte");
	ok(digest_bytes(DIGEST_NONE, "foobar", 6) == UINT64_C(0x85944171f73967e8), "six bytes");
	ok(digest_number(DIGEST_NONE, UINT64_C(0x61)) ==
		digest_bytes(DIGEST_NONE, "a\0\0\0\0\0\0", 8),
	    "a number, whatever the order of bytes in memory");
	ok(digest_text(digest_text(DIGEST_NONE, "ab"), "c") !=
		digest_text(digest_text(DIGEST_NONE, "a"), "bc"),
	    "texts are kept apart");
	return tap_done();
}
