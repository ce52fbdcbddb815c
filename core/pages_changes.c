/* SPDX-License-Identifier: ISC */
/* What changed, revision by revision. */
#include "core/change.h"
#include "core/pages_build.h"
#include "core/public.h"

#include <string.h>

/* Whether the change of a session is told where its event is: not if it is unlisted, now or then.
 */
static bool
is_told_in_event(const struct change *c, const struct event *ev)
{
	const struct session *se = ev == NULL ? NULL : event_find_session(ev, c->session_id);

	return c->visibility == VISIBILITY_PUBLIC &&
	       (se == NULL || (se->visibility == VISIBILITY_PUBLIC && !se->identity.withdrawn));
}

/* Withdrawals are told to nobody; nor are changes of what no list shows. */
static bool
is_told(const struct maker *mk, const struct change *c, const struct event *of)
{
	const struct event *ev = site_find_event(mk->site, c->event_id);

	if ((c->what & CHANGE_WITHDRAWN) != 0)
		return false;
	if (of != NULL && strcmp(c->event_id, of->id) != 0)
		return false;
	if (of == NULL &&
	    (c->event_visibility != VISIBILITY_PUBLIC || (ev != NULL && !event_is_listed(ev))))
		return false;
	return c->entry != ENTRY_SESSION || is_told_in_event(c, ev);
}

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
put_change(struct maker *mk, const struct change *c, bool with_event)
{
	const struct slot *timed = c->slot.has_start ? &c->slot : &c->old_slot;
	struct target to = target_of(mk, c);
	const char *s = change_say(&mk->w, c);

	if (timed->has_start && c->zone != NULL && change_says_when(c))
		s = words_fill(&mk->w, WORD_IN_ZONE, s, tz_name(c->zone), NULL);
	if (with_event && c->entry == ENTRY_SESSION)
		s = words_fill(&mk->w, WORD_EVENT_THEN, make_line(mk, &c->event_title), s, NULL);
	if (to.kind != TARGET_NONE)
		page_link(mk->page, s, to, "change");
	else
		page_run(mk->page, page_block(mk->page, BLOCK_ITEM), RUN_PLAIN, s, to);
}

static const char *
heading_of(const struct maker *mk, const struct change *c)
{
	if (c->revision == 0)
		return make_word(mk, WORD_UNPUBLISHED);
	return words_fill(&mk->w, WORD_PUBLISHED, arena_printf(mk->a, "%d", c->revision),
	    words_moment(&mk->w, c->moment), NULL);
}

void
make_changes(struct maker *mk, const struct event *ev)
{
	const struct site *s = mk->site;
	int revision = 0;
	bool any = false;

	if (ev != NULL)
		make_event_crumbs(mk, ev);
	else
		make_crumb(mk, make_word(mk, WORD_HOME), "");
	mk->page->title = ev != NULL ? make_of_event(mk, make_word(mk, WORD_CHANGES), ev)
				     : make_word(mk, WORD_CHANGES);
	for (size_t i = 0; i < s->nchanges; i++) {
		const struct change *c = &s->changes[i];

		if (!is_told(mk, c, ev))
			continue;
		if (!any || c->revision != revision)
			page_heading(mk->page, 2, heading_of(mk, c));
		revision = c->revision;
		any = true;
		put_change(mk, c, ev == NULL);
	}
	if (!any)
		page_para(mk->page, make_word(mk, WORD_NO_CHANGES));
}
