/* SPDX-License-Identifier: ISC */
#include "ical/entry.h"

#include "core/colour.h"
#include "ical/line.h"

#include <string.h>
#include <strings.h>

/* ---- when ---- */

static struct when
whole_days(struct date first, struct date last)
{
	return (struct when){.all_day = true, .first = first, .after = date_add(last, 1)};
}

static struct when
clock_time(const struct slot *sl, const struct tz *zone)
{
	return (struct when){.start = sl->start,
	    .end = sl->end,
	    .has_end = sl->has_end && sl->end > sl->start,
	    .zone = zone};
}

/* Not published, or private. A public view has none of these but what was withdrawn. */
static bool
is_kept_back(const struct entry *e)
{
	if (entry_identity(e)->uid == NULL || e->ev->draft)
		return true;
	return !entry_is_withdrawn(e) &&
	       (e->ev->visibility == VISIBILITY_PRIVATE ||
		   (e->se != NULL && e->se->visibility == VISIBILITY_PRIVATE));
}

/* What has lost its time was in calendars, and has to be taken out of them. */
static bool
take_last_time(struct entry *e)
{
	const struct identity *id = entry_identity(e);
	struct date last = date_is_set(id->last_day) ? id->last_day : id->last_slot.day;

	if (!date_is_set(id->last_slot.day))
		return false;
	e->when = id->last_slot.has_start ? clock_time(&id->last_slot, e->ev->zone)
					  : whole_days(id->last_slot.day, last);
	e->is_lost = true;
	e->when.in_utc = true;
	return true;
}

bool
entry_of_event(struct entry *e, const struct event *ev)
{
	const struct span days = event_days(ev);

	*e = (struct entry){.kind = ENTRY_EVENT, .ev = ev};
	if (is_kept_back(e))
		return false;
	if (ev->is_repeated) /* its times are entries of their own, but it may have been one */
		return take_last_time(e);
	if (ev->slot.has_start)
		e->when = clock_time(&ev->slot, ev->zone);
	else if (days.precision == PRECISION_DAY && !days.before)
		e->when = whole_days(days.first, days.last);
	else
		return take_last_time(e);
	return true;
}

bool
entry_of_deadline(struct entry *e, const struct event *ev)
{
	const struct deadline *d = &ev->deadline;

	*e = (struct entry){.kind = ENTRY_DEADLINE, .ev = ev};
	if (is_kept_back(e) || d->kind == DEADLINE_NONE)
		return false;
	if (d->kind == DEADLINE_DATE)
		e->when = whole_days(d->day, d->day);
	else
		e->when = (struct when){.start = d->when, .in_utc = true};
	return true;
}

bool
entry_of_session(struct entry *e, const struct session *se)
{
	*e = (struct entry){.kind = ENTRY_SESSION, .ev = se->event, .se = se};
	if (is_kept_back(e))
		return false;
	if (se->slot.has_start)
		e->when = clock_time(&se->slot, entry_placed(e)->event->zone);
	else if (date_is_set(se->slot.day))
		e->when = whole_days(se->slot.day, se->slot.day);
	else
		return take_last_time(e);
	return true;
}

bool
entry_of_item(struct entry *e, const struct feed_item *it)
{
	switch (it->kind) {
	case ENTRY_EVENT: return entry_of_event(e, it->ev);
	case ENTRY_DEADLINE: return entry_of_deadline(e, it->ev);
	case ENTRY_SESSION: break;
	}
	return entry_of_session(e, it->se);
}

/* ---- what holds for it ---- */

const struct identity *
entry_identity(const struct entry *e)
{
	switch (e->kind) {
	case ENTRY_EVENT: return &e->ev->identity;
	case ENTRY_DEADLINE: return &e->ev->deadline.identity;
	case ENTRY_SESSION: break;
	}
	return &e->se->identity;
}

const struct session *
entry_placed(const struct entry *e)
{
	return e->se != NULL && e->se->as_seen != NULL ? e->se->as_seen : e->se;
}

bool
entry_is_withdrawn(const struct entry *e)
{
	return e->ev->identity.withdrawn || entry_identity(e)->withdrawn;
}

enum status
entry_status(const struct entry *e)
{
	if (e->is_lost || entry_identity(e)->gone || e->ev->identity.gone || entry_is_withdrawn(e))
		return STATUS_CANCELLED;
	if (e->kind == ENTRY_SESSION)
		return session_status(e->se);
	/* A deadline stands while the event it belongs to is put off. */
	if (e->kind == ENTRY_DEADLINE && e->ev->status != STATUS_CANCELLED)
		return STATUS_CONFIRMED;
	return e->ev->status;
}

