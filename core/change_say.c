/* SPDX-License-Identifier: ISC */
/* One change in one line. */
#include "core/change_private.h"

#include "core/words.h"

#include <string.h>

enum { SAID_BYTES_MAX = 1024 * 1024 };

struct teller {
	const struct words *w; /* of the words */
	const char *lang;      /* of titles */
	const struct change *c;
	bool all;             /* name what else changed, too */
	const struct tz *own; /* the reader's zone; NULL */
};

static const char *
after(const struct teller *t, const char *first, const char *second)
{
	return arena_printf(t->w->arena, "%s %s", first, second);
}

static const char *
change_to(const struct teller *t, const char *old, const char *now)
{
	return words_fill(t->w, WORD_CHANGE_TO, old, now, NULL);
}

static const char *
quoted(const struct teller *t, const struct text *title, const char *lang)
{
	return words_fill(t->w, WORD_QUOTED, text_get(title, lang, NULL), NULL);
}

/* ---- times ---- */

static const char *
offset_of(const struct teller *t, const struct tz *zone, int64_t utc)
{
	char text[16];

	tz_format_offset(zone_at(zone, utc).offset, text);
	return arena_strdup(t->w->arena, text);
}

static const char *
with_offset(const struct teller *t, const char *s, int64_t utc)
{
	return after(t, s, offset_of(t, t->c->zone, utc));
}

/* Then, in brackets, the moment on the reader's clock; with the day, unless that is `day`, too. */
static const char *
with_own(const struct teller *t, const char *s, int64_t utc, struct date day)
{
	struct date own_day = zone_civil(t->own, utc).date;
	const char *there = words_time(t->w, t->own, utc);

	if (!date_eq(own_day, day))
		there = after(t, words_date_short(t->w, own_day), there);
	return words_fill(t->w, WORD_IN_ZONE, s, after(t, there, offset_of(t, t->own, utc)), NULL);
}

/* After a time of the event: its offset, and what the reader's clock then shows if it is other. */
static const char *
with_zones(const struct teller *t, const char *s, const struct slot *slot)
{
	int32_t offset = zone_at(t->c->zone, slot->start).offset;

	s = with_offset(t, s, slot->start);
	if (t->own == NULL || zone_at(t->own, slot->start).offset == offset)
		return s;
	return with_own(t, s, slot->start, slot->day);
}

/* The end of a day Anywhere on Earth: when it ends at UTC-12. */
static int64_t
end_of_day(struct date day)
{
	return date_to_seconds(day) + (24 + 12) * 3600;
}

/* The day, if that is wanted, and the time, with the end, if that is wanted. */
static const char *
slot_words(const struct teller *t, const struct slot *slot, bool day, bool end)
{
	const char *time;

	if (!date_is_set(slot->day) || (!slot->has_start && !day))
		return words_get(t->w, WORD_NO_TIME);
	if (!slot->has_start)
		return words_date_short(t->w, slot->day);
	time = words_time(t->w, t->c->zone, slot->start);
	if (slot->has_end && end)
		time = arena_printf(
		    t->w->arena, "%s–%s", time, words_time(t->w, t->c->zone, slot->end));
	return day ? after(t, words_date_short(t->w, slot->day), time) : time;
}

/* Whether it begins at the same time but ends at another, or one end is not known. */
static bool
end_differs(const struct slot *a, const struct slot *b)
{
	if (a->has_end != b->has_end)
		return true;
	return a->has_end && a->end - a->start != b->end - b->start;
}

static const char *
slots_words(const struct teller *t)
{
	const struct slot *old = &t->c->old_slot, *now = &t->c->slot;
	bool ends = end_differs(old, now);
	bool same_day = date_eq(old->day, now->day) && old->has_start && now->has_start;
	int32_t was = zone_at(t->c->zone, old->start).offset;
	bool other = !now->has_start || zone_at(t->c->zone, now->start).offset != was;
	const char *before = slot_words(t, old, true, ends);
	const char *s = slot_words(t, now, !same_day, ends);

	if (old->has_start && other)
		before = with_offset(t, before, old->start);
	if (now->has_start)
		s = with_zones(t, s, now);
	return change_to(t, before, s);
}

