/* SPDX-License-Identifier: ISC */
/* By hand, because libyaml's emitter knows no comments, writes emoji as \U escapes (and then quotes
 * the whole text), and quotes times and numbers. */
#include "data/yaml_write.h"

#include "core/utf8.h"
#include "data/yaml_text.h"

#include <string.h>
#include <strings.h>

enum {
	INDENT = 2,
	KEY_MAX = 1000 /* bytes; libyaml takes no longer key without a '?' before it */
};

/* ---- the tree ---- */

static struct piece *
piece_new(struct arena *a, enum piece_kind kind)
{
	struct piece *p = arena_alloc(a, sizeof *p);

	p->kind = kind;
	return p;
}

struct piece *
piece_scalar(struct arena *a, enum piece_kind kind, const char *text)
{
	struct piece *p = piece_new(a, kind);

	p->text = text;
	return p;
}

struct piece *
piece_list(struct arena *a, bool flow)
{
	struct piece *p = piece_new(a, PIECE_LIST);

	p->flow = flow;
	return p;
}

struct piece *
piece_map(struct arena *a, bool flow)
{
	struct piece *p = piece_new(a, PIECE_MAP);

	p->flow = flow;
	return p;
}

struct piece *
piece_add(struct arena *a, struct piece *list, struct piece *item)
{
	if (item != NULL)
		*(struct piece **)arena_push(a, &list->all, &list->n, sizeof item) = item;
	return item;
}

struct piece *
piece_put(struct arena *a, struct piece *map, const char *key, struct piece *value)
{
	if (value != NULL)
		value->key = key;
	return piece_add(a, map, value);
}

void
piece_comment(struct arena *a, struct piece *piece, const char *text)
{
	char *line = arena_strdup(a, text);
	size_t n = strlen(line), at = 0;

	while ((at += yaml_find_control(line + at, n - at)) < n)
		do
			line[at++] = ' ';
		while (((unsigned char)line[at] & 0xc0) == 0x80);
	for (at = 0; at < n; at++)
		if (line[at] == '\n' || line[at] == '\t')
			line[at] = ' ';
	while (n > 0 && line[n - 1] == ' ')
		line[--n] = '\0';
	*(const char **)arena_push(a, &piece->comments, &piece->ncomments, sizeof line) = line;
}

static bool
is_collection(const struct piece *p)
{
	return p->kind == PIECE_LIST || p->kind == PIECE_MAP;
}

struct piece *
piece_apart(struct piece *p)
{
	if (p != NULL && is_collection(p))
		p->apart = true;
	return p;
}

/* ---- scalars ---- */

/* What YAML 1.1 or the core schema of YAML 1.2 takes for a number or a time, roughly: at worst a
 * text is quoted that need not be. */
static bool
is_like_number(const char *s)
{
	s += *s == '+' || *s == '-' || *s == '.';
	return *s >= '0' && *s <= '9' && s[strspn(s, "0123456789abcdefABCDEFxo_+-.:TZ ")] == '\0';
}

/* What they take for yes, no or nothing. */
static bool
is_like_yes(const char *s)
{
	static const char *const words[] = {
	    "null", "true", "false", "yes", "no", "on", "off", "y", "n"};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcasecmp(s, words[i]) == 0)
			return true;
	return strcmp(s, "~") == 0 || strcmp(s, "<<") == 0 || strcmp(s, "=") == 0 ||
	       strcasecmp(s, ".nan") == 0 || strcasecmp(s, ".inf") == 0;
}

/* Whether a text is not itself to YAML when it stands without quotes (YAML 1.2 section 7.3.3). */
static bool
needs_quotes(const char *s, bool in_braces)
{
	size_t n = strlen(s);

	if (n == 0 || strchr("-?:,[]{}#&*!|>'\"%@` ", *s) != NULL || s[n - 1] == ' ' ||
	    s[n - 1] == ':' || strpbrk(s, "\n\t") != NULL)
		return true;
	if (strstr(s, ": ") != NULL || strstr(s, " #") != NULL)
		return true;
	return in_braces && strpbrk(s, ",[]{}?") != NULL;
}

/* The one way to quote. Single quotes where double ones would need a '\'. */
static void
put_quoted(struct buf *out, const char *s)
{
	bool single = strpbrk(s, "\"\\") != NULL && strpbrk(s, "'\n\t") == NULL;

	buf_putc(out, single ? '\'' : '"');
	for (; *s != '\0'; s++) {
		if (*s == '\n' || *s == '\t') {
			buf_puts(out, *s == '\n' ? "\\n" : "\\t");
			continue;
		}
		if (!single && (*s == '"' || *s == '\\'))
			buf_putc(out, '\\');
		buf_putc(out, *s);
	}
	buf_putc(out, single ? '\'' : '"');
}

static void
put_scalar(struct buf *out, const struct piece *p, bool in_braces)
{
	const char *s = p->text;

	if (s == NULL)
		return;
	if (p->kind != PIECE_WORD &&
	    (needs_quotes(s, in_braces) || is_like_number(s) || is_like_yes(s)))
		put_quoted(out, s);
	else
		buf_puts(out, s);
}

static void
put_key(struct buf *out, const char *key, bool in_braces)
{
	if (needs_quotes(key, in_braces) || is_like_yes(key))
		put_quoted(out, key);
	else
		buf_puts(out, key);
}

/* ---- in braces ---- */

/* Whether a piece may stand in braces, were there room. */
static bool
may_flow(const struct piece *p)
{
	size_t i;

	if (!is_collection(p))
		return p->text == NULL || strchr(p->text, '\n') == NULL;
	for (i = 0; i < p->n && p->flow; i++)
		if (!may_flow(p->all[i]) || p->all[i]->ncomments > 0)
			return false;
	return p->flow;
}

