/* SPDX-License-Identifier: ISC */
/* Numbers in decimal with a blank after them; strings as their length, then the bytes. */
#include "data/store_changes.h"

#include "data/store_private.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

const char changes_form[] = "2 plenary-" PLENARY_VERSION;

enum { YEAR_MAX = 9999, CHANGES_BYTES_MAX = 64 * 1024 * 1024 };

/* What seconds since 1970 are below. */
#define MOMENT_END (INT64_C(1) << 40)

/* Walks over a change to write it or, with `out` NULL, to read it: one list of the fields serves
 * both, so that they cannot differ. */
struct coder {
	struct buf *out;
	const char *at, *end; /* what is left to read */
	struct arena *arena;
	struct tzdb *db;
	bool bad;
};

/* A number and the blank after it. What is no digit first, strtoll might skip, and the end, too. */
static int64_t
read_int(struct coder *c)
{
	const char *blank = memchr(c->at, ' ', (size_t)(c->end - c->at));
	char *after = NULL;
	int64_t v = 0;

	if (blank != NULL && (*c->at == '-' || (*c->at >= '0' && *c->at <= '9')))
		v = strtoll(c->at, &after, 10);
	if (blank == NULL || after != blank) {
		c->bad = true;
		c->at = c->end;
		return 0;
	}
	c->at = blank + 1;
	return v;
}

/* All that follow return the value: what they were given, or what was read. */
static int64_t
code_int(struct coder *c, int64_t v, int64_t min, int64_t max)
{
	if (c->out != NULL) {
		buf_printf(c->out, "%" PRId64 " ", v);
		return v;
	}
	v = read_int(c);
	if (v >= min && v <= max)
		return v;
	c->bad = true;
	return min;
}

static const char *
code_string(struct coder *c, const char *s)
{
	int64_t n = code_int(c, s == NULL ? -1 : (int64_t)strlen(s), -1, INT32_MAX);

	if (n < 0)
		return NULL;
	if (c->out != NULL) {
		buf_put(c->out, s, (size_t)n);
		return s;
	}
	if (n > c->end - c->at) {
		c->bad = true;
		return NULL;
	}
	c->at += n;
	return arena_strndup(c->arena, c->at - n, (size_t)n);
}

/* One that cannot be missing. */
static const char *
code_name(struct coder *c, const char *s)
{
	s = code_string(c, s);
	c->bad = c->bad || s == NULL;
	return s == NULL ? "" : s;
}

/* How many follow: each takes some of what is left. */
static size_t
code_count(struct coder *c, size_t n)
{
	return (size_t)code_int(
	    c, (int64_t)n, 0, c->out != NULL ? INT32_MAX : (int64_t)(c->end - c->at) / 2);
}

static void
code_text(struct coder *c, struct text *t)
{
	t->n = code_count(c, t->n);
	if (c->out == NULL)
		t->in = t->n == 0 ? NULL : arena_array(c->arena, t->n, sizeof *t->in);
	for (size_t i = 0; i < t->n; i++) {
		t->in[i].lang = code_name(c, t->in[i].lang);
		t->in[i].s = code_name(c, t->in[i].s);
	}
}

static void
code_texts(struct coder *c, struct text **items, size_t *n)
{
	*n = code_count(c, *n);
	if (c->out == NULL)
		*items = *n == 0 ? NULL : arena_array(c->arena, *n, sizeof **items);
	for (size_t i = 0; i < *n; i++)
		code_text(c, &(*items)[i]);
}

static void
code_names(struct coder *c, const char ***items, size_t *n)
{
	*n = code_count(c, *n);
	if (c->out == NULL)
		*items = *n == 0 ? NULL : arena_array(c->arena, *n, sizeof **items);
	for (size_t i = 0; i < *n; i++)
		(*items)[i] = code_name(c, (*items)[i]);
}

static void
code_date(struct coder *c, struct date *d)
{
	d->year = (int)code_int(c, d->year, 0, YEAR_MAX);
	d->month = (int)code_int(c, d->month, 0, 12);
	d->day = (int)code_int(c, d->day, 0, 31);
	c->bad = c->bad || (date_is_set(*d) && (d->month == 0 || d->day == 0));
}

/* With its zone's offset, by which one sees whether the zone's rules are still those by which the
 * time was found. */
static int64_t
code_moment(struct coder *c, int64_t v, const struct tz *zone)
{
	int32_t offset;

	v = code_int(c, v, -MOMENT_END, MOMENT_END);
	offset = zone == NULL ? 0 : tz_at(zone, v).offset;
	c->bad = code_int(c, offset, INT32_MIN, INT32_MAX) != offset || c->bad;
	return v;
}

static void
code_slot(struct coder *c, struct slot *slot, const struct tz *zone)
{
	code_date(c, &slot->day);
	slot->has_start = code_int(c, slot->has_start, 0, 1) != 0;
	slot->has_end = code_int(c, slot->has_end, 0, 1) != 0;
	slot->start = code_moment(c, slot->start, zone);
	slot->end = code_moment(c, slot->end, zone);
}

