/* SPDX-License-Identifier: ISC */
/* Where an entry is, on the earth and on the net, and what it is called: not yet escaped. */
#include "ical/entry.h"

#include "core/path.h"
#include "core/reading.h"

#include <string.h>

static const char *
in_lang(const struct feed *f, const struct text *t)
{
	return text_get(t, f->w.lang, NULL);
}

/* ---- addresses ---- */

const char *
feed_url(struct feed *f, const char *path)
{
	const struct site *s = f->w.site;
	const char *url = reading_url(f->w.arena, s, f->w.lang, path);

	if (url != NULL)
		return url;
	return arena_printf(f->w.arena, "gemini://%s/%s%s", s->host,
	    reading_folder(f->w.arena, s, f->w.lang), path);
}

const char *
entry_page(struct feed *f, const struct entry *e)
{
	if (e->kind == ENTRY_SESSION)
		return feed_url(f, path_of_session(f->w.arena, e->se));
	return feed_url(f, path_of_event(f->w.arena, e->ev));
}

const char *
entry_url(struct feed *f, const struct entry *e)
{
	struct join_links links = entry_joins(f, e);

	return entry_is_online(e) && links.n > 0 ? links.of[0].url : entry_page(f, e);
}

struct join_links
entry_joins(struct feed *f, const struct entry *e)
{
	const struct session *se = entry_placed(e);

	if (e->kind == ENTRY_DEADLINE)
		return (struct join_links){.n = 0};
	return location_joins(f->w.arena, se != NULL ? se->event : e->ev, se);
}

bool
entry_is_online(const struct entry *e)
{
	return (e->kind == ENTRY_SESSION ? session_format(e->se) : e->ev->format) == FORMAT_ONLINE;
}

const struct venue *
entry_venue(const struct entry *e)
{
	return e->kind == ENTRY_SESSION ? session_venue(entry_placed(e)) : &e->ev->venue;
}

/* ---- summary ---- */

const char *
entry_summary(struct feed *f, const struct entry *e)
{
	struct buf *b = &f->scratch;
	const char *title = in_lang(f, e->kind == ENTRY_SESSION ? &e->se->title : &e->ev->title);
	enum status st = entry_said_status(e);

	buf_clear(b);
	if (e->kind == ENTRY_DEADLINE)
		buf_printf(b, "%s%s", words_get(&f->w, WORD_DEADLINE), words_colon(&f->w));
	buf_puts(b, *title != '\0' ? title : e->ev->id); /* calcurse ends at an empty one */
	/* Most readers show TENTATIVE like any other, and many CANCELLED too. */
	if (st == STATUS_POSTPONED)
		buf_printf(b, " (%s)", words_get(&f->w, WORD_STATUS_POSTPONED));
	else if (st == STATUS_CANCELLED)
		buf_printf(b, " (%s)", words_get(&f->w, WORD_STATUS_CANCELLED));
	return buf_str(b);
}

const char *
entry_location(struct feed *f, const struct entry *e)
{
	const struct session *se = entry_placed(e);

	if (e->kind == ENTRY_DEADLINE)
		return "";
	return location_of(&f->w, se != NULL ? se->event : e->ev, se);
}
