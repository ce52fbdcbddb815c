/* SPDX-License-Identifier: ISC */
/* The timetable grid of a day. Columns are the rooms in use; a session without a room stands in the
 * column of its track. What is for all, with nothing else going on, reaches over all columns,
 * whatever its room. */
#include "core/pages_build.h"

#include <string.h>

enum {
	GRID_COLUMNS_MAX = 64, /* more are a list */
	GRID_ROWS_MAX = 400,
	GRID_CELLS_MAX = 1200,
	GRID_MOMENTS_MAX = 40 /* with more, rows are hours */
};

struct column {
	const struct room *room;
	const struct track *track;
};

struct columns {
	struct column items[GRID_COLUMNS_MAX];
	size_t n;
	bool too_many;
};

static bool
is_in_column(const struct session *se, const struct column *co)
{
	if (co->room != NULL)
		return session_in_room(se, co->room);
	return se->nrooms == 0 && !session_is_joint(se) && session_in_track(se, co->track);
}

static bool
overlaps(const struct slot *a, const struct slot *b)
{
	if (a->start == b->start)
		return true;
	return a->start < b->start ? a->has_end && b->start < a->end
				   : b->has_end && a->start < b->end;
}

static bool
is_for_all(const struct session *se, const struct session_list *l)
{
	if (!session_is_joint(se) || !se->slot.has_start)
		return false;
	if (se->event->ntracks < 2 && se->type != TYPE_BREAK)
		return se->nrooms == 0;
	for (size_t i = 0; i < l->n; i++)
		if (l->items[i] != se && l->items[i]->slot.has_start &&
		    overlaps(&se->slot, &l->items[i]->slot))
			return false;
	return true;
}

/* Of each session, whether it is for all. */
static bool *
find_for_all(struct arena *a, const struct session_list *l)
{
	bool *all = arena_array(a, l->n, sizeof *all);

	for (size_t i = 0; i < l->n; i++)
		all[i] = is_for_all(l->items[i], l);
	return all;
}

/* Adds the column if any timed session stands in it. */
static void
add_column(struct columns *cs, struct column co, const struct session_list *l, const bool *for_all)
{
	for (size_t i = 0; i < l->n; i++) {
		if (!l->items[i]->slot.has_start || !is_in_column(l->items[i], &co) || for_all[i])
			continue;
		if (cs->n < GRID_COLUMNS_MAX)
			cs->items[cs->n++] = co;
		else
			cs->too_many = true;
		return;
	}
}

static struct columns
columns_of(const struct event *ev, const struct session_list *l, const bool *for_all)
{
	struct columns cs = {.n = 0};

	for (size_t i = 0; i < ev->nrooms; i++)
		add_column(&cs, (struct column){.room = &ev->rooms[i]}, l, for_all);
	for (size_t i = 0; i < ev->ntracks; i++)
		add_column(&cs, (struct column){.track = &ev->tracks[i]}, l, for_all);
	return cs;
}

/* The moments at which something begins, in order, as the list is; returns how many. */
static size_t
moments(const struct session_list *l, int64_t *out)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++) {
		const struct slot *sl = &l->items[i]->slot;

		if (!sl->has_start || (n > 0 && out[n - 1] == sl->start))
			continue;
		if (n == GRID_ROWS_MAX)
			return n + 1;
		out[n++] = sl->start;
	}
	return n;
}

/* When the last thing for all, of those up to the `n`th, that begins by then begins or ends; else
 * the full hour of the zone's clock. */
static int64_t
row_of_hour(const struct session_list *l, const bool *for_all, size_t n, const struct tz *zone)
{
	int64_t at = l->items[n]->slot.start;
	int64_t row = at - zone_civil(zone, at).minute % 60 * 60;

	for (size_t i = 0; i <= n; i++) {
		const struct slot *sl = &l->items[i]->slot;

		if (!for_all[i])
			continue;
		if (sl->start > row && sl->start <= at)
			row = sl->start;
		if (sl->has_end && sl->end > row && sl->end <= at)
			row = sl->end;
	}
	return row;
}

