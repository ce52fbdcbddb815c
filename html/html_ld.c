/* SPDX-License-Identifier: ISC */
/* What a page is about, for machines: JSON-LD in the terms of schema.org. */
#include "core/html_escape.h"
#include "core/location.h"
#include "core/public.h"
#include "core/query.h"
#include "core/reading.h"
#include "html/html_write.h"

#include <string.h>

/* Ceilings, for weight: of who is named with one event, and of editions of a series. */
enum { LD_PEOPLE_MAX = 8, LD_EDITIONS_MAX = 12 };

/* ---- members of an object ---- */

/* Begins an object; each of its members brings the comma before it. */
static void
open_thing(struct html *h, const char *type)
{
	buf_printf(h->out, "{\"@type\":\"%s\"", type);
}

static void
close_thing(struct html *h)
{
	buf_putc(h->out, '}');
}

static void
put_key(struct html *h, const char *key)
{
	buf_printf(h->out, ",\"%s\":", key);
}

/* Begins a member that is an object. */
static void
open_member(struct html *h, const char *key, const char *type)
{
	put_key(h, key);
	open_thing(h, type);
}

/* A string, unless there is none. */
static void
put_string(struct html *h, const char *key, const char *s)
{
	if (!html_is_set(s))
		return;
	put_key(h, key);
	buf_putc(h->out, '"');
	html_json(h->out, s);
	buf_putc(h->out, '"');
}

static void
put_text(struct html *h, const char *key, const struct text *t)
{
	put_string(h, key, text_line(h->scratch, text_get(t, h->page->lang, NULL)));
}

static void
put_url(struct html *h, const char *url)
{
	if (url != NULL && url_is_safe(url))
		put_string(h, "url", url);
}

/* The address on the web of a page of the site, in the language of this one; NULL if it has none.
 */
static const char *
web_url(struct html *h, const char *path)
{
	return reading_url(h->scratch, h->frame->site, h->page->lang, path);
}

static void
put_date(struct html *h, const char *key, struct date d)
{
	char s[11];

	date_format(d, s);
	put_string(h, key, s);
}

static void
put_instant(struct html *h, const char *key, const struct tz *zone, int64_t utc)
{
	char s[26];

	tz_format_rfc3339(utc, zone_at(zone, utc).offset, s);
	put_string(h, key, s);
}

static void
put_tags(struct html *h, const char *key, const char **tags, size_t n)
{
	if (n == 0)
		return;
	put_key(h, key);
	for (size_t i = 0; i < n; i++) {
		buf_puts(h->out, i > 0 ? ",\"" : n > 1 ? "[\"" : "\"");
		html_json(h->out, tags[i]);
		buf_putc(h->out, '"');
	}
	if (n > 1)
		buf_putc(h->out, ']');
}

/* ---- when ---- */

static void
put_slot(struct html *h, const struct slot *sl, const struct tz *zone)
{
	if (!sl->has_start) {
		put_date(h, "startDate", sl->day);
		return;
	}
	put_instant(h, "startDate", zone, sl->start);
	if (sl->has_end)
		put_instant(h, "endDate", zone, sl->end);
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
	put_string(h, "startDate", s);
	if (sp.precision == PRECISION_DAY)
		put_date(h, "endDate", sp.last);
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

	put_key(h, "eventStatus");
	buf_printf(h->out, "\"https://schema.org/Event%s\"", word);
	if (was == NULL || status_is_off(st))
		return;
	if (was->has_start)
		put_instant(h, "previousStartDate", zone, was->start);
	else
		put_date(h, "previousStartDate", was->day);
}

/* ---- where ---- */

/* Where something is, of an event or one of its sessions; "" and false for what is not known. */
struct where {
	const char *name, *address;
	const char *link; /* to take part, for all to see */
	bool is_online;
};

static void
join(struct html *h, const char **list, const struct text *t)
{
	const char *s = text_line(h->scratch, text_get(t, h->page->lang, NULL));

	if (*s != '\0')
		*list = **list == '\0' ? s : arena_printf(h->scratch, "%s, %s", *list, s);
}

/* What is unlisted of a venue stands on its page and nowhere else. */
static struct where
where_of(struct html *h, const struct event *ev, const struct session *se)
{
	const struct venue *v = se != NULL ? session_venue(se) : &ev->venue;
	enum format format = se != NULL ? session_format(se) : ev->format;
	struct join_links links = location_joins(h->scratch, ev, se);
	struct where w = {.name = "",
	    .address = "",
	    .link = links.n > 0 ? links.of[0].url : NULL,
	    .is_online = format == FORMAT_ONLINE || format == FORMAT_HYBRID || links.n > 0};

	if (format == FORMAT_IN_PERSON)
		w.is_online = false;
	if (format == FORMAT_ONLINE)
		return w;
	for (size_t i = 0; se != NULL && i < se->nrooms; i++)
		if (!se->rooms[i]->is_online)
			join(h, &w.name, &se->rooms[i]->title);
	if (v != NULL)
		join(h, &w.name, &v->name);
	if (v != NULL && v->visibility == VISIBILITY_PUBLIC)
		join(h, &w.address, &v->address);
	if (*w.address == '\0')
		join(h, &w.address, &ev->place);
	if (*w.name == '\0')
		w.name = w.address;
	return w;
}

static void
put_place(struct html *h, const struct where *w)
{
	open_thing(h, "Place");
	put_string(h, "name", w->name);
	put_string(h, "address", w->address);
	close_thing(h);
}

/* Who is given the link finds out how on its page. */
static void
put_virtual(struct html *h, const struct where *w, const char *page)
{
	open_thing(h, "VirtualLocation");
	put_url(h, w->link != NULL ? w->link : page);
	close_thing(h);
}

