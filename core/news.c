/* SPDX-License-Identifier: ISC */
#include "core/news.h"

#include "core/change_fold.h"
#include "core/path.h"
#include "core/public.h"

#include <stdlib.h>
#include <string.h>

/* ---- what is told ---- */

/* Whether the change of a session is told where its event is: not if it is unlisted, now or then.
 */
static bool
is_told_in_event(const struct change *c, const struct event *ev)
{
	const struct session *se = ev == NULL ? NULL : event_find_session(ev, c->session_id);

	return c->visibility == VISIBILITY_PUBLIC &&
	       (se == NULL || (se->visibility == VISIBILITY_PUBLIC && !se->identity.withdrawn));
}

/* Whether a change is told on the pages of an event (NULL: of the site): not what was withdrawn;
 * not what no list of these pages shows, now or then. */
static bool
is_told(const struct site *s, const struct change *c, const struct event *of)
{
	const struct event *ev = site_find_event(s, c->event_id);

	if ((c->what & CHANGE_WITHDRAWN) != 0)
		return false;
	if (of != NULL && strcmp(c->event_id, of->id) != 0)
		return false;
	if (of == NULL &&
	    (c->event_visibility != VISIBILITY_PUBLIC || (ev != NULL && !event_is_listed(ev))))
		return false;
	return c->entry != ENTRY_SESSION || is_told_in_event(c, ev);
}

static void
add(struct arena *a, struct told_changes *told, const struct change *c)
{
	*(const struct change **)arena_push(a, &told->items, &told->n, sizeof c) = c;
}

struct told_changes
news_told(struct arena *a, const struct site *s, const struct change *items, size_t n,
    const struct event *of)
{
	struct told_changes told = {.items = NULL};

	for (size_t i = 0; i < n; i++)
		if (is_told(s, &items[i], of))
			add(a, &told, &items[i]);
	return told;
}

/* By gravity; equal ones as they stood in the array that they are from. */
static int
cmp_gravity(const void *a, const void *b)
{
	const struct change *x = *(const struct change *const *)a;
	const struct change *y = *(const struct change *const *)b;
	int c = change_gravity(x) - change_gravity(y);

	return c != 0 ? c : (x > y) - (x < y);
}

void
news_sort(struct told_changes *told)
{
	if (told->n > 0)
		qsort(told->items, told->n, sizeof(const struct change *), cmp_gravity);
}

/* ---- how it is said ---- */

static const char *
one_line(const struct words *w, const struct text *t)
{
	return text_line(w->arena, text_get(t, w->lang, NULL));
}

static const struct link *
find_link(const struct link *links, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(links[i].name, name) == 0)
			return &links[i];
	return NULL;
}

/* What the links that came are called today, as far as all may see them still; "" for none. */
static const char *
say_links(const struct words *w, const struct change *c)
{
	const struct event *ev = site_find_event(w->site, c->event_id);
	const struct session *se =
	    ev == NULL || c->entry != ENTRY_SESSION ? NULL : event_find_session(ev, c->session_id);
	const char *s = "";

	if (ev == NULL || (c->entry == ENTRY_SESSION && se == NULL))
		return s;
	for (size_t i = 0; i < c->nlinks; i++) {
		const struct link *ln = se != NULL ? find_link(se->links, se->nlinks, c->links[i])
						   : find_link(ev->links, ev->nlinks, c->links[i]);

		if (ln == NULL || ln->visibility != VISIBILITY_PUBLIC || !url_is_safe(ln->url))
			continue;
		s = arena_printf(w->arena, "%s%s%s", s, *s == '\0' ? "" : ", ",
		    text_line(w->arena, words_link(w, ln)));
	}
	return s;
}

static const char *
say_change(const struct words *w, const struct change *c, const struct tz *own)
{
	const struct slot *timed = c->slot.has_start ? &c->slot : &c->old_slot;
	const char *s = change_say(w, c, own);

	if (timed->has_start && c->zone != NULL && change_says_when(c))
		s = words_fill(w, WORD_IN_ZONE, s, tz_name(c->zone), NULL);
	return text_line(w->arena, s);
}

struct news_lines
news_say(const struct words *w, const struct change *c, bool with_event, const struct tz *own)
{
	const char *links = say_links(w, c);
	struct news_lines said = {NULL, NULL};

	if (*links != '\0')
		said.links = words_fill(w, WORD_EVENT_THEN, links, one_line(w, &c->title), NULL);
	if (said.links == NULL || (c->what & ~(unsigned)CHANGE_LINKS) != 0)
		said.change = say_change(w, c, own);
	if (!with_event || c->entry != ENTRY_SESSION)
		return said;
	if (said.change != NULL)
		said.change =
		    words_fill(w, WORD_EVENT_THEN, one_line(w, &c->event_title), said.change, NULL);
	if (said.links != NULL)
		said.links =
		    words_fill(w, WORD_EVENT_THEN, one_line(w, &c->event_title), said.links, NULL);
	return said;
}

