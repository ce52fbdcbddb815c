/* SPDX-License-Identifier: ISC */
#include "core/from_html.h"
#include "core/utf8.h"
#include "tests/lib/tap.h"

#include <cmark.h>
#include <stdlib.h>

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

struct sample {
	const char *name, *in, *want;
};

static void
run(const struct sample *cases, size_t n)
{
	struct buf out;

	buf_init(&out, 1 << 20);
	for (size_t i = 0; i < n; i++) {
		buf_clear(&out);
		from_html(&out, cases[i].in, strlen(cases[i].in));
		is_str(buf_str(&out), cases[i].want, "%s", cases[i].name);
	}
	buf_free(&out);
}

static void
test_paragraphs(void)
{
	static const struct sample cases[] = {
	    {"nothing", "", ""},
	    {"text without tags, its empty lines end paragraphs", "one\ntwo\n\nthree\r\n\r\nfour",
		"one two\n\nthree\n\nfour"},
	    {"within a paragraph they do not", "<p>one\n\ntwo</p>\n\n<p>three</p>",
		"one two\n\nthree"},
	    {"paragraphs never closed", "<P>one<p class=x>two", "one\n\ntwo"},
	    {"a line break", "one<br>two<br/>three<BR />", "one\\\ntwo\\\nthree"},
	    {"two line breaks are a paragraph", "one<br><br>two<br> <br><br>three",
		"one\n\ntwo\n\nthree"},
	    {"white space is one space", "<p>  one \n\t two </p>", "one two"},
	    {"a whole document",
		"<!DOCTYPE html><html><head><title>T</title><style>p{}</style>"
		"</head><body><p>one</p></body></html>",
		"one"},
	    {"scripts and comments go", "a<script>if (a<b) x('</p>')</script> b<!-- <p>c --> d",
		"a b d"},
	    {"what is unknown goes, its text stays", "<o:p>one</o:p> <font color=red>two</font>",
		"one two"},
	    {"headings", "<h1>One</h1>two<h6>Six <b>bold</b> C #</h6>",
		"# One\n\ntwo\n\n###### Six bold C \\#"},
	    {"a rule", "a<hr>b", "a\n\n***\n\nb"},
	    {"a quote", "<blockquote><p>a</p><p>b<br>c</p></blockquote>d",
		"> a\n>\n> b\\\n> c\n\nd"},
	    {"two quotes stay two", "<blockquote>a</blockquote><blockquote>b</blockquote>",
		"> a\n\n> b"},
	    {"preformatted text", "<pre><code>a &lt;b&gt;\n  c\n\nd</code></pre>",
		"```\na <b>\n  c\n\nd\n```"},
	    {"a fence within it", "<pre>```\na</pre>", "````\n```\na\n````"},
	    {"rows of a table are lines",
		"<table><tr><th>a<th>b</tr><tr><td><p>c</p></td><td>d</td></tr></table>e",
		"a | b\n\nc | d\n\ne"},
	    {"a definition list", "<dl><dt>a<dd>b</dl>", "a\n\nb"},
	};

	run(cases, COUNT(cases));
}

