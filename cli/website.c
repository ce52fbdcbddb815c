/* SPDX-License-Identifier: ISC */
#include "cli/website.h"

#include "cli/term.h"
#include "core/data_file.h"
#include "core/news.h"
#include "core/pages.h"
#include "core/query.h"
#include "core/reading.h"
#include "core/sitemap.h"
#include "html/html_page.h"
#include "html/html_script.h"
#include "html/html_style.h"

#include <string.h>

struct writing {
	struct tree *tree;
	const struct site *site;
	const struct calendars *calendars;
	const struct preview *top;
	struct arena *arena; /* of paths; a site's worth of them */
	const char *lang;    /* of the pages that are written, and their folder: "fr/" */
	const char *folder;
	struct html_colours colours; /* of the site's tracks */
	struct sitemap map; /* of the pages in the first language, which are those in all */
	struct buf buf;     /* one file at a time */
	struct progress progress;
	size_t files;
	struct err *e;
};

enum { PATHS_MAX = 128 * 1024 * 1024, STYLE_MAX = 64 * 1024, MAP_MAX = 50 * 1024 * 1024 };

/* Puts what was written into the buffer under a name, unless the writer gave up. */
static int
put_file(struct writing *w, const char *file, bool is_whole)
{
	progress_step(&w->progress, ++w->files, 0);
	if (!is_whole)
		return err_set(w->e, "'%s' could not be written whole", file);
	return tree_put(w->tree, file, buf_str(&w->buf), w->buf.n, w->e);
}

/* Puts a page in its language's folder, and frees it; NULL when it could not be built. */
static int
put_built(struct writing *w, struct page *p, const struct html_frame *frame)
{
	struct arena_mark start = arena_mark(w->arena);
	const char *file;
	int rc;

	if (p == NULL)
		return err_set(w->e, "a page could not be made");
	file = arena_printf(w->arena, "%s%s", w->folder, path_to_file(w->arena, p->path));
	buf_init(&w->buf, HTML_BYTES_MAX);
	rc = put_file(w, file, html_page(&w->buf, p, frame) == 0);
	page_free(p);
	buf_free(&w->buf);
	arena_rewind(w->arena, start);
	return rc;
}

/* When a page's revision, which its foot tells, was made. */
static int64_t
moment_of(const struct site *s, int revision)
{
	return s->moments == NULL || revision < 1 ? 0 : s->moments[revision];
}

static int
put_page(void *ctx, const char *path)
{
	struct writing *w = ctx;
	struct place_in_site at = path_find(w->site, path);
	struct view v = {.lang = w->lang, .now = w->site->moment, .preview = w->top};
	struct page *p = page_build(w->site, &v, &at);

	if (p == NULL)
		return err_set(w->e, "page '%s' could not be made", path);
	if (w->lang == w->site->languages[0] && query_is_listed(w->site, &at))
		sitemap_add(&w->map, path, moment_of(w->site, p->revision));
	return put_built(w, p,
	    &(struct html_frame){
		.site = w->site, .at = &at, .prefix = w->folder, .colours = &w->colours});
}

static void
rewind_calendar(void *ctx)
{
	calendar_rewind(ctx);
}

static size_t
next_of_calendar(void *ctx, const char **piece)
{
	return calendar_next(ctx, piece);
}

static int
put_calendar(struct writing *w, const char *path)
{
	struct calendar_pieces p;
	int rc;

	progress_step(&w->progress, ++w->files, 0);
	if (calendar_begin_path(&p, w->calendars, path) != 0)
		return err_set(w->e, "'%s' could not be written whole", path);
	rc = tree_put_pieces(
	    w->tree, path, &(struct tree_pieces){&p, p.n, rewind_calendar, next_of_calendar}, w->e);
	calendar_end(&p);
	return rc;
}

static int
put_calendars(struct writing *w)
{
	const struct kept_calendars *kept = calendars_kept(w->calendars);

	for (size_t i = 0; i < kept->nfeeds; i++)
		if (put_calendar(w, kept->feeds[i].path) != 0)
			return -1;
	return 0;
}

