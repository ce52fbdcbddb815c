/* SPDX-License-Identifier: ISC */
/* Blocks; neighbours of one kind become one list. */
#include "core/html_escape.h"
#include "html/html_write.h"

#include <string.h>

/* Opens an element that holds a text: tag, other attributes as they are, and the text's language.
 */
static void
begin_text(struct html *h, const char *tag, const char *attributes, const struct runs *text)
{
	buf_printf(h->out, "<%s%s", tag, attributes);
	html_lang(h->out, text->lang, h->page->lang);
	buf_putc(h->out, '>');
}

static void
put_text(struct html *h, const char *tag, const char *attributes, const struct runs *text)
{
	begin_text(h, tag, attributes, text);
	html_runs(h, text);
	buf_printf(h->out, "</%s>\n", tag);
}

/* A level is never skipped, whatever a text in the agenda says. */
static void
put_heading(struct html *h, const struct block *block)
{
	int level = block->level < 2 ? 2 : block->level > 6 ? 6 : block->level;
	char tag[] = "h0";

	if (level > h->heading + 1)
		level = h->heading + 1;
	h->heading = level;
	tag[1] = (char)('0' + level);
	buf_printf(h->out, "<%s", tag);
	if (html_is_set(block->id)) {
		buf_puts(h->out, " id=\"");
		html_token(h->out, block->id);
		buf_putc(h->out, '"');
	}
	html_lang(h->out, block->text.lang, h->page->lang);
	buf_putc(h->out, '>');
	html_runs(h, &block->text);
	buf_printf(h->out, "</%s>\n", tag);
}

/* ---- lists ---- */

enum { ITEM_LEVELS = 3 };

struct list {
	int depth;
	bool ordered[ITEM_LEVELS];
	int next[ITEM_LEVELS]; /* the number the next item has by itself */
};

static void
list_open(struct html *h, struct list *l, int ordinal, bool of_findings)
{
	int i = l->depth++;

	l->ordered[i] = ordinal > 0;
	l->next[i] = ordinal;
	if (ordinal > 1)
		buf_printf(h->out, "\n<ol start=\"%d\">\n", ordinal);
	else if (of_findings)
		buf_puts(h->out, "<ul class=\"findings\">\n");
	else
		buf_puts(h->out, ordinal > 0 ? "\n<ol>\n" : "\n<ul>\n");
}

static void
list_close(struct html *h, struct list *l)
{
	buf_puts(h->out, l->ordered[--l->depth] ? "</li>\n</ol>\n" : "</li>\n</ul>\n");
}

/* Whether an item with this number begins another list than the one that is open. */
static bool
list_is_other(const struct list *l, int ordinal)
{
	int i = l->depth - 1;

	return l->ordered[i] != (ordinal > 0) || (ordinal == 1 && l->next[i] != 1);
}

static void
put_item(struct html *h, struct list *l, const struct block *block)
{
	int level = block->level < 1 ? 1 : block->level > ITEM_LEVELS ? ITEM_LEVELS : block->level;
	int i;

	while (l->depth > level || (l->depth == level && list_is_other(l, block->ordinal)))
		list_close(h, l);
	if (l->depth < level)
		list_open(h, l, block->ordinal, block->label != NULL);
	else
		buf_puts(h->out, "</li>\n");
	i = l->depth - 1;
	buf_puts(h->out, "<li");
	if (l->ordered[i] && l->next[i] != block->ordinal)
		buf_printf(h->out, " value=\"%d\"", block->ordinal);
	l->next[i] = block->ordinal + 1;
	if (block->label != NULL) {
		buf_puts(h->out, " class=\"is-");
		html_token(h->out, block->label);
		buf_putc(h->out, '"');
	}
	html_lang(h->out, block->text.lang, h->page->lang);
	buf_putc(h->out, '>');
	html_runs(h, &block->text);
}

