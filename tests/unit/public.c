/* SPDX-License-Identifier: ISC */
/* A site with a canary in each private place; afterwards the whole model is walked and none must
 * be found. */
#include "core/public.h"
#include "tests/lib/tap.h"
#include "tests/lib/walk.h"

#include <stdlib.h>

#define CANARY "CANARY-7f3a"

/* ---- what is looked for ---- */

static int canaries, strings;
static char found[64];

static void
see(const char *s)
{
	strings++;
	if (strstr(s, CANARY) == NULL)
		return;
	canaries++;
	snprintf(found, sizeof found, "%s", s);
}

static void
see_site(const struct site *s)
{
	canaries = strings = 0;
	found[0] = '\0';
	walk_site(s, see);
}

/* ---- the site ---- */

static struct text
text(struct site *s, const char *words)
{
	struct text_in *in = arena_alloc(s->arena, sizeof *in);

	*in = (struct text_in){"en", words};
	return (struct text){.in = in, .n = 1};
}

static struct person *
add_person(struct site *s, const char *id, const char *words, enum visibility v, const char *file)
{
	struct person **p = arena_push(s->arena, &s->people, &s->npeople, sizeof *p);

	*p = arena_alloc(s->arena, sizeof **p);
	**p = (struct person){.id = id,
	    .name = text(s, words),
	    .bio = text(s, words),
	    .role = text(s, words),
	    .organisation = text(s, words),
	    .url = words,
	    .visibility = v,
	    .at = {file, 1, 1}};
	return *p;
}

static struct event *
add_event(struct site *s, const char *id, const char *words, enum visibility v)
{
	struct event **p = arena_push(s->arena, &s->events, &s->nevents, sizeof *p);

	*p = arena_alloc(s->arena, sizeof **p);
	**p = (struct event){.id = id,
	    .title = text(s, words),
	    .abstract = text(s, words),
	    .visibility = v,
	    .file = arena_printf(s->arena, "%s.yaml", id)};
	return *p;
}

static struct session *
add_session(struct site *s, struct event *ev, const char *id, const char *words, enum visibility v)
{
	struct session **p = arena_push(s->arena, &ev->sessions, &ev->nsessions, sizeof *p);

	*p = arena_alloc(s->arena, sizeof **p);
	**p = (struct session){.id = id,
	    .title = text(s, words),
	    .abstract = text(s, words),
	    .visibility = v,
	    .event = ev};
	return *p;
}

static void
add_appearance(struct site *s, struct session *se, const struct person *pe)
{
	struct appearance *p = arena_push(s->arena, &se->people, &se->npeople, sizeof *p);

	p->person = pe;
}

static void
add_attendee(struct site *s, struct event *ev, const struct person *pe)
{
	struct attendee *p = arena_push(s->arena, &ev->people, &ev->npeople, sizeof *p);

	p->person = pe;
	p->role = text(s, text_get(&pe->name, NULL, NULL));
}

static struct link *
links(struct site *s, size_t *n)
{
	struct link *l = arena_array(s->arena, 3, sizeof *l);

	l[0] = (struct link){.name = "minutes", .url = CANARY, .visibility = VISIBILITY_PRIVATE};
	l[1] = (struct link){.name = "slides", .url = "https://slides"};
	l[2] = (struct link){
	    .name = CANARY, .label = text(s, CANARY), .visibility = VISIBILITY_PRIVATE};
	*n = 3;
	return l;
}

