/* SPDX-License-Identifier: ISC */
#include "core/change.h"
#include "core/public.h"
#include "tests/lib/build.h"
#include "tests/lib/scratch.h"
#include "tests/lib/tap.h"

static struct tzdb *zones;
static const struct tz *berlin;

/* ---- an agenda, and edits of it ---- */

/* Minutes since 1970 of 30 May 2023 00:00 in Berlin, which is 22:00 UTC the day before:
 * `date -u -d '2023-05-29 22:00Z' +%s` is 1685397600. */
enum { MIDNIGHT = 1685397600 / 60, DAY = 24 * 60 };

static const struct date tuesday = {2023, 5, 30}, wednesday = {2023, 5, 31};

static struct room *
add_room(struct site *s, struct event *ev, const char *id, const char *title)
{
	struct room *ro = arena_push(s->arena, &ev->rooms, &ev->nrooms, sizeof *ro);

	*ro = (struct room){.id = id, .title = build_text(s, "en", title), .capacity = -1};
	return ro;
}

/* A conference of two sessions in rooms and one without, and a call with a deadline. */
static struct site *
base(void)
{
	struct site *s = build_site();
	struct event *ev = build_event(s, "conf", berlin), *call;
	struct session *se;

	ev->title = build_text(s, "en", "The conference");
	ev->dates = (struct span){PRECISION_DAY, PART_WHOLE, false, tuesday, wednesday};
	ev->venue.name = build_text(s, "en", "Old House");
	add_room(s, ev, "hall", "Hall");
	add_room(s, ev, "two", "Room 2");
	ev->tracks = arena_array(s->arena, 1, sizeof *ev->tracks);
	ev->tracks[0] = (struct track){.id = "policy", .title = build_text(s, "en", "Policy")};
	ev->ntracks = 1;

	se = build_session(s, ev, "opening", build_slot(tuesday, MIDNIGHT + 570, 60));
	se->title = build_text(s, "en", "Opening");
	build_add(s, se->rooms, se->nrooms, &ev->rooms[0]);
	build_appear(s, se, build_person(s, "ann", "Ann"), ROLE_SPEAKER);
	se = build_session(s, ev, "talk", build_slot(tuesday, MIDNIGHT + 660, 30));
	se->title = build_text(s, "en", "Talk");
	build_add(s, se->rooms, se->nrooms, &ev->rooms[1]);
	se = build_session(s, ev, "dinner", (struct slot){.day = wednesday});
	se->title = build_text(s, "en", "Dinner");

	call = build_event(s, "call", berlin);
	call->kind = KIND_CALL;
	call->title = build_text(s, "en", "The call");
	call->deadline = (struct deadline){.kind = DEADLINE_AOE,
	    .day = {2022, 7, 18},
	    .when = 1658232000 /* date -u -d '2022-07-19 12:00Z' +%s */};
	return s;
}

static struct session *
opening(struct site *s)
{
	return event_find_session(site_find_event(s, "conf"), "opening");
}

static void
none(struct site *s)
{
	(void)s;
}

static void
later(struct site *s)
{
	opening(s)->slot = build_slot(tuesday, MIDNIGHT + 600, 60);
}

static void
other_room(struct site *s)
{
	opening(s)->rooms[0] = event_find_room(site_find_event(s, "conf"), "two");
}

static void
later_elsewhere_with_another(struct site *s)
{
	later(s);
	other_room(s);
	opening(s)->people[0].person = build_person(s, "bob", "Bob");
}

static void
next_day(struct site *s)
{
	opening(s)->slot = build_slot(wednesday, MIDNIGHT + DAY + 570, 60);
}

static void
longer(struct site *s)
{
	opening(s)->slot = build_slot(tuesday, MIDNIGHT + 570, 90);
}

static void
in_winter(struct site *s)
{
	/* 13 December 2023 10:00 CET is 09:00 UTC: date +%s is 1702458000. */
	opening(s)->slot = build_slot((struct date){2023, 12, 13}, 1702458000 / 60, 60);
}

static void
unscheduled(struct site *s)
{
	opening(s)->slot = (struct slot){0};
}

static void
cancel_session(struct site *s)
{
	opening(s)->status = STATUS_CANCELLED;
}

