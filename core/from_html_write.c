/* SPDX-License-Identifier: ISC */
/* The text of one paragraph as CommonMark 0.30: what must be escaped to stay text. Clauses named
 * are those of https://spec.commonmark.org/0.30/. */
#include "core/from_html_private.h"

#include <string.h>

struct writer {
	const struct inlines *in;
	struct buf *out;
	bool is_heading;
	size_t stars, underscores, ticks; /* in the text, or of ours, that could come in pairs */
	char first;                       /* character of the paragraph */
	size_t link;                      /* open; 0: none */
};

static enum char_kind
kind_before(const struct writer *w, const struct inline_run *r, size_t i)
{
	enum char_kind kind;

	if (i > r->begin) {
		last_char_kind(w->in->text.p + r->begin, i - r->begin, &kind);
		return kind;
	}
	if (r->link != 0)
		return KIND_PUNCT;
	return r == inlines_at(w->in, 0) || r[-1].look == LOOK_BREAK ? KIND_SPACE : KIND_PUNCT;
}

static enum char_kind
kind_after(const struct writer *w, const struct inline_run *r, size_t i)
{
	const struct inline_run rest = {.begin = i + 1, .end = r->end};
	enum char_kind kind;

	if (rest.begin < rest.end) {
		first_char_kind(w->in, &rest, &kind);
		return kind;
	}
	return r->link == 0 && r == inlines_at(w->in, inlines_count(w->in) - 1) ? KIND_SPACE
										: KIND_PUNCT;
}

/* Whether a star or underscore there may open or close emphasis (section 6.2, rules 1 to 8). */
static bool
is_delimiter(const struct writer *w, const struct inline_run *r, size_t i)
{
	enum char_kind before = kind_before(w, r, i), after = kind_after(w, r, i);

	if (look_is_delimited(r->look) && (i == r->begin || i + 1 == r->end))
		return true;
	if (before == KIND_SPACE && after == KIND_SPACE)
		return false;
	return w->in->text.p[i] == '*' || before != KIND_LETTER || after != KIND_LETTER;
}

static void
count_pairs(struct writer *w)
{
	for (size_t k = 0; k < inlines_count(w->in); k++) {
		const struct inline_run *r = inlines_at(w->in, k);

		w->stars += look_is_delimited(r->look) ? 2 : 0;
		w->ticks += r->look == LOOK_CODE ? 2 : 0;
		for (size_t i = r->begin; i < r->end && r->look != LOOK_CODE; i++) {
			char c = w->in->text.p[i];

			if (c == '`')
				w->ticks++;
			else if ((c == '*' || c == '_') && is_delimiter(w, r, i))
				*(c == '*' ? &w->stars : &w->underscores) += 1;
		}
	}
}

