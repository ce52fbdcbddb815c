/* SPDX-License-Identifier: ISC */
/* How much two things are alike. The weights were set on cases that tests/unit/similar.c names. */
#include "core/similar.h"

#include <stdlib.h>
#include <string.h>

enum {
	TITLE_WORDS = 24, /* of a title that are looked at */
	SLUG_ARENA_MAX = 256 * 1024,
	ALIKE_FROM = 60 /* percent: less is what any two titles share */
};

/* ---- titles ---- */

/* Lands here if the arena is full; what is not filled in then is compared with nothing. */
static void
fill_plain(struct plain_title *p, const struct text *t, struct arena *a)
{
	if (setjmp(*arena_landing(a)) != 0)
		return;
	while (p->n < t->n && p->n < TITLE_LANGUAGES) {
		const char *title = t->in[p->n].s, *plain = slug(a, title);
		struct plain_in *in = &p->in[p->n++];

		in->n = strnlen(plain == NULL ? title : plain, TITLE_BYTES);
		memcpy(in->s, plain == NULL ? title : plain, in->n);
		for (size_t i = 0; i < in->n; i++)
			in->letters[(unsigned char)in->s[i] % LETTERS]++;
	}
}

struct plain_title
plain_title(const struct text *t)
{
	struct arena *a = arena_new(SLUG_ARENA_MAX);
	struct plain_title p = {.n = 0};

	if (a != NULL)
		fill_plain(&p, t, a);
	arena_free(a);
	return p;
}

struct words_of {
	struct {
		const char *s;
		size_t n;
		bool used;
	} at[TITLE_WORDS];
	size_t n, letters;
};

static struct words_of
words_of(const char *s, size_t n)
{
	struct words_of w = {.n = 0};
	size_t begin = 0;

	for (size_t i = 0; i <= n && w.n < TITLE_WORDS; i++) {
		if (i < n && s[i] != '-' && s[i] != ' ')
			continue;
		if (i > begin) {
			w.at[w.n].s = s + begin;
			w.at[w.n++].n = i - begin;
			w.letters += i - begin;
		}
		begin = i + 1;
	}
	return w;
}

/* Letters of the words that both have, in percent of all. */
static int
shared_words(const char *a, size_t na, const char *b, size_t nb)
{
	struct words_of x = words_of(a, na), y = words_of(b, nb);
	size_t shared = 0;

	for (size_t i = 0; i < x.n; i++)
		for (size_t k = 0; k < y.n; k++) {
			if (y.at[k].used || x.at[i].n != y.at[k].n ||
			    memcmp(x.at[i].s, y.at[k].s, x.at[i].n) != 0)
				continue;
			y.at[k].used = true;
			shared += 2 * x.at[i].n;
			break;
		}
	return x.letters + y.letters == 0 ? 0 : (int)(100 * shared / (x.letters + y.letters));
}

static int
same_letters(const char *a, size_t na, const char *b, size_t nb)
{
	size_t longer = na > nb ? na : nb, apart = na > nb ? na - nb : nb - na;

	/* So many are to be put in at least: not worth counting the others. */
	if (longer == 0 || 100 * apart > (100 - ALIKE_FROM) * longer)
		return 0;
	return (int)(100 - 100 * edit_distance(a, na, b, nb) / longer);
}

/* No more than this can be alike, by the letters that both have in any order. */
static int
at_most_alike(const struct plain_in *a, const struct plain_in *b)
{
	size_t shared = 0, all = a->n + b->n;

	for (size_t i = 0; i < LETTERS; i++)
		shared += a->letters[i] < b->letters[i] ? a->letters[i] : b->letters[i];
	/* Of words, what is between them does not count. */
	all -= a->letters['-' % LETTERS] + b->letters['-' % LETTERS];
	return all == 0 ? 100 : (int)(200 * shared / all);
}

int
similar_titles(const struct plain_title *a, const struct plain_title *b, int from)
{
	int best = 0;

	for (size_t i = 0; i < a->n; i++)
		for (size_t k = 0; k < b->n; k++) {
			const char *x = a->in[i].s, *y = b->in[k].s;
			size_t nx = a->in[i].n, ny = b->in[k].n;
			int words, letters;

			if (at_most_alike(&a->in[i], &b->in[k]) < from)
				continue;
			words = shared_words(x, nx, y, ny);

			letters = words == 100 ? 100 : same_letters(x, nx, y, ny);
			best = words > best ? words : best;
			best = letters > best ? letters : best;
		}
	return best;
}

/* ---- sessions ---- */

