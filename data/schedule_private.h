/* SPDX-License-Identifier: ISC */
/* Within the reader of schedule.xml: what its parts share. */
#ifndef PLENARY_SCHEDULE_PRIVATE_H
#define PLENARY_SCHEDULE_PRIVATE_H

#include "core/buf.h"
#include "core/intake.h"
#include "core/names.h"

/* Where in the file the reader is. */
enum schedule_in {
	IN_NOTHING,
	IN_SCHEDULE,
	IN_CONFERENCE,
	IN_TRACKS,
	IN_DAY,
	IN_ROOM,
	IN_EVENT,
	IN_PERSONS,
	IN_LINKS,
	IN_ATTACHMENTS,
	IN_RECORDING,
	IN_TEXT,   /* a text of its own: a title, a time */
	IN_PROSE,  /* an abstract, in which there may be HTML */
	IN_SILENT, /* what needs no place in an agenda */
	IN_UNKNOWN /* what has none */
};

/* A room of some day. */
struct schedule_room {
	struct place at;
	bool is_used;
};

/* What is known while one file is read. Strings are in in->scratch. */
struct schedule {
	struct intake *in;
	bool is_ours;          /* it was written by us, see core/timetable.h */
	const struct tz *zone; /* as far as known; NULL */
	struct date day;       /* date of <day> */
	bool has_day_start;
	struct intake_time day_start;
	int day_change;     /* minutes; -1: not said */
	const char *room;   /* name of <room>; NULL: of one of ours that is none */
	struct names rooms; /* rooms of all days by their names */
	struct schedule_room **all_rooms;
	size_t nrooms;
	struct intake_entry *entry; /* NULL: it was one too many */
	struct place at;            /* of the element that is being read */
	const char **attributes;    /* of it: name, value, …, NULL */
	const char *start, *date;   /* of the session, as written */
	struct place date_at;
};

/* What an element is where it stands: schedule_elements.c. */
enum schedule_in schedule_kind(enum schedule_in in, const char *name);

/* ---- what elements are to an agenda: schedule_fields.c ---- */

/* The beginning of what it is, and its end with its text, in which blanks at the ends are left
 * out. */
void schedule_begin(struct schedule *s, enum schedule_in is);
void schedule_end(struct schedule *s, enum schedule_in in, const char *name, const char *text);

/* Tells of rooms that no session is in. */
void schedule_finish(struct schedule *s);

/* ---- values: schedule_value.c ---- */

/* A moment as xs:dateTime or like it, with or without an offset or a time. */
bool schedule_moment(const char *s, struct intake_time *out);

/* HH:MM or HH:MM:SS, in minutes. */
bool schedule_clock(const char *s, int *minute);

/* HH:MM, D:HH:MM, HH:MM:SS, PT1H30M or minutes. With two figures before the first of two colons it
 * is hours, with one days. */
bool schedule_duration(const char *s, int *minutes);

/* The type of session that a word stands for; false if it is none that is known. */
bool schedule_type(const char *s, enum session_type *out);

/* "Cancelled: Opening" is "Opening", to which `*title` moves on, and cancelled: in each language
 * that pages have words in. False if a title says nothing of the kind. */
bool schedule_status(struct arena *scratch, const char **title, enum status *out);

/* ---- schedule_mend.c ---- */

/* Copies a file into `out` so that an XML parser takes it: without control characters, bad UTF-8
 * and bare ampersands; tells of what it changed. The lines that it left out before the beginning.
 */
int schedule_mend(struct intake *in, const char *bytes, size_t n, struct buf *out);

#endif
