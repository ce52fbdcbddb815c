/* SPDX-License-Identifier: ISC */
/* Names of zones, as other programs write them. */
#include "ical/import_private.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { NAME_MAX_HERE = 256 };

/* What Outlook shows for a zone where that names no city. */
static const struct {
	const char *name, *zone;
} shown[] = {
    {"Eastern Time (US & Canada)", "America/New_York"},
    {"Central Time (US & Canada)", "America/Chicago"},
    {"Mountain Time (US & Canada)", "America/Denver"},
    {"Pacific Time (US & Canada)", "America/Los_Angeles"},
    {"Atlantic Time (Canada)", "America/Halifax"},
    {"Newfoundland", "America/St_Johns"},
    {"Indiana (East)", "America/Indiana/Indianapolis"},
    {"Arizona", "America/Phoenix"},
    {"Hawaii", "Pacific/Honolulu"},
    {"Alaska", "America/Anchorage"},
    {"Coordinated Universal Time", "UTC"},
    {"GMT", "UTC"},
    {"Z", "UTC"},
};

const char *const zone_usual_names[] = {"Europe/Berlin", "Europe/London", "America/New_York",
    "America/Chicago", "America/Denver", "America/Los_Angeles", "Europe/Athens", "Europe/Moscow",
    "Asia/Kolkata", "Asia/Shanghai", "Asia/Tokyo", "Australia/Sydney", "America/Sao_Paulo",
    "Africa/Johannesburg", "Africa/Nairobi", "Africa/Lagos", "Asia/Dubai", "Asia/Bangkok",
    "Asia/Singapore", "Pacific/Auckland", "America/Bogota", "America/Mexico_City",
    "America/Halifax", "America/Argentina/Buenos_Aires", "America/Phoenix", "America/Anchorage",
    "Europe/Istanbul", "Asia/Karachi", "Asia/Dhaka", "Asia/Kathmandu", "Australia/Brisbane",
    "Australia/Adelaide", "Australia/Perth", "Pacific/Honolulu", "UTC", NULL};

/* The name in the list that is the same but for its case. */
static const struct tz *
any_case(struct tzdb *db, const char *name)
{
	const struct tz *tz = tzdb_find(db, name);
	size_t n;
	const char *const *names = tzdb_names(db, &n);

	for (size_t i = 0; tz == NULL && i < n; i++)
		if (strcasecmp(names[i], name) == 0)
			tz = tzdb_find(db, names[i]);
	return tz;
}

/* A name with a path before it: "/freeassociation.sourceforge.net/Tzfile/Europe/Berlin". */
static const struct tz *
after_path(struct tzdb *db, const char *name)
{
	const struct tz *tz = NULL;

	if (*name != '/')
		return NULL;
	for (const char *p = strchr(name, '/'); p != NULL && tz == NULL; p = strchr(p + 1, '/'))
		if (strchr(p + 1, '/') != NULL || strcmp(p + 1, "UTC") == 0)
			tz = any_case(db, p + 1);
	return tz;
}

/* "Europe_Berlin", "US-Eastern". */
static const struct tz *
other_bar(struct tzdb *db, const char *name)
{
	char s[NAME_MAX_HERE];
	size_t at = strcspn(name, "_-");

	if (name[at] == '\0')
		return NULL;
	memcpy(s, name, strlen(name) + 1);
	s[at] = '/';
	return any_case(db, s);
}

/* The zone that a Windows program calls so. */
static const struct tz *
of_windows(struct tzdb *db, const char *name)
{
	const char *zone = tz_of_windows(name);

	for (size_t i = 0; zone == NULL && i < sizeof shown / sizeof shown[0]; i++)
		if (strcasecmp(shown[i].name, name) == 0)
			zone = shown[i].zone;
	return zone != NULL ? tzdb_find(db, zone) : NULL;
}

/* "(UTC+05:30) …", "(GMT-5:00) …": the offset in seconds, and what follows. */
static const char *
outlook_offset(const char *name, int32_t *offset)
{
	const char *p = name;
	char *end;
	long hours, minutes;

	if (strncasecmp(p, "(UTC", 4) != 0 && strncasecmp(p, "(GMT", 4) != 0)
		return NULL;
	p += 4;
	*offset = 0;
	if (*p == '+' || *p == '-') {
		hours = strtol(p + 1, &end, 10);
		minutes =
		    *end == ':' && isdigit((unsigned char)end[1]) ? strtol(end + 1, &end, 10) : 0;
		if (hours < 0 || hours > 14 || minutes < 0 || minutes > 59)
			return NULL;
		*offset = (int32_t)(hours * 3600 + minutes * 60) * (*p == '-' ? -1 : 1);
		p = end;
	}
	return *p == ')' ? p + 1 + strspn(p + 1, " ") : NULL;
}

/* Whether the zone has this offset when there is no daylight saving time. */
static bool
has_offset(const struct tz *tz, int32_t offset)
{
	const int64_t january = 1704067200, july = 1719792000; /* of 2024 */

	return tz_at(tz, january).offset == offset || tz_at(tz, july).offset == offset;
}

/* The zone whose last part is this city and which has the offset. */
static const struct tz *
of_city(struct tzdb *db, const char *city, size_t len, int32_t offset)
{
	size_t n;
	const char *const *names = tzdb_names(db, &n);

	for (size_t i = 0; i < n; i++) {
		const char *last = strrchr(names[i], '/');
		size_t k = 0;
		const struct tz *tz;

		if (last == NULL || strlen(++last) != len)
			continue;
		while (k < len && tolower((unsigned char)last[k]) ==
				      (city[k] == ' ' ? '_' : tolower((unsigned char)city[k])))
			k++;
		if (k == len && (tz = tzdb_find(db, names[i])) != NULL && has_offset(tz, offset))
			return tz;
	}
	return NULL;
}

/* "(UTC+01:00) Amsterdam, Berlin, Bern". */
static const struct tz *
of_outlook(struct tzdb *db, const char *name)
{
	int32_t offset;
	const char *p = outlook_offset(name, &offset);
	const struct tz *tz = p == NULL ? NULL : of_windows(db, p);

	while (tz == NULL && p != NULL && *p != '\0') {
		size_t n = strcspn(p, ",;");

		tz = of_city(db, p, n, offset);
		p += n + strspn(p + n, ",; ");
	}
	return tz;
}

const struct tz *
zone_of_name(struct tzdb *db, const char *name)
{
	char s[NAME_MAX_HERE];
	const struct tz *tz;
	size_t n;

	name += strspn(name, " \t\"");
	n = strlen(name);
	while (n > 0 && strchr(" \t\"", name[n - 1]) != NULL)
		n--;
	if (n == 0 || n >= sizeof s)
		return NULL;
	memcpy(s, name, n);
	s[n] = '\0';
	tz = any_case(db, s);
	if (tz == NULL)
		tz = of_windows(db, s);
	if (tz == NULL)
		tz = after_path(db, s);
	if (tz == NULL)
		tz = of_outlook(db, s);
	return tz != NULL ? tz : other_bar(db, s);
}
