/* SPDX-License-Identifier: ISC */
#include "gemini/route.h"

#include "core/pages.h"
#include "gemini/gemtext.h"

#include <stdio.h>
#include <string.h>

enum { LANG_MAX = 35 /* RFC 5646 section 4.4.1 */ };

/* A tag may stand in META only if it is one. */
static bool
is_lang(const char *s)
{
	size_t n = strlen(s);

	return n > 0 && n <= LANG_MAX &&
	       strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == n;
}

void
gem_answer_page(struct page *p, struct gem_reply *re)
{
	char meta[64 + LANG_MAX] = "text/gemini; charset=utf-8";

	if (p == NULL) {
		gem_reply_set(re, 40, "The page could not be made; please try again");
		return;
	}
	if (is_lang(p->lang))
		snprintf(meta, sizeof meta, "text/gemini; charset=utf-8; lang=%s", p->lang);
	gemtext_page(&re->body, p);
	gem_reply_set(re, 20, meta);
	page_free(p);
}

static void
answer_page(const struct gem_site *gs, const struct place_in_site *at, struct gem_reply *re)
{
	const struct view view = {
	    .lang = gs->lang, .now = gs->now, .live = true, .preview = gs->preview};

	gem_answer_page(page_build(gs->site, &view, at), re);
}

/* What is no place in the site may have been one, and have a calendar still. */
static void
answer_calendar(const struct gem_site *gs, const char *path, struct gem_reply *re)
{
	int rc = gs->calendar == NULL ? 1 : gs->calendar(gs->ctx, path, re);

	if (rc == 0)
		gem_reply_set(re, 20, "text/calendar; charset=utf-8");
	else if (rc == 1)
		gem_reply_set(re, 51, "There is no such page");
	else
		gem_reply_set(re, 40, "The calendar could not be made; please try again");
}

/* To the path of what was found, not to what was asked for. */
static void
answer_slash(const struct place_in_site *at, struct gem_reply *re)
{
	char path[128] = "/people/";

	if (at->kind == PATH_EVENT)
		snprintf(path, sizeof path, "/%s/", at->event->id);
	gem_reply_redirect(re, true, path, NULL);
}

/* Places that are known, and nothing answers yet. */
static bool
is_unanswered(const struct place_in_site *at)
{
	switch (at->kind) {
	case PATH_AGENDA:
	case PATH_AGENDA_TEXT:
	case PATH_ZONES:
	case PATH_LANGUAGES:
	case PATH_SEARCH:
	case PATH_EVENT_SEARCH:
	case PATH_FEED:
	case PATH_EVENT_FEED:
	case PATH_ATOM:
	case PATH_EVENT_ATOM:
	case PATH_NOW: return true;
	case PATH_CHANGES:
	case PATH_EVENT_CHANGES: return at->to > 0;
	default: return false;
	}
}

void
gem_route(const struct gem_site *gs, const struct gem_request *rq, struct gem_reply *re)
{
	const char *path = rq->path[0] == '/' ? rq->path + 1 : rq->path;
	struct place_in_site at = path_find(gs->site, path);

	if (at.kind == PATH_NONE || place_is_calendar(&at))
		answer_calendar(gs, path, re);
	else if (is_unanswered(&at))
		gem_reply_set(re, 51, "There is no such page");
	else if (at.missing_slash)
		answer_slash(&at, re);
	else
		answer_page(gs, &at, re);
}
