/* SPDX-License-Identifier: ISC */
/* The YAML tree: its shape and places, and files that mean harm. */
#include "data/yaml.h"

#include "tests/lib/tap.h"

#include <stdlib.h>
#include <time.h>

enum { MIB = 1024 * 1024 };

/* A tree in short: texts in quotes, lists in [], maps in {}, each with its place. */
static void
describe(struct buf *out, const struct node *node, bool places)
{
	size_t i;

	if (node == NULL) {
		buf_puts(out, "nothing");
		return;
	}
	if (places)
		buf_printf(out, "%d:%d", node->at.line, node->at.col);
	if (node->kind == NODE_BAD)
		buf_puts(out, "bad");
	if (node->kind == NODE_TEXT)
		buf_printf(out, "'%s'", node->text);
	if (node->kind == NODE_LIST) {
		buf_putc(out, '[');
		for (i = 0; i < node->n; i++)
			describe(out, node->items[i], places);
		buf_putc(out, ']');
	}
	if (node->kind == NODE_MAP) {
		buf_putc(out, '{');
		for (i = 0; i < node->n; i++) {
			describe(out, node->entries[i].key, places);
			describe(out, node->entries[i].value, places);
		}
		buf_putc(out, '}');
	}
}

struct result {
	struct arena *a, *findings_arena;
	struct findings f;
	struct node *root;
	int rc;
};

static void
parse(struct result *r, const char *s, size_t n)
{
	struct yaml *y = yaml_tree_new();

	r->a = arena_new(256 * MIB);
	r->findings_arena = arena_new(16 * MIB);
	findings_init(&r->f, r->findings_arena);
	r->rc = yaml_tree_read(y, r->a, "f", s, n, &r->f, &r->root);
	yaml_tree_free(y);
}

static void
result_free(struct result *r)
{
	arena_free(r->a);
	arena_free(r->findings_arena);
}

static const struct {
	const char *name, *yaml, *want;
} trees[] = {
    {"a map", "a: b\nc: d\n", "1:1{1:1'a'1:4'b'2:1'c'2:4'd'}"},
    {"a list in a map", "a:\n  - b\n  - c\n", "1:1{1:1'a'2:3[2:5'b'3:5'c']}"},
    {"flow style", "a: {b: [c, d]}\n", "1:1{1:1'a'1:4{1:5'b'1:8[1:9'c'1:12'd']}}"},
    {"columns are characters, not bytes", "é: {ü: x}\n", "1:1{1:1'é'1:4{1:5'ü'1:8'x'}}"},
    {"a byte order mark takes no column",
	"\xef\xbb\xbf"
	"a: b\n",
	"1:1{1:1'a'1:4'b'}"},
    {"CR LF is one line end", "a: b\r\nc: d\r\n", "1:1{1:1'a'1:4'b'2:1'c'2:4'd'}"},
    {"a long text keeps its lines", "a: |\n  b\n\n  c\n", "1:1{1:1'a'1:4'b\n\nc\n'}"},
    {"a folded text", "a: >\n  b\n  c\n", "1:1{1:1'a'1:4'b c\n'}"},
    {"times, booleans and numbers are texts", "a: 09:00\nb: no\nc: 012\nd: ~\n",
	"1:1{1:1'a'1:4'09:00'2:1'b'2:4'no'3:1'c'3:4'012'4:1'd'4:4'~'}"},
    {"comments are nothing", "# x\na: b # c\n", "2:1{2:1'a'2:4'b'}"},
    {"nothing", "", "nothing"},
    {"only comments", "# x\n# y\n", "nothing"},
    {"one document, marked", "---\na: b\n...\n", "2:1{2:1'a'2:4'b'}"},
    {"the first of two keys is kept", "a: b\na: c\n", "1:1{1:1'a'1:4'b'}"},
    {"an alias is bad, the rest is there", "a: *b\nc: d\n", "1:1{1:1'a'1:4bad2:1'c'2:4'd'}"},
    {"sixteen levels", "[[[[[[[[[[[[[[[[a]]]]]]]]]]]]]]]]",
	"1:1[1:2[1:3[1:4[1:5[1:6[1:7[1:8[1:9[1:10[1:11[1:12[1:13[1:14[1:15[1:16[1:17'a'"
	"]]]]]]]]]]]]]]]]"},
    {"%-signs that begin no line", "a: b %TAG\n  %c\n", "1:1{1:1'a'1:4'b %TAG %c'}"},
};

