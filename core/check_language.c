/* SPDX-License-Identifier: ISC */
/* Texts in languages that the site does not list. Said once for each file and language: what is to
 * be done about it is done once. */
#include "core/check_private.h"

#include <string.h>

enum { SEEN_MAX = 200 }; /* more are not told */

struct seen {
	const struct site *site;
	struct findings *f;
	struct {
		const char *file, *lang;
	} items[SEEN_MAX];
	size_t n;
};

static bool
is_listed(const struct site *s, const char *lang)
{
	for (size_t i = 0; i < s->nlanguages; i++)
		if (strcmp(s->languages[i], lang) == 0)
			return true;
	return false;
}

static bool
is_new(struct seen *seen, const char *file, const char *lang)
{
	if (file == NULL || seen->n == SEEN_MAX)
		return false;
	for (size_t i = 0; i < seen->n; i++)
		if (strcmp(seen->items[i].lang, lang) == 0 &&
		    strcmp(seen->items[i].file, file) == 0)
			return false;
	seen->items[seen->n].file = file;
	seen->items[seen->n++].lang = lang;
	return true;
}

static void
see(struct seen *seen, const struct text *t)
{
	for (size_t i = 0; i < t->n; i++)
		if (!is_listed(seen->site, t->in[i].lang) &&
		    is_new(seen, t->at.file, t->in[i].lang))
			finding_add(seen->f, RULE_LANGUAGE_NOT_SITE, t->at,
			    "add it to `languages` there, or leave it out",
			    "site.yaml does not list the language '%s' of this text",
			    finding_quote(seen->f, t->in[i].lang));
}

static void
see_person(struct seen *seen, const struct person *pe)
{
	see(seen, &pe->name);
	see(seen, &pe->role);
	if (pe->member_of == NULL)
		see(seen, &pe->organisation);
	see(seen, &pe->bio);
}

static void
see_links(struct seen *seen, const struct link *links, size_t n)
{
	for (size_t i = 0; i < n; i++)
		see(seen, &links[i].label);
}

static void
see_venue(struct seen *seen, const struct venue *v)
{
	see(seen, &v->name);
	see(seen, &v->address);
	see(seen, &v->access);
}

static void
see_session(struct seen *seen, const struct session *se)
{
	see(seen, &se->title);
	see(seen, &se->subtitle);
	see(seen, &se->abstract);
	see_links(seen, se->links, se->nlinks);
}

static void
see_event(struct seen *seen, const struct event *ev)
{
	see(seen, &ev->title);
	see(seen, &ev->subtitle);
	see(seen, &ev->abstract);
	see_venue(seen, &ev->venue);
	for (size_t i = 0; i < ev->nvenues; i++)
		see_venue(seen, &ev->venues[i]);
	see(seen, &ev->place);
	for (size_t i = 0; i < ev->nrooms; i++)
		see(seen, &ev->rooms[i].title);
	for (size_t i = 0; i < ev->ntracks; i++) {
		see(seen, &ev->tracks[i].title);
		see(seen, &ev->tracks[i].audience);
	}
	for (size_t i = 0; i < ev->npeople; i++)
		see(seen, &ev->people[i].role);
	see_links(seen, ev->links, ev->nlinks);
	for (size_t i = 0; i < ev->nsessions; i++)
		see_session(seen, ev->sessions[i]);
}

void
check_languages(const struct site *s, struct findings *f)
{
	struct seen seen = {.site = s, .f = f};

	if (s->nlanguages == 0)
		return;
	see(&seen, &s->title);
	see(&seen, &s->abstract);
	for (size_t i = 0; i < s->norganisations; i++)
		see(&seen, &s->organisations[i]->name);
	for (size_t i = 0; i < s->nseries; i++) {
		see(&seen, &s->series[i]->title);
		see(&seen, &s->series[i]->abstract);
	}
	for (size_t i = 0; i < s->npeople; i++)
		see_person(&seen, s->people[i]);
	for (size_t i = 0; i < s->nevents; i++)
		see_event(&seen, s->events[i]);
}
