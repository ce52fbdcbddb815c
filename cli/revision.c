/* SPDX-License-Identifier: ISC */
#include "cli/revision.h"

#include "cli/gone.h"
#include "cli/load.h"
#include "cli/options.h"
#include "cli/past_changes.h"
#include "cli/term.h"
#include "core/history.h"
#include "core/public.h"
#include "core/query.h"
#include "core/rename.h"
#include "data/read.h"

#include <stdlib.h>
#include <string.h>

/* What the rows of identities are filled in with. */
struct filling {
	const struct site *site;
	const struct identities *ids;
	const int64_t *moments; /* of revisions, by their numbers */
};

/* Whether what has lost its time is told still: for as long as what is gone. */
static bool
is_told_still(const struct filling *f, const char *event_id)
{
	const struct identity_row *ev = identities_find(f->ids, event_id, IDENTITY_EVENT);

	return ev == NULL || !is_long_gone(f->site, ev->event_last);
}

static void
identity_fill(
    const struct filling *f, struct identity *id, const char *event_id, const char *session_id)
{
	const struct identity_row *row = identities_find(f->ids, event_id, session_id);

	if (row == NULL)
		return;
	id->uid = row->uid;
	id->sequence = row->sequence;
	id->first_revision = row->first_revision;
	id->created = f->moments[row->first_revision];
	id->modified = f->moments[row->changed_revision];
	id->changed_revision = row->changed_revision;
	id->gone = row->gone;
	id->withdrawn = row->withdrawn;
	id->move = row->move;
	id->move.moment = f->moments[row->move.revision];
	if (is_told_still(f, event_id)) {
		id->last_slot = row->told.slot;
		id->last_day = row->told.last;
	}
}

static void
identities_fill(struct site *s, const struct identities *ids, const int64_t *moments)
{
	struct filling f = {s, ids, moments};
	struct event *ev;

	for (size_t i = 0; i < s->nevents; i++) {
		ev = s->events[i];
		identity_fill(&f, &ev->identity, ev->id, IDENTITY_EVENT);
		identity_fill(&f, &ev->deadline.identity, ev->id, IDENTITY_DEADLINE);
		for (size_t k = 0; k < ev->nsessions; k++)
			identity_fill(&f, &ev->sessions[k]->identity, ev->id, ev->sessions[k]->id);
	}
}

static int
cmp_uid(const void *a, const void *b)
{
	const struct identity_row *const *x = a, *const *y = b;

	return strcmp((*x)->uid, (*y)->uid);
}

/* What has another name now is found by the old one, too. */
static void
former_fill(struct site *s, const struct identities *ids)
{
	struct arena *a = s->arena;
	const struct identity_row **by_uid = arena_array(a, ids->n, sizeof *by_uid);

	for (size_t i = 0; i < ids->n; i++)
		by_uid[i] = &ids->rows[i];
	if (ids->n > 0)
		qsort(by_uid, ids->n, sizeof *by_uid, cmp_uid);
	for (size_t i = 0; i < ids->nformer && ids->n > 0; i++) {
		const struct identity_row *was = &ids->former[i], **now;

		now = bsearch(&was, by_uid, ids->n, sizeof *by_uid, cmp_uid);
		if (now == NULL)
			continue;
		*(struct former_name *)arena_push(a, &s->former, &s->nformer, sizeof *s->former) =
		    (struct former_name){arena_strdup(a, was->event_id),
			arena_strdup(a, was->session_id), arena_strdup(a, (*now)->event_id),
			arena_strdup(a, (*now)->session_id)};
	}
}

/* moments[n] is that of revision n; in the arena, with room for one more. */
static int
moments_read(int64_t **out, struct store *st, struct arena *a, int latest, struct err *e)
{
	struct revision *rows;
	int64_t *moments = arena_array(a, (size_t)latest + 2, sizeof *moments);
	size_t n;

	if (store_revisions(st, a, &rows, &n, e) != 0)
		return -1;
	for (size_t i = 0; i < n; i++)
		if (rows[i].number <= latest)
			moments[rows[i].number] = rows[i].moment;
	*out = moments;
	return 0;
}

