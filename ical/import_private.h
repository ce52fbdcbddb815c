/* SPDX-License-Identifier: ISC */
/* The parts of the import; only ical/import*.c include this. libical's types are theirs too: a
 * property is handed over as what it says. */
#ifndef PLENARY_ICAL_IMPORT_PRIVATE_H
#define PLENARY_ICAL_IMPORT_PRIVATE_H

#include "core/buf.h"
#include "core/intake.h"
#include "core/names.h"

enum {
	/* Rules of repetition with hardly a time: for one libical may search five hundred years, a
	 * tenth of a second. After so many no other is worked out. */
	ICS_BARREN_MAX = 20,
	ICS_STEPS_MAX = 1000000 /* times that all rules of a file are worked out to */
};

/* What to do about times that are not taken. */
#define ICS_TO_CHOOSE "for others import again with --from and --to"

/* ---- lines and components: import_scan.c ---- */

/* A content line (RFC 5545 section 3.1), unfolded, without control characters. */
struct ics_line {
	const char *name; /* upper case */
	const char *s;    /* all of it */
	const char *value;
	struct place at;
};

/* What stands between BEGIN and END. Its lines are those that are not within another in it. */
struct ics_component {
	const char *name; /* upper case */
	struct place at;
	struct ics_component *parent; /* NULL: the file */
	struct ics_line *lines;
	size_t nlines;
	struct ics_component **parts;
	size_t nparts;
};

struct ics {
	struct intake *in;
	struct arena *a; /* the intake's */
	struct ics_component file;
	struct ics_component **calendars, **entries, **zones; /* in the order of the file */
	size_t ncalendars, nentries, nzones;
	struct names names;  /* of properties and components */
	struct names by_uid; /* to struct ics_series */
	struct ics_zone *tzids;
	size_t ntzids;
	struct names told; /* properties that are not carried over */
	size_t ntold;
	struct names categories; /* how often each stands */
	size_t ncategories, ncategory_uses;
	bool has_strands;     /* categories are tracks */
	bool is_first_look;   /* what cannot be read is told when it is looked at again */
	size_t rules, barren; /* of repetition: worked out so far; of them with hardly a time */
	size_t steps;         /* times that came of them */
	/* Here so that they are freed whatever happens: the line being unfolded; what libical
	 * made of the line looked at last. */
	struct buf line;
	void *held;
};

/* Fills `file` and the lists of components; `line` must be empty, with its maximum. */
int ics_scan(struct ics *x, const char *bytes, size_t n, struct err *e);

/* The first line of this name, or NULL. */
const struct ics_line *ics_find(const struct ics_component *c, const char *name);

/* Tells that a component has no place in an agenda: import.c. */
void ics_left_out(struct ics *x, const struct ics_component *c);

/* ---- what a line says: import_line.c ---- */

/* A date, or a date and time, as it is written (RFC 5545 section 3.3.4 and 3.3.5). */
struct ics_time {
	struct civil local;
	int second;
	bool is_date, is_utc;
	const char *tzid; /* NULL: none */
};

/* The text of a line, backslashes resolved; "" if there is none; NULL, and told, if it cannot be
 * read. */
const char *ics_text(struct ics *x, const struct ics_line *l);

/* All values of a line with commas. */
const char **ics_texts(struct ics *x, const struct ics_line *l, size_t *n);

/* A parameter (RFC 5545 section 3.2), or NULL. */
const char *ics_param(struct ics *x, const struct ics_line *l, const char *name);

/* Times of DTSTART, DTEND, RECURRENCE-ID (one), RDATE, EXDATE (many; of periods their start). */
bool ics_time(struct ics *x, const struct ics_line *l, struct ics_time *out);
struct ics_time *ics_times(struct ics *x, const struct ics_line *l, size_t *n);

/* Seconds; false, and told, if it is no duration. */
bool ics_duration(struct ics *x, const struct ics_line *l, int64_t *seconds);

/* Seconds east of UTC (section 3.3.14). */
bool ics_offset(struct ics *x, const struct ics_line *l, int32_t *seconds);

/* What a rule says of itself (section 3.3.10). */
struct ics_rule {
	bool is_known;  /* it could be read, and repeats by days or longer */
	bool is_yearly; /* FREQ=YEARLY */
	bool has_count; /* it ends after some times … */
	bool has_until; /* … or at a moment */
	struct ics_time until;
};

struct ics_rule ics_rule(struct ics *x, const struct ics_line *l);

