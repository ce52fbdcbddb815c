/* SPDX-License-Identifier: ISC */
/* Lines of an agenda. */
#include "core/html_escape.h"
#include "core/tz.h"
#include "core/utf8.h"
#include "html/html_write.h"

#include <string.h>

enum { HOURS_WIDTH = 13 }; /* "09:30–11:00" and a little */

void
html_slot_colour(struct html *h, const struct page_slot *slot)
{
	int c = html_colour_class(&h->colours, slot->colour);

	if (c >= 0)
		buf_printf(h->out, " k%d", c);
}

void
html_slot_marks(struct html *h, const struct page_slot *slot)
{
	static const char *const marks[] = {[SLOT_NORMAL] = "",
	    [SLOT_CANCELLED] = " cancelled",
	    [SLOT_POSTPONED] = " postponed",
	    [SLOT_TENTATIVE] = " tentative",
	    [SLOT_MOVED] = " moved"};

	if (slot->is_break)
		buf_puts(h->out, " break");
	if (slot->is_joint)
		buf_puts(h->out, " joint");
	buf_puts(h->out, marks[slot->mark]);
}

/* ---- times ---- */

/* Without the seconds, which no agenda has. */
static void
put_time(struct html *h, int64_t at, int32_t offset, const char *s)
{
	char instant[26];

	tz_format_rfc3339(at, offset, instant);
	buf_printf(h->out, "<time datetime=\"%.16s%s\">", instant, instant + 19);
	html_text(h->out, s);
	buf_puts(h->out, "</time>");
}

/* "09:30": what HTML itself reads as a time (valid time string). */
static bool
is_clock(const char *s)
{
	return strlen(s) == 5 && strspn(s, "0123456789:") == 5 && s[2] == ':';
}

static const char dash[] = "\xe2\x80\x93"; /* U+2013 */

/* Writes all up to the dash of "09:30–11:00" and returns what is after it; NULL when it has none,
 * and all is written. */
static const char *
put_start(struct html *h, const struct page_slot *slot)
{
	const char *to = slot->time != NULL ? strstr(slot->time, dash) : NULL;

	if (slot->start == 0) {
		html_text(h->out, slot->time);
		return NULL;
	}
	if (to == NULL || slot->end <= slot->start || strstr(to + 3, dash)) {
		put_time(h, slot->start, slot->offset, slot->time);
		return NULL;
	}
	put_time(h, slot->start, slot->offset,
	    arena_strndup(h->scratch, slot->time, (size_t)(to - slot->time)));
	return to + strlen(dash);
}

void
html_slot_times(struct html *h, const struct page_slot *slot)
{
	const char *to = put_start(h, slot);

	if (to == NULL)
		return;
	buf_printf(h->out, "<span class=\"end\">%s", dash);
	put_time(h, slot->end, slot->offset, to);
	buf_puts(h->out, "</span>");
}

void
html_slot_hours(struct html *h, const struct page_slot *slot)
{
	const char *to = put_start(h, slot);

	if (to == NULL)
		return;
	buf_puts(h->out, dash);
	if (is_clock(to))
		buf_printf(h->out, "<time>%s</time>", to);
	else
		put_time(h, slot->end, slot->offset, to);
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
	html_slot_colour(h, slot);
	html_slot_marks(h, slot);
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
	put_parts(h, "sum", slot->summary, NULL);
	put_parts(h, "who", slot->people, NULL);
	put_parts(h, "meta", slot->rooms, slot->tracks);
	put_parts(h, "meta", slot->note, NULL);
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
		if (slot->colour != NULL)
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
