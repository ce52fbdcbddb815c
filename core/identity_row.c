/* SPDX-License-Identifier: ISC */
/* What a revision makes of one row: its number, its last time, its last move. */
#include "core/change_private.h"

/* ---- the time that is told ---- */

struct told
told_of_session(const struct session *se)
{
	return (struct told){.slot = se->slot};
}

struct told
told_of_event(const struct event *ev)
{
	const struct span days = event_days(ev);

	if (ev->slot.has_start)
		return (struct told){.slot = ev->slot};
	if (ev->is_repeated || days.precision != PRECISION_DAY || days.before)
		return (struct told){.slot = {.has_start = false}};
	return (struct told){.slot = {.day = days.first}, .last = days.last};
}

struct told
told_of_deadline(const struct event *ev)
{
	const struct deadline *d = &ev->deadline;
	bool timed = d->kind == DEADLINE_TIME || d->kind == DEADLINE_AOE;

	return (struct told){
	    .slot = {.day = d->day, .has_start = timed, .start = timed ? d->when : 0}};
}

static bool
told_eq(const struct told *a, const struct told *b)
{
	return slot_eq(&a->slot, &b->slot) && date_eq(a->last, b->last);
}

/* ---- moves ---- */

static bool
rooms_eq(const struct change *c)
{
	if (c->nrooms != c->nold_rooms)
		return false;
	for (size_t i = 0; i < c->nrooms; i++)
		if (!text_eq(&c->rooms[i], &c->old_rooms[i]))
			return false;
	return true;
}

/* Whether it begins at another time than it was told to. That it got a time at all, or another end,
 * is no move. */
static bool
is_other_time(const struct slot *old, const struct slot *now)
{
	return !date_eq(old->day, now->day) ||
	       (old->has_start && now->has_start && old->start != now->start);
}

static bool
is_other_place(const struct change *c)
{
	return (c->what & (CHANGE_PLACE | CHANGE_EVENT)) != 0 && c->nold_rooms > 0 && !rooms_eq(c);
}

/* Notes where a session was of which who goes there now goes wrong. */
static void
note_move(struct arena *a, struct identity_row *row, const struct change *c, int revision)
{
	const struct slot *old = date_is_set(row->told.slot.day) ? &row->told.slot : &c->old_slot;
	bool other_place = is_other_place(c);

	if (c->entry != ENTRY_SESSION || !date_is_set(old->day) || !date_is_set(c->slot.day) ||
	    (!other_place && !is_other_time(old, &c->slot)))
		return;
	row->move = (struct move){.revision = revision, .slot = *old};
	for (size_t i = 0; other_place && i < c->nold_rooms; i++)
		*(struct text *)arena_push(a, &row->move.rooms, &row->move.nrooms,
		    sizeof *row->move.rooms) = change_copy_text(a, &c->old_rooms[i]);
}

/* ---- going on and going away ---- */

static void
raise_sequence(struct identity_row *row, int revision)
{
	row->sequence++;
	row->changed_revision = revision;
}

/* Whether an entry had no time that calendars could say. */
static bool
was_lost(const struct change *c)
{
	if (c->entry == ENTRY_EVENT && !c->old_slot.has_start)
		return c->was_repeated || c->old_dates.precision != PRECISION_DAY ||
		       c->old_dates.before;
	return !date_is_set(c->old_slot.day);
}

/* What calendars say of a status. What has lost its time is taken out of them; a deadline stands
 * while its event is put off. */
static enum status
said_status(const struct change *c, enum status st, bool is_lost)
{
	if (is_lost)
		return STATUS_CANCELLED;
	return c->entry == ENTRY_DEADLINE && st != STATUS_CANCELLED ? STATUS_CONFIRMED : st;
}

/* Whether what calendars say of time, place or status of what is in both revisions is other. */
static bool
is_said_otherwise(const struct change *c, const struct identity_row *row, const struct told *before,
    const struct told *told)
{
	bool lost_before = was_lost(c), is_lost = !date_is_set(told->slot.day);

	if (!date_is_set(row->told.slot.day))
		return false; /* it never had a time, so it is in no calendar */
	return !told_eq(before, &row->told) || lost_before != is_lost || c->other_location ||
	       (c->other_zone && told->slot.has_start && c->entry != ENTRY_DEADLINE) ||
	       said_status(c, c->old_status, lost_before) != said_status(c, c->status, is_lost);
}

void
row_go_on(struct arena *a, struct identity_row *row, const struct told *told,
    const struct change *c, int revision)
{
	const struct told before = row->told;

	if (c != NULL && !row->gone)
		note_move(a, row, c, revision);
	if (date_is_set(told->slot.day))
		row->told = *told;
	row->seen_revision = revision;
	if (row->gone || (c != NULL && is_said_otherwise(c, row, &before, told)))
		raise_sequence(row, revision);
	else if (c != NULL && (c->entry != ENTRY_EVENT || c->what != CHANGE_TRACK))
		/* The tracks of an event are not in its own entry. */
		row->changed_revision = revision;
	row->gone = row->withdrawn = false;
}

/* What is gone may become private later, and is told with what its event is called now. What was
 * told as cancelled already is told alike when it is gone. */
void
row_go_away(
    struct identity_row *row, bool hidden, bool event_changed, const struct change *c, int revision)
{
	bool was_off =
	    row->gone || (c != NULL && (was_lost(c) || c->old_status == STATUS_CANCELLED));

	if (!was_off || (hidden && !row->withdrawn))
		raise_sequence(row, revision);
	else if (!row->withdrawn && event_changed)
		row->changed_revision = revision;
	row->gone = true;
	row->withdrawn = row->withdrawn || hidden;
}
