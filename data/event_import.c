/* SPDX-License-Identifier: ISC */
#include "data/event_import.h"

#include "data/read.h"
#include "data/source.h"

#include <stdlib.h>
#include <string.h>

enum { FINDINGS_MAX = 64 * 1024 * 1024 };

static const char site_file[] = "site.yaml";
static const char plain_site[] = "title: Site\nhost: localhost\nlanguages: [en]\ntimezone: UTC\n";

/* One call of event_import: what has to be let go of, however it ends. */
struct importing {
	char *dir;
	const char *name; /* of the file, within `dir` */
	struct sources src;
	struct arena *arena;
	struct findings f; /* of the whole folder */
	struct site *site;
	bool has_site;
};

/* The folder and the name that a path has. -1 when memory is out. */
static int
split_path(struct importing *im, const char *path)
{
	const char *slash = strrchr(path, '/');

	im->name = slash == NULL ? path : slash + 1;
	im->dir = slash == NULL   ? strdup(".")
		  : slash == path ? strdup("/")
				  : strndup(path, (size_t)(slash - path));
	return im->dir == NULL ? -1 : 0;
}

static int
take_sources(struct importing *im, struct findings *f, struct err *e)
{
	if (sources_from_folder(&im->src, im->dir, &im->f, e) != 0)
		return -1;
	im->has_site = sources_find(&im->src, site_file) != NULL;
	if (!im->has_site) {
		sources_free(&im->src);
		if (sources_add(&im->src, site_file, plain_site, strlen(plain_site)) != 0)
			return err_set(e, "out of memory");
	}
	if (sources_find(&im->src, im->name) == NULL &&
	    sources_add_file(&im->src, im->dir, im->name, f, e) != 0)
		return -1;
	if (sources_find(&im->src, im->name) == NULL)
		return err_set(e, "%s cannot be read", im->name);
	return 0;
}

static const struct event *
find_event(const struct importing *im)
{
	size_t i;

	for (i = 0; i < im->site->nevents; i++)
		if (strcmp(im->site->events[i]->file, im->name) == 0)
			return im->site->events[i];
	return NULL;
}

/* Why there is none: the file may continue one. */
static void
tell_no_event(const struct importing *im, struct err *e)
{
	size_t i;

	for (i = 0; i < im->site->nevents; i++)
		if (event_has_file(im->site->events[i], im->name)) {
			err_set(e, "%s continues an event: import %s", im->name,
			    im->site->events[i]->file);
			return;
		}
	err_set(e, "%s is no event file", im->name);
}

/* What was found in the event's files, and in a site.yaml that it stands on. */
static void
take_findings(const struct importing *im, const struct event *ev, struct findings *f)
{
	size_t i;

	for (i = 0; i < im->f.n; i++) {
		const struct finding *one = &im->f.items[i];
		const char *file = one->at.file;

		if (file != NULL &&
		    (strcmp(file, im->name) == 0 || (ev != NULL && event_has_file(ev, file)) ||
			(im->has_site && strcmp(file, site_file) == 0)))
			finding_add(f, one->rule, one->at, one->todo, "%s", one->what);
	}
}

/* ---- comments ---- */

/* Whether a line ends with the beginning of a text of many lines: "abstract: |", "- >-". */
static bool
opens_block(const char *s, size_t n)
{
	while (n > 0 && strchr(" \t\r", s[n - 1]) != NULL)
		n--;
	while (n > 0 && strchr("+-123456789", s[n - 1]) != NULL)
		n--;
	return n > 1 && (s[n - 1] == '|' || s[n - 1] == '>') && s[n - 2] == ' ';
}

/* How many lines of a file are comments alone, and the first of them; those within texts of many
 * lines are none. */
static size_t
count_comments(const struct source *src, int *first)
{
	const char *s = src->bytes, *end = s + src->n, *stop;
	size_t n = 0, indent, block = 0;
	bool in_block = false;
	int line = 1;

	for (; s < end; s = stop + 1, line++) {
		stop = memchr(s, '\n', (size_t)(end - s));
		if (stop == NULL)
			stop = end;
		for (indent = 0; s + indent < stop && s[indent] == ' '; indent++)
			;
		if (s + indent == stop || (in_block && indent > block))
			continue;
		in_block = opens_block(s, (size_t)(stop - s));
		block = indent;
		if (s[indent] == '#' && n++ == 0)
			*first = line;
	}
	return n;
}

static void
tell_comments(const struct importing *im, const struct event *ev, struct findings *f)
{
	int line = 0;
	size_t i, n;

	for (i = 0; i < im->src.n; i++) {
		const struct source *src = &im->src.items[i];

		if (!event_has_file(ev, src->name) || (n = count_comments(src, &line)) == 0)
			continue;
		finding_add(f, RULE_IMPORT_DROPPED, (struct place){src->name, line, 1},
		    "take over by hand what is still needed",
		    n == 1 ? "a comment is left out" : "%zu comments are left out", n);
	}
}

/* Tells of sessions that repeat, which are written date by date. */
static void
tell_repeats(const struct event *ev, struct findings *f)
{
	size_t i, n;

	for (i = 0; i < ev->nsessions; i += n) {
		const struct repeat *re = ev->sessions[i]->repeat;

		n = 1;
		if (re == NULL)
			continue;
		while (i + n < ev->nsessions && ev->sessions[i + n]->repeat == re)
			n++;
		finding_add(f, RULE_IMPORT_REPAIRED, re->at, NULL,
		    "this repeats: %zu session%s made of it", n, n == 1 ? " is" : "s are");
	}
}

int
event_import(struct site **out, const struct event **ev, const char *path, struct tzdb *db,
    repeat_find *repeat, struct findings *f, struct err *e)
{
	struct importing im = {.arena = arena_new(FINDINGS_MAX)};
	int rc = -1;

	if (im.arena == NULL || split_path(&im, path) != 0) {
		err_set(e, "out of memory");
		goto out;
	}
	findings_init(&im.f, im.arena);
	if (take_sources(&im, f, e) != 0)
		goto out;
	if (sources_repeat_by(&im.src, repeat) != 0) {
		err_set(e, "out of memory");
		goto out;
	}
	if (site_read(&im.site, &im.src, db, &im.f, e) != 0)
		goto out;
	*ev = find_event(&im);
	take_findings(&im, *ev, f);
	if (*ev == NULL) {
		tell_no_event(&im, e);
		goto out;
	}
	tell_comments(&im, *ev, f);
	tell_repeats(*ev, f);
	*out = im.site;
	im.site = NULL;
	rc = 0;
out:
	site_free(im.site);
	sources_free(&im.src);
	arena_free(im.arena);
	free(im.dir);
	return rc;
}
