/* SPDX-License-Identifier: ISC */
/* What a server answers from: one state of a site, in memory. */
#ifndef PLENARY_SNAPSHOT_H
#define PLENARY_SNAPSHOT_H

#include "core/err.h"
#include "core/kept.h"
#include "core/model.h"
#include "core/preview.h"
#include "core/tz.h"
#include "data/search.h"
#include "data/store.h"
#include "gemini/reply.h"
#include "gemini/request.h"
#include "ical/calendars.h"

#include <pthread.h>
#include <stdatomic.h>

/* A state that shares nothing with another, so that one can be read in one thread while others
 * answer from another. It is freed when nobody has it any more: neither its place nor an answer
 * that is being made or sent. */
struct snapshot {
	struct site *site;
	struct kept_calendars kept;
	struct calendars *calendars;
	struct search *search;
	const struct preview *top; /* on top of every page; NULL: nothing is */
	atomic_size_t holders;
	struct tzdb *db;    /* of the site; NULL: it is the owner's */
	struct tzdb *zones; /* from which readers choose: that, or the owner's */
	void (*free)(struct snapshot *sn);
};

/* What is answered from now, wherever it is asked for. */
struct snapshot_place {
	pthread_mutex_t mutex;
	struct snapshot *now; /* NULL: nothing yet */
};

/* Puts a snapshot there, which is taken over, and lets go of the one before. */
void snapshot_put(struct snapshot_place *place, struct snapshot *sn);

/* The one that is there, held for who asks; NULL if there is none. */
struct snapshot *snapshot_take(struct snapshot_place *place);

/* The latest revision as the public may see it, with one holder, searched by the index of the same
 * store, which outlives it (NULL: in memory); NULL and why. */
struct snapshot *snapshot_read(struct store *st, struct search_index *ix, struct err *e);

/* Frees what it holds, but not itself; it is empty then. */
void snapshot_clear(struct snapshot *sn);

/* Lets go of it: the last one frees it. NULL is allowed. */
void snapshot_release(struct snapshot *sn);

/* Answers a request; a calendar holds the snapshot until it was sent. */
void snapshot_answer(struct snapshot *sn, const struct gem_request *rq, struct gem_reply *re);

/* For the certificate: clients hold it against their own clocks, whatever $PLENARY_NOW says. */
int64_t snapshot_clock(void *ctx);

/* A connection's TLS buffers go back to the system as it ends: 16 KB a connection instead of 40.
 * Threads share what is free. */
void snapshot_spare_memory(void);

#endif
