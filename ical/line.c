/* SPDX-License-Identifier: ISC */
#include "ical/line.h"

#include "core/utf8.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Appends whole characters; folds only when more is to come, so no line is ever empty. */
static void
put(struct line *l, const char *s, size_t n)
{
	while (n > 0) {
		size_t take = n;

		if (take > LINE_OCTETS - l->octets) {
			take = LINE_OCTETS - l->octets;
			while (take > 0 && ((unsigned char)s[take] & 0xc0) == 0x80)
				take--;
		}
		buf_put(l->out, s, take);
		l->octets += take;
		s += take;
		n -= take;
		if (n > 0) {
			buf_put(l->out, "\r\n ", 3);
			l->octets = 1;
		}
	}
}

/* Appends what is better not divided, such as an escape. */
static void
put_unit(struct line *l, const char *s)
{
	size_t n = strlen(s);

	if (n > LINE_OCTETS - l->octets) {
		buf_put(l->out, "\r\n ", 3);
		l->octets = 1;
	}
	put(l, s, n);
}

static void
put_separator(struct line *l)
{
	put(l, l->has_value ? "," : ":", 1);
	l->has_value = true;
}

void
line_begin(struct line *l, struct buf *out, const char *name)
{
	*l = (struct line){.out = out};
	put(l, name, strlen(name));
}

void
line_end(struct line *l)
{
	buf_put(l->out, "\r\n", 2);
}

/* The character at `s`, '\n' for every kind of line end (some readers divide lines at NEL, LS and
 * PS too), 0 for what may not be written, U+FFFD for a byte that is not UTF-8. */
static uint32_t
character(const char *s, size_t n, size_t *len)
{
	uint32_t c;

	*len = utf8_decode(s, n, &c);
	if (*len == 0) {
		*len = 1;
		return 0xfffd;
	}
	if (c == '\r' && n > 1 && s[1] == '\n')
		*len = 2;
	if (c == '\r' || c == '\n' || c == 0x85 || c == 0x2028 || c == 0x2029)
		return '\n';
	if ((c < 0x20 && c != '\t') || (c >= 0x7f && c < 0xa0))
		return 0;
	return c;
}

/* What stays as it is in every type of value, by a byte less ' ': all printable ASCII but for what
 * some type escapes. */
static const char same[256] = " !\0#$%&'()*+\0-./0123456789:\0<=>?"
			      "@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\0]\0_"
			      "`abcdefghijklmnopqrstuvwxyz{|}~";

/* How many bytes of a string are in such a table from the start. */
static size_t
run_of(const char *s, const char table[256])
{
	const char *p = s;

	while (table[(unsigned char)(*p - ' ')] != '\0')
		p++;
	return (size_t)(p - s);
}

/* Appends `n` bytes of a string, each character for which `unit` has a replacement replaced by it.
 */
static void
put_escaped(struct line *l, const char *s, size_t n, const char *(*unit)(uint32_t c))
{
	const char *run = s, *end = s + n, *instead;
	size_t len;
	uint32_t c;

	for (;;) {
		s += run_of(s, same);
		if (s >= end)
			break;
		c = character(s, (size_t)(end - s), &len);
		instead = c == 0 ? "" : c == 0xfffd ? "\xef\xbf\xbd" : unit(c);
		if (instead != NULL) {
			put(l, run, (size_t)(s - run));
			put_unit(l, instead);
			run = s + len;
		}
		s += len;
	}
	put(l, run, (size_t)(end - run));
}

static const char *
text_unit(uint32_t c)
{
	switch (c) {
	case '\\': return "\\\\";
	case ';': return "\\;";
	case ',': return "\\,";
	case '\n': return "\\n";
	default: return NULL;
	}
}

static const char *
flat_unit(uint32_t c)
{
	return c == '\n' || c == '\t' ? " " : text_unit(c);
}

static const char *
param_unit(uint32_t c)
{
	switch (c) {
	case '^': return "^^";
	case '"': return "^'";
	case '\n': return "^n";
	default: return NULL;
	}
}

static size_t
trimmed(const char *s)
{
	size_t n = strlen(s);

	while (n > 0 && strchr(" \t\r\n", s[n - 1]) != NULL)
		n--;
	return n;
}

void
line_param(struct line *l, const char *name, const char *value)
{
	bool quoted = strpbrk(value, ":;,") != NULL;

	put(l, ";", 1);
	put(l, name, strlen(name));
	put(l, quoted ? "=\"" : "=", quoted ? 2 : 1);
	put_escaped(l, value, strlen(value), param_unit);
	if (quoted)
		put(l, "\"", 1);
}

void
line_param_word(struct line *l, const char *name, const char *word)
{
	put(l, ";", 1);
	put(l, name, strlen(name));
	put(l, "=", 1);
	put(l, word, strlen(word));
}

void
line_text(struct line *l, const char *s)
{
	put_separator(l);
	put_escaped(l, s, trimmed(s), text_unit);
}

void
line_text_flat(struct line *l, const char *s)
{
	put_separator(l);
	s += strspn(s, " \t\r\n");
	put_escaped(l, s, trimmed(s), flat_unit);
}

void
line_word(struct line *l, const char *word)
{
	put_separator(l);
	put(l, word, strlen(word));
}

