/* SPDX-License-Identifier: ISC */
/* The net of several revisions' changes is what differs between the first and the last. */
#include "core/change_fold.h"
#include "core/change_private.h"
#include "core/public.h"

#include "tests/lib/edits.h"
#include "tests/lib/scratch.h"
#include "tests/lib/tap.h"

#include <string.h>

enum { STEPS_MAX = 6, HISTORIES = 4000 };
enum {
	WITH_SIDES = CHANGE_NEW | CHANGE_REMOVED | CHANGE_CANCELLED | CHANGE_RESTORED |
		     CHANGE_STATUS | CHANGE_TIME | CHANGE_TITLE,
	WITHOUT_SIDES = CHANGE_PEOPLE | CHANGE_TRACK | CHANGE_TEXT | CHANGE_LINKS | CHANGE_PLACE,
	GONE = CHANGE_REMOVED | CHANGE_WITHDRAWN
};

typedef void edit_fn(struct site *s);

static struct arena *arena;

static struct site *
made(edit_fn *const *edits, size_t n)
{
	struct site *s = base();

	for (size_t i = 0; i < n && edits[i] != NULL; i++)
		edits[i](s);
	return s;
}

/* The changes of a history, the newest first. */
struct past {
	struct site *sites[STEPS_MAX + 1], *hidden[STEPS_MAX + 1];
	size_t n;
	struct change *items;
	size_t nitems;
};

static void
past_add(struct past *p, struct site *s, struct site *same)
{
	public_view(s);
	p->sites[p->n] = s;
	p->hidden[p->n++] = same;
}

static void
past_find(struct past *p)
{
	for (size_t i = p->n - 1; i > 0; i--) {
		struct changes c =
		    changes_find(arena, p->sites[i - 1], p->sites[i], p->hidden[i], NULL);

		for (size_t k = 0; k < c.n; k++) {
			struct change *ch = arena_push(arena, &p->items, &p->nitems, sizeof *ch);

			*ch = c.items[k];
			ch->revision = (int)i + 1;
		}
	}
}

static void
past_free(struct past *p)
{
	for (size_t i = 0; i < p->n; i++) {
		site_free(p->sites[i]);
		site_free(p->hidden[i]);
	}
}

/* ---- by hand ---- */

static const struct {
	edit_fn *steps[4]; /* each is done to a new agenda */
	const char *want;  /* of the session 'opening', or of the event */
	const char *name;
} cases[] = {
    {{none, later, next_day}, "moved: 'Opening' Tue 30 May 09:30 → Wed 31 May 09:30 UTC+2",
	"two moves are one"},
    {{none, later, none}, "", "a move that was taken back is none"},
    {{none, retitle, later}, "moved: 'Opening' Tue 30 May 09:30 → 10:00 UTC+2",
	"another title that was taken back is not told"},
    {{remove_session, none, later}, "new: 'Opening' Tue 30 May 10:00–11:00 UTC+2, Hall",
	"what is new is told as it is now"},
    {{remove_session, none, remove_session}, "", "new and removed again is nothing"},
    {{none, later, remove_session}, "removed: 'Opening' Tue 30 May 09:30–10:30 UTC+2",
	"what was removed is told as it was at first"},
    {{none, remove_session, later}, "moved: 'Opening' Tue 30 May 09:30 → 10:00 UTC+2",
	"removed and back at another time is a move"},
    {{none, remove_session, none}, "", "removed and back as it was is nothing"},
    {{none, other_room, none}, "", "another room and back again is nothing"},
    {{none, cancel_session, none}, "", "cancelled and restored is nothing"},
    {{cancel_session, none, later}, "restored: 'Opening' Tue 30 May 09:30 → 10:00 UTC+2",
	"restored and moved is both"},
    {{none, hide_session, later}, "new: 'Opening' Tue 30 May 10:00–11:00 UTC+2, Hall",
	"what was private in between is new"},
    {{none, later, hide_session}, "withdrawn: 'Opening' Tue 30 May 09:30–10:30 UTC+2",
	"what is private in the end is withdrawn"},
};

static void
test_cases(void)
{
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct past p = {.n = 0};
		struct changes net;
		struct buf b;

		for (size_t k = 0; k < 3; k++)
			past_add(&p, made(&cases[i].steps[k], 1), made(&cases[i].steps[k], 1));
		past_find(&p);
		net = changes_fold(arena, p.items, p.nitems);
		buf_init(&b, 4096);
		if (net.n > 0)
			change_describe(&b, &net.items[0], "en");
		is_str(buf_str(&b), cases[i].want, "%s", cases[i].name);
		ok(net.n <= 1, "and nothing else");
		buf_free(&b);
		past_free(&p);
	}
}

