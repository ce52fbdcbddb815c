/* SPDX-License-Identifier: ISC */
/* What a server answers from: one state of a site, in memory. */
#ifndef PLENARY_SNAPSHOT_H
#define PLENARY_SNAPSHOT_H

#include "core/err.h"
#include "core/model.h"
#include "core/preview.h"
#include "core/tz.h"
#include "data/store.h"
#include "gemini/reply.h"
#include "gemini/request.h"

/* A site with zones of its own. Two snapshots share nothing, so that one can be read in another
 * thread while the other is answered from. */
struct snapshot {
	struct tzdb *db;
	struct site *site;
};

/* A revision as the public may see it; NULL and why. */
struct snapshot *snapshot_read(struct store *st, int revision, struct err *e);
void snapshot_free(struct snapshot *sn); /* NULL is allowed */

/* Answers a request. `top` stands on top of every page; NULL: nothing does. */
void snapshot_answer(const struct site *s, const struct preview *top, const struct gem_request *rq,
    struct gem_reply *re);

/* For the certificate: clients hold it against their own clocks, whatever $PLENARY_NOW says. */
int64_t snapshot_clock(void *ctx);

/* A connection's TLS buffers go back to the system as it ends: 16 KB a connection instead of 40. */
void snapshot_spare_memory(void);

#endif