bool
uri_is_writable(const char *s)
{
	size_t n = strlen(s), len;
	const char *colon = strchr(s, ':');
	const char *p;

	if (colon == NULL || !((s[0] >= 'a' && s[0] <= 'z') || (s[0] >= 'A' && s[0] <= 'Z')))
		return false;
	for (p = s; p < colon; p++) /* scheme, RFC 3986 section 3.1 */
		if (!((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') ||
			(*p >= '0' && *p <= '9') || strchr("+-.", *p) != NULL))
			return false;
	for (p = s + utf8_printable(s, n), n -= (size_t)(p - s); n > 0; p += len, n -= len) {
		uint32_t c = character(p, n, &len);

		if (c == 0 || c == '\n' || c == '\t' || c == 0xfffd)
			return false;
	}
	return colon[1] != '\0';
}

static bool
is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* What may stand in a URI as it is (RFC 3986 section 2), by a byte less ' '; besides whole
 * percent-encodings. */
static const char same_in_uri[256] = "\0!\0#$\0&'()*+,-./0123456789:;\0=\0?"
				     "@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\0]\0_"
				     "\0abcdefghijklmnopqrstuvwxyz\0\0\0~";

static void
put_uri(struct line *l, const char *s)
{
	static const char hex[] = "0123456789ABCDEF";
	const char *run = s;

	for (;; s++) {
		s += run_of(s, same_in_uri);
		if (*s == '%' && is_hex(s[1]) && is_hex(s[2]))
			continue;
		put(l, run, (size_t)(s - run));
		if (*s == '\0')
			break;
		unsigned char c = (unsigned char)*s;
		char unit[] = {'%', hex[c >> 4], hex[c & 15], '\0'};

		put_unit(l, unit);
		run = s + 1;
	}
}

void
line_uri(struct line *l, const char *s)
{
	put_separator(l);
	put_uri(l, s);
}

/* Appends a number in so many digits, as printf's %0*d does. */
static char *
add_digits(char *p, unsigned n, int digits)
{
	for (int i = digits; i-- > 0; n /= 10)
		p[i] = (char)('0' + n % 10);
	return p + digits;
}

static char *
add_date(char *p, struct date d)
{
	p = add_digits(p, (unsigned)d.year, 4);
	p = add_digits(p, (unsigned)d.month, 2);
	return add_digits(p, (unsigned)d.day, 2);
}

static char *
add_time(char *p, int minute, int second)
{
	*p++ = 'T';
	p = add_digits(p, (unsigned)minute / 60, 2);
	p = add_digits(p, (unsigned)minute % 60, 2);
	return add_digits(p, (unsigned)second, 2);
}

static void
put_number(struct line *l, const char *digits)
{
	put_separator(l);
	put_unit(l, digits);
}

void
line_int(struct line *l, int n)
{
	char s[16];

	snprintf(s, sizeof s, "%d", n);
	put_number(l, s);
}

void
line_date(struct line *l, struct date d)
{
	char s[16];

	*add_date(s, d) = '\0';
	put_number(l, s);
}

void
line_local(struct line *l, struct civil when)
{
	char s[24];

	*add_time(add_date(s, when.date), when.minute, 0) = '\0';
	put_number(l, s);
}

void
line_utc(struct line *l, int64_t when)
{
	char s[24], *p;
	int second;
	struct date d = date_from_seconds(when, &second);

	p = add_time(add_date(s, d), second / 60, second % 60);
	*p++ = 'Z';
	*p = '\0';
	put_number(l, s);
}

void
line_offset(struct line *l, int32_t seconds)
{
	unsigned minutes = (unsigned)(seconds < 0 ? -seconds : seconds) / 60;
	char s[8];

	s[0] = seconds < 0 ? '-' : '+';
	*add_digits(add_digits(s + 1, minutes / 60, 2), minutes % 60, 2) = '\0';
	put_number(l, s);
}

/* Degrees, in integers: printf's %f would follow the locale. */
static void
format_degrees(char out[24], double degrees)
{
	long long millionths = llround(degrees * 1e6);
	long long n = millionths < 0 ? -millionths : millionths;

	snprintf(out, 24, "%s%lld.%06lld", millionths < 0 ? "-" : "", n / 1000000, n % 1000000);
}

static void
put_degrees(struct line *l, const char *before, double latitude, char between, double longitude)
{
	char a[24], o[24], s[64];

	format_degrees(a, latitude);
	format_degrees(o, longitude);
	snprintf(s, sizeof s, "%s%s%c%s", before, a, between, o);
	put_number(l, s);
}

void
line_geo(struct line *l, double latitude, double longitude)
{
	put_degrees(l, "", latitude, ';', longitude);
}

void
line_geo_uri(struct line *l, double latitude, double longitude)
{
	put_degrees(l, "geo:", latitude, ',', longitude);
}

void
line_put_word(struct buf *out, const char *name, const char *word)
{
	struct line l;

	line_begin(&l, out, name);
	line_word(&l, word);
	line_end(&l);
}

void
line_put_text(struct buf *out, const char *name, const char *s)
{
	struct line l;

	line_begin(&l, out, name);
	line_text(&l, s);
	line_end(&l);
}

void
line_put_flat(struct buf *out, const char *name, const char *s)
{
	struct line l;

	line_begin(&l, out, name);
	line_text_flat(&l, s);
	line_end(&l);
}

void
line_put_utc(struct buf *out, const char *name, int64_t when)
{
	struct line l;

	line_begin(&l, out, name);
	line_utc(&l, when);
	line_end(&l);
}

void
line_put_uri(struct buf *out, const char *name, const char *s, bool value_is_uri)
{
	struct line l;

	if (!uri_is_writable(s))
		return;
	line_begin(&l, out, name);
	if (value_is_uri)
		line_param(&l, "VALUE", "URI");
	line_uri(&l, s);
	line_end(&l);
}
