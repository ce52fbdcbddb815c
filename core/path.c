/* SPDX-License-Identifier: ISC */
#include "core/path.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* A path being taken apart: what is left of it. */
struct rest {
	const char *s;
};

/* Takes "WORD/" off the front. */
static bool
take_folder(struct rest *r, const char *word)
{
	size_t n = strlen(word);

	if (strncmp(r->s, word, n) != 0 || r->s[n] != '/')
		return false;
	r->s += n + 1;
	return true;
}

/* Takes an id off the front, up to a '/', a '.' or the end. */
static bool
take_id(struct rest *r, char id[ID_MAX + 1])
{
	size_t n = strcspn(r->s, "/.");

	if (n == 0 || n > ID_MAX)
		return false;
	memcpy(id, r->s, n);
	id[n] = '\0';
	r->s += n;
	return id_is_valid(id);
}

static bool
take_end(const struct rest *r, const char *end)
{
	return strcmp(r->s, end) == 0;
}

static bool
has_day(const struct event *ev, struct date day)
{
	for (size_t i = 0; i < ev->nsessions; i++)
		if (!ev->sessions[i]->identity.withdrawn && date_eq(ev->sessions[i]->slot.day, day))
			return true;
	return false;
}

static enum path_kind
find_session(struct place_in_site *at, struct rest *r)
{
	char id[ID_MAX + 1];

	if (!take_id(r, id) || (at->session = event_find_session(at->event, id)) == NULL)
		return PATH_NONE;
	if (take_end(r, ".ics"))
		return PATH_SESSION_ICS;
	return take_end(r, "") && !at->session->identity.withdrawn ? PATH_SESSION : PATH_NONE;
}

/* What follows "EVENT/". */
static enum path_kind
find_in_event(struct place_in_site *at, struct rest *r)
{
	char id[ID_MAX + 1];

	if (take_end(r, ""))
		return PATH_EVENT;
	if (take_end(r, "changes"))
		return PATH_EVENT_CHANGES;
	if (take_folder(r, "session"))
		return find_session(at, r);
	if (take_folder(r, "day"))
		return date_parse(r->s, &at->day) && has_day(at->event, at->day) ? PATH_DAY
										 : PATH_NONE;
	if (take_folder(r, "track") && take_id(r, id) && take_end(r, ""))
		return (at->track = event_find_track(at->event, id)) ? PATH_TRACK : PATH_NONE;
	if (take_folder(r, "room") && take_id(r, id) && take_end(r, ""))
		return (at->room = event_find_room(at->event, id)) ? PATH_ROOM : PATH_NONE;
	return PATH_NONE;
}

/* Of what was withdrawn only the calendars are left. */
static enum path_kind
find_event(const struct site *s, struct place_in_site *at, struct rest *r)
{
	enum path_kind kind = PATH_NONE;
	char id[ID_MAX + 1];

	if (!take_id(r, id) || (at->event = site_find_event(s, id)) == NULL)
		return PATH_NONE;
	if (take_end(r, ".ics"))
		return PATH_EVENT_ICS;
	at->missing_slash = take_end(r, "");
	if (at->missing_slash)
		kind = PATH_EVENT;
	else if (*r->s++ == '/')
		kind = find_in_event(at, r);
	return at->event->identity.withdrawn && kind != PATH_SESSION_ICS ? PATH_NONE : kind;
}

/* What follows "person/" or "series/"; the id is the rest. */
static enum path_kind
find_of_site(const struct site *s, struct place_in_site *at, struct rest *r, bool person)
{
	char id[ID_MAX + 1];

	if (!take_id(r, id) || !take_end(r, ""))
		return PATH_NONE;
	if (person)
		return (at->person = site_find_person(s, id)) ? PATH_PERSON : PATH_NONE;
	return (at->series = site_find_series(s, id)) ? PATH_SERIES : PATH_NONE;
}

