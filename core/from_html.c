/* SPDX-License-Identifier: ISC */
#include "core/from_html.h"
#include "core/from_html_private.h"
#include "core/path.h"

#include <stdlib.h>
#include <string.h>

enum { URL_MAX = 2000, START_MAX = 99999999 };

enum tag_kind {
	TAG_NONE,
	TAG_BLOCK,
	TAG_HEADING,
	TAG_LIST,
	TAG_NUMBERED,
	TAG_ITEM,
	TAG_QUOTE,
	TAG_PRE,
	TAG_RULE,
	TAG_BREAK,
	TAG_ROW,
	TAG_CELL,
	TAG_STRONG,
	TAG_EMPH,
	TAG_CODE,
	TAG_LINK,
	TAG_IMAGE,
	TAG_SAID,
	TAG_SKIP /* with all that is in it */
};

static const struct {
	const char *name;
	enum tag_kind kind;
} tags[] = {{"p", TAG_BLOCK}, {"div", TAG_BLOCK}, {"h1", TAG_HEADING}, {"h2", TAG_HEADING},
    {"h3", TAG_HEADING}, {"h4", TAG_HEADING}, {"h5", TAG_HEADING}, {"h6", TAG_HEADING},
    {"ul", TAG_LIST}, {"menu", TAG_LIST}, {"dir", TAG_LIST}, {"ol", TAG_NUMBERED}, {"li", TAG_ITEM},
    {"blockquote", TAG_QUOTE}, {"pre", TAG_PRE}, {"hr", TAG_RULE}, {"br", TAG_BREAK},
    {"tr", TAG_ROW}, {"td", TAG_CELL}, {"th", TAG_CELL}, {"b", TAG_STRONG}, {"strong", TAG_STRONG},
    {"i", TAG_EMPH}, {"em", TAG_EMPH}, {"cite", TAG_EMPH}, {"dfn", TAG_EMPH}, {"var", TAG_EMPH},
    {"code", TAG_CODE}, {"tt", TAG_CODE}, {"kbd", TAG_CODE}, {"samp", TAG_CODE}, {"a", TAG_LINK},
    {"img", TAG_IMAGE}, {"q", TAG_SAID}, {"script", TAG_SKIP}, {"style", TAG_SKIP},
    {"title", TAG_SKIP}, {"template", TAG_SKIP}, {"iframe", TAG_SKIP}, {"object", TAG_SKIP},
    {"svg", TAG_SKIP}, {"address", TAG_BLOCK}, {"article", TAG_BLOCK}, {"aside", TAG_BLOCK},
    {"body", TAG_BLOCK}, {"caption", TAG_BLOCK}, {"center", TAG_BLOCK}, {"dd", TAG_BLOCK},
    {"details", TAG_BLOCK}, {"dl", TAG_BLOCK}, {"dt", TAG_BLOCK}, {"fieldset", TAG_BLOCK},
    {"figcaption", TAG_BLOCK}, {"figure", TAG_BLOCK}, {"footer", TAG_BLOCK}, {"form", TAG_BLOCK},
    {"header", TAG_BLOCK}, {"html", TAG_BLOCK}, {"main", TAG_BLOCK}, {"nav", TAG_BLOCK},
    {"section", TAG_BLOCK}, {"summary", TAG_BLOCK}, {"table", TAG_BLOCK}, {"tbody", TAG_BLOCK},
    {"thead", TAG_BLOCK}, {"tfoot", TAG_BLOCK}};

struct from {
	struct blocks blocks;
	struct inlines in; /* the paragraph being read */
	struct buf url;    /* of the open link; empty: none, or it is used up */
	size_t link;       /* the same among the paragraph's URLs; 0: not there yet */
	int strong, emph, code;
	int heading;          /* level; 0: none */
	bool is_para, is_pre; /* within <p>, <pre> */
	bool is_row;          /* within a row of a table */
	size_t newlines;      /* in the white space that came last */
};

/* Ends the paragraph being read. */
static void
end_para(struct from *f)
{
	f->newlines = 0;
	if (!inlines_are_empty(&f->in)) {
		for (int i = 0; i < f->heading; i++)
			buf_putc(&f->blocks.line, '#');
		buf_puts(&f->blocks.line, f->heading > 0 ? " " : "");
		inlines_write(&f->in, &f->blocks.line, f->heading > 0);
		if (f->link != 0)
			buf_clear(&f->url);
		blocks_put(&f->blocks, f->heading == 0);
	}
	inlines_clear(&f->in);
	f->link = 0;
}

/* Ends preformatted text: a fence longer than any in it (section 4.5). */
static void
end_pre(struct from *f)
{
	const char *s = buf_str(&f->in.text);
	size_t n = f->in.text.n, longest = 2, row = 0;

	f->is_pre = false;
	while (n > 0 && (s[n - 1] == '\n' || s[n - 1] == ' '))
		n--;
	for (; n > 0 && s[0] == '\n'; n--)
		s++;
	for (size_t i = 0; i < n; i++) {
		row = s[i] == '`' ? row + 1 : 0;
		longest = row > longest ? row : longest;
	}
	if (n > 0) {
		for (size_t i = 0; i <= longest; i++)
			buf_putc(&f->blocks.line, '`');
		buf_putc(&f->blocks.line, '\n');
		buf_put(&f->blocks.line, s, n);
		buf_putc(&f->blocks.line, '\n');
		for (size_t i = 0; i <= longest; i++)
			buf_putc(&f->blocks.line, '`');
		blocks_put(&f->blocks, false);
	}
	inlines_clear(&f->in);
}

