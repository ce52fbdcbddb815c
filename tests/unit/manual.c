/* SPDX-License-Identifier: ISC */
/* plenary-agenda(5) names every key, every rule, every word of a choice and of the pages, and has
 * the ceilings as they are. Run from the root of the sources. */
#include "cli/past_changes.h"
#include "core/date.h"
#include "core/finding.h"
#include "core/intake.h"
#include "core/model.h"
#include "core/news.h"
#include "core/sitemap.h"
#include "core/words.h"
#include "data/keys.h"
#include "data/read.h"
#include "data/source.h"
#include "data/value.h"
#include "data/yaml.h"
#include "gemini/limits.h"
#include "html/html_page.h"
#include "ical/calendars.h"
#include "ical/import.h"
#include "tests/lib/tap.h"

#include <ctype.h>
#include <stdlib.h>

static char *manual;

static bool
load(const char *path)
{
	enum { SIZE = 1 << 20 };
	FILE *f = fopen(path, "r");
	size_t n;

	if (f == NULL)
		return false;
	manual = malloc(SIZE);
	n = fread(manual, 1, SIZE - 1, f);
	manual[n] = '\0';
	fclose(f);
	return n > 0;
}

static bool
in_word(char c)
{
	return isalnum((unsigned char)c) || c == '-';
}

/* Whether `word` stands, whole, on a line that begins with one of the macros `how` ("It Li"), or
 * on any line when that is NULL. */
static bool
has_word(const char *word, const char *how)
{
	size_t n = strlen(word);

	for (const char *p = manual; (p = strstr(p, word)) != NULL; p += n) {
		const char *line = p;

		if (in_word(p[n]) || p == manual || in_word(p[-1]))
			continue;
		while (line > manual && line[-1] != '\n')
			line--;
		if (how == NULL || strncmp(line, how, strlen(how)) == 0)
			return true;
	}
	return false;
}

static void
test_words(const char *what, const char *const *words)
{
	for (size_t i = 0; words[i] != NULL; i++)
		if (words[i][0] != '\0')
			ok(has_word(words[i], ".Li ") || has_word(words[i], ".Cm ") ||
				has_word(words[i], ".It "),
			    "%s '%s'", what, words[i]);
}

static void
test_keys(void)
{
	static const struct keys *const tables[] = {&site_keys, &event_keys, &session_keys,
	    &group_keys, &person_keys, &room_keys, &track_keys, &venue_keys, &other_venue_keys,
	    &organisation_keys, &series_keys, &link_keys, &join_keys, &repeat_keys,
	    &occurrence_keys, &look_keys};

	for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
		for (size_t j = 0; j < tables[i]->n; j++) {
			const char *name = tables[i]->key[j].name;

			ok(has_word(name, ".It Cm ") || has_word(name, ".Cm "), "key '%s' of a %s",
			    name, tables[i]->what);
		}
}

/* Each has a line with its severity, and whether that can be set. */
static void
test_rules(void)
{
	char line[128];

	for (int i = 0; i < RULE_COUNT; i++) {
		enum rule r = (enum rule)i;

		snprintf(line, sizeof line, "\n.It Li %s Pq %s%s\n", rule_id(r),
		    severity_name(rule_severity(r)), rule_is_settable(r) ? " , settable" : "");
		ok(strstr(manual, line) != NULL, "rule '%s'", rule_id(r));
	}
}