static struct event *
build_forum(struct site *s, struct person *ada, struct person *secret)
{
	struct event *ev = add_event(s, "forum", "Forum", VISIBILITY_PUBLIC);
	struct session *se = add_session(s, ev, "opening", "Opening", VISIBILITY_PUBLIC), *hidden;

	ev->venue = (struct venue){.name = text(s, "A house"),
	    .address = text(s, CANARY),
	    .access = text(s, CANARY),
	    .has_geo = true,
	    .latitude = 52.5,
	    .longitude = 13.4,
	    .url = CANARY,
	    .visibility = VISIBILITY_PRIVATE};
	ev->venues = arena_alloc(s->arena, sizeof *ev->venues);
	ev->nvenues = 1;
	ev->venues[0] = ev->venue;
	ev->venues[0].id = "annex";
	ev->venues[0].name = text(s, "An annex");
	ev->links = links(s, &ev->nlinks);
	ev->join = CANARY;
	ev->join_visibility = VISIBILITY_PRIVATE;
	ev->rooms = arena_array(s->arena, 2, sizeof *ev->rooms);
	ev->nrooms = 2;
	ev->rooms[0] = (struct room){
	    .id = "a", .title = text(s, "A"), .url = "https://a", .venue = &ev->venues[0]};
	ev->rooms[1] = (struct room){
	    .id = "b", .title = text(s, "B"), .url = CANARY, .visibility = VISIBILITY_PRIVATE};
	add_attendee(s, ev, secret);
	add_attendee(s, ev, ada);
	se->rooms = arena_array(s->arena, 1, sizeof *se->rooms);
	se->rooms[0] = &ev->rooms[1];
	se->nrooms = 1;
	se->links = links(s, &se->nlinks);
	se->join = CANARY;
	se->join_visibility = VISIBILITY_PRIVATE;
	add_appearance(s, se, secret);
	add_appearance(s, se, ada);
	add_appearance(s, se, secret);
	hidden = add_session(s, ev, CANARY, CANARY, VISIBILITY_PRIVATE);
	add_appearance(s, hidden, ada);
	add_session(s, ev, "aside", "Aside", VISIBILITY_UNLISTED);
	return ev;
}

static struct site *
build(void)
{
	struct site *s = site_new();
	struct person *ada, *secret, *from_draft, *both;
	struct event *forum, *draft, *closed;
	struct session *se;

	s->title = text(s, "Site");
	ada = add_person(s, "ada", "Ada Example", VISIBILITY_PUBLIC, "site.yaml");
	secret = add_person(s, "secret-" CANARY, CANARY, VISIBILITY_PRIVATE, "site.yaml");
	from_draft = add_person(s, "only-draft-" CANARY, CANARY, VISIBILITY_PUBLIC, "draft.yaml");
	both = add_person(s, "both", CANARY, VISIBILITY_PUBLIC, "draft.yaml");
	both->name = text(s, "Bo Both");
	ada->bio = text(s, CANARY);
	ada->bio.at.file = "draft.yaml";

	draft = add_event(s, "draft", CANARY, VISIBILITY_PUBLIC);
	draft->draft = true;
	add_attendee(s, draft, from_draft);
	add_session(s, draft, CANARY, CANARY, VISIBILITY_PUBLIC);
	forum = build_forum(s, ada, secret);
	se = add_session(s, forum, "shared", "Shared", VISIBILITY_PUBLIC);
	add_appearance(s, se, both);
	closed = add_event(s, "closed", CANARY, VISIBILITY_PRIVATE);
	se = add_session(s, closed, CANARY, CANARY, VISIBILITY_PUBLIC);
	add_appearance(s, se, ada);
	add_event(s, "quiet", "Quiet", VISIBILITY_UNLISTED);
	return s;
}

/* ---- the tests ---- */

static void
test_nothing_private_is_left(void)
{
	struct site *s = build();
	const struct event *ev;

	see_site(s);
	ok(canaries > 30, "%d canaries before", canaries);
	public_view(s);
	see_site(s);
	is_int(canaries, 0, "none after");
	is_str(found, "", "none after");
	ok(strings > 20, "%d strings are left", strings);
	ok(site_find_event(s, "draft") == NULL && site_find_event(s, "closed") == NULL,
	    "no draft, no private event");
	ev = site_find_event(s, "forum");
	is_int(s->nevents, 2, "two events are left");
	is_int(ev->nsessions, 3, "three sessions of the forum are left");
	is_int(ev->sessions[0]->npeople, 1, "one person of the opening is left");
	is_str(ev->sessions[0]->people[0].person->id, "ada", "and it is Ada");
	is_int(ev->npeople, 1, "one attendee is left");
	is_int(ev->nlinks, 1, "one link is left");
	is_str(ev->links[0].url, "https://slides", "the public one");
	is_str(ev->rooms[0].url, "https://a", "a public room link is left");
	is_str(text_get(&ev->venue.name, NULL, NULL), "A house", "the venue keeps its name");
	is_str(text_get(&ev->venues[0].name, NULL, NULL), "An annex", "another one, too");
	ok(!ev->venues[0].has_geo && !text_is_set(&ev->venues[0].address),
	    "and nothing else when it is private");
	ok(ev->rooms[0].venue == &ev->venues[0], "what is in it is in it still");
	ok(!ev->venue.has_geo && ev->venue.latitude == 0, "and has no place on the map");
	ok(site_find_person(s, "both") != NULL, "who is named in public stays");
	is_int(s->npeople, 2, "two people are left");
	public_view(s);
	is_int(s->nevents, 2, "a second time changes nothing");
	site_free(s);
}

