/* SPDX-License-Identifier: ISC */
/* Zones and times of what is imported. */
#include "core/intake_private.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- the zone of the event ---- */

/* The zone that is named after a city, as in Europe/Brussels; NULL if there is none, or several. */
static const struct tz *
zone_of_city(struct intake_work *w, const char *city)
{
	size_t n, i;
	const char *const *names = tzdb_names(w->in->options.db, &n), *found = NULL, *last;
	char *dashed = arena_strdup(w->in->scratch, city);

	for (char *p = dashed; *p != '\0'; p++)
		if (*p == ' ')
			*p = '_';
	for (i = 0; i < n; i++) {
		last = strrchr(names[i], '/');
		if (last == NULL || strcasecmp(last + 1, dashed) != 0 ||
		    strncmp(names[i], "Etc/", 4) == 0)
			continue;
		if (found != NULL && strncmp(found, names[i], strcspn(found, "/") + 1) != 0)
			return NULL;
		found = names[i];
	}
	return found == NULL ? NULL : tzdb_find(w->in->options.db, found);
}

/* Whether all times that came with an offset have those of the zone. */
static bool
agrees(const struct intake *in, const struct tz *tz)
{
	for (size_t i = 0; i < in->nentries; i++) {
		const struct intake_time *t = &in->entries[i]->start;

		if (t->kind == INTAKE_TIME_INSTANT && t->has_offset && t->offset != 0 &&
		    tz_at(tz, t->instant).offset != t->offset)
			return false;
	}
	return true;
}

/* The offset that all times have that came with one; false if there is none, or several. */
static bool
one_offset(const struct intake *in, int32_t *offset)
{
	bool is_known = false;

	for (size_t i = 0; i < in->nentries; i++) {
		const struct intake_time *t = &in->entries[i]->start;

		if (t->kind != INTAKE_TIME_INSTANT || !t->has_offset)
			continue;
		if (is_known && t->offset != *offset)
			return false;
		*offset = t->offset;
		is_known = true;
	}
	return is_known;
}

static const struct tz *
zone_of_offsets(struct intake_work *w)
{
	static const char todo[] = "give the zone that the times are in: --timezone Europe/Paris";
	const struct tz *tz = NULL;
	int32_t offset = 0;
	char words[16];

	if (one_offset(w->in, &offset) && offset != 0 && offset % 3600 == 0)
		/* Their signs are those of POSIX: west is positive. */
		tz = tzdb_find(w->in->options.db,
		    arena_printf(w->in->scratch, "Etc/GMT%+d", (int)(-offset / 3600)));
	tz_format_offset(offset, words);
	if (tz != NULL)
		finding_add(w->in->f, RULE_IMPORT_DOUBTFUL, w->in->event.at, todo,
		    "the file names no time zone: its times are %s, and a zone is taken that is "
		    "always that",
		    words);
	else
		finding_add(w->in->f, RULE_IMPORT_DOUBTFUL, w->in->event.at, todo,
		    "the file names no time zone: UTC is taken");
	return tz != NULL ? tz : tzdb_find(w->in->options.db, "UTC");
}

void
intake_zone(struct intake_work *w)
{
	struct intake *in = w->in;
	const struct intake_event *from = &in->event;
	const struct tz *tz = in->options.zone;
	const char *s = intake_line(w, from->zone_at, from->zone);

	if (tz == NULL && s != NULL && (tz = tzdb_find(in->options.db, s)) == NULL)
		finding_add(in->f, RULE_IMPORT_DOUBTFUL, from->zone_at,
		    "give the zone that the times are in: --timezone Europe/Paris",
		    "'%s' is not a time zone", finding_quote(in->f, s));
	if (tz == NULL && (s = intake_line(w, from->at, from->city)) != NULL &&
	    (tz = zone_of_city(w, s)) != NULL) {
		if (!agrees(in, tz))
			tz = NULL;
		else
			finding_add(in->f, RULE_IMPORT_DOUBTFUL, from->at,
			    "if that is wrong, import again with --timezone",
			    "the file names no time zone: %s is taken, because the city is %s",
			    tz_name(tz), finding_quote(in->f, s));
	}
	if (tz == NULL)
		tz = zone_of_offsets(w);
	w->event->zone = w->site->zone = tz;
}

/* ---- the time of a session ---- */

/* An instant that falls on a minute of the event's clocks, in the years that an agenda may say. */
static bool
settle(struct intake_work *w, struct place at, int64_t when, int64_t *out)
{
	struct civil c;

	if (when < 0 || when > date_to_seconds((struct date){DATE_YEAR_MAX, 12, 30}))
		return false;
	c = tz_to_civil(w->event->zone, when);
	if (!date_is_valid(c.date))
		return false;
	if (when % 60 != 0)
		intake_tally(
		    w->in, RULE_IMPORT_REPAIRED, at, "seconds of a time are left out", NULL);
	*out = when - when % 60;
	return true;
}

