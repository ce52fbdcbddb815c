/* SPDX-License-Identifier: ISC */
#include "cli/text.h"

#include "cli/term.h"
#include "core/buf.h"
#include "core/utf8.h"

#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum {
	WIDTH_MIN = 40,
	WIDTH_MAX = 100,
	WIDTH_USUAL = 80,
	TIME_COLUMNS = 13,
	LIST_COLUMNS = 2,
	TEXT_MAX = 256 * 1024
};

size_t
text_width(FILE *f)
{
	struct winsize ws;

	if (!isatty(fileno(f)) || ioctl(fileno(f), TIOCGWINSZ, &ws) != 0 || ws.ws_col == 0)
		return WIDTH_USUAL;
	if (ws.ws_col < WIDTH_MIN)
		return WIDTH_MIN;
	return ws.ws_col > WIDTH_MAX ? WIDTH_MAX : ws.ws_col;
}

static void
indent(FILE *f, size_t n)
{
	while (n-- > 0)
		fputc(' ', f);
}

void
text_wrap(FILE *f, const char *s, size_t at, size_t left, size_t width, enum term_look look)
{
	char word[1024];
	size_t n, w;
	bool first = true;

	while (*s != '\0') {
		n = strcspn(s, " \n");
		if (n > 0) {
			snprintf(word, sizeof word, "%.*s", (int)n, s);
			w = utf8_width(word);
			if (!first && at + 1 + w > width) {
				fputc('\n', f);
				indent(f, left);
				at = left;
			} else if (!first) {
				fputc(' ', f);
				at++;
			}
			term_look_puts(f, look, word);
			at += w;
			first = false;
		}
		s += n;
		s += strspn(s, " ");
		if (*s == '\n') {
			fputc('\n', f);
			indent(f, left);
			at = left;
			first = true;
			s++;
		}
	}
	fputc('\n', f);
}

/* A block's text as one string, addresses of other sites in brackets after their words. */
static void
flatten(struct buf *out, const struct runs *rs)
{
	for (size_t i = 0; i < rs->n; i++) {
		if (rs->run[i].look == RUN_BREAK)
			buf_putc(out, '\n');
		else
			buf_puts(out, rs->run[i].s);
		if (rs->run[i].target.kind == TARGET_URL &&
		    strcmp(rs->run[i].s, rs->run[i].target.to) != 0)
			buf_printf(out, " <%s>", rs->run[i].target.to);
	}
}

/* A line under a session: what is not empty of its places and people. */
static void
slot_detail(FILE *f, const struct page_slot *sl, size_t left, size_t width)
{
	const char *parts[] = {sl->mark_note, sl->rooms, sl->tracks, sl->people};
	struct buf b;

	buf_init(&b, TEXT_MAX);
	if (sl->there != NULL && *sl->there != '\0')
		buf_printf(&b, "(%s)", sl->there);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (parts[i] != NULL && *parts[i] != '\0')
			buf_printf(&b, "%s%s", b.n > 0 ? " · " : "", parts[i]);
	if (b.n > 0) {
		indent(f, left);
		text_wrap(f, buf_str(&b), left, left, width, TERM_DIM);
	}
	buf_free(&b);
}

static void
put_slot(FILE *f, const struct page_slot *sl, size_t width)
{
	size_t used = utf8_width(sl->time), left = *sl->time != '\0' ? TIME_COLUMNS : LIST_COLUMNS;

	term_puts(f, sl->time);
	if (used >= left) {
		fputc('\n', f);
		used = 0;
	}
	indent(f, left - used);
	text_wrap(f, sl->title, left, left, width,
	    sl->is_break                 ? TERM_DIM
	    : sl->mark == SLOT_CANCELLED ? TERM_RED
					 : TERM_BOLD);
	slot_detail(f, sl, left == LIST_COLUMNS ? left + 2 : left, width);
}

static void
put_grid(FILE *f, const struct grid *g, size_t width)
{
	for (size_t i = 0; i < g->ncells; i++)
		put_slot(f, g->cells[i].slot, width);
}

static void
put_block(FILE *f, const struct block *b, size_t width)
{
	struct buf s;

	buf_init(&s, TEXT_MAX);
	flatten(&s, &b->text);
	switch (b->kind) {
	case BLOCK_HEADING:
		fputc('\n', f);
		text_wrap(f, buf_str(&s), 0, 0, width, TERM_BOLD);
		break;
	case BLOCK_FACT:
		fprintf(f, "%s: ", b->label);
		text_wrap(f, buf_str(&s), utf8_width(b->label) + 2, 4, width, TERM_PLAIN);
		break;
	case BLOCK_ITEM:
		indent(f, 2 * (size_t)b->level);
		fputs("- ", f);
		text_wrap(f, buf_str(&s), 2 * (size_t)b->level + 2, 2 * (size_t)b->level + 2, width,
		    TERM_PLAIN);
		break;
	case BLOCK_NOTICE: text_wrap(f, buf_str(&s), 0, 0, width, TERM_YELLOW); break;
	case BLOCK_LINK: text_wrap(f, buf_str(&s), 0, 4, width, TERM_PLAIN); break;
	case BLOCK_SLOT: put_slot(f, b->slot, width); break;
	case BLOCK_GRID: put_grid(f, b->grid, width); break;
	case BLOCK_RULE: fputs("---\n", f); break;
	case BLOCK_PARA:
	case BLOCK_QUOTE:
	case BLOCK_CODE:
		fputc('\n', f);
		text_wrap(f, buf_str(&s), 0, 0, width, TERM_PLAIN);
		break;
	}
	buf_free(&s);
}

/* Whether a block says something here: links to other pages do not. */
static bool
is_told(const struct block *b)
{
	return b->kind != BLOCK_LINK || (b->text.n > 0 && b->text.run[0].target.kind == TARGET_URL);
}

/* Whether anything is told under a heading before the next one of its level or above. */
static bool
has_section(const struct page *p, size_t heading)
{
	for (size_t i = heading + 1; i < p->nblocks; i++) {
		if (p->blocks[i].kind != BLOCK_HEADING) {
			if (is_told(&p->blocks[i]))
				return true;
		} else if (p->blocks[i].level <= p->blocks[heading].level) {
			return false;
		}
	}
	return false;
}

void
text_page(FILE *f, const struct page *p, size_t width)
{
	text_wrap(f, p->title, 0, 0, width, TERM_BOLD);
	for (size_t i = 0; i < p->nblocks; i++)
		if (is_told(&p->blocks[i]) &&
		    (p->blocks[i].kind != BLOCK_HEADING || has_section(p, i)))
			put_block(f, &p->blocks[i], width);
}
