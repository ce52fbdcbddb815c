/* SPDX-License-Identifier: ISC */
/* Sessions that get in each other's way in what is imported: they are told of, and allowed, because
 * a file that others published is to be published here, too. */
#include "core/check_private.h"
#include "core/intake_private.h"

#include <stdio.h>
#include <string.h>

enum { ROUNDS_MAX = 40 }; /* each finds up to FINDINGS_PER_FILE */

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

void
intake_clashes(struct intake_work *w)
{
	static const enum rule rules[] = {RULE_ROOM_CLASH, RULE_PERSON_CLASH, RULE_TRACK_CLASH};
	struct event *ev = w->event;

	for (int i = 0; i < ROUNDS_MAX; i++)
		if (one_round(w) == 0)
			return;
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		*(enum rule *)arena_push(w->a, &ev->allow, &ev->nallow, sizeof *rules) = rules[i];
}
