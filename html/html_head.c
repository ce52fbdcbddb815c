/* SPDX-License-Identifier: ISC */
/* The head of a page: what it is called, what it may load, what else there is of it. */
#include "core/html_escape.h"
#include "html/html_write.h"

#include <string.h>

/* A page opened from a folder has no origin that 'self' could mean (CSP3 section 6.7.2.8);
 * `file:` lets it have its style. It asks for nothing from anywhere else. */
static const char policy[] = "default-src 'none'; style-src 'self' file:; img-src 'self' file:; "
			     "base-uri 'none'; form-action 'none'";

bool
html_is_site_title(const struct page *p)
{
	return !html_is_set(p->site_title) ||
	       (p->title != NULL && strcmp(p->title, p->site_title) == 0);
}

void
html_head(struct html *h)
{
	const struct page *p = h->page;
	struct buf *b = h->out;

	buf_puts(b, "<head>\n<meta charset=\"utf-8\">\n");
	buf_printf(b, "<meta http-equiv=\"Content-Security-Policy\" content=\"%s\">\n", policy);
	buf_puts(b, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		    "<meta name=\"referrer\" content=\"no-referrer\">\n"
		    "<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
	html_text(b, p->title);
	if (!html_is_site_title(p)) {
		buf_puts(b, " \xe2\x80\x93 ");
		html_text(b, p->site_title);
	}
	buf_puts(b, "</title>\n");
	if (html_is_set(p->description)) {
		buf_puts(b, "<meta name=\"description\" content=\"");
		html_attr(b, p->description);
		buf_puts(b, "\">\n");
	}
	buf_puts(b, "<link rel=\"stylesheet\" href=\"");
	html_href(h, "style.css");
	buf_puts(b, "\">\n");
	if (html_is_set(p->calendar)) {
		buf_puts(b, "<link rel=\"alternate\" type=\"text/calendar\" href=\"");
		html_href(h, p->calendar);
		buf_puts(b, "\" title=\"");
		html_attr(b, p->title);
		buf_puts(b, "\">\n");
	}
	if (html_is_set(p->feed)) {
		buf_puts(b, "<link rel=\"alternate\" type=\"application/atom+xml\" href=\"");
		html_href(h, p->feed);
		buf_puts(b, "\" title=\"");
		html_attr(b, p->title);
		buf_puts(b, "\">\n");
	}
	buf_puts(b, "</head>\n");
}
