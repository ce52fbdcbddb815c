/* SPDX-License-Identifier: ISC */
/* The tree is written and synced beside the old one inside the store's transaction; then the
 * revision is committed, then the link turned. Killed in between, the next run finds the revision
 * without its tree and writes it. */
#include "cli/publishing.h"

#include "cli/changes.h"
#include "cli/load.h"
#include "cli/removal.h"
#include "cli/revision.h"
#include "cli/tell.h"
#include "cli/term.h"
#include "cli/website.h"
#include "data/store_calendars.h"
#include "data/store_search.h"
#include "data/tree.h"

#include <string.h>

enum { SUMMARY_MAX = 2000 };

#define COMPRESSED "-gzip" /* at the end of a version's name: its files are compressed, too */

/* Whether to compress files; if that was not said, as in what is out. */
static bool
is_compressed(const struct options *o)
{
	return o->gzip >= 0 ? o->gzip > 0 : tree_current_ends(o->out, COMPRESSED);
}

/* The name of a version of the tree: what it is made of decides its bytes. */
static const char *
version_name(const struct publishing *p, int revision)
{
	return arena_printf(p->arena, "revision-%d-plenary-%s%s", revision, PLENARY_VERSION,
	    is_compressed(p->options) ? COMPRESSED : "");
}

/* Writes the files of a revision beside what is out. */
static int
write_tree(struct publishing *p, const struct site *s, struct err *e)
{
	const char *name = version_name(p, s->revision);

	if (tree_begin(&p->tree, p->options->out, name, e) != 0 ||
	    (is_compressed(p->options) && tree_gzip(p->tree, e) != 0) ||
	    website_write(p->tree, s, p->calendars, NULL, e) != 0)
		return -1;
	return tree_seal(p->tree, e);
}

/* Keeps the calendars of the next revision, and what is searched, which the store shows by now, and
 * writes its files. */
static int
write_next(struct publishing *p, struct err *e)
{
	struct site *s = p->comparison.now;

	if (revision_of_comparison(&p->comparison, p->store, p->db, e) != 0 ||
	    store_calendars(p->store, &p->kept, e) != 0 ||
	    calendars_make(&p->calendars, s, &p->kept, e) != 0 ||
	    store_keep_calendars(p->store, &p->kept, calendars_kept(p->calendars), e) != 0 ||
	    store_keep_search(p->store, s, e) != 0)
		return -1;
	return write_tree(p, s, e);
}

/* Writes the files of the latest revision, as it was published. */
static int
write_latest(struct publishing *p, struct err *e)
{
	struct site *s = NULL;
	int rc = -1;

	if (revision_load(&s, p->store, p->latest, p->db, e) == 0 &&
	    store_calendars(p->store, &p->kept, e) == 0 &&
	    calendars_read(&p->calendars, s, &p->kept, e) == 0)
		rc = write_tree(p, s, e);
	site_free(s);
	return rc;
}

bool
publishing_has_no_place(const struct options *o)
{
	if (o->out != NULL || o->dry_run)
		return false;
	fputs("plenary: say where to write web site and calendars: --out DIR, such as "
	      "--out ~/public, or $PLENARY_OUT\n",
	    stderr);
	return true;
}

static void
summarize(struct publishing *p)
{
	buf_init(&p->summary, SUMMARY_MAX);
	if (p->of_revision > 0)
		buf_printf(&p->summary, "rollback to revision %d: ", p->of_revision);
	size_t head = p->summary.n;

	changes_summary(&p->summary, &p->comparison.changes);
	if (p->summary.n == head)
		buf_puts(&p->summary, "nothing that participants see");
}

static int
compare(struct publishing *p, struct err *e)
{
	if (comparison_make(&p->comparison, p->store, p->latest, p->sources, p->of_revision,
		p->site, p->db, p->arena, e) != 0)
		return -1;
	summarize(p);
	return 0;
}