static bool
is_alnum(char c)
{
	return c > 0 && char_kind((uint32_t)c) == KIND_LETTER;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Section 6.6: a letter, or what begins an end tag, a comment, an instruction. */
static bool
begins_tag(char c)
{
	return (is_alnum(c) && !is_digit(c)) || c == '/' || c == '!' || c == '?';
}

/* Section 2.5: `&name;`, `&#1;`, `&#x1;`. */
static bool
begins_reference(const char *s, size_t n)
{
	bool is_number = n > 2 && s[1] == '#';
	size_t i = 1;

	if (is_number)
		i = s[2] == 'x' || s[2] == 'X' ? 3 : 2;
	if (i >= n || !is_alnum(s[i]) || (is_number && i == 2 && !is_digit(s[i])))
		return false;
	while (i < n && i < 40 && is_alnum(s[i]))
		i++;
	return i < n && s[i] == ';';
}

/* Whether all from there to the end of the heading are its closing marks (section 4.2). */
static bool
closes_heading(const struct writer *w, const struct inline_run *r, size_t i)
{
	if (!w->is_heading || r != inlines_at(w->in, inlines_count(w->in) - 1) ||
	    kind_before(w, r, i) != KIND_SPACE)
		return false;
	while (i < r->end && w->in->text.p[i] == '#')
		i++;
	return i == r->end;
}

/* Whether the character must be escaped to stay text, the beginning of a line aside. */
static bool
is_syntax(const struct writer *w, const struct inline_run *r, size_t i)
{
	const char *s = w->in->text.p + i;
	bool is_last = i + 1 == r->end,
	     is_end = is_last && r == inlines_at(w->in, inlines_count(w->in) - 1);
	bool in_label = r->link != 0 || r->look == LOOK_IMAGE;
	char next = is_last ? '\0' : s[1];

	switch (*s) {
	case '\\': return is_last ? !is_end || in_label : char_kind((uint8_t)next) == KIND_PUNCT;
	case '*': return w->stars > 1 && is_delimiter(w, r, i);
	case '_': return w->underscores > 1 && is_delimiter(w, r, i);
	case '`': return w->ticks > 1;
	case '[': return in_label;
	case ']': return in_label || next == '(' || (next == ':' && w->first == '[');
	case '!': return is_last && !is_end && (r[1].link != 0 || r[1].look == LOOK_IMAGE);
	case '<': return is_last ? !is_end || in_label : begins_tag(next);
	case '&': return begins_reference(s, r->end - i);
	case '#': return closes_heading(w, r, i);
	default: return false;
	}
}

/* Whether the rest of the line from `i` is this character only, spaces aside. */
static bool
is_only(const struct writer *w, const struct inline_run *r, size_t i, char c)
{
	while (i < r->end && (w->in->text.p[i] == c || w->in->text.p[i] == ' '))
		i++;
	return i == r->end &&
	       (r == inlines_at(w->in, inlines_count(w->in) - 1) || r[1].look == LOOK_BREAK);
}

/* How many bytes at the beginning of a line may stand before the one to escape there so that no
 * block begins (section 4 and 5); `n`, none is to be escaped. */
static size_t
block_mark(const struct writer *w, const struct inline_run *r)
{
	const char *s = w->in->text.p + r->begin;
	size_t n = r->end - r->begin, i = 0;

	if (strchr("+-*", s[0]) != NULL && (n > 1 ? s[1] == ' ' : is_only(w, r, r->begin, s[0])))
		return 0;
	if (strchr("-_*=", s[0]) != NULL && is_only(w, r, r->begin, s[0]))
		return 0;
	if (s[0] == '>' || (n >= 3 && memcmp(s, "~~~", 3) == 0))
		return 0;
	while (i < n && i < 6 && s[i] == '#')
		i++;
	if (i > 0 && (i < n ? s[i] == ' ' : is_only(w, r, r->end, '#')))
		return 0;
	for (i = 0; i < n && i < 9 && s[i] >= '0' && s[i] <= '9';)
		i++;
	if (i > 0 && i < n && (s[i] == '.' || s[i] == ')') &&
	    (i + 1 < n ? s[i + 1] == ' ' : is_only(w, r, r->end, ' ')))
		return i;
	return n;
}

static void
write_text(struct writer *w, const struct inline_run *r, bool is_line)
{
	size_t mark = r->begin + (is_line && r->begin < r->end ? block_mark(w, r) : r->end);

	for (size_t i = r->begin; i < r->end; i++) {
		char c = w->in->text.p[i];

		if (i == mark || is_syntax(w, r, i))
			buf_putc(w->out, '\\');
		buf_putc(w->out, c == INLINE_REFERENCE ? '&' : c);
	}
}

/* Section 6.1: more backticks than there are in a row within. */
static void
write_code(struct writer *w, const struct inline_run *r)
{
	const char *s = w->in->text.p + r->begin;
	size_t n = r->end - r->begin, longest = 0, row = 0;
	bool is_padded = s[0] == '`' || s[n - 1] == '`';

	for (size_t i = 0; i < n; i++) {
		row = s[i] == '`' ? row + 1 : 0;
		longest = row > longest ? row : longest;
	}
	for (size_t i = 0; i <= longest; i++)
		buf_putc(w->out, '`');
	buf_puts(w->out, is_padded ? " " : "");
	for (size_t i = 0; i < n; i++)
		buf_putc(w->out, s[i] == INLINE_REFERENCE ? '&' : s[i]);
	buf_puts(w->out, is_padded ? " " : "");
	for (size_t i = 0; i <= longest; i++)
		buf_putc(w->out, '`');
}

/* Section 6.3: without angle brackets a destination's parentheses must be in balance. */
static void
write_url(struct writer *w, const char *url)
{
	size_t n = strlen(url);
	int open = 0;
	bool is_balanced = true;

	for (size_t i = 0; i < n; i++) {
		open += (url[i] == '(') - (url[i] == ')');
		is_balanced = is_balanced && open >= 0 && open < 30;
	}
	is_balanced = is_balanced && open == 0;
	buf_puts(w->out, "](");
	for (size_t i = 0; i < n; i++) {
		if (!is_balanced && (url[i] == '(' || url[i] == ')'))
			buf_puts(w->out, url[i] == '(' ? "%28" : "%29");
		else if (url[i] == '&' && begins_reference(url + i, n - i))
			buf_puts(w->out, "\\&");
		else
			buf_putc(w->out, url[i]);
	}
	buf_putc(w->out, ')');
}

/* Whether the run is a link alone whose text is its URL: `<https://example.org>`. */
static bool
is_autolink(const struct writer *w, const struct inline_run *r, const char *url)
{
	size_t n = r->end - r->begin;
	bool is_alone = (r == inlines_at(w->in, 0) || r[-1].link != r->link) &&
			(r == inlines_at(w->in, inlines_count(w->in) - 1) || r[1].link != r->link);

	return r->look == LOOK_PLAIN && is_alone && n == strlen(url) &&
	       memcmp(url, w->in->text.p + r->begin, n) == 0;
}

static void
write_run(struct writer *w, const struct inline_run *r, bool is_line)
{
	const char *url = r->link != 0 ? w->in->urls.p + r->link : NULL;
	const char *mark = r->look == LOOK_STRONG ? "**" : r->look == LOOK_EMPH ? "*" : "";

	if (url != NULL && is_autolink(w, r, url)) {
		buf_printf(w->out, "<%s>", url);
		return;
	}
	if (url != NULL && r->look != LOOK_IMAGE && w->link != r->link)
		buf_putc(w->out, '[');
	if (r->look == LOOK_IMAGE)
		buf_puts(w->out, "![");
	buf_puts(w->out, mark);
	if (r->look == LOOK_CODE)
		write_code(w, r);
	else
		write_text(w, r, is_line && url == NULL && *mark == '\0');
	buf_puts(w->out, mark);
	w->link = r->link;
	if (url != NULL &&
	    (r == inlines_at(w->in, inlines_count(w->in) - 1) || r[1].link != r->link))
		write_url(w, url);
}

void
inlines_write(struct inlines *in, struct buf *out, bool is_heading)
{
	struct writer w = {.in = in, .out = out, .is_heading = is_heading};
	bool is_line = !is_heading;

	if (in->text.failed || in->runs.failed || in->urls.failed) {
		out->failed = true;
		return;
	}
	inlines_settle(in);
	if (in->runs.n == 0)
		return;
	w.first = in->text.n > 0 ? in->text.p[0] : '\0';
	count_pairs(&w);
	for (size_t i = 0; i < inlines_count(in); i++) {
		const struct inline_run *r = inlines_at(in, i);

		if (r->look == LOOK_BREAK)
			buf_puts(out, "\\\n");
		else
			write_run(&w, r, is_line);
		is_line = r->look == LOOK_BREAK;
	}
}
