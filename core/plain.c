/* SPDX-License-Identifier: ISC */
/* The blocks of a text as plain text. */
#include "core/buf.h"
#include "core/page.h"
#include "core/utf8.h"

#include <string.h>

enum { PLAIN_MAX = 512 * 1024 };

static void
put_in_brackets(struct buf *out, const char *s)
{
	buf_puts(out, " (");
	buf_puts(out, s);
	buf_putc(out, ')');
}

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
			put_in_brackets(out, r->target.to);
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
		for (int i = 1; i < b->level; i++)
			buf_puts(out, "  ");
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
page_plain(struct arena *a, const struct page *p, size_t max)
{
	struct buf out;
	const char *plain;

	buf_init(&out, PLAIN_MAX);
	for (size_t i = 0; i < p->nblocks; i++)
		put_plain_block(&out, &p->blocks[i], i > 0 ? &p->blocks[i - 1] : NULL);
	if (max > strlen("\xe2\x80\xa6") && out.n > max)
		plain = arena_printf(a, "%.*s\xe2\x80\xa6", (int)cut_at(out.p, max), out.p);
	else
		plain = arena_strdup(a, buf_str(&out));
	buf_free(&out);
	return plain;
}

const char *
markdown_plain(struct arena *a, const char *text, size_t max)
{
	struct page p = {.arena = a};

	page_markdown(&p, text, NULL, 2);
	return page_plain(a, &p, max);
}
