/* SPDX-License-Identifier: ISC */
#include "gemini/gemtext.h"

#include "gemini/gemtext_line.h"

#include <string.h>

/* ---- languages ---- */

/* Whether a text is marked as in a language: one that is neither the page's nor said on top. */
static bool
is_marked(const struct page *p, const char *lang)
{
	return lang != NULL && (p->texts_lang == NULL || strcmp(p->texts_lang, lang) != 0);
}

/* "[fr] " before the text of a block, unless it goes on from the one above. */
static void
put_lang(struct buf *out, const struct page *p, const struct block *b)
{
	const char *above = b > p->blocks ? b[-1].text.lang : NULL;

	if (!is_marked(p, b->text.lang) ||
	    (b->kind != BLOCK_FACT && above != NULL && strcmp(above, b->text.lang) == 0))
		return;
	buf_putc(out, '[');
	gemtext_text(out, b->text.lang);
	buf_puts(out, "] ");
}

/* The same after a title. */
static void
put_title_lang(struct buf *out, const struct page *p, const char *lang)
{
	if (!is_marked(p, lang))
		return;
	buf_puts(out, " [");
	gemtext_text(out, lang);
	buf_putc(out, ']');
}

/* ---- links of texts ---- */

/* The blocks from `from` up to `to`. */
struct stretch {
	const struct page *page;
	size_t from, to;
};

static bool
was_linked(const struct stretch *st, size_t block, size_t run)
{
	const struct target *t = &st->page->blocks[block].text.run[run].target;

	for (size_t b = st->from; b <= block; b++) {
		const struct runs *text = &st->page->blocks[b].text;

		for (size_t r = 0; r < (b == block ? run : text->n); r++)
			if (target_eq(&text->run[r].target, t))
				return true;
	}
	return false;
}

static void
put_colon(struct buf *out, const struct page *p)
{
	gemtext_text(out, p->colon != NULL ? p->colon : ": ");
}

/* A fact that is nothing but a link, or a name that is one and what is said of it, is only the line
 * of the link. */
static bool
is_link_fact(const struct block *b)
{
	if (b->kind != BLOCK_FACT || b->text.n == 0 || b->text.run[0].target.kind == TARGET_NONE)
		return false;
	for (size_t r = 1; r < b->text.n; r++)
		if (b->text.run[0].look != RUN_STRONG || b->text.run[r].target.kind != TARGET_NONE)
			return false;
	return true;
}

/* A link whose label has several looks is several runs. That of a fact says what it is, for who
 * hears the links alone: "=> /x Track: Policy". */
static void
put_label(struct buf *out, const struct page *p, const struct block *b, size_t run)
{
	const struct runs *text = &b->text;

	if (b->kind == BLOCK_FACT) {
		gemtext_text(out, b->label);
		put_colon(out, p);
	}
	for (size_t r = run; r < text->n; r++) {
		if (!is_link_fact(b) && !target_eq(&text->run[r].target, &text->run[run].target))
			break;
		gemtext_text(out, text->run[r].s);
	}
}

/* Lines for the links in the text of some blocks, each target once. */
static void
put_links_of(struct buf *out, const struct stretch *st)
{
	for (size_t b = st->from; b < st->to; b++) {
		const struct runs *text = &st->page->blocks[b].text;

		for (size_t r = 0; r < text->n; r++) {
			if (text->run[r].target.kind == TARGET_NONE || was_linked(st, b, r))
				continue;
			buf_puts(out, "=> ");
			gemtext_url(out, st->page, &text->run[r].target);
			buf_putc(out, ' ');
			put_label(out, st->page, &st->page->blocks[b], r);
			gemtext_cut_spaces(out);
			buf_putc(out, '\n');
		}
	}
}

/* ---- text ---- */

/* Ends a line of text, which is looked at as a whole: "=" and ">" may be two runs. */
static void
end_line(struct buf *out, struct buf *line)
{
	gemtext_cut_spaces(line);
	if (gemtext_is_line_start(out))
		gemtext_line_start(out, buf_str(line));
	else
		buf_puts(out, buf_str(line));
	buf_putc(out, '\n');
	out->failed = out->failed || line->failed;
	buf_clear(line);
}

