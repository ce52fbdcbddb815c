/* SPDX-License-Identifier: ISC */
/* What pages say of sessions that repeat. */
#include "core/pages_build.h"
#include "core/public.h"
#include "core/repeat.h"

#include <string.h>

enum { DATES_MAX = 24 }; /* listed on the page of each; of more, the one before and the one after */

/* The times that are listed, and `also` if it is not. */
static struct session_list
times_of(
    struct maker *mk, const struct event *ev, const struct repeat *r, const struct session *also)
{
	struct session_list all = repeat_sessions(mk->a, ev, r), l = {0};

	for (size_t i = 0; i < all.n; i++)
		if (all.items[i] == also || session_is_listed(all.items[i]))
			session_list_add(mk->a, &l, all.items[i]);
	return l;
}

static size_t
count_held(const struct session_list *l)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++)
		n += !l->items[i]->identity.gone;
	return n;
}

/* "date 3 of 6"; "" of one that is gone. */
static const char *
which_of(struct maker *mk, const struct session *se, const struct session_list *l)
{
	size_t n = 0;

	if (se->identity.gone)
		return "";
	for (size_t i = 0; i < l->n; i++) {
		n += !l->items[i]->identity.gone;
		if (l->items[i] == se)
			break;
	}
	return words_fill(&mk->w, WORD_DATE_OF, arena_printf(mk->a, "%zu", n),
	    arena_printf(mk->a, "%zu", count_held(l)), NULL);
}

void
make_repeat(struct maker *mk, const struct session *se)
{
	struct session_list l;
	const char *s;

	if (se->repeat == NULL)
		return;
	l = times_of(mk, se->event, se->repeat, se);
	s = repeat_words(&mk->w, se->repeat);
	make_join(mk, &s, which_of(mk, se, &l));
	make_fact(mk, WORD_REPEATS, s);
}

/* "Tuesday 10 June 2031: Special, cancelled" */
static const char *
date_words(struct maker *mk, const struct session *se, const struct session *of)
{
	const char *s = words_date_full(&mk->w, se->slot.day);
	enum status st = session_status(se);

	if (!text_eq(&se->title, &of->title))
		s = words_fill(&mk->w, WORD_EVENT_THEN, s, make_line(mk, &se->title), NULL);
	if (st == STATUS_CANCELLED || st == STATUS_POSTPONED)
		make_join(mk, &s,
		    make_word(mk,
			st == STATUS_CANCELLED ? WORD_STATUS_CANCELLED : WORD_STATUS_POSTPONED));
	return s;
}

static void
put_date(struct maker *mk, const struct session *se, const struct session *of)
{
	page_link(mk->page, date_words(mk, se, of), target_page(path_of_session(mk->a, se)), "day");
}

void
make_repeat_dates(struct maker *mk, const struct session *se)
{
	struct session_list l = {0};
	size_t at = 0;

	if (se->repeat != NULL)
		l = times_of(mk, se->event, se->repeat, se);
	if (l.n < 2)
		return;
	make_heading(mk, 2, make_word(mk, WORD_ALL_DATES), "dates");
	while (l.items[at] != se)
		at++;
	for (size_t i = 0; i < l.n; i++)
		if (i != at && (l.n <= DATES_MAX || i + 1 == at || i == at + 1))
			put_date(mk, l.items[i], se);
	if (l.n > DATES_MAX)
		make_nav(mk, make_line(mk, &se->event->title), path_of_event(mk->a, se->event));
}

static bool
is_among(const struct repeat *const *seen, size_t n, const struct repeat *r)
{
	for (size_t i = 0; i < n; i++)
		if (seen[i] == r)
			return true;
	return false;
}

/* One with the title that the others have: the first that has the same as the next one. */
static const struct session *
usual(const struct session_list *l)
{
	for (size_t i = 1; i < l->n; i++)
		if (text_eq(&l->items[i - 1]->title, &l->items[i]->title))
			return l->items[i];
	return l->items[0];
}

/* "Weekly call: every week on Tuesday, 6 dates" */
static void
put_event_repeat(struct maker *mk, const struct session *se, const struct session_list *l)
{
	size_t n = count_held(l);
	const char *s = repeat_words(&mk->w, se->repeat);
	const char *count = words_count(&mk->w, WORD_DATE_COUNT, (int64_t)n);

	make_join(mk, &s, count);
	if (!se->event->is_repeated)
		s = words_fill(&mk->w, WORD_EVENT_THEN, make_line(mk, &se->title), s, NULL);
	if (n > 0)
		make_fact(mk, WORD_REPEATS, s);
}

void
make_event_repeats(struct maker *mk, const struct event *ev)
{
	const struct repeat **seen = NULL;
	size_t n = 0;

	for (size_t i = 0; i < ev->nsessions; i++) {
		const struct session *se = ev->sessions[i];
		struct session_list l;

		if (se->repeat == NULL || is_among(seen, n, se->repeat))
			continue;
		*(const struct repeat **)arena_push(mk->a, &seen, &n, sizeof *seen) = se->repeat;
		l = times_of(mk, ev, se->repeat, NULL);
		if (l.n > 0)
			put_event_repeat(mk, usual(&l), &l);
	}
}
