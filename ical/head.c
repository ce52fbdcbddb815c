/* SPDX-License-Identifier: ISC */
#include "ical/head.h"

#include "core/colour.h"
#include "core/page.h"
#include "ical/about.h"
#include "ical/line.h"

enum { CALENDAR_ABSTRACT_BYTES = 1000 };

/* How often a reader may ask again. */
static const char refresh[] = "PT1H";

/* Of what is no more nothing is told but whose it was. */
static struct about
about_none(const struct words *w)
{
	const struct site *s = w->site;

	return (struct about){.title = text_get(&s->title, w->lang, NULL),
	    .abstract = "",
	    .page = "",
	    .zone = s->zone};
}

/* RFC 7986, and before it the names under which readers look for the same. No UID (its section
 * 5.3): vdirsyncer takes the first one of a file for that of each entry, and keeps one entry. */
static void
put_about(struct feed *f, const struct about *ab, const int64_t *modified)
{
	const char *abstract = markdown_plain(f->w.arena, ab->abstract, CALENDAR_ABSTRACT_BYTES);
	struct line l;

	if (modified != NULL)
		line_put_utc(f->out, "LAST-MODIFIED", *modified);
	line_put_flat(f->out, "NAME", ab->title);
	line_put_flat(f->out, "X-WR-CALNAME", ab->title);
	if (*abstract != '\0') {
		line_put_text(f->out, "DESCRIPTION", abstract);
		line_put_text(f->out, "X-WR-CALDESC", abstract);
	}
	line_put_flat(f->out, "X-WR-TIMEZONE", tz_name(ab->zone));
	line_begin(&l, f->out, "REFRESH-INTERVAL");
	line_param(&l, "VALUE", "DURATION");
	line_word(&l, refresh);
	line_end(&l);
	line_put_word(f->out, "X-PUBLISHED-TTL", refresh);
	line_put_uri(f->out, "URL", feed_url(f, ab->page), false);
	if (f->w.site->web != NULL && ab->file != NULL)
		line_put_uri(f->out, "SOURCE",
		    arena_printf(f->w.arena, "%s%s", f->w.site->web, ab->file), true);
	if (ab->colour != NULL && colour_css3(ab->colour) != NULL)
		line_put_word(f->out, "COLOR", colour_css3(ab->colour));
}

void
head_begin(struct buf *out)
{
	line_put_word(out, "BEGIN", "VCALENDAR");
	line_put_word(out, "VERSION", "2.0");
	line_put_word(out, "PRODID", "-//Plenary//Plenary//EN");
	line_put_word(out, "CALSCALE", "GREGORIAN");
}

void
head_write(struct feed *f, const struct place_in_site *at, const int64_t *modified)
{
	const struct about ab =
	    at->kind == PATH_NONE ? about_none(&f->w) : about_calendar(&f->w, at);

	head_begin(f->out);
	put_about(f, &ab, modified);
}
