/* SPDX-License-Identifier: ISC */
/* Sites built by hand, for tests of what works on the model. Everything lives in the site's arena;
 * strings given are borrowed. Things get places in the order in which they are made: line 1, 2, …
 */
#ifndef PLENARY_TESTS_BUILD_H
#define PLENARY_TESTS_BUILD_H

#include "core/model.h"

#define BUILD_UNUSED __attribute__((unused))

static int build_line;

/* Adds `item` to a list of pointers in the model. */
#define build_add(s, list, n, item)                                                                \
	(*(void **)arena_push((s)->arena, &(list), &(n), sizeof(void *)) = (void *)(item))

BUILD_UNUSED static struct text
build_text(struct site *s, const char *lang, const char *words)
{
	struct text_in *in = arena_alloc(s->arena, sizeof *in);

	*in = (struct text_in){lang, words};
	return (struct text){.in = in, .n = 1, .at = {"site.yaml", ++build_line, 1}};
}

/* A site in English. */
BUILD_UNUSED static struct site *
build_site(void)
{
	struct site *s = site_new();

	build_line = 0;
	s->title = build_text(s, "en", "Site");
	s->host = "example.org";
	build_add(s, s->languages, s->nlanguages, "en");
	return s;
}

BUILD_UNUSED static struct person *
build_person(struct site *s, const char *id, const char *name)
{
	struct person *pe = arena_alloc(s->arena, sizeof *pe);

	*pe = (struct person){.id = id, .at = {"site.yaml", ++build_line, 1}};
	pe->name = build_text(s, "en", name);
	build_add(s, s->people, s->npeople, pe);
	return pe;
}

/* An event in `zone`; its file is "ID.yaml". */
BUILD_UNUSED static struct event *
build_event(struct site *s, const char *id, const struct tz *zone)
{
	struct event *ev = arena_alloc(s->arena, sizeof *ev);

	*ev = (struct event){.id = id, .zone = zone, .capacity = -1};
	ev->file = arena_printf(s->arena, "%s.yaml", id);
	ev->title = build_text(s, "en", id);
	ev->at = ev->title.at = (struct place){ev->file, ++build_line, 1};
	build_add(s, s->events, s->nevents, ev);
	return ev;
}

/* A slot on a day: minutes since 1970 at the start, and of its length. */
BUILD_UNUSED static struct slot
build_slot(struct date day, int64_t start, int minutes)
{
	return (struct slot){day, true, true, start * 60, (start + minutes) * 60};
}

/* A session whose title is its id. */
BUILD_UNUSED static struct session *
build_session(struct site *s, struct event *ev, const char *id, struct slot slot)
{
	struct session *se = arena_alloc(s->arena, sizeof *se);

	*se = (struct session){.id = id, .slot = slot, .event = ev, .capacity = -1};
	se->title = build_text(s, "en", id);
	se->at = se->title.at = (struct place){ev->file, ++build_line, 3};
	build_add(s, ev->sessions, ev->nsessions, se);
	return se;
}

BUILD_UNUSED static void
build_appear(struct site *s, struct session *se, const struct person *pe, enum role as)
{
	struct appearance *ap = arena_push(s->arena, &se->people, &se->npeople, sizeof *se->people);

	*ap = (struct appearance){.person = pe, .as = as, .at = se->at};
}

#endif
