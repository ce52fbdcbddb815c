/* SPDX-License-Identifier: ISC */
/* What is on and what is next, of an event or of what of it is asked for: a room, a track, someone.
 * Only for views that are answered on request. */
#include "core/pages_build.h"
#include "core/public.h"

#include <stdlib.h>

enum {
	LINES_MAX = 24, /* of what is on or next; more are on the page of the day */
	RUNNING_DAYS_MAX =
	    14 /* an event that lasts longer does not run on its days without sessions */
};

static struct date
today(const struct maker *mk, const struct event *ev)
{
	return zone_civil(ev->zone, mk->view->now).date;
}

static bool
is_off(const struct session *se)
{
	return status_is_off(session_status(se));
}

/* Whether its time is now, be it held or not. */
static bool
is_at(const struct session *se, int64_t now)
{
	return se->slot.has_start && se->slot.has_end && se->slot.start <= now &&
	       now < se->slot.end;
}

/* ---- events that run ---- */

static bool
is_in_days(const struct maker *mk, const struct event *ev)
{
	struct span days = event_days(ev);
	struct date d = today(mk, ev);

	return days.precision == PRECISION_DAY && !days.before && date_cmp(days.first, d) <= 0 &&
	       date_cmp(d, days.last) <= 0 &&
	       date_to_days(days.last) - date_to_days(days.first) < RUNNING_DAYS_MAX;
}

bool
make_is_running(const struct maker *mk, const struct event *ev)
{
	int64_t now = mk->view->now;

	if (!mk->view->live || status_is_off(event_status(ev)) || ev->identity.withdrawn)
		return false;
	return event_is_on(ev, now) || event_is_soon(ev, now, SOON) ||
	       query_now(mk->a, ev, now).n > 0 || query_next(mk->a, ev, now, SOON).n > 0 ||
	       query_has_day(ev, today(mk, ev)) ||
	       (!date_is_set(ev->slot.day) && is_in_days(mk, ev));
}

/* ---- which sessions ---- */

/* Of those that are still held the first to begin after `after`; NULL: there is none. */
static const struct session *
first_after(const struct session_list *l, int64_t after)
{
	const struct session *first = NULL;

	for (size_t i = 0; i < l->n; i++) {
		const struct session *se = l->items[i];

		if (se->slot.has_start && se->slot.start > after && !is_off(se) &&
		    (first == NULL || se->slot.start < first->slot.start))
			first = se;
	}
	return first;
}

/* Those that begin after `from`, no later than `to`, be they held or not. */
static void
add_between(struct maker *mk, struct session_list *out, const struct session_list *l, int64_t from,
    int64_t to)
{
	for (size_t i = 0; i < l->n; i++) {
		const struct slot *sl = &l->items[i]->slot;

		if (sl->has_start && sl->start > from && sl->start <= to)
			session_list_add(mk->a, out, l->items[i]);
	}
}

static bool
are_breaks(const struct session_list *l)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->items[i]->type != TYPE_BREAK && !is_off(l->items[i]))
			return false;
	return true;
}

/* What begins next, with what would have begun before it; after a break what follows it that day.
 */
static struct session_list
next_of(struct maker *mk, const struct event *ev, const struct session_list *l)
{
	struct session_list next = {0};
	const struct session *first = first_after(l, mk->view->now), *then;
	struct date day;

	if (first == NULL)
		return next;
	day = first->slot.day;
	if (!is_in_days(mk, ev) && !query_has_day(ev, today(mk, ev)) &&
	    first->slot.start - mk->view->now > SOON)
		return next;
	add_between(mk, &next, l, mk->view->now, first->slot.start);
	if (!are_breaks(&next) || (then = first_after(l, first->slot.start)) == NULL ||
	    !date_eq(then->slot.day, day))
		return next;
	add_between(mk, &next, l, first->slot.start, then->slot.start);
	return next;
}