/* ---- text ---- */

static enum inline_look
look_of(const struct from *f)
{
	return f->code > 0     ? LOOK_CODE
	       : f->strong > 0 ? LOOK_STRONG
	       : f->emph > 0   ? LOOK_EMPH
			       : LOOK_PLAIN;
}

static void
put_text(struct from *f, enum inline_look look, const char *s, size_t n)
{
	if (blocks_want_item(&f->blocks))
		blocks_begin_item(&f->blocks);
	if (f->url.n > 0 && f->link == 0)
		f->link = inlines_url(&f->in, buf_str(&f->url));
	inlines_put(
	    &f->in, f->heading > 0 && look == LOOK_STRONG ? LOOK_PLAIN : look, f->link, s, n);
	f->newlines = 0;
}

/* An empty line ends a paragraph where nothing else does. */
static void
put_space(struct from *f, char c)
{
	inlines_space(&f->in, look_of(f));
	f->newlines += c == '\n';
	if (f->newlines >= 2 && f->blocks.depth == 0 && !f->is_para && !f->is_row &&
	    f->heading == 0 && f->url.n == 0)
		end_para(f);
}

static void
text(struct from *f, struct scan *sc)
{
	static const char reference = INLINE_REFERENCE;
	bool is_reference;
	char c[4];
	size_t n = scan_char(sc, c, &is_reference);

	if (n == 0)
		return;
	if (f->is_pre && (c[0] != '\r' || n > 1))
		buf_put(&f->in.text, c, n);
	else if (n == 1 && strchr(" \t\n\r\f", c[0]) != NULL)
		put_space(f, c[0]);
	else if (is_reference)
		put_text(f, look_of(f), &reference, 1);
	else
		put_text(f, look_of(f), c, n);
}

static void
line_break(struct from *f)
{
	if (f->heading > 0 || f->url.n > 0 || f->is_row)
		inlines_space(&f->in, look_of(f));
	else if (inlines_end_in_break(&f->in))
		end_para(f);
	else
		inlines_break(&f->in);
}

/* Percent-encodes what no URL may have but people type (RFC 3986 section 2.1). */
static void
take_url(const struct tag *t, const char *name, struct buf *out)
{
	struct buf raw;

	buf_clear(out);
	buf_init(&raw, URL_MAX);
	if (tag_attr(t, name, &raw))
		for (size_t i = 0; i < raw.n; i++) {
			if (strchr(" <>\"\\^`{|}", raw.p[i]) != NULL)
				buf_printf(out, "%%%02X", (unsigned)raw.p[i]);
			else
				buf_putc(out, raw.p[i]);
		}
	if (raw.failed || !url_is_safe(buf_str(out)))
		buf_clear(out);
	buf_free(&raw);
}

/* A picture is its description; outside of a link it leads to the picture. */
static void
image(struct from *f, const struct tag *t)
{
	struct buf alt, url;
	size_t link = 0;

	buf_init(&alt, URL_MAX);
	buf_init(&url, 3 * URL_MAX);
	take_url(t, "src", &url);
	if (tag_attr(t, "alt", &alt) && alt.n > 0) {
		for (size_t i = 0; i < alt.n; i++)
			alt.p[i] = strchr("\t\n\r\f", alt.p[i]) != NULL ? ' ' : alt.p[i];
		if (f->url.n == 0 && url.n > 0)
			link = inlines_url(&f->in, buf_str(&url));
		if (link != 0)
			inlines_put(&f->in, LOOK_IMAGE, link, alt.p, alt.n);
		else
			put_text(f, look_of(f), alt.p, alt.n);
	}
	buf_free(&alt);
	buf_free(&url);
}

/* ---- tags ---- */

static enum tag_kind
tag_kind(const char *name)
{
	for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++)
		if (strcmp(tags[i].name, name) == 0)
			return tags[i].kind;
	return TAG_NONE;
}

static void
step(int *count, const struct tag *t)
{
	*count += t->is_end ? (*count > 0 ? -1 : 0) : 1;
}

static void
begin_or_end_block(struct from *f, const struct tag *t, enum tag_kind kind)
{
	if (f->is_row && kind == TAG_BLOCK && strchr("pd", t->name[0]) != NULL) {
		inlines_space(&f->in, look_of(f));
		return;
	}
	end_para(f);
	f->heading = kind == TAG_HEADING && !t->is_end ? t->name[1] - '0' : 0;
	f->is_row = kind == TAG_ROW && !t->is_end;
	f->is_pre = kind == TAG_PRE && !t->is_end;
	if (strcmp(t->name, "p") == 0)
		f->is_para = !t->is_end;
}

