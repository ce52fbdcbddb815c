/* SPDX-License-Identifier: ISC */
#include "data/store.h"

#include "data/store_private.h"

#include <stdlib.h>
#include <string.h>

enum {
	APPLICATION_ID = 0x506c656e, /* these two as in schema.sql */
	FORMAT = 6
};

static const char *const sql[Q_COUNT] = {
    [Q_LATEST] = "SELECT coalesce(max(number), 0) FROM revision",
    [Q_REVISION] = "SELECT number, moment, summary FROM revision WHERE number = ?",
    [Q_REVISIONS] = "SELECT number, moment, summary FROM revision ORDER BY number",
    [Q_SOURCES] = "SELECT name, bytes FROM revision_source JOIN source ON source = id"
		  " WHERE revision = ? ORDER BY name",
    /* A bare column beside max() is of the row that has the maximum (SQLite, "SELECT"). */
    [Q_IDENTITIES] = "SELECT event_id, session_id, uid, sequence, first_revision,"
		     " changed_revision, seen_revision, gone, withdrawn, slot_day, slot_start,"
		     " slot_end, slot_last, event_last, moved_revision, moved_day, moved_start,"
		     " moved_end, moved_rooms, left_key, max(revision)"
		     " FROM identity WHERE revision <= ? GROUP BY event_id, session_id"
		     " ORDER BY event_id, session_id",
    [Q_HISTORY] = "SELECT event_id, session_id, uid, withdrawn, left_key, revision"
		  " FROM identity WHERE revision <= ?",
    /* Differs from the last time when another connection has committed. */
    [Q_DATA_VERSION] = "PRAGMA data_version",
    [Q_FIND_SOURCE] = "SELECT id FROM source WHERE name = ?1 AND length(bytes) = length(?2)"
		      " AND bytes = ?2",
    [Q_ADD_REVISION] = "INSERT INTO revision (number, moment, summary) VALUES (?, ?, ?)",
    [Q_ADD_SOURCE] = "INSERT INTO source (name, bytes) VALUES (?, ?)",
    [Q_ADD_REVISION_SOURCE] = "INSERT INTO revision_source (revision, source) VALUES (?, ?)",
    [Q_ADD_IDENTITY] = "INSERT INTO identity (event_id, session_id, uid, sequence,"
		       " first_revision, changed_revision, seen_revision, gone, withdrawn,"
		       " slot_day, slot_start, slot_end, slot_last, event_last, moved_revision,"
		       " moved_day, moved_start, moved_end, moved_rooms, left_key, revision)"
		       " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [Q_CHANGES] = "SELECT bytes FROM revision_change WHERE revision = ? AND form = ?",
    [Q_KEEP_CHANGES] =
	"INSERT OR REPLACE INTO revision_change (revision, form, bytes) VALUES (?, ?, ?)",
    /* Read from the file, which another may upgrade meanwhile. */
    [Q_HAS_RECURRENCES] = "SELECT 1 FROM main.sqlite_schema WHERE name = 'revision_recurrence'",
    [Q_RECURRENCES] = "SELECT rule, first, dates FROM revision_recurrence"
		      " JOIN recurrence ON recurrence = id WHERE revision = ?",
    [Q_FIND_RECURRENCE] = "SELECT id FROM recurrence WHERE rule = ? AND first = ? AND dates = ?",
    [Q_ADD_RECURRENCE] = "INSERT INTO recurrence (rule, first, dates) VALUES (?, ?, ?)",
    [Q_ADD_REVISION_RECURRENCE] =
	"INSERT INTO revision_recurrence (revision, recurrence) VALUES (?, ?)",
    [Q_HAS_CALENDARS] = "SELECT 1 FROM main.sqlite_schema WHERE name = 'calendar_feed'",
    [Q_ENTRIES] = "SELECT lang, uid, modified, text FROM calendar_entry ORDER BY lang, uid",
    [Q_FEEDS] = "SELECT path, modified, digest FROM calendar_feed ORDER BY path",
    [Q_KEEP_ENTRY] = "INSERT OR REPLACE INTO calendar_entry (lang, uid, modified, text)"
		     " VALUES (?, ?, ?, ?)",
    [Q_DROP_ENTRY] = "DELETE FROM calendar_entry WHERE lang = ? AND uid = ?",
    [Q_KEEP_FEED] = "INSERT OR REPLACE INTO calendar_feed (path, modified, digest)"
		    " VALUES (?, ?, ?)",
    [Q_DROP_FEED] = "DELETE FROM calendar_feed WHERE path = ?",
    [Q_HAS_SEARCH] = "SELECT 1 FROM main.sqlite_schema WHERE name = 'search_of'",
    [Q_SEARCH_OF] = "SELECT revision, form FROM search_of",
    [Q_SET_SEARCH_OF] = "INSERT OR REPLACE INTO search_of (one, revision, form) VALUES (1, ?, ?)",
    [Q_SEARCH_ITEMS] = "SELECT id, kind, event_id, thing_id, text FROM search_item"
		       " WHERE gone = 0 ORDER BY id",
    [Q_MATCH] = "SELECT rowid FROM search WHERE search MATCH ?",
    [Q_SEARCH_WORDS] = "SELECT term FROM search_word WHERE term >= ?1"
		       " AND term <= ?1 || char (1114111)",
    [Q_ADD_SEARCH_ITEM] = "INSERT INTO search_item (kind, event_id, thing_id, text)"
			  " VALUES (?, ?, ?, ?)",
    [Q_ADD_SEARCH_TEXT] = "INSERT INTO search (rowid, text) VALUES (?, ?)",
    [Q_MARK_SEARCH_ITEM] = "UPDATE search_item SET gone = ? WHERE id = ?",
    [Q_MARKED_SEARCH_ITEMS] = "SELECT id, text FROM search_item WHERE gone BETWEEN 1 AND ?",
    [Q_DROP_SEARCH_TEXT] = "INSERT INTO search (search, rowid, text) VALUES ('delete', ?, ?)",
    [Q_DROP_SEARCH_ITEMS] = "DELETE FROM search_item WHERE gone BETWEEN 1 AND ?",
};

