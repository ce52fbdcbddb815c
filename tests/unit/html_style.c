/* SPDX-License-Identifier: ISC */
#include "html/html_style.h"

#include "core/colour.h"
#include "tests/lib/tap.h"
#include "tests/unit/html_samples.h"

#include <stdlib.h>

enum { ARENA_MAX = 16 * 1024 * 1024, STYLE_MAX = 64 * 1024, SHEET_MAX = 8192 };

/* A value of the base sheet by its name there, as "--h:" for --shade, the `n`th time that it is
 * said. */
static uint32_t
value_in_sheet(const char *name, int n)
{
	const char *at = html_style;

	for (; n > 0 && at != NULL; n--)
		at = strstr(at + 1, name);
	if (at == NULL)
		return 0;
	return (uint32_t)strtoul(at + strlen(name) + 1, NULL, 16);
}

/* Each colour of the site in light and in dark, on both grounds of the sheet. */
static void
test_contrast(void)
{
	struct arena *a = arena_new(ARENA_MAX);
	const char *at;
	double least = 21;
	size_t n = 0;
	struct buf b;

	buf_init(&b, STYLE_MAX);
	is_int(html_style_write(&b, sample_site(a)), 0, "it is written");
	at = strstr(buf_str(&b), ".k0{");
	for (; at != NULL; at = strstr(at, ".k"), n++) {
		const char *c = strstr(at, "--c:#"), *d = strstr(at, "--d:#");
		uint32_t light = (uint32_t)strtoul(c + 5, NULL, 16);
		uint32_t dark = (uint32_t)strtoul(d + 5, NULL, 16);
		double found[] = {colour_contrast(light, value_in_sheet("--b:", 1)),
		    colour_contrast(light, value_in_sheet("--h:", 1)),
		    colour_contrast(dark, value_in_sheet("--b:", 2)),
		    colour_contrast(dark, value_in_sheet("--h:", 2))};

		for (int i = 0; i < 4; i++)
			least = found[i] < least ? found[i] : least;
		at = d;
	}
	is_int(n, 4, "each colour has a class");
	ok(least >= COLOUR_CONTRAST_TEXT, "the least contrast of theirs is %.2f", least);
	buf_free(&b);
	arena_free(a);
}

static void
test_accent(void)
{
	static const struct {
		const char *colour, *light, *dark; /* NULL: as it was asked for */
	} cases[] = {
	    {"#0a5a6b", "#0a5a6b", NULL}, {"gold", NULL, "#ffd700"}, {"#ff8800", NULL, "#ff8800"}};
	struct arena *a = arena_new(ARENA_MAX);
	struct site *s = sample_site(a);

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *light, *dark;
		struct buf b;

		buf_init(&b, STYLE_MAX);
		s->look.colour = cases[i].colour;
		html_style_write(&b, s);
		light = strstr(buf_str(&b) + html_style_size, "--a:") + 4;
		dark = strstr(light, "--a:") + 4;
		ok(colour_contrast((uint32_t)strtoul(light + 1, NULL, 16), COLOUR_LIGHT) >=
			    COLOUR_CONTRAST_TEXT &&
			colour_contrast((uint32_t)strtoul(dark + 1, NULL, 16), COLOUR_DARK) >=
			    COLOUR_CONTRAST_TEXT,
		    "'%s' can be read in light and in dark", cases[i].colour);
		if (cases[i].light != NULL)
			ok(strncmp(light, cases[i].light, 7) == 0, "'%s' in light",
			    cases[i].colour);
		if (cases[i].dark != NULL)
			ok(strncmp(dark, cases[i].dark, 7) == 0, "'%s' in dark", cases[i].colour);
		buf_free(&b);
	}
	s->look.colour = NULL;
	arena_free(a);
}

/* What is written beside the sheet in C is what it says. */
static void
test_grounds(void)
{
	is_int(value_in_sheet("--h:", 1), COLOUR_LIGHT, "the ground in light");
	is_int(value_in_sheet("--h:", 2), COLOUR_DARK, "the ground in dark");
	for (int i = 1; i <= 2; i++) {
		static const char *const texts[] = {"--i:", "--o:", "--a:", "--n:"};

		for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
			double c =
			    colour_contrast(value_in_sheet(texts[k], i), value_in_sheet("--h:", i));

			ok(c >= COLOUR_CONTRAST_TEXT, "%s in %s: %.2f", texts[k],
			    i == 1 ? "light" : "dark", c);
		}
	}
}

static void
test_many(void)
{
	struct arena *a = arena_new(ARENA_MAX);
	struct site *s = sample_site(a);
	struct event *ev = s->events[0];
	struct html_colours c;

	for (int i = 0; i < 200; i++) {
		struct track *tr = arena_push(a, &ev->tracks, &ev->ntracks, sizeof *tr);

		tr->id = "x";
		tr->colour = arena_printf(a, "#0000%02x", i);
	}
	html_colours_of(&c, s);
	is_int(c.n, HTML_COLOURS_MAX, "colours end at the ceiling");
	is_int(html_colour_class(&c, "#000050"), HTML_COLOURS_MAX - 1,
	    "what is beyond it becomes the nearest");
	is_int(html_colour_class(&c, "no"), -1, "what is none has no class");
	is_int(html_colour_class(&c, NULL), -1, "nothing has no class");
	html_colours_of(&c, NULL);
	is_int(html_colour_class(&c, "#000000"), -1, "no site has no class");
	arena_free(a);
}

/* As many choices, colours and shades of its own as a site can have. */
static void
test_largest(void)
{
	struct arena *a = arena_new(ARENA_MAX);
	struct site *s = sample_site(a);
	struct event *ev = s->events[0];
	struct buf b;

	ev->ntracks = 0;
	for (int i = 0; i < GRID_CHOICES_MAX; i++) {
		struct track *tr = arena_push(a, &ev->tracks, &ev->ntracks, sizeof *tr);

		tr->id = arena_printf(a, "t%d", i);
		tr->colour = arena_printf(a, "#%02x%02x40", 15 * i, 255 - 15 * i);
	}
	s->look.colour = "#ffee00";
	buf_init(&b, STYLE_MAX);
	is_int(html_style_write(&b, s), 0, "a sheet with all that it can have");
	ok(strstr(buf_str(&b), "#f15:checked") != NULL && strstr(buf_str(&b), ".k11{") != NULL,
	    "the last choice and the last colour are there");
	ok(b.n <= SHEET_MAX, "it has %zu bytes", b.n);
	buf_free(&b);
	arena_free(a);
}

int
main(void)
{
	struct buf b;

	test_contrast();
	test_accent();
	test_grounds();
	test_many();
	test_largest();
	ok(html_style_size <= SHEET_MAX, "the style sheet has %zu bytes", html_style_size);
	is_int(strlen(html_style), html_style_size, "the style sheet is text");
	buf_init(&b, 100);
	is_int(html_style_write(&b, NULL), -1, "a sheet larger than its buffer is refused");
	buf_free(&b);
	return tap_done();
}