static void
find(struct maker *mk, const struct event *ev, const struct session_list *l, struct on_now *out)
{
	*out = (struct on_now){.n_on = 0};
	for (size_t i = 0; i < l->n; i++) {
		if (!is_at(l->items[i], mk->view->now))
			continue;
		session_list_add(mk->a, &out->now, l->items[i]);
		out->n_on += !is_off(l->items[i]);
	}
	out->next = next_of(mk, ev, l);
	session_list_sort(&out->now);
	session_list_sort(&out->next);
}

/* ---- saying so ---- */

/* "10:30", with its day if that is another one, and in the reader's zone, too. */
static const char *
moment(const struct maker *mk, const struct event *ev, int64_t utc)
{
	const char *s = words_time(&mk->w, ev->zone, utc);
	const char *there = make_moment_there(mk, ev->zone, utc);
	struct date day = zone_civil(ev->zone, utc).date;

	if (!date_eq(day, today(mk, ev)))
		s = words_fill(&mk->w, WORD_DATE_TIME, words_date_short(&mk->w, day), s, NULL);
	return there != NULL ? words_fill(&mk->w, WORD_IN_ZONE, s, there, NULL) : s;
}

static const char *
left(const struct maker *mk, int64_t end)
{
	return words_fill(
	    &mk->w, WORD_TIME_LEFT, words_duration(&mk->w, (end - mk->view->now + 59) / 60), NULL);
}

/* When all that is on ends, if that is at one moment; else 0. */
static int64_t
one_end(const struct session_list *l)
{
	int64_t end = 0;

	for (size_t i = 0; i < l->n; i++) {
		if (is_off(l->items[i]))
			continue;
		if (end != 0 && l->items[i]->slot.end != end)
			return 0;
		end = l->items[i]->slot.end;
	}
	return end;
}

/* "Now, until 10:30, 50 min left". */
static void
head_now(struct maker *mk, const struct event *ev, enum word word, int64_t end, int level)
{
	const char *s = make_word(mk, word);

	if (end != 0) {
		s = words_fill(&mk->w, WORD_DATE_TIME, s,
		    words_fill(&mk->w, WORD_UNTIL, moment(mk, ev, end), NULL), NULL);
		s = words_fill(&mk->w, WORD_DATE_TIME, s, left(mk, end), NULL);
	}
	page_heading(mk->page, level, s);
}

static void
head_next(struct maker *mk, int64_t start, int level)
{
	const char *s = make_word(mk, WORD_NEXT),
		   *ahead = words_ahead(&mk->w, mk->view->now, start);

	if (*ahead != '\0')
		s = words_fill(&mk->w, WORD_DATE_TIME, s, ahead, NULL);
	page_heading(mk->page, level, s);
}

/* Lines, as many as a reader looks through in a hurry, each with its day unless that is today, and
 * with what is left of it if `with_left`. */
static void
put_lines(struct maker *mk, const struct event *ev, const struct session_list *l, bool with_left,
    unsigned flags)
{
	for (size_t i = 0; i < l->n && i < LINES_MAX; i++) {
		const struct session *se = l->items[i];
		bool other_day =
		    !date_eq(se->slot.day, today(mk, ev)) && se->slot.start > mk->view->now;
		struct page_slot *ps =
		    make_session_slot(mk, se, flags | (other_day ? SLOT_WITH_DAY : 0));

		if (with_left && !is_off(se))
			ps->note = left(mk, se->slot.end);
		page_block(mk->page, BLOCK_SLOT)->slot = ps;
	}
	if (l->n > LINES_MAX)
		make_nav(mk,
		    words_fill(&mk->w, WORD_MORE_THAT_DAY,
			arena_printf(mk->a, "%zu", l->n - LINES_MAX),
			words_date_full(&mk->w, l->items[LINES_MAX]->slot.day), NULL),
		    path_of_day(mk->a, ev, l->items[LINES_MAX]->slot.day));
}

