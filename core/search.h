/* SPDX-License-Identifier: ISC */
/* Search: what of a site is found by which words, what a reader typed, and what was found. How it
 * is found is data/search.h's. */
#ifndef PLENARY_SEARCH_H
#define PLENARY_SEARCH_H

#include "core/buf.h"
#include "core/err.h"
#include "core/query.h"

#include <stdbool.h>

enum {
	SEARCH_WORDS_MAX = 8,          /* words and phrases that count; further ones do not */
	SEARCH_TEXT_MAX = 1024 * 1024, /* folded bytes of one thing; what is beyond is not found */
	SEARCH_BYTES_MAX = 64 * 1024 * 1024 /* ceiling of an arena of what was found */
};

/* ---- what there is ---- */

enum search_kind { SEARCH_EVENT, SEARCH_SESSION, SEARCH_PERSON };

/* A thing that can be found, and its words folded (fold.h). */
struct search_item {
	enum search_kind kind;
	const char *event_id; /* "" of a person */
	const char *thing_id; /* of the session or person; "" of an event */
	const char *text;
};

/* Names how items are made: what was made in another form is to be made again. */
extern const char search_form[];

/* Calls `each` with all that is listed in a public view, in a stable order: events, their sessions,
 * people. Items are borrowed for the call. Stops at the first call that returns non-zero and
 * returns it; -1 too when memory is out, and why. */
int search_items(const struct site *s, int (*each)(void *ctx, const struct search_item *it),
    void *ctx, struct err *e);

/* ---- what was asked for ---- */

/* A word, or words that follow each other, folded. */
struct search_term {
	const char *words;
	bool is_phrase; /* as it stands; else its last word may go on */
};

struct search_terms {
	struct search_term items[SEARCH_WORDS_MAX];
	size_t n;
};

/* Takes apart what someone typed: words, and phrases in double quotes of any kind; without their
 * end the quotes mean nothing. Signs are blanks: nothing typed is an operator. In the arena. */
struct search_terms search_terms(struct arena *a, const char *typed);

/* ---- what was found ---- */

struct found {
	struct arena *arena; /* owned: of the lists; what is in them is the site's */
	struct event_list events;
	struct session_list sessions;
	struct person_list people;
	const char *typed;
	const char *meant; /* nothing was found, but would be by these words; NULL */
};

/* Frees what it holds. */
void found_free(struct found *f);

#endif
