/* SPDX-License-Identifier: ISC */
#include "core/excerpt.h"
#include "tests/lib/tap.h"

#include <stdlib.h>

#define BOM "\xef\xbb\xbf"

static const struct {
	const char *name, *text;
	int line, col;
	const char *want_line, *want_mark;
	int length;
} cases[] = {
    {"a word", "kind: fourum\n", 1, 7, "kind: fourum", "      ^~~~~~", 6},
    {"a key ends at its colon", "a: b\nknid: forum\n", 2, 1, "knid: forum", "^~~~", 4},
    {"a key with a colon in it", "at:09:30 x: y\n", 1, 1, "at:09:30 x: y", "^~~~~~~~~~", 10},
    {"a text of several words", "  at: 9 o'clock\n", 1, 7, "  at: 9 o'clock", "      ^~~~~~~~~", 9},
    {"up to the comment", "at: nine  # or ten\n", 1, 5, "at: nine  # or ten", "    ^~~~", 4},
    {"in braces up to the comma", "- {a: one two, b: c}\n", 1, 7, "- {a: one two, b: c}",
	"      ^~~~~~~", 7},
    {"a comma outside of braces is text", "a: {b: c}\nd: e, f\n", 2, 4, "d: e, f", "   ^~~~", 4},
    {"in brackets up to the bracket", "[hall, zzz]\n", 1, 8, "[hall, zzz]", "       ^~~", 3},
    {"in quotes up to the quote", "{a: \"b, \\\" c\", d: e}\n", 1, 5, "{a: \"b, \\\" c\", d: e}",
	"    ^~~~~~~~~", 9},
    {"single quotes, one doubled", "a: 'it''s, so' # x\n", 1, 4, "a: 'it''s, so' # x",
	"   ^~~~~~~~~~~", 11},
    {"quotes that do not end here", "a: \"b\n  c\"\n", 1, 4, "a: \"b", "   ^~", 2},
    {"a map in braces", "  - {at: 09:30}\n", 1, 5, "  - {at: 09:30}", "    ^", 1},
    {"a dash", "- - a\n", 1, 3, "- - a", "  ^", 1},
    {"a number below zero is no dash", "a: -3\n", 1, 4, "a: -3", "   ^~", 2},
    {"the end of a line", "a: b\n", 1, 9, "a: b", "    ^", 1},
    {"an empty line", "a: b\n\nc: d\n", 2, 1, "", "^", 1},
    {"the last line without its end", "a: b\nc: d", 2, 4, "c: d", "   ^", 1},
    {"CR LF", "a: b\r\nc: d\r\n", 1, 4, "a: b", "   ^", 1},
    {"a byte order mark is no column", BOM "kind: x\n", 1, 1, "kind: x", "^~~~", 4},
    {"letters of two bytes", "té: é é\n", 1, 5, "té: é é", "    ^~~", 3},
    {"ideographs are two columns wide", "会議: 会議\n", 1, 5, "会議: 会議", "      ^~~~", 2},
    {"a combining mark has none", "a: e\xcc\x81t: x\n", 1, 4, "a: e\xcc\x81t: x", "   ^~", 3},
    {"what the place begins with has none", "a: \xcc\x81\n", 1, 4, "a: \xcc\x81", "   ^", 1},
    {"a tab is seen", "\ta: b\n", 1, 2, "→a: b", " ^", 1},
    {"an escape sequence is seen", "a: \x1b[2Jb\n", 1, 4, "a: \\x1b[2Jb", "   ^~~~~~~~", 5},
    {"a bidi override is seen", "a: \xe2\x80\xae b\n", 1, 4, "a: \\u{202e} b", "   ^~~~~~~~~~", 3},
    {"a byte that is not UTF-8 is seen", "\xff: b\n", 1, 4, "\\xff: b", "      ^", 1},
    {"the end of a long line is cut",
	"title: one two three four five six seven eight nine ten eleven twelve\n", 1, 1,
	"title: one two three four five six seve…", "^~~~~", 5},
    {"the beginning of a long line is cut",
	"title: one two three four five six seven eight nine ten, {a: eleven}\n", 1, 62,
	"… six seven eight nine ten, {a: eleven}", "                                ^~~~~~", 6},
    {"both ends are cut",
	"- {t: one, u: two, v: three, w: four, x: five, y: six, z: seven, eight: nine, n: ten}\n",
	1, 42, "…: four, x: five, y: six, z: seven, eig…", "            ^~~~", 4},
    {"what is marked is longer than the columns",
	"a: one two three four five six seven eight nine ten eleven twelve\n", 1, 4,
	"a: one two three four five six seven ei…", "   ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~", 62},
    {"wide characters at the cut", "a: 会議会議会議会議会議会議会議会議会議会議会議会議会議会議\n",
	1, 27, "…議会議会議会議会議会議会議会議会議会議", "                             ^~~~~~~~~~",
	5},
};

static void
test_cases(void)
{
	struct buf line, mark;

	buf_init(&line, 10000);
	buf_init(&mark, 10000);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct excerpt e = excerpt_begin(cases[i].text, strlen(cases[i].text));

		buf_clear(&line);
		buf_clear(&mark);
		ok(excerpt_seek(&e, cases[i].line, cases[i].col), "%s: is there", cases[i].name);
		excerpt_put(&e, 40, &line, &mark);
		is_str(buf_str(&line), cases[i].want_line, "%s: line", cases[i].name);
		is_str(buf_str(&mark), cases[i].want_mark, "%s: mark", cases[i].name);
		is_int(excerpt_length(&e), cases[i].length, "%s: length", cases[i].name);
	}
	buf_free(&line);
	buf_free(&mark);
}

static void
test_seek(void)
{
	static const char text[] = "one\ntwo\nthree\n";
	struct excerpt e = excerpt_begin(text, strlen(text)), empty = excerpt_begin("", 0);

	ok(excerpt_seek(&e, 3, 2) && e.s[e.at] == 'h', "seek: forward");
	ok(excerpt_seek(&e, 1, 3) && e.s[e.at] == 'e', "seek: backward");
	ok(excerpt_seek(&e, 1, 1) && e.at == 0, "seek: backward on the line");
	ok(excerpt_seek(&e, 4, 1), "seek: the end of the file");
	ok(!excerpt_seek(&e, 5, 1), "seek: a line that is not there");
	ok(excerpt_seek(&empty, 1, 1) && !excerpt_seek(&empty, 2, 1), "seek: an empty file");
}

/* A million places on one line of a million characters: each step is taken once. */
static void
test_long(void)
{
	enum { N = 1 << 20 };
	char *text = malloc(N);
	struct excerpt e;
	struct buf line, mark;

	memset(text, 'x', N);
	e = excerpt_begin(text, N);
	for (int i = 1; i <= N; i++)
		excerpt_seek(&e, 1, i);
	is_int(e.at, N - 1, "long: the last character");
	buf_init(&line, 10000);
	buf_init(&mark, 10000);
	excerpt_put(&e, 100, &line, &mark);
	ok(!line.failed && line.n < 300, "long: cut");
	buf_free(&line);
	buf_free(&mark);
	free(text);
}

int
main(void)
{
	test_cases();
	test_seek();
	test_long();
	return tap_done();
}
