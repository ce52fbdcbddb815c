/* SPDX-License-Identifier: ISC */
/* What happened to entries above all, and how many. */
#include "core/change_private.h"

static const char *const deed_words[DEED_COUNT] = {"moved", "scheduled", "cancelled", "postponed",
    "restored", "new", "removed", "withdrawn", "renamed", "changed", "texts"};

static bool
is_dated(const struct slot *slot, const struct span *dates)
{
	return date_is_set(slot->day) || dates->precision != PRECISION_NONE;
}

enum deed
change_deed(const struct change *c)
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
	enum deed deed = change_deed(c);

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
				count[change_deed(&c->items[i])]++;
		put_deeds(&all, count, k);
	}
	buf_puts(out, buf_str(&all));
	out->failed = out->failed || all.failed;
	buf_free(&all);
}
