/* SPDX-License-Identifier: ISC */
/* Publishing: check, keep as a revision, write the tree. The order makes a failure anywhere leave
 * what is out as it was: the tree is written and synced beside the old one inside the store's
 * transaction; then the revision is committed, then the link turned. Killed in between, the next
 * run finds the revision without its tree and writes it. */
#include "cli/commands.h"
#include "cli/load.h"
#include "cli/removal.h"
#include "cli/revision.h"
#include "cli/term.h"
#include "cli/website.h"
#include "core/change.h"
#include "core/public.h"
#include "data/read.h"
#include "data/tree.h"

#include <string.h>

struct publishing {
	const struct options *o;
	struct folder folder;
	struct store *store;
	struct site *old, *now; /* public views of the latest revision and of the folder */
	struct changes changes;
	struct buf summary;
	int latest;
	bool is_kept; /* the revision stands, whatever fails after */
};

enum { SUMMARY_MAX = 2000 };

/* The name of a version of the tree: what it is made of decides its bytes. */
static const char *
version_name(struct arena *a, int revision)
{
	return arena_printf(a, "revision-%d-plenary-%s", revision, PLENARY_VERSION);
}

/* Writes revision `number`, which the store shows by now, beside what is out. The caller commits
 * and ends the tree. */
static int
write_tree(struct tree **out, struct publishing *p, int number, struct err *e)
{
	struct tree *t = NULL;
	struct site *s = NULL;
	int rc = -1;

	if (revision_load(&s, p->store, number, p->folder.db, e) != 0 ||
	    tree_begin(&t, p->o->out, version_name(p->folder.arena, number), e) != 0 ||
	    website_write(t, s, e) != 0 || tree_seal(t, e) != 0)
		goto out;
	*out = t;
	t = NULL;
	rc = 0;
out:
	tree_end(t);
	site_free(s);
	return rc;
}

/* Compares the folder with what is published. `public_view` needs a site of its own. */
static int
compare(struct publishing *p, struct err *e)
{
	struct findings again; /* the same as before: the sources are */

	findings_init(&again, p->folder.arena);
	if (site_read(&p->now, &p->folder.sources, p->folder.db, &again, e) != 0)
		return -1;
	public_view(p->now);
	if (p->latest > 0) {
		if (revision_read(&p->old, p->store, p->latest, p->folder.db, e) != 0)
			return -1;
		public_view(p->old);
	}
	p->changes = changes_find(p->folder.arena, p->old, p->now, p->folder.site);
	buf_init(&p->summary, SUMMARY_MAX);
	changes_summary(&p->summary, &p->changes);
	if (p->summary.n == 0)
		buf_puts(&p->summary, "nothing that participants see");
	return 0;
}

/* 1 when the folder is what is published already, 0 when not, -1 and why. */
static int
is_unchanged(struct publishing *p, struct err *e)
{
	struct sources src = {0};
	int rc;

	if (p->latest == 0)
		return 0;
	if (store_sources(p->store, p->latest, &src, e) != 0)
		return -1;
	rc = sources_eq(&src, &p->folder.sources);
	sources_free(&src);
	return rc;
}

static int
finish_tree(struct publishing *p, struct err *e)
{
	struct tree *t = NULL;
	int rc = -1;

	if (tree_is_current(p->o->out, version_name(p->folder.arena, p->latest))) {
		printf("nothing changed since revision %d\n", p->latest);
		return 0;
	}
	if (write_tree(&t, p, p->latest, e) == 0 && tree_commit(t, e) == 0) {
		printf("nothing changed since revision %d; its files were written to %s\n",
		    p->latest, p->o->out);
		rc = 0;
	}
	tree_end(t);
	return rc;
}

