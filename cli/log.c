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

/* What revision `number` changed, and what is read to tell it. */
struct step {
	struct arena *arena;
	struct site *old, *hidden; /* public before; all that is now */
	int number;
};

static int
find_changes(
    struct changes *out, struct step *sp, const struct site *now, struct store *st, struct err *e)
{
	struct identities before, after;
	struct renames renames;

	if (setjmp(*arena_landing(sp->arena)) != 0)
		return err_set(e, "revision %d: too large for memory", sp->number);
	if (store_identities(st, sp->number - 1, sp->arena, &before, e) != 0 ||
	    store_identities(st, sp->number, sp->arena, &after, e) != 0)
		return -1;
	renames = renames_between(sp->arena, &before, &after);
	*out = changes_find(sp->arena, sp->old, now, sp->hidden, &renames);
	return 0;
}

/* Prints what revision `number` changed. `*now` is its public view and becomes that of the one
 * before it. */
static int
print_changes_of(struct site **now, struct store *st, int number, struct tzdb *db, struct err *e)
{
	struct step sp = {.arena = arena_new(SCRATCH_MAX), .number = number};
	struct changes c;
	int rc = -1;

	if (sp.arena == NULL) {
		err_set(e, "out of memory");
		goto out;
	}
	if (public_read(&sp.old, st, number - 1, db, e) != 0 ||
	    revision_read(&sp.hidden, st, number, db, e) != 0 ||
	    find_changes(&c, &sp, *now, st, e) != 0)
		goto out;
	term_changes(stdout, &c, (*now)->languages[0]);
	site_free(*now);
	*now = sp.old;
	sp.old = NULL;
	rc = 0;
out:
	site_free(sp.old);
	site_free(sp.hidden);
	arena_free(sp.arena);
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
