/* SPDX-License-Identifier: ISC */
/* Rooms, people and tracks that are in two places at a time. All three are one sweep: what takes
 * up time, sorted by what it takes up and by its start, is held against what has not ended yet. */
#include "core/check_private.h"

#include <stdlib.h>
#include <string.h>

/* How many that have not ended are kept. When more are under way in one room at once, those that
 * end first are forgotten: enough to see that there is a clash, and never quadratic. */
enum { UNDER_WAY_MAX = 32 };

enum {
	OVERLAPS_FEW = 4,   /* in a track: each of them may be a mistake */
	ROOMS_COMPARED = 16 /* of a session, so that a thousand of them are no square */
};

/* A session, or an event that is its own only session, takes up a room, a person, a track. */
struct use {
	const char *key;               /* id of what it takes up; "" for tracks */
	const char *name;              /* of that, as readers see it */
	const struct event *event;     /* its zone is never NULL */
	const struct session *session; /* NULL: the event itself */
	const char *title;
	int64_t start, end;
	struct place at, about; /* about: where the room or person is defined; else as at */
};

struct uses {
	struct use *items;
	size_t n;
	const char *lang; /* of titles and names */
	struct findings *f;
	struct batch overlaps;     /* of one track */
	const struct use *overlap; /* one of them */
};

/* Reports that two uses overlap; `a` stands before `b` in the sources. */
typedef void report_fn(struct uses *u, const struct use *a, const struct use *b);

/* ---- collecting ---- */

/* Of unknown length, it takes up the moment at which it begins. */
static int64_t
end_of(const struct slot *sl)
{
	return sl->has_end ? sl->end : sl->start + 1;
}

static void
add_session(struct uses *u, const struct session *se, const char *key, const struct text *name,
    struct place about)
{
	struct use *use;

	if (se->event->zone == NULL || !slot_takes_time(&se->slot, session_status(se)))
		return;
	use = arena_push(u->f->arena, &u->items, &u->n, sizeof *use);
	*use = (struct use){.key = key,
	    .name = name == NULL ? "" : text_get(name, u->lang, NULL),
	    .event = se->event,
	    .session = se,
	    .title = text_get(&se->title, u->lang, NULL),
	    .start = se->slot.start,
	    .end = end_of(&se->slot),
	    .at = se->at,
	    .about = about};
}

static void
add_event(struct uses *u, const struct event *ev, const struct person *pe)
{
	struct use *use;

	if (ev->zone == NULL || !slot_takes_time(&ev->slot, event_status(ev)))
		return;
	use = arena_push(u->f->arena, &u->items, &u->n, sizeof *use);
	*use = (struct use){.key = pe->id,
	    .name = text_get(&pe->name, u->lang, NULL),
	    .event = ev,
	    .title = text_get(&ev->title, u->lang, NULL),
	    .start = ev->slot.start,
	    .end = end_of(&ev->slot),
	    .at = ev->at,
	    .about = pe->at};
}

static void
add_rooms(struct uses *u, const struct event *ev)
{
	for (size_t i = 0; i < ev->nsessions; i++)
		for (size_t j = 0; j < ev->sessions[i]->nrooms; j++)
			add_session(u, ev->sessions[i], ev->sessions[i]->rooms[j]->id,
			    &ev->sessions[i]->rooms[j]->title, ev->sessions[i]->rooms[j]->at);
}

static void
add_people(struct uses *u, const struct event *ev)
{
	for (size_t i = 0; i < ev->nsessions; i++) {
		const struct session *se = ev->sessions[i];

		for (size_t j = 0; j < se->npeople; j++)
			add_session(u, se, se->people[j].person->id, &se->people[j].person->name,
			    se->people[j].person->at);
	}
	if (ev->nsessions == 0)
		for (size_t i = 0; i < ev->npeople; i++)
			add_event(u, ev, ev->people[i].person);
}

/* Breaks are in no track's way. */
static void
add_tracks(struct uses *u, const struct event *ev)
{
	for (size_t i = 0; i < ev->nsessions; i++)
		if (ev->sessions[i]->type != TYPE_BREAK)
			add_session(u, ev->sessions[i], "", NULL, ev->sessions[i]->at);
}

