/* SPDX-License-Identifier: ISC */
/* Lines of an agenda. */
#include "core/colour.h"
#include "core/pages_build.h"
#include "core/public.h"

#include <stdlib.h>

bool
make_is_elsewhere(const struct maker *mk, const struct tz *zone, int64_t utc)
{
	return mk->view->zone != NULL &&
	       zone_at(zone, utc).offset != zone_at(mk->view->zone, utc).offset;
}

const char *
make_when(const struct maker *mk, const struct slot *sl, const struct tz *zone)
{
	const char *day;

	if (!sl->has_start)
		return date_is_set(sl->day) ? words_date_full(&mk->w, sl->day) : "";
	day = words_date_full(&mk->w, zone_civil(zone, sl->start).date);
	return words_fill(&mk->w, WORD_IN_ZONE,
	    words_fill(&mk->w, WORD_DATE_TIME, day, words_time_range(&mk->w, zone, sl), NULL),
	    words_zone_between(&mk->w, zone, sl->start, sl->has_end ? sl->end : sl->start), NULL);
}

const char *
make_moment_there(const struct maker *mk, const struct tz *zone, int64_t utc)
{
	const struct tz *own = mk->view->zone;
	struct date day;

	if (!make_is_elsewhere(mk, zone, utc))
		return NULL;
	day = zone_civil(own, utc).date;
	if (date_eq(day, zone_civil(zone, utc).date))
		return words_time(&mk->w, own, utc);
	return words_fill(&mk->w, WORD_DATE_TIME, words_date_short(&mk->w, day),
	    words_time(&mk->w, own, utc), NULL);
}

const char *
make_there(const struct maker *mk, const struct slot *sl, const struct tz *zone)
{
	return sl->has_start ? make_moment_there(mk, zone, sl->start) : NULL;
}

const char *
make_deadline_there(const struct maker *mk, const struct event *ev)
{
	const struct deadline *d = &ev->deadline;
	const struct tz *own = mk->view->zone;

	if (own == NULL || d->identity.gone ||
	    (d->kind != DEADLINE_AOE && d->kind != DEADLINE_TIME) ||
	    (d->kind == DEADLINE_TIME && !make_is_elsewhere(mk, deadline_zone(ev), d->when)))
		return NULL;
	return words_fill(&mk->w, WORD_DATE_TIME,
	    words_date_short(&mk->w, zone_civil(own, d->when).date),
	    words_time(&mk->w, own, d->when), NULL);
}

static enum slot_mark
mark_of(enum status st, bool moved)
{
	switch (st) {
	case STATUS_CANCELLED: return SLOT_CANCELLED;
	case STATUS_POSTPONED: return SLOT_POSTPONED;
	case STATUS_TENTATIVE: return SLOT_TENTATIVE;
	case STATUS_CONFIRMED: break;
	}
	return moved ? SLOT_MOVED : SLOT_NORMAL;
}

/* The end of a session as far as it is known. */
static int64_t
end_of(const struct session *se)
{
	const struct slot *sl = &se->slot;
	struct civil midnight = {date_add(sl->day, 1), 0};
	int64_t utc[2] = {date_to_seconds(midnight.date)};

	if (sl->has_start)
		return sl->has_end ? sl->end : sl->start;
	if (se->event->zone != NULL)
		tz_from_civil(se->event->zone, midnight, utc);
	return utc[0];
}

static bool
is_told_moved(const struct maker *mk, const struct session *se)
{
	const struct move *mv = &se->identity.move;

	return mv->revision > 0 && !se->identity.gone && date_is_set(se->slot.day) &&
	       mk->view->now < mv->moment + MOVED_SECONDS && mk->view->now < end_of(se);
}

bool
make_moved(const struct maker *mk, const struct session *se, struct move *out)
{
	if (date_is_set(se->moved_from.day))
		*out = (struct move){.slot = se->moved_from};
	else if (is_told_moved(mk, se))
		*out = se->identity.move;
	else
		return false;
	if (out->slot.has_start && !out->slot.has_end) {
		out->slot.has_end = true;
		out->slot.end = out->slot.start;
	}
	return true;
}

