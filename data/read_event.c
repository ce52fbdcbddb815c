/* SPDX-License-Identifier: ISC */
/* One event file. */
#include "core/reading.h"
#include "data/reader.h"

#include <stdio.h>
#include <string.h>

/* An id for an event that has none, so that all else about it can be told. */
static const char *
stand_in_id(struct reader *r, const char *file)
{
	const char *dot = strrchr(file, '.');
	char *stem =
	    arena_strndup(r->scratch, file, dot == NULL ? strlen(file) : (size_t)(dot - file));
	const char *base = slug(r->a, stem), *id = base;
	int k;

	if (base == NULL || word_find(reserved_event_ids, base) >= 0 ||
	    reading_language(r->site, base, strlen(base)) != NULL)
		id = base = "event";
	for (k = 2; names_get(&r->events, id) != NULL; k++)
		id = arena_printf(r->a, "%.50s-%d", base, k);
	return id;
}

static void
check_id(struct reader *r, struct event *ev, const struct node *node)
{
	const struct event *first;

	if (ev->id != NULL && word_find(reserved_event_ids, ev->id) >= 0) {
		finding_add(r->f, RULE_RESERVED_ID, node->at, "add a year or a place to it",
		    "'%s' is the name of one of Plenary's own pages", ev->id);
		ev->id = NULL;
	} else if (ev->id != NULL && reading_language(r->site, ev->id, strlen(ev->id)) != NULL) {
		finding_add(r->f, RULE_RESERVED_ID, node->at, "add a year or a place to it",
		    "'%s' is a language that the pages can be read in, and their addresses begin "
		    "with it",
		    ev->id);
		ev->id = NULL;
	} else if (ev->id != NULL && (first = names_get(&r->events, ev->id)) != NULL) {
		finding_add(r->f, RULE_DUPLICATE_ID, node->at, "give one of them another id",
		    "the event '%s' is in %s, too", ev->id, finding_quote(r->f, first->at.file));
		ev->id = NULL;
	}
	if (ev->id == NULL)
		ev->id = stand_in_id(r, ev->file);
	names_put(&r->events, ev->id, ev);
}

static void
geo_read(struct reader *r, const struct node *node, struct venue *venue)
{
	const char *lat, *lon;

	if (node == NULL)
		return;
	if (node->kind != NODE_LIST || node->n != 2) {
		finding_add(r->f, RULE_BAD_GEO, node->at,
		    "write latitude and longitude: geo: [52.52, 13.40]",
		    "this is not a list of two numbers");
		return;
	}
	lat = node_text(r, node->items[0], "write the latitude in degrees");
	lon = node_text(r, node->items[1], "write the longitude in degrees");
	venue->has_geo = lat != NULL && lon != NULL &&
			 value_degrees(r->f, node->items[0]->at, lat, 90, &venue->latitude) &&
			 value_degrees(r->f, node->items[1]->at, lon, 180, &venue->longitude);
}

static void
walking_read(struct reader *r, const struct node *node, struct venue *venue)
{
	const char *s;

	if (node != NULL && (s = node_text(r, node, "write how long it takes: 15m")) != NULL)
		value_duration(r->f, node->at, s, &venue->walking);
}

static void
venue_read(struct reader *r, const struct node *node, const struct keys *keys, struct venue *out)
{
	struct fields fs;

	if (!fields_read(r, node, keys, out, &fs) || node->kind != NODE_MAP)
		return;
	geo_read(r, field(&fs, "geo"), out);
	if (keys == &other_venue_keys)
		walking_read(r, field(&fs, "walking"), out);
}

static void
main_venue_read(struct reader *r, const struct node *node, struct venue *out)
{
	if (node == NULL)
		return;
	out->at = node->at;
	venue_read(r, node, &venue_keys, out);
}

static void
other_venues_read(struct reader *r, const struct node *node)
{
	struct event *ev = r->event;

	if (node == NULL || !node_is_map(r, node, "write venues by id: {annex: Annex}"))
		return;
	ev->venues = arena_array(r->a, node->n, sizeof *ev->venues);
	for (size_t i = 0; i < node->n; i++) {
		const struct entry *e = &node->entries[i];
		const char *id = id_read(r, e->key);
		struct venue *venue = &ev->venues[ev->nvenues];

		if (id == NULL)
			continue;
		*venue = (struct venue){.id = id, .at = e->key->at};
		venue_read(r, e->value, &other_venue_keys, venue);
		id_put(&r->venues, e->key, id, venue);
		ev->nvenues++;
	}
}