static const char *
deadline_words(const struct teller *t, const struct slot *slot, enum deadline_kind kind)
{
	const char *s;

	if (kind == DEADLINE_NONE)
		return words_get(t->w, WORD_NO_DEADLINE);
	s = words_fill(t->w, WORD_DATE_SHORT_YEAR, words_date_short(t->w, slot->day),
	    arena_printf(t->w->arena, "%d", slot->day.year), NULL);
	if (kind == DEADLINE_AOE) {
		s = words_fill(t->w, WORD_AOE, s, NULL);
		return t->own == NULL ? s : with_own(t, s, end_of_day(slot->day), slot->day);
	}
	if (!slot->has_start)
		return s;
	return with_zones(t, after(t, s, words_time(t->w, t->c->zone, slot->start)), slot);
}

/* When it is, or with `old` was. */
static const char *
when_words(const struct teller *t, bool old)
{
	const struct slot *slot = old ? &t->c->old_slot : &t->c->slot;
	const char *s;

	if (t->c->entry == ENTRY_DEADLINE)
		return deadline_words(t, slot, old ? t->c->old_deadline : t->c->deadline);
	if (t->c->entry == ENTRY_EVENT && !date_is_set(slot->day))
		return words_span(t->w, old ? &t->c->old_dates : &t->c->dates);
	s = slot_words(t, slot, true, true);
	return slot->has_start ? with_zones(t, s, slot) : s;
}

static const char *
time_change_words(const struct teller *t)
{
	struct teller before = *t;

	before.own = NULL;
	if (t->c->entry == ENTRY_SESSION ||
	    (t->c->entry == ENTRY_EVENT && date_is_set(t->c->slot.day) &&
		date_is_set(t->c->old_slot.day)))
		return slots_words(t);
	return change_to(t, when_words(&before, true), when_words(t, false));
}

/* ---- places and the rest ---- */

static const char *
rooms_words(const struct teller *t, const struct text *rooms, size_t n)
{
	const char *s = n == 0 ? words_get(t->w, WORD_NO_ROOM) : text_get(&rooms[0], t->lang, NULL);

	for (size_t i = 1; i < n; i++)
		s = arena_printf(t->w->arena, "%s + %s", s, text_get(&rooms[i], t->lang, NULL));
	return s;
}

static const char *
place_change_words(const struct teller *t)
{
	const char *old = rooms_words(t, t->c->old_rooms, t->c->nold_rooms);
	const char *now = rooms_words(t, t->c->rooms, t->c->nrooms);

	return strcmp(old, now) == 0 ? words_get(t->w, WORD_CHANGE_PLACE) : change_to(t, old, now);
}

/* What else changed, "people, text"; "" if nothing did. */
static const char *
others_words(const struct teller *t, unsigned what)
{
	static const struct {
		unsigned what;
		enum word word;
	} words[] = {{CHANGE_STATUS, WORD_CHANGED_STATUS}, {CHANGE_TIME, WORD_CHANGED_TIME},
	    {CHANGE_PLACE, WORD_CHANGED_PLACE}, {CHANGE_TITLE, WORD_CHANGED_TITLE},
	    {CHANGE_PEOPLE, WORD_CHANGED_PEOPLE}, {CHANGE_TRACK, WORD_CHANGED_TRACK},
	    {CHANGE_TEXT, WORD_CHANGED_TEXT}, {CHANGE_LINKS, WORD_CHANGED_LINKS},
	    {CHANGE_RENAMED, WORD_CHANGED_ID}};
	const char *s = "";

	for (size_t i = 0; t->all && i < sizeof words / sizeof words[0]; i++)
		if ((what & words[i].what) != 0)
			s = words_list(t->w, s, words_get(t->w, words[i].word));
	return s;
}

