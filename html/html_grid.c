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

/* How far the cells that begin at one place reach together, as far as it is free. */
static void
spread(struct board *bd, size_t row, size_t column, size_t *rows, size_t *columns)
{
	const struct grid *g = bd->grid;
	size_t most_rows = 1, most_columns = 1;

	for (size_t i = 0; i < g->ncells; i++) {
		const struct grid_cell *c = &g->cells[i];

		if (!is_on(g, c) || c->row != row || c->column != column)
			continue;
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
}

/* ---- writing ----
 * End tags that HTML does not ask for are left out: a day of 450 sessions has thousands of them. */

static bool
is_same(const char *a, const char *b)
{
	return strcmp(a != NULL ? a : "", b != NULL ? b : "") == 0;
}

/* What the head of the column says already stands in a <span>: it is shown only to those who do not
 * see the head, on narrow screens. */
static void
put_part(struct html *h, const char *before, const char *s, const char *after, const char *head)
{
	bool in_head = is_same(s, head);

	buf_puts(h->out, in_head ? "<span>" : "");
	buf_puts(h->out, before);
	html_bdi(h, s, NULL);
	buf_puts(h->out, after);
	buf_puts(h->out, in_head ? "</span>" : "");
}

/* Above sessions, where they are and of which track: "Main hall · Policy". Of a break, that comes
 * after it, on its line. */
static void
put_meta(struct html *h, const struct page_slot *slot, const char *head)
{
	static const char dot[] = " \xc2\xb7 ";
	bool rooms = html_is_set(slot->rooms), tracks = html_is_set(slot->tracks);
	bool is_room = rooms && is_same(slot->rooms, head);

	if (slot->is_break || (!rooms && !tracks))
		return;
	buf_puts(h->out, "<p class=\"meta\">");
	if (rooms)
		put_part(h, "", slot->rooms, is_room && tracks ? dot : "", head);
	if (tracks)
		put_part(h, rooms && !is_room ? dot : "", slot->tracks, "", head);
}

static void
put_rest(struct html *h, const char *s)
{
	if (!html_is_set(s))
		return;
	buf_putc(h->out, ' ');
	html_bdi(h, s, NULL);
}

/* The classes by which html_style.c shows some of the day alone: "f" and those of its choices. */
static void
put_choices(struct html *h, const struct grid *g, const struct page_slot *slot)
{
	if (g->nchoices == 0 || slot->is_break)
		return;
	buf_puts(h->out, " f");
	for (size_t i = 0; i < g->nchoices; i++)
		if ((slot->choices >> i & 1) != 0)
			buf_printf(h->out, " f%zu", i);
}

/* All in one paragraph: the title, when, and who. */
static void
put_slot(struct html *h, const struct grid *g, const struct page_slot *slot, bool alike)
{
	bool linked = slot->target.kind != TARGET_NONE;
	struct buf *b = h->out;

	buf_puts(b, "<p class=\"slot");
	if (!alike) {
		html_slot_colour(h, slot);
		put_choices(h, g, slot);
	}
	html_slot_marks(h, slot);
	buf_puts(b, linked ? "\">" : "\"><span>");
	html_slot_title(h, slot);
	buf_puts(b, linked ? "" : "</span>");
	if (html_is_set(slot->time)) {
		buf_puts(b, " <b>");
		html_slot_hours(h, slot);
		buf_puts(b, "</b>");
	}
	put_rest(h, slot->people);
	if (slot->is_break) {
		put_rest(h, slot->rooms);
		put_rest(h, slot->tracks);
	}
	buf_putc(b, '\n');
}

/* Whether all slots of a place have the same room, tracks, colour and choices. */
static bool
are_alike(const struct grid *g, const struct grid_cell *first)
{
	for (size_t i = 0; i < g->ncells; i++) {
		const struct page_slot *a = first->slot, *b = g->cells[i].slot;

		if (!is_on(g, &g->cells[i]) || g->cells[i].row != first->row ||
		    g->cells[i].column != first->column)
			continue;
		if (!is_same(a->rooms, b->rooms) || !is_same(a->tracks, b->tracks) ||
		    !is_same(a->colour, b->colour) || a->is_break != b->is_break ||
		    a->choices != b->choices)
			return false;
	}
	return true;
}

/* The classes of a cell whose slots are alike; any other has none. */
static void
put_look(struct html *h, const struct grid *g, const struct page_slot *slot)
{
	buf_puts(h->out, slot->is_break ? " class=\"off" : " class=\"at");
	if (!slot->is_break)
		html_slot_colour(h, slot);
	put_choices(h, g, slot);
	buf_puts(h->out, "\">");
}

/* What all slots of a cell have alike is said once, and its colour takes the cell's height. */
static void
put_slots(struct html *h, const struct grid *g, const struct grid_cell *first, const char *head)
{
	bool alike = are_alike(g, first);

	if (alike) {
		put_look(h, g, first->slot);
		put_meta(h, first->slot, head);
	} else {
		buf_puts(h->out, ">");
	}
	for (size_t i = 0; i < g->ncells; i++) {
		const struct grid_cell *c = &g->cells[i];

		if (!is_on(g, c) || c->row != first->row || c->column != first->column)
			continue;
		if (!alike)
			put_meta(h, c->slot, head);
		put_slot(h, g, c->slot, alike);
	}
}

static void
put_cell(struct html *h, struct board *bd, const struct grid_cell *first)
{
	const struct grid *g = bd->grid;
	size_t rows, columns;

	spread(bd, first->row, first->column, &rows, &columns);
	buf_puts(h->out, "<td");
	if (rows > 1)
		buf_printf(h->out, " rowspan=\"%zu\"", rows);
	if (columns > 1)
		buf_printf(h->out, " colspan=\"%zu\"", columns);
	put_slots(h, g, first, columns == 1 ? g->columns[first->column] : NULL);
}

static void
put_row(struct html *h, struct board *bd, size_t row)
{
	const struct grid *g = bd->grid;

	buf_puts(h->out, "<tr><th scope=\"row\">");
	html_text(h->out, g->rows[row]);
	for (size_t column = 0; column < g->ncolumns; column++) {
		size_t at = place(bd, row, column);

		if (bd->starts[at] != NULL)
			put_cell(h, bd, bd->starts[at]);
		else if (!bd->taken[at])
			buf_puts(h->out, "<td></td>");
	}
	buf_putc(h->out, '\n');
}

static void
put_head(struct html *h, const struct grid *g)
{
	buf_puts(h->out, "<caption>");
	html_text(h->out, g->caption);
	buf_puts(h->out, "</caption>\n<thead>\n<tr><th scope=\"col\">");
	html_text(h->out, h->page->time_word != NULL ? h->page->time_word : "Time");
	for (size_t i = 0; i < g->ncolumns; i++) {
		bool began;

		buf_puts(h->out, "\n<th scope=\"col\">");
		began = g->column_targets != NULL && html_link_begin(h, &g->column_targets[i]);
		html_bdi(h, g->columns[i], NULL);
		html_link_end(h, began);
	}
	buf_puts(h->out, "\n<tbody>\n");
}

/* What to show alone, without a script: what is chosen hides the rest (html_style.c). */
static void
put_menu(struct html *h, const struct grid *g)
{
	const char *group = NULL;
	struct buf *b = h->out;
	size_t first = 0;

	if (g->nchoices == 0)
		return;
	buf_puts(b, "<details class=\"only\">\n<summary>");
	html_text(b, g->show_only);
	buf_puts(b, "</summary>\n");
	for (size_t i = 0; i < g->nchoices; i++) {
		if (!is_same(g->choices[i].group, group)) {
			buf_puts(b, group != NULL ? "</fieldset>\n<fieldset>\n<legend>"
						  : "<fieldset>\n<legend>");
			group = g->choices[i].group;
			first = i;
			html_text(b, group);
			buf_printf(b,
			    "</legend>\n<label><input type=\"radio\" name=\"f%zu\" checked>",
			    first);
			html_text(b, g->show_all);
			buf_puts(b, "</label>\n");
		}
		buf_printf(b, "<label><input type=\"radio\" name=\"f%zu\" id=\"f%zu\">", first, i);
		html_bdi(h, g->choices[i].label, NULL);
		buf_puts(b, "</label>\n");
	}
	buf_puts(b, "</fieldset>\n</details>\n");
}

/* What can be scrolled must be reached, and called something, without a mouse. */
static void
begin_table(struct html *h, const struct grid *g)
{
	const char *look = g->ncolumns <= COLUMNS_FEW   ? "few"
			   : g->ncolumns < COLUMNS_MANY ? "mid"
							: "many";

	buf_printf(h->out, "<div class=\"day %s%s\"", look, g->is_hourly ? " hours" : "");
	if (g->ncolumns > COLUMNS_FEW) {
		buf_puts(h->out, " role=\"region\" tabindex=\"0\" aria-label=\"");
		html_attr(h->out, g->caption);
		buf_putc(h->out, '"');
	}
	buf_puts(h->out, ">\n<table>\n");
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
	put_menu(h, g);
	begin_table(h, g);
	put_head(h, g);
	for (size_t row = 0; row < g->nrows; row++)
		put_row(h, &bd, row);
	buf_puts(h->out, "</table>\n</div>\n");
}
