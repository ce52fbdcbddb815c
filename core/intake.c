/* SPDX-License-Identifier: ISC */
/* What importers call: an intake is filled, and told of what it was filled with. */
#include "core/intake_private.h"

#include <stdlib.h>
#include <string.h>

enum {
	SCRATCH_BYTES_MAX = 256 * 1024 * 1024,
	TALLIES_MAX = 80 /* kinds of things that are counted; below FINDINGS_PER_FILE */
};

struct intake *
intake_new(const struct intake_options *o, struct findings *f)
{
	struct intake *in = calloc(1, sizeof *in);

	if (in == NULL)
		return NULL;
	in->scratch = arena_new(SCRATCH_BYTES_MAX);
	if (in->scratch == NULL) {
		free(in);
		return NULL;
	}
	in->options = *o;
	in->f = f;
	return in;
}

void
intake_free(struct intake *in)
{
	if (in == NULL)
		return;
	site_free(in->site);
	arena_free(in->scratch);
	free(in);
}

/* ---- what importers call ---- */

struct intake_entry *
intake_meet(struct intake *in, struct place at)
{
	struct intake_entry *en;

	in->met++;
	if (in->nentries >= INTAKE_ENTRIES_MAX) {
		finding_add(in->f, RULE_IMPORT_DROPPED, at, "split the file",
		    "this session is left out: there are more than %d", INTAKE_ENTRIES_MAX);
		return NULL;
	}
	en = arena_alloc(in->scratch, sizeof *en);
	*en = (struct intake_entry){.at = at, .minutes = -1};
	*(struct intake_entry **)arena_push(in->scratch, &in->entries, &in->nentries, sizeof en) =
	    en;
	return en;
}

/* Room for one more in a list of an entry; NULL, and told, if it is full. */
static void *
add(struct intake *in, const struct intake_entry *en, void *items, size_t *n, size_t size)
{
	if (*n < INTAKE_LIST_MAX)
		return arena_push(in->scratch, items, n, size);
	intake_tally(in, RULE_IMPORT_DROPPED, en->at,
	    "what is beyond 200 rooms, tracks, people or links of one session is left out", NULL);
	return NULL;
}

void
intake_add_room(struct intake *in, struct intake_entry *en, const char *name)
{
	const char **to = add(in, en, &en->rooms, &en->nrooms, sizeof *to);

	if (to != NULL)
		*to = name;
}

void
intake_add_track(struct intake *in, struct intake_entry *en, struct intake_track track)
{
	struct intake_track *to = add(in, en, &en->tracks, &en->ntracks, sizeof *to);

	if (to != NULL)
		*to = track;
}

void
intake_add_person(struct intake *in, struct intake_entry *en, struct intake_person person)
{
	struct intake_person *to = add(in, en, &en->people, &en->npeople, sizeof *to);

	if (to != NULL)
		*to = person;
}

void
intake_add_link(struct intake *in, struct intake_entry *en, struct intake_link link)
{
	struct intake_link *to = add(in, en, &en->links, &en->nlinks, sizeof *to);

	if (to != NULL)
		*to = link;
}

/* One more, in this line. */
static void
count(struct intake_tally *t, int line)
{
	t->n++;
	if (line != t->last && t->nlines < TALLY_LINES)
		t->lines[t->nlines++] = line;
	t->last = line;
}

void
intake_tally(struct intake *in, enum rule rule, struct place at, const char *what, const char *todo)
{
	struct intake_tally *t;

	for (size_t i = 0; i < in->ntallies; i++) {
		if (in->tallies[i].rule == rule && strcmp(in->tallies[i].what, what) == 0) {
			count(&in->tallies[i], at.line);
			return;
		}
	}
	if (in->ntallies == TALLIES_MAX) {
		what = "more of other kinds is not told one by one";
		todo = NULL;
	} else if (in->ntallies > TALLIES_MAX) {
		count(&in->tallies[TALLIES_MAX], at.line);
		return;
	}
	t = arena_push(in->scratch, &in->tallies, &in->ntallies, sizeof *t);
	*t = (struct intake_tally){.rule = rule,
	    .at = at,
	    .what = arena_strdup(in->scratch, what),
	    .todo = arena_strdup(in->scratch, todo),
	    .n = 1,
	    .last = at.line};
}

size_t
intake_kept(const struct intake *in)
{
	return in->site == NULL ? 0 : in->site->events[0]->nsessions;
}

/* ---- the end ---- */

static const char first_here[] = ", first here";

/* ", then in lines 19, 56"; with an ellipsis when there were more. */
static const char *
further_lines(struct intake *in, const struct intake_tally *t)
{
	const char *s = "";

	for (size_t i = 0; i < t->nlines; i++)
		s = arena_printf(in->scratch, "%s%s%d", s,
		    i > 0            ? ", "
		    : t->nlines == 1 ? ", then in line "
				     : ", then in lines ",
		    t->lines[i]);
	if (t->nlines == TALLY_LINES && t->last != t->lines[TALLY_LINES - 1])
		s = arena_printf(in->scratch, "%s \xe2\x80\xa6", s);
	return s;
}

static void
tell_tallies(struct intake *in)
{
	for (size_t i = 0; i < in->ntallies; i++) {
		const struct intake_tally *t = &in->tallies[i];

		if (t->n == 1)
			finding_add(in->f, t->rule, t->at, t->todo, "%s", t->what);
		else
			finding_add(in->f, t->rule, t->at, t->todo, "%s (%zu times%s%s)", t->what,
			    t->n, first_here, further_lines(in, t));
	}
}

/* What a tally says, without its places: a comment in the agenda stands elsewhere. */
static const char *
without_places(struct arena *a, const char *what)
{
	const char *begin = strstr(what, first_here), *end;

	if (begin == NULL || (end = strchr(begin, ')')) == NULL)
		return what;
	return arena_printf(a, "%.*s%s", (int)(begin - what), what, end);
}

void
intake_notes(const struct findings *f, struct findings *notes)
{
	for (size_t i = 0; i < f->n; i++) {
		struct finding *to;

		if (f->items[i].rule == RULE_IMPORT_REPAIRED)
			continue;
		to = arena_push(notes->arena, &notes->items, &notes->n, sizeof *to);
		*to = f->items[i];
		to->what = without_places(notes->arena, to->what);
	}
}

int
intake_finish(struct intake *in, struct err *e)
{
	in->site = site_new();
	if (in->site == NULL)
		return err_set(e, "out of memory");
	if (setjmp(*arena_landing(in->scratch)) != 0 ||
	    setjmp(*arena_landing(in->site->arena)) != 0) {
		site_free(in->site);
		in->site = NULL;
		arena_no_landing(in->scratch);
		return err_set(e, "there is more in the file than memory is allowed for it");
	}
	intake_make(in);
	tell_tallies(in);
	arena_no_landing(in->scratch);
	arena_no_landing(in->site->arena);
	findings_sort(in->f);
	return 0;
}
