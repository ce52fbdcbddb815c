/* SPDX-License-Identifier: ISC */
#include "ical/calendars_private.h"

#include <stdlib.h>
#include <string.h>

struct listing {
	struct calendars *c;
	const struct kept_calendars *before;
	bool is_published; /* what was kept stands */
};

int64_t
calendars_later(const struct calendars *c, int64_t before)
{
	return c->site->moment > before ? c->site->moment : before + 1;
}

static void
add(struct calendars *c, struct kept_feed row)
{
	*(struct kept_feed *)arena_push(c->arena, &c->kept.feeds, &c->kept.nfeeds, sizeof row) =
	    row;
}

/* When the calendar with a digest changed last. */
static int64_t
modified_by(const struct calendars *c, const struct kept_feed *was, uint64_t digest)
{
	if (was == NULL)
		return c->site->moment;
	return was->digest == digest ? was->modified : calendars_later(c, was->modified);
}

static int
add_place(void *ctx, const struct place_in_site *at)
{
	const struct listing *l = ctx;
	struct kept_feed row = {.path = path_of_place(l->c->arena, l->c->site, at)};
	const struct kept_feed *was = kept_find_feed(l->before, row.path);

	if (was != NULL && !kept_feed_is_sound(was))
		was = NULL;
	if (was != NULL && l->is_published) {
		add(l->c, *was);
		return 0;
	}
	if (calendar_digest(l->c, at, &row.digest, &row.modified) != 0)
		return -1;
	if (!l->is_published)
		row.modified = modified_by(l->c, was, row.digest);
	add(l->c, row);
	return 0;
}

/* Adds what once had a path: as what it is called now, or empty, and no more if that is long ago.
 * `there` are the calendars that there are. */
static int
add_former(const struct listing *l, const struct kept_calendars *there, const struct kept_feed *was)
{
	struct calendars *c = l->c;
	struct place_in_site at = calendars_resolve_known(c, was->path);
	const struct kept_feed *now = NULL;
	struct kept_feed row = *was;
	int64_t newest;

	if (at.kind != PATH_NONE)
		now = kept_find_feed(there, path_of_place(c->arena, c->site, &at));
	if (now != NULL) {
		add(c, (struct kept_feed){was->path, now->modified, now->digest});
		return 0;
	}
	if (calendar_digest(c, &at, &row.digest, &newest) != 0)
		return -1;
	row.modified = modified_by(c, was, row.digest);
	if (at.kind != PATH_NONE ||
	    c->site->moment - row.modified <= (int64_t)FEED_EMPTY_DAYS * DAY_SECONDS)
		add(c, row);
	return 0;
}

static int
cmp_feed(const void *a, const void *b)
{
	return kept_feed_cmp(a, b);
}

static void
sort(struct calendars *c)
{
	if (c->kept.nfeeds > 0)
		qsort(c->kept.feeds, c->kept.nfeeds, sizeof *c->kept.feeds, cmp_feed);
}

/* 0 when the calendar was kept. */
static int
is_missing(void *ctx, const struct place_in_site *at)
{
	const struct listing *l = ctx;
	struct arena_mark mark = arena_mark(l->c->arena);
	const char *path = path_of_place(l->c->arena, l->c->site, at);
	bool is_kept = kept_find_feed(l->before, path) != NULL;

	arena_rewind(l->c->arena, mark);
	return is_kept ? 0 : 1;
}

/* Whether what was kept is all that there is to list. */
static bool
is_kept_whole(struct listing *l)
{
	for (size_t i = 0; i < l->before->nfeeds; i++)
		if (!kept_feed_is_sound(&l->before->feeds[i]))
			return false;
	return feeds_each(l->c->site, is_missing, l) == 0;
}

int
calendars_list(struct calendars *c, const struct kept_calendars *before, bool is_published)
{
	struct listing l = {c, before, is_published};
	struct kept_calendars there;

	if (is_published && is_kept_whole(&l)) {
		c->kept.feeds = before->feeds;
		c->kept.nfeeds = before->nfeeds;
		return 0;
	}
	if (feeds_each(c->site, add_place, &l) != 0)
		return -1;
	sort(c);
	there = c->kept;
	for (size_t i = 0; i < before->nfeeds; i++) {
		const struct kept_feed *was = &before->feeds[i];

		if (!kept_feed_is_sound(was) || kept_find_feed(&there, was->path) != NULL)
			continue;
		if (is_published)
			add(c, *was);
		else if (add_former(&l, &there, was) != 0)
			return -1;
	}
	sort(c);
	return 0;
}