static int
next_moment(struct publishing *p, int64_t *moment, struct err *e)
{
	struct revision last;

	*moment = load_now();
	if (p->latest == 0)
		return 0;
	if (store_revision(p->store, p->latest, p->folder.arena, &last, e) != 0)
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

/* Whether the folder is another site than the one that is published, or lacks what may be missed.
 */
static bool
is_refused(struct publishing *p, struct err *e)
{
	const struct site *old = p->old, *now = p->folder.site;

	if (old == NULL || p->o->accept_removal)
		return false;
	if (old->nevents > 0 && strcmp(old->host, now->host) != 0 && !has_common_event(old, now)) {
		err_set(e,
		    "%s holds the site of %s, this one is of %s: name a state folder of its own "
		    "with --state DIR",
		    p->o->state, old->host, now->host);
		return true;
	}
	if (removal_ask(stderr, &p->changes, old, load_now()) == 0)
		return false;
	err_set(e, "is that meant? then say so with --accept-removal");
	return true;
}

/* Adds the folder as the next revision, in the transaction that is open. */
static int
add_revision(struct publishing *p, struct err *e)
{
	struct revision r = {.number = p->latest + 1, .summary = buf_str(&p->summary)};
	struct identities before, ids;

	if (next_moment(p, &r.moment, e) != 0 ||
	    store_identities(p->store, p->latest, p->folder.arena, &before, e) != 0)
		return -1;
	ids = identities_next(
	    p->folder.arena, &before, p->now, p->folder.site, &p->changes, r.number);
	return store_add(p->store, &r, &p->folder.sources, &ids, e);
}

static int
publish_changes(struct publishing *p, struct err *e)
{
	struct tree *t = NULL;
	int rc = -1;

	if (compare(p, e) != 0 || is_refused(p, e) || add_revision(p, e) != 0 ||
	    write_tree(&t, p, p->latest + 1, e) != 0 || store_commit(p->store, e) != 0)
		goto out;
	p->is_kept = true;
	if (tree_commit(t, e) != 0) {
		err_context(e, "revision %d is kept, but its files are not out yet: publish again",
		    p->latest + 1);
		goto out;
	}
	printf("revision %d: ", p->latest + 1);
	term_puts(stdout, buf_str(&p->summary));
	putchar('\n');
	rc = 0;
out:
	tree_end(t);
	return rc;
}

/* With the store locked against other publishers. */
static int
publish_locked(struct publishing *p, struct err *e)
{
	int rc;

	p->latest = store_latest(p->store, e);
	if (p->latest < 0)
		return -1;
	if (p->o->expect >= 0 && p->o->expect != p->latest)
		return err_set(e,
		    "the latest revision is %d, not %d: look at what was published "
		    "meanwhile",
		    p->latest, p->o->expect);
	rc = is_unchanged(p, e);
	if (rc < 0)
		return -1;
	return rc == 1 ? finish_tree(p, e) : publish_changes(p, e);
}

static int
publish(struct publishing *p, struct err *e)
{
	int rc;

	if (store_open(&p->store, p->o->state, STORE_WRITE, e) != 0 ||
	    store_begin(p->store, e) != 0)
		return -1;
	rc = publish_locked(p, e);
	store_abort(p->store);
	return rc;
}

static int
dry_run(struct publishing *p, struct err *e)
{
	int rc;

	if (store_open(&p->store, p->o->state, STORE_READ, e) != 0)
		return -1;
	if (p->store != NULL && (p->latest = store_latest(p->store, e)) < 0)
		return -1;
	rc = p->store == NULL ? 0 : is_unchanged(p, e);
	if (rc < 0)
		return -1;
	if (rc == 1) {
		printf("nothing changed since revision %d\n", p->latest);
		return 0;
	}
	if (compare(p, e) != 0)
		return -1;
	printf("would be revision %d: ", p->latest + 1);
	term_puts(stdout, buf_str(&p->summary));
	putchar('\n');
	term_changes(stdout, &p->changes, p->folder.site->languages[0]);
	return is_refused(p, e) ? -1 : 0;
}

int
command_publish(const struct options *o)
{
	const char *dir = o->data != NULL ? o->data : ".";
	struct publishing p = {.o = o};
	struct err e = {""};
	int code = EXIT_FAILED;

	if (o->out == NULL && !o->dry_run) {
		fputs("plenary: say where to write: --out DIR, or $PLENARY_OUT\n", stderr);
		return EXIT_USAGE;
	}
	if (folder_load(&p.folder, dir, &e) != 0) {
		command_failed(&e);
		goto out;
	}
	term_findings(stderr, &p.folder.findings, dir_prefix(p.folder.arena, dir));
	if (!folder_is_good(&p.folder, o->strict)) {
		fputs("plenary: nothing was published\n", stderr);
		goto out;
	}
	if ((o->dry_run ? dry_run(&p, &e) : publish(&p, &e)) == 0) {
		code = EXIT_DONE;
		goto out;
	}
	command_failed(&e);
	if (!p.is_kept && !o->dry_run)
		fputs("plenary: nothing was published\n", stderr);
out:
	store_close(p.store);
	site_free(p.old);
	site_free(p.now);
	buf_free(&p.summary);
	folder_free(&p.folder);
	return code;
}
