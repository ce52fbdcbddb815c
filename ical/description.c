/* SPDX-License-Identifier: ISC */
/* The description of an entry. Each line is found once, and then written as plain text and as HTML
 * with the same content. */
#include "ical/entry.h"

#include "core/html_escape.h"
#include "core/page.h"
#include "core/path.h"
#include "core/public.h"

#include <string.h>

/* Of an abstract; Google cuts a description at 8,192 characters, and the facts come after it. */
enum { ABSTRACT_BYTES = 6000 };

/* The description being made. */
struct maker {
	struct feed *f;
	struct description d;
	bool begins; /* the next line begins a paragraph */
};

static const char *
in_lang(const struct maker *mk, const struct text *t)
{
	return text_get(t, mk->f->w.lang, NULL);
}

static const char *
word(const struct maker *mk, enum word k)
{
	return words_get(&mk->f->w, k);
}

/* ---- lines ---- */

static struct description_line *
add_line(struct maker *mk, const char *label, const char *text)
{
	struct description_line *l = arena_push(mk->f->w.arena, &mk->d.lines, &mk->d.n, sizeof *l);

	*l = (struct description_line){.label = label, .text = text, .begins = mk->begins};
	mk->begins = false;
	return l;
}

static void
add_paragraph(struct maker *mk, const char *s)
{
	if (*s == '\0')
		return;
	mk->begins = true;
	add_line(mk, NULL, s);
	mk->begins = true;
}

static void
add_link(struct maker *mk, const char *label, const char *url)
{
	add_line(mk, label, NULL)->url = url;
}

/* A line of many values, of which `item` gives one. */
static void
add_list(struct maker *mk, enum word label, const void *items, size_t n,
    const char *(*item)(const struct maker *mk, const void *items, size_t i))
{
	const char *list = "";

	for (size_t i = 0; i < n; i++)
		list = words_list(&mk->f->w, list, item(mk, items, i));
	if (n > 0)
		add_line(mk, word(mk, label), list);
}

static const char *
language(const struct maker *mk, const void *items, size_t i)
{
	(void)mk;
	return words_language(((const char *const *)items)[i]);
}

static const char *
organisation(const struct maker *mk, const void *items, size_t i)
{
	return in_lang(mk, &((const struct organisation *const *)items)[i]->name);
}

static const char *
track(const struct maker *mk, const void *items, size_t i)
{
	return in_lang(mk, &((struct track *const *)items)[i]->title);
}

/* ---- people ---- */

/* "Name, role, organisation (speaker)", as they were at this event. */
static void
add_person(struct maker *mk, const struct event *ev, const struct person *pe, const char *as)
{
	const struct text *role = person_role(pe, ev), *org = person_organisation(pe, ev);
	const struct words *w = &mk->f->w;
	const char *s = in_lang(mk, &pe->name);

	if (text_is_set(role))
		s = words_list(w, s, in_lang(mk, role));
	if (text_is_set(org))
		s = words_list(w, s, in_lang(mk, org));
	if (as != NULL)
		s = words_fill(w, WORD_WHO, s, as, NULL);
	add_line(mk, NULL, s)->is_item = true;
}

static void
add_appearances(struct maker *mk, const struct session *se)
{
	bool any = false;

	for (size_t i = 0; i < se->npeople; i++) {
		const struct appearance *ap = &se->people[i];

		if (!person_is_listed(ap->person))
			continue;
		if (!any)
			add_line(mk, word(mk, WORD_PEOPLE), NULL);
		any = true;
		add_person(mk, se->event, ap->person, words_role(&mk->f->w, ap->as));
	}
}

/* Of an event without sessions; otherwise these name who is on them. */
static void
add_attendees(struct maker *mk, const struct event *ev)
{
	bool any = false;

	for (size_t i = 0; i < ev->npeople && ev->nsessions == 0; i++) {
		if (!person_is_listed(ev->people[i].person))
			continue;
		if (!any)
			add_line(mk, word(mk, WORD_PEOPLE), NULL);
		any = true;
		add_person(mk, ev, ev->people[i].person, NULL);
	}
}

/* ---- all of it ---- */