extern const char data_schema[]; /* schema.sql */

#define ADD " ALTER TABLE identity ADD COLUMN "

/* The reader's view goes on to work when another has upgraded the file meanwhile: of two columns
 * with one name the first is taken, which then is the file's. */
static const struct db_upgrade upgrades[FORMAT - 1] = {
    {ADD "slot_day TEXT NOT NULL DEFAULT '';" ADD "slot_start INTEGER;" ADD "slot_end INTEGER;" ADD
	 "slot_last TEXT NOT NULL DEFAULT '';" ADD "event_last TEXT NOT NULL DEFAULT '';" ADD
	 "moved_revision INTEGER NOT NULL DEFAULT 0;" ADD "moved_day TEXT NOT NULL DEFAULT '';" ADD
	 "moved_start INTEGER;" ADD "moved_end INTEGER;" ADD
	 "moved_rooms TEXT NOT NULL DEFAULT '';" ADD
	 "left_key INTEGER NOT NULL DEFAULT 0 CHECK (left_key IN (0, 1));"
	 "PRAGMA user_version = 2",
	"CREATE TEMP VIEW identity AS SELECT *, '' AS slot_day, NULL AS slot_start,"
	" NULL AS slot_end, '' AS slot_last, '' AS event_last, 0 AS moved_revision,"
	" '' AS moved_day, NULL AS moved_start, NULL AS moved_end, '' AS moved_rooms,"
	" 0 AS left_key FROM main.identity"},
    {"CREATE TABLE revision_change (revision INTEGER PRIMARY KEY REFERENCES revision,"
     " form TEXT NOT NULL, bytes BLOB NOT NULL) STRICT;"
     "PRAGMA user_version = 3",
	"CREATE TEMP TABLE revision_change (revision INTEGER, form TEXT, bytes BLOB)"},
    {"CREATE TABLE recurrence (id INTEGER PRIMARY KEY, rule TEXT NOT NULL, first TEXT NOT NULL,"
     " dates TEXT NOT NULL, UNIQUE (rule, first, dates)) STRICT;"
     "CREATE TABLE revision_recurrence (revision INTEGER NOT NULL REFERENCES revision,"
     " recurrence INTEGER NOT NULL REFERENCES recurrence,"
     " PRIMARY KEY (revision, recurrence)) STRICT, WITHOUT ROWID;"
     "CREATE TRIGGER recurrence_stays BEFORE UPDATE ON recurrence"
     " BEGIN SELECT RAISE (ABORT, 'dates of a rule are never altered'); END;"
     "PRAGMA user_version = 4",
	""},
    {"CREATE TABLE calendar_entry (lang TEXT NOT NULL, uid TEXT NOT NULL,"
     " modified INTEGER NOT NULL, text BLOB NOT NULL, UNIQUE (lang, uid)) STRICT;"
     "CREATE TABLE calendar_feed (path TEXT PRIMARY KEY, modified INTEGER NOT NULL,"
     " digest INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
     "PRAGMA user_version = 5",
	""},
    {"CREATE TABLE search_item (id INTEGER PRIMARY KEY, kind INTEGER NOT NULL,"
     " event_id TEXT NOT NULL, thing_id TEXT NOT NULL, text TEXT NOT NULL,"
     " gone INTEGER NOT NULL DEFAULT 0) STRICT;"
     "CREATE VIRTUAL TABLE search USING fts5 (text, content = 'search_item',"
     " content_rowid = 'id', columnsize = 0,"
     " tokenize = \"unicode61 remove_diacritics 2 categories 'L* M* N* Co'\");"
     "CREATE TABLE search_of (one INTEGER PRIMARY KEY CHECK (one = 1),"
     " revision INTEGER NOT NULL, form TEXT NOT NULL) STRICT;"
     "PRAGMA user_version = 6",
	""},
};