/* Ceilings whose names are known outside their own file. */
static void
test_limits(void)
{
	enum { KB = 1024, MB = 1024 * 1024, SECOND = 1000 };
	static const struct {
		const char *what;
		int n, of;
		const char *unit;
	} limits[] = {
	    {"bytes of a file", SOURCE_BYTES_MAX, MB, " MiB"},
	    {"files of a folder", SOURCE_FILES_MAX, 1, ""},
	    {"bytes of a folder", SOURCE_TOTAL_MAX, MB, " MiB"},
	    {"maps and lists within each other", YAML_DEPTH_MAX, 1, ""},
	    {"items of one list or map", YAML_ITEMS_MAX, 1, ""},
	    {"texts, maps and lists of a file", YAML_EVENTS_MAX, 1, ""},
	    {"bytes of a text", YAML_TEXT_MAX, KB, " KiB"},
	    {"bytes of a key, or of a text of one line", YAML_NAME_MAX, 1, ""},
	    {"bytes of an address", VALUE_URL_MAX, 1, ""},
	    {"characters of an id", ID_MAX, 1, ""},
	    {"years", DATE_YEAR_MIN, 1, " to 2100"},
	    {"a capacity", VALUE_NUMBER_MAX, 1, ""},
	    {"languages of a site", SITE_LANGUAGES_MAX, 1, ""},
	    {"dates of a session that repeats", REPEAT_DATES_MAX, 1, ""},
	    {"years from its first date to its last", REPEAT_YEARS_MAX, 1, ""},
	    {"rules of repetition in a folder", REPEAT_RULES_MAX, 1, ""},
	    {"of them, those that give no date or one", REPEAT_BARREN_MAX, 1, ""},
	    {"findings that are shown for a file", FINDINGS_PER_FILE, 1, ""},
	    {"findings that are shown for all files", FINDINGS_KEPT, 1, ""},
	    {"memory of a folder's YAML while it is read", READ_TREES_MAX, MB, " MiB"},
	    {"memory of a folder while it is read", READ_BYTES_MAX, MB, " MiB"},
	    {"memory of a site", SITE_BYTES_MAX, MB, " MiB"},
	    {"bytes of the file", INTAKE_FILE_MAX, MB, " MiB"},
	    {"elements within each other", INTAKE_DEPTH_MAX, 1, ""},
	    {"sessions in it", INTAKE_ENTRIES_MAX, 1, ""},
	    {"rooms, tracks, people or links of a session", INTAKE_LIST_MAX, 1, ""},
	    {"bytes of a line of a calendar", ICAL_IMPORT_LINE_MAX, 1024, " KiB"},
	    {"lines of a calendar", ICAL_IMPORT_LINES_MAX, 1, ""},
	    {"components of a calendar within each other", ICAL_IMPORT_DEPTH_MAX, 1, ""},
	    {"rules of repetition in a calendar", ICAL_IMPORT_RULES_MAX, 1, ""},
	    {"sessions of an entry that repeats", ICAL_IMPORT_REPEATS_MAX, 1, ""},
	    {"years from its first to its last", ICAL_IMPORT_YEARS_MAX, 1, ""},
	    {"bytes of a page of the web site", HTML_BYTES_MAX, MB, " MiB"},
	    {"addresses in a list of pages for search engines; then there are several",
		SITEMAP_URLS_MAX, 1, ""},
	    {"languages of a site up to which it has translations, too", SITEMAP_LANGUAGES_MAX, 1,
		""},
	    {"bytes of a calendar", CALENDAR_BYTES_MAX, MB, " MiB"},
	    {"revisions on a page of changes", CHANGES_SHOWN, 1, ""},
	    {"changes after which it ends, in whole revisions", CHANGES_LINES, 1, ""},
	    {"revisions whose changes are held, at most", CHANGES_REVISIONS_MAX, 1, ""},
	    {"changes that are held, but of 10 revisions always; then whole revisions are left out",
		CHANGES_MAX, 1, ""},
	    {"entries of a feed", NEWS_ENTRIES_MAX, 1, ""},
	    {"changes that an entry of it says one by one", NEWS_LINES_MAX, 1, ""},
	    {"bytes of a page of the capsule", GEM_BODY_MAX, MB, " MiB"},
	    {"bytes of such pages that one thread holds; only short ones are sent beyond",
		GEM_HELD_MAX, MB, " MiB"},
	    {"bytes of an address that is asked for", GEM_URI_MAX, 1, ""},
	    {"bytes before a handshake is over", GEM_HANDSHAKE_BYTES_MAX, 1, ""},
	    {"connections at once", GEM_CONNECTIONS_MAX, 1, ""},
	    {"the same of one network, when three quarters are taken", GEM_NETWORK_OPEN, 1, ""},
	    {"its new ones in one go, then", GEM_NETWORK_BURST, 1, ""},
	    {"and each second after that", GEM_NETWORK_A_SECOND, 1, ""},
	    {"seconds for the handshake", GEM_HANDSHAKE_MS, SECOND, ""},
	    {"seconds for the request", GEM_REQUEST_MS, SECOND, ""},
	    {"seconds for the answer to be taken", GEM_REPLY_MS, SECOND, ""},
	};
	char line[256];

	for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
		snprintf(line, sizeof line, "\n.It %s Ta %d%s\n", limits[i].what,
		    limits[i].n / limits[i].of, limits[i].unit);
		ok(strstr(manual, line) != NULL, "limit: %s", limits[i].what);
	}
}

int
main(void)
{
	if (!load("data/plenary-agenda.5")) {
		printf("Bail out! run it where data/plenary-agenda.5 is\n");
		return 1;
	}
	test_rules();
	test_keys();
	test_limits();
	for (int i = 0; i < WORD_COUNT; i += words_is_counted((enum word)i) ? PLURAL_COUNT : 1)
		ok(has_word(word_keys[i], ".It Li "), "word '%s' of the pages", word_keys[i]);
	test_words("visibility", visibility_words);
	test_words("status", status_words);
	test_words("format", format_words);
	test_words("kind", event_kind_words);
	test_words("type", session_type_words);
	test_words("role", role_words);
	ok(!has_word("no-such-word", NULL) && !has_word("room", ".Li "),
	    "what is not there is missed");
	free(manual);
	return tap_done();
}