static void
add_links(struct maker *mk, const struct link *links, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (links[i].visibility == VISIBILITY_PUBLIC)
			add_link(mk, words_link(&mk->f->w, &links[i]), links[i].url);
}

/* "This session was moved. Before: Wed 14 June, 09:30–11:00, Europe/Berlin, UTC+2" */
static void
add_moved(struct maker *mk, const struct session *se)
{
	const struct words *w = &mk->f->w;
	const struct tz *zone = se->event->zone;
	const struct slot *was = &se->moved_from;
	const char *before;

	if (!date_is_set(was->day))
		return;
	before = words_slot_short(w, zone, was);
	if (was->has_start)
		before = arena_printf(w->arena, "%s, %s", before, words_zone(w, zone, was->start));
	add_paragraph(mk, words_fill(w, WORD_SESSION_MOVED, before, NULL));
}

static void
add_status(struct maker *mk, const struct entry *e)
{
	static const enum word words[][2] = {
	    [STATUS_TENTATIVE] = {WORD_EVENT_TENTATIVE, WORD_SESSION_TENTATIVE},
	    [STATUS_POSTPONED] = {WORD_EVENT_POSTPONED, WORD_SESSION_POSTPONED},
	    [STATUS_CANCELLED] = {WORD_EVENT_CANCELLED, WORD_SESSION_CANCELLED},
	};
	enum status st = entry_said_status(e);

	if (st != STATUS_CONFIRMED)
		add_paragraph(mk, word(mk, words[st][e->kind == ENTRY_SESSION ? 1 : 0]));
}

/* Taken apart once for both forms. */
static void
add_abstract(struct maker *mk, const char *text)
{
	struct arena *a = mk->f->w.arena;
	struct buf *html = &mk->f->scratch;
	struct page p = {.arena = a};
	struct description_line *l;

	if (*text == '\0')
		return;
	buf_clear(html);
	page_markdown_html(&p, html, text, NULL, 2);
	mk->begins = true;
	l = add_line(mk, NULL, page_plain(a, &p, ABSTRACT_BYTES));
	if (!html->failed && html->n <= ALT_BYTES_MAX) {
		l->html = arena_strndup(a, buf_str(html), html->n);
		mk->d.has_abstract = true;
	}
	mk->begins = true;
}

static void
add_session(struct maker *mk, const struct session *se)
{
	add_appearances(mk, se);
	add_list(mk, WORD_ORGANISATION, se->organisations, se->norganisations, organisation);
	add_list(mk, WORD_TRACK, se->tracks, se->ntracks, track);
	add_list(mk, WORD_LANGUAGES, se->languages, se->nlanguages, language);
	add_list(mk, WORD_INTERPRETATION, se->interpretation, se->ninterpretation, language);
	add_links(mk, se->links, se->nlinks);
}

static void
add_event(struct maker *mk, const struct event *ev)
{
	add_attendees(mk, ev);
	add_list(mk, WORD_ORGANISERS, ev->organisations, ev->norganisations, organisation);
	add_list(mk, WORD_LANGUAGES, ev->languages, ev->nlanguages, language);
	add_list(mk, WORD_INTERPRETATION, ev->interpretation, ev->ninterpretation, language);
	add_links(mk, ev->links, ev->nlinks);
}

static void
add_joins(struct maker *mk, const struct entry *e)
{
	struct join_links links = entry_joins(mk->f, e);

	for (size_t i = 0; i < links.n; i++) {
		const struct room *room = links.n > 1 ? links.of[i].room : NULL;

		add_link(mk,
		    room == NULL
			? word(mk, WORD_JOIN)
			: text_line(mk->f->w.arena, text_get(&room->title, mk->f->w.lang, NULL)),
		    links.of[i].url);
	}
}

