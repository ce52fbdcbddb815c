/* SPDX-License-Identifier: ISC */
/* What changed: revision by revision, and between any two. */
#include "core/change_fold.h"
#include "core/news.h"
#include "core/pages_build.h"

enum {
	SINCE_SHOWN = 5 /* of the revisions shown, to which a page of changes offers a comparison */
};

/* Where more about it can be read; TARGET_NONE when it is gone. */
static struct target
target_of(const struct maker *mk, const struct change *c)
{
	const struct event *ev = site_find_event(mk->site, c->event_id);
	const struct session *se =
	    ev != NULL && c->entry == ENTRY_SESSION ? event_find_session(ev, c->session_id) : NULL;

	if (se != NULL && !se->identity.withdrawn)
		return target_page(path_of_session(mk->a, se));
	if (ev != NULL && !ev->identity.withdrawn)
		return target_page(path_of_event(mk->a, ev));
	return (struct target){.kind = TARGET_NONE};
}

static void
put_line(struct maker *mk, const char *s, struct target to)
{
	if (s == NULL)
		return;
	if (to.kind != TARGET_NONE)
		page_link(mk->page, s, to, "change");
	else
		page_run(mk->page, page_block(mk->page, BLOCK_ITEM), RUN_PLAIN, s, to);
}

static void
put_changes(struct maker *mk, struct told_changes told, const struct event *ev)
{
	news_sort(&told);
	for (size_t i = 0; i < told.n; i++) {
		struct news_lines said =
		    news_say(&mk->w, told.items[i], ev == NULL, mk->view->zone);
		struct target to = target_of(mk, told.items[i]);

		put_line(mk, said.change, to);
		put_line(mk, said.links, to);
	}
}

static void
begin(struct maker *mk, const struct event *ev, const char *title)
{
	if (ev != NULL)
		make_event_crumbs(mk, ev);
	else
		make_crumb(mk, make_word(mk, WORD_HOME), "");
	mk->page->title = ev != NULL ? make_of_event(mk, title, ev) : title;
}

static const char *
number(const struct maker *mk, int n)
{
	return arena_printf(mk->a, "%d", n);
}

static const char *
path_between(const struct maker *mk, const struct event *ev, int from, int to)
{
	const struct place_in_site at = {.kind = ev == NULL ? PATH_CHANGES : PATH_EVENT_CHANGES,
	    .event = ev,
	    .from = from,
	    .to = to};

	return path_of_place(mk->a, mk->site, &at);
}

static bool
is_published(const struct site *s)
{
	return s->revision > 0 && s->moments != NULL;
}

/* ---- revision by revision ---- */

static void
put_heading(struct maker *mk, const struct change *c)
{
	const char *n = number(mk, c->revision);

	if (c->revision == 0)
		page_heading(mk->page, 2, make_word(mk, WORD_UNPUBLISHED));
	else
		make_heading(mk, 2,
		    words_fill(&mk->w, WORD_PUBLISHED, n, words_moment(&mk->w, c->moment), NULL),
		    arena_printf(mk->a, "revision-%s", n));
}

/* What one may compare with today, by the revisions that are on the page: each as it was before.
 * Only the capsule can make such a page. */
static void
put_comparisons(struct maker *mk, const struct event *ev, const int *shown, size_t n)
{
	const struct site *s = mk->site;
	const struct place_in_site choose = {
	    .kind = ev == NULL ? PATH_CHANGES_SINCE : PATH_EVENT_CHANGES_SINCE, .event = ev};

	if (!mk->view->live || !is_published(s) || s->revision < 2)
		return;
	page_heading(mk->page, 2, make_word(mk, WORD_COMPARE));
	for (size_t i = 0; i < n && i < SINCE_SHOWN; i++) {
		int since = shown[i] - 1;

		if (since < 1)
			continue;
		make_nav(mk,
		    words_fill(&mk->w, WORD_CHANGES_SINCE, number(mk, since),
			words_moment(&mk->w, s->moments[since]), NULL),
		    path_between(mk, ev, since, s->revision));
	}
	make_nav(mk, make_word(mk, WORD_COMPARE_ANY), path_of_place(mk->a, s, &choose));
}