const char *
make_moved_words(
    const struct maker *mk, const struct session *se, const struct move *mv, const char *when)
{
	bool other_time = !date_eq(mv->slot.day, se->slot.day) ||
			  mv->slot.has_start != se->slot.has_start ||
			  mv->slot.start != se->slot.start;
	const char *rooms = "";

	for (size_t i = 0; i < mv->nrooms; i++)
		make_join(mk, &rooms, make_line(mk, &mv->rooms[i]));
	if (*rooms == '\0')
		return when;
	return other_time ? words_fill(&mk->w, WORD_DATE_TIME, when, rooms, NULL) : rooms;
}

/* Where a session was before: its time alone if the day is the same. */
static const char *
moved_note(const struct maker *mk, const struct session *se)
{
	const struct tz *zone = se->event->zone;
	struct move mv;
	const char *was;

	if (!make_moved(mk, se, &mv))
		return NULL;
	was = date_eq(mv.slot.day, se->slot.day) && mv.slot.has_start
		  ? words_time(&mk->w, zone, mv.slot.start)
		  : words_slot_short(&mk->w, zone, &mv.slot);
	return words_fill(&mk->w, WORD_MOVED_FROM, make_moved_words(mk, se, &mv, was), NULL);
}

static const char *
mark_note(const struct maker *mk, const struct session *se, enum slot_mark mark)
{
	switch (mark) {
	case SLOT_CANCELLED: return make_word(mk, WORD_STATUS_CANCELLED);
	case SLOT_POSTPONED: return make_word(mk, WORD_STATUS_POSTPONED);
	case SLOT_TENTATIVE: return make_word(mk, WORD_STATUS_TENTATIVE);
	case SLOT_MOVED: return se != NULL ? moved_note(mk, se) : NULL;
	case SLOT_NORMAL: break;
	}
	return NULL;
}

/* Nobody needs the page of a coffee break. */
static bool
has_own_page(const struct session *se)
{
	return se->type != TYPE_BREAK || text_is_set(&se->abstract) || se->npeople > 0 ||
	       se->nlinks > 0 || se->join != NULL;
}

static void
put_names(const struct maker *mk, const struct session *se, struct page_slot *ps, unsigned flags)
{
	bool no_room = (flags & SLOT_WITHOUT_ROOM) != 0 && se->nrooms == 1;
	bool no_track = (flags & SLOT_WITHOUT_TRACK) != 0 && se->ntracks == 1;

	ps->rooms = ps->tracks = ps->people = "";
	for (size_t i = 0; i < se->nrooms && !no_room; i++)
		make_join(mk, &ps->rooms, make_room_name(mk, se->rooms[i]));
	for (size_t i = 0; i < se->ntracks && !no_track; i++)
		make_join(mk, &ps->tracks, make_line(mk, &se->tracks[i]->title));
	for (size_t i = 0; i < se->npeople; i++)
		if (se->people[i].as != ROLE_INTERPRETER && person_is_listed(se->people[i].person))
			make_join(mk, &ps->people, make_line(mk, &se->people[i].person->name));
	if (se->ntracks != 1)
		return;
	ps->track_id = arena_strdup(mk->a, se->tracks[0]->id);
	ps->colour = arena_printf(mk->a, "#%06x", colour_of_track(se->event, se->tracks[0]));
}

static void
put_instants(struct page_slot *ps, const struct slot *sl, const struct tz *zone)
{
	ps->day = sl->day;
	if (!sl->has_start)
		return;
	ps->start = sl->start;
	ps->end = sl->has_end ? sl->end : sl->start;
	ps->offset = zone_at(zone, sl->start).offset;
}

struct page_slot *
make_session_slot(const struct maker *mk, const struct session *se, unsigned flags)
{
	struct page_slot *ps = arena_alloc(mk->a, sizeof *ps);
	const struct tz *zone = se->event->zone;
	struct move mv;

	put_instants(ps, &se->slot, zone);
	put_names(mk, se, ps, flags);
	ps->time = (flags & SLOT_WITH_DAY) != 0 ? words_slot_short(&mk->w, zone, &se->slot)
						: words_time_range(&mk->w, zone, &se->slot);
	ps->there = make_there(mk, &se->slot, zone);
	make_text(mk, &se->title, &ps->lang);
	ps->title = make_line(mk, &se->title);
	if (has_own_page(se))
		ps->target = target_page(path_of_session(mk->a, se));
	ps->mark = mark_of(session_status(se), make_moved(mk, se, &mv));
	ps->mark_note = mark_note(mk, se, ps->mark);
	ps->is_break = se->type == TYPE_BREAK;
	ps->is_joint = session_is_joint(se);
	return ps;
}

