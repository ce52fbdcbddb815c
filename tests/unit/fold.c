/* SPDX-License-Identifier: ISC */
#include "core/fold.h"

#include "tests/lib/tap.h"

#include <string.h>

static void
test_folds(void)
{
	static const struct {
		const char *name, *text, *folded;
	} cases[] = {
	    {"capitals", "Hello WORLD", "hello world"},
	    {"accents", "Déjà vu, façade, naïve", "deja vu facade naive"},
	    {"accents of their own", "cafe\xcc\x81 n\xcc\x83", "cafe n"},
	    {"letters that are two", "Straße Ærø œuvre Þór", "strasse aero oeuvre thor"},
	    {"letters with strokes", "Łódź Đorđe Øresund", "lodz dorde oresund"},
	    {"Turkish", "Iİıi ŞĞ", "iiii sg"},
	    {"Vietnamese", "Hội nghị Đà Nẵng", "hoi nghi da nang"},
	    {"Romanian", "Țăran", "taran"},
	    {"Greek and Cyrillic", "ΑΒΓ МОСКВА", "αβγ москва"},
	    {"Greek accents and the last sigma", "Άνθρωπος Ελλάδα ΐ", "ανθρωποσ ελλαδα ι"},
	    {"Russian e with dots, and not the other i", "Ёлка её йод", "елка ее йод"},
	    {"Arabic vowels", "الحِكَايَةُ", "الحكايه"},
	    {"Arabic alef", "أحمد إحمد آحمد ٱحمد", "احمد احمد احمد احمد"},
	    {"Arabic stretch", "ســلام", "سلام"},
	    {"Arabic hamza and yeh", "مؤتمر رئيس على", "موتمر رييس علي"},
	    {"Persian letters", "کی", "كي"},
	    {"Arabic digits", "١٢٣ ۴۵", "123 45"},
	    {"Hebrew points", "שָׁלוֹם", "שלום"},
	    {"Chinese", "第三届", "第 三 届 "},
	    {"Chinese beside Latin", "Web標準2030", "web 標 準 2030"},
	    {"Japanese", "東京タワー", "東 京 タ ワ ー "},
	    {"Thai with its signs", "ใหญ่", "ใ ห ญ ่ "},
	    {"Korean", "국제", "국 제 "},
	    {"Hindi as it is", "हिन्दी", "हिन्दी"},
	    {"full width", "Ａｂ１！", "ab1 "},
	    {"signs", "a-b_c*d\"e'f", "a b c d e f"},
	    {"blanks of all kinds",
		"a\tb\nc\xc2\xa0"
		"d\xe2\x80\x89"
		"e",
		"a b c d e"},
	    {"quotes and dashes", "«a» “b” – c…", "a b c "},
	    {"a soft hyphen",
		"co\xc2\xad"
		"op",
		"coop"},
	    {"joiners",
		"a\xe2\x80\x8d"
		"b\xe2\x80\x8c"
		"c",
		"abc"},
	    {"bidi signs",
		"\xe2\x80\x8f"
		"ab\xe2\x81\xa6",
		"ab"},
	    {"private use",
		"a\xee\x80\x80"
		"b",
		"a b"},
	    {"what is not UTF-8",
		"a\xff"
		"b\xc3",
		"a b "},
	    {"nothing", "", ""},
	    {"signs alone", "?!", ""},
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct buf b;

		buf_init(&b, 256);
		fold_put(&b, cases[i].text, strlen(cases[i].text));
		is_str(buf_str(&b), cases[i].folded, "%s", cases[i].name);
		buf_free(&b);
	}
}

/* Folded again nothing changes, and nothing is longer than four times what it was. */
static void
test_again(void)
{
	static const struct {
		uint32_t first, last;
	} blocks[] = {{1, 0x7f}, {0x80, 0x7ff}, {0x800, 0xd7ff}, {0xe000, 0xffff},
	    {0x1f000, 0x1f0ff}, {0x20000, 0x200ff}};
	int wrong = 0;

	for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++)
		for (uint32_t cp = blocks[i].first; cp <= blocks[i].last; cp++) {
			char s[5] = {0};
			struct buf once, twice;
			size_t n = 0;

			if (cp >= 0x10000)
				s[n++] = (char)(0xf0 | cp >> 18);
			if (cp >= 0x800)
				s[n++] = (char)(cp >= 0x10000 ? 0x80 | ((cp >> 12) & 0x3f)
							      : 0xe0 | cp >> 12);
			if (cp >= 0x80) {
				s[n] = (char)(cp >= 0x800 ? 0x80 | ((cp >> 6) & 0x3f)
							  : 0xc0 | cp >> 6);
				n++;
				s[n++] = (char)(0x80 | (cp & 0x3f));
			} else {
				s[n++] = (char)cp;
			}
			buf_init(&once, 64);
			buf_init(&twice, 64);
			fold_put(&once, s, n);
			fold_put(&twice, buf_str(&once), once.n);
			wrong += strcmp(buf_str(&once), buf_str(&twice)) != 0 || once.n > 4 * n ||
				 strpbrk(buf_str(&once), "\"*()^") != NULL;
			buf_free(&once);
			buf_free(&twice);
		}
	is_int(wrong, 0, "every character: once is enough, it is not long, and no sign is left");
}

int
main(void)
{
	test_folds();
	test_again();
	return tap_done();
}
