/* SPDX-License-Identifier: ISC */
/* The text of one paragraph, in runs of one look; and which looks can be written in CommonMark
 * 0.30. Clauses named are those of https://spec.commonmark.org/0.30/. */
#include "core/from_html_private.h"
#include "core/utf8.h"

#include <string.h>

void
inlines_init(struct inlines *in, size_t max)
{
	*in = (struct inlines){0};
	buf_init(&in->text, max);
	buf_init(&in->urls, max);
	buf_init(&in->runs, max * sizeof(struct inline_run));
}

void
inlines_free(struct inlines *in)
{
	buf_free(&in->text);
	buf_free(&in->urls);
	buf_free(&in->runs);
}

void
inlines_clear(struct inlines *in)
{
	buf_clear(&in->text);
	buf_clear(&in->urls);
	buf_clear(&in->runs);
	in->space = false;
}

size_t
inlines_count(const struct inlines *in)
{
	return in->runs.n / sizeof(struct inline_run);
}

struct inline_run *
inlines_at(const struct inlines *in, size_t i)
{
	return (struct inline_run *)(void *)in->runs.p + i;
}

bool
inlines_are_empty(const struct inlines *in)
{
	return in->runs.n == 0;
}

size_t
inlines_url(struct inlines *in, const char *url)
{
	size_t begin;

	if (in->urls.n == 0)
		buf_putc(&in->urls, '\0'); /* 0 is no link */
	begin = in->urls.n;
	buf_put(&in->urls, url, strlen(url) + 1);
	return begin;
}

static void
append(struct inlines *in, enum inline_look look, size_t link, const char *s, size_t n)
{
	struct inline_run *last = in->runs.n > 0 ? inlines_at(in, inlines_count(in) - 1) : NULL, r;

	if (last == NULL || last->look != look || last->link != link || look == LOOK_BREAK ||
	    look == LOOK_IMAGE) {
		r = (struct inline_run){look, in->text.n, in->text.n, link};
		buf_put(&in->runs, &r, sizeof r);
		if (in->runs.failed)
			return;
		last = inlines_at(in, inlines_count(in) - 1);
	}
	buf_put(&in->text, s, n);
	last->end = in->text.n;
}

void
inlines_put(struct inlines *in, enum inline_look look, size_t link, const char *s, size_t n)
{
	const struct inline_run *last =
	    in->runs.n > 0 ? inlines_at(in, inlines_count(in) - 1) : NULL;

	if (in->space && last != NULL && last->look != LOOK_BREAK) {
		bool is_same = last->look == look && last->link == link && in->space_look == look &&
			       look != LOOK_IMAGE;

		append(in, is_same ? look : LOOK_PLAIN, last->link == link ? link : 0, " ", 1);
	}
	in->space = false;
	append(in, look, link, s, n);
}

void
inlines_space(struct inlines *in, enum inline_look look)
{
	if (!in->space)
		in->space_look = look;
	in->space = true;
}

void
inlines_break(struct inlines *in)
{
	in->space = false;
	if (in->runs.n > 0)
		append(in, LOOK_BREAK, 0, "", 0);
}

bool
inlines_end_in_break(const struct inlines *in)
{
	return in->runs.n > 0 && inlines_at(in, inlines_count(in) - 1)->look == LOOK_BREAK;
}

/* ---- characters ---- */

enum char_kind
char_kind(uint32_t cp)
{
	static const struct {
		uint32_t first, last;
		enum char_kind kind;
	} ranges[] = {{'0', '9', KIND_LETTER}, {'A', 'Z', KIND_LETTER}, {'a', 'z', KIND_LETTER},
	    {'!', '~', KIND_PUNCT}, {' ', ' ', KIND_SPACE}, {0xa0, 0xa0, KIND_SPACE},
	    {0xab, 0xab, KIND_PUNCT}, {0xbb, 0xbb, KIND_PUNCT}, {0xc0, 0xd6, KIND_LETTER},
	    {0xd8, 0xf6, KIND_LETTER}, {0xf8, 0x24f, KIND_LETTER}, {0x391, 0x3c9, KIND_LETTER},
	    {0x400, 0x481, KIND_LETTER}, {0x48a, 0x52f, KIND_LETTER}, {0x5d0, 0x5ea, KIND_LETTER},
	    {0x620, 0x64a, KIND_LETTER}, {0x904, 0x939, KIND_LETTER}, {0x2000, 0x200a, KIND_SPACE},
	    {0x2010, 0x2027, KIND_PUNCT}, {0x202f, 0x202f, KIND_SPACE},
	    {0x205f, 0x205f, KIND_SPACE}, {0x3000, 0x3000, KIND_SPACE},
	    {0x3001, 0x3003, KIND_PUNCT}, {0x3008, 0x3011, KIND_PUNCT},
	    {0x3041, 0x3096, KIND_LETTER}, {0x30a1, 0x30fa, KIND_LETTER},
	    {0x4e00, 0x9fcc, KIND_LETTER}, {0xac00, 0xd7a3, KIND_LETTER}};

	for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++)
		if (cp >= ranges[i].first && cp <= ranges[i].last)
			return ranges[i].kind;
	return KIND_UNSURE;
}