static void
put_flow(struct buf *out, const struct piece *p)
{
	size_t i;

	if (!is_collection(p)) {
		put_scalar(out, p, true);
		return;
	}
	buf_putc(out, p->kind == PIECE_MAP ? '{' : '[');
	for (i = 0; i < p->n; i++) {
		buf_puts(out, i == 0 ? "" : ", ");
		if (p->kind == PIECE_MAP) {
			put_key(out, p->all[i]->key, true);
			buf_puts(
			    out, p->all[i]->text == NULL && !is_collection(p->all[i]) ? ":" : ": ");
		}
		put_flow(out, p->all[i]);
	}
	buf_putc(out, p->kind == PIECE_MAP ? '}' : ']');
}

/* Columns from the last line's beginning. */
static size_t
column(const struct buf *out)
{
	size_t i = out->n;

	while (i > 0 && out->p[i - 1] != '\n')
		i--;
	return out->n == 0 ? 0 : utf8_width(out->p + i);
}

/* Writes a map or list into braces on the line begun; takes it back when it does not fit. */
static bool
try_flow(struct buf *out, const struct piece *p)
{
	size_t n = out->n;

	if (p->n > 0 && !may_flow(p))
		return false;
	put_flow(out, p->brief != NULL ? p->brief : p);
	if (p->n == 0 || column(out) <= YAML_FLOW_COLUMNS)
		return true;
	if (out->n > n) {
		out->n = n;
		out->p[n] = '\0';
	}
	return false;
}

/* ---- below each other ---- */

static void put_value(struct buf *out, const struct piece *p, size_t indent, bool after_dash);

static void
start_line(struct buf *out, size_t indent)
{
	while (indent-- > 0)
		buf_putc(out, ' ');
}

static void
put_comments(struct buf *out, const struct piece *p, size_t indent)
{
	size_t i;

	for (i = 0; i < p->ncomments; i++) {
		start_line(out, indent);
		buf_printf(out, "# %s\n", p->comments[i]);
	}
}

/* A literal block (YAML 1.2 section 8.1.2); an indicator tells the indentation where the text
 * itself begins with a blank. */
static void
put_literal(struct buf *out, const char *s, size_t indent)
{
	const char *end;

	buf_puts(out, *s == ' ' || *s == '\t' ? " |2\n" : " |\n");
	for (; s != NULL; s = *end == '\0' ? NULL : end + 1) {
		end = s + strcspn(s, "\n");
		if (end > s)
			start_line(out, indent + INDENT);
		buf_put(out, s, (size_t)(end - s));
		buf_putc(out, '\n');
	}
}

/* A scalar after its key or dash, and the line's end. */
static void
put_line(struct buf *out, const struct piece *p, size_t indent)
{
	bool has_lines = p->text != NULL && strchr(p->text, '\n') != NULL;

	if (p->kind == PIECE_PROSE &&
	    (has_lines || column(out) + 1 + utf8_width(p->text) > YAML_FLOW_COLUMNS)) {
		put_literal(out, p->text, indent);
		return;
	}
	buf_puts(out, p->text == NULL ? "" : " ");
	put_scalar(out, p, false);
	buf_putc(out, '\n');
}

static void
put_entry(struct buf *out, const struct piece *p, size_t indent)
{
	size_t n = out->n;

	put_key(out, p->key, false);
	if (out->n - n > KEY_MAX) {
		out->n = n;
		buf_puts(out, "? ");
		put_key(out, p->key, false);
		buf_putc(out, '\n');
		start_line(out, indent);
	}
	buf_putc(out, ':');
	put_value(out, p, indent, false);
}

/* Comments of what begins on the line to come. */
static void
put_first_comments(struct buf *out, const struct piece *p, size_t indent)
{
	for (; p->kind == PIECE_LIST && p->n > 0; p = p->all[0])
		put_comments(out, p->all[0], indent);
}

/* The entries of a map or items of a list, the first on the line begun. */
static void
put_all(struct buf *out, const struct piece *p, size_t indent)
{
	size_t i;

	for (i = 0; i < p->n; i++) {
		if (i > 0) {
			if (p->all[i]->apart || (p->kind == PIECE_MAP && p->all[i - 1]->apart))
				buf_putc(out, '\n');
			put_comments(out, p->all[i], indent);
			if (p->kind == PIECE_LIST)
				put_first_comments(out, p->all[i], indent);
			start_line(out, indent);
		}
		if (p->kind == PIECE_MAP) {
			put_entry(out, p->all[i], indent);
		} else {
			buf_putc(out, '-');
			put_value(out, p->all[i], indent, true);
		}
	}
}

/* `- role: id` reads better than `- {role: id}`. */
static bool
is_single(const struct piece *p)
{
	return p->kind == PIECE_MAP && p->n == 1 && !is_collection(p->all[0]);
}

static void
put_value(struct buf *out, const struct piece *p, size_t indent, bool after_dash)
{
	size_t n = out->n;

	if (!is_collection(p)) {
		put_line(out, p, indent);
		return;
	}
	buf_putc(out, ' ');
	if (!(after_dash && is_single(p)) && try_flow(out, p)) {
		buf_putc(out, '\n');
		return;
	}
	if (!after_dash) {
		if (out->n > n)
			out->n = n;
		buf_putc(out, '\n');
		put_first_comments(out, p, indent + INDENT);
		start_line(out, indent + INDENT);
	}
	put_all(out, p, indent + INDENT);
}

void
piece_write(struct buf *out, const struct piece *root)
{
	put_comments(out, root, 0);
	if (root->n == 0)
		buf_puts(out, "{}\n");
	else
		put_all(out, root, 0);
}
