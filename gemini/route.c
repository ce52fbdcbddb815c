/* SPDX-License-Identifier: ISC */
#include "gemini/route.h"

#include "core/data_file.h"
#include "core/former.h"
#include "core/page_text.h"
#include "core/pages.h"
#include "core/reading.h"
#include "core/words.h"
#include "gemini/follow.h"
#include "gemini/gemtext.h"
#include "gemini/prefix.h"

#include <stdio.h>
#include <string.h>

enum {
	LANG_MAX = 35, /* RFC 5646 section 4.4.1 */
	SCRATCH_MAX = 1024 * 1024
};

/* A request being answered. */
struct asked {
	const struct gem_site *gs;
	const struct gem_request *rq;
	struct gem_reply *re;
	struct arena *a;
	struct gem_prefix prefix;
	struct place_in_site at;
};

/* ---- pages ---- */

/* A tag may stand in META only if it is one. */
static bool
is_lang(const char *s)
{
	size_t n = strlen(s);

	return n > 0 && n <= LANG_MAX &&
	       strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == n;
}

/* The language of most of the text, and that of the words around it when it is another (Gemini
 * specification, "The text/gemini media type", lang). */
static void
put_langs(struct buf *meta, const struct page *p)
{
	const char *most = page_main_lang(p);

	if (!is_lang(p->lang) || !is_lang(most))
		return;
	buf_printf(meta, "; lang=%s", most);
	if (strcmp(most, p->lang) != 0)
		buf_printf(meta, ",%s", p->lang);
}

void
gem_answer_page(struct page *p, struct gem_reply *re)
{
	struct buf meta;

	if (p == NULL) {
		gem_reply_set(re, 40, "The page could not be made; please try again");
		return;
	}
	buf_init(&meta, GEM_META_MAX);
	buf_puts(&meta, "text/gemini"); /* in UTF-8, which goes without saying */
	put_langs(&meta, p);
	gemtext_page(&re->body, p);
	gem_reply_set(re, 20, buf_str(&meta));
	buf_free(&meta);
	page_free(p);
}

static const char *
language(const struct asked *as)
{
	return as->prefix.lang != NULL ? as->prefix.lang : as->gs->lang;
}

static void
answer_missing(const struct asked *as)
{
	const struct words w = {.site = as->gs->site, .lang = language(as), .arena = as->a};

	gem_reply_set(as->re, 51, words_get(&w, WORD_NO_PAGE));
}

/* What is saved is read elsewhere: where it leads to is written out, with the prefix. */
static void
answer_text(const struct asked *as, struct page *p)
{
	const struct site *s = as->gs->site;
	struct buf base;

	if (p == NULL) {
		gem_answer_page(p, as->re);
		return;
	}
	buf_init(&base, GEM_META_MAX);
	buf_printf(&base, "gemini://%s/%s", s->host != NULL ? s->host : "",
	    reading_path(as->a, s, as->prefix.lang, as->prefix.zone, ""));
	page_text(&as->re->body, p, s->host != NULL && !base.failed ? buf_str(&base) : NULL);
	gem_reply_set(as->re, 20, "text/plain; charset=utf-8");
	buf_free(&base);
	page_free(p);
}

static void
answer_page(const struct asked *as, const struct found *found, const struct zones_found *zones)
{
	struct page *p;
	const struct gem_site *gs = as->gs;
	struct view view = {.lang = language(as),
	    .now = gs->now,
	    .live = true,
	    .preview = gs->preview,
	    .found = found,
	    .zones = gs->zones,
	    .zones_found = zones};

	if (as->prefix.zone != NULL) {
		view.zone = tzdb_find(gs->zones, as->prefix.zone);
		if (view.zone == NULL) {
			gem_reply_set(as->re, 40, "The time zone could not be read");
			return;
		}
	}
	p = page_build(gs->site, &view, &as->at);
	if (as->at.kind == PATH_AGENDA_TEXT)
		answer_text(as, p);
	else
		gem_answer_page(p, as->re);
}

/* ---- search ---- */

