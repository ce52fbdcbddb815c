/* SPDX-License-Identifier: ISC */
/* From a VEVENT (RFC 5545 section 3.6.1) to sessions: when it is, and how often. */
#include "ical/import_private.h"

#include <limits.h>
#include <string.h>
#include <strings.h>

enum { STRANDS_MAX = 16 }; /* more different categories are no tracks */

const char *
ics_uid(struct ics *x, const struct ics_component *c)
{
	const char *uid = ics_text(x, ics_find(c, "UID"));

	return uid == NULL ? "" : uid;
}

/* ---- when ---- */

/* A day, and how many of them. */
static void
tell_days(
    struct ics *x, const struct ics_component *c, const struct ics_time *start, struct date last)
{
	char day[16] = "beyond 2100";

	if (date_cmp(last, start->local.date) <= 0)
		return;
	if (date_is_valid(last))
		date_format(last, day);
	finding_add(x->in->f, RULE_IMPORT_DOUBTFUL, c->at, "put it under its other days too",
	    "this lasts until %s: it stands under its first day", day);
}

/* What is over the longest is told by the intake. */
static int
whole_minutes(int64_t seconds)
{
	return seconds / 60 <= DURATION_MAX ? (int)(seconds / 60) : DURATION_MAX + 1;
}

static void
set_duration(struct ics *x, const struct ics_component *c, const struct ics_time *start,
    struct intake_entry *en)
{
	const struct ics_line *l = ics_find(c, "DURATION");
	int64_t seconds, days;

	if (l == NULL || !ics_duration(x, l, &seconds))
		return;
	days = (seconds - 1) / DAY_SECONDS;
	if (start->is_date)
		tell_days(
		    x, c, start, date_add(start->local.date, days < INT_MAX ? (int)days : INT_MAX));
	else if (seconds >= 0)
		en->minutes = whole_minutes(seconds);
}

/* How long it is, for every time that it repeats; and its end, if it does not. */
static void
set_end(struct ics *x, const struct ics_component *c, const struct ics_time *start,
    struct intake_entry *en)
{
	const struct ics_line *l = ics_find(c, "DTEND"), *length = ics_find(c, "DURATION");
	struct ics_time end;
	int64_t from, to;

	if (l == NULL || !ics_time(x, l, &end)) {
		set_duration(x, c, start, en);
		return;
	}
	if (length != NULL)
		ics_not_carried(x, length);
	if (start->is_date) {
		tell_days(x, c, start, end.is_date ? date_add(end.local.date, -1) : end.local.date);
		return;
	}
	if (end.is_date) {
		finding_add(x->in->f, RULE_IMPORT_DOUBTFUL, l->at, "write how long it is: for: 45m",
		    "the end has no time: it is left open");
		return;
	}
	ics_instant(x, start, &from);
	ics_instant(x, &end, &to);
	if (to >= from)
		en->minutes = whole_minutes(to - from);
	if (to != from)
		en->end = ics_intake_time(x, l->at, &end);
}

/* What alone in the file names one session of those with the same UID. */
static const char *
key_of(struct ics *x, const char *uid, const struct ics_time *t)
{
	const struct date d = t->local.date;

	if (*uid == '\0')
		return NULL;
	return arena_printf(x->a, "%s/%04d%02d%02dT%02d%02d", uid, d.year, d.month, d.day,
	    t->local.minute / 60, t->local.minute % 60);
}

static void
meet(struct ics *x, const struct intake_entry *proto, const char *key, struct intake_time start)
{
	struct intake_entry *en = intake_meet(x->in, proto->at);

	if (en == NULL)
		return;
	*en = *proto;
	en->key = key;
	en->start = start;
}

static void
tell_range(struct ics *x, const struct ics_line *id)
{
	const char *range = ics_param(x, id, "RANGE");

	if (range != NULL && strcasecmp(range, "THISANDFUTURE") == 0)
		finding_add(x->in->f, RULE_IMPORT_DOUBTFUL, id->at, "change the later ones by hand",
		    "this changes all that follow, too: here it stands for itself alone");
}

/* What says nothing without a DTSTART, or of an entry that stands for one time alone. */
static const char *const without_start[] = {
    "DTEND", "DURATION", "RECURRENCE-ID", "RRULE", "RDATE", "EXDATE", NULL};
