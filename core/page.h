/* SPDX-License-Identifier: ISC */
/* Pages: what is shown, without how. One builder a kind of page (pages.h) makes a page out of the
 * agenda; gemini/gemtext.c and html/html_page.c write it, each in its own escaping. Text here is
 * plain text, not escaped for anywhere. Everything lives in the page's arena. */
#ifndef PLENARY_PAGE_H
#define PLENARY_PAGE_H

#include "core/arena.h"
#include "core/buf.h"
#include "core/date.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where a link leads. */
enum target_kind {
	TARGET_NONE,
	TARGET_PAGE,  /* a page of the site: `to` as in path.h, "" for home */
	TARGET_VIEW,  /* a page in the capsule in a language and zone: `to` with both before it */
	TARGET_FILE,  /* another file of the site: "all.ics" */
	TARGET_URL,   /* anywhere else: a complete URL */
	TARGET_WEBCAL /* a calendar of the site, to subscribe to: its https or http URL, which
			 becomes a webcal: link; no text of an agenda can have one */
};

struct target {
	enum target_kind kind;
	const char *to;
};

/* A stretch of text with one look. A text is a list of runs. */
enum run_look { RUN_PLAIN, RUN_EMPH, RUN_STRONG, RUN_CODE, RUN_BREAK /* a line break, no text */ };

struct run {
	enum run_look look;
	const char *s;
	struct target target; /* of a link, else TARGET_NONE */
	const char *datetime; /* what it says of a time, for machines (HTML, "valid date string",
				 "valid global date and time string"); or NULL */
};

struct runs {
	struct run *run;
	size_t n;
	const char *lang; /* when it is not that of the page, else NULL */
};

/* A line of an agenda. */
enum slot_mark { SLOT_NORMAL, SLOT_CANCELLED, SLOT_POSTPONED, SLOT_TENTATIVE, SLOT_MOVED };

struct page_slot {
	int64_t start, end; /* instants, for machines; start 0: no time */
	int32_t offset;     /* of the start's local time, seconds east */
	struct date day;    /* year 0: none */
	const char *time;   /* "09:30–11:00", "from 09:30", "" */
	const char *there;  /* when it begins in the reader's zone, with its day if another; NULL */
	const char *title;
	const char *lang; /* of the title when not the page's, else NULL */
	struct target target;
	const char *rooms, *tracks, *people; /* joined by ", "; "" when none */
	const char *mark_note;               /* "cancelled", "moved from Wed 10:00"; NULL */
	const char *note;                    /* "50 min left"; NULL */
	const char *summary;  /* what it is, in a line; NULL. Not where a line is a link */
	const char *colour;   /* of its one track, "#rrggbb"; NULL */
	const char *track_id; /* of its one track; NULL */
	enum slot_mark mark;
	bool is_break, is_joint;
	size_t number;    /* in a grid: of the day's sessions, from 0 */
	uint32_t choices; /* in a grid: a bit for each of its choices that shows it */
};

/* A choice of what of a grid to show; those of one group follow each other. */
struct grid_choice {
	const char *group, *label; /* "Tracks", "Policy" */
};

enum { GRID_CHOICES_MAX = 16 };

/* The timetable grid of a day: one column a room or track, one row a moment at which something
 * begins, or (is_hourly) an hour; a cell spans the rows until it ends and, if it is for all, the
 * columns. Each slot stands in exactly one cell; in an hour several may begin in one place. */
struct grid_cell {
	struct page_slot *slot;
	size_t row, column, rows, columns; /* where it begins and how far it reaches */
};

struct grid {
	const char *caption;
	const char **columns;          /* their titles */
	struct target *column_targets; /* their pages; NULL: they have none */
	size_t ncolumns;
	const char **rows; /* "09:30" */
	size_t nrows;
	bool is_hourly;          /* rows are hours, cut where something for all begins or ends */
	struct grid_cell *cells; /* by start, then column: the reading order of a list */
	size_t ncells;
	struct grid_choice *choices;
	size_t nchoices;
	const char *show_only, *show_all; /* what the choices, and none of them, are called */
};

enum block_kind {
	BLOCK_HEADING, /* level 2 to 4; a page's title is level 1 and not a block */
	BLOCK_PARA,
	BLOCK_ITEM, /* of a list; consecutive ones make one list; level 1 to 3; ordinal > 0:
		       numbered */
	BLOCK_QUOTE,
	BLOCK_CODE, /* preformatted */
	BLOCK_RULE,
	BLOCK_FACT,   /* label and runs: "Where: Berlin"; consecutive ones make one list */
	BLOCK_NOTICE, /* something to see first: cancelled, postponed, moved, draft */
	BLOCK_LINK,   /* one link on a line of its own, to where runs[0] leads */
	BLOCK_SLOT,   /* one line of an agenda; consecutive ones make one list */
	BLOCK_GRID
};

