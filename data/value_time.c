/* SPDX-License-Identifier: ISC */
/* Dates, times, durations and zones. */
#include "data/value.h"

#include "data/meant.h"

#include <stdio.h>
#include <string.h>

/* The first of three that is something to do. */
static const char *
first_of(const char *a, const char *b, const char *c)
{
	return a != NULL ? a : b != NULL ? b : c;
}

bool
value_date(struct findings *f, struct place at, const char *s, struct date *out)
{
	static const char day[] = "write it as year, month and day: 2023-06-14";
	struct span span;
	const char *why;

	if (date_parse(s, out))
		return true;
	if (strlen(s) != 10 || strspn(s, "0123456789-") != 10 || span_parse(s, &span, &why))
		why = day;
	finding_add(f, RULE_BAD_DATE, at, first_of(meant_any(s), meant_date(f, s, false), why),
	    "'%s' is not a day", finding_quote(f, s));
	return false;
}

bool
value_dates(struct findings *f, struct place at, const char *s, struct span *out)
{
	const char *why;

	if (span_parse(s, out, &why))
		return true;
	finding_add(f, RULE_BAD_DATE, at, first_of(meant_any(s), meant_date(f, s, true), why),
	    "'%s' is not a date", finding_quote(f, s));
	return false;
}

bool
value_time(struct findings *f, struct place at, const char *s, int *minute)
{
	if (time_parse(s, minute))
		return true;
	finding_add(f, RULE_BAD_TIME, at,
	    first_of(meant_any(s), meant_time(f, s),
		"write hours and minutes like 09:30, from 00:00 to 23:59"),
	    "'%s' is not a time", finding_quote(f, s));
	return false;
}

bool
value_hours(struct findings *f, struct place at, const char *s, struct hours *out)
{
	struct hours hours = {.is_set = true};
	char from[6], to[6];

	if (sscanf(s, "%5[0-9:] to %5[0-9:]", from, to) == 2 && strlen(s) == 14 &&
	    time_parse(from, &hours.from) && time_parse(to, &hours.to) && hours.from != hours.to) {
		*out = hours;
		return true;
	}
	finding_add(f, RULE_BAD_TIME, at,
	    first_of(meant_any(s), NULL, "write it like 08:30 to 18:00"),
	    "'%s' is not from one time of the day to another", finding_quote(f, s));
	return false;
}

/* "+02:00", "-03:00", in seconds. */
static bool
parse_offset(const char *s, int32_t *out)
{
	int minutes;

	if ((*s != '+' && *s != '-') || !time_parse(s + 1, &minutes))
		return false;
	*out = (*s == '-' ? -60 : 60) * minutes;
	return true;
}

bool
value_time_offset(struct findings *f, struct place at, const char *s, int *minute, bool *has_offset,
    int32_t *offset)
{
	char hhmm[6];

	*has_offset = false;
	if (strlen(s) > 6 && s[5] == ' ' && parse_offset(s + 5 + strspn(s + 5, " "), offset)) {
		memcpy(hhmm, s, 5);
		hhmm[5] = '\0';
		if (time_parse(hhmm, minute)) {
			*has_offset = true;
			return true;
		}
	}
	return value_time(f, at, s, minute);
}

bool
value_duration(struct findings *f, struct place at, const char *s, int *minutes)
{
	int n;

	if (duration_parse(s, &n) && n > 0) {
		*minutes = n;
		return true;
	}
	finding_add(f, RULE_BAD_DURATION, at,
	    first_of(meant_any(s), meant_duration(f, s),
		"write it like 45m, 2h or 1h30m, longer than nothing and up to 31 days"),
	    "'%s' is not a length of time", finding_quote(f, s));
	return false;
}

/* People write the city alone, or blanks for '_': the zone whose last part it is. */
static const char *
zone_by_city(const char *s, const char *const *names, size_t n)
{
	const char *city;
	size_t i, k;

	for (i = 0; i < n; i++) {
		city = strrchr(names[i], '/');
		city = city == NULL ? names[i] : city + 1;
		for (k = 0; city[k] != '\0' && s[k] != '\0'; k++)
			if ((city[k] | 0x20) != (s[k] | 0x20) && !(city[k] == '_' && s[k] == ' '))
				break;
		if (city[k] == '\0' && s[k] == '\0')
			return names[i];
	}
	return NULL;
}

const struct tz *
value_zone(struct findings *f, struct place at, const char *s, struct tzdb *db)
{
	const struct tz *tz = tzdb_find(db, s);
	const char *const *names, *near, *todo;
	size_t n;

	if (tz != NULL)
		return tz;
	names = tzdb_names(db, &n);
	todo = first_of(meant_any(s), meant_zone(f, s), NULL);
	near = zone_by_city(s, names, n);
	if (near == NULL)
		near = suggest(s, names, n);
	if (near != NULL && strchr(near, '/') == NULL && strcmp(near, "UTC") != 0)
		near = NULL; /* EST and its like: names of clocks */
	if (todo == NULL && near != NULL)
		todo = finding_words(f, "did you mean '%s'?", near);
	finding_add(f, RULE_BAD_ZONE, at,
	    first_of(
		todo, NULL, "write it as area and city: Europe/Berlin, Africa/Nairobi, or UTC"),
	    "there is no time zone '%s'", finding_quote(f, s));
	return NULL;
}

/* "+02:00" */
static const char *
offset_words(struct findings *f, int32_t offset)
{
	char hhmm[6];

	time_format((offset < 0 ? -offset : offset) / 60, hhmm);
	return finding_words(f, "%c%s", offset < 0 ? '-' : '+', hhmm);
}

static void
add_gap(struct findings *f, struct place at, const struct tz *tz, const int64_t utc[2],
    const char *hhmm)
{
	char other[6];
	struct civil after = tz_to_civil(tz, utc[0]);

	time_format(after.minute, other);
	finding_add(f, RULE_TIME_GAP, at, finding_words(f, "write %s, or another time", other),
	    "the clocks in %s skip %s on this day", tz_name(tz), hhmm);
}

bool
value_instant(struct findings *f, struct place at, const struct tz *tz, struct civil local,
    const int32_t *offset, int64_t *out)
{
	int64_t utc[2];
	enum tz_fit fit = tz_from_civil(tz, local, utc);
	int n = fit == TZ_TWICE ? 2 : 1, i;
	const char *first, *second;
	char hhmm[6];

	time_format(local.minute, hhmm);
	if (fit == TZ_GAP) {
		add_gap(f, at, tz, utc, hhmm);
		return false;
	}
	for (i = 0; i < n; i++) {
		if (offset == NULL ? n == 1 : tz_at(tz, utc[i]).offset == *offset) {
			*out = utc[i];
			return true;
		}
	}
	first = offset_words(f, tz_at(tz, utc[0]).offset);
	if (n == 1) {
		finding_add(f, RULE_TIME_TWICE, at, finding_words(f, "write %s", hhmm),
		    "the offset in %s at this time is %s", tz_name(tz), first);
		return false;
	}
	second = offset_words(f, tz_at(tz, utc[1]).offset);
	finding_add(f, RULE_TIME_TWICE, at,
	    finding_words(f, "write \"%s %s\" or \"%s %s\"", hhmm, first, hhmm, second),
	    "the clocks in %s show %s twice on this day", tz_name(tz), hhmm);
	return false;
}
