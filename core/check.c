/* SPDX-License-Identifier: ISC */
/* All checks, and the ones about dates. */
#include "core/check_private.h"

#include "core/query.h"

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
static void
check_session_day(
    const struct event *ev, const struct session *se, const char *lang, struct findings *f)
{
	const struct date day = se->slot.day;
	const char *title = text_get(&se->title, lang, NULL);
	char text[11];

	if (!date_is_set(day) ||
	    (date_cmp(day, ev->dates.first) >= 0 && date_cmp(day, ev->dates.last) <= 0))
		return;
	date_format(day, text);
	finding_add(f, RULE_OUTSIDE_DATES, se->at, "correct its day, or `dates` of the event",
	    "'%s' is on %s, its event on %s", finding_quote(f, *title != '\0' ? title : se->id),
	    text, span_words(f, &ev->dates));
}

void
check_dates(const struct site *s, struct findings *f)
{
	const char *lang = site_language(s);

	for (size_t i = 0; i < s->nevents; i++) {
		const struct event *ev = s->events[i];

		/* Of a call the reader asks for its deadline. */
		if (event_when(ev).precision == PRECISION_NONE && ev->kind != KIND_CALL)
			finding_add(f, RULE_NO_DATES, ev->at,
			    "add `dates`; a month or a year is enough: `dates: 2025-10`",
			    "this event does not say when it is");
		if (ev->dates.precision == PRECISION_NONE)
			continue;
		for (size_t j = 0; j < ev->nsessions; j++)
			check_session_day(ev, ev->sessions[j], lang, f);
	}
}

void
site_check(const struct site *s, struct findings *f)
{
	check_dates(s, f);
	check_clashes(s, f);
	check_languages(s, f);
}
