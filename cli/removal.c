/* SPDX-License-Identifier: ISC */
#include "cli/removal.h"

#include "cli/term.h"
#include "core/query.h"

#include <string.h>

static const char *
title_of(const struct text *t)
{
	return text_get(t, "en", NULL);
}

static bool
rooms_eq(const struct change *gone, const struct change *new)
{
	if (gone->nrooms != new->nrooms)
		return false;
	for (size_t i = 0; i < gone->nrooms; i++)
		if (!text_eq(&gone->rooms[i], &new->rooms[i]))
			return false;
	return true;
}

/* Whether the new session may be the one that is gone, under another id. */
static bool
is_similar(const struct change *gone, const struct change *new)
{
	const char *title = title_of(&new->title);

	if (gone->slot.has_start && new->slot.has_start &&
	    gone->slot.start == new->slot.start &&rooms_eq(gone, new))
		return true;
	return suggest(title_of(&gone->title), &title, 1) != NULL;
}

static const struct change *
find_similar(const struct changes *c, const struct change *gone)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct change *new = &c->items[i];

		if (new->entry == ENTRY_SESSION && (new->what &CHANGE_NEW) != 0 &&
		    strcmp(new->event_id, gone->event_id) == 0 && is_similar(gone, new))
			return new;
	}
	return NULL;
}

static void
ask_about_session(FILE *f, const struct change *gone, const struct change *new)
{
	fputs("plenary: '", f);
	term_puts(f, title_of(&gone->title));
	fputs("' is gone from '", f);
	term_puts(f, gone->event_id);
	fputs("' and '", f);
	term_puts(f, title_of(&new->title));
	fprintf(
	    f, "' is new: if they are the same session, write `id: %s` in it\n", gone->session_id);
}

static void
ask_about_event(FILE *f, const struct event *ev)
{
	fputs("plenary: event '", f);
	term_puts(f, ev->id);
	fputs("' is gone from the folder: if it does not take place, keep its file and write "
	      "`status: cancelled`; if its file was renamed, give it back its name\n",
	    f);
}

size_t
removal_ask(FILE *f, const struct changes *c, const struct site *old, int64_t now)
{
	const struct change *new;
	const struct event *ev;
	size_t asked = 0;

	for (size_t i = 0; i < c->n; i++) {
		const struct change *gone = &c->items[i];

		if ((gone->what & CHANGE_REMOVED) == 0)
			continue;
		ev = site_find_event(old, gone->event_id);
		if (gone->entry == ENTRY_EVENT && ev != NULL && !event_is_over(ev, now)) {
			ask_about_event(f, ev);
			asked++;
		} else if (gone->entry == ENTRY_SESSION && (new = find_similar(c, gone)) != NULL) {
			ask_about_session(f, gone, new);
			asked++;
		}
	}
	return asked;
}