static void
postpone_session(struct site *s)
{
	opening(s)->status = STATUS_POSTPONED;
	opening(s)->slot = (struct slot){0};
}

static void
cancel_event(struct site *s)
{
	site_find_event(s, "conf")->status = STATUS_CANCELLED;
}

static void
retitle(struct site *s)
{
	opening(s)->title = build_text(s, "en", "Welcome");
}

static void
reword(struct site *s)
{
	opening(s)->abstract = build_text(s, "en", "More to read");
}

static void
translate(struct site *s)
{
	struct event *ev = site_find_event(s, "conf");
	struct text_in *in = arena_array(s->arena, 2, sizeof *in);

	in[0] = (struct text_in){"en", "Old House"};
	in[1] = (struct text_in){"fr", "Vieille maison"};
	ev->venue.name = (struct text){.in = in, .n = 2};
}

static void
rename_room(struct site *s)
{
	site_find_event(s, "conf")->rooms[0].title = build_text(s, "en", "Great hall");
}

static void
other_venue(struct site *s)
{
	site_find_event(s, "conf")->venue.name = build_text(s, "en", "New House");
}

static void
say_address(struct site *s)
{
	site_find_event(s, "conf")->venue.address = build_text(s, "en", "1 High Street");
}

static void
go_online(struct site *s)
{
	opening(s)->format = FORMAT_ONLINE;
}

static void
into_track(struct site *s)
{
	build_add(s, opening(s)->tracks, opening(s)->ntracks, &opening(s)->event->tracks[0]);
}

static void
remove_session(struct site *s)
{
	struct event *ev = site_find_event(s, "conf");

	ev->sessions++;
	ev->nsessions--;
}

static void
add_session(struct site *s)
{
	struct session *se = build_session(s, site_find_event(s, "conf"), "closing",
	    build_slot(wednesday, MIDNIGHT + DAY + 960, 30));

	se->title = build_text(s, "en", "Closing");
}

static void
hide_session(struct site *s)
{
	opening(s)->visibility = VISIBILITY_PRIVATE;
}

static void
hide_event(struct site *s)
{
	site_find_event(s, "conf")->visibility = VISIBILITY_PRIVATE;
}

static void
hide_event_and_remove_session(struct site *s)
{
	hide_event(s);
	remove_session(s);
}

static void
remove_event(struct site *s)
{
	s->events++;
	s->nevents--;
}

static void
redate_event(struct site *s)
{
	site_find_event(s, "conf")->dates.last = (struct date){2023, 6, 1};
}

static void
shift_deadline(struct site *s)
{
	struct deadline *d = &site_find_event(s, "call")->deadline;

	d->day.day = 20;
	d->when += 2 * 86400;
}

static void
drop_deadline(struct site *s)
{
	site_find_event(s, "call")->deadline = (struct deadline){0};
}

static void
link_event(struct site *s)
{
	struct event *ev = site_find_event(s, "conf");
	struct link *li = arena_push(s->arena, &ev->links, &ev->nlinks, sizeof *li);

	*li = (struct link){.name = "report", .url = "https://example.org/"};
}

static void
fill_moved_from(struct site *s)
{
	opening(s)->moved_from = build_slot(tuesday, MIDNIGHT, 60);
}

/* ---- what is found and said ---- */

