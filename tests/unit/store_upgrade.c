/* SPDX-License-Identifier: ISC */
/* A file as an older Plenary made it is read as it is and brought to today's format by whoever
 * writes; nothing in it is lost. */
#include "core/model.h"
#include "data/store_search.h"
#include "tests/lib/stored.h"

/* data/schema.sql as it was, without its comments, and what it then held. */
static const char format_1[] =
    "PRAGMA application_id = 0x506c656e;"
    "PRAGMA user_version = 1;"
    "CREATE TABLE revision ("
    "	number INTEGER PRIMARY KEY CHECK (number >= 1),"
    "	moment INTEGER NOT NULL,"
    "	summary TEXT NOT NULL"
    ") STRICT;"
    "CREATE TABLE source ("
    "	id INTEGER PRIMARY KEY,"
    "	name TEXT NOT NULL,"
    "	bytes BLOB NOT NULL"
    ") STRICT;"
    "CREATE INDEX source_name ON source (name);"
    "CREATE TABLE revision_source ("
    "	revision INTEGER NOT NULL REFERENCES revision,"
    "	source INTEGER NOT NULL REFERENCES source,"
    "	PRIMARY KEY (revision, source)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE identity ("
    "	event_id TEXT NOT NULL,"
    "	session_id TEXT NOT NULL,"
    "	revision INTEGER NOT NULL REFERENCES revision,"
    "	uid TEXT NOT NULL,"
    "	sequence INTEGER NOT NULL CHECK (sequence >= 0),"
    "	first_revision INTEGER NOT NULL,"
    "	changed_revision INTEGER NOT NULL,"
    "	seen_revision INTEGER NOT NULL,"
    "	gone INTEGER NOT NULL CHECK (gone IN (0, 1)),"
    "	withdrawn INTEGER NOT NULL CHECK (withdrawn IN (0, 1)),"
    "	PRIMARY KEY (event_id, session_id, revision)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TRIGGER revision_stays BEFORE UPDATE ON revision"
    " BEGIN SELECT RAISE (ABORT, 'a revision is never altered'); END;"
    "CREATE TRIGGER source_stays BEFORE UPDATE ON source"
    " BEGIN SELECT RAISE (ABORT, 'a source is never altered'); END;"
    "PRAGMA journal_mode = WAL;"
    "INSERT INTO revision VALUES (1, 1686729601, 'first'), (2, 1686729602, 'second');"
    "INSERT INTO source VALUES (1, 'site.yaml', x'61'), (2, 'event.yaml', x'62');"
    "INSERT INTO revision_source VALUES (1, 1), (1, 2), (2, 1), (2, 2);"
    "INSERT INTO identity VALUES"
    " ('ev', '', 1, 'ev@example.org', 0, 1, 1, 1, 0, 0),"
    " ('ev', 'a', 1, 'a.ev@example.org', 0, 1, 1, 1, 0, 0),"
    " ('ev', 'b', 1, 'b.ev@example.org', 0, 1, 1, 1, 0, 0),"
    " ('ev', 'b', 2, 'b.ev@example.org', 1, 1, 2, 1, 1, 0);";

static void
make_format_1(const char *dir)
{
	sqlite3 *db = NULL;

	mkdir(dir, 0700);
	ok(sqlite3_open(scratch_in(dir, "plenary.db"), &db) == SQLITE_OK &&
		sqlite3_exec(db, format_1, NULL, NULL, NULL) == SQLITE_OK,
	    "a file of format 1");
	sqlite3_close(db);
}

static const char rows_of_2[] = "ev/:0:1:2 ev/a:0:1:2 ev/b:1:2:1:gone";

