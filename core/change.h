/* SPDX-License-Identifier: ISC */
/* What differs between two revisions, and what follows for the identity of each entry. An entry
 * is what a calendar shows as one: a session, an event as a whole, a deadline. */
#ifndef PLENARY_CHANGE_H
#define PLENARY_CHANGE_H

#include "core/buf.h"
#include "core/json.h"
#include "core/model.h"

struct renames; /* rename.h */
struct words;   /* words.h */

enum entry_kind { ENTRY_EVENT, ENTRY_DEADLINE, ENTRY_SESSION };

/* Kinds of change, a set. */
enum {
	CHANGE_NEW = 1 << 0,
	CHANGE_REMOVED = 1 << 1,
	CHANGE_WITHDRAWN = 1 << 2, /* made private; told to nobody but the organiser */
	CHANGE_TIME = 1 << 3,
	CHANGE_PLACE = 1 << 4, /* rooms, venue, or whether it is online */
	CHANGE_CANCELLED = 1 << 5,
	CHANGE_RESTORED = 1 << 6,
	CHANGE_STATUS = 1 << 7, /* any other status */
	CHANGE_TITLE = 1 << 8,
	CHANGE_PEOPLE = 1 << 9,
	CHANGE_TRACK = 1 << 10,
	CHANGE_TEXT = 1 << 11, /* anything else that readers see */
	CHANGE_LINKS = 1 << 12,
	CHANGE_EVENT = 1 << 13,  /* a session is on the agenda of another event now */
	CHANGE_RENAMED = 1 << 14 /* its id is another, so its address too */
};

/* One thing that an entry says otherwise, beside its title, time and rooms: what it said and what
 * it says. Several values only where the agenda has a list. */
struct change_detail {
	const char *key; /* as in the agenda: status, people, track, abstract, links, … */
	bool is_list;
	bool is_prose; /* of many lines */
	struct text *old, *now;
	size_t nold, nnow;
};

/* One entry that changed. Strings live in the arena given to changes_find. */
struct change {
	int revision;   /* in which; from changes_find: 1 when there was nothing before, else 0 */
	int64_t moment; /* of that revision */
	enum entry_kind entry;
	unsigned what; /* CHANGE_… */
	const char *event_id;
	const char *session_id;                       /* NULL unless ENTRY_SESSION */
	const char *old_event_id, *old_session_id;    /* the same, as they were before */
	enum visibility event_visibility, visibility; /* of its event, and its own, then */
	struct text event_title, title, old_title, old_event_title;
	const struct tz *zone, *old_zone;          /* of the event */
	struct slot slot, old_slot;                /* of sessions, timed events and deadlines */
	struct span dates, old_dates;              /* of events */
	enum deadline_kind deadline, old_deadline; /* of deadlines: how to read the slot's start */
	enum status status, old_status;
	struct text *rooms, *old_rooms; /* their names; the venue's of what has no room */
	size_t nrooms, nold_rooms;
	/* Names of the public links of an event or session (struct link) that came, and that went;
	 * of an entry that is in both. */
	const char **links, **old_links;
	size_t nlinks, nold_links;
	struct change_detail *details; /* of an entry that is in both */
	size_t ndetails;
	/* From changes_find, not kept: what calendars say of its place or its zone is other; it was
	 * an event that repeats, so without an entry of its own. */
	bool other_location, other_zone, was_repeated;
};

struct changes {
	struct change *items; /* in the order of the new site, then what is gone */
	size_t n;
	bool addresses; /* all pages have another address: the site is elsewhere now */
};

/* What differs between the public views of two sites; `old` may be NULL (all is new). `hidden_of`
 * is the new site before public_view, or NULL: what is there but private is WITHDRAWN, not REMOVED.
 * `renames`, or NULL for none, says which entry of the one is which of the other. */
struct changes changes_find(struct arena *a, const struct site *old, const struct site *now,
    const struct site *hidden_of, const struct renames *renames);

/* "1 session moved, 1 cancelled, 2 new, texts of 3 sessions, 1 event new"; "first revision: 14
 * events, 8 sessions"; "" for none. An entry counts once, as the gravest that happened to it. */
void changes_summary(struct buf *out, const struct changes *c);

/* One change in words: "moved: 'Opening' Tue 30 May 09:30 → 10:00 UTC+2, Hall → Room 2 (also
 * people)". Times are in the event's zone, texts in `lang`, words English. */
void change_describe(struct buf *out, const struct change *c, const char *lang);

/* The same in the language of `w`, words and texts, in its arena; when something is is also said in
 * the reader's zone `own`, or NULL: "10:00 UTC+2 (11:00 UTC+3)". */
const char *change_say(const struct words *w, const struct change *c, const struct tz *own);

/* The English line with a line for each detail, indented by `indent` and four: "people: + Ada
 * Lovelace". Each line ends with a line end. */
void change_describe_whole(
    struct buf *out, const struct change *c, const char *lang, const char *indent);

/* Whether the first line of either has a time in it: not where only its words, its place or what it
 * is called are other, but of one date of a session that repeats always. */
bool change_says_when(const struct change *c);

/* The change as one object of JSON: kind, entry, ids, titles, times by RFC 3339 and as they are
 * said, rooms, details, and its line in words. */
void change_json(struct json *j, const struct change *c, const char *lang);

/* ---- identity ---- */

/* What stands for a session's id where the entry is no session; no id looks like these. */
#define IDENTITY_EVENT    ""
#define IDENTITY_DEADLINE "."

/* When an entry is, as its calendar entry tells it. */
struct told {
	struct slot slot; /* of an event of whole days, and of a day's deadline: only the day */
	struct date last; /* of an event of whole days: the last of them */
};

/* What is kept for each entry from revision to revision (a row of the table `identity`). */
struct identity_row {
	const char *event_id, *session_id; /* or IDENTITY_EVENT, IDENTITY_DEADLINE */
	const char *uid;
	int sequence;
	int first_revision, changed_revision;
	int seen_revision; /* the last revision whose sources have it publicly */
	bool gone, withdrawn;
	struct told told;       /* the last time that it had; day 0: never one, or not known */
	struct date event_last; /* of IDENTITY_EVENT: event_last_day; day 0: not known */
	struct move move;       /* the last one, of a session; revision 0: none */
};

struct identities {
	struct identity_row *rows; /* sorted by event_id, session_id */
	size_t n;
	/* Names that went to other rows' entries: keys without a row, each with the UID that had
	 * it last; sorted like rows. */
	struct identity_row *former;
	size_t nformer;
};

/* The identities after publishing `now` as revision `revision`, from those before it, what got
 * another name (may be NULL) and what changed. What is gone, now or before, is withdrawn when
 * `hidden_of` (as in changes_find) has it. SEQUENCE rises by one when what calendars say of time,
 * place or status is other than before (RFC 5546 section 2.1.4), else it stays. New entries get UID
 * "session.event@host" (event@host, deadline.event@host), never one that any row has. Pure; all in
 * the arena. */
struct identities identities_next(struct arena *a, const struct identities *before,
    const struct site *now, const struct site *hidden_of, const struct changes *c,
    const struct renames *renames, int revision);

/* The session_id of the row that a change is about. */
const char *identity_session_id(const struct change *c);

const struct identity_row *identities_find(
    const struct identities *ids, const char *event_id, const char *session_id);

/* The name that went elsewhere, with the UID that had it; NULL. */
const struct identity_row *identities_find_former(
    const struct identities *ids, const char *event_id, const char *session_id);

/* The row with a UID, by a walk over all; NULL. */
const struct identity_row *identities_find_uid(const struct identities *ids, const char *uid);

#endif