static const struct db_kind kind = {
    "plenary.db", APPLICATION_ID, FORMAT, data_schema, sql, Q_COUNT, upgrades};

int
store_open(struct store **out, const char *state_dir, enum store_mode mode, struct err *e)
{
	static const enum db_mode modes[] = {
	    [STORE_READ] = DB_READ, [STORE_LOOK] = DB_LOOK, [STORE_WRITE] = DB_WRITE};
	struct store *s = calloc(1, sizeof *s);

	*out = NULL;
	if (s == NULL)
		return err_set(e, "out of memory");
	if (db_open(&s->db, state_dir, &kind, modes[mode], e) != 0) {
		free(s);
		return -1;
	}
	s->is_writer = mode == STORE_WRITE;
	if (s->db == NULL)
		free(s);
	else
		*out = s;
	return 0;
}

int
store_open_memory(struct store **out, struct err *e)
{
	struct store *s = calloc(1, sizeof *s);

	*out = NULL;
	if (s == NULL)
		return err_set(e, "out of memory");
	if (db_open_memory(&s->db, &kind, e) != 0) {
		free(s);
		return -1;
	}
	s->is_writer = true;
	*out = s;
	return 0;
}

void
store_close(struct store *s)
{
	if (s == NULL)
		return;
	db_close(s->db);
	free(s);
}

bool
store_is_written(const struct store *s)
{
	return s->is_writer;
}

void
store_set_wait(struct store *s, int ms)
{
	db_set_wait(s->db, ms);
}

/* ---- reading ---- */

int
store_begin_reading(struct store *s, struct err *e)
{
	return db_run(s->db, "BEGIN", e);
}

int
store_latest(struct store *s, struct err *e)
{
	struct query *q = db_query(s->db, Q_LATEST, e);
	int latest = -1;

	if (q != NULL && query_step(q, e) == 1)
		latest = query_int(q, 0);
	query_end(q);
	return latest;
}

int
store_version(struct store *s, uint32_t *version, struct err *e)
{
	struct query *q = db_query(s->db, Q_DATA_VERSION, e);

	if (q == NULL || query_step(q, e) != 1)
		return -1;
	*version = (uint32_t)query_int(q, 0);
	query_end(q);
	return 0;
}

static void
revision_row(struct query *q, struct arena *a, struct revision *out)
{
	out->number = query_int(q, 0);
	out->moment = query_int(q, 1);
	out->summary = arena_strdup(a, query_text(q, 2));
}

struct query *
store_find_revision(struct store *s, int number, struct err *e)
{
	struct query *q = db_query(s->db, Q_REVISION, e);
	int rc;

	if (q == NULL)
		return NULL;
	query_set_int(q, 1, number);
	rc = query_step(q, e);
	if (rc == 0)
		err_set(e, "there is no revision %d", number);
	return rc == 1 ? q : NULL;
}

int
store_revision(struct store *s, int number, struct arena *a, struct revision *out, struct err *e)
{
	struct query *q = store_find_revision(s, number, e);

	if (q == NULL)
		return -1;
	revision_row(q, a, out);
	query_end(q);
	return 0;
}

int
store_revisions(struct store *s, struct arena *a, struct revision **out, size_t *n, struct err *e)
{
	struct query *q = db_query(s->db, Q_REVISIONS, e);
	int rc;

	*out = NULL;
	*n = 0;
	if (q == NULL)
		return -1;
	while ((rc = query_step(q, e)) == 1)
		revision_row(q, a, arena_push(a, out, n, sizeof **out));
	return rc;
}

