/* SPDX-License-Identifier: ISC */
#include "data/search.h"

#include "core/utf8.h"
#include "data/store_search.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum {
	WAIT_MS = 1000,
	EXPRESSION_MAX = 64 * 1024,
	NEAR_LETTERS = 4,    /* a shorter word is near too many */
	NEAR_WORDS = 100000, /* that are looked at */
	NEAR_TRIES = 4,      /* of the nearest */
	NEAR_MISSING = 3     /* words for which one is looked for */
};

struct search_index {
	struct store *store; /* under the lock; NULL: not there yet */
	pthread_mutex_t lock;
};

/* A row of the index and what it is of. */
struct thing {
	int64_t row;
	const void *is; /* struct event, session or person of the site */
	enum search_kind kind;
};

struct search {
	const struct site *site;
	struct search_index *index;
	bool is_own;         /* the index is in memory, for this site alone */
	struct thing *items; /* sorted by row; under the lock when it is its own */
	size_t n, size;
};

/* ---- the index ---- */

static struct search_index *
index_new(struct err *e)
{
	struct search_index *ix = calloc(1, sizeof *ix);

	if (ix == NULL || pthread_mutex_init(&ix->lock, NULL) != 0) {
		free(ix);
		err_set(e, "out of memory");
		return NULL;
	}
	return ix;
}

int
search_index_open(struct search_index **out, const char *state_dir, struct err *e)
{
	struct search_index *ix = index_new(e);

	*out = NULL;
	if (ix == NULL)
		return -1;
	if (store_open(&ix->store, state_dir, STORE_READ, e) != 0) {
		search_index_close(ix);
		return -1;
	}
	if (ix->store != NULL)
		store_set_wait(ix->store, WAIT_MS);
	*out = ix;
	return 0;
}

void
search_index_close(struct search_index *ix)
{
	if (ix == NULL)
		return;
	store_close(ix->store);
	pthread_mutex_destroy(&ix->lock);
	free(ix);
}

/* ---- the things of a site ---- */

static const void *
find_thing(const struct site *s, const struct search_item *it)
{
	const struct event *ev =
	    it->kind == SEARCH_PERSON ? NULL : site_find_event(s, it->event_id);

	switch (it->kind) {
	case SEARCH_EVENT: return ev;
	case SEARCH_SESSION: return ev == NULL ? NULL : event_find_session(ev, it->thing_id);
	case SEARCH_PERSON: return site_find_person(s, it->thing_id);
	}
	return NULL;
}

struct noting {
	struct search *search;
	bool is_full; /* memory was out */
};

static void
note_thing(void *ctx, int64_t row, const struct search_item *it)
{
	struct noting *no = ctx;
	struct search *se = no->search;
	struct thing *grown;

	if (se->n == se->size) {
		size_t size = se->size == 0 ? 64 : se->size * 2;

		grown = realloc(se->items, size * sizeof *grown);
		if (grown == NULL) {
			no->is_full = true;
			return;
		}
		se->items = grown;
		se->size = size;
	}
	se->items[se->n] = (struct thing){row, find_thing(se->site, it), it->kind};
	se->n += se->items[se->n].is != NULL;
}

static int
note_things(struct search *se, struct store *st, struct err *e)
{
	struct noting no = {se, false};

	if (store_each_search(st, false, note_thing, &no, e) != 0)
		return -1;
	return no.is_full ? err_set(e, "out of memory") : 0;
}

/* Makes the index in memory, at the first search. */
static int
make_own(struct search *se, struct err *e)
{
	struct store *st = NULL;
	int rc = -1;

	if (store_open_memory(&st, e) == 0 && store_begin(st, e) == 0 &&
	    store_keep_search(st, se->site, e) == 0 && store_commit(st, e) == 0 &&
	    note_things(se, st, e) == 0)
		rc = 0;
	if (rc == 0) {
		se->index->store = st;
	} else {
		store_close(st);
		se->n = 0;
	}
	return rc;
}

int
search_open(struct search **out, const struct site *s, struct store *st, struct search_index *ix,
    struct err *e)
{
	struct search *se = calloc(1, sizeof *se);
	int has = st == NULL || ix == NULL || ix->store == NULL
		      ? 0
		      : store_has_search(st, s->revision, e);

