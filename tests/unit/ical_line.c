/* SPDX-License-Identifier: ISC */
#include "ical/line.h"
#include "tests/lib/tap.h"

#include "core/utf8.h"

#include <locale.h>
#include <stdlib.h>

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static struct buf out;

static const char *
fresh(void)
{
	return buf_str(&out);
}

/* What is wrong with the physical lines, or NULL: RFC 5545 section 3.1. */
static const char *
lines_wrong(const char *s)
{
	if (*s == '\0')
		return "nothing written";
	while (*s != '\0') {
		const char *end = strstr(s, "\r\n");
		size_t n;

		if (end == NULL)
			return "no CRLF at the end";
		n = (size_t)(end - s);
		if (n > 75)
			return "over 75 octets";
		if (n == 0 || (*s == ' ' && n == 1))
			return "an empty line";
		if (utf8_check(s, n) != n)
			return "a character divided";
		for (size_t i = 0; i < n; i++)
			if (((unsigned char)s[i] < 0x20 && s[i] != '\t') || s[i] == 0x7f)
				return "a control character";
		s = end + 2;
	}
	return NULL;
}

/* The one content line unfolded, without its line end; in a static buffer. */
static const char *
unfolded(const char *s)
{
	static char text[70000];
	size_t n = 0;

	while (*s != '\0' && n < sizeof text - 1) {
		if (strncmp(s, "\r\n ", 3) == 0)
			s += 3;
		else
			text[n++] = *s++;
	}
	while (n > 0 && (text[n - 1] == '\n' || text[n - 1] == '\r'))
		n--;
	text[n] = '\0';
	return text;
}

static void
test_fold_lengths(void)
{
	for (size_t len = 66; len <= 300; len++) {
		char value[400], want[420];
		bool edge = (len + 2 >= 73 && len + 2 <= 77) || (len + 2 >= 147 && len + 2 <= 151);
		bool good;

		memset(value, 'x', len);
		value[len] = '\0';
		buf_clear(&out);
		line_put_text(&out, "A", value); /* "A:" and the value */
		snprintf(want, sizeof want, "A:%s", value);
		good = lines_wrong(fresh()) == NULL && strcmp(unfolded(fresh()), want) == 0 &&
		       out.n == len + 2 + 2 + (len + 2 > 75 ? 3 * ((len + 2 - 75 + 73) / 74) : 0);
		if (edge || !good)
			ok(good, "a line of %zu octets", len + 2);
	}
}

static void
test_fold_characters(void)
{
	static const char *const characters[] = {
	    "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x8e\xa4", "\xe0\xa4\xb9\xe0\xa4\xbf"};

	for (size_t c = 0; c < COUNT(characters); c++) {
		int wrong = 0;

		for (size_t lead = 0; lead < 160; lead++) {
			char value[400], want[420];

			memset(value, 'x', lead);
			snprintf(value + lead, sizeof value - lead, "%s%s%s", characters[c],
			    characters[c], lead % 2 ? "" : "y");
			buf_clear(&out);
			line_put_text(&out, "A", value);
			snprintf(want, sizeof want, "A:%s", value);
			wrong +=
			    lines_wrong(fresh()) != NULL || strcmp(unfolded(fresh()), want) != 0;
		}
		is_int(wrong, 0, "'%s' at every offset up to 160", characters[c]);
	}
}

static void
test_fold_escapes(void)
{
	int wrong = 0, divided = 0;

	for (size_t lead = 0; lead < 160; lead++) {
		char value[400];
		const char *at;

		memset(value, 'x', lead);
		snprintf(value + lead, sizeof value - lead, ",;\\\n,;z");
		buf_clear(&out);
		line_put_text(&out, "A", value);
		wrong += lines_wrong(fresh()) != NULL ||
			 strcmp(unfolded(fresh()) + 2 + lead, "\\,\\;\\\\\\n\\,\\;z") != 0;
		at = strstr(fresh(), "\r\n ");
		divided += at != NULL && at[-1] == '\\' && at[-2] != '\\';
	}
	is_int(wrong, 0, "escapes at every offset");
	is_int(divided, 0, "no escape is divided");
}

