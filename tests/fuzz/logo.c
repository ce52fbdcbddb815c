/* SPDX-License-Identifier: ISC */
/* Any bytes as an SVG. Why it is refused can be said; what is taken is taken again with a blank
 * line after it, which says nothing to an XML parser. */
#include "data/logo.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
require(int holds)
{
	if (!holds)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char more[LOGO_BYTES_MAX + 1];
	struct buf why;
	bool bad;

	buf_init(&why, 1000);
	bad = logo_is_bad(&why, "logo.svg", data, size);
	require(bad == (why.n > 0) && !why.failed);
	require(bad || size <= LOGO_BYTES_MAX);
	if (!bad && size < LOGO_BYTES_MAX) {
		memcpy(more, data, size);
		more[size] = '\n';
		require(!logo_is_bad(&why, "logo.svg", more, size + 1));
	}
	buf_free(&why);
	return 0;
}
