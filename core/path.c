/* SPDX-License-Identifier: ISC */
#include "core/path.h"

#include "core/query.h"
#include "core/sheet.h"
#include "core/timetable.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { REVISION_DIGITS = 9, YEAR_DIGITS = 4 };

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

/* Takes what is up to a '/', a '.' or the end off the front: an id, a tag. */
static bool
take_name(struct rest *r, char name[ID_MAX + 1])
{
	size_t n = strcspn(r->s, "/.");

	if (n == 0 || n > ID_MAX)
		return false;
	memcpy(name, r->s, n);
	name[n] = '\0';
	r->s += n;
	return true;
}

static bool
take_id(struct rest *r, char id[ID_MAX + 1])
{
	return take_name(r, id) && id_is_valid(id);
}

static bool
take_end(const struct rest *r, const char *end)
{
	return strcmp(r->s, end) == 0;
}

/* Takes the end of a calendar's name, ".ics" or ".TAG.ics". */
static bool
take_ics(const struct site *s, struct place_in_site *at, const struct rest *r)
{
	for (size_t i = 0; i < s->nlanguages; i++) {
		size_t n = strlen(s->languages[i]);

		if (*r->s == '.' && strncmp(r->s + 1, s->languages[i], n) == 0 &&
		    strcmp(r->s + 1 + n, ".ics") == 0) {
			at->lang = s->languages[i];
			return true;
		}
	}
	return take_end(r, ".ics");
}

static bool
has_day(const struct event *ev, struct date day)
{
	for (size_t i = 0; i < ev->nsessions; i++)
		if (!ev->sessions[i]->identity.withdrawn && date_eq(ev->sessions[i]->slot.day, day))
			return true;
	return false;
}

/* Takes a number of at most so many digits off the front, as it is printed: no sign, no zero before
 * it. */
static bool
take_number(struct rest *r, int *out, size_t digits)
{
	size_t n = strspn(r->s, "0123456789");

	if (n == 0 || n > digits || *r->s == '0')
		return false;
	*out = 0;
	for (; n > 0; n--)
		*out = *out * 10 + (*r->s++ - '0');
	return true;
}

/* What follows "changes/": two published revisions. */
static bool
find_revisions(const struct site *s, struct place_in_site *at, struct rest *r)
{
	if (!take_number(r, &at->from, REVISION_DIGITS) || *r->s++ != '-' ||
	    !take_number(r, &at->to, REVISION_DIGITS))
		return false;
	return take_end(r, "") && at->from != at->to && at->from <= s->revision &&
	       at->to <= s->revision;
}

static enum path_kind
find_session(const struct site *s, struct place_in_site *at, struct rest *r)
{
	char id[ID_MAX + 1];

	if (!take_id(r, id) || (at->session = event_find_session(at->event, id)) == NULL)
		return PATH_NONE;
	if (take_ics(s, at, r))
		return PATH_SESSION_ICS;
	return take_end(r, "") && !at->session->identity.withdrawn ? PATH_SESSION : PATH_NONE;
}

static enum path_kind
find_track(const struct site *s, struct place_in_site *at, struct rest *r)
{
	static const char sessions[] = ".sessions";
	char id[ID_MAX + 1];

	if (!take_id(r, id) || (at->track = event_find_track(at->event, id)) == NULL)
		return PATH_NONE;
	if (take_end(r, ""))
		return PATH_TRACK;
	at->without_breaks = strncmp(r->s, sessions, strlen(sessions)) == 0;
	if (at->without_breaks)
		r->s += strlen(sessions);
	return take_ics(s, at, r) ? PATH_TRACK_ICS : PATH_NONE;
}

static enum path_kind
find_room(const struct site *s, struct place_in_site *at, struct rest *r)
{
	char id[ID_MAX + 1];

	if (!take_id(r, id) || (at->room = event_find_room(at->event, id)) == NULL)
		return PATH_NONE;
	if (take_end(r, ""))
		return PATH_ROOM;
	return take_ics(s, at, r) ? PATH_ROOM_ICS : PATH_NONE;
}

/* What follows "language/", of an event or (NULL) of the site. */
static enum path_kind
find_language(const struct site *s, struct place_in_site *at, struct rest *r)
{
	char tag[ID_MAX + 1];

	if (!take_name(r, tag) || (at->spoken = query_find_spoken(s, at->event, tag)) == NULL)
		return PATH_NONE;
	if (take_ics(s, at, r))
		return at->event != NULL ? PATH_EVENT_LANGUAGE_ICS : PATH_LANGUAGE_ICS;
	return at->event != NULL && take_end(r, "") && query_has_languages(at->event) &&
		       query_has_language(at->event, tag)
		   ? PATH_EVENT_LANGUAGE
		   : PATH_NONE;
}

static enum path_kind
find_format(struct place_in_site *at, const struct rest *r)
{
	int format = word_find(format_words, r->s);

	if (format <= FORMAT_UNSAID || !query_has_formats(at->event) ||
	    !query_has_format(at->event, (enum format)format))
		return PATH_NONE;
	at->format = (enum format)format;
	return PATH_EVENT_FORMAT;
}

