/* SPDX-License-Identifier: ISC */
/* Any bytes as the abstract of a page. Whatever they are, links lead only where we let them, no
 * text makes a line of gemtext that it is not, and both writers write UTF-8. */
#include "core/page.h"
#include "core/path.h"
#include "core/utf8.h"
#include "gemini/gemtext.h"
#include "html/html_page.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
require(int holds)
{
	if (!holds)
		abort();
}

static void
look_at_text(const char *s, size_t n)
{
	require(utf8_check(s, n) == n && strlen(s) == n);
	for (size_t i = 0; i < n; i++)
		require((unsigned char)s[i] >= ' ' || s[i] == '\n' || s[i] == '\t');
}

static void
look_at_blocks(const struct page *p)
{
	for (size_t b = 0; b < p->nblocks; b++) {
		const struct runs *text = &p->blocks[b].text;

		for (size_t r = 0; r < text->n; r++) {
			const struct target *t = &text->run[r].target;

			require(t->kind == TARGET_NONE ||
				(t->kind == TARGET_URL && url_is_safe(t->to)));
			look_at_text(text->run[r].s, strlen(text->run[r].s));
		}
	}
}

/* Lines of links have a safe URL; fences come in pairs, and between them nothing counts. */
static void
look_at_lines(struct arena *a, const char *s)
{
	bool is_code = false;

	for (; *s != '\0'; s += strcspn(s, "\n"), s += *s == '\n') {
		if (strncmp(s, "```", 3) == 0)
			is_code = !is_code;
		else if (!is_code && strncmp(s, "=>", 2) == 0)
			require(url_is_safe(arena_strndup(a, s + 3, strcspn(s + 3, " \n"))));
	}
	require(!is_code);
}

/* Only elements that CommonMark makes, with none but harmless attributes. */
static void
look_at_tags(const char *s)
{
	static const char *const tags[] = {"p>", "em>", "strong>", "code>", "pre>", "ul>", "ol>",
	    "ol start=\"", "li>", "blockquote>", "h2>", "h3>", "h4>", "h5>", "h6>", "hr />",
	    "br />", "a href=\"https:", "a href=\"http:", "a href=\"gemini:", "a href=\"mailto:",
	    "a href=\"tel:", "a href=\"geo:", "a>"};

	while ((s = strchr(s, '<')) != NULL) {
		size_t i = 0;

		s += s[1] == '/' ? 2 : 1;
		while (
		    i < sizeof tags / sizeof *tags && strncasecmp(s, tags[i], strlen(tags[i])) != 0)
			i++;
		require(i < sizeof tags / sizeof *tags);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(256 * 1024 * 1024);
	char *text = arena_strndup(a, (const char *)data, size);
	struct page p = {
	    .arena = a, .path = "", .lang = "en", .title = "Title", .site_title = "Site"};
	struct buf out;

	buf_init(&out, 16 * 1024 * 1024);
	page_markdown_html(&p, &out, text, NULL, 2);
	require(!out.failed);
	look_at_text(buf_str(&out), out.n);
	look_at_tags(buf_str(&out));
	buf_clear(&out);
	look_at_blocks(&p);
	gemtext_page(&out, &p);
	require(!out.failed);
	look_at_text(out.p, out.n);
	look_at_lines(a, out.p);
	buf_clear(&out);
	require(html_page(&out, &p, &(struct html_frame){0}) == 0);
	look_at_text(out.p, out.n);
	buf_free(&out);
	text = arena_strdup(a, markdown_plain(a, text, 200));
	look_at_text(text, strlen(text));
	require(strlen(text) <= 200);
	arena_free(a);
	return 0;
}
