/* SPDX-License-Identifier: ISC */
#include "core/change_private.h"
#include "core/rename.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int
key_cmp(const char *event_a, const char *session_a, const char *event_b, const char *session_b)
{
	int c = strcmp(event_a, event_b);

	return c != 0 ? c : strcmp(session_a, session_b);
}

static int
cmp_row(const void *a, const void *b)
{
	const struct identity_row *x = a, *y = b;

	return key_cmp(x->event_id, x->session_id, y->event_id, y->session_id);
}

const struct identity_row *
identities_find(const struct identities *ids, const char *event_id, const char *session_id)
{
	struct identity_row want = {.event_id = event_id, .session_id = session_id};

	return ids->n == 0 ? NULL : bsearch(&want, ids->rows, ids->n, sizeof want, cmp_row);
}

const struct identity_row *
identities_find_former(const struct identities *ids, const char *event_id, const char *session_id)
{
	struct identity_row want = {.event_id = event_id, .session_id = session_id};

	return ids->nformer == 0 ? NULL
				 : bsearch(&want, ids->former, ids->nformer, sizeof want, cmp_row);
}

const struct identity_row *
identities_find_uid(const struct identities *ids, const char *uid)
{
	for (size_t i = 0; i < ids->n; i++)
		if (strcmp(ids->rows[i].uid, uid) == 0)
			return &ids->rows[i];
	return NULL;
}

const char *
identity_session_id(const struct change *c)
{
	switch (c->entry) {
	case ENTRY_EVENT: return IDENTITY_EVENT;
	case ENTRY_DEADLINE: return IDENTITY_DEADLINE;
	case ENTRY_SESSION: break;
	}
	return c->session_id;
}

/* ---- the next revision ---- */

/* An entry that a site shows, or that changed. */
struct key {
	const char *event_id, *session_id;
	struct told told;       /* of what is shown */
	struct date event_last; /* the same, of IDENTITY_EVENT */
	const struct change *change;
};

struct keys {
	struct key *items; /* sorted */
	size_t n;
};

static int
cmp_key(const void *a, const void *b)
{
	const struct key *x = a, *y = b;

	return key_cmp(x->event_id, x->session_id, y->event_id, y->session_id);
}

static void
add_key(struct arena *a, struct keys *keys, struct key key)
{
	*(struct key *)arena_push(a, &keys->items, &keys->n, sizeof key) = key;
}

static void
sort_keys(struct keys *keys)
{
	if (keys->n > 0)
		qsort(keys->items, keys->n, sizeof *keys->items, cmp_key);
}

static void
add_keys_of_event(struct arena *a, struct keys *keys, const struct event *ev)
{
	struct key key = {ev->id, IDENTITY_EVENT, .told = told_of_event(ev)};

	key.event_last = event_last_day(ev);
	add_key(a, keys, key);
	if (ev->deadline.kind != DEADLINE_NONE && !ev->deadline.identity.gone) {
		key = (struct key){ev->id, IDENTITY_DEADLINE, .told = told_of_deadline(ev)};
		add_key(a, keys, key);
	}
	for (size_t k = 0; k < ev->nsessions; k++) {
		const struct session *se = ev->sessions[k];

		if (se->identity.gone)
			continue;
		key = (struct key){ev->id, se->id, .told = told_of_session(se)};
		add_key(a, keys, key);
	}
}

static struct keys
keys_of_site(struct arena *a, const struct site *s)
{
	struct keys keys = {0};

	for (size_t i = 0; i < s->nevents; i++)
		if (!s->events[i]->identity.gone)
			add_keys_of_event(a, &keys, s->events[i]);
	sort_keys(&keys);
	return keys;
}

/* Under which name the rest of the revisions knows what was renamed. */
static struct rename
name_for_all(const struct rename *re)
{
	struct rename name = *re;

	if (re->kept_event != NULL) {
		name.event = re->kept_event;
		name.session = re->kept_session;
	}
	return name;
}

