/* SPDX-License-Identifier: ISC */
/* Findings: what there is to tell an organiser about the YAML. All are collected, none stops the
 * reading; each names its place and its rule. Every rule is a row of one table (finding.c), which
 * carries its severity and its sentence, and is documented in plenary-agenda(5). */
#ifndef PLENARY_FINDING_H
#define PLENARY_FINDING_H

#include "core/arena.h"
#include "core/buf.h"

#include <stdbool.h>
#include <stddef.h>

/* A place in a source file. */
struct place {
	const char *file; /* relative to the folder that is read; NULL: nowhere */
	int line, col;    /* from 1, columns in characters; 0: the file as a whole */
};

/* Orders by file, nowhere first, then by line and column. */
int place_cmp(const struct place *a, const struct place *b);

/* From one place to before another of the same file: what a thing takes up of it. */
struct extent {
	struct place from;
	int end_line, end_col;
};

enum severity { SEVERITY_OFF, SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };

/* "off", "note", "warning", "error"; NULL-terminated. */
extern const char *const severity_words[];

#include "core/rules.h" /* enum rule */

struct allow;
struct finding_count;

struct finding {
	enum rule rule;
	enum severity severity;
	struct place at;
	const char *what; /* what is wrong, in plain words */
	const char *todo; /* what to do about it; NULL if the words say it all */
};

enum {
	FINDINGS_PER_FILE = 100, /* more are counted, not kept */
	FINDINGS_KEPT = 5000,    /* of all files */
	FINDING_TEXT_MAX = 400,  /* bytes of what and of todo each */
	FINDING_WORDS = 16,      /* pieces of a message in the making */
	FINDING_ABOUT_MAX = 4    /* further things that a finding is about */
};

struct findings {
	struct arena *arena;   /* where texts live; not owned */
	struct finding *items; /* in the order found until findings_sort */
	size_t n;
	size_t errors, warnings, notes; /* all that are told, those not kept included */
	size_t dropped;                 /* over FINDINGS_PER_FILE or FINDINGS_KEPT */
	struct finding_count *counts;   /* of each file, for that ceiling */
	size_t ncounts, last;           /* last: the one used last */
	char *words;                    /* what finding_quote and finding_words return */
	size_t nwords;
	enum severity level[RULE_COUNT];       /* of each rule, as the site has it */
	struct allow *allows;                  /* what is not told, and where */
	size_t nallows, nready;                /* nready: how many are in order */
	struct place about[FINDING_ABOUT_MAX]; /* of the next finding */
	size_t nabout;
};

/* No findings yet; their texts will live in `a`. */
void findings_init(struct findings *f, struct arena *a);

/* Adds a finding. `what` is printf-like; quoted input in it is shortened and made printable by
 * finding_quote. `todo` as in struct finding, copied; NULL allowed. */
void finding_add(struct findings *f, enum rule rule, struct place at, const char *todo,
    const char *what, ...) __attribute__((format(printf, 5, 6)));

/* The next finding is about the thing at this place, too: an `allow` there silences it. */
void finding_about(struct findings *f, struct place at);

/* Whether a finding at this place would be told, for what gathers findings before it tells them;
 * what the next one is about is then forgotten. */
bool finding_is_told(struct findings *f, enum rule rule, struct place at);

/* Sets the severity of a rule that is settable, for what was found before, too. */
void findings_set_rule(struct findings *f, enum rule rule, enum severity severity);

/* From now on findings of a settable rule are not told whose place, or that of something they are
 * about, is within `where`. `said`: where that is written. Best called in the order of places. */
void findings_allow(struct findings *f, enum rule rule, struct extent where, struct place said);

/* When all has been found: if there is no error, adds a note on each findings_allow that no finding
 * needed; then sorts. */
void findings_settle(struct findings *f);

/* True if a further finding of this file would only be counted: no need to word it, or to look for
 * what was meant. `file` may be NULL. */
bool findings_is_full(struct findings *f, const char *file);

/* Input as it may stand in a message: control and bidi characters as \xNN or \u{NNNN}, at most
 * 60 characters and then an ellipsis. Good until FINDING_WORDS more were made. */
const char *finding_quote(struct findings *f, const char *s);

/* Words for finding_add, printf-like, cut at FINDING_TEXT_MAX; as long-lived as finding_quote's. */
const char *finding_words(struct findings *f, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Sorts by file, line, column; equal places keep the order found. */
void findings_sort(struct findings *f);

/* How many findings of a file are not kept. */
size_t findings_left_out(const struct findings *f, const char *file);

/* Writes `file:line:col: `, as far as that is known. */
void finding_place_format(struct buf *out, const struct finding *f, const char *dir_prefix);

/* Writes one finding as `file:line:col: error: what: what to do [rule-id]` and a line end. */
void finding_format(struct buf *out, const struct finding *f, const char *dir_prefix);

const char *rule_id(enum rule r);         /* "unknown-key" */
enum severity rule_severity(enum rule r); /* as the table has it */
bool rule_is_settable(enum rule r);
int rule_find(const char *id);              /* the rule of an id, or -1 */
const char *rule_help(enum rule r);         /* one sentence, for the manual and the schema */
const char *severity_name(enum severity s); /* "error" */

enum { EDIT_MAX = 64 }; /* bytes of a word that edit_distance takes */

/* How many letters to put in, leave out, replace or swap with their neighbour (Damerau-Levenshtein,
 * no place touched twice) to make `b` of `a`, of at most EDIT_MAX bytes each; ASCII case folded. */
size_t edit_distance(const char *a, size_t na, const char *b, size_t nb);

/* The one of `n` candidates that is nearest to `word`, for "did you mean"; NULL if none is near:
 * more than a third of the word would have to change (Damerau-Levenshtein, ASCII case folded). */
const char *suggest(const char *word, const char *const *candidates, size_t n);

#endif
