/* SPDX-License-Identifier: ISC */
#include "core/buf.h"
#include "core/markdown_private.h"
#include "core/page.h"
#include "core/path.h"
#include "core/utf8.h"

#include <cmark.h>
#include <stdlib.h>
#include <string.h>

enum {
	LISTS_MAX = 16, /* nested lists whose numbers are kept */
	ITEM_LEVEL_MAX = 3
};

/* The walk over cmark's tree. cmark parses, walks and frees without recursion, and so does this. */
struct walk {
	struct page *page;
	const char *lang;
	int level;            /* of a first-level heading */
	size_t block;         /* index of the block being written, or NONE */
	struct buf text;      /* of the run being written */
	enum run_look look;   /* of that run */
	struct target target; /* of that run; strings are cmark's */
	int quotes, items, emphs, strongs, headings, links;
	int lists;
	int ordinal[LISTS_MAX]; /* of the next item of each open list; 0: bullets */
	bool link_is_empty;
};

static const size_t NONE = (size_t)-1;

static void
put_clean(struct walk *w, const char *s, bool is_code)
{
	markdown_put_clean(&w->text, s, strlen(s), is_code);
}

/* Ends the run being written. */
static void
flush(struct walk *w)
{
	if (w->text.n > 0 && w->block != NONE)
		page_run(
		    w->page, &w->page->blocks[w->block], w->look, buf_str(&w->text), w->target);
	buf_clear(&w->text);
}

static void
set_look(struct walk *w, enum run_look look)
{
	if (look != w->look)
		flush(w);
	w->look = look;
}

/* The look of plain text where the walk is. */
static enum run_look
look_here(const struct walk *w)
{
	return w->strongs > 0 || w->headings > 0 ? RUN_STRONG : w->emphs > 0 ? RUN_EMPH : RUN_PLAIN;
}

static void
put_break(struct walk *w)
{
	flush(w);
	if (w->block != NONE)
		page_run(w->page, &w->page->blocks[w->block], RUN_BREAK, "",
		    (struct target){.kind = TARGET_NONE});
}

static void
begin_block(struct walk *w, enum block_kind kind)
{
	struct block *b = page_block(w->page, kind);

	b->text.lang = w->lang;
	w->block = w->page->nblocks - 1;
	w->look = RUN_PLAIN;
	w->target = (struct target){.kind = TARGET_NONE};
}

static void
end_block(struct walk *w)
{
	flush(w);
	w->block = NONE;
}

static int
item_level(const struct walk *w)
{
	return w->items < ITEM_LEVEL_MAX ? w->items : ITEM_LEVEL_MAX;
}

/* Begins the block of a paragraph: in a quote it is a quote, the first of an item is the item. */
static void
begin_para(struct walk *w, cmark_node *node)
{
	struct block *last = w->page->nblocks > 0 ? &w->page->blocks[w->page->nblocks - 1] : NULL;
	int list = w->lists - 1;

	if (w->quotes > 0) {
		begin_block(w, BLOCK_QUOTE);
	} else if (w->items == 0) {
		begin_block(w, BLOCK_PARA);
	} else if (cmark_node_previous(node) == NULL) {
		begin_block(w, BLOCK_ITEM);
		last = &w->page->blocks[w->block];
		last->level = item_level(w);
		if (list >= 0 && list < LISTS_MAX && w->ordinal[list] > 0)
			last->ordinal = w->ordinal[list]++;
	} else if (last != NULL && last->kind == BLOCK_ITEM && last->level == item_level(w)) {
		w->block = w->page->nblocks - 1;
		put_break(w);
	} else {
		begin_block(w, BLOCK_PARA);
	}
}

static void
put_lines(struct walk *w, const char *s)
{
	while (*s != '\0') {
		size_t n = strcspn(s, "\n");

		markdown_put_clean(&w->text, s, n, false);
		s += n;
		if (*s == '\n' && *++s != '\0')
			put_break(w);
	}
}

/* What a preformatted text shows, as its info string has it; NULL if that says nothing. */
static const char *
code_label(struct walk *w, cmark_node *node)
{
	const char *s;

	put_clean(w, cmark_node_get_fence_info(node), false);
	s = w->text.n > 0 ? arena_strdup(w->page->arena, buf_str(&w->text)) : NULL;
	buf_clear(&w->text);
	return s;
}

/* Blocks that are leaves of the tree. */
static void
leaf(struct walk *w, cmark_node *node, cmark_node_type type)
{
	if (type == CMARK_NODE_THEMATIC_BREAK) {
		begin_block(w, BLOCK_RULE);
	} else if (type == CMARK_NODE_CODE_BLOCK) {
		begin_block(w, BLOCK_CODE);
		w->page->blocks[w->block].label = code_label(w, node);
		put_clean(w, cmark_node_get_literal(node), true);
		while (w->text.n > 0 && w->text.p[w->text.n - 1] == '\n')
			w->text.n--;
		if (w->text.n > 0)
			w->text.p[w->text.n] = '\0';
	} else {
		begin_para(w, node);
		put_lines(w, cmark_node_get_literal(node));
	}
	end_block(w);
}

static void
enter_list(struct walk *w, cmark_node *node)
{
	if (w->lists < LISTS_MAX)
		w->ordinal[w->lists] = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
					   ? cmark_node_get_list_start(node)
					   : 0;
	w->lists++;
}