/* By the names that the entries have now for all. */
static struct keys
keys_of_changes(struct arena *a, const struct changes *c, const struct renames *renames)
{
	struct keys keys = {0};

	for (size_t i = 0; i < c->n; i++) {
		const struct change *ch = &c->items[i];
		struct key key = {ch->event_id, identity_session_id(ch), .change = ch};
		const struct rename *re = NULL;

		if ((ch->what & (CHANGE_REMOVED | CHANGE_WITHDRAWN)) != 0)
			re = rename_of_old(renames, key.event_id, key.session_id);
		if (re != NULL) {
			key.event_id = name_for_all(re).event;
			key.session_id = name_for_all(re).session;
		}
		add_key(a, &keys, key);
	}
	sort_keys(&keys);
	return keys;
}

static const struct change *
change_of(const struct keys *changed, const char *event_id, const char *session_id)
{
	struct key want = {event_id, session_id, .change = NULL}, *found = NULL;

	if (changed->n > 0)
		found = bsearch(&want, changed->items, changed->n, sizeof want, cmp_key);
	return found == NULL ? NULL : found->change;
}

/* Whether the entry keeps its name because what it is called now is not to be seen. */
static bool
is_kept(const struct renames *renames, const struct identity_row *row)
{
	for (size_t i = 0; renames != NULL && renames->nkept > 0 && i < renames->n; i++)
		if (renames->items[i].kept_event != NULL &&
		    key_cmp(renames->items[i].kept_event, renames->items[i].kept_session,
			row->event_id, row->session_id) == 0)
			return true;
	return false;
}

/* Whether the sources have the entry, or all of its event, as something that is not to be seen. */
static bool
is_hidden(const struct site *hidden_of, const struct identity_row *row)
{
	const struct event *ev =
	    hidden_of == NULL ? NULL : site_find_event(hidden_of, row->event_id);

	if (ev == NULL || ev->draft || ev->visibility == VISIBILITY_PRIVATE)
		return ev != NULL;
	if (strcmp(row->session_id, ".") == 0)
		return ev->deadline.kind != DEADLINE_NONE;
	return event_find_session(ev, row->session_id) != NULL;
}

/* A UID says what it is of; the n-th choice has a number in it that no id has. */
static const char *
make_uid(struct arena *a, const struct identity_row *row, const char *host, int n)
{
	const char *session = row->session_id;
	char number[16] = "";

	if (n > 1)
		snprintf(number, sizeof number, "%d.", n);
	if (strcmp(session, IDENTITY_EVENT) == 0)
		return arena_printf(a, "%s%s@%s", number, row->event_id, host);
	if (strcmp(session, IDENTITY_DEADLINE) == 0)
		session = "deadline";
	return arena_printf(a, "%s.%s%s@%s", session, number, row->event_id, host);
}

/* By UID; of equal ones the older row first, which keeps it. */
static int
cmp_uid(const void *a, const void *b)
{
	const struct identity_row *x = *(struct identity_row *const *)a;
	const struct identity_row *y = *(struct identity_row *const *)b;
	int c = strcmp(x->uid, y->uid);

	if (c == 0)
		c = x->first_revision - y->first_revision;
	return c != 0 ? c : key_cmp(x->event_id, x->session_id, y->event_id, y->session_id);
}

/* Gives new rows another UID until none is there twice. */
static void
part_uids(struct arena *a, struct identities *ids, const char *host, int revision)
{
	struct identity_row **by_uid = arena_array(a, ids->n + 1, sizeof(struct identity_row *));
	bool again = ids->n > 1;

	for (size_t i = 0; i < ids->n; i++)
		by_uid[i] = &ids->rows[i];
	for (int n = 2; again; n++) {
		again = false;
		qsort(by_uid, ids->n, sizeof(struct identity_row *), cmp_uid);
		for (size_t i = 1; i < ids->n; i++) {
			struct identity_row *row = by_uid[i];

			if (row->first_revision != revision ||
			    strcmp(row->uid, by_uid[i - 1]->uid) != 0)
				continue;
			row->uid = make_uid(a, row, host, n);
			again = true;
		}
	}
}

/* ---- names that went elsewhere ---- */

static bool
has_key(const struct keys *keys, const struct identity_row *row)
{
	struct key want = {row->event_id, row->session_id, .change = NULL};

	return keys->n > 0 && bsearch(&want, keys->items, keys->n, sizeof want, cmp_key) != NULL;
}