static void
code_span(struct coder *c, struct span *span)
{
	span->precision = code_int(c, span->precision, 0, PRECISION_DAY);
	span->part = code_int(c, span->part, 0, PART_LATE);
	span->before = code_int(c, span->before, 0, 1) != 0;
	code_date(c, &span->first);
	code_date(c, &span->last);
}

static const struct tz *
code_zone(struct coder *c, const struct tz *zone)
{
	const char *name = code_string(c, zone == NULL ? NULL : tz_name(zone));

	if (c->out == NULL) {
		zone = name == NULL ? NULL : tzdb_find(c->db, name);
		c->bad = c->bad || (name != NULL && zone == NULL);
	}
	return zone;
}

static void
code_change(struct coder *c, struct change *ch)
{
	ch->entry = code_int(c, ch->entry, 0, ENTRY_SESSION);
	ch->what = (unsigned)code_int(c, ch->what, 1, 2 * CHANGE_RENAMED - 1);
	ch->event_id = code_name(c, ch->event_id);
	ch->session_id = code_string(c, ch->session_id);
	ch->old_event_id = code_string(c, ch->old_event_id);
	ch->old_session_id = code_string(c, ch->old_session_id);
	ch->event_visibility = code_int(c, ch->event_visibility, 0, VISIBILITY_PRIVATE);
	ch->visibility = code_int(c, ch->visibility, 0, VISIBILITY_PRIVATE);
	code_text(c, &ch->event_title);
	code_text(c, &ch->title);
	code_text(c, &ch->old_title);
	code_text(c, &ch->old_event_title);
	ch->zone = code_zone(c, ch->zone);
	ch->old_zone = code_zone(c, ch->old_zone);
	code_slot(c, &ch->slot, ch->zone);
	code_slot(c, &ch->old_slot, ch->zone);
	code_span(c, &ch->dates);
	code_span(c, &ch->old_dates);
	ch->deadline = code_int(c, ch->deadline, 0, DEADLINE_AOE);
	ch->old_deadline = code_int(c, ch->old_deadline, 0, DEADLINE_AOE);
	ch->status = code_int(c, ch->status, 0, STATUS_CANCELLED);
	ch->old_status = code_int(c, ch->old_status, 0, STATUS_CANCELLED);
	code_texts(c, &ch->rooms, &ch->nrooms);
	code_texts(c, &ch->old_rooms, &ch->nold_rooms);
	code_names(c, &ch->links, &ch->nlinks);
	code_names(c, &ch->old_links, &ch->nold_links);
	c->bad = c->bad || (ch->entry == ENTRY_SESSION) != (ch->session_id != NULL);
}

void
changes_pack(struct buf *out, const struct changes *c)
{
	struct coder coder = {.out = out};

	code_int(&coder, c->addresses, 0, 1);
	for (size_t i = 0; i < c->n; i++) {
		struct change ch = c->items[i];

		code_change(&coder, &ch);
	}
}

bool
changes_unpack(struct arena *a, struct tzdb *db, const char *bytes, size_t n, struct changes *out)
{
	struct coder c = {.at = bytes, .end = bytes + n, .arena = a, .db = db};

	*out = (struct changes){.addresses = code_int(&c, 0, 0, 1) != 0};
	while (!c.bad && c.at < c.end)
		code_change(&c, arena_push(a, &out->items, &out->n, sizeof *out->items));
	return !c.bad;
}

/* ---- in the store ---- */

int
store_changes(struct store *s, int revision, struct tzdb *db, struct arena *a, struct changes *out,
    struct err *e)
{
	struct query *q = db_query(s->db, Q_CHANGES, e);
	const void *bytes;
	size_t n;
	int rc;

	if (q == NULL)
		return -1;
	query_set_int(q, 1, revision);
	query_set_text(q, 2, changes_form);
	rc = query_step(q, e);
	if (rc == 1) {
		bytes = query_bytes(q, 0, &n);
		rc = changes_unpack(a, db, bytes, n, out);
		query_end(q);
	}
	return rc;
}

static int
keep_bytes(struct store *s, int revision, const struct buf *b, struct err *e)
{
	struct query *q = db_query(s->db, Q_KEEP_CHANGES, e);
	int rc;

	if (q == NULL)
		return -1;
	query_set_int(q, 1, revision);
	query_set_text(q, 2, changes_form);
	query_set_bytes(q, 3, buf_str(b), b->n);
	rc = query_step(q, e);
	query_end(q);
	return rc;
}

int
store_keep_changes(struct store *s, int revision, const struct changes *c, struct err *e)
{
	struct buf b;
	int rc = 0;

	if (!s->is_writer)
		return 0;
	buf_init(&b, CHANGES_BYTES_MAX);
	changes_pack(&b, c);
	if (!b.failed)
		rc = keep_bytes(s, revision, &b, e);
	buf_free(&b);
	return rc;
}