static void
put_now(struct maker *mk, const struct event *ev, const struct on_now *on, bool is_last, int level,
    unsigned flags)
{
	int64_t end = one_end(&on->now);
	const struct session *next = first_after(&on->next, mk->view->now);

	if (on->n_on > 0) {
		head_now(mk, ev, are_breaks(&on->now) ? WORD_BREAK_NOW : WORD_NOW, end, level);
	} else {
		head_now(mk, ev, WORD_NOW, 0, level);
		if (next != NULL)
			page_para(mk->page, words_fill(&mk->w, WORD_NOTHING_UNTIL,
						moment(mk, ev, next->slot.start), NULL));
		else if (is_last)
			page_para(mk->page, make_word(mk, WORD_LAST_OVER));
	}
	put_lines(mk, ev, &on->now, end == 0, flags);
}

static bool
has_begun(const struct maker *mk, const struct event *ev)
{
	for (size_t i = 0; i < ev->nsessions; i++)
		if (ev->sessions[i]->slot.has_start && ev->sessions[i]->slot.start <= mk->view->now)
			return true;
	return false;
}

/* Whether one may be on, today or later, whose time is not known. */
static bool
has_untimed(const struct maker *mk, const struct event *ev, const struct session_list *l)
{
	for (size_t i = 0; i < l->n; i++) {
		const struct slot *sl = &l->items[i]->slot;

		if (!sl->has_start && date_is_set(sl->day) && !is_off(l->items[i]) &&
		    date_cmp(sl->day, today(mk, ev)) >= 0)
			return true;
	}
	return false;
}

void
make_it_is(struct maker *mk, const struct event *ev)
{
	int64_t now = mk->view->now;

	page_para(mk->page,
	    words_fill(&mk->w, WORD_IT_IS,
		words_fill(&mk->w, WORD_IN_ZONE,
		    words_fill(&mk->w, WORD_DATE_TIME, words_date_full(&mk->w, today(mk, ev)),
			words_time(&mk->w, ev->zone, now), NULL),
		    words_zone(&mk->w, ev->zone, now), NULL),
		NULL));
}

/* Those of today of which only the day is known. */
static void
put_untimed(struct maker *mk, const struct event *ev, const struct session_list *l, int level,
    unsigned flags)
{
	struct session_list untimed = {0};

	for (size_t i = 0; i < l->n; i++)
		if (!l->items[i]->slot.has_start && date_eq(l->items[i]->slot.day, today(mk, ev)))
			session_list_add(mk->a, &untimed, l->items[i]);
	if (untimed.n == 0)
		return;
	page_heading(mk->page, level, make_word(mk, WORD_TODAY_UNTIMED));
	put_lines(mk, ev, &untimed, false, flags);
}

struct on_now
make_now(struct maker *mk, const struct event *ev, const struct session_list *l, int level,
    unsigned flags)
{
	struct on_now on;
	bool is_last, is_pause;

	find(mk, ev, l, &on);
	is_last = on.next.n == 0 && !has_untimed(mk, ev, l);
	is_pause = l->n > 0 && has_begun(mk, ev) && (on.next.n > 0 || is_last);
	if (on.now.n > 0 || (is_pause && (flags & NOW_OR_SILENT) == 0))
		put_now(mk, ev, &on, is_last, level, flags);
	put_untimed(mk, ev, l, level, flags);
	if (on.next.n > 0) {
		head_next(mk, first_after(&on.next, mk->view->now)->slot.start, level);
		put_lines(mk, ev, &on.next, false, flags);
	}
	return on;
}

/* ---- for all of home ---- */

/* An event that is its own session, or of which only the days are known. */
static void
put_whole(struct maker *mk, const struct event *ev)
{
	const struct slot *sl = &ev->slot;
	struct page_slot *ps;

	if (sl->has_start && sl->start > mk->view->now)
		head_next(mk, sl->start, 3);
	else
		head_now(mk, ev, WORD_NOW, sl->has_start && sl->has_end ? sl->end : 0, 3);
	make_event_line(mk, ev);
	ps = mk->page->blocks[mk->page->nblocks - 1].slot;
	if (sl->has_start)
		ps->time = words_slot_short(&mk->w, ev->zone, sl);
	ps->there = make_there(mk, sl, ev->zone);
}

