/* SPDX-License-Identifier: ISC */
#include "core/buf.h"
#include "core/page.h"
#include "tests/lib/tap.h"

#include <stdlib.h>
#include <time.h>

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static const char *const kind_names[] = {[BLOCK_HEADING] = "h",
    [BLOCK_PARA] = "p",
    [BLOCK_ITEM] = "li",
    [BLOCK_QUOTE] = "quote",
    [BLOCK_CODE] = "code",
    [BLOCK_RULE] = "hr"};

/* Blocks as one line: "p[plain *emph* **strong** `code` {link|url}]". */
static void
show_run(struct buf *out, const struct run *r)
{
	static const char *const marks[] = {
	    [RUN_PLAIN] = "", [RUN_EMPH] = "*", [RUN_STRONG] = "**", [RUN_CODE] = "`"};

	if (r->look == RUN_BREAK) {
		buf_puts(out, "/");
		return;
	}
	if (r->target.kind != TARGET_NONE)
		buf_puts(out, "{");
	buf_printf(out, "%s%s%s", marks[r->look], r->s, marks[r->look]);
	if (r->target.kind != TARGET_NONE)
		buf_printf(out, "|%s}", r->target.to);
}

static const char *
show(struct arena *a, const char *text)
{
	struct page p = {.arena = a};
	struct buf out;
	const char *s;

	buf_init(&out, 1 << 20);
	page_markdown(&p, text, NULL, 3);
	for (size_t i = 0; i < p.nblocks; i++) {
		const struct block *b = &p.blocks[i];

		buf_printf(&out, "%s%s", i > 0 ? " " : "", kind_names[b->kind]);
		if (b->level > 0)
			buf_printf(&out, "%d", b->level);
		if (b->ordinal > 0)
			buf_printf(&out, "#%d", b->ordinal);
		buf_puts(&out, "[");
		for (size_t k = 0; k < b->text.n; k++)
			show_run(&out, &b->text.run[k]);
		buf_puts(&out, "]");
	}
	s = arena_strdup(a, buf_str(&out));
	buf_free(&out);
	return s;
}

static void
test_blocks(void)
{
	static const struct {
		const char *name, *in, *want;
	} cases[] = {
	    {"nothing", "", ""},
	    {"a paragraph, lines joined", "one\ntwo", "p[one two]"},
	    {"a hard break", "one  \ntwo", "p[one/two]"},
	    {"looks", "a *b* **c** `d`", "p[a *b* **c** `d`]"},
	    {"strong within emphasis is strong", "*a **b***", "p[*a ***b**]"},
	    {"headings begin at the level asked for, and end at 4", "# a\n## b\n###### c",
		"h3[a] h4[b] h4[c]"},
	    {"items", "- a\n- b", "li1[a] li1[b]"},
	    {"numbered items from their number on", "3. a\n4. b", "li1#3[a] li1#4[b]"},
	    {"an item's second paragraph stays in it", "- a\n\n  b\n- c", "li1[a/b] li1[c]"},
	    {"nested items", "- a\n  1. b\n     - c\n       - d\n- e",
		"li1[a] li2#1[b] li3[c] li3[d] li1[e]"},
	    {"a paragraph after a nested list is not of its last item", "- a\n  - b\n\n  c",
		"li1[a] li2[b] p[c]"},
	    {"a quote, two paragraphs", "> a\n>\n> b", "quote[a] quote[b]"},
	    {"code keeps its lines", "```\n=> /x\n\n  y\n```", "code[=> /x\n\n  y]"},
	    {"a rule", "a\n\n---\n\nb", "p[a] hr[] p[b]"},
	    {"a heading in an item is strong text", "- # a\n- b", "li1[**a**] li1[b]"},
	    {"links", "see [the *site*](https://example.org/)!",
		"p[see {the |https://example.org/}{*site*|https://example.org/}!]"},
	    {"a link without text shows its address", "[](https://example.org/)",
		"p[{https://example.org/|https://example.org/}]"},
	    {"an autolink", "<https://example.org/a>",
		"p[{https://example.org/a|https://example.org/a}]"},
	    {"an image is its description and a link", "![Map](https://example.org/m.png)",
		"p[{Map|https://example.org/m.png}]"},
	    {"an image in a link leads where the link leads",
		"[![Map](https://example.org/m.png)](https://example.org/)",
		"p[{Map|https://example.org/}]"},
	    {"javascript: is plain text", "[a](javascript:alert(1))", "p[a]"},
	    {"JavaScript: with references is plain text", "[a](&#74;avaScript:x)", "p[a]"},
	    {"data: is plain text", "![a](data:text/html,x)", "p[a]"},
	    {"a relative link is plain text", "[a](../other) [b](//example.org)", "p[a b]"},
	    {"raw HTML is text", "a <b>c</b> <script>x</script>",
		"p[a <b>c</b> <script>x</script>]"},
	    {"an HTML block is text", "<div>\n<p>a\n</div>", "p[<div>/<p>a/</div>]"},
	    {"references to control characters vanish", "a&#27;[31mb&#0;&#x9b;c&#8;d",
		"p[a[31mb\xef\xbf\xbd"
		"cd]"},
	    {"references to line ends become spaces", "a&#10;=&gt; b&#x2028;c&#x85;d",
		"p[a => b c d]"},
	    {"quotes and ampersands come in one run", "\"a\" & 'b' \\*", "p[\"a\" & 'b' *]"},
	};
	struct arena *a = arena_new(1 << 24);

	for (size_t i = 0; i < COUNT(cases); i++)
		is_str(show(a, cases[i].in), cases[i].want, "%s", cases[i].name);
	arena_free(a);
}