/* The hours in which something begins, cut where something for all begins or ends. */
static size_t
hours(const struct session_list *l, const bool *for_all, const struct tz *zone, int64_t *out)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++) {
		int64_t row = row_of_hour(l, for_all, i, zone);

		if (n > 0 && out[n - 1] == row)
			continue;
		if (n == GRID_ROWS_MAX)
			return n + 1;
		out[n++] = row;
	}
	return n;
}

/* From its first column as far as it stands in the next ones too; in none: over all. */
static void
set_columns(
    struct grid_cell *cell, const struct session *se, const struct columns *cs, bool for_all)
{
	size_t first = for_all ? cs->n : 0;

	while (first < cs->n && !is_in_column(se, &cs->items[first]))
		first++;
	cell->column = first < cs->n ? first : 0;
	cell->columns = first < cs->n ? 1 : cs->n;
	while (cell->column + cell->columns < cs->n &&
	       is_in_column(se, &cs->items[cell->column + cell->columns]))
		cell->columns++;
}

static void
set_rows(struct grid_cell *cell, const struct slot *sl, const int64_t *rows, size_t n)
{
	while (cell->row + 1 < n && rows[cell->row + 1] <= sl->start)
		cell->row++;
	cell->rows = 1;
	while (sl->has_end && cell->row + cell->rows < n && rows[cell->row + cell->rows] < sl->end)
		cell->rows++;
}

static void
name_columns(struct maker *mk, struct grid *g, const struct event *ev, const struct columns *cs)
{
	g->ncolumns = cs->n;
	g->columns = arena_array(mk->a, cs->n, sizeof *g->columns);
	g->column_targets = arena_array(mk->a, cs->n, sizeof *g->column_targets);
	for (size_t i = 0; i < cs->n; i++) {
		const struct column *co = &cs->items[i];

		g->columns[i] = co->room != NULL ? make_room_name(mk, co->room)
						 : make_line(mk, &co->track->title);
		g->column_targets[i] =
		    target_page(co->room != NULL ? path_of_room(mk->a, ev, co->room)
						 : path_of_track(mk->a, ev, co->track));
	}
}

/* By start, then column; the list is in order of time already. */
static void
add_cell(struct maker *mk, struct grid *g, struct grid_cell cell)
{
	struct grid_cell *c = arena_push(mk->a, &g->cells, &g->ncells, sizeof *g->cells);

	for (; c > g->cells && c[-1].slot->start == cell.slot->start && c[-1].column > cell.column;
	     c--)
		*c = c[-1];
	*c = cell;
}

struct grid *
make_grid(struct maker *mk, const struct event *ev, const struct session_list *l)
{
	struct columns cs;
	int64_t rows[GRID_ROWS_MAX];
	size_t n;
	bool is_hourly, *for_all;
	struct grid *g;

	if (l->n > GRID_CELLS_MAX)
		return NULL;
	for_all = find_for_all(mk->a, l);
	cs = columns_of(ev, l, for_all);
	n = moments(l, rows);
	is_hourly = n > GRID_MOMENTS_MAX;
	if (is_hourly)
		n = hours(l, for_all, ev->zone, rows);
	if (cs.n < 2 || cs.too_many || n > GRID_ROWS_MAX)
		return NULL;
	g = arena_alloc(mk->a, sizeof *g);
	name_columns(mk, g, ev, &cs);
	g->is_hourly = is_hourly;
	g->nrows = n;
	g->rows = arena_array(mk->a, n, sizeof *g->rows);
	for (size_t i = 0; i < n; i++)
		g->rows[i] = words_time(&mk->w, ev->zone, rows[i]);
	for (size_t i = 0; i < l->n; i++) {
		const struct session *se = l->items[i];
		struct grid_cell cell = {.row = 0};

		if (!se->slot.has_start)
			continue;
		cell.slot = make_session_slot(mk, se, 0);
		cell.slot->number = i;
		set_columns(&cell, se, &cs, for_all[i]);
		set_rows(&cell, &se->slot, rows, n);
		add_cell(mk, g, cell);
	}
	make_choices(mk, g, ev, l);
	return g;
}
