/* SPDX-License-Identifier: ISC */
#include "core/timetable_item.h"

#include "core/path.h"
#include "core/public.h"
#include "core/query.h"

#include <string.h>

enum { NAME_MIN = 4 }; /* characters of an acronym, and of each part of a slug */

/* ---- names ---- */

const char *
timetable_acronym(struct arena *a, const char *id)
{
	char *s = arena_printf(
	    a, "%s%.*s", id, strlen(id) < NAME_MIN ? NAME_MIN - (int)strlen(id) : 0, "____");

	for (char *p = s; *p != '\0'; p++)
		if (*p == '-')
			*p = '_';
	return s;
}

/* No id has a '_', so two of them stay two. Some demand that a letter or a digit is last. */
static const char *
slug_of(struct arena *a, const char *acronym, const char *id)
{
	size_t n = strlen(id);

	return arena_printf(a, "%s-%.*s%s%s", acronym, n < NAME_MIN ? (int)(NAME_MIN - n) : 0,
	    "____", id, id[n - 1] == '-' ? "_0" : "");
}

const char *
timetable_url(const struct words *w, const char *path)
{
	const char *web = w->site->web;
	size_t n = strlen(path);

	if (web == NULL)
		return arena_printf(w->arena, "gemini://%s/%s", w->site->host, path);
	return arena_printf(w->arena, "%s%s", web,
	    n == 0 || path[n - 1] == '/' ? path : path_to_file(w->arena, path));
}

static const char *
line(const struct words *w, const struct text *t)
{
	return text_line(w->arena, text_get(t, w->lang, NULL));
}

/* What it is known by: its UID, or of what was never published what that would be made of. */
static const char *
known_by(const struct words *w, const struct identity *id, const struct event *ev, const char *se)
{
	if (id->uid != NULL)
		return id->uid;
	return arena_printf(w->arena, "%s/%s/session/%s", w->site->host, ev->id, se);
}

static void
set_identity(struct timetable_item *it, const char *name)
{
	guid_make(name, it->guid);
	it->number = guid_number(name);
}

/* ---- rooms ---- */

static size_t
add_room(struct timetable_rooms *rs, const char *name, int capacity)
{
	size_t *place = arena_alloc(rs->w->arena, sizeof *place);

	*place = rs->n;
	names_put(&rs->by_name, name, place);
	*(struct timetable_room *)arena_push(rs->w->arena, &rs->items, &rs->n, sizeof *rs->items) =
	    (struct timetable_room){.name = name, .capacity = capacity};
	return *place;
}

/* Its title; of a second one of that title, where it is or what its id is, too. */
static const char *
name_of(struct timetable_rooms *rs, const struct room *ro)
{
	const char *title = line(rs->w, &ro->title), *name = title;

	if (*title == '\0')
		name = title = ro->id;
	if (names_get(&rs->by_name, name) != NULL && ro->venue != NULL)
		name = arena_printf(rs->w->arena, "%s, %s", title, line(rs->w, &ro->venue->name));
	while (names_get(&rs->by_name, name) != NULL)
		name = arena_printf(rs->w->arena, "%s (%s)", name, ro->id);
	return name;
}

static bool
has_room(const struct session *se, const struct room *ro)
{
	return se->slot.has_start && se->nrooms > 0 && se->rooms[0] == ro && session_is_shown(se);
}

static bool
is_used(const struct event *ev, const struct room *ro)
{
	for (size_t i = 0; i < ev->nsessions; i++)
		if (has_room(ev->sessions[i], ro))
			return true;
	return false;
}

void
timetable_rooms_begin(struct timetable_rooms *rs, const struct words *w, const struct event *ev)
{
	*rs = (struct timetable_rooms){.w = w, .event = ev};
	names_init(&rs->by_name, w->arena);
	rs->of = arena_array(w->arena, ev->nrooms + 1, sizeof *rs->of);
	for (size_t i = 0; i < ev->nrooms; i++) {
		const struct room *ro = &ev->rooms[i];

		if (!is_used(ev, ro))
			continue;
		rs->of[i] = add_room(rs, name_of(rs, ro), ro->capacity);
		guid_make(arena_printf(w->arena, "%s/%s/room/%s", w->site->host, ev->id, ro->id),
		    rs->items[rs->of[i]].guid);
	}
}

/* What readers see as the room of what has none. */
static const char *
place_of(const struct words *w, const struct event *ev, const struct session *se)
{
	const struct venue *v = se == NULL ? &ev->venue : session_venue(se);
	enum format format = se == NULL ? ev->format : session_format(se);
	const char *s = "";

	if (format == FORMAT_ONLINE)
		return words_get(w, WORD_FORMAT_ONLINE);
	if (v != NULL)
		s = line(w, &v->name);
	if (*s == '\0')
		s = line(w, &ev->place);
	return *s == '\0' ? line(w, &ev->title) : s;
}

static size_t
room_of(struct timetable_rooms *rs, const struct session *se)
{
	const char *name;
	size_t *place;

	if (se != NULL && se->nrooms > 0)
		for (size_t i = 0; i < rs->event->nrooms; i++)
			if (se->rooms[0] == &rs->event->rooms[i])
				return rs->of[i];
	name = place_of(rs->w, rs->event, se);
	place = names_get(&rs->by_name, name);
	return place != NULL ? *place : add_room(rs, name, -1);
}