	*out = NULL;
	if (se == NULL)
		return err_set(e, "out of memory");
	se->site = s;
	se->is_own = has == 0;
	se->index = has == 0 ? index_new(e) : ix;
	if (has < 0 || se->index == NULL || (has == 1 && note_things(se, st, e) != 0)) {
		search_close(se);
		return -1;
	}
	*out = se;
	return 0;
}

void
search_close(struct search *se)
{
	if (se == NULL)
		return;
	if (se->is_own)
		search_index_close(se->index);
	free(se->items);
	free(se);
}

/* ---- finding ---- */

/* A search under way. */
struct seeking {
	const struct search *search;
	const struct event *within; /* NULL: anywhere */
	struct found *found;        /* what is found; NULL: only whether anything is */
	size_t n;
};

static bool
is_within(const struct seeking *sk, const struct thing *t)
{
	const struct event *ev = sk->within;
	const struct person *pe = t->is;

	if (ev == NULL)
		return true;
	if (t->kind == SEARCH_EVENT)
		return t->is == ev;
	if (t->kind == SEARCH_SESSION)
		return ((const struct session *)t->is)->event == ev;
	if (event_find_attendee(ev, pe) != NULL)
		return true;
	for (size_t i = 0; i < ev->nsessions; i++)
		if (session_has_person(ev->sessions[i], pe))
			return true;
	return false;
}

static int
compare_rows(const void *a, const void *b)
{
	int64_t ra = ((const struct thing *)a)->row, rb = ((const struct thing *)b)->row;

	return (ra > rb) - (ra < rb);
}

static bool
add_row(void *ctx, int64_t row)
{
	struct seeking *sk = ctx;
	const struct search *se = sk->search;
	const struct thing key = {.row = row}, *t = NULL;
	struct found *f = sk->found;

	if (se->n > 0)
		t = bsearch(&key, se->items, se->n, sizeof *se->items, compare_rows);
	if (t == NULL || !is_within(sk, t))
		return true;
	sk->n++;
	if (f == NULL)
		return false;
	switch (t->kind) {
	case SEARCH_EVENT:
		*(const void **)arena_push(
		    f->arena, &f->events.items, &f->events.n, sizeof *f->events.items) = t->is;
		break;
	case SEARCH_SESSION:
		session_list_add(f->arena, &f->sessions, (struct session *)t->is);
		break;
	case SEARCH_PERSON:
		*(const void **)arena_push(
		    f->arena, &f->people.items, &f->people.n, sizeof *f->people.items) = t->is;
		break;
	}
	return true;
}

