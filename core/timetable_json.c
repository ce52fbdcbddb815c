/* SPDX-License-Identifier: ISC */
/* schedule.json, in the form of https://c3voc.de/schedule/schema.json. */
#include "core/colour.h"
#include "core/json.h"
#include "core/timetable.h"
#include "core/tz.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void
put_moment(struct json *j, const char *key, const struct timetable *t, int64_t utc)
{
	char text[26];

	tz_format_rfc3339(utc, zone_at(t->tz, utc).offset, text);
	json_put_string(j, key, text);
}

static void
put_date(struct json *j, const char *key, struct date d)
{
	char text[11];

	date_format(d, text);
	json_put_string(j, key, text);
}

static void
put_length(struct json *j, const char *key, int minutes)
{
	char text[16];

	snprintf(text, sizeof text, "%02d:%02d", minutes / 60, minutes % 60);
	json_put_string(j, key, text);
}

/* NULL for an empty text. */
static const char *
unless_empty(const char *s)
{
	return *s == '\0' ? NULL : s;
}

/* ---- the conference ---- */

/* Whether it begins with Area/City, which is all that the schema takes. */
static bool
is_usual_zone(const char *zone)
{
	static const char small[] = "abcdefghijklmnopqrstuvwxyz";
	size_t area = strspn(zone + 1, small) + 1;

	if (strcmp(zone, "UTC") == 0)
		return true;
	return *zone >= 'A' && *zone <= 'Z' && area > 1 && zone[area] == '/' &&
	       zone[area + 1] >= 'A' && zone[area + 1] <= 'Z' && zone[area + 2] != '\0' &&
	       strchr(small, zone[area + 2]) != NULL;
}

static void
put_tracks(struct json *j, const struct timetable *t)
{
	json_key(j, "tracks");
	json_open_array(j);
	for (size_t i = 0; i < t->ntracks; i++) {
		const struct track *tr = &t->event->tracks[i];
		char text[16];

		json_open_object(j);
		json_put_string(j, "name", t->tracks[i]);
		snprintf(text, sizeof text, "#%06" PRIx32, colour_of_track(t->event, tr));
		json_put_string(j, "color", text);
		json_close_object(j);
	}
	json_close_array(j);
}

static void
put_rooms(struct json *j, const struct timetable *t)
{
	json_key(j, "rooms");
	json_open_array(j);
	for (size_t i = 0; i < t->nrooms; i++) {
		if (*t->rooms[i].guid == '\0')
			continue;
		json_open_object(j);
		json_put_string(j, "name", t->rooms[i].name);
		json_put_string(j, "guid", t->rooms[i].guid);
		if (t->rooms[i].capacity >= 0)
			json_put_int(j, "capacity", t->rooms[i].capacity);
		json_close_object(j);
	}
	json_close_array(j);
}

/* ---- sessions ---- */

static void
put_people(struct json *j, const struct timetable_item *it)
{
	json_key(j, "persons");
	json_open_array(j);
	for (size_t i = 0; i < it->npeople; i++) {
		json_open_object(j);
		json_put_int(j, "id", it->people[i].number);
		json_put_string(j, "guid", it->people[i].guid);
		json_put_string(j, "name", it->people[i].name);
		json_close_object(j);
	}
	json_close_array(j);
}

/* A key of ours, or "related" for those that the schema does not know. */
static const char *
link_type(const char *key)
{
	static const char *const known[] = {"slides", "paper", "web", "blog", "article", "media"};

	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		if (strcmp(key, known[i]) == 0)
			return known[i];
	return strcmp(key, "recording") == 0 ? "media" : "related";
}

static void
put_links(struct json *j, const struct timetable_item *it)
{
	json_key(j, "links");
	json_open_array(j);
	for (size_t i = 0; i < it->nlinks; i++) {
		json_open_object(j);
		json_put_string(j, "type", link_type(it->links[i].key));
		json_put_string(j, "url", it->links[i].url);
		json_put_string(j, "title", it->links[i].title);
		json_close_object(j);
	}
	json_close_array(j);
}

static void
put_item(struct json *j, const struct timetable *t, const struct timetable_item *it)
{
	char start[6];

	time_format(zone_civil(t->tz, it->start).minute, start);
	json_open_object(j);
	json_put_int(j, "id", it->number);
	json_put_string(j, "guid", it->guid);
	put_moment(j, "date", t, it->start);
	json_put_string(j, "start", start);
	put_moment(j, "end", t, it->start + it->minutes * 60);
	put_length(j, "duration", it->minutes);
	json_put_string(j, "room", t->rooms[it->room].name);
	json_put_string(j, "slug", it->slug);
	json_put_string(j, "url", it->url);
	json_put_string(j, "title", it->title);
	json_put_string(j, "subtitle", unless_empty(it->subtitle));
	json_put_string(j, "track", unless_empty(it->track));
	json_put_string(j, "type", it->type);
	json_put_string(j, "language", unless_empty(it->language));
	json_put_string(j, "abstract", unless_empty(it->abstract));
	json_put_string(j, "description", unless_empty(it->notes));
	put_people(j, it);
	put_links(j, it);
	json_close_object(j);
}

static void
put_day(struct json *j, const struct timetable *t, size_t n)
{
	const struct timetable_day *d = &t->days[n];
	size_t next = d->first;

	json_open_object(j);
	json_put_int(j, "index", (int64_t)n + 1);
	put_date(j, "date", d->date);
	put_moment(j, "day_start", t, d->start);
	put_moment(j, "day_end", t, d->end);
	json_key(j, "rooms");
	json_open_object(j);
	for (size_t i = 0; i < t->nrooms; i++) {
		json_key(j, t->rooms[i].name);
		json_open_array(j);
		for (; next < d->first + d->n && t->items[next].room == i; next++)
			put_item(j, t, &t->items[next]);
		json_close_array(j);
	}
	json_close_object(j);
	json_close_object(j);
}

void
timetable_json(struct buf *out, const struct timetable *t)
{
	struct json j = json_begin(out);

	json_open_object(&j);
	json_put_string(&j, "$schema", "https://c3voc.de/schedule/schema.json");
	json_key(&j, "generator");
	json_open_object(&j);
	json_put_string(&j, "name", "plenary");
	json_close_object(&j);
	json_key(&j, "schedule");
	json_open_object(&j);
	json_key(&j, "version");
	json_string(&j, t->version);
	if (t->base_url != NULL)
		json_put_string(&j, "base_url", t->base_url);
	json_key(&j, "conference");
	json_open_object(&j);
	json_put_string(&j, "acronym", t->acronym);
	json_put_string(&j, "title", t->title);
	put_date(&j, "start", t->first);
	put_date(&j, "end", t->last);
	json_put_int(&j, "daysCount", (int64_t)t->ndays);
	put_length(&j, "timeslot_duration", t->step);
	if (is_usual_zone(t->zone))
		json_put_string(&j, "time_zone_name", t->zone);
	json_put_string(&j, "url", t->url);
	put_tracks(&j, t);
	put_rooms(&j, t);
	json_key(&j, "days");
	json_open_array(&j);
	for (size_t i = 0; i < t->ndays; i++)
		put_day(&j, t, i);
	json_close_array(&j);
	json_close_object(&j);
	json_close_object(&j);
	json_close_object(&j);
	json_end(&j);
}
