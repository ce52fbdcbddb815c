/* SPDX-License-Identifier: ISC */
#include "core/change.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int
cmp_keys(const char *event_a, const char *session_a, const char *event_b, const char *session_b)
{
	int c = strcmp(event_a, event_b);

	return c != 0 ? c : strcmp(session_a, session_b);
}

const struct identity_row *
identities_find(const struct identities *ids, const char *event_id, const char *session_id)
{
	size_t low = 0, high = ids->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		const struct identity_row *row = &ids->rows[mid];
		int c = cmp_keys(event_id, session_id, row->event_id, row->session_id);

		if (c == 0)
			return row;
		if (c < 0)
			high = mid;
		else
			low = mid + 1;
	}
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
	unsigned what;
};

struct keys {
	struct key *items; /* sorted */
	size_t n;
};

static int
cmp_key(const void *a, const void *b)
{
	const struct key *x = a, *y = b;

	return cmp_keys(x->event_id, x->session_id, y->event_id, y->session_id);
}

static void
add_key(
    struct arena *a, struct keys *keys, const char *event_id, const char *session_id, unsigned what)
{
	struct key *key = arena_push(a, &keys->items, &keys->n, sizeof *key);

	*key = (struct key){event_id, session_id, what};
}

static void
sort_keys(struct keys *keys)
{
	if (keys->n > 0)
		qsort(keys->items, keys->n, sizeof *keys->items, cmp_key);
}

static struct keys
keys_of_site(struct arena *a, const struct site *s)
{
	struct keys keys = {0};

	for (size_t i = 0; i < s->nevents; i++) {
		const struct event *ev = s->events[i];

		if (ev->identity.gone)
			continue;
		add_key(a, &keys, ev->id, IDENTITY_EVENT, 0);
		if (ev->deadline.kind != DEADLINE_NONE && !ev->deadline.identity.gone)
			add_key(a, &keys, ev->id, IDENTITY_DEADLINE, 0);
		for (size_t k = 0; k < ev->nsessions; k++)
			if (!ev->sessions[k]->identity.gone)
				add_key(a, &keys, ev->id, ev->sessions[k]->id, 0);
	}
	sort_keys(&keys);
	return keys;
}

static struct keys
keys_of_changes(struct arena *a, const struct changes *c)
{
	struct keys keys = {0};

	for (size_t i = 0; i < c->n; i++)
		add_key(a, &keys, c->items[i].event_id, identity_session_id(&c->items[i]),
		    c->items[i].what);
	sort_keys(&keys);
	return keys;
}

static unsigned
what_of(const struct keys *changed, const char *event_id, const char *session_id)
{
	struct key want = {event_id, session_id, 0}, *found = NULL;

	if (changed->n > 0)
		found = bsearch(&want, changed->items, changed->n, sizeof want, cmp_key);
	return found == NULL ? 0 : found->what;
}

static void
raise_sequence(struct identity_row *row, int revision)
{
	row->sequence++;
	row->changed_revision = revision;
}

/* The row of an entry that is there, and was known before. */
static void
go_on(struct identity_row *row, unsigned what, int revision)
{
	row->seen_revision = revision;
	if (row->gone) {
		row->gone = row->withdrawn = false;
		raise_sequence(row, revision);
	} else if ((what & CHANGE_SEQUENCE) != 0) {
		raise_sequence(row, revision);
	} else if (what != 0) {
		row->changed_revision = revision;
	}
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

/* The row of an entry that is not there. What is gone may become private later, and is told with
 * what its event is called now. */
static void
go_away(struct identity_row *row, bool hidden, bool event_changed, int revision)
{
	if (!row->gone)
		raise_sequence(row, revision);
	else if (!row->withdrawn && (hidden || event_changed))
		row->changed_revision = revision;
	row->gone = true;
	row->withdrawn = row->withdrawn || hidden;
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
	return c != 0 ? c : cmp_keys(x->event_id, x->session_id, y->event_id, y->session_id);
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

struct identities
identities_next(struct arena *a, const struct identities *before, const struct site *now,
    const struct site *hidden_of, const struct changes *c, int revision)
{
	struct keys there = keys_of_site(a, now), changed = keys_of_changes(a, c);
	const char *host = now->host == NULL ? "invalid" : now->host;
	struct identities ids = {0};
	size_t i = 0, k = 0;

	while (i < before->n || k < there.n) {
		const struct identity_row *was = i < before->n ? &before->rows[i] : NULL;
		const struct key *key = k < there.n ? &there.items[k] : NULL;
		struct identity_row *row = arena_push(a, &ids.rows, &ids.n, sizeof *row);
		int order = was == NULL   ? 1
			    : key == NULL ? -1
					  : cmp_keys(was->event_id, was->session_id, key->event_id,
						key->session_id);

		if (order <= 0) {
			*row = *was;
			row->event_id = arena_strdup(a, was->event_id);
			row->session_id = arena_strdup(a, was->session_id);
			row->uid = arena_strdup(a, was->uid);
			i++;
		} else {
			row->event_id = arena_strdup(a, key->event_id);
			row->session_id = arena_strdup(a, key->session_id);
			row->uid = make_uid(a, row, host, 1);
			row->first_revision = row->changed_revision = revision;
			row->seen_revision = revision;
		}
		if (order == 0)
			go_on(row, what_of(&changed, row->event_id, row->session_id), revision);
		else if (order < 0)
			go_away(row, is_hidden(hidden_of, row),
			    what_of(&changed, row->event_id, "") != 0, revision);
		if (order >= 0)
			k++;
	}
	part_uids(a, &ids, host, revision);
	return ids;
}
