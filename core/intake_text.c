/* SPDX-License-Identifier: ISC */
/* Texts and addresses of what is imported. */
#include "core/intake_private.h"

#include "core/from_html.h"
#include "core/uri.h"
#include "core/utf8.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* ---- cleaning ---- */

/* What a text is made of while it is cleaned. */
struct cleaning {
	char *out;
	size_t n;
	bool one_line, blank; /* blank: a space is due before the next character */
	bool controls, broken;
};

static bool
is_line_end(uint32_t cp)
{
	return cp == '\n' || cp == '\r' || cp == 0x85 || cp == 0x2028 || cp == 0x2029;
}

/* The control characters that our reader refuses. */
static bool
is_control(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7f && cp <= 0x9f) || cp == 0xfeff || cp == 0xfffe ||
	       cp == 0xffff;
}

static void
put_blank(struct cleaning *c)
{
	if (c->n > 0)
		c->blank = true;
}

static void
put(struct cleaning *c, const char *s, size_t n)
{
	if (c->blank)
		c->out[c->n++] = ' ';
	c->blank = false;
	memcpy(c->out + c->n, s, n);
	c->n += n;
}

static void
put_line_end(struct cleaning *c)
{
	size_t n = c->n;

	if (c->one_line) {
		put_blank(c);
		return;
	}
	/* A line of blanks only is an empty one. */
	while (n > 0 && (c->out[n - 1] == ' ' || c->out[n - 1] == '\t'))
		n--;
	/* Two blanks end a line in CommonMark, too; one says nothing. */
	if (n == 0 || c->out[n - 1] == '\n' || c->n - n == 1)
		c->n = n;
	if (c->n > 0)
		c->out[c->n++] = '\n';
}

/* One character, of `len` bytes; 0: a byte that is not UTF-8. */
static void
take(struct cleaning *c, const char *s, size_t len, uint32_t cp)
{
	if (len == 0) {
		c->broken = true;
		put(c, "\xef\xbf\xbd", 3);
	} else if (is_line_end(cp)) {
		put_line_end(c);
	} else if (c->one_line && (cp == ' ' || cp == '\t' || cp == 0xa0)) {
		put_blank(c);
	} else if (cp == '\t' || !is_control(cp)) {
		put(c, s, len);
	} else if (cp == 0xfeff) {
		return; /* a byte order mark, seen by nobody */
	} else {
		c->controls = true;
		put_blank(c);
	}
}

static void
tell_cleaning(struct intake_work *w, struct place at, const struct cleaning *c)
{
	if (c->controls)
		finding_add(w->in->f, RULE_IMPORT_REPAIRED, at, NULL,
		    "control characters are taken out of '%s'", finding_quote(w->in->f, c->out));
	if (c->broken)
		finding_add(w->in->f, RULE_IMPORT_REPAIRED, at,
		    "write the letters that are missing",
		    "bytes that are no UTF-8 are shown as \xef\xbf\xbd in '%s'",
		    finding_quote(w->in->f, c->out));
}

static const char *
cut(struct intake_work *w, struct place at, char *s, size_t n, size_t max)
{
	if (n <= max)
		return s;
	for (n = max; n > 0 && ((unsigned char)s[n] & 0xc0) == 0x80; n--)
		;
	s[n] = '\0';
	finding_add(w->in->f, RULE_IMPORT_DROPPED, at, "shorten it, or put it on a page to link to",
	    "what is longer than %zu bytes is cut: '%s'", max, finding_quote(w->in->f, s));
	return s;
}

/* A text without what our reader refuses, ends trimmed; on one line if asked. NULL if nothing is
 * left. */