static void
add_named_tracks(struct uses *u, const struct event *ev)
{
	for (size_t i = 0; i < ev->nsessions; i++) {
		const struct session *se = ev->sessions[i];

		for (size_t j = 0; j < se->ntracks && se->type != TYPE_BREAK; j++)
			add_session(
			    u, se, se->tracks[j]->id, &se->tracks[j]->title, se->tracks[j]->at);
	}
}

/* ---- the sweep ---- */

static int
use_cmp(const void *pa, const void *pb)
{
	const struct use *a = pa, *b = pb;
	int c = strcmp(a->key, b->key);

	if (c == 0)
		c = (a->start > b->start) - (a->start < b->start);
	return c != 0 ? c : place_cmp(&a->at, &b->at);
}

static bool
same_doing(const struct use *a, const struct use *b)
{
	return a->session == b->session && a->event == b->event;
}

/* Those under way when a new one starts. */
struct under_way {
	const struct use *items[UNDER_WAY_MAX];
	size_t n;
};

static void
begin(struct under_way *w, const struct use *u)
{
	size_t first = 0;

	if (w->n < UNDER_WAY_MAX) {
		w->items[w->n++] = u;
		return;
	}
	for (size_t i = 1; i < w->n; i++)
		if (w->items[i]->end < w->items[first]->end)
			first = i;
	w->items[first] = u;
}

static void
end_until(struct under_way *w, int64_t start)
{
	size_t n = 0;

	for (size_t i = 0; i < w->n; i++)
		if (w->items[i]->end > start)
			w->items[n++] = w->items[i];
	w->n = n;
}

static void
sweep(struct uses *u, report_fn *report)
{
	struct under_way w = {.n = 0};

	if (u->n > 0)
		qsort(u->items, u->n, sizeof *u->items, use_cmp);
	for (size_t i = 0; i < u->n; i++) {
		const struct use *now = &u->items[i], *before = i > 0 ? now - 1 : NULL;

		if (before != NULL && strcmp(before->key, now->key) != 0)
			w.n = 0;
		else if (before != NULL && same_doing(before, now))
			continue; /* a person with two roles */
		end_until(&w, now->start);
		for (size_t j = 0; j < w.n; j++) {
			if (place_cmp(&w.items[j]->at, &now->at) <= 0)
				report(u, w.items[j], now);
			else
				report(u, now, w.items[j]);
		}
		begin(&w, now);
	}
}

/* Forgets what was collected before. */
static void
begin_anew(struct uses *u)
{
	u->items = NULL;
	u->n = 0;
}

/* ---- words ---- */

/* "from 10:00 to 10:30", or "at 10:00" if no more is known, where `b` is; with the zone if the
 * other is in another one. */
static const char *
overlap(struct findings *f, const struct use *a, const struct use *b)
{
	const struct tz *zone = b->event->zone;
	int64_t start = a->start > b->start ? a->start : b->start;
	int64_t end = a->end < b->end ? a->end : b->end;
	bool is_one = strcmp(tz_name(zone), tz_name(a->event->zone)) == 0;
	const char *in = is_one ? "" : " in ", *name = is_one ? "" : tz_name(zone);
	char from[6], to[6];

	time_format(tz_to_civil(zone, start).minute, from);
	time_format(tz_to_civil(zone, end).minute, to);
	if (end - start == 1)
		return finding_words(f, "at %s%s%s", from, in, name);
	return finding_words(f, "from %s to %s%s%s", from, to, in, name);
}

/* Whether there is no need to word a further finding; it is counted then. */
static bool
is_only_counted(struct findings *f, enum rule rule, struct place at)
{
	if (!findings_is_full(f, at.file))
		return false;
	finding_add(f, rule, at, NULL, "%s", rule_help(rule));
	return true;
}

/* An `allow` on either silences it, or one on the room or person. */
static void
say_about(struct findings *f, const struct use *a, const struct use *b)
{
	finding_about(f, a->at);
	finding_about(f, b->about);
}

static void
report_room(struct uses *u, const struct use *a, const struct use *b)
{
	struct findings *f = u->f;
	say_about(f, a, b);
	if (is_only_counted(f, RULE_ROOM_CLASH, b->at))
		return;
	finding_add(f, RULE_ROOM_CLASH, b->at, "give one of them another room or time",
	    "'%s' and '%s' (%s) are both in %s %s", finding_quote(f, b->title),
	    finding_quote(f, a->title), check_place_words(f, &b->at, &a->at),
	    finding_quote(f, b->name), overlap(f, a, b));
}

