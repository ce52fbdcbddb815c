/* SPDX-License-Identifier: ISC */
#include "data/read.h"

#include "data/reader.h"

#include <string.h>
#include <strings.h>

static const char site_file[] = "site.yaml";

/* One call of site_read: what has to be let go of, however it ends. */
struct reading {
	struct reader reader;
	struct yaml *yaml;
	const struct sources *src;
	struct node **roots; /* of each source; NULL: not to be used */
	const char **names;  /* of each source, in the site's arena */
};

static bool
has_finding_for(const struct findings *f, const char *file)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		if (f->items[i].at.file != NULL && strcmp(f->items[i].at.file, file) == 0)
			return true;
	return false;
}

/* The YAML of one source to its tree. -1 when memory is out. */
static int
parse(struct reading *rd, size_t i)
{
	const struct source *s = &rd->src->items[i];
	struct reader *r = &rd->reader;
	size_t errors = r->f->errors;

	rd->names[i] = arena_strdup(r->a, s->name);
	if (yaml_tree_read(
		rd->yaml, r->scratch, rd->names[i], s->bytes, s->n, r->f, &rd->roots[i]) != 0)
		return -1;
	if (rd->roots[i] != NULL && rd->roots[i]->kind == NODE_BAD)
		rd->roots[i] = NULL;
	if (r->f->errors > errors && rd->roots[i] == NULL)
		r->has_bad_file = true;
	else if (rd->roots[i] == NULL || node_is_empty(rd->roots[i])) {
		rd->roots[i] = NULL;
		finding_add(r->f, RULE_EMPTY_VALUE, (struct place){rd->names[i], 0, 0},
		    "write its keys, or delete the file", "the file is empty");
	}
	return 0;
}

static bool
is_like_site(const char *name)
{
	return strncasecmp(name, "site.yaml", 9) == 0 || strncasecmp(name, "site.yml", 8) == 0;
}

static void
add_site_missing(struct reading *rd)
{
	struct reader *r = &rd->reader;
	const char *todo = "write one with title, host, languages and timezone";
	size_t i;

	for (i = 0; i < rd->src->n; i++)
		if (is_like_site(rd->src->items[i].name))
			todo = finding_words(r->f, "rename %s to site.yaml",
			    finding_quote(r->f, rd->src->items[i].name));
	for (i = 0; i < r->f->n; i++)
		if (r->f->items[i].rule == RULE_FILE_NOT_READ &&
		    is_like_site(r->f->items[i].at.file))
			todo = finding_words(r->f, "rename %s to site.yaml",
			    finding_quote(r->f, r->f->items[i].at.file));
	finding_add(r->f, RULE_SITE_MISSING, (struct place){site_file, 0, 0}, todo,
	    "there is no site.yaml in this folder");
}

/* A site.yml that has been told of stands for no event. */
static bool
is_misnamed_site(const struct reading *rd, size_t i, size_t site)
{
	return site == rd->src->n && is_like_site(rd->names[i]);
}

/* What all else stands on, where site.yaml does not say it. */
static void
fill_in(struct reader *r)
{
	struct site *s = r->site;

	if (s->zone == NULL)
		s->zone = r->utc;
	if (s->host == NULL)
		s->host = "localhost";
	if (s->nlanguages == 0)
		*(const char **)arena_push(r->a, &s->languages, &s->nlanguages, sizeof(char *)) =
		    "en";
}

/* What the site says about findings, before there are any that it could be about. */
static void
read_rules(struct reading *rd, size_t site)
{
	struct reader *r = &rd->reader;

	if (r->has_site) {
		rules_read(r, node_get(rd->roots[site], "rules"));
		allow_read_site(r, rd->roots[site]);
	}
	for (size_t i = 0; i < rd->src->n; i++)
		if (i != site && rd->roots[i] != NULL && !is_misnamed_site(rd, i, site))
			allow_read_event(r, rd->roots[i]);
}

static int
read_all(struct reading *rd)
{
	struct reader *r = &rd->reader;
	size_t n = rd->src->n, site = n, i;
	bool may_have_events = r->f->n > 0; /* in files that were not read */

	rd->roots = arena_array(r->scratch, n, sizeof(struct node *));
	rd->names = arena_array(r->scratch, n, sizeof *rd->names);
	for (i = 0; i < n; i++) {
		if (parse(rd, i) != 0)
			return -1;
		if (strcmp(rd->names[i], site_file) == 0)
			site = i;
	}
	r->has_site = site < n && rd->roots[site] != NULL;
	read_rules(rd, site);
	if (r->has_site)
		site_file_read(r, rd->roots[site]);
	else if (site == n && !has_finding_for(r->f, site_file))
		add_site_missing(rd);
	fill_in(r);
	if (n == (site < n) && !may_have_events)
		finding_add(r->f, RULE_NO_EVENTS, (struct place){site_file, 0, 0},
		    "write one into a file beside it, such as first-event.yaml",
		    "there are no events yet");
	for (i = 0; i < n; i++)
		if (i != site)
			people_define(r, node_get(rd->roots[i], "people"));
	for (i = 0; i < n; i++)
		if (i != site && is_continued(rd->roots[i]))
			continued_keep(r, rd->names[i], rd->roots[i]);
	for (i = 0; i < n; i++)
		if (i != site && rd->roots[i] != NULL && !is_misnamed_site(rd, i, site) &&
		    !is_continued(rd->roots[i]))
			event_file_read(r, rd->names[i], rd->roots[i]);
	continued_leave(r);
	return 0;
}

/* -1 when an arena is full; in a function of its own because of setjmp. */
static int
read_guarded(struct reading *rd)
{
	if (setjmp(*arena_landing(rd->reader.a)) != 0)
		return -1;
	if (setjmp(*arena_landing(rd->reader.scratch)) != 0)
		return -1;
	return read_all(rd);
}

int
site_read(struct site **out, const struct sources *src, struct tzdb *db, struct findings *f,
    struct err *e)
{
	struct reading rd = {.src = src};
	struct reader *r = &rd.reader;
	struct site *site = site_new();
	int rc = -1;

	*r = (struct reader){.site = site,
	    .scratch = arena_new(SITE_BYTES_MAX),
	    .f = f,
	    .db = db,
	    .utc = tzdb_find(db, "UTC"),
	    .has_bad_file = f->errors > 0};
	rd.yaml = yaml_tree_new();
	if (site == NULL || r->scratch == NULL || rd.yaml == NULL) {
		err_set(e, "out of memory");
		goto out;
	}
	if (r->utc == NULL) {
		err_set(e, "the time zones of this machine have no UTC");
		goto out;
	}
	r->a = site->arena;
	names_init(&r->events, r->scratch);
	names_init(&r->people, r->scratch);
	names_init(&r->organisations, r->scratch);
	names_init(&r->series, r->scratch);
	if (read_guarded(&rd) != 0) {
		err_set(e, "the agenda is too large for memory");
		goto out;
	}
	arena_no_landing(site->arena);
	*out = site;
	site = NULL;
	rc = 0;
out:
	yaml_tree_free(rd.yaml);
	arena_free(r->scratch);
	site_free(site);
	return rc;
}
