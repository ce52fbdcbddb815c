/* SPDX-License-Identifier: ISC */
/* The timetable as a table. HTML has no word for cells that overlap, and an agenda can ask for
 * them; so cells are first given room on a board, each as much of what it wants as is free. */
#include "core/html_escape.h"
#include "html/html_write.h"

#include <string.h>

enum { GRID_PLACES_MAX = 1 << 20 };

/* Up to so many columns a table fits into any window, or any but a small one; see style.css. */
enum { COLUMNS_FEW = 4, COLUMNS_MANY = 9 };

struct board {
	const struct grid *grid;
	const struct grid_cell *
	    *starts; /* of each place, the first cell that begins there, or NULL */
	bool *taken; /* it is the beginning of a cell or covered by one */
};

static size_t
place(const struct board *bd, size_t row, size_t column)
{
	return row * bd->grid->ncolumns + column;
}

static bool
is_on(const struct grid *g, const struct grid_cell *c)
{
	return c->slot != NULL && c->row < g->nrows && c->column < g->ncolumns;
}

/* Whether a row of the rectangle is free from `column` on for `n` columns. */
static bool
row_is_free(const struct board *bd, size_t row, size_t column, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (bd->taken[place(bd, row, column + i)])
			return false;
	return true;
}

static void
take(struct board *bd, size_t row, size_t column, size_t rows, size_t columns)
{
	for (size_t r = 0; r < rows; r++)
		for (size_t c = 0; c < columns; c++)
			bd->taken[place(bd, row + r, column + c)] = true;
}

/* How far the cells that begin at one place reach together, as far as it is free; their number. */
static size_t
spread(struct board *bd, size_t row, size_t column, size_t *rows, size_t *columns)
{
	const struct grid *g = bd->grid;
	size_t most_rows = 1, most_columns = 1, n = 0;

	for (size_t i = 0; i < g->ncells; i++) {
		const struct grid_cell *c = &g->cells[i];

		if (!is_on(g, c) || c->row != row || c->column != column)
			continue;
		n++;
		most_rows = c->rows > most_rows ? c->rows : most_rows;
		most_columns = c->columns > most_columns ? c->columns : most_columns;
	}
	*rows = *columns = 1;
	while (*columns < most_columns && column + *columns < g->ncolumns &&
	       !bd->taken[place(bd, row, column + *columns)])
		++*columns;
	while (*rows < most_rows && row + *rows < g->nrows &&
	       row_is_free(bd, row + *rows, column, *columns))
		++*rows;
	take(bd, row, column, *rows, *columns);
	return n;
}

/* ---- writing ---- */

/* A part of a cell below its title. What the head of its column says already is said to those who
 * do not see the head: on narrow screens. */
static void
put_part(struct html *h, const char *class, const char *s, const char *head)
{
	if (!html_is_set(s))
		return;
	buf_printf(h->out, "<p class=\"%s%s\">", class,
	    head != NULL && strcmp(s, head) == 0 ? " in-head" : "");
	html_bdi(h, s, NULL);
	buf_puts(h->out, "</p>\n");
}

static void
put_slot(struct html *h, const struct page_slot *slot, const char *head)
{
	struct buf *b = h->out;

	buf_puts(b, "<p class=\"title\">");
	html_slot_title(h, slot);
	buf_puts(b, "</p>\n");
	put_part(h, "who", slot->people, NULL);
	if (html_is_set(slot->time)) {
		buf_puts(b, "<p class=\"when\">");
		html_slot_times(h, slot);
		buf_puts(b, "</p>\n");
	}
	put_part(h, "meta", slot->rooms, head);
	put_part(h, "meta", slot->tracks, head);
}

static void
put_classes(struct html *h, const struct page_slot *slot)
{
	buf_puts(h->out, " class=\"slot");
	html_slot_classes(h, slot);
	buf_putc(h->out, '"');
}

/* One slot takes the whole cell, and its colour the cell's height; several stand below each other.
 */
