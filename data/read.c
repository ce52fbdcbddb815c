/* SPDX-License-Identifier: ISC */
#include "data/read.h"

#include "data/logo.h"
#include "data/reader.h"

#include <string.h>
#include <strings.h>

enum { BATCH_BYTES = 1024 * 1024 };

/* The trees of some files, one after the other by name; they go when all these are read. */
struct batch {
	struct arena *arena; /* NULL: gone */
	size_t last;         /* the file that is read last */
	bool is_kept;        /* to the end: a file of it continues another */
};

static const char site_file[] = "site.yaml";

/* One call of site_read: what has to be let go of, however it ends. */
struct reading {
	struct reader reader;
	struct yaml *yaml;
	const struct sources *src;
	struct node **roots; /* of each source; NULL: not to be used */
	const char **names;  /* of each source, in the site's arena */
	struct batch *batches;
	size_t nbatches, *batch_of; /* batch_of: of each source */
	size_t at;                  /* the source that is being read */
	bool is_too_much;
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

/* Tells of it once. */
static void
add_too_much(struct reading *rd)
{
	const char *name = rd->src->n > 0 ? rd->src->items[rd->at].name : site_file;

	if (!rd->is_too_much)
		finding_add(rd->reader.f, RULE_TOO_MANY, (struct place){name, 0, 0},
		    "put some events into a folder of their own",
		    "there is more in this folder than fits, from this file on");
	rd->is_too_much = true;
}

static size_t
tree_bytes(const struct reading *rd)
{
	size_t n = 0;

	for (size_t i = 0; i < rd->nbatches; i++)
		n += rd->batches[i].arena == NULL ? 0 : arena_used(rd->batches[i].arena);
	return n;
}

/* Leaves to the site what neither the sources nor the trees take up. */
static void
limit_site(struct reading *rd)
{
	size_t others = tree_bytes(rd) + arena_used(rd->reader.scratch);

	for (size_t i = 0; i < rd->src->n; i++)
		others += rd->src->items[i].n;
	arena_limit(rd->reader.a, others < READ_BYTES_MAX ? READ_BYTES_MAX - others : 0);
}

/* The arena for the next tree; NULL when memory is out. */
static struct arena *
tree_arena(struct reading *rd)
{
	struct batch *b = rd->nbatches == 0 ? NULL : &rd->batches[rd->nbatches - 1];

	if (b != NULL && arena_used(b->arena) < BATCH_BYTES)
		return b->arena;
	b = arena_push(rd->reader.scratch, &rd->batches, &rd->nbatches, sizeof *b);
	b->arena = arena_new(SITE_BYTES_MAX);
	return b->arena;
}

static void
batch_free(struct batch *b)
{
	arena_free(b->arena);
	b->arena = NULL;
}

/* The YAML of one source to its tree. -1 when memory is out; a function of its own for setjmp. */
static int
parse_tree(struct reading *rd, size_t i)
{
	const struct source *s = &rd->src->items[i];
	struct arena *a = tree_arena(rd);
	int rc;

	if (a == NULL || setjmp(*arena_landing(a)) != 0)
		return -1;
	rd->batch_of[i] = rd->nbatches - 1;
	if (i > rd->batches[rd->nbatches - 1].last)
		rd->batches[rd->nbatches - 1].last = i;
	rc = yaml_tree_read(rd->yaml, a, rd->names[i], s->bytes, s->n, rd->reader.f, &rd->roots[i]);
	arena_no_landing(a);
	return rc;
}

static int
parse(struct reading *rd, size_t i)
{
	struct reader *r = &rd->reader;
	size_t errors = r->f->errors;

	rd->at = i;
	rd->names[i] = arena_strdup(r->a, rd->src->items[i].name);
	if (logo_is_name(rd->names[i]))
		return 0;
	if (tree_bytes(rd) > READ_TREES_MAX) {
		add_too_much(rd);
		r->has_bad_file = true;
		return 0;
	}
	if (parse_tree(rd, i) != 0)
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
	const char *todo = "begin with `plenary new conference`, which writes one, or "
			   "write it: title, host, languages and timezone";
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

/* Frees the trees that have been read now. */
static void
leave_trees(struct reading *rd, size_t i)
{
	struct batch *b = &rd->batches[rd->batch_of[i]];

	if (rd->nbatches > 0 && b->last == i && !b->is_kept)
		batch_free(b);
}

static size_t
count_yaml(const struct sources *src)
{
	size_t n = 0;

	for (size_t i = 0; i < src->n; i++)
		n += !logo_is_name(src->items[i].name);
	return n;
}

static int
read_all(struct reading *rd)
{
	struct reader *r = &rd->reader;
	size_t n = rd->src->n, site = n, i;
	bool may_have_events = r->f->n > 0; /* in files that were not read */

	rd->roots = arena_array(r->scratch, n, sizeof(struct node *));
	rd->names = arena_array(r->scratch, n, sizeof *rd->names);
	rd->batch_of = arena_array(r->scratch, n, sizeof *rd->batch_of);
	for (i = 0; i < n; i++)
		if (strcmp(rd->src->items[i].name, site_file) == 0)
			site = i;
	if (site < n && parse(rd, site) != 0)
		return -1;
	for (i = 0; i < n; i++)
		if (i != site && parse(rd, i) != 0)
			return -1;
	limit_site(rd);
	r->has_site = site < n && rd->roots[site] != NULL;
	read_rules(rd, site);
	if (r->has_site)
		site_file_read(r, rd->roots[site]);
	else if (site == n && !has_finding_for(r->f, site_file))
		add_site_missing(rd);
	fill_in(r);
	if (count_yaml(rd->src) == (site < n) && !may_have_events)
		finding_add(r->f, RULE_NO_EVENTS, (struct place){site_file, 0, 0},
		    "`plenary new conference` writes one to begin with", "there are no events yet");
	for (i = 0; i < n; i++)
		if (i != site)
			people_define(r, node_get(rd->roots[i], "people"));
	for (i = 0; i < n; i++)
		if (i != site && is_continued(rd->roots[i])) {
			continued_keep(r, rd->names[i], rd->roots[i]);
			rd->batches[rd->batch_of[i]].is_kept = true;
		}
	for (i = 0; i < n; i++) {
		rd->at = i;
		limit_site(rd);
		if (i != site && rd->roots[i] != NULL && !is_misnamed_site(rd, i, site) &&
		    !is_continued(rd->roots[i]))
			event_file_read(r, rd->names[i], rd->roots[i]);
		leave_trees(rd, i);
	}
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
	    .src = src,
	    .utc = tzdb_find(db, "UTC"),
	    .repeats = src->repeats,
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
		add_too_much(&rd);
		err_set(e, "the agenda is too large for memory");
		goto out;
	}
	if (r->unknown != NULL) {
		err_set(e,
		    *r->unknown == '\0' ? "out of memory" : "the dates of '%s' are not known",
		    r->unknown);
		goto out;
	}
	arena_no_landing(site->arena);
	arena_limit(site->arena, SITE_BYTES_MAX);
	*out = site;
	site = NULL;
	rc = 0;
out:
	yaml_tree_free(rd.yaml);
	for (size_t i = 0; i < rd.nbatches; i++)
		arena_free(rd.batches[i].arena);
	arena_free(r->scratch);
	site_free(site);
	return rc;
}
