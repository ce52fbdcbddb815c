/* SPDX-License-Identifier: ISC */
/* What looks forgotten: an event that is over and not yet said to have been, interpretation out of
 * nobody knows which language. */
#include "core/check_private.h"

#include "core/query.h"

#include <string.h>

/* ---- past events ---- */

static void
check_past_event(const struct event *ev, int64_t now, struct findings *f)
{
	enum precision known = event_when(ev).precision;

	if (ev->kind == KIND_CALL || ev->status == STATUS_CANCELLED || !event_is_over(ev, now))
		return;
	if (ev->status != STATUS_CONFIRMED)
		finding_add(f, RULE_PAST_UNMARKED, ev->at,
		    "say what came of it: `status: confirmed` if it took place, else `cancelled`",
		    "this event is over, and its status is still '%s'", status_words[ev->status]);
	else if (known != PRECISION_DAY || event_when(ev).before)
		finding_add(f, RULE_PAST_UNMARKED, ev->at,
		    "say on which days it was, if that is known",
		    "this event is over, and its dates are still not known to the day");
}

void
check_past(const struct site *s, int64_t now, struct findings *f)
{
	for (size_t i = 0; i < s->nevents; i++)
		check_past_event(s->events[i], now, f);
}

/* ---- interpretation ---- */

/* What is promised for one session, or for a whole event. */
struct promise {
	const char **into, **spoken;
	size_t ninto, nspoken;
};

/* The one language that is spoken and interpreted into; NULL if there is sense in it: where
 * several are spoken, each may need to be interpreted into. */
static const char *
into_itself(const struct promise *p)
{
	for (size_t i = 0; i < p->ninto; i++)
		if (p->nspoken == 1 && strcmp(p->into[i], p->spoken[0]) == 0)
			return p->into[i];
	return NULL;
}

static void
check_promise(struct batch *b, const struct promise *p, struct place at, const char *what)
{
	const char *lang = into_itself(p);

	if (p->ninto > 0 && p->nspoken == 0)
		batch_add(b, at, "say which with `languages`, there or for the whole event",
		    "%s is interpreted, and the language spoken is not said", what);
	else if (lang != NULL)
		batch_add(b, at, "take it out of `interpretation`, or correct `languages`",
		    "%s is interpreted into '%s', which is the language spoken", what, lang);
}

static void
check_session(struct batch *b, const struct session *se, const char *lang)
{
	const struct event *ev = se->event;
	struct promise p = {se->interpretation, se->languages, se->ninterpretation, se->nlanguages};

	if (p.nspoken == 0) {
		p.spoken = ev->languages;
		p.nspoken = ev->nlanguages;
	}
	if (p.ninto > 0 && session_status(se) != STATUS_CANCELLED)
		check_promise(b, &p, se->at,
		    finding_words(b->f, "'%s'", check_session_words(b->f, se, lang)));
}

/* Whether each session says what is spoken, so that the event need not. */
static bool
is_said_by_all(const struct event *ev)
{
	for (size_t i = 0; i < ev->nsessions; i++)
		if (ev->sessions[i]->nlanguages == 0 && ev->sessions[i]->type != TYPE_BREAK &&
		    ev->sessions[i]->type != TYPE_SOCIAL)
			return false;
	return ev->nsessions > 0;
}

void
check_interpretation(const struct site *s, struct findings *f)
{
	struct batch b = {.f = f, .rule = RULE_INTERPRETATION_WITHOUT_LANGUAGE};

	for (size_t i = 0; i < s->nevents; i++) {
		const struct event *ev = s->events[i];
		struct promise p = {
		    ev->interpretation, ev->languages, ev->ninterpretation, ev->nlanguages};

		if (event_status(ev) != STATUS_CANCELLED && !(p.nspoken == 0 && is_said_by_all(ev)))
			check_promise(&b, &p, ev->at, "this event");
		for (size_t j = 0; j < ev->nsessions; j++)
			check_session(&b, ev->sessions[j], site_language(s));
		batch_tell(&b);
	}
}