static const struct {
	const char *name;
	void (*old)(struct site *s), (*now)(struct site *s);
	const char *summary;
	const char *first; /* the first change, in words */
	size_t n;
} cases[] = {
    {"nothing", none, none, "", NULL, 0},
    {"a time", none, later, "1 session moved", "moved: 'Opening' Tue 30 May 09:30 → 10:00 UTC+2",
	1},
    {"a room", none, other_room, "1 session moved", "moved: 'Opening' Hall → Room 2", 1},
    {"time, room and speaker", none, later_elsewhere_with_another, "1 session moved",
	"moved: 'Opening' Tue 30 May 09:30 → 10:00 UTC+2, Hall → Room 2 (also people)", 1},
    {"a day", none, next_day, "1 session moved",
	"moved: 'Opening' Tue 30 May 09:30 → Wed 31 May 09:30 UTC+2", 1},
    {"an end", none, longer, "1 session moved",
	"moved: 'Opening' Tue 30 May 09:30–10:30 → 09:30–11:00 UTC+2", 1},
    {"over a change of the clocks", none, in_winter, "1 session moved",
	"moved: 'Opening' Tue 30 May 09:30 UTC+2 → Wed 13 December 10:00 UTC+1", 1},
    {"a time taken away", none, unscheduled, "1 session moved",
	"moved: 'Opening' Tue 30 May 09:30–10:30 UTC+2 → no time", 1},
    {"a time at last", unscheduled, none, "1 session scheduled",
	"scheduled: 'Opening' no time → Tue 30 May 09:30–10:30 UTC+2", 1},
    {"a cancelled session", none, cancel_session, "1 session cancelled",
	"cancelled: 'Opening' Tue 30 May 09:30–10:30 UTC+2", 1},
    {"a restored session", cancel_session, none, "1 session restored",
	"restored: 'Opening' Tue 30 May 09:30–10:30 UTC+2", 1},
    {"a postponed session", none, postpone_session, "1 session postponed",
	"postponed: 'Opening' Tue 30 May 09:30–10:30 UTC+2 → no time", 1},
    {"a cancelled event and so its sessions", none, cancel_event,
	"3 sessions cancelled, 1 event cancelled",
	"cancelled: event 'The conference' 30–31 May 2023", 4},
    {"a title", none, retitle, "1 session changed", "changed: 'Opening' → 'Welcome'", 1},
    {"a text", none, reword, "texts of 1 session", "changed: 'Opening' (text)", 1},
    {"a translation of the venue is no move", none, translate,
	"texts of 3 sessions, texts of 1 event", "changed: event 'The conference' (text)", 4},
    {"a room's title is no move", none, rename_room, "texts of 1 session, texts of 1 event",
	"changed: event 'The conference' (text)", 2},
    {"a venue", none, other_venue, "3 sessions moved, 1 event moved",
	"moved: event 'The conference' Old House → New House", 4},
    {"an address is no move", none, say_address, "texts of 3 sessions, texts of 1 event",
	"changed: event 'The conference' (text)", 4},
    {"online", none, go_online, "1 session moved", "moved: 'Opening' place changed", 1},
    {"a track", none, into_track, "1 session changed", "changed: 'Opening' (track)", 1},
    {"a removed session", none, remove_session, "1 session removed",
	"removed: 'Opening' Tue 30 May 09:30–10:30 UTC+2", 1},
    {"a new session", none, add_session, "1 session new",
	"new: 'Closing' Wed 31 May 16:00–16:30 UTC+2, Old House", 1},
    {"a session made private", none, hide_session, "1 session withdrawn",
	"withdrawn: 'Opening' Tue 30 May 09:30–10:30 UTC+2", 1},
    {"an event made private", none, hide_event, "3 sessions withdrawn, 1 event withdrawn",
	"withdrawn: event 'The conference' 30–31 May 2023", 4},
    {"all of an event made private was", none, hide_event_and_remove_session,
	"3 sessions withdrawn, 1 event withdrawn",
	"withdrawn: event 'The conference' 30–31 May 2023", 4},
    {"a removed event", none, remove_event, "3 sessions removed, 1 event removed",
	"removed: event 'The conference' 30–31 May 2023", 4},
    {"an event's dates", none, redate_event, "1 event moved",
	"moved: event 'The conference' 30–31 May 2023 → 30 May – 1 June 2023", 1},
    {"a deadline", none, shift_deadline, "1 deadline moved",
	"moved: deadline of 'The call' Mon 18 July 2022 AoE → Wed 20 July 2022 AoE", 1},
    {"a removed deadline", none, drop_deadline, "1 deadline removed",
	"removed: deadline of 'The call' Mon 18 July 2022 AoE", 1},
    {"a new link", none, link_event, "texts of 1 event", "changed: event 'The conference' (links)",
	1},
    {"what was filled in is no change", none, fill_moved_from, "", NULL, 0},
    {"what was private and still is", hide_event, hide_event, "", NULL, 0},
};

