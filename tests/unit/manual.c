/* SPDX-License-Identifier: ISC */
/* plenary-agenda(5) names every key, every rule, every word of a choice and of the pages. Run from
 * the root of the sources.
 */
#include "core/finding.h"
#include "core/model.h"
#include "core/words.h"
#include "data/keys.h"
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
	    &group_keys, &person_keys, &room_keys, &track_keys, &venue_keys, &organisation_keys,
	    &series_keys, &link_keys, &join_keys};

	for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
		for (size_t j = 0; j < tables[i]->n; j++) {
			const char *name = tables[i]->key[j].name;

			ok(has_word(name, ".It Cm ") || has_word(name, ".Cm "), "key '%s' of a %s",
			    name, tables[i]->what);
		}
}

int
main(void)
{
	if (!load("data/plenary-agenda.5")) {
		printf("Bail out! run it where data/plenary-agenda.5 is\n");
		return 1;
	}
	for (int r = 0; r < RULE_COUNT; r++)
		ok(has_word(rule_id((enum rule)r), ".It Li "), "rule '%s'", rule_id((enum rule)r));
	test_keys();
	for (int i = 0; word_keys[i] != NULL; i++)
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