static void
test_trees(void)
{
	struct result r;
	struct buf b;
	size_t i;

	buf_init(&b, MIB);
	for (i = 0; i < sizeof trees / sizeof *trees; i++) {
		parse(&r, trees[i].yaml, strlen(trees[i].yaml));
		buf_clear(&b);
		describe(&b, r.root, true);
		is_str(buf_str(&b), trees[i].want, "tree: %s", trees[i].name);
		result_free(&r);
	}
	buf_free(&b);
}

static const struct {
	const char *name, *s;
	size_t n;
	enum rule rule;
	int line, col;
} bytes[] = {
    {"Latin-1", "a: b\nc: Universit\xe9\n", 20, RULE_NOT_UTF8, 2, 13},
    {"after characters of two bytes", "\xc3\xa9: \xff\n", 6, RULE_NOT_UTF8, 1, 4},
    {"a character cut short at the end", "a: \xe2\x80", 5, RULE_NOT_UTF8, 1, 4},
    {"a surrogate", "a: \xed\xa0\x80\n", 7, RULE_NOT_UTF8, 1, 4},
    {"an overlong slash", "a: \xc0\xaf\n", 6, RULE_NOT_UTF8, 1, 4},
    {"above U+10FFFF", "a: \xf4\x90\x80\x80\n", 8, RULE_NOT_UTF8, 1, 4},
    {"UTF-16 with its mark",
	"\xff\xfe"
	"a\0:\0 \0b\0",
	10, RULE_NOT_UTF8, 0, 0},
    {"UTF-16, the other way round", "\xfe\xff\0a\0:", 6, RULE_NOT_UTF8, 0, 0},
    {"UTF-16 without a mark", "a\0:\0", 4, RULE_NOT_UTF8, 0, 0},
    {"NUL", "a: b\0c\n", 7, RULE_CONTROL_CHARACTER, 1, 5},
    {"NUL by escape", "a: \"\\0\"\n", 8, RULE_CONTROL_CHARACTER, 1, 4},
    {"CR LF by escape", "a: \"b\\r\\nc\"\n", 12, RULE_CONTROL_CHARACTER, 1, 4},
    {"NEL by escape", "a: \"\\N\"\n", 8, RULE_CONTROL_CHARACTER, 1, 4},
    {"paragraph separator by escape", "a: \"\\P\"\n", 8, RULE_CONTROL_CHARACTER, 1, 4},
    {"a lone surrogate by escape", "a: \"\\ud800\"\n", 12, RULE_YAML_SYNTAX, 1, 7},
    {"a file of CR lines", "a: b\rc: d\r", 10, RULE_CONTROL_CHARACTER, 1, 5},
    {"a tag with a directive", "%TAG ! x\n---\na: b\n", 18, RULE_YAML_FEATURE, 1, 1},
    {"a directive after a byte order mark", "\xef\xbb\xbf%YAML 1.1\n", 13, RULE_YAML_FEATURE, 1, 1},
    {"only a quote", "\"", 1, RULE_YAML_SYNTAX, 1, 1},
    {"only a bracket", "[", 1, RULE_YAML_SYNTAX, 1, 1},
    {"only a star", "*", 1, RULE_YAML_SYNTAX, 1, 1},
    {"an unclosed quote pages above", "a: \"b\n\n\n\n\n\n\nc: d\n", 17, RULE_YAML_SYNTAX, 1, 4},
};

static void
test_bytes(void)
{
	struct result r;
	size_t i;

	for (i = 0; i < sizeof bytes / sizeof *bytes; i++) {
		parse(&r, bytes[i].s, bytes[i].n);
		if (ok(r.f.n > 0, "bytes: %s is told of", bytes[i].name)) {
			is_str(rule_id(r.f.items[0].rule), rule_id(bytes[i].rule),
			    "bytes: %s, its rule", bytes[i].name);
			is_int(
			    r.f.items[0].at.line, bytes[i].line, "bytes: %s, line", bytes[i].name);
			is_int(
			    r.f.items[0].at.col, bytes[i].col, "bytes: %s, column", bytes[i].name);
		}
		result_free(&r);
	}
}

/* `n` times `unit` after `head`. */
static char *
repeat(const char *head, const char *unit, size_t n, size_t *len)
{
	size_t h = strlen(head), u = strlen(unit), i;
	char *s = malloc(h + u * n + 1);

	memcpy(s, head, h);
	for (i = 0; i < n; i++)
		memcpy(s + h + i * u, unit, u);
	*len = h + u * n;
	return s;
}