static bool
instant_of(struct intake_work *w, struct place at, const struct intake_time *t, int64_t *out)
{
	const struct tz *tz = t->zone != NULL ? t->zone : w->event->zone;
	char hhmm[6], day[11];
	int64_t utc[2];
	enum tz_fit fit;

	if (t->kind == INTAKE_TIME_INSTANT)
		return settle(w, at, t->instant, out);
	if (t->kind != INTAKE_TIME_LOCAL || !date_is_valid(t->local.date))
		return false;
	fit = tz_from_civil(tz, t->local, utc);
	if (fit != TZ_ONE) {
		time_format(t->local.minute, hhmm);
		date_format(t->local.date, day);
		finding_add(w->in->f, RULE_IMPORT_DOUBTFUL, at, "write the time that is meant",
		    fit == TZ_GAP ? "the clocks in %s skip %s on %s: an hour later is taken"
				  : "the clocks in %s show %s twice on %s: the first is taken",
		    tz_name(tz), hhmm, day);
	}
	return settle(w, at, utc[0], out);
}

static void
tell_end(struct intake_work *w, struct place at, const char *what)
{
	finding_add(
	    w->in->f, RULE_IMPORT_DOUBTFUL, at, "write how long it is: for: 45m", "%s", what);
}

/* The end that was said, if it can be one; a missing one stays missing. */
static void
set_end(struct intake_work *w, const struct intake_entry *en, struct slot *out)
{
	int64_t end;

	if (instant_of(w, en->at, &en->end, &end))
		out->has_end = true;
	else if (en->minutes > 0) {
		end = out->start + (int64_t)en->minutes * 60;
		out->has_end = true;
	} else {
		tell_end(w, en->at,
		    en->minutes == 0 ? "this takes no time at all: its end is left open"
				     : "it is not said when this ends");
		return;
	}
	if (end <= out->start || end - out->start > (int64_t)DURATION_MAX * 60) {
		tell_end(w, en->at,
		    end <= out->start ? "this ends before it begins: its end is left open"
				      : "this is longer than 31 days: its end is left open");
		out->has_end = false;
		return;
	}
	out->end = end;
}

void
intake_slot(struct intake_work *w, const struct intake_entry *en, struct slot *out)
{
	*out = (struct slot){0};
	if (en->start.kind == INTAKE_TIME_DAY && date_is_valid(en->start.local.date)) {
		out->day = en->start.local.date;
		return;
	}
	if (!instant_of(w, en->at, &en->start, &out->start)) {
		finding_add(w->in->f, RULE_IMPORT_DOUBTFUL, en->at,
		    "put it under its day, and write when it begins",
		    en->start.kind == INTAKE_TIME_NONE
			? "it is not said when this is: it has no time"
			: "this is not within 1970 to 2100: it has no time");
		out->start = 0;
		return;
	}
	out->has_start = true;
	out->day = tz_to_civil(w->event->zone, out->start).date;
	set_end(w, en, out);
}

/* ---- the dates of the event ---- */

static void
tell_dates(struct intake_work *w, const struct span *said, const struct span *sessions)
{
	char a[11], b[11], c[11], d[11];

	date_format(said->first, a);
	date_format(said->last, b);
	date_format(sessions->first, c);
	date_format(sessions->last, d);
	finding_add(w->in->f, RULE_IMPORT_REPAIRED, w->in->event.at, NULL,
	    "the event is said to be from %s to %s, its sessions are from %s to %s: its dates take "
	    "them in",
	    a, b, c, d);
}

void
intake_dates(struct intake_work *w)
{
	const struct intake_event *from = &w->in->event;
	struct event *ev = w->event;
	struct span said = {PRECISION_DAY, PART_WHOLE, false, from->first, from->last};
	struct span is = {PRECISION_DAY, PART_WHOLE, false, {0}, {0}};

	for (size_t i = 0; i < ev->nsessions; i++) {
		struct date day = ev->sessions[i]->slot.day;

		if (!date_is_set(day))
			continue;
		if (!date_is_set(is.first) || date_cmp(day, is.first) < 0)
			is.first = day;
		if (!date_is_set(is.last) || date_cmp(day, is.last) > 0)
			is.last = day;
	}
	if (!date_is_valid(said.first))
		said.first = said.last;
	if (!date_is_valid(said.last) || date_cmp(said.last, said.first) < 0)
		said.last = said.first;
	if (!date_is_valid(said.first)) {
		if (date_is_set(is.first))
			ev->dates = is;
		return;
	}
	ev->dates = said;
	if (!date_is_set(is.first) ||
	    (date_cmp(is.first, said.first) >= 0 && date_cmp(is.last, said.last) <= 0))
		return;
	tell_dates(w, &said, &is);
	if (date_cmp(is.last, said.first) < 0 || date_cmp(is.first, said.last) > 0) {
		ev->dates = is; /* nothing in common: what was said is of another year */
		return;
	}
	if (date_cmp(is.first, said.first) < 0)
		ev->dates.first = is.first;
	if (date_cmp(is.last, said.last) > 0)
		ev->dates.last = is.last;
}