const char *
news_title(const struct words *w, const struct news_entry *en, const struct tz *own)
{
	const struct news_lines said = news_say(w, en->changes.items[0], true, own);
	const char *s = said.change != NULL ? said.change : said.links;

	if (en->is_new || en->changes.n == 1)
		return s;
	return words_fill(w, WORD_NEWS_AND, s,
	    words_count(w, WORD_MORE_CHANGES, (int64_t)en->changes.n - 1), NULL);
}

const char *
news_path(struct arena *a, const struct site *s, const struct news_entry *en)
{
	const struct place_in_site at = {.kind = PATH_EVENT_CHANGES,
	    .event = en->event,
	    .from = en->revision - 1,
	    .to = en->revision};

	return en->is_new ? path_of_event(a, en->event) : path_of_place(a, s, &at);
}

/* ---- entries ---- */

/* The entry of an event among those of one revision, which begin at `from`. */
static struct news_entry *
entry_of(
    struct arena *a, struct news *news, size_t from, const struct event *ev, const struct change *c)
{
	struct news_entry *en;

	for (size_t i = from; i < news->n; i++)
		if (news->items[i].event == ev)
			return &news->items[i];
	en = arena_push(a, &news->items, &news->n, sizeof *en);
	*en = (struct news_entry){.event = ev,
	    .revision = c->revision,
	    .moment = c->moment,
	    .is_new = ev->identity.first_revision == c->revision};
	return en;
}

/* What of a site that is not published is new, and what is there no more, is told elsewhere. */
static void
add_changes(struct arena *a, struct news *news, const struct site *s, const struct event *of)
{
	size_t from = 0;

	for (size_t i = 0; i < s->nchanges; i++) {
		const struct change *c = &s->changes[i];
		const struct event *ev = site_find_event(s, c->event_id);

		if (c->revision == 0 || ev == NULL || ev->identity.uid == NULL ||
		    !is_told(s, c, of))
			continue;
		if (from < news->n && news->items[from].revision != c->revision)
			from = news->n;
		if (from >= NEWS_ENTRIES_MAX)
			return;
		add(a, &entry_of(a, news, from, ev, c)->changes, c);
	}
}

/* That an event came, or its deadline, as a change. */
static const struct change *
first_change(struct arena *a, const struct site *s, const struct event *ev, enum entry_kind entry)
{
	const struct deadline *d = &ev->deadline;
	struct change *c = arena_alloc(a, sizeof *c);

	*c = (struct change){.revision = 1,
	    .moment = s->moments[1],
	    .entry = entry,
	    .what = CHANGE_NEW,
	    .event_id = ev->id,
	    .event_visibility = ev->visibility,
	    .visibility = ev->visibility,
	    .event_title = ev->title,
	    .title = ev->title,
	    .zone = ev->zone,
	    .slot = ev->slot,
	    .dates = event_days(ev),
	    .status = ev->status};
	if (entry == ENTRY_DEADLINE) {
		c->zone = deadline_zone(ev);
		c->slot = (struct slot){
		    .day = d->day, .has_start = d->kind == DEADLINE_TIME, .start = d->when};
		c->deadline = d->kind;
	}
	return c;
}

/* The first revision has no changes: there was nothing before it. */
static void
add_first(struct arena *a, struct news *news, const struct site *s, const struct event *of)
{
	for (size_t i = 0; i < s->nevents && s->changes_from == 1; i++) {
		const struct event *ev = s->events[i];
		const struct change *c;
		struct news_entry *en;

		if (of != NULL ? ev != of : !event_is_listed(ev))
			continue;
		if (ev->identity.first_revision != 1 || ev->identity.gone)
			continue;
		c = first_change(a, s, ev, ENTRY_EVENT);
		en = entry_of(a, news, news->n, ev, c);
		add(a, &en->changes, c);
		if (ev->deadline.kind != DEADLINE_NONE)
			add(a, &en->changes, first_change(a, s, ev, ENTRY_DEADLINE));
	}
}

/* What is new is told by the day it is on; a call by its deadline. */
static void
put_chief_first(struct news_entry *en)
{
	const struct change **items = en->changes.items;
	const struct span days = event_days(en->event);

	for (size_t i = 1; en->is_new && i < en->changes.n; i++) {
		const struct change *c = items[i];

		if (c->entry != ENTRY_DEADLINE || items[0]->entry != ENTRY_EVENT ||
		    days.precision != PRECISION_NONE)
			continue;
		items[i] = items[0];
		items[0] = c;
	}
}

struct news
news_find(struct arena *a, const struct site *s, const struct event *of)
{
	struct news news = {.items = NULL};

	add_changes(a, &news, s, of);
	if (s->moments != NULL)
		add_first(a, &news, s, of);
	if (news.n > NEWS_ENTRIES_MAX)
		news.n = NEWS_ENTRIES_MAX;
	for (size_t i = 0; i < news.n; i++) {
		news_sort(&news.items[i].changes);
		put_chief_first(&news.items[i]);
	}
	return news;
}
