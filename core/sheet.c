/* SPDX-License-Identifier: ISC */
#include "core/sheet.h"

#include "core/csv.h"
#include "core/location.h"
#include "core/path.h"
#include "core/public.h"
#include "core/query.h"
#include "core/timetable_item.h"

#include <string.h>

static const char *const columns[] = {"id", "title", "subtitle", "status", "date", "start", "end",
    "utc_offset", "timezone", "minutes", "moved_from", "type", "format", "rooms", "tracks",
    "people", "organisations", "languages", "interpretation", "capacity", "join", "links", "page",
    "uid", "abstract"};

/* A row being written: a session, or (NULL) the event that is its own. */
struct row {
	struct csv *csv;
	const struct words *w;
	const struct event *event;
	const struct session *session;
};

bool
sheet_is_there(const struct event *ev)
{
	if (ev->identity.withdrawn)
		return false;
	if (date_is_set(ev->slot.day))
		return true;
	for (size_t i = 0; i < ev->nsessions; i++)
		if (session_is_shown(ev->sessions[i]))
			return true;
	return false;
}

static void
put_text(struct row *r, const struct text *t)
{
	csv_text(r->csv, text_line(r->w->arena, text_get(t, r->w->lang, NULL)));
}

/* ---- cells of several ---- */

static void
add(struct row *r, const char *s)
{
	csv_add(r->csv, text_line(r->w->arena, s));
}

static void
put_tags(struct row *r, const char **tags, size_t n)
{
	csv_open_list(r->csv);
	for (size_t i = 0; i < n; i++)
		add(r, tags[i]);
	csv_close_list(r->csv);
}

/* ---- when ---- */

static void
put_clock(struct row *r, bool is_known, int64_t utc)
{
	char text[6];

	if (!is_known) {
		csv_empty(r->csv);
		return;
	}
	time_format(zone_civil(r->event->zone, utc).minute, text);
	csv_text(r->csv, text);
}

/* "UTC+02:00": without the letters it would be taken for a formula. */
static void
put_offset(struct row *r, const struct slot *sl)
{
	char text[26];

	if (!sl->has_start) {
		csv_empty(r->csv);
		return;
	}
	tz_format_rfc3339(sl->start, zone_at(r->event->zone, sl->start).offset, text);
	csv_text(r->csv, arena_printf(r->w->arena, "UTC%s", text + strlen("2031-05-14T09:30:00")));
}

static void
put_when(struct row *r, const struct slot *sl)
{
	bool has_end = sl->has_start && sl->has_end;
	char day[11] = "";

	if (date_is_set(sl->day))
		date_format(sl->day, day);
	csv_text(r->csv, day);
	put_clock(r, sl->has_start, sl->start);
	put_clock(r, has_end, sl->end);
	put_offset(r, sl);
	csv_text(r->csv, r->event->zone == NULL ? "UTC" : tz_name(r->event->zone));
	if (has_end)
		csv_int(r->csv, (sl->end - sl->start) / 60);
	else
		csv_empty(r->csv);
}

/* "2031-05-14 09:30; Room 2": what it was before it moved. */
static void
put_moved(struct row *r)
{
	const struct session *se = r->session;
	struct move mv = {0};
	char day[11], clock[6] = "";

	csv_open_list(r->csv);
	if (se != NULL && timetable_moved(se, &mv) && !slot_eq(&mv.slot, &se->slot)) {
		date_format(mv.slot.day, day);
		if (mv.slot.has_start)
			time_format(zone_civil(r->event->zone, mv.slot.start).minute, clock);
		add(r, arena_printf(r->w->arena, "%s%s%s", day, *clock != '\0' ? " " : "", clock));
	}
	for (size_t i = 0; i < mv.nrooms; i++)
		add(r, text_get(&mv.rooms[i], r->w->lang, NULL));
	csv_close_list(r->csv);
}

/* ---- who and what ---- */

static void
add_person(struct row *r, const struct person *pe, enum role as)
{
	const char *name = text_get(&pe->name, r->w->lang, NULL);

	if (!person_is_listed(pe))
		return;
	add(r,
	    as == ROLE_SPEAKER ? name : arena_printf(r->w->arena, "%s (%s)", name, role_words[as]));
}

static void
put_people(struct row *r)
{
	const struct session *se = r->session;

	csv_open_list(r->csv);
	for (size_t i = 0; se != NULL && i < se->npeople; i++)
		add_person(r, se->people[i].person, se->people[i].as);
	for (size_t i = 0; se == NULL && i < r->event->npeople; i++)
		add_person(r, r->event->people[i].person, ROLE_SPEAKER);
	csv_close_list(r->csv);
}

static void
put_organisations(struct row *r, const struct organisation **orgs, size_t n)
{
	csv_open_list(r->csv);
	for (size_t i = 0; i < n; i++)
		add(r, text_get(&orgs[i]->name, r->w->lang, NULL));
	csv_close_list(r->csv);
}

