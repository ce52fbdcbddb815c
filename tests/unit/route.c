/* SPDX-License-Identifier: ISC */
#include "gemini/route.h"

#include "tests/lib/tap.h"

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static int
calendar(void *ctx, const char *path, struct gem_reply *re)
{
	(void)ctx;
	if (strcmp(path, "all.ics") == 0)
		return -1;
	if (strlen(path) < 4 || strcmp(path + strlen(path) - 4, ".ics") != 0)
		return 1;
	buf_printf(&re->body, "calendar at %s", path);
	return 0;
}

static struct site *
site(void)
{
	struct site *s = site_new();
	struct event *ev = arena_alloc(s->arena, sizeof *ev);

	s->title.in = arena_alloc(s->arena, sizeof *s->title.in);
	s->title.in[0] = (struct text_in){"en", "Example"};
	s->title.n = 1;
	s->events = arena_alloc(s->arena, sizeof *s->events);
	s->events[0] = ev;
	s->nevents = 1;
	ev->id = "forum";
	ev->title = s->title;
	ev->slot = (struct slot){.day = {2031, 5, 16}, .has_start = true, .start = 1936688400};
	return s;
}

/* Finds an event in itself, nothing in the site. */
static int
search(void *ctx, const char *typed, const struct event *within, struct found *out)
{
	(void)ctx;
	out->arena = arena_new(1024 * 1024);
	out->typed = arena_strdup(out->arena, typed);
	if (within != NULL)
		*(const void **)arena_push(out->arena, &out->events.items, &out->events.n,
		    sizeof *out->events.items) = within;
	return strcmp(typed, "fail") == 0 ? -1 : 0;
}

static void
test_answers(void)
{
	static const char page[] = "text/gemini; lang=en";
	static const struct {
		const char *path, *query;
		int status;
		const char *meta, *body;
	} cases[] = {
	    {"/", NULL, 20, page, "# Example\n"},
	    {"/", "a query", 20, page, "# Example\n"},
	    {"/forum/", NULL, 20, page, "# Example\n"},
	    {"/forum/agenda", NULL, 20, page, "# Agenda \xe2\x80\x93 Example\n"},
	    {"/forum/agenda.txt", NULL, 20, "text/plain; charset=utf-8", "Example\n"},
	    {"/forum/schedule.xml", NULL, 20, "application/vnd.c3voc.schedule+xml",
		"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<schedule>\n"},
	    {"/forum/schedule.json", NULL, 20, "application/json", "{\n"},
	    {"/forum/sessions.csv", NULL, 20, "text/csv; charset=utf-8; header=present",
		"\xef\xbb\xbf\"id\",\"title\","},
	    {"/now", NULL, 20, page, "# Now and next\n"},
	    {"/forum", NULL, 31, "/forum/", ""},
	    {"/forum", "q", 31, "/forum/?q", ""},
	    {"/people", NULL, 31, "/people/", ""},
	    {"/forum.ics", NULL, 20, "text/calendar; charset=utf-8", "calendar at forum.ics"},
	    {"/once.ics", NULL, 20, "text/calendar; charset=utf-8", "calendar at once.ics"},
	    {"/all.ics", NULL, 40, "The calendar could not be made; please try again", ""},
	    {"/no-such", NULL, 51, "There is no such page", ""},
	    {"/forum/x\r\n20 text/plain", NULL, 51, "There is no such page", ""},
	    {"/feed", NULL, 20, page, "# Example\n\n## What came"},
	    {"/forum/feed", NULL, 20, page, "# Example\n\n## What came"},
	    {"/feed.xml", NULL, 20, "application/atom+xml", "<?xml"},
	    {"/changes/since", NULL, 51,
		"There is only one revision, so there is nothing to compare yet", ""},
	    {"/changes/1-2", NULL, 51, "There is no such page", ""},
	    {"/in", NULL, 51, "There is no such page", ""},
	    {"/search", NULL, 10, "Search titles, texts, people and organisations", ""},
	    {"/search", "", 10, "Search titles, texts, people and organisations", ""},
	    {"/search", "%20%09", 10, "Search titles, texts, people and organisations", ""},
	    {"/search", "a%0Ab%22", 20, page, "# Search: a b\"\n"},
	    {"/search", "fail", 40, "It could not be searched; please try again", ""},
	    {"/forum/search", NULL, 10, "Search in Example", ""},
	    {"/forum/search", "words", 20, page, "# Search: words\n\nFound: 1\n"},
	    {"/forum/feed.xml", NULL, 20, "application/atom+xml", "<?xml"},
	    {"//forum/", NULL, 51, "There is no such page", ""},
	    {"/../forum/", NULL, 51, "There is no such page", ""},
	};
	struct site *s = site();
	struct gem_site gs = {
	    .site = s, .lang = "en", .now = 0, .calendar = calendar, .search = search};

	for (size_t i = 0; i < COUNT(cases); i++) {
		static struct gem_request rq;
		struct gem_reply re;

		snprintf(rq.path, sizeof rq.path, "%s", cases[i].path);
		rq.query = cases[i].query;
		gem_reply_init(&re);
		gem_route(&gs, &rq, &re);
		is_int(re.status, cases[i].status, "status, case %zu", i);
		is_str(re.meta, cases[i].meta, "META, case %zu", i);
		ok(strncmp(buf_str(&re.body), cases[i].body, strlen(cases[i].body)) == 0,
		    "body, case %zu", i);
		gem_reply_free(&re);
	}
	site_free(s);
}

