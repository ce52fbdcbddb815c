/* SPDX-License-Identifier: ISC */
#include "core/change.h"
#include "core/public.h"
#include "tests/lib/edits.h"
#include "tests/lib/scratch.h"
#include "tests/lib/tap.h"

static void
is_row(const struct identities *ids, const char *event, const char *session, const char *want)
{
	const struct identity_row *row = identities_find(ids, event, session);
	char got[128] = "none";

	if (row != NULL)
		snprintf(got, sizeof got, "%s %d first %d changed %d%s%s", row->uid, row->sequence,
		    row->first_revision, row->changed_revision, row->gone ? " gone" : "",
		    row->withdrawn ? " withdrawn" : "");
	is_str(got, want, "%s/%s", event, session);
}

static void
test_identity(void)
{
	static void (*const edits[])(struct site * s) = {
	    none, later, reword, remove_session, none, hide_session};
	struct arena *a = arena_new(1024 * 1024);
	struct identities ids = {0};
	struct site *old = NULL, *now, *hidden;

	for (int i = 0; i < 6; i++) {
		static const char *const want[] = {
		    "opening.conf@example.org 0 first 1 changed 1",
		    "opening.conf@example.org 1 first 1 changed 2",
		    "opening.conf@example.org 2 first 1 changed 3",
		    "opening.conf@example.org 3 first 1 changed 4 gone",
		    "opening.conf@example.org 4 first 1 changed 5",
		    "opening.conf@example.org 5 first 1 changed 6 gone withdrawn",
		};
		struct changes c;

		now = base();
		hidden = base();
		edits[i](now);
		edits[i](hidden);
		public_view(now);
		c = changes_find(a, old, now, hidden, NULL);
		ids = identities_next(a, &ids, now, hidden, &c, NULL, i + 1);
		is_row(&ids, "conf", "opening", want[i]);
		site_free(old);
		site_free(hidden);
		old = now;
	}
	is_row(&ids, "conf", "", "conf@example.org 0 first 1 changed 1");
	is_row(&ids, "call", ".", "deadline.call@example.org 0 first 1 changed 1");
	is_row(&ids, "call", "x", "none");
	site_free(old);
	arena_free(a);
}

static void
test_uids(void)
{
	struct arena *a = arena_new(1024 * 1024);
	struct site *s = base();
	struct identity_row other = {.event_id = "gone",
	    .session_id = "",
	    .uid = "talk.conf@example.org",
	    .sequence = 1,
	    .first_revision = 1,
	    .changed_revision = 1,
	    .gone = true};
	struct identities before = {.rows = &other, .n = 1}, ids;
	struct changes c = changes_find(a, NULL, s, NULL, NULL);

	build_session(s, site_find_event(s, "call"), "deadline", (struct slot){0});
	ids = identities_next(a, &before, s, NULL, &c, NULL, 2);
	is_row(&ids, "call", ".", "deadline.call@example.org 0 first 2 changed 2");
	is_row(&ids, "call", "deadline", "deadline.2.call@example.org 0 first 2 changed 2");
	is_row(&ids, "conf", "talk", "talk.2.conf@example.org 0 first 2 changed 2");
	is_row(&ids, "gone", "", "talk.conf@example.org 1 first 1 changed 1 gone");
	site_free(s);
	arena_free(a);
}

/* ---- a random history against a model of its own ---- */

enum { EVENTS = 3, SESSIONS = 4, REVISIONS = 120, HISTORIES = 15 };

/* What an organiser may do to an entry, as plain numbers. A row with s = 0 is the event itself. */
struct thing {
	bool there, hidden, cancelled;
	int time, room, title;
};

struct expected {
	bool known, gone, withdrawn;
	int sequence, first, changed;
	int time; /* that was told last */
};

typedef struct thing world[EVENTS][SESSIONS + 1];

static void
edit_thing(struct thing *t)
{
	switch (scratch_random(7)) {
	case 0: t->there = !t->there; break;
	case 1: t->hidden = !t->hidden; break;
	case 2: t->cancelled = !t->cancelled; break;
	case 3: t->time++; break;
	case 4: t->room++; break;
	default: t->title++; break;
	}
}

static struct site *
build_world(world w)
{
	static const char *const events[] = {"ea", "eb", "ec"};
	static const char *const sessions[] = {"", "sa", "sb", "sc", "sd"};
	struct site *s = build_site();

	for (int i = 0; i < EVENTS; i++) {
		const struct thing *te = &w[i][0];
		struct event *ev;

		if (!te->there)
			continue;
		ev = build_event(s, events[i], berlin);
		ev->title = build_text(s, "en", arena_printf(s->arena, "event %d", te->title));
		ev->venue.name = build_text(s, "en", arena_printf(s->arena, "venue %d", te->room));
		ev->slot = build_slot(tuesday, MIDNIGHT + te->time, 60);
		ev->status = te->cancelled ? STATUS_CANCELLED : STATUS_CONFIRMED;
		ev->visibility = te->hidden ? VISIBILITY_PRIVATE : VISIBILITY_PUBLIC;
		for (int k = 1; k <= SESSIONS; k++) {
			const struct thing *t = &w[i][k];
			struct session *se;

			if (!t->there)
				continue;
			se = build_session(
			    s, ev, sessions[k], build_slot(tuesday, MIDNIGHT + t->time, 60));
			se->title = build_text(s, "en", arena_printf(s->arena, "%d", t->title));
			se->format = t->room % 2 == 0 ? FORMAT_ONLINE : FORMAT_IN_PERSON;
			se->status = t->cancelled ? STATUS_CANCELLED : STATUS_CONFIRMED;
			se->visibility = t->hidden ? VISIBILITY_PRIVATE : VISIBILITY_PUBLIC;
		}
	}
	return s;
}