/* The rows of a table are lines, their cells divided by a bar. */
static void
cell(struct from *f, const struct tag *t)
{
	inlines_space(&f->in, LOOK_PLAIN);
	if (t->is_end || inlines_are_empty(&f->in))
		return;
	put_text(f, LOOK_PLAIN, "|", 1);
	inlines_space(&f->in, LOOK_PLAIN);
}

static int
list_start(const struct tag *t)
{
	struct buf value;
	long start = 1;

	buf_init(&value, 16);
	if (tag_attr(t, "start", &value) && value.n > 0)
		start = strtol(buf_str(&value), NULL, 10);
	buf_free(&value);
	return start >= 0 && start <= START_MAX ? (int)start : 1;
}

static void
block_tag(struct from *f, const struct tag *t, enum tag_kind kind)
{
	struct blocks *b = &f->blocks;

	if (kind == TAG_BLOCK || kind == TAG_HEADING || kind == TAG_PRE || kind == TAG_ROW) {
		begin_or_end_block(f, t, kind);
		return;
	}
	end_para(f);
	switch (kind) {
	case TAG_LIST:
	case TAG_NUMBERED:
		if (t->is_end)
			blocks_end(b, HOLD_LIST, HOLD_QUOTE);
		else
			blocks_begin_list(b, kind == TAG_NUMBERED, list_start(t));
		break;
	case TAG_ITEM:
		if (t->is_end)
			blocks_end(b, HOLD_ITEM, HOLD_LIST);
		else
			blocks_begin_item(b);
		break;
	case TAG_QUOTE:
		if (t->is_end)
			blocks_end(b, HOLD_QUOTE, HOLD_QUOTE);
		else
			blocks_begin_quote(b);
		break;
	default:
		buf_puts(&b->line, "***");
		blocks_put(b, false);
		break;
	}
}

static void
inline_tag(struct from *f, const struct tag *t, enum tag_kind kind)
{
	switch (kind) {
	case TAG_BREAK: line_break(f); break;
	case TAG_STRONG: step(&f->strong, t); break;
	case TAG_EMPH: step(&f->emph, t); break;
	case TAG_CODE: step(&f->code, t); break;
	case TAG_LINK:
		f->link = 0;
		buf_clear(&f->url);
		if (!t->is_end)
			take_url(t, "href", &f->url);
		break;
	case TAG_IMAGE: image(f, t); break;
	case TAG_SAID:
		put_text(f, look_of(f), t->is_end ? "\xe2\x80\x9d" : "\xe2\x80\x9c", 3);
		break;
	default: break;
	}
}

static void
tag(struct from *f, struct scan *sc, const struct tag *t)
{
	enum tag_kind kind = tag_kind(t->name);

	if (kind == TAG_SKIP) {
		if (!t->is_end)
			scan_past_end(sc, t->name);
	} else if (f->is_pre) {
		if (kind == TAG_BREAK)
			buf_putc(&f->in.text, '\n');
		else if (kind == TAG_PRE && t->is_end)
			end_pre(f);
	} else if (kind == TAG_CELL) {
		cell(f, t);
	} else if (kind >= TAG_BLOCK && kind <= TAG_ROW && kind != TAG_BREAK) {
		block_tag(f, t, kind);
	} else {
		inline_tag(f, t, kind);
	}
}

void
from_html(struct buf *out, const char *s, size_t n)
{
	struct from f = {0};
	struct scan sc;
	struct tag t;

	scan_init(&sc, s, n);
	inlines_init(&f.in, 2 * n + 64);
	blocks_init(&f.blocks, out, 8 * n + 64);
	buf_init(&f.url, 3 * URL_MAX);
	while (sc.i < n) {
		if (s[sc.i] == '<' && scan_tag(&sc, &t))
			tag(&f, &sc, &t);
		else
			text(&f, &sc);
	}
	if (f.is_pre)
		end_pre(&f);
	end_para(&f);
	inlines_free(&f.in);
	blocks_free(&f.blocks);
	buf_free(&f.url);
}

/* Emphasis, a link, a list or a heading of Markdown. */
static bool
has_markdown(const char *s, size_t n)
{
	for (size_t i = 0; i + 2 < n; i++)
		if (memcmp(s + i, "**", 2) == 0 || memcmp(s + i, "](", 2) == 0 ||
		    memcmp(s + i, "\n# ", 3) == 0 || memcmp(s + i, "\n##", 3) == 0 ||
		    memcmp(s + i, "\n- ", 3) == 0 || memcmp(s + i, "\n* ", 3) == 0 ||
		    memcmp(s + i, "```", 3) == 0)
			return true;
	return false;
}

bool
looks_like_html(const char *s, size_t n)
{
	bool has_tag = false;
	struct scan sc;
	struct tag t;

	scan_init(&sc, s, n);
	while (sc.i < n) {
		if (s[sc.i] != '<' || !scan_tag(&sc, &t)) {
			sc.i++;
			continue;
		}
		if (t.is_end && tag_kind(t.name) != TAG_NONE)
			return true;
		has_tag = has_tag || strcmp(t.name, "br") == 0 || strcmp(t.name, "p") == 0;
	}
	return has_tag && !has_markdown(s, n);
}
