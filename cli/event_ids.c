/* SPDX-License-Identifier: ISC */
#include "cli/event_ids.h"

#include "core/buf.h"

#include <string.h>

enum { IDS_BYTES_MAX = 200 };

int
err_add_events(struct err *e, const struct site *s)
{
	struct err why = *e;
	struct buf ids;
	size_t n = 0;

	buf_init(&ids, IDS_BYTES_MAX);
	while (n < s->nevents && ids.n + strlen(s->events[n]->id) + 2 < IDS_BYTES_MAX) {
		buf_printf(&ids, "%s%s", n > 0 ? ", " : "", s->events[n]->id);
		n++;
	}
	if (n > 0)
		err_set(e, "%s%s%s%s", why.msg, n == 1 ? "; the event is " : "; events are ",
		    buf_str(&ids), n < s->nevents ? ", \xe2\x80\xa6" : "");
	buf_free(&ids);
	return -1;
}
