/* SPDX-License-Identifier: ISC */
/* The parser's errors in words for someone who writes agendas, not YAML. */
#include "data/yaml_text.h"

#include "data/keys.h"
#include "data/yaml.h"
#include "data/yaml_line.h"

#include <string.h>

enum { SIMPLE_KEY_MAX = 1024 }; /* libyaml's own limit for a key */

static char
char_at(const struct yaml_text *t, size_t line, size_t col)
{
	struct line l = line_at(t, line);
	size_t i = line_column(l, col);

	return i < l.n ? l.s[i] : '\0';
}

static bool
has_tab_indent(struct line l)
{
	return memchr(l.s, '\t', line_indent(l)) != NULL;
}

/* Whether `key: ` stands in the line before `col`. */
static bool
has_colon_before(struct line l, size_t col)
{
	size_t i, end = line_column(l, col);

	for (i = 0; i + 1 < l.n && i + 1 <= end; i++)
		if (l.s[i] == ':' && (l.s[i + 1] == ' ' || l.s[i + 1] == '\t') && i < end)
			return true;
	return false;
}

static bool
has_tight_colon(struct line l)
{
	size_t i;

	for (i = line_indent(l); i + 1 < l.n; i++)
		if (l.s[i] == ':' && l.s[i + 1] != ' ')
			return true;
	return false;
}

static struct place
here(const struct yaml_text *t, const struct yaml_problem *p)
{
	return (struct place){t->name, (int)p->line + 1, (int)p->col + 1};
}

static struct place
opened(const struct yaml_text *t, const struct yaml_problem *p)
{
	return (struct place){t->name, (int)p->context_line + 1, (int)p->context_col + 1};
}

static void
say(struct findings *f, struct place at, const char *what, const char *todo)
{
	finding_add(f, RULE_YAML_SYNTAX, at, todo, "%s", what);
}

