/* SPDX-License-Identifier: ISC */
#include "ical/feed.h"

#include "core/colour.h"
#include "core/feeds.h"
#include "core/page.h"
#include "ical/about.h"
#include "ical/entry.h"
#include "ical/line.h"

enum {
	FEED_ARENA_MAX = 64 * 1024 * 1024,
	VALUE_BYTES_MAX = 1024 * 1024, /* of one property */
	CALENDAR_ABSTRACT_BYTES = 1000
};

/* How often a reader may ask again. */
static const char refresh[] = "PT1H";

struct entries {
	struct entry *e;
	size_t n;
};

/* ---- which entries ---- */

static void
add(struct feed *f, struct entries *es, const struct entry *e)
{
	struct entry *next = arena_push(f->w.arena, &es->e, &es->n, sizeof *next);

	*next = *e;
}

static bool
entry_of_item(struct entry *e, const struct feed_item *it)
{
	switch (it->kind) {
	case ENTRY_EVENT: return entry_of_event(e, it->ev);
	case ENTRY_DEADLINE: return entry_of_deadline(e, it->ev);
	case ENTRY_SESSION: break;
	}
	return entry_of_session(e, it->se);
}

static void
add_entries(struct feed *f, struct entries *es, const struct place_in_site *at)
{
	struct feed_walk w;
	struct feed_item it;
	struct entry e;

	feed_begin(&w, f->w.site, at);
	while (feed_next(&w, &it))
		if (entry_of_item(&e, &it))
			add(f, es, &e);
}

/* ---- zones ---- */

/* Each zone by whose clock an entry is, in the order of the entries. */
static void
put_zones(struct feed *f, const struct entries *es)
{
	const struct vtimezone **put = NULL;
	size_t n = 0;

	for (size_t i = 0; i < es->n; i++) {
		const struct vtimezone *v = entry_zone(f, &es->e[i]);
		size_t k = 0;

		while (k < n && put[k] != v)
			k++;
		if (v == NULL || k < n)
			continue;
		*(const struct vtimezone **)arena_push(f->w.arena, &put, &n, sizeof *put) = v;
		vtimezone_write(f->out, v);
	}
	/* There has to be at least one component (RFC 5545 section 3.6). */
	if (es->n == 0)
		vtimezone_write_utc(f->out);
}

/* ---- the calendar's own properties ---- */

static int64_t
last_modified(const struct feed *f, const struct entries *es)
{
	int64_t last = 0;

	for (size_t i = 0; i < es->n; i++) {
		int64_t modified = entry_identity(&es->e[i])->modified;

		last = modified > last ? modified : last;
	}
	return es->n > 0 ? last : f->w.site->moment;
}

/* RFC 7986, and before it the names under which readers look for the same. No UID (its section
 * 5.3): vdirsyncer takes the first one of a file for that of each entry, and keeps one entry. */
static void
put_about(struct feed *f, const struct entries *es, const struct place_in_site *at)
{
	struct about ab = about_calendar(&f->w, at);
	const char *abstract = markdown_plain(f->w.arena, ab.abstract, CALENDAR_ABSTRACT_BYTES);
	struct line l;

	line_put_utc(f->out, "LAST-MODIFIED", last_modified(f, es));
	line_put_flat(f->out, "NAME", ab.title);
	line_put_flat(f->out, "X-WR-CALNAME", ab.title);
	if (*abstract != '\0') {
		line_put_text(f->out, "DESCRIPTION", abstract);
		line_put_text(f->out, "X-WR-CALDESC", abstract);
	}
	line_put_flat(f->out, "X-WR-TIMEZONE", tz_name(ab.zone));
	line_begin(&l, f->out, "REFRESH-INTERVAL");
	line_param(&l, "VALUE", "DURATION");
	line_word(&l, refresh);
	line_end(&l);
	line_put_word(f->out, "X-PUBLISHED-TTL", refresh);
	line_put_uri(f->out, "URL", feed_url(f, ab.page), false);
	if (f->w.site->web != NULL)
		line_put_uri(f->out, "SOURCE",
		    arena_printf(f->w.arena, "%s%s", f->w.site->web, ab.file), true);
	if (ab.colour != NULL && colour_css3(ab.colour) != NULL)
		line_put_word(f->out, "COLOR", colour_css3(ab.colour));
}

static void
write_calendar(struct feed *f, const struct place_in_site *at)
{
	struct entries es = {0};

	add_entries(f, &es, at);
	line_put_word(f->out, "BEGIN", "VCALENDAR");
	line_put_word(f->out, "VERSION", "2.0");
	line_put_word(f->out, "PRODID", "-//Plenary//Plenary//EN");
	line_put_word(f->out, "CALSCALE", "GREGORIAN");
	put_about(f, &es, at);
	put_zones(f, &es);
	for (size_t i = 0; i < es.n && !f->out->failed; i++)
		entry_write(f, &es.e[i], entry_identity(&es.e[i])->modified);
	line_put_word(f->out, "END", "VCALENDAR");
}

/* Lands here when the arena is full; `f` is the caller's, so what changed in it is still there. */
static int
write_guarded(struct feed *f, const struct place_in_site *at)
{
	if (setjmp(*arena_landing(f->w.arena)) != 0)
		return -1;
	write_calendar(f, at);
	return f->out->failed || f->scratch.failed ? -1 : 0;
}

int
calendar_write(struct buf *out, const struct site *s, const struct place_in_site *at)
{
	const char *lang = at->lang != NULL ? at->lang : site_language(s);
	struct feed f = {.out = out, .w = {.site = s, .lang = lang}};
	int rc;

	if (!place_is_calendar(at))
		return 1;
	f.w.arena = arena_new(FEED_ARENA_MAX);
	if (f.w.arena == NULL)
		return -1;
	buf_init(&f.scratch, VALUE_BYTES_MAX);
	rc = write_guarded(&f, at);
	buf_free(&f.scratch);
	arena_free(f.w.arena);
	return rc;
}
