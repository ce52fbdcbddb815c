/* SPDX-License-Identifier: ISC */
/* What an audience goes through: the sessions of a track and the joint ones, in order; all sessions
 * where there are no tracks. */
#include "core/check_private.h"

#include "core/query.h"

enum {
	FLOWS_MAX = 100,            /* tracks of an event that are looked at */
	HALF_DAY = 3 * 3600 + 1800, /* seconds that one sits without a break */
	PAUSE = 10 * 60             /* seconds that are one */
};

struct flow {
	const struct event *event;
	const struct track *track; /* NULL: all sessions */
	const char *lang;
	struct session **items; /* by start */
	size_t n;
};

/* Sessions one after another, from the first to the one that ends last. */
struct stretch {
	const struct session *first;
	int64_t end;
	size_t n;
};

/* "the track 'Policy'": whose flow it is. */
static const char *
who_words(struct findings *f, const struct flow *fl)
{
	if (fl->track == NULL)
		return "everyone";
	return finding_words(
	    f, "the track '%s'", finding_quote(f, text_get(&fl->track->title, fl->lang, NULL)));
}

static void
add_stretch(struct batch *b, const struct flow *fl, const struct stretch *st)
{
	const struct tz *zone = fl->event->zone;
	int64_t begin = st->n > 0 ? st->first->slot.start : 0;

	if (st->n < 2 || st->end - begin <= HALF_DAY)
		return;
	if (fl->track != NULL)
		finding_about(b->f, fl->track->at);
	batch_add(b, st->first->at, "put a break of at least 10 minutes between them",
	    "there is no break from %s ('%s') to %s for %s", check_time_words(b->f, zone, begin),
	    check_session_words(b->f, st->first, fl->lang), check_time_words(b->f, zone, st->end),
	    who_words(b->f, fl));
}

/* A session that is longer than that by itself goes by its own time. */
static bool
is_own_time(const struct slot *sl)
{
	return !sl->has_end || sl->end - sl->start > HALF_DAY;
}

static bool
is_pause(const struct session *se)
{
	return se->type == TYPE_BREAK || se->type == TYPE_SOCIAL;
}

static void
check_breaks(struct batch *b, const struct flow *fl)
{
	struct stretch st = {0};

	for (size_t i = 0; i < fl->n; i++) {
		const struct session *se = fl->items[i];
		const struct slot *sl = &se->slot;

		if (is_pause(se) || (st.n > 0 && sl->start >= st.end + PAUSE)) {
			add_stretch(b, fl, &st);
			st = (struct stretch){0};
		}
		if (is_pause(se) || is_own_time(sl))
			continue;
		if (st.n++ == 0)
			st = (struct stretch){.first = se, .end = sl->end, .n = 1};
		else if (sl->end > st.end)
			st.end = sl->end;
	}
	add_stretch(b, fl, &st);
}

static void
check_ways(struct walks *w, struct findings *f, const struct flow *fl)
{
	const char *who = arena_strdup(f->arena, who_words(f, fl));
	const struct session *before = NULL;

	for (size_t i = 0; i < fl->n; i++) {
		if (is_pause(fl->items[i]))
			continue;
		if (before != NULL)
			walks_add(w, f, before, fl->items[i], who);
		before = fl->items[i];
	}
}

/* The sessions of an event that are at a time, in order. */
static struct session_list
timed(struct arena *a, const struct event *ev)
{
	struct session_list all = {0};

	for (size_t i = 0; i < ev->nsessions; i++)
		if (slot_takes_time(&ev->sessions[i]->slot, session_status(ev->sessions[i])))
			session_list_add(a, &all, ev->sessions[i]);
	session_list_sort(&all);
	return all;
}

static void
check_flow(struct batch *b, struct walks *w, const struct session_list *all, struct flow *fl)
{
	fl->n = 0;
	for (size_t i = 0; i < all->n; i++)
		if (fl->track == NULL || session_in_track(all->items[i], fl->track))
			fl->items[fl->n++] = all->items[i];
	check_breaks(b, fl);
	check_ways(w, b->f, fl);
}

static void
check_event(struct batch *b, struct walks *w, const struct event *ev, const char *lang)
{
	struct session_list all = timed(b->f->arena, ev);
	struct flow fl = {.event = ev, .lang = lang};

	fl.items = arena_array(b->f->arena, all.n, sizeof(struct session *));
	if (ev->ntracks == 0)
		check_flow(b, w, &all, &fl);
	for (size_t i = 0; i < ev->ntracks && i < FLOWS_MAX; i++) {
		fl.track = &ev->tracks[i];
		check_flow(b, w, &all, &fl);
	}
	batch_tell(b);
}

void
check_flows(const struct site *s, struct findings *f, struct walks *walks)
{
	struct batch b = {.f = f, .rule = RULE_NO_BREAK};

	for (size_t i = 0; i < s->nevents; i++)
		if (s->events[i]->zone != NULL)
			check_event(&b, walks, s->events[i], site_language(s));
}
