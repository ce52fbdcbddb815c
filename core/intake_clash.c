/* SPDX-License-Identifier: ISC */
/* Sessions that get in each other's way in what is imported: they are told of, and allowed, because
 * a file that others published is to be published here, too. */
#include "core/intake_private.h"

#include "core/check.h"

#include <stdio.h>
#include <string.h>

enum {
	ROUNDS_MAX = 10, /* each finds up to FINDINGS_PER_FILE */
	MANY = 30        /* sessions: more are not looked at one by one */
};

static bool
is_allowed(const enum rule *allow, size_t n, enum rule rule)
{
	for (size_t i = 0; i < n; i++)
		if (allow[i] == rule)
			return true;
	return false;
}

/* What is allowed already is not found again. */
static void
allow_known(struct intake_work *w, struct findings *f)
{
	for (size_t i = 0; i < w->event->nsessions; i++) {
		const struct session *se = w->event->sessions[i];

		for (size_t k = 0; k < se->nallow; k++)
			findings_allow(f, se->allow[k],
			    (struct extent){se->at, se->at.line, se->at.col + 1}, se->at);
	}
}

static struct session *
session_at(struct intake_work *w, const struct place *at)
{
	for (size_t i = 0; i < w->event->nsessions; i++)
		if (place_cmp(&w->event->sessions[i]->at, at) == 0)
			return w->event->sessions[i];
	return NULL;
}

/* The words of a check, without the line of the other session: it is one of the imported file. */
static void
tell(struct intake_work *w, const struct finding *found)
{
	const char *line = strstr(found->what, " (line "), *end;
	char what[FINDING_TEXT_MAX + 2];

	end = line == NULL ? NULL : strchr(line, ')');
	if (end == NULL)
		snprintf(what, sizeof what, "%s", found->what);
	else
		snprintf(
		    what, sizeof what, "%.*s%s", (int)(line - found->what), found->what, end + 1);
	finding_add(w->in->f, RULE_IMPORT_DOUBTFUL, found->at,
	    finding_words(
		w->in->f, "mend it, or leave `allow: [%s]` as it is", rule_id(found->rule)),
	    "%s", what);
}

static size_t
one_round(struct intake_work *w)
{
	struct findings f;
	size_t n = 0;

	findings_init(&f, w->in->scratch);
	allow_known(w, &f);
	check_clashes(w->site, &f);
	for (size_t i = 0; i < f.n; i++) {
		const struct finding *found = &f.items[i];
		struct session *se = session_at(w, &found->at);

		if (se == NULL)
			continue;
		tell(w, found);
		n++;
		if (!is_allowed(se->allow, se->nallow, found->rule))
			*(enum rule *)arena_push(
			    w->a, &se->allow, &se->nallow, sizeof found->rule) = found->rule;
	}
	return n;
}

static void
take_away(struct session *se, enum rule rule)
{
	size_t n = 0;

	for (size_t i = 0; i < se->nallow; i++)
		if (se->allow[i] != rule)
			se->allow[n++] = se->allow[i];
	se->nallow = n;
}

/* What very many sessions would be allowed is allowed to the event: the check itself looks at no
 * more than a few dozen that are under way at once. */
static void
lift(struct intake_work *w, enum rule rule)
{
	struct event *ev = w->event;
	size_t n = 0;

	for (size_t i = 0; i < ev->nsessions; i++)
		n += is_allowed(ev->sessions[i]->allow, ev->sessions[i]->nallow, rule);
	if (n < MANY)
		return;
	for (size_t i = 0; i < ev->nsessions; i++)
		take_away(ev->sessions[i], rule);
	*(enum rule *)arena_push(w->a, &ev->allow, &ev->nallow, sizeof rule) = rule;
	finding_add(w->in->f, RULE_IMPORT_DOUBTFUL, w->in->event.at,
	    finding_words(
		w->in->f, "mend that and delete `allow: [%s]` of the event", rule_id(rule)),
	    "%zu sessions are in each other's way: the whole event is allowed that", n);
}

void
intake_clashes(struct intake_work *w)
{
	static const enum rule rules[] = {RULE_ROOM_CLASH, RULE_PERSON_CLASH, RULE_TRACK_CLASH};

	for (int i = 0; i < ROUNDS_MAX && one_round(w) > 0; i++)
		;
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		lift(w, rules[i]);
}