static void
enter_heading(struct walk *w, cmark_node *node)
{
	int level = w->level + cmark_node_get_heading_level(node) - 1;

	if (w->quotes > 0 || w->items > 0) {
		begin_para(w, node);
		w->headings++;
		return;
	}
	begin_block(w, BLOCK_HEADING);
	w->page->blocks[w->block].level = level < 2 ? 2 : level > 4 ? 4 : level;
}

/* Containers and blocks of inline text. */
static void
block(struct walk *w, cmark_node *node, cmark_node_type type, bool enter)
{
	int step = enter ? 1 : -1;

	if (type == CMARK_NODE_BLOCK_QUOTE) {
		w->quotes += step;
	} else if (type == CMARK_NODE_ITEM) {
		w->items += step;
	} else if (type == CMARK_NODE_LIST) {
		if (enter)
			enter_list(w, node);
		else
			w->lists--;
	} else if (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING) {
		if (!enter) {
			end_block(w);
			w->headings = 0;
		} else if (type == CMARK_NODE_HEADING) {
			enter_heading(w, node);
		} else {
			begin_para(w, node);
		}
	}
}

/* Links and images alike: of nested ones the outermost leads somewhere. */
static void
link_or_image(struct walk *w, cmark_node *node, bool enter)
{
	const char *url = cmark_node_get_url(node);

	if (enter) {
		if (w->links++ > 0 || url == NULL || !url_is_safe(url))
			return;
		flush(w);
		w->target = target_url(url);
		w->link_is_empty = true;
		return;
	}
	if (--w->links > 0 || w->target.kind == TARGET_NONE)
		return;
	if (w->link_is_empty)
		put_clean(w, url, false);
	flush(w);
	w->target = (struct target){.kind = TARGET_NONE};
}

static void
inline_node(struct walk *w, cmark_node *node, cmark_node_type type, bool enter)
{
	int step = enter ? 1 : -1;

	switch (type) {
	case CMARK_NODE_EMPH: w->emphs += step; return;
	case CMARK_NODE_STRONG: w->strongs += step; return;
	case CMARK_NODE_LINK:
	case CMARK_NODE_IMAGE: link_or_image(w, node, enter); return;
	case CMARK_NODE_LINEBREAK: put_break(w); return;
	case CMARK_NODE_SOFTBREAK:
		set_look(w, look_here(w));
		buf_putc(&w->text, ' ');
		return;
	default: break;
	}
	set_look(w, type == CMARK_NODE_CODE ? RUN_CODE : look_here(w));
	if (cmark_node_get_literal(node) != NULL) {
		put_clean(w, cmark_node_get_literal(node), false);
		w->link_is_empty = false;
	}
}

static void
visit(struct walk *w, cmark_node *node, bool enter)
{
	cmark_node_type type = cmark_node_get_type(node);

	if (type == CMARK_NODE_CODE_BLOCK || type == CMARK_NODE_HTML_BLOCK ||
	    type == CMARK_NODE_THEMATIC_BREAK)
		leaf(w, node, type);
	else if (type >= CMARK_NODE_FIRST_INLINE)
		inline_node(w, node, type, enter);
	else
		block(w, node, type, enter);
}

static cmark_node *
parse(const char *text)
{
	size_t n = strlen(text);

	if (n > MARKDOWN_TEXT_MAX)
		n = utf8_check(text, MARKDOWN_TEXT_MAX);
	return cmark_parse_document(text, n, CMARK_OPT_VALIDATE_UTF8);
}

static void
add_blocks(struct page *p, cmark_node *doc, const char *lang, int level)
{
	struct walk w = {
	    .page = p, .level = level, .block = NONE, .lang = arena_strdup(p->arena, lang)};
	cmark_iter *it = cmark_iter_new(doc);
	cmark_event_type ev;

	buf_init(&w.text, 2 * MARKDOWN_TEXT_MAX);
	while ((ev = cmark_iter_next(it)) != CMARK_EVENT_DONE)
		visit(&w, cmark_iter_get_node(it), ev == CMARK_EVENT_ENTER);
	cmark_iter_free(it);
	buf_free(&w.text);
}

void
page_markdown(struct page *p, const char *text, const char *lang, int level)
{
	cmark_node *doc = parse(text);

	add_blocks(p, doc, lang, level);
	cmark_node_free(doc);
}

void
page_markdown_html(struct page *p, struct buf *html, const char *text, const char *lang, int level)
{
	cmark_node *doc = parse(text);

	add_blocks(p, doc, lang, level);
	markdown_put_html(html, doc);
	cmark_node_free(doc);
}

/* ---- links ---- */

void
markdown_links(const char *text, link_fn *fn, void *arg)
{
	cmark_node *doc;
	cmark_iter *it;
	cmark_event_type ev;

	/* Without either there is none: cmark is spared most texts. */
	if (strpbrk(text, "[<") == NULL)
		return;
	doc = parse(text);
	it = cmark_iter_new(doc);
	while ((ev = cmark_iter_next(it)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(it);
		cmark_node_type type = cmark_node_get_type(node);

		if (ev == CMARK_EVENT_ENTER &&
		    (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE) &&
		    cmark_node_get_url(node) != NULL)
			fn(arg, cmark_node_get_url(node));
	}
	cmark_iter_free(it);
	cmark_node_free(doc);
}
