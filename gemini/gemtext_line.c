/* SPDX-License-Identifier: ISC */
#include "gemini/gemtext_line.h"

#include "core/path.h"
#include "core/utf8.h"

#include <string.h>

void
gemtext_bytes(struct buf *out, const char *s, size_t n)
{
	utf8_put_clean(out, s, n, "");
}

void
gemtext_text(struct buf *out, const char *s)
{
	if (s != NULL)
		gemtext_bytes(out, s, strlen(s));
}

void
gemtext_line_start(struct buf *out, const char *s)
{
	struct buf clean;
	const char *c;

	buf_init(&clean, out->max);
	gemtext_text(&clean, s);
	for (c = buf_str(&clean); *c == ' '; c++)
		;
	if (*c == '#' || *c == '*' || *c == '>' || strncmp(c, "=>", 2) == 0 ||
	    strncmp(c, "```", 3) == 0)
		buf_putc(out, ' ');
	buf_puts(out, c);
	out->failed = out->failed || clean.failed;
	buf_free(&clean);
}

void
gemtext_cut_spaces(struct buf *out)
{
	while (out->n > 0 && out->p[out->n - 1] == ' ')
		out->p[--out->n] = '\0';
}

bool
gemtext_is_line_start(const struct buf *out)
{
	return out->n == 0 || out->p[out->n - 1] == '\n';
}

/* ---- links ---- */

/* Calendars are where they are, whoever asks; all else is below the prefix that the page was asked
 * for with, which a relative link keeps. */
static bool
is_relative(const struct target *t)
{
	size_t n = strlen(t->to);

	return t->kind == TARGET_PAGE ||
	       (t->kind == TARGET_FILE && (n < 4 || strcmp(t->to + n - 4, ".ics") != 0));
}

void
gemtext_url(struct buf *out, const struct page *p, const struct target *t)
{
	const char *rest = t->kind == TARGET_WEBCAL ? url_after_web(t->to) : t->to;

	if (t->kind == TARGET_WEBCAL && rest != NULL)
		buf_puts(out, "webcal");
	else if (is_relative(t))
		rest = path_put_ups(out, p->path, t->to);
	else if (t->kind == TARGET_FILE || t->kind == TARGET_VIEW)
		buf_putc(out, '/');
	for (const char *c = rest != NULL ? rest : t->to; *c != '\0'; c++) {
		if ((unsigned char)*c <= ' ' || (unsigned char)*c >= 0x7f)
			buf_printf(out, "%%%02X", (unsigned)(unsigned char)*c);
		else
			buf_putc(out, *c);
	}
}

void
gemtext_link(struct buf *out, const struct page *p, const struct target *t, const char *label)
{
	buf_puts(out, "=> ");
	gemtext_url(out, p, t);
	if (label != NULL && *label != '\0') {
		buf_putc(out, ' ');
		gemtext_text(out, label);
	}
	buf_putc(out, '\n');
}
