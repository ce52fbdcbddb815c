/* SPDX-License-Identifier: ISC */
#include "core/buf.h"
#include "core/page.h"
#include "core/path.h"
#include "core/utf8.h"

#include <cmark.h>
#include <stdlib.h>
#include <string.h>

enum {
	TEXT_MAX = 64 * 1024, /* of CommonMark; the reader refuses longer texts */
	LISTS_MAX = 16,       /* nested lists whose numbers are kept */
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

/* How many bytes at the start are printable ASCII. */
static size_t
plain_prefix(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && s[i] >= ' ' && s[i] < 0x7f)
		i++;
	return i;
}

/* Appends text as it may be shown: character references can smuggle in what the reader of the
 * YAML refused. Line ends become spaces unless the text is preformatted. */
static void
put_clean(struct buf *out, const char *s, bool is_code)
{
	size_t n = strlen(s), len;
	uint32_t cp;

	for (size_t i = 0; i < n; i += len) {
		len = plain_prefix(s + i, n - i);
		if (len > 0) {
			buf_put(out, s + i, len);
			continue;
		}
		len = utf8_decode(s + i, n - i, &cp);
		if (len == 0)
			len = 1;
		else if (is_code && (cp == '\n' || cp == '\t'))
			buf_putc(out, (char)cp);
		else if (cp == '\n' || cp == '\t' || cp == '\r' || cp == 0x85 || cp == 0x2028 ||
			 cp == 0x2029)
			buf_putc(out, ' ');
		else if (cp >= ' ' && (cp < 0x7f || cp > 0x9f))
			buf_put(out, s + i, len);
	}
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
		char *line = arena_strndup(w->page->arena, s, n);

		put_clean(&w->text, line, false);
		s += n;
		if (*s == '\n' && *++s != '\0')
			put_break(w);
	}
}

/* Blocks that are leaves of the tree. */
static void
leaf(struct walk *w, cmark_node *node, cmark_node_type type)
{
	if (type == CMARK_NODE_THEMATIC_BREAK) {
		begin_block(w, BLOCK_RULE);
	} else if (type == CMARK_NODE_CODE_BLOCK) {
		begin_block(w, BLOCK_CODE);
		put_clean(&w->text, cmark_node_get_literal(node), true);
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
		put_clean(&w->text, url, false);
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
		put_clean(&w->text, cmark_node_get_literal(node), false);
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

void
page_markdown(struct page *p, const char *text, const char *lang, int level)
{
	struct walk w = {
	    .page = p, .level = level, .block = NONE, .lang = arena_strdup(p->arena, lang)};
	size_t n = strlen(text);
	cmark_node *doc;
	cmark_iter *it;
	cmark_event_type ev;

	if (n > TEXT_MAX)
		n = utf8_check(text, TEXT_MAX);
	buf_init(&w.text, 2 * TEXT_MAX);
	doc = cmark_parse_document(text, n, CMARK_OPT_VALIDATE_UTF8);
	it = cmark_iter_new(doc);
	while ((ev = cmark_iter_next(it)) != CMARK_EVENT_DONE)
		visit(&w, cmark_iter_get_node(it), ev == CMARK_EVENT_ENTER);
	cmark_iter_free(it);
	cmark_node_free(doc);
	buf_free(&w.text);
}

/* ---- links ---- */

void
markdown_links(const char *text, link_fn *fn, void *arg)
{
	size_t n = strlen(text);
	cmark_node *doc;
	cmark_iter *it;
	cmark_event_type ev;

	/* Without either there is none: cmark is spared most texts. */
	if (strpbrk(text, "[<") == NULL)
		return;
	if (n > TEXT_MAX)
		n = utf8_check(text, TEXT_MAX);
	doc = cmark_parse_document(text, n, CMARK_OPT_VALIDATE_UTF8);
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

/* ---- plain text ---- */

static void
put_plain_runs(struct buf *out, const struct runs *t)
{
	size_t label = out->n; /* where the label of the link begins */

	for (size_t i = 0; i < t->n; i++) {
		const struct run *r = &t->run[i];

		if (i == 0 || !target_eq(&r->target, &r[-1].target))
			label = out->n;
		if (r->look == RUN_BREAK)
			buf_putc(out, '\n');
		else
			buf_puts(out, r->s);
		if (r->target.kind == TARGET_NONE ||
		    (i + 1 < t->n && target_eq(&r->target, &r[1].target)))
			continue;
		if (strcmp(buf_str(out) + label, r->target.to) != 0)
			buf_printf(out, " (%s)", r->target.to);
	}
}

static void
put_plain_block(struct buf *out, const struct block *b, const struct block *before)
{
	if (b->kind == BLOCK_RULE)
		return;
	if (out->n > 0)
		buf_puts(out, b->kind == BLOCK_ITEM && before != NULL && before->kind == BLOCK_ITEM
				  ? "\n"
				  : "\n\n");
	if (b->kind == BLOCK_ITEM) {
		buf_printf(out, "%*s", 2 * (b->level - 1), "");
		if (b->ordinal > 0)
			buf_printf(out, "%d. ", b->ordinal);
		else
			buf_puts(out, "- ");
	}
	put_plain_runs(out, &b->text);
}

/* Where to cut a text to at most `max` bytes with its ellipsis: at a word's end if there is one. */
static size_t
cut_at(const char *s, size_t max)
{
	size_t n = utf8_check(s, max - strlen("\xe2\x80\xa6")), end = n;

	while (end > 0 && s[end] != ' ' && s[end] != '\n')
		end--;
	while (end > 0 && (s[end - 1] == ' ' || s[end - 1] == '\n'))
		end--;
	return end > 0 ? end : n;
}

const char *
markdown_plain(struct arena *a, const char *text, size_t max)
{
	struct page p = {.arena = a};
	struct buf out;
	const char *plain;

	buf_init(&out, 8 * TEXT_MAX);
	page_markdown(&p, text, NULL, 2);
	for (size_t i = 0; i < p.nblocks; i++)
		put_plain_block(&out, &p.blocks[i], i > 0 ? &p.blocks[i - 1] : NULL);
	if (max > strlen("\xe2\x80\xa6") && out.n > max)
		plain = arena_printf(a, "%.*s\xe2\x80\xa6", (int)cut_at(out.p, max), out.p);
	else
		plain = arena_strdup(a, buf_str(&out));
	buf_free(&out);
	return plain;
}
