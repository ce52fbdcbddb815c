/* SPDX-License-Identifier: ISC */
#include "core/page_text.h"

#include "core/utf8.h"

#include <stdio.h>
#include <string.h>

enum {
	COLUMNS = 72,
	INDENT = 2,
	CHARACTER_MAX = 4, /* bytes */
	TEXT_MAX = 1 << 20 /* bytes of one block */
};

struct text_out {
	struct buf *out;
	const char *base;
	int indent;       /* of the blocks that come */
	size_t column;    /* of the line being written */
	bool has_words;   /* it has more than its indent */
	bool is_at_start; /* nothing was written yet */
};

/* ---- lines ---- */

static void
put_spaces(struct text_out *t, int n)
{
	for (int i = 0; i < n; i++)
		buf_putc(t->out, ' ');
	t->column += (size_t)n;
}

static void
end_line(struct text_out *t)
{
	buf_putc(t->out, '\n');
	t->column = 0;
	t->has_words = false;
}

/* Characters that end no word in scripts without spaces: a line does not begin with them. */
static bool
is_closing(uint32_t cp)
{
	return cp == 0x3001 || cp == 0x3002 || cp == 0x300d || cp == 0x300f || cp == 0xff01 ||
	       cp == 0xff09 || cp == 0xff0c || cp == 0xff0e || cp == 0xff1f || cp == 0x30fc;
}

static size_t
width_of(const char *s, size_t n)
{
	char one[CHARACTER_MAX + 1] = {0};

	if (n == 1)
		return 1;
	memcpy(one, s, n);
	return utf8_width(one);
}

/* How many bytes stay together at the start of `s`, which has `left` and there no space: up to the
 * next space, or of a script of wide characters one, with what closes it. */
static size_t
unit(const char *s, size_t left, size_t *width)
{
	size_t n = 0, len, w;
	uint32_t cp;

	*width = 0;
	while (n < left && s[n] != ' ' && (len = utf8_decode(s + n, left - n, &cp)) > 0) {
		w = width_of(s + n, len);
		if (n > 0 && w == 2 && !is_closing(cp))
			break;
		n += len;
		*width += w;
		if (w != 2 || n == left)
			continue;
		utf8_decode(s + n, left - n, &cp);
		if (!is_closing(cp))
			break;
	}
	return n;
}

/* One line of text without line ends, wrapped; lines after the first begin at `hang`. */
static void
wrap(struct text_out *t, const char *s, int hang)
{
	const char *end = s + strlen(s);
	bool space = false;
	size_t n, width;

	while (s < end) {
		if (*s == ' ') {
			space = t->has_words;
			s++;
			continue;
		}
		n = unit(s, (size_t)(end - s), &width);
		if (n == 0)
			return;
		if (t->has_words && t->column + space + width > COLUMNS) {
			end_line(t);
			put_spaces(t, hang);
			space = false;
		}
		if (space)
			put_spaces(t, 1);
		buf_put(t->out, s, n);
		t->column += width;
		t->has_words = true;
		space = false;
		s += n;
	}
}

/* Text of several lines, each wrapped. */
static void
put_lines(struct text_out *t, const char *s, int hang)
{
	struct buf line;

	buf_init(&line, TEXT_MAX);
	for (;;) {
		size_t n = strcspn(s, "\n");

		buf_clear(&line);
		buf_put(&line, s, n);
		wrap(t, buf_str(&line), hang);
		end_line(t);
		s += n;
		if (*s == '\0')
			break;
		s++;
		put_spaces(t, hang);
	}
	t->out->failed = t->out->failed || line.failed;
	buf_free(&line);
}

/* ---- text ---- */

/* What a terminal would obey vanishes; white space but line ends becomes a space. */
static void
put_clean(struct buf *out, const char *s)
{
	if (s != NULL)
		utf8_put_clean(out, s, strlen(s), "\n");
}

