/* SPDX-License-Identifier: ISC */
#include "data/store_search.h"

#include "core/digest.h"
#include "data/store_private.h"

#include <stdlib.h>
#include <string.h>

/* A row as it was kept. */
struct kept_item {
	struct search_item item; /* without its text */
	uint64_t digest;         /* of that */
	int64_t row;
	bool stays;
};

struct keeping {
	struct store *store;
	struct arena *arena;
	struct kept_item *items; /* sorted */
	size_t n;
	int revision;
	struct err *e;
};

static int
compare_items(const void *va, const void *vb)
{
	const struct search_item *a = &((const struct kept_item *)va)->item;
	const struct search_item *b = &((const struct kept_item *)vb)->item;
	int c = (int)a->kind - (int)b->kind;

	if (c == 0)
		c = strcmp(a->event_id, b->event_id);
	return c != 0 ? c : strcmp(a->thing_id, b->thing_id);
}

/* ---- reading ---- */

int
store_has_search(struct store *s, int revision, struct err *e)
{
	int rc = store_has(s, Q_HAS_SEARCH, e);
	struct query *q = rc == 1 ? db_query(s->db, Q_SEARCH_OF, e) : NULL;

	if (rc != 1)
		return rc;
	rc = q == NULL ? -1 : query_step(q, e);
	if (rc == 1)
		rc = query_int(q, 0) == revision && strcmp(query_text(q, 1), search_form) == 0;
	query_end(q);
	return rc;
}

int
store_each_search(struct store *s, bool with_text,
    void (*each)(void *ctx, int64_t row, const struct search_item *it), void *ctx, struct err *e)
{
	struct query *q = db_query(s->db, Q_SEARCH_ITEMS, e);
	int rc;

	if (q == NULL)
		return -1;
	while ((rc = query_step(q, e)) == 1) {
		const struct search_item it = {(enum search_kind)query_int(q, 1), query_text(q, 2),
		    query_text(q, 3), with_text ? query_text(q, 4) : NULL};

		each(ctx, query_int(q, 0), &it);
	}
	return rc;
}

int
store_match(struct store *s, const char *expression, bool (*each)(void *ctx, int64_t row),
    void *ctx, struct err *e)
{
	struct query *q = db_query(s->db, Q_MATCH, e);
	int rc;

	if (q == NULL)
		return -1;
	query_set_text(q, 1, expression);
	while ((rc = query_step(q, e)) == 1)
		if (!each(ctx, query_int(q, 0)))
			break;
	query_end(q);
	return rc < 0 ? -1 : 0;
}

int
store_each_word(struct store *s, const char *begin, void (*each)(void *ctx, const char *word),
    void *ctx, struct err *e)
{
	struct query *q;
	int rc;

	if (db_run(s->db,
		"CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_word"
		" USING fts5vocab (main, search, row)",
		e) != 0)
		return -1;
	q = db_query(s->db, Q_SEARCH_WORDS, e);
	if (q == NULL)
		return -1;
	query_set_text(q, 1, begin);
	while ((rc = query_step(q, e)) == 1)
		each(ctx, query_text(q, 0));
	return rc;
}

/* ---- writing ---- */

static void
note_kept(void *ctx, int64_t row, const struct search_item *it)
{
	struct keeping *k = ctx;
	struct kept_item *kept = arena_push(k->arena, &k->items, &k->n, sizeof *kept);

	kept->item = (struct search_item){it->kind, arena_strdup(k->arena, it->event_id),
	    arena_strdup(k->arena, it->thing_id), NULL};
	kept->digest = digest_text(DIGEST_NONE, it->text);
	kept->row = row;
}

static int
add_item(struct store *s, const struct search_item *it, struct err *e)
{
	struct query *q = db_query(s->db, Q_ADD_SEARCH_ITEM, e);
	int64_t row;

	if (q == NULL)
		return -1;
	query_set_int(q, 1, it->kind);
	query_set_text(q, 2, it->event_id);
	query_set_text(q, 3, it->thing_id);
	query_set_text(q, 4, it->text);
	row = store_added_row(s, q, e);
	q = row < 0 ? NULL : db_query(s->db, Q_ADD_SEARCH_TEXT, e);
	if (q == NULL)
		return -1;
	query_set_int(q, 1, row);
	query_set_text(q, 2, it->text);
	return query_step(q, e);
}

static int
keep_item(void *ctx, const struct search_item *it)
{
	struct keeping *k = ctx;
	struct kept_item key = {.item = *it}, *kept = NULL;

	if (k->n > 0)
		kept = bsearch(&key, k->items, k->n, sizeof *k->items, compare_items);
	if (kept != NULL && kept->digest == digest_text(DIGEST_NONE, it->text)) {
		kept->stays = true;
		return 0;
	}
	return add_item(k->store, it, k->e);
}

/* Marks what is not found any more. */
static int
mark_gone(const struct keeping *k)
{
	for (size_t i = 0; i < k->n; i++) {
		struct query *q;

		if (k->items[i].stays)
			continue;
		q = db_query(k->store->db, Q_MARK_SEARCH_ITEM, k->e);
		if (q == NULL)
			return -1;
		query_set_int(q, 1, k->revision);
		query_set_int(q, 2, k->items[i].row);
		if (query_step(q, k->e) != 0)
			return -1;
	}
	return 0;
}

/* A row's words go with the text that it was added with. */
static int
drop_item(struct store *s, int64_t row, const char *text, struct err *e)
{
	struct query *q = db_query(s->db, Q_DROP_SEARCH_TEXT, e);

	if (q == NULL)
		return -1;
	query_set_int(q, 1, row);
	query_set_text(q, 2, text);
	return query_step(q, e);
}

/* Drops what was marked long enough ago. */
static int
drop_old(const struct keeping *k)
{
	int last = k->revision - SEARCH_BEHIND, rc;
	struct query *q = db_query(k->store->db, Q_MARKED_SEARCH_ITEMS, k->e);

	if (q == NULL)
		return -1;
	query_set_int(q, 1, last);
	while ((rc = query_step(q, k->e)) == 1)
		if (drop_item(k->store, query_int(q, 0), query_text(q, 1), k->e) != 0) {
			rc = -1;
			break;
		}
	query_end(q);
	q = rc != 0 ? NULL : db_query(k->store->db, Q_DROP_SEARCH_ITEMS, k->e);
	if (q == NULL)
		return -1;
	query_set_int(q, 1, last);
	return query_step(q, k->e);
}

static int
set_search_of(const struct keeping *k)
{
	struct query *q = db_query(k->store->db, Q_SET_SEARCH_OF, k->e);

	if (q == NULL)
		return -1;
	query_set_int(q, 1, k->revision);
	query_set_text(q, 2, search_form);
	return query_step(q, k->e);
}

int
store_keep_search(struct store *s, const struct site *site, struct err *e)
{
	struct keeping k = {
	    .store = s, .arena = arena_new(SEARCH_BYTES_MAX), .revision = site->revision, .e = e};
	int rc = -1;

	if (k.arena == NULL)
		return err_set(e, "out of memory");
	if (setjmp(*arena_landing(k.arena)) != 0) {
		err_set(e, "there is too much to be searched");
		goto out;
	}
	if (store_each_search(s, true, note_kept, &k, e) != 0)
		goto out;
	if (k.n > 1)
		qsort(k.items, k.n, sizeof *k.items, compare_items);
	if (search_items(site, keep_item, &k, e) != 0 || mark_gone(&k) != 0 || drop_old(&k) != 0)
		goto out;
	rc = set_search_of(&k);
out:
	arena_free(k.arena);
	return rc;
}
