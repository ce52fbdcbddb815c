/* SPDX-License-Identifier: ISC */
/* What is typed and what it finds, in memory and in a store that is published to meanwhile. */
#include "data/search.h"

#include "data/store_search.h"
#include "tests/lib/searched.h"
#include "tests/lib/stored.h"

#include <pthread.h>

static struct tzdb *db;

/* ---- what was typed ---- */

static void
test_terms(void)
{
	static const struct {
		const char *name, *typed, *terms; /* a phrase is in brackets */
	} cases[] = {
	    {"words", "One two", "one two"},
	    {"a phrase", "one \"two three\" four", "one [two three] four"},
	    {"French quotes", "« deux mots » trois", "[deux mots] trois"},
	    {"curly quotes", "“a b”c", "[a b] c"},
	    {"German quotes", "„a b“ c", "[a b] c"},
	    {"Chinese quotes", "「公民」論壇", "[公 民] 論 壇"},
	    {"a quote without its end", "one \"two three", "one two three"},
	    {"the second of three quotes", "\"a b\" \"c d", "[a b] c d"},
	    {"an empty phrase", "\"\" a", "a"},
	    {"blanks in a phrase", "\"  a  \t b \"", "[a b]"},
	    {"signs in a word are blanks", "l'eau don-t", "l eau don t"},
	    {"operators are words", "a AND NOT b OR NEAR(c)", "a and not b or near c"},
	    {"a column is none", "text:a {b c}: d", "text a b c d"},
	    {"stars and carets", "*a ^b c* -d +e", "a b c d e"},
	    {"nothing", "", ""},
	    {"signs alone", "!? \"..\" «»", ""},
	    {"no more than eight", "1 2 3 4 5 6 7 8 9 10", "1 2 3 4 5 6 7 8"},
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct arena *a = arena_new(64 * 1024);
		struct search_terms t = search_terms(a, cases[i].typed);
		const char *got = "";

		for (size_t k = 0; k < t.n; k++)
			got = arena_printf(a, t.items[k].is_phrase ? "%s%s[%s]" : "%s%s%s", got,
			    k == 0 ? "" : " ", t.items[k].words);
		is_str(got, cases[i].terms, "%s", cases[i].name);
		arena_free(a);
	}
}

/* ---- what it finds ---- */

