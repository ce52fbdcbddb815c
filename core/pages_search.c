/* SPDX-License-Identifier: ISC */
/* What was found by words, and how to search. */
#include "core/pages_build.h"
#include "core/search.h"
#include "core/uri.h"
#include "core/utf8.h"

#include <stdlib.h>
#include <string.h>

enum {
	SHOWN_MAX = 100, /* lines of one page of results */
	TYPED_MAX = 120, /* bytes of what was typed that are shown */
	URL_MAX = 4096
};

/* What was typed, on one line and not for ever. */
static const char *
shown(struct arena *a, const char *typed)
{
	struct buf b;
	const char *s;
	size_t n = strlen(typed);

	buf_init(&b, TYPED_MAX + 8);
	for (size_t i = 0, len; i < n && b.n < TYPED_MAX; i += len) {
		uint32_t cp;

		len = utf8_decode(typed + i, n - i, &cp);
		if (len == 0)
			break;
		if (utf8_is_control(cp))
			buf_putc(&b, ' ');
		else
			buf_put(&b, typed + i, len);
		if (b.n >= TYPED_MAX && i + len < n)
			buf_puts(&b, "\xe2\x80\xa6");
	}
	s = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return s;
}

/* The address of a search for words; "": of the question. */
static struct target
target_search(const struct maker *mk, const struct event *ev, const char *words)
{
	const char *path = path_of_place(mk->a, mk->site,
	    &(struct place_in_site){
		.kind = ev == NULL ? PATH_SEARCH : PATH_EVENT_SEARCH, .event = ev});
	struct target t;
	struct buf b;

	buf_init(&b, URL_MAX);
	uri_put_path(&b, words);
	t = target_page(*words == '\0' ? path : arena_printf(mk->a, "%s?%s", path, buf_str(&b)));
	buf_free(&b);
	return t;
}

void
make_search_link(struct maker *mk, const struct event *ev)
{
	enum word label = ev == NULL ? WORD_SEARCH : WORD_SEARCH_HERE;

	if (mk->view->live && (ev == NULL || ev->nsessions > 0))
		page_link(mk->page, make_word(mk, label), target_search(mk, ev, ""), "search");
}

/* ---- in their order ---- */

/* Something found: what is ahead by time, then what has none, then what is over, newest first. */
struct hit {
	const void *is;
	enum { HIT_AHEAD, HIT_UNSCHEDULED, HIT_PAST } when;
	int32_t day;
	const struct event *event;
	const struct session *session; /* NULL: the event itself */
};

static int
compare_hits(const void *va, const void *vb)
{
	const struct hit *a = va, *b = vb;
	int c = (int)a->when - (int)b->when;

	if (c == 0)
		c = (a->day > b->day) - (a->day < b->day);
	if (c != 0)
		return a->when == HIT_PAST && b->when == HIT_PAST ? -c : c;
	c = strcmp(a->event->id, b->event->id);
	if (c != 0 || a->session == NULL)
		return c;
	return session_cmp(a->session, b->session);
}

static struct hit
session_hit(const struct maker *mk, struct session *se)
{
	struct date today = zone_civil(se->event->zone, mk->view->now).date, day = se->slot.day;
	struct hit h = {.is = se, .event = se->event, .session = se, .when = HIT_UNSCHEDULED};

	if (!date_is_set(day))
		return h;
	h.day = date_to_days(day);
	h.when = date_cmp(day, today) < 0 ? HIT_PAST : HIT_AHEAD;
	return h;
}

static struct hit
event_hit(const struct maker *mk, struct event *ev)
{
	struct span when = event_when(ev);
	struct hit h = {.is = ev, .event = ev, .when = HIT_UNSCHEDULED};

	if (when.precision == PRECISION_NONE)
		return h;
	h.day = date_to_days(when.first);
	h.when = event_is_over(ev, mk->view->now) ? HIT_PAST : HIT_AHEAD;
	return h;
}

static struct event_list
events_in_order(const struct maker *mk, const struct event_list *l)
{
	struct event_list out = {arena_array(mk->a, l->n, sizeof *out.items), l->n};
	struct hit *hits = arena_array(mk->a, l->n, sizeof *hits);

	for (size_t i = 0; i < l->n; i++)
		hits[i] = event_hit(mk, l->items[i]);
	if (l->n > 1)
		qsort(hits, l->n, sizeof *hits, compare_hits);
	for (size_t i = 0; i < l->n; i++)
		out.items[i] = (struct event *)hits[i].is;
	return out;
}

/* ---- the page ---- */

struct results {
	const struct found *found;
	const struct event *within; /* NULL: the site */
	size_t left;                /* lines that may still be shown */
};

static void
put_events(struct maker *mk, struct results *r)
{
	struct event_list l = events_in_order(mk, &r->found->events);

	if (l.n > 0)
		make_heading(mk, 2, make_word(mk, WORD_EVENTS), "events");
	for (size_t i = 0; i < l.n && r->left > 0; i++, r->left--)
		make_event_line(mk, l.items[i]);
}

struct named {
	const char *name;
	const struct person *person;
};

static int
compare_named(const void *a, const void *b)
{
	const struct named *na = a, *nb = b;
	int c = strcmp(na->name, nb->name);

	return c != 0 ? c : strcmp(na->person->id, nb->person->id);
}

