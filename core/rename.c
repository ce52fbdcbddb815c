/* SPDX-License-Identifier: ISC */
/* Renames as a list, and those between two revisions. */
#include "core/rename_private.h"

#include "core/change_private.h"

#include <stdlib.h>
#include <string.h>

/* ---- sorted both ways ---- */

static int
cmp_now(const void *a, const void *b)
{
	const struct rename *x = a, *y = b;

	return key_cmp(x->event, x->session, y->event, y->session);
}

static int
cmp_old(const void *a, const void *b)
{
	const struct rename *x = *(struct rename *const *)a, *y = *(struct rename *const *)b;

	return key_cmp(x->old_event, x->old_session, y->old_event, y->old_session);
}

void
rename_add(struct arena *a, struct renames *r, const struct identity_row *old, const char *event,
    const char *session)
{
	struct rename *item = arena_push(a, &r->items, &r->n, sizeof *item);

	*item = (struct rename){.old_event = arena_strdup(a, old->event_id),
	    .old_session = arena_strdup(a, old->session_id),
	    .event = arena_strdup(a, event),
	    .session = arena_strdup(a, session)};
}

void
renames_sort(struct arena *a, struct renames *r)
{
	r->by_old = arena_array(a, r->n + 1, sizeof *r->by_old);
	if (r->n == 0)
		return;
	qsort(r->items, r->n, sizeof *r->items, cmp_now);
	for (size_t i = 0; i < r->n; i++)
		r->by_old[i] = &r->items[i];
	qsort(r->by_old, r->n, sizeof *r->by_old, cmp_old);
}

const struct rename *
rename_of_now(const struct renames *r, const char *event, const char *session)
{
	struct rename want = {.event = event, .session = session};

	if (r == NULL || r->n == 0)
		return NULL;
	return bsearch(&want, r->items, r->n, sizeof want, cmp_now);
}

const struct rename *
rename_of_old(const struct renames *r, const char *event, const char *session)
{
	struct rename want = {.old_event = event, .old_session = session}, *key = &want, **found;

	if (r == NULL || r->n == 0)
		return NULL;
	found = bsearch(&key, r->by_old, r->n, sizeof *r->by_old, cmp_old);
	return found == NULL ? NULL : *found;
}

/* ---- between revisions ---- */

static int
cmp_uid(const void *a, const void *b)
{
	return strcmp((*(const struct identity_row *const *)a)->uid,
	    (*(const struct identity_row *const *)b)->uid);
}

struct by_uid
rows_by_uid(struct arena *a, const struct identities *ids)
{
	struct by_uid by = {arena_array(a, ids->n + 1, sizeof *by.rows), ids->n};

	for (size_t i = 0; i < ids->n; i++)
		by.rows[i] = &ids->rows[i];
	if (ids->n > 0)
		qsort(by.rows, ids->n, sizeof *by.rows, cmp_uid);
	return by;
}

const struct identity_row *
rows_find_same(const struct by_uid *by, const struct identity_row *row)
{
	const struct identity_row **found =
	    by->n == 0 ? NULL : bsearch(&row, by->rows, by->n, sizeof *by->rows, cmp_uid);

	return found == NULL ? NULL : *found;
}

struct renames
renames_between(struct arena *a, const struct identities *old, const struct identities *now)
{
	struct by_uid by = rows_by_uid(a, now);
	struct renames r = {0};

	for (size_t i = 0; i < old->n; i++) {
		const struct identity_row *was = &old->rows[i], *is = rows_find_same(&by, was);

		if (is != NULL &&
		    key_cmp(was->event_id, was->session_id, is->event_id, is->session_id) != 0)
			rename_add(a, &r, was, is->event_id, is->session_id);
	}
	renames_sort(a, &r);
	return r;
}