static const char *
clean(struct intake_work *w, struct place at, const char *s, bool one_line)
{
	struct cleaning c = {.one_line = one_line};
	size_t left, len;
	uint32_t cp = 0;

	if (s == NULL || *s == '\0')
		return NULL;
	left = strlen(s);
	/* The longest that can come of a byte: a blank and the sign for what was broken. */
	c.out = arena_alloc(w->a, left + 1 + 3 * (utf8_check(s, left) < left ? left : 0) + 1);
	for (; left > 0; s += len, left -= len) {
		len = utf8_decode(s, left, &cp);
		if (cp == '\r' && len == 1 && left > 1 && s[1] == '\n')
			continue;
		take(&c, s, len, cp);
		if (len == 0)
			len = 1;
	}
	while (c.n > 0 && strchr(" \t\n", c.out[c.n - 1]) != NULL)
		c.n--;
	c.out[c.n] = '\0';
	tell_cleaning(w, at, &c);
	if (c.n == 0)
		return NULL;
	return cut(w, at, c.out, c.n, one_line ? INTAKE_LINE_MAX : INTAKE_TEXT_MAX);
}

/* ---- lines ---- */

static const struct {
	const char *name, *s;
} entities[] = {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"},
    {"&#39;", "'"}, {"&#039;", "'"}, {"&#34;", "\""}, {"&#x27;", "'"}, {"&nbsp;", " "},
    {"&ndash;", "\xe2\x80\x93"}, {"&mdash;", "\xe2\x80\x94"}, {"&hellip;", "\xe2\x80\xa6"},
    {"&rsquo;", "\xe2\x80\x99"}, {"&lsquo;", "\xe2\x80\x98"}, {"&rdquo;", "\xe2\x80\x9d"},
    {"&ldquo;", "\xe2\x80\x9c"}, {"&auml;", "\xc3\xa4"}, {"&ouml;", "\xc3\xb6"},
    {"&uuml;", "\xc3\xbc"}, {"&szlig;", "\xc3\x9f"}, {"&eacute;", "\xc3\xa9"}};

/* The entity that `s` begins with; -1 if none. */
static int
entity_at(const char *s)
{
	for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
		if (strncasecmp(s, entities[i].name, strlen(entities[i].name)) == 0)
			return (int)i;
	return -1;
}

const char *
intake_line(struct intake_work *w, struct place at, const char *s)
{
	const char *line = clean(w, at, s, true);
	char *out;
	size_t n = 0;
	int e;

	if (line == NULL || strchr(line, '&') == NULL)
		return line;
	out = arena_alloc(w->a, strlen(line) + 1);
	for (const char *p = line; *p != '\0';) {
		e = *p == '&' ? entity_at(p) : -1;
		if (e < 0) {
			out[n++] = *p++;
			continue;
		}
		memcpy(out + n, entities[e].s, strlen(entities[e].s));
		n += strlen(entities[e].s);
		p += strlen(entities[e].name);
	}
	return n == 0 ? NULL : out;
}

/* ---- abstracts ---- */

static const char *
one_prose(struct intake_work *w, struct place at, const char *s)
{
	struct buf out;
	const char *text = clean(w, at, s, false);

	if (text == NULL || !looks_like_html(text, strlen(text)))
		return text;
	buf_init(&out, 4 * INTAKE_TEXT_MAX);
	from_html(&out, text, strlen(text));
	text = arena_strdup(w->in->scratch, buf_str(&out));
	buf_free(&out);
	intake_tally(w->in, RULE_IMPORT_REPAIRED, at,
	    "formatting in HTML is written as *stars* and [links] (CommonMark)", NULL);
	return clean(w, at, text, false);
}

/* Whether one text, blanks aside, has the other in it. */
static bool
has(struct intake_work *w, const char *text, const char *part)
{
	const char *in[] = {text, part};
	char *bare[2];

	for (int i = 0; i < 2; i++) {
		char *p = bare[i] = arena_alloc(w->in->scratch, strlen(in[i]) + 1);

		for (const char *s = in[i]; *s != '\0'; s++)
			if (strchr(" \t\n\\", *s) == NULL)
				*p++ = *s;
		*p = '\0';
	}
	return strstr(bare[0], bare[1]) != NULL;
}

