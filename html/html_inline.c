/* SPDX-License-Identifier: ISC */
/* Links and runs of text. */
#include "core/html_escape.h"
#include "core/path.h"
#include "html/html_write.h"

#include <string.h>

bool
html_is_set(const char *s)
{
	return s != NULL && *s != '\0';
}

void
html_href(struct html *h, const char *file)
{
	if (h->frame->root != NULL) {
		html_url(h->out, h->frame->root);
		html_url_path(h->out, file);
	} else {
		html_url_path(h->out, path_relative(h->scratch, h->file, file));
	}
}

void
html_page_href(struct html *h, const char *path)
{
	html_href(
	    h, arena_printf(h->scratch, "%s%s", h->frame->prefix != NULL ? h->frame->prefix : "",
		   path_to_file(h->scratch, path)));
}

static bool
leads_somewhere(const struct target *t)
{
	switch (t->kind) {
	case TARGET_NONE: return false;
	case TARGET_VIEW: return false; /* the web has no views */
	case TARGET_PAGE:
	case TARGET_FILE: return t->to != NULL;
	case TARGET_URL: return t->to != NULL && url_is_safe(t->to);
	case TARGET_WEBCAL: return t->to != NULL && url_after_web(t->to) != NULL;
	}
	return false;
}

bool
html_link_begin(struct html *h, const struct target *t)
{
	struct buf *b = h->out;

	if (!leads_somewhere(t))
		return false;
	buf_puts(b, "<a href=\"");
	if (t->kind == TARGET_WEBCAL)
		buf_puts(b, "webcal");
	if (t->kind == TARGET_URL || t->kind == TARGET_WEBCAL)
		html_url(b, t->kind == TARGET_URL ? t->to : url_after_web(t->to));
	else if (t->kind == TARGET_PAGE)
		html_page_href(h, t->to);
	else
		html_href(h, t->to);
	buf_putc(b, '"');
	if (t->kind == TARGET_URL)
		buf_puts(b, " rel=\"external noopener noreferrer\" referrerpolicy=\"no-referrer\"");
	else if (t->kind == TARGET_PAGE && strcmp(t->to, h->page->path) == 0)
		buf_puts(b, " aria-current=\"page\"");
	buf_putc(b, '>');
	return true;
}

void
html_link_end(struct html *h, bool began)
{
	if (began)
		buf_puts(h->out, "</a>");
}

static void
put_run(struct html *h, const struct run *run)
{
	static const char *const tags[] = {
	    [RUN_PLAIN] = NULL, [RUN_EMPH] = "em", [RUN_STRONG] = "strong", [RUN_CODE] = "code"};
	const char *tag;

	if (run->look == RUN_BREAK) {
		buf_puts(h->out, "<br>\n");
		return;
	}
	tag = tags[run->look];
	if (tag != NULL)
		buf_printf(h->out, "<%s>", tag);
	if (run->datetime != NULL) {
		buf_puts(h->out, "<time datetime=\"");
		html_attr(h->out, run->datetime);
		buf_puts(h->out, "\">");
	}
	html_text(h->out, run->s);
	if (run->datetime != NULL)
		buf_puts(h->out, "</time>");
	if (tag != NULL)
		buf_printf(h->out, "</%s>", tag);
}

void
html_runs(struct html *h, const struct runs *r)
{
	size_t i = 0;

	while (i < r->n) {
		const struct target *t = &r->run[i].target;
		bool began = html_link_begin(h, t);

		do
			put_run(h, &r->run[i++]);
		while (i < r->n && target_eq(&r->run[i].target, t));
		html_link_end(h, began);
	}
}

void
html_bdi(struct html *h, const char *s, const char *lang)
{
	buf_puts(h->out, "<bdi");
	if (lang != NULL)
		html_lang(h->out, lang, h->page->lang);
	buf_putc(h->out, '>');
	html_text(h->out, s);
	buf_puts(h->out, "</bdi>");
}
