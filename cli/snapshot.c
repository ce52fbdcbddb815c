/* SPDX-License-Identifier: ISC */
#include "cli/snapshot.h"

#include "cli/load.h"
#include "cli/revision.h"
#include "gemini/route.h"
#include "ical/feed.h"

#include <malloc.h>
#include <stdlib.h>
#include <time.h>

void
snapshot_free(struct snapshot *sn)
{
	if (sn == NULL)
		return;
	site_free(sn->site);
	tzdb_close(sn->db);
	free(sn);
}

struct snapshot *
snapshot_read(struct store *st, int revision, struct err *e)
{
	struct snapshot *sn = calloc(1, sizeof *sn);

	if (sn == NULL) {
		err_set(e, "out of memory");
		return NULL;
	}
	if (tzdb_open(&sn->db, NULL, e) == 0 &&
	    revision_load(&sn->site, st, revision, sn->db, e) == 0)
		return sn;
	snapshot_free(sn);
	return NULL;
}

void
snapshot_answer(const struct site *s, const struct preview *top, const struct gem_request *rq,
    struct gem_reply *re)
{
	const struct gem_site gs = {.site = s,
	    .lang = s->languages[0],
	    .now = load_now(),
	    .preview = top,
	    .calendar = calendar_write};

	gem_route(&gs, rq, re);
}

int64_t
snapshot_clock(void *ctx)
{
	(void)ctx;
	return (int64_t)time(NULL);
}

void
snapshot_spare_memory(void)
{
	mallopt(M_MMAP_THRESHOLD, 16000);
	mallopt(M_TOP_PAD, 0);
}