static void
report_person(struct uses *u, const struct use *a, const struct use *b)
{
	struct findings *f = u->f;
	say_about(f, a, b);
	if (is_only_counted(f, RULE_PERSON_CLASH, b->at))
		return;
	finding_add(f, RULE_PERSON_CLASH, b->at, "take them out of one, or give it another time",
	    "%s is in both '%s' and '%s' (%s) %s", finding_quote(f, b->name),
	    finding_quote(f, b->title), finding_quote(f, a->title),
	    check_place_words(f, &b->at, &a->at), overlap(f, a, b));
}

static void
report_track(struct uses *u, const struct use *a, const struct use *b)
{
	struct findings *f = u->f;
	bool first = session_is_joint(a->session), second = session_is_joint(b->session);
	const struct use *joint = first ? a : b;

	if (first == second)
		return;
	say_about(f, a, b);
	if (is_only_counted(f, RULE_TRACK_CLASH, b->at))
		return;
	finding_add(f, RULE_TRACK_CLASH, b->at,
	    finding_words(f, "give one of them another time, or say whom '%s' is for with `tracks`",
		finding_quote(f, joint->title)),
	    "'%s' and '%s' (%s) overlap %s, and '%s' is for all tracks", finding_quote(f, b->title),
	    finding_quote(f, a->title), check_place_words(f, &b->at, &a->at), overlap(f, a, b),
	    finding_quote(f, joint->title));
}

/* Sessions that name the track of `u`, in the order of the sweep; it stands among them. */
static size_t
count_of_track(const struct uses *u, const struct use *use)
{
	const struct use *from = use, *to = use;

	while (from > u->items && strcmp(from[-1].key, use->key) == 0)
		from--;
	while (to + 1 < u->items + u->n && strcmp(to[1].key, use->key) == 0)
		to++;
	return (size_t)(to - from) + 1;
}

/* A track of which one session in two is beside another is a subject, and not a strand that one
 * audience follows. */
static void
overlaps_tell(struct uses *u)
{
	struct batch *b = &u->overlaps;

	if (b->n > OVERLAPS_FEW && b->n * 2 >= count_of_track(u, u->overlap))
		b->n = 0;
	batch_tell(b);
}

/* What is told as a clash in a room is not told again. */
static bool
share_a_room(const struct session *a, const struct session *b)
{
	for (size_t i = 0; i < a->nrooms && i < ROOMS_COMPARED; i++)
		if (session_in_room(b, a->rooms[i]))
			return true;
	return false;
}

static void
report_overlap(struct uses *u, const struct use *a, const struct use *b)
{
	struct findings *f = u->f;

	if (share_a_room(a->session, b->session))
		return;
	if (u->overlaps.n > 0 && strcmp(u->overlap->key, b->key) != 0)
		overlaps_tell(u);
	u->overlap = b;
	say_about(f, a, b);
	batch_add(&u->overlaps, b->at, "give one of them another time or track",
	    "'%s' and '%s' (%s) are both in the track '%s', and overlap %s",
	    finding_quote(f, b->title), finding_quote(f, a->title),
	    check_place_words(f, &b->at, &a->at), finding_quote(f, b->name), overlap(f, a, b));
}

static void
check_overlaps(struct uses *u, const struct event *ev)
{
	u->overlaps = (struct batch){.f = u->f, .rule = RULE_TRACK_OVERLAP};
	begin_anew(u);
	add_named_tracks(u, ev);
	sweep(u, report_overlap);
	if (u->overlaps.n > 0)
		overlaps_tell(u);
}

void
check_clashes(const struct site *s, struct findings *f)
{
	struct uses u = {.lang = site_language(s), .f = f};

	for (size_t i = 0; i < s->nevents; i++) {
		begin_anew(&u);
		add_rooms(&u, s->events[i]);
		sweep(&u, report_room);
		begin_anew(&u);
		add_tracks(&u, s->events[i]);
		sweep(&u, report_track);
		check_overlaps(&u, s->events[i]);
	}
	begin_anew(&u);
	for (size_t i = 0; i < s->nevents; i++)
		add_people(&u, s->events[i]);
	sweep(&u, report_person);
}