/* A site in French and Portuguese, with a former name, and the zones of this machine. */
static void
test_addresses(void)
{
	static const struct {
		const char *path;
		int status;
		const char *meta;
	} cases[] = {
	    /* languages */
	    {"/", 20, "text/gemini; lang=fr"},
	    {"/pt-BR/", 20, "text/gemini; lang=pt-BR"},
	    {"/pt-BR", 31, "/pt-BR/?q=1"},
	    {"/PT-br/forum/", 31, "/pt-BR/forum/?q=1"},
	    {"/pt-BR/forum", 31, "/pt-BR/forum/?q=1"},
	    {"/pt-BR/forum/", 20, "text/gemini; lang=pt-BR"},
	    {"/de/forum/", 20, "text/gemini; lang=de"},
	    {"/fr/forum/", 31, "/forum/?q=1"},
	    {"/fr/", 31, "/?q=1"},
	    {"/fr", 31, "/?q=1"},
	    {"/pt/forum/", 51, NULL},
	    {"/xx/forum/", 51, NULL},
	    {"/fr/fr/forum/", 51, NULL},
	    {"/pt-BR/de/forum/", 51, "There is no such page"},
	    /* zones */
	    {"/in/Africa/Nairobi/", 20, "text/gemini; lang=fr"},
	    {"/in/Africa/Nairobi", 31, "/in/Africa/Nairobi/?q=1"},
	    {"/in/africa/NAIROBI/forum", 31, "/in/Africa/Nairobi/forum/?q=1"},
	    {"/in/America/Argentina/Buenos_Aires/forum/", 20, "text/gemini; lang=fr"},
	    {"/in/Asia/Calcutta/forum/", 31, "/in/Asia/Kolkata/forum/?q=1"},
	    {"/in/Etc/UTC/", 31, "/in/UTC/?q=1"},
	    {"/in/UTC/", 20, "text/gemini; lang=fr"},
	    {"/in/Etc/GMT+3/forum", 31, "/in/Etc/GMT%2B3/forum/?q=1"},
	    {"/in/Africa/", 51, NULL},
	    {"/in/Africa/Nowhere/forum/", 51, NULL},
	    {"/in/Africa/Nairobi/in/Asia/Tokyo/", 51, NULL},
	    {"/in/../forum/", 51, NULL},
	    {"/in//Africa/Nairobi/", 51, NULL},
	    /* both */
	    {"/pt-BR/in/Africa/Nairobi/forum/", 20, "text/gemini; lang=pt-BR"},
	    {"/in/Africa/Nairobi/pt-BR/forum/", 31, "/pt-BR/in/Africa/Nairobi/forum/?q=1"},
	    {"/in/africa/nairobi/FR/forum", 31, "/in/Africa/Nairobi/forum/?q=1"},
	    /* slashes */
	    {"/about/", 31, "/about?q=1"},
	    {"/pt-BR/people", 31, "/pt-BR/people/?q=1"},
	    {"/forum.ics/", 31, "/forum.ics?q=1"},
	    {"/about//", 51, NULL},
	    {"/forum//", 31, "/forum/?q=1"},
	    /* what has another id now */
	    {"/meeting/", 31, "/forum/?q=1"},
	    {"/meeting", 31, "/forum/?q=1"},
	    {"/de/in/asia/tokyo/meeting/changes/", 31, "/de/in/Asia/Tokyo/forum/changes?q=1"},
	    {"/meeting/nothing", 51, NULL},
	    /* calendars have no prefix */
	    {"/forum.ics", 20, "text/calendar; charset=utf-8"},
	    {"/de/in/Asia/Tokyo/forum/agenda.txt", 20, "text/plain; charset=utf-8"},
	    {"/pt-BR/forum.ics", 31, "/forum.pt-BR.ics?q=1"},
	    {"/de/in/Asia/Tokyo/forum.ics", 31, "/forum.ics?q=1"},
	    {"/fr/forum.ics", 31, "/forum.ics?q=1"},
	    {"/in/Asia/Tokyo/forum.pt-BR.ics", 31, "/forum.pt-BR.ics?q=1"},
	    {"/pt-BR/meeting.ics", 31, "/forum.pt-BR.ics?q=1"},
	    /* what is hidden is as what is missing, whatever stands before it */
	    {"/hidden/", 51, NULL},
	    {"/hidden", 51, NULL},
	    {"/fr/hidden/", 51, NULL},
	    {"/in/africa/nairobi/hidden", 51, NULL},
	    {"/was-hidden/", 51, NULL},
	    {"/was-hidden", 51, NULL},
	};
	static const char *languages[] = {"fr", "pt-BR"};
	static struct former_name former[] = {
	    {"meeting", "", "forum", ""}, {"was-hidden", "", "hidden", ""}};
	struct site *s = site();
	struct gem_site gs = {.site = s, .lang = "fr", .calendar = calendar};

	s->languages = languages;
	s->nlanguages = COUNT(languages);
	s->former = former;
	s->nformer = COUNT(former);
	if (!ok(tzdb_open(&gs.zones, NULL, NULL) == 0, "zones"))
		return;
	for (size_t i = 0; i < COUNT(cases); i++) {
		static struct gem_request rq;
		struct gem_reply re;

		snprintf(rq.path, sizeof rq.path, "%s", cases[i].path);
		rq.query = "q=1";
		gem_reply_init(&re);
		gem_route(&gs, &rq, &re);
		is_int(re.status, cases[i].status, "%s", cases[i].path);
		is_str(re.meta, cases[i].meta != NULL ? cases[i].meta : "Cette page n’existe pas",
		    "%s: META", cases[i].path);
		gem_reply_free(&re);
	}
	tzdb_close(gs.zones);
	site_free(s);
}