static bool
is_kind(const struct page *p, size_t i, enum block_kind kind)
{
	return i < p->nblocks && p->blocks[i].kind == kind;
}

static size_t
put_items(struct html *h, size_t i)
{
	const struct block *blocks = h->page->blocks;
	bool of_findings = blocks[i].label != NULL;
	struct list l = {0};

	for (; is_kind(h->page, i, BLOCK_ITEM) && (blocks[i].label != NULL) == of_findings; i++)
		put_item(h, &l, &blocks[i]);
	while (l.depth > 0)
		list_close(h, &l);
	return i;
}

/* A label that repeats, or is missing, adds to the fact above. */
static size_t
put_facts(struct html *h, size_t i)
{
	const char *last = NULL;

	buf_puts(h->out, "<dl class=\"facts\">\n");
	for (; is_kind(h->page, i, BLOCK_FACT); i++) {
		const struct block *block = &h->page->blocks[i];
		const char *label = block->label != NULL ? block->label : last != NULL ? last : "";

		if (last == NULL || strcmp(label, last) != 0) {
			buf_puts(h->out, last != NULL ? "</div>\n<div>\n<dt>" : "<div>\n<dt>");
			html_text(h->out, label);
			buf_puts(h->out, "</dt>\n");
		}
		last = label;
		put_text(h, "dd", "", &block->text);
	}
	buf_puts(h->out, "</div>\n</dl>\n");
	return i;
}

static size_t
put_links(struct html *h, size_t i)
{
	buf_puts(h->out, "<ul class=\"links\">\n");
	for (; is_kind(h->page, i, BLOCK_LINK); i++) {
		const struct block *block = &h->page->blocks[i];

		if (block->label != NULL) {
			buf_puts(h->out, "<li class=\"to-");
			html_token(h->out, block->label);
			buf_putc(h->out, '"');
		} else {
			buf_puts(h->out, "<li");
		}
		html_lang(h->out, block->text.lang, h->page->lang);
		buf_putc(h->out, '>');
		html_runs(h, &block->text);
		buf_puts(h->out, "</li>\n");
	}
	buf_puts(h->out, "</ul>\n");
	return i;
}

static size_t
put_quote(struct html *h, size_t i)
{
	buf_puts(h->out, "<blockquote>\n");
	for (; is_kind(h->page, i, BLOCK_QUOTE); i++)
		put_text(h, "p", "", &h->page->blocks[i].text);
	buf_puts(h->out, "</blockquote>\n");
	return i;
}

/* The line break after <pre> is the one that HTML drops, so that one of the text stays. */
static void
put_code(struct html *h, const struct block *block)
{
	begin_text(h, "pre", "", &block->text);
	buf_puts(h->out, "\n<code>");
	html_runs(h, &block->text);
	buf_puts(h->out, "</code></pre>\n");
}

static size_t
put_block(struct html *h, size_t i)
{
	const struct block *block = &h->page->blocks[i];

	switch (block->kind) {
	case BLOCK_HEADING: put_heading(h, block); break;
	case BLOCK_PARA: put_text(h, "p", "", &block->text); break;
	case BLOCK_ITEM: return put_items(h, i);
	case BLOCK_QUOTE: return put_quote(h, i);
	case BLOCK_CODE: put_code(h, block); break;
	case BLOCK_RULE: buf_puts(h->out, "<hr>\n"); break;
	case BLOCK_FACT: return put_facts(h, i);
	case BLOCK_NOTICE: put_text(h, "p", " role=\"note\" class=\"notice\"", &block->text); break;
	case BLOCK_LINK: return put_links(h, i);
	case BLOCK_SLOT: return html_agenda(h, i);
	case BLOCK_GRID: html_grid(h, block->grid); break;
	}
	return i + 1;
}

void
html_blocks(struct html *h)
{
	size_t i = 0;

	h->heading = 1;
	while (i < h->page->nblocks)
		i = put_block(h, i);
}