/* The feed of the site, or of one of its events. */
static int
put_feed(struct writing *w, const struct event *ev)
{
	struct place_in_site at = {.kind = ev == NULL ? PATH_ATOM : PATH_EVENT_ATOM, .event = ev};
	struct arena *a = arena_new(PATHS_MAX);
	const char *path =
	    arena_printf(w->arena, "%s%s", w->folder, path_of_place(w->arena, w->site, &at));
	int rc = -1;

	buf_init(&w->buf, HTML_BYTES_MAX);
	if (a != NULL && setjmp(*arena_landing(a)) == 0) {
		news_atom(&w->buf, &(struct words){w->site, w->lang, a}, ev, true);
		rc = w->buf.failed ? -1 : 0;
	}
	arena_free(a);
	rc = put_file(w, path, rc == 0);
	buf_free(&w->buf);
	return rc;
}

static int
put_feeds(struct writing *w)
{
	const struct site *s = w->site;

	if (put_feed(w, NULL) != 0)
		return -1;
	for (size_t i = 0; i < s->nevents; i++)
		if (!s->events[i]->identity.withdrawn && put_feed(w, s->events[i]) != 0)
			return -1;
	return 0;
}

/* A file for other programs, if the event has it. */
static int
put_data_file(struct writing *w, const struct event *ev, enum path_kind kind)
{
	const char *path =
	    path_of_place(w->arena, w->site, &(struct place_in_site){.kind = kind, .event = ev});
	struct place_in_site at = path_find(w->site, path);
	int rc;

	if (at.kind != kind)
		return 0;
	buf_init(&w->buf, DATA_FILE_BYTES_MAX);
	rc = data_file_write(&w->buf, w->site, w->site->languages[0], &at);
	rc = put_file(w, path, rc == 0);
	buf_free(&w->buf);
	return rc;
}

static int
put_data_files(struct writing *w)
{
	for (size_t i = 0; i < w->site->nevents; i++)
		for (const enum path_kind *kind = data_file_kinds; *kind != PATH_NONE; kind++)
			if (put_data_file(w, w->site->events[i], *kind) != 0)
				return -1;
	return 0;
}

static int
put_style(struct writing *w)
{
	int rc;

	buf_init(&w->buf, STYLE_MAX);
	html_style_write(&w->buf, w->site);
	if (w->top != NULL)
		buf_put(&w->buf, html_preview, html_preview_size);
	rc = put_file(w, "style.css", !w->buf.failed);
	buf_clear(&w->buf);
	buf_put(&w->buf, html_print, html_print_size);
	if (rc == 0)
		rc = put_file(w, "print.css", !w->buf.failed);
	buf_free(&w->buf);
	return rc;
}

/* The script of a language, and what it searches. */
static int
put_scripts(struct writing *w)
{
	struct words words = {w->site, w->lang, arena_new(PATHS_MAX)};
	int rc = -1;

	buf_init(&w->buf, HTML_BYTES_MAX);
	if (words.arena == NULL || setjmp(*arena_landing(words.arena)) != 0) {
		err_set(w->e, "out of memory");
		goto out;
	}
	html_script(&w->buf, &words);
	if (put_file(w, arena_printf(w->arena, "%ssite.js", w->folder), !w->buf.failed) != 0)
		goto out;
	buf_clear(&w->buf);
	html_search(&w->buf, &words);
	rc = put_file(w, arena_printf(w->arena, "%ssearch.js", w->folder), !w->buf.failed);
out:
	buf_free(&w->buf);
	arena_free(words.arena);
	return rc;
}

/* Pages, feeds and scripts in each language, the first of them at the root. */
static int
put_languages(struct writing *w)
{
	const struct site *s = w->site;

	for (size_t i = 0; i < s->nlanguages; i++) {
		w->lang = s->languages[i];
		w->folder = reading_folder(w->arena, s, w->lang);
		if (pages_each(s, put_page, w) != 0 || put_feeds(w) != 0 || put_scripts(w) != 0)
			return -1;
	}
	w->lang = s->languages[0];
	w->folder = "";
	return 0;
}

