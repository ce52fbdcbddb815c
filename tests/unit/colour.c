/* SPDX-License-Identifier: ISC */
#include "core/colour.h"
#include "tests/lib/tap.h"

#include <stdio.h>

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

/* Of the W3C's own tables and examples: Understanding SC 1.4.3, technique G18, and F24's greys. */
static void
test_contrast(void)
{
	static const struct {
		uint32_t a, b;
		const char *want;
	} cases[] = {
	    {0x000000, 0xffffff, "21.00"},
	    {0xffffff, 0x000000, "21.00"},
	    {0x123456, 0x123456, "1.00"},
	    {0x767676, 0xffffff, "4.54"},
	    {0x777777, 0xffffff, "4.48"},
	    {0x949494, 0xffffff, "3.03"},
	    {0xff0000, 0xffffff, "4.00"},
	    {0x00ff00, 0xffffff, "1.37"},
	    {0x0000ff, 0xffffff, "8.59"},
	    {0x0000ff, 0x000000, "2.44"},
	};
	char got[20];

	for (size_t i = 0; i < COUNT(cases); i++) {
		snprintf(got, sizeof got, "%.2f", colour_contrast(cases[i].a, cases[i].b));
		is_str(got, cases[i].want, "contrast of #%06x on #%06x", cases[i].a, cases[i].b);
	}
}

/* Every name of CSS and the corners of the cube, on grounds from white to black. */
static void
test_readable(void)
{
	static const uint32_t grounds[] = {
	    0xffffff, 0xf4f1ea, 0x808080, 0x777777, 0x14171a, 0x000000};
	double least = 21;
	size_t moved = 0;

	is_int(
	    colour_readable(0x0a5a6b, 0xffffff, 4.5), 0x0a5a6b, "a readable colour stays as it is");
	for (size_t g = 0; g < COUNT(grounds); g++)
		for (size_t i = 0; colour_names[i] != NULL; i++) {
			uint32_t c = (uint32_t)colour_rgb(colour_names[i]);
			double was = colour_contrast(c, grounds[g]);
			uint32_t mended = colour_readable(c, grounds[g], COLOUR_CONTRAST_TEXT);
			double is = colour_contrast(mended, grounds[g]);

			moved += was >= COLOUR_CONTRAST_TEXT && mended != c;
			least = is < least ? is : least;
		}
	is_int(moved, 0, "what can be read is left alone");
	ok(least >= COLOUR_CONTRAST_TEXT, "the least contrast of all is %.3f", least);
}

static void
test_tracks(void)
{
	struct track tracks[14] = {{.id = "asked", .colour = "teal"}};
	struct event ev = {.tracks = tracks, .ntracks = COUNT(tracks)};
	struct track gone = {.id = "gone"};
	char ids[14][16];
	size_t same = 0;

	for (int i = 1; i < 14; i++) {
		snprintf(ids[i], sizeof ids[i], "t%d", i);
		tracks[i].id = ids[i];
	}
	is_int(colour_of_track(&ev, &tracks[0]), 0x008080, "a track has the colour it asks for");
	for (int i = 1; i < 13; i++)
		for (int k = 1; k < i; k++)
			same +=
			    colour_of_track(&ev, &tracks[i]) == colour_of_track(&ev, &tracks[k]);
	for (size_t i = 0; i < COUNT(tracks); i++)
		is_int(colour_of_track_at(&ev, i), colour_of_track(&ev, &tracks[i]),
		    "by its place, too: %zu", i);
	is_int(same, 0, "twelve tracks that ask for none have twelve colours");
	is_int(colour_of_track(&ev, &tracks[13]), colour_of_track(&ev, &tracks[1]),
	    "the thirteenth begins again");
	ok(colour_of_track(&ev, &gone) != 0, "a track that its event no longer has is coloured");
}

int
main(void)
{
	test_nearest();
	test_names();
	test_contrast();
	test_readable();
	test_tracks();
	return tap_done();
}
