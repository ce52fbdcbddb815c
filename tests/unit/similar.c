/* SPDX-License-Identifier: ISC */
/* What is taken for the same thing under another id, and what is not. */
#include "core/similar.h"
#include "tests/lib/edits.h"
#include "tests/lib/tap.h"

#include <time.h>

/* ---- titles ---- */

static int
percent(struct site *s, const char *a, const char *b)
{
	struct text x = build_text(s, "en", a), y = build_text(s, "en", b);
	struct plain_title p = plain_title(&x), q = plain_title(&y);

	return similar_titles(&p, &q, 0);
}

static void
test_titles(void)
{
	static const struct {
		const char *a, *b;
		int least, most;
		const char *name;
	} cases[] = {
	    {"Opening", "Opening", 100, 100, "the same"},
	    {"Opening", "OPENING!", 100, 100, "case and signs do not count"},
	    {"Café Zürich", "Cafe Zurich", 100, 100, "nor do accents"},
	    {"Opening", "Openign", 80, 99, "letters swapped"},
	    {"Rights of nature", "Nature of rights", 100, 100, "words in another order"},
	    {"Opening remarks", "Opening remarks and welcome", 65, 85, "words added"},
	    {"Welcome", "A closing word", 0, 40, "another title"},
	    {"開会の挨拶", "開会の挨拶", 100, 100, "another script, the same"},
	    {"開会の挨拶", "閉会の言葉", 0, 80, "another script, another title"},
	    {"", "Opening", 0, 0, "none"},
	};
	struct site *s = build_site();
	struct text both = build_text(s, "en", "A budget for all"), one;
	struct plain_title p, q;

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		int got = percent(s, cases[i].a, cases[i].b);

		ok(got >= cases[i].least && got <= cases[i].most &&
			got == percent(s, cases[i].b, cases[i].a),
		    "titles: %s: %d percent, both ways", cases[i].name, got);
	}
	one = build_text(s, "fr", "Un budget pour tous");
	both.in = arena_array(s->arena, 2, sizeof *both.in);
	both.in[0] = (struct text_in){"en", "Money matters"};
	both.in[1] = one.in[0];
	both.n = 2;
	p = plain_title(&both);
	q = plain_title(&one);
	is_int(similar_titles(&p, &q, 0), 100, "titles: the nearest of several languages counts");
	site_free(s);
}

/* ---- sessions ---- */

struct said {
	const char *title;
	int start; /* minutes after 30 May 2023 00:00; -1: no time */
	const char *room, *person, *abstract;
};

static struct session *
make(struct site *s, struct event *ev, const char *id, const struct said *l)
{
	struct slot slot =
	    l->start < 0 ? (struct slot){0} : build_slot(tuesday, MIDNIGHT + l->start, 60);
	struct session *se = build_session(s, ev, id, slot);

	se->title = build_text(s, "en", l->title);
	if (l->room != NULL)
		build_add(s, se->rooms, se->nrooms, add_room(s, ev, l->room, l->room));
	if (l->person != NULL)
		build_appear(s, se, build_person(s, l->person, l->person), ROLE_SPEAKER);
	if (l->abstract != NULL)
		se->abstract = build_text(s, "en", l->abstract);
	return se;
}

static void
test_sessions(void)
{
	static const struct {
		const char *name;
		struct said old, now;
		bool other_event, asked;
	} cases[] = {
	    {"the same slot and room, nothing else known", {"Welcome", 600, "hall", NULL, NULL},
		{"Opening", 600, "hall", NULL, NULL}, false, true},
	    {"the same slot where there are no rooms", {"Welcome", 600, NULL, NULL, NULL},
		{"Opening", 600, NULL, NULL, NULL}, false, true},
	    {"the same slot and room with other people", {"Welcome", 600, "hall", "ann", NULL},
		{"Bicycles", 600, "hall", "bob", NULL}, false, false},
	    {"the same slot, another room and title", {"Welcome", 600, "hall", NULL, NULL},
		{"Bicycles", 600, "attic", NULL, NULL}, false, false},
	    {"the same slot and people", {"Welcome", 600, "hall", "ann", NULL},
		{"Bicycles", 600, "attic", "ann", NULL}, false, true},
	    {"nearly the same title elsewhere", {"Rights of rivers", 600, "hall", NULL, NULL},
		{"The rights of rivers", 900, "attic", NULL, NULL}, false, true},
	    {"half the title, the same people", {"Opening remarks", 600, "hall", "ann", NULL},
		{"Opening remarks and welcome", 900, "attic", "ann", NULL}, false, true},
	    {"the same abstract and person, another title",
		{"Welcome", 600, "hall", "ann", "Long."},
		{"Bicycles", 900, "attic", "ann", "Long."}, false, true},
	    {"the same title without a time", {"Rights of rivers", -1, NULL, NULL, NULL},
		{"Rights of rivers now", -1, NULL, NULL, NULL}, false, true},
	    {"a truly different one", {"Welcome", 600, "hall", "ann", NULL},
		{"Bicycle repair", 900, "attic", "bob", NULL}, false, false},
	    {"one that shares a word", {"Welcome to the city", 600, "hall", NULL, NULL},
		{"A map of the city", 900, "hall", NULL, NULL}, false, false},
	    {"an opening of another event", {"Opening", 600, NULL, NULL, NULL},
		{"Opening", 900, NULL, NULL, NULL}, true, false},
	    {"in another event, with the same people", {"Rights of rivers", 600, NULL, "ann", NULL},
		{"Rights of rivers", 900, NULL, "ann", NULL}, true, true},
	    {"in another event at the same time", {"Rights of rivers", 600, NULL, NULL, NULL},
		{"Rights of rivers", 600, NULL, NULL, NULL}, true, true},
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct site *s = build_site();
		struct event *ev = build_event(s, "conf", berlin), *other = ev;
		struct session *a, *b;
		struct plain_title p, q;
		int score;

		if (cases[i].other_event)
			other = build_event(s, "fair", berlin);
		a = make(s, ev, "a", &cases[i].old);
		b = make(s, other, "b", &cases[i].now);
		p = plain_title(&a->title);
		q = plain_title(&b->title);
		score = similar_sessions(a, &p, b, &q);
		ok((score >= SIMILAR_ENOUGH) == cases[i].asked, "%s: %d, %s", cases[i].name, score,
		    cases[i].asked ? "asked" : "not asked");
		site_free(s);
	}
}

