/* SPDX-License-Identifier: ISC */
/* What people write for a zone: countries, cities that are in the zone of another, names of
 * Windows, abbreviations. */
#include "data/meant.h"

#include "core/tz.h"

#include <string.h>
#include <strings.h>

struct zone_meant {
	const char *written, *zone;
};

/* Of a country with several zones only where nearly all of it has one. */
static const struct zone_meant places[] = {
    {"Afghanistan", "Asia/Kabul"},
    {"Argentina", "America/Argentina/Buenos_Aires"},
    {"Armenia", "Asia/Yerevan"},
    {"Austria", "Europe/Vienna"},
    {"Azerbaijan", "Asia/Baku"},
    {"Bangladesh", "Asia/Dhaka"},
    {"Belgium", "Europe/Brussels"},
    {"Benin", "Africa/Porto-Novo"},
    {"Bolivia", "America/La_Paz"},
    {"Bulgaria", "Europe/Sofia"},
    {"Burkina Faso", "Africa/Ouagadougou"},
    {"Cambodia", "Asia/Phnom_Penh"},
    {"Cameroon", "Africa/Douala"},
    {"Colombia", "America/Bogota"},
    {"Costa Rica", "America/Costa_Rica"},
    {"Croatia", "Europe/Zagreb"},
    {"Czechia", "Europe/Prague"},
    {"Côte d'Ivoire", "Africa/Abidjan"},
    {"Denmark", "Europe/Copenhagen"},
    {"Deutschland", "Europe/Berlin"},
    {"Dominican Republic", "America/Santo_Domingo"},
    {"Ecuador", "America/Guayaquil"},
    {"Egypt", "Africa/Cairo"},
    {"El Salvador", "America/El_Salvador"},
    {"Eswatini", "Africa/Mbabane"},
    {"Ethiopia", "Africa/Addis_Ababa"},
    {"Fiji", "Pacific/Fiji"},
    {"Finland", "Europe/Helsinki"},
    {"France", "Europe/Paris"},
    {"Georgia", "Asia/Tbilisi"},
    {"Germany", "Europe/Berlin"},
    {"Ghana", "Africa/Accra"},
    {"Greece", "Europe/Athens"},
    {"Guatemala", "America/Guatemala"},
    {"Haiti", "America/Port-au-Prince"},
    {"Honduras", "America/Tegucigalpa"},
    {"Hungary", "Europe/Budapest"},
    {"India", "Asia/Kolkata"},
    {"Ireland", "Europe/Dublin"},
    {"Italy", "Europe/Rome"},
    {"Iraq", "Asia/Baghdad"},
    {"Kenya", "Africa/Nairobi"},
    {"Korea", "Asia/Seoul"},
    {"Kyrgyzstan", "Asia/Bishkek"},
    {"Laos", "Asia/Vientiane"},
    {"Liberia", "Africa/Monrovia"},
    {"Lithuania", "Europe/Vilnius"},
    {"Madagascar", "Indian/Antananarivo"},
    {"Malawi", "Africa/Blantyre"},
    {"Malaysia", "Asia/Kuala_Lumpur"},
    {"Mexico", "America/Mexico_City"},
    {"Moldova", "Europe/Chisinau"},
    {"Morocco", "Africa/Casablanca"},
    {"Mozambique", "Africa/Maputo"},
    {"Myanmar", "Asia/Yangon"},
    {"Nepal", "Asia/Kathmandu"},
    {"Netherlands", "Europe/Amsterdam"},
    {"Nicaragua", "America/Managua"},
    {"Nigeria", "Africa/Lagos"},
    {"Norway", "Europe/Oslo"},
    {"Pakistan", "Asia/Karachi"},
    {"Palestine", "Asia/Hebron"},
    {"Paraguay", "America/Asuncion"},
    {"Peru", "America/Lima"},
    {"Philippines", "Asia/Manila"},
    {"Romania", "Europe/Bucharest"},
    {"Rwanda", "Africa/Kigali"},
    {"Senegal", "Africa/Dakar"},
    {"Serbia", "Europe/Belgrade"},
    {"Sierra Leone", "Africa/Freetown"},
    {"Slovakia", "Europe/Bratislava"},
    {"Slovenia", "Europe/Ljubljana"},
    {"South Africa", "Africa/Johannesburg"},
    {"South Korea", "Asia/Seoul"},
    {"South Sudan", "Africa/Juba"},
    {"Spain", "Europe/Madrid"},
    {"Sri Lanka", "Asia/Colombo"},
    {"Sudan", "Africa/Khartoum"},
    {"Sweden", "Europe/Stockholm"},
    {"Switzerland", "Europe/Zurich"},
    {"Taiwan", "Asia/Taipei"},
    {"Tanzania", "Africa/Dar_es_Salaam"},
    {"Thailand", "Asia/Bangkok"},
    {"Tunisia", "Africa/Tunis"},
    {"UK", "Europe/London"},
    {"Uganda", "Africa/Kampala"},
    {"Ukraine", "Europe/Kyiv"},
    {"United Kingdom", "Europe/London"},
    {"Uruguay", "America/Montevideo"},
    {"Venezuela", "America/Caracas"},
    {"Vietnam", "Asia/Ho_Chi_Minh"},
    {"Zambia", "Africa/Lusaka"},
    {"Zimbabwe", "Africa/Harare"},
    {"Geneva", "Europe/Zurich"},
    {"Washington", "America/New_York"},
    {"Washington DC", "America/New_York"},
    {"San Francisco", "America/Los_Angeles"},
    {"Abuja", "Africa/Lagos"},
    {"Brasília", "America/Sao_Paulo"},
    {"Rio de Janeiro", "America/Sao_Paulo"},
    {"Cape Town", "Africa/Johannesburg"},
    {"Pretoria", "Africa/Johannesburg"},
    {"Delhi", "Asia/Kolkata"},
    {"New Delhi", "Asia/Kolkata"},
    {"Mumbai", "Asia/Kolkata"},
    {"Barcelona", "Europe/Madrid"},
    {"Beijing", "Asia/Shanghai"},
    {"Hanoi", "Asia/Ho_Chi_Minh"},
    {"Islamabad", "Asia/Karachi"},
    {"Munich", "Europe/Berlin"},
    {"Frankfurt", "Europe/Berlin"},
    {"Hamburg", "Europe/Berlin"},
    {"Cologne", "Europe/Berlin"},
    {"The Hague", "Europe/Amsterdam"},
    {"Kiev", "Europe/Kyiv"},
    {"Milan", "Europe/Rome"},
    {"Krakow", "Europe/Warsaw"},
    {"Edinburgh", "Europe/London"},
};

