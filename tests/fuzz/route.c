/* SPDX-License-Identifier: ISC */
/* Routing of a whole decoded path, prefixes and query and all, over a small site. Whatever is
 * asked: an answer that is one, META on one line, and a redirect that leads to what redirects no
 * more. */
#include "gemini/route.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
require(int fine)
{
	if (!fine)
		abort();
}

static const char *languages[] = {"en", "fr", "pt-BR"};
static struct former_name former[] = {{"meeting", "", "forum", ""}};

static struct site *
small_site(void)
{
	struct site *s = site_new();
	struct event *ev = arena_alloc(s->arena, sizeof *ev);

	s->languages = languages;
	s->nlanguages = sizeof languages / sizeof languages[0];
	s->former = former;
	s->nformer = 1;
	s->revision = 9;
	s->events = arena_alloc(s->arena, sizeof *s->events);
	s->events[s->nevents++] = ev;
	ev->id = "forum";
	ev->title.in = arena_alloc(s->arena, sizeof *ev->title.in);
	ev->title.in[0] = (struct text_in){"fr", "Forum"};
	ev->title.n = 1;
	s->title = ev->title;
	return s;
}

static int
ask(const struct gem_site *gs, const char *path, const char *query, char meta[GEM_META_MAX + 1])
{
	static struct gem_request rq;
	struct gem_reply re;
	int status;

	snprintf(rq.path, sizeof rq.path, "%s", path);
	snprintf(rq.query_text, sizeof rq.query_text, "%s", query == NULL ? "" : query);
	rq.query = query == NULL ? NULL : rq.query_text;
	gem_reply_init(&re);
	gem_route(gs, &rq, &re);
	gem_reply_finish(&re);
	status = re.status;
	snprintf(meta, GEM_META_MAX + 1, "%s", re.meta);
	require(strpbrk(meta, "\r\n") == NULL && *meta != '\0');
	require(status == 10 || status == 20 || status == 30 || status == 31 || status == 40 ||
		status == 51);
	gem_reply_free(&re);
	return status;
}

/* %2B and the like of our own redirects. */
static void
decode(char *s)
{
	char *to = s;

	s[strcspn(s, "?")] = '\0';
	for (; *s != '\0'; s++) {
		unsigned byte;

		if (*s == '%' && sscanf(s + 1, "%2x", &byte) == 1) {
			*to++ = (char)byte;
			s += 2;
		} else {
			*to++ = *s;
		}
	}
	*to = '\0';
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct gem_site gs = {.lang = "en"};
	char path[GEM_URI_MAX + 1] = "/", meta[GEM_META_MAX + 1];
	char *query;
	int status;

	if (gs.site == NULL) {
		gs.site = small_site();
		require(tzdb_open(&gs.zones, NULL, NULL) == 0);
	}
	if (size + 2 > sizeof path || memchr(data, '\0', size) != NULL)
		return 0;
	memcpy(path + 1, data, size);
	path[size + 1] = '\0';
	query = strchr(path, '?');
	if (query != NULL)
		*query++ = '\0';
	status = ask(&gs, path, query, meta);
	if (status != 31)
		return 0;
	require(meta[0] == '/' && meta[1] != '/');
	decode(meta);
	snprintf(path, sizeof path, "%s", meta);
	status = ask(&gs, path, NULL, meta);
	require(status != 31 && status != 51);
	return 0;
}
