/* SPDX-License-Identifier: ISC */
/* What the files of from_html share; for everyone else there is from_html.h. */
#ifndef PLENARY_FROM_HTML_PRIVATE_H
#define PLENARY_FROM_HTML_PRIVATE_H

#include "core/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- tags and characters: from_html_scan.c ---- */

enum { TAG_NAME_MAX = 15 };

struct tag {
	char name[TAG_NAME_MAX + 1]; /* lower case, cut; empty: a comment or the like */
	bool is_end;
	const char *attrs; /* what stands between the name and the '>' */
	size_t nattrs;
};

/* A walk over HTML. `budget` bounds searches that find nothing, so that all of them together are
 * linear. */
struct scan {
	const char *s;
	size_t n, i;
	size_t budget;
};

void scan_init(struct scan *sc, const char *s, size_t n);

/* Takes a tag or comment at a '<'. False, and nothing taken, if it is only a '<'. */
bool scan_tag(struct scan *sc, struct tag *out);

/* Goes past the end tag of `name`. False, and nothing taken, if there is none. */
bool scan_past_end(struct scan *sc, const char *name);

/* Takes one character, references resolved (`&eacute;`, `&#233;`), into `out`; its length, 0 for
 * one that no text may have. A named reference not known here is left as it is: CommonMark has
 * the same ones, so `*is_reference` says that the '&' in `out` is to stay as it is. */
size_t scan_char(struct scan *sc, char out[4], bool *is_reference);

/* Appends the value of an attribute, white space and references resolved; false if it has none. */
bool tag_attr(const struct tag *t, const char *name, struct buf *out);

/* ---- one paragraph's text: from_html_inline.c ---- */

enum inline_look { LOOK_PLAIN, LOOK_EMPH, LOOK_STRONG, LOOK_CODE, LOOK_IMAGE, LOOK_BREAK };

/* Text of one look and one link. */
struct inline_run {
	enum inline_look look;
	size_t begin, end; /* in the text */
	size_t link;       /* where its URL begins among the URLs; 0: no link */
};

struct inlines {
	struct buf text, urls, runs;
	bool space; /* white space was seen: one comes before the next character */
	enum inline_look space_look;
};

/* Stands in the text for the '&' of a reference that is to stay one. */
enum { INLINE_REFERENCE = 1 };

void inlines_init(struct inlines *in, size_t max);
void inlines_free(struct inlines *in);
void inlines_clear(struct inlines *in);
bool inlines_are_empty(const struct inlines *in);

/* Keeps a URL; what `link` is then to be. */
size_t inlines_url(struct inlines *in, const char *url);

/* Appends text without white space in it. */
void inlines_put(struct inlines *in, enum inline_look look, size_t link, const char *s, size_t n);

/* White space in text of this look; a line break. */
void inlines_space(struct inlines *in, enum inline_look look);
void inlines_break(struct inlines *in);

/* Whether a line break came last. */
bool inlines_end_in_break(const struct inlines *in);

/* The runs. */
size_t inlines_count(const struct inlines *in);
struct inline_run *inlines_at(const struct inlines *in, size_t i);

/* Makes plain what cannot be written otherwise, so that runs that touch differ in look or link and
 * all delimiters work. */
void inlines_settle(struct inlines *in);

/* Appends all of it as CommonMark; lines are divided by '\n', each but the last ends in '\\'.
 * from_html_write.c */
void inlines_write(struct inlines *in, struct buf *out, bool is_heading);

/* Characters as section 6.2 of CommonMark sorts them; only what is surely a letter, digit or
 * punctuation in every version of Unicode is said to be one. */
enum char_kind { KIND_SPACE, KIND_PUNCT, KIND_LETTER, KIND_UNSURE };

enum char_kind char_kind(uint32_t cp);

/* Of the first character of a run, of the last of `n` bytes; its length. */
size_t first_char_kind(const struct inlines *in, const struct inline_run *r, enum char_kind *kind);
size_t last_char_kind(const char *s, size_t n, enum char_kind *kind);

/* Bold or italic. */
bool look_is_delimited(enum inline_look look);

/* ---- blocks: from_html_blocks.c ---- */

enum {
	DEPTH_MAX = 16 /* open lists, items and quotes; deeper ones are laid flat */
};

/* What blocks stand in. */
enum holder_kind { HOLD_QUOTE, HOLD_LIST, HOLD_ITEM };

struct holder {
	enum holder_kind kind;
	bool is_begun; /* something of it is written */
	char mark;     /* of a list: '-', '*'; '.', ')' when numbered */
	int number;    /* of a numbered list: of the next item */
	char lead[16]; /* of an item: "- ", "10. " */
};

struct blocks {
	struct buf *out;
	size_t begin;    /* of what is ours in `out` */
	struct buf line; /* the block to write, without what stands before its lines */
	struct holder stack[DEPTH_MAX];
	int depth, laid_flat; /* open ones; those that were too deep */
	bool after_para;      /* a paragraph came last */
	int closed_depth;     /* where a list ended and nothing came since; -1: nowhere */
	char closed_mark;     /* its mark */
};

void blocks_init(struct blocks *b, struct buf *out, size_t max);
void blocks_free(struct blocks *b);

/* Writes `line` as a block, and empties it. */
void blocks_put(struct blocks *b, bool is_para);

void blocks_begin_quote(struct blocks *b);
void blocks_begin_list(struct blocks *b, bool is_numbered, int start);
void blocks_begin_item(struct blocks *b);

/* Closes the innermost holder of this kind and all in it, but none round a holder of `within`. */
void blocks_end(struct blocks *b, enum holder_kind kind, enum holder_kind within);

/* Whether text would stand in a list and in no item of it. */
bool blocks_want_item(const struct blocks *b);

#endif
