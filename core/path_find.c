/* SPDX-License-Identifier: ISC */
/* From a path to what of a site it names. */
#include "core/path.h"

#include "core/query.h"
#include "core/sheet.h"
#include "core/timetable.h"

#include <string.h>

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
