/* SPDX-License-Identifier: ISC */
/* The list of pages for search engines, and which pages are in it. */
#include "core/sitemap.h"

#include "core/query.h"
#include "core/reading.h"
#include "tests/lib/build.h"
#include "tests/lib/tap.h"

#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

enum { OUT_MAX = 64 * 1024 * 1024 };

static const char *one_language[] = {"en"}, *languages[] = {"en", "fr", "pt-BR"};

static struct site *
make_site(const char **langs, size_t n)
{
	struct site *s = site_new();

	s->web = "https://example.org/programme/";
	s->languages = langs;
	s->nlanguages = n;
	return s;
}

static void
test_addresses(void)
{
	static const struct {
		const char *lang, *path, *want;
	} cases[] = {
	    {"en", "", "https://example.org/programme/"},
	    {"fr", "", "https://example.org/programme/fr/"},
	    {"en", "forum/", "https://example.org/programme/forum/"},
	    {"pt-BR", "forum/", "https://example.org/programme/pt-BR/forum/"},
	    {"fr", "person/ada", "https://example.org/programme/fr/person/ada.html"},
	    {"fr", "feed.xml", "https://example.org/programme/fr/feed.xml"},
	    {"de", "about", "https://example.org/programme/about.html"},
	    {NULL, "about", "https://example.org/programme/about.html"},
	};
	struct site *s = make_site(languages, COUNT(languages));

	for (size_t i = 0; i < COUNT(cases); i++)
		is_str(reading_url(s->arena, s, cases[i].lang, cases[i].path), cases[i].want,
		    "'%s' in %s", cases[i].path, cases[i].lang == NULL ? "none" : cases[i].lang);
	s->web = NULL;
	ok(reading_url(s->arena, s, "fr", "about") == NULL, "a site that is not on the web");
	is_str(reading_folder(s->arena, s, "fr"), "fr/", "has folders by language");
	is_str(reading_folder(s->arena, s, "de"), "", "for those that it has texts in");
	site_free(s);
}

static void
test_one_language(void)
{
	struct site *s = make_site(one_language, 1);
	struct sitemap m = {.site = s, .arena = s->arena};
	struct buf b;

	buf_init(&b, OUT_MAX);
	sitemap_add(&m, "", 0);
	sitemap_add(&m, "forum/session/a&b", 1000000000);
	is_int((int)sitemap_files(&m), 1, "two pages are one file");
	sitemap_write(&b, &m, 0);
	is_str(buf_str(&b),
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
	    "<url>\n<loc>https://example.org/programme/</loc>\n</url>\n"
	    "<url>\n<loc>https://example.org/programme/forum/session/a&amp;b.html</loc>\n"
	    "<lastmod>2001-09-09T01:46:40Z</lastmod>\n</url>\n"
	    "</urlset>\n",
	    "one language: no translations; a moment if it is known; escaped");
	buf_free(&b);
	site_free(s);
}

static void
test_languages(void)
{
	struct site *s = make_site(languages, 2);
	struct sitemap m = {.site = s, .arena = s->arena};
	size_t used;
	struct buf b;

#define LINKS                                                                                      \
	"<xhtml:link rel=\"alternate\" hreflang=\"en\" "                                           \
	"href=\"https://example.org/programme/about.html\"/>\n"                                    \
	"<xhtml:link rel=\"alternate\" hreflang=\"fr\" "                                           \
	"href=\"https://example.org/programme/fr/about.html\"/>\n"                                 \
	"<xhtml:link rel=\"alternate\" hreflang=\"x-default\" "                                    \
	"href=\"https://example.org/programme/about.html\"/>\n"

	buf_init(&b, OUT_MAX);
	sitemap_add(&m, "about", 0);
	used = arena_used(s->arena);
	sitemap_write(&b, &m, 0);
	is_int(arena_used(s->arena), used, "what writing needs is given back");
	is_str(buf_str(&b),
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
	    "xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n"
	    "<url>\n<loc>https://example.org/programme/about.html</loc>\n" LINKS "</url>\n"
	    "<url>\n<loc>https://example.org/programme/fr/about.html</loc>\n" LINKS "</url>\n"
	    "</urlset>\n",
	    "each language has all");
	buf_free(&b);
	site_free(s);
}

static size_t
count(const char *s, const char *part)
{
	size_t n = 0;

	for (; (s = strstr(s, part)) != NULL; s += strlen(part))
		n++;
	return n;
}

