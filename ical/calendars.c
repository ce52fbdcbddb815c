/* SPDX-License-Identifier: ISC */
#include "ical/calendars_private.h"

#include "core/digest.h"
#include "ical/entry.h"

#include <stdlib.h>
#include <string.h>

enum {
	BATCH_BYTES = 4 * 1024 * 1024, /* after so much another arena is begun */
	BATCH_ARENA_MAX = 64 * 1024 * 1024,
	VALUE_BYTES_MAX = 1024 * 1024, /* of one property */
	ENTRY_BYTES_MAX = 4 * 1024 * 1024
};

struct making {
	struct calendars *c;
	const struct kept_calendars *before;
	bool is_published;     /* what was kept stands */
	struct feed feed;      /* what entries are written with; its arena is owned, a batch's */
	struct buf text;       /* an entry */
	size_t lang, ev, step; /* the next item: 0 is the event, 1 its deadline, then sessions */
	struct err *e;
};

/* ---- their zones ---- */

static bool
is_called(const struct tz *zone, const char *name, size_t n)
{
	return strncmp(tz_name(zone), name, n) == 0 && tz_name(zone)[n] == '\0';
}

/* The zone of an event, or the one that it had when a session that is gone was last seen. */
static const struct tz *
find_zone(const struct site *s, const char *name, size_t n)
{
	for (size_t i = 0; i < s->nevents; i++) {
		const struct event *ev = s->events[i];

		if (is_called(ev->zone, name, n))
			return ev->zone;
		for (size_t k = 0; k < ev->nsessions; k++) {
			const struct session *seen = ev->sessions[k]->as_seen;

			if (seen != NULL && is_called(seen->event->zone, name, n))
				return seen->event->zone;
		}
	}
	return NULL;
}

/* Without text when there is no such zone, or a VTIMEZONE cannot say it. */
static struct zone_text
zone_text(const struct calendars *c, const char *name, size_t n)
{
	const struct tz *zone = find_zone(c->site, name, n);
	struct zone_text z = {.name = arena_strndup(c->arena, name, n)};
	struct vtimezone v;
	struct buf b;

	if (zone == NULL)
		return z;
	v = vtimezone_of(zone);
	buf_init(&b, VTIMEZONE_BYTES_MAX);
	vtimezone_write(&b, &v);
	z.n = b.n;
	z.text = arena_strndup(c->arena, buf_str(&b), b.n);
	buf_free(&b);
	return z;
}

/* The place among the zones of that with a name, where it is put at first; ZONE_NONE if it has no
 * VTIMEZONE. */
static int
zone_index(struct calendars *c, const char *name, size_t n)
{
	size_t i = 0;

	while (i < c->nzones &&
	       (strncmp(c->zones[i].name, name, n) != 0 || c->zones[i].name[n] != '\0'))
		i++;
	if (i == c->nzones) {
		struct zone_text z = zone_text(c, name, n);

		*(struct zone_text *)arena_push(c->arena, &c->zones, &c->nzones, sizeof z) = z;
	}
	return c->zones[i].n > 0 ? (int)i : ZONE_NONE;
}

/* By whose clock an entry is it says itself: the calendar must have that zone. NULL: by none. */
static const char *
tzid_of(const struct kept_entry *e, size_t *n)
{
	static const char before[] = "\r\nDTSTART;TZID=";
	const char *name = strstr(e->text, before);

	if (name == NULL)
		return NULL;
	name += sizeof before - 1;
	*n = strcspn(name, ":\r");
	return name;
}

static int
zone_of(struct calendars *c, const struct kept_entry *e)
{
	size_t n;
	const char *name = tzid_of(e, &n);

	return name == NULL ? ZONE_NONE : zone_index(c, name, n);
}