static void
test_lang(void)
{
	static const char *const langs[][2] = {{"pt-BR", "text/gemini; lang=pt-BR"},
	    {"en\r\n20", "text/gemini"}, {"", "text/gemini"}, {"a b", "text/gemini"},
	    {"en-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "text/gemini"}};
	struct site *s = site();

	for (size_t i = 0; i < COUNT(langs); i++) {
		struct gem_site gs = {.site = s, .lang = langs[i][0]};
		static struct gem_request rq = {.path = "/"};
		struct gem_reply re;

		gem_reply_init(&re);
		gem_route(&gs, &rq, &re);
		is_str(re.meta, langs[i][1], "language %zu", i);
		gem_reply_free(&re);
	}
	site_free(s);
}

/* ---- between two revisions ---- */

static void
test_since(void)
{
	static const struct {
		const char *path, *query;
		int status;
		const char *meta;
	} cases[] = {
	    {"/changes/since", NULL, 10, NULL},
	    {"/changes/since", "", 10, NULL},
	    {"/changes/since", "yesterday", 10, NULL},
	    {"/changes/since", "2-5", 30, "/changes/2-5"},
	    {"/changes/since", "5%202", 30, "/changes/2-5"},
	    {"/changes/since", "from%202%20to%205%20please", 30, "/changes/2-5"},
	    {"/changes/since", "since%203", 30, "/changes/3-9"},
	    {"/changes/since", "%D9%A2-%D9%A5", 30, "/changes/2-5"}, /* Arabic digits */
	    {"/changes/since", "2%E2%80%935", 30, "/changes/2-5"},   /* an en dash */
	    {"/changes/since", "9", 10, NULL},
	    {"/changes/since", "3-3", 10, NULL},
	    {"/changes/since", "0-3", 10, NULL},
	    {"/changes/since", "3-10", 10, NULL},
	    {"/changes/since", "99999999999999999999-3", 10, NULL},
	    {"/changes/since", "2-5%0D%0A20%20x", 30, "/changes/2-5"},
	    {"/forum/changes/since", "3", 30, "/forum/changes/3-9"},
	    {"/fr/forum/changes/since", "3", 30, "/fr/forum/changes/3-9"},
	    {"/changes/5-2", NULL, 31, "/changes/2-5"},
	    {"/fr/forum/changes/5-2", NULL, 31, "/fr/forum/changes/2-5"},
	    {"/changes/2-5", NULL, 20, NULL},
	    {"/changes/2-10", NULL, 51, NULL},
	    {"/changes/0-3", NULL, 51, NULL},
	    {"/changes/3-3", NULL, 51, NULL},
	};
	struct site *s = site();
	struct gem_site gs = {.site = s, .lang = "en"};

	s->revision = 9;
	s->moments = arena_array(s->arena, 10, sizeof *s->moments);
	for (size_t i = 0; i < COUNT(cases); i++) {
		static struct gem_request rq;
		struct gem_reply re;

		snprintf(rq.path, sizeof rq.path, "%s", cases[i].path);
		rq.query = cases[i].query;
		gem_reply_init(&re);
		gem_route(&gs, &rq, &re);
		is_int(re.status, cases[i].status, "%s?%s", cases[i].path,
		    cases[i].query == NULL ? "" : cases[i].query);
		if (cases[i].meta != NULL)
			is_str(re.meta, cases[i].meta, "where it leads");
		gem_reply_free(&re);
	}
	site_free(s);
}

int
main(void)
{
	test_since();
	test_answers();
	test_addresses();
	test_lang();
	return tap_done();
}
