/* SPDX-License-Identifier: ISC */
#include "cli/past_changes.h"

#include "cli/load.h"
#include "core/public.h"
#include "core/rename.h"

void
past_changes_append(struct site *s, const struct changes *c, int revision, int64_t moment,
    const struct history *past)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct change *ch = &c->items[i];
		const struct past_name *then =
		    history_find(past, ch->event_id, identity_session_id(ch), revision);
		const struct past_name *now = then == NULL ? NULL : history_now(past, then->uid);
		struct change *to;

		if ((ch->what & CHANGE_WITHDRAWN) != 0 ||
		    (then != NULL && history_is_hidden_since(past, then->uid, revision)))
			continue;
		to = arena_push(s->arena, &s->changes, &s->nchanges, sizeof *to);
		*to = *ch;
		to->revision = revision;
		to->moment = moment;
		if (now == NULL)
			continue;
		to->event_id = arena_strdup(s->arena, now->event_id);
		if (ch->session_id != NULL)
			to->session_id = arena_strdup(s->arena, now->session_id);
	}
}

/* The public view of a revision: read, unless it is known. NULL and why. */
static struct site *
view_get(struct views *v, int n, struct err *e)
{
	struct site *s;

	for (size_t i = 0; i < 2; i++)
		if (v->known[i] != NULL && v->known[i]->revision == n)
			return v->known[i];
	if (v->read[1] != NULL && v->read[1]->revision == n)
		return v->read[1];
	if (revision_read(&s, v->store, n, v->db, e) != 0)
		return NULL;
	public_view(s);
	site_free(v->read[0]);
	v->read[0] = v->read[1];
	v->read[1] = s;
	return s;
}

void
views_free(struct views *v)
{
	site_free(v->read[0]);
	site_free(v->read[1]);
}

/* Finds from the sources what changed in revision `n`, and keeps it. */
static int
changes_find_anew(struct changes *out, struct arena *a, struct views *v, int n,
    struct arena *scratch, struct err *e)
{
	struct identities before, ids;
	const struct site *older, *newer;
	struct renames renames;

	if (store_identities(v->store, n - 1, scratch, &before, e) != 0 ||
	    store_identities(v->store, n, scratch, &ids, e) != 0)
		return -1;
	newer = view_get(v, n, e);
	older = newer == NULL ? NULL : view_get(v, n - 1, e);
	if (older == NULL)
		return -1;
	renames = renames_between(scratch, &before, &ids);
	*out = changes_find(a, older, newer, NULL, &renames);
	return store_keep_changes(v->store, n, out, e);
}

/* Whether the changes of a revision that is `back` before the newest are wanted still. */
static bool
is_wanted(const struct site *s, int back)
{
	return back < CHANGES_REVISIONS ||
	       (back < CHANGES_REVISIONS_MAX && s->nchanges < CHANGES_MAX);
}

int
past_changes_load(struct site *s, struct views *v, int newest, const struct history *past,
    const int64_t *moments, struct arena *scratch, struct err *e)
{
	int n = newest;

	for (; n > 1 && is_wanted(s, newest - n); n--) {
		struct arena_mark mark = arena_mark(scratch);
		struct changes c;
		int rc = store_changes(v->store, n, v->db, s->arena, &c, e);

		if (rc == 0 && newest - n >= CHANGES_REVISIONS && !store_is_written(v->store))
			break;
		if (rc < 0 || (rc == 0 && changes_find_anew(&c, s->arena, v, n, scratch, e) != 0))
			return -1;
		past_changes_append(s, &c, n, moments[n], past);
		arena_rewind(scratch, mark);
	}
	s->changes_from = n;
	return 0;
}