size_t
first_char_kind(const struct inlines *in, const struct inline_run *r, enum char_kind *kind)
{
	uint32_t cp = 0;
	size_t n = utf8_decode(in->text.p + r->begin, r->end - r->begin, &cp);

	*kind = n == 0 ? KIND_UNSURE : char_kind(cp);
	return n == 0 ? 1 : n;
}

size_t
last_char_kind(const char *s, size_t n, enum char_kind *kind)
{
	uint32_t cp = 0;

	for (size_t len = 1; len <= 4 && len <= n; len++)
		if (utf8_decode(s + n - len, len, &cp) == len) {
			*kind = char_kind(cp);
			return len;
		}
	*kind = KIND_UNSURE;
	return 1;
}

/* ---- which looks can be written ---- */

bool
look_is_delimited(enum inline_look look)
{
	return look == LOOK_EMPH || look == LOOK_STRONG;
}

/* Whether a delimiter between these two works, seen from the inner: it is left- or right-flanking
 * (section 6.2). */
static bool
may_flank(enum char_kind inner, enum char_kind outer)
{
	return inner == KIND_LETTER ||
	       (inner != KIND_SPACE && (outer == KIND_SPACE || outer == KIND_PUNCT));
}

/* Moves the run's beginning on until its delimiter works there; the text goes to the one before. */
static void
settle_begin(struct inlines *in, size_t i)
{
	struct inline_run *r = inlines_at(in, i), *before = i > 0 ? inlines_at(in, i - 1) : NULL;
	enum char_kind inner, outer = KIND_SPACE;
	size_t n;

	if (before != NULL && before->link == r->link && before->look == LOOK_PLAIN)
		last_char_kind(in->text.p + before->begin, before->end - before->begin, &outer);
	else if (before != NULL && (before->look != LOOK_BREAK || before->link != r->link))
		outer = KIND_PUNCT;
	while (r->begin < r->end) {
		n = first_char_kind(in, r, &inner);
		if (may_flank(inner, outer))
			return;
		if (before == NULL || before->look != LOOK_PLAIN || before->link != r->link) {
			r->look = LOOK_PLAIN;
			return;
		}
		r->begin += n;
		before->end = r->begin;
		outer = inner;
	}
	r->look = LOOK_PLAIN;
}

/* The same for the end. */
static void
settle_end(struct inlines *in, size_t i)
{
	struct inline_run *r = inlines_at(in, i),
			  *after = i + 1 < inlines_count(in) ? inlines_at(in, i + 1) : NULL;
	enum char_kind inner, outer = KIND_SPACE;
	size_t n;

	if (after != NULL && after->link == r->link && after->look == LOOK_PLAIN)
		first_char_kind(in, after, &outer);
	else if (after != NULL)
		outer = KIND_PUNCT;
	while (r->begin < r->end) {
		n = last_char_kind(in->text.p + r->begin, r->end - r->begin, &inner);
		if (may_flank(inner, outer))
			return;
		if (after == NULL || after->look != LOOK_PLAIN || after->link != r->link) {
			r->look = LOOK_PLAIN;
			return;
		}
		r->end -= n;
		after->begin = r->end;
		outer = inner;
	}
	r->look = LOOK_PLAIN;
}

/* Joins neighbours that are alike, and drops what is empty. */
static void
join(struct inlines *in)
{
	size_t n = 0;

	for (size_t i = 0; i < inlines_count(in); i++) {
		struct inline_run *r = inlines_at(in, i),
				  *last = n > 0 ? inlines_at(in, n - 1) : NULL;

		if (r->begin == r->end && r->look != LOOK_BREAK)
			continue;
		if (last != NULL && last->look == r->look && last->link == r->link &&
		    r->look != LOOK_BREAK && r->look != LOOK_IMAGE)
			last->end = r->end;
		else
			*inlines_at(in, n++) = *r;
	}
	in->runs.n = n * sizeof(struct inline_run);
}

void
inlines_settle(struct inlines *in)
{
	join(in);
	for (size_t i = 0; i < inlines_count(in); i++) {
		struct inline_run *r = inlines_at(in, i),
				  *before = i > 0 ? inlines_at(in, i - 1) : NULL;

		if (!look_is_delimited(r->look))
			continue;
		/* Two runs of stars that touch would be one. */
		if (before != NULL && before->link == r->link && look_is_delimited(before->look))
			r->look = LOOK_PLAIN;
		if (look_is_delimited(r->look))
			settle_begin(in, i);
		if (look_is_delimited(r->look))
			settle_end(in, i);
	}
	join(in);
	while (inlines_end_in_break(in))
		in->runs.n -= sizeof(struct inline_run);
}
