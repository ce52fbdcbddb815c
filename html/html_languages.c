/* SPDX-License-Identifier: ISC */
/* The way from a page to itself in another language. */
#include "core/html_escape.h"
#include "core/reading.h"
#include "core/words.h"
#include "html/html_write.h"

#include <string.h>

/* What is not there is there in no language: its links lead home. */
static bool
is_of_nothing(const struct html *h)
{
	return h->frame->at != NULL && h->frame->at->kind == PATH_MISSING;
}

/* By the name that its own readers know. */
static void
put_language(struct html *h, const char *lang)
{
	const struct site *s = h->frame->site;
	const char *to = is_of_nothing(h) ? "" : h->page->path;
	const char *path = reading_path(h->scratch, s, lang, NULL, to);
	struct buf *b = h->out;

	buf_puts(b, "<li><a href=\"");
	html_href(h, path_to_file(h->scratch, path));
	buf_puts(b, "\" hreflang=\"");
	html_attr(b, lang);
	buf_putc(b, '"');
	if (strcmp(lang, h->page->lang) == 0)
		buf_puts(b, " aria-current=\"true\"");
	else
		html_lang(b, lang, h->page->lang);
	buf_putc(b, '>');
	html_text(b, words_language(lang));
	buf_puts(b, "</a></li>\n");
}

bool
html_has_languages(const struct html *h)
{
	return h->frame->site != NULL && h->frame->site->nlanguages > 1;
}

void
html_languages(struct html *h)
{
	const struct site *s = h->frame->site;

	if (!html_has_languages(h))
		return;
	buf_puts(h->out, "<nav class=\"languages\" aria-label=\"");
	html_attr(h->out, words_get(&(struct words){s, h->page->lang, h->scratch}, WORD_LANGUAGES));
	buf_puts(h->out, "\">\n<ul>\n");
	for (size_t i = 0; i < s->nlanguages; i++)
		put_language(h, s->languages[i]);
	buf_puts(h->out, "</ul>\n</nav>\n");
}
