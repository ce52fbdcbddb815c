/* SPDX-License-Identifier: ISC */
#include "core/finding.h"
#include "tests/lib/tap.h"

#define TEN    "abcdefghij"
#define SIXTY4 TEN TEN TEN TEN TEN TEN "abcd"

static const char *const known[] = {"title", "timezone", "track", "tracks", "room", "rooms", "at",
    "for", "people", "interpretation", "languages", "at2", SIXTY4, SIXTY4 "e"};

int
main(void)
{
	static const struct {
		const char *word, *want, *name;
	} cases[] = {
	    {"titel", "title", "two letters swapped"},
	    {"tilte", "title", "two letters swapped in the middle"},
	    {"titl", "title", "a letter missing"},
	    {"titlee", "title", "a letter too many"},
	    {"tible", "title", "another letter"},
	    {"tibel", NULL, "two changes of five letters are too many"},
	    {"TITLE", "title", "only the case differs"},
	    {"title", "title", "the word itself"},
	    {"time-zone", "timezone", "a hyphen put in"},
	    {"tmezoen", "timezone", "two changes of seven letters"},
	    {"interpretaton", "interpretation", "a long word"},
	    {"interprettaoin", "interpretation", "a long word with two slips"},
	    {"intrprttn", NULL, "five letters missing of a long word"},
	    {"trakc", "track", "the nearer of two"},
	    {"trac", "track", "near one of two"},
	    {"roosm", "room", "a swap is one change, and so is a letter less: the first"},
	    {"peple", "people", "a letter missing inside"},
	    {"ta", "at", "two letters, one swap"},
	    {"x", NULL, "one letter is near nothing that shares none"},
	    {"a", "at", "the first of those equally near"},
	    {"", NULL, "the empty word"},
	    {"zebra", NULL, "nothing near"},
	    {SIXTY4, SIXTY4, "64 bytes are compared"},
	    {SIXTY4 "e", NULL, "65 bytes are not"},
	    {"\xc3\xa9t\xc3\xa9", NULL, "bytes over 127"},
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		is_str(suggest(cases[i].word, known, sizeof known / sizeof known[0]), cases[i].want,
		    "%s: '%s'", cases[i].name, cases[i].word);
	ok(suggest("title", known, 0) == NULL, "no candidates");
	return tap_done();
}