enum status
entry_said_status(const struct entry *e)
{
	struct entry timed = *e;
	bool is_several = e->kind == ENTRY_EVENT && e->ev->is_repeated;

	timed.is_lost = false;
	if (e->is_lost && !is_several && entry_status(&timed) != STATUS_CANCELLED)
		return STATUS_POSTPONED;
	return entry_status(e);
}

/* Whether it takes up the time of who has it in their calendar. */
static bool
is_busy(const struct entry *e)
{
	enum status st = entry_status(e);

	if (e->when.all_day || e->kind == ENTRY_DEADLINE || status_is_off(st))
		return false;
	return e->kind == ENTRY_EVENT || e->se->type != TYPE_BREAK;
}

const struct vtimezone *
entry_zone(struct feed *f, const struct entry *e)
{
	const struct when *w = &e->when;
	const struct vtimezone *v;

	/* A zone tells a place. */
	if (w->all_day || w->in_utc || entry_is_withdrawn(e))
		return NULL;
	v = vtimezones_get(&f->zones, f->w.arena, w->zone);
	if (!vtimezone_can_say(v, w->start) || (w->has_end && !vtimezone_can_say(v, w->end)))
		return NULL;
	return v;
}

/* ---- properties ---- */

static void
put_moment(struct feed *f, const char *name, const struct vtimezone *v, int64_t utc)
{
	struct line l;

	line_begin(&l, f->out, name);
	if (v == NULL) {
		line_utc(&l, utc);
	} else {
		line_param(&l, "TZID", tz_name(v->zone));
		line_local(&l, tz_to_civil(v->zone, utc));
	}
	line_end(&l);
}

static void
put_day(struct feed *f, const char *name, struct date d)
{
	struct line l;

	line_begin(&l, f->out, name);
	line_param(&l, "VALUE", "DATE");
	line_date(&l, d);
	line_end(&l);
}

static void
put_when(struct feed *f, const struct when *w, const struct vtimezone *v)
{
	if (w->all_day) {
		put_day(f, "DTSTART", w->first);
		put_day(f, "DTEND", w->after);
		return;
	}
	put_moment(f, "DTSTART", v, w->start);
	if (w->has_end)
		put_moment(f, "DTEND", v, w->end);
}

static void
put_identity(struct feed *f, const struct identity *id, int64_t modified)
{
	struct line l;

	line_put_utc(f->out, "CREATED", id->created);
	line_put_utc(f->out, "LAST-MODIFIED", modified);
	line_begin(&l, f->out, "SEQUENCE");
	line_int(&l, id->sequence);
	line_end(&l);
}

/* RFC 5545 knows no "postponed". CANCELLED would take it out of calendars; the summary says it. */
static const char *
status_value(enum status st)
{
	switch (st) {
	case STATUS_CONFIRMED: return "CONFIRMED";
	case STATUS_CANCELLED: return "CANCELLED";
	case STATUS_TENTATIVE:
	case STATUS_POSTPONED: break;
	}
	return "TENTATIVE";
}

/* What kind of thing it is; each time of an event that repeats is of the event's kind. NULL if that
 * says nothing. */
static const char *
kind_of(struct feed *f, const struct entry *e)
{
	if (e->se == NULL || (e->ev->is_repeated && e->se->type == TYPE_OTHER))
		return words_event_kind(&f->w, e->ev->kind);
	return e->se->type == TYPE_OTHER ? NULL : words_session_type(&f->w, e->se->type);
}

static void
put_categories(struct feed *f, const struct entry *e)
{
	const struct session *se = e->se;
	const char *kind = kind_of(f, e);
	struct line l;

	if ((se == NULL || se->ntracks == 0) && kind == NULL)
		return;
	line_begin(&l, f->out, "CATEGORIES");
	for (size_t i = 0; se != NULL && i < se->ntracks; i++)
		line_text_flat(&l, text_get(&se->tracks[i]->title, f->w.lang, NULL));
	if (kind != NULL)
		line_text_flat(&l, kind);
	line_end(&l);
}

static void
put_colour(struct feed *f, const struct entry *e)
{
	const char *name = NULL;

	if (e->kind == ENTRY_SESSION && e->se->ntracks == 1 && e->se->tracks[0]->colour != NULL)
		name = colour_css3(e->se->tracks[0]->colour);
	if (name != NULL)
		line_put_word(f->out, "COLOR", name);
}

