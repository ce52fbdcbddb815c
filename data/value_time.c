/* SPDX-License-Identifier: ISC */
/* Dates, times, durations and zones. */
#include "data/value.h"

#include "core/model.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

bool
value_date(struct findings *f, struct place at, const char *s, struct date *out)
{
	struct span span;
	const char *why;

	if (date_parse(s, out))
		return true;
	if (span_parse(s, &span, &why))
		why = "write one whole day: 2023-06-14";
	finding_add(f, RULE_BAD_DATE, at, why, "'%s' is not a day", finding_quote(f, s));
	return false;
}

bool
value_dates(struct findings *f, struct place at, const char *s, struct span *out)
{
	const char *why;

	if (span_parse(s, out, &why))
		return true;
	finding_add(f, RULE_BAD_DATE, at, why, "'%s' is not a date", finding_quote(f, s));
	return false;
}

/* What a time in some other habit would be: 9:30, 9.30, 9h30, 0930, 9am, 2:30 pm; -1 if none. */
static int
guess_time(const char *s)
{
	int hour = 0, minute = 0, digits = 0;
	const char *rest;

	while (digits < 2 && *s >= '0' && *s <= '9') {
		hour = hour * 10 + (*s++ - '0');
		digits++;
	}
	if (digits == 0)
		return -1;
	if (strchr(":.h", *s) != NULL && *s != '\0')
		s++;
	if (s[0] >= '0' && s[0] <= '5' && s[1] >= '0' && s[1] <= '9') {
		minute = (s[0] - '0') * 10 + (s[1] - '0');
		s += 2;
	}
	rest = s + strspn(s, " ");
	if (strncmp(rest, ":00", 3) == 0)
		rest += 3;
	else if (strcasecmp(rest, "h") == 0 || strcasecmp(rest, "uhr") == 0)
		rest += strlen(rest);
	else if (strncasecmp(rest, "am", 2) == 0 || strncasecmp(rest, "pm", 2) == 0) {
		hour = hour % 12 + (*rest == 'p' || *rest == 'P' ? 12 : 0);
		rest += 2;
	}
	return *rest == '\0' && hour < 24 ? hour * 60 + minute : -1;
}

static const char *
time_todo(struct findings *f, const char *s)
{
	int guess = guess_time(s);
	char hhmm[6];

	if (strcmp(s, "24:00") == 0)
		return "write 00:00 of the next day";
	if (guess < 0)
		return "write hours and minutes like 09:30, from 00:00 to 23:59";
	time_format(guess, hhmm);
	return finding_words(f, "write %s", hhmm);
}

bool
value_time(struct findings *f, struct place at, const char *s, int *minute)
{
	if (time_parse(s, minute))
		return true;
	finding_add(
	    f, RULE_BAD_TIME, at, time_todo(f, s), "'%s' is not a time", finding_quote(f, s));
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

static const char *
duration_todo(struct findings *f, const char *s)
{
	int n = (int)strspn(s, "0123456789");
	const char *unit = s + n + strspn(s + n, " ");

	if (n > 0 && n < 4 && *unit == '\0')
		return finding_words(f, "write %sm for minutes, or %sh for hours", s, s);
	if (n > 0 && n < 4 && strncasecmp(unit, "min", 3) == 0)
		return finding_words(f, "write %.*sm", n, s);
	if (n > 0 && n < 4 && (*unit == 'h' || *unit == 'H'))
		return finding_words(f, "write %.*sh", n, s);
	return "write it like 45m, 2h or 1h30m, longer than nothing and up to 31 days";
}

bool
value_duration(struct findings *f, struct place at, const char *s, int *minutes)
{
	int n;

	if (duration_parse(s, &n) && n > 0) {
		*minutes = n;
		return true;
	}
	finding_add(f, RULE_BAD_DURATION, at, duration_todo(f, s), "'%s' is not a length of time",
	    finding_quote(f, s));
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
	const char *const *names, *near;
	size_t n;

	if (tz != NULL)
		return tz;
	names = tzdb_names(db, &n);
	near = zone_by_city(s, names, n);
	if (near == NULL)
		near = suggest(s, names, n);
	finding_add(f, RULE_BAD_ZONE, at,
	    near != NULL ? finding_words(f, "did you mean '%s'?", near)
			 : "write it as area and city: Europe/Berlin, Africa/Nairobi, or UTC",
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
