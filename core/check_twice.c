/* SPDX-License-Identifier: ISC */
/* Times in an hour that the clocks show twice. The agenda says which one is meant, with an offset;
 * calendars have no way to say it that all programs understand, so there it is in UTC. */
#include "core/check_private.h"

static bool
is_shown_twice(const struct tz *zone, int64_t utc)
{
	int64_t at[2];

	return tz_from_civil(zone, tz_to_civil(zone, utc), at) == TZ_TWICE;
}

/* Of a session, or with `se` NULL of an event that is its own only one. */
static void
check_slot(struct batch *b, const struct event *ev, const struct session *se, const char *lang)
{
	const struct slot *sl = se != NULL ? &se->slot : &ev->slot;
	bool begins = sl->has_start && is_shown_twice(ev->zone, sl->start);
	bool ends = sl->has_end && is_shown_twice(ev->zone, sl->end);

	if ((!begins && !ends) || status_is_off(se != NULL ? session_status(se) : event_status(ev)))
		return;
	batch_add(b, se != NULL ? se->at : ev->at,
	    "choose a time outside that hour, or keep it and say `allow: time-utc`",
	    "%s %s at %s, in an hour that the clocks in %s show twice; calendars will have it in "
	    "UTC",
	    se != NULL ? finding_words(b->f, "'%s'", check_session_words(b->f, se, lang))
		       : "this event",
	    begins ? "begins" : "ends",
	    check_time_words(b->f, ev->zone, begins ? sl->start : sl->end), tz_name(ev->zone));
}

void
check_twice(const struct site *s, struct findings *f)
{
	struct batch b = {.f = f, .rule = RULE_TIME_UTC};

	for (size_t i = 0; i < s->nevents; i++) {
		const struct event *ev = s->events[i];

		if (ev->zone == NULL)
			continue;
		check_slot(&b, ev, NULL, NULL);
		for (size_t k = 0; k < ev->nsessions; k++)
			check_slot(&b, ev, ev->sessions[k], site_language(s));
		batch_tell(&b);
	}
}
