/* SPDX-License-Identifier: ISC */
/* schedule.xml. Elements stand in the order of the XSD, and <conference> early: Giggity knows a
 * schedule by the first 1,024 characters. */
#include "core/colour.h"
#include "core/html_escape.h"
#include "core/path.h"
#include "core/timetable.h"
#include "core/tz.h"

#include <inttypes.h>
#include <string.h>

struct writing {
	struct buf *out;
	const struct timetable *t;
	const char *indent; /* of what is put */
};

static void
put_text(struct writing *w, const char *name, const char *s)
{
	buf_printf(w->out, "%s<%s>", w->indent, name);
	html_text(w->out, s);
	buf_printf(w->out, "</%s>\n", name);
}

/* Nothing if there is no address, or none of the web. */
static void
put_url(struct writing *w, const char *name, const char *url)
{
	if (url == NULL || url_after_web(url) == NULL)
		return;
	buf_printf(w->out, "%s<%s>", w->indent, name);
	html_url(w->out, url);
	buf_printf(w->out, "</%s>\n", name);
}

static void
put_attribute(struct buf *out, const char *name, const char *value)
{
	buf_printf(out, " %s=\"", name);
	html_attr(out, value);
	buf_puts(out, "\"");
}

static const char *
moment(const struct timetable *t, int64_t utc, char text[26])
{
	tz_format_rfc3339(utc, zone_at(t->tz, utc).offset, text);
	return text;
}

/* ---- the conference ---- */

/* [a-z][a-z0-9-]+ */
static bool
is_slug(const char *id)
{
	return *id >= 'a' && *id <= 'z' && id[1] != '\0';
}

static void
put_track(struct buf *out, const struct track *tr, const char *name)
{
	int32_t rgb = tr->colour == NULL ? -1 : colour_rgb(tr->colour);

	buf_puts(out, "\t\t<track");
	put_attribute(out, "name", name);
	if (rgb >= 0)
		buf_printf(out, " color=\"#%06" PRIx32 "\"", (uint32_t)rgb);
	if (is_slug(tr->id))
		put_attribute(out, "slug", tr->id);
	buf_puts(out, "/>\n");
}

static void
put_conference(struct writing *w)
{
	const struct timetable *t = w->t;
	char first[11], last[11];

	date_format(t->first, first);
	date_format(t->last, last);
	buf_puts(w->out, "\t<conference>\n");
	w->indent = "\t\t";
	put_text(w, "acronym", t->acronym);
	put_text(w, "title", t->title);
	put_text(w, "start", first);
	put_text(w, "end", last);
	buf_printf(w->out, "\t\t<days>%zu</days>\n", t->ndays);
	buf_printf(w->out, "\t\t<timeslot_duration>%02d:%02d</timeslot_duration>\n", t->step / 60,
	    t->step % 60);
	put_url(w, "base_url", t->base_url);
	put_url(w, "url", t->url);
	put_text(w, "time_zone_name", t->zone);
	for (size_t i = 0; i < t->ntracks; i++)
		put_track(w->out, &t->event->tracks[i], t->tracks[i]);
	buf_puts(w->out, "\t</conference>\n");
}

/* ---- sessions ---- */

static void
put_people(struct writing *w, const struct timetable_item *it)
{
	buf_puts(w->out, "\t\t\t\t<persons>\n");
	for (size_t i = 0; i < it->npeople; i++) {
		buf_printf(w->out, "\t\t\t\t\t<person id=\"%" PRIu32 "\" guid=\"%s\">",
		    it->people[i].number, it->people[i].guid);
		html_text(w->out, it->people[i].name);
		buf_puts(w->out, "</person>\n");
	}
	buf_puts(w->out, "\t\t\t\t</persons>\n");
}

static void
put_links(struct writing *w, const struct timetable_item *it)
{
	buf_puts(w->out, "\t\t\t\t<links>\n");
	for (size_t i = 0; i < it->nlinks; i++) {
		buf_puts(w->out, "\t\t\t\t\t<link href=\"");
		html_url(w->out, it->links[i].url);
		buf_puts(w->out, "\"");
		put_attribute(w->out, "type", it->links[i].key);
		buf_puts(w->out, ">");
		html_text(w->out, it->links[i].title);
		buf_puts(w->out, "</link>\n");
	}
	buf_puts(w->out, "\t\t\t\t</links>\n");
}

static void
put_item(struct writing *w, const struct timetable_item *it)
{
	struct civil start = zone_civil(w->t->tz, it->start);
	char text[26];

	buf_printf(w->out, "\t\t\t<event id=\"%" PRIu32 "\" guid=\"%s\">\n", it->number, it->guid);
	w->indent = "\t\t\t\t";
	put_text(w, "date", moment(w->t, it->start, text));
	time_format(start.minute, text);
	put_text(w, "start", text);
	buf_printf(
	    w->out, "\t\t\t\t<duration>%02d:%02d</duration>\n", it->minutes / 60, it->minutes % 60);
	put_text(w, "room", w->t->rooms[it->room].name);
	put_text(w, "slug", it->slug);
	put_url(w, "url", it->url);
	put_text(w, "title", it->title);
	put_text(w, "subtitle", it->subtitle);
	put_text(w, "track", it->track);
	put_text(w, "type", it->type);
	put_text(w, "language", it->language);
	put_text(w, "abstract", it->abstract);
	put_text(w, "description", it->notes);
	put_people(w, it);
	put_links(w, it);
	buf_puts(w->out, "\t\t\t</event>\n");
}

/* ---- days ---- */

/* A room with its items, the first of which is `*next`, if it has any that day. */
static void
put_room(struct writing *w, const struct timetable_day *d, size_t room, size_t *next)
{
	const struct timetable_room *ro = &w->t->rooms[room];

	buf_puts(w->out, "\t\t<room");
	put_attribute(w->out, "name", ro->name);
	if (*ro->guid != '\0')
		put_attribute(w->out, "guid", ro->guid);
	buf_puts(w->out, ">\n");
	for (; *next < d->first + d->n && w->t->items[*next].room == room; ++*next)
		put_item(w, &w->t->items[*next]);
	buf_puts(w->out, "\t\t</room>\n");
}

static void
put_day(struct writing *w, size_t n)
{
	const struct timetable_day *d = &w->t->days[n];
	size_t next = d->first;
	char text[26];

	date_format(d->date, text);
	buf_printf(w->out, "\t<day index=\"%zu\" date=\"%s\"", n + 1, text);
	put_attribute(w->out, "start", moment(w->t, d->start, text));
	put_attribute(w->out, "end", moment(w->t, d->end, text));
	buf_puts(w->out, ">\n");
	for (size_t i = 0; i < w->t->nrooms; i++)
		put_room(w, d, i, &next);
	buf_puts(w->out, "\t</day>\n");
}

void
timetable_xml(struct buf *out, const struct timetable *t)
{
	struct writing w = {out, t, "\t"};

	buf_puts(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<schedule>\n"
		      "\t<generator name=\"plenary\"/>\n");
	put_url(&w, "url", t->file);
	put_text(&w, "version", t->version);
	put_conference(&w);
	for (size_t i = 0; i < t->ndays; i++)
		put_day(&w, i);
	buf_puts(out, "</schedule>\n");
}