static void
test_plain(void)
{
	static const struct {
		const char *name, *in;
		size_t max;
		const char *want;
	} cases[] = {
	    {"nothing", "", 0, ""},
	    {"paragraphs", "a\nb\n\nc", 0, "a b\n\nc"},
	    {"looks vanish", "*a* **b** `c`", 0, "a b c"},
	    {"a link", "[the *site*](https://example.org/) here", 0,
		"the site (https://example.org/) here"},
	    {"an address once", "<https://example.org/>", 0, "https://example.org/"},
	    {"an unsafe link", "[a](javascript:b)", 0, "a"},
	    {"items", "a\n\n- b\n  - c\n- d\n\ne", 0, "a\n\n- b\n  - c\n- d\n\ne"},
	    {"numbered items", "1. b\n2. c", 0, "1. b\n2. c"},
	    {"a heading and a rule", "# a\n\n---\n\nb", 0, "a\n\nb"},
	    {"cut at a word's end", "alpha beta gamma", 14, "alpha beta\xe2\x80\xa6"},
	    {"cut just after a word", "alpha beta gamma", 13, "alpha beta\xe2\x80\xa6"},
	    {"long enough", "alpha beta", 10, "alpha beta"},
	    {"cut in a long word, between characters",
		"\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9", 8,
		"\xc3\xa9\xc3\xa9\xe2\x80\xa6"},
	};
	struct arena *a = arena_new(1 << 24);

	for (size_t i = 0; i < COUNT(cases); i++)
		is_str(markdown_plain(a, cases[i].in, cases[i].max), cases[i].want, "plain: %s",
		    cases[i].name);
	arena_free(a);
}

