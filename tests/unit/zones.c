/* SPDX-License-Identifier: ISC */
#include "core/zones.h"

#include "tests/lib/tap.h"

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static struct tzdb *db;

/* What is found, as "exact: zone name, country; …". */
static const char *
found(struct arena *a, const char *lang, const char *typed)
{
	struct zones_found f = zones_find(a, db, lang, typed);
	const char *s = f.n == 0     ? "nothing"
			: f.is_exact ? "exact:"
			: f.is_guess ? "near:"
				     : "like:";

	for (size_t i = 0; i < f.n; i++)
		s = arena_printf(a, "%s%s %s %s, %s", s, i > 0 ? ";" : "", f.items[i].zone,
		    f.items[i].name, f.items[i].country);
	return s;
}

static void
test_find(void)
{
	static const struct {
		const char *name, *lang, *typed, *want;
	} cases[] = {
	    {"a city that a zone is named after", "en", "nairobi",
		"exact: Africa/Nairobi Nairobi, Kenya"},
	    {"the country is named in the page's language", "fr", "Nairobi",
		"exact: Africa/Nairobi Nairobi, Kenya"},
	    {"in Arabic", "ar", "Nairobi", "exact: Africa/Nairobi Nairobi, كينيا"},
	    {"of a variant of a language", "fr-CH", "Genève",
		"exact: Europe/Zurich Genève, Suisse"},
	    {"in English where the table has it not", "pt", "Bonn",
		"exact: Europe/Berlin Bonn, Germany"},
	    {"a city that no zone is named after", "en", "geneva",
		"exact: Europe/Zurich Geneva, Switzerland"},
	    {"by another name of it", "de", "genf", "exact: Europe/Zurich Genf, Schweiz"},
	    {"in Arabic letters", "ar", "جنيف", "exact: Europe/Zurich جنيف, سويسرا"},
	    {"without marks", "en", "sao paulo", "exact: America/Sao_Paulo Sao Paulo, Brazil"},
	    {"with marks", "en", "São Paulo", "exact: America/Sao_Paulo Sao Paulo, Brazil"},
	    {"a mark that a key has", "de", "MÜNCHEN", "exact: Europe/Berlin München, Deutschland"},
	    {"or not", "en", "munchen", "exact: Europe/Berlin München, Germany"},
	    {"spaces aside", "en", "newdelhi", "exact: Asia/Kolkata New Delhi, India"},
	    {"and more of them", "en", "  new   delhi ", "exact: Asia/Kolkata New Delhi, India"},
	    {"with its country", "en", "Lyon, France", "exact: Europe/Paris Lyon, France"},
	    {"a country of one zone", "fr", "côte d'ivoire",
		"exact: Africa/Abidjan Abidjan, Côte d’Ivoire"},
	    {"with another apostrophe", "en", "Cote d’Ivoire",
		"exact: Africa/Abidjan Abidjan, Côte d’Ivoire"},
	    {"by another name", "en", "ivory coast",
		"exact: Africa/Abidjan Abidjan, Côte d’Ivoire"},
	    {"in Spanish", "es", "costa de marfil", "exact: Africa/Abidjan Abidjan, Côte d’Ivoire"},
	    {"in German", "de", "elfenbeinküste", "exact: Africa/Abidjan Abidjan, Côte d’Ivoire"},
	    {"in Arabic", "ar", "ساحل العاج", "exact: Africa/Abidjan Abidjan, ساحل العاج"},
	    {"Arabic without hamza", "ar", "المانيا",
		"exact: Europe/Berlin Berlin, ألمانيا; Europe/Busingen Busingen, ألمانيا"},
	    {"a country of several zones, in the table's order", "en", "New Zealand",
		"exact: Pacific/Auckland Auckland, New Zealand; "
		"Pacific/Chatham Chatham, New Zealand"},
	    {"more than a link of its name says", "en", "portugal",
		"exact: Europe/Lisbon Lisbon, Portugal; Atlantic/Madeira Madeira, Portugal; "
		"Atlantic/Azores Azores, Portugal"},
	    {"the beginning of a name", "en", "kath", "like: Asia/Kathmandu Kathmandu, Nepal"},
	    {"a word of a name", "en", "delhi", "exact: Asia/Kolkata Delhi, India"},
	    {"beginnings of words", "en", "lago san", "nothing"},
	    {"a typing mistake", "en", "nariobi", "near: Africa/Nairobi Nairobi, Kenya"},
	    {"another", "en", "gneva", "near: Europe/Zurich Geneva, Switzerland"},
	    {"another spelling", "de", "muenchen", "near: Europe/Berlin München, Deutschland"},
	    {"a zone's name", "en", "Asia/Kathmandu", "exact: Asia/Kathmandu Kathmandu, Nepal"},
	    {"in any case", "en", "asia/kathmandu", "exact: Asia/Kathmandu Kathmandu, Nepal"},
	    {"a former one", "en", "Asia/Calcutta", "exact: Asia/Kolkata Kolkata, India"},
	    {"UTC", "en", "utc", "exact: UTC UTC, "},
	    {"GMT", "en", "GMT", "exact: UTC UTC, "},
	    {"an offset", "en", "UTC+3", "exact: Etc/GMT-3 UTC+3, "},
	    {"west", "en", "gmt-5", "exact: Etc/GMT+5 UTC−5, "},
	    {"with a minus sign", "en", "UTC−5", "exact: Etc/GMT+5 UTC−5, "},
	    {"in full", "en", "+03:00", "exact: Etc/GMT-3 UTC+3, "},
	    {"with a half", "en", "UTC+5:30", "exact: Asia/Kolkata UTC+05:30, Kolkata"},
	    {"with three quarters", "en", "+5:45", "exact: Asia/Kathmandu UTC+05:45, Kathmandu"},
	    {"an offset that nobody has", "en", "UTC+5:17", "nothing"},
	    {"too far", "en", "UTC+15", "nothing"},
	    {"a dangling sign", "en", "UTC+", "nothing"},
	    {"nothing", "en", "", "nothing"},
	    {"nothing but marks", "en", " ,;/ ", "nothing"},
	    {"a path", "en", "../../../etc/passwd", "nothing"},
	    {"what is no place", "en", "qqqqqq", "nothing"},
	    {"broken bytes", "en", "\xff\xfe\xc3", "nothing"},
	    {"controls", "en", "\r\n20", "nothing"},
	};
	struct arena *a = arena_new(16 << 20);

	for (size_t i = 0; i < COUNT(cases); i++)
		is_str(found(a, cases[i].lang, cases[i].typed), cases[i].want, "%s: '%s'",
		    cases[i].name, cases[i].typed);
	arena_free(a);
}