/* ---- people and links ---- */

static bool
is_in(const struct timetable_item *it, const char *guid)
{
	for (size_t i = 0; i < it->npeople; i++)
		if (strcmp(it->people[i].guid, guid) == 0)
			return true;
	return false;
}

static void
add_person(struct timetable_item *it, const struct words *w, const struct person *pe)
{
	const char *known = arena_printf(w->arena, "%s/person/%s", w->site->host, pe->id);
	struct timetable_person tp = {.name = line(w, &pe->name), .number = guid_number(known)};

	guid_make(known, tp.guid);
	if (person_is_listed(pe) && !is_in(it, tp.guid))
		*(struct timetable_person *)arena_push(
		    w->arena, &it->people, &it->npeople, sizeof tp) = tp;
}

static void
add_link(struct timetable_item *it, const struct words *w, const char *key, const char *title,
    const char *url)
{
	if (url != NULL && url_is_safe(url))
		*(struct timetable_link *)arena_push(w->arena, &it->links, &it->nlinks,
		    sizeof *it->links) = (struct timetable_link){key, title, url};
}

static void
add_links(struct timetable_item *it, const struct words *w, const struct link *links, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (links[i].visibility == VISIBILITY_PUBLIC)
			add_link(it, w, links[i].name, words_link(w, &links[i]), links[i].url);
}

struct join_links
timetable_joins(struct arena *a, const struct event *ev, const struct session *se)
{
	if (se != NULL && !session_has_join(se) &&
	    (session_format(se) == FORMAT_IN_PERSON || se->type == TYPE_BREAK))
		return (struct join_links){.n = 0};
	return location_joins(a, ev, se);
}

static void
add_joins(struct timetable_item *it, const struct words *w, const struct event *ev,
    const struct session *se)
{
	struct join_links joins = timetable_joins(w->arena, ev, se);

	for (size_t i = 0; i < joins.n; i++)
		add_link(it, w, "join", words_get(w, WORD_JOIN), joins.of[i].url);
}

/* ---- items ---- */

static void
set_time(struct timetable_item *it, const struct slot *sl)
{
	int64_t minutes = sl->has_end ? (sl->end - sl->start) / 60 : 0;

	it->start = sl->start;
	it->minutes = minutes >= 24 * 60 ? 24 * 60 - 1 : (int)minutes;
}

void
timetable_item_of_event(struct timetable_item *it, const struct words *w, const struct event *ev,
    struct timetable_rooms *rooms)
{
	const char *acronym = timetable_acronym(w->arena, ev->id);

	*it = (struct timetable_item){.title = timetable_title(w, &ev->title, event_status(ev)),
	    .slug = slug_of(w->arena, acronym, ev->id),
	    .subtitle = line(w, &ev->subtitle),
	    .abstract = text_get(&ev->abstract, w->lang, NULL),
	    .notes = timetable_notes_of_event(w, ev),
	    .track = "",
	    .type = event_kind_words[ev->kind],
	    .language = ev->nlanguages > 0 ? ev->languages[0] : "",
	    .url = timetable_url(w, path_of_event(w->arena, ev)),
	    .room = room_of(rooms, NULL)};
	set_identity(it, known_by(w, &ev->identity, ev, ""));
	set_time(it, &ev->slot);
	for (size_t i = 0; i < ev->npeople; i++)
		add_person(it, w, ev->people[i].person);
	add_links(it, w, ev->links, ev->nlinks);
	add_joins(it, w, ev, NULL);
}

void
timetable_item_of_session(struct timetable_item *it, const struct words *w,
    const struct session *se, struct timetable_rooms *rooms)
{
	const struct event *ev = se->event;
	const char *const *languages = se->nlanguages > 0 ? se->languages : ev->languages;
	bool has_language = se->nlanguages > 0 || (ev->nlanguages > 0 && se->type != TYPE_BREAK);

	*it = (struct timetable_item){.session = se,
	    .title = timetable_title(w, &se->title, session_status(se)),
	    .slug = slug_of(w->arena, timetable_acronym(w->arena, ev->id), se->id),
	    .subtitle = line(w, &se->subtitle),
	    .abstract = text_get(&se->abstract, w->lang, NULL),
	    .notes = timetable_notes_of_session(w, se),
	    .track = se->ntracks > 0 ? line(w, &se->tracks[0]->title) : "",
	    .type = session_type_words[se->type],
	    .language = has_language ? languages[0] : "",
	    .url = timetable_url(w, path_of_session(w->arena, se)),
	    .room = room_of(rooms, se)};
	set_identity(it, known_by(w, &se->identity, ev, se->id));
	set_time(it, &se->slot);
	for (size_t i = 0; i < se->npeople; i++)
		if (se->people[i].as != ROLE_INTERPRETER)
			add_person(it, w, se->people[i].person);
	add_links(it, w, se->links, se->nlinks);
	add_joins(it, w, ev, se);
}