static void
put_places(struct row *r)
{
	const struct session *se = r->session;

	csv_open_list(r->csv);
	for (size_t i = 0; se != NULL && i < se->nrooms; i++)
		add(r, text_get(&se->rooms[i]->title, r->w->lang, NULL));
	csv_close_list(r->csv);
	csv_open_list(r->csv);
	for (size_t i = 0; se != NULL && i < se->ntracks; i++)
		add(r, text_get(&se->tracks[i]->title, r->w->lang, NULL));
	csv_close_list(r->csv);
}

static void
put_links(struct row *r, const struct link *links, size_t n)
{
	struct join_links joins = timetable_joins(r->w->arena, r->event, r->session);

	csv_open_list(r->csv);
	for (size_t i = 0; i < joins.n; i++)
		add(r, joins.of[i].url);
	csv_close_list(r->csv);
	csv_open_list(r->csv);
	for (size_t i = 0; i < n; i++)
		if (links[i].visibility == VISIBILITY_PUBLIC && url_is_safe(links[i].url))
			add(r, links[i].url);
	csv_close_list(r->csv);
}

/* ---- rows ---- */

/* What a session and an event have alike. */
struct said {
	const char *id, *type, *path;
	const struct text *title, *subtitle, *abstract;
	enum status status;
	enum format format;
	const struct slot *slot;
	const struct organisation **organisations;
	const char **languages, **interpretation;
	size_t norganisations, nlanguages, ninterpretation;
	int capacity;
	const struct link *links;
	size_t nlinks;
	const struct identity *identity;
};

static struct said
said_of_event(struct arena *a, const struct event *ev)
{
	return (struct said){.id = ev->id,
	    .type = event_kind_words[ev->kind],
	    .path = path_of_event(a, ev),
	    .title = &ev->title,
	    .subtitle = &ev->subtitle,
	    .abstract = &ev->abstract,
	    .status = event_status(ev),
	    .format = ev->format,
	    .slot = &ev->slot,
	    .organisations = ev->organisations,
	    .norganisations = ev->norganisations,
	    .languages = ev->languages,
	    .nlanguages = ev->nlanguages,
	    .interpretation = ev->interpretation,
	    .ninterpretation = ev->ninterpretation,
	    .capacity = ev->capacity,
	    .links = ev->links,
	    .nlinks = ev->nlinks,
	    .identity = &ev->identity};
}

static struct said
said_of_session(struct arena *a, const struct session *se)
{
	return (struct said){.id = se->id,
	    .type = session_type_words[se->type],
	    .path = path_of_session(a, se),
	    .title = &se->title,
	    .subtitle = &se->subtitle,
	    .abstract = &se->abstract,
	    .status = session_status(se),
	    .format = session_format(se),
	    .slot = &se->slot,
	    .organisations = se->organisations,
	    .norganisations = se->norganisations,
	    .languages = se->languages,
	    .nlanguages = se->nlanguages,
	    .interpretation = se->interpretation,
	    .ninterpretation = se->ninterpretation,
	    .capacity = se->capacity,
	    .links = se->links,
	    .nlinks = se->nlinks,
	    .identity = &se->identity};
}

static void
put_row(struct row *r, const struct said *of)
{
	csv_text(r->csv, of->id);
	put_text(r, of->title);
	put_text(r, of->subtitle);
	csv_text(r->csv, status_words[of->status]);
	put_when(r, of->slot);
	put_moved(r);
	csv_text(r->csv, of->type);
	csv_text(r->csv, format_words[of->format]);
	put_places(r);
	put_people(r);
	put_organisations(r, of->organisations, of->norganisations);
	put_tags(r, of->languages, of->nlanguages);
	put_tags(r, of->interpretation, of->ninterpretation);
	if (of->capacity >= 0)
		csv_int(r->csv, of->capacity);
	else
		csv_empty(r->csv);
	put_links(r, of->links, of->nlinks);
	csv_text(r->csv, timetable_url(r->w, of->path));
	csv_text(r->csv, of->identity->uid != NULL ? of->identity->uid : "");
	csv_text(r->csv, text_get(of->abstract, r->w->lang, NULL));
	csv_end_row(r->csv);
}

void
sheet_csv(struct buf *out, const struct words *w, const struct event *ev)
{
	struct csv csv = csv_begin(out);
	struct row r = {.csv = &csv, .w = w, .event = ev};
	struct session_list l = query_sessions(w->arena, ev);
	struct said of;

	for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
		csv_text(&csv, columns[i]);
	csv_end_row(&csv);
	if (date_is_set(ev->slot.day)) {
		of = said_of_event(w->arena, ev);
		put_row(&r, &of);
	}
	for (size_t i = 0; i < l.n; i++) {
		r.session = l.items[i];
		of = said_of_session(w->arena, r.session);
		put_row(&r, &of);
	}
}
