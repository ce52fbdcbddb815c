/* SPDX-License-Identifier: ISC */
/* The head of a page: what it is called, what it may load, what else there is of it. */
#include "core/html_escape.h"
#include "core/query.h"
#include "core/reading.h"
#include "html/html_style.h"
#include "html/html_write.h"

#include <string.h>

/* A page opened from a folder has no origin that 'self' could mean (CSP3 section 6.7.2.8);
 * `file:` lets it have its style. It asks for nothing from anywhere else. */
static const char policy[] = "default-src 'none'; style-src 'self' file:; img-src 'self' file:; "
			     "script-src 'self' file:; connect-src 'self'; base-uri 'none'; "
			     "form-action 'none'";

bool
html_is_site_title(const struct page *p)
{
	return !html_is_set(p->site_title) ||
	       (p->title != NULL && strcmp(p->title, p->site_title) == 0);
}

static void
put_title(struct html *h)
{
	const struct page *p = h->page;

	buf_puts(h->out, "<title>");
	html_text(h->out, p->title);
	if (!html_is_site_title(p)) {
		buf_puts(h->out, " \xe2\x80\x93 ");
		html_text(h->out, p->site_title);
	}
	buf_puts(h->out, "</title>\n");
}

/* Nothing for a value that is not set. */
static void
put_meta(struct html *h, const char *attribute, const char *name, const char *value)
{
	if (!html_is_set(value))
		return;
	buf_printf(h->out, "<meta %s=\"%s\" content=\"", attribute, name);
	html_attr(h->out, value);
	buf_puts(h->out, "\">\n");
}

/* What search engines show below the title: a page without a text of its own says what it is of. */
static const char *
description_of(struct html *h)
{
	const struct page *p = h->page;

	if (html_is_set(p->description) || html_is_site_title(p))
		return html_is_set(p->description) ? p->description : p->title;
	return arena_printf(h->scratch, "%s \xe2\x80\x93 %s", p->title, p->site_title);
}

/* ---- what else there is of it ---- */

/* Whether search engines may show it. */
static bool
is_listed(const struct html *h)
{
	const struct html_frame *f = h->frame;

	return f->site == NULL || f->at == NULL || query_is_listed(f->site, f->at);
}

/* The page's address in a language, complete if the site has one on the web (RFC 6596; what search
 * engines take for rel=alternate), else the way to its file. */
static void
put_address(struct html *h, const char *lang)
{
	const struct site *s = h->frame->site;
	const char *url = reading_url(h->scratch, s, lang, h->page->path);

	if (url != NULL)
		html_url(h->out, url);
	else
		html_href(h, path_to_file(h->scratch,
				 reading_path(h->scratch, s, lang, NULL, h->page->path)));
	buf_puts(h->out, "\">\n");
}

static void
put_translation(struct html *h, const char *hreflang, const char *lang)
{
	buf_puts(h->out, "<link rel=\"alternate\" hreflang=\"");
	html_attr(h->out, hreflang);
	buf_puts(h->out, "\" href=\"");
	put_address(h, lang);
}

/* Who reads none of the languages gets the site's first one. */
static void
put_translations(struct html *h)
{
	const struct site *s = h->frame->site;

	if (s->nlanguages < 2)
		return;
	for (size_t i = 0; i < s->nlanguages; i++)
		put_translation(h, s->languages[i], s->languages[i]);
	put_translation(h, "x-default", s->languages[0]);
}

/* Of a page that may be found: its one right address, and those in other languages. */
static void
put_addresses(struct html *h)
{
	if (h->frame->site == NULL || h->frame->at == NULL)
		return;
	if (!is_listed(h)) {
		put_meta(h, "name", "robots", "noindex");
		return;
	}
	if (h->frame->site->web != NULL) {
		buf_puts(h->out, "<link rel=\"canonical\" href=\"");
		put_address(h, h->page->lang);
	}
	put_translations(h);
}

static void
put_link(struct html *h, const char *rel, const char *type, const char *file)
{
	buf_printf(h->out, "<link rel=\"%s\" type=\"%s\" href=\"", rel, type);
	html_href(h, file);
	buf_puts(h->out, "\" title=\"");
	html_attr(h->out, h->page->title);
	buf_puts(h->out, "\">\n");
}

