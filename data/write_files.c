/* SPDX-License-Identifier: ISC */
/* An event into one file, or into as many as it takes. Sizes are reckoned session by session, a
 * little too large, so that nothing must be written twice to be measured. */
#include "data/write.h"

#include "data/writer.h"
#include "data/yaml.h"

#include <string.h>

enum {
	WHOLE_MAX = SOURCE_TOTAL_MAX, /* of an event in one piece */
	DEEPER = 16,                  /* columns that a line may be further in than was reckoned */
	ITEMS = YAML_ITEMS_MAX * 9 /
		10, /* sessions or people of one file: a day may have other items, too */
	PARTS_MAX = 99
};

/* What one file holds of the event. */
struct share {
	size_t first_person, npeople; /* of the entries of `people:` */
	struct session **sessions;
	size_t nsessions, bytes;
	struct day_plan *days;
	size_t ndays;
};

struct parts {
	struct share *all;
	size_t n;
	struct order order;   /* of all sessions, file by file */
	struct piece *people; /* entries of all files */
};

/* ---- sizes ---- */

static size_t
size_of(struct writer *w, struct piece *p, const char *key)
{
	struct piece *root = piece_map(w->a, false);
	size_t n = 0, lines = 1, i;
	struct buf b;

	piece_put(w->a, root, key, p);
	buf_init(&b, WHOLE_MAX);
	piece_write(&b, root);
	for (i = 0; i < b.n; i++)
		lines += b.p[i] == '\n';
	n = b.failed ? WHOLE_MAX : b.n + lines * DEEPER;
	buf_free(&b);
	return n;
}

static size_t
size_of_session(struct writer *w, const struct planned *p)
{
	struct planned named = {p->session, p->session->id, 0};

	return size_of(w, write_session(w, &named, true), "session");
}

/* ---- packing ---- */

static struct share *
part_add(struct writer *w, struct parts *parts)
{
	return arena_push(w->a, &parts->all, &parts->n, sizeof(struct share));
}

/* The share being filled; a new one if `bytes` more are too many. */
static struct share *
part_for(struct writer *w, struct parts *parts, size_t bytes)
{
	struct share *last = &parts->all[parts->n - 1];

	if (last->nsessions >= ITEMS || last->npeople >= ITEMS ||
	    (last->bytes + bytes > WRITE_BYTES_MAX &&
		(last->npeople > 0 || last->nsessions > 0 || parts->n == 1)))
		last = part_add(w, parts);
	last->bytes += bytes;
	return last;
}

static void
pack_people(struct writer *w, struct parts *parts, const struct piece *people)
{
	struct share *share;
	size_t i;

	for (i = 0; people != NULL && i < people->n; i++) {
		share = part_for(w, parts, size_of(w, people->all[i], people->all[i]->key));
		if (share->npeople++ == 0)
			share->first_person = i;
	}
}

/* A day that fits into a file is not parted. */
static void
pack_day(struct writer *w, struct parts *parts, const struct day_plan *day)
{
	struct order order = {NULL, 0};
	struct share *share;
	size_t *bytes, all = 0, i;

	days_order(w, day, 1, &order);
	bytes = arena_array(w->a, order.n, sizeof *bytes);
	for (i = 0; i < order.n; i++)
		all += bytes[i] = size_of_session(w, order.all[i]);
	if (all <= WRITE_BYTES_MAX)
		part_for(w, parts, all)->bytes -= all;
	for (i = 0; i < order.n; i++) {
		share = part_for(w, parts, bytes[i]);
		*(struct session **)arena_push(w->a, &share->sessions, &share->nsessions,
		    sizeof(struct session *)) = (struct session *)order.all[i]->session;
	}
}

static void
plan_part(struct writer *w, struct parts *parts, struct share *share)
{
	share->days = days_plan(w, share->sessions, share->nsessions, &share->ndays);
	days_order(w, share->days, share->ndays, &parts->order);
}

/* All of the event in one share. */
static void
plan_whole(struct writer *w, struct parts *parts)
{
	struct share *share = part_add(w, parts);

	share->sessions = w->event->sessions;
	share->nsessions = w->event->nsessions;
	plan_part(w, parts, share);
	ids_plan(w, &parts->order);
	parts->people = write_people(w, &parts->order);
}

/* Whether no list or map of it is too long for one file. */
static bool
is_short(const struct parts *whole)
{
	return whole->all[0].nsessions <= ITEMS &&
	       (whole->people == NULL || whole->people->n <= ITEMS);
}

