/* SPDX-License-Identifier: ISC */
/* The calendars that the store keeps: only rows that differ are written, and a reader never has
 * those of another revision than it reads. */
#include "data/store_calendars.h"
#include "tests/lib/stored.h"

static struct kept_entry
entry(const char *lang, const char *uid, int64_t modified, const char *text)
{
	return (struct kept_entry){lang, uid, modified, text, strlen(text)};
}

/* Keeps what is given in the place of what is kept. */
static int
keep(struct store *s, struct kept_calendars now, struct err *e)
{
	struct kept_calendars before;
	int rc = store_begin(s, e);

	if (rc != 0)
		return -1;
	rc = store_calendars(s, &before, e);
	if (rc == 0)
		rc = store_keep_calendars(s, &before, &now, e);
	kept_free(&before);
	return rc == 0 ? store_commit(s, e) : -1;
}

/* What is kept, in words. */
static const char *
kept_text(struct store *s)
{
	static char text[1024];
	struct kept_calendars k;
	struct err e = {""};
	size_t n = 0;

	if (store_calendars(s, &k, &e) != 0)
		return "";
	text[0] = '\0';
	for (size_t i = 0; i < k.nentries; i++)
		n += (size_t)snprintf(text + n, sizeof text - n, "%s/%s:%lld:%.*s ",
		    k.entries[i].lang, k.entries[i].uid, (long long)k.entries[i].modified,
		    (int)k.entries[i].n, k.entries[i].text);
	for (size_t i = 0; i < k.nfeeds; i++)
		n += (size_t)snprintf(text + n, sizeof text - n, "%s:%lld:%llx ", k.feeds[i].path,
		    (long long)k.feeds[i].modified, (unsigned long long)k.feeds[i].digest);
	kept_free(&k);
	return text;
}

static void
test_rows(const char *dir)
{
	struct store *s = open_store(dir, STORE_WRITE);
	struct kept_entry first[] = {entry("en", "A@x", 1, "a"), entry("en", "a@x", 1, "b"),
	    entry("en", "b@x", 1, ""), entry("fr", "A@x", 1, "c")};
	struct kept_entry then[] = {entry("en", "A@x", 1, "a"), entry("en", "b@x", 2, "d"),
	    entry("en", "c@x", 2, "e"), entry("fr", "A@x", 1, "c")};
	struct kept_feed feeds[] = {{"Z.ics", 1, 0}, {"a.ics", 1, UINT64_MAX}, {"b.ics", 1, 7}};
	struct kept_feed feeds_then[] = {
	    {"a.ics", 1, UINT64_MAX}, {"b.ics", 2, 8}, {"c.ics", 2, 0}};
	struct err e = {""};

	is_str(kept_text(s), "", "nothing is kept at first");
	is_int(keep(s,
		   (struct kept_calendars){
		       .entries = first, .nentries = 4, .feeds = feeds, .nfeeds = 3},
		   &e),
	    0, "rows are kept%s", e.msg);
	is_str(kept_text(s),
	    "en/A@x:1:a en/a@x:1:b en/b@x:1: fr/A@x:1:c "
	    "Z.ics:1:0 a.ics:1:ffffffffffffffff b.ics:1:7 ",
	    "and read back, sorted by bytes");
	ask(dir, "CREATE TABLE log (what TEXT)");
	ask(dir, "CREATE TRIGGER e AFTER INSERT ON calendar_entry"
		 " BEGIN INSERT INTO log VALUES (new.lang || new.uid); END");
	ask(dir, "CREATE TRIGGER f AFTER INSERT ON calendar_feed"
		 " BEGIN INSERT INTO log VALUES (new.path); END");
	is_int(keep(s,
		   (struct kept_calendars){
		       .entries = then, .nentries = 4, .feeds = feeds_then, .nfeeds = 3},
		   &e),
	    0, "others are kept in their place%s", e.msg);
	is_str(kept_text(s),
	    "en/A@x:1:a en/b@x:2:d en/c@x:2:e fr/A@x:1:c "
	    "a.ics:1:ffffffffffffffff b.ics:2:8 c.ics:2:0 ",
	    "those that are no more are gone");
	is_str(ask(dir, "SELECT group_concat(what, ' ') FROM log"), "enb@x enc@x b.ics c.ics",
	    "and only what differs was written");
	is_int(keep(s, (struct kept_calendars){0}, &e), 0, "none are kept%s", e.msg);
	is_str(kept_text(s), "", "none are there");
	store_close(s);
}

static void
test_find(const char *dir)
{
	struct kept_entry entries[] = {
	    entry("en", "a@x", 1, "a"), entry("en", "c@x", 1, "b"), entry("pt-BR", "a@x", 1, "c")};
	struct kept_feed feeds[] = {{"a.ics", 1, 0}, {"b.ics", 1, 0}};
	struct kept_calendars none = {0},
			      k = {.entries = entries, .nentries = 3, .feeds = feeds, .nfeeds = 2};

	(void)dir;
	for (size_t i = 0; i < 3; i++)
		ok(kept_find_entry(&k, entries[i].lang, entries[i].uid) == &entries[i],
		    "an entry by language and UID, %zu", i);
	ok(kept_find_entry(&k, "pt", "a@x") == NULL, "not in another language");
	ok(kept_find_entry(&k, "en", "b@x") == NULL, "nor by another UID");
	ok(kept_find_feed(&k, "b.ics") == &feeds[1], "a calendar by its path");
	ok(kept_find_feed(&k, "b") == NULL, "by no other");
	ok(kept_find_feed(&none, "b.ics") == NULL && kept_find_entry(&none, "en", "a@x") == NULL,
	    "nothing in nothing");
}

/* Both sides as a server and a publisher have them open. */
static void
test_one_moment(const char *dir)
{
	struct store *writer = open_store(dir, STORE_WRITE), *reader;
	struct err e = {""};

	publish_number(writer, 1, &e);
	reader = open_store(dir, STORE_READ);
	is_int(store_begin_reading(reader, &e), 0, "a reader begins%s", e.msg);
	is_int(store_latest(reader, &e), 1, "at revision 1");
	is_int(publish_number(writer, 2, &e), 0, "meanwhile 2 is published%s", e.msg);
	ok(keeps_number(reader, 1), "the reader has the calendars of 1 still");
	is_int(store_latest(reader, &e), 1, "which to it is the latest");
	store_abort(reader);
	is_int(store_latest(reader, &e), 2, "then it sees 2");
	ok(keeps_number(reader, 2), "and its calendars");
	store_begin(writer, &e);
	keep_number(writer, 3, &e);
	ok(keeps_number(writer, 3) && keeps_number(reader, 2),
	    "before the commit only the publisher sees what it keeps");
	store_abort(writer);
	ok(keeps_number(writer, 2), "and not after an abort");
	store_close(reader);
	store_close(writer);
}

int
main(void)
{
	static const struct scratch_test tests[] = {
	    {"rows", test_rows}, {"find", test_find}, {"moment", test_one_moment}};

	return scratch_run(tests, sizeof tests / sizeof tests[0]);
}