/* ---- what needs the site's address ---- */

static int
put_map(struct writing *w)
{
	size_t n = sitemap_files(&w->map);
	int rc = 0;

	buf_init(&w->buf, MAP_MAX);
	for (size_t i = 0; rc == 0 && i < n; i++) {
		buf_clear(&w->buf);
		sitemap_write(&w->buf, &w->map, i);
		rc = put_file(w,
		    n == 1 ? "sitemap.xml" : arena_printf(w->arena, "sitemap-%zu.xml", i + 1),
		    !w->buf.failed);
	}
	if (rc == 0 && n > 1) {
		buf_clear(&w->buf);
		sitemap_index(&w->buf, &w->map);
		rc = put_file(w, "sitemap.xml", !w->buf.failed);
	}
	buf_free(&w->buf);
	return rc;
}

/* Asked for at the root of a host alone (RFC 9309 section 2.3). */
static int
put_robots(struct writing *w)
{
	int rc;

	buf_init(&w->buf, STYLE_MAX);
	buf_printf(&w->buf, "User-agent: *\nAllow: /\n\nSitemap: %ssitemap.xml\n", w->site->web);
	rc = put_file(w, "robots.txt", !w->buf.failed);
	buf_free(&w->buf);
	return rc;
}

/* It is shown at any address, from which no relative link leads anywhere. */
static int
put_missing(struct writing *w, const char *root)
{
	struct place_in_site at = {.kind = PATH_MISSING};
	struct view v = {.lang = w->lang, .now = w->site->moment, .preview = w->top};

	return put_built(w, page_build(w->site, &v, &at),
	    &(struct html_frame){.site = w->site, .at = &at, .root = root, .colours = &w->colours});
}

/* The path of the site's address: "/programme/". */
static const char *
root_of(const char *web)
{
	const char *host = strstr(web, "://"), *path;

	path = host == NULL ? NULL : strchr(host + 3, '/');
	return path == NULL ? "/" : path;
}

static int
put_for_web(struct writing *w)
{
	const char *root;

	if (w->site->web == NULL)
		return 0;
	root = root_of(w->site->web);
	if (put_map(w) != 0 || put_missing(w, root) != 0)
		return -1;
	return strcmp(root, "/") == 0 ? put_robots(w) : 0;
}

static int
put_icon(struct writing *w)
{
	int rc;

	buf_init(&w->buf, STYLE_MAX);
	html_icon_write(&w->buf, w->site);
	rc = put_file(w, "icon.svg", !w->buf.failed);
	buf_free(&w->buf);
	return rc;
}

/* An icon stands for the logo where there is none. */
static int
put_logo(struct writing *w)
{
	const struct look *look = &w->site->look;

	if (look->logo == NULL)
		return put_icon(w);
	progress_step(&w->progress, ++w->files, 0);
	return tree_put(w->tree, look->logo_file, look->logo_bytes, look->logo_size, w->e);
}

static int
put_site(struct writing *w)
{
	if (w->site == NULL)
		return put_built(w, preview_page(w->top), &(struct html_frame){0});
	if (put_languages(w) != 0 || put_logo(w) != 0 || put_for_web(w) != 0 ||
	    put_data_files(w) != 0)
		return -1;
	return put_calendars(w);
}

int
website_write(struct tree *t, const struct site *s, const struct calendars *calendars,
    const struct preview *top, struct err *e)
{
	struct writing w = {.tree = t,
	    .site = s,
	    .calendars = calendars,
	    .top = top,
	    .folder = "",
	    .arena = arena_new(PATHS_MAX),
	    .e = e};
	int rc = -1;

	if (w.arena == NULL)
		return err_set(e, "out of memory");
	html_colours_of(&w.colours, s);
	w.map = (struct sitemap){.site = s, .arena = w.arena};
	progress_begin(&w.progress, "writing files");
	if (put_style(&w) == 0 && put_site(&w) == 0)
		rc = 0;
	progress_end(&w.progress);
	arena_free(w.arena);
	return rc;
}
