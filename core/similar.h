/* SPDX-License-Identifier: ISC */
/* What is gone and what is new may be the same thing under another id. Who gave it the other id is
 * to be asked: if it is the same and nobody says so, calendars show it twice. */
#ifndef PLENARY_SIMILAR_H
#define PLENARY_SIMILAR_H

#include "core/rename.h"

/* Two that are alike: an event, or a session of one. */
struct similar {
	const struct event *old_event, *event;
	const struct session *old_session, *session; /* NULL where events are */
	const char *old_id; /* that the old one would go on under: its id, or EVENT/ID */
	bool is_known; /* the session has the id of another one that was there: numbers shifted */
};

struct similars {
	struct similar *items; /* events first; each in the order of the sources */
	size_t n;
};

/* Pairs what `old`, a public view, has and `now`, all of the new sources, has not by name, with
 * what is new: the most alike first, each once, and only what is alike enough. `known` are the
 * identities at `old`; what `renames` carries over is neither gone nor new. Sessions whose ids are
 * made from titles that several have are looked at too, when they moved: such ids are numbered and
 * shift when one of them goes. In the arena. */
struct similars similar_find(struct arena *a, const struct site *old, const struct site *now,
    const struct identities *known, const struct renames *renames);

/* ---- how much two things are alike ---- */

enum {
	SIMILAR_ENOUGH = 40, /* of sessions: from here on they are asked about */
	TITLE_LANGUAGES = 4, /* of a title that are looked at */
	TITLE_BYTES = 64,    /* and bytes of each */
	LETTERS = 32
};

/* A title as plain lower-case words, where its script has them. */
struct plain_title {
	struct plain_in {
		char s[TITLE_BYTES];
		size_t n;
		unsigned char letters[LETTERS]; /* how many there are of each sort of bytes */
	} in[TITLE_LANGUAGES];
	size_t n;
};

struct plain_title plain_title(const struct text *t);

/* Two titles, in percent: by letters to change (Damerau-Levenshtein) or by words that both have,
 * whichever is more. Of titles in several languages the best pair. What cannot be `from` percent
 * may count as 0. */
int similar_titles(const struct plain_title *a, const struct plain_title *b, int from);

/* Two sessions or events; their titles are given because they are compared with many. */
int similar_sessions(const struct session *old, const struct plain_title *old_title,
    const struct session *now, const struct plain_title *title);
int similar_events(const struct event *old, const struct plain_title *old_title,
    const struct event *now, const struct plain_title *title);

#endif
