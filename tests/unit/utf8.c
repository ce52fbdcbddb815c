/* SPDX-License-Identifier: ISC */
/* RFC 3629: the first and last character of each length, and what is none. */
#include "core/utf8.h"
#include "tests/lib/tap.h"

static const struct {
	const char *name, *bytes;
	size_t length; /* of the first character; 0: none */
	uint32_t cp;
} cases[] = {
    {"the last of one byte", "\x7f", 1, 0x7f},
    {"the first of two", "\xc2\x80", 2, 0x80},
    {"the last of two", "\xdf\xbf", 2, 0x7ff},
    {"the first of three", "\xe0\xa0\x80", 3, 0x800},
    {"before the surrogates", "\xed\x9f\xbf", 3, 0xd7ff},
    {"after the surrogates", "\xee\x80\x80", 3, 0xe000},
    {"the last of three", "\xef\xbf\xbf", 3, 0xffff},
    {"the first of four", "\xf0\x90\x80\x80", 4, 0x10000},
    {"the last of all", "\xf4\x8f\xbf\xbf", 4, 0x10ffff},
    {"one more than all", "\xf4\x90\x80\x80", 0, 0},
    {"a surrogate", "\xed\xa0\x80", 0, 0},
    {"overlong, two bytes", "\xc0\x80", 0, 0},
    {"overlong, two bytes, the last", "\xc1\xbf", 0, 0},
    {"overlong, three bytes", "\xe0\x9f\xbf", 0, 0},
    {"overlong, four bytes", "\xf0\x8f\xbf\xbf", 0, 0},
    {"a byte that only continues", "\x80", 0, 0},
    {"cut short", "\xe2\x82", 0, 0},
    {"not continued", "\xe2\x82x", 0, 0},
    {"a byte that nothing begins with", "\xff", 0, 0},
};

static void
test_decode(void)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t n = strlen(cases[i].bytes);
		uint32_t cp = 0;

		is_int(utf8_decode(cases[i].bytes, n, &cp), cases[i].length, "%s", cases[i].name);
		if (cases[i].length > 0)
			is_int(cp, cases[i].cp, "%s: code point", cases[i].name);
		is_int(utf8_check(cases[i].bytes, n), cases[i].length > 0 ? n : 0, "%s: check",
		    cases[i].name);
	}
	is_int(utf8_check("ok\xff", 3), 2, "check tells where");
}

/* Each byte in each place of what is looked at eight bytes at a time. */
static void
test_printable(void)
{
	char s[20];
	size_t wrong = 0;

	for (int byte = 0; byte < 256; byte++)
		for (size_t at = 0; at < sizeof s; at++) {
			bool is_printable = byte >= ' ' && byte < 0x7f;

			memset(s, '~', sizeof s);
			s[at] = (char)byte;
			wrong += utf8_printable(s, sizeof s) != (is_printable ? sizeof s : at);
		}
	is_int(wrong, 0, "printable ASCII and nothing else");
	is_int(utf8_printable("abc\xff", 3), 3, "no further than told");
}

static void
test_width(void)
{
	is_int(utf8_width(""), 0, "nothing is no column wide");
	is_int(utf8_width("Malaga"), 6, "a letter is one");
	is_int(utf8_width("Ma\xcc\x81laga"), 6, "a combining mark none");
	is_int(utf8_width("\xe4\xbc\x9a\xe8\xad\xb0"), 4, "an ideograph two");
}

int
main(void)
{
	test_decode();
	test_printable();
	test_width();
	return tap_done();
}