/* Makes a revision's public view whole. `v` ends with it. The changes come first: they are of the
 * site as it was read. */
static int
revision_complete(struct site *s, struct views *v, struct arena *scratch, struct err *e)
{
	struct history past = {.names = NULL};
	struct identities ids;

	if (moments_read(&s->moments, v->store, s->arena, s->revision, e) != 0 ||
	    store_identities(v->store, s->revision, s->arena, &ids, e) != 0 ||
	    store_history(v->store, s->revision, scratch, &past, e) != 0)
		return -1;
	history_end(scratch, &past, s->revision);
	if (past_changes_load(s, v, s->revision, &past, s->moments, scratch, e) != 0 ||
	    gone_load(s, v->store, &ids, v->db, e) != 0)
		return -1;
	identities_fill(s, &ids, s->moments);
	former_fill(s, &ids);
	site_index(s);
	query_prepare(s);
	return 0;
}

/* The same; what it takes from the arenas may be more than they hold, then it lands here. */
static int
revision_fill(struct site *s, struct views *v, struct err *e)
{
	struct arena *scratch = arena_new(SITE_BYTES_MAX);
	int rc;

	if (scratch == NULL)
		rc = err_set(e, "out of memory");
	else if (setjmp(*arena_landing(s->arena)) != 0)
		rc = err_set(e, "revision %d: too large for memory", s->revision);
	else if (setjmp(*arena_landing(scratch)) != 0)
		rc = err_set(e, "revision %d: too large for memory", s->revision);
	else
		rc = revision_complete(s, v, scratch, e);
	arena_no_landing(s->arena);
	views_free(v);
	arena_free(scratch);
	return rc;
}

int
revision_load(struct site **out, struct store *st, int number, struct tzdb *db, struct err *e)
{
	struct views v = {.store = st, .db = db};
	struct site *s;

	*out = NULL;
	if (revision_read(&s, st, number, db, e) != 0)
		return -1;
	public_view(s);
	v.known[0] = s;
	if (revision_fill(s, &v, e) != 0) {
		site_free(s);
		return -1;
	}
	*out = s;
	return 0;
}

int
revision_of_comparison(struct comparison *c, struct store *st, struct tzdb *db, struct err *e)
{
	struct views v = {.store = st, .db = db, .known = {c->now, c->old}};
	int rc = revision_fill(c->now, &v, e);

	site_free(c->old);
	c->old = NULL;
	return rc;
}

/* ---- revisions by name ---- */

/* The number, 0 for "latest", -1 for anything else. */
static int
number_of(const char *word)
{
	int n;

	if (strcmp(word, "latest") == 0)
		return 0;
	return *word != '0' && number_parse(word, &n) ? n : -1;
}

bool
revision_is_named(const char *word)
{
	if (number_of(word) >= 0)
		return true;
	fputs("plenary: '", stderr);
	term_puts(stderr, word);
	fputs(
	    "' is no revision: write its number, which `plenary log` lists, or `latest`\n", stderr);
	return false;
}

int
revision_find(struct store *st, const char *word, const char *state, struct err *e)
{
	int number = number_of(word), latest = st == NULL ? 0 : store_latest(st, e);

	if (latest < 0)
		return -1;
	if (latest == 0)
		return err_set(e, "nothing is published yet in %s", state);
	if (number < 0 || number > latest)
		return err_set(e, "there is no revision %s: the latest is %d", word, latest);
	return number > 0 ? number : latest;
}

/* ---- what is not published yet ---- */

struct unpublished {
	struct site *site;
	struct site *whole, *before; /* with private things; the latest revision, NULL: none */
	struct changes changes;
};