/* ---- whole sites ---- */

/* Rows as identities would have them, so that what `old` has is known. */
static struct identities
known(struct arena *a, const struct site *old)
{
	struct changes c = changes_find(a, NULL, old, NULL, NULL);

	return identities_next(a, &(struct identities){0}, old, NULL, &c, NULL, 1);
}

static struct similars
find(struct arena *a, const struct site *old, const struct site *now)
{
	struct identities ids = known(a, old);

	return similar_find(a, old, now, &ids, NULL);
}

static void
test_pairs(void)
{
	static const struct said talk = {"Rights of rivers", 600, "hall", NULL, NULL},
				 longer = {"Rights of rivers and lakes", 600, "hall", NULL, NULL},
				 elsewhere = {"Rights of rivers II", 900, "attic", NULL, NULL};
	struct arena *a = arena_new(1024 * 1024);
	struct site *old = build_site(), *now = build_site();
	struct event *was = build_event(old, "conf", berlin),
		     *is = build_event(now, "conf", berlin);
	struct similars found;

	make(old, was, "rivers", &talk);
	make(now, is, "two", &elsewhere);
	make(now, is, "lakes", &longer);
	found = find(a, old, now);
	ok(found.n == 1 && strcmp(found.items[0].session->id, "lakes") == 0,
	    "of two that are alike the nearest, once");
	is_str(found.n == 1 ? found.items[0].old_id : "", "rivers", "with the id to give it");
	make(now, is, "rivers", &talk);
	site_index(now);
	is_int((int)find(a, old, now).n, 0, "what is there is not asked about");
	site_free(old);
	site_free(now);
	arena_free(a);
}

static void
test_events(void)
{
	struct arena *a = arena_new(1024 * 1024);
	struct site *old = base(), *now = base();
	struct event *ev = site_find_event(now, "conf");
	struct similars found;

	ev->id = "meeting";
	found = find(a, old, now);
	ok(found.n == 1 && found.items[0].session == NULL &&
		strcmp(found.items[0].old_id, "conf") == 0,
	    "an event under another id is one question");
	ev->file = "next.yaml";
	ev->title = build_text(now, "en", "The next conference");
	ev->dates.first.year = ev->dates.last.year = 2024;
	for (size_t i = 0; i < ev->nsessions; i++)
		ev->sessions[i]->slot = (struct slot){0};
	found = find(a, old, now);
	ok(found.n == 0 || found.items[0].session != NULL, "next year's is another event");
	site_free(old);
	site_free(now);
	arena_free(a);
}

/* An agenda whose ids are all other ones at once. */
static void
test_many(int n)
{
	struct arena *a = arena_new(256 * 1024 * 1024);
	struct site *sites[2] = {build_site(), build_site()};
	struct timespec begin, end;
	struct similars found;
	double seconds;
	bool right = true;

	for (int k = 0; k < 2; k++) {
		struct event *ev = build_event(sites[k], "conf", berlin);

		for (int i = 0; i < n; i++) {
			struct said l = {"", 10 * i, NULL, NULL, NULL};

			l.title = arena_printf(sites[k]->arena, "%s talk %d of the commons",
			    k == 0 ? "A" : "The", i * 7919);
			make(sites[k], ev,
			    arena_printf(sites[k]->arena, "%s-%d", k == 0 ? "a" : "b", i), &l);
		}
		site_index(sites[k]);
	}
	clock_gettime(CLOCK_MONOTONIC, &begin);
	found = find(a, sites[0], sites[1]);
	clock_gettime(CLOCK_MONOTONIC, &end);
	seconds = (double)(end.tv_sec - begin.tv_sec) + (double)(end.tv_nsec - begin.tv_nsec) / 1e9;
	for (size_t i = 0; i < found.n; i++)
		right = right && strcmp(found.items[i].old_session->id + 1,
				     found.items[i].session->id + 1) == 0;
	ok(right && found.n == (size_t)n, "%d other ids at once: %zu pairs, all right", n, found.n);
	printf("# in %.2f s\n", seconds);
	site_free(sites[0]);
	site_free(sites[1]);
	arena_free(a);
}

int
main(void)
{
	struct tzdb *zones = edits_begin();

	if (!ok(berlin != NULL, "there are time zones"))
		return tap_done();
	test_titles();
	test_sessions();
	test_pairs();
	test_events();
	test_many(300);
	test_many(1000);
	test_many(2500);
	tzdb_close(zones);
	return tap_done();
}
