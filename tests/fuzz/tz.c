/* SPDX-License-Identifier: ISC */
/* Any bytes as a TZif file, then every question there is to a zone. */
#include "core/tz.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
require(int holds)
{
	if (!holds)
		abort();
}

/* What a local time is told to be shows that time, and what is in a gap does not. */
static void
ask_local(const struct tz *tz, struct civil local)
{
	int64_t utc[2] = {0, 0};
	enum tz_fit fit = tz_from_civil(tz, local, utc);
	int64_t seconds = (int64_t)date_to_days(local.date) * 86400 + local.minute * 60;

	for (int i = 0; i < 2; i++)
		require((utc[i] + tz_at(tz, utc[i]).offset == seconds) == (fit != TZ_GAP));
	require((fit == TZ_TWICE) == (utc[0] < utc[1]));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const int64_t instants[] = {INT64_MIN, -4000000000000, -1, 0, 951782400, 1711846800,
	    2145916800, 4085334000, 4133980799, 4000000000000, INT64_MAX};
	struct tz *tz = NULL;
	struct err e;

	if (tz_read(&tz, "Fuzz/Zone", data, size, &e) != 0)
		return 0;
	for (size_t i = 0; i < sizeof instants / sizeof instants[0]; i++) {
		struct tz_change c;
		int64_t at = instants[i];

		ask_local(tz, tz_to_civil(tz, at));
		for (int n = 0; n < 20 && tz_next_change(tz, at, &c); n++, at = c.when) {
			struct civil local = tz_to_civil(tz, c.when);

			require(c.when > at && c.when < 4133980800);
			require(tz_at(tz, c.when).offset == c.after.offset);
			require(tz_at(tz, c.when - 1).offset == c.before.offset);
			ask_local(tz, local);
			local.minute = (local.minute + 1410) % 1440;
			ask_local(tz, local);
		}
	}
	tz_free(tz);
	return 0;
}