static const struct {
	const char *name, *head, *unit;
	size_t n;
	enum rule rule; /* RULE_COUNT: none */
} bombs[] = {
    {"100,000 opening brackets", "", "[", 100000, RULE_TOO_DEEP},
    {"100,000 opening braces", "", "{", 100000, RULE_TOO_DEEP},
    {"100,000 nested keys in braces", "", "{a: ", 100000, RULE_TOO_DEEP},
    {"50,000 dashes in a row", "", "- ", 50000, RULE_TOO_DEEP},
    {"a mebibyte of question marks", "", "? ", 500000, RULE_TOO_DEEP},
    {"a mebibyte of TAG directives", "%TAG !a! b\n", "%TAG !a! b\n", 90000, RULE_YAML_FEATURE},
    {"more items than a list may have", "a:\n", "- b\n", 10001, RULE_TOO_MANY},
    {"exactly as many", "a:\n", "- b\n", 10000, RULE_COUNT},
    {"more texts than a file may have", "",
	"- [a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a,"
	" a, a, a]\n",
	9999, RULE_TOO_MANY},
    {"a text of 64 KiB", "a: ", "b", 65536, RULE_COUNT},
    {"a text of a byte more", "a: ", "b", 65537, RULE_TEXT_TOO_LONG},
    {"a file of a mebibyte", "# ", "b", MIB - 2, RULE_COUNT},
    {"a file of a byte more", "# ", "b", MIB - 1, RULE_FILE_TOO_LARGE},
    {"a key of a mebibyte", "", "k", MIB - 10, RULE_TEXT_TOO_LONG},
    {"the same key again and again", "a: b\n", "a: b\n", 9999, RULE_DUPLICATE_KEY},
    {"a mebibyte of aliases", "", "- *a\n", 9999, RULE_YAML_FEATURE},
    {"a mebibyte of anchors", "", "- &a b\n", 9999, RULE_YAML_FEATURE},
    {"a mebibyte of quotes", "a: \"", "\\\"", 500000, RULE_YAML_SYNTAX},
    {"a mebibyte of NUL escapes", "", "- \"\\0\"\n", 9999, RULE_CONTROL_CHARACTER},
    {"a mebibyte of bad bytes", "", "\xff", MIB, RULE_NOT_UTF8},
    {"a mebibyte of control characters", "", "\x01", MIB, RULE_CONTROL_CHARACTER},
    {"a mebibyte of colons", "", ": ", 500000, RULE_COUNT + 1},
    {"a mebibyte of empty lines", "a: b", "\n", MIB - 10, RULE_COUNT},
    {"a mebibyte of blanks", "a: b", " ", MIB - 10, RULE_COUNT},
    {"a mebibyte of exclamation marks", "a: ", "!", MIB - 10, RULE_COUNT + 1},
    {"a mebibyte of documents", "", "---\n", 200000, RULE_YAML_FEATURE},
};

static bool
has_rule(const struct findings *f, enum rule rule)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		if (f->items[i].rule == rule)
			return true;
	return rule > RULE_COUNT && f->n > 0;
}

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
test_bombs(void)
{
	struct result r;
	double took;
	size_t i, n;
	char *s;

	for (i = 0; i < sizeof bombs / sizeof *bombs; i++) {
		s = repeat(bombs[i].head, bombs[i].unit, bombs[i].n, &n);
		took = seconds();
		parse(&r, s, n);
		took = seconds() - took;
		if (bombs[i].rule == RULE_COUNT)
			is_int(r.f.n, 0, "hostile: %s is fine", bombs[i].name);
		else
			ok(has_rule(&r.f, bombs[i].rule), "hostile: %s is told of (%s)",
			    bombs[i].name, r.f.n > 0 ? rule_id(r.f.items[0].rule) : "nothing");
		/* Measured: under 60 ms; the rest is for sanitizers, valgrind and busy machines. */
		ok(took < 20, "hostile: %s takes no long time", bombs[i].name);
		ok(arena_used(r.a) < 64 * MIB, "hostile: %s takes little memory", bombs[i].name);
		result_free(&r);
		free(s);
	}
}

/* Every prefix of a file is read or refused, never worse. */
static void
test_cut(void)
{
	static const char whole[] = "event: é\nrooms: {a: \"b\\u00e9\", c: [d, 'e']}\nabstract: |\n"
				    "  text\n  more\nlist:\n  - - x\n    - y: >-\n        z\n";
	struct result r;
	size_t n, failed = 0;

	for (n = 0; n < sizeof whole; n++) {
		parse(&r, whole, n);
		failed += r.rc != 0;
		result_free(&r);
	}
	is_int(failed, 0, "every beginning of a file is read or refused");
}

int
main(void)
{
	struct yaml *y = yaml_tree_new();
	const struct node *none = NULL;

	yaml_tree_free(NULL);
	yaml_tree_free(y);
	ok(node_get(none, "a") == NULL && node_is_empty(none), "no node has nothing in it");
	test_trees();
	test_bytes();
	test_bombs();
	test_cut();
	return tap_done();
}
