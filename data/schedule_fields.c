/* SPDX-License-Identifier: ISC */
/* What the elements of schedule.xml are to an agenda. */
#include "data/schedule_private.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *
attribute(const struct schedule *s, const char *name)
{
	for (const char **a = s->attributes; *a != NULL; a += 2)
		if (strcmp(a[0], name) == 0)
			return a[1];
	return NULL;
}

static const char *
kept(const struct schedule *s, const char *text)
{
	return arena_strdup(s->in->scratch, text);
}

static const char *
kept_attribute(const struct schedule *s, const char *name)
{
	return kept(s, attribute(s, name));
}

static const char *
first_of(const char *a, const char *b, const char *c)
{
	if (a != NULL && *a != '\0')
		return a;
	return b != NULL && *b != '\0' ? b : c;
}

/* ---- the conference ---- */

static void
set_date(struct schedule *s, const char *text, struct date *out)
{
	struct intake_time t;

	if (schedule_moment(text, &t))
		*out = t.local.date;
	else if (*text != '\0')
		finding_add(s->in->f, RULE_IMPORT_DOUBTFUL, s->at, "write it like 2031-05-14",
		    "'%s' is no date", finding_quote(s->in->f, text));
}

static void
add_track(struct schedule *s, const char *text)
{
	const char *title = first_of(text, attribute(s, "name"), NULL);

	if (title == NULL || s->in->ntracks >= INTAKE_ENTRIES_MAX)
		return;
	*(struct intake_track *)arena_push(s->in->scratch, &s->in->tracks, &s->in->ntracks,
	    sizeof(struct intake_track)) = (struct intake_track){
	    kept(s, title), kept_attribute(s, "slug"), kept_attribute(s, "color")};
}

static void
conference_end(struct schedule *s, const char *name, const char *text)
{
	struct intake_event *ev = &s->in->event;
	const char *ignored;
	const struct {
		const char *name, **to;
	} texts[] = {{"title", &ev->title}, {"subtitle", &ev->subtitle}, {"acronym", &ev->id},
	    {"base_url", s->is_ours ? &ignored : &ev->base_url},
	    {"url", s->is_ours ? &ev->page : &ev->url}, {"venue", &ev->venue}, {"city", &ev->city},
	    {"description", &ev->abstract}, {"time_zone_name", &ev->zone}};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (strcmp(name, texts[i].name) == 0 && *text != '\0')
			*texts[i].to = kept(s, text);
	if (strcmp(name, "time_zone_name") == 0) {
		ev->zone_at = s->at;
		if (s->in->options.zone == NULL)
			s->zone = tzdb_find(s->in->options.db, text);
	} else if (strcmp(name, "start") == 0) {
		set_date(s, text, &ev->first);
	} else if (strcmp(name, "end") == 0) {
		set_date(s, text, &ev->last);
	} else if (strcmp(name, "day_change") == 0) {
		if (!schedule_clock(text, &s->day_change))
			s->day_change = -1;
	} else if (strcmp(name, "track") == 0) {
		add_track(s, text);
	}
}

/* ---- days and rooms ---- */

static void
day_begin(struct schedule *s)
{
	const char *date = first_of(attribute(s, "date"), NULL, "");
	const char *start = first_of(attribute(s, "start"), NULL, "");
	struct intake_time t;

	s->day = (struct date){0};
	s->room = NULL;
	s->has_day_start =
	    schedule_moment(start, &s->day_start) && s->day_start.kind != INTAKE_TIME_DAY;
	if (schedule_moment(date, &t))
		s->day = t.local.date;
	else if (s->has_day_start)
		s->day = s->day_start.local.date;
	else
		finding_add(s->in->f, RULE_IMPORT_DOUBTFUL, s->at, "write it like 2031-05-14",
		    "'%s' is no date", finding_quote(s->in->f, date));
}

