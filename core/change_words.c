/* SPDX-License-Identifier: ISC */
#include "core/change_private.h"

#include "core/words.h"

#include <string.h>

enum { WORDS_BYTES_MAX = 64 * 1024 };

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
	DEED_RENAMED, /* has another id */
	DEED_CHANGED,
	DEED_TEXTS, /* only what is read, not what is planned with */
	DEED_COUNT
};

static const char *const deed_words[DEED_COUNT] = {"moved", "scheduled", "cancelled", "postponed",
    "restored", "new", "removed", "withdrawn", "renamed", "changed", "texts"};

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
	if ((c->what & (CHANGE_TIME | CHANGE_PLACE | CHANGE_EVENT)) != 0)
		return DEED_MOVED;
	if ((c->what & CHANGE_RENAMED) != 0)
		return DEED_RENAMED;
	if ((c->what & ~(unsigned)(CHANGE_TEXT | CHANGE_LINKS)) != 0)
		return DEED_CHANGED;
	return DEED_TEXTS;
}

const char *
change_kind(const struct change *c)
{
	enum deed deed = deed_of(c);

	return deed_words[deed == DEED_TEXTS ? DEED_CHANGED : deed];
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
	out->failed = out->failed || all.failed;
	buf_free(&all);
}

/* ---- one change ---- */

struct teller {
	struct buf *out;
	const struct change *c;
	const char *lang;   /* of titles */
	bool all;           /* name what else changed, too */
	struct words words; /* English */
};

/* ---- times ---- */

static void
put_time(struct teller *t, int64_t utc)
{
	char text[6];

	time_format(zone_civil(t->c->zone, utc).minute, text);
	buf_puts(t->out, text);
}

static void
put_offset(struct teller *t, int64_t utc)
{
	char text[16];

	tz_format_offset(zone_at(t->c->zone, utc).offset, text);
	buf_printf(t->out, " %s", text);
}