int
store_sources(struct store *s, int revision, struct sources *out, struct err *e)
{
	struct query *q = store_find_revision(s, revision, e);
	int rc;

	*out = (struct sources){0};
	if (q == NULL)
		return -1;
	query_end(q);
	q = db_query(s->db, Q_SOURCES, e);
	if (q == NULL)
		return -1;
	query_set_int(q, 1, revision);
	while ((rc = query_step(q, e)) == 1) {
		size_t n;
		const void *bytes = query_bytes(q, 1, &n);

		if (sources_add(out, query_text(q, 0), bytes, n) != 0) {
			rc = err_set(e, "out of memory");
			query_end(q);
			break;
		}
	}
	if (rc == 0)
		rc = store_read_repeats(s, revision, out, e);
	if (rc != 0)
		sources_free(out);
	return rc;
}

/* ---- publishing ---- */

int
store_begin(struct store *s, struct err *e)
{
	return db_run(s->db, "BEGIN IMMEDIATE", e);
}

static int
add_revision(struct store *s, const struct revision *r, struct err *e)
{
	int latest = store_latest(s, e);
	struct query *q;
	int64_t before;

	if (latest < 0)
		return -1;
	if (r->number != latest + 1)
		return err_set(e, "revision %d cannot follow revision %d", r->number, latest);
	if (latest > 0) {
		q = store_find_revision(s, latest, e);
		if (q == NULL)
			return -1;
		before = query_int(q, 1);
		query_end(q);
		if (r->moment < before)
			return err_set(e,
			    "revision %d cannot be older than the one before it: is "
			    "the clock right?",
			    r->number);
	}
	q = db_query(s->db, Q_ADD_REVISION, e);
	if (q == NULL)
		return -1;
	query_set_int(q, 1, r->number);
	query_set_int(q, 2, r->moment);
	query_set_text(q, 3, r->summary);
	return query_step(q, e);
}

/* A statement that takes a source's name and contents; NULL and why. */
int
store_has(struct store *s, enum statement which, struct err *e)
{
	struct query *q = db_query(s->db, which, e);
	int rc = q == NULL ? -1 : query_step(q, e);

	query_end(q);
	return rc;
}

int64_t
store_found_row(struct query *q, struct err *e)
{
	int rc = q == NULL ? -1 : query_step(q, e);
	int64_t id = rc == 1 ? query_int(q, 0) : rc;

	query_end(q);
	return id;
}

int64_t
store_added_row(struct store *s, struct query *q, struct err *e)
{
	return q != NULL && query_step(q, e) == 0 ? db_last_row(s->db) : -1;
}

static struct query *
source_query(struct store *s, enum statement which, const struct source *src, struct err *e)
{
	struct query *q = db_query(s->db, which, e);

	if (q != NULL) {
		query_set_text(q, 1, src->name);
		query_set_bytes(q, 2, src->bytes, src->n);
	}
	return q;
}

/* The row of a source with this name and contents, made if there is none; -1 and why. */
static int64_t
source_row(struct store *s, const struct source *src, struct err *e)
{
	int64_t id = store_found_row(source_query(s, Q_FIND_SOURCE, src, e), e);

	return id != 0 ? id : store_added_row(s, source_query(s, Q_ADD_SOURCE, src, e), e);
}

static int
add_sources(struct store *s, int revision, const struct sources *src, struct err *e)
{
	for (size_t i = 0; i < src->n; i++) {
		int64_t id = source_row(s, &src->items[i], e);
		struct query *q = id < 0 ? NULL : db_query(s->db, Q_ADD_REVISION_SOURCE, e);

		if (q == NULL)
			return -1;
		query_set_int(q, 1, revision);
		query_set_int(q, 2, id);
		if (query_step(q, e) != 0)
			return -1;
	}
	return 0;
}

int
store_add(struct store *s, const struct revision *r, const struct sources *src,
    const struct identities *ids, struct err *e)
{
	if (add_revision(s, r, e) != 0 || add_sources(s, r->number, src, e) != 0 ||
	    store_add_repeats(s, r->number, src, e) != 0)
		return -1;
	return store_add_identities(s, r->number, ids, e);
}

int
store_commit(struct store *s, struct err *e)
{
	return db_run(s->db, "COMMIT", e);
}

void
store_abort(struct store *s)
{
	db_rollback(s->db);
}
