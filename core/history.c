/* SPDX-License-Identifier: ISC */
#include "core/history.h"

#include "core/change_private.h"

#include <stdlib.h>
#include <string.h>

void
history_add(struct arena *a, struct history *h, const struct past_name *row)
{
	*(struct past_name *)arena_push(a, &h->names, &h->n, sizeof *row) = *row;
}

static void
add_rows(struct arena *a, struct history *h, const struct identity_row *rows, size_t n,
    int revision, bool left)
{
	for (size_t i = 0; i < n; i++)
		history_add(a, h,
		    &(struct past_name){.event_id = rows[i].event_id,
			.session_id = rows[i].session_id,
			.uid = rows[i].uid,
			.from = revision,
			.withdrawn = rows[i].withdrawn,
			.left = left});
}

void
history_add_all(struct arena *a, struct history *h, const struct identities *ids, int revision)
{
	add_rows(a, h, ids->former, ids->nformer, revision, true);
	add_rows(a, h, ids->rows, ids->n, revision, false);
}

static int
cmp_name(const void *a, const void *b)
{
	const struct past_name *x = a, *y = b;
	int c = key_cmp(x->event_id, x->session_id, y->event_id, y->session_id);

	return c != 0 ? c : x->from - y->from;
}

static int
cmp_uid(const void *a, const void *b)
{
	const struct past_name *x = *(struct past_name *const *)a;
	const struct past_name *y = *(struct past_name *const *)b;
	int c = strcmp(x->uid, y->uid);

	return c != 0 ? c : x->from - y->from;
}

void
history_end(struct arena *a, struct history *h, int latest)
{
	h->latest = latest;
	h->by_uid = arena_array(a, h->n + 1, sizeof *h->by_uid);
	if (h->n == 0)
		return;
	qsort(h->names, h->n, sizeof *h->names, cmp_name);
	for (size_t i = 0; i < h->n; i++) {
		struct past_name *row = &h->names[i], *next = row + 1;
		bool is_last = i + 1 == h->n || key_cmp(row->event_id, row->session_id,
						    next->event_id, next->session_id) != 0;

		row->to = is_last ? latest : next->from - 1;
		h->by_uid[i] = row;
	}
	qsort(h->by_uid, h->n, sizeof *h->by_uid, cmp_uid);
}

const struct past_name *
history_find(const struct history *h, const char *event_id, const char *session_id, int revision)
{
	const struct past_name want = {event_id, session_id, .from = revision};
	size_t low = 0, high = h->n; /* what is before `low` is not after what is wanted */

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (cmp_name(&h->names[mid], &want) <= 0)
			low = mid + 1;
		else
			high = mid;
	}
	if (low == 0 || key_cmp(h->names[low - 1].event_id, h->names[low - 1].session_id, event_id,
			    session_id) != 0)
		return NULL;
	return h->names[low - 1].left ? NULL : &h->names[low - 1];
}

/* The first of an entry's names; the number of all where it has none. */
static size_t
first_of(const struct history *h, const char *uid)
{
	size_t low = 0, high = h->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (strcmp(h->by_uid[mid]->uid, uid) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

const struct past_name *
history_now(const struct history *h, const char *uid)
{
	for (size_t i = first_of(h, uid); i < h->n && strcmp(h->by_uid[i]->uid, uid) == 0; i++)
		if (h->by_uid[i]->to == h->latest && !h->by_uid[i]->left)
			return h->by_uid[i];
	return NULL;
}

/* Whether the event of that name was private at some time from one revision to another. */
static bool
is_event_hidden(const struct history *h, const char *event_id, int from, int to)
{
	for (int r = to; r >= from;) {
		const struct past_name *ev = history_find(h, event_id, IDENTITY_EVENT, r);

		if (ev != NULL && ev->withdrawn)
			return true;
		r = ev == NULL ? r - 1 : ev->from - 1;
	}
	return false;
}

bool
history_is_hidden_since(const struct history *h, const char *uid, int revision)
{
	for (size_t i = first_of(h, uid); i < h->n && strcmp(h->by_uid[i]->uid, uid) == 0; i++) {
		const struct past_name *row = h->by_uid[i];
		int from = row->from > revision ? row->from : revision;

		if (row->left || row->to < from)
			continue;
		if (row->withdrawn || is_event_hidden(h, row->event_id, from, row->to))
			return true;
	}
	return false;
}