static void
put_location(struct html *h, const struct where *w, const char *page)
{
	bool is_somewhere = *w->name != '\0', is_both = is_somewhere && w->is_online;

	if (!is_somewhere && !w->is_online)
		return;
	put_key(h, "location");
	if (is_both)
		buf_putc(h->out, '[');
	if (is_somewhere)
		put_place(h, w);
	if (is_both)
		buf_putc(h->out, ',');
	if (w->is_online)
		put_virtual(h, w, page);
	if (is_both)
		buf_putc(h->out, ']');
}

static void
put_mode(struct html *h, const struct where *w, enum format format)
{
	const char *mode = NULL;

	if (format == FORMAT_HYBRID || (*w->name != '\0' && w->is_online))
		mode = "Mixed";
	else if (w->is_online)
		mode = "Online";
	else if (*w->name != '\0' || format == FORMAT_IN_PERSON)
		mode = "Offline";
	if (mode == NULL)
		return;
	put_key(h, "eventAttendanceMode");
	buf_printf(h->out, "\"https://schema.org/%sEventAttendanceMode\"", mode);
}

/* ---- who ---- */

static void
put_organisation(struct html *h, const struct text *name, const char *url)
{
	open_thing(h, "Organization");
	put_text(h, "name", name);
	put_url(h, url);
	close_thing(h);
}

/* Of a list that may be empty the site's own. */
static void
put_organisations(struct html *h, const char *key, const struct organisation **orgs, size_t n)
{
	const struct site *s = h->frame->site;

	put_key(h, key);
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
			put_key(h, "performer");
		buf_putc(h->out, n++ == 0 ? '[' : ',');
		open_thing(h, "Person");
		put_text(h, "name", &ap->person->name);
		close_thing(h);
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
	struct where w = where_of(h, ev, NULL);

	open_thing(h, "Event");
	put_text(h, "name", &ev->title);
	put_when(h, ev);
	if (with_location)
		put_location(h, &w, url);
	put_url(h, url);
	close_thing(h);
}

static void
put_event(struct html *h, const struct event *ev, bool is_short)
{
	const char *url = web_url(h, path_of_event(h->scratch, ev));
	struct where w = where_of(h, ev, NULL);

	put_text(h, "name", &ev->title);
	put_when(h, ev);
	put_status(h, event_status(ev), NULL, NULL);
	put_mode(h, &w, ev->format);
	put_location(h, &w, url);
	put_organisations(h, "organizer", ev->organisations, ev->norganisations);
	put_url(h, url);
	if (is_short)
		return;
	put_string(h, "description", h->page->description);
	put_tags(h, "inLanguage", ev->languages, ev->nlanguages);
	if (ev->series == NULL)
		return;
	open_member(h, "superEvent", "EventSeries");
	put_text(h, "name", &ev->series->title);
	put_url(h, web_url(h, path_of_series(h->scratch, ev->series)));
	close_thing(h);
}

static void
put_session(struct html *h, const struct session *se)
{
	const struct event *ev = se->event;
	const char *url = web_url(h, path_of_session(h->scratch, se));
	struct where w = where_of(h, ev, se);

	put_text(h, "name", &se->title);
	put_slot(h, &se->slot, ev->zone);
	put_status(h, session_status(se), moved_from(se), ev->zone);
	put_mode(h, &w, session_format(se));
	put_location(h, &w, url);
	put_performers(h, se);
	if (se->norganisations > 0)
		put_organisations(h, "organizer", se->organisations, se->norganisations);
	put_url(h, url);
	put_string(h, "description", h->page->description);
	put_tags(h, "inLanguage", se->languages, se->nlanguages);
	put_key(h, "superEvent");
	put_brief(h, ev, false);
}

/* Its last second; Anywhere on Earth is 12 hours west of UTC. */
static void
put_deadline(struct html *h, const struct event *ev)
{
	const struct deadline *d = &ev->deadline;
	char s[26];

	if (d->kind == DEADLINE_TIME) {
		put_instant(h, "expires", deadline_zone(ev), d->when);
	} else if (d->kind == DEADLINE_AOE) {
		tz_format_rfc3339(d->when - 1, -12 * 3600, s);
		put_string(h, "expires", s);
	} else if (d->kind == DEADLINE_DATE) {
		put_date(h, "expires", d->day);
	}
}

/* A call is nothing that one goes to: a page that is of use until the deadline. */
static void
put_call(struct html *h, const struct event *ev)
{
	put_text(h, "name", &ev->title);
	put_deadline(h, ev);
	put_organisations(h, "publisher", ev->organisations, ev->norganisations);
	put_url(h, web_url(h, path_of_event(h->scratch, ev)));
	put_string(h, "description", h->page->description);
	put_tags(h, "inLanguage", ev->languages, ev->nlanguages);
}

static void
put_series(struct html *h, const struct series *sr)
{
	struct event_list l = query_series(h->scratch, h->frame->site, sr);
	size_t n = 0;

	put_text(h, "name", &sr->title);
	put_url(h, web_url(h, path_of_series(h->scratch, sr)));
	put_string(h, "description", h->page->description);
	for (size_t i = 0; i < l.n && n < LD_EDITIONS_MAX; i++) {
		if (!has_when(l.items[i]) || l.items[i]->kind == KIND_CALL)
			continue;
		if (n == 0)
			put_key(h, "subEvent");
		buf_putc(h->out, n++ == 0 ? '[' : ',');
		put_brief(h, l.items[i], true);
	}
	if (n > 0)
		buf_putc(h->out, ']');
}

static void
put_site(struct html *h, const struct site *s)
{
	put_text(h, "name", &s->title);
	put_url(h, web_url(h, ""));
	put_string(h, "description", h->page->description);
	put_tags(h, "inLanguage", s->languages, s->nlanguages);
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