static void
test_text(void)
{
	static const struct {
		const char *name, *in, *text, *flat;
	} cases[] = {
	    {"plain", "Opening", "Opening", "Opening"},
	    {"empty", "", "", ""},
	    {"RFC 5545 section 3.3.11", "a\\b;c,d\ne", "a\\\\b\\;c\\,d\\ne", "a\\\\b\\;c\\,d e"},
	    {"a colon and quotes stay", "\"a\": b", "\"a\": b", "\"a\": b"},
	    {"a backslash before n", "C:\\new", "C:\\\\new", "C:\\\\new"},
	    {"CR LF is one line end", "a\r\nb", "a\\nb", "a b"},
	    {"CR alone", "a\rb", "a\\nb", "a b"},
	    {"NEL, LS and PS are line ends",
		"a\xc2\x85"
		"b\xe2\x80\xa8"
		"c\xe2\x80\xa9"
		"d",
		"a\\nb\\nc\\nd", "a b c d"},
	    {"tab", "a\tb", "a\tb", "a b"},
	    {"spaces at the ends", "  a \n", "  a", "a"},
	    {"control characters go", "a\x01\x02\x1b[31mb\x7f\x08", "a[31mb", "a[31mb"},
	    {"C1 control characters go",
		"a\xc2\x9b"
		"b",
		"ab", "ab"},
	    {"form feed and vertical tab go",
		"a\x0c"
		"b\x0b"
		"c",
		"abc", "abc"},
	    {"bytes that are not UTF-8", "a\xff\xc3(", "a\xef\xbf\xbd\xef\xbf\xbd(",
		"a\xef\xbf\xbd\xef\xbf\xbd("},
	    {"a cut character", "a\xe2\x82", "a\xef\xbf\xbd\xef\xbf\xbd",
		"a\xef\xbf\xbd\xef\xbf\xbd"},
	    {"a property in disguise", "x\r\nATTENDEE:mailto:a@example.org",
		"x\\nATTENDEE:mailto:a@example.org", "x ATTENDEE:mailto:a@example.org"},
	    {"a fold in disguise", "x\r\n y", "x\\n y", "x  y"},
	    {"Arabic and Hebrew", "\xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7 \xd7\xa9",
		"\xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7 \xd7\xa9",
		"\xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7 \xd7\xa9"},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		char want[200];

		buf_clear(&out);
		line_put_text(&out, "X", cases[i].in);
		snprintf(want, sizeof want, "X:%s\r\n", cases[i].text);
		is_str(fresh(), want, "text: %s", cases[i].name);
		buf_clear(&out);
		line_put_flat(&out, "X", cases[i].in);
		snprintf(want, sizeof want, "X:%s\r\n", cases[i].flat);
		is_str(fresh(), want, "on one line: %s", cases[i].name);
	}
}

static void
test_param(void)
{
	static const struct {
		const char *name, *in, *want;
	} cases[] = {
	    {"a zone is not quoted", "America/Argentina/Buenos_Aires",
		"X;P=America/Argentina/Buenos_Aires:v\r\n"},
	    {"quoted for a colon", "a:b", "X;P=\"a:b\":v\r\n"},
	    {"quoted for a semicolon", "a;b", "X;P=\"a;b\":v\r\n"},
	    {"quoted for a comma", "a,b", "X;P=\"a,b\":v\r\n"},
	    {"RFC 6868 section 3.1", "George Herman \"Babe\" Ruth",
		"X;P=George Herman ^'Babe^' Ruth:v\r\n"},
	    {"RFC 6868: caret and line end", "a^b\nc", "X;P=a^^b^nc:v\r\n"},
	    {"a way out of quotes", "a\":\r\nX-EVIL:1", "X;P=\"a^':^nX-EVIL:1\":v\r\n"},
	    {"control characters go",
		"a\x1b"
		"b\x7f",
		"X;P=ab:v\r\n"},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct line l;

		buf_clear(&out);
		line_begin(&l, &out, "X");
		line_param(&l, "P", cases[i].in);
		line_word(&l, "v");
		line_end(&l);
		is_str(fresh(), cases[i].want, "parameter: %s", cases[i].name);
	}
}

static void
test_uri(void)
{
	static const struct {
		const char *name, *in, *want; /* NULL: not written at all */
	} cases[] = {
	    {"plain", "https://example.org/a?b=c,d;e#f", "X:https://example.org/a?b=c,d;e#f\r\n"},
	    {"not ASCII", "https://example.org/\xc3\xa9", "X:https://example.org/%C3%A9\r\n"},
	    {"space and quotes", "https://example.org/a b\"c\"",
		"X:https://example.org/a%20b%22c%22\r\n"},
	    {"a whole percent-encoding stays", "https://example.org/%c3%A9",
		"X:https://example.org/%c3%A9\r\n"},
	    {"a lone percent sign", "https://example.org/100%", "X:https://example.org/100%25\r\n"},
	    {"every sign that stays", "x:!#$&'()*+,-./0189:;=?@AZ[]_az~",
		"X:x:!#$&'()*+,-./0189:;=?@AZ[]_az~\r\n"},
	    {"every sign that does not", "x: \"%<>\\^`{|}",
		"X:x:%20%22%25%3C%3E%5C%5E%60%7B%7C%7D\r\n"},
	    {"mailto", "mailto:a@example.org", "X:mailto:a@example.org\r\n"},
	    {"CR LF", "https://example.org/\r\nATTENDEE:x", NULL},
	    {"LF", "https://example.org/\nx", NULL},
	    {"NUL's neighbour", "https://example.org/\x01", NULL},
	    {"DEL", "https://example.org/\x7f", NULL},
	    {"LS", "https://example.org/\xe2\x80\xa8", NULL},
	    {"tab", "https://example.org/\t", NULL},
	    {"not UTF-8", "https://example.org/\xff", NULL},
	    {"no scheme", "example.org/a", NULL},
	    {"no scheme but a colon", "/a:b", NULL},
	    {"only a scheme", "https:", NULL},
	    {"empty", "", NULL},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		buf_clear(&out);
		line_put_uri(&out, "X", cases[i].in, false);
		is_str(fresh(), cases[i].want ? cases[i].want : "", "URI: %s", cases[i].name);
	}
	buf_clear(&out);
	line_put_uri(&out, "SOURCE", "https://example.org/a.ics", true);
	is_str(fresh(), "SOURCE;VALUE=URI:https://example.org/a.ics\r\n", "URI said to be one");
}

