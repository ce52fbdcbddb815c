/* SPDX-License-Identifier: ISC */
#include "core/change.h"

#include <stdlib.h>
#include <string.h>

static int
cmp_keys(const char *event_a, const char *session_a, const char *event_b, const char *session_b)
{
	int c = strcmp(event_a, event_b);

	return c != 0 ? c : strcmp(session_a, session_b);
}

const struct identity_row *
identities_find(const struct identities *ids, const char *event_id, const char *session_id)
{
	size_t low = 0, high = ids->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		const struct identity_row *row = &ids->rows[mid];
		int c = cmp_keys(event_id, session_id, row->event_id, row->session_id);

		if (c == 0)
			return row;
		if (c < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}