static bool
is_letter(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static bool
begins_item(struct line l)
{
	size_t i = line_indent(l);

	return i + 1 < l.n && l.s[i] == '-' && l.s[i + 1] == ' ';
}

/* The line above that is not blank; false if there is none. */
static bool
line_above(const struct yaml_text *t, size_t number, struct line *out)
{
	*out = line_at(t, number);
	while (line_before(t, out)) {
		if (line_indent(*out) < out->n && out->s[line_indent(*out)] != '#')
			return true;
	}
	return false;
}

/* "- parallel" without its colon; the word, NULL if there is none. */
static const char *
lone_word(struct findings *f, struct line l)
{
	size_t i = line_indent(l), n;

	while (begins_item((struct line){l.s + i, l.n - i}))
		i += 2;
	for (n = 0; i + n < l.n && is_letter(l.s[i + n]); n++)
		;
	if (n == 0 || n > 20 || i + n + strspn(l.s + i + n, " \r") < l.n)
		return NULL;
	return finding_words(f, "%.*s", (int)n, l.s + i);
}

/* The column of the '- ' nearest above, sooner one that stands further left; 0 if there is none. */
static size_t
column_of_items(const struct yaml_text *t, size_t number)
{
	struct line l = line_at(t, number);
	size_t indent = line_indent(l), other = 0;

	while (line_before(t, &l)) {
		if (!begins_item(l))
			continue;
		if (line_indent(l) < indent)
			return line_indent(l) + 1;
		if (other == 0 && line_indent(l) > indent)
			other = line_indent(l) + 1;
	}
	return other;
}

/* A line that begins with '- ' where the parser wanted none; false if it is no such line. */
static bool
say_misplaced_item(const struct yaml_text *t, const struct yaml_problem *p, struct findings *f)
{
	struct line l = line_at(t, p->line), above = {"", 0};
	const char *word = NULL;
	size_t col;

	if (!begins_item(l))
		return false;
	if (line_above(t, p->line, &above))
		word = lone_word(f, above);
	col = column_of_items(t, p->line);
	if (word == NULL && col == 0)
		return false;
	finding_add(f, RULE_YAML_SYNTAX,
	    (struct place){t->name, (int)p->line + 1, (int)line_indent(l) + 1},
	    word != NULL ? finding_words(f, "write a colon after it: %s:", word)
			 : finding_words(f, "begin this '- ' in column %zu", col),
	    word != NULL ? "there is no colon after the key above"
			 : "this '- ' does not stand below the one above it");
	return true;
}

static void
say_colon(const struct yaml_text *t, const struct yaml_problem *p, struct findings *f)
{
	if (char_at(t, p->line, p->col) == '?')
		say(f, here(t, p), "a text cannot begin with '?'",
		    "leave it out until it is known, or put the text in quotes");
	else if (say_misplaced_item(t, p, f))
		return;
	else if (has_colon_before(line_at(t, p->line), p->col))
		say(f, here(t, p), "there is a second colon in this line",
		    "put a text that has a colon in quotes: title: \"Rights: a future\"");
	else
		say(f, here(t, p), "this line is indented further than the one it follows",
		    "begin it in the same column as the keys it belongs with");
}

static void
say_key(const struct yaml_text *t, const struct yaml_problem *p, struct findings *f)
{
	struct line l = line_at(t, p->line);
	size_t at = line_column(l, p->col);
	char c = at < l.n ? l.s[at] : '\0';

	if (c == ']' || c == '}')
		finding_add(f, RULE_YAML_SYNTAX, here(t, p), "delete it, or open it first",
		    "this '%c' closes nothing", c);
	else if (at > 1 && l.s[at - 1] == '\'' && is_letter(c))
		say(f, here(t, p), "the apostrophe ends the text that a quote began",
		    "write '' for the apostrophe, or put the text in \"…\"");
	else if (at == line_indent(l) && say_misplaced_item(t, p, f))
		return;
	else if (at > line_indent(l))
		say(f, here(t, p), "there is more text here than belongs to the value before it",
		    "put all of the text in one pair of quotes");
	else
		say(f, here(t, p), "this line's indentation fits no line above it",
		    "begin it in the same column as the lines it belongs with");
}

static void
say_no_colon(const struct yaml_text *t, const struct yaml_problem *p, struct findings *f)
{
	struct line l = line_at(t, p->context_line);

	if (l.n > SIMPLE_KEY_MAX)
		finding_add(f, RULE_TEXT_TOO_LONG, opened(t, p), "put long texts after a key",
		    "a key is longer than %d bytes", YAML_NAME_MAX);
	else if (has_tight_colon(l))
		say(f, opened(t, p), "there is no space after the colon",
		    "write a space between a key's colon and its value: title: Opening");
	else
		say(f, opened(t, p), "there is no colon after this key",
		    "write key and value like this: title: Opening");
}

static void
say_token(const struct yaml_text *t, const struct yaml_problem *p, struct findings *f)
{
	char c = char_at(t, p->line, p->col);

	if (c == '\t')
		say(f, here(t, p), "there is a tab where only spaces may be",
		    "use spaces between a key and its value, and for indentation");
	else
		finding_add(f, RULE_YAML_SYNTAX, here(t, p), "put the text in quotes",
		    "a text cannot begin with '%s'", finding_quote(f, (char[]){c, '\0'}));
}

static void
say_mark(const struct yaml_text *t, const struct yaml_problem *p, struct findings *f)
{
	char c = char_at(t, p->context_line, p->context_col);

	finding_add(f, RULE_YAML_SYNTAX, opened(t, p), "put the text in quotes",
	    "a text cannot begin with '%s'", finding_quote(f, (char[]){c, '\0'}));
}

/* Whether a # that begins a comment, and no blank after it, stands behind column `col`. */
static bool
has_comment(struct line l, size_t col)
{
	for (size_t i = line_column(l, col) + 1; i + 1 < l.n; i++)
		if (l.s[i] == '#' && l.s[i - 1] == ' ' && l.s[i + 1] != ' ')
			return true;
	return false;
}

/* Whether what stands in the line before `end` is a key of sessions: a comma is missing then. */
static bool
ends_with_key(struct line l, size_t end)
{
	size_t n = 0;

	while (n < end && (is_letter(l.s[end - 1 - n]) || l.s[end - 1 - n] == '-'))
		n++;
	if (n == end || l.s[end - 1 - n] != ' ')
		return false;
	for (size_t i = 0; i < session_keys.n; i++)
		if (strlen(session_keys.key[i].name) == n &&
		    memcmp(session_keys.key[i].name, l.s + end - n, n) == 0)
			return true;
	return false;
}

/* Whether what a comma or the line begins has a key and its colon before `end` already. */
static bool
is_within_value(struct line l, size_t end)
{
	while (end > 0 && l.s[end - 1] != ',' && l.s[end - 1] != '{') {
		end--;
		if (l.s[end] == ':' && l.s[end + 1] == ' ')
			return true;
	}
	return false;
}

/* A colon within a value in { }; false if it is none. */
static bool
say_colon_in_map(const struct yaml_text *t, const struct yaml_problem *p, struct findings *f)
{
	struct line l = line_at(t, p->line);
	size_t at = line_column(l, p->col);

	if (char_at(t, p->line, p->col) != ':' || !is_within_value(l, at))
		return false;
	if (ends_with_key(l, at))
		say(f, here(t, p), "there is no comma before this key",
		    "write a comma between one key's value and the next key: at: 09:30, for: 30m");
	else
		say(f, here(t, p), "there is a second colon in this text",
		    "put a text that has a colon in quotes: title: \"Rights: a future\"");
	return true;
}

static void
say_bracket(const struct yaml_text *t, const struct yaml_problem *p, struct findings *f)
{
	bool list = char_at(t, p->context_line, p->context_col) == '[';
	const char *until =
	    p->line > p->context_line ? finding_words(f, " before line %zu", p->line + 1) : "";
	struct line l = line_at(t, p->context_line);
	const char *todo = finding_words(f,
	    "close it with '%c', put a comma between its %s, and texts with , : [ ] { } in quotes",
	    list ? ']' : '}', list ? "items" : "keys");

	if (!list && say_colon_in_map(t, p, f))
		return;
	if (has_comment(l, p->context_col))
		todo = "a text that has # in it needs quotes: what follows # is a comment";
	finding_add(f, RULE_YAML_SYNTAX, opened(t, p), todo,
	    "the '%c' that opens here is not closed%s", list ? '[' : '{', until);
}

static void
say_quote(const struct yaml_text *t, const struct yaml_problem *p, struct findings *f)
{
	bool single = char_at(t, p->context_line, p->context_col) == '\'';

	say(f, opened(t, p), "the quote that opens here is not closed",
	    single ? "close it with the same quote; write '' for an apostrophe within it"
		   : "write \" at the end of the text, too");
}

static void
say_tight(const struct yaml_text *t, const struct yaml_problem *p, struct findings *f)
{
	say(f, here(t, p), "there is no space after the colon",
	    "write a space between a key's colon and its value, or put the text in quotes");
}

static void
say_escape(const struct yaml_text *t, const struct yaml_problem *p, struct findings *f)
{
	say(f, here(t, p), "a backslash within \"…\" begins something YAML does not know",
	    "write \\\\ for a backslash, or use '…'");
}

static void
say_block(const struct yaml_text *t, const struct yaml_problem *p, struct findings *f)
{
	say(f, here(t, p), "there is text beside the sign for a long text ('|' or '>')",
	    "begin the text on the next line, indented; or put it in quotes");
}

static void
say_list(const struct yaml_text *t, const struct yaml_problem *p, struct findings *f)
{
	if (say_misplaced_item(t, p, f))
		return;
	say(f, here(t, p), "a list cannot begin here",
	    "begin each '- ' on a line of its own below the key, or write [one, two]");
}

static void
say_item(const struct yaml_text *t, const struct yaml_problem *p, struct findings *f)
{
	if (begins_item(line_at(t, p->line))) {
		finding_add(f, RULE_YAML_SYNTAX, here(t, p),
		    finding_words(f, "begin this '- ' in column %zu", p->context_col + 1),
		    "this '- ' does not stand below the others of its list");
		return;
	}
	say(f, here(t, p), "this line stands where the next '- ' of a list is expected",
	    "begin it with '- ', or indent it like the keys of the item above");
}

static void
say_nothing_there(const struct yaml_text *t, const struct yaml_problem *p, struct findings *f)
{
	struct yaml_problem q = *p;

	if (char_at(t, p->line, p->col) == '\0' && p->open.line > 0) {
		q.context_line = (size_t)p->open.line - 1;
		q.context_col = (size_t)p->open.col - 1;
		say_bracket(t, &q, f);
		return;
	}
	say(f, here(t, p), "something is missing here",
	    "write a value, or delete the sign that announces one");
}

static void
say_tab(const struct yaml_text *t, const struct yaml_problem *p, struct findings *f)
{
	struct place at = here(t, p);

	at.col = 1;
	say(f, at, "this line is indented with a tab", "use spaces for indentation");
}

static void
say_document(const struct yaml_text *t, const struct yaml_problem *p, struct findings *f)
{
	say(f, here(t, p), "the text goes on where it should have ended",
	    "begin all keys of the file in the first column, and write key: value");
}

/* libyaml 0.2.5, scanner.c and parser.c; the first row that fits. */
static const struct {
	const char *problem, *context;
	void (*say)(const struct yaml_text *, const struct yaml_problem *, struct findings *);
} words[] = {
    {"mapping values are not allowed", NULL, say_colon},
    {"mapping keys are not allowed", NULL, say_colon},
    {"block sequence entries are not allowed", NULL, say_list},
    {"could not find expected ':'", NULL, say_no_colon},
    {"found character that cannot start any token", NULL, say_token},
    {"did not find expected alphabetic or numeric", NULL, say_mark},
    {NULL, "quoted scalar", NULL}, /* see below */
    {"found unexpected ':'", NULL, say_tight},
    {"did not find expected key", NULL, say_key},
    {"did not find expected '-' indicator", NULL, say_item},
    {"did not find expected ',' or", NULL, say_bracket},
    {"did not find expected node content", NULL, say_nothing_there},
    {"did not find expected comment or line break", NULL, say_block},
    {"found an indentation indicator", NULL, say_block},
    {"tab character", NULL, say_tab},
    {"did not find expected <document start>", NULL, say_document},
    {NULL, "tag", say_mark},
};

void
yaml_text_problem(const struct yaml_text *t, const struct yaml_problem *p, struct findings *f)
{
	const char *context = p->context == NULL ? "" : p->context;
	size_t i;

	if (yaml_tell_look_alike(t, p->line, f) ||
	    (p->context != NULL && yaml_tell_look_alike(t, p->context_line, f)) ||
	    (p->line > 0 && yaml_tell_look_alike(t, p->line - 1, f)))
		return;
	if (has_tab_indent(line_at(t, p->line))) {
		say_tab(t, p, f);
		return;
	}
	for (i = 0; i < sizeof words / sizeof *words; i++) {
		if (words[i].problem != NULL && strstr(p->problem, words[i].problem) == NULL)
			continue;
		if (words[i].context != NULL && strstr(context, words[i].context) == NULL)
			continue;
		if (words[i].say != NULL)
			words[i].say(t, p, f);
		else if (strstr(p->problem, "end of stream") || strstr(p->problem, "document"))
			say_quote(t, p, f);
		else
			say_escape(t, p, f);
		return;
	}
	finding_add(f, RULE_YAML_SYNTAX, here(t, p), "look at this line and the one above it",
	    "this is not YAML (%s)", p->problem);
}
