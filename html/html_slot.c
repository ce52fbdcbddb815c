/* SPDX-License-Identifier: ISC */
/* Lines of an agenda. */
#include "core/html_escape.h"
#include "core/tz.h"
#include "core/utf8.h"
#include "html/html_write.h"

#include <string.h>
#include <strings.h>

enum { HOURS_WIDTH = 13 }; /* "09:30–11:00" and a little */
enum { COLOURS = 8 };      /* c0 to c7 in style.css, by hue: see colour_of_hue */

/* ---- colours: the sheet has eight; what an agenda says becomes the nearest ---- */

/* FNV-1a, so that a track has one colour on all pages without a table of tracks. */
static int
colour_of_name(const char *s)
{
	uint32_t sum = 2166136261u;

	for (; *s != '\0'; s++)
		sum = (sum ^ (unsigned char)*s) * 16777619u;
	return (int)((sum ^ sum >> 16) % COLOURS);
}

static int
colour_of_hue(int degrees)
{
	/* Where each colour begins: red, orange, yellow, green, teal, blue, violet, pink. */
	static const int from[COLOURS] = {0, 18, 42, 72, 155, 200, 250, 290};
	int c = 0;

	if (degrees >= 340)
		return 0;
	for (int i = 0; i < COLOURS; i++)
		if (degrees >= from[i])
			c = i;
	return c;
}

static int
colour_of_rgb(int r, int g, int b)
{
	int max = r > g ? (r > b ? r : b) : g > b ? g : b;
	int min = r < g ? (r < b ? r : b) : g < b ? g : b;
	int d = max - min;

	if (d == 0)
		return 5;
	if (max == r)
		return colour_of_hue((60 * (g - b) / d + 360) % 360);
	if (max == g)
		return colour_of_hue(60 * (b - r) / d + 120);
	return colour_of_hue(60 * (r - g) / d + 240);
}

/* The colour that `#rrggbb` or a plain CSS name asks for, or -1. */
static int
colour_asked(const char *s)
{
	static const char *const names[COLOURS][4] = {{"red", "crimson", "firebrick", "maroon"},
	    {"orange", "darkorange", "chocolate", "brown"},
	    {"yellow", "gold", "goldenrod", "olive"}, {"green", "lime", "seagreen", "forestgreen"},
	    {"teal", "cyan", "aqua", "turquoise"}, {"blue", "navy", "royalblue", "steelblue"},
	    {"purple", "violet", "indigo", "slateblue"}, {"pink", "magenta", "fuchsia", "hotpink"}};
	unsigned v = 0;

	if (*s == '#') {
		const char *digits = "0123456789abcdefABCDEF", *p = s + 1;

		if (strlen(p) != 6 || strspn(p, digits) != 6)
			return -1;
		for (; *p != '\0'; p++) {
			unsigned i = (unsigned)(strchr(digits, *p) - digits);

			v = v << 4 | (i > 15 ? i - 6 : i);
		}
		return colour_of_rgb((int)(v >> 16), (int)(v >> 8 & 255), (int)(v & 255));
	}
	for (int c = 0; c < COLOURS; c++)
		for (int i = 0; i < 4; i++)
			if (strcasecmp(names[c][i], s) == 0)
				return c;
	return -1;
}

/* The colour of a slot, 0 to 7, or -1. */
static int
colour_of(const struct page_slot *slot)
{
	int c = slot->colour != NULL ? colour_asked(slot->colour) : -1;

	if (c < 0 && html_is_set(slot->track_id))
		c = colour_of_name(slot->track_id);
	return c;
}

void
html_slot_classes(struct html *h, const struct page_slot *slot)
{
	static const char *const marks[] = {[SLOT_NORMAL] = "",
	    [SLOT_CANCELLED] = " cancelled",
	    [SLOT_POSTPONED] = " postponed",
	    [SLOT_TENTATIVE] = " tentative",
	    [SLOT_MOVED] = " moved"};
	int c = colour_of(slot);

	if (c >= 0)
		buf_printf(h->out, " c%d", c);
	if (slot->is_break)
		buf_puts(h->out, " break");
	if (slot->is_joint)
		buf_puts(h->out, " joint");
	buf_puts(h->out, marks[slot->mark]);
}

/* ---- times ---- */

static void
put_time(struct html *h, int64_t at, int32_t offset, const char *s)
{
	char instant[26];

	tz_format_rfc3339(at, offset, instant);
	buf_printf(h->out, "<time datetime=\"%s\">", instant);
	html_text(h->out, s);
	buf_puts(h->out, "</time>");
}

