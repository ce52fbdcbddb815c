/* SPDX-License-Identifier: ISC */
#include "cli/commands.h"
#include "cli/load.h"
#include "cli/term.h"
#include "core/err.h"
#include "core/public.h"
#include "core/rename.h"

static void
print_revision(const struct revision *r)
{
	char when[26], head[64];

	tz_format_rfc3339(r->moment, 0, when);
	snprintf(head, sizeof head, "revision %d", r->number);
	term_look_puts(stdout, TERM_BOLD, head);
	printf("  %.10s %.5s UTC  ", when, when + 11);
	term_puts(stdout, r->summary);
	putchar('\n');
}

static int
public_read(struct site **out, struct store *st, int number, struct tzdb *db, struct err *e)
{
	if (revision_read(out, st, number, db, e) != 0)
		return -1;
	public_view(*out);
	return 0;
}

/* Prints what revision `number` changed. `*now` is its public view and becomes that of the one
 * before it. */
static int
print_changes_of(struct site **now, struct store *st, int number, struct tzdb *db, struct err *e)
{
	struct arena *a = arena_new(SCRATCH_MAX);
	struct site *old = NULL, *hidden = NULL;
	struct identities before, after;
	struct renames renames;
	struct changes c;
	int rc = -1;

	if (a == NULL) {
		err_set(e, "out of memory");
		goto out;
	}
	if (public_read(&old, st, number - 1, db, e) != 0 ||
	    revision_read(&hidden, st, number, db, e) != 0 ||
	    store_identities(st, number - 1, a, &before, e) != 0 ||
	    store_identities(st, number, a, &after, e) != 0)
		goto out;
	renames = renames_between(a, &before, &after);
	c = changes_find(a, old, *now, hidden, &renames);
	term_changes(stdout, &c, (*now)->languages[0]);
	site_free(*now);
	*now = old;
	old = NULL;
	rc = 0;
out:
	site_free(old);
	site_free(hidden);
	arena_free(a);
	return rc;
}

/* Newest first; of the first revision all would be new, so its summary is enough. */
static int
print_log(struct store *st, const struct revision *rows, size_t n, struct err *e)
{
	struct tzdb *db = NULL;
	struct site *now = NULL;
	int rc = -1;

	if (tzdb_open(&db, NULL, e) != 0 || public_read(&now, st, rows[n - 1].number, db, e) != 0)
		goto out;
	for (; n > 0 && !ferror(stdout); n--) {
		print_revision(&rows[n - 1]);
		if (n > 1 && print_changes_of(&now, st, rows[n - 1].number, db, e) != 0)
			goto out;
	}
	rc = 0;
out:
	site_free(now);
	tzdb_close(db);
	return rc;
}

int
command_log(const struct options *o)
{
	struct arena *a = arena_new(SCRATCH_MAX);
	struct store *st = NULL;
	struct revision *rows = NULL;
	struct err e = {"out of memory"};
	size_t n = 0;
	int code = EXIT_DONE;

	if (a == NULL || store_open(&st, o->state, STORE_READ, &e) != 0 ||
	    (st != NULL && store_revisions(st, a, &rows, &n, &e) != 0) ||
	    (n > 0 && print_log(st, rows, n, &e) != 0))
		code = command_failed(&e);
	else if (n == 0)
		printf("nothing is published yet in %s\n", o->state);
	store_close(st);
	arena_free(a);
	return code;
}
