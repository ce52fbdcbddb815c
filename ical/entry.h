/* SPDX-License-Identifier: ISC */
/* One entry of a calendar: an event as a whole, a deadline or a session, as a VEVENT (RFC 5545
 * section 3.6.1). Of the folder's own use; the others see calendars.h. */
#ifndef PLENARY_ENTRY_H
#define PLENARY_ENTRY_H

#include "core/buf.h"
#include "core/change.h"
#include "core/feeds.h"
#include "core/location.h"
#include "core/model.h"
#include "core/words.h"
#include "ical/vtimezone.h"

#include <stdbool.h>

/* When an entry is: whole days, or by the clock. */
struct when {
	bool all_day;
	struct date first, after; /* of whole days; `after` is the day after the last */
	int64_t start, end;       /* by the clock */
	bool has_end;             /* and the end is after the start */
	const struct tz *zone;    /* the clock's */
	bool in_utc;              /* no zone: write UTC */
};

struct entry {
	enum entry_kind kind;
	const struct event *ev;
	const struct session *se; /* ENTRY_SESSION */
	struct when when;
	bool is_lost; /* it has no time any more: `when` is the last that it had */
};

/* What all entries in one language share. */
struct feed {
	struct buf *out;
	struct words w;     /* the site, the language, and an arena */
	struct buf scratch; /* a value before it is escaped */
	struct vtimezones zones;
};

/* An entry with its time, the last one if it has none any more; false when there is none that a
 * calendar could show: not published, no day known, only a month or a year. */
bool entry_of_event(struct entry *e, const struct event *ev);
bool entry_of_deadline(struct entry *e, const struct event *ev);
bool entry_of_session(struct entry *e, const struct session *se);
bool entry_of_item(struct entry *e, const struct feed_item *it);

const struct identity *entry_identity(const struct entry *e);

/* Gone because it was made private, itself or its event: nothing but its time may be told. */
bool entry_is_withdrawn(const struct entry *e);

/* Where a session is, or was: what is gone stays where it was last; NULL for what is no session. */
const struct session *entry_placed(const struct entry *e);

/* CONFIRMED, TENTATIVE, POSTPONED or CANCELLED, all considered. */
enum status entry_status(const struct entry *e);

/* The same as it is said in words: what has lost its time is put off, if not cancelled; an event
 * that is several times now is cancelled as the one that it was. */
enum status entry_said_status(const struct entry *e);

/* By whose clock its time is written; NULL: in UTC, or whole days. The same wherever the entry
 * stands, and the calendar needs that VTIMEZONE. */
const struct vtimezone *entry_zone(struct feed *f, const struct entry *e);

/* A VEVENT; `modified` is when anything in it changed last. Depends on the site, the entry, the
 * language and `modified` alone. */
void entry_write(struct feed *f, const struct entry *e, int64_t modified);

/* ---- describe.c; texts are borrowed from f->scratch until the next call ---- */

const char *entry_summary(struct feed *f, const struct entry *e);
const char *entry_location(struct feed *f, const struct entry *e);

/* The complete URL of a page; on the web if the site has a base there, else in the capsule. In
 * the feed's arena. */
const char *feed_url(struct feed *f, const char *path);
const char *entry_page(struct feed *f, const struct entry *e);

/* The page; of what is online only the link to take part, if that is public. */
const char *entry_url(struct feed *f, const struct entry *e);

/* The links to take part that may be told; none of a deadline. */
struct join_links entry_joins(struct feed *f, const struct entry *e);

/* Where it is; NULL: in several venues. */
const struct venue *entry_venue(const struct entry *e);

/* The event or session is held online only. */
bool entry_is_online(const struct entry *e);

/* ---- description.c: what there is to say of it, to be said in two forms ---- */

enum { ALT_BYTES_MAX = 64 * 1024 }; /* of a description in HTML; a longer one is left out */

/* A line: "label: text", "text", "label:", with the colon of the language; or a paragraph, or an
 * item below a line. */
struct description_line {
	const char *label, *text; /* or NULL */
	const char *url;          /* instead of a text */
	bool is_item;
	bool begins;      /* a paragraph */
	const char *html; /* of an abstract, else NULL */
};

struct description {
	struct description_line *lines;
	size_t n;
	bool has_abstract;
};

/* In the feed's arena. */
struct description entry_describe(struct feed *f, const struct entry *e);

/* As text, and as an HTML document: "" without an abstract. Borrowed from f->scratch. */
const char *description_plain(struct feed *f, const struct description *d);
const char *description_html(struct feed *f, const struct description *d);

#endif
