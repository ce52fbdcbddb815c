/* SPDX-License-Identifier: ISC */
/* A site as text, for comparing: all that the sources say, places left out. Sessions go by their
 * ids, because their order in a file is that of time. */
#ifndef PLENARY_TESTS_DUMP_H
#define PLENARY_TESTS_DUMP_H

#include "core/buf.h"
#include "core/model.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static inline void
dump_string(struct buf *b, const char *name, const char *s)
{
	if (s != NULL)
		buf_printf(b, " %s=<%s>", name, s);
}

static inline void
dump_int(struct buf *b, const char *name, int n, int usual)
{
	if (n != usual)
		buf_printf(b, " %s=%d", name, n);
}

static inline void
dump_text(struct buf *b, const char *name, const struct text *t)
{
	for (size_t i = 0; i < t->n; i++)
		buf_printf(b, " %s.%s=<%s>", name, t->in[i].lang, t->in[i].s);
}

static inline void
dump_strings(struct buf *b, const char *name, const char *const *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_printf(b, " %s[]=<%s>", name, s[i]);
}

static inline void
dump_rules(struct buf *b, const enum rule *rules, size_t n)
{
	for (size_t i = 0; i < n; i++)
		dump_string(b, "allow", rule_id(rules[i]));
}

static inline void
dump_organisations(struct buf *b, const struct organisation *const *o, size_t n)
{
	for (size_t i = 0; i < n; i++)
		dump_string(b, "organisation", o[i]->id);
}

static inline void
dump_links(struct buf *b, const struct link *links, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		dump_string(b, "link", links[i].name);
		dump_string(b, "url", links[i].url);
		dump_text(b, "label", &links[i].label);
		dump_int(b, "visibility", (int)links[i].visibility, 0);
		dump_rules(b, links[i].allow, links[i].nallow);
	}
}

static inline void
dump_join(struct buf *b, const char *url, enum visibility v)
{
	dump_string(b, "join", url);
	if (url != NULL)
		dump_int(b, "join-visibility", (int)v, -1);
}

static inline void
dump_slot(struct buf *b, const char *name, const struct slot *s)
{
	if (!date_is_set(s->day))
		return;
	buf_printf(b, " %s=%04d-%02d-%02d", name, s->day.year, s->day.month, s->day.day);
	if (s->has_start)
		buf_printf(b, "@%" PRId64, s->start);
	if (s->has_end)
		buf_printf(b, "-%" PRId64, s->end);
}

static inline void
dump_person(struct buf *b, const struct person *p)
{
	buf_printf(b, "person %s", p->id);
	dump_text(b, "name", &p->name);
	dump_text(b, "bio", &p->bio);
	dump_text(b, "role", &p->role);
	dump_text(b, "organisation", &p->organisation);
	dump_string(b, "member-of", p->member_of == NULL ? NULL : p->member_of->id);
	dump_string(b, "url", p->url);
	dump_int(b, "visibility", (int)p->visibility, 0);
	dump_rules(b, p->allow, p->nallow);
	buf_puts(b, "\n");
}

static inline void
dump_session(struct buf *b, const struct session *se)
{
	size_t i;

	buf_printf(b, " session %s", se->id);
	dump_text(b, "title", &se->title);
	dump_text(b, "subtitle", &se->subtitle);
	dump_text(b, "abstract", &se->abstract);
	dump_int(b, "type", (int)se->type, 0);
	dump_int(b, "status", (int)se->status, 0);
	dump_int(b, "format", (int)se->format, 0);
	dump_int(b, "visibility", (int)se->visibility, 0);
	dump_slot(b, "slot", &se->slot);
	dump_slot(b, "moved-from", &se->moved_from);
	for (i = 0; i < se->ntracks; i++)
		dump_string(b, "track", se->tracks[i]->id);
	for (i = 0; i < se->nrooms; i++)
		dump_string(b, "room", se->rooms[i]->id);
	for (i = 0; i < se->npeople; i++)
		dump_string(b, role_words[se->people[i].as], se->people[i].person->id);
	dump_organisations(b, se->organisations, se->norganisations);
	dump_strings(b, "language", se->languages, se->nlanguages);
	dump_strings(b, "interpretation", se->interpretation, se->ninterpretation);
	dump_links(b, se->links, se->nlinks);
	dump_join(b, se->join, se->join_visibility);
	dump_int(b, "capacity", se->capacity, -1);
	dump_rules(b, se->allow, se->nallow);
	buf_puts(b, "\n");
}

static inline int
dump_by_id(const void *a, const void *b)
{
	return strcmp((*(struct session *const *)a)->id, (*(struct session *const *)b)->id);
}

static inline void
dump_venue(struct buf *b, const struct venue *v)
{
	dump_string(b, "id", v->id);
	dump_text(b, "venue", &v->name);
	dump_text(b, "address", &v->address);
	dump_text(b, "access", &v->access);
	if (v->has_geo)
		buf_printf(b, " geo=%.17g,%.17g", v->latitude, v->longitude);
	dump_string(b, "url", v->url);
	dump_int(b, "visibility", (int)v->visibility, 0);
	dump_int(b, "walking", v->walking, 0);
	dump_rules(b, v->allow, v->nallow);
}