/* The address of a link; false if there is none to write. */
static bool
put_address(struct buf *out, const char *base, const struct target *to)
{
	if (to->kind == TARGET_NONE || (base == NULL && to->kind != TARGET_URL))
		return false;
	if (to->kind == TARGET_PAGE || to->kind == TARGET_FILE)
		put_clean(out, base);
	put_clean(out, to->to);
	return true;
}

/* Runs, each link with its address in brackets unless that is its label. */
static void
put_runs(struct buf *out, const struct runs *text, const char *base)
{
	size_t label = out->n; /* where the label of the link begins */

	for (size_t i = 0; i < text->n; i++) {
		const struct run *r = &text->run[i];

		if (i == 0 || !target_eq(&r->target, &r[-1].target))
			label = out->n;
		put_clean(out, r->look == RUN_BREAK ? "\n" : r->s);
		if (r->target.kind != TARGET_URL ||
		    (i + 1 < text->n && target_eq(&r->target, &r[1].target)) ||
		    strcmp(buf_str(out) + label, r->target.to) == 0)
			continue;
		buf_puts(out, " (");
		put_address(out, base, &r->target);
		buf_putc(out, ')');
	}
}

/* ---- blocks ---- */

/* A block that begins with something before its text; the other lines stand so far from it. */
static void
put_hanging(struct text_out *t, const char *before, const struct runs *text, int hang)
{
	struct buf all;

	buf_init(&all, TEXT_MAX);
	put_runs(&all, text, t->base);
	put_spaces(t, t->indent);
	buf_puts(t->out, before);
	t->column += utf8_width(before);
	put_lines(t, buf_str(&all), t->indent + hang);
	t->out->failed = t->out->failed || all.failed;
	buf_free(&all);
}

static void
put_block_text(struct text_out *t, const char *before, const struct runs *text)
{
	put_hanging(t, before, text, (int)utf8_width(before));
}

static void
put_item(struct text_out *t, const struct block *b)
{
	int had = t->indent;
	char number[16] = "- ";

	if (b->ordinal > 0)
		snprintf(number, sizeof number, "%d. ", b->ordinal);
	t->indent += b->level > 1 ? INDENT * (b->level - 1) : 0;
	put_block_text(t, number, &b->text);
	t->indent = had;
}

/* "Where: Main hall", its other lines a little to the right. */
static void
put_labelled(struct text_out *t, const char *label, const struct block *b, const struct target *to)
{
	struct buf all;

	buf_init(&all, TEXT_MAX);
	put_clean(&all, label);
	if (to == NULL) {
		buf_puts(&all, ": ");
		put_runs(&all, &b->text, t->base);
	} else {
		size_t n = all.n;

		buf_puts(&all, ": ");
		if (!put_address(&all, t->base, to)) {
			all.n = n;
			all.p[n] = '\0';
		}
	}
	put_spaces(t, t->indent);
	put_lines(t, buf_str(&all), t->indent + INDENT);
	t->out->failed = t->out->failed || all.failed;
	buf_free(&all);
}

static void
put_code(struct text_out *t, const struct runs *text)
{
	struct buf all;
	const char *s;

	buf_init(&all, TEXT_MAX);
	for (size_t i = 0; i < text->n; i++)
		put_clean(&all, text->run[i].s);
	for (s = buf_str(&all); *s != '\0';) {
		size_t n = strcspn(s, "\n");

		if (n > 0)
			put_spaces(t, t->indent + INDENT);
		buf_put(t->out, s, n);
		end_line(t);
		s += n + (s[n] == '\n');
	}
	t->out->failed = t->out->failed || all.failed;
	buf_free(&all);
}

static void
put_part(struct buf *out, const char *before, const char *s, const char *after)
{
	if (s == NULL || *s == '\0')
		return;
	buf_puts(out, before);
	put_clean(out, s);
	buf_puts(out, after);
}

