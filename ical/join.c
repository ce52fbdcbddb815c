/* SPDX-License-Identifier: ISC */
/* A calendar out of what is there: its head is made for who asks, its entries are borrowed. */
#include "ical/calendars_private.h"

#include "core/digest.h"
#include "core/former.h"
#include "ical/entry.h"
#include "ical/head.h"

#include <stdio.h>
#include <string.h>

enum {
	JOIN_ARENA_MAX = 16 * 1024 * 1024,
	HEAD_BYTES_MAX =
	    4 * 1024 * 1024, /* a VTIMEZONE is at most 1 KiB, and 600 zones there are */
};

static const char tail[] = "END:VCALENDAR\r\n";

const char *
calendars_first_language(const struct site *s)
{
	const char *lang = site_language(s);

	return lang != NULL ? lang : "en";
}

struct place_in_site
calendars_resolve(const struct calendars *c, const char *path)
{
	struct place_in_site at = path_find(c->site, path);
	char now[FORMER_PATH_MAX];

	if (!place_is_calendar(&at) && former_path(c->site, path, now))
		at = path_find(c->site, now);
	return place_is_calendar(&at) ? at : (struct place_in_site){.kind = PATH_NONE};
}

/* Takes the language out of NAME.LANG.ics; false when there is none, or the path is too long. */
static bool
without_language(const char *path, char out[FORMER_PATH_MAX])
{
	const char *end = strrchr(path, '.'), *lang = end;
	int n;

	while (lang != NULL && lang > path && *--lang != '.')
		if (*lang == '/')
			return false;
	if (lang == NULL || lang == path)
		return false;
	n = snprintf(out, FORMER_PATH_MAX, "%.*s%s", (int)(lang - path), path, end);
	return n > 0 && n < FORMER_PATH_MAX;
}

struct place_in_site
calendars_resolve_known(const struct calendars *c, const char *path)
{
	struct place_in_site at = calendars_resolve(c, path);
	char first[FORMER_PATH_MAX];

	if (at.kind == PATH_NONE && without_language(path, first))
		at = calendars_resolve(c, first);
	return at;
}

/* ---- entries ---- */

/* The next entry of the calendar; NULL at the end. What has no time is in none. */
static const struct kept_entry *
next_entry(struct calendar_pieces *p)
{
	const struct kept_entry *found;
	struct feed_item it;

	while (feed_next(&p->walk, &it)) {
		const struct entry e = {.kind = it.kind, .ev = it.ev, .se = it.se};
		const char *uid = entry_identity(&e)->uid;

		found = uid == NULL ? NULL : kept_find_entry(&p->of->kept, p->lang, uid);
		if (found != NULL)
			return found;
	}
	return NULL;
}

/* What all entries together come to. */
struct measure {
	size_t n, bytes;
	int64_t newest;
	uint64_t digest;
	int *zones; /* in the order of the entries */
	size_t nzones;
};

static void
add_zone(struct measure *m, int zone, bool *is_in)
{
	if (zone == ZONE_NONE || is_in[zone])
		return;
	is_in[zone] = true;
	m->zones[m->nzones++] = zone;
}

static struct measure
measure(struct calendar_pieces *p, struct arena *a)
{
	const struct calendars *c = p->of;
	bool *is_in = arena_array(a, c->nzones, sizeof *is_in);
	struct measure m = {
	    .digest = DIGEST_NONE, .zones = arena_array(a, c->nzones, sizeof *m.zones)};
	const struct kept_entry *e;

	feed_begin(&p->walk, c->site, &p->at);
	while ((e = next_entry(p)) != NULL) {
		const struct joined *j = &c->joined[e - c->kept.entries];

		m.n++;
		m.bytes += e->n;
		m.newest = e->modified > m.newest ? e->modified : m.newest;
		m.digest = digest_number(m.digest, j->digest);
		add_zone(&m, j->zone, is_in);
	}
	return m;
}

/* ---- the head ---- */

static void
put_zones(struct buf *out, const struct calendars *c, const struct measure *m)
{
	for (size_t i = 0; i < m->nzones; i++)
		buf_put(out, c->zones[m->zones[i]].text, c->zones[m->zones[i]].n);
	/* There has to be at least one component (RFC 5545 section 3.6). */
	if (m->n == 0)
		vtimezone_write_utc(out);
}

/* `modified` is NULL: without LAST-MODIFIED. */
static void
write_head(
    struct calendar_pieces *p, struct arena *a, const int64_t *modified, const struct measure *m)
{
	struct feed f = {.out = &p->head, .w = {.site = p->of->site, .lang = p->lang, .arena = a}};

	head_write(&f, &p->at, modified);
	put_zones(&p->head, p->of, m);
}