static void
put_param(struct feed *f, struct line *l, const char *name, const struct text *t)
{
	if (text_is_set(t))
		line_param(l, name, text_line(f->w.arena, text_get(t, f->w.lang, NULL)));
}

/* GEO, and what Apple's calendars show a map by. */
static void
put_geo(struct feed *f, const struct entry *e)
{
	const struct venue *v = entry_venue(e);
	struct line l;

	if (v == NULL || !v->has_geo || v->visibility != VISIBILITY_PUBLIC || entry_is_online(e) ||
	    e->kind == ENTRY_DEADLINE)
		return;
	line_begin(&l, f->out, "GEO");
	line_geo(&l, v->latitude, v->longitude);
	line_end(&l);
	line_begin(&l, f->out, "X-APPLE-STRUCTURED-LOCATION");
	line_param_word(&l, "VALUE", "URI");
	put_param(f, &l, "X-ADDRESS", &v->address);
	line_param_word(&l, "X-APPLE-RADIUS", "70"); /* metres */
	put_param(f, &l, "X-TITLE", text_is_set(&v->name) ? &v->name : &e->ev->place);
	line_geo_uri(&l, v->latitude, v->longitude);
	line_end(&l);
}

/* RFC 7986 section 5.11. What a link is for is not said in an agenda: by phone, or else most likely
 * by video. */
static void
put_conference(struct feed *f, const struct join_link *link)
{
	const char *label = words_get(&f->w, WORD_JOIN);
	struct line l;

	if (link->room != NULL)
		label = text_get(&link->room->title, f->w.lang, NULL);
	line_begin(&l, f->out, "CONFERENCE");
	line_param_word(&l, "VALUE", "URI");
	line_param_word(
	    &l, "FEATURE", strncasecmp(link->url, "tel:", 4) == 0 ? "AUDIO,PHONE" : "AUDIO,VIDEO");
	line_param(&l, "LABEL", text_line(f->w.arena, label));
	line_uri(&l, link->url);
	line_end(&l);
}

static void
put_conferences(struct feed *f, const struct entry *e)
{
	struct join_links links = entry_joins(f, e);

	for (size_t i = 0; i < links.n; i++)
		put_conference(f, &links.of[i]);
}

static void
put_parent(struct feed *f, const struct entry *e)
{
	struct entry parent;

	if (e->kind != ENTRY_EVENT && !e->ev->is_repeated && entry_of_event(&parent, e->ev))
		line_put_flat(f->out, "RELATED-TO", e->ev->identity.uid);
}

static void
put_description(struct feed *f, const struct entry *e)
{
	struct description d = entry_describe(f, e);
	const char *html;
	struct line l;

	line_put_text(f->out, "DESCRIPTION", description_plain(f, &d));
	html = description_html(f, &d);
	if (*html == '\0')
		return;
	line_begin(&l, f->out, "X-ALT-DESC");
	line_param_word(&l, "FMTTYPE", "text/html");
	line_text(&l, html);
	line_end(&l);
}

/* What readers see of it, all left out when it was withdrawn. */
static void
put_told(struct feed *f, const struct entry *e)
{
	const char *location;

	line_put_flat(f->out, "SUMMARY", entry_summary(f, e));
	location = entry_location(f, e);
	if (*location != '\0')
		line_put_flat(f->out, "LOCATION", location);
	put_geo(f, e);
	line_put_uri(f->out, "URL", entry_url(f, e), false);
	put_categories(f, e);
	put_colour(f, e);
	put_conferences(f, e);
	put_parent(f, e);
	put_description(f, e);
}

void
entry_write(struct feed *f, const struct entry *e, int64_t modified)
{
	const struct identity *id = entry_identity(e);
	const struct vtimezone *v = entry_zone(f, e); /* from here on remembered */
	struct arena_mark mark = arena_mark(f->w.arena);

	line_put_word(f->out, "BEGIN", "VEVENT");
	line_put_flat(f->out, "UID", id->uid);
	line_put_utc(f->out, "DTSTAMP", modified);
	put_when(f, &e->when, v);
	put_identity(f, id, modified);
	line_put_word(f->out, "STATUS", status_value(entry_status(e)));
	line_put_word(f->out, "TRANSP", is_busy(e) ? "OPAQUE" : "TRANSPARENT");
	if (entry_is_withdrawn(e))
		line_put_flat(f->out, "SUMMARY", words_get(&f->w, WORD_WITHDRAWN));
	else
		put_told(f, e);
	line_put_word(f->out, "END", "VEVENT");
	arena_rewind(f->w.arena, mark);
}
