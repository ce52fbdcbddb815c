/* SPDX-License-Identifier: ISC */
/* CommonMark as HTML, by cmark, of a tree in which all is safe; and text as it may be shown. */
#include "core/markdown_private.h"
#include "core/path.h"
#include "core/utf8.h"

#include <cmark.h>
#include <stdlib.h>
#include <string.h>

void
markdown_put_clean(struct buf *out, const char *s, size_t n, bool is_code)
{
	utf8_put_clean(out, s, n, is_code ? "\n\t" : "");
}

static cmark_node *
text_node(const char *s, size_t n)
{
	cmark_node *node = cmark_node_new(CMARK_NODE_TEXT);
	struct buf b;

	buf_init(&b, MARKDOWN_TEXT_MAX);
	markdown_put_clean(&b, s, n, false);
	cmark_node_set_literal(node, buf_str(&b));
	buf_free(&b);
	return node;
}

static void
replace(cmark_node *old, cmark_node *node)
{
	cmark_node_replace(old, node);
	cmark_node_free(old);
}

/* A block of raw HTML becomes a paragraph with its lines. */
static cmark_node *
lines_shown(const char *s)
{
	cmark_node *para = cmark_node_new(CMARK_NODE_PARAGRAPH);

	while (*s != '\0') {
		size_t n = strcspn(s, "\n");

		cmark_node_append_child(para, text_node(s, n));
		s += n;
		if (*s == '\n' && *++s != '\0')
			cmark_node_append_child(para, cmark_node_new(CMARK_NODE_LINEBREAK));
	}
	return para;
}

static void
move_children(cmark_node *from, cmark_node *to)
{
	cmark_node *child;

	while ((child = cmark_node_first_child(from)) != NULL)
		cmark_node_append_child(to, child);
}

/* What is within a link is left, the link goes. */
static void
unwrap(cmark_node *node)
{
	cmark_node *child;

	while ((child = cmark_node_first_child(node)) != NULL)
		cmark_node_insert_before(node, child);
	cmark_node_free(node);
}

/* Of links and images within each other the outermost leads somewhere; `depth` others are around
 * this one. */
static void
make_link_safe(cmark_node *node, int depth)
{
	const char *url = cmark_node_get_url(node);
	cmark_node *link;

	if (depth > 0 || url == NULL || !url_is_safe(url)) {
		unwrap(node);
		return;
	}
	link = cmark_node_new(CMARK_NODE_LINK);
	cmark_node_set_url(link, url);
	move_children(node, link);
	if (cmark_node_first_child(link) == NULL)
		cmark_node_append_child(link, text_node(url, strlen(url)));
	replace(node, link);
}

/* Whether there may be a control character or a line end in what cmark made UTF-8: C1 controls
 * begin with C2, LS and PS are E2 80 A8 and A9. */
static bool
may_be_unclean(const char *s, size_t n)
{
	const char *end = s + n;

	while ((s += utf8_printable(s, (size_t)(end - s))) < end) {
		const unsigned char *c = (const unsigned char *)s;

		if (c[0] < ' ' || c[0] == 0x7f || c[0] == 0xc2 ||
		    (c[0] == 0xe2 && c[1] == 0x80 && (c[2] & 0xfe) == 0xa8))
			return true;
		s++;
	}
	return false;
}

/* Character references can bring what no text may have. */
static void
make_text_clean(cmark_node *node, struct buf *scratch)
{
	const char *s = cmark_node_get_literal(node);
	size_t n = strlen(s);

	if (!may_be_unclean(s, n))
		return;
	buf_clear(scratch);
	markdown_put_clean(scratch, s, n, cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK);
	cmark_node_set_literal(node, buf_str(scratch));
}

/* cmark's iterator bears a change of a leaf when it is entered, of the others when they are left.
 */
static void
make_safe(cmark_node *node, bool enter, int *depth, struct buf *scratch)
{
	int level;

	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_HTML_BLOCK: replace(node, lines_shown(cmark_node_get_literal(node))); break;
	case CMARK_NODE_HTML_INLINE: {
		const char *s = cmark_node_get_literal(node);

		replace(node, text_node(s, strlen(s)));
		break;
	}
	case CMARK_NODE_CODE_BLOCK:
		cmark_node_set_fence_info(node, "");
		make_text_clean(node, scratch);
		break;
	case CMARK_NODE_TEXT:
	case CMARK_NODE_CODE: make_text_clean(node, scratch); break;
	case CMARK_NODE_HEADING:
		level = cmark_node_get_heading_level(node);
		if (enter && level < 6)
			cmark_node_set_heading_level(node, level + 1);
		break;
	case CMARK_NODE_LINK:
	case CMARK_NODE_IMAGE:
		if (enter)
			++*depth;
		else
			make_link_safe(node, --*depth);
		break;
	default: break;
	}
}

void
markdown_put_html(struct buf *out, void *doc)
{
	cmark_iter *it = cmark_iter_new(doc);
	cmark_event_type ev;
	struct buf scratch;
	int depth = 0;
	char *html;

	buf_init(&scratch, 2 * MARKDOWN_TEXT_MAX);
	while ((ev = cmark_iter_next(it)) != CMARK_EVENT_DONE)
		make_safe(cmark_iter_get_node(it), ev == CMARK_EVENT_ENTER, &depth, &scratch);
	cmark_iter_free(it);
	buf_free(&scratch);
	html = cmark_render_html(doc, CMARK_OPT_SAFE | CMARK_OPT_NOBREAKS);
	buf_puts(out, html);
	free(html);
}
