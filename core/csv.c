/* SPDX-License-Identifier: ISC */
#include "core/csv.h"

#include "core/utf8.h"

#include <inttypes.h>
#include <string.h>

struct csv
csv_begin(struct buf *out)
{
	buf_puts(out, "\xef\xbb\xbf");
	return (struct csv){.out = out};
}

static void
begin_field(struct csv *c)
{
	if (c->is_full)
		buf_putc(c->out, ',');
	c->is_full = true;
}

/* The full-width forms, which some spreadsheets take alike. */
static bool
begins_formula(uint32_t cp)
{
	return cp == '=' || cp == '+' || cp == '-' || cp == '@' || cp == 0xff1d || cp == 0xff0b ||
	       cp == 0xff0d || cp == 0xff20;
}

/* What it begins with, blanks and what is not shown aside. */
static bool
is_formula(const char *s)
{
	size_t left = strlen(s), n;
	uint32_t cp;

	for (; left > 0; s += n, left -= n) {
		n = utf8_decode(s, left, &cp);
		if (n == 0)
			n = 1;
		else if (cp != ' ' && !utf8_is_control(cp))
			return begins_formula(cp);
	}
	return false;
}

/* Where a spreadsheet that divides fields by ';', as most of Europe's do, begins a cell of its own
 * within a text of ours. */
static bool
begins_cell(uint32_t cp)
{
	return cp == ';' || cp == '\n' || cp == 0x2028 || cp == 0x2029;
}

/* How many bytes at the start stay as they are, up to where a cell may begin. */
static size_t
plain_run(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && s[i] >= ' ' && s[i] < 0x7f && s[i] != '"')
		if (begins_cell((unsigned char)s[i++]))
			break;
	return i;
}

static void
put_char(struct buf *out, const char *s, size_t n, uint32_t cp)
{
	if (cp == '\n' || cp == 0x2028 || cp == 0x2029)
		buf_putc(out, '\n');
	else if (cp == '\t')
		buf_putc(out, ' ');
	else if (cp == '"')
		buf_puts(out, "\"\"");
	else if (!utf8_is_control(cp))
		buf_put(out, s, n);
}

void
csv_open_list(struct csv *c)
{
	begin_field(c);
	buf_putc(c->out, '"');
	c->has_text = false;
}

void
csv_add(struct csv *c, const char *s)
{
	size_t left = strlen(s), n;
	bool begins = false;
	uint32_t cp;

	if (*s == '\0')
		return;
	if (c->has_text)
		buf_puts(c->out, "; ");
	if (is_formula(s))
		buf_putc(c->out, '\'');
	c->has_text = true;
	for (; left > 0; s += n, left -= n) {
		n = begins ? 0 : plain_run(s, left);
		if (n > 0) {
			buf_put(c->out, s, n);
			begins = s[n - 1] == ';';
		} else if ((n = utf8_decode(s, left, &cp)) > 0) {
			if (begins && begins_formula(cp))
				buf_putc(c->out, '\'');
			put_char(c->out, s, n, cp);
			begins = begins_cell(cp) || (begins && (cp == ' ' || utf8_is_control(cp)));
		} else {
			n = 1;
		}
	}
}

void
csv_close_list(struct csv *c)
{
	buf_putc(c->out, '"');
}

void
csv_text(struct csv *c, const char *s)
{
	csv_open_list(c);
	csv_add(c, s);
	csv_close_list(c);
}

void
csv_int(struct csv *c, int64_t n)
{
	begin_field(c);
	buf_printf(c->out, "%" PRId64, n);
}

void
csv_empty(struct csv *c)
{
	begin_field(c);
}

void
csv_end_row(struct csv *c)
{
	buf_puts(c->out, "\r\n");
	c->is_full = false;
}