static enum path_kind
find(const struct site *s, struct place_in_site *at, const char *path)
{
	static const struct {
		const char *path;
		enum path_kind kind;
	} fixed[] = {{"", PATH_HOME}, {"about", PATH_ABOUT}, {"changes", PATH_CHANGES},
	    {"people/", PATH_PEOPLE}, {"people", PATH_PEOPLE}, {"all.ics", PATH_ALL_ICS}};
	struct rest r = {path};

	for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++) {
		if (strcmp(path, fixed[i].path) != 0)
			continue;
		at->missing_slash = strcmp(path, "people") == 0;
		return fixed[i].kind;
	}
	if (take_folder(&r, "person"))
		return find_of_site(s, at, &r, true);
	if (take_folder(&r, "series"))
		return find_of_site(s, at, &r, false);
	return find_event(s, at, &r);
}

struct place_in_site
path_find(const struct site *s, const char *path)
{
	struct place_in_site at = {.kind = PATH_NONE};

	at.kind = find(s, &at, path);
	if (at.kind == PATH_NONE)
		return (struct place_in_site){.kind = PATH_NONE};
	return at;
}

const char *
path_of_event(struct arena *a, const struct event *ev)
{
	return arena_printf(a, "%s/", ev->id);
}

const char *
path_of_day(struct arena *a, const struct event *ev, struct date day)
{
	char text[11];

	date_format(day, text);
	return arena_printf(a, "%s/day/%s", ev->id, text);
}

const char *
path_of_session(struct arena *a, const struct session *se)
{
	return arena_printf(a, "%s/session/%s", se->event->id, se->id);
}

const char *
path_of_track(struct arena *a, const struct event *ev, const struct track *tr)
{
	return arena_printf(a, "%s/track/%s", ev->id, tr->id);
}

const char *
path_of_room(struct arena *a, const struct event *ev, const struct room *ro)
{
	return arena_printf(a, "%s/room/%s", ev->id, ro->id);
}

const char *
path_of_person(struct arena *a, const struct person *pe)
{
	return arena_printf(a, "person/%s", pe->id);
}

const char *
path_of_series(struct arena *a, const struct series *se)
{
	return arena_printf(a, "series/%s", se->id);
}

const char *
path_of_event_changes(struct arena *a, const struct event *ev)
{
	return arena_printf(a, "%s/changes", ev->id);
}

const char *
path_of_event_ics(struct arena *a, const struct event *ev)
{
	return arena_printf(a, "%s.ics", ev->id);
}

const char *
path_of_session_ics(struct arena *a, const struct session *se)
{
	return arena_printf(a, "%s/session/%s.ics", se->event->id, se->id);
}

const char *
path_to_file(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash == NULL ? path : slash + 1;

	if (*name == '\0')
		return arena_printf(a, "%sindex.html", path);
	if (strchr(name, '.') != NULL)
		return arena_strdup(a, path);
	return arena_printf(a, "%s.html", path);
}

const char *
path_relative(struct arena *a, const char *from, const char *to)
{
	size_t common = 0, ups = 0, n;
	char *p, *out;

	for (size_t i = 0; from[i] != '\0' && from[i] == to[i]; i++)
		if (from[i] == '/')
			common = i + 1;
	for (const char *f = from + common; *f != '\0'; f++)
		ups += *f == '/';
	n = strlen(to + common);
	out = p = arena_alloc(a, ups * 3 + n + 1);
	for (; ups > 0; ups--, p += 3)
		memcpy(p, "../", 3);
	memcpy(p, to + common, n);
	return out;
}

bool
url_is_safe(const char *url)
{
	static const struct {
		const char *scheme;
		bool has_host;
	} schemes[] = {{"https:", true}, {"http:", true}, {"gemini:", true}, {"mailto:", false},
	    {"tel:", false}, {"geo:", false}};

	for (const char *c = url; *c != '\0'; c++)
		if ((unsigned char)*c <= ' ' || *c == 0x7f || strchr("<>\"\\^`{|}", *c) != NULL)
			return false;
	for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++) {
		size_t n = strlen(schemes[i].scheme);

		if (strncasecmp(url, schemes[i].scheme, n) != 0)
			continue;
		url += n;
		if (!schemes[i].has_host)
			return *url != '\0';
		return strncmp(url, "//", 2) == 0 && url[2] != '\0' && url[2] != '/' &&
		       url[2] != '?' && url[2] != '#';
	}
	return false;
}
