/* SPDX-License-Identifier: ISC */
/* Who had which name in which revision, and since when nothing of it was private. */
#include "core/history.h"

#include "tests/lib/tap.h"

#include <string.h>

enum { LATEST = 6, ARENA_BYTES_MAX = 8 * 1024 * 1024 };

/* What became so in which revision. In 3 the opening is called welcome, in 5 its old name is that
 * of another; the talk is private in 2 and 3; "late" is private in 4 and 5, when its part has gone
 * to the conference; what was lost has no name from 2 on. */
static const struct past_name story[] = {
    {"conf", IDENTITY_EVENT, "conf@x", .from = 1},
    {"conf", "lost", "lost@x", .from = 1},
    {"conf", "lost", "lost@x", .from = 2, .left = true},
    {"conf", "opening", "open@x", .from = 1},
    {"conf", "opening", "open@x", .from = 3, .left = true},
    {"conf", "opening", "second@x", .from = 5},
    {"conf", "part", "part@x", .from = 5},
    {"conf", "talk", "talk@x", .from = 1},
    {"conf", "talk", "talk@x", .from = 2, .withdrawn = true},
    {"conf", "talk", "talk@x", .from = 4},
    {"conf", "welcome", "open@x", .from = 3},
    {"late", IDENTITY_EVENT, "late@x", .from = 2},
    {"late", IDENTITY_EVENT, "late@x", .from = 4, .withdrawn = true},
    {"late", IDENTITY_EVENT, "late@x", .from = 6},
    {"late", "part", "part@x", .from = 2},
    {"late", "part", "part@x", .from = 5, .left = true},
};

enum { ROWS = sizeof story / sizeof story[0] };

/* The rows are added beginning with any one, and then each so many further on. */
static struct history
make(struct arena *a, size_t first, size_t step)
{
	struct history h = {.names = NULL};

	for (size_t i = 0; i < ROWS; i++)
		history_add(a, &h, &story[(first + i * step) % ROWS]);
	history_end(a, &h, LATEST);
	return h;
}

static void
test_find(const struct history *h)
{
	static const struct {
		const char *event, *session;
		int revision;
		const char *uid; /* NULL: nobody */
		int from, to;
		const char *name;
	} cases[] = {
	    {"conf", IDENTITY_EVENT, 1, "conf@x", 1, 6, "an event"},
	    {"conf", "opening", 1, "open@x", 1, 2, "a name in its first revision"},
	    {"conf", "opening", 2, "open@x", 1, 2, "a name in its last revision"},
	    {"conf", "opening", 3, NULL, 0, 0, "a name that went"},
	    {"conf", "opening", 4, NULL, 0, 0, "a name that went, later"},
	    {"conf", "opening", 5, "second@x", 5, 6, "a name that another took"},
	    {"conf", "welcome", 2, NULL, 0, 0, "a name before it was there"},
	    {"conf", "welcome", 3, "open@x", 3, 6, "another name of the same"},
	    {"conf", "talk", 3, "talk@x", 2, 3, "what is private keeps its name"},
	    {"conf", "talk", 4, "talk@x", 4, 6, "what is public again"},
	    {"late", IDENTITY_EVENT, 1, NULL, 0, 0, "an event before it was there"},
	    {"late", "part", 4, "part@x", 2, 4, "what was elsewhere"},
	    {"late", "part", 5, NULL, 0, 0, "what went elsewhere"},
	    {"conf", "opening", 0, NULL, 0, 0, "before the first revision"},
	    {"conf", "opening", 99, "second@x", 5, 6, "after the last revision"},
	    {"aaa", IDENTITY_EVENT, 3, NULL, 0, 0, "no event, before all"},
	    {"zzz", IDENTITY_EVENT, 3, NULL, 0, 0, "no event, after all"},
	    {"conf", "openings", 3, NULL, 0, 0, "no session"},
	    {"late", "opening", 1, NULL, 0, 0, "a session of another event"},
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct past_name *got =
		    history_find(h, cases[i].event, cases[i].session, cases[i].revision);

		is_str(got == NULL ? NULL : got->uid, cases[i].uid, "%s", cases[i].name);
		if (got == NULL)
			continue;
		is_int(got->from, cases[i].from, "%s: since when", cases[i].name);
		is_int(got->to, cases[i].to, "%s: until when", cases[i].name);
	}
}