static int
compare_words(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The ids of all that is found, sorted, and what was meant. */
static const char *
found_text(struct search *se, const char *typed, const struct event *within)
{
	static char text[1024];
	const char *ids[64];
	struct found f;
	struct err e = {""};
	size_t n = 0, at = 0;

	text[0] = '\0';
	if (search_find(se, typed, within, &f, &e) != 0)
		snprintf(text, sizeof text, "failed: %s", e.msg);
	for (size_t i = 0; i < f.events.n && n < 64; i++)
		ids[n++] = f.events.items[i]->id;
	for (size_t i = 0; i < f.sessions.n && n < 64; i++)
		ids[n++] = f.sessions.items[i]->id;
	for (size_t i = 0; i < f.people.n && n < 64; i++)
		ids[n++] = f.people.items[i]->id;
	qsort(ids, n, sizeof *ids, compare_words);
	for (size_t i = 0; i < n; i++)
		at += (size_t)snprintf(
		    text + at, sizeof text - at, "%s%s", i == 0 ? "" : " ", ids[i]);
	if (f.meant != NULL)
		snprintf(text + at, sizeof text - at, "meant %s", f.meant);
	found_free(&f);
	return text;
}

static const struct {
	const char *name, *typed, *found;
} finds[] = {
    {"a word of a title", "tools", "talk"},
    {"in capitals", "TOOLS", "talk"},
    {"its beginning", "polit", "opening"},
    {"one letter is no beginning", "t", ""},
    {"every word", "small kept", "well"},
    {"in any order", "kept small", "well"},
    {"not one of them", "small dried", ""},
    {"a phrase", "\"small data\"", "well"},
    {"a phrase in another order", "\"data small\"", ""},
    {"the words of a phrase are whole", "\"small dat\"", ""},
    {"a phrase in French quotes", "« data kept »", "well"},
    {"no phrase reaches from one text to the next", "\"policy track directors\"", ""},
    {"another language of the title", "foret", "well"},
    {"what is before an apostrophe", "l'etat", "well"},
    {"a person", "strasse", "ada opening"},
    {"a role", "field officer", "ada opening"},
    {"an organisation", "kobenhavns vaerksted", "ada opening"},
    {"a biography", "walks", "ada"},
    {"a track", "policy", "conf well"},
    {"its audience", "directors", "conf"},
    {"a room", "great", "conf opening"},
    {"a venue", "grand hotel", "conf"},
    {"a kind of event", "webinar", "talk"},
    {"of an event, who has no session", "taran", "ion talk well"},
    {"a cancelled session", "dried", "dried"},
    {"what stands around a link", "page", "conf"},
    {"but not its address", "urlonly", ""},
    {"nor a bare one", "alsourl", ""},
    {"Arabic with other vowels", "حكاية", ""},
    {"Arabic", "الحكايه كعمل", "story"},
    {"Arabic with its own vowels", "الحِكَايَةُ", "story"},
    {"Arabic with another alef", "الاسئلة", "story"},
    {"Persian yeh and digits", "الى 123", "story"},
    {"two characters of Chinese", "公民", "city"},
    {"not in that order", "民公", ""},
    {"of the event's title", "公共日", "conf"},
    {"Japanese", "民主主義", "tokyo"},
    {"Japanese Kana", "タワー", "tokyo"},
    {"Thai from the middle", "ประชุม", "thai"},
    {"Thai at the end", "สังคม", "thai"},
    {"Turkish dotless i", "isik", "istanbul"},
    {"Turkish as it is written", "IĞDIR ılık", "istanbul"},
    {"Danish, Polish, Serbian", "aero lodz dorde", "danish"},
    {"as they are written", "Ærø Łódź", "danish"},
    {"without diacritics", "oeuvre naive facade", "danish"},
    {"Russian", "елка россия", "moscow"},
    {"Greek without accents", "ελλαδα ΣΗΜΕΡΑ", "moscow"},
    {"Vietnamese", "hoi nghi da nang", "moscow"},
    {"Hindi, a beginning", "हिन्", "delhi"},
    {"Korean from the middle", "시민", "delhi"},
    {"Hebrew without points", "שלום", "delhi"},
    {"private things", "canary", ""},
    {"unlisted things", "unlisted", ""},
    {"a draft", "board", ""},
    {"near a word", "tolos", "meant tools"},
    {"near one word; a beginning stays", "smal dtaa", "meant smal data"},
    {"near one of two, the other stays", "small kpet", "meant small kept"},
    {"near a word of a phrase: none", "\"small dtaa\"", ""},
    {"near a word with its first letters exchanged", "otols", "meant tools"},
    {"near nothing", "xyzzyplugh", ""},
    {"signs alone", "?!", ""},
    {"a quote", "\"", ""},
    {"an operator finds the word", "tools AND", ""},
    {"a tool with a star", "tool*", "talk"},
    {"private use", "\xee\x80\x80", ""},
};

static void
all_are_found(struct search *se, const char *where)
{
	for (size_t i = 0; i < sizeof finds / sizeof finds[0]; i++)
		is_str(found_text(se, finds[i].typed, NULL), finds[i].found, "%s: %s", where,
		    finds[i].name);
}

static void
test_memory(const char *dir)
{
	struct site *s = searched_read(db, NULL, 0);
	struct search *se = NULL;
	struct err e = {""};

	(void)dir;
	is_int(search_open(&se, s, NULL, NULL, &e), 0, "a search in memory%s", e.msg);
	all_are_found(se, "in memory");
	is_str(found_text(se, "talk tools", site_find_event(s, "conf")), "",
	    "within an event: nothing of another");
	is_str(found_text(se, "taran", site_find_event(s, "talk")), "ion talk",
	    "within an event: its people");
	is_str(found_text(se, "workshop", site_find_event(s, "conf")), "opening",
	    "within an event: a type of session");
	is_str(found_text(se, "tolos", site_find_event(s, "conf")), "",
	    "within an event: nothing is meant that is in another");
	search_close(se);
	site_free(s);
}

/* ---- over revisions ---- */

/* Publishes a site as the next revision. */
static int
keep_site(struct store *st, const struct site *s, struct err *e)
{
	struct revision r = {s->revision, 1686729600 + s->revision, "something"};
	struct sources src = {0};
	struct identities ids = {.n = 0};
	int rc = -1;

	if (store_begin(st, e) == 0 && store_add(st, &r, &src, &ids, e) == 0 &&
	    store_keep_search(st, s, e) == 0)
		rc = store_commit(st, e);
	if (rc != 0)
		store_abort(st);
	return rc;
}

static struct search *
open_search(struct store *st, struct search_index *ix, const struct site *s)
{
	struct search *se = NULL;
	struct err e = {""};

	store_begin_reading(st, &e);
	if (search_open(&se, s, st, ix, &e) != 0)
		printf("# %s\n", e.msg);
	store_abort(st);
	return se;
}

/* The conference with another title for the session `well`. */
static const char *
retitled(struct arena *a, const char *title)
{
	const char *was = "Small data kept well", *at = strstr(searched_conf, was);

	return arena_printf(
	    a, "%.*s%s%s", (int)(at - searched_conf), searched_conf, title, at + strlen(was));
}

static void
test_revisions(const char *dir)
{
	struct store *writer = open_store(dir, STORE_WRITE), *reader;
	struct search_index *ix = NULL;
	struct arena *a = arena_new(1 << 20);
	struct site *sites[10];
	struct search *searches[10];
	struct err e = {""};
	char rows[256];

	sites[1] = searched_read(db, NULL, 1);
	is_int(keep_site(writer, sites[1], &e), 0, "published%s", e.msg);
	reader = open_store(dir, STORE_READ);
	is_int(search_index_open(&ix, dir, &e), 0, "the index%s", e.msg);
	searches[1] = open_search(reader, ix, sites[1]);
	all_are_found(searches[1], "in the store");
	snprintf(rows, sizeof rows, "%s", ask(dir, "SELECT count(*) FROM search_item"));

	sites[2] = searched_read(db, NULL, 2);
	keep_site(writer, sites[2], &e);
	is_str(ask(dir, "SELECT count(*) FROM search_item"), rows, "the same again is not written");
	is_str(ask(dir, "SELECT revision FROM search_of"), "2", "but whose it is");
	for (int i = 3; i < 10; i++) {
		sites[i] =
		    searched_read(db, retitled(a, arena_printf(a, "Number%d and%d", i, i)), i);
		searches[i] = NULL;
		keep_site(writer, sites[i], &e);
		if (i == 3)
			searches[3] = open_search(reader, ix, sites[3]);
	}
	is_str(found_text(searches[3], "number3", NULL), "",
	    "more than four behind: it may be missing");
	searches[9] = open_search(reader, ix, sites[9]);
	searches[8] = open_search(reader, ix, sites[8]);
	is_str(found_text(searches[9], "number9", NULL), "well", "the latest has what it has");
	is_str(found_text(searches[9], "number8", NULL), "meant number9",
	    "not what was; nor is that meant, though the index still knows it");
	is_str(ask(dir, "SELECT count(*) FROM search_item WHERE gone > 0"), "4",
	    "four that were are still there");
	is_str(ask(dir, "SELECT count(*) FROM search_item WHERE gone BETWEEN 1 AND 5"), "0",
	    "older ones are not");
	is_str(found_text(searches[8], "number8", NULL), "well",
	    "one that is not the latest's is found by a search of its own");
	ask(dir, "INSERT INTO search (search) VALUES ('integrity-check')");
	search_close(searches[1]);
	search_close(searches[3]);
	search_close(searches[8]);
	search_close(searches[9]);
	for (int i = 1; i < 10; i++)
		site_free(sites[i]);
	search_index_close(ix);
	store_close(reader);
	store_close(writer);
	arena_free(a);
}

/* A snapshot goes on to find what it has when up to four are published over it. */
static void
test_behind(const char *dir)
{
	struct store *writer = open_store(dir, STORE_WRITE), *reader;
	struct search_index *ix = NULL;
	struct arena *a = arena_new(1 << 20);
	struct site *mine = searched_read(db, retitled(a, "Mine"), 1);
	struct search *se;
	struct err e = {""};

	keep_site(writer, mine, &e);
	reader = open_store(dir, STORE_READ);
	search_index_open(&ix, dir, &e);
	se = open_search(reader, ix, mine);
	for (int i = 2; i < 6; i++) {
		struct site *s = searched_read(db, retitled(a, arena_printf(a, "Other%d", i)), i);

		keep_site(writer, s, &e);
		site_free(s);
		is_str(found_text(se, "mine", NULL), "well", "found at revision %d", i);
		is_str(found_text(se, arena_printf(a, "other%d", i), NULL), "",
		    "nothing newer at revision %d", i);
	}
	search_close(se);
	site_free(mine);
	search_index_close(ix);
	store_close(reader);
	store_close(writer);
	arena_free(a);
}

/* An index that is not there, or of another revision, is made in memory; it is taken once there. */
static void
test_without(const char *dir)
{
	struct store *writer = open_store(dir, STORE_WRITE), *reader;
	struct search_index *ix = NULL;
	struct site *s = searched_read(db, NULL, 1);
	struct sources none = {0};
	struct search *se;
	struct err e = {""};

	publish(writer, 1, &none, (struct identities){.n = 0}, &e);
	reader = open_store(dir, STORE_READ);
	is_int(search_index_open(&ix, dir, &e), 0, "a store without an index%s", e.msg);
	se = open_search(reader, ix, s);
	is_str(found_text(se, "tools", NULL), "talk", "is searched in memory");
	search_close(se);
	s->revision = 2;
	keep_site(writer, s, &e);
	ask(dir, "UPDATE search_of SET form = 'other'");
	store_begin_reading(reader, &e);
	is_int(store_has_search(reader, 2, &e), 0, "rows of another form are none");
	is_int(store_has_search(reader, 1, &e), 0, "nor those of another revision");
	store_abort(reader);
	s->revision = 3;
	keep_site(writer, s, &e);
	store_begin_reading(reader, &e);
	is_int(store_has_search(reader, 3, &e), 1, "until they are published again");
	store_abort(reader);
	se = open_search(reader, ix, s);
	is_str(found_text(se, "tools", NULL), "talk", "by who opened it before");
	search_close(se);
	search_index_close(ix);
	ok(search_index_open(&ix, scratch_in(dir, "no-such"), &e) == 0, "no store is no failure");
	search_index_close(ix);
	store_close(reader);
	store_close(writer);
	site_free(s);
}

/* ---- at once ---- */

enum { PUBLISHES = 40, SEARCHERS = 2 };

struct searching {
	pthread_mutex_t lock;
	struct search *now; /* under the lock, as a server takes a snapshot up */
	int users;
	bool stop;
	int wrong, done;
};

static void *
search_on(void *ctx)
{
	struct searching *sg = ctx;

	for (bool stop = false; !stop;) {
		struct found f;
		struct err e = {""};
		int rc;

		pthread_mutex_lock(&sg->lock);
		rc = search_find(sg->now, "number", NULL, &f, &e);
		sg->wrong += rc != 0 || f.sessions.n != 1;
		sg->done++;
		found_free(&f);
		stop = sg->stop;
		pthread_mutex_unlock(&sg->lock);
	}
	return NULL;
}

/* Searches of one snapshot, with no lock but its own. */
static void *
search_fixed(void *ctx)
{
	struct search *se = ctx;
	intptr_t wrong = 0;

	for (int i = 0; i < 200; i++) {
		struct found f;
		struct err e = {""};

		wrong += search_find(se, i % 2 == 0 ? "tools" : "smal dtaa", NULL, &f, &e) != 0 ||
			 (i % 2 == 0 ? f.events.n != 1 : f.meant == NULL);
		found_free(&f);
	}
	return (void *)wrong;
}

static void
test_threads(const char *dir)
{
	struct site *s = searched_read(db, NULL, 0);
	struct search *se = NULL;
	struct err e = {""};
	pthread_t threads[4];
	intptr_t wrong = 0;

	(void)dir;
	search_open(&se, s, NULL, NULL, &e);
	for (size_t i = 0; i < 4; i++)
		pthread_create(&threads[i], NULL, search_fixed, se);
	for (size_t i = 0; i < 4; i++) {
		void *r;

		pthread_join(threads[i], &r);
		wrong += (intptr_t)r;
	}
	is_int((long)wrong, 0, "four threads search at once, and none has made the index twice");
	search_close(se);
	site_free(s);
}

static long
file_size(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? (long)st.st_size : 0;
}

/* Two search while a third publishes: each finds what its snapshot has, the writer never waits, and
 * its log does not grow for ever. */
static void
test_publishing(const char *dir)
{
	struct store *writer = open_store(dir, STORE_WRITE), *reader;
	struct searching sg = {.lock = PTHREAD_MUTEX_INITIALIZER};
	struct search_index *ix = NULL;
	struct arena *a = arena_new(1 << 20);
	struct site *before = NULL;
	pthread_t threads[SEARCHERS];
	struct err e = {""};
	long largest = 0;
	int failed = 0;

	store_set_wait(writer, 0);
	for (int i = 1; i <= PUBLISHES; i++) {
		struct site *s = searched_read(db, retitled(a, arena_printf(a, "Number%d", i)), i);
		struct search *old;
		long size;

		failed += keep_site(writer, s, &e) != 0;
		if (i == 1) {
			reader = open_store(dir, STORE_READ);
			search_index_open(&ix, dir, &e);
		}
		pthread_mutex_lock(&sg.lock);
		old = sg.now;
		sg.now = open_search(reader, ix, s);
		pthread_mutex_unlock(&sg.lock);
		search_close(old);
		site_free(before);
		before = s;
		for (size_t k = 0; i == 1 && k < SEARCHERS; k++)
			pthread_create(&threads[k], NULL, search_on, &sg);
		store_close(writer); /* as each publish is a program of its own */
		writer = open_store(dir, STORE_WRITE);
		store_set_wait(writer, 0);
		size = file_size(scratch_in(dir, "plenary.db-wal"));
		largest = size > largest ? size : largest;
	}
	pthread_mutex_lock(&sg.lock);
	sg.stop = true;
	pthread_mutex_unlock(&sg.lock);
	for (size_t i = 0; i < SEARCHERS; i++)
		pthread_join(threads[i], NULL);
	is_int(failed, 0, "the writer never waits%s", e.msg);
	is_int(sg.wrong, 0, "%d searches meanwhile found what there was", sg.done);
	ok(largest < 6 * 1024 * 1024, "the log stays small: %ld bytes", largest);
	search_close(sg.now);
	site_free(before);
	search_index_close(ix);
	store_close(reader);
	store_close(writer);
	arena_free(a);
}

int
main(void)
{
	static const struct scratch_test tests[] = {{"memory", test_memory},
	    {"revisions", test_revisions}, {"behind", test_behind}, {"without", test_without},
	    {"threads", test_threads}, {"publishing", test_publishing}};
	struct err e = {""};
	int rc;

	if (tzdb_open(&db, NULL, &e) != 0) {
		printf("Bail out! %s\n", e.msg);
		return 1;
	}
	test_terms();
	rc = scratch_run(tests, sizeof tests / sizeof tests[0]);
	tzdb_close(db);
	return rc;
}
