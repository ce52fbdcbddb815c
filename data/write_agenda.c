/* SPDX-License-Identifier: ISC */
/* The agenda: sessions by day and time. */
#include "data/writer.h"

#include <stdlib.h>

struct dated {
	struct planned planned;
	struct date day; /* year 0: on none */
};

/* By day, those without one last; in a day those without a time first, then by time. */
static int
dated_cmp(const void *pa, const void *pb)
{
	const struct dated *a = pa, *b = pb;
	const struct slot *sa = &a->planned.session->slot, *sb = &b->planned.session->slot;
	bool has_a = date_is_set(a->day), has_b = date_is_set(b->day);

	if (has_a != has_b)
		return has_a ? -1 : 1;
	if (has_a && date_cmp(a->day, b->day) != 0)
		return date_cmp(a->day, b->day);
	if (has_a && sa->has_start != sb->has_start)
		return sa->has_start ? 1 : -1;
	if (has_a && sa->has_start && sa->start != sb->start)
		return sa->start < sb->start ? -1 : 1;
	return a->planned.order < b->planned.order ? -1 : 1;
}

struct day_plan *
days_plan(struct writer *w, struct session *const *sessions, size_t n, size_t *ndays)
{
	struct dated *dated = arena_array(w->a, n, sizeof *dated);
	struct planned **se = arena_array(w->a, n, sizeof *se);
	struct day_plan *days = NULL, *day;
	size_t i, k;

	for (i = 0; i < n; i++)
		dated[i] = (struct dated){{sessions[i], NULL, i}, slot_day(w, &sessions[i]->slot)};
	qsort(dated, n, sizeof *dated, dated_cmp);
	for (i = 0; i < n; i++)
		se[i] = &dated[i].planned;
	*ndays = 0;
	for (i = 0; i < n; i += k) {
		for (k = 1; i + k < n && date_eq(dated[i + k].day, dated[i].day); k++)
			;
		day = arena_push(w->a, &days, ndays, sizeof *day);
		*day = (struct day_plan){dated[i].day, NULL};
		day->items = date_is_set(day->day) ? items_plan(w->a, se + i, k)
						   : items_plain(w->a, se + i, k);
	}
	return days;
}

static void
take_order(struct arena *a, const struct item *it, struct order *out)
{
	size_t i;

	if (it->kind == ITEM_SESSION)
		*(struct planned **)arena_push(a, &out->all, &out->n, sizeof it->planned) =
		    it->planned;
	for (i = 0; i < it->n; i++)
		take_order(a, it->items[i], out);
}

void
days_order(struct writer *w, const struct day_plan *days, size_t n, struct order *out)
{
	size_t i;

	for (i = 0; i < n; i++)
		take_order(w->a, days[i].items, out);
}

static struct piece *write_items(struct writer *w, const struct item *list);

static struct piece *
write_item(struct writer *w, const struct item *it)
{
	struct piece *map;

	if (it->kind == ITEM_SESSION)
		return write_session(w, it->planned, it->says_at);
	if (it->kind == ITEM_LIST)
		return write_items(w, it);
	map = piece_map(w->a, false);
	piece_put(w->a, map, "at", it->says_at ? write_at(w, it->start) : NULL);
	piece_put(w->a, map, "parallel", write_items(w, it));
	return map;
}

static struct piece *
write_items(struct writer *w, const struct item *list)
{
	struct piece *all = piece_list(w->a, false);
	size_t i;

	for (i = 0; i < list->n; i++)
		piece_add(w->a, all, write_item(w, list->items[i]));
	return all;
}

struct piece *
write_days(struct writer *w, const struct day_plan *days, size_t n)
{
	struct piece *map = piece_map(w->a, false);
	char day[11];
	size_t i;

	if (n == 0)
		return NULL;
	if (n == 1 && !date_is_set(days[0].day))
		return write_items(w, days[0].items);
	for (i = 0; i < n; i++) {
		date_format(days[i].day, day);
		piece_put(w->a, map,
		    date_is_set(days[i].day) ? arena_strdup(w->a, day) : "unscheduled",
		    write_items(w, days[i].items))
		    ->apart = i > 0;
	}
	return map;
}