/* Whether the zone data have no VTIMEZONE any more for whose clock an entry was written by. */
static bool
has_lost_zone(struct calendars *c, const struct kept_entry *e)
{
	size_t n;
	const char *name = tzid_of(e, &n);

	return name != NULL && zone_index(c, name, n) == ZONE_NONE;
}

/* ---- entries ---- */

static const char *
language_at(const struct site *s, size_t i)
{
	return i == 0 ? calendars_first_language(s) : s->languages[i];
}

/* The next item of the site, once for each language; false at the end. */
static bool
next_item(struct making *m, struct feed_item *it)
{
	const struct site *s = m->c->site;
	const struct event *ev;

	for (; m->lang == 0 || m->lang < s->nlanguages; m->lang++, m->ev = 0)
		for (; m->ev < s->nevents; m->ev++, m->step = 0) {
			ev = s->events[m->ev];
			if (m->step >= ev->nsessions + 2)
				continue;
			it->kind = m->step == 0   ? ENTRY_EVENT
				   : m->step == 1 ? ENTRY_DEADLINE
						  : ENTRY_SESSION;
			it->ev = ev;
			it->se = m->step < 2 ? NULL : ev->sessions[m->step - 2];
			m->step++;
			return true;
		}
	return false;
}

static int
render(struct making *m, const struct entry *e, int64_t modified)
{
	buf_clear(&m->text);
	entry_write(&m->feed, e, modified);
	if (!m->text.failed && !m->feed.scratch.failed)
		return 0;
	return err_set(m->e, "the calendar entry '%s' is too large", entry_identity(e)->uid);
}

static const struct kept_entry *
find_kept(const struct making *m, const char *uid)
{
	const struct kept_entry *was = kept_find_entry(m->before, m->feed.w.lang, uid);

	return was != NULL && kept_entry_is_sound(was) ? was : NULL;
}

/* The entry in the language, as it was kept if it is the same but for its stamps. What was
 * published stands, unless it is by the clock of a zone that no VTIMEZONE can say now: in UTC then,
 * of the same stamps. */
static int
add_entry(struct making *m, const struct entry *e)
{
	struct calendars *c = m->c;
	const struct identity *id = entry_identity(e);
	const struct kept_entry *was = find_kept(m, id->uid);
	struct kept_entry row = {.lang = m->feed.w.lang, .uid = id->uid};
	bool is_same = was != NULL && m->is_published && !has_lost_zone(c, was);

	if (was == NULL)
		row.modified = m->is_published ? id->modified : c->site->moment;
	else if (m->is_published)
		row.modified = was->modified;
	else {
		if (render(m, e, was->modified) != 0)
			return -1;
		is_same = was->n == m->text.n && memcmp(was->text, m->text.p, was->n) == 0;
		row.modified = calendars_later(c, was->modified);
	}
	if (is_same) {
		row = (struct kept_entry){row.lang, row.uid, was->modified, was->text, was->n};
	} else {
		if (render(m, e, row.modified) != 0)
			return -1;
		row.text = arena_strndup(c->arena, m->text.p, m->text.n);
		row.n = m->text.n;
	}
	*(struct kept_entry *)arena_push(
	    c->arena, &c->kept.entries, &c->kept.nentries, sizeof row) = row;
	return 0;
}

/* Adds entries until the arena of this batch has done enough: 1; 0 when all are there. */
static int
add_batch(struct making *m)
{
	struct arena *a = m->feed.w.arena;
	struct feed_item it;
	struct entry e;

	if (setjmp(*arena_landing(a)) != 0)
		return err_set(m->e, "a calendar entry is too large for memory");
	m->feed.zones = (struct vtimezones){0};
	while (arena_used(a) < BATCH_BYTES) {
		if (!next_item(m, &it))
			return 0;
		m->feed.w.lang = language_at(m->c->site, m->lang);
		if (entry_of_item(&e, &it) && add_entry(m, &e) != 0)
			return -1;
	}
	return 1;
}

static int
cmp_entry(const void *a, const void *b)
{
	return kept_entry_cmp(a, b);
}

