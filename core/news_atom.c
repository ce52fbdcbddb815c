/* SPDX-License-Identifier: ISC */
/* The news as Atom. */
#include "core/atom.h"
#include "core/news.h"
#include "core/path.h"
#include "core/reading.h"

#include <string.h>

static const char atom_type[] = "application/atom+xml", html_type[] = "text/html",
		  gemtext_type[] = "text/gemini";

struct feeder {
	const struct words *w;
	struct arena *a;
	const struct site *site;
	const struct event *of; /* NULL: the site */
	bool on_web;
	struct news news;
};

/* ---- names ---- */

/* RFC 4151 section 2.1: whose name it is, on a day when it was theirs, and what they call it. */
static const char *
tag_uri(struct feeder *f, const char *host, int64_t moment, const char *name)
{
	char day[11];

	date_format(date_from_seconds(moment, NULL), day);
	return arena_printf(f->a, "tag:%s,%s:%s", host, day, name);
}

/* A UID is "name@host", and the host is where it was when it was made. */
static const char *
host_of_uid(const char *uid)
{
	const char *at = strchr(uid, '@');

	return at == NULL ? "invalid" : at + 1;
}

static const char *
feed_id(struct feeder *f)
{
	const struct site *s = f->site;
	const struct identity *id = f->of == NULL ? NULL : &f->of->identity;

	if (id == NULL || id->uid == NULL)
		return tag_uri(f, s->host == NULL ? "invalid" : s->host,
		    s->moments == NULL ? s->moment : s->moments[1], "feed");
	return tag_uri(f, host_of_uid(id->uid), id->created,
	    arena_printf(f->a, "%.*s/feed", (int)strcspn(id->uid, "@"), id->uid));
}

static const char *
entry_id(struct feeder *f, const struct news_entry *en)
{
	const char *uid = en->event->identity.uid;

	return tag_uri(f, host_of_uid(uid), en->moment,
	    arena_printf(f->a, "%.*s/%d", (int)strcspn(uid, "@"), uid, en->revision));
}

/* ---- addresses ---- */

static const char *
gemini_url(struct feeder *f, const char *path)
{
	const char *lang = site_language(f->site) == NULL ? NULL : f->w->lang;

	return arena_printf(
	    f->a, "gemini://%s/%s", f->site->host, reading_path(f->a, f->site, lang, NULL, path));
}

/* NULL if the site has none. */
static const char *
web_url(struct feeder *f, const char *path)
{
	return reading_url(f->a, f->site, f->w->lang, path);
}

static void
add_link(struct feeder *f, struct atom_link **links, size_t *n, struct atom_link l)
{
	*(struct atom_link *)arena_push(f->a, links, n, sizeof l) = l;
}

/* A page here and there; what has no address is NULL. Only one of them is the alternate, that which
 * the feed itself is part of: of several, some readers follow the first and some the last. */
static void
add_pages(
    struct feeder *f, struct atom_link **links, size_t *n, const char *gemini, const char *web)
{
	bool to_web = web != NULL && (f->on_web || gemini == NULL);
	struct atom_link g = {to_web ? "related" : "alternate", gemtext_type, gemini};
	struct atom_link h = {to_web ? "alternate" : "related", html_type, web};

	if (to_web)
		add_link(f, links, n, h);
	if (gemini != NULL)
		add_link(f, links, n, g);
	if (!to_web && web != NULL)
		add_link(f, links, n, h);
}

/* ---- entries ---- */

static void
put_line(struct buf *out, const char *s)
{
	if (s != NULL)
		buf_printf(out, "%s%s", out->n == 0 ? "" : "\n", s);
}

/* Each change on a line. Of an event that is new, what it has at once goes without saying. */
static const char *
summary_of(struct feeder *f, const struct news_entry *en)
{
	size_t n = en->is_new ? 1 : en->changes.n;
	const char *s;
	struct buf b;

	buf_init(&b, (NEWS_LINES_MAX + 2) * 2 * 4096);
	for (size_t i = 0; i < n && i < NEWS_LINES_MAX; i++) {
		struct news_lines said = news_say(f->w, en->changes.items[i], false, NULL);

		put_line(&b, said.change);
		put_line(&b, said.links);
	}
	if (n > NEWS_LINES_MAX)
		put_line(&b, words_count(f->w, WORD_MORE_CHANGES, (int64_t)n - NEWS_LINES_MAX));
	s = arena_strdup(f->a, buf_str(&b));
	buf_free(&b);
	return s;
}

static const char *
web_of_entry(struct feeder *f, const struct news_entry *en)
{
	if (f->site->web == NULL)
		return NULL;
	if (en->is_new)
		return web_url(f, path_of_event(f->a, en->event));
	return arena_printf(f->a, "%s#revision-%d",
	    web_url(f, path_of_event_changes(f->a, en->event)), en->revision);
}

static struct atom_entry
make_entry(struct feeder *f, const struct news_entry *en)
{
	struct atom_entry e = {.id = entry_id(f, en),
	    .title = news_title(f->w, en, NULL),
	    .summary = summary_of(f, en),
	    .moment = en->moment};
	const char *gemini =
	    f->site->host == NULL ? NULL : gemini_url(f, news_path(f->a, f->site, en));

	add_pages(f, &e.links, &e.nlinks, gemini, web_of_entry(f, en));
	return e;
}

/* ---- the feed ---- */

static void
add_feed_links(struct feeder *f, struct atom_feed *feed)
{
	const struct site *s = f->site;
	struct place_in_site at = {
	    .kind = f->of == NULL ? PATH_ATOM : PATH_EVENT_ATOM, .event = f->of};
	const char *path = path_of_place(f->a, s, &at);
	const char *page = f->of == NULL ? "" : path_of_event(f->a, f->of);
	const char *self = NULL;

	if (f->on_web)
		self = web_url(f, path);
	else if (s->host != NULL)
		self = gemini_url(f, path);
	if (self != NULL)
		add_link(
		    f, &feed->links, &feed->nlinks, (struct atom_link){"self", atom_type, self});
	add_pages(f, &feed->links, &feed->nlinks, s->host == NULL ? NULL : gemini_url(f, page),
	    web_url(f, page));
}

static const char *
title_of(struct feeder *f, const struct text *t)
{
	return text_line(f->a, text_get(t, f->w->lang, NULL));
}

void
news_atom(struct buf *out, const struct words *w, const struct event *of, bool on_web)
{
	struct feeder f = {.w = w, .a = w->arena, .site = w->site, .of = of, .on_web = on_web};
	struct atom_feed feed = {.lang = w->lang, .subtitle = words_get(w, WORD_NEWS)};

	f.news = news_find(f.a, f.site, of);
	feed.id = feed_id(&f);
	feed.title = title_of(&f, of == NULL ? &f.site->title : &of->title);
	feed.author = title_of(&f, &f.site->title);
	feed.email = f.site->contact;
	feed.updated = f.news.n > 0 ? f.news.items[0].moment : f.site->moment;
	add_feed_links(&f, &feed);
	for (size_t i = 0; i < f.news.n; i++)
		*(struct atom_entry *)arena_push(f.a, &feed.entries, &feed.nentries,
		    sizeof *feed.entries) = make_entry(&f, &f.news.items[i]);
	atom_write(out, &feed);
}
