/* SPDX-License-Identifier: ISC */
#include "core/path.h"

#include <string.h>
#include <strings.h>

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
path_of_agenda(struct arena *a, const struct event *ev)
{
	return arena_printf(a, "%s/agenda", ev->id);
}

const char *
path_of_event_language(struct arena *a, const struct event *ev, const char *tag)
{
	return arena_printf(a, "%s/language/%s", ev->id, tag);
}

const char *
path_of_event_format(struct arena *a, const struct event *ev, enum format format)
{
	return arena_printf(a, "%s/format/%s", ev->id, format_words[format]);
}

const char *
path_of_programme(struct arena *a, int year)
{
	return arena_printf(a, "programme/%d", year);
}

const char *
path_of_event_changes(struct arena *a, const struct event *ev)
{
	return arena_printf(a, "%s/changes", ev->id);
}

bool
place_is_calendar(const struct place_in_site *at)
{
	return at->kind >= PATH_ALL_ICS;
}

bool
place_is_file(const struct place_in_site *at)
{
	return at->kind >= PATH_ATOM;
}

static const char *
in_event(struct arena *a, const struct event *ev, const char *name)
{
	return arena_printf(a, "%s/%s", ev->id, name);
}

/* Of changes, or those between two revisions, the earlier first. */
static const char *
path_of_changes(struct arena *a, const struct place_in_site *at)
{
	const char *path =
	    at->kind == PATH_CHANGES ? "changes" : path_of_event_changes(a, at->event);

	if (at->to == 0)
		return path;
	return arena_printf(a, "%s/%d-%d", path, at->from < at->to ? at->from : at->to,
	    at->from < at->to ? at->to : at->from);
}

static const char *
path_of_page(struct arena *a, const struct place_in_site *at)
{
	switch (at->kind) {
	case PATH_HOME: return "";
	case PATH_ABOUT: return "about";
	case PATH_CHANGES:
	case PATH_EVENT_CHANGES: return path_of_changes(a, at);
	case PATH_PEOPLE: return "people/";
	case PATH_SUBSCRIBE: return "subscribe";
	case PATH_CALLS: return "calls";
	case PATH_PROGRAMME: return path_of_programme(a, at->year);
	case PATH_SERIES: return path_of_series(a, at->series);
	case PATH_PERSON: return path_of_person(a, at->person);
	case PATH_EVENT: return path_of_event(a, at->event);
	case PATH_DAY: return path_of_day(a, at->event, at->day);
	case PATH_SESSION: return path_of_session(a, at->session);
	case PATH_TRACK: return path_of_track(a, at->event, at->track);
	case PATH_ROOM: return path_of_room(a, at->event, at->room);
	case PATH_EVENT_LANGUAGE: return path_of_event_language(a, at->event, at->spoken);
	case PATH_EVENT_FORMAT: return path_of_event_format(a, at->event, at->format);
	case PATH_AGENDA: return path_of_agenda(a, at->event);
	case PATH_AGENDA_TEXT: return in_event(a, at->event, "agenda.txt");
	case PATH_ZONES: return "in";
	case PATH_EVENT_ZONES: return in_event(a, at->event, "in");
	case PATH_LANGUAGES: return "languages";
	case PATH_EVENT_LANGUAGES: return in_event(a, at->event, "languages");
	case PATH_SEARCH: return "search";
	case PATH_EVENT_SEARCH: return in_event(a, at->event, "search");
	case PATH_FEED: return "feed";
	case PATH_EVENT_FEED: return in_event(a, at->event, "feed");
	case PATH_CHANGES_SINCE: return "changes/since";
	case PATH_EVENT_CHANGES_SINCE: return in_event(a, at->event, "changes/since");
	case PATH_ATOM: return "feed.xml";
	case PATH_EVENT_ATOM: return in_event(a, at->event, "feed.xml");
	case PATH_SCHEDULE_XML: return in_event(a, at->event, "schedule.xml");
	case PATH_SCHEDULE_JSON: return in_event(a, at->event, "schedule.json");
	case PATH_SESSIONS_CSV: return in_event(a, at->event, "sessions.csv");
	case PATH_NOW: return "now";
	case PATH_MISSING: return "404";
	default: return NULL;
	}
}

/* A calendar's path up to its texts' language. */
static const char *
calendar_stem(struct arena *a, const struct place_in_site *at)
{
	switch (at->kind) {
	case PATH_SERIES_ICS: return path_of_series(a, at->series);
	case PATH_KIND_ICS: return arena_printf(a, "kind/%s", event_kind_words[at->event_kind]);
	case PATH_LANGUAGE_ICS: return arena_printf(a, "language/%s", at->spoken);
	case PATH_PERSON_ICS: return path_of_person(a, at->person);
	case PATH_EVENT_ICS: return at->event->id;
	case PATH_SESSION_ICS: return path_of_session(a, at->session);
	case PATH_TRACK_ICS:
		return arena_printf(a, "%s/track/%s%s", at->event->id, at->track->id,
		    at->without_breaks ? ".sessions" : "");
	case PATH_ROOM_ICS: return path_of_room(a, at->event, at->room);
	case PATH_EVENT_LANGUAGE_ICS: return path_of_event_language(a, at->event, at->spoken);
	default: return "all";
	}
}

const char *
path_of_place(struct arena *a, const struct site *s, const struct place_in_site *at)
{
	const char *first = site_language(s), *stem;

	if (!place_is_calendar(at))
		return path_of_page(a, at);
	stem = calendar_stem(a, at);
	if (at->lang == NULL || (first != NULL && strcmp(at->lang, first) == 0))
		return arena_printf(a, "%s.ics", stem);
	return arena_printf(a, "%s.%s.ics", stem, at->lang);
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

/* How much of the front of two paths is a folder of both; and how many folders `from` is below it.
 */
static size_t
common_folder(const char *from, const char *to, size_t *ups)
{
	size_t common = 0;

	*ups = 0;
	for (size_t i = 0; from[i] != '\0' && from[i] == to[i]; i++)
		if (from[i] == '/')
			common = i + 1;
	for (const char *f = from + common; *f != '\0'; f++)
		*ups += *f == '/';
	return common;
}

const char *
path_relative(struct arena *a, const char *from, const char *to)
{
	size_t ups, common = common_folder(from, to, &ups), n = strlen(to + common);
	char *p, *out;

	out = p = arena_alloc(a, ups * 3 + n + 1);
	for (; ups > 0; ups--, p += 3)
		memcpy(p, "../", 3);
	memcpy(p, to + common, n);
	return out;
}

const char *
path_put_ups(struct buf *out, const char *from, const char *to)
{
	size_t ups, common = common_folder(from, to, &ups);

	if (ups == 0 && to[common] == '\0')
		buf_puts(out, "./");
	for (; ups > 0; ups--)
		buf_puts(out, "../");
	return to + common;
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
		if ((unsigned char)*c <= ' ')
			return false;
	if (url[strcspn(url, "<>\"\\^`{|}\x7f")] != '\0')
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

const char *
url_after_web(const char *url)
{
	if (!url_is_safe(url) || strncasecmp(url, "http", 4) != 0)
		return NULL;
	return strchr(url, ':');
}
