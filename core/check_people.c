/* SPDX-License-Identifier: ISC */
/* What is hard on people: three sessions in a row, and the way between them. */
#include "core/check_private.h"

#include <stdlib.h>
#include <string.h>

enum {
	ROW_LENGTH = 3,    /* sessions */
	ROW_GAP = 15 * 60, /* seconds; with so much between them they are in no row */
	ROW_MIN = 90 * 60  /* seconds from its beginning to its end; less is easily done */
};

/* Someone on a session. */
struct turn {
	const struct person *person;
	const struct session *session;
	enum role as;
};

struct turns {
	struct turn *items;
	size_t n;
	const char *lang;
	struct findings *f;
};

/* Sessions of one person, each beginning soon after the one before it has ended. */
struct row {
	const struct turn *first, *third, *last;
	size_t n;
};

static void
add_turns(struct turns *p, const struct event *ev)
{
	for (size_t i = 0; i < ev->nsessions; i++) {
		const struct session *se = ev->sessions[i];

		if (ev->zone == NULL || !slot_takes_time(&se->slot, session_status(se)) ||
		    !se->slot.has_end)
			continue;
		for (size_t j = 0; j < se->npeople; j++)
			*(struct turn *)arena_push(
			    p->f->arena, &p->items, &p->n, sizeof *p->items) =
			    (struct turn){se->people[j].person, se, se->people[j].as};
	}
}

static int
turn_cmp(const void *pa, const void *pb)
{
	const struct turn *a = pa, *b = pb;
	int c = strcmp(a->person->id, b->person->id);

	if (c == 0)
		c = (a->session->slot.start > b->session->slot.start) -
		    (a->session->slot.start < b->session->slot.start);
	return c != 0 ? c : place_cmp(&a->session->at, &b->session->at);
}

/* Whether someone stands before people there: an interpreter is relieved, an organiser comes and
 * goes. */
static bool
is_strain(const struct turn *p)
{
	return (p->as == ROLE_SPEAKER || p->as == ROLE_MODERATOR || p->as == ROLE_HOST) &&
	       p->session->type != TYPE_BREAK && p->session->type != TYPE_SOCIAL;
}

static void
row_tell(const struct turns *p, struct row *row)
{
	const struct session *first = row->first->session, *last = row->last->session;
	const struct person *pe = row->first->person;
	struct findings *f = p->f;

	if (row->n < ROW_LENGTH || last->slot.end - first->slot.start < ROW_MIN)
		return;
	finding_about(f, first->at);
	finding_about(f, last->at);
	finding_about(f, pe->at);
	finding_add(f, RULE_THREE_IN_A_ROW, row->third->session->at,
	    "give them a break, or share the work",
	    "%s is on %zu sessions in a row, from '%s' at %s to '%s' until %s",
	    finding_quote(f, text_get(&pe->name, p->lang, NULL)), row->n,
	    check_session_words(f, first, p->lang),
	    check_time_words(f, first->event->zone, first->slot.start),
	    check_session_words(f, last, p->lang),
	    check_time_words(f, last->event->zone, last->slot.end));
}

/* Tells of a row that has come to its end. */
static void
row_end(const struct turns *p, struct row *row)
{
	if (row->n > 0)
		row_tell(p, row);
	*row = (struct row){0};
}

static void
row_add(const struct turns *p, struct row *row, const struct turn *turn)
{
	int64_t gap;

	if (row->n > 0 && row->last->person != turn->person)
		row_end(p, row);
	if (row->n > 0) {
		gap = turn->session->slot.start - row->last->session->slot.end;
		if (gap < 0)
			return; /* the same in another role, or in two places at a time */
		if (gap >= ROW_GAP)
			row_end(p, row);
	}
	if (row->n == 0)
		row->first = turn;
	row->last = turn;
	if (++row->n == ROW_LENGTH)
		row->third = turn;
}

void
check_people(const struct site *s, struct findings *f, struct walks *walks)
{
	struct turns p = {.lang = site_language(s), .f = f};
	struct row row = {0};

	for (size_t i = 0; i < s->nevents; i++)
		add_turns(&p, s->events[i]);
	if (p.n > 0)
		qsort(p.items, p.n, sizeof *p.items, turn_cmp);
	for (size_t i = 0; i < p.n; i++) {
		if (is_strain(&p.items[i]))
			row_add(&p, &row, &p.items[i]);
		if (i > 0 && p.items[i - 1].person == p.items[i].person)
			walks_add(walks, f, p.items[i - 1].session, p.items[i].session,
			    text_get(&p.items[i].person->name, p.lang, NULL));
	}
	row_end(&p, &row);
}