/* Whether what was kept is each entry of the site, as it stands, and nothing else; the walk over
 * them is a copy. */
static bool
is_kept_whole(struct making m)
{
	size_t left = m.before->nentries;
	const struct kept_entry *was;
	struct feed_item it;
	struct entry e;

	while (next_item(&m, &it)) {
		if (!entry_of_item(&e, &it))
			continue;
		m.feed.w.lang = language_at(m.c->site, m.lang);
		was = find_kept(&m, entry_identity(&e)->uid);
		if (was == NULL || has_lost_zone(m.c, was) || left-- == 0)
			return false;
	}
	return left == 0;
}

static int
add_entries(struct making *m)
{
	struct kept_calendars *kept = &m->c->kept;
	int rc = 1;

	if (m->is_published && is_kept_whole(*m)) {
		kept->entries = m->before->entries;
		kept->nentries = m->before->nentries;
		return 0;
	}
	while (rc == 1) {
		arena_free(m->feed.w.arena);
		m->feed.w.arena = arena_new(BATCH_ARENA_MAX);
		rc = m->feed.w.arena == NULL ? err_set(m->e, "out of memory") : add_batch(m);
	}
	if (kept->nentries > 0)
		qsort(kept->entries, kept->nentries, sizeof *kept->entries, cmp_entry);
	return rc;
}

static void
join_entries(struct calendars *c)
{
	c->joined = arena_array(c->arena, c->kept.nentries, sizeof *c->joined);
	for (size_t i = 0; i < c->kept.nentries; i++) {
		const struct kept_entry *e = &c->kept.entries[i];

		c->joined[i].zone = zone_of(c, e);
		c->joined[i].digest = digest_bytes(DIGEST_NONE, e->text, e->n);
	}
}

/* ---- all of it ---- */

/* Lands here when there is more than the arena holds. */
static int
make(struct making *m)
{
	struct calendars *c = m->c;

	if (setjmp(*arena_landing(c->arena)) != 0)
		return err_set(m->e, "the calendars are too large for memory");
	if (add_entries(m) != 0)
		return -1;
	join_entries(c);
	if (calendars_list(c, m->before, m->is_published) != 0)
		return err_set(m->e, "out of memory");
	arena_no_landing(c->arena);
	return 0;
}

static int
make_calendars(struct calendars **out, const struct site *s, const struct kept_calendars *before,
    bool is_published, struct err *e)
{
	struct making m = {
	    .c = calloc(1, sizeof *m.c), .before = before, .is_published = is_published, .e = e};
	int rc = -1;

	*out = NULL;
	if (m.c == NULL || (m.c->arena = arena_new(KEPT_BYTES_MAX)) == NULL) {
		err_set(e, "out of memory");
		goto out;
	}
	m.c->site = s;
	m.feed = (struct feed){.out = &m.text, .w = {.site = s}};
	buf_init(&m.text, ENTRY_BYTES_MAX);
	buf_init(&m.feed.scratch, VALUE_BYTES_MAX);
	rc = make(&m);
	arena_free(m.feed.w.arena);
	buf_free(&m.text);
	buf_free(&m.feed.scratch);
	if (rc == 0) {
		*out = m.c;
		m.c = NULL;
	}
out:
	calendars_free(m.c);
	return rc;
}

int
calendars_make(struct calendars **out, const struct site *s, const struct kept_calendars *before,
    struct err *e)
{
	return make_calendars(out, s, before, false, e);
}

int
calendars_read(
    struct calendars **out, const struct site *s, const struct kept_calendars *kept, struct err *e)
{
	return make_calendars(out, s, kept, true, e);
}

void
calendars_free(struct calendars *c)
{
	if (c == NULL)
		return;
	arena_free(c->arena);
	free(c);
}

const struct kept_calendars *
calendars_kept(const struct calendars *c)
{
	return &c->kept;
}