static void
test_public_stays(void)
{
	struct site *s = site_new();
	struct event *ev = add_event(s, "e", "E", VISIBILITY_PUBLIC);

	ev->join = "https://join";
	ev->venue = (struct venue){.address = text(s, "Street 1"), .has_geo = true};
	ev->join_visibility = VISIBILITY_UNLISTED;
	public_view(s);
	is_str(ev->join, "https://join", "an unlisted join link stays");
	is_str(text_get(&ev->venue.address, NULL, NULL), "Street 1", "a public address stays");
	ok(ev->venue.has_geo, "a public place on the map stays");
	site_free(s);
}

static void
test_withdrawn(void)
{
	struct site *s = site_new();
	struct event *ev = add_event(s, "e", "E", VISIBILITY_PUBLIC);
	struct session *se = add_session(s, ev, "was-public", CANARY, VISIBILITY_PUBLIC);
	struct event *gone = add_event(s, "gone", CANARY, VISIBILITY_PUBLIC);

	se->slot = (struct slot){{2031, 5, 5}, true, true, 1000, 2000};
	se->join = CANARY;
	se->identity = (struct identity){.uid = "u", .gone = true, .withdrawn = true};
	gone->identity = se->identity;
	gone->venue.name = text(s, CANARY);
	add_session(s, gone, "in-gone", CANARY, VISIBILITY_PUBLIC);
	public_view(s);
	see_site(s);
	is_int(canaries, 0, "nothing of what was withdrawn is told");
	is_int(se->slot.start, 1000, "but its time");
	is_str(se->identity.uid, "u", "and its UID");
	is_int(session_status(se), STATUS_CANCELLED, "as cancelled");
	site_free(s);
}

/* A session that is gone comes from an earlier revision, with that revision's people and rooms. */
static void
test_kept(void)
{
	struct site *s = site_new(), *old = build();
	struct event *ev = add_event(s, "forum", "Forum", VISIBILITY_PUBLIC), *was;
	struct session **p;

	was = site_find_event(old, "forum");
	add_person(s, "ada", CANARY, VISIBILITY_PRIVATE, "site.yaml");
	*(struct site **)arena_push(s->arena, &s->kept, &s->nkept, sizeof *s->kept) = old;
	p = arena_push(s->arena, &ev->sessions, &ev->nsessions, sizeof *p);
	*p = was->sessions[0];
	(*p)->identity.gone = true;
	public_view(s);
	see_site(s);
	is_int(canaries, 0, "nothing private is left in what was kept");
	is_int(ev->sessions[0]->npeople, 0, "who became private is not named any more");
	site_free(s);
}

static void
test_listed(void)
{
	struct event open = {.id = "a"}, aside = {.id = "b", .visibility = VISIBILITY_UNLISTED};
	struct session a = {.id = "a", .event = &open}, b = {.id = "b", .event = &aside};

	ok(event_is_listed(&open) && !event_is_listed(&aside), "events listed and not");
	ok(session_is_listed(&a) && !session_is_listed(&b), "sessions as their event");
	a.visibility = VISIBILITY_UNLISTED;
	ok(!session_is_listed(&a), "an unlisted session");
}

int
main(void)
{
	test_nothing_private_is_left();
	test_public_stays();
	test_withdrawn();
	test_kept();
	test_listed();
	return tap_done();
}