static void
test_now(const struct history *h)
{
	static const struct {
		const char *uid, *event, *session; /* NULL: it has no name */
		const char *name;
	} cases[] = {
	    {"conf@x", "conf", IDENTITY_EVENT, "an event"},
	    {"open@x", "conf", "welcome", "what got another name"},
	    {"second@x", "conf", "opening", "what took a name"},
	    {"part@x", "conf", "part", "what went to another event"},
	    {"talk@x", "conf", "talk", "what was private for a time"},
	    {"lost@x", NULL, NULL, "what has no name any more"},
	    {"ope", NULL, NULL, "the beginning of a UID"},
	    {"open@x.org", NULL, NULL, "more than a UID"},
	    {"", NULL, NULL, "no UID"},
	    {"zzz", NULL, NULL, "a UID after all"},
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct past_name *got = history_now(h, cases[i].uid);

		is_str(got == NULL ? NULL : got->event_id, cases[i].event, "now: %s: its event",
		    cases[i].name);
		is_str(got == NULL ? NULL : got->session_id, cases[i].session, "now: %s",
		    cases[i].name);
	}
}

static void
test_hidden(const struct history *h)
{
	static const struct {
		const char *uid;
		int last; /* the last revision in which it was private; 0: never */
		const char *name;
	} cases[] = {
	    {"talk@x", 3, "a session that was private"},
	    {"open@x", 0, "a session that never was"},
	    {"second@x", 0, "who has the name of another"},
	    {"late@x", 5, "an event that was private"},
	    {"part@x", 4, "a session, as long as it was in an event that was private"},
	    {"conf@x", 0, "an event that never was"},
	    {"lost@x", 0, "what has no name any more"},
	    {"nobody@x", 0, "no entry"},
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		for (int r = 1; r <= LATEST + 1; r++)
			ok(history_is_hidden_since(h, cases[i].uid, r) == (r <= cases[i].last),
			    "%s, since %d", cases[i].name, r);
}

static void
test_empty(struct arena *a)
{
	struct history h = {.names = NULL};

	history_end(a, &h, 0);
	ok(history_find(&h, "conf", "opening", 1) == NULL, "nobody has a name at first");
	ok(history_now(&h, "open@x") == NULL, "no entry has one");
	ok(!history_is_hidden_since(&h, "open@x", 1), "nothing was private");
}

/* What is being published comes after what was. */
static void
test_next(struct arena *a)
{
	struct identity_row rows[] = {
	    {.event_id = "conf", .session_id = IDENTITY_EVENT, .uid = "conf@x"},
	    {.event_id = "conf", .session_id = "closing", .uid = "talk@x"},
	    {.event_id = "conf", .session_id = "welcome", .uid = "open@x", .withdrawn = true}};
	struct identity_row former[] = {
	    {.event_id = "conf", .session_id = "talk", .uid = "talk@x"}};
	struct identities ids = {rows, 3, former, 1};
	struct history h = {.names = NULL};
	const struct past_name *got;

	for (size_t i = 0; i < ROWS; i++)
		history_add(a, &h, &story[i]);
	history_add_all(a, &h, &ids, LATEST + 1);
	history_end(a, &h, LATEST + 1);
	got = history_find(&h, "conf", "talk", LATEST);
	is_int(got == NULL ? 0 : got->to, LATEST, "a name that goes was there until now");
	ok(history_find(&h, "conf", "talk", LATEST + 1) == NULL, "and goes");
	got = history_now(&h, "talk@x");
	is_str(got == NULL ? NULL : got->session_id, "closing", "it has the name that it gets");
	ok(history_is_hidden_since(&h, "open@x", LATEST + 1), "what is made private is private");
	ok(!history_is_hidden_since(&h, "talk@x", 4), "what is renamed is not");
}

/* ---- random histories against a table of all revisions ---- */

enum { EVENTS = 2, SESSIONS = 3, NAMES = EVENTS * (SESSIONS + 1), REVISIONS = 9, ENTRIES = 5 };

struct table {
	int uid[REVISIONS + 1][NAMES]; /* who has the name; -1: nobody */
	bool withdrawn[REVISIONS + 1][NAMES];
};

static const char *const event_ids[EVENTS] = {"a", "b"};
static const char *const session_ids[SESSIONS + 1] = {IDENTITY_EVENT, "one", "three", "two"};
static const char *const uids[EVENTS + ENTRIES] = {"a@x", "b@x", "0@x", "1@x", "2@x", "3@x", "4@x"};

static uint32_t
next_random(uint32_t *state)
{
	*state = *state * 1664525 + 1013904223;
	return *state >> 16;
}

static void
fill(struct table *t, int r, uint32_t *random)
{
	for (int n = 0; n < NAMES; n++) {
		t->uid[r][n] = n % (SESSIONS + 1) == 0 ? n / (SESSIONS + 1) : -1;
		t->withdrawn[r][n] = next_random(random) % 4 == 0;
	}
	for (int e = 0; e < ENTRIES; e++) {
		int n = (int)(next_random(random) % NAMES);

		if (t->uid[r][n] < 0)
			t->uid[r][n] = EVENTS + e;
	}
}

/* A row where something is otherwise than in the revision before; that a name is nobody's is one of
 * who had it. */
static void
add_revision(struct arena *a, struct history *h, const struct table *t, int r)
{
	for (int n = 0; n < NAMES; n++) {
		int was = t->uid[r - 1][n], is = t->uid[r][n];
		bool same = was == is && t->withdrawn[r - 1][n] == t->withdrawn[r][n];

		if ((was < 0 && is < 0) || (r > 1 && same))
			continue;
		history_add(a, h,
		    &(struct past_name){.event_id = event_ids[n / (SESSIONS + 1)],
			.session_id = session_ids[n % (SESSIONS + 1)],
			.uid = uids[is < 0 ? was : is],
			.from = r,
			.withdrawn = is >= 0 && t->withdrawn[r][n],
			.left = is < 0});
	}
}

static bool
is_hidden_since(const struct table *t, int uid, int since)
{
	for (int r = since; r <= REVISIONS; r++)
		for (int n = 0; n < NAMES; n++)
			if (t->uid[r][n] == uid &&
			    (t->withdrawn[r][n] ||
				t->withdrawn[r][n / (SESSIONS + 1) * (SESSIONS + 1)]))
				return true;
	return false;
}

static bool
is_named_now(const struct table *t, int uid, const struct past_name *got)
{
	for (int n = 0; n < NAMES; n++)
		if (t->uid[REVISIONS][n] == uid)
			return got != NULL &&
			       strcmp(got->event_id, event_ids[n / (SESSIONS + 1)]) == 0 &&
			       strcmp(got->session_id, session_ids[n % (SESSIONS + 1)]) == 0;
	return got == NULL;
}

/* What the history does not say as the table does. */
static int
count_wrong(const struct history *h, const struct table *t)
{
	int wrong = 0;

	for (int r = 1; r <= REVISIONS; r++) {
		for (int n = 0; n < NAMES; n++) {
			const struct past_name *got = history_find(
			    h, event_ids[n / (SESSIONS + 1)], session_ids[n % (SESSIONS + 1)], r);
			int uid = t->uid[r][n];

			wrong += uid < 0 ? got != NULL
					 : got == NULL || strcmp(got->uid, uids[uid]) != 0 ||
					       got->withdrawn != t->withdrawn[r][n];
		}
		for (int u = 0; u < EVENTS + ENTRIES; u++)
			wrong += history_is_hidden_since(h, uids[u], r) != is_hidden_since(t, u, r);
	}
	for (int u = 0; u < EVENTS + ENTRIES; u++)
		wrong += !is_named_now(t, u, history_now(h, uids[u]));
	return wrong;
}

static void
test_random(void)
{
	uint32_t random = 1;
	int wrong = 0;

	for (int i = 0; i < 500; i++) {
		struct arena *a = arena_new(ARENA_BYTES_MAX);
		struct history h = {.names = NULL};
		struct table t;

		for (int n = 0; n < NAMES; n++)
			t.uid[0][n] = -1;
		memset(t.withdrawn[0], 0, sizeof t.withdrawn[0]);
		for (int r = 1; r <= REVISIONS; r++) {
			fill(&t, r, &random);
			add_revision(a, &h, &t, r);
		}
		history_end(a, &h, REVISIONS);
		wrong += count_wrong(&h, &t);
		arena_free(a);
	}
	is_int(wrong, 0, "500 random histories are as tables of all their revisions say");
}

int
main(void)
{
	struct arena *a = arena_new(ARENA_BYTES_MAX);
	struct history h = make(a, 0, 1), other = make(a, 7, ROWS - 1);

	test_find(&h);
	test_now(&h);
	test_hidden(&h);
	test_find(&other); /* whatever the order in which it was told */
	test_hidden(&other);
	test_empty(a);
	test_next(a);
	test_random();
	arena_free(a);
	return tap_done();
}