static void
room_begin(struct schedule *s)
{
	struct schedule_room *room;

	/* It only shows where what has no room is. */
	if (s->is_ours && attribute(s, "guid") == NULL) {
		s->room = NULL;
		return;
	}
	s->room = first_of(kept_attribute(s, "name"), NULL, "");
	if (names_get(&s->rooms, s->room) != NULL || s->nrooms >= INTAKE_ENTRIES_MAX)
		return;
	room = arena_alloc(s->in->scratch, sizeof *room);
	*room = (struct schedule_room){.at = s->at};
	names_put(&s->rooms, s->room, room);
	*(struct schedule_room **)arena_push(
	    s->in->scratch, &s->all_rooms, &s->nrooms, sizeof room) = room;
}

void
schedule_finish(struct schedule *s)
{
	for (size_t i = 0; i < s->nrooms; i++)
		if (!s->all_rooms[i]->is_used)
			intake_tally(s->in, RULE_IMPORT_DROPPED, s->all_rooms[i]->at,
			    "a room without a session is left out", NULL);
}

/* ---- a session ---- */

static void
event_begin(struct schedule *s)
{
	struct intake_entry *en = s->entry = intake_meet(s->in, s->at);
	struct schedule_room *room = s->room == NULL ? NULL : names_get(&s->rooms, s->room);

	if (room != NULL)
		room->is_used = true;
	s->start = s->date = NULL;
	if (en == NULL)
		return;
	en->key =
	    first_of(kept_attribute(s, "guid"), kept_attribute(s, "id"), kept_attribute(s, "code"));
}

/* The minute of the day at which a day of the schedule begins; what is earlier is of the night. */
static int
day_begins(const struct schedule *s)
{
	const struct tz *tz = s->in->options.zone != NULL ? s->in->options.zone : s->zone;
	const struct intake_time *t = &s->day_start;

	if (s->has_day_start && t->kind == INTAKE_TIME_INSTANT && tz != NULL)
		return tz_to_civil(tz, t->instant).minute;
	if (s->has_day_start)
		return t->local.minute;
	/* Some write when the first session may begin: what is between is no night. */
	return s->day_change > 6 * 60 ? 6 * 60 : s->day_change;
}

/* Tells of a `start` that is not the hour of `date`, neither as written nor in the zone. */
static void
compare_start(struct schedule *s, const struct intake_time *t, int minute)
{
	const struct tz *tz = s->in->options.zone != NULL ? s->in->options.zone : s->zone;

	if (t->local.minute == minute || tz == NULL || tz_to_civil(tz, t->instant).minute == minute)
		return;
	finding_add(s->in->f, RULE_IMPORT_DOUBTFUL, s->entry->at, "look up which is right",
	    "its date says %s, its start %s: the date is taken", finding_quote(s->in->f, s->date),
	    finding_quote(s->in->f, s->start));
}

static void
set_start(struct schedule *s)
{
	struct intake_entry *en = s->entry;
	struct intake_time date = {0};
	int minute;
	bool has_clock = s->start != NULL && schedule_clock(s->start, &minute);
	bool has_date = s->date != NULL && schedule_moment(s->date, &date);

	if (has_date && date.kind == INTAKE_TIME_INSTANT) {
		en->start = date;
		if (has_clock)
			compare_start(s, &date, minute);
		return;
	}
	if (has_date && date.kind == INTAKE_TIME_LOCAL && !has_clock) {
		en->start = date;
		return;
	}
	if ((s->start != NULL && !has_clock) || (s->date != NULL && !has_date))
		finding_add(s->in->f, RULE_IMPORT_DOUBTFUL, en->at, "write the time that is meant",
		    "'%s' is no time",
		    finding_quote(s->in->f, !has_clock && s->start != NULL ? s->start : s->date));
	if (!has_date)
		date.local.date = s->day;
	if (!date_is_set(date.local.date))
		return;
	en->start.local = (struct civil){date.local.date, has_clock ? minute : 0};
	en->start.kind = has_clock ? INTAKE_TIME_LOCAL : INTAKE_TIME_DAY;
	if (has_clock && !has_date && minute < day_begins(s))
		en->start.local.date = date_add(date.local.date, 1);
}