static const char *
title_words(const struct teller *t)
{
	const struct change *c = t->c;
	bool renamed = (c->what & CHANGE_TITLE) != 0;
	const char *lang = renamed ? change_language(&c->old_title, &c->title, t->lang) : t->lang;
	const char *s = quoted(t, &c->title, lang);

	if (renamed)
		s = change_to(t, quoted(t, &c->old_title, lang), s);
	if (c->entry == ENTRY_EVENT)
		s = words_fill(t->w, WORD_CHANGE_EVENT, s, NULL);
	if (c->entry == ENTRY_DEADLINE)
		s = words_fill(t->w, WORD_CHANGE_DEADLINE, s, NULL);
	if ((c->what & CHANGE_EVENT) == 0)
		return s;
	return words_fill(t->w, WORD_CHANGE_OTHER_EVENT, s, quoted(t, &c->old_event_title, t->lang),
	    quoted(t, &c->event_title, t->lang), NULL);
}

/* Whether its id is that of one date of a session that repeats, whose title all dates have. */
static bool
is_occurrence(const struct change *c)
{
	const char *dash = c->entry != ENTRY_SESSION ? NULL : strrchr(c->session_id, '-');
	struct date day;

	if (dash == NULL || dash - c->session_id < 8 || dash[-8] != '-' ||
	    !date_is_set(c->slot.day))
		return false;
	return date_parse(dash - 7, &day);
}

bool
change_says_when(const struct change *c)
{
	enum deed deed = change_deed(c);

	if ((c->what & CHANGE_TIME) != 0 || is_occurrence(c))
		return true;
	return deed != DEED_MOVED && deed != DEED_RENAMED && deed != DEED_CHANGED &&
	       deed != DEED_TEXTS;
}

/* "moved: 'Opening'" and when. */
static const char *
first_words(const struct teller *t)
{
	enum deed deed = change_deed(t->c), said = deed == DEED_TEXTS ? DEED_CHANGED : deed;
	const char *s = words_fill(t->w, WORD_FACT,
	    words_get(t->w, (enum word)(WORD_CHANGE_MOVED + said)), title_words(t), NULL);

	if ((t->c->what & CHANGE_TIME) != 0)
		return after(t, s, time_change_words(t));
	if (!change_says_when(t->c))
		return s;
	return after(t, s, when_words(t, deed == DEED_REMOVED || deed == DEED_WITHDRAWN));
}

static const char *
say(const struct teller *t)
{
	const struct change *c = t->c;
	enum deed deed = change_deed(c);
	unsigned told = CHANGE_TITLE | CHANGE_TIME | CHANGE_PLACE | CHANGE_EVENT;
	bool changed = deed == DEED_RENAMED || deed == DEED_CHANGED || deed == DEED_TEXTS;
	const char *s = first_words(t), *others;

	if (!changed && (c->what & CHANGE_PLACE) != 0) {
		const char *place = place_change_words(t);

		s = change_says_when(c) ? words_list(t->w, s, place) : after(t, s, place);
	} else if (deed == DEED_NEW && c->nrooms > 0) {
		s = words_list(t->w, s, rooms_words(t, c->rooms, c->nrooms));
	}
	if (deed == DEED_POSTPONED)
		told |= CHANGE_STATUS;
	others = others_words(t, c->what & ~told);
	if (*others == '\0')
		return s;
	if (!changed)
		others = words_fill(t->w, WORD_CHANGE_ALSO, others, NULL);
	return arena_printf(t->w->arena, "%s (%s)", s, others);
}

void
change_put_line(struct buf *out, const struct change *c, const char *lang, bool all)
{
	struct arena *a = arena_new(SAID_BYTES_MAX);
	struct words english = {NULL, NULL, a};
	struct teller t = {&english, lang, c, all, NULL};

	if (a == NULL) {
		out->failed = true;
		return;
	}
	if (setjmp(*arena_landing(a)) == 0)
		buf_puts(out, say(&t));
	else
		out->failed = true;
	arena_free(a);
}

void
change_describe(struct buf *out, const struct change *c, const char *lang)
{
	change_put_line(out, c, lang, true);
}

const char *
change_say(const struct words *w, const struct change *c, const struct tz *own)
{
	return say(&(struct teller){w, w->lang, c, true, own});
}