static void
test_cases(void)
{
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct site *old = base(), *now = base(), *hidden = base();
		struct arena *a = arena_new(1024 * 1024);
		struct changes c;
		struct buf b;

		cases[i].old(old);
		cases[i].now(now);
		cases[i].now(hidden);
		public_view(old);
		public_view(now);
		c = changes_find(a, old, now, hidden);
		site_free(old);
		site_free(now);
		site_free(hidden);
		buf_init(&b, 4096);
		is_int(c.n, cases[i].n, "%s: number of changes", cases[i].name);
		changes_summary(&b, &c);
		is_str(buf_str(&b), cases[i].summary, "%s: summary", cases[i].name);
		buf_clear(&b);
		if (c.n > 0)
			change_describe(&b, &c.items[0], "en");
		is_str(c.n > 0 ? buf_str(&b) : NULL, cases[i].first, "%s: in words", cases[i].name);
		buf_free(&b);
		arena_free(a);
	}
}

static void
test_summary(void)
{
	struct arena *a = arena_new(1024 * 1024);
	struct site *old = base(), *now = base(), *empty = build_site();
	struct changes c;
	struct buf b;

	buf_init(&b, 4096);
	c = changes_find(a, NULL, now, NULL);
	changes_summary(&b, &c);
	is_str(
	    buf_str(&b), "first revision: 2 events, 3 sessions, 1 deadline", "the first revision");
	is_int(c.items[0].what, CHANGE_NEW, "all is new in it");
	buf_clear(&b);
	c = changes_find(a, empty, now, NULL);
	changes_summary(&b, &c);
	is_str(
	    buf_str(&b), "3 sessions new, 2 events new, 1 deadline new", "the second, after none");
	buf_clear(&b);
	event_find_session(site_find_event(now, "conf"), "talk")->status = STATUS_CANCELLED;
	later(now);
	add_session(now);
	c = changes_find(a, old, now, NULL);
	changes_summary(&b, &c);
	is_str(buf_str(&b), "1 session moved, 1 cancelled, 1 new", "several deeds, the noun once");
	buf_free(&b);
	buf_init(&b, 20);
	changes_summary(&b, &c);
	ok(b.failed, "a buffer that is too small says so");
	buf_free(&b);
	site_free(old);
	site_free(now);
	site_free(empty);
	arena_free(a);
}

/* ---- identity ---- */

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
		c = changes_find(a, old, now, hidden);
		ids = identities_next(a, &ids, now, &c, i + 1);
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
	struct identities before = {&other, 1}, ids;
	struct changes c = changes_find(a, NULL, s, NULL);

	build_session(s, site_find_event(s, "call"), "deadline", (struct slot){0});
	ids = identities_next(a, &before, s, &c, 2);
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

/* What the rules say about one entry, without looking at how they are kept. */
static void
expect(struct expected *x, world old, world now, int i, int k, int revision)
{
	const struct thing *a = &old[i][k], *b = &now[i][k], *ea = &old[i][0], *eb = &now[i][0];
	bool raised, changed;

	if (!is_shown(now, i, k)) {
		if (!x->known || x->gone)
			return;
		x->gone = true;
		x->withdrawn = eb->there && (eb->hidden || b->there);
		raised = changed = true;
	} else if (!x->known) {
		*x = (struct expected){.known = true, .first = revision, .changed = revision};
		return;
	} else if (x->gone) {
		x->gone = x->withdrawn = false;
		raised = changed = true;
	} else {
		raised = a->time != b->time || a->room % 2 != b->room % 2 || ea->room != eb->room ||
			 (a->cancelled || ea->cancelled) != (b->cancelled || eb->cancelled);
		changed = raised || a->title != b->title || ea->title != eb->title;
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
		c = changes_find(a, old, now, hidden);
		ids = identities_next(a, &ids, now, &c, revision);
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
	struct err e;

	if (tzdb_open(&zones, NULL, &e) != 0 ||
	    (berlin = tzdb_find(zones, "Europe/Berlin")) == NULL)
		return 1;
	test_cases();
	test_summary();
	test_identity();
	test_uids();
	for (int i = 1; i <= HISTORIES; i++)
		is_int(random_history(), 0, "random history %d of %d revisions: no row wrong", i,
		    REVISIONS);
	tzdb_close(zones);
	return tap_done();
}
