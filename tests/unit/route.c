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
	if (strstr(path, ".ics") == NULL)
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
	return s;
}

static void
test_answers(void)
{
	static const char page[] = "text/gemini; charset=utf-8; lang=en";
	static const struct {
		const char *path, *query;
		int status;
		const char *meta, *body;
	} cases[] = {
	    {"/", NULL, 20, page, "# Example\n"},
	    {"/", "a query", 20, page, "# Example\n"},
	    {"/forum/", NULL, 20, page, "# Example\n"},
	    {"/forum", NULL, 31, "/forum/", ""},
	    {"/forum", "q", 31, "/forum/", ""},
	    {"/people", NULL, 31, "/people/", ""},
	    {"/forum.ics", NULL, 20, "text/calendar; charset=utf-8", "calendar at forum.ics"},
	    {"/once.ics", NULL, 20, "text/calendar; charset=utf-8", "calendar at once.ics"},
	    {"/all.ics", NULL, 40, "The calendar could not be made; please try again", ""},
	    {"/no-such", NULL, 51, "There is no such page", ""},
	    {"/forum/x\r\n20 text/plain", NULL, 51, "There is no such page", ""},
	    {"/in", NULL, 51, "There is no such page", ""},
	    {"/search", "words", 51, "There is no such page", ""},
	    {"/forum/feed.xml", NULL, 51, "There is no such page", ""},
	    {"//forum/", NULL, 51, "There is no such page", ""},
	    {"/../forum/", NULL, 51, "There is no such page", ""},
	};
	struct site *s = site();
	struct gem_site gs = {.site = s, .lang = "en", .now = 0, .calendar = calendar};

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

static void
test_lang(void)
{
	static const char *const langs[][2] = {{"pt-BR", "text/gemini; charset=utf-8; lang=pt-BR"},
	    {"en\r\n20", "text/gemini; charset=utf-8"}, {"", "text/gemini; charset=utf-8"},
	    {"a b", "text/gemini; charset=utf-8"},
	    {"en-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "text/gemini; charset=utf-8"}};
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

int
main(void)
{
	test_answers();
	test_lang();
	return tap_done();
}