static void
put_people(struct maker *mk, struct results *r)
{
	const struct person_list *l = &r->found->people;
	struct named *named = arena_array(mk->a, l->n, sizeof *named);

	if (l->n > 0)
		make_heading(mk, 2, make_word(mk, WORD_PEOPLE), "people");
	for (size_t i = 0; i < l->n; i++)
		named[i] =
		    (struct named){make_person_line(mk, l->items[i], r->within), l->items[i]};
	if (l->n > 1)
		qsort(named, l->n, sizeof *named, compare_named);
	for (size_t i = 0; i < l->n && r->left > 0; i++, r->left--)
		page_link(mk->page, named[i].name,
		    target_page(path_of_person(mk->a, named[i].person)), "person");
}

static void
head_day(struct maker *mk, const struct results *r, const struct session_list *day)
{
	const struct session *se = day->items[0];
	const char *zone = make_zone_of(mk, se->event, day), *head;

	head = date_is_set(se->slot.day) ? words_date_full(&mk->w, se->slot.day)
					 : make_word(mk, WORD_NOT_SCHEDULED);
	if (*zone != '\0')
		head = words_fill(&mk->w, WORD_IN_ZONE, head, zone, NULL);
	page_heading(mk->page, 3, r->within != NULL ? head : make_of_event(mk, head, se->event));
}

static void
put_sessions(struct maker *mk, struct results *r)
{
	const struct session_list *l = &r->found->sessions;
	struct hit *hits = arena_array(mk->a, l->n, sizeof *hits);

	for (size_t i = 0; i < l->n; i++)
		hits[i] = session_hit(mk, l->items[i]);
	if (l->n > 1)
		qsort(hits, l->n, sizeof *hits, compare_hits);
	for (size_t i = 0; i < l->n && r->left > 0;) {
		const struct hit *h = &hits[i];
		struct session_list day = {.n = 0};

		if (i == 0 || (h->when == HIT_PAST && hits[i - 1].when != HIT_PAST))
			make_heading(mk, 2,
			    make_word(mk, h->when == HIT_PAST ? WORD_SESSIONS_PAST : WORD_SESSIONS),
			    h->when == HIT_PAST ? "past" : "sessions");
		for (; i < l->n && r->left > 0 && hits[i].when == h->when &&
		       hits[i].day == h->day && hits[i].event == h->event;
		     i++, r->left--)
			session_list_add(mk->a, &day, (struct session *)hits[i].is);
		head_day(mk, r, &day);
		make_slots(mk, &day, 0);
	}
}

static void
put_number(struct maker *mk, size_t n)
{
	page_para(mk->page, words_fill(&mk->w, WORD_FOUND, arena_printf(mk->a, "%zu", n), NULL));
	if (n > SHOWN_MAX)
		page_para(mk->page, words_fill(&mk->w, WORD_FOUND_TOO_MANY,
					arena_printf(mk->a, "%d", SHOWN_MAX), NULL));
}

static void
put_nothing(struct maker *mk, const struct results *r)
{
	const char *meant = r->found->meant;

	page_para(mk->page, make_word(mk, WORD_FOUND_NOTHING));
	if (meant != NULL)
		page_link(mk->page, words_fill(&mk->w, WORD_FOUND_MEANT, meant, NULL),
		    target_search(mk, r->within, meant), "search");
	page_para(mk->page, make_word(mk, WORD_SEARCH_HOW));
}

void
make_search(struct maker *mk, const struct event *ev)
{
	const struct found *f = mk->view->found;
	struct results r = {f, ev, SHOWN_MAX};
	size_t n;

	if (f == NULL)
		return;
	n = f->events.n + f->people.n + f->sessions.n;
	if (ev != NULL)
		make_event_crumbs(mk, ev);
	else
		make_crumb(mk, make_word(mk, WORD_HOME), "");
	mk->page->title = words_fill(&mk->w, WORD_SEARCH_FOR, shown(mk->a, f->typed), NULL);
	if (n == 0) {
		put_nothing(mk, &r);
	} else {
		put_number(mk, n);
		put_events(mk, &r);
		put_people(mk, &r);
		put_sessions(mk, &r);
	}
	make_heading(mk, 2, make_word(mk, WORD_SEARCH), "search");
	page_link(mk->page, make_word(mk, WORD_SEARCH_AGAIN), target_search(mk, ev, ""), "search");
	if (ev != NULL)
		page_link(mk->page, make_word(mk, WORD_SEARCH_ALL),
		    target_search(mk, NULL, f->typed), "search");
}

void
search_prompt(struct buf *out, const struct site *s, const char *lang, const struct event *within)
{
	struct words w = {s, lang, arena_new(URL_MAX)};

	if (w.arena == NULL || setjmp(*arena_landing(w.arena)) != 0 || within == NULL)
		buf_puts(out, words_get(&(struct words){s, lang, NULL}, WORD_SEARCH_PROMPT));
	else
		buf_puts(out, words_fill(&w, WORD_SEARCH_PROMPT_IN,
				  text_line(w.arena, text_get(&within->title, lang, NULL)), NULL));
	arena_free(w.arena);
}
