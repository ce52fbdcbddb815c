/* SPDX-License-Identifier: ISC */
#include "data/store_calendars.h"

#include "data/store_private.h"

#include <string.h>

/* ---- reading ---- */

/* Both statements yield their rows sorted: SQLite compares texts byte by byte. */
static int
read_entries(struct store *s, struct kept_calendars *out, struct err *e)
{
	struct query *q = db_query(s->db, Q_ENTRIES, e);
	const char *lang = "";
	int rc;

	if (q == NULL)
		return -1;
	while ((rc = query_step(q, e)) == 1) {
		struct kept_entry *row =
		    arena_push(out->arena, &out->entries, &out->nentries, sizeof *row);
		const char *bytes;

		if (strcmp(lang, query_text(q, 0)) != 0)
			lang = arena_strdup(out->arena, query_text(q, 0));
		row->lang = lang;
		row->uid = arena_strdup(out->arena, query_text(q, 1));
		row->modified = query_int(q, 2);
		bytes = query_bytes(q, 3, &row->n);
		row->text = arena_strndup(out->arena, bytes, row->n);
	}
	return rc;
}

static int
read_feeds(struct store *s, struct kept_calendars *out, struct err *e)
{
	struct query *q = db_query(s->db, Q_FEEDS, e);
	int rc;

	if (q == NULL)
		return -1;
	while ((rc = query_step(q, e)) == 1) {
		struct kept_feed *row =
		    arena_push(out->arena, &out->feeds, &out->nfeeds, sizeof *row);

		row->path = arena_strdup(out->arena, query_text(q, 0));
		row->modified = query_int(q, 1);
		row->digest = (uint64_t)query_int(q, 2);
	}
	return rc;
}

int
store_calendars(struct store *s, struct kept_calendars *out, struct err *e)
{
	int rc;

	*out = (struct kept_calendars){.arena = arena_new(KEPT_BYTES_MAX)};
	if (out->arena == NULL)
		return err_set(e, "out of memory");
	if (setjmp(*arena_landing(out->arena)) != 0) {
		arena_no_landing(out->arena);
		return err_set(e, "the published calendars are too large for memory");
	}
	rc = store_has(s, Q_HAS_CALENDARS, e);
	if (rc == 1)
		rc = read_entries(s, out, e) == 0 ? read_feeds(s, out, e) : -1;
	arena_no_landing(out->arena);
	return rc;
}

/* ---- writing ---- */

static int
put_entry(struct store *s, const struct kept_entry *row, struct err *e)
{
	struct query *q = db_query(s->db, Q_KEEP_ENTRY, e);

	if (q == NULL)
		return -1;
	query_set_text(q, 1, row->lang);
	query_set_text(q, 2, row->uid);
	query_set_int(q, 3, row->modified);
	query_set_bytes(q, 4, row->text, row->n);
	return query_step(q, e);
}

static int
drop_entry(struct store *s, const struct kept_entry *row, struct err *e)
{
	struct query *q = db_query(s->db, Q_DROP_ENTRY, e);

	if (q == NULL)
		return -1;
	query_set_text(q, 1, row->lang);
	query_set_text(q, 2, row->uid);
	return query_step(q, e);
}

static int
put_feed(struct store *s, const struct kept_feed *row, struct err *e)
{
	struct query *q = db_query(s->db, Q_KEEP_FEED, e);

	if (q == NULL)
		return -1;
	query_set_text(q, 1, row->path);
	query_set_int(q, 2, row->modified);
	query_set_int(q, 3, (int64_t)row->digest);
	return query_step(q, e);
}

static int
drop_feed(struct store *s, const struct kept_feed *row, struct err *e)
{
	struct query *q = db_query(s->db, Q_DROP_FEED, e);

	if (q == NULL)
		return -1;
	query_set_text(q, 1, row->path);
	return query_step(q, e);
}

/* Both sides are sorted: the lesser of the next two rows is alone. */
static int
keep_entries(struct store *s, const struct kept_calendars *before, const struct kept_calendars *now,
    struct err *e)
{
	size_t i = 0, k = 0;
	int rc = 0;

	while (rc == 0 && (i < before->nentries || k < now->nentries)) {
		const struct kept_entry *was = i < before->nentries ? &before->entries[i] : NULL;
		const struct kept_entry *is = k < now->nentries ? &now->entries[k] : NULL;
		int cmp = was == NULL ? 1 : is == NULL ? -1 : kept_entry_cmp(was, is);

		if (cmp < 0)
			rc = drop_entry(s, was, e);
		else if (cmp > 0 || !kept_entry_eq(was, is))
			rc = put_entry(s, is, e);
		i += cmp <= 0;
		k += cmp >= 0;
	}
	return rc;
}

static int
keep_feeds(struct store *s, const struct kept_calendars *before, const struct kept_calendars *now,
    struct err *e)
{
	size_t i = 0, k = 0;
	int rc = 0;

	while (rc == 0 && (i < before->nfeeds || k < now->nfeeds)) {
		const struct kept_feed *was = i < before->nfeeds ? &before->feeds[i] : NULL;
		const struct kept_feed *is = k < now->nfeeds ? &now->feeds[k] : NULL;
		int cmp = was == NULL ? 1 : is == NULL ? -1 : kept_feed_cmp(was, is);

		if (cmp < 0)
			rc = drop_feed(s, was, e);
		else if (cmp > 0 || !kept_feed_eq(was, is))
			rc = put_feed(s, is, e);
		i += cmp <= 0;
		k += cmp >= 0;
	}
	return rc;
}

int
store_keep_calendars(struct store *s, const struct kept_calendars *before,
    const struct kept_calendars *now, struct err *e)
{
	if (keep_entries(s, before, now, e) != 0)
		return -1;
	return keep_feeds(s, before, now, e);
}
