/* SPDX-License-Identifier: ISC */
/* Any bytes as HTML. What comes is UTF-8 when they were, not much longer than they, and no HTML to
 * CommonMark; and it is the same on each run. */
#include "core/from_html.h"
#include "core/utf8.h"

#include <cmark.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { GROWTH_MAX = 128, INPUT_MAX = 64 * 1024 };

static void
require(int holds)
{
	if (!holds)
		abort();
}

static void
look_for_html(const char *s, size_t n)
{
	cmark_node *doc = cmark_parse_document(s, n, CMARK_OPT_DEFAULT);
	cmark_iter *it = cmark_iter_new(doc);

	while (cmark_iter_next(it) != CMARK_EVENT_DONE) {
		cmark_node_type type = cmark_node_get_type(cmark_iter_get_node(it));

		require(type != CMARK_NODE_HTML_BLOCK && type != CMARK_NODE_HTML_INLINE);
	}
	cmark_iter_free(it);
	cmark_node_free(doc);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t n = size < INPUT_MAX ? size : INPUT_MAX;
	struct buf out;

	buf_init(&out, GROWTH_MAX * INPUT_MAX);
	from_html(&out, (const char *)data, n);
	require(!out.failed && out.n <= GROWTH_MAX * (n + 1));
	if (utf8_check((const char *)data, n) == n)
		require(utf8_check(buf_str(&out), out.n) == out.n);
	require(strlen(buf_str(&out)) == out.n);
	look_for_html(buf_str(&out), out.n);
	looks_like_html((const char *)data, n);
	buf_free(&out);
	return 0;
}