/* What follows "EVENT/". */
static enum path_kind
find_in_event(const struct site *s, struct place_in_site *at, struct rest *r)
{
	static const struct {
		const char *path;
		enum path_kind kind;
	} fixed[] = {{"", PATH_EVENT}, {"changes", PATH_EVENT_CHANGES}, {"agenda", PATH_AGENDA},
	    {"agenda.txt", PATH_AGENDA_TEXT}, {"in", PATH_EVENT_ZONES},
	    {"languages", PATH_EVENT_LANGUAGES}, {"search", PATH_EVENT_SEARCH},
	    {"feed", PATH_EVENT_FEED}, {"changes/since", PATH_EVENT_CHANGES_SINCE},
	    {"feed.xml", PATH_EVENT_ATOM}};

	for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++)
		if (take_end(r, fixed[i].path))
			return fixed[i].kind;
	if (take_end(r, "schedule.xml"))
		return timetable_is_there(at->event) ? PATH_SCHEDULE_XML : PATH_NONE;
	if (take_end(r, "schedule.json"))
		return timetable_is_there(at->event) ? PATH_SCHEDULE_JSON : PATH_NONE;
	if (take_end(r, "sessions.csv"))
		return sheet_is_there(at->event) ? PATH_SESSIONS_CSV : PATH_NONE;
	if (take_folder(r, "changes"))
		return find_revisions(s, at, r) ? PATH_EVENT_CHANGES : PATH_NONE;
	if (take_folder(r, "session"))
		return find_session(s, at, r);
	if (take_folder(r, "day"))
		return date_parse(r->s, &at->day) && has_day(at->event, at->day) ? PATH_DAY
										 : PATH_NONE;
	if (take_folder(r, "track"))
		return find_track(s, at, r);
	if (take_folder(r, "room"))
		return find_room(s, at, r);
	if (take_folder(r, "language"))
		return find_language(s, at, r);
	if (take_folder(r, "format"))
		return find_format(at, r);
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
	if (take_ics(s, at, r))
		return PATH_EVENT_ICS;
	at->missing_slash = take_end(r, "");
	if (at->missing_slash)
		kind = PATH_EVENT;
	else if (*r->s++ == '/')
		kind = find_in_event(s, at, r);
	return at->event->identity.withdrawn && kind != PATH_SESSION_ICS ? PATH_NONE : kind;
}

static enum path_kind
find_person(const struct site *s, struct place_in_site *at, struct rest *r)
{
	char id[ID_MAX + 1];

	if (!take_id(r, id) || (at->person = site_find_person(s, id)) == NULL)
		return PATH_NONE;
	if (take_end(r, ""))
		return PATH_PERSON;
	return take_ics(s, at, r) ? PATH_PERSON_ICS : PATH_NONE;
}

static enum path_kind
find_series(const struct site *s, struct place_in_site *at, struct rest *r)
{
	char id[ID_MAX + 1];

	if (!take_id(r, id) || (at->series = site_find_series(s, id)) == NULL)
		return PATH_NONE;
	if (take_end(r, ""))
		return PATH_SERIES;
	return take_ics(s, at, r) ? PATH_SERIES_ICS : PATH_NONE;
}

static enum path_kind
find_kind(const struct site *s, struct place_in_site *at, struct rest *r)
{
	char word[ID_MAX + 1];
	int kind;

	if (!take_id(r, word) || (kind = word_find(event_kind_words, word)) < 0 ||
	    !query_has_kind(s, (enum event_kind)kind))
		return PATH_NONE;
	at->event_kind = (enum event_kind)kind;
	return take_ics(s, at, r) ? PATH_KIND_ICS : PATH_NONE;
}

static enum path_kind
find(const struct site *s, struct place_in_site *at, const char *path)
{
	static const struct {
		const char *path;
		enum path_kind kind;
	} fixed[] = {{"", PATH_HOME}, {"about", PATH_ABOUT}, {"changes", PATH_CHANGES},
	    {"people/", PATH_PEOPLE}, {"people", PATH_PEOPLE}, {"subscribe", PATH_SUBSCRIBE},
	    {"in", PATH_ZONES}, {"languages", PATH_LANGUAGES}, {"search", PATH_SEARCH},
	    {"changes/since", PATH_CHANGES_SINCE}, {"feed", PATH_FEED}, {"feed.xml", PATH_ATOM},
	    {"now", PATH_NOW}, {"calls", PATH_CALLS}};
	struct rest r = {path};

	for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++) {
		if (strcmp(path, fixed[i].path) != 0)
			continue;
		at->missing_slash = strcmp(path, "people") == 0;
		return fixed[i].kind;
	}
	if (strncmp(path, "all.", 4) == 0)
		return take_ics(s, at, &(struct rest){path + 3}) ? PATH_ALL_ICS : PATH_NONE;
	if (take_folder(&r, "changes"))
		return find_revisions(s, at, &r) ? PATH_CHANGES : PATH_NONE;
	if (take_folder(&r, "person"))
		return find_person(s, at, &r);
	if (take_folder(&r, "series"))
		return find_series(s, at, &r);
	if (take_folder(&r, "kind"))
		return find_kind(s, at, &r);
	if (take_folder(&r, "language"))
		return find_language(s, at, &r);
	if (take_folder(&r, "programme"))
		return take_number(&r, &at->year, YEAR_DIGITS) && take_end(&r, "") &&
			       query_has_year(s, at->year)
			   ? PATH_PROGRAMME
			   : PATH_NONE;
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