static void
event_end(struct schedule *s)
{
	if (s->entry == NULL)
		return;
	set_start(s);
	if (s->entry->nrooms == 0 && s->room != NULL && *s->room != '\0')
		intake_add_room(s->in, s->entry, s->room);
	s->entry = NULL;
}

static void
add_session_track(struct schedule *s, const char *text)
{
	if (*text == '\0' || strcasecmp(text, "No Track") == 0)
		return;
	intake_add_track(s->in, s->entry,
	    (struct intake_track){
		kept(s, text), kept_attribute(s, "slug"), kept_attribute(s, "color")});
}

static void
set_type(struct schedule *s, const char *text)
{
	struct intake *in = s->in;

	s->entry->has_type = schedule_type(text, &s->entry->type);
	if (!s->entry->has_type && *text != '\0')
		intake_tally(in, RULE_IMPORT_DROPPED, s->at,
		    finding_words(in->f, "'%s' is no type of session here: it is a talk",
			finding_quote(in->f, text)),
		    "write `type:` where another one fits");
}

static void
set_duration(struct schedule *s, const char *text)
{
	if (*text == '\0' || schedule_duration(text, &s->entry->minutes))
		return;
	finding_add(s->in->f, RULE_IMPORT_DOUBTFUL, s->entry->at, "write how long it is: for: 45m",
	    "'%s' is no duration", finding_quote(s->in->f, text));
}

static void
add_url(struct schedule *s, const char *text, const char *key)
{
	if (*text != '\0')
		intake_add_link(s->in, s->entry, (struct intake_link){kept(s, text), NULL, key});
}

static void
set_title(struct schedule *s, const char *text)
{
	struct intake_entry *en = s->entry;

	if (schedule_status(s->in->scratch, &text, &en->status) && !s->is_ours)
		intake_tally(s->in, RULE_IMPORT_REPAIRED, s->at,
		    finding_words(s->in->f, "its title said that it is %s: that is its status now",
			status_words[en->status]),
		    NULL);
	if (*text != '\0')
		en->title = kept(s, text);
}

/* What we wrote for readers alone is not read again: it is told by the rest of the agenda. */
static bool
is_for_readers(const char *name)
{
	return strcmp(name, "description") == 0 || strcmp(name, "url") == 0 ||
	       strcmp(name, "room") == 0 || strcmp(name, "slug") == 0;
}

/* "acronym-id", see core/timetable_item.h. */
static void
set_id(struct schedule *s, const char *slug)
{
	const char *id = strchr(slug, '-');

	if (id != NULL && id[1 + strspn(id + 1, "_")] != '\0')
		s->entry->id = kept(s, id + 1 + strspn(id + 1, "_"));
}

static void
session_end(struct schedule *s, const char *name, const char *text)
{
	struct intake_entry *en = s->entry;
	const struct {
		const char *name, **to;
	} texts[] = {{"subtitle", &en->subtitle}, {"slug", &en->slug}, {"url", &en->url},
	    {"language", &en->language}, {"abstract", &en->abstract},
	    {"description", &en->description}, {"start", &s->start}, {"date", &s->date}};

	if (s->is_ours && strcmp(name, "slug") == 0)
		set_id(s, text);
	if (s->is_ours && is_for_readers(name))
		return;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (strcmp(name, texts[i].name) == 0 && *text != '\0')
			*texts[i].to = kept(s, text);
	if (strcmp(name, "title") == 0)
		set_title(s, text);
	else if (strcmp(name, "duration") == 0)
		set_duration(s, text);
	else if (strcmp(name, "end") == 0)
		schedule_moment(text, &en->end);
	else if (strcmp(name, "room") == 0 && *text != '\0')
		intake_add_room(s->in, en, kept(s, text));
	else if (strcmp(name, "track") == 0)
		add_session_track(s, text);
	else if (strcmp(name, "type") == 0)
		set_type(s, text);
	else if (strcmp(name, "video_download_url") == 0)
		add_url(s, text, "recording");
	else if (strcmp(name, "feedback_url") == 0)
		add_url(s, text, "feedback");
	else if (strcmp(name, "origin_url") == 0)
		add_url(s, text, "origin");
}