/* 1 when the sources are what is published already, 0 when not, -1 and why. */
static int
is_unchanged(struct publishing *p, struct err *e)
{
	struct sources src = {0};
	int rc;

	if (p->latest == 0)
		return 0;
	if (store_sources(p->store, p->latest, &src, e) != 0)
		return -1;
	rc = sources_eq(&src, p->sources);
	sources_free(&src);
	return rc;
}

/* Tells of revision `number` (0: it would be the next one) what is in it. */
static int
print_changes(const struct publishing *p, int number, struct err *e)
{
	const struct options *o = p->options;

	if (o->format == OUTPUT_JSON)
		return changes_print(stdout, &p->comparison, p->latest, number, OUTPUT_JSON, e);
	if (number > 0)
		printf("revision %d: ", number);
	else
		printf("would be revision %d: ", p->latest + 1);
	term_puts(stdout, buf_str(&p->summary));
	putchar('\n');
	if (number == 1) {
		fputs("web site: ", stdout);
		term_puts(stdout, o->out);
		fputs("/current/index.html\ncalendar: ", stdout);
		term_puts(stdout, o->out);
		fputs("/current/all.ics\n", stdout);
	}
	if (o->dry_run || p->of_revision > 0)
		term_changes(stdout, &p->comparison.changes, p->site->languages[0]);
	return 0;
}

static int
finish_tree(struct publishing *p, struct err *e)
{
	bool is_out = tree_is_current(p->options->out, version_name(p, p->latest));

	if (!is_out && (write_latest(p, e) != 0 || tree_commit(p->tree, e) != 0))
		return -1;
	if (is_out)
		tree_tidy(p->options->out);
	if (p->options->format == OUTPUT_JSON)
		return compare(p, e) != 0 ? -1 : print_changes(p, p->latest, e);
	if (is_out)
		printf("nothing changed since revision %d\n", p->latest);
	else
		printf("nothing changed since revision %d; its files were written to %s\n",
		    p->latest, p->options->out);
	return 0;
}

static int
next_moment(struct publishing *p, int64_t *moment, struct err *e)
{
	struct revision last;

	*moment = load_now();
	if (p->latest == 0)
		return 0;
	if (store_revision(p->store, p->latest, p->arena, &last, e) != 0)
		return -1;
	if (*moment < last.moment)
		*moment = last.moment;
	return 0;
}

static bool
has_common_event(const struct site *a, const struct site *b)
{
	for (size_t i = 0; i < a->nevents; i++)
		if (site_find_event(b, a->events[i]->id) != NULL)
			return true;
	return false;
}

/* What stands before the names of its files. */
static const char *
folder_prefix(struct publishing *p)
{
	return dir_prefix(p->arena, p->options->data != NULL ? p->options->data : ".");
}

/* Whether a 'was' of the folder leads nowhere, which is told. */
static bool
has_bad_was(struct publishing *p, struct err *e)
{
	bool github = p->options->format == OUTPUT_GITHUB;

	if (p->comparison.findings.n == 0)
		return false;
	tell_findings(github ? stdout : stderr,
	    &(struct telling){&p->comparison.findings, p->sources, folder_prefix(p)},
	    github ? OUTPUT_GITHUB : OUTPUT_TEXT);
	err_set(e, "it is not clear what goes on under another id");
	return true;
}

/* Whether the folder is another site than the one that is published, or lacks what may be missed.
 * Going back to what was published asks nothing. */
static bool
is_refused(struct publishing *p, struct err *e)
{
	const struct site *old = p->comparison.old, *now = p->site;

	if (old == NULL || p->of_revision > 0)
		return false;
	if (has_bad_was(p, e))
		return true;
	if (p->options->accept_removal)
		return false;
	if (old->nevents > 0 && strcmp(old->host, now->host) != 0 && !has_common_event(old, now)) {
		err_set(e,
		    "%s holds the site of %s, this one is of %s: name a state folder of its own "
		    "with --state DIR",
		    p->options->state, old->host, now->host);
		return true;
	}
	if (removal_ask(stderr, &p->comparison, now, folder_prefix(p), load_now(), p->arena) == 0)
		return false;
	err_set(e, "write the answers into the files, and publish again; if all that is gone is "
		   "meant to be, add --accept-removal");
	return true;
}

