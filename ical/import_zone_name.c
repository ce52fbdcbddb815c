/* SPDX-License-Identifier: ISC */
/* Names of zones, as other programs write them. */
#include "ical/import_private.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { NAME_MAX_HERE = 256 };

/* Windows' names, and the zone that Unicode CLDR (windowsZones.xml, territory 001) has for each;
 * and what Outlook shows for those where that names no city. */
static const struct {
	const char *name, *zone;
} windows[] = {{"AUS Central Standard Time", "Australia/Darwin"},
    {"AUS Eastern Standard Time", "Australia/Sydney"}, {"Afghanistan Standard Time", "Asia/Kabul"},
    {"Alaskan Standard Time", "America/Anchorage"}, {"Aleutian Standard Time", "America/Adak"},
    {"Altai Standard Time", "Asia/Barnaul"}, {"Arab Standard Time", "Asia/Riyadh"},
    {"Arabian Standard Time", "Asia/Dubai"}, {"Arabic Standard Time", "Asia/Baghdad"},
    {"Argentina Standard Time", "America/Argentina/Buenos_Aires"},
    {"Astrakhan Standard Time", "Europe/Astrakhan"}, {"Atlantic Standard Time", "America/Halifax"},
    {"Aus Central W. Standard Time", "Australia/Eucla"}, {"Azerbaijan Standard Time", "Asia/Baku"},
    {"Azores Standard Time", "Atlantic/Azores"}, {"Bahia Standard Time", "America/Bahia"},
    {"Bangladesh Standard Time", "Asia/Dhaka"}, {"Belarus Standard Time", "Europe/Minsk"},
    {"Bougainville Standard Time", "Pacific/Bougainville"},
    {"Canada Central Standard Time", "America/Regina"},
    {"Cape Verde Standard Time", "Atlantic/Cape_Verde"}, {"Caucasus Standard Time", "Asia/Yerevan"},
    {"Cen. Australia Standard Time", "Australia/Adelaide"},
    {"Central America Standard Time", "America/Guatemala"},
    {"Central Asia Standard Time", "Asia/Almaty"},
    {"Central Brazilian Standard Time", "America/Cuiaba"},
    {"Central Europe Standard Time", "Europe/Budapest"},
    {"Central European Standard Time", "Europe/Warsaw"},
    {"Central Pacific Standard Time", "Pacific/Guadalcanal"},
    {"Central Standard Time", "America/Chicago"},
    {"Central Standard Time (Mexico)", "America/Mexico_City"},
    {"Chatham Islands Standard Time", "Pacific/Chatham"}, {"China Standard Time", "Asia/Shanghai"},
    {"Cuba Standard Time", "America/Havana"}, {"Dateline Standard Time", "Etc/GMT+12"},
    {"E. Africa Standard Time", "Africa/Nairobi"},
    {"E. Australia Standard Time", "Australia/Brisbane"},
    {"E. Europe Standard Time", "Europe/Chisinau"},
    {"E. South America Standard Time", "America/Sao_Paulo"},
    {"Easter Island Standard Time", "Pacific/Easter"},
    {"Eastern Standard Time", "America/New_York"},
    {"Eastern Standard Time (Mexico)", "America/Cancun"}, {"Egypt Standard Time", "Africa/Cairo"},
    {"Ekaterinburg Standard Time", "Asia/Yekaterinburg"}, {"FLE Standard Time", "Europe/Kyiv"},
    {"Fiji Standard Time", "Pacific/Fiji"}, {"GMT Standard Time", "Europe/London"},
    {"GTB Standard Time", "Europe/Bucharest"}, {"Georgian Standard Time", "Asia/Tbilisi"},
    {"Greenland Standard Time", "America/Nuuk"}, {"Greenwich Standard Time", "Atlantic/Reykjavik"},
    {"Haiti Standard Time", "America/Port-au-Prince"},
    {"Hawaiian Standard Time", "Pacific/Honolulu"}, {"India Standard Time", "Asia/Kolkata"},
    {"Iran Standard Time", "Asia/Tehran"}, {"Israel Standard Time", "Asia/Jerusalem"},
    {"Jordan Standard Time", "Asia/Amman"}, {"Kaliningrad Standard Time", "Europe/Kaliningrad"},
    {"Korea Standard Time", "Asia/Seoul"}, {"Libya Standard Time", "Africa/Tripoli"},
    {"Line Islands Standard Time", "Pacific/Kiritimati"},
    {"Lord Howe Standard Time", "Australia/Lord_Howe"}, {"Magadan Standard Time", "Asia/Magadan"},
    {"Magallanes Standard Time", "America/Punta_Arenas"},
    {"Marquesas Standard Time", "Pacific/Marquesas"},
    {"Mauritius Standard Time", "Indian/Mauritius"}, {"Middle East Standard Time", "Asia/Beirut"},
    {"Montevideo Standard Time", "America/Montevideo"},
    {"Morocco Standard Time", "Africa/Casablanca"}, {"Mountain Standard Time", "America/Denver"},
    {"Mountain Standard Time (Mexico)", "America/Mazatlan"},
    {"Myanmar Standard Time", "Asia/Yangon"}, {"N. Central Asia Standard Time", "Asia/Novosibirsk"},
    {"Namibia Standard Time", "Africa/Windhoek"}, {"Nepal Standard Time", "Asia/Kathmandu"},
    {"New Zealand Standard Time", "Pacific/Auckland"},
    {"Newfoundland Standard Time", "America/St_Johns"},
    {"Norfolk Standard Time", "Pacific/Norfolk"}, {"North Asia East Standard Time", "Asia/Irkutsk"},
    {"North Asia Standard Time", "Asia/Krasnoyarsk"},
    {"North Korea Standard Time", "Asia/Pyongyang"}, {"Omsk Standard Time", "Asia/Omsk"},
    {"Pacific SA Standard Time", "America/Santiago"},
    {"Pacific Standard Time", "America/Los_Angeles"},
    {"Pacific Standard Time (Mexico)", "America/Tijuana"},
    {"Pakistan Standard Time", "Asia/Karachi"}, {"Paraguay Standard Time", "America/Asuncion"},
    {"Qyzylorda Standard Time", "Asia/Qyzylorda"}, {"Romance Standard Time", "Europe/Paris"},
    {"Russia Time Zone 10", "Asia/Srednekolymsk"}, {"Russia Time Zone 11", "Asia/Kamchatka"},
    {"Russia Time Zone 3", "Europe/Samara"}, {"Russian Standard Time", "Europe/Moscow"},
    {"SA Eastern Standard Time", "America/Cayenne"}, {"SA Pacific Standard Time", "America/Bogota"},
    {"SA Western Standard Time", "America/La_Paz"}, {"SE Asia Standard Time", "Asia/Bangkok"},
    {"Saint Pierre Standard Time", "America/Miquelon"}, {"Sakhalin Standard Time", "Asia/Sakhalin"},
    {"Samoa Standard Time", "Pacific/Apia"}, {"Sao Tome Standard Time", "Africa/Sao_Tome"},
    {"Saratov Standard Time", "Europe/Saratov"}, {"Singapore Standard Time", "Asia/Singapore"},
    {"South Africa Standard Time", "Africa/Johannesburg"},
    {"South Sudan Standard Time", "Africa/Juba"}, {"Sri Lanka Standard Time", "Asia/Colombo"},
    {"Sudan Standard Time", "Africa/Khartoum"}, {"Syria Standard Time", "Asia/Damascus"},
    {"Taipei Standard Time", "Asia/Taipei"}, {"Tasmania Standard Time", "Australia/Hobart"},
    {"Tocantins Standard Time", "America/Araguaina"}, {"Tokyo Standard Time", "Asia/Tokyo"},
    {"Tomsk Standard Time", "Asia/Tomsk"}, {"Tonga Standard Time", "Pacific/Tongatapu"},
    {"Transbaikal Standard Time", "Asia/Chita"}, {"Turkey Standard Time", "Europe/Istanbul"},
    {"Turks And Caicos Standard Time", "America/Grand_Turk"},
    {"US Eastern Standard Time", "America/Indiana/Indianapolis"},
    {"US Mountain Standard Time", "America/Phoenix"}, {"UTC+12", "Etc/GMT-12"},
    {"UTC+13", "Etc/GMT-13"}, {"UTC-02", "Etc/GMT+2"}, {"UTC-08", "Etc/GMT+8"},
    {"UTC-09", "Etc/GMT+9"}, {"UTC-11", "Etc/GMT+11"},
    {"Ulaanbaatar Standard Time", "Asia/Ulaanbaatar"},
    {"Venezuela Standard Time", "America/Caracas"},
    {"Vladivostok Standard Time", "Asia/Vladivostok"},
    {"Volgograd Standard Time", "Europe/Volgograd"},
    {"W. Australia Standard Time", "Australia/Perth"},
    {"W. Central Africa Standard Time", "Africa/Lagos"},
    {"W. Europe Standard Time", "Europe/Berlin"}, {"W. Mongolia Standard Time", "Asia/Hovd"},
    {"West Asia Standard Time", "Asia/Tashkent"}, {"West Bank Standard Time", "Asia/Hebron"},
    {"West Pacific Standard Time", "Pacific/Port_Moresby"},
    {"Yakutsk Standard Time", "Asia/Yakutsk"}, {"Yukon Standard Time", "America/Whitehorse"},
    {"Eastern Time (US & Canada)", "America/New_York"},
    {"Central Time (US & Canada)", "America/Chicago"},
    {"Mountain Time (US & Canada)", "America/Denver"},
    {"Pacific Time (US & Canada)", "America/Los_Angeles"},
    {"Atlantic Time (Canada)", "America/Halifax"}, {"Newfoundland", "America/St_Johns"},
    {"Indiana (East)", "America/Indiana/Indianapolis"}, {"Arizona", "America/Phoenix"},
    {"Hawaii", "Pacific/Honolulu"}, {"Alaska", "America/Anchorage"},
    {"Coordinated Universal Time", "UTC"}, {"GMT", "UTC"}, {"Z", "UTC"}};

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

static const struct tz *
of_windows(struct tzdb *db, const char *name)
{
	for (size_t i = 0; i < sizeof windows / sizeof windows[0]; i++)
		if (strcasecmp(windows[i].name, name) == 0)
			return tzdb_find(db, windows[i].zone);
	return NULL;
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
