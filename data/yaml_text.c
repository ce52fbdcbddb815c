/* SPDX-License-Identifier: ISC */
#include "data/yaml_text.h"

#include "core/utf8.h"
#include "data/source.h"

#include <stdint.h>
#include <string.h>

enum { CONTROLS_TOLD = 20 }; /* of one file */

/* The place of a byte offset in text that is UTF-8 up to there. */
static struct place
place_of(const struct yaml_text *t, size_t offset)
{
	struct place at = {t->name, 1, 1};
	size_t i;

	for (i = 0; i < offset; i++) {
		if (t->s[i] == '\n') {
			at.line++;
			at.col = 1;
		} else if (((unsigned char)t->s[i] & 0xc0) != 0x80) {
			at.col++;
		}
	}
	return at;
}

static bool
is_control(uint32_t cp)
{
	return (cp < 0x20 && cp != '\n' && cp != '\t') || (cp >= 0x7f && cp <= 0x9f) ||
	       cp == 0x2028 || cp == 0x2029 || cp == 0xfeff || cp == 0xfffe || cp == 0xffff;
}

size_t
yaml_find_control(const char *s, size_t n)
{
	size_t at = 0, len;
	uint32_t cp;

	while (at < n) {
		if (s[at] >= ' ' && s[at] < 0x7f) { /* most text is ASCII */
			at++;
			continue;
		}
		len = utf8_decode(s + at, n - at, &cp);
		if (len == 0)
			return n;
		if (is_control(cp))
			return at;
		at += len;
	}
	return n;
}

static const char *
control_todo(uint32_t cp)
{
	if (cp == '\r')
		return "save the file with line ends of Unix (LF) or Windows (CR LF)";
	if (cp == 0x85 || cp == 0x2028 || cp == 0x2029)
		return "it ends a line in some programs only: put an ordinary line end";
	return "delete it; it often comes along when text is copied";
}

static bool
has_no_controls(const struct yaml_text *t, struct findings *f)
{
	size_t at = 0;
	int found = 0;
	bool has_cr = false;
	uint32_t cp;

	while (found < CONTROLS_TOLD) {
		at += yaml_find_control(t->s + at, t->n - at);
		if (at >= t->n)
			break;
		if (t->s[at] == '\r' && at + 1 < t->n && t->s[at + 1] == '\n') {
			at += 2;
			continue;
		}
		utf8_decode(t->s + at, t->n - at, &cp);
		if (cp == '\r' && has_cr) {
			at++; /* once is enough: they end each line */
			continue;
		}
		has_cr = has_cr || cp == '\r';
		finding_add(f, RULE_CONTROL_CHARACTER, place_of(t, at), control_todo(cp),
		    "there is a character here that is not text, U+%04X", (unsigned)cp);
		found++;
		at++;
		while (at < t->n && ((unsigned char)t->s[at] & 0xc0) == 0x80)
			at++;
	}
	return found == 0;
}

/* With a byte order mark, or as its ASCII letters tell. */
static bool
is_utf16(const struct yaml_text *t)
{
	const char *s = t->s;

	if (t->n >= 2 && (memcmp(s, "\xff\xfe", 2) == 0 || memcmp(s, "\xfe\xff", 2) == 0))
		return true;
	return t->n >= 4 && (s[0] == '\0') == (s[2] == '\0') && (s[1] == '\0') == (s[3] == '\0') &&
	       (s[0] == '\0') != (s[1] == '\0');
}

static bool
is_utf8(const struct yaml_text *t, struct findings *f)
{
	size_t bad;

	if (is_utf16(t)) {
		finding_add(f, RULE_NOT_UTF8, (struct place){t->name, 0, 0},
		    "save it as UTF-8 in your editor", "the file is UTF-16 text");
		return false;
	}
	bad = utf8_check(t->s, t->n);
	if (bad == t->n)
		return true;
	finding_add(f, RULE_NOT_UTF8, place_of(t, bad), "save the file as UTF-8 in your editor",
	    "the byte 0x%02x here is not UTF-8 text", (unsigned char)t->s[bad]);
	return false;
}

/* %TAG lines cost the parser quadratic time before its first event. */
static bool
has_no_directive(const struct yaml_text *t, struct findings *f)
{
	const char *p = t->s, *end = t->s + t->n;

	while (p != NULL && p < end) {
		if (*p == '%') {
			finding_add(f, RULE_YAML_FEATURE, place_of(t, (size_t)(p - t->s)),
			    "indent the line, or put its text in quotes",
			    "a line begins with '%%'");
			return false;
		}
		p = memchr(p, '\n', (size_t)(end - p));
		if (p != NULL)
			p++;
	}
	return true;
}

bool
yaml_text_check(struct yaml_text *t, struct findings *f)
{
	if (t->n > SOURCE_BYTES_MAX) {
		finding_add(f, RULE_FILE_TOO_LARGE, (struct place){t->name, 0, 0},
		    "split it into several events", "the file is larger than 1 MiB");
		return false;
	}
	if (t->n >= 3 && memcmp(t->s, "\xef\xbb\xbf", 3) == 0) {
		t->s += 3;
		t->n -= 3;
	}
	return is_utf8(t, f) && has_no_controls(t, f) && has_no_directive(t, f);
}
