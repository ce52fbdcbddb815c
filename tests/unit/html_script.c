/* SPDX-License-Identifier: ISC */
/* What script has to go by: its words and what it searches. What it does is tried in a browser,
 * tests/web/script.mjs. */
#include "html/html_script.h"

#include "tests/unit/pages_site.h"

#include <string.h>

enum { FILE_MAX = 1 << 20 };

static struct buf out;

static bool
has(const char *s)
{
	return strstr(buf_str(&out), s) != NULL;
}

static void
index_in(struct made *m, const char *lang)
{
	buf_clear(&out);
	html_search(&out, &(struct words){m->site, lang, m->a});
}

static void
test_sizes(struct made *m)
{
	for (size_t i = 0; words_catalogue(i) != NULL; i++) {
		const char *lang = words_catalogue(i);

		buf_clear(&out);
		html_script(&out, &(struct words){m->site, lang, m->a});
		ok(!out.failed && out.n < HTML_SCRIPT_MAX, "in %s it has %zu bytes", lang, out.n);
	}
}

static void
test_places(struct made *m)
{
	buf_clear(&out);
	html_script(&out, &(struct words){m->site, "en", m->a});
	ok(has("({root:\"\",ics:\".ics\""), "the first language is at the root");
	buf_clear(&out);
	html_script(&out, &(struct words){m->site, "fr", m->a});
	ok(has("({root:\"../\",ics:\".fr.ics\""), "another is below it, with calendars of its own");
	ok(has("search:\"Rechercher\""), "and words");
}

static void
test_rows(struct made *m)
{
	static const struct {
		const char *name, *row;
		bool is_there;
	} cases[] = {
	    {"an event", "[\"commons-forum-2031/\",", true},
	    {"a session that was cancelled", "\"cancelled \xc2\xb7 Friday 16 May 2031, ", true},
	    {"its people, rooms, tracks and event", "\"Ada Example, Emre Example \xc2\xb7 ", true},
	    {"a session with a day alone", "Open hearing\",\"Saturday 17 May 2031\"", true},
	    {"a session without a day", "Legal clinic\",\"\",", true},
	    {"a person", "[\"person/ada\",\"Ada Example\",\"\",\"Director, Example Institute\"]",
		true},
	    {"a series", "[\"series/commons-forum\",\"Commons Forum\"]", true},
	    {"a break", "Arrival", false},
	    {"what is unlisted", "Unlisted", false},
	    {"what was withdrawn", "Withdrawn", false},
	};

	index_in(m, "en");
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		ok(has(cases[i].row) == cases[i].is_there, "%s is%s there", cases[i].name,
		    cases[i].is_there ? "" : " not");
}

static void
test_hostile(struct made *m)
{
	struct person *pe = m->site->people[0];

	pe->name = text(m->a, "\"]);alert(1)//\\ \xe2\x80\xa8 \xe2\x80\xae \xc5\x81\xc3\xb3"
			      "d\xc5\xba");
	index_in(m, "en");
	ok(has("\"\\\"]);alert(1)//\\\\ \\u2028 \\u202e "), "no text ends its string");
	ok(has("lodz\"]"), "letters are also there in their plain form");
}

int
main(void)
{
	struct made m = make();

	m.site->languages = languages;
	m.site->nlanguages = sizeof languages / sizeof languages[0];
	buf_init(&out, FILE_MAX);
	test_sizes(&m);
	test_places(&m);
	test_rows(&m);
	test_hostile(&m);
	buf_free(&out);
	site_free(m.site);
	tzdb_close(m.db);
	return tap_done();
}