static int
score_slot(const struct session *a, const struct session *b)
{
	if (!date_is_set(a->slot.day) || !date_is_set(b->slot.day))
		return 0;
	if (a->slot.has_start && b->slot.has_start && a->slot.start == b->slot.start)
		return 32;
	return date_eq(a->slot.day, b->slot.day) ? 5 : 0;
}

static int
score_rooms(const struct session *a, const struct session *b)
{
	if (a->nrooms == 0 && b->nrooms == 0)
		return 8;
	for (size_t i = 0; i < a->nrooms; i++)
		for (size_t k = 0; k < b->nrooms; k++)
			if (strcmp(a->rooms[i]->id, b->rooms[k]->id) == 0)
				return 12;
	return 0;
}

static size_t
shared_people(const struct session *a, const struct session *b)
{
	size_t n = 0;

	for (size_t i = 0; i < a->npeople; i++)
		for (size_t k = 0; k < b->npeople; k++)
			if (strcmp(a->people[i].person->id, b->people[k].person->id) == 0) {
				n++;
				break;
			}
	return n;
}

/* That none of the people is on the other says much, too. */
static int
score_people(const struct session *a, const struct session *b)
{
	size_t more = a->npeople > b->npeople ? a->npeople : b->npeople;
	size_t shared = shared_people(a, b);

	if (a->npeople == 0 || b->npeople == 0)
		return 0;
	return shared == 0 ? -20 : (int)(25 * shared / more);
}

static int
score_abstracts(const struct text *a, const struct text *b)
{
	if (!text_is_set(a) || !text_is_set(b))
		return 0;
	return strcmp(a->in[0].s, b->in[0].s) == 0 ? 25 : -8;
}

static int
score_tracks(const struct session *a, const struct session *b)
{
	if (a->ntracks != b->ntracks)
		return -4;
	return a->ntracks > 0 && strcmp(a->tracks[0]->id, b->tracks[0]->id) == 0 ? 4 : 0;
}

enum { TITLE_MAX = 55 };

/* Titles take the longest to compare, so only such are that can make `score` be enough. */
static int
score_title(const struct plain_title *a, const struct plain_title *b, int score)
{
	int from = (SIMILAR_ENOUGH - score) * 100 / TITLE_MAX, percent;

	if (from > 100)
		return 0;
	percent = similar_titles(a, b, from < ALIKE_FROM ? ALIKE_FROM : from);
	return percent < ALIKE_FROM ? 0 : TITLE_MAX * percent / 100;
}

/* In different events, openings and lunches are alike and not the same. */
static int
score_event(const struct session *a, const struct session *b)
{
	return strcmp(a->event->id, b->event->id) == 0 ? 0 : -32;
}

int
similar_sessions(const struct session *old, const struct plain_title *old_title,
    const struct session *now, const struct plain_title *title)
{
	int score = score_slot(old, now) + score_rooms(old, now) + score_people(old, now) +
		    score_abstracts(&old->abstract, &now->abstract) + score_tracks(old, now) +
		    score_event(old, now) + (old->type == now->type ? 0 : -8);

	return score + score_title(old_title, title, score);
}

/* ---- events ---- */

static int
score_dates(const struct event *a, const struct event *b)
{
	enum { FAR = 60 }; /* days apart: another edition */
	struct span x = event_days(a), y = event_days(b);
	int apart;

	if (x.precision == PRECISION_NONE || y.precision == PRECISION_NONE)
		return 0;
	if (date_eq(x.first, y.first) && date_eq(x.last, y.last))
		return 20;
	apart = abs(date_to_days(x.first) - date_to_days(y.first));
	return apart > FAR ? -20 : 0;
}

/* Sessions with the same id, in percent of those of the event that has more. */
static int
shared_sessions(const struct event *a, const struct event *b)
{
	size_t more = a->nsessions > b->nsessions ? a->nsessions : b->nsessions, n = 0;

	for (size_t i = 0; i < a->nsessions; i++)
		n += event_find_session(b, a->sessions[i]->id) != NULL;
	return more == 0 ? 0 : (int)(100 * n / more);
}

int
similar_events(const struct event *old, const struct plain_title *old_title,
    const struct event *now, const struct plain_title *title)
{
	bool same_file =
	    old->file != NULL && now->file != NULL && strcmp(old->file, now->file) == 0;

	return (same_file ? 25 : 0) + 30 * similar_titles(old_title, title, 0) / 100 +
	       score_dates(old, now) + (old->kind == now->kind ? 4 : -8) +
	       30 * shared_sessions(old, now) / 100;
}