/* How many characters are after the last blank, two at most. */
static size_t
last_letters(const char *words)
{
	const char *last = strrchr(words, ' '), *s = last == NULL ? words : last + 1;
	size_t n = 0;

	for (; *s != '\0' && n < 2; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

/* FTS5, "Full-text Query Syntax": strings, and what stands beside each other must all be there. A
 * folded word has no quote in it. One that is not a word after all is no condition. */
static void
put_term(struct buf *out, const struct search_term *t)
{
	buf_printf(out, "%s\"%s\"", out->n > 0 ? " " : "", t->words);
	if (!t->is_phrase && last_letters(t->words) > 1)
		buf_puts(out, "*");
}

static int
match(struct seeking *sk, const struct search_term *terms, size_t n, struct err *e)
{
	struct buf b;
	int rc;

	buf_init(&b, EXPRESSION_MAX);
	for (size_t i = 0; i < n; i++)
		put_term(&b, &terms[i]);
	rc = b.failed ? err_set(e, "too long to be searched")
		      : store_match(sk->search->index->store, buf_str(&b), add_row, sk, e);
	buf_free(&b);
	return rc;
}

/* ---- the nearest words ---- */

struct words_near {
	struct arena *arena;
	const char **items;
	size_t n;
	const char *word; /* that they are to be near */
	size_t len;       /* its bytes */
};

static void
note_word(void *ctx, const char *word)
{
	struct words_near *w = ctx;
	size_t n = strlen(word), far = w->len / 3 + 1;

	if (w->n < NEAR_WORDS && n <= w->len + far && n + far >= w->len &&
	    strcmp(word, w->word) != 0)
		*(const char **)arena_push(w->arena, &w->items, &w->n, sizeof *w->items) =
		    arena_strdup(w->arena, word);
}

/* Those that begin with the same letter, or with the next one: it may stand before it by mistake.
 * To read all of them takes long. */
static int
note_words(const struct seeking *sk, struct words_near *w, const char *word, struct err *e)
{
	char first[5] = "", second[5] = "";
	uint32_t cp;
	size_t n = utf8_decode(word, w->len, &cp);

	memcpy(first, word, n);
	memcpy(second, word + n, utf8_decode(word + n, w->len - n, &cp));
	if (store_each_word(sk->search->index->store, first, note_word, w, e) != 0)
		return -1;
	return strcmp(first, second) == 0
		   ? 0
		   : store_each_word(sk->search->index->store, second, note_word, w, e);
}

/* The nearest word to one that finds nothing, which finds something: in `*near`, NULL if there is
 * none. The index may still know words that are no more. */
static int
nearest(
    const struct seeking *sk, struct arena *a, const char *word, const char **near, struct err *e)
{
	struct words_near w = {.arena = a, .word = word, .len = strlen(word)};

	*near = NULL;
	if (strchr(word, ' ') != NULL || utf8_width(word) < NEAR_LETTERS)
		return 0;
	if (note_words(sk, &w, word, e) != 0)
		return -1;
	for (int i = 0; i < NEAR_TRIES; i++) {
		struct seeking look = {.search = sk->search, .within = sk->within};
		struct search_term term = {suggest(word, w.items, w.n), true};

		if (term.words == NULL)
			return 0;
		if (match(&look, &term, 1, e) != 0)
			return -1;
		if (look.n > 0) {
			*near = term.words;
			return 0;
		}
		for (size_t k = 0; k < w.n; k++)
			if (w.items[k] == term.words)
				w.items[k] = "";
	}
	return 0;
}

/* What was typed with each word that finds nothing replaced by the nearest, if all of it then finds
 * something. */
static int
find_meant(struct seeking *sk, struct search_terms *t, struct err *e)
{
	struct arena *a = sk->found->arena;
	struct seeking look = {.search = sk->search, .within = sk->within};
	const char *meant = "", *near;
	int missing = 0;

	for (size_t i = 0; i < t->n; i++) {
		struct search_term *term = &t->items[i];

		look.n = 0;
		if (match(&look, term, 1, e) != 0)
			return -1;
		if (look.n == 0) {
			if (++missing > NEAR_MISSING)
				return 0;
			if (nearest(sk, a, term->words, &near, e) != 0)
				return -1;
			if (near == NULL)
				return 0;
			term->words = near;
		}
		meant = arena_printf(a, term->is_phrase ? "%s%s\"%s\"" : "%s%s%s", meant,
		    i == 0 ? "" : " ", term->words);
	}
	look.n = 0;
	if (missing > 0 && match(&look, t->items, t->n, e) != 0)
		return -1;
	if (look.n > 0)
		sk->found->meant = meant;
	return 0;
}

static int
find(struct seeking *sk, struct err *e)
{
	struct search_terms t = search_terms(sk->found->arena, sk->found->typed);
	int rc;

	if (t.n == 0)
		return 0;
	if (store_begin_reading(sk->search->index->store, e) != 0)
		return -1;
	rc = match(sk, t.items, t.n, e);
	if (rc == 0 && sk->n == 0)
		rc = find_meant(sk, &t, e);
	store_abort(sk->search->index->store);
	return rc;
}

/* With the index to itself; lands here when the arena is full. */
static int
find_alone(struct seeking *sk, const char *typed, struct err *e)
{
	struct search_index *ix = sk->search->index;
	struct found *f = sk->found;

	if (setjmp(*arena_landing(f->arena)) != 0) {
		store_abort(ix->store);
		return err_set(e, "too much is found");
	}
	f->typed = arena_strdup(f->arena, typed);
	return find(sk, e);
}

int
search_find(struct search *se, const char *typed, const struct event *within, struct found *out,
    struct err *e)
{
	struct seeking sk = {.search = se, .within = within, .found = out};
	int rc;

	*out = (struct found){.arena = arena_new(SEARCH_BYTES_MAX)};
	if (out->arena == NULL)
		return err_set(e, "out of memory");
	pthread_mutex_lock(&se->index->lock);
	rc = se->index->store != NULL ? 0 : make_own(se, e);
	if (rc == 0)
		rc = find_alone(&sk, typed, e);
	pthread_mutex_unlock(&se->index->lock);
	arena_no_landing(out->arena);
	return rc;
}