static void
test_html(void)
{
	static const struct {
		const char *name, *in, *want;
	} cases[] = {
	    {"nothing", "", ""},
	    {"paragraphs, lines joined", "a\nb\n\nc", "<p>a b</p>\n<p>c</p>\n"},
	    {"looks", "*a* **b** `c`  \nd",
		"<p><em>a</em> <strong>b</strong> <code>c</code><br />\nd</p>\n"},
	    {"headings go down by one", "# a\n###### b", "<h2>a</h2>\n<h6>b</h6>\n"},
	    {"nested items", "- a\n  1. b", "<ul>\n<li>a\n<ol>\n<li>b</li>\n</ol>\n</li>\n</ul>\n"},
	    {"code, its language left out", "```c\na < b\n```",
		"<pre><code>a &lt; b\n</code></pre>\n"},
	    {"a link", "[a](https://example.org/?b&c)",
		"<p><a href=\"https://example.org/?b&amp;c\">a</a></p>\n"},
	    {"a link without text shows its address", "[](https://example.org/)",
		"<p><a href=\"https://example.org/\">https://example.org/</a></p>\n"},
	    {"an image is its description and a link", "![*A* map](https://example.org/m.png)",
		"<p><a href=\"https://example.org/m.png\"><em>A</em> map</a></p>\n"},
	    {"an image in a link leads where the link leads",
		"[![Map](https://example.org/m.png)](https://example.org/)",
		"<p><a href=\"https://example.org/\">Map</a></p>\n"},
	    {"nothing in a link shows its address", "[![](https://b.example/)](https://a.example/)",
		"<p><a href=\"https://a.example/\">https://a.example/</a></p>\n"},
	    {"a link in an image's description", "![[a](https://a.example/)](https://b.example/)",
		"<p><a href=\"https://b.example/\">a</a></p>\n"},
	    {"javascript: is plain text", "[a](javascript:alert(1))", "<p>a</p>\n"},
	    {"JavaScript: with references is plain text", "[a](&#74;avaScript:x)", "<p>a</p>\n"},
	    {"data: is plain text", "![*a*](data:image/png,x)", "<p><em>a</em></p>\n"},
	    {"a relative link is plain text", "[a](../other) [b](//example.org)", "<p>a b</p>\n"},
	    {"raw HTML is text", "a <b onclick=\"x\">c</b>",
		"<p>a &lt;b onclick=&quot;x&quot;&gt;c&lt;/b&gt;</p>\n"},
	    {"an HTML block is text", "<script>\nx\n</script>",
		"<p>&lt;script&gt;<br />\nx<br />\n&lt;/script&gt;</p>\n"},
	    {"a comment is text", "<!-- a -->", "<p>&lt;!-- a --&gt;</p>\n"},
	    {"references to control characters vanish", "a&#27;[31mb&#0;&#x9b;c&#8;d",
		"<p>a[31mb\xef\xbf\xbd"
		"cd</p>\n"},
	    {"control characters in raw HTML vanish too", "<p>\x01\n\nb <\x7f>",
		"<p>&lt;p&gt;</p>\n<p>b &lt;&gt;</p>\n"},
	    {"references to line ends become spaces", "a&#10;b&#x2028;c", "<p>a b c</p>\n"},
	};
	struct arena *a = arena_new(1 << 24);
	struct buf html;

	buf_init(&html, 1 << 20);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct page p = {.arena = a};

		buf_clear(&html);
		page_markdown_html(&p, &html, cases[i].in, NULL, 2);
		is_str(buf_str(&html), cases[i].want, "HTML: %s", cases[i].name);
		is_str(page_plain(a, &p, 0), markdown_plain(a, cases[i].in, 0),
		    "and the same blocks as without");
	}
	buf_free(&html);
	arena_free(a);
}

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* 64 KiB of a pattern repeated, after cmark's own list of what has been slow. */
static void
test_hostile(void)
{
	static const struct {
		const char *name, *unit;
	} cases[] = {
	    {"nested quotes", ">"},
	    {"nested lists", "- "},
	    {"many items", "-\n"},
	    {"many numbered items", "1. a\n"},
	    {"many paragraphs", "a\n\n"},
	    {"open brackets", "["},
	    {"open images", "!["},
	    {"nested links", "[a]("},
	    {"strong that never ends", "**a *a "},
	    {"emphasis that ends", "a** _a "},
	    {"backticks", "e`"},
	    {"open angle", "<>"},
	    {"autolinks", "<https://a>"},
	    {"links", "[a](https://b)"},
	    {"references", "&#10;"},
	    {"HTML openers", "<!--"},
	    {"processing instructions", "<?"},
	    {"HTML blocks", "<p>\n"},
	    {"fences", "```\n"},
	    {"bytes that are not UTF-8", "\xff\xc3"},
	    {"combining marks", "\xcc\x81"},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena *a = arena_new(64 << 20);
		struct page p = {.arena = a};
		size_t unit = strlen(cases[i].unit), n = 0;
		char *text = malloc((64 << 10) + 1);
		double t = seconds();
		struct buf html;

		while (n + unit <= 64 << 10) {
			memcpy(text + n, cases[i].unit, unit);
			n += unit;
		}
		text[n] = '\0';
		buf_init(&html, 4 << 20);
		page_markdown_html(&p, &html, text, NULL, 2);
		ok(!html.failed && strstr(buf_str(&html), "<!--") == NULL, "64 KiB of %s as HTML",
		    cases[i].name);
		buf_free(&html);
		page_plain(a, &p, 200);
		t = seconds() - t;
		if (!ok(arena_used(a) < 48 << 20, "64 KiB of %s", cases[i].name))
			printf("# %.2f s, %zu bytes\n", t, arena_used(a));
		if (getenv("VERBOSE") != NULL)
			printf("# %.3f s, %zu bytes, %zu blocks\n", t, arena_used(a), p.nblocks);
		free(text);
		arena_free(a);
	}
}

static void
test_too_long(void)
{
	struct arena *a = arena_new(64 << 20);
	struct page p = {.arena = a};
	size_t n = (64 << 10) + 100;
	char *text = malloc(n + 1);

	for (size_t i = 0; i < n; i += 2)
		memcpy(text + i, "\xc3\xa9", 2);
	text[n] = '\0';
	text[0] = 'x'; /* so that the ceiling falls inside a character */
	memmove(text + 1, text + 2, n - 1);
	page_markdown(&p, text, NULL, 2);
	is_int(p.nblocks, 1, "a text over the ceiling is one paragraph");
	is_int(strlen(p.blocks[0].text.run[0].s), (64 << 10) - 1, "cut between characters");
	free(text);
	arena_free(a);
}

int
main(void)
{
	test_blocks();
	test_plain();
	test_html();
	test_hostile();
	test_too_long();
	return tap_done();
}
