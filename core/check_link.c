/* SPDX-License-Identifier: ISC */
/* Links into the site itself that lead nowhere, or where readers may not go. Nothing is asked of
 * any network. */
#include "core/check_private.h"

#include "core/page.h"
#include "core/path.h"
#include "core/uri.h"

#include <string.h>
#include <strings.h>

enum { LINKS_LOOKED_AT = 5000 }; /* of a site; those after them are not */

struct linker {
	const struct site *site;
	struct findings *f;
	struct arena *a;
	struct place at;           /* of the text or link being looked at */
	const struct event *event; /* that it is in; NULL */
	const struct session *session;
	size_t n;
};

/* ---- from an address to a path of ours ---- */

/* What stands after the host of a complete address; "" if nothing does. */
static const char *
after_host(const char *url)
{
	const char *s = strstr(url, "://");

	return s == NULL ? "" : s + 3 + strcspn(s + 3, "/?#");
}

static bool
is_host(struct uri_part host, const char *name)
{
	return host.p != NULL && host.n == strlen(name) && strncasecmp(host.p, name, host.n) == 0;
}

/* The rest of a web address below the site's; NULL if it is not below it. */
static const char *
below_web(const struct site *s, const char *url, const struct uri *u)
{
	const char *base = after_host(s->web), *path = after_host(url);
	struct uri own;

	if (!uri_parse(&own, s->web, strlen(s->web)) || own.host.p == NULL || u->host.p == NULL ||
	    own.host.n != u->host.n || strncasecmp(own.host.p, u->host.p, own.host.n) != 0 ||
	    strncmp(path, base, strlen(base)) != 0)
		return NULL;
	return path + strlen(base);
}

/* Without what is said to the page: query and fragment. */
static char *
bare_path(struct arena *a, const char *path)
{
	return arena_strndup(a, path, strcspn(path, "?#"));
}

static bool
ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), k = strlen(end);

	return n >= k && strcmp(s + n - k, end) == 0;
}

/* The path of a file on the web, see path_to_file; what is no page stays as it is. */
static const char *
path_of_file(struct arena *a, const char *file)
{
	static const char index[] = "index.html", html[] = ".html";

	if (strcmp(file, index) == 0 || ends_with(file, "/index.html"))
		return arena_strndup(a, file, strlen(file) - strlen(index));
	if (ends_with(file, html))
		return arena_strndup(a, file, strlen(file) - strlen(html));
	return file;
}

/* A path without the language before it. */
static const char *
without_language(const struct site *s, const char *path)
{
	for (size_t i = 0; i < s->nlanguages; i++) {
		size_t n = strlen(s->languages[i]);

		if (strncmp(path, s->languages[i], n) == 0 && (path[n] == '/' || path[n] == '\0'))
			return path[n] == '/' ? path + n + 1 : path + n;
	}
	return path;
}

/* The path in our site that a complete address has; NULL if it is another's. */
static const char *
path_of(const struct linker *l, const char *url)
{
	const char *path;
	struct uri u;

	if (!uri_parse(&u, url, strlen(url)))
		return NULL;
	if (uri_part_is(u.scheme, "gemini") && is_host(u.host, l->site->host)) {
		path = after_host(url);
		return without_language(l->site, bare_path(l->a, *path == '/' ? path + 1 : path));
	}
	if (l->site->web == NULL ||
	    (!uri_part_is(u.scheme, "https") && !uri_part_is(u.scheme, "http")) ||
	    (path = below_web(l->site, url, &u)) == NULL)
		return NULL;
	return path_of_file(l->a, without_language(l->site, bare_path(l->a, path)));
}

/* Whether what a path names is made of the agenda at all: not searching, nor a file of another
 * kind. */
static bool
is_of_agenda(const char *path)
{
	static const char *const others[] = {"search", "in", "feed", "me", "static", "style", NULL};
	const char *slash = strrchr(path, '/'), *dot = strrchr(path, '.');
	size_t n = strcspn(path, "/");

	for (size_t i = 0; others[i] != NULL; i++)
		if (strlen(others[i]) == n && strncmp(path, others[i], n) == 0)
			return false;
	return strchr(path, '%') == NULL &&
	       (dot == NULL || (slash != NULL && dot < slash) || strcmp(dot, ".ics") == 0);
}