static void
put_slot(struct teller *t, const struct slot *slot, bool day, bool end)
{
	if (!date_is_set(slot->day)) {
		buf_puts(t->out, "no time");
		return;
	}
	if (day) {
		buf_puts(t->out, words_date_short(&t->words, slot->day));
		if (slot->has_start)
			buf_putc(t->out, ' ');
	}
	if (slot->has_start)
		put_time(t, slot->start);
	else if (!day)
		buf_puts(t->out, "no time");
	if (slot->has_start && slot->has_end && end) {
		buf_puts(t->out, "–");
		put_time(t, slot->end);
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
put_slots(struct teller *t)
{
	const struct slot *old = &t->c->old_slot, *now = &t->c->slot;
	bool ends = end_differs(old, now);
	bool same_day = date_eq(old->day, now->day) && old->has_start && now->has_start;
	int32_t was = zone_at(t->c->zone, old->start).offset;
	bool other = !now->has_start || zone_at(t->c->zone, now->start).offset != was;

	put_slot(t, old, true, ends);
	if (old->has_start && other)
		put_offset(t, old->start);
	buf_puts(t->out, " → ");
	put_slot(t, now, !same_day, ends);
	if (now->has_start)
		put_offset(t, now->start);
}

static void
put_deadline(struct teller *t, const struct slot *slot, enum deadline_kind kind)
{
	if (kind == DEADLINE_NONE) {
		buf_puts(t->out, "no date");
		return;
	}
	put_slot(t, slot, true, false);
	buf_printf(t->out, " %d", slot->day.year);
	if (kind == DEADLINE_AOE)
		buf_puts(t->out, " AoE");
	else if (slot->has_start)
		put_offset(t, slot->start);
}

/* When it is, or with `old` was. */
static void
put_when(struct teller *t, bool old)
{
	const struct slot *slot = old ? &t->c->old_slot : &t->c->slot;

	if (t->c->entry == ENTRY_DEADLINE) {
		put_deadline(t, slot, old ? t->c->old_deadline : t->c->deadline);
	} else if (t->c->entry == ENTRY_EVENT && !date_is_set(slot->day)) {
		const char *span = words_span(&t->words, old ? &t->c->old_dates : &t->c->dates);

		buf_puts(t->out, span[0] == '\0' ? "no date" : span);
	} else {
		put_slot(t, slot, true, true);
		if (slot->has_start)
			put_offset(t, slot->start);
	}
}

static void
put_time_change(struct teller *t)
{
	if (t->c->entry == ENTRY_SESSION ||
	    (t->c->entry == ENTRY_EVENT && date_is_set(t->c->slot.day) &&
		date_is_set(t->c->old_slot.day))) {
		put_slots(t);
		return;
	}
	put_when(t, true);
	buf_puts(t->out, " → ");
	put_when(t, false);
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
put_place_change(struct teller *t)
{
	struct buf old, now;

	buf_init(&old, t->out->max);
	buf_init(&now, t->out->max);
	put_rooms(&old, t->c->old_rooms, t->c->nold_rooms, t->lang);
	put_rooms(&now, t->c->rooms, t->c->nrooms, t->lang);
	if (strcmp(buf_str(&old), buf_str(&now)) == 0)
		buf_puts(t->out, "place changed");
	else
		buf_printf(t->out, "%s → %s", buf_str(&old), buf_str(&now));
	t->out->failed = t->out->failed || old.failed || now.failed;
	buf_free(&old);
	buf_free(&now);
}

/* What else changed: "(also people, text)". */
static void
put_others(struct teller *t, unsigned what, const char *first)
{
	static const struct {
		unsigned what;
		const char *word;
	} words[] = {{CHANGE_STATUS, "status"}, {CHANGE_TIME, "time"}, {CHANGE_PLACE, "place"},
	    {CHANGE_TITLE, "title"}, {CHANGE_PEOPLE, "people"}, {CHANGE_TRACK, "track"},
	    {CHANGE_TEXT, "text"}, {CHANGE_LINKS, "links"}, {CHANGE_RENAMED, "id"}};
	const char *before = first;

	for (size_t i = 0; t->all && i < sizeof words / sizeof words[0]; i++) {
		if ((what & words[i].what) == 0)
			continue;
		buf_printf(t->out, "%s%s", before, words[i].word);
		before = ", ";
	}
	if (before != first)
		buf_putc(t->out, ')');
}

static void
put_title(struct teller *t)
{
	static const char *const what[] = {
	    [ENTRY_EVENT] = "event ", [ENTRY_DEADLINE] = "deadline of ", [ENTRY_SESSION] = ""};
	const char *lang = t->lang;

	buf_puts(t->out, what[t->c->entry]);
	if ((t->c->what & CHANGE_TITLE) != 0) {
		lang = change_language(&t->c->old_title, &t->c->title, t->lang);
		buf_printf(t->out, "'%s' → ", text_get(&t->c->old_title, lang, NULL));
	}
	buf_printf(t->out, "'%s'", text_get(&t->c->title, lang, NULL));
}

static void
put_event_change(struct teller *t)
{
	if ((t->c->what & CHANGE_EVENT) != 0)
		buf_printf(t->out, " from '%s' to '%s'",
		    text_get(&t->c->old_event_title, t->lang, NULL),
		    text_get(&t->c->event_title, t->lang, NULL));
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
	enum deed deed = deed_of(c);

	if ((c->what & CHANGE_TIME) != 0 || is_occurrence(c))
		return true;
	return deed != DEED_MOVED && deed != DEED_RENAMED && deed != DEED_CHANGED &&
	       deed != DEED_TEXTS;
}

static void
describe(struct teller *t)
{
	const struct change *c = t->c;
	enum deed deed = deed_of(c);
	bool timed = (c->what & CHANGE_TIME) != 0, says_when = change_says_when(c);
	unsigned told = CHANGE_TITLE | CHANGE_TIME | CHANGE_PLACE | CHANGE_EVENT;

	buf_printf(t->out, "%s: ", change_kind(c));
	put_title(t);
	put_event_change(t);
	if (says_when)
		buf_putc(t->out, ' ');
	if (timed)
		put_time_change(t);
	else if (says_when)
		put_when(t, deed == DEED_REMOVED || deed == DEED_WITHDRAWN);
	if (deed == DEED_RENAMED || deed == DEED_CHANGED || deed == DEED_TEXTS) {
		put_others(t, c->what & ~told, " (");
		return;
	}
	if ((c->what & CHANGE_PLACE) != 0) {
		buf_puts(t->out, says_when ? ", " : " ");
		put_place_change(t);
	} else if (deed == DEED_NEW && c->nrooms > 0) {
		buf_puts(t->out, ", ");
		put_rooms(t->out, c->rooms, c->nrooms, t->lang);
	}
	if (deed == DEED_POSTPONED)
		told |= CHANGE_STATUS;
	put_others(t, c->what & ~told, " (also ");
}

void
change_put_line(struct buf *out, const struct change *c, const char *lang, bool all)
{
	struct arena *a = arena_new(WORDS_BYTES_MAX);
	struct teller t = {out, c, lang, all, {NULL, NULL, a}};

	if (a == NULL) {
		out->failed = true;
		return;
	}
	if (setjmp(*arena_landing(a)) == 0)
		describe(&t);
	else
		out->failed = true;
	arena_free(a);
}

void
change_describe(struct buf *out, const struct change *c, const char *lang)
{
	change_put_line(out, c, lang, true);
}
