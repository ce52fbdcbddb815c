/* SPDX-License-Identifier: ISC */
#include "cli/snapshot.h"

#include "cli/load.h"
#include "cli/revision.h"
#include "data/store_calendars.h"
#include "gemini/route.h"

#include <malloc.h>
#include <stdlib.h>
#include <time.h>

void
snapshot_clear(struct snapshot *sn)
{
	search_close(sn->search);
	calendars_free(sn->calendars);
	kept_free(&sn->kept);
	site_free(sn->site);
	tzdb_close(sn->db);
	sn->search = NULL;
	sn->calendars = NULL;
	sn->site = NULL;
	sn->db = NULL;
}

void
snapshot_release(struct snapshot *sn)
{
	if (sn != NULL && atomic_fetch_sub(&sn->holders, 1) == 1)
		sn->free(sn);
}

void
snapshot_put(struct snapshot_place *place, struct snapshot *sn)
{
	struct snapshot *old;

	pthread_mutex_lock(&place->mutex);
	old = place->now;
	place->now = sn;
	pthread_mutex_unlock(&place->mutex);
	snapshot_release(old);
}

struct snapshot *
snapshot_take(struct snapshot_place *place)
{
	struct snapshot *sn;

	pthread_mutex_lock(&place->mutex);
	sn = place->now;
	if (sn != NULL)
		atomic_fetch_add(&sn->holders, 1);
	pthread_mutex_unlock(&place->mutex);
	return sn;
}

static void
free_snapshot(struct snapshot *sn)
{
	snapshot_clear(sn);
	free(sn);
}

/* The revision, what was kept of its calendars and what is searched, all of one moment. */
static int
read_latest(struct snapshot *sn, struct store *st, struct search_index *ix, struct err *e)
{
	int rc = -1, latest;

	if (tzdb_open(&sn->db, NULL, e) != 0 || store_begin_reading(st, e) != 0)
		return -1;
	sn->zones = sn->db;
	latest = store_latest(st, e);
	if (latest >= 0 && revision_load(&sn->site, st, latest, sn->db, e) == 0 &&
	    store_calendars(st, &sn->kept, e) == 0)
		rc = search_open(&sn->search, sn->site, st, ix, e);
	store_abort(st);
	return rc == 0 ? calendars_read(&sn->calendars, sn->site, &sn->kept, e) : -1;
}

struct snapshot *
snapshot_read(struct store *st, struct search_index *ix, struct err *e)
{
	struct snapshot *sn = calloc(1, sizeof *sn);

	if (sn == NULL) {
		err_set(e, "out of memory");
		return NULL;
	}
	atomic_init(&sn->holders, 1);
	sn->free = free_snapshot;
	if (read_latest(sn, st, ix, e) == 0)
		return sn;
	snapshot_release(sn);
	return NULL;
}

/* ---- answering ---- */

/* A calendar on its way to a client. */
struct sending {
	struct snapshot *from;
	struct calendar_pieces pieces;
};

static size_t
next_piece(void *ctx, const char **piece)
{
	return calendar_next(&((struct sending *)ctx)->pieces, piece);
}

static void
end_sending(void *ctx)
{
	struct sending *s = ctx;

	calendar_end(&s->pieces);
	snapshot_release(s->from);
	free(s);
}

static int
answer_calendar(void *ctx, const char *path, struct gem_reply *re)
{
	struct snapshot *sn = ctx;
	struct sending *s = malloc(sizeof *s);
	int rc = s == NULL ? -1 : calendar_begin_path(&s->pieces, sn->calendars, path);

	if (rc != 0) {
		free(s);
		return rc;
	}
	s->from = sn;
	atomic_fetch_add(&sn->holders, 1);
	gem_reply_stream(re, &(struct gem_stream){s->pieces.n, next_piece, end_sending, s});
	return 0;
}

static int
search(void *ctx, const char *typed, const struct event *within, struct found *out)
{
	struct snapshot *sn = ctx;
	struct err e = {""};

	return search_find(sn->search, typed, within, out, &e);
}

void
snapshot_answer(struct snapshot *sn, const struct gem_request *rq, struct gem_reply *re)
{
	const struct gem_site gs = {.site = sn->site,
	    .lang = sn->site->languages[0],
	    .zones = sn->zones,
	    .now = load_now(),
	    .preview = sn->top,
	    .calendar = answer_calendar,
	    .search = search,
	    .ctx = sn};

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
	mallopt(M_ARENA_MAX, 1);
}
