/* SPDX-License-Identifier: ISC */
/* Which languages are spoken or interpreted into, and which kinds of events there are. */
#include "core/query.h"

#include <stdlib.h>
#include <string.h>

bool
query_has_kind(const struct site *s, enum event_kind kind)
{
	for (size_t i = 0; i < s->nevents; i++)
		if (s->events[i]->kind == kind && s->events[i]->visibility != VISIBILITY_UNLISTED)
			return true;
	return false;
}

/* Called with every tag there is, however often; NULL, or what ends the walk. */
typedef const char *each_tag(void *ctx, const char *tag);

static const char *
each_of(const char **tags, size_t n, each_tag *each, void *ctx)
{
	const char *found = NULL;

	for (size_t i = 0; found == NULL && i < n; i++)
		found = each(ctx, tags[i]);
	return found;
}

static const char *
each_in_event(const struct event *ev, each_tag *each, void *ctx)
{
	const char *found = each_of(ev->languages, ev->nlanguages, each, ctx);

	if (found == NULL)
		found = each_of(ev->interpretation, ev->ninterpretation, each, ctx);
	for (size_t i = 0; found == NULL && i < ev->nsessions; i++) {
		const struct session *se = ev->sessions[i];

		if (se->visibility == VISIBILITY_UNLISTED)
			continue;
		found = each_of(se->languages, se->nlanguages, each, ctx);
		if (found == NULL)
			found = each_of(se->interpretation, se->ninterpretation, each, ctx);
	}
	return found;
}

static const char *
each_in_site(const struct site *s, const struct event *ev, each_tag *each, void *ctx)
{
	const char *found = NULL;

	if (ev != NULL)
		return each_in_event(ev, each, ctx);
	for (size_t i = 0; found == NULL && i < s->nevents; i++)
		if (s->events[i]->visibility != VISIBILITY_UNLISTED)
			found = each_in_event(s->events[i], each, ctx);
	return found;
}

static const char *
is_wanted(void *ctx, const char *tag)
{
	return strcmp(tag, ctx) == 0 ? tag : NULL;
}

const char *
query_find_spoken(const struct site *s, const struct event *ev, const char *tag)
{
	return each_in_site(s, ev, is_wanted, (void *)tag);
}

struct collecting {
	struct arena *arena;
	struct tag_list list;
};

static const char *
collect(void *ctx, const char *tag)
{
	struct collecting *c = ctx;

	for (size_t i = 0; i < c->list.n; i++)
		if (strcmp(c->list.items[i], tag) == 0)
			return NULL;
	*(const char **)arena_push(c->arena, &c->list.items, &c->list.n, sizeof tag) = tag;
	return NULL;
}

static int
cmp(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

struct tag_list
query_spoken(struct arena *a, const struct site *s, const struct event *ev)
{
	struct collecting c = {.arena = a};

	each_in_site(s, ev, collect, &c);
	if (c.list.n > 1)
		qsort(c.list.items, c.list.n, sizeof *c.list.items, cmp);
	return c.list;
}
