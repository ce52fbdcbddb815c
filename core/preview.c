/* SPDX-License-Identifier: ISC */
#include "core/preview.h"

#include <string.h>

enum { LINE_MAX_BYTES = 4096, PAGE_BYTES_MAX = 16 * 1024 * 1024 };

static const struct target nowhere = {.kind = TARGET_NONE};

static void
put_count(struct buf *out, size_t n, const char *what, const char *before)
{
	if (n > 0)
		buf_printf(out, "%s%zu %s%s", out->n > 0 ? before : "", n, what, n == 1 ? "" : "s");
}

/* "2 errors, 1 warning", "no findings". */
static void
put_counts(struct buf *out, const struct findings *f)
{
	if (f != NULL) {
		put_count(out, f->errors, "error", ", ");
		put_count(out, f->warnings, "warning", ", ");
		put_count(out, f->notes, "note", ", ");
	}
	if (out->n == 0)
		buf_puts(out, "no findings");
}

void
preview_changes(struct buf *out, const struct preview *pv)
{
	if (pv->revision == 0) {
		buf_puts(out, "nothing is published yet");
		return;
	}
	if (pv->n_changes == 0)
		buf_puts(out, "no changes");
	else
		buf_printf(out, "%zu change%s", pv->n_changes, pv->n_changes == 1 ? "" : "s");
	buf_printf(out, " since revision %d", pv->revision);
	if (pv->n_changes > 0)
		buf_printf(out, ": %s", pv->changes);
}

/* The words are English, whatever the page is in. */
static void
in_english(const struct page *p, struct block *b)
{
	if (p->lang == NULL || strncmp(p->lang, "en", 2) != 0)
		b->text.lang = "en";
}

static void
put_notice(struct page *p, const struct preview *pv)
{
	struct buf b;

	buf_init(&b, LINE_MAX_BYTES);
	if (pv->trouble != NULL)
		buf_puts(&b, pv->trouble);
	else
		put_counts(&b, pv->findings);
	if (pv->trouble == NULL && pv->findings != NULL && pv->findings->errors > 0)
		buf_puts(&b, ", so it cannot be published");
	buf_putc(&b, '.');
	if (pv->is_old)
		buf_puts(&b, " The page shows the agenda as it was before.");
	in_english(p, page_notice(p, arena_printf(p->arena, "Preview: %s", buf_str(&b))));
	buf_free(&b);
}

/* A further line below the findings, or where they would be. */
static void
put_line(struct page *p, const char *text)
{
	struct block *b = page_block(p, BLOCK_ITEM);

	b->level = 1;
	b->label = "more";
	in_english(p, b);
	page_run(p, b, RUN_PLAIN, text, nowhere);
}

static void
put_finding(struct page *p, const struct finding *fi)
{
	struct block *b = page_block(p, BLOCK_ITEM);
	const struct place *at = &fi->at;
	const char *name = severity_name(fi->severity);

	b->level = 1;
	b->label = name;
	in_english(p, b);
	if (at->file != NULL && at->line > 0)
		page_run(p, b, RUN_CODE,
		    arena_printf(p->arena, "%s:%d:%d", at->file, at->line, at->col), nowhere);
	else if (at->file != NULL)
		page_run(p, b, RUN_CODE, at->file, nowhere);
	page_run(p, b, RUN_STRONG, arena_printf(p->arena, "%s%s:", b->text.n > 0 ? " " : "", name),
	    nowhere);
	page_run(p, b, RUN_PLAIN,
	    arena_printf(p->arena, " %s%s%s [%s]", fi->what, fi->todo != NULL ? ": " : "",
		fi->todo != NULL ? fi->todo : "", rule_id(fi->rule)),
	    nowhere);
}

static size_t
put_findings(struct page *p, const struct findings *f, enum severity severity, size_t room)
{
	size_t n = 0;

	for (size_t i = 0; i < f->n && n < room; i++)
		if (f->items[i].severity == severity) {
			put_finding(p, &f->items[i]);
			n++;
		}
	return n;
}

static void
put_all_findings(struct page *p, const struct findings *f)
{
	static const enum severity order[] = {SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_NOTE};
	size_t all = f->errors + f->warnings + f->notes, n = 0;

	for (size_t i = 0; i < sizeof order / sizeof order[0]; i++)
		n += put_findings(p, f, order[i], PREVIEW_FINDINGS_MAX - n);
	if (n < all)
		put_line(
		    p, arena_printf(p->arena, "and %zu more: `plenary check` tells them", all - n));
}

/* Where there is nothing to lead to it is a line. */
static void
put_changes(struct page *p, const struct preview *pv)
{
	struct buf text;
	const char *s;

	buf_init(&text, LINE_MAX_BYTES);
	preview_changes(&text, pv);
	s = arena_strdup(p->arena, buf_str(&text));
	buf_free(&text);
	if (pv->n_changes > 0 && pv->revision > 0)
		in_english(p, page_link(p, s, target_page("changes"), "preview"));
	else
		put_line(p, s);
}

void
preview_put(struct page *p, const struct preview *pv)
{
	put_notice(p, pv);
	if (pv->findings != NULL)
		put_all_findings(p, pv->findings);
	if (pv->changes != NULL)
		put_changes(p, pv);
	page_block(p, BLOCK_RULE);
}

struct page *
preview_page(const struct preview *pv)
{
	struct arena *a = arena_new(PAGE_BYTES_MAX);
	struct page *p;

	if (a == NULL)
		return NULL;
	if (setjmp(*arena_landing(a)) != 0) {
		arena_free(a);
		return NULL;
	}
	p = arena_alloc(a, sizeof *p);
	p->arena = a;
	p->path = "";
	p->lang = "en";
	p->title = p->site_title = "Nothing to show yet";
	p->description = "";
	p->footer = "Mend what is told above and save: then reload this page.";
	preview_put(p, pv);
	return p;
}