static void
test_values(void)
{
	struct line l;

	buf_clear(&out);
	line_begin(&l, &out, "X");
	line_date(&l, (struct date){2023, 6, 4});
	line_local(&l, (struct civil){{2023, 6, 14}, 9 * 60 + 5});
	line_utc(&l, 1686727800); /* date -u -d @1686727800 */
	line_utc(&l, -1);
	line_int(&l, 12);
	line_offset(&l, 7200);
	line_offset(&l, -12600);
	line_offset(&l, 0);
	line_offset(&l, 20700);
	line_text_flat(&l, "Policy, Advocacy");
	line_text_flat(&l, "talk");
	line_end(&l);
	ok(lines_wrong(fresh()) == NULL, "a list of values is folded");
	is_str(unfolded(fresh()),
	    "X:20230604,20230614T090500,20230614T073000Z,19691231T235959Z,12,+0200,-0330,+0000,"
	    "+0545,Policy\\, Advocacy,talk",
	    "values of each type, the first after a colon, the others after commas");
}

static void
test_geo(void)
{
	static const struct {
		double latitude, longitude;
		const char *want;
	} cases[] = {
	    {52.52, 13.4, "GEO:52.520000;13.400000\r\n"},
	    {-33.8688, 151.2093, "GEO:-33.868800;151.209300\r\n"},
	    {-0.5, -0.000001, "GEO:-0.500000;-0.000001\r\n"},
	    {0, -180, "GEO:0.000000;-180.000000\r\n"},
	    {0.0000004, -0.0000004, "GEO:0.000000;0.000000\r\n"},
	};
	struct line l;

	setlocale(LC_ALL, "de_DE.UTF-8");
	for (size_t i = 0; i < COUNT(cases); i++) {
		buf_clear(&out);
		line_begin(&l, &out, "GEO");
		line_geo(&l, cases[i].latitude, cases[i].longitude);
		line_end(&l);
		is_str(fresh(), cases[i].want, "a point: %zu", i);
	}
	buf_clear(&out);
	line_begin(&l, &out, "X");
	line_param_word(&l, "FEATURE", "AUDIO,VIDEO");
	line_geo_uri(&l, -0.5, 13.4);
	line_end(&l);
	is_str(fresh(), "X;FEATURE=AUDIO,VIDEO:geo:-0.500000,13.400000\r\n",
	    "a point as a URI, after a parameter as it is");
	setlocale(LC_ALL, "C");
}

/* Pseudo-random bytes through every function: nothing but folded lines comes out. */
static void
test_noise(void)
{
	unsigned state = 1;
	int wrong = 0;

	for (int round = 0; round < 3000; round++) {
		char s[200];
		size_t n = 0;
		struct line l;

		for (int i = 0; i < 180; i++) {
			state = state * 1103515245u + 12345u;
			s[n] = (char)(state >> 16 & (round % 3 == 0 ? 0xff : 0x3f));
			n += s[n] != '\0';
		}
		s[n] = '\0';
		buf_clear(&out);
		line_begin(&l, &out, "X");
		line_param(&l, "P", s);
		line_text(&l, s);
		line_text_flat(&l, s);
		line_uri(&l, s);
		line_end(&l);
		line_put_uri(&out, "Y", s, false);
		wrong += lines_wrong(fresh()) != NULL;
	}
	is_int(wrong, 0, "noise through every function leaves whole, folded lines");
}

static void
test_full(void)
{
	struct buf small;
	char value[200];

	memset(value, 'x', sizeof value - 1);
	value[sizeof value - 1] = '\0';
	buf_init(&small, 100);
	line_put_text(&small, "X", value);
	line_put_text(&small, "X", value);
	ok(small.failed, "a full buffer says so");
	ok(small.n <= 100, "and holds no more than its maximum");
	buf_free(&small);
}

int
main(void)
{
	buf_init(&out, 1 << 20);
	test_fold_lengths();
	test_fold_characters();
	test_fold_escapes();
	test_text();
	test_param();
	test_uri();
	test_values();
	test_geo();
	test_noise();
	test_full();
	buf_free(&out);
	return tap_done();
}