struct block {
	enum block_kind kind;
	int level, ordinal;
	const char *label; /* BLOCK_FACT; "calendar", "material", … for BLOCK_LINK, or NULL;
			      "error", "warning", … for a BLOCK_ITEM that is a finding, else NULL;
			      what a BLOCK_CODE shows, in words, or NULL */
	const char *id;    /* anchor of a heading, or NULL */
	struct runs text;
	struct page_slot *slot;
	struct grid *grid;
};

/* What a page is, for its look as a whole. */
enum page_look {
	LOOK_USUAL,
	LOOK_HOME,
	LOOK_DOOR, /* of a room: is also printed to hang on its door */
	LOOK_FLYER /* fits one sheet of paper */
};

struct page {
	struct arena *arena;
	const char *path;    /* its own, as in path.h */
	const char *lang;    /* BCP 47 */
	const char *title;   /* level 1 heading */
	const char *heading; /* the title without what `kicker` says; NULL: the title itself */
	const char *kicker;  /* what it is a part of, for above the heading; or NULL */
	struct target kicker_target;
	enum page_look look;
	const char *title_lang; /* when not the page's, else NULL */
	const char *texts_lang; /* of most texts, said on top instead of at each; NULL */
	const char *site_title;
	const char *description; /* one line, or "" */
	struct run *crumbs;      /* the way from home to here, the page itself left out */
	size_t ncrumbs;
	struct run *nav; /* where one can go from every page of the web */
	size_t nnav;
	struct block *blocks;
	size_t nblocks;
	const char *calendar; /* path of the .ics of just this page, or NULL */
	const char *feed;     /* path of the Atom feed of what it is about, or NULL */
	int revision;         /* of the site, or of the last change to what it is about; 0: none */
	struct page *foot;    /* blocks below every page, the organisation's own; or NULL */
	const char *footer; /* "Revision 3, published 14 June 2023 09:30 UTC", "Last change: …" */
	/* Words of the frame on the web, in the page's language; NULL: in English. "Skip to
	 * content", "You are here", "Time" (head of a grid's first column). */
	const char *skip_word, *crumbs_word, *time_word;
	const char *colon; /* what stands between a label and its value; NULL: ": " */
};

/* The language that most of its text is in: the page's own, or another that texts have. */
const char *page_main_lang(const struct page *p);

/* ---- for builders: each appends and returns the new block, which stays in place until the next
 * one is appended; texts are copied into the page's arena ---- */

struct block *page_heading(struct page *p, int level, const char *text);
struct block *page_para(struct page *p, const char *text);
struct block *page_notice(struct page *p, const char *text);
/* `value` may be NULL: the runs follow. */
struct block *page_fact(struct page *p, const char *label, const char *value);
/* `kind` becomes the block's label; NULL allowed. */
struct block *page_link(struct page *p, const char *label, struct target target, const char *kind);
struct block *page_block(struct page *p, enum block_kind kind);

/* Takes back all blocks but the first `n`. */
void page_cut(struct page *p, size_t n);

/* Appends a run to a block's text. */
struct run *page_run(
    struct page *p, struct block *b, enum run_look look, const char *s, struct target target);

/* Appends CommonMark text as blocks (markdown.c; raw HTML in it is shown as text, images become
 * their description and a link, headings begin at `level`). `lang` as in struct runs. Links with
 * a scheme that is not url_is_safe become plain text. */
void page_markdown(struct page *p, const char *text, const char *lang, int level);

/* The same, and appends the text as HTML, parsed once: the headings of their own level and one
 * more, raw HTML and images as above, only links that are url_is_safe. */
void page_markdown_html(
    struct page *p, struct buf *html, const char *text, const char *lang, int level);

/* CommonMark as plain text, for calendars and descriptions: links as "label (URL)", items with
 * "- ", paragraphs divided by an empty line, at most `max` bytes (0: all) cut at a word. */
const char *markdown_plain(struct arena *a, const char *text, size_t max);

/* The same of blocks that page_markdown made. */
const char *page_plain(struct arena *a, const struct page *p, size_t max);

/* Calls for the address of every link and image of a CommonMark text, as written there. */
typedef void link_fn(void *arg, const char *url);
void markdown_links(const char *text, link_fn *fn, void *arg);

struct target target_page(const char *path);
struct target target_file(const char *path);
struct target target_url(const char *url);
struct target target_webcal(const char *url);

/* Whether both lead to the same place, or both nowhere. */
bool target_eq(const struct target *a, const struct target *b);

#endif