/* Shares out what is planned as a whole. */
static void
plan_parts(struct writer *w, const struct parts *whole, struct parts *parts)
{
	static const struct order none = {NULL, 0};
	struct share *first = part_add(w, parts);
	size_t i;

	/* Each has an entry, because nothing is known of the order yet. */
	parts->people = write_people(w, &none);

	first->bytes = size_of(w, write_head(w, NULL), "head");
	if (parts->people != NULL && parts->people->kind == PIECE_LIST)
		first->bytes += size_of(w, parts->people, "people");
	else
		pack_people(w, parts, parts->people);
	for (i = 0; i < whole->all[0].ndays; i++)
		pack_day(w, parts, &whole->all[0].days[i]);
	for (i = 0; i < parts->n; i++)
		plan_part(w, parts, &parts->all[i]);
	ids_plan(w, &parts->order);
}

/* ---- writing ---- */

/* The entries of `people:` that a share holds. */
static struct piece *
people_of(struct writer *w, const struct parts *parts, const struct share *share)
{
	struct piece *people = parts->people, *map;
	size_t i;

	if (people == NULL || parts->n == 1)
		return people;
	if (people->kind == PIECE_LIST)
		return share == parts->all ? people : NULL;
	map = piece_map(w->a, false);
	for (i = 0; i < people->n; i++)
		if (i >= share->first_person && i - share->first_person < share->npeople)
			piece_add(w->a, map, people->all[i]);
	return map->n == 0 ? NULL : map;
}

static void
write_part(struct writer *w, const struct parts *parts, const struct share *share, struct buf *out)
{
	const struct event *ev = w->event;
	struct piece *people = people_of(w, parts, share), *root;

	if (share == parts->all) {
		root = write_head(w, people);
	} else {
		root = piece_map(w->a, false);
		piece_put(w->a, root, "continues", write_string(w, ev->id));
		piece_put(w->a, root, "allow", write_rules(w, ev->allow, ev->nallow));
		piece_put(w->a, root, "people", piece_apart(people));
	}
	piece_put(w->a, root, "agenda", piece_apart(write_days(w, share->days, share->ndays)));
	piece_write(out, root);
}

/* EVENT.yaml, EVENT-2.yaml; with two digits where there are ten, so that their names sort. */
static const char *
part_name(struct writer *w, size_t i, size_t n)
{
	if (i == 0)
		return arena_printf(w->a, "%s.yaml", w->event->id);
	return arena_printf(w->a, n < 10 ? "%s-%zu.yaml" : "%s-%02zu.yaml", w->event->id, i + 1);
}

static int
write_parts(
    struct writer *w, const struct parts *parts, struct buf *b, struct sources *out, struct err *e)
{
	size_t i;

	if (parts->n > PARTS_MAX)
		return err_set(e, "the event would take more than %d files", PARTS_MAX);
	for (i = 0; i < parts->n; i++) {
		buf_clear(b);
		write_part(w, parts, &parts->all[i], b);
		if (b->failed || sources_add(out, part_name(w, i, parts->n), b->p, b->n) != 0)
			return err_set(e, "out of memory");
	}
	return 0;
}

static int
write_files(struct writer *w, struct buf *b, struct sources *out, struct err *e)
{
	struct parts whole = {.n = 0}, parts = {.n = 0};

	plan_whole(w, &whole);
	write_part(w, &whole, whole.all, b);
	if (is_short(&whole) && !b->failed && b->n <= WRITE_BYTES_MAX)
		return write_parts(w, &whole, b, out, e);
	plan_parts(w, &whole, &parts);
	return write_parts(w, &parts, b, out, e);
}

int
event_write_files(struct sources *out, const struct site *s, const struct event *ev,
    const struct findings *notes, struct err *e)
{
	struct writer w = {.site = s, .event = ev, .notes = notes, .lang = write_language(s)};
	volatile int rc = -1;
	struct buf b;

	w.a = arena_new(SITE_BYTES_MAX);
	if (w.a == NULL)
		return err_set(e, "out of memory");
	buf_init(&b, WHOLE_MAX);
	if (setjmp(*arena_landing(w.a)) == 0)
		rc = write_files(&w, &b, out, e);
	else
		err_set(e, "the event is too large for memory");
	buf_free(&b);
	arena_free(w.a);
	return rc;
}

int
event_write(
    struct buf *out, const struct site *s, const struct event *ev, const struct findings *notes)
{
	struct writer w = {.site = s, .event = ev, .notes = notes, .lang = write_language(s)};
	volatile int rc = -1;

	w.a = arena_new(SITE_BYTES_MAX);
	if (w.a == NULL)
		return -1;
	if (setjmp(*arena_landing(w.a)) == 0) {
		struct parts whole = {.n = 0};

		plan_whole(&w, &whole);
		write_part(&w, &whole, whole.all, out);
		rc = out->failed ? -1 : 0;
	}
	arena_free(w.a);
	return rc;
}