static void
ask_for_words(const struct asked *as)
{
	struct buf prompt;

	buf_init(&prompt, GEM_META_MAX);
	search_prompt(&prompt, as->gs->site, language(as), as->at.event);
	gem_reply_set(as->re, 10, prompt.failed ? "?" : buf_str(&prompt));
	buf_free(&prompt);
}

static void
answer_search(const struct asked *as)
{
	const struct gem_site *gs = as->gs;
	struct found found = {0};
	char typed[GEM_URI_MAX + 1];

	gem_request_input(as->rq, typed);
	if (typed[strspn(typed, " \t\r\n")] == '\0')
		ask_for_words(as);
	else if (gs->search(gs->ctx, typed, as->at.event, &found) == 0)
		answer_page(as, &found, NULL);
	else
		gem_reply_set(as->re, 40, "It could not be searched; please try again");
	found_free(&found);
}

/* ---- zones ---- */

/* One that has just the name typed is gone to at once; of others, or none, the reader is told. */
static void
answer_zones(const struct asked *as)
{
	const struct site *s = as->gs->site;
	const struct words w = {s, language(as), as->a};
	char typed[GEM_URI_MAX + 1];
	struct zones_found found;
	const char *path = "";

	gem_request_input(as->rq, typed);
	if (typed[strspn(typed, " \t\r\n")] == '\0') {
		gem_reply_set(as->re, 10, words_get(&w, WORD_ZONES_ASK));
		return;
	}
	found = zones_find(as->a, as->gs->zones, language(as), typed);
	if (found.n != 1 || !found.is_exact) {
		answer_page(as, NULL, &found);
		return;
	}
	if (as->at.event != NULL)
		path = path_of_event(as->a, as->at.event);
	path = reading_path(as->a, s, as->prefix.lang, found.items[0].zone, path);
	gem_reply_redirect(as->re, false, arena_printf(as->a, "/%s", path), NULL);
}

/* ---- calendars ---- */

/* Whether there was one, made or not. */
static bool
answer_calendar(const struct gem_site *gs, const char *path, struct gem_reply *re)
{
	int rc = gs->calendar == NULL ? 1 : gs->calendar(gs->ctx, path, re);

	if (rc == 0)
		gem_reply_set(re, 20, "text/calendar; charset=utf-8");
	else if (rc != 1)
		gem_reply_set(re, 40, "The calendar could not be made; please try again");
	return rc != 1;
}

/* ---- addresses ---- */

/* A path, or what is there when the slash at its end is left out. */
static struct place_in_site
find_path(const struct asked *as, const char *path)
{
	struct place_in_site at = path_find(as->gs->site, path);
	size_t n = strlen(path);

	if (at.kind == PATH_NONE && n > 1 && path[n - 1] == '/')
		at = path_find(as->gs->site, arena_strndup(as->a, path, n - 1));
	return at;
}

/* What is no place in the site may have had another id, or a slash too much. */
static struct place_in_site
find_otherwise(const struct asked *as)
{
	struct place_in_site at = find_path(as, as->prefix.path);
	char now[FORMER_PATH_MAX];

	if (at.kind == PATH_NONE && former_path(as->gs->site, as->prefix.path, now))
		at = find_path(as, now);
	return at;
}

/* The one right address: of a calendar its own, with texts in the prefix's language. */
static const char *
right_address(const struct asked *as)
{
	const struct site *s = as->gs->site;
	struct place_in_site at = as->at;
	struct gem_prefix prefix = as->prefix;

	if (place_is_calendar(&at)) {
		if (at.lang == NULL && prefix.lang != NULL && reading_has_texts(s, prefix.lang))
			at.lang = prefix.lang;
		prefix = (struct gem_prefix){0};
	}
	return reading_path(as->a, s, prefix.lang, prefix.zone, path_of_place(as->a, s, &at));
}

/* Places that are known, and nothing answers yet. */
static bool
is_unanswered(const struct gem_site *gs, const struct place_in_site *at)
{
	switch (at->kind) {
	case PATH_SEARCH:
	case PATH_EVENT_SEARCH: return gs->search == NULL;
	case PATH_ZONES:
	case PATH_EVENT_ZONES: return gs->zones == NULL;
	default: return false;
	}
}