/* Appends runs; a break begins a new line with `prefix`. */
static void
put_runs(struct buf *out, const struct runs *text, const char *prefix)
{
	struct buf line;

	buf_init(&line, out->max);
	for (size_t i = 0; i < text->n; i++) {
		if (text->run[i].look != RUN_BREAK) {
			gemtext_text(&line, text->run[i].s);
			continue;
		}
		end_line(out, &line);
		buf_puts(out, prefix);
	}
	end_line(out, &line);
	buf_free(&line);
}

/* Lines within a preformatted block: only one that begins with ``` could end it. What it shows is
 * said behind the first fence, for who cannot see it. */
static void
put_code(struct buf *out, const struct block *b)
{
	const struct runs *text = &b->text;

	buf_puts(out, "```");
	gemtext_text(out, b->label);
	gemtext_cut_spaces(out);
	buf_putc(out, '\n');
	for (size_t i = 0; i < text->n; i++) {
		const char *s = text->run[i].s;

		while (*s != '\0') {
			size_t n = strcspn(s, "\n");

			if (strncmp(s, "```", 3) == 0)
				buf_putc(out, ' ');
			gemtext_bytes(out, s, n);
			buf_putc(out, '\n');
			s += n + (s[n] == '\n');
		}
	}
	buf_puts(out, "```\n");
}

static void
put_link(struct buf *out, const struct page *p, const struct block *b)
{
	struct buf label;

	buf_init(&label, out->max);
	for (size_t r = 0; r < b->text.n; r++)
		buf_puts(&label, b->text.run[r].s);
	gemtext_link(out, p, &b->text.run[0].target, buf_str(&label));
	out->failed = out->failed || label.failed;
	buf_free(&label);
}

static void
put_item(struct buf *out, const struct page *p, const struct block *b)
{
	if (b->ordinal > 0)
		buf_printf(out, "%d. ", b->ordinal);
	else
		buf_puts(out, b->level > 1 ? "* \xe2\x80\x93 " : "* ");
	put_lang(out, p, b);
	put_runs(out, &b->text, "");
}

/* ---- agendas ---- */

static void
put_part(struct buf *out, const char *s)
{
	if (s == NULL || *s == '\0')
		return;
	buf_puts(out, " \xc2\xb7 ");
	gemtext_text(out, s);
}

/* "09:30–11:00 (16:30)  cancelled: Opening · Main hall · Policy". */
static void
put_slot_text(struct buf *out, const struct page *p, const struct page_slot *s)
{
	bool timed = s->time != NULL && *s->time != '\0';

	if (timed)
		gemtext_text(out, s->time);
	if (s->there != NULL && *s->there != '\0') {
		buf_puts(out, " (");
		gemtext_text(out, s->there);
		buf_putc(out, ')');
	}
	if (timed)
		buf_puts(out, "  ");
	if (s->mark_note != NULL) {
		gemtext_text(out, s->mark_note);
		put_colon(out, p);
	}
	gemtext_text(out, s->title);
	put_title_lang(out, p, s->lang);
	put_part(out, s->rooms);
	put_part(out, s->tracks);
	put_part(out, s->note);
	gemtext_cut_spaces(out);
}

static void
put_slot(struct buf *out, const struct page *p, const struct page_slot *s)
{
	struct buf text;

	buf_init(&text, out->max);
	put_slot_text(&text, p, s);
	if (s->target.kind != TARGET_NONE) {
		gemtext_link(out, p, &s->target, buf_str(&text));
	} else {
		gemtext_line_start(out, buf_str(&text));
		buf_putc(out, '\n');
	}
	out->failed = out->failed || text.failed;
	buf_free(&text);
}

static void
put_grid(struct buf *out, const struct page *p, const struct grid *g)
{
	for (size_t i = 0; i < g->ncells; i++)
		put_slot(out, p, g->cells[i].slot);
}

/* ---- the page ---- */