static void
put_slots(
    struct html *h, const struct grid *g, const struct grid_cell *first, size_t n, const char *head)
{
	if (n == 1)
		put_classes(h, first->slot);
	buf_puts(h->out, ">\n");
	for (size_t i = 0; i < g->ncells; i++) {
		const struct grid_cell *c = &g->cells[i];

		if (!is_on(g, c) || c->row != first->row || c->column != first->column)
			continue;
		buf_puts(h->out, "<div");
		if (n > 1)
			put_classes(h, c->slot);
		buf_puts(h->out, ">\n");
		put_slot(h, c->slot, head);
		buf_puts(h->out, "</div>\n");
	}
}

static void
put_cell(struct html *h, struct board *bd, const struct grid_cell *first)
{
	const struct grid *g = bd->grid;
	size_t rows, columns, n = spread(bd, first->row, first->column, &rows, &columns);

	buf_puts(h->out, "<td");
	if (rows > 1)
		buf_printf(h->out, " rowspan=\"%zu\"", rows);
	if (columns > 1)
		buf_printf(h->out, " colspan=\"%zu\"", columns);
	put_slots(h, g, first, n, columns == 1 ? g->columns[first->column] : NULL);
	buf_puts(h->out, "</td>\n");
}

static void
put_row(struct html *h, struct board *bd, size_t row)
{
	const struct grid *g = bd->grid;

	buf_puts(h->out, "<tr>\n<th scope=\"row\">");
	html_text(h->out, g->rows[row]);
	buf_puts(h->out, "</th>\n");
	for (size_t column = 0; column < g->ncolumns; column++) {
		size_t at = place(bd, row, column);

		if (bd->starts[at] != NULL)
			put_cell(h, bd, bd->starts[at]);
		else if (!bd->taken[at])
			buf_puts(h->out, "<td class=\"empty\"></td>\n");
	}
	buf_puts(h->out, "</tr>\n");
}

static void
put_head(struct html *h, const struct grid *g)
{
	buf_puts(h->out, "<caption>");
	html_text(h->out, g->caption);
	buf_puts(h->out, "</caption>\n<thead>\n<tr>\n<th scope=\"col\" class=\"corner\">");
	html_text(h->out, h->page->time_word != NULL ? h->page->time_word : "Time");
	buf_puts(h->out, "</th>\n");
	for (size_t i = 0; i < g->ncolumns; i++) {
		buf_puts(h->out, "<th scope=\"col\">");
		html_bdi(h, g->columns[i], NULL);
		buf_puts(h->out, "</th>\n");
	}
	buf_puts(h->out, "</tr>\n</thead>\n");
}

/* What can be scrolled must be reached, and called something, without a mouse. */
static void
begin_table(struct html *h, const struct grid *g)
{
	if (g->ncolumns <= COLUMNS_FEW) {
		buf_puts(h->out, "<div class=\"day\">\n<table>\n");
		return;
	}
	buf_printf(h->out, "<div class=\"day %s\" role=\"region\" tabindex=\"0\" aria-label=\"",
	    g->ncolumns < COLUMNS_MANY ? "mid" : "many");
	html_attr(h->out, g->caption);
	buf_puts(h->out, "\">\n<table>\n");
}

void
html_grid(struct html *h, const struct grid *g)
{
	struct board bd = {.grid = g};
	size_t places = g->nrows * g->ncolumns;

	if (places == 0 || g->nrows > GRID_PLACES_MAX / g->ncolumns)
		return;
	bd.starts = arena_array(h->scratch, places, sizeof(struct grid_cell *));
	bd.taken = arena_array(h->scratch, places, sizeof(bool));
	for (size_t i = 0; i < g->ncells; i++) {
		const struct grid_cell *c = &g->cells[i];

		if (is_on(g, c) && !bd.taken[place(&bd, c->row, c->column)]) {
			bd.starts[place(&bd, c->row, c->column)] = c;
			bd.taken[place(&bd, c->row, c->column)] = true;
		}
	}
	begin_table(h, g);
	put_head(h, g);
	buf_puts(h->out, "<tbody>\n");
	for (size_t row = 0; row < g->nrows; row++)
		put_row(h, &bd, row);
	buf_puts(h->out, "</tbody>\n</table>\n</div>\n");
}