static void
test_reader(const char *dir)
{
	struct store *reader, *writer;
	struct identity_row rows[] = {row("", "ev@example.org", 0, 1, false),
	    row("b", "b.ev@example.org", 1, 2, true), row("c", "a.ev@example.org", 1, 3, false)};
	struct sources src = two_files("a\n", "b\n", 2);
	struct arena *a = arena_new(1024 * 1024);
	struct identities ids;
	struct text hall[2] = {{.n = 0}};
	struct text_in names[] = {{"en", "Hall"}, {"pt-BR", "Sal\xc3\xa3o"}, {"en", "Attic"}};
	struct err e = {""};

	make_format_1(dir);
	reader = open_store(dir, STORE_READ);
	ok(reader != NULL, "is read");
	is_str(identities_text(reader, 2), rows_of_2, "with its identities");
	is_str(identities_text(reader, 1), "ev/:0:1:1 ev/a:0:1:1 ev/b:0:1:1", "of each revision");
	is_str(ask(dir, "PRAGMA user_version"), "1", "a reader leaves it as it is");

	writer = open_store(dir, STORE_WRITE);
	is_str(ask(dir, "PRAGMA user_version"), "6", "a writer brings it to today's format");
	is_str(identities_text(writer, 2), rows_of_2, "the writer sees the same");
	is_str(identities_text(reader, 2), rows_of_2, "the reader, too");
	is_int(store_latest(writer, &e), 2, "no revision is lost");

	hall[0] = (struct text){.in = names, .n = 2};
	hall[1] = (struct text){.in = names + 2, .n = 1};
	rows[2].told.slot = (struct slot){{2031, 5, 14}, true, false, 100, 0};
	rows[0].told = (struct told){{.day = {2031, 5, 14}}, {2031, 5, 15}};
	rows[0].event_last = (struct date){2031, 5, 16};
	rows[2].move = (struct move){
	    .revision = 3, .slot = {{2031, 5, 13}, true, true, 50, 60}, .rooms = hall, .nrooms = 2};
	sources_add_repeat(&src, "FREQ=WEEKLY", (struct date){2031, 6, 3}, "0 7", &e);
	is_int(publish(writer, 3, &src, (struct identities){.rows = rows, .n = 3}, &e), 0,
	    "and is published to%s", e.msg);
	is_str(identities_text(writer, 3), "ev/:0:1:3 ev/b:1:2:1:gone ev/c:1:3:3",
	    "a name that went elsewhere is no row any more");
	is_str(identities_text(reader, 3), identities_text(writer, 3),
	    "which the reader sees that opened the file before");
	is_str(identities_text(reader, 2), rows_of_2, "and the rows of before");
	sources_free(&src);
	ok(store_sources(reader, 3, &src, &e) == 0 && src.repeats != NULL && src.repeats->n == 1,
	    "and the dates of what repeats%s", e.msg);
	sources_free(&src);
	ok(store_sources(reader, 2, &src, &e) == 0 && src.repeats == NULL,
	    "which a revision of before has none of");

	is_int(store_identities(reader, 3, a, &ids, &e), 0, "what rows say");
	ok(ids.nformer == 1 && strcmp(ids.former[0].session_id, "a") == 0 &&
		strcmp(ids.former[0].uid, "a.ev@example.org") == 0,
	    "the name of before with its UID");
	ok(slot_eq(&ids.rows[2].told.slot, &rows[2].told.slot), "the last time");
	ok(date_eq(ids.rows[0].told.last, rows[0].told.last) &&
		date_eq(ids.rows[0].event_last, rows[0].event_last),
	    "last days");
	ok(ids.rows[2].move.revision == 3 && slot_eq(&ids.rows[2].move.slot, &rows[2].move.slot) &&
		ids.rows[2].move.nrooms == 2 && text_eq(&ids.rows[2].move.rooms[0], &hall[0]) &&
		text_eq(&ids.rows[2].move.rooms[1], &hall[1]),
	    "the last move, with its rooms in their languages");
	ok(ids.rows[1].move.nrooms == 0 && !date_is_set(ids.rows[1].told.slot.day),
	    "of format 1 there is none");
	sources_free(&src);
	arena_free(a);
	store_close(reader);
	store_close(writer);
}

static void
test_lost(const char *dir)
{
	struct identity_row rows[] = {row("", "ev@example.org", 0, 1, false),
	    row("b", "b.ev@example.org", 1, 2, true), row("c", "c.ev@example.org", 1, 3, false)};
	struct sources src = two_files("a\n", "b\n", 2);
	struct store *s;
	struct err e = {""};

	make_format_1(dir);
	s = open_store(dir, STORE_WRITE);
	ok(publish(s, 3, &src, (struct identities){.rows = rows, .n = 3}, &e) != 0 &&
		strcmp(e.msg, "the identity of 'a.ev@example.org' would be lost") == 0,
	    "a name may go elsewhere, a UID may not: %s", e.msg);
	sources_free(&src);
	store_close(s);
}

/* What format 3 has more than format 1, and what it then held. */
static const char format_3[] =
    "ALTER TABLE identity ADD COLUMN slot_day TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE identity ADD COLUMN slot_start INTEGER;"
    "ALTER TABLE identity ADD COLUMN slot_end INTEGER;"
    "ALTER TABLE identity ADD COLUMN slot_last TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE identity ADD COLUMN event_last TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE identity ADD COLUMN moved_revision INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE identity ADD COLUMN moved_day TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE identity ADD COLUMN moved_start INTEGER;"
    "ALTER TABLE identity ADD COLUMN moved_end INTEGER;"
    "ALTER TABLE identity ADD COLUMN moved_rooms TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE identity ADD COLUMN left_key INTEGER NOT NULL DEFAULT 0"
    " CHECK (left_key IN (0, 1));"
    "CREATE TABLE revision_change (revision INTEGER PRIMARY KEY REFERENCES revision,"
    " form TEXT NOT NULL, bytes BLOB NOT NULL) STRICT;"
    "PRAGMA user_version = 3";

