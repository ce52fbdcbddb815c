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

/* The languages of a session, or those of its event if it names none. */
struct spoken {
	const char **held, **into;
	size_t nheld, ninto;
};

static struct spoken
spoken_in(const struct session *se)
{
	const struct event *ev = se->event;

	if (se->nlanguages + se->ninterpretation > 0)
		return (struct spoken){
		    se->languages, se->interpretation, se->nlanguages, se->ninterpretation};
	return (struct spoken){
	    ev->languages, ev->interpretation, ev->nlanguages, ev->ninterpretation};
}

static bool
has_tag(const struct spoken *in, const char *tag)
{
	return each_of(in->held, in->nheld, is_wanted, (void *)tag) != NULL ||
	       each_of(in->into, in->ninto, is_wanted, (void *)tag) != NULL;
}

static bool
has_all(const struct spoken *in, const struct spoken *of)
{
	for (size_t i = 0; i < of->nheld; i++)
		if (!has_tag(in, of->held[i]))
			return false;
	for (size_t i = 0; i < of->ninto; i++)
		if (!has_tag(in, of->into[i]))
			return false;
	return true;
}

bool
query_has_languages(const struct event *ev)
{
	struct spoken first = {0};

	for (size_t i = 0; i < ev->nsessions; i++) {
		const struct session *se = ev->sessions[i];
		struct spoken in = spoken_in(se);

		if (!session_is_shown(se) || in.nheld + in.ninto == 0)
			continue;
		if (first.nheld + first.ninto == 0)
			first = in;
		else if (!has_all(&first, &in) || !has_all(&in, &first))
			return true;
	}
	return false;
}

bool
query_has_language(const struct event *ev, const char *lang)
{
	for (size_t i = 0; i < ev->nsessions; i++)
		if (session_is_shown(ev->sessions[i]) && ev->sessions[i]->type != TYPE_BREAK &&
		    session_in_language(ev->sessions[i], lang))
			return true;
	return false;
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
