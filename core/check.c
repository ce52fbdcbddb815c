/* SPDX-License-Identifier: ISC */
/* All checks, and the ones about dates. */
#include "core/check_private.h"

#include "core/query.h"

#include <string.h>

static const char *
span_words(struct findings *f, const struct span *sp)
{
	char first[11], last[11];

	date_format(sp->first, first);
	date_format(sp->last, last);
	if (date_eq(sp->first, sp->last))
		return finding_words(f, "%s", first);
	return finding_words(f, "%s to %s", first, last);
}

/* Only the day on which it begins counts: a night may end after the last day. */
static bool
is_outside(const struct event *ev, struct date day)
{
	return date_is_set(day) &&
	       (date_cmp(day, ev->dates.first) < 0 || date_cmp(day, ev->dates.last) > 0);
}

/* Tells of the first of `n` sessions on one day. */
static void
add_outside(const struct event *ev, const struct session *se, size_t n, const char *lang,
    struct findings *f)
{
	const char *title = text_get(&se->title, lang, NULL);
	char text[11];

	title = finding_quote(f, *title != '\0' ? title : se->id);
	date_format(se->slot.day, text);
	if (n == 1)
		finding_add(f, RULE_OUTSIDE_DATES, se->at,
		    "correct its day, or `dates` of the event", "'%s' is on %s, its event on %s",
		    title, text, span_words(f, &ev->dates));
	else
		finding_add(f, RULE_OUTSIDE_DATES, se->at,
		    "correct their day, or `dates` of the event",
		    "'%s' and %zu more are on %s, their event on %s", title, n - 1, text,
		    span_words(f, &ev->dates));
}

static void
check_days(const struct event *ev, const char *lang, struct findings *f)
{
	for (size_t i = 0, n; i < ev->nsessions; i += n) {
		struct date day = ev->sessions[i]->slot.day;

		for (n = 1; i + n < ev->nsessions; n++)
			if (!date_eq(day, ev->sessions[i + n]->slot.day))
				break;
		if (is_outside(ev, day))
			add_outside(ev, ev->sessions[i], n, lang, f);
	}
}

/* Whether something has been told of the file that may have been its date. */
static bool
may_have_date(const struct findings *f, const struct event *ev)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct finding *told = &f->items[i];

		if ((told->rule == RULE_BAD_DATE || told->rule == RULE_BAD_DEADLINE ||
			told->rule == RULE_UNKNOWN_KEY || told->rule == RULE_EMPTY_VALUE) &&
		    told->at.file != NULL && ev->file != NULL &&
		    strcmp(told->at.file, ev->file) == 0)
			return true;
	}
	return false;
}

static void
add_no_dates(const struct event *ev, struct findings *f)
{
	if (ev->is_repeated)
		finding_add(f, RULE_NO_DATES, ev->at,
		    "keep a date that is not under 'except'; if it is held on none, write `status: "
		    "cancelled`",
		    "no date is left of what this event repeats");
	else
		finding_add(f, RULE_NO_DATES, ev->at,
		    "add `dates`; a month or a year is enough: `dates: 2025-10`",
		    "this event does not say when it is");
}

void
check_dates(const struct site *s, struct findings *f)
{
	const char *lang = site_language(s);

	for (size_t i = 0; i < s->nevents; i++) {
		const struct event *ev = s->events[i];

		/* Of a call the reader asks for its deadline. */
		if (event_when(ev).precision == PRECISION_NONE && ev->kind != KIND_CALL &&
		    !may_have_date(f, ev))
			add_no_dates(ev, f);
		if (ev->dates.precision != PRECISION_NONE)
			check_days(ev, lang, f);
	}
}

void
site_check(const struct site *s, int64_t now, struct findings *f)
{
	struct walks walks = {0};

	check_dates(s, f);
	check_past(s, now, f);
	check_twice(s, f);
	check_clashes(s, f);
	check_people(s, f, &walks);
	check_flows(s, f, &walks);
	walks_tell(&walks, site_language(s), f);
	check_rooms(s, f);
	check_languages(s, f);
	check_translations(s, f);
	check_interpretation(s, f);
	check_lengths(s, f);
	check_look(s, f);
	check_links(s, f);
}