static void
test_format_3(const char *dir)
{
	struct store *reader, *writer;
	struct err e = {""};
	sqlite3 *db = NULL;

	make_format_1(dir);
	ok(sqlite3_open(scratch_in(dir, "plenary.db"), &db) == SQLITE_OK &&
		sqlite3_exec(db, format_3, NULL, NULL, NULL) == SQLITE_OK,
	    "a file of format 3");
	sqlite3_close(db);
	reader = open_store(dir, STORE_READ);
	is_str(identities_text(reader, 2), rows_of_2, "is read with its identities");
	ok(keeps_number(reader, 0), "and keeps no calendars");
	writer = open_store(dir, STORE_WRITE);
	is_str(ask(dir, "PRAGMA user_version"), "6", "a writer brings it to today's format");
	ok(keeps_number(writer, 0), "which keeps none yet");
	ok(store_begin(writer, &e) == 0 && keep_number(writer, 3, &e) == 0 &&
		store_commit(writer, &e) == 0,
	    "and can%s", e.msg);
	ok(keeps_number(reader, 3), "which the reader sees that opened the file before");
	store_close(reader);
	store_close(writer);
}

/* What format 5 has more than format 3. */
static const char format_5[] =
    "CREATE TABLE recurrence (id INTEGER PRIMARY KEY, rule TEXT NOT NULL, first TEXT NOT NULL,"
    " dates TEXT NOT NULL, UNIQUE (rule, first, dates)) STRICT;"
    "CREATE TABLE revision_recurrence (revision INTEGER NOT NULL REFERENCES revision,"
    " recurrence INTEGER NOT NULL REFERENCES recurrence,"
    " PRIMARY KEY (revision, recurrence)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE calendar_entry (lang TEXT NOT NULL, uid TEXT NOT NULL,"
    " modified INTEGER NOT NULL, text BLOB NOT NULL, UNIQUE (lang, uid)) STRICT;"
    "CREATE TABLE calendar_feed (path TEXT PRIMARY KEY, modified INTEGER NOT NULL,"
    " digest INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "INSERT INTO calendar_entry VALUES ('en', 'ev@example.org', 1, x'61');"
    "PRAGMA user_version = 5";

static bool
note_row(void *ctx, int64_t row)
{
	*(int64_t *)ctx = row;
	return true;
}

/* What is found by words is kept from the first revision on that is published to it. */
static void
test_format_5(const char *dir)
{
	struct event ev = {.id = "ev"}, *events[] = {&ev};
	struct text_in title = {"en", "Tools"};
	struct site *site = site_new();
	struct store *reader, *writer;
	struct sources src = {0};
	struct identity_row rows[] = {row("", "ev@example.org", 0, 1, false),
	    row("a", "a.ev@example.org", 0, 1, false), row("b", "b.ev@example.org", 1, 2, true)};
	struct revision r = {3, 1686729603, "something"};
	struct identities ids = {.rows = rows, .n = 3};
	struct err e = {""};
	int64_t found = 0;
	sqlite3 *db = NULL;

	ev.title = (struct text){.in = &title, .n = 1};
	site->events = events;
	site->nevents = 1;
	site->revision = 3;
	make_format_1(dir);
	ok(sqlite3_open(scratch_in(dir, "plenary.db"), &db) == SQLITE_OK &&
		sqlite3_exec(db, format_3, NULL, NULL, NULL) == SQLITE_OK &&
		sqlite3_exec(db, format_5, NULL, NULL, NULL) == SQLITE_OK,
	    "a file of format 5");
	sqlite3_close(db);
	reader = open_store(dir, STORE_READ);
	is_int(store_has_search(reader, 2, &e), 0, "has nothing to be searched%s", e.msg);
	writer = open_store(dir, STORE_WRITE);
	is_str(ask(dir, "PRAGMA user_version"), "6", "a writer brings it to today's format");
	is_str(ask(dir, "SELECT count(*) FROM calendar_entry"), "1", "calendars stay");
	is_int(
	    store_has_search(reader, 2, &e), 0, "there is nothing to be searched as yet%s", e.msg);
	ok(store_begin(writer, &e) == 0 && store_add(writer, &r, &src, &ids, &e) == 0 &&
		store_keep_search(writer, site, &e) == 0 && store_commit(writer, &e) == 0,
	    "until it is published to%s", e.msg);
	is_int(store_has_search(reader, 3, &e), 1,
	    "then the reader that was there before sees it%s", e.msg);
	ok(store_match(reader, "\"tools\"", note_row, &found, &e) == 0 && found > 0,
	    "and finds it%s", e.msg);
	store_close(reader);
	store_close(writer);
	site_free(site);
}

int
main(void)
{
	static const struct scratch_test tests[] = {{"reader", test_reader}, {"lost", test_lost},
	    {"format-3", test_format_3}, {"format-5", test_format_5}};

	return scratch_run(tests, sizeof tests / sizeof tests[0]);
}
