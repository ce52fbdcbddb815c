/* SPDX-License-Identifier: ISC */
#include "core/change_fold.h"

#include "core/change_private.h"

#include <stdlib.h>
#include <string.h>

enum { WITHOUT_SIDES = CHANGE_PEOPLE | CHANGE_TRACK | CHANGE_TEXT | CHANGE_LINKS };
enum { GONE = CHANGE_REMOVED | CHANGE_WITHDRAWN };

/* All changes of one entry: a stretch of pointers, the newest first. */
struct chain {
	const struct change *const *items;
	size_t n;
	const struct change *first, *last; /* the oldest and the newest */
};

/* ---- parts of the net ---- */

static bool
rooms_eq(const struct text *a, size_t na, const struct text *b, size_t nb)
{
	if (na != nb)
		return false;
	for (size_t i = 0; i < na; i++)
		if (!text_eq(&a[i], &b[i]))
			return false;
	return true;
}

static bool
is_other_time(const struct change *c)
{
	if (c->entry == ENTRY_DEADLINE)
		return c->old_deadline != c->deadline || !date_eq(c->old_slot.day, c->slot.day) ||
		       c->old_slot.start != c->slot.start || !zone_eq(c->old_zone, c->zone);
	if (!slot_eq(&c->old_slot, &c->slot))
		return true;
	if (c->entry == ENTRY_EVENT)
		return !span_eq(&c->old_dates, &c->dates) || !zone_eq(c->old_zone, c->zone);
	return c->slot.has_start && !zone_eq(c->old_zone, c->zone);
}

/* Whether it is elsewhere in the end: there are other rooms, or something changed in its place that
 * the rooms do not tell. */
static bool
is_other_place(const struct chain *ch, const struct change *net)
{
	bool same = rooms_eq(net->rooms, net->nrooms, net->old_rooms, net->nold_rooms);
	bool changed = false;

	for (size_t i = 0; i < ch->n; i++) {
		const struct change *c = ch->items[i];

		if ((c->what & (CHANGE_PLACE | CHANGE_NEW)) == 0)
			continue;
		if ((c->what & CHANGE_PLACE) != 0 &&
		    rooms_eq(c->rooms, c->nrooms, c->old_rooms, c->nold_rooms))
			return true;
		changed = true;
	}
	return changed && !same;
}