/* ---- links ---- */

static void
add_link(struct site *s, const char *name)
{
	struct session *se = opening(s);
	struct link *li = arena_push(s->arena, &se->links, &se->nlinks, sizeof *li);

	*li = (struct link){.name = name, .url = "https://example.org/"};
}

static void
slides(struct site *s)
{
	add_link(s, "slides");
}

static void
slides_and_report(struct site *s)
{
	add_link(s, "slides");
	add_link(s, "report");
}

static void
private_slides(struct site *s)
{
	add_link(s, "slides");
	opening(s)->links[0].visibility = VISIBILITY_PRIVATE;
}

static void
unlisted_slides(struct site *s)
{
	add_link(s, "slides");
	opening(s)->links[0].visibility = VISIBILITY_UNLISTED;
}

static const struct {
	edit_fn *steps[3];
	const char *came, *went, *name;
} link_cases[] = {
    {{none, slides, slides_and_report}, "report slides", "", "two that came"},
    {{none, slides, none}, "", "", "one that came and went"},
    {{slides, none, slides}, "", "", "one that went and came"},
    {{slides_and_report, slides, none}, "", "slides report", "two that went"},
    {{none, private_slides, private_slides}, "", "", "one that is private"},
    {{none, unlisted_slides, unlisted_slides}, "", "", "one that is unlisted"},
    {{none, private_slides, slides}, "slides", "", "one that was private"},
    {{none, slides, private_slides}, "", "", "one that was made private"},
};

static const char *
joined(const char **names, size_t n)
{
	const char *s = "";

	for (size_t i = 0; i < n; i++)
		s = arena_printf(arena, "%s%s%s", s, *s == '\0' ? "" : " ", names[i]);
	return s;
}

static void
test_links(void)
{
	static const struct change nothing;

	for (size_t i = 0; i < sizeof link_cases / sizeof link_cases[0]; i++) {
		struct past p = {.n = 0};
		struct changes net;
		const struct change *c;

		for (size_t k = 0; k < 3; k++)
			past_add(&p, made(&link_cases[i].steps[k], 1), base());
		past_find(&p);
		net = changes_fold(arena, p.items, p.nitems);
		c = net.n > 0 ? &net.items[0] : &nothing;
		is_str(joined(c->links, c->nlinks), link_cases[i].came, "links: %s",
		    link_cases[i].name);
		is_str(joined(c->old_links, c->nold_links), link_cases[i].went, "and that went");
		past_free(&p);
	}
}

/* ---- any history ---- */

static edit_fn *const any_edit[] = {later, other_room, next_day, longer, in_winter, unscheduled,
    cancel_session, postpone_session, cancel_event, retitle, reword, other_venue, say_address,
    go_online, into_track, add_session, redate_event, shift_deadline, drop_deadline, link_event,
    slides, slides_and_report, leave_out_dates, join_event};
static edit_fn *const leaving[] = {remove_session, remove_event, hide_session, hide_event};

enum { ANY = sizeof any_edit / sizeof any_edit[0], LEAVING = sizeof leaving / sizeof leaving[0] };

static const struct change *
same_in(const struct change *c, const struct changes *in)
{
	for (size_t i = 0; i < in->n; i++)
		if (in->items[i].entry == c->entry &&
		    strcmp(in->items[i].event_id, c->event_id) == 0 &&
		    (c->session_id == NULL || strcmp(in->items[i].session_id, c->session_id) == 0))
			return &in->items[i];
	return NULL;
}

/* All that happened to the entry on the way. */
static unsigned
happened_to(const struct past *p, const struct change *c)
{
	unsigned what = 0;

	for (size_t i = 0; i < p->nitems; i++) {
		struct changes one = {.items = &p->items[i], .n = 1};

		if (same_in(c, &one) != NULL)
			what |= p->items[i].what;
	}
	return what;
}

