/* SPDX-License-Identifier: ISC */
/* Blocks of CommonMark 0.30 and what they stand in. Clauses named are those of
 * https://spec.commonmark.org/0.30/. */
#include "core/from_html_private.h"

#include <stdio.h>
#include <string.h>

void
blocks_init(struct blocks *b, struct buf *out, size_t max)
{
	*b = (struct blocks){.out = out, .begin = out->n, .closed_depth = -1};
	buf_init(&b->line, max);
}

void
blocks_free(struct blocks *b)
{
	buf_free(&b->line);
}

/* Appends what stands before each line of a block in the first `depth` holders. */
static void
put_lead(struct blocks *b, int depth, bool is_first)
{
	for (int i = 0; i < depth; i++) {
		struct holder *h = &b->stack[i];

		if (h->kind == HOLD_QUOTE)
			buf_puts(b->out, "> ");
		else if (h->kind == HOLD_ITEM && is_first && !h->is_begun)
			buf_puts(b->out, h->lead);
		else if (h->kind == HOLD_ITEM)
			buf_printf(b->out, "%*s", (int)strlen(h->lead), "");
	}
}

static void
trim(struct blocks *b)
{
	while (b->out->n > b->begin && b->out->p[b->out->n - 1] == ' ')
		b->out->p[--b->out->n] = '\0';
}

/* Whether a block whose outermost holder that is not begun is the one at `depth` follows without
 * an empty line: an item after another, or a list after the text of the item it is in. A list
 * that begins with another number than 1 cannot interrupt a paragraph (section 5.3). */
static bool
is_tight(const struct blocks *b, int depth)
{
	const struct holder *h = &b->stack[depth];

	if (depth < b->depth && h->kind == HOLD_ITEM)
		return depth > 0;
	return depth + 1 < b->depth && h->kind == HOLD_LIST && h[1].kind == HOLD_ITEM &&
	       depth > 0 && h[-1].kind == HOLD_ITEM && b->after_para &&
	       (strchr("-*", h->mark) != NULL || strncmp(h[1].lead, "1", 1) == 0) &&
	       strspn(h[1].lead, "0123456789") <= 1;
}

void
blocks_put(struct blocks *b, bool is_para)
{
	const char *s = buf_str(&b->line);
	int depth = 0; /* of what is begun */
	bool is_first = true;

	while (depth < b->depth && b->stack[depth].is_begun)
		depth++;
	if (b->out->n > b->begin && !is_tight(b, depth)) {
		buf_putc(b->out, '\n');
		put_lead(b, depth, false);
		trim(b);
	}
	if (b->out->n > b->begin)
		buf_putc(b->out, '\n');
	while (is_first || *s != '\0') {
		size_t n = strcspn(s, "\n");

		if (!is_first)
			buf_putc(b->out, '\n');
		put_lead(b, b->depth, is_first);
		buf_put(b->out, s, n);
		trim(b);
		s += n + (s[n] == '\n');
		is_first = false;
	}
	for (int i = 0; i < b->depth; i++)
		b->stack[i].is_begun = true;
	b->closed_depth = -1;
	b->after_para = is_para;
	b->out->failed = b->out->failed || b->line.failed;
	buf_clear(&b->line);
}

static void
push(struct blocks *b, struct holder h)
{
	if (b->depth == DEPTH_MAX)
		b->laid_flat++;
	else
		b->stack[b->depth++] = h;
}

static void
pop(struct blocks *b)
{
	const struct holder *h = &b->stack[--b->depth];

	if (h->kind != HOLD_LIST || !h->is_begun)
		return;
	b->closed_depth = b->depth;
	b->closed_mark = h->mark;
}

void
blocks_begin_quote(struct blocks *b)
{
	push(b, (struct holder){.kind = HOLD_QUOTE});
}

void
blocks_begin_list(struct blocks *b, bool is_numbered, int start)
{
	char mark = is_numbered ? '.' : '-', other = is_numbered ? ')' : '*';

	/* A list in a list and in no item of it belongs to the item before. */
	if (b->depth > 0 && b->stack[b->depth - 1].kind == HOLD_LIST &&
	    b->stack[b->depth - 1].is_begun)
		push(b, (struct holder){.kind = HOLD_ITEM, .is_begun = true, .lead = "  "});
	/* After a list of the same mark it would be the same list (section 5.3). */
	if (b->closed_depth == b->depth && b->closed_mark == mark)
		mark = other;
	push(b, (struct holder){.kind = HOLD_LIST, .mark = mark, .number = start});
}

void
blocks_end(struct blocks *b, enum holder_kind kind, enum holder_kind within)
{
	int i = b->depth;

	if (b->laid_flat > 0) {
		b->laid_flat--;
		return;
	}
	while (i > 0 && b->stack[i - 1].kind != kind && b->stack[i - 1].kind != within)
		i--;
	if (i == 0 || b->stack[i - 1].kind != kind)
		return;
	while (b->depth >= i)
		pop(b);
}

void
blocks_begin_item(struct blocks *b)
{
	struct holder item = {.kind = HOLD_ITEM}, *list;

	if (b->depth == DEPTH_MAX || b->laid_flat > 0) {
		return;
	}
	blocks_end(b, HOLD_ITEM, HOLD_LIST);
	if (b->depth == 0 || b->stack[b->depth - 1].kind != HOLD_LIST)
		blocks_begin_list(b, false, 1);
	if (b->depth == DEPTH_MAX)
		return;
	list = &b->stack[b->depth - 1];
	if (list->mark == '.' || list->mark == ')')
		snprintf(item.lead, sizeof item.lead, "%d%c ", list->number++, list->mark);
	else
		snprintf(item.lead, sizeof item.lead, "%c ", list->mark);
	push(b, item);
}

bool
blocks_want_item(const struct blocks *b)
{
	return b->depth > 0 && b->stack[b->depth - 1].kind == HOLD_LIST;
}