void
make_changes(struct maker *mk, const struct event *ev)
{
	const struct site *s = mk->site;
	int shown[CHANGES_SHOWN];
	size_t n = 0, lines = 0;

	begin(mk, ev, make_word(mk, WORD_CHANGES));
	for (size_t from = 0, to; from < s->nchanges && lines < CHANGES_LINES && n < CHANGES_SHOWN;
	     from = to) {
		struct told_changes told;

		for (to = from; to < s->nchanges; to++)
			if (s->changes[to].revision != s->changes[from].revision)
				break;
		told = news_told(mk->a, s, &s->changes[from], to - from, ev);
		if (told.n == 0)
			continue;
		lines += told.n;
		shown[n++] = s->changes[from].revision;
		put_heading(mk, told.items[0]);
		put_changes(mk, told, ev);
	}
	if (n == 0)
		page_para(mk->page, make_word(mk, WORD_NO_CHANGES));
	put_comparisons(mk, ev, shown, n);
	make_follow(mk, ev);
}

/* ---- between two ---- */

/* The changes of the revisions after `from` to `to`: a stretch, for they stand by revision. */
static struct changes
changes_between(const struct site *s, int from, int to)
{
	struct changes c = {.items = s->changes};

	while (c.items < s->changes + s->nchanges && c.items->revision > to)
		c.items++;
	while (c.items + c.n < s->changes + s->nchanges && c.items[c.n].revision > from)
		c.n++;
	return c;
}

/* What may not be told goes first, for it may not come back as the old side of what may. */
static struct told_changes
net_of(struct maker *mk, const struct changes *c, const struct event *ev)
{
	struct told_changes told = news_told(mk->a, mk->site, c->items, c->n, ev);
	struct change *copies = arena_array(mk->a, told.n + 1, sizeof *copies);
	struct changes net;

	for (size_t i = 0; i < told.n; i++)
		copies[i] = *told.items[i];
	net = changes_fold(mk->a, copies, told.n);
	return news_told(mk->a, mk->site, net.items, net.n, ev);
}

static void
put_revision(struct maker *mk, int n)
{
	page_para(mk->page, words_fill(&mk->w, WORD_PUBLISHED, number(mk, n),
				words_moment(&mk->w, mk->site->moments[n]), NULL));
}

/* Those beside it: what came just before, just after, and all until today. */
static void
put_neighbours(struct maker *mk, const struct event *ev, int from, int to)
{
	int last = mk->site->revision;
	const char *label;

	if (from > 1) {
		label = words_fill(
		    &mk->w, WORD_CHANGES_BETWEEN, number(mk, from - 1), number(mk, from), NULL);
		make_nav(mk, words_fill(&mk->w, WORD_PREVIOUS, label, NULL),
		    path_between(mk, ev, from - 1, from));
	}
	if (to < last) {
		label = words_fill(
		    &mk->w, WORD_CHANGES_BETWEEN, number(mk, to), number(mk, to + 1), NULL);
		make_nav(mk, words_fill(&mk->w, WORD_FOLLOWING, label, NULL),
		    path_between(mk, ev, to, to + 1));
		make_nav(mk,
		    words_fill(&mk->w, WORD_CHANGES_SINCE, number(mk, from),
			words_moment(&mk->w, mk->site->moments[from]), NULL),
		    path_between(mk, ev, from, last));
	}
	make_nav(mk, make_word(mk, WORD_CHANGES), path_between(mk, ev, 0, 0));
}

void
make_changes_between(struct maker *mk, const struct event *ev, int from, int to)
{
	const struct site *s = mk->site;
	const struct changes c = changes_between(s, from, to);
	struct told_changes net;

	if (!is_published(s))
		return;
	begin(mk, ev,
	    words_fill(&mk->w, WORD_CHANGES_BETWEEN, number(mk, from), number(mk, to), NULL));
	put_revision(mk, from);
	put_revision(mk, to);
	if (from < s->changes_from)
		page_notice(mk->page,
		    words_fill(&mk->w, WORD_CHANGES_LOST, number(mk, s->changes_from), NULL));
	net = net_of(mk, &c, ev);
	page_heading(mk->page, 2, make_word(mk, WORD_CHANGES));
	put_changes(mk, net, ev);
	if (net.n == 0)
		page_para(mk->page, make_word(mk, WORD_NO_DIFFERENCE));
	if (from > 1 || to < s->revision)
		page_heading(mk->page, 2, make_word(mk, WORD_COMPARE));
	put_neighbours(mk, ev, from, to);
}
