/* SPDX-License-Identifier: ISC */
/* From one venue to the next: whether there is time to walk. */
#include "core/check_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* On foot it is longer than as the crow flies, and one walks 4.5 km/h. */
static const double detour = 1.3, metres_a_minute = 75, earth_radius = 6371e3;

enum {
	WALK_ROUND = 5, /* minutes, of what is reckoned */
	WALK_MAX = 180  /* minutes; of what is farther that is all that is told */
};

static double
radians(double degrees)
{
	return degrees * (3.14159265358979323846 / 180);
}

/* Metres between two venues on a sphere, by the haversine formula. */
static double
metres(const struct venue *a, const struct venue *b)
{
	double lat = sin(radians(b->latitude - a->latitude) / 2);
	double lon = sin(radians(b->longitude - a->longitude) / 2);
	double h = lat * lat + cos(radians(a->latitude)) * cos(radians(b->latitude)) * lon * lon;

	return 2 * earth_radius * asin(sqrt(h < 1 ? h : 1));
}

/* Minutes from one venue to another; 0 if that is not known. */
static int
minutes_between(const struct venue *a, const struct venue *b)
{
	double minutes;

	if (a->id == NULL && b->walking > 0)
		return b->walking;
	if (b->id == NULL && a->walking > 0)
		return a->walking;
	if (!a->has_geo || !b->has_geo)
		return 0;
	minutes = metres(a, b) * detour / metres_a_minute;
	if (minutes > WALK_MAX)
		return WALK_MAX + 1;
	return (int)ceil(minutes / WALK_ROUND) * WALK_ROUND;
}

/* Where everyone is who is at a session; NULL: not known, or not in one place. */
static const struct venue *
venue_of(const struct session *se)
{
	if (session_format(se) == FORMAT_ONLINE)
		return NULL;
	for (size_t i = 0; i < se->nrooms; i++)
		if (room_venue(se->event, se->rooms[i]) != NULL)
			return session_venue(se);
	return NULL;
}

static int
minutes_of(const struct walk *w)
{
	return minutes_between(venue_of(w->from), venue_of(w->to));
}

static int
gap_of(const struct walk *w)
{
	return (int)((w->to->slot.start - w->from->slot.end) / 60);
}

void
walks_add(struct walks *w, struct findings *f, const struct session *from, const struct session *to,
    const char *who)
{
	struct walk one = {from, to, who};
	const struct venue *a, *b;
	int64_t gap = to->slot.start - from->slot.end;

	if (from->event != to->event || from->event->nvenues == 0 || !from->slot.has_end || gap < 0)
		return;
	a = venue_of(from);
	b = venue_of(to);
	if (a == NULL || b == NULL || a == b || gap >= (int64_t)minutes_between(a, b) * 60)
		return;
	*(struct walk *)arena_push(f->arena, &w->items, &w->n, sizeof one) = one;
}

/* By the place of what begins after the walk. */
static int
walk_cmp(const void *pa, const void *pb)
{
	const struct walk *a = pa, *b = pb;
	int c = place_cmp(&a->to->at, &b->to->at);

	if (c == 0)
		c = place_cmp(&a->from->at, &b->from->at);
	return c != 0 ? c : strcmp(a->who, b->who);
}

/* "from the Annex to House": the names of two venues. */
static const char *
way_words(struct findings *f, const struct walk *w, const char *lang)
{
	const char *from = text_get(&venue_of(w->from)->name, lang, NULL);
	const char *to = text_get(&venue_of(w->to)->name, lang, NULL);

	return finding_words(f, "from %s to %s", *from != '\0' ? finding_quote(f, from) : "one",
	    *to != '\0' ? finding_quote(f, to) : "the other");
}

/* "15 min": how long a walk takes. */
static const char *
length_words(struct findings *f, const struct walk *w)
{
	int minutes = minutes_of(w);

	if (minutes > WALK_MAX)
		return finding_words(f, "more than %d hours", WALK_MAX / 60);
	return finding_words(f, "%d min", minutes);
}

/* `n` walks between the same two sessions. */
static void
add_walks(struct batch *b, const struct walk *w, size_t n, const char *lang)
{
	struct findings *f = b->f;
	int gap = gap_of(w);
	const char *when = gap == 0 ? "as soon as" : finding_words(f, "%d min after", gap);
	const char *more = n > 1 ? finding_words(f, " and %zu more", n - 1) : "";

	finding_about(f, w->from->at);
	batch_add(b, w->to->at, "leave time for the way, or use rooms of one venue",
	    "'%s' begins %s '%s' (%s) ends, and it is %s on foot %s, for %s%s",
	    check_session_words(f, w->to, lang), when, check_session_words(f, w->from, lang),
	    check_place_words(f, &w->to->at, &w->from->at), length_words(f, w),
	    way_words(f, w, lang), finding_quote(f, w->who), more);
}

void
walks_tell(struct walks *w, const char *lang, struct findings *f)
{
	struct batch b = {.f = f, .rule = RULE_WALKING_TIME};

	if (w->n > 0)
		qsort(w->items, w->n, sizeof *w->items, walk_cmp);
	for (size_t i = 0, n; i < w->n; i += n) {
		for (n = 1; i + n < w->n; n++)
			if (w->items[i + n].from != w->items[i].from ||
			    w->items[i + n].to != w->items[i].to)
				break;
		add_walks(&b, &w->items[i], n, lang);
		if (i + n == w->n || w->items[i + n].to->event != w->items[i].to->event)
			batch_tell(&b);
	}
	*w = (struct walks){0};
}
