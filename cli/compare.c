/* SPDX-License-Identifier: ISC */
#include "cli/compare.h"

#include "cli/load.h"
#include "core/public.h"
#include "data/read.h"

int
comparison_make(struct comparison *c, struct store *st, int revision, const struct sources *sources,
    int of_revision, const struct site *whole, struct tzdb *db, struct arena *a, struct err *e)
{
	struct findings again; /* the same as when `whole` was read */
	struct identities then;

	*c = (struct comparison){0};
	findings_init(&again, a);
	if (site_read(&c->now, sources, db, &again, e) != 0)
		return -1;
	public_view(c->now);
	if (revision > 0 && revision_read(&c->old, st, revision, db, e) != 0)
		return -1;
	findings_init(&c->findings, a);
	if (st != NULL && store_identities(st, revision, a, &c->before, e) != 0)
		return -1;
	if (of_revision > 0 && store_identities(st, of_revision, a, &then, e) != 0)
		return -1;
	c->renames = of_revision > 0 ? renames_back(a, &c->before, &then, whole)
				     : renames_find(a, &c->before, c->old, whole, &c->findings);
	if (c->old != NULL)
		public_view(c->old);
	findings_sort(&c->findings);
	c->changes = changes_find(a, c->old, c->now, whole, &c->renames);
	return 0;
}

void
comparison_free(struct comparison *c)
{
	site_free(c->old);
	site_free(c->now);
	*c = (struct comparison){0};
}
