/* SPDX-License-Identifier: ISC */
#include "core/change.h"

#include <string.h>

/* What happened to an entry above all, the gravest first but in the order of the summary. */
enum deed {
	DEED_MOVED,
	DEED_SCHEDULED, /* had no time before */
	DEED_CANCELLED,
	DEED_POSTPONED,
	DEED_RESTORED,
	DEED_NEW,
	DEED_REMOVED,
	DEED_WITHDRAWN,
	DEED_CHANGED,
	DEED_TEXTS, /* only what is read, not what is planned with */
	DEED_COUNT
};

static const char *const deed_words[DEED_COUNT] = {"moved", "scheduled", "cancelled", "postponed",
    "restored", "new", "removed", "withdrawn", "changed", "texts"};

static bool
is_dated(const struct slot *slot, const struct span *dates)
{
	return date_is_set(slot->day) || dates->precision != PRECISION_NONE;
}

static enum deed
deed_of(const struct change *c)
{
	static const struct {
		unsigned what;
		enum deed deed;
	} grave[] = {{CHANGE_NEW, DEED_NEW}, {CHANGE_REMOVED, DEED_REMOVED},
	    {CHANGE_WITHDRAWN, DEED_WITHDRAWN}, {CHANGE_CANCELLED, DEED_CANCELLED},
	    {CHANGE_RESTORED, DEED_RESTORED}};
	static const struct span no_dates;
	bool event = c->entry == ENTRY_EVENT;

	for (size_t i = 0; i < sizeof grave / sizeof grave[0]; i++)
		if ((c->what & grave[i].what) != 0)
			return grave[i].deed;
	if ((c->what & CHANGE_STATUS) != 0 && c->status == STATUS_POSTPONED)
		return DEED_POSTPONED;
	if ((c->what & CHANGE_TIME) != 0 &&
	    !is_dated(&c->old_slot, event ? &c->old_dates : &no_dates))
		return DEED_SCHEDULED;
	if ((c->what & (CHANGE_TIME | CHANGE_PLACE)) != 0)
		return DEED_MOVED;
	if ((c->what & ~(unsigned)(CHANGE_TEXT | CHANGE_LINKS)) != 0)
		return DEED_CHANGED;
	return DEED_TEXTS;
}

/* ---- the summary ---- */

static const struct {
	enum entry_kind entry;
	const char *one, *many;
} nouns[] = {
    {ENTRY_SESSION, "session", "sessions"},
    {ENTRY_EVENT, "event", "events"},
    {ENTRY_DEADLINE, "deadline", "deadlines"},
};

enum { NOUNS = sizeof nouns / sizeof nouns[0] };

static void
put_count(struct buf *out, size_t n, size_t noun)
{
	buf_printf(out, "%zu %s", n, n == 1 ? nouns[noun].one : nouns[noun].many);
}

static void
put_deeds(struct buf *out, const size_t count[DEED_COUNT], size_t noun)
{
	bool named = false;

	for (size_t d = 0; d < DEED_COUNT; d++) {
		if (count[d] == 0)
			continue;
		if (out->n > 0)
			buf_puts(out, ", ");
		if (d == DEED_TEXTS) {
			buf_puts(out, "texts of ");
			put_count(out, count[d], noun);
			continue;
		}
		if (named)
			buf_printf(out, "%zu", count[d]);
		else
			put_count(out, count[d], noun);
		buf_printf(out, " %s", deed_words[d]);
		named = true;
	}
}

static void
put_first(struct buf *out, const struct changes *c)
{
	static const size_t order[NOUNS] = {1, 0, 2}; /* events first */
	const char *before = "first revision: ";

	for (size_t k = 0; k < NOUNS; k++) {
		size_t n = 0;

		for (size_t i = 0; i < c->n; i++)
			n += c->items[i].entry == nouns[order[k]].entry;
		if (n == 0)
			continue;
		buf_puts(out, before);
		put_count(out, n, order[k]);
		before = ", ";
	}
}

void
changes_summary(struct buf *out, const struct changes *c)
{
	struct buf all;

	if (c->n > 0 && c->items[0].revision == 1) {
		put_first(out, c);
		return;
	}
	buf_init(&all, out->max);
	for (size_t k = 0; k < NOUNS; k++) {
		size_t count[DEED_COUNT] = {0};

		for (size_t i = 0; i < c->n; i++)
			if (c->items[i].entry == nouns[k].entry)
				count[deed_of(&c->items[i])]++;
		put_deeds(&all, count, k);
	}
	buf_puts(out, buf_str(&all));
	buf_free(&all);
}