static void
put_block(struct buf *out, const struct page *p, const struct block *b)
{
	switch (b->kind) {
	case BLOCK_HEADING: break; /* put_heading */
	case BLOCK_PARA:
	case BLOCK_NOTICE:
		put_lang(out, p, b);
		put_runs(out, &b->text, "");
		break;
	case BLOCK_ITEM: put_item(out, p, b); break;
	case BLOCK_QUOTE:
		buf_puts(out, "> ");
		put_lang(out, p, b);
		put_runs(out, &b->text, "> ");
		break;
	case BLOCK_CODE: put_code(out, b); break;
	case BLOCK_RULE: buf_puts(out, "---\n"); break;
	case BLOCK_FACT:
		if (is_link_fact(b))
			break;
		buf_puts(out, "* ");
		gemtext_text(out, b->label);
		put_colon(out, p);
		put_lang(out, p, b);
		put_runs(out, &b->text, "");
		break;
	case BLOCK_LINK:
		if (b->text.n > 0)
			put_link(out, p, b);
		break;
	case BLOCK_SLOT: put_slot(out, p, b->slot); break;
	case BLOCK_GRID: put_grid(out, p, b->grid); break;
	}
}

/* A level is never skipped, whatever a text in the agenda says; there are three. Returns its own.
 */
static int
put_heading(struct buf *out, const struct page *p, const struct block *b, int above)
{
	int level = b->level > above + 1 ? above + 1 : b->level;

	buf_puts(out, level > 2 ? "### " : "## ");
	put_lang(out, p, b);
	put_runs(out, &b->text, "");
	return level;
}

/* Blocks of these kinds make one list when they follow each other. */
static bool
is_listed_kind(enum block_kind k)
{
	return k == BLOCK_ITEM || k == BLOCK_QUOTE || k == BLOCK_FACT || k == BLOCK_LINK ||
	       k == BLOCK_SLOT;
}

static size_t
stretch_end(const struct page *p, size_t i)
{
	enum block_kind k = p->blocks[i].kind;
	size_t end = i + 1;

	while (is_listed_kind(k) && end < p->nblocks && p->blocks[end].kind == k)
		end++;
	return end;
}

/* Whether the last line written is a link, which the next links may follow at once. */
static bool
ends_with_link(const struct buf *out)
{
	size_t i = out->n;

	while (i > 1 && out->p[i - 2] != '\n')
		i--;
	return i > 1 && strncmp(out->p + i - 1, "=>", 2) == 0;
}

/* A blank line divides what is not one list; what is under a heading follows it at once. */
static bool
wants_blank(const struct buf *out, const struct page *p, size_t i)
{
	enum block_kind k = p->blocks[i].kind;

	if (i == 0 || k == BLOCK_HEADING)
		return true;
	return p->blocks[i - 1].kind != BLOCK_HEADING &&
	       !(k == BLOCK_LINK && p->blocks[i - 1].kind < BLOCK_SLOT && ends_with_link(out));
}

static void
put_blocks(struct buf *out, const struct page *p)
{
	int level = 1;

	for (size_t i = 0; i < p->nblocks;) {
		struct stretch st = {p, i, stretch_end(p, i)};

		if (wants_blank(out, p, i))
			buf_putc(out, '\n');
		if (p->blocks[i].kind == BLOCK_HEADING)
			level = put_heading(out, p, &p->blocks[i], level);
		for (; i < st.to; i++)
			put_block(out, p, &p->blocks[i]);
		if (p->blocks[st.from].kind != BLOCK_LINK)
			put_links_of(out, &st);
	}
}

static void
put_foot(struct buf *out, const struct page *p)
{
	if (p->ncrumbs > 0)
		buf_putc(out, '\n');
	for (size_t i = p->ncrumbs; i > 0; i--)
		gemtext_link(out, p, &p->crumbs[i - 1].target, p->crumbs[i - 1].s);
	if (p->footer != NULL && *p->footer != '\0') {
		buf_putc(out, '\n');
		gemtext_line_start(out, p->footer);
		buf_putc(out, '\n');
	}
}

void
gemtext_page(struct buf *out, const struct page *p)
{
	buf_puts(out, "# ");
	gemtext_text(out, p->title);
	put_title_lang(out, p, p->title_lang);
	buf_putc(out, '\n');
	put_blocks(out, p);
	if (p->foot != NULL && strcmp(p->path, "about") == 0)
		put_blocks(out, p->foot);
	put_foot(out, p);
}
