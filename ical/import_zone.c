/* SPDX-License-Identifier: ISC */
/* What the TZIDs of a file stand for. A zone with an IANA name goes by our own zone files, whatever
 * the file says of it; that is only compared. */
#include "ical/import_private.h"

#include <string.h>

enum { YEARS_LOOKED_AT = 3 };

struct ics_zone *
ics_zone(struct ics *x, const char *tzid)
{
	for (size_t i = 0; i < x->ntzids; i++)
		if (strcmp(x->tzids[i].tzid, tzid) == 0)
			return &x->tzids[i];
	return NULL;
}

static struct ics_zone *
add_zone(struct ics *x, const char *tzid)
{
	struct ics_zone *z = ics_zone(x, tzid);

	if (z != NULL || x->ntzids >= ICS_ZONES_MAX)
		return z;
	z = arena_push(x->a, &x->tzids, &x->ntzids, sizeof *z);
	z->tzid = tzid;
	z->tz = zone_of_name(x->in->options.db, tzid);
	return z;
}

static void
read_zone(struct ics *x, const struct ics_component *c)
{
	const struct ics_line *id = ics_find(c, "TZID"), *location = ics_find(c, "X-LIC-LOCATION");
	const char *tzid = ics_text(x, id), *name;
	struct ics_zone *z;

	if (tzid == NULL || *tzid == '\0' || (z = add_zone(x, tzid)) == NULL || z->source != NULL) {
		intake_tally(x->in, RULE_IMPORT_DROPPED, c->at,
		    "a time zone that has no name, or that of one before it, is left out", NULL);
		return;
	}
	z->source = c;
	for (size_t i = 0; i < c->nlines; i++)
		if (&c->lines[i] != id && &c->lines[i] != location)
			ics_zone_aside(x, &c->lines[i]);
	ics_shifts(x, z);
	if (z->tz == NULL && location != NULL && (name = ics_text(x, location)) != NULL)
		z->tz = zone_of_name(x->in->options.db, name);
}

static void
note_times(struct ics *x, const struct ics_component *c)
{
	for (size_t i = 0; i < c->nlines; i++) {
		const struct ics_line *l = &c->lines[i];
		struct ics_zone *z;
		struct ics_time t;

		if ((strcmp(l->name, "DTSTART") != 0 && strcmp(l->name, "DTEND") != 0) ||
		    !ics_time(x, l, &t) || t.tzid == NULL || (z = add_zone(x, t.tzid)) == NULL)
			continue;
		if (z->ntimes == 0)
			z->at = l->at;
		*(struct ics_time *)arena_push(x->a, &z->times, &z->ntimes, sizeof t) = t;
	}
}

/* ---- zones that have a name of their own ---- */

static int64_t
local_seconds(const struct civil *c)
{
	return date_to_seconds(c->date) + c->minute * 60;
}

/* Whether a zone has the offset that the file says, at one local time. */
static bool
agrees_at(const struct tz *tz, const struct ics_zone *z, struct civil local)
{
	int32_t offset;
	int64_t utc[2];

	if (!date_is_valid(local.date) || !ics_shift_offset(z, local_seconds(&local), &offset) ||
	    tz_from_civil(tz, local, utc) != TZ_ONE)
		return true;
	return utc[0] == local_seconds(&local) - offset;
}

/* Whether it does at all times that the file has in it; `all_year`: and through their year. */
static bool
agrees(const struct tz *tz, const struct ics_zone *z, bool all_year)
{
	int years[YEARS_LOOKED_AT] = {0}, n = 0;

	for (size_t i = 0; i < z->ntimes; i++) {
		struct civil c = z->times[i].local;

		if (!agrees_at(tz, z, c))
			return false;
		if (n == YEARS_LOOKED_AT || (n > 0 && years[n - 1] == c.date.year))
			continue;
		years[n++] = c.date.year;
		for (c.date.month = 1, c.date.day = 15; all_year && c.date.month <= 12;
		     c.date.month++)
			if (!agrees_at(tz, z, c))
				return false;
	}
	return true;
}

static const struct tz *
find_zone(struct ics *x, const struct ics_zone *z, bool all_year)
{
	struct tzdb *db = x->in->options.db;
	const struct tz *tz = x->in->options.zone;
	size_t n;
	const char *const *names = tzdb_names(db, &n);

	if (tz == NULL && x->in->event.zone != NULL)
		tz = tzdb_find(db, x->in->event.zone);
	if (tz != NULL && agrees(tz, z, all_year))
		return tz;
	for (size_t i = 0; zone_usual_names[i] != NULL; i++)
		if ((tz = tzdb_find(db, zone_usual_names[i])) != NULL && agrees(tz, z, all_year))
			return tz;
	for (size_t i = 0; i < n; i++)
		if (strncmp(names[i], "Etc/", 4) != 0 && strchr(names[i], '/') != NULL &&
		    (tz = tzdb_find(db, names[i])) != NULL && agrees(tz, z, all_year))
			return tz;
	return NULL;
}

