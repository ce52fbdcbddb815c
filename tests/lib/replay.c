/* SPDX-License-Identifier: ISC */
/* Replays files through a fuzz target without a fuzzer: `target FILE…`, one test point each. A
 * crash ends the program before its plan, which prove reports. */
#include "tests/lib/tap.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { INPUT_MAX = 4 * 1024 * 1024 };

int
main(int argc, char **argv)
{
	uint8_t *bytes = malloc(INPUT_MAX);
	FILE *f;
	size_t n;
	int i;

	if (bytes == NULL)
		return 1;
	for (i = 1; i < argc; i++) {
		f = fopen(argv[i], "rb");
		n = f != NULL ? fread(bytes, 1, INPUT_MAX, f) : 0;
		ok(f != NULL && LLVMFuzzerTestOneInput(bytes, n) == 0, "replay %s", argv[i]);
		if (f != NULL)
			fclose(f);
	}
	free(bytes);
	return tap_done();
}