struct description
entry_describe(struct feed *f, const struct entry *e)
{
	struct maker mk = {.f = f};
	const struct session *se = e->se;

	add_status(&mk, e);
	if (se != NULL)
		add_moved(&mk, se);
	add_paragraph(&mk, in_lang(&mk, se != NULL ? &se->subtitle : &e->ev->subtitle));
	add_abstract(&mk, in_lang(&mk, se != NULL ? &se->abstract : &e->ev->abstract));
	if (e->kind == ENTRY_DEADLINE)
		add_line(&mk, word(&mk, WORD_DEADLINE), words_deadline(&f->w, e->ev));
	if (se != NULL)
		add_session(&mk, se);
	else
		add_event(&mk, e->ev);
	add_joins(&mk, e);
	mk.begins = true;
	if (se != NULL)
		add_line(&mk, NULL, in_lang(&mk, &e->ev->title));
	add_link(&mk, NULL, entry_page(f, e));
	return mk.d;
}

/* ---- in two forms ---- */

/* "label: value", "label:" or "value". */
static const char *
line_words(const struct words *w, const struct description_line *l)
{
	const char *value = l->text != NULL ? l->text : l->url, *s;
	size_t n;

	if (l->label == NULL)
		return value != NULL ? value : "";
	if (value != NULL)
		return words_fill(w, WORD_FACT, l->label, value, NULL);
	s = words_fill(w, WORD_FACT, l->label, "", NULL);
	for (n = strlen(s); n > 0 && s[n - 1] == ' '; n--)
		;
	return arena_strndup(w->arena, s, n);
}

const char *
description_plain(struct feed *f, const struct description *d)
{
	struct buf *b = &f->scratch;

	buf_clear(b);
	for (size_t i = 0; i < d->n; i++) {
		const struct description_line *l = &d->lines[i];

		if (i > 0)
			buf_puts(b, l->begins ? "\n\n" : "\n");
		if (l->is_item)
			buf_puts(b, "- ");
		buf_puts(b, line_words(&f->w, l));
	}
	return buf_str(b);
}

static void
put_link(struct buf *b, const char *text, const char *url)
{
	buf_puts(b, "<a href=\"");
	html_url(b, url);
	buf_puts(b, "\">");
	html_text(b, text);
	buf_puts(b, "</a>");
}

static void
put_line(struct buf *b, const struct words *w, const struct description_line *l)
{
	if (l->url != NULL && url_is_safe(l->url)) {
		put_link(b, l->label != NULL ? l->label : l->url, l->url);
		return;
	}
	html_text(b, line_words(w, l));
}

/* What is open between the lines. */
enum within { WITHIN_NOTHING, WITHIN_PARAGRAPH, WITHIN_LIST };

static const char *const closing[] = {
    [WITHIN_NOTHING] = "", [WITHIN_PARAGRAPH] = "</p>", [WITHIN_LIST] = "</ul>"};

/* Goes from what is open to what the line is in. */
static enum within
go_to(struct buf *b, enum within now, const struct description_line *l)
{
	enum within next = l->html != NULL ? WITHIN_NOTHING
			   : l->is_item    ? WITHIN_LIST
					   : WITHIN_PARAGRAPH;

	if (now == next && !l->begins) {
		if (next == WITHIN_PARAGRAPH)
			buf_puts(b, "<br>");
		return next;
	}
	buf_puts(b, closing[now]);
	buf_puts(b, next == WITHIN_LIST ? "<ul>" : next == WITHIN_PARAGRAPH ? "<p>" : "");
	return next;
}

const char *
description_html(struct feed *f, const struct description *d)
{
	struct buf *b = &f->scratch;
	enum within now = WITHIN_NOTHING;

	buf_clear(b);
	if (!d->has_abstract)
		return "";
	buf_puts(b, "<!DOCTYPE HTML><html");
	html_lang(b, f->w.lang, NULL);
	buf_puts(b, "><body>");
	for (size_t i = 0; i < d->n; i++) {
		const struct description_line *l = &d->lines[i];

		now = go_to(b, now, l);
		if (l->html != NULL) {
			buf_puts(b, l->html);
		} else if (l->is_item) {
			buf_puts(b, "<li>");
			put_line(b, &f->w, l);
			buf_puts(b, "</li>");
		} else {
			put_line(b, &f->w, l);
		}
	}
	buf_puts(b, closing[now]);
	buf_puts(b, "</body></html>");
	return b->failed || b->n > ALT_BYTES_MAX ? "" : buf_str(b);
}
