/* SPDX-License-Identifier: ISC */
#include "core/excerpt.h"

#include "core/utf8.h"

#include <string.h>

enum {
	LENGTH_MAX = 200, /* bytes that are marked at most */
	LOOK_BACK = 1000  /* bytes looked at for braces that are open */
};

struct excerpt
excerpt_begin(const char *bytes, size_t n)
{
	size_t bom = n >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

	return (struct excerpt){bytes + bom, n - bom, 0, 1, 1};
}

/* Bytes of the character at an offset, 1 for a byte that is none. */
static size_t
step(const struct excerpt *e, size_t at)
{
	uint32_t cp;
	size_t len = utf8_decode(e->s + at, e->n - at, &cp);

	return len == 0 ? 1 : len;
}

static size_t
step_back(const struct excerpt *e, size_t at)
{
	uint32_t cp;

	for (size_t k = 1; k <= 4 && k <= at; k++)
		if (((unsigned char)e->s[at - k] & 0xc0) != 0x80)
			return utf8_decode(e->s + at - k, k, &cp) == k ? k : 1;
	return 1;
}

static size_t
line_start(const struct excerpt *e)
{
	size_t i = e->at;

	while (i > 0 && e->s[i - 1] != '\n')
		i--;
	return i;
}

static size_t
line_end(const struct excerpt *e)
{
	const char *nl = memchr(e->s + e->at, '\n', e->n - e->at);
	size_t end = nl == NULL ? e->n : (size_t)(nl - e->s);

	return end > e->at && e->s[end - 1] == '\r' ? end - 1 : end;
}

static bool
is_line_end(const struct excerpt *e, size_t at)
{
	if (at < e->n && e->s[at] == '\r')
		at++;
	return at == e->n || e->s[at] == '\n';
}

bool
excerpt_seek(struct excerpt *e, int line, int col)
{
	const char *nl;

	if (line < e->line || (line == e->line && col < e->col))
		*e = (struct excerpt){e->s, e->n, 0, 1, 1};
	while (e->line < line) {
		nl = memchr(e->s + e->at, '\n', e->n - e->at);
		if (nl == NULL)
			return false;
		*e = (struct excerpt){e->s, e->n, (size_t)(nl - e->s) + 1, e->line + 1, 1};
	}
	while (e->col < col && !is_line_end(e, e->at)) {
		e->at += step(e, e->at);
		e->col++;
	}
	return true;
}

/* ---- what is marked ---- */

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Whether braces or brackets are open before the place, by what its line says. */
static bool
in_braces(const struct excerpt *e)
{
	size_t i = line_start(e);
	int depth = 0;

	if (e->at - i > LOOK_BACK)
		i = e->at - LOOK_BACK;
	for (; i < e->at; i++) {
		if (e->s[i] == '{' || e->s[i] == '[')
			depth++;
		else if (e->s[i] == '}' || e->s[i] == ']')
			depth--;
	}
	return depth > 0;
}

/* The end of a quoted text that begins at the place. */
static size_t
quoted_end(const struct excerpt *e, size_t end)
{
	char quote = e->s[e->at];

	for (size_t i = e->at + 1; i < end; i++) {
		if (quote == '"' && e->s[i] == '\\')
			i++;
		else if (e->s[i] == quote && quote == '\'' && i + 1 < end && e->s[i + 1] == quote)
			i++;
		else if (e->s[i] == quote)
			return i + 1;
	}
	return end;
}

static size_t
plain_end(const struct excerpt *e, size_t end)
{
	bool flow = in_braces(e);
	const char *s = e->s;
	size_t i;

	for (i = e->at; i < end; i++) {
		bool last = i + 1 == end;

		if (flow && strchr(",[]{}", s[i]) != NULL)
			break;
		if (s[i] == ':' &&
		    (last || is_blank(s[i + 1]) || (flow && strchr(",[]{}", s[i + 1]) != NULL)))
			break;
		if (s[i] == '#' && i > e->at && is_blank(s[i - 1]))
			break;
	}
	while (i > e->at && is_blank(s[i - 1]))
		i--;
	return i;
}