/* Rows under the names that they have now; in `former` those that they had. */
static struct identities
rename_rows(struct arena *a, const struct identities *before, const struct renames *renames,
    const struct keys *there)
{
	struct identities ids = {.rows = arena_array(a, before->n + 1, sizeof *ids.rows)};
	struct identity_row *former;

	for (size_t i = 0; i < before->nformer; i++)
		if (!has_key(there, &before->former[i])) {
			former = arena_push(a, &ids.former, &ids.nformer, sizeof *former);
			*former = before->former[i];
		}
	for (size_t i = 0; i < before->n; i++) {
		const struct identity_row *row = &before->rows[i];
		const struct rename *re = rename_of_old(renames, row->event_id, row->session_id);
		struct identity_row *renamed = &ids.rows[ids.n++];

		*renamed = *row;
		if (re == NULL)
			continue;
		renamed->event_id = name_for_all(re).event;
		renamed->session_id = name_for_all(re).session;
		if (has_key(there, row) || key_cmp(row->event_id, row->session_id,
					       renamed->event_id, renamed->session_id) == 0)
			continue;
		former = arena_push(a, &ids.former, &ids.nformer, sizeof *former);
		*former = *row;
	}
	if (ids.n > 0)
		qsort(ids.rows, ids.n, sizeof *ids.rows, cmp_row);
	if (ids.nformer > 0)
		qsort(ids.former, ids.nformer, sizeof *ids.former, cmp_row);
	return ids;
}

/* ---- all rows ---- */

struct next {
	struct arena *arena;
	const struct site *hidden_of;
	const struct renames *renames;
	const char *host;
	struct keys changed;
	bool all_changed;
	int revision;
};

static void
keep_row(
    struct next *x, struct identity_row *row, const struct identity_row *was, const struct key *key)
{
	const struct change *c = change_of(&x->changed, was->event_id, was->session_id);

	*row = *was;
	row->event_id = arena_strdup(x->arena, was->event_id);
	row->session_id = arena_strdup(x->arena, was->session_id);
	row->uid = arena_strdup(x->arena, was->uid);
	if (x->all_changed && !row->withdrawn)
		row->changed_revision = x->revision;
	if (key == NULL) {
		row_go_away(row, is_hidden(x->hidden_of, row) || is_kept(x->renames, row),
		    change_of(&x->changed, row->event_id, IDENTITY_EVENT) != NULL, c, x->revision);
		return;
	}
	row_go_on(x->arena, row, &key->told, c, x->revision);
	if (date_is_set(key->event_last))
		row->event_last = key->event_last;
}

static void
new_row(struct next *x, struct identity_row *row, const struct key *key)
{
	*row = (struct identity_row){.event_id = arena_strdup(x->arena, key->event_id),
	    .session_id = arena_strdup(x->arena, key->session_id),
	    .first_revision = x->revision,
	    .changed_revision = x->revision,
	    .seen_revision = x->revision,
	    .told = key->told,
	    .event_last = key->event_last};
	row->uid = make_uid(x->arena, row, x->host, 1);
}

struct identities
identities_next(struct arena *a, const struct identities *before, const struct site *now,
    const struct site *hidden_of, const struct changes *c, const struct renames *renames,
    int revision)
{
	struct keys there = keys_of_site(a, now);
	struct next x = {a, hidden_of, renames, now->host == NULL ? "invalid" : now->host,
	    keys_of_changes(a, c, renames), c->addresses, revision};
	struct identities was = rename_rows(a, before, renames, &there), ids = was;
	size_t i = 0, k = 0;

	ids.rows = NULL;
	ids.n = 0;
	while (i < was.n || k < there.n) {
		const struct identity_row *old = i < was.n ? &was.rows[i] : NULL;
		const struct key *key = k < there.n ? &there.items[k] : NULL;
		struct identity_row *row = arena_push(a, &ids.rows, &ids.n, sizeof *row);
		int order = old == NULL   ? 1
			    : key == NULL ? -1
					  : key_cmp(old->event_id, old->session_id, key->event_id,
						key->session_id);

		if (order > 0)
			new_row(&x, row, key);
		else
			keep_row(&x, row, old, order == 0 ? key : NULL);
		i += order <= 0;
		k += order >= 0;
	}
	part_uids(a, &ids, x.host, revision);
	return ids;
}
