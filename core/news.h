/* SPDX-License-Identifier: ISC */
/* What those are told who follow the site or an event: the changes of the revisions, and one entry
 * for each event that a revision changed, so that publishing tells of an event once, however much
 * of it is other. Nothing is told of what was withdrawn, or made unlisted; of links only of those
 * that are public today. */
#ifndef PLENARY_NEWS_H
#define PLENARY_NEWS_H

#include "core/buf.h"
#include "core/change.h"
#include "core/model.h"
#include "core/words.h"

enum {
	CHANGES_SHOWN = 10,    /* revisions on a page of changes */
	CHANGES_LINES = 500,   /* after so many, in whole revisions, it ends */
	NEWS_ENTRIES_MAX = 50, /* in a feed, the newest */
	NEWS_LINES_MAX = 40    /* changes that an entry of Atom says one by one */
};

/* What is told of all the changes given, in their order, or (`by_gravity`) the gravest first. */
struct told_changes {
	const struct change **items;
	size_t n;
};
struct told_changes news_told(struct arena *a, const struct site *s, const struct change *items,
    size_t n, const struct event *of);
void news_sort(struct told_changes *told);

/* How a change is said: in one line, with its event's title before it if wanted; and the links that
 * came with it, "Slides: Opening", or NULL. A change that is nothing but these links has no line:
 * NULL. `own`: as change_say has it. */
struct news_lines {
	const char *change, *links;
};
struct news_lines news_say(
    const struct words *w, const struct change *c, bool with_event, const struct tz *own);

/* What one revision made other in one event. */
struct news_entry {
	const struct event *event;
	int revision;
	int64_t moment;
	bool is_new;                 /* it is the first that has the event */
	struct told_changes changes; /* the gravest first; at least one */
};

struct news {
	struct news_entry *items; /* the newest first */
	size_t n;
};

/* The entries of the site, or of one event, as far back as its changes are held; at last what the
 * first revision had, if they go back so far. */
struct news news_find(struct arena *a, const struct site *s, const struct event *of);

/* An entry's title, in one line: "Example Forum: cancelled: 'Opening' …, and 3 more changes". */
const char *news_title(const struct words *w, const struct news_entry *en, const struct tz *own);

/* The page where it can be read, one for each entry and none for two: EVENT/ where the event is
 * new, else EVENT/changes/4-5. */
const char *news_path(struct arena *a, const struct site *s, const struct news_entry *en);

/* The feed of the site or an event as Atom (RFC 4287), in the language of `w`. An entry's id, a
 * tag: URI (RFC 4151), is of its event's UID and its revision, so it is the same in every feed and
 * in every language, and stays. `on_web`: as a file of the web site, else as it is in the capsule.
 * Only for a site that is published. */
void news_atom(struct buf *out, const struct words *w, const struct event *of, bool on_web);

#endif