/* The rest of what a change has is not of its entry. */
static bool
is_same_change(const struct change *a, const struct change *b)
{
	bool event = a->entry == ENTRY_EVENT, deadline = a->entry == ENTRY_DEADLINE;

	return slot_eq(&a->slot, &b->slot) && slot_eq(&a->old_slot, &b->old_slot) &&
	       text_eq(&a->title, &b->title) && text_eq(&a->old_title, &b->old_title) &&
	       a->status == b->status && a->old_status == b->old_status &&
	       (!event ||
		   (span_eq(&a->dates, &b->dates) && span_eq(&a->old_dates, &b->old_dates))) &&
	       (deadline || (a->nrooms == b->nrooms && a->nold_rooms == b->nold_rooms)) &&
	       (!deadline || (a->deadline == b->deadline && a->old_deadline == b->old_deadline));
}

/* What may go untold: a venue's name and address are one place, of which a change keeps the name.
 */
static unsigned
may_be_missed(unsigned happened)
{
	return CHANGE_PLACE | ((happened & CHANGE_PLACE) != 0 ? CHANGE_TEXT : 0);
}

/* In what the net of an entry is not what it should be; NULL. */
static const char *
entry_differs(const struct change *c, const struct change *w, unsigned happened)
{
	bool left = (happened & GONE) != 0;

	if (left && (w->what & (CHANGE_NEW | GONE)) == 0)
		return NULL; /* compared by hand above */
	if (c == NULL)
		return left || (w->what & ~may_be_missed(happened)) == 0 ? NULL
									 : "a change is missing";
	/* What was made private and then removed stays withdrawn. */
	if (left && ((c->what & w->what) != 0 || ((c->what & GONE) != 0 && (w->what & GONE) != 0)))
		return NULL;
	if ((c->what & WITH_SIDES) != (w->what & WITH_SIDES))
		return "it is told as another kind";
	if ((w->what & ~c->what & WITHOUT_SIDES & ~may_be_missed(happened)) != 0)
		return "something is not told";
	return is_same_change(c, w) ? NULL : "its sides are others";
}

/* The first thing in which the net is not what it should be; NULL. */
static const char *
differs(const struct past *p, const struct changes *net, const struct changes *want)
{
	for (size_t i = 0; i < want->n; i++) {
		const struct change *w = &want->items[i];
		const char *how = entry_differs(same_in(w, net), w, happened_to(p, w));

		if (how != NULL)
			return how;
	}
	for (size_t i = 0; i < net->n; i++) {
		const struct change *c = &net->items[i];

		if (same_in(c, want) == NULL && (happened_to(p, c) & GONE) == 0 &&
		    (c->what & ~(unsigned)WITHOUT_SIDES) != 0)
			return "it tells what did not change";
	}
	return NULL;
}

static void
random_site(struct past *p)
{
	edit_fn *edits[8] = {NULL};
	size_t n = scratch_random(5);

	for (size_t i = 0; i < n; i++)
		edits[i] = any_edit[scratch_random(ANY)];
	if (scratch_random(4) == 0)
		edits[n++] = leaving[scratch_random(LEAVING)];
	past_add(p, made(edits, n), made(edits, n));
}

static void
test_histories(void)
{
	const char *wrong = NULL;
	size_t net_items = 0;
	int at = 0;

	for (; at < HISTORIES && wrong == NULL; at++) {
		struct arena_mark m = arena_mark(arena);
		struct past p = {.n = 0};
		struct changes net, want;
		size_t steps = 2 + scratch_random(STEPS_MAX - 1);

		for (size_t i = 0; i <= steps; i++)
			random_site(&p);
		past_find(&p);
		net = changes_fold(arena, p.items, p.nitems);
		want = changes_find(arena, p.sites[0], p.sites[steps], p.hidden[steps], NULL);
		wrong = differs(&p, &net, &want);
		net_items += net.n;
		past_free(&p);
		arena_rewind(arena, m);
	}
	ok(wrong == NULL, "the net of any history (%s in the %dth)", wrong == NULL ? "" : wrong,
	    at);
	ok(net_items > HISTORIES, "and there was something to find");
}

int
main(void)
{
	struct tzdb *zones = edits_begin();

	arena = arena_new(256 * 1024 * 1024);
	ok(berlin != NULL && arena != NULL, "there are zones and memory");
	if (berlin == NULL || setjmp(*arena_landing(arena)) != 0)
		return tap_done();
	test_cases();
	test_links();
	test_histories();
	ok(changes_fold(arena, NULL, 0).n == 0, "no changes make none");
	arena_free(arena);
	tzdb_close(zones);
	return tap_done();
}