static void
settle_zone(struct ics *x, struct ics_zone *z)
{
	struct findings *f = x->in->f;

	if (z->ntimes == 0 && z->source != NULL)
		intake_tally(x->in, RULE_IMPORT_REPAIRED, z->source->at,
		    "a time zone that no time is in is left out", NULL);
	if (z->ntimes == 0 || (z->tz != NULL && strcmp(tz_name(z->tz), z->tzid) == 0))
		return;
	if (z->tz != NULL) {
		finding_add(f, RULE_IMPORT_REPAIRED, z->at, NULL, "the time zone '%s' is %s",
		    finding_quote(f, z->tzid), tz_name(z->tz));
		return;
	}
	if (z->nshifts == 0) {
		finding_add(f, RULE_IMPORT_DOUBTFUL, z->at,
		    "if that is wrong, import again with --timezone",
		    "'%s' is not a time zone, and the file does not say what it is: its times are "
		    "taken in the zone of the event",
		    finding_quote(f, z->tzid));
		return;
	}
	z->tz = find_zone(x, z, true);
	if (z->tz == NULL)
		z->tz = find_zone(x, z, false);
	if (z->tz != NULL)
		finding_add(f, RULE_IMPORT_DOUBTFUL, z->at,
		    "if another zone is meant that has the same hours, write it",
		    "the time zone '%s' is the file's own: %s is taken, which has the same hours",
		    finding_quote(f, z->tzid), tz_name(z->tz));
	else
		finding_add(f, RULE_IMPORT_DOUBTFUL, z->at, "look whether the times are right",
		    "no time zone has the hours of the file's own '%s': its times are taken by "
		    "their offset from UTC",
		    finding_quote(f, z->tzid));
}

/* ---- the zone of the event ---- */

static void
event_zone_said(struct ics *x)
{
	struct intake_event *ev = &x->in->event;

	for (size_t i = 0; i < x->ncalendars; i++) {
		const struct ics_line *l = ics_find(x->calendars[i], "X-WR-TIMEZONE");
		const char *name = ics_text(x, l);
		const struct tz *tz;

		if (name == NULL || *name == '\0')
			continue;
		tz = zone_of_name(x->in->options.db, name);
		name = tz != NULL ? tz_name(tz) : name;
		if (ev->zone != NULL) {
			if (strcmp(ev->zone, name) != 0)
				finding_add(x->in->f, RULE_IMPORT_DOUBTFUL, l->at,
				    "look whether its times are right",
				    "the zone of the event is %s: times of this calendar that name "
				    "no "
				    "zone are taken in it, not in %s",
				    finding_quote(x->in->f, ev->zone),
				    finding_quote(x->in->f, name));
			continue;
		}
		ev->zone = name;
		ev->zone_at = l->at;
	}
}

/* The zone that most times are in. */
static void
event_zone_used(struct ics *x)
{
	struct intake_event *ev = &x->in->event;
	const struct ics_zone *best = NULL;

	for (size_t i = 0; i < x->ntzids; i++) {
		const struct ics_zone *z = &x->tzids[i];

		if (z->tz != NULL && (best == NULL || z->ntimes > best->ntimes))
			best = z;
	}
	if (ev->zone != NULL || best == NULL)
		return;
	ev->zone = tz_name(best->tz);
	ev->zone_at = best->ntimes > 0 ? best->at : best->source->at;
}

void
ics_zones(struct ics *x)
{
	for (size_t i = 0; i < x->nzones; i++)
		read_zone(x, x->zones[i]);
	x->is_first_look = true;
	for (size_t i = 0; i < x->nentries; i++)
		note_times(x, x->entries[i]);
	x->is_first_look = false;
	event_zone_said(x);
	for (size_t i = 0; i < x->ntzids; i++)
		settle_zone(x, &x->tzids[i]);
	event_zone_used(x);
}

/* ---- times ---- */

static void
tell_contradiction(struct ics *x, struct place at, struct ics_zone *z, struct civil local)
{
	char said[16], is[16];
	int32_t offset = 0;
	int64_t utc[2];

	if (z->contradiction_told || z->nshifts == 0 || agrees_at(z->tz, z, local))
		return;
	z->contradiction_told = true;
	ics_shift_offset(z, local_seconds(&local), &offset);
	tz_from_civil(z->tz, local, utc);
	tz_format_offset(offset, said);
	tz_format_offset(tz_at(z->tz, utc[0]).offset, is);
	finding_add(x->in->f, RULE_IMPORT_DOUBTFUL, at, "look whether the times are right",
	    "the file says that %s is at %s then, but it is at %s: the zone's name is gone by",
	    tz_name(z->tz), said, is);
}

struct intake_time
ics_intake_time(struct ics *x, struct place at, const struct ics_time *t)
{
	struct intake_time out = {.kind = INTAKE_TIME_LOCAL, .local = t->local};
	struct ics_zone *z = t->tzid == NULL ? NULL : ics_zone(x, t->tzid);

	if (t->is_date) {
		out.kind = INTAKE_TIME_DAY;
		return out;
	}
	if (t->second != 0)
		intake_tally(
		    x->in, RULE_IMPORT_REPAIRED, at, "seconds of a time are left out", NULL);
	if (t->is_utc) {
		out.kind = INTAKE_TIME_INSTANT;
		out.instant = local_seconds(&t->local);
	} else if (z != NULL && z->tz != NULL) {
		out.zone = z->tz;
		tell_contradiction(x, at, z, t->local);
	} else if (z != NULL && ics_shift_offset(z, local_seconds(&t->local), &out.offset)) {
		out.kind = INTAKE_TIME_INSTANT;
		out.has_offset = true;
		out.instant = local_seconds(&t->local) - out.offset;
	} else if (t->tzid == NULL) {
		intake_tally(x->in, RULE_IMPORT_REPAIRED, at,
		    "a time that names no time zone is taken in the zone of the event", NULL);
	}
	return out;
}

bool
ics_instant(struct ics *x, const struct ics_time *t, int64_t *out)
{
	struct ics_zone *z = t->tzid == NULL ? NULL : ics_zone(x, t->tzid);
	int32_t offset = 0;
	int64_t utc[2];

	*out = local_seconds(&t->local);
	if (z != NULL && z->tz != NULL && date_is_valid(t->local.date)) {
		tz_from_civil(z->tz, t->local, utc);
		*out = utc[0];
	} else if (z != NULL && ics_shift_offset(z, *out, &offset)) {
		*out -= offset;
	}
	return t->is_utc || z != NULL;
}