const char *
intake_prose(struct intake_work *w, struct place at, const char *abstract, const char *description)
{
	const char *a = one_prose(w, at, abstract), *d = one_prose(w, at, description);
	char *both;

	if (a == NULL || (d != NULL && has(w, d, a)))
		return d;
	if (d == NULL || has(w, a, d))
		return a;
	both = arena_printf(w->a, "%s\n\n%s", a, d);
	return cut(w, at, both, strlen(both), INTAKE_TEXT_MAX);
}

struct text
intake_text(struct intake_work *w, const char *s)
{
	struct text t = {0};

	if (s != NULL)
		*(struct text_in *)arena_push(w->a, &t.in, &t.n, sizeof *t.in) =
		    (struct text_in){w->lang, s};
	return t;
}

/* ---- addresses ---- */

/* What is no part of an address is written as %XX (RFC 3986 section 2.1). */
static const char *
encode(struct intake_work *w, const char *s)
{
	static const char hex[] = "0123456789ABCDEF";
	char *out = arena_alloc(w->a, 3 * strlen(s) + 1), *p = out;
	const char *fragment = strchr(s, '#');

	for (; *s != '\0'; s++) {
		unsigned char c = (unsigned char)*s;
		bool is_second = c == '#' && s != fragment; /* RFC 3986 section 3.5 has one */
		bool is_percent =
		    c == '%' && !(isxdigit((unsigned char)s[1]) && isxdigit((unsigned char)s[2]));

		if (c > 0x20 && c < 0x7f && !is_percent && !is_second &&
		    strchr("\"<>\\^`{|}", c) == NULL) {
			*p++ = (char)c;
			continue;
		}
		*p++ = '%';
		*p++ = hex[c >> 4];
		*p++ = hex[c & 15];
	}
	return out;
}

/* `s` as seen from the event's page, which is taken for a folder. */
static const char *
absolute(struct intake_work *w, const char *s)
{
	const char *base = w->in->event.base_url, *host;
	size_t n;

	if (base == NULL || *base == '\0')
		base = w->in->event.url;
	if (strncasecmp(s, "www.", 4) == 0)
		return arena_printf(w->a, "https://%s", s);
	if (base == NULL || (host = strstr(base, "://")) == NULL)
		return s;
	n = (size_t)(host + 3 - base) + strcspn(host + 3, "/?#");
	if (strncmp(s, "//", 2) == 0)
		return arena_printf(w->a, "%.*s%s", (int)(host + 1 - base), base, s);
	if (*s == '/')
		return arena_printf(w->a, "%.*s%s", (int)n, base, s);
	n = strcspn(base, "?#");
	return arena_printf(w->a, "%.*s%s%s", (int)n, base, base[n - 1] == '/' ? "" : "/", s);
}

static bool
has_scheme(const char *s)
{
	size_t n = 0;

	if (!isalpha((unsigned char)*s))
		return false;
	while (isalnum((unsigned char)s[n]) || s[n] == '+' || s[n] == '-' || s[n] == '.')
		n++;
	return s[n] == ':' && !isdigit((unsigned char)s[n + 1]);
}

const char *
intake_url(struct intake_work *w, struct place at, const char *s)
{
	intake_takes_fn *takes = w->in->options.takes;
	const char *url = clean(w, at, s, true), *whole;
	char out[INTAKE_VALUE_MAX];

	if (url == NULL)
		return NULL;
	if (takes(INTAKE_URL, url, out))
		return url;
	whole = encode(w, has_scheme(url) ? url : absolute(w, url));
	if (takes(INTAKE_URL, whole, out)) {
		intake_tally(w->in, RULE_IMPORT_REPAIRED, at,
		    "an address is mended: completed, or its odd characters written as %XX", NULL);
		return whole;
	}
	finding_add(w->in->f, RULE_IMPORT_DROPPED, at, "write a complete address, or leave it out",
	    "'%s' is no address to link to: it is left out", finding_quote(w->in->f, url));
	return NULL;
}