static void
room_read(struct reader *r, const struct node *node, struct room *out)
{
	struct fields fs;
	const struct node *venue;

	if (!fields_read(r, node, &room_keys, out, &fs) || node->kind != NODE_MAP)
		return;
	out->is_online = field(&fs, "url") != NULL;
	if ((venue = field(&fs, "venue")) != NULL)
		out->venue = ref_find(r, REF_VENUE, venue);
}

static void
rooms_read(struct reader *r, const struct node *node)
{
	struct event *ev = r->event;

	if (node == NULL || !node_is_map(r, node, "write rooms by id: {hall: Main hall}"))
		return;
	ev->rooms = arena_array(r->a, node->n, sizeof *ev->rooms);
	for (size_t i = 0; i < node->n; i++) {
		const struct entry *e = &node->entries[i];
		const char *id = id_read(r, e->key);
		struct room *room = &ev->rooms[ev->nrooms];

		if (id == NULL)
			continue;
		*room = (struct room){.id = id, .capacity = -1, .at = e->key->at};
		room_read(r, e->value, room);
		id_put(&r->rooms, e->key, id, room);
		ev->nrooms++;
	}
}

static void
tracks_read(struct reader *r, const struct node *node)
{
	struct event *ev = r->event;

	if (node == NULL || !node_is_map(r, node, "write tracks by id: {policy: Policy}"))
		return;
	ev->tracks = arena_array(r->a, node->n, sizeof *ev->tracks);
	for (size_t i = 0; i < node->n; i++) {
		const struct entry *e = &node->entries[i];
		const char *id = id_read(r, e->key);
		struct track *track = &ev->tracks[ev->ntracks];

		if (id == NULL)
			continue;
		*track = (struct track){.id = id, .at = e->key->at};
		fields_read(r, e->value, &track_keys, track, NULL);
		id_put(&r->tracks, e->key, id, track);
		ev->ntracks++;
	}
}

/* `at` of an event that is its only session. */
static void
own_slot_read(struct reader *r, const struct fields *fs, struct event *ev)
{
	const struct node *at = field(fs, "at"), *other = field(fs, "agenda");
	const struct span *dates = &ev->dates;
	struct slot slot = {.day = dates->first, .has_start = true};

	if (at == NULL) {
		at = field(fs, "for") != NULL ? field(fs, "for") : field(fs, "until");
		if (at != NULL && !field_is_told(fs, "at"))
			finding_add(r->f, RULE_START_UNKNOWN, at->at,
			    "write when it begins: at: 14:00", "it is not known when this begins");
		return;
	}
	if (other != NULL) {
		finding_add(r->f, RULE_WRONG_SHAPE, at->at, "put the time into the agenda",
		    "an event with an agenda has no 'at' of its own");
		return;
	}
	if (dates->precision != PRECISION_DAY || !date_eq(dates->first, dates->last)) {
		if (dates->precision != PRECISION_NONE ||
		    (field(fs, "dates") == NULL && !field_is_told(fs, "dates")))
			finding_add(r->f, RULE_START_UNKNOWN, at->at,
			    "write one day: dates: 2023-06-14",
			    "there is a time here, but not one day for it");
		return;
	}
	if (!read_at(r, at, slot.day, &slot.start))
		return;
	slot.has_end = read_end(r, fs, slot.start, &slot.end);
	ev->slot = slot;
	if (!has_length(fs) && !length_is_told(fs))
		finding_add(r->f, RULE_END_UNKNOWN, at->at, "write how long it is: for: 90m",
		    "it is not known when this event ends");
}

/* Who is at the event is at each time that it is held. */
static void
appear_all(struct reader *r, struct session *se)
{
	const struct event *ev = se->event;
	struct appearance *ap;

	for (size_t i = 0; i < ev->npeople; i++) {
		ap = arena_push(r->a, &se->people, &se->npeople, sizeof *ap);
		*ap = (struct appearance){
		    .person = ev->people[i].person, .as = ROLE_SPEAKER, .at = se->at};
	}
}

