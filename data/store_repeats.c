/* SPDX-License-Identifier: ISC */
/* Dates of rules of repetition, kept with the revisions whose sources have them. */
#include "data/store_private.h"

#include <stdlib.h>

int
store_read_repeats(struct store *s, int revision, struct sources *out, struct err *e)
{
	int rc = store_has(s, Q_HAS_RECURRENCES, e);
	struct query *q;
	struct date first;

	if (rc != 1)
		return rc;
	q = db_query(s->db, Q_RECURRENCES, e);
	if (q == NULL)
		return -1;
	query_set_int(q, 1, revision);
	while ((rc = query_step(q, e)) == 1) {
		if (!date_parse(query_text(q, 1), &first))
			rc = err_set(e, "'%s' is no day", query_text(q, 1));
		else if (sources_add_repeat(out, query_text(q, 0), first, query_text(q, 2), e) != 0)
			rc = -1;
		if (rc < 0) {
			query_end(q);
			break;
		}
	}
	return rc;
}

/* What a rule gives, as a row has it. */
struct row {
	const char *rule, *text;
	char first[11];
};

/* A statement that takes such a row; NULL and why. */
static struct query *
recurrence_query(struct store *s, enum statement which, const struct row *row, struct err *e)
{
	struct query *q = db_query(s->db, which, e);

	if (q == NULL)
		return NULL;
	query_set_text(q, 1, row->rule);
	query_set_text(q, 2, row->first);
	query_set_text(q, 3, row->text);
	return q;
}

/* The row of these dates, made if there is none; -1 and why. */
static int64_t
recurrence_row(struct store *s, const struct row *row, struct err *e)
{
	int64_t id = store_found_row(recurrence_query(s, Q_FIND_RECURRENCE, row, e), e);

	if (id != 0)
		return id;
	return store_added_row(s, recurrence_query(s, Q_ADD_RECURRENCE, row, e), e);
}

static int
add_repeat(struct store *s, int revision, const struct repeat_dates *d, struct err *e)
{
	char *text = repeats_text(d);
	struct row row = {d->rule, text, ""};
	struct query *q;
	int64_t id;

	date_format(d->first, row.first);
	id = text == NULL ? err_set(e, "out of memory") : recurrence_row(s, &row, e);
	free(text);
	q = id < 0 ? NULL : db_query(s->db, Q_ADD_REVISION_RECURRENCE, e);
	if (q == NULL)
		return -1;
	query_set_int(q, 1, revision);
	query_set_int(q, 2, id);
	return query_step(q, e);
}

int
store_add_repeats(struct store *s, int revision, const struct sources *src, struct err *e)
{
	for (size_t i = 0; src->repeats != NULL && i < src->repeats->n; i++)
		if (add_repeat(s, revision, src->repeats->items[i], e) != 0)
			return -1;
	return 0;
}
