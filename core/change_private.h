/* SPDX-License-Identifier: ISC */
/* The parts of changes, and of identities, which go on by them; only core/change*.c,
 * core/identity*.c and core/rename*.c include this. */
#ifndef PLENARY_CHANGE_PRIVATE_H
#define PLENARY_CHANGE_PRIVATE_H

#include "core/change.h"

/* What differs between the same entry in two sites, as a set of CHANGE_…; 0 if nothing that
 * readers see does. */
unsigned change_of_session(const struct session *old, const struct session *now);
unsigned change_of_event(const struct event *old, const struct event *now);
unsigned change_of_deadline(const struct event *old, const struct event *now);

/* The parts of that of which a change keeps both sides. */
bool span_eq(const struct span *a, const struct span *b);
bool zone_eq(const struct tz *a, const struct tz *b);
unsigned status_change(enum status old, enum status now);

/* A copy that outlives the site of the text. */
struct text change_copy_text(struct arena *a, const struct text *t);

/* Fills in the details of a change from its two sides; sessions are NULL unless it is of one. */
void change_fill_details(struct arena *a, struct change *c, const struct event *old,
    const struct session *old_session, const struct event *now, const struct session *session);

/* What happened to an entry above all, the gravest first but in the order of the summary. */
enum deed {
	DEED_MOVED,
	DEED_SCHEDULED, /* had no time before */
	DEED_CANCELLED,
	DEED_POSTPONED,
	DEED_RESTORED,
	DEED_NEW,
	DEED_REMOVED,
	DEED_WITHDRAWN,
	DEED_RENAMED, /* has another id */
	DEED_CHANGED,
	DEED_TEXTS, /* only what is read, not what is planned with */
	DEED_COUNT
};

enum deed change_deed(const struct change *c);

/* "moved", "new", …: the same in English. */
const char *change_kind(const struct change *c);

/* The first language in which the two texts say otherwise, `lang` if that is one. */
const char *change_language(const struct text *old, const struct text *now, const char *lang);

/* A change in one line, in English, texts in `lang`; with `all` also what else changed: "(also
 * people, text)". */
void change_put_line(struct buf *out, const struct change *c, const char *lang, bool all);

/* The order of rows and of names. */
int key_cmp(const char *event_a, const char *session_a, const char *event_b, const char *session_b);

/* When an entry of a site is; day 0: that is not known to the day. */
struct told told_of_session(const struct session *se);
struct told told_of_event(const struct event *ev);
struct told told_of_deadline(const struct event *ev);

/* The row of an entry that is there and has a row, which is `row` as it was before; `c` is what
 * changed, or NULL. */
void row_go_on(struct arena *a, struct identity_row *row, const struct told *told,
    const struct change *c, int revision);

/* The row of an entry that is not there. `event_changed`: what its event is called is. */
void row_go_away(struct identity_row *row, bool hidden, bool event_changed, const struct change *c,
    int revision);

#endif