static void
put_slot(struct text_out *t, const struct page_slot *s)
{
	struct buf all;
	int hang;

	buf_init(&all, TEXT_MAX);
	put_part(&all, "", s->time, " ");
	put_part(&all, "(", s->there, ") ");
	if (all.n > 0)
		buf_putc(&all, ' ');
	hang = (int)utf8_width(buf_str(&all));
	put_spaces(t, t->indent);
	buf_puts(t->out, buf_str(&all));
	t->column += (size_t)hang;
	buf_clear(&all);
	put_part(&all, "", s->mark_note, ": ");
	put_part(&all, "", s->title, "");
	put_part(&all, " \xc2\xb7 ", s->rooms, "");
	put_part(&all, " \xc2\xb7 ", s->tracks, "");
	put_part(&all, " \xc2\xb7 ", s->note, "");
	put_lines(t, buf_str(&all), t->indent + hang);
	t->out->failed = t->out->failed || all.failed;
	buf_free(&all);
}

/* What is under a heading of the third level stands a little to the right of it. */
static void
put_heading(struct text_out *t, const struct block *b)
{
	if (b->level <= 3)
		t->indent = 0;
	if (b->level == 2 && !t->is_at_start)
		end_line(t);
	put_hanging(t, "", &b->text, b->level == 3 ? 2 * INDENT : 0);
	if (b->level == 3)
		t->indent = INDENT;
}

static void
put_block(struct text_out *t, const struct block *b)
{
	switch (b->kind) {
	case BLOCK_HEADING: put_heading(t, b); break;
	case BLOCK_PARA:
	case BLOCK_NOTICE: put_block_text(t, "", &b->text); break;
	case BLOCK_ITEM: put_item(t, b); break;
	case BLOCK_QUOTE: put_block_text(t, "> ", &b->text); break;
	case BLOCK_CODE: put_code(t, &b->text); break;
	case BLOCK_RULE: break;
	case BLOCK_FACT: put_labelled(t, b->label, b, NULL); break;
	case BLOCK_LINK:
		if (b->text.n > 0)
			put_labelled(t, b->text.run[0].s, b, &b->text.run[0].target);
		break;
	case BLOCK_SLOT: put_slot(t, b->slot); break;
	case BLOCK_GRID:
		for (size_t i = 0; i < b->grid->ncells; i++)
			put_slot(t, b->grid->cells[i].slot);
		break;
	}
}

static bool
is_in_list(const struct block *b)
{
	return b->kind == BLOCK_ITEM || b->kind == BLOCK_QUOTE || b->kind == BLOCK_FACT ||
	       b->kind == BLOCK_LINK || b->kind == BLOCK_SLOT;
}

/* A blank line divides what is not one list; facts and lines of an agenda follow their heading. */
static bool
wants_blank(const struct block *b, const struct block *above)
{
	if (b->kind == BLOCK_RULE)
		return false;
	if (above == NULL || b->kind == BLOCK_HEADING)
		return true;
	if (above->kind == BLOCK_HEADING)
		return above->level < 3;
	return above->kind != b->kind || !is_in_list(b);
}

void
page_text(struct buf *out, const struct page *p, const char *base)
{
	struct text_out t = {.out = out, .base = base, .is_at_start = true};
	struct buf title;

	buf_init(&title, TEXT_MAX);
	put_clean(&title, p->title);
	put_lines(&t, buf_str(&title), 0);
	for (size_t i = 0; i < p->nblocks; i++) {
		if (wants_blank(&p->blocks[i], i > 0 ? &p->blocks[i - 1] : NULL))
			end_line(&t);
		t.is_at_start = i == 0;
		put_block(&t, &p->blocks[i]);
	}
	t.indent = 0;
	end_line(&t);
	end_line(&t);
	for (size_t i = p->ncrumbs; base != NULL && i > 0; i--)
		put_labelled(&t, p->crumbs[i - 1].s, NULL, &p->crumbs[i - 1].target);
	if (p->footer != NULL) {
		buf_clear(&title);
		put_clean(&title, p->footer);
		put_lines(&t, buf_str(&title), 0);
	}
	buf_free(&title);
}
