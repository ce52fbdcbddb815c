/* SPDX-License-Identifier: ISC */
/* What a page is about, for machines: JSON-LD in the terms of schema.org. */
#include "html/html_ld.h"

#include "core/public.h"
#include "core/query.h"
#include "core/reading.h"

#include <string.h>

/* Ceilings, for weight: of who is named with one event, and of editions of a series. */
enum { LD_PEOPLE_MAX = 8, LD_EDITIONS_MAX = 12 };

/* The address on the web of a page of the site, in the language of this one; NULL if it has none.
 */
static const char *
web_url(struct html *h, const char *path)
{
	return reading_url(h->scratch, h->frame->site, h->page->lang, path);
}

/* ---- when ---- */

static void
put_slot(struct html *h, const struct slot *sl, const struct tz *zone)
{
	if (!sl->has_start) {
		ld_date(h, "startDate", sl->day);
		return;
	}
	ld_instant(h, "startDate", zone, sl->start);
	if (sl->has_end)
		ld_instant(h, "endDate", zone, sl->end);
}

/* A month or a year by what ISO 8601 has for it. */
static void
put_when(struct html *h, const struct event *ev)
{
	struct span sp = event_days(ev);
	char s[11];

	if (date_is_set(ev->slot.day)) {
		put_slot(h, &ev->slot, ev->zone);
		return;
	}
	date_format(sp.first, s);
	if (sp.precision != PRECISION_DAY)
		s[sp.precision == PRECISION_MONTH ? 7 : 4] = '\0';
	ld_string(h, "startDate", s);
	if (sp.precision == PRECISION_DAY)
		ld_date(h, "endDate", sp.last);
}

/* Without a beginning it is no event to a machine. */
static bool
has_when(const struct event *ev)
{
	return date_is_set(ev->slot.day) || event_days(ev).precision != PRECISION_NONE;
}

/* Where it was before, if it is at another time now. */
static const struct slot *
moved_from(const struct session *se)
{
	const struct slot *was =
	    date_is_set(se->moved_from.day) ? &se->moved_from : &se->identity.move.slot;

	return date_is_set(was->day) && !slot_eq(was, &se->slot) ? was : NULL;
}

static void
put_status(struct html *h, enum status st, const struct slot *was, const struct tz *zone)
{
	const char *word = st == STATUS_CANCELLED   ? "Cancelled"
			   : st == STATUS_POSTPONED ? "Postponed"
			   : was != NULL            ? "Rescheduled"
						    : "Scheduled";

	ld_key(h, "eventStatus");
	buf_printf(h->out, "\"https://schema.org/Event%s\"", word);
	if (was == NULL || status_is_off(st))
		return;
	if (was->has_start)
		ld_instant(h, "previousStartDate", zone, was->start);
	else
		ld_date(h, "previousStartDate", was->day);
}

/* ---- who ---- */

static void
put_organisation(struct html *h, const struct text *name, const char *url)
{
	ld_open(h, "Organization");
	ld_text(h, "name", name);
	ld_url(h, url);
	ld_close(h);
}

/* Of a list that may be empty the site's own. */
static void
put_organisations(struct html *h, const char *key, const struct organisation **orgs, size_t n)
{
	const struct site *s = h->frame->site;

	ld_key(h, key);
	if (n == 0)
		put_organisation(h, &s->title, s->web);
	if (n > 1)
		buf_putc(h->out, '[');
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_putc(h->out, ',');
		put_organisation(h, &orgs[i]->name, orgs[i]->url);
	}
	if (n > 1)
		buf_putc(h->out, ']');
}

/* Who speaks: those whom one may list. */
static void
put_performers(struct html *h, const struct session *se)
{
	size_t n = 0;

	for (size_t i = 0; i < se->npeople && n < LD_PEOPLE_MAX; i++) {
		const struct appearance *ap = &se->people[i];

		if (ap->as > ROLE_HOST || !person_is_listed(ap->person))
			continue;
		if (n == 0)
			ld_key(h, "performer");
		buf_putc(h->out, n++ == 0 ? '[' : ',');
		ld_open(h, "Person");
		ld_text(h, "name", &ap->person->name);
		ld_close(h);
	}
	if (n > 0)
		buf_putc(h->out, ']');
}

/* ---- the things themselves ---- */

/* An event as something else names it: where it is goes without saying on what is there, too. */
static void
put_brief(struct html *h, const struct event *ev, bool with_location)
{
	const char *url = web_url(h, path_of_event(h->scratch, ev));

	ld_open(h, "Event");
	ld_text(h, "name", &ev->title);
	put_when(h, ev);
	if (with_location)
		ld_location(h, ev, url);
	ld_url(h, url);
	ld_close(h);
}