/* ---- times ---- */

static const char *const months[] = {"January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December"};

static void
put_day(struct buf *out, struct date d)
{
	static const char weekdays[7][4] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

	buf_printf(out, "%s %d %s", weekdays[date_weekday(d) - 1], d.day, months[d.month - 1]);
}

static struct civil
local(const struct tz *zone, int64_t utc)
{
	int64_t days = utc / 86400 - (utc % 86400 < 0);

	if (zone != NULL)
		return tz_to_civil(zone, utc);
	return (struct civil){date_from_days((int32_t)days), (int)((utc - days * 86400) / 60)};
}

static int32_t
offset(const struct tz *zone, int64_t utc)
{
	return zone == NULL ? 0 : tz_at(zone, utc).offset;
}

static void
put_time(struct buf *out, const struct tz *zone, int64_t utc)
{
	char text[6];

	time_format(local(zone, utc).minute, text);
	buf_puts(out, text);
}

static void
put_offset(struct buf *out, const struct tz *zone, int64_t utc)
{
	char text[16];

	tz_format_offset(offset(zone, utc), text);
	buf_printf(out, " %s", text);
}

static void
put_slot(struct buf *out, const struct change *c, const struct slot *slot, bool day, bool end)
{
	if (!date_is_set(slot->day)) {
		buf_puts(out, "no time");
		return;
	}
	if (day) {
		put_day(out, slot->day);
		if (slot->has_start)
			buf_putc(out, ' ');
	}
	if (slot->has_start)
		put_time(out, c->zone, slot->start);
	else if (!day)
		buf_puts(out, "no time");
	if (slot->has_start && slot->has_end && end) {
		buf_puts(out, "–");
		put_time(out, c->zone, slot->end);
	}
}

static void
put_span(struct buf *out, const struct span *s)
{
	static const char *const parts[] = {
	    [PART_EARLY] = "early ", [PART_MID] = "mid-", [PART_LATE] = "late "};
	struct date a = s->first, b = s->last;

	if (s->before && s->precision == PRECISION_DAY) {
		a = b = date_add(b, 1);
		buf_puts(out, "before ");
	}
	if (s->part != PART_WHOLE)
		buf_puts(out, parts[s->part]);
	switch (s->precision) {
	case PRECISION_NONE: buf_puts(out, "no date"); break;
	case PRECISION_YEAR: buf_printf(out, "%d", a.year); break;
	case PRECISION_MONTH: buf_printf(out, "%s %d", months[a.month - 1], a.year); break;
	case PRECISION_DAY:
		if (a.year != b.year)
			buf_printf(out, "%d %s %d – ", a.day, months[a.month - 1], a.year);
		else if (a.month != b.month)
			buf_printf(out, "%d %s – ", a.day, months[a.month - 1]);
		else if (a.day != b.day)
			buf_printf(out, "%d–", a.day);
		buf_printf(out, "%d %s %d", b.day, months[b.month - 1], b.year);
	}
}

/* Whether it begins at the same time but ends at another, or one end is not known. */
static bool
end_differs(const struct slot *a, const struct slot *b)
{
	if (a->has_end != b->has_end)
		return true;
	return a->has_end && a->end - a->start != b->end - b->start;
}

static void
put_slots(struct buf *out, const struct change *c)
{
	const struct slot *old = &c->old_slot, *now = &c->slot;
	bool ends = end_differs(old, now);
	bool same_day = date_eq(old->day, now->day) && old->has_start && now->has_start;
	bool old_offset = old->has_start && (!now->has_start || offset(c->zone, old->start) !=
								    offset(c->zone, now->start));

	put_slot(out, c, old, true, ends);
	if (old_offset)
		put_offset(out, c->zone, old->start);
	buf_puts(out, " → ");
	put_slot(out, c, now, !same_day, ends);
	if (now->has_start)
		put_offset(out, c->zone, now->start);
}

static void
put_deadline(
    struct buf *out, const struct change *c, const struct slot *slot, enum deadline_kind kind)
{
	if (kind == DEADLINE_NONE) {
		buf_puts(out, "no date");
		return;
	}
	put_slot(out, c, slot, true, false);
	buf_printf(out, " %d", slot->day.year);
	if (kind == DEADLINE_AOE)
		buf_puts(out, " AoE");
	else if (slot->has_start)
		put_offset(out, c->zone, slot->start);
}