/* An event that would be its only session and repeats: its times are its sessions. They are called
 * by their dates, so that they keep their ids when the event gets another, and say what it says. */
static void
own_repeat_read(struct reader *r, const struct node *repeat, const struct fields *fs)
{
	struct event *ev = r->event;
	struct session *se = arena_alloc(r->a, sizeof *se);

	if (!date_is_set(ev->slot.day)) {
		finding_add(r->f, RULE_BAD_REPEAT, repeat->at,
		    field(fs, "agenda") != NULL
			? "write 'repeat:' in a session of the agenda"
			: "write its first day and its time: dates: 2031-06-03, at: 15:00",
		    "this event repeats, but not from which time on");
		return;
	}
	*se = (struct session){.id = "on",
	    .id_given = true,
	    .title = ev->title,
	    .subtitle = ev->subtitle,
	    .abstract = ev->abstract,
	    .type = TYPE_OTHER,
	    .join_visibility = VISIBILITY_PRIVATE,
	    .capacity = -1,
	    .slot = ev->slot,
	    .event = ev,
	    .at = repeat->at};
	appear_all(r, se);
	*(struct session **)arena_push(r->a, &ev->sessions, &ev->nsessions, sizeof se) = se;
	if (!repeat_read(r, repeat, fs)) {
		ev->nsessions--;
		return;
	}
	ev->is_repeated = true;
	ev->slot = (struct slot){0};
	ev->dates = (struct span){.precision = PRECISION_NONE};
}

static void
refs_of(struct reader *r, const struct fields *fs, struct event *ev)
{
	const struct node *node;

	if ((node = field(fs, "series")) != NULL)
		ev->series = ref_find(r, REF_SERIES, node);
	if ((node = field(fs, "organisations")) != NULL)
		refs_read(r, REF_ORGANISATION, node, &ev->organisations, &ev->norganisations);
}

static void
start_event(struct reader *r, const char *file, const struct node *root)
{
	struct event *ev = arena_alloc(r->a, sizeof *ev);

	*ev = (struct event){.capacity = -1,
	    .zone = r->site->zone,
	    .join_visibility = VISIBILITY_PRIVATE,
	    .file = file,
	    .at = root->at};
	r->event = ev;
	names_init(&r->venues, r->scratch);
	names_init(&r->rooms, r->scratch);
	names_init(&r->tracks, r->scratch);
	names_init(&r->attendees, r->scratch);
}

void
event_file_read(struct reader *r, const char *file, const struct node *root)
{
	const struct node *node;
	struct fields fs;
	struct event *ev;

	start_event(r, file, root);
	ev = r->event;
	if (!fields_read(r, root, &event_keys, ev, &fs))
		return;
	check_id(r, ev, field(&fs, "event"));
	if ((node = field(&fs, "was")) != NULL)
		event_was_read(r, node, &ev->was);
	refs_of(r, &fs, ev);
	main_venue_read(r, field(&fs, "venue"), &ev->venue);
	other_venues_read(r, field(&fs, "venues"));
	rooms_read(r, field(&fs, "rooms"));
	tracks_read(r, field(&fs, "tracks"));
	people_read_event(r, field(&fs, "people"));
	join_read(r, field(&fs, "join"), &ev->join, &ev->join_visibility);
	if ((node = field(&fs, "deadline")) != NULL)
		deadline_read(r, node, &ev->deadline);
	else if (ev->kind == KIND_CALL && node_get(root, "deadline") == NULL)
		finding_add(r->f, RULE_MISSING_KEY, root->at,
		    "add 'deadline:', as in deadline: 2022-07-18", "this call has no 'deadline'");
	own_slot_read(r, &fs, ev);
	if ((node = field(&fs, "repeat")) != NULL)
		own_repeat_read(r, node, &fs);
	agenda_read(r, field(&fs, "agenda"));
	continued_take(r);
	session_ids(r);
	*(struct event **)arena_push(r->a, &r->site->events, &r->site->nevents, sizeof ev) = ev;
}
