/* SPDX-License-Identifier: ISC */
#include "core/atom.h"

#include "core/html_escape.h"
#include "core/tz.h"

#include <string.h>

/* An element that holds text. */
static void
put_text(struct buf *out, const char *indent, const char *name, const char *text)
{
	buf_printf(out, "%s<%s>", indent, name);
	html_text(out, text);
	buf_printf(out, "</%s>\n", name);
}

/* RFC 4287 section 3.3, in UTC. */
static void
put_date(struct buf *out, const char *indent, const char *name, int64_t moment)
{
	char text[26];

	tz_format_rfc3339(moment, 0, text);
	text[strlen("2031-05-15T10:00:00")] = '\0';
	buf_printf(out, "%s<%s>%sZ</%s>\n", indent, name, text, name);
}

static void
put_links(struct buf *out, const char *indent, const struct atom_link *links, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		buf_printf(out, "%s<link rel=\"", indent);
		html_attr(out, links[i].rel);
		buf_puts(out, "\" type=\"");
		html_attr(out, links[i].type);
		buf_puts(out, "\" href=\"");
		html_url(out, links[i].href);
		buf_puts(out, "\"/>\n");
	}
}

/* RFC 4287 section 3.1.1.2: HTML, itself escaped as text. Of plain text a reader may join the lines
 * to one. */
static void
put_summary(struct buf *out, const char *lines)
{
	struct buf text, html;

	buf_init(&text, out->max);
	buf_init(&html, out->max);
	html_text(&text, lines);
	for (const char *s = buf_str(&text); *s != '\0';) {
		size_t n = strcspn(s, "\n");

		buf_puts(&html, "<p>");
		buf_put(&html, s, n);
		buf_puts(&html, "</p>");
		s += n + (s[n] != '\0');
	}
	buf_puts(out, "\t\t<summary type=\"html\">");
	html_text(out, buf_str(&html));
	buf_puts(out, "</summary>\n");
	out->failed = out->failed || text.failed || html.failed;
	buf_free(&text);
	buf_free(&html);
}

static void
put_entry(struct buf *out, const struct atom_entry *en)
{
	buf_puts(out, "\t<entry>\n");
	put_text(out, "\t\t", "id", en->id);
	put_text(out, "\t\t", "title", en->title);
	put_date(out, "\t\t", "published", en->moment);
	put_date(out, "\t\t", "updated", en->moment);
	put_links(out, "\t\t", en->links, en->nlinks);
	put_summary(out, en->summary);
	buf_puts(out, "\t</entry>\n");
}

void
atom_write(struct buf *out, const struct atom_feed *f)
{
	buf_puts(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
		      "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"");
	html_attr(out, f->lang);
	buf_puts(out, "\">\n");
	put_text(out, "\t", "id", f->id);
	put_text(out, "\t", "title", f->title);
	if (f->subtitle != NULL)
		put_text(out, "\t", "subtitle", f->subtitle);
	put_date(out, "\t", "updated", f->updated);
	buf_puts(out, "\t<author>\n");
	put_text(out, "\t\t", "name", f->author);
	if (f->email != NULL)
		put_text(out, "\t\t", "email", f->email);
	buf_puts(out, "\t</author>\n");
	put_links(out, "\t", f->links, f->nlinks);
	for (size_t i = 0; i < f->nentries; i++)
		put_entry(out, &f->entries[i]);
	buf_puts(out, "</feed>\n");
}
