/* SPDX-License-Identifier: ISC */
#include "core/html_escape.h"

#include "core/utf8.h"

#include <string.h>

static bool
is_shown(uint32_t cp)
{
	if (cp < 0x20)
		return cp == '\n' || cp == '\t';
	if (cp >= 0x7f && cp <= 0x9f)
		return false;
	if (cp >= 0x202a && cp <= 0x202e)
		return false;
	if ((cp >= 0xfdd0 && cp <= 0xfdef) || cp == 0xfeff)
		return false;
	return (cp & 0xfffe) != 0xfffe;
}

enum kind { IN_TEXT, IN_ATTR, IN_JSON };

/* In JSON what begins a tag, a comment or an entity goes by its number (RFC 8259 section 7). */
static const char *
json_escape(uint32_t cp)
{
	switch (cp) {
	case '&': return "\\u0026";
	case '<': return "\\u003c";
	case '>': return "\\u003e";
	case '"': return "\\\"";
	case '\\': return "\\\\";
	default: return NULL;
	}
}

static const char *
entity(uint32_t cp)
{
	switch (cp) {
	case '&': return "&amp;";
	case '<': return "&lt;";
	case '>': return "&gt;";
	case '"': return "&quot;";
	case '\'': return "&#39;";
	default: return NULL;
	}
}

/* U+2028 and U+2029 would break a line where nobody sees it in the source. */
static bool
is_blank(uint32_t cp)
{
	return cp == '\n' || cp == '\t' || cp == 0x2028 || cp == 0x2029;
}

static void
put_char(struct buf *b, uint32_t cp, const char *bytes, size_t n, enum kind kind)
{
	const char *e = kind == IN_JSON ? json_escape(cp) : entity(cp);

	if (!is_shown(cp))
		return;
	if (e != NULL && (kind != IN_TEXT || (cp != '"' && cp != '\'')))
		buf_puts(b, e);
	else if (is_blank(cp) && (kind != IN_TEXT || cp > 0x2000))
		buf_putc(b, ' ');
	else
		buf_put(b, bytes, n);
}

/* How many bytes at the start are letters, digits and blanks, which stay as they are. */
static size_t
plain_run(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && ((s[i] >= 'a' && s[i] <= 'z') || (s[i] >= '?' && s[i] <= 'Z') ||
			    (s[i] >= '(' && s[i] <= ';') || s[i] == ' '))
		i++;
	return i;
}

static void
put_escaped(struct buf *b, const char *s, enum kind kind)
{
	size_t left = s != NULL ? strlen(s) : 0;

	while (left > 0) {
		uint32_t cp;
		size_t n = plain_run(s, left);

		if (n > 0) {
			buf_put(b, s, n);
			s += n;
			left -= n;
			continue;
		}
		n = utf8_decode(s, left, &cp);
		if (n == 0) {
			buf_puts(b, "\xef\xbf\xbd");
			n = 1;
		} else {
			put_char(b, cp, s, n, kind);
		}
		s += n;
		left -= n;
	}
}

void
html_text(struct buf *b, const char *s)
{
	put_escaped(b, s, IN_TEXT);
}

void
html_attr(struct buf *b, const char *s)
{
	put_escaped(b, s, IN_ATTR);
}

void
html_json(struct buf *b, const char *s)
{
	put_escaped(b, s, IN_JSON);
}

static bool
is_alnum(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static void
put_percent(struct buf *b, char c)
{
	buf_printf(b, "%%%02X", (unsigned)(unsigned char)c);
}

void
html_url_path(struct buf *b, const char *path)
{
	if (path == NULL)
		return;
	if (*path == '/')
		buf_putc(b, '.');
	for (; *path != '\0'; path++) {
		if (is_alnum(*path) || strchr("/-._~!$()*+,;=@", *path))
			buf_putc(b, *path);
		else
			put_percent(b, *path);
	}
}

static bool
stays_in_url(const char *s)
{
	if (*s == '%')
		return is_hex(s[1]) && is_hex(s[2]);
	return is_alnum(*s) || (*s != '\0' && strchr("-._~:/?#[]@!$()*+,;=", *s) != NULL);
}

void
html_url(struct buf *b, const char *url)
{
	const char *run = url;

	for (; url != NULL; url++) {
		while (stays_in_url(url))
			url++;
		buf_put(b, run, (size_t)(url - run));
		run = url + 1;
		if (*url == '\0')
			break;
		if (*url == '&')
			buf_puts(b, "&amp;");
		else if (*url == '\'')
			buf_puts(b, "&#39;");
		else
			put_percent(b, *url);
	}
}

void
html_token(struct buf *b, const char *s)
{
	for (; s != NULL && *s != '\0'; s++)
		if (is_alnum(*s) || *s == '-' || *s == '_')
			buf_putc(b, *s);
}