static const char *const *const repeating = without_start + 3;

static void
tell_times(struct ics *x, const struct ics_component *c, const char *const *names)
{
	for (size_t i = 0; i < c->nlines; i++)
		if (word_find(names, c->lines[i].name) >= 0)
			ics_not_carried(x, &c->lines[i]);
}

void
ics_entry(struct ics *x, const struct ics_component *c)
{
	const struct ics_line *begin = ics_find(c, "DTSTART"), *id = ics_find(c, "RECURRENCE-ID");
	struct intake_entry proto;
	struct ics_time start, was, *times = NULL;
	const char *uid = ics_uid(x, c), *key = uid;
	size_t n = 0;

	ics_entry_read(x, c, &proto);
	if (begin == NULL || !ics_time(x, begin, &start)) {
		tell_times(x, c, without_start);
		meet(x, &proto, uid, (struct intake_time){0});
		return;
	}
	set_end(x, c, &start, &proto);
	if (id != NULL) {
		tell_range(x, id);
		tell_times(x, c, repeating);
	} else {
		times = ics_occurrences(x, c, &start, &n);
	}
	if (id != NULL && ics_is_beyond(x, c, &start)) {
		intake_tally(x->in, RULE_IMPORT_DROPPED, c->at,
		    "a changed time of what repeats is left out: it is not on the days that are "
		    "taken",
		    ICS_TO_CHOOSE);
		return;
	}
	if (times == NULL) {
		if (id != NULL && ics_time(x, id, &was))
			key = key_of(x, uid, &was);
		meet(x, &proto, key, ics_intake_time(x, begin->at, &start));
		return;
	}
	proto.end = (struct intake_time){0};
	for (size_t i = 0; i < n; i++)
		meet(
		    x, &proto, key_of(x, uid, &times[i]), ics_intake_time(x, begin->at, &times[i]));
}

/* ---- all entries ---- */

static void
note_changed(struct ics *x, const struct ics_component *c)
{
	const struct ics_line *id = ics_find(c, "RECURRENCE-ID");
	const char *uid = ics_uid(x, c);
	struct ics_series *se;
	struct ics_time t;

	if (id == NULL || *uid == '\0' || !ics_time(x, id, &t))
		return;
	se = names_get(&x->by_uid, uid);
	if (se == NULL) {
		se = arena_alloc(x->a, sizeof *se);
		names_put(&x->by_uid, uid, se);
	}
	if (se->nchanged < ICS_CHANGED_MAX)
		*(struct ics_time *)arena_push(x->a, &se->changed, &se->nchanged, sizeof t) = t;
}

/* What the changed ones change. */
static void
note_repeating(struct ics *x, const struct ics_component *c)
{
	struct ics_series *se = names_get(&x->by_uid, ics_uid(x, c));

	if (se != NULL && se->repeats == NULL && ics_find(c, "RRULE") != NULL &&
	    ics_find(c, "DTSTART") != NULL && ics_find(c, "RECURRENCE-ID") == NULL)
		se->repeats = c;
}

static void
count_categories(struct ics *x, const struct ics_component *c)
{
	static char seen;

	for (size_t i = 0; i < c->nlines; i++) {
		const struct ics_line *l = &c->lines[i];
		const char **all;
		size_t n = 0;

		if (strcmp(l->name, "CATEGORIES") != 0 || x->ncategories > STRANDS_MAX)
			continue;
		all = ics_texts(x, l, &n);
		for (size_t k = 0; k < n; k++) {
			x->ncategory_uses++;
			if (names_get(&x->categories, all[k]) != NULL)
				continue;
			names_put(&x->categories, all[k], &seen);
			x->ncategories++;
		}
	}
}

void
ics_entries_begin(struct ics *x)
{
	names_init(&x->by_uid, x->a);
	names_init(&x->categories, x->a);
	names_init(&x->told, x->a);
	x->is_first_look = true;
	for (size_t i = 0; i < x->nentries; i++) {
		note_changed(x, x->entries[i]);
		count_categories(x, x->entries[i]);
	}
	for (size_t i = 0; i < x->nentries; i++)
		note_repeating(x, x->entries[i]);
	x->is_first_look = false;
	x->has_strands = x->ncategories >= 2 && x->ncategories <= STRANDS_MAX &&
			 x->ncategory_uses >= 2 * x->ncategories;
}