/* To an address under the same prefix. */
static void
redirect_to(const struct asked *as, const struct place_in_site *at)
{
	const struct site *s = as->gs->site;
	const char *path =
	    reading_path(as->a, s, as->prefix.lang, as->prefix.zone, path_of_place(as->a, s, at));

	gem_reply_redirect(as->re, false, arena_printf(as->a, "/%s", path), NULL);
}

/* Which revisions, then the changes between them. What cannot be understood is asked again. */
static void
answer_since(const struct asked *as)
{
	const struct words w = {as->gs->site, language(as), as->a};
	int latest = as->gs->site->revision;
	struct place_in_site at = {.event = as->at.event,
	    .kind = as->at.event == NULL ? PATH_CHANGES : PATH_EVENT_CHANGES};
	char *typed = arena_alloc(as->a, GEM_URI_MAX + 1);

	if (latest < 2) {
		gem_reply_set(as->re, 51, words_get(&w, WORD_COMPARE_ONE));
		return;
	}
	gem_request_input(as->rq, typed);
	if (gem_read_revisions(typed, latest, &at.from, &at.to))
		redirect_to(as, &at);
	else
		gem_reply_set(as->re, 10,
		    words_fill(&w, WORD_COMPARE_ASK, arena_printf(as->a, "%d", latest), NULL));
}

static void
answer_data_file(const struct asked *as)
{
	if (data_file_write(&as->re->body, as->gs->site, language(as), &as->at) == 0)
		gem_reply_set(as->re, 20, data_file_type(as->at.kind));
	else
		gem_reply_set(as->re, 40, "The file could not be made; please try again");
}

static void
answer_place(const struct asked *as)
{
	switch (as->at.kind) {
	case PATH_CHANGES_SINCE:
	case PATH_EVENT_CHANGES_SINCE: answer_since(as); return;
	case PATH_ATOM:
	case PATH_EVENT_ATOM:
		gem_answer_atom(as->gs->site, language(as), as->at.event, as->re);
		return;
	case PATH_SCHEDULE_XML:
	case PATH_SCHEDULE_JSON:
	case PATH_SESSIONS_CSV: answer_data_file(as); return;
	default: break;
	}
	if (as->at.kind == PATH_SEARCH || as->at.kind == PATH_EVENT_SEARCH)
		answer_search(as);
	else if (as->at.kind == PATH_ZONES || as->at.kind == PATH_EVENT_ZONES)
		answer_zones(as);
	else
		answer_page(as, NULL, NULL);
}

static void
answer(struct asked *as)
{
	const char *path = as->rq->path[0] == '/' ? as->rq->path + 1 : as->rq->path, *right;
	bool is_file;

	as->prefix = gem_prefix_read(as->gs->site, as->gs->zones, path);
	as->at = path_find(as->gs->site, as->prefix.path);
	/* what is no place in the site may have been one, and have a calendar still */
	is_file = as->at.kind == PATH_NONE || place_is_calendar(&as->at);
	if (is_file && as->prefix.path == path && answer_calendar(as->gs, path, as->re))
		return;
	if (as->at.kind == PATH_NONE)
		as->at = find_otherwise(as);
	right =
	    as->at.kind == PATH_NONE || is_unanswered(as->gs, &as->at) ? NULL : right_address(as);
	if (right == NULL)
		answer_missing(as);
	else if (strcmp(right, path) != 0)
		gem_reply_redirect(as->re, true, arena_printf(as->a, "/%s", right), as->rq->query);
	else
		answer_place(as);
}

void
gem_route(const struct gem_site *gs, const struct gem_request *rq, struct gem_reply *re)
{
	struct asked as = {.gs = gs, .rq = rq, .re = re, .a = arena_new(SCRATCH_MAX)};

	if (as.a == NULL || setjmp(*arena_landing(as.a)) != 0)
		gem_reply_set(re, 40, "Out of memory; please try again");
	else
		answer(&as);
	arena_free(as.a);
}