static bool
is_in(const char *const *names, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

/* Whether the oldest change that names a link says that it came, or (`came` false) that it went. */
static bool
began_with(const struct chain *ch, const char *name, bool came)
{
	for (size_t i = ch->n; i > 0; i--) {
		const struct change *c = ch->items[i - 1];

		if (is_in(c->links, c->nlinks, name))
			return came;
		if (is_in(c->old_links, c->nold_links, name))
			return !came;
	}
	return false;
}

/* The links that came and are there: their newest change and their oldest say so alike. */
static void
fold_links(struct arena *a, const struct chain *ch, bool came, const char ***out, size_t *n)
{
	*out = NULL;
	*n = 0;
	for (size_t i = 0; i < ch->n; i++) {
		const struct change *c = ch->items[i];
		const char **names = came ? c->links : c->old_links;
		size_t nnames = came ? c->nlinks : c->nold_links;

		for (size_t k = 0; k < nnames; k++) {
			struct chain newer = {ch->items, i, NULL, NULL};

			if (!began_with(&newer, names[k], true) &&
			    !began_with(&newer, names[k], false) && began_with(ch, names[k], came))
				*(const char **)arena_push(a, out, n, sizeof **out) = names[k];
		}
	}
}

/* ---- the net of an entry ---- */

/* What was there before is as the oldest change says. */
static void
take_old_side(struct change *net, const struct change *first)
{
	net->old_event_id = first->old_event_id;
	net->old_session_id = first->old_session_id;
	net->old_title = first->old_title;
	net->old_event_title = first->old_event_title;
	net->old_zone = first->old_zone;
	net->old_slot = first->old_slot;
	net->old_dates = first->old_dates;
	net->old_deadline = first->old_deadline;
	net->old_status = first->old_status;
	net->old_rooms = first->old_rooms;
	net->nold_rooms = first->nold_rooms;
}

static unsigned
all_of(const struct chain *ch)
{
	unsigned what = 0;

	for (size_t i = 0; i < ch->n; i++)
		what |= ch->items[i]->what;
	return what;
}

static bool
id_eq(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* Of an entry that is there before and after. */
static unsigned
net_of_both(const struct chain *ch, const struct change *net)
{
	unsigned all = all_of(ch), what = all & WITHOUT_SIDES;
	bool other_event = !id_eq(net->old_event_id, net->event_id);

	what |= status_change(net->old_status, net->status);
	if (!text_eq(&net->old_title, &net->title))
		what |= CHANGE_TITLE;
	if (is_other_time(net))
		what |= CHANGE_TIME;
	if (is_other_place(ch, net))
		what |= CHANGE_PLACE;
	if (other_event)
		what |= all & CHANGE_EVENT;
	if (other_event || !id_eq(net->old_session_id, net->session_id))
		what |= all & CHANGE_RENAMED;
	return what;
}

static struct change
fold_chain(struct arena *a, const struct chain *ch)
{
	bool was = (ch->first->what & CHANGE_NEW) == 0, is = (ch->last->what & GONE) == 0;
	struct change net = *ch->last;

	net.details = NULL;
	net.ndetails = 0;
	if (ch->n == 1)
		return net;
	net.links = net.old_links = NULL;
	net.nlinks = net.nold_links = 0;
	if (was)
		take_old_side(&net, ch->first);
	else
		take_old_side(&net, &(struct change){.old_title = net.title});
	if (!was || !is) {
		net.what = was ? ch->last->what : is ? CHANGE_NEW : 0;
		net.title = is ? net.title : net.old_title;
		return net;
	}
	fold_links(a, ch, true, &net.links, &net.nlinks);
	fold_links(a, ch, false, &net.old_links, &net.nold_links);
	net.what = net_of_both(ch, &net);
	return net;
}

/* ---- all of them ---- */

static int
cmp_entry(const struct change *a, const struct change *b)
{
	int c = strcmp(a->event_id, b->event_id);

	if (c == 0)
		c = (int)a->entry - (int)b->entry;
	return c != 0 || a->entry != ENTRY_SESSION ? c : strcmp(a->session_id, b->session_id);
}

/* By entry, then from the newest to the oldest, which is how they stand in their array. */
static int
cmp_chain(const void *a, const void *b)
{
	const struct change *x = *(const struct change *const *)a;
	const struct change *y = *(const struct change *const *)b;
	int c = cmp_entry(x, y);

	return c != 0 ? c : (x > y) - (x < y);
}

/* By where an entry's newest change stands. */
static int
cmp_place(const void *a, const void *b)
{
	const struct chain *x = a, *y = b;

	return (x->last > y->last) - (x->last < y->last);
}

static struct chain *
chains_of(struct arena *a, const struct change **sorted, size_t n, size_t *nchains)
{
	struct chain *chains = NULL;

	*nchains = 0;
	for (size_t from = 0, to; from < n; from = to) {
		to = from + 1;
		/* What was private in between was not there for who reads this. */
		while (to < n && cmp_entry(sorted[from], sorted[to]) == 0 &&
		       (sorted[to]->what & CHANGE_WITHDRAWN) == 0)
			to++;
		*(struct chain *)arena_push(a, &chains, nchains, sizeof *chains) =
		    (struct chain){sorted + from, to - from, sorted[to - 1], sorted[from]};
		while (to < n && cmp_entry(sorted[from], sorted[to]) == 0)
			to++;
	}
	return chains;
}

struct changes
changes_fold(struct arena *a, const struct change *items, size_t n)
{
	const struct change **sorted = arena_array(a, n + 1, sizeof(const struct change *));
	struct changes net = {.items = NULL};
	struct chain *chains;
	size_t nchains;

	for (size_t i = 0; i < n; i++)
		sorted[i] = &items[i];
	if (n > 0)
		qsort(sorted, n, sizeof(const struct change *), cmp_chain);
	chains = chains_of(a, sorted, n, &nchains);
	if (nchains > 0)
		qsort(chains, nchains, sizeof *chains, cmp_place);
	for (size_t i = 0; i < nchains; i++) {
		struct change c = fold_chain(a, &chains[i]);

		if (c.what != 0)
			*(struct change *)arena_push(a, &net.items, &net.n, sizeof c) = c;
	}
	return net;
}

int
change_gravity(const struct change *c)
{
	return (int)change_deed(c);
}