/* Reads sources; what there is to find in them was told before. */
static int
sources_read(struct site **out, const struct sources *src, struct tzdb *db, struct err *e)
{
	struct arena *arena = arena_new(SCRATCH_MAX);
	struct findings ignored;
	int rc;

	if (arena == NULL)
		return err_set(e, "out of memory");
	findings_init(&ignored, arena);
	rc = site_read(out, src, db, &ignored, e);
	arena_free(arena);
	return rc;
}

/* The same as revision_complete, with what would be in the store. */
static int
unpublished_complete(
    struct unpublished *u, struct store *st, struct arena *scratch, struct tzdb *db, struct err *e)
{
	struct site *s = u->site;
	int latest = u->before == NULL ? 0 : u->before->revision;
	struct views v = {.store = st, .db = db};
	struct identities before = {0}, next;
	struct history past = {.names = NULL};
	struct findings told; /* when it is published */
	struct renames renames;
	int64_t *moments;
	int rc;

	s->revision = latest + 1;
	if (u->before != NULL && s->moment < u->before->moment)
		s->moment = u->before->moment;
	public_view(s);
	moments = arena_array(scratch, (size_t)latest + 2, sizeof *moments);
	if (latest > 0 && (store_identities(st, latest, scratch, &before, e) != 0 ||
			      moments_read(&moments, st, scratch, latest, e) != 0 ||
			      store_history(st, latest, scratch, &past, e) != 0))
		return -1;
	moments[latest + 1] = s->moment;
	findings_init(&told, s->arena);
	renames = renames_find(s->arena, &before, u->before, u->whole, &told);
	if (u->before != NULL)
		public_view(u->before);
	u->changes = changes_find(s->arena, u->before, s, u->whole, &renames);
	next = identities_next(s->arena, &before, s, u->whole, &u->changes, &renames, latest + 1);
	if (latest > 0 && gone_load(s, st, &next, db, e) != 0)
		return -1;
	identities_fill(s, &next, moments);
	former_fill(s, &next);
	s->revision = 0;
	history_add_all(scratch, &past, &next, latest + 1);
	history_end(scratch, &past, latest + 1);
	if (latest > 0)
		past_changes_append(s, &u->changes, latest + 1, s->moment, &past);
	for (size_t i = 0; i < s->nchanges; i++)
		s->changes[i].revision = 0;
	query_prepare(s);
	if (latest == 0)
		return 0;
	v.known[0] = u->before;
	rc = past_changes_load(s, &v, latest, &past, moments, scratch, e);
	views_free(&v);
	return rc;
}

static int
unpublished_fill(
    struct unpublished *u, struct store *st, struct arena *scratch, struct tzdb *db, struct err *e)
{
	if (setjmp(*arena_landing(u->site->arena)) != 0)
		return err_set(e, "the agenda is too large for memory");
	if (setjmp(*arena_landing(scratch)) != 0)
		return err_set(e, "the agenda is too large for memory");
	return unpublished_complete(u, st, scratch, db, e);
}

int
unpublished_load(struct site **out, struct changes *changes, const struct sources *src,
    struct store *st, int latest, int64_t now, struct tzdb *db, struct err *e)
{
	struct arena *scratch = arena_new(SITE_BYTES_MAX);
	struct unpublished u = {0};
	int rc = -1;

	if (scratch == NULL)
		return err_set(e, "out of memory");
	if (sources_read(&u.site, src, db, e) != 0 || sources_read(&u.whole, src, db, e) != 0 ||
	    (latest > 0 && revision_read(&u.before, st, latest, db, e) != 0))
		goto out;
	u.site->moment = now;
	if (unpublished_fill(&u, st, scratch, db, e) != 0)
		goto out;
	arena_no_landing(u.site->arena);
	*changes = u.changes;
	*out = u.site;
	u.site = NULL;
	rc = 0;
out:
	site_free(u.site);
	site_free(u.whole);
	site_free(u.before);
	arena_free(scratch);
	return rc;
}
