/* SPDX-License-Identifier: ISC */
#include "cli/removal.h"

#include "cli/term.h"
#include "core/query.h"
#include "core/similar.h"

#include <string.h>

struct asking {
	FILE *f;
	const char *dir;
	const struct site *whole;
};

static void
put_quoted(FILE *f, const char *s)
{
	fputc('\'', f);
	term_puts(f, s);
	fputc('\'', f);
}

static void
put_title(const struct asking *ask, const struct text *t)
{
	const char *lang = ask->whole->nlanguages > 0 ? ask->whole->languages[0] : NULL;

	put_quoted(ask->f, text_get(t, lang, NULL));
}

static void
put_place(const struct asking *ask, const struct place *at)
{
	term_puts(ask->f, ask->dir);
	term_puts(ask->f, at->file);
	fprintf(ask->f, ":%d:%d: ", at->line, at->col);
}

/* Numbers of ids that are made from titles shift when one goes, or comes. */
static void
ask_about_number(const struct asking *ask, const struct similar *s)
{
	put_title(ask, &s->session->title);
	fprintf(ask->f,
	    " has no id of its own: if it is what was '%s', write `id: %s` in it; if it is still "
	    "'%s', write `id: %s`\n",
	    s->old_id, s->old_id, s->session->id, s->session->id);
}

static void
ask_about_session(const struct asking *ask, const struct similar *s)
{
	bool elsewhere = strchr(s->old_id, '/') != NULL;

	/* of what repeats, not of one of its times */
	put_place(ask, s->session->repeat != NULL && s->session->repeat->session != NULL
			   ? &s->session->repeat->session->at
			   : &s->session->at);
	if (s->is_known) {
		ask_about_number(ask, s);
		return;
	}
	put_title(ask, &s->old_session->title);
	fputs(" is gone from ", ask->f);
	put_quoted(ask->f, s->old_event->id);
	fputs(" and ", ask->f);
	put_title(ask, &s->session->title);
	fputs(" is new", ask->f);
	if (elsewhere) {
		fputs(" in ", ask->f);
		put_quoted(ask->f, s->event->id);
	}
	fprintf(ask->f, ": if they are the same session, write `%s: %s` in it\n",
	    elsewhere || s->session->id_given ? "was" : "id", s->old_id);
}

static void
ask_about_event(const struct asking *ask, const struct similar *s)
{
	put_place(ask, &s->event->at);
	fprintf(ask->f,
	    "event '%s' is gone and '%s' is new: if they are the same event, write `was: %s` in "
	    "its file, or call it '%s' again\n",
	    s->old_id, s->event->id, s->old_id, s->old_id);
}

static void
ask_about_lost_event(const struct asking *ask, const struct event *ev)
{
	fputs("plenary: event ", ask->f);
	put_quoted(ask->f, ev->id);
	fputs(" is gone from the folder: if it does not take place, keep its file and write "
	      "`status: cancelled`; if its file was renamed, give it back its name\n",
	    ask->f);
}

static bool
is_asked(const struct similars *found, const struct event *ev)
{
	for (size_t i = 0; i < found->n; i++)
		if (found->items[i].session == NULL && found->items[i].old_event == ev)
			return true;
	return false;
}

size_t
removal_ask(FILE *f, const struct comparison *c, const struct site *whole, const char *dir,
    int64_t now, struct arena *a)
{
	struct asking ask = {f, dir, whole};
	struct similars found = similar_find(a, c->old, whole, &c->before, &c->renames);
	size_t asked = found.n;

	for (size_t i = 0; i < found.n; i++)
		if (found.items[i].session != NULL)
			ask_about_session(&ask, &found.items[i]);
		else
			ask_about_event(&ask, &found.items[i]);
	for (size_t i = 0; i < c->changes.n; i++) {
		const struct change *gone = &c->changes.items[i];
		const struct event *ev = site_find_event(c->old, gone->event_id);

		if (gone->entry != ENTRY_EVENT || (gone->what & CHANGE_REMOVED) == 0 ||
		    ev == NULL || event_is_over(ev, now) || is_asked(&found, ev))
			continue;
		ask_about_lost_event(&ask, ev);
		asked++;
	}
	return asked;
}