static bool
is_shown(world w, int i, int k)
{
	return w[i][0].there && !w[i][0].hidden && w[i][k].there && !w[i][k].hidden;
}

static bool
is_event_changed(world old, world now, int i)
{
	const struct thing *a = &old[i][0], *b = &now[i][0];
	bool was = is_shown(old, i, 0), is = is_shown(now, i, 0);

	if (!was || !is)
		return was != is;
	return a->time != b->time || a->room != b->room || a->title != b->title ||
	       a->cancelled != b->cancelled;
}

/* What the rules say about one entry, without looking at how they are kept. */
static void
expect(struct expected *x, world old, world now, int i, int k, int revision)
{
	const struct thing *a = &old[i][k], *b = &now[i][k], *ea = &old[i][0], *eb = &now[i][0];
	bool was_off = x->gone || a->cancelled || ea->cancelled;
	bool is_off = b->cancelled || eb->cancelled, raised, changed, same_place;

	if (!is_shown(now, i, k)) {
		bool hidden = eb->there && (eb->hidden || b->there);

		if (!x->known)
			return;
		raised = !was_off || (hidden && !x->withdrawn);
		changed = raised || (!x->withdrawn && is_event_changed(old, now, i));
		x->withdrawn = x->withdrawn || hidden;
		x->gone = true;
	} else if (!x->known) {
		*x = (struct expected){
		    .known = true, .first = revision, .changed = revision, .time = b->time};
		return;
	} else if (x->gone) {
		x->gone = x->withdrawn = false;
		raised = changed = true;
		x->time = b->time;
	} else {
		/* What is online is in no venue. */
		same_place = a->room % 2 == b->room % 2 &&
			     (ea->room == eb->room || (k > 0 && b->room % 2 == 0));
		raised = a->time != b->time || !same_place || was_off != is_off;
		changed = raised || ea->room != eb->room || a->title != b->title ||
			  ea->title != eb->title;
		x->time = b->time;
	}
	x->sequence += raised;
	if (changed)
		x->changed = revision;
}

static bool
row_is(const struct identities *ids, int i, int k, const struct expected *x, int revision)
{
	static const char *const events[] = {"ea", "eb", "ec"};
	static const char *const sessions[] = {"", "sa", "sb", "sc", "sd"};
	const struct identity_row *row = identities_find(ids, events[i], sessions[k]);
	char uid[64];

	if (row == NULL)
		return !x->known;
	snprintf(uid, sizeof uid, "%s%s%s@example.org", sessions[k], k == 0 ? "" : ".", events[i]);
	return x->known && strcmp(row->uid, uid) == 0 && row->sequence == x->sequence &&
	       row->first_revision == x->first && row->changed_revision == x->changed &&
	       row->gone == x->gone && row->withdrawn == x->withdrawn &&
	       (row->gone ? row->seen_revision < revision : row->seen_revision == revision);
}

static int
wrong_rows(const struct identities *ids, struct expected x[EVENTS][SESSIONS + 1], world old,
    world now, int revision)
{
	int wrong = 0;

	for (int i = 0; i < EVENTS; i++)
		for (int k = 0; k <= SESSIONS; k++) {
			expect(&x[i][k], old, now, i, k, revision);
			wrong += !row_is(ids, i, k, &x[i][k], revision);
		}
	return wrong;
}

static int
random_history(void)
{
	struct expected x[EVENTS][SESSIONS + 1] = {0};
	struct arena *a = arena_new(64 * 1024 * 1024);
	struct identities ids = {0};
	struct site *old = NULL, *now, *hidden;
	world was = {0}, is = {0};
	int wrong = 0;

	for (int revision = 1; revision <= REVISIONS; revision++) {
		struct changes c;

		memcpy(was, is, sizeof was);
		for (unsigned n = scratch_random(revision == 1 ? 30 : 5); n > 0; n--)
			edit_thing(&is[scratch_random(EVENTS)][scratch_random(SESSIONS + 1)]);
		now = build_world(is);
		hidden = build_world(is);
		public_view(now);
		c = changes_find(a, old, now, hidden, NULL);
		ids = identities_next(a, &ids, now, hidden, &c, NULL, revision);
		wrong += wrong_rows(&ids, x, was, is, revision);
		site_free(old);
		site_free(hidden);
		old = now;
	}
	site_free(old);
	arena_free(a);
	return wrong;
}

int
main(void)
{
	struct tzdb *zones = edits_begin();

	if (!ok(berlin != NULL, "there are time zones"))
		return tap_done();
	test_identity();
	test_uids();
	for (int i = 1; i <= HISTORIES; i++)
		is_int(random_history(), 0, "random history %d of %d revisions: no row wrong", i,
		    REVISIONS);
	tzdb_close(zones);
	return tap_done();
}