/* To the agenda of today, or of the day on which it goes on. */
static void
put_day_link(struct maker *mk, const struct event *ev, const struct on_now *on)
{
	struct date day = today(mk, ev);

	if (on->n_on == 0 && on->next.n > 0)
		day = on->next.items[0]->slot.day;
	if (query_has_day(ev, day))
		make_nav(mk,
		    words_fill(&mk->w, WORD_EVENT_THEN, make_word(mk, WORD_AGENDA),
			words_date_full(&mk->w, day), NULL),
		    path_of_day(mk->a, ev, day));
}

static void
put_event(struct maker *mk, const struct event *ev)
{
	struct session_list all = query_sessions(mk->a, ev);
	size_t begun;
	struct on_now on;

	page_heading(mk->page, 2, make_line(mk, &ev->title));
	make_it_is(mk, ev);
	begun = mk->page->nblocks;
	on = make_now(mk, ev, &all, 3, 0);
	if (mk->page->nblocks == begun)
		put_whole(mk, ev);
	put_day_link(mk, ev, &on);
}

struct running {
	const struct event *ev;
	int64_t from; /* when something of it begins: 0 if it has, INT64_MAX if nothing more does */
	size_t order;
};

static int
running_cmp(const void *va, const void *vb)
{
	const struct running *a = va, *b = vb;

	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

static int64_t
from_of(const struct maker *mk, const struct event *ev)
{
	int64_t now = mk->view->now;
	struct session_list next;

	if (event_is_on(ev, now) || query_now(mk->a, ev, now).n > 0)
		return 0;
	if (event_is_soon(ev, now, SOON))
		return ev->slot.start;
	next = query_next(mk->a, ev, now, INT64_MAX - now);
	return next.n > 0 ? next.items[0]->slot.start : INT64_MAX;
}

bool
make_running(struct maker *mk)
{
	struct running *list = NULL;
	size_t n = 0;

	for (size_t i = 0; i < mk->site->nevents; i++) {
		const struct event *ev = mk->site->events[i];

		if (event_is_listed(ev) && make_is_running(mk, ev))
			*(struct running *)arena_push(mk->a, &list, &n, sizeof *list) =
			    (struct running){ev, from_of(mk, ev), i};
	}
	if (n > 1)
		qsort(list, n, sizeof *list, running_cmp);
	for (size_t i = 0; i < n; i++)
		put_event(mk, list[i].ev);
	return n > 0;
}

/* ---- for a page about one event, or a part of it ---- */

bool
make_door(struct maker *mk, const struct event *ev, const struct session_list *l, unsigned flags,
    struct on_now *on)
{
	size_t before = mk->page->nblocks, begun;

	*on = (struct on_now){.n_on = 0};
	if (date_is_set(ev->slot.day) || !make_is_running(mk, ev))
		return false;
	make_it_is(mk, ev);
	begun = mk->page->nblocks;
	*on = make_now(mk, ev, l, 2, flags);
	if (mk->page->nblocks == begun)
		page_cut(mk->page, before);
	return mk->page->nblocks > before;
}

static bool
is_in(const struct session_list *l, const struct session *se)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->items[i] == se)
			return true;
	return false;
}

static bool
is_past(const struct maker *mk, const struct event *ev, const struct session *se)
{
	if (se->slot.has_start)
		return se->slot.start <= mk->view->now;
	return date_is_set(se->slot.day) && date_cmp(se->slot.day, today(mk, ev)) < 0;
}

void
make_days_from_now(struct maker *mk, const struct event *ev, const struct session_list *l,
    const struct on_now *on, unsigned flags)
{
	struct session_list ahead = {0}, past = {0};

	for (size_t i = 0; i < l->n; i++)
		if (is_in(&on->now, l->items[i]) || is_in(&on->next, l->items[i]))
			continue;
		else if (is_past(mk, ev, l->items[i]))
			session_list_add(mk->a, &past, l->items[i]);
		else
			session_list_add(mk->a, &ahead, l->items[i]);
	make_days(mk, ev, &ahead, 2, flags);
	if (past.n == 0)
		return;
	make_heading(mk, 2, make_word(mk, WORD_EARLIER), "earlier");
	make_days(mk, ev, &past, 3, flags);
}
