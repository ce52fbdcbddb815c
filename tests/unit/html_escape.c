/* SPDX-License-Identifier: ISC */
#include "core/html_escape.h"

#include "tests/lib/tap.h"

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static void
test_escape(void)
{
	static const struct {
		const char *name;
		void (*escape)(struct buf *b, const char *s);
		const char *in, *want;
	} cases[] = {
	    {"text: markup", html_text, "<b>&\"'", "&lt;b&gt;&amp;\"'"},
	    {"text: lines stay", html_text, "a\n\tb", "a\n\tb"},
	    {"text: nothing", html_text, NULL, ""},
	    {"text: control characters", html_text, "a\x01\x1b[31m\x7f\xc2\x85z", "a[31mz"},
	    {"text: bytes that are no UTF-8", html_text, "a\xff\xc0\xaf",
		"a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
	    {"text: cut in the middle", html_text, "\xe2\x80", "\xef\xbf\xbd\xef\xbf\xbd"},
	    {"text: surrogate", html_text, "\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
	    {"text: override dropped", html_text,
		"\xe2\x80\xae"
		"exe\xe2\x80\xac",
		"exe"},
	    {"text: isolate kept", html_text,
		"\xe2\x81\xa8"
		"a\xe2\x81\xa9",
		"\xe2\x81\xa8"
		"a\xe2\x81\xa9"},
	    {"text: noncharacters", html_text, "a\xef\xbf\xbf\xef\xb7\x90\xf0\x9f\xbf\xbe", "a"},
	    {"text: line separator", html_text, "a\xe2\x80\xa8z", "a z"},
	    {"text: beyond the first plane", html_text, "\xf0\x9f\x8e\x89", "\xf0\x9f\x8e\x89"},
	    {"attr: both quotes", html_attr, "\"'<>&", "&quot;&#39;&lt;&gt;&amp;"},
	    {"attr: on one line", html_attr, "a\nb\tc\r", "a b c"},
	    {"json: quotes and backslashes", html_json, "\"'\\n", "\\\"'\\\\n"},
	    {"json: it cannot end its script", html_json, "</script><!--&lt;",
		"\\u003c/script\\u003e\\u003c!--\\u0026lt;"},
	    {"json: on one line, nothing that is not seen", html_json, "a\nb\r\x01\xe2\x80\xaez",
		"a bz"},
	    {"path: an ordinary one", html_url_path, "../person/a-b.html", "../person/a-b.html"},
	    {"path: no scheme", html_url_path, "javascript:alert(1).html",
		"javascript%3Aalert(1).html"},
	    {"path: no host", html_url_path, "//example.org/", ".//example.org/"},
	    {"path: no query, no fragment", html_url_path, "a?b#c%", "a%3Fb%23c%25"},
	    {"path: no way out", html_url_path, "\"><\\", "%22%3E%3C%5C"},
	    {"path: other letters", html_url_path, "\xc3\xa9", "%C3%A9"},
	    {"url: query", html_url, "https://example.org/?a=1&b='",
		"https://example.org/?a=1&amp;b=&#39;"},
	    {"url: quotes and angles", html_url, "https://e/\"><x>", "https://e/%22%3E%3Cx%3E"},
	    {"url: escapes stay, a lone % does not", html_url, "https://e/%41%zz%",
		"https://e/%41%25zz%25"},
	    {"url: line break", html_url, "https://e/\r\nx", "https://e/%0D%0Ax"},
	    {"token: only letters", html_token, "a b\"c-d_e>", "abc-d_e"},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf b;

		buf_init(&b, 1000);
		cases[i].escape(&b, cases[i].in);
		is_str(buf_str(&b), cases[i].want, "%s", cases[i].name);
		buf_free(&b);
	}
}

static void
test_lang(void)
{
	static const struct {
		const char *lang, *around, *want;
	} cases[] = {
	    {"en", "en", " lang=\"en\""},
	    {"ar", "en", " lang=\"ar\" dir=\"rtl\""},
	    {"en", "fa", " lang=\"en\" dir=\"ltr\""},
	    {"he", "ar", " lang=\"he\""},
	    {"pt-BR", NULL, " lang=\"pt-BR\""},
	    {"uz-Arab", "en", " lang=\"uz-Arab\" dir=\"rtl\""},
	    {"ar-Latn", "en", " lang=\"ar-Latn\""},
	    {"ar-1994", "en", " lang=\"ar-1994\" dir=\"rtl\""},
	    {"e", "en", ""},
	    {"", "en", ""},
	    {NULL, "en", ""},
	    {"en-", "en", ""},
	    {"en\" onload=", "en", ""},
	    {"toolongone", "en", ""},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf b;

		buf_init(&b, 1000);
		html_lang(&b, cases[i].lang, cases[i].around);
		is_str(buf_str(&b), cases[i].want, "language %s within %s",
		    cases[i].lang ? cases[i].lang : "NULL",
		    cases[i].around ? cases[i].around : "none");
		buf_free(&b);
	}
}

int
main(void)
{
	test_escape();
	test_lang();
	return tap_done();
}