static void
test_lists(void)
{
	static const struct sample cases[] = {
	    {"items", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>", "- a\n- b"},
	    {"items never closed", "x<ul><li>a<li>b</ul>y", "x\n\n- a\n- b\n\ny"},
	    {"numbered", "<ol><li>a<li>b</ol>", "1. a\n2. b"},
	    {"numbered from another number", "<ol start=9><li>a<li>b</ol>", "9. a\n10. b"},
	    {"nested", "<ul><li>a<ol><li>b<ul><li>c</ul><li>d</ol><li>e</ul>",
		"- a\n  1. b\n     - c\n  2. d\n- e"},
	    {"a list in a list belongs to the item before",
		"<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>", "- a\n  - b\n- c"},
	    {"a list that begins at 3 cannot follow at once",
		"<ul><li>a<ol start=3><li>b</ol></ul>", "- a\n\n  3. b"},
	    {"paragraphs in an item", "<ul><li><p>a</p><p>b</p><li>c</ul>", "- a\n\n  b\n- c"},
	    {"two lists stay two", "<ul><li>a</ul><ul><li>b</ul><ol><li>c</ol><ol><li>d</ol>",
		"- a\n\n* b\n\n1. c\n\n1) d"},
	    {"an empty item is none", "<ul><li></li><li>a</ul>", "- a"},
	    {"an item in no list", "<li>a", "- a"},
	    {"text in a list and in no item", "<ul>a<li>b</ul>", "- a\n- b"},
	    {"a list in a quote", "<blockquote>a<ul><li>b</ul></blockquote>", "> a\n>\n> - b"},
	    {"a quote in an item", "<ul><li>a<blockquote>b</blockquote></ul>", "- a\n\n  > b"},
	    {"a rule in an item", "<ul><li><hr></ul>", "- ***"},
	};

	run(cases, COUNT(cases));
}

static void
test_looks(void)
{
	static const struct sample cases[] = {
	    {"bold and italic", "a <b>b</b> <strong>c</strong> <i>d</i> <em>e</em>",
		"a **b** **c** *d* *e*"},
	    {"bold wins", "<i>a <b>b</b></i>", "*a* **b**"},
	    {"spaces go out of it", "a<b> b </b>c", "a **b** c"},
	    {"within a word", "a<b>b</b>c", "a**b**c"},
	    {"punctuation that would spoil it goes out of it", "a<b>:b:</b>c", "a:**b**:c"},
	    {"also in Chinese",
		"\xe6\xbc\xa2<b>\xe3\x80\x8c\xe5\xad\x97\xe3\x80\x8d</b>\xe6\xbc\xa2",
		"\xe6\xbc\xa2\xe3\x80\x8c**\xe5\xad\x97**\xe3\x80\x8d\xe6\xbc\xa2"},
	    {"nothing but punctuation is plain", "a<b>!</b>b", "a!b"},
	    {"two that touch", "<b>a</b><i>b</i>", "**a**b"},
	    {"over a line break", "<b>a<br>b</b>", "**a**\\\n**b**"},
	    {"empty", "a<b></b> <i> </i>b", "a b"},
	    {"code", "<code>a*b*</code> <tt>`</tt> <kbd>``c</kbd>", "`a*b*` `` ` `` ``` ``c ```"},
	    {"said", "<q>a</q>",
		"\xe2\x80\x9c"
		"a\xe2\x80\x9d"},
	};

	run(cases, COUNT(cases));
}

static void
test_links(void)
{
	static const struct sample cases[] = {
	    {"a link", "a <a class=x href=\"https://example.org/?a=1&amp;b=2\">b</a> c",
		"a [b](https://example.org/?a=1&b=2) c"},
	    {"its text is its address", "<a href='https://example.org'>https://example.org</a>",
		"<https://example.org>"},
	    {"a link with looks", "<a href=https://example.org/>a <b>b</b></a>",
		"[a **b**](https://example.org/)"},
	    {"a scheme that is not let through", "<a href=\"javascript:alert(1)\">a</a>", "a"},
	    {"an address without a scheme", "<a href=/a>a</a> <a href=#b>b</a>", "a b"},
	    {"parentheses in balance, and not",
		"<a href=https://example.org/a_(b)>a</a> "
		"<a href=https://example.org/(>b</a>",
		"[a](https://example.org/a_(b)) [b](https://example.org/%28)"},
	    {"a space in it", "<a href=\" https://example.org/a b\n\">a</a>",
		"[a](https://example.org/a%20b)"},
	    {"never closed, it ends with its paragraph", "<p><a href=https://example.org/>a<p>b",
		"[a](https://example.org/)\n\nb"},
	    {"brackets in its text", "<a href=https://example.org/>[a]</a>",
		"[\\[a\\]](https://example.org/)"},
	    {"an exclamation mark before it", "a!<a href=https://example.org/>b</a>",
		"a\\![b](https://example.org/)"},
	    {"empty", "a<a href=https://example.org/></a>b", "ab"},
	    {"a picture", "<img src=https://example.org/a.png alt='A map'>",
		"![A map](https://example.org/a.png)"},
	    {"a picture from nowhere, and one that says nothing",
		"a <img src=a.png alt=map> <img src=https://example.org/>", "a map"},
	    {"a picture in a link", "<a href=https://example.org/><img src=a alt=map></a>",
		"[map](https://example.org/)"},
	};

	run(cases, COUNT(cases));
}

static void
test_characters(void)
{
	static const struct sample cases[] = {
	    {"references", "&eacute;&#233;&#xE9;&amp;&lt;&gt;&hellip;&euro;",
		"\xc3\xa9\xc3\xa9\xc3\xa9&<>\xe2\x80\xa6\xe2\x82\xac"},
	    {"Windows' numbers", "&#146;&#x93;", "\xe2\x80\x99\xe2\x80\x9c"},
	    {"a name not known here stays a reference", "&Zscr; &nosuch;", "&Zscr; &nosuch;"},
	    {"one that is text stays text", "&amp;copy; &amp;#1;", "\\&copy; \\&#1;"},
	    {"none", "AT&T & a; &#; &#x; &", "AT&T & a; &#; &#x; &"},
	    {"no characters", "&#0;&#xD800;&#x110000;&#1;\x01\x7f", "\xef\xbf\xbd\xef\xbf\xbd"},
	    {"a comparison", "a < b > c <3", "a < b > c <3"},
	    {"HTML as text", "&lt;b&gt; &lt;/b&gt; &lt;!-- --&gt;", "\\<b> \\</b> \\<!-- -->"},
	    {"an address in angle brackets", "<ana@example.org> <https://example.org>",
		"\\<ana@example.org> \\<https://example.org>"},
	    {"a tag cut short", "a <b", "a \\<b"},
	};

	run(cases, COUNT(cases));
}

static void
test_escapes(void)
{
	static const struct sample cases[] = {
	    {"a stray star, two of them", "C* and a * b<p>*a* **b**",
		"C* and a * b\n\n\\*a\\* \\*\\*b\\*\\*"},
	    {"a stray star beside bold", "<b>a</b> b*", "**a** b\\*"},
	    {"underscores in words, round one", "snake_case_name _<p>__init__",
		"snake_case_name _\n\n\\_\\_init\\_\\_"},
	    {"backticks", "` alone<p>`a`", "` alone\n\n\\`a\\`"},
	    {"brackets", "[a] [b](c)<p>[d]: e", "[a] [b\\](c)\n\n[d\\]: e"},
	    {"backslashes", "a\\b \\* c\\", "a\\b \\\\* c\\"},
	    {"a backslash at the end of a line", "a\\<br>b", "a\\\\\\\nb"},
	    {"numbers at the beginning", "1. a<p>2) b<p>1.5<p>2023<p>3.<p>1234567890. c",
		"1\\. a\n\n2\\) b\n\n1.5\n\n2023\n\n3\\.\n\n1234567890. c"},
	    {"marks at the beginning", "- a<p>+ b<p>* c<p># d<p>#e<p>&gt; f<p>-g<p>~~~",
		"\\- a\n\n\\+ b\n\n\\* c\n\n\\# d\n\n#e\n\n\\> f\n\n-g\n\n\\~~~"},
	    {"after a line break too", "a<br>- b<br>===<br>---<br>2. c",
		"a\\\n\\- b\\\n\\===\\\n\\---\\\n2\\. c"},
	    {"rules", "---<p>***<p>_ _ _", "\\---\n\n\\*\\*\\*\n\n\\_ _ _"},
	};

	run(cases, COUNT(cases));
}

static void
test_likely(void)
{
	static const struct {
		const char *in;
		bool want;
	} cases[] = {{"", false}, {"plain a < b > c", false}, {"<p>a", true}, {"a</b>", true},
	    {"a<br>b", true}, {"a<br />**b**", false}, {"<ana@example.org>", false},
	    {"see <https://example.org/>", false}, {"vector<int> x", false}, {"<!-- a -->", false},
	    {"# a\n[b](c)<br>", false}};

	for (size_t i = 0; i < COUNT(cases); i++)
		ok(looks_like_html(cases[i].in, strlen(cases[i].in)) == cases[i].want, "%s: %s",
		    cases[i].want ? "HTML" : "no HTML", cases[i].in);
}

/* `n` times the same, many kinds: time, length and depth stay small. */
static void
test_hostile(void)
{
	static const char *const parts[] = {"<b>", "<ul>", "<ul><li>", "<ol><li>a", "<blockquote>",
	    "<blockquote>a", "<!--", "<!-- -->", "<a href=\"", "<a b='", "<script>", "<svg>", "<",
	    "</", "&", "&#", "*", "_a", "`", "[", "](", "\\", "<i>a</i>", "<pre>", "</ul>", "a<br>",
	    "<td>", "<p>a", "<svg></svg", "<img alt=a src=https://example.org/>"};
	enum { TIMES = 20000 };
	struct buf in, out;

	buf_init(&in, 8 << 20);
	buf_init(&out, 64 << 20);
	for (size_t i = 0; i < COUNT(parts); i++) {
		buf_clear(&in);
		buf_clear(&out);
		for (int k = 0; k < TIMES; k++)
			buf_puts(&in, parts[i]);
		from_html(&out, in.p, in.n);
		looks_like_html(in.p, in.n);
		ok(!out.failed && out.n <= 32 * in.n, "%s, %d times: %zu bytes to %zu", parts[i],
		    TIMES, in.n, out.n);
	}
	buf_free(&in);
	buf_free(&out);
}

/* Every prefix of a text that has everything gives CommonMark without HTML in it. */
static void
test_cut_short(void)
{
	static const char all[] =
	    "<h2>A &amp; B</h2><p>One <b>two </b>thr\xc3\xa9"
	    "e<br>four <a href=\"https://example.org/\""
	    ">five</a><ul><li>a<li>b<ol start='3'><li><code>c</code></ol></ul><pre>&lt;d&gt;</pre>"
	    "<blockquote>&lt;e&gt;<hr></blockquote><!-- f --><img src=https://example.org/ alt=g>";
	bool is_clean = true;
	struct buf out;

	buf_init(&out, 1 << 16);
	for (size_t n = 0; n < sizeof all; n++) {
		char *html;

		buf_clear(&out);
		from_html(&out, all, n);
		html = cmark_markdown_to_html(buf_str(&out), out.n, CMARK_OPT_DEFAULT);
		is_clean = is_clean && strstr(html, "raw HTML") == NULL && !out.failed;
		free(html);
	}
	ok(is_clean, "cut short anywhere there is no HTML left");
	buf_clear(&out);
	from_html(&out, "a\0b", 3);
	is_str(buf_str(&out), "ab", "NUL is dropped");
	buf_clear(&out);
	from_html(&out, "\xff<b>\xff\xfe</b>", 10);
	is_int(out.n, 3, "what is no UTF-8 stays as it is, without looks that might not hold");
	buf_clear(&out);
	buf_puts(&out, "before ");
	from_html(&out, "<p>a<p>b", 8);
	is_str(buf_str(&out), "before a\n\nb", "it appends");
	buf_free(&out);
	buf_init(&out, 4);
	from_html(&out, "<p>abcdef", 9);
	ok(out.failed, "a buffer that is too small has failed");
	buf_free(&out);
}

int
main(void)
{
	test_paragraphs();
	test_lists();
	test_looks();
	test_links();
	test_characters();
	test_escapes();
	test_likely();
	test_hostile();
	test_cut_short();
	return tap_done();
}