/* Adds the sources as the next revision, in the transaction that is open. */
static int
add_revision(struct publishing *p, struct err *e)
{
	struct revision r = {.number = p->latest + 1, .summary = buf_str(&p->summary)};
	struct comparison *c = &p->comparison;
	struct identities ids;

	if (next_moment(p, &r.moment, e) != 0)
		return -1;
	c->now->revision = r.number;
	c->now->moment = r.moment;
	ids = identities_next(
	    p->arena, &c->before, c->now, p->site, &c->changes, &c->renames, r.number);
	return store_add(p->store, &r, p->sources, &ids, e);
}

static int
publish_changes(struct publishing *p, struct err *e)
{
	if (compare(p, e) != 0 || is_refused(p, e) || add_revision(p, e) != 0 ||
	    write_next(p, e) != 0 || store_commit(p->store, e) != 0)
		return -1;
	p->is_kept = true;
	if (tree_commit(p->tree, e) != 0)
		return err_context(e,
		    "revision %d is kept, but its files are not out yet: run this again",
		    p->latest + 1);
	return print_changes(p, p->latest + 1, e);
}

static int
is_expected(const struct publishing *p, struct err *e)
{
	if (p->options->expect < 0 || p->options->expect == p->latest)
		return 0;
	return err_set(e, "the latest revision is %d, not %d: look at what was published meanwhile",
	    p->latest, p->options->expect);
}

/* With the store locked against other publishers. */
static int
publish_locked(struct publishing *p, struct err *e)
{
	int rc;

	p->latest = store_latest(p->store, e);
	if (p->latest < 0 || is_expected(p, e) != 0)
		return -1;
	rc = is_unchanged(p, e);
	if (rc < 0)
		return -1;
	return rc == 1 ? finish_tree(p, e) : publish_changes(p, e);
}

static int
publish(struct publishing *p, struct err *e)
{
	if (store_open(&p->store, p->options->state, STORE_WRITE, e) != 0 ||
	    store_begin(p->store, e) != 0)
		return -1;
	return publish_locked(p, e);
}

static int
dry_run(struct publishing *p, struct err *e)
{
	int rc = 0;

	if (store_open(&p->store, p->options->state, STORE_READ, e) != 0)
		return -1;
	if (p->store != NULL && (p->latest = store_latest(p->store, e)) < 0)
		return -1;
	if (is_expected(p, e) != 0)
		return -1;
	if (p->store != NULL)
		rc = is_unchanged(p, e);
	if (rc < 0)
		return -1;
	if (rc == 1 && p->options->format == OUTPUT_TEXT) {
		printf("nothing changed since revision %d\n", p->latest);
		return 0;
	}
	if (compare(p, e) != 0)
		return -1;
	if (print_changes(p, 0, e) != 0)
		return -1;
	return is_refused(p, e) ? -1 : 0;
}

int
publishing_run(struct publishing *p, struct err *e)
{
	int rc;

	if (setjmp(*arena_landing(p->arena)) != 0)
		return err_set(e, "there is more here than one site can hold: put some events into "
				  "a site of their own");
	rc = p->options->dry_run ? dry_run(p, e) : publish(p, e);
	arena_no_landing(p->arena);
	return rc;
}

void
publishing_end(struct publishing *p)
{
	tree_end(p->tree);
	calendars_free(p->calendars);
	kept_free(&p->kept);
	store_close(p->store);
	comparison_free(&p->comparison);
	buf_free(&p->summary);
}