/* `path` is that of an empty one. */
static int
begin_whole(struct calendar_pieces *p, const char *path, struct arena *a)
{
	struct measure m = measure(p, a);
	const struct kept_feed *kept;
	int64_t modified = m.n > 0 ? m.newest : p->of->site->moment;

	if (p->at.kind != PATH_NONE)
		path = path_of_place(a, p->of->site, &p->at);
	kept = kept_find_feed(&p->of->kept, path);
	if (kept != NULL)
		modified = kept->modified;
	write_head(p, a, &modified, &m);
	p->n = p->head.n + m.bytes + sizeof tail - 1;
	return p->head.failed || p->n > CALENDAR_BYTES_MAX ? -1 : 0;
}

/* Lands here when the arena is full. */
static int
begin_in(struct calendar_pieces *p, const char *path, struct arena *a)
{
	if (setjmp(*arena_landing(a)) != 0)
		return -1;
	return begin_whole(p, path, a);
}

static int
digest_in(struct calendar_pieces *p, uint64_t *digest, int64_t *newest, struct arena *a)
{
	struct measure m;

	if (setjmp(*arena_landing(a)) != 0)
		return -1;
	m = measure(p, a);
	write_head(p, a, NULL, &m);
	*digest = digest_bytes(m.digest, buf_str(&p->head), p->head.n);
	*newest = m.n > 0 ? m.newest : p->of->site->moment;
	return p->head.failed ? -1 : 0;
}

static struct calendar_pieces
pieces(const struct calendars *c, const struct place_in_site *at)
{
	struct calendar_pieces p = {.of = c,
	    .at = *at,
	    .lang = at->lang != NULL ? at->lang : calendars_first_language(c->site)};

	buf_init(&p.head, HEAD_BYTES_MAX);
	return p;
}

int
calendar_digest(
    const struct calendars *c, const struct place_in_site *at, uint64_t *digest, int64_t *newest)
{
	struct calendar_pieces p = pieces(c, at);
	struct arena *a = arena_new(JOIN_ARENA_MAX);
	int rc = a == NULL ? -1 : digest_in(&p, digest, newest, a);

	arena_free(a);
	buf_free(&p.head);
	return rc;
}

/* ---- piece by piece ---- */

static int
begin(struct calendar_pieces *p, const struct calendars *c, const struct place_in_site *at,
    const char *path)
{
	struct arena *a = arena_new(JOIN_ARENA_MAX);
	int rc;

	*p = pieces(c, at);
	rc = a == NULL ? -1 : begin_in(p, path, a);
	arena_free(a);
	if (rc == 0)
		calendar_rewind(p);
	else
		calendar_end(p);
	return rc;
}

int
calendar_begin(struct calendar_pieces *p, const struct calendars *c, const struct place_in_site *at)
{
	return place_is_calendar(at) ? begin(p, c, at, NULL) : 1;
}

int
calendar_begin_path(struct calendar_pieces *p, const struct calendars *c, const char *path)
{
	struct place_in_site at = calendars_resolve(c, path);

	if (at.kind == PATH_NONE) {
		if (kept_find_feed(&c->kept, path) == NULL)
			return 1;
		at = calendars_resolve_known(c, path);
	}
	return begin(p, c, &at, path);
}

size_t
calendar_next(struct calendar_pieces *p, const char **piece)
{
	const struct kept_entry *e;

	switch (p->next) {
	case CALENDAR_HEAD:
		p->next = CALENDAR_ENTRIES;
		*piece = buf_str(&p->head);
		return p->head.n;
	case CALENDAR_ENTRIES:
		e = next_entry(p);
		if (e != NULL) {
			*piece = e->text;
			return e->n;
		}
		p->next = CALENDAR_ENDED;
		*piece = tail;
		return sizeof tail - 1;
	case CALENDAR_ENDED: break;
	}
	return 0;
}

void
calendar_rewind(struct calendar_pieces *p)
{
	p->next = CALENDAR_HEAD;
	feed_begin(&p->walk, p->of->site, &p->at);
}

void
calendar_end(struct calendar_pieces *p)
{
	buf_free(&p->head);
}

int
calendar_write(struct buf *out, const struct site *s, const struct place_in_site *at)
{
	const struct kept_calendars none = {0};
	struct calendars *c = NULL;
	struct calendar_pieces p;
	const char *piece;
	size_t n;
	int rc;

	if (!place_is_calendar(at))
		return 1;
	if (calendars_read(&c, s, &none, NULL) != 0)
		return -1;
	rc = calendar_begin(&p, c, at);
	if (rc == 0) {
		while ((n = calendar_next(&p, &piece)) > 0)
			buf_put(out, piece, n);
		calendar_end(&p);
	}
	calendars_free(c);
	return rc != 0 || out->failed ? -1 : 0;
}
