/* SPDX-License-Identifier: ISC */
/* Whether a room is large enough, and open. */
#include "core/check_private.h"

enum { DAY_MINUTES = 24 * 60 };

/* ---- how many fit in ---- */

/* How many the rooms of a session hold together; -1 if that is not known. */
static int
room_for(const struct session *se)
{
	int n = 0;

	for (size_t i = 0; i < se->nrooms; i++) {
		if (se->rooms[i]->capacity < 0)
			return -1;
		n += se->rooms[i]->capacity;
	}
	return se->nrooms > 0 ? n : -1;
}

/* "Hall", "Hall and 2 more": the rooms of a session. */
static const char *
rooms_words(struct findings *f, const struct session *se, const char *lang)
{
	const char *first = finding_quote(f, text_get(&se->rooms[0]->title, lang, NULL));

	if (se->nrooms == 1)
		return first;
	return finding_words(f, "%s and %zu more", first, se->nrooms - 1);
}

static void
check_capacity(struct batch *b, const struct session *se, const char *lang)
{
	int fit = room_for(se);

	if (fit < 0 || se->capacity <= fit || status_is_off(session_status(se)))
		return;
	finding_about(b->f, se->rooms[0]->at);
	batch_add(b, se->at, "choose a larger room, or a smaller `capacity`",
	    "'%s' is for %d people, and %s %s %d", check_session_words(b->f, se, lang),
	    se->capacity, rooms_words(b->f, se, lang), se->nrooms == 1 ? "holds" : "hold", fit);
}

/* Whether all who came to the event are in the rooms of a session: it is for all, and nobody
 * follows it from elsewhere. */
static bool
is_where_all_are(const struct session *se)
{
	enum format format = session_format(se);

	return session_is_joint(se) && (se->type == TYPE_PLENARY || se->type == TYPE_KEYNOTE) &&
	       (format == FORMAT_UNSAID || format == FORMAT_IN_PERSON) && se->join == NULL &&
	       se->capacity < 0 && !status_is_off(session_status(se));
}

static void
check_plenary(struct batch *b, const struct session *se, const char *lang)
{
	int fit = room_for(se);

	if (fit < 0 || se->event->capacity <= fit || !is_where_all_are(se))
		return;
	finding_about(b->f, se->rooms[0]->at);
	batch_add(b, se->at, "choose a larger room, or a smaller `capacity` of the event",
	    "'%s' is for all, the event for %d people, and %s %s %d",
	    check_session_words(b->f, se, lang), se->event->capacity, rooms_words(b->f, se, lang),
	    se->nrooms == 1 ? "holds" : "hold", fit);
}

/* ---- when it is open ---- */

/* The local time of an instant, in minutes since the beginning of a day. */
static int
minute_since(const struct tz *zone, struct date day, int64_t utc)
{
	struct civil at = tz_to_civil(zone, utc);

	return (date_to_days(at.date) - date_to_days(day)) * DAY_MINUTES + at.minute;
}

/* Whether a time from `start` to `end` is within the hours of its day or of the night before. */
static bool
is_within(const struct hours *h, int start, int end)
{
	int from = h->from, to = h->to > h->from ? h->to : h->to + DAY_MINUTES;

	return (start >= from && end <= to) ||
	       (start >= from - DAY_MINUTES && end <= to - DAY_MINUTES);
}

static bool
is_open(const struct room *ro, const struct session *se)
{
	const struct tz *zone = se->event->zone;
	struct date day = tz_to_civil(zone, se->slot.start).date;
	int start = minute_since(zone, day, se->slot.start);
	int end = se->slot.has_end ? minute_since(zone, day, se->slot.end) : start + 1;

	return is_within(&ro->open, start, end);
}

static void
check_open(struct batch *b, const struct session *se, const struct room *ro, const char *lang)
{
	const struct slot *sl = &se->slot;
	const char *when = check_time_words(b->f, se->event->zone, sl->start);
	char from[6], to[6];

	if (!ro->open.is_set || is_open(ro, se))
		return;
	time_format(ro->open.from, from);
	time_format(ro->open.to, to);
	if (sl->has_end)
		when = finding_words(
		    b->f, "from %s to %s", when, check_time_words(b->f, se->event->zone, sl->end));
	else
		when = finding_words(b->f, "at %s", when);
	finding_about(b->f, ro->at);
	batch_add(b, se->at, "give it another time or room, or correct `open` of the room",
	    "'%s' is %s, and %s is open from %s to %s", check_session_words(b->f, se, lang), when,
	    finding_quote(b->f, text_get(&ro->title, lang, NULL)), from, to);
}

/* ---- all of an event ---- */

static void
check_event(const struct event *ev, const char *lang, struct findings *f)
{
	struct batch small = {.f = f, .rule = RULE_OVER_CAPACITY};
	struct batch closed = {.f = f, .rule = RULE_ROOM_CLOSED};

	for (size_t i = 0; i < ev->nsessions; i++) {
		const struct session *se = ev->sessions[i];

		check_capacity(&small, se, lang);
		check_plenary(&small, se, lang);
		if (ev->zone == NULL || !slot_takes_time(&se->slot, session_status(se)))
			continue;
		for (size_t j = 0; j < se->nrooms; j++)
			check_open(&closed, se, se->rooms[j], lang);
	}
	batch_tell(&small);
	batch_tell(&closed);
}

void
check_rooms(const struct site *s, struct findings *f)
{
	for (size_t i = 0; i < s->nevents; i++)
		check_event(s->events[i], site_language(s), f);
}
