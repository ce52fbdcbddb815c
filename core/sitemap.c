/* SPDX-License-Identifier: ISC */
#include "core/sitemap.h"

#include "core/html_escape.h"
#include "core/reading.h"
#include "core/tz.h"

#include <string.h>

#define XML   "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define XMLNS "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\""
#define XHTML "xmlns:xhtml=\"http://www.w3.org/1999/xhtml\""

void
sitemap_add(struct sitemap *m, const char *path, int64_t moment)
{
	*(struct sitemap_page *)arena_push(m->arena, &m->pages, &m->n, sizeof *m->pages) =
	    (struct sitemap_page){arena_strdup(m->arena, path), moment};
}

/* Pages in a file: all translations of a page are in one. */
static size_t
pages_a_file(const struct sitemap *m)
{
	size_t n = SITEMAP_URLS_MAX / (m->site->nlanguages > 0 ? m->site->nlanguages : 1);

	return n > 0 ? n : 1;
}

size_t
sitemap_files(const struct sitemap *m)
{
	size_t a = pages_a_file(m);

	return m->n == 0 ? 1 : (m->n + a - 1) / a;
}

static void
put_translation(struct buf *out, const char *hreflang, const char *url)
{
	buf_puts(out, "<xhtml:link rel=\"alternate\" hreflang=\"");
	html_attr(out, hreflang);
	buf_puts(out, "\" href=\"");
	html_url(out, url);
	buf_puts(out, "\"/>\n");
}

static bool
has_translations(const struct site *s)
{
	return s->nlanguages > 1 && s->nlanguages <= SITEMAP_LANGUAGES_MAX;
}

/* The same ones stand at each of them. */
static void
put_translations(struct buf *out, const struct site *s, const char **urls)
{
	if (!has_translations(s))
		return;
	for (size_t i = 0; i < s->nlanguages; i++)
		put_translation(out, s->languages[i], urls[i]);
	put_translation(out, "x-default", urls[0]);
}

static void
put_moment(struct buf *out, int64_t moment)
{
	char text[26];

	if (moment == 0)
		return;
	tz_format_rfc3339(moment, 0, text);
	buf_printf(out, "<lastmod>%.19sZ</lastmod>\n", text);
}

static void
put_page(struct buf *out, const struct sitemap *m, const struct sitemap_page *pg)
{
	const struct site *s = m->site;
	struct arena_mark start = arena_mark(m->arena);
	const char **urls = arena_array(m->arena, s->nlanguages, sizeof *urls);

	for (size_t i = 0; i < s->nlanguages; i++)
		urls[i] = reading_url(m->arena, s, s->languages[i], pg->path);
	for (size_t i = 0; i < s->nlanguages; i++) {
		buf_puts(out, "<url>\n<loc>");
		html_url(out, urls[i]);
		buf_puts(out, "</loc>\n");
		put_moment(out, pg->moment);
		put_translations(out, s, urls);
		buf_puts(out, "</url>\n");
	}
	arena_rewind(m->arena, start);
}

void
sitemap_write(struct buf *out, const struct sitemap *m, size_t i)
{
	size_t a = pages_a_file(m), to = (i + 1) * a < m->n ? (i + 1) * a : m->n;

	buf_puts(out, XML "<urlset " XMLNS);
	if (has_translations(m->site))
		buf_puts(out, " " XHTML);
	buf_puts(out, ">\n");
	for (size_t k = i * a; k < to; k++)
		put_page(out, m, &m->pages[k]);
	buf_puts(out, "</urlset>\n");
}

/* The latest change in a file. */
static int64_t
latest_of(const struct sitemap *m, size_t i)
{
	size_t a = pages_a_file(m);
	int64_t latest = 0;

	for (size_t k = i * a; k < m->n && k < (i + 1) * a; k++)
		if (m->pages[k].moment > latest)
			latest = m->pages[k].moment;
	return latest;
}

void
sitemap_index(struct buf *out, const struct sitemap *m)
{
	buf_puts(out, XML "<sitemapindex " XMLNS ">\n");
	for (size_t i = 0; i < sitemap_files(m); i++) {
		buf_puts(out, "<sitemap>\n<loc>");
		html_url(out, m->site->web);
		buf_printf(out, "sitemap-%zu.xml</loc>\n", i + 1);
		put_moment(out, latest_of(m, i));
		buf_puts(out, "</sitemap>\n");
	}
	buf_puts(out, "</sitemapindex>\n");
}
