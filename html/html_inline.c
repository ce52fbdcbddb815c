/* SPDX-License-Identifier: ISC */
/* Links and runs of text. */
#include "core/html_escape.h"
#include "core/path.h"
#include "core/utf8.h"
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

/* Whether it has a letter of a script from right to left, or a control of direction: the blocks
 * that Unicode keeps for the former, and Bidi_Control of UAX #9. */
static bool
has_rtl(const char *s)
{
	size_t left = strlen(s), n;
	uint32_t cp;

	for (; left > 0; s += n, left -= n) {
		n = utf8_decode(s, left, &cp);
		if (n == 0)
			n = 1;
		else if ((cp >= 0x590 && cp <= 0x8ff) || (cp >= 0x200e && cp <= 0x200f) ||
			 (cp >= 0x202a && cp <= 0x202e) || (cp >= 0x2066 && cp <= 0x2069) ||
			 (cp >= 0xfb1d && cp <= 0xfdff) || (cp >= 0xfe70 && cp <= 0xfeff) ||
			 (cp >= 0x10800 && cp <= 0x10fff) || (cp >= 0x1e800 && cp <= 0x1efff))
			return true;
	}
	return false;
}

void
html_bdi(struct html *h, const char *s, const char *lang)
{
	if (s == NULL)
		return;
	if (lang == NULL && !lang_is_rtl(h->page->lang) && !has_rtl(s)) {
		html_text(h->out, s);
		return;
	}
	buf_puts(h->out, "<bdi");
	if (lang != NULL)
		html_lang(h->out, lang, h->page->lang);
	buf_putc(h->out, '>');
	html_text(h->out, s);
	buf_puts(h->out, "</bdi>");
}
