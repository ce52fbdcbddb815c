/* SPDX-License-Identifier: ISC */
/* Pages of what was found, beside what is wanted in tests/golden/pages. */
#include "core/pages.h"
#include "data/search.h"
#include "gemini/gemtext.h"
#include "tests/lib/golden.h"
#include "tests/lib/searched.h"
#include "tests/lib/tap.h"

static void
page_of(const struct site *s, const struct found *f, const char *path, struct view v, struct buf *b)
{
	struct place_in_site at = path_find(s, path);
	struct page *p;

	v.found = f;
	v.live = true;
	p = page_build(s, &v, &at);
	if (ok(p != NULL, "there is a page %s", path)) {
		is_str(p->path, path, "which knows its path");
		gemtext_page(b, p);
	}
	page_free(p);
}

static void
test_goldens(const struct site *s, struct search *se, struct tzdb *db)
{
	static const struct {
		const char *name, *path, *typed, *now, *lang, *zone;
	} cases[] = {
	    {"ahead-and-past", "search", "da", "2031-05-15T08:00:00Z", "en", NULL},
	    {"in-event", "conf/search", "small data", "2031-05-13T08:00:00Z", "en", NULL},
	    {"people", "search", "ta", "2031-06-02T08:00:00Z", "en", NULL},
	    {"from-elsewhere", "search", "opening", "2031-05-13T08:00:00Z", "en", "Asia/Tokyo"},
	    {"in-french", "search", "eau", "2031-05-13T08:00:00Z", "fr", NULL},
	    {"in-arabic", "search", "الحكاية", "2031-05-13T08:00:00Z", "ar", NULL},
	    {"meant", "search", "\"small data\" kpet", "2031-05-13T08:00:00Z", "en", NULL},
	    {"nothing", "conf/search", "=> # xyzzyplugh", "2031-05-13T08:00:00Z", "en", NULL},
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct view v = {.lang = cases[i].lang};
		struct place_in_site at = path_find(s, cases[i].path);
		char golden[256];
		struct found f;
		struct err e = {""};
		struct buf b;

		buf_init(&b, GOLDEN_BYTES_MAX);
		tz_parse_rfc3339(cases[i].now, &v.now);
		if (cases[i].zone != NULL)
			v.zone = tzdb_find(db, cases[i].zone);
		is_int(search_find(se, cases[i].typed, at.event, &f, &e), 0, "searched%s", e.msg);
		page_of(s, &f, cases[i].path, v, &b);
		snprintf(golden, sizeof golden, "tests/golden/pages/search-%s.gmi", cases[i].name);
		golden_is(golden, &b);
		found_free(&f);
		buf_free(&b);
	}
}

/* As many as there may be, and one more. */
static void
test_many(const struct site *s)
{
	struct session *se = event_find_session(site_find_event(s, "conf"), "well");

	for (size_t n = 100; n <= 101; n++) {
		struct found f = {.arena = arena_new(1 << 20), .typed = "kept"};
		size_t shown = 0;
		struct buf b;

		buf_init(&b, GOLDEN_BYTES_MAX);
		for (size_t i = 0; i < n; i++)
			session_list_add(f.arena, &f.sessions, se);
		page_of(s, &f, "search", (struct view){.lang = "en"}, &b);
		for (const char *at = buf_str(&b); (at = strstr(at, "Small data")) != NULL; at++)
			shown++;
		is_int((long)shown, 100, "of %zu a hundred are shown", n);
		ok((strstr(buf_str(&b), "Only the first 100") != NULL) == (n > 100),
		    "which is told if it is not all");
		found_free(&f);
		buf_free(&b);
	}
}

/* What was typed is shown on one line, and not for ever. */
static void
test_typed(const struct site *s)
{
	static const struct {
		const char *typed, *title;
	} cases[] = {
	    {"a\nb\r\n=> c", "# Search: a b  => c\n"},
	    {"\xe2\x80\xae"
	     "abc",
		"# Search:  abc\n"},
	};
	char longer[4 * 300 + 1], *at = longer;
	struct buf b;

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct found f = {.typed = cases[i].typed};

		buf_init(&b, GOLDEN_BYTES_MAX);
		page_of(s, &f, "search", (struct view){.lang = "en"}, &b);
		ok(strncmp(buf_str(&b), cases[i].title, strlen(cases[i].title)) == 0, "title %zu",
		    i);
		buf_free(&b);
	}
	for (int i = 0; i < 300; i++, at += 3)
		memcpy(at, "\xe2\x82\xac", 4);
	buf_init(&b, GOLDEN_BYTES_MAX);
	page_of(s, &(struct found){.typed = longer}, "search", (struct view){.lang = "en"}, &b);
	ok(strstr(buf_str(&b), "\xe2\x82\xac\xe2\x80\xa6\n") != NULL,
	    "it is cut after a character");
	is_int((long)(strchr(buf_str(&b), '\n') - buf_str(&b)), 10 + 120 + 3, "soon enough");
	buf_free(&b);
}

static void
test_prompts(const struct site *s)
{
	static const struct {
		const char *lang, *event, *prompt;
	} cases[] = {
	    {"en", NULL, "Search titles, texts, people and organisations"},
	    {"en", "conf", "Search in Commons Days"},
	    {"fr", "conf", "Rechercher dans Journées des communs"},
	    {"ar", "talk", "ابحث في Tools that stay"},
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct event *ev =
		    cases[i].event == NULL ? NULL : site_find_event(s, cases[i].event);
		struct buf b;

		buf_init(&b, 1024);
		search_prompt(&b, s, cases[i].lang, ev);
		is_str(buf_str(&b), cases[i].prompt, "prompt %zu", i);
		buf_free(&b);
	}
}

int
main(void)
{
	struct tzdb *db = NULL;
	struct search *se = NULL;
	struct site *s;
	struct err e = {""};

	if (tzdb_open(&db, NULL, &e) != 0)
		return 1;
	s = searched_read(db, NULL, 1);
	is_int(search_open(&se, s, NULL, NULL, &e), 0, "a search%s", e.msg);
	test_goldens(s, se, db);
	test_many(s);
	test_typed(s);
	test_prompts(s);
	search_close(se);
	site_free(s);
	tzdb_close(db);
	return tap_done();
}
