/* SPDX-License-Identifier: ISC */
/* What of a day's timetable alone can be shown: a track, a language, a format. Each group has the
 * values that the day has, if there are two or more. */
#include "core/pages_build.h"

#include <string.h>

static const enum format formats[] = {FORMAT_IN_PERSON, FORMAT_ONLINE, FORMAT_HYBRID};

enum { FORMATS = sizeof formats / sizeof formats[0] };

/* What a session is asked, and what it answers. */
struct question {
	const struct track *track;
	const char *language;
	enum format format;
};

/* A break is for everyone, what is for all tracks for each of them. */
static bool
is_answered(const struct session *se, const struct question *q)
{
	if (se->type == TYPE_BREAK)
		return true;
	if (q->track != NULL)
		return session_is_joint(se) || session_in_track(se, q->track);
	if (q->language != NULL)
		return session_in_language(se, q->language);
	return session_format(se) == q->format;
}

static bool
is_asked_for(const struct session_list *l, const struct question *q)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->items[i]->type != TYPE_BREAK &&
		    (q->track == NULL || !session_is_joint(l->items[i])) &&
		    is_answered(l->items[i], q))
			return true;
	return false;
}

/* Adds a group, unless it has fewer than two values or there is no room for all of them. */
static void
add_group(struct maker *mk, struct grid *g, const struct session_list *l, enum word name,
    struct question *questions, size_t n)
{
	size_t used = 0;

	for (size_t i = 0; i < n; i++)
		if (is_asked_for(l, &questions[i]))
			questions[used++] = questions[i];
	if (used < 2 || g->nchoices + used > GRID_CHOICES_MAX)
		return;
	for (size_t i = 0; i < used; i++) {
		const struct question *q = &questions[i];
		uint32_t bit = (uint32_t)1 << g->nchoices;
		struct grid_choice *c =
		    arena_push(mk->a, &g->choices, &g->nchoices, sizeof *g->choices);

		c->group = make_word(mk, name);
		c->label = q->track != NULL      ? make_line(mk, &q->track->title)
			   : q->language != NULL ? words_language(q->language)
						 : words_format(&mk->w, q->format);
		for (size_t k = 0; k < g->ncells; k++)
			if (is_answered(l->items[g->cells[k].slot->number], q))
				g->cells[k].slot->choices |= bit;
	}
}

void
make_choices(struct maker *mk, struct grid *g, const struct event *ev, const struct session_list *l)
{
	struct tag_list spoken = query_spoken(mk->a, mk->site, ev);
	size_t most = ev->ntracks > spoken.n ? ev->ntracks : spoken.n;
	struct question *q = arena_array(mk->a, most + FORMATS, sizeof *q);

	for (size_t i = 0; i < ev->ntracks; i++)
		q[i] = (struct question){.track = &ev->tracks[i]};
	add_group(mk, g, l, WORD_TRACKS, q, ev->ntracks);
	for (size_t i = 0; i < spoken.n; i++)
		q[i] = (struct question){.language = spoken.items[i]};
	add_group(mk, g, l, WORD_LANGUAGES, q, spoken.n);
	for (size_t i = 0; i < FORMATS; i++)
		q[i] = (struct question){.format = formats[i]};
	add_group(mk, g, l, WORD_FORMAT, q, FORMATS);
	g->show_only = make_word(mk, WORD_SHOW_ONLY);
	g->show_all = make_word(mk, WORD_SHOW_ALL);
}

static size_t
count_spoken(const char *const *tags, size_t n, const char **known, size_t nknown)
{
	for (size_t i = 0; i < n; i++) {
		size_t k = 0;

		while (k < nknown && strcmp(known[k], tags[i]) != 0)
			k++;
		if (k == nknown && nknown < GRID_CHOICES_MAX)
			known[nknown++] = tags[i];
	}
	return nknown;
}

static size_t
event_choices(const struct event *ev)
{
	const char *known[GRID_CHOICES_MAX];
	size_t n = count_spoken(ev->languages, ev->nlanguages, known, 0);

	n = count_spoken(ev->interpretation, ev->ninterpretation, known, n);
	for (size_t i = 0; i < ev->nsessions; i++) {
		const struct session *se = ev->sessions[i];

		n = count_spoken(se->languages, se->nlanguages, known, n);
		n = count_spoken(se->interpretation, se->ninterpretation, known, n);
	}
	n = n < 2 ? 0 : n;
	n += query_has_formats(ev) ? FORMATS : 0;
	return ev->ntracks > 1 && ev->ntracks <= GRID_CHOICES_MAX ? n + ev->ntracks : n;
}

size_t
pages_choices(const struct site *s)
{
	size_t most = 0;

	for (size_t i = 0; i < s->nevents; i++) {
		size_t n = event_choices(s->events[i]);

		most = n > most ? n : most;
	}
	return most < GRID_CHOICES_MAX ? most : GRID_CHOICES_MAX;
}
