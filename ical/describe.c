/* SPDX-License-Identifier: ISC */
/* The texts of an entry: summary, location, description. Plain text, not yet escaped. */
#include "ical/entry.h"

#include "core/location.h"
#include "core/page.h"
#include "core/path.h"

#include <string.h>

/* Of an abstract; Google cuts a description at 8,192 characters, and the facts come after it. */
enum { ABSTRACT_BYTES = 6000 };

static const char *
in_lang(const struct feed *f, const struct text *t)
{
	return text_get(t, f->w.lang, NULL);
}

/* ---- addresses ---- */

const char *
feed_url(struct feed *f, const char *path)
{
	size_t n = strlen(path);
	bool has_pages_below = n == 0 || path[n - 1] == '/';

	if (f->w.site->web == NULL)
		return arena_printf(f->w.arena, "gemini://%s/%s", f->w.site->host, path);
	return arena_printf(f->w.arena, "%s%s", f->w.site->web,
	    has_pages_below ? path : path_to_file(f->w.arena, path));
}

const char *
entry_url(struct feed *f, const struct entry *e)
{
	if (e->kind == ENTRY_SESSION)
		return feed_url(f, path_of_session(f->w.arena, e->se));
	return feed_url(f, path_of_event(f->w.arena, e->ev));
}

const char *
entry_join(const struct entry *e)
{
	const struct event *ev = e->ev;

	if (e->kind == ENTRY_SESSION && e->se->join != NULL)
		return e->se->join_visibility == VISIBILITY_PUBLIC ? e->se->join : NULL;
	return ev->join_visibility == VISIBILITY_PUBLIC ? ev->join : NULL;
}

bool
entry_is_online(const struct entry *e)
{
	return (e->kind == ENTRY_SESSION ? session_format(e->se) : e->ev->format) == FORMAT_ONLINE;
}

const struct venue *
entry_venue(const struct entry *e)
{
	return e->kind == ENTRY_SESSION ? session_venue(entry_placed(e)) : &e->ev->venue;
}

/* ---- summary ---- */

const char *
entry_summary(struct feed *f, const struct entry *e)
{
	struct buf *b = &f->scratch;
	const char *title = in_lang(f, e->kind == ENTRY_SESSION ? &e->se->title : &e->ev->title);

	buf_clear(b);
	if (e->kind == ENTRY_DEADLINE)
		buf_printf(b, "%s: ", words_get(&f->w, WORD_DEADLINE));
	buf_puts(b, *title != '\0' ? title : e->ev->id); /* calcurse ends at an empty one */
	/* Most readers show TENTATIVE like any other, and the time no longer holds. */
	if (entry_said_status(e) == STATUS_POSTPONED)
		buf_printf(b, " (%s)", words_get(&f->w, WORD_STATUS_POSTPONED));
	return buf_str(b);
}

const char *
entry_location(struct feed *f, const struct entry *e)
{
	const struct session *se = entry_placed(e);

	if (e->kind == ENTRY_DEADLINE)
		return "";
	return location_of(&f->w, se != NULL ? se->event : e->ev, se);
}

/* ---- description ---- */

/* An empty line before the next paragraph, none at the beginning. */
static void
add_break(struct buf *b)
{
	if (b->n > 0 && b->p[b->n - 1] != '\n')
		buf_putc(b, '\n');
	if (b->n > 1 && b->p[b->n - 2] != '\n')
		buf_putc(b, '\n');
}

static void
add_paragraph(struct buf *b, const char *s)
{
	if (*s == '\0')
		return;
	add_break(b);
	buf_puts(b, s);
	buf_putc(b, '\n');
}

static void
add_fact(struct feed *f, enum word label, const char *value)
{
	if (*value != '\0')
		buf_printf(&f->scratch, "%s: %s\n", words_get(&f->w, label), value);
}

/* Adds to a list on one line, which its first item begins and a line end closes. */
static void
add_item(struct feed *f, enum word label, bool first, const char *item)
{
	struct buf *b = &f->scratch;

	if (first)
		buf_printf(b, "%s: ", words_get(&f->w, label));
	else
		buf_puts(b, ", ");
	buf_puts(b, item);
}

static void
add_languages(struct feed *f, enum word label, const char *const *tags, size_t n)
{
	for (size_t i = 0; i < n; i++)
		add_item(f, label, i == 0, words_language(tags[i]));
	if (n > 0)
		buf_putc(&f->scratch, '\n');
}

/* "- Name, role, organisation", as they were at this event. */
static void
add_person(struct feed *f, const struct event *ev, const struct person *pe)
{
	struct buf *b = &f->scratch;
	const struct text *role = person_role(pe, ev), *organisation = person_organisation(pe, ev);

	buf_printf(b, "- %s", in_lang(f, &pe->name));
	if (text_is_set(role))
		buf_printf(b, ", %s", in_lang(f, role));
	if (text_is_set(organisation))
		buf_printf(b, ", %s", in_lang(f, organisation));
}