/* When it is, or with `old` was. */
static void
put_when(struct buf *out, const struct change *c, bool old)
{
	const struct slot *slot = old ? &c->old_slot : &c->slot;

	if (c->entry == ENTRY_DEADLINE) {
		put_deadline(out, c, slot, old ? c->old_deadline : c->deadline);
	} else if (c->entry == ENTRY_EVENT && !date_is_set(slot->day)) {
		put_span(out, old ? &c->old_dates : &c->dates);
	} else {
		put_slot(out, c, slot, true, true);
		if (slot->has_start)
			put_offset(out, c->zone, slot->start);
	}
}

static void
put_time_change(struct buf *out, const struct change *c)
{
	if (c->entry == ENTRY_SESSION ||
	    (c->entry == ENTRY_EVENT && date_is_set(c->slot.day) && date_is_set(c->old_slot.day))) {
		put_slots(out, c);
		return;
	}
	put_when(out, c, true);
	buf_puts(out, " → ");
	put_when(out, c, false);
}

/* ---- places and the rest ---- */

static void
put_rooms(struct buf *out, const struct text *rooms, size_t n, const char *lang)
{
	if (n == 0)
		buf_puts(out, "no room");
	for (size_t i = 0; i < n; i++)
		buf_printf(out, "%s%s", i == 0 ? "" : " + ", text_get(&rooms[i], lang, NULL));
}

static void
put_place_change(struct buf *out, const struct change *c, const char *lang)
{
	struct buf old, now;

	buf_init(&old, out->max);
	buf_init(&now, out->max);
	put_rooms(&old, c->old_rooms, c->nold_rooms, lang);
	put_rooms(&now, c->rooms, c->nrooms, lang);
	if (strcmp(buf_str(&old), buf_str(&now)) == 0)
		buf_puts(out, "place changed");
	else
		buf_printf(out, "%s → %s", buf_str(&old), buf_str(&now));
	buf_free(&old);
	buf_free(&now);
}

/* What else changed: "(also people, text)". */
static void
put_others(struct buf *out, unsigned what, const char *first)
{
	static const struct {
		unsigned what;
		const char *word;
	} words[] = {{CHANGE_STATUS, "status"}, {CHANGE_TIME, "time"}, {CHANGE_PLACE, "place"},
	    {CHANGE_TITLE, "title"}, {CHANGE_PEOPLE, "people"}, {CHANGE_TRACK, "track"},
	    {CHANGE_TEXT, "text"}, {CHANGE_LINKS, "links"}};
	const char *before = first;

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		if ((what & words[i].what) == 0)
			continue;
		buf_printf(out, "%s%s", before, words[i].word);
		before = ", ";
	}
	if (before != first)
		buf_putc(out, ')');
}

static void
put_title(struct buf *out, const struct change *c, const char *lang)
{
	static const char *const what[] = {
	    [ENTRY_EVENT] = "event ", [ENTRY_DEADLINE] = "deadline of ", [ENTRY_SESSION] = ""};

	buf_puts(out, what[c->entry]);
	if ((c->what & CHANGE_TITLE) != 0)
		buf_printf(out, "'%s' → ", text_get(&c->old_title, lang, NULL));
	buf_printf(out, "'%s'", text_get(&c->title, lang, NULL));
}

void
change_describe(struct buf *out, const struct change *c, const char *lang)
{
	enum deed deed = deed_of(c);
	unsigned told = CHANGE_TITLE;

	buf_printf(out, "%s: ", deed == DEED_TEXTS ? "changed" : deed_words[deed]);
	put_title(out, c, lang);
	switch (deed) {
	case DEED_REMOVED:
	case DEED_WITHDRAWN:
		buf_putc(out, ' ');
		put_when(out, c, true);
		break;
	case DEED_NEW:
		buf_putc(out, ' ');
		put_when(out, c, false);
		if (c->nrooms > 0) {
			buf_puts(out, ", ");
			put_rooms(out, c->rooms, c->nrooms, lang);
		}
		break;
	case DEED_CHANGED:
	case DEED_TEXTS: put_others(out, c->what & ~told, " ("); return;
	default:
		if ((c->what & CHANGE_TIME) != 0) {
			buf_putc(out, ' ');
			put_time_change(out, c);
		} else if (deed != DEED_MOVED) {
			buf_putc(out, ' ');
			put_when(out, c, false);
		}
		if ((c->what & CHANGE_PLACE) != 0) {
			buf_puts(
			    out, (c->what & CHANGE_TIME) != 0 || deed != DEED_MOVED ? ", " : " ");
			put_place_change(out, c, lang);
		}
		told |= CHANGE_TIME | CHANGE_PLACE;
		if (deed == DEED_POSTPONED)
			told |= CHANGE_STATUS;
		put_others(out, c->what & ~told, " (also ");
	}
}