/* The city that most who write it have in mind. */
static const struct zone_meant abbreviations[] = {
    {"CET", "Europe/Berlin"},
    {"CEST", "Europe/Berlin"},
    {"MEZ", "Europe/Berlin"},
    {"MESZ", "Europe/Berlin"},
    {"EET", "Europe/Helsinki"},
    {"EEST", "Europe/Helsinki"},
    {"WET", "Europe/Lisbon"},
    {"WEST", "Europe/Lisbon"},
    {"BST", "Europe/London"},
    {"MSK", "Europe/Moscow"},
    {"TRT", "Europe/Istanbul"},
    {"EST", "America/New_York"},
    {"EDT", "America/New_York"},
    {"ET", "America/New_York"},
    {"CDT", "America/Chicago"},
    {"CT", "America/Chicago"},
    {"MST", "America/Denver"},
    {"MDT", "America/Denver"},
    {"PST", "America/Los_Angeles"},
    {"PDT", "America/Los_Angeles"},
    {"PT", "America/Los_Angeles"},
    {"BRT", "America/Sao_Paulo"},
    {"ART", "America/Argentina/Buenos_Aires"},
    {"COT", "America/Bogota"},
    {"EAT", "Africa/Nairobi"},
    {"CAT", "Africa/Maputo"},
    {"WAT", "Africa/Lagos"},
    {"SAST", "Africa/Johannesburg"},
    {"GST", "Asia/Dubai"},
    {"PKT", "Asia/Karachi"},
    {"NPT", "Asia/Kathmandu"},
    {"ICT", "Asia/Bangkok"},
    {"WIB", "Asia/Jakarta"},
    {"SGT", "Asia/Singapore"},
    {"HKT", "Asia/Hong_Kong"},
    {"PHT", "Asia/Manila"},
    {"JST", "Asia/Tokyo"},
    {"KST", "Asia/Seoul"},
    {"AEST", "Australia/Sydney"},
    {"AEDT", "Australia/Sydney"},
    {"NZST", "Pacific/Auckland"},
    {"NZDT", "Pacific/Auckland"},
};