static void
add_appearances(struct feed *f, const struct session *se)
{
	struct buf *b = &f->scratch;
	bool any = false;

	for (size_t i = 0; i < se->npeople; i++) {
		const struct appearance *ap = &se->people[i];

		if (ap->person->visibility == VISIBILITY_PRIVATE)
			continue;
		if (!any)
			buf_printf(b, "%s:\n", words_get(&f->w, WORD_PEOPLE));
		any = true;
		add_person(f, se->event, ap->person);
		buf_printf(b, " (%s)\n", words_role(&f->w, ap->as));
	}
}

/* Of an event without sessions; otherwise these name who is on them. */
static void
add_attendees(struct feed *f, const struct event *ev)
{
	struct buf *b = &f->scratch;
	bool any = false;

	if (ev->nsessions > 0)
		return;
	for (size_t i = 0; i < ev->npeople; i++) {
		if (ev->people[i].person->visibility == VISIBILITY_PRIVATE)
			continue;
		if (!any)
			buf_printf(b, "%s:\n", words_get(&f->w, WORD_PEOPLE));
		any = true;
		add_person(f, ev, ev->people[i].person);
		buf_putc(b, '\n');
	}
}

static void
add_organisations(struct feed *f, enum word label, const struct organisation **orgs, size_t n)
{
	for (size_t i = 0; i < n; i++)
		add_item(f, label, i == 0, in_lang(f, &orgs[i]->name));
	if (n > 0)
		buf_putc(&f->scratch, '\n');
}

static void
add_links(struct feed *f, const struct link *links, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (links[i].visibility == VISIBILITY_PUBLIC)
			buf_printf(
			    &f->scratch, "%s: %s\n", words_link(&f->w, &links[i]), links[i].url);
}

/* "This session was moved. Before: Wed 14 June, 09:30–11:00, Europe/Berlin, UTC+2" */
static void
add_moved(struct feed *f, const struct session *se)
{
	const struct tz *zone = se->event->zone;
	const struct slot *was = &se->moved_from;
	const char *before;

	if (!date_is_set(was->day))
		return;
	before = words_slot_short(&f->w, zone, was);
	if (was->has_start)
		before =
		    arena_printf(f->w.arena, "%s, %s", before, words_zone(&f->w, zone, was->start));
	add_paragraph(&f->scratch, words_fill(&f->w, WORD_SESSION_MOVED, before, NULL));
}

static void
add_session(struct feed *f, const struct session *se)
{
	add_appearances(f, se);
	add_organisations(f, WORD_ORGANISATION, se->organisations, se->norganisations);
	for (size_t i = 0; i < se->ntracks; i++)
		add_item(f, WORD_TRACK, i == 0, in_lang(f, &se->tracks[i]->title));
	if (se->ntracks > 0)
		buf_putc(&f->scratch, '\n');
	add_languages(f, WORD_LANGUAGES, se->languages, se->nlanguages);
	add_languages(f, WORD_INTERPRETATION, se->interpretation, se->ninterpretation);
	add_links(f, se->links, se->nlinks);
}

static void
add_event(struct feed *f, const struct event *ev)
{
	add_attendees(f, ev);
	add_organisations(f, WORD_ORGANISERS, ev->organisations, ev->norganisations);
	add_languages(f, WORD_LANGUAGES, ev->languages, ev->nlanguages);
	add_languages(f, WORD_INTERPRETATION, ev->interpretation, ev->ninterpretation);
	add_links(f, ev->links, ev->nlinks);
}

static void
add_status(struct feed *f, const struct entry *e)
{
	static const enum word words[][2] = {
	    [STATUS_TENTATIVE] = {WORD_EVENT_TENTATIVE, WORD_SESSION_TENTATIVE},
	    [STATUS_POSTPONED] = {WORD_EVENT_POSTPONED, WORD_SESSION_POSTPONED},
	    [STATUS_CANCELLED] = {WORD_EVENT_CANCELLED, WORD_SESSION_CANCELLED},
	};
	enum status st = entry_said_status(e);

	if (st != STATUS_CONFIRMED)
		add_paragraph(
		    &f->scratch, words_get(&f->w, words[st][e->kind == ENTRY_SESSION ? 1 : 0]));
}

const char *
entry_description(struct feed *f, const struct entry *e)
{
	struct buf *b = &f->scratch;
	const struct session *se = e->se;
	const char *abstract = in_lang(f, se != NULL ? &se->abstract : &e->ev->abstract);
	const char *join = entry_join(e);

	buf_clear(b);
	add_status(f, e);
	if (se != NULL)
		add_moved(f, se);
	add_paragraph(b, in_lang(f, se != NULL ? &se->subtitle : &e->ev->subtitle));
	if (*abstract != '\0')
		add_paragraph(b, markdown_plain(f->w.arena, abstract, ABSTRACT_BYTES));
	add_break(b);
	if (e->kind == ENTRY_DEADLINE)
		add_fact(f, WORD_DEADLINE, words_deadline(&f->w, e->ev));
	if (se != NULL)
		add_session(f, se);
	else
		add_event(f, e->ev);
	if (join != NULL && e->kind != ENTRY_DEADLINE)
		add_fact(f, WORD_JOIN, join);
	add_break(b);
	if (se != NULL)
		buf_printf(b, "%s\n", in_lang(f, &e->ev->title));
	buf_puts(b, entry_url(f, e));
	return buf_str(b);
}