static void
test_many(void)
{
	struct site *s = make_site(languages, COUNT(languages));
	struct sitemap m = {.site = s, .arena = s->arena};
	size_t n = SITEMAP_URLS_MAX / 3, most = 0, all = 0;
	struct buf b;

	buf_init(&b, OUT_MAX);
	is_int((int)sitemap_files(&m), 1, "no page: one file still");
	for (size_t i = 0; i < 2 * n; i++)
		sitemap_add(&m, "about", (int64_t)i);
	is_int((int)sitemap_files(&m), 2, "as many as two files hold");
	sitemap_add(&m, "people/", 5);
	is_int((int)sitemap_files(&m), 3, "and one more");
	for (size_t i = 0; i < 3; i++) {
		size_t urls;

		buf_clear(&b);
		sitemap_write(&b, &m, i);
		urls = count(buf_str(&b), "<url>");
		all += urls;
		most = urls > most ? urls : most;
		ok(!b.failed && b.n < OUT_MAX / 2, "file %zu is not too large", i);
	}
	ok(most <= SITEMAP_URLS_MAX, "no file has more addresses than it may");
	is_int((int)all, (int)(3 * (2 * n + 1)), "no page is lost");
	buf_clear(&b);
	sitemap_index(&b, &m);
	is_int((int)count(buf_str(&b), "<sitemap>"), 3, "the index has all files");
	ok(strstr(buf_str(&b), "<loc>https://example.org/programme/sitemap-3.xml</loc>\n"
			       "<lastmod>1970-01-01T00:00:05Z</lastmod>") != NULL,
	    "with the latest change in each");
	buf_free(&b);
	site_free(s);
}

static void
test_many_languages(void)
{
	const char *langs[SITEMAP_LANGUAGES_MAX + 1];
	struct site *s = make_site(langs, COUNT(langs));
	struct sitemap m = {.site = s, .arena = s->arena};
	struct buf b;

	buf_init(&b, OUT_MAX);
	for (size_t i = 0; i < COUNT(langs); i++)
		langs[i] = arena_printf(s->arena, "%c%c", 'a', (char)('a' + i));
	sitemap_add(&m, "about", 0);
	sitemap_write(&b, &m, 0);
	is_int((int)count(buf_str(&b), "<loc>"), (int)COUNT(langs), "very many languages: all");
	ok(strstr(buf_str(&b), "xhtml") == NULL, "but not each at each");
	buf_free(&b);
	site_free(s);
}

static void
test_listed(void)
{
	struct site *s = make_site(languages, COUNT(languages));
	struct event *forum = build_event(s, "forum", NULL), *quiet = build_event(s, "quiet", NULL);
	struct session *open = build_session(s, forum, "open", (struct slot){0});
	struct session *unlisted = build_session(s, forum, "unlisted", (struct slot){0});
	struct session *in_quiet = build_session(s, quiet, "inside", (struct slot){0});
	struct place_in_site home = {.kind = PATH_HOME}, none = {.kind = PATH_MISSING};
	struct series *known = arena_alloc(s->arena, sizeof *known);
	struct series *hidden = arena_alloc(s->arena, sizeof *hidden);

	quiet->visibility = unlisted->visibility = VISIBILITY_UNLISTED;
	forum->series = known;
	quiet->series = hidden;
	ok(query_is_listed(s, &home), "home");
	ok(!query_is_listed(s, &none), "not what stands where nothing is");
#define AT(...) (&(struct place_in_site){__VA_ARGS__})
	ok(query_is_listed(s, AT(.kind = PATH_EVENT, .event = forum)), "an event");
	ok(query_is_listed(s, AT(.kind = PATH_SESSION, .event = forum, .session = open)),
	    "its session");
	ok(!query_is_listed(s, AT(.kind = PATH_SESSION, .event = forum, .session = unlisted)),
	    "not one that is unlisted");
	ok(!query_is_listed(s, AT(.kind = PATH_DAY, .event = quiet)),
	    "nor a day of an event that is");
	ok(!query_is_listed(s, AT(.kind = PATH_SESSION, .event = quiet, .session = in_quiet)),
	    "nor its session");
	ok(query_is_listed(s, AT(.kind = PATH_SERIES, .series = known)), "a series");
	ok(!query_is_listed(s, AT(.kind = PATH_SERIES, .series = hidden)),
	    "not one of unlisted events alone");
	for (int prepared = 0; prepared < 2; prepared++) {
		static const struct {
			const char *name;
			int where; /* 0: nowhere, 1: at the event, 2 to 4: on a session */
			bool want;
		} cases[] = {{"nowhere", 0, false}, {"at an event", 1, true},
		    {"on a session", 2, true}, {"on an unlisted session", 3, false},
		    {"at an unlisted event", 4, false}};

		for (size_t i = 0; i < COUNT(cases) && prepared == 0; i++) {
			struct person *pe = build_person(s, cases[i].name, "Ada");
			struct session *const on[] = {NULL, NULL, open, unlisted, in_quiet};

			if (cases[i].where == 1)
				((struct attendee *)arena_push(s->arena, &forum->people,
				     &forum->npeople, sizeof *forum->people))
				    ->person = pe;
			else if (cases[i].where > 1)
				build_appear(s, on[cases[i].where], pe, ROLE_SPEAKER);
		}
		if (prepared)
			query_prepare(s);
		for (size_t i = 0; i < COUNT(cases); i++)
			ok(query_is_listed(s, AT(.kind = PATH_PERSON, .person = s->people[i])) ==
				cases[i].want,
			    "a person %s%s", cases[i].name, prepared ? ", prepared" : "");
	}
	site_free(s);
}

int
main(void)
{
	test_addresses();
	test_one_language();
	test_languages();
	test_many();
	test_many_languages();
	test_listed();
	return tap_done();
}
