/* SPDX-License-Identifier: ISC */
/* The identity of every entry: rows of the store, of which a revision has only those that it made
 * other. */
#include "core/history.h"
#include "data/store_private.h"
#include "data/store_rooms.h"

#include <string.h>

enum { IDENTITIES_BYTES_MAX = 256 * 1024 * 1024 };

/* ---- reading ---- */

/* A slot in the columns from `at`: day, start, end. */
static struct slot
slot_column(struct query *q, int at)
{
	struct slot slot = {.has_start = !query_is_null(q, at + 1),
	    .has_end = !query_is_null(q, at + 2),
	    .start = query_int(q, at + 1),
	    .end = query_int(q, at + 2)};

	date_parse(query_text(q, at), &slot.day);
	return slot;
}

static void
identity_row(struct query *q, struct arena *a, int revision, struct identity_row *row)
{
	row->event_id = arena_strdup(a, query_text(q, 0));
	row->session_id = arena_strdup(a, query_text(q, 1));
	row->uid = arena_strdup(a, query_text(q, 2));
	row->sequence = query_int(q, 3);
	row->first_revision = query_int(q, 4);
	row->changed_revision = query_int(q, 5);
	row->gone = query_int(q, 7);
	row->withdrawn = query_int(q, 8);
	row->seen_revision = row->gone ? query_int(q, 6) : revision;
	row->told.slot = slot_column(q, 9);
	date_parse(query_text(q, 12), &row->told.last);
	date_parse(query_text(q, 13), &row->event_last);
	row->move.revision = query_int(q, 14);
	row->move.slot = slot_column(q, 15);
	rooms_unpack(a, query_text(q, 18), &row->move.rooms, &row->move.nrooms);
}

int
store_identities(
    struct store *s, int revision, struct arena *a, struct identities *out, struct err *e)
{
	struct query *q;
	int rc;

	*out = (struct identities){0};
	if (revision == 0)
		return 0;
	q = store_find_revision(s, revision, e);
	if (q == NULL)
		return -1;
	query_end(q);
	q = db_query(s->db, Q_IDENTITIES, e);
	if (q == NULL)
		return -1;
	query_set_int(q, 1, revision);
	while ((rc = query_step(q, e)) == 1)
		identity_row(q, a, revision,
		    query_int(q, 19) != 0
			? arena_push(a, &out->former, &out->nformer, sizeof *out->former)
			: arena_push(a, &out->rows, &out->n, sizeof *out->rows));
	return rc;
}

int
store_history(struct store *s, int revision, struct arena *a, struct history *h, struct err *e)
{
	struct query *q = db_query(s->db, Q_HISTORY, e);
	int rc;

	if (q == NULL)
		return -1;
	query_set_int(q, 1, revision);
	while ((rc = query_step(q, e)) == 1)
		history_add(a, h,
		    &(struct past_name){.event_id = arena_strdup(a, query_text(q, 0)),
			.session_id = arena_strdup(a, query_text(q, 1)),
			.uid = arena_strdup(a, query_text(q, 2)),
			.from = (int)query_int(q, 5),
			.withdrawn = query_int(q, 3) != 0,
			.left = query_int(q, 4) != 0});
	return rc;
}

/* ---- writing ---- */

/* Whether a row says nothing that the one before it does not. What is not gone is seen in each
 * revision, so that alone is no news. */
static bool
identity_eq(const struct identity_row *a, const struct identity_row *b)
{
	return strcmp(a->uid, b->uid) == 0 && a->sequence == b->sequence &&
	       a->first_revision == b->first_revision &&
	       a->changed_revision == b->changed_revision && a->gone == b->gone &&
	       a->withdrawn == b->withdrawn && (!a->gone || a->seen_revision == b->seen_revision) &&
	       slot_eq(&a->told.slot, &b->told.slot) && date_eq(a->told.last, b->told.last) &&
	       date_eq(a->event_last, b->event_last) && a->move.revision == b->move.revision;
}

static void
set_date(struct query *q, int at, struct date d, char text[11])
{
	text[0] = '\0';
	if (date_is_set(d))
		date_format(d, text);
	query_set_text(q, at, text);
}

static void
set_slot(struct query *q, int at, const struct slot *slot, char text[11])
{
	set_date(q, at, slot->day, text);
	if (slot->has_start)
		query_set_int(q, at + 1, slot->start);
	if (slot->has_end)
		query_set_int(q, at + 2, slot->end);
}

/* `left`: what had this name has another now. */
static int
add_identity(struct store *s, struct arena *a, int revision, const struct identity_row *row,
    bool left, struct err *e)
{
	struct query *q = db_query(s->db, Q_ADD_IDENTITY, e);
	char day[11], last[11], event_last[11], moved[11];

	if (q == NULL)
		return -1;
	query_set_text(q, 1, row->event_id);
	query_set_text(q, 2, row->session_id);
	query_set_text(q, 3, row->uid);
	query_set_int(q, 4, row->sequence);
	query_set_int(q, 5, row->first_revision);
	query_set_int(q, 6, row->changed_revision);
	query_set_int(q, 7, row->seen_revision);
	query_set_int(q, 8, row->gone);
	query_set_int(q, 9, row->withdrawn);
	set_slot(q, 10, &row->told.slot, day);
	set_date(q, 13, row->told.last, last);
	set_date(q, 14, row->event_last, event_last);
	query_set_int(q, 15, row->move.revision);
	set_slot(q, 16, &row->move.slot, moved);
	query_set_text(q, 19, rooms_pack(a, row->move.rooms, row->move.nrooms));
	query_set_int(q, 20, left);
	query_set_int(q, 21, revision);
	return query_step(q, e);
}

/* Marks the names that went elsewhere, with the UIDs that they had; one that is missing would be
 * an entry whose identity is lost. */
static int
leave_names(struct store *s, struct arena *a, int revision, const struct identities *before,
    const struct identities *ids, struct err *e)
{
	for (size_t i = 0; i < before->n; i++) {
		const struct identity_row *row = &before->rows[i];

		if (identities_find(ids, row->event_id, row->session_id) != NULL)
			continue;
		if (identities_find_uid(ids, row->uid) == NULL)
			return err_set(e, "the identity of '%s' would be lost", row->uid);
		if (add_identity(s, a, revision, row, true, e) != 0)
			return -1;
	}
	return 0;
}

/* Writes the rows that are new or changed; rows only come. */
static int
write_identities(
    struct store *s, struct arena *a, int revision, const struct identities *ids, struct err *e)
{
	struct identities before = {0};

	if (store_identities(s, revision - 1, a, &before, e) != 0 ||
	    leave_names(s, a, revision, &before, ids, e) != 0)
		return -1;
	for (size_t i = 0; i < ids->n; i++) {
		const struct identity_row *row = &ids->rows[i], *was;

		was = identities_find(&before, row->event_id, row->session_id);
		if ((was == NULL || !identity_eq(was, row)) &&
		    add_identity(s, a, revision, row, false, e) != 0)
			return -1;
	}
	return 0;
}

int
store_add_identities(struct store *s, int revision, const struct identities *ids, struct err *e)
{
	struct arena *a = arena_new(IDENTITIES_BYTES_MAX);
	int rc;

	if (a == NULL)
		return err_set(e, "out of memory");
	if (setjmp(*arena_landing(a)) == 0)
		rc = write_identities(s, a, revision, ids, e);
	else
		rc = err_set(e, "out of memory");
	arena_free(a);
	return rc;
}