static void
person_end(struct schedule *s, const char *text)
{
	const char *key = first_of(attribute(s, "guid"), attribute(s, "code"), attribute(s, "id"));
	const char *name = first_of(text, attribute(s, "name"), attribute(s, "public_name"));

	if (name == NULL && key == NULL)
		return;
	intake_add_person(s->in, s->entry,
	    (struct intake_person){
		kept(s, name), kept(s, key), ROLE_SPEAKER, kept_attribute(s, "url")});
}

/* The key of an attachment by its type; what is rarer goes by its label. */
static const char *
attachment_key(const char *type)
{
	static const char *const keys[] = {"slides", "paper", "audio"};

	for (size_t i = 0; type != NULL && i < sizeof keys / sizeof *keys; i++)
		if (strcasecmp(type, keys[i]) == 0)
			return keys[i];
	return type != NULL && strcasecmp(type, "video") == 0 ? "recording" : NULL;
}

static void
link_end(struct schedule *s, const char *text, const char *key)
{
	const char *url = attribute(s, "href");

	/* Some write the address as the text, and no other. */
	if (url == NULL || *url == '\0') {
		if (strstr(text, "://") == NULL)
			return;
		url = text;
		text = "";
	}
	if (strcmp(url, text) == 0)
		text = "";
	if (s->is_ours)
		key = kept_attribute(s, "type");
	if (s->is_ours && key != NULL && strcmp(key, "join") == 0) {
		s->entry->join = kept(s, url);
		s->entry->join_is_public = true;
		return;
	}
	intake_add_link(s->in, s->entry,
	    (struct intake_link){kept(s, url), *text == '\0' ? NULL : kept(s, text), key});
}

static void
recording_end(struct schedule *s, const char *name, const char *text)
{
	if (strcmp(name, "optout") != 0)
		add_url(s, text, "recording");
	else if (strcmp(text, "true") == 0 || strcmp(text, "1") == 0)
		intake_tally(s->in, RULE_IMPORT_DROPPED, s->at,
		    "that a session is not to be recorded has no place in an agenda",
		    "tell those who record");
}

void
schedule_begin(struct schedule *s, enum schedule_in is)
{
	if (is == IN_DAY)
		day_begin(s);
	else if (is == IN_ROOM)
		room_begin(s);
	else if (is == IN_EVENT)
		event_begin(s);
	else if (is == IN_CONFERENCE)
		s->in->event.at = s->at;
}

void
schedule_end(struct schedule *s, enum schedule_in in, const char *name, const char *text)
{
	if (in == IN_SCHEDULE && strcmp(name, "generator") == 0)
		s->is_ours = strcmp(first_of(attribute(s, "name"), NULL, ""), "plenary") == 0;
	else if (in == IN_CONFERENCE)
		conference_end(s, name, text);
	else if (in == IN_TRACKS)
		add_track(s, text);
	else if ((in == IN_ROOM || in == IN_DAY) && strcmp(name, "event") == 0)
		event_end(s);
	else if (s->entry == NULL)
		return;
	else if (in == IN_EVENT)
		session_end(s, name, text);
	else if (in == IN_PERSONS)
		person_end(s, text);
	else if (in == IN_LINKS)
		link_end(s, text, NULL);
	else if (in == IN_ATTACHMENTS)
		link_end(s, text, attachment_key(attribute(s, "type")));
	else if (in == IN_RECORDING)
		recording_end(s, name, text);
}