/* ---- who may see it ---- */

/* Why readers cannot see what is there; NULL if they can, or if who reads the link is there. */
static const char *
hidden_words(const struct linker *l, const struct place_in_site *at)
{
	const struct event *ev = at->event;

	if (at->person != NULL && at->person->visibility == VISIBILITY_PRIVATE)
		return "someone who is private";
	if (ev == NULL)
		return NULL;
	if (ev != l->event && ev->draft)
		return "a draft";
	if (ev != l->event && ev->visibility == VISIBILITY_PRIVATE)
		return "a private event";
	if (l->session != NULL && l->session->visibility == VISIBILITY_PRIVATE)
		return NULL;
	if (at->session != NULL && at->session->visibility == VISIBILITY_PRIVATE)
		return "a private session";
	return NULL;
}

/* ---- one link ---- */

/* What an address that is not complete is meant for: a path of the site, or of the event that it
 * stands in; NULL. */
static const char *
meant_path(const struct linker *l, const char *url)
{
	const char *path = path_of_file(l->a, bare_path(l->a, url + strspn(url, "./")));

	if (*path == '\0')
		return NULL;
	if (path_find(l->site, path).kind != PATH_NONE)
		return path;
	if (l->event == NULL)
		return NULL;
	path = arena_printf(l->a, "%s/%s", l->event->id, path);
	return path_find(l->site, path).kind != PATH_NONE ? path : NULL;
}

/* A link within a text that is not complete: pages show such a link as text. */
static void
add_incomplete(struct linker *l, const char *url)
{
	const char *path = meant_path(l, url);
	const char *todo = "write the whole address, from https: or gemini: on";

	if (path != NULL && l->site->web != NULL)
		todo = finding_words(l->f, "write %s%s", l->site->web, path_to_file(l->a, path));
	else if (path != NULL)
		todo = finding_words(l->f, "write gemini://%s/%s", l->site->host, path);
	finding_add(l->f, RULE_DEAD_LINK, l->at, todo,
	    "the link to '%s' is shown as text alone, because its address is not complete",
	    finding_quote(l->f, url));
}

static void
look_at(struct linker *l, const char *url)
{
	struct place_in_site at;
	const char *path, *hidden;

	if (l->n++ >= LINKS_LOOKED_AT || (path = path_of(l, url)) == NULL || !is_of_agenda(path))
		return;
	at = path_find(l->site, path);
	if (at.kind == PATH_NONE)
		finding_add(l->f, RULE_DEAD_LINK, l->at,
		    "correct the address, or take the link out",
		    "there is no page '%s' in this site", finding_quote(l->f, url));
	else if ((hidden = hidden_words(l, &at)) != NULL)
		finding_add(l->f, RULE_DEAD_LINK, l->at, "take the link out until it is public",
		    "the link to '%s' leads to %s, and readers find nothing there",
		    finding_quote(l->f, url), hidden);
}

static void
see_url(void *arg, const char *url)
{
	struct linker *l = arg;
	struct uri u;

	if (url_is_safe(url))
		look_at(l, url);
	else if (l->n < LINKS_LOOKED_AT && uri_parse(&u, url, strlen(url)) && u.scheme.p == NULL) {
		l->n++;
		add_incomplete(l, url);
	}
}

static void
see_text(void *arg, const struct text_of *of)
{
	struct linker *l = arg;

	l->at = of->text->at;
	l->event = of->event;
	l->session = of->session;
	for (size_t i = 0; i < of->text->n && of->is_prose; i++)
		markdown_links(of->text->in[i].s, see_url, l);
}

static void
look_at_links(struct linker *l, const struct link *links, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		l->at = links[i].at;
		if (links[i].visibility != VISIBILITY_PRIVATE)
			look_at(l, links[i].url);
	}
}

void
check_links(const struct site *s, struct findings *f)
{
	struct linker l = {.site = s, .f = f, .a = f->arena};

	check_each_text(s, see_text, &l);
	for (size_t i = 0; i < s->nevents; i++) {
		l.event = s->events[i];
		l.session = NULL;
		look_at_links(&l, l.event->links, l.event->nlinks);
		for (size_t j = 0; j < l.event->nsessions; j++) {
			l.session = l.event->sessions[j];
			look_at_links(&l, l.session->links, l.session->nlinks);
		}
	}
}