void
make_slots(struct maker *mk, const struct session_list *l, unsigned flags)
{
	for (size_t i = 0; i < l->n; i++) {
		struct page_slot *ps = make_session_slot(mk, l->items[i], flags);

		page_block(mk->page, BLOCK_SLOT)->slot = ps;
	}
}

const char *
make_zone_of(const struct maker *mk, const struct event *ev, const struct session_list *l)
{
	int64_t from = 0, to = 0;
	bool any = false;

	for (size_t i = 0; i < l->n; i++) {
		const struct slot *sl = &l->items[i]->slot;

		if (!sl->has_start)
			continue;
		if (!any || sl->start < from)
			from = sl->start;
		if (!any || sl->start > to)
			to = sl->start;
		if (sl->has_end && sl->end > to)
			to = sl->end;
		any = true;
	}
	return any ? words_zone_between(&mk->w, ev->zone, from, to) : "";
}

/* The sessions from `i` on that share its day. */
static struct session_list
same_day(const struct session_list *l, size_t i)
{
	struct session_list day = {l->items + i, 0};

	while (i + day.n < l->n && date_eq(l->items[i + day.n]->slot.day, l->items[i]->slot.day))
		day.n++;
	return day;
}

static int
day_then_session(const void *va, const void *vb)
{
	const struct session *a = *(struct session *const *)va, *b = *(struct session *const *)vb;
	int c = date_is_set(b->slot.day) - date_is_set(a->slot.day);

	if (c == 0)
		c = date_cmp(a->slot.day, b->slot.day);
	return c != 0 ? c : session_cmp(a, b);
}

/* Sessions of a day without a time stand among those of the day, which session_cmp does not do. */
static struct session_list
by_day(struct arena *a, const struct session_list *l)
{
	struct session_list out = {arena_array(a, l->n, sizeof *out.items), l->n};

	for (size_t i = 0; i < l->n; i++)
		out.items[i] = l->items[i];
	if (out.n > 1)
		qsort(out.items, out.n, sizeof *out.items, day_then_session);
	return out;
}

void
make_days(struct maker *mk, const struct event *ev, const struct session_list *l, int level,
    unsigned flags)
{
	struct session_list all = by_day(mk->a, l), day;
	for (size_t i = 0; i < all.n; i += day.n) {
		struct date d = all.items[i]->slot.day;
		const char *head, *zone;

		day = same_day(&all, i);
		zone = make_zone_of(mk, ev, &day);
		if (!date_is_set(d))
			head = make_word(mk, i == 0 ? WORD_SESSIONS : WORD_NOT_SCHEDULED);
		else if (*zone == '\0')
			head = words_date_full(&mk->w, d);
		else
			head = words_fill(
			    &mk->w, WORD_DAY_ZONE, words_date_full(&mk->w, d), zone, NULL);
		page_heading(mk->page, level, head);
		make_slots(mk, &day, flags);
	}
}

void
make_event_line(struct maker *mk, const struct event *ev)
{
	struct page_slot *ps = arena_alloc(mk->a, sizeof *ps);
	struct span when = event_when(ev);

	ps->day = when.precision == PRECISION_DAY ? when.first : (struct date){0};
	if (ev->kind == KIND_CALL && ev->deadline.kind != DEADLINE_NONE)
		ps->time =
		    words_fill(&mk->w, event_is_over(ev, mk->view->now) ? WORD_CLOSED : WORD_DUE,
			words_deadline_short(&mk->w, ev), NULL);
	else
		ps->time = words_span(&mk->w, &when);
	if (ev->kind == KIND_CALL)
		ps->there = make_deadline_there(mk, ev);
	make_text(mk, &ev->title, &ps->lang);
	ps->title = make_line(mk, &ev->title);
	ps->target = target_page(path_of_event(mk->a, ev));
	ps->rooms = make_where(mk, ev, &ev->venue, false);
	ps->tracks = ev->kind == KIND_CALL ? "" : words_event_kind(&mk->w, ev->kind);
	ps->people = "";
	ps->mark = mark_of(event_status(ev), false);
	ps->mark_note = mark_note(mk, NULL, ps->mark);
	page_block(mk->page, BLOCK_SLOT)->slot = ps;
}
