/* SPDX-License-Identifier: ISC */
#include "core/page.h"

#include <string.h>

struct target
target_page(const char *path)
{
	return (struct target){TARGET_PAGE, path};
}

struct target
target_file(const char *path)
{
	return (struct target){TARGET_FILE, path};
}

struct target
target_url(const char *url)
{
	return (struct target){TARGET_URL, url};
}

struct target
target_webcal(const char *url)
{
	return (struct target){TARGET_WEBCAL, url};
}

bool
target_eq(const struct target *a, const struct target *b)
{
	return a->kind == b->kind && (a->kind == TARGET_NONE || strcmp(a->to, b->to) == 0);
}

struct block *
page_block(struct page *p, enum block_kind kind)
{
	struct block *b = arena_push(p->arena, &p->blocks, &p->nblocks, sizeof *b);

	b->kind = kind;
	return b;
}

struct run *
page_run(struct page *p, struct block *b, enum run_look look, const char *s, struct target target)
{
	struct run *r = arena_push(p->arena, &b->text.run, &b->text.n, sizeof *r);

	r->look = look;
	r->s = arena_strdup(p->arena, s == NULL ? "" : s);
	r->target.kind = target.kind;
	r->target.to = arena_strdup(p->arena, target.to);
	return r;
}

void
page_cut(struct page *p, size_t n)
{
	while (p->nblocks > n)
		p->blocks[--p->nblocks] = (struct block){0};
}

static struct block *
with_text(struct page *p, enum block_kind kind, const char *text)
{
	struct block *b = page_block(p, kind);

	page_run(p, b, RUN_PLAIN, text, (struct target){.kind = TARGET_NONE});
	return b;
}

struct block *
page_heading(struct page *p, int level, const char *text)
{
	struct block *b = with_text(p, BLOCK_HEADING, text);

	b->level = level < 2 ? 2 : level > 4 ? 4 : level;
	return b;
}

struct block *
page_para(struct page *p, const char *text)
{
	return with_text(p, BLOCK_PARA, text);
}

struct block *
page_notice(struct page *p, const char *text)
{
	return with_text(p, BLOCK_NOTICE, text);
}

struct block *
page_fact(struct page *p, const char *label, const char *value)
{
	struct block *b = page_block(p, BLOCK_FACT);

	b->label = arena_strdup(p->arena, label);
	if (value != NULL)
		page_run(p, b, RUN_PLAIN, value, (struct target){.kind = TARGET_NONE});
	return b;
}

struct block *
page_link(struct page *p, const char *label, struct target target, const char *kind)
{
	struct block *b = page_block(p, BLOCK_LINK);

	b->label = arena_strdup(p->arena, kind);
	page_run(p, b, RUN_PLAIN, label, target);
	return b;
}

/* ---- languages ---- */

enum { LANGS_MAX = 8 };

/* How much there is in a language; the first is the page's. */
struct share {
	const char *lang;
	size_t bytes;
};

static void
add_share(struct share shares[LANGS_MAX], const char *lang, const char *s)
{
	size_t i = 0;

	if (s == NULL)
		return;
	if (lang != NULL)
		while (i < LANGS_MAX - 1 && shares[i].lang != NULL &&
		       strcmp(shares[i].lang, lang) != 0)
			i++;
	if (shares[i].lang == NULL)
		shares[i].lang = lang;
	shares[i].bytes += strlen(s);
}

static void
add_block(struct share shares[LANGS_MAX], const struct block *b)
{
	for (size_t i = 0; i < b->text.n; i++)
		add_share(shares, b->text.lang, b->text.run[i].s);
	if (b->kind == BLOCK_SLOT)
		add_share(shares, b->slot->lang, b->slot->title);
	for (size_t i = 0; b->kind == BLOCK_GRID && i < b->grid->ncells; i++)
		add_share(shares, b->grid->cells[i].slot->lang, b->grid->cells[i].slot->title);
}

const char *
page_main_lang(const struct page *p)
{
	struct share shares[LANGS_MAX] = {{p->lang, 0}}, *most = shares;

	add_share(shares, p->title_lang, p->title);
	for (size_t i = 0; i < p->nblocks; i++)
		add_block(shares, &p->blocks[i]);
	for (size_t i = 1; i < LANGS_MAX; i++)
		if (shares[i].bytes > most->bytes)
			most = &shares[i];
	return most->lang;
}
