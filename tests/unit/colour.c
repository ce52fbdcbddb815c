/* SPDX-License-Identifier: ISC */
#include "core/colour.h"
#include "tests/lib/tap.h"

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static void
test_nearest(void)
{
	static const struct {
		const char *colour, *want;
	} cases[] = {
	    {"teal", "teal"},
	    {"grey", "grey"},
	    {"gray", "gray"},
	    {"fuchsia", "fuchsia"},
	    {"#000000", "black"},
	    {"#ffffff", "white"},
	    {"#fffffe", "white"},
	    {"#008080", "teal"},
	    {"#ff0000", "red"},
	    {"#fe0101", "red"},
	    {"#4682b4", "steelblue"},
	    {"#1a6f5c", "seagreen"},
	    {"#b22222", "firebrick"},
	    {"#ffd700", "gold"},
	    {"#e7298a", "deeppink"},
	    {"rebeccapurple", "darkslateblue"},
	    {"#663399", "darkslateblue"},
	    {"", NULL},
	    {"#12345", NULL},
	    {"#1234567", NULL},
	    {"#12345g", NULL},
	    {"tealish", NULL},
	    {"teal\r\nX:1", NULL},
	};

	for (size_t i = 0; i < COUNT(cases); i++)
		is_str(colour_css3(cases[i].colour), cases[i].want, "'%s'", cases[i].colour);
}

static void
test_names(void)
{
	size_t n = 0, own = 0;

	for (; colour_names[n] != NULL; n++)
		own += strcmp(colour_css3(colour_names[n]), colour_names[n]) == 0;
	is_int(n, 148, "CSS has 148 names");
	is_int(own, 147, "147 of them are level 3's, each the nearest to itself");
}

int
main(void)
{
	test_nearest();
	test_names();
	return tap_done();
}