static void
put_event(struct html *h, const struct event *ev, bool is_short)
{
	const char *url = web_url(h, path_of_event(h->scratch, ev));

	ld_text(h, "name", &ev->title);
	put_when(h, ev);
	put_status(h, event_status(ev), NULL, NULL);
	ld_where(h, ev, NULL, url);
	put_organisations(h, "organizer", ev->organisations, ev->norganisations);
	ld_url(h, url);
	if (is_short)
		return;
	ld_string(h, "description", h->page->description);
	ld_tags(h, "inLanguage", ev->languages, ev->nlanguages);
	if (ev->series == NULL)
		return;
	ld_open_member(h, "superEvent", "EventSeries");
	ld_text(h, "name", &ev->series->title);
	ld_url(h, web_url(h, path_of_series(h->scratch, ev->series)));
	ld_close(h);
}

static void
put_session(struct html *h, const struct session *se)
{
	const struct event *ev = se->event;
	const char *url = web_url(h, path_of_session(h->scratch, se));

	ld_text(h, "name", &se->title);
	put_slot(h, &se->slot, ev->zone);
	put_status(h, session_status(se), moved_from(se), ev->zone);
	ld_where(h, ev, se, url);
	put_performers(h, se);
	if (se->norganisations > 0)
		put_organisations(h, "organizer", se->organisations, se->norganisations);
	ld_url(h, url);
	ld_string(h, "description", h->page->description);
	ld_tags(h, "inLanguage", se->languages, se->nlanguages);
	ld_key(h, "superEvent");
	put_brief(h, ev, false);
}

/* Its last second; Anywhere on Earth is 12 hours west of UTC. */
static void
put_deadline(struct html *h, const struct event *ev)
{
	const struct deadline *d = &ev->deadline;
	char s[26];

	if (d->kind == DEADLINE_TIME) {
		ld_instant(h, "expires", deadline_zone(ev), d->when);
	} else if (d->kind == DEADLINE_AOE) {
		tz_format_rfc3339(d->when - 1, -12 * 3600, s);
		ld_string(h, "expires", s);
	} else if (d->kind == DEADLINE_DATE) {
		ld_date(h, "expires", d->day);
	}
}

/* A call is nothing that one goes to: a page that is of use until the deadline. */
static void
put_call(struct html *h, const struct event *ev)
{
	ld_text(h, "name", &ev->title);
	put_deadline(h, ev);
	put_organisations(h, "publisher", ev->organisations, ev->norganisations);
	ld_url(h, web_url(h, path_of_event(h->scratch, ev)));
	ld_string(h, "description", h->page->description);
	ld_tags(h, "inLanguage", ev->languages, ev->nlanguages);
}

static void
put_series(struct html *h, const struct series *sr)
{
	struct event_list l = query_series(h->scratch, h->frame->site, sr);
	size_t n = 0;

	ld_text(h, "name", &sr->title);
	ld_url(h, web_url(h, path_of_series(h->scratch, sr)));
	ld_string(h, "description", h->page->description);
	for (size_t i = 0; i < l.n && n < LD_EDITIONS_MAX; i++) {
		if (!has_when(l.items[i]) || l.items[i]->kind == KIND_CALL)
			continue;
		if (n == 0)
			ld_key(h, "subEvent");
		buf_putc(h->out, n++ == 0 ? '[' : ',');
		put_brief(h, l.items[i], true);
	}
	if (n > 0)
		buf_putc(h->out, ']');
}

static void
put_site(struct html *h, const struct site *s)
{
	ld_text(h, "name", &s->title);
	ld_url(h, web_url(h, ""));
	ld_string(h, "description", h->page->description);
	ld_tags(h, "inLanguage", s->languages, s->nlanguages);
	put_organisations(h, "publisher", NULL, 0);
}

/* ---- the page ---- */

/* The type of what a page is about; NULL if there is nothing to say of it. */
static const char *
type_of(const struct place_in_site *at)
{
	switch (at->kind) {
	case PATH_HOME: return "WebSite";
	case PATH_SERIES: return "EventSeries";
	case PATH_DAY: return "Event";
	case PATH_EVENT:
		if (at->event->kind == KIND_CALL)
			return "WebPage";
		return has_when(at->event) ? "Event" : NULL;
	case PATH_SESSION:
		if (at->session->type == TYPE_BREAK || !date_is_set(at->session->slot.day))
			return NULL;
		return "Event";
	default: return NULL;
	}
}

void
html_ld(struct html *h)
{
	const struct place_in_site *at = h->frame->at;
	const char *type;

	if (at == NULL || h->frame->site == NULL || !query_is_listed(h->frame->site, at) ||
	    (type = type_of(at)) == NULL)
		return;
	buf_printf(h->out,
	    "<script type=\"application/ld+json\">{\"@context\":\"https://schema.org\","
	    "\"@type\":\"%s\"",
	    type);
	if (at->session != NULL)
		put_session(h, at->session);
	else if (at->kind == PATH_HOME)
		put_site(h, h->frame->site);
	else if (at->kind == PATH_SERIES)
		put_series(h, at->series);
	else if (at->event->kind == KIND_CALL)
		put_call(h, at->event);
	else
		put_event(h, at->event, at->kind == PATH_DAY);
	buf_puts(h->out, "}</script>\n");
}
