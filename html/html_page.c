/* SPDX-License-Identifier: ISC */
/* The whole page: what stands around its blocks. */
#include "html/html_page.h"

#include "core/html_escape.h"
#include "core/path.h"
#include "html/html_write.h"

#include <setjmp.h>
#include <string.h>

enum { SCRATCH_BYTES_MAX = 64 * 1024 * 1024 };

static void
put_skip(struct html *h)
{
	const char *word = h->page->skip_word;

	buf_puts(h->out, "<a class=\"skip\" href=\"#main_\"");
	if (word == NULL && h->page->lang != NULL && strncmp(h->page->lang, "en", 2) != 0)
		html_lang(h->out, "en", h->page->lang);
	buf_putc(h->out, '>');
	html_text(h->out, word != NULL ? word : "Skip to content");
	buf_puts(h->out, "</a>\n");
}

static bool
has_grid(const struct page *p)
{
	for (size_t i = 0; i < p->nblocks; i++)
		if (p->blocks[i].kind == BLOCK_GRID)
			return true;
	return false;
}

/* The heading, below what the page is a part of. */
static void
put_title(struct html *h)
{
	const struct page *p = h->page;
	struct buf *b = h->out;
	bool began;

	if (html_has_kicker(p)) {
		buf_puts(b, "<hgroup>\n<p class=\"kicker\">");
		began = html_link_begin(h, &p->kicker_target);
		html_bdi(h, p->kicker, NULL);
		html_link_end(h, began);
		buf_puts(b, "</p>\n");
	}
	buf_puts(b, "<h1");
	html_lang(b, p->title_lang, p->lang);
	buf_putc(b, '>');
	html_text(b, html_is_set(p->heading) ? p->heading : p->title);
	buf_puts(b, "</h1>\n");
	if (html_has_kicker(p))
		buf_puts(b, "</hgroup>\n");
}

static void
put_body(struct html *h)
{
	static const char *const looks[] = {[LOOK_USUAL] = NULL,
	    [LOOK_HOME] = "home",
	    [LOOK_DOOR] = "door",
	    [LOOK_FLYER] = "flyer"};
	const struct page *p = h->page;
	struct buf *b = h->out;

	if (looks[p->look] != NULL)
		buf_printf(b, "<body class=\"%s\">\n", looks[p->look]);
	else
		buf_puts(b, has_grid(p) ? "<body class=\"wide\">\n" : "<body>\n");
	put_skip(h);
	html_header(h);
	html_way(h);
	/* Ids of an agenda have no '_'. */
	buf_puts(b, "<main id=\"main_\" tabindex=\"-1\">\n");
	put_title(h);
	html_blocks(h);
	buf_puts(b, "</main>\n");
	html_footer(h);
	buf_puts(b, "</body>\n");
}

int
html_page(struct buf *out, const struct page *p, const struct html_frame *frame)
{
	struct html h = {.out = out, .page = p, .frame = frame};
	const char *lang = lang_is_valid(p->lang) ? p->lang : "en";
	struct arena *scratch = arena_new(SCRATCH_BYTES_MAX);

	if (scratch == NULL)
		return -1;
	if (setjmp(*arena_landing(scratch)) != 0) {
		arena_free(scratch);
		out->failed = true;
		return -1;
	}
	h.scratch = scratch;
	if (frame->colours != NULL)
		h.colours = *frame->colours;
	else
		html_colours_of(&h.colours, frame->site);
	h.file = arena_printf(scratch, "%s%s", frame->prefix != NULL ? frame->prefix : "",
	    path_to_file(scratch, p->path));
	buf_printf(out, "<!DOCTYPE html>\n<html lang=\"%s\" dir=\"%s\">\n", lang,
	    lang_is_rtl(lang) ? "rtl" : "ltr");
	html_head(&h);
	put_body(&h);
	buf_puts(out, "</html>\n");
	arena_free(scratch);
	return out->failed ? -1 : 0;
}