/* The days of which times of a rule are taken. */
struct ics_window {
	struct date first, last;
	bool is_earlier, is_later; /* there are times before them; after them, or more than `max` */
};

/* Appends the times of a rule that begins at `start` and that are in a window, at most `max`, and
 * says in the window what others there are. `until`, if not NULL, stands for the rule's own: in the
 * zone of `start`. */
void ics_repeat(struct ics *x, const struct ics_line *l, struct ics_time start,
    const struct civil *until, struct ics_window *w, size_t max, struct ics_time **out, size_t *n);

/* Frees what libical holds. */
void ics_let_go(struct ics *x);

/* Tells of a line that cannot be read. */
void ics_unreadable(struct ics *x, const struct ics_line *l);

/* ---- zones: import_zone.c, import_zone_name.c, import_zone_file.c ---- */

enum { ICS_ZONES_MAX = 200, ICS_SHIFTS_MAX = 2000 };

/* What a TZID stands for. */
struct ics_zone {
	const char *tzid;
	const struct tz *tz;                /* NULL: none that we know */
	const struct ics_component *source; /* its VTIMEZONE, or NULL */
	struct ics_shift *shifts;           /* what its VTIMEZONE says, in order */
	size_t nshifts;
	struct ics_time *times; /* that have it */
	size_t ntimes;
	struct place at; /* of the first of them */
	bool contradiction_told;
};

/* From the instant `when` on the offset is `offset`; before the first it was `before`. */
struct ics_shift {
	int64_t when;
	int32_t before, offset;
};

/* Reads all VTIMEZONEs, finds the zone of each TZID that a time has, and sets the event's. */
void ics_zones(struct ics *x);

/* What a TZID stands for; NULL if nothing in the file has it. */
struct ics_zone *ics_zone(struct ics *x, const char *tzid);

/* A time as the intake takes it. */
struct intake_time ics_intake_time(struct ics *x, struct place at, const struct ics_time *t);

/* The instant of a time, for comparing: false if it has none. */
bool ics_instant(struct ics *x, const struct ics_time *t, int64_t *out);

/* The zone that a name means: IANA's, with what programs put before it, Windows', Outlook's
 * "(UTC+01:00) Amsterdam, Berlin". NULL if none. import_zone_name.c */
const struct tz *zone_of_name(struct tzdb *db, const char *name);

/* Names of zones that stand for many, the best known of each rule; NULL-terminated. */
extern const char *const zone_usual_names[];

/* Tells of a line of a VTIMEZONE that is not looked at. import_zone_file.c */
void ics_zone_aside(struct ics *x, const struct ics_line *l);

/* The shifts of a VTIMEZONE, in order. import_zone_file.c */
void ics_shifts(struct ics *x, struct ics_zone *z);

/* The offset of a local time by the shifts; false if they do not say. */
bool ics_shift_offset(const struct ics_zone *z, int64_t local, int32_t *offset);

/* ---- entries: import_entry.c, import_field.c, import_repeat.c ---- */

enum { ICS_CHANGED_MAX = 1000 }; /* entries that change one that repeats */

/* Entries of one UID: the times at which one stands for another that repeats (RFC 5545 section
 * 3.8.4.4). */
struct ics_series {
	struct ics_time *changed;
	size_t nchanged;
	const struct ics_component *repeats; /* the one that they change, by a rule; NULL */
	bool has_window;
	struct ics_window window; /* of that rule */
};

/* Looks at all entries: which belong together, and which categories are tracks. */
void ics_entries_begin(struct ics *x);

/* What an entry says but for when it is. */
void ics_entry_read(struct ics *x, const struct ics_component *c, struct intake_entry *out);

/* Its UID, "" if it has none. */
const char *ics_uid(struct ics *x, const struct ics_component *c);

/* Makes sessions of one entry: one, or one for each time that it repeats. */
void ics_entry(struct ics *x, const struct ics_component *c);

/* The times at which an entry that repeats is, without those that are taken out or changed; NULL,
 * and `*n` 0, if it does not repeat. */
struct ics_time *ics_occurrences(
    struct ics *x, const struct ics_component *c, const struct ics_time *start, size_t *n);

/* Whether an entry that changes another at one time is left out, for what it changes is: then the
 * day on which it is now is not one that is taken. */
bool ics_is_beyond(struct ics *x, const struct ics_component *c, const struct ics_time *start);

/* Tells that a property is not carried over, once for each name. */
void ics_not_carried(struct ics *x, const struct ics_line *l);

/* Tells, once, that Plenary makes a property itself. */
void ics_made_anew(struct ics *x, const struct ics_line *l);

#endif