void
html_slot_times(struct html *h, const struct page_slot *slot)
{
	static const char dash[] = "\xe2\x80\x93"; /* U+2013 */
	const char *to = slot->time != NULL ? strstr(slot->time, dash) : NULL;

	if (slot->start == 0) {
		html_text(h->out, slot->time);
		return;
	}
	if (to == NULL || slot->end <= slot->start || strstr(to + 3, dash)) {
		put_time(h, slot->start, slot->offset, slot->time);
		return;
	}
	put_time(h, slot->start, slot->offset,
	    arena_strndup(h->scratch, slot->time, (size_t)(to - slot->time)));
	buf_puts(h->out, "<span class=\"end\">");
	buf_puts(h->out, dash);
	put_time(h, slot->end, slot->offset, to + 3);
	buf_puts(h->out, "</span>");
}

/* ---- titles and lines ---- */

void
html_slot_title(struct html *h, const struct page_slot *slot)
{
	bool off = slot->mark == SLOT_CANCELLED, began;

	if (off)
		buf_puts(h->out, "<s>");
	began = html_link_begin(h, &slot->target);
	html_bdi(h, slot->title, slot->lang);
	html_link_end(h, began);
	if (off)
		buf_puts(h->out, "</s>");
	if (html_is_set(slot->mark_note)) {
		buf_puts(h->out, " <strong class=\"mark\">");
		html_text(h->out, slot->mark_note);
		buf_puts(h->out, "</strong>");
	}
}

/* One paragraph of up to two parts, "Main hall · Policy"; none when both are empty. */
static void
put_parts(struct html *h, const char *class, const char *first, const char *second)
{
	bool one = html_is_set(first), two = html_is_set(second);

	if (!one && !two)
		return;
	buf_printf(h->out, "<p class=\"%s\">", class);
	if (one)
		html_bdi(h, first, NULL);
	if (one && two)
		buf_puts(h->out, " \xc2\xb7 ");
	if (two)
		html_bdi(h, second, NULL);
	buf_puts(h->out, "</p>\n");
}

static void
put_line(struct html *h, const struct page_slot *slot, bool timed)
{
	struct buf *b = h->out;

	buf_puts(b, "<li class=\"slot");
	html_slot_classes(h, slot);
	buf_puts(b, "\">\n");
	if (timed) {
		buf_puts(b, "<p class=\"when\">");
		html_slot_times(h, slot);
		if (html_is_set(slot->there)) {
			buf_puts(b, " <span class=\"there\">");
			html_text(b, slot->there);
			buf_puts(b, "</span>");
		}
		buf_puts(b, "</p>\n");
	}
	buf_puts(b, "<div class=\"what\">\n<p class=\"title\">");
	html_slot_title(h, slot);
	buf_puts(b, "</p>\n");
	put_parts(h, "who", slot->people, NULL);
	put_parts(h, "meta", slot->rooms, slot->tracks);
	buf_puts(b, "</div>\n</li>\n");
}

struct looks {
	bool timed;  /* some line says when */
	bool dated;  /* more than the hours: "14–15 June 2031" */
	bool tracks; /* some line has a colour */
};

static struct looks
looks_of(const struct page *p, size_t from, size_t to)
{
	struct looks l = {0};

	for (size_t i = from; i < to; i++) {
		const struct page_slot *slot = p->blocks[i].slot;
		bool timed = html_is_set(slot->time);

		if (timed || html_is_set(slot->there))
			l.timed = true;
		if (timed && (slot->start == 0 || utf8_width(slot->time) > HOURS_WIDTH))
			l.dated = true;
		if (colour_of(slot) >= 0)
			l.tracks = true;
	}
	return l;
}

size_t
html_agenda(struct html *h, size_t i)
{
	const struct page *p = h->page;
	size_t end = i;
	struct looks l;

	while (end < p->nblocks && p->blocks[end].kind == BLOCK_SLOT)
		end++;
	l = looks_of(p, i, end);
	buf_printf(h->out, "<ol class=\"agenda%s%s\">\n",
	    l.dated   ? " dated"
	    : l.timed ? ""
		      : " untimed",
	    l.tracks ? "" : " plain");
	for (; i < end; i++)
		put_line(h, p->blocks[i].slot, l.timed);
	buf_puts(h->out, "</ol>\n");
	return end;
}
