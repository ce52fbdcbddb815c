/* SPDX-License-Identifier: ISC */
/* What makes an XML parser give up, and can be mended without doubt. */
#include "data/schedule_private.h"

#include "core/utf8.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct mending {
	struct intake *in;
	struct buf *out;
	const char *s;
	size_t n, i;
	struct place at;
	bool is_utf8;
};

/* Whether the file says that it is in another encoding than UTF-8, or begins like UTF-16. */
static bool
is_other_encoding(const char *s, size_t n)
{
	char head[201];
	const char *p;

	if (n >= 2 && (memcmp(s, "\xfe\xff", 2) == 0 || memcmp(s, "\xff\xfe", 2) == 0))
		return true;
	if (n > sizeof head - 1)
		n = sizeof head - 1;
	memcpy(head, s, n);
	head[n] = '\0';
	p = strstr(head, "?>");
	if (strncmp(head, "<?xml", 5) != 0 || p == NULL)
		return false;
	head[p - head] = '\0';
	p = strstr(head, "encoding");
	p = p == NULL ? NULL : strpbrk(p, "'\"");
	return p != NULL && strncasecmp(p + 1, "utf-8", 5) != 0 &&
	       strncasecmp(p + 1, "utf8", 4) != 0 && strncasecmp(p + 1, "us-ascii", 8) != 0;
}

static void
step(struct mending *m, size_t n)
{
	for (; n > 0; n--, m->i++) {
		if (m->s[m->i] == '\n') {
			m->at.line++;
			m->at.col = 1;
		} else if (((unsigned char)m->s[m->i] & 0xc0) != 0x80) {
			m->at.col++;
		}
	}
}

static void
copy(struct mending *m, size_t n)
{
	buf_put(m->out, m->s + m->i, n);
	step(m, n);
}

static bool
begins(const struct mending *m, const char *word)
{
	size_t n = strlen(word);

	return m->n - m->i >= n && memcmp(m->s + m->i, word, n) == 0;
}

static void
tell(struct mending *m, const char *what)
{
	intake_tally(m->in, RULE_IMPORT_REPAIRED, m->at, what, NULL);
}

/* One character that is no markup. */
static void
take_char(struct mending *m)
{
	unsigned char c = (unsigned char)m->s[m->i];
	uint32_t cp = c;
	size_t len = m->is_utf8 ? utf8_decode(m->s + m->i, m->n - m->i, &cp) : 1;

	if (len == 0) {
		tell(m, "a byte that is no UTF-8 is shown as \xef\xbf\xbd");
		buf_puts(m->out, "\xef\xbf\xbd");
		step(m, 1);
	} else if ((c < 0x20 && strchr("\t\n\r", c) == NULL) || c == '\0' || c == 0x7f ||
		   cp == 0xfffe || cp == 0xffff) {
		tell(m, "a control character is taken out");
		buf_putc(m->out, ' ');
		step(m, len);
	} else {
		copy(m, len);
	}
}

/* Length of a reference that XML knows without being told: &lt; or a number; 0 if it is none. */
static size_t
reference(const char *s, size_t n, unsigned long *cp)
{
	static const char *const known[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"};
	char digits[12];
	size_t i, len = 0;
	bool hex;

	*cp = ' ';
	for (i = 0; i < sizeof known / sizeof *known; i++)
		if (n >= strlen(known[i]) && memcmp(s, known[i], strlen(known[i])) == 0)
			return strlen(known[i]);
	if (n < 4 || s[1] != '#')
		return 0;
	hex = s[2] == 'x';
	for (i = 2 + hex; i < n && len + 1 < sizeof digits; i++) {
		if (!(hex ? isxdigit((unsigned char)s[i]) : isdigit((unsigned char)s[i])))
			break;
		digits[len++] = s[i];
	}
	digits[len] = '\0';
	if (len == 0 || i >= n || s[i] != ';')
		return 0;
	*cp = strtoul(digits, NULL, hex ? 16 : 10);
	return i + 1;
}

/* Whether XML has a character (XML 1.0 section 2.2); NEL and the like are control characters too.
 */
static bool
is_char(unsigned long cp)
{
	return cp == '\t' || cp == '\n' || cp == '\r' || (cp >= 0x20 && cp < 0xd800) ||
	       (cp >= 0xe000 && cp < 0xfffe) || (cp >= 0x10000 && cp <= 0x10ffff);
}

static void
take_ampersand(struct mending *m)
{
	unsigned long cp;
	size_t len = reference(m->s + m->i, m->n - m->i, &cp);

	if (len > 0 && is_char(cp)) {
		copy(m, len);
	} else if (len > 0) {
		tell(m, "a control character is taken out");
		for (size_t i = 0; i < len; i++)
			buf_putc(m->out, ' ');
		step(m, len);
	} else {
		tell(m, "an '&' that stands for itself is written as &amp;");
		buf_puts(m->out, "&amp;");
		step(m, 1);
	}
}

/* Up to and with what ends it, markup within it is none. */
static void
take_until(struct mending *m, const char *end)
{
	while (m->i < m->n && !begins(m, end))
		take_char(m);
	if (m->i < m->n)
		copy(m, strlen(end));
}

int
schedule_mend(struct intake *in, const char *bytes, size_t n, struct buf *out)
{
	struct mending m = {.in = in, .out = out, .s = bytes, .n = n};
	int lines;

	m.at = (struct place){in->options.file, 1, 1};
	if (n >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
		m.i = 3;
	while (m.i < n && strchr(" \t\r\n", bytes[m.i]) != NULL && bytes[m.i] != '\0')
		step(&m, 1);
	lines = m.at.line - 1;
	if (is_other_encoding(bytes + m.i, n - m.i)) {
		buf_put(out, bytes + m.i, n - m.i);
		return lines;
	}
	m.is_utf8 = true;
	while (m.i < n) {
		if (begins(&m, "<![CDATA["))
			take_until(&m, "]]>");
		else if (begins(&m, "<!--"))
			take_until(&m, "-->");
		else if (begins(&m, "<!DOCTYPE"))
			take_until(&m, ">");
		else if (bytes[m.i] == '&')
			take_ampersand(&m);
		else
			take_char(&m);
	}
	return lines;
}