/* Those that differ too much to guess. */
static const struct zone_meant several[] = {
    {"IST", "write Asia/Kolkata, Europe/Dublin or Asia/Jerusalem: IST is the time of each of them"},
    {"CST", "write America/Chicago or Asia/Shanghai: CST is the time of both of them"},
    {"USA", "write one of its zones: America/New_York, America/Chicago, America/Denver, "
	    "America/Los_Angeles"},
    {"US", "write one of its zones: America/New_York, America/Chicago, America/Denver, "
	   "America/Los_Angeles"},
    {"United States", "write one of its zones: America/New_York, America/Chicago, America/Denver, "
		      "America/Los_Angeles"},
    {"Canada", "write one of its zones: America/Toronto, America/Winnipeg, America/Edmonton, "
	       "America/Vancouver"},
    {"Brazil", "write one of its zones: America/Sao_Paulo, America/Manaus"},
    {"Australia", "write one of its zones: Australia/Sydney, Australia/Brisbane, Australia/Perth"},
    {"Indonesia", "write one of its zones: Asia/Jakarta, Asia/Makassar, Asia/Jayapura"},
    {"Russia", "write one of its zones: Europe/Moscow, Asia/Yekaterinburg, Asia/Vladivostok"},
    {"DR Congo", "write one of its zones: Africa/Kinshasa, Africa/Lubumbashi"},
    {"Kazakhstan", "write one of its zones: Asia/Almaty, Asia/Aqtobe"},
};

#define HOW_MANY(a) (sizeof(a) / sizeof *(a))

static const char *
look_up(const struct zone_meant *table, size_t n, const char *s)
{
	for (size_t i = 0; i < n; i++)
		if (strcasecmp(table[i].written, s) == 0)
			return table[i].zone;
	return NULL;
}

static bool
is_clock(const char *s)
{
	size_t n = strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");

	if (n >= 3 && n <= 5 && s[n] == '\0')
		return true;
	return (strncasecmp(s, "UTC", 3) == 0 || strncasecmp(s, "GMT", 3) == 0 || *s == '+' ||
		   *s == '-') &&
	       strpbrk(s, "0123456789") != NULL && strchr(s, '/') == NULL;
}

const char *
meant_zone(struct findings *f, const char *s)
{
	const char *zone = look_up(several, HOW_MANY(several), s);

	if (zone != NULL)
		return zone;
	zone = look_up(places, HOW_MANY(places), s);
	if (zone == NULL && !is_clock(s))
		zone = tz_of_windows(s);
	if (zone != NULL)
		return finding_words(f, "did you mean '%s'?", zone);
	zone = look_up(abbreviations, HOW_MANY(abbreviations), s);
	if (zone != NULL)
		return finding_words(f,
		    "write a city that has it, such as %s: its clocks change by themselves", zone);
	if (is_clock(s))
		return "write it as area and city, such as Europe/Berlin: the clocks of a city "
		       "change by themselves";
	return NULL;
}
