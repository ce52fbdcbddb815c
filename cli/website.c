/* SPDX-License-Identifier: ISC */
#include "cli/website.h"

#include "cli/term.h"
#include "core/news.h"
#include "core/pages.h"
#include "html/html_page.h"
#include "html/html_style.h"

#include <string.h>

struct writing {
	struct tree *tree;
	const struct site *site;
	const struct calendars *calendars;
	const struct preview *top;
	struct arena *arena; /* of paths; a site's worth of them */
	struct buf buf;      /* one file at a time */
	struct progress progress;
	size_t files;
	struct err *e;
};

enum { PATHS_MAX = 64 * 1024 * 1024, STYLE_MAX = 64 * 1024 };

/* Puts what was written into the buffer under a name, unless the writer gave up. */
static int
put_file(struct writing *w, const char *file, bool is_whole)
{
	progress_step(&w->progress, ++w->files, 0);
	if (!is_whole)
		return err_set(w->e, "'%s' could not be written whole", file);
	return tree_put(w->tree, file, buf_str(&w->buf), w->buf.n, w->e);
}

/* Puts a page, which is freed; NULL when it could not be built. */
static int
put_built(struct writing *w, const char *path, struct page *p, const struct place_in_site *at)
{
	struct html_frame frame = {.site = w->site, .at = at};
	int rc;

	if (p == NULL)
		return err_set(w->e, "page '%s' could not be made", path);
	buf_init(&w->buf, HTML_BYTES_MAX);
	rc = html_page(&w->buf, p, &frame);
	page_free(p);
	rc = put_file(w, path_to_file(w->arena, path), rc == 0);
	buf_free(&w->buf);
	return rc;
}

static int
put_page(void *ctx, const char *path)
{
	struct writing *w = ctx;
	struct place_in_site at = path_find(w->site, path);
	struct view v = {.lang = w->site->languages[0], .now = w->site->moment, .preview = w->top};

	return put_built(w, path, page_build(w->site, &v, &at), &at);
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
	const char *path = path_of_place(w->arena, w->site, &at);
	int rc = -1;

	buf_init(&w->buf, HTML_BYTES_MAX);
	if (a != NULL && setjmp(*arena_landing(a)) == 0) {
		news_atom(&w->buf, &(struct words){w->site, w->site->languages[0], a}, ev, true);
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

static int
put_style(struct writing *w)
{
	int rc;

	buf_init(&w->buf, STYLE_MAX);
	html_style_write(&w->buf, w->site);
	if (w->top != NULL)
		buf_put(&w->buf, html_preview, html_preview_size);
	rc = put_file(w, "style.css", !w->buf.failed);
	buf_free(&w->buf);
	return rc;
}

static int
put_site(struct writing *w)
{
	if (w->site == NULL)
		return put_built(w, "", preview_page(w->top), NULL);
	if (pages_each(w->site, put_page, w) != 0 || put_feeds(w) != 0)
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
	    .arena = arena_new(PATHS_MAX),
	    .e = e};
	int rc = -1;

	if (w.arena == NULL)
		return err_set(e, "out of memory");
	progress_begin(&w.progress, "writing files");
	if (put_style(&w) == 0 && put_site(&w) == 0)
		rc = 0;
	progress_end(&w.progress);
	arena_free(w.arena);
	return rc;
}