/* Offset after what is marked; always after the place, unless that is the end of its line. */
static size_t
marked_end(const struct excerpt *e)
{
	size_t end = line_end(e), to;
	char c;

	if (e->at >= end)
		return end;
	c = e->s[e->at];
	if (c == '"' || c == '\'')
		to = quoted_end(e, end);
	else if (strchr("{}[],:|>#", c) != NULL ||
		 (strchr("-?", c) != NULL && (e->at + 1 == end || is_blank(e->s[e->at + 1]))))
		to = e->at + 1;
	else
		to = plain_end(e, end);
	if (to > e->at + LENGTH_MAX) {
		to = e->at + LENGTH_MAX;
		while (((unsigned char)e->s[to] & 0xc0) == 0x80)
			to--;
	}
	return to > e->at ? to : e->at + step(e, e->at);
}

int
excerpt_length(const struct excerpt *e)
{
	size_t to = marked_end(e);
	int n = 0;

	for (size_t i = e->at; i < to; i += step(e, i))
		n++;
	return n > 0 ? n : 1;
}

/* ---- how it is shown ---- */

/* The character at an offset as it is shown; its columns. */
static size_t
cell(const struct excerpt *e, size_t at, char out[UTF8_VISIBLE])
{
	if (e->s[at] == '\t')
		memcpy(out, "\xe2\x86\x92", 4);
	else
		utf8_visible(e->s + at, e->n - at, out);
	return utf8_width(out);
}

/* Columns from the place up to `to`, no further than `most`. */
static size_t
width_to(const struct excerpt *e, size_t to, size_t most)
{
	char one[UTF8_VISIBLE];
	size_t width = 0;

	for (size_t i = e->at; i < to && width < most; i += step(e, i))
		width += cell(e, i, one);
	return width < most ? width : most;
}

/* Offset of what is at most so many columns before the place, on its line. */
static size_t
back_by(const struct excerpt *e, size_t columns)
{
	size_t start = line_start(e), i = e->at, before, width = 0;
	char one[UTF8_VISIBLE];

	for (; i > start; i = before) {
		before = i - step_back(e, i);
		width += cell(e, before, one);
		if (width > columns)
			break;
	}
	return i;
}

/* Where to begin: at the line's start if what is marked, or the better part of it, still fits;
 * else so that two thirds of the columns are for what follows, if that is so much. */
static size_t
shown_from(const struct excerpt *e, size_t to, size_t columns)
{
	size_t marked = width_to(e, to, columns / 2);
	size_t after = width_to(e, line_end(e), columns - columns / 3);
	size_t from = back_by(e, columns - marked - 1);

	if (from == line_start(e))
		return from;
	return back_by(e, columns - after - 2);
}

static void
put_times(struct buf *b, char c, size_t n)
{
	while (n-- > 0)
		buf_putc(b, c);
}

void
excerpt_put(const struct excerpt *e, size_t columns, struct buf *line, struct buf *mark)
{
	size_t end = line_end(e), to = marked_end(e), i = shown_from(e, to, columns);
	size_t width = 0, one_width;
	char one[UTF8_VISIBLE];
	bool marked = false;

	if (i > line_start(e)) {
		buf_puts(line, "\xe2\x80\xa6");
		buf_putc(mark, ' ');
		width = 1;
	}
	for (; i < end; i += step(e, i), width += one_width) {
		one_width = cell(e, i, one);
		if (width + one_width + 1 > columns) {
			buf_puts(line, "\xe2\x80\xa6");
			break;
		}
		buf_puts(line, one);
		if (i < e->at) {
			put_times(mark, ' ', one_width);
		} else if (i < to) {
			if (one_width > 0)
				buf_putc(mark, marked ? '~' : '^');
			put_times(mark, '~', one_width > 0 ? one_width - 1 : 0);
			marked = marked || one_width > 0;
		}
	}
	if (!marked)
		buf_putc(mark, '^');
}