static inline void
dump_places(struct buf *b, const struct event *ev)
{
	size_t i;

	dump_text(b, "place", &ev->place);
	dump_venue(b, &ev->venue);
	for (i = 0; i < ev->nvenues; i++)
		dump_venue(b, &ev->venues[i]);
	for (i = 0; i < ev->nrooms; i++) {
		const struct room *r = &ev->rooms[i];

		buf_printf(b, "\n room %s", r->id);
		dump_text(b, "title", &r->title);
		dump_int(b, "capacity", r->capacity, -1);
		dump_int(b, "step-free", r->step_free, 0);
		dump_string(b, "url", r->url);
		dump_int(b, "visibility", (int)r->visibility, 0);
		dump_string(b, "venue", r->venue == NULL ? NULL : r->venue->id);
		if (r->open.is_set)
			buf_printf(b, " open=%d-%d", r->open.from, r->open.to);
		dump_rules(b, r->allow, r->nallow);
	}
	for (i = 0; i < ev->ntracks; i++) {
		const struct track *t = &ev->tracks[i];

		buf_printf(b, "\n track %s", t->id);
		dump_text(b, "title", &t->title);
		dump_text(b, "audience", &t->audience);
		dump_string(b, "colour", t->colour);
		dump_rules(b, t->allow, t->nallow);
	}
}

static inline void
dump_times(struct buf *b, const struct event *ev)
{
	const struct span *sp = &ev->dates;
	const struct deadline *d = &ev->deadline;

	if (sp->precision != PRECISION_NONE)
		buf_printf(b, " dates=%d/%d/%d/%d..%d", (int)sp->precision, (int)sp->part,
		    sp->before, date_to_days(sp->first), date_to_days(sp->last));
	dump_slot(b, "slot", &ev->slot);
	if (d->kind != DEADLINE_NONE)
		buf_printf(b, " deadline=%d/%d/%" PRId64 "/%s", (int)d->kind, date_to_days(d->day),
		    d->when, d->zone == NULL ? "" : tz_name(d->zone));
	dump_string(b, "zone", tz_name(ev->zone));
}

static inline void
dump_event(struct buf *b, const struct event *ev)
{
	struct session **sorted = calloc(ev->nsessions + 1, sizeof *sorted);
	size_t i;

	buf_printf(b, "event %s", ev->id);
	dump_string(b, "series", ev->series == NULL ? NULL : ev->series->id);
	dump_int(b, "kind", (int)ev->kind, -1);
	dump_text(b, "title", &ev->title);
	dump_text(b, "subtitle", &ev->subtitle);
	dump_text(b, "abstract", &ev->abstract);
	dump_int(b, "format", (int)ev->format, 0);
	dump_int(b, "status", (int)ev->status, 0);
	dump_int(b, "draft", ev->draft, 0);
	dump_int(b, "visibility", (int)ev->visibility, 0);
	dump_times(b, ev);
	dump_places(b, ev);
	for (i = 0; i < ev->npeople; i++) {
		const struct attendee *at = &ev->people[i];

		buf_printf(b, "\n attendee %s", at->person->id);
		dump_text(b, "role", &at->role);
		dump_text(b, "organisation", &at->organisation);
		dump_rules(b, at->allow, at->nallow);
	}
	dump_organisations(b, ev->organisations, ev->norganisations);
	dump_strings(b, "language", ev->languages, ev->nlanguages);
	dump_strings(b, "interpretation", ev->interpretation, ev->ninterpretation);
	dump_links(b, ev->links, ev->nlinks);
	dump_join(b, ev->join, ev->join_visibility);
	dump_int(b, "capacity", ev->capacity, -1);
	dump_rules(b, ev->allow, ev->nallow);
	buf_puts(b, "\n");
	for (i = 0; i < ev->nsessions; i++)
		sorted[i] = ev->sessions[i];
	qsort(sorted, ev->nsessions, sizeof *sorted, dump_by_id);
	for (i = 0; i < ev->nsessions; i++)
		dump_session(b, sorted[i]);
	free(sorted);
}

static inline void
dump_site(struct buf *b, const struct site *s)
{
	size_t i;

	dump_text(b, "title", &s->title);
	dump_text(b, "abstract", &s->abstract);
	dump_string(b, "host", s->host);
	dump_string(b, "web", s->web);
	dump_string(b, "contact", s->contact);
	dump_strings(b, "language", s->languages, s->nlanguages);
	dump_string(b, "zone", tz_name(s->zone));
	dump_string(b, "colour", s->look.colour);
	dump_string(b, "logo", s->look.logo);
	dump_text(b, "footer", &s->look.footer);
	for (i = 0; i < s->norganisations; i++) {
		buf_printf(b, "\norganisation %s", s->organisations[i]->id);
		dump_text(b, "name", &s->organisations[i]->name);
		dump_string(b, "url", s->organisations[i]->url);
	}
	for (i = 0; i < s->nseries; i++) {
		buf_printf(b, "\nseries %s", s->series[i]->id);
		dump_text(b, "title", &s->series[i]->title);
		dump_text(b, "abstract", &s->series[i]->abstract);
		dump_string(b, "url", s->series[i]->url);
	}
	for (i = 0; i < s->nwordings; i++)
		buf_printf(b, "\nword %s.%s=<%s>", s->wordings[i].lang, s->wordings[i].key,
		    s->wordings[i].s);
	for (i = 0; i < s->nsettings; i++)
		buf_printf(
		    b, "\nrule %s=%d", rule_id(s->settings[i].rule), (int)s->settings[i].severity);
	buf_puts(b, "\n");
	for (i = 0; i < s->npeople; i++)
		dump_person(b, s->people[i]);
	for (i = 0; i < s->nevents; i++)
		dump_event(b, s->events[i]);
}

#endif