static void
put_feeds(struct html *h)
{
	const struct page *p = h->page;

	if (html_is_set(p->calendar))
		put_link(h, "alternate", "text/calendar", p->calendar);
	if (html_is_set(p->feed))
		put_link(h, "alternate", "application/atom+xml",
		    arena_printf(h->scratch, "%s%s",
			h->frame->prefix != NULL ? h->frame->prefix : "", p->feed));
}

/* ---- the card that others show of it: the Open Graph protocol ---- */

/* As language_TERRITORY; nothing for a language that names no region. */
static void
put_locale(struct html *h)
{
	char locale[] = "xx_XX";
	const char *lang = h->page->lang;

	if (lang == NULL || strlen(lang) != strlen("pt-BR") || lang[2] != '-')
		return;
	memcpy(locale, lang, 2);
	memcpy(locale + 3, lang + 3, 2);
	put_meta(h, "property", "og:locale", locale);
}

/* A picture that those can show who show no SVG. */
static const char *
picture_of(const struct site *s)
{
	const char *file = s->look.logo == NULL ? NULL : s->look.logo_file;

	return file == NULL || strstr(file, ".svg") != NULL ? NULL : file;
}

static void
put_picture(struct html *h)
{
	const struct site *s = h->frame->site;
	const char *file = picture_of(s);

	if (s->web != NULL && file != NULL)
		put_meta(h, "property", "og:image", arena_printf(h->scratch, "%s%s", s->web, file));
}

static void
put_card(struct html *h)
{
	const struct html_frame *f = h->frame;
	const struct page *p = h->page;

	if (f->site == NULL || f->at == NULL || f->at->kind == PATH_MISSING)
		return;
	put_meta(h, "property", "og:type", f->at->kind == PATH_PERSON ? "profile" : "website");
	put_meta(h, "property", "og:title", p->title);
	put_meta(h, "property", "og:description", p->description);
	if (!html_is_site_title(p))
		put_meta(h, "property", "og:site_name", p->site_title);
	put_meta(h, "property", "og:url", reading_url(h->scratch, f->site, p->lang, p->path));
	put_locale(h);
	put_picture(h);
}

/* What programs show beside the page: asked for none, a browser would look for one that is not
 * there. */
static void
put_icon(struct html *h)
{
	const struct site *s = h->frame->site;

	if (s == NULL)
		return;
	buf_printf(
	    h->out, "<meta name=\"theme-color\" content=\"#%06x\">\n", (unsigned)html_accent(s));
	buf_puts(h->out, "<link rel=\"icon\" href=\"");
	html_href(h, s->look.logo != NULL ? s->look.logo_file : "icon.svg");
	buf_puts(h->out, "\">\n");
}

/* In the folder of the page's language; it needs no page to wait for it. */
static void
put_script(struct html *h)
{
	const char *prefix = h->frame->prefix != NULL ? h->frame->prefix : "";

	buf_puts(h->out, "<script src=\"");
	html_href(h, arena_printf(h->scratch, "%ssite.js", prefix));
	buf_puts(h->out, "\" defer></script>\n");
}

void
html_head(struct html *h)
{
	struct buf *b = h->out;

	buf_puts(b, "<head>\n<meta charset=\"utf-8\">\n");
	buf_printf(b, "<meta http-equiv=\"Content-Security-Policy\" content=\"%s\">\n", policy);
	buf_puts(b, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		    "<meta name=\"referrer\" content=\"no-referrer\">\n"
		    "<meta name=\"color-scheme\" content=\"light dark\">\n");
	put_title(h);
	put_meta(h, "name", "description", description_of(h));
	buf_puts(b, "<link rel=\"stylesheet\" href=\"");
	html_href(h, "style.css");
	buf_puts(b, "\">\n<link rel=\"stylesheet\" media=\"print\" href=\"");
	html_href(h, "print.css");
	buf_puts(b, "\">\n");
	put_icon(h);
	put_feeds(h);
	put_addresses(h);
	put_card(h);
	html_ld(h);
	if (h->frame->site != NULL)
		put_script(h);
	buf_puts(b, "</head>\n");
}