static void
test_many(void)
{
	struct arena *a = arena_new(16 << 20);
	struct zones_found f = zones_find(a, db, "en", "usa");
	char big[100001];

	ok(f.is_exact && f.n > 20 && f.n <= ZONES_FOUND_MAX, "a large country");
	is_str(f.items[0].zone, "America/New_York", "where most of its people are comes first");
	f = zones_find(a, db, "en", "a");
	ok(f.n > 0 && f.n <= ZONES_FOUND_MAX, "many names begin so");
	memset(big, 'a', sizeof big - 1);
	big[sizeof big - 1] = '\0';
	is_int((int)zones_find(a, db, "en", big).n, 0, "a long word");
	memset(big, ' ', sizeof big - 1);
	is_int((int)zones_find(a, db, "en", big).n, 0, "a long nothing");
	arena_free(a);
}

extern const char data_places[];

/* Each line of the table is of use: its zone is one, its country has a name. */
static void
test_table(void)
{
	struct arena *a = arena_new(16 << 20);
	size_t cities = 0, countries = 0, order;

	for (const char *line = data_places; *line != '\0'; line += strcspn(line, "\n") + 1) {
		size_t n = strcspn(line, "|\n");
		const char *zone;

		if (*line == '#')
			continue;
		if (n == 2) {
			countries++;
			continue;
		}
		cities++;
		zone = tzdb_name(db, line, n);
		if (zone == NULL || strlen(zone) != n || strncmp(zone, line, n) != 0 ||
		    tzdb_country(db, zone, &order) == NULL)
			ok(false, "a zone that people are to use: %.*s", (int)n, line);
		if (*zones_find(
			a, db, "en", arena_strndup(a, line + n + 4, strcspn(line + n + 4, "|\n")))
			 .items[0]
			 .country == '\0')
			ok(false, "a country of that code: %.*s", (int)strcspn(line, "\n"), line);
	}
	is_int((int)countries, 250, "countries");
	ok(cities > 200, "cities");
	arena_free(a);
}

int
main(void)
{
	if (!ok(tzdb_open(&db, NULL, NULL) == 0, "zones"))
		return tap_done();
	test_find();
	test_many();
	test_table();
	tzdb_close(db);
	return tap_done();
}
