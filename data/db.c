/* SPDX-License-Identifier: ISC */
#include "data/db.h"

#include "data/state.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct query {
	struct db *db;
	sqlite3_stmt *st;
};

struct db {
	sqlite3 *handle;
	const struct db_kind *kind;
	char *path;
	struct query
	    *queries; /* prepared at first use, and kept: a jump out of an arena loses none */
};

/* What the system says of a file that SQLite could not read, write or open; of opening it keeps
 * what it said of some other file. */
static int
fail_by_system(struct db *db, struct err *e)
{
	int why = sqlite3_system_errno(db->handle);

	if (sqlite3_errcode(db->handle) == SQLITE_CANTOPEN)
		why = access(db->path, R_OK | W_OK) == 0 ? 0 : errno;
	return err_set(
	    e, "'%s': %s", db->path, why != 0 ? strerror(why) : sqlite3_errmsg(db->handle));
}

static int
fail(struct db *db, struct err *e)
{
	switch (sqlite3_errcode(db->handle)) {
	case SQLITE_NOTADB: return err_set(e, "'%s' is damaged, or not a database", db->path);
	case SQLITE_CORRUPT:
		return err_set(e, "'%s' is damaged: put the last backup in its place", db->path);
	case SQLITE_BUSY: return err_set(e, "'%s' is in use by another: try again", db->path);
	case SQLITE_IOERR:
	case SQLITE_CANTOPEN: return fail_by_system(db, e);
	case SQLITE_FULL: return err_set(e, "'%s': no space left on the disk", db->path);
	default: return err_set(e, "'%s': %s", db->path, sqlite3_errmsg(db->handle));
	}
}

int
db_run(struct db *db, const char *sql, struct err *e)
{
	int rc = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);

	return rc == SQLITE_OK ? 0 : fail(db, e);
}

/* The first value that a query without parameters yields, as a number or as text. */
static int
value(struct db *db, const char *sql, int64_t *number, char text[32], struct err *e)
{
	sqlite3_stmt *st = NULL;
	int rc = -1;

	if (sqlite3_prepare_v2(db->handle, sql, -1, &st, NULL) == SQLITE_OK &&
	    sqlite3_step(st) == SQLITE_ROW) {
		*number = sqlite3_column_int64(st, 0);
		if (text != NULL)
			sqlite3_snprintf(32, text, "%s", sqlite3_column_text(st, 0));
		rc = 0;
	} else {
		fail(db, e);
	}
	sqlite3_finalize(st);
	return rc;
}

/* ---- opening ---- */

/* Whose file it is: 1 ours, 0 an empty one, -1 and why. */
static int
identify(struct db *db, struct err *e)
{
	int64_t app, version, tables;

	if (value(db, "PRAGMA application_id", &app, NULL, e) != 0 ||
	    value(db, "PRAGMA user_version", &version, NULL, e) != 0 ||
	    value(db, "SELECT count(*) FROM sqlite_schema", &tables, NULL, e) != 0)
		return -1;
	if (app == 0 && version == 0 && tables == 0)
		return 0;
	if (app != db->kind->application_id)
		return err_set(e, "'%s' is the database of another program", db->path);
	if (version > db->kind->format)
		return err_set(e, "'%s' was made by a newer Plenary (format %d, this one knows %d)",
		    db->path, (int)version, db->kind->format);
	if (version < 1 || tables == 0)
		return err_set(e, "'%s' is damaged: put the last backup in its place", db->path);
	return 1;
}

static int
is_sound(struct db *db, struct err *e)
{
	int64_t unused;
	char verdict[32];

	if (value(db, "PRAGMA quick_check(1)", &unused, verdict, e) != 0)
		return -1;
	if (strcmp(verdict, "ok") == 0)
		return 0;
	return err_set(e, "'%s' is damaged: put the last backup in its place", db->path);
}

static int
connect_db(struct db *db, const char *name, int flags, struct err *e)
{
	static const struct {
		int option, value;
	} config[] = {
	    {SQLITE_DBCONFIG_DEFENSIVE, 1},
	    {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
	    {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
	    {SQLITE_DBCONFIG_DQS_DML, 0},
	    {SQLITE_DBCONFIG_DQS_DDL, 0},
	    {SQLITE_DBCONFIG_ENABLE_FKEY, 1},
	    /* A file that turns out not to be ours stays as it is. */
	    {SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1},
	};

	sqlite3_close(db->handle);
	db->handle = NULL;
	if (sqlite3_open_v2(name, &db->handle, flags, NULL) != SQLITE_OK)
		return db->handle == NULL ? err_set(e, "out of memory") : fail(db, e);
	sqlite3_busy_timeout(db->handle, DB_WAIT_MS);
	for (size_t i = 0; i < sizeof config / sizeof config[0]; i++)
		if (sqlite3_db_config(db->handle, config[i].option, config[i].value, NULL) !=
		    SQLITE_OK)
			return fail(db, e);
	return db_run(db, "PRAGMA temp_store = MEMORY", e);
}

/* Makes the tables, unless another process was quicker. */
static int
fill(struct db *db, const char *dir, struct err *e)
{
	int rc;

	if (db_run(db, "BEGIN IMMEDIATE", e) != 0)
		return -1;
	rc = identify(db, e);
	if (rc == 0)
		rc = db_run(db, db->kind->schema, e);
	if (rc >= 0)
		rc = db_run(db, "COMMIT", e);
	db_rollback(db);
	return rc < 0 ? -1 : state_sync(dir, e);
}

/* Brings an older file to today's format, unless another process was quicker; all or nothing. */
static int
upgrade(struct db *db, struct err *e)
{
	int64_t version;
	int rc = -1;

	if (value(db, "PRAGMA user_version", &version, NULL, e) != 0)
		return -1;
	if (version == db->kind->format)
		return 0;
	if (db_run(db, "BEGIN IMMEDIATE", e) != 0)
		return -1;
	if (value(db, "PRAGMA user_version", &version, NULL, e) != 0)
		goto out;
	for (; version < db->kind->format; version++)
		if (db_run(db, db->kind->upgrades[version - 1].make, e) != 0)
			goto out;
	rc = db_run(db, "COMMIT", e);
out:
	db_rollback(db);
	return rc;
}

/* Makes an older file look like today's to this connection alone. */
static int
read_older(struct db *db, struct err *e)
{
	int64_t version;

	if (value(db, "PRAGMA user_version", &version, NULL, e) != 0)
		return -1;
	for (; version < db->kind->format; version++)
		if (db_run(db, db->kind->upgrades[version - 1].read, e) != 0)
			return -1;
	return 0;
}

/* 1, or -1 and why. */
static int
open_writing(struct db *db, const char *dir, struct err *e)
{
	int64_t unused;
	char mode[32];
	int ours;

	if (connect_db(db, db->path, SQLITE_OPEN_READWRITE, e) != 0)
		return -1;
	ours = identify(db, e);
	if (ours < 0 || (ours == 1 && is_sound(db, e) != 0))
		return -1;
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
	if (value(db, "PRAGMA journal_mode = WAL", &unused, mode, e) != 0)
		return -1;
	if (strcmp(mode, "wal") != 0)
		return err_set(e, "'%s': no write-ahead log on this file system", db->path);
	if (db_run(db, "PRAGMA synchronous = FULL", e) != 0)
		return -1;
	return (ours == 1 ? upgrade(db, e) : fill(db, dir, e)) == 0 ? 1 : -1;
}

/* Whether nothing lies beside the file that belongs to its contents. */
static bool
is_alone(struct db *db, bool may_be_empty)
{
	static const char *const beside[] = {"wal", "journal"};

	for (size_t i = 0; i < sizeof beside / sizeof beside[0]; i++) {
		char *path = sqlite3_mprintf("%s-%s", db->path, beside[i]);
		struct stat sb;
		bool none = false;

		if (path != NULL && lstat(path, &sb) == 0)
			none = may_be_empty && S_ISREG(sb.st_mode) && sb.st_size == 0;
		else if (path != NULL)
			none = errno == ENOENT;
		sqlite3_free(path);
		if (!none)
			return false;
	}
	return true;
}

/* Reads the file alone, as if nobody wrote to it. 1 ours, 0 empty, -1 and why. */
static int
open_alone(struct db *db, struct err *e)
{
	char *uri = state_immutable_uri(db->path);
	int ours = -1;

	if (uri == NULL)
		err_set(e, "out of memory");
	else if (connect_db(db, uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, e) == 0)
		ours = identify(db, e);
	free(uri);
	return ours;
}

/* A reader goes through the file once: of the 2 MB of pages that SQLite would keep for as long as
 * the file is open it would not see one again. */
static int
make_ready_to_read(struct db *db, struct err *e)
{
	if (db_run(db, "PRAGMA cache_size = -256", e) != 0) /* KiB */
		return -1;
	return read_older(db, e);
}

/* A write-ahead log wants a shared-memory file beside it. Where none can be made, as on a read-only
 * medium, and nobody has a log open, the file alone is the whole truth. 1 ours, 0 empty, -1 and
 * why. */
static int
open_reading(struct db *db, const char *dir, struct err *e)
{
	int ours = -1, rc;

	if (connect_db(db, db->path, SQLITE_OPEN_READONLY, e) == 0)
		ours = identify(db, e);
	/* Killed when it was about to be made: undoing that leaves it empty. */
	if (ours < 0 && sqlite3_extended_errcode(db->handle) == SQLITE_READONLY_ROLLBACK) {
		if (connect_db(db, db->path, SQLITE_OPEN_READWRITE, e) == 0 &&
		    db_run(db, "PRAGMA query_only = ON", e) == 0)
			ours = identify(db, e);
		return ours;
	}
	rc = sqlite3_errcode(db->handle) & 0xff;
	if (ours >= 0 || (rc != SQLITE_CANTOPEN && rc != SQLITE_READONLY) ||
	    access(dir, W_OK) == 0 || !is_alone(db, false))
		return ours;
	return open_alone(db, e);
}

int
db_open(
    struct db **out, const char *dir, const struct db_kind *kind, enum db_mode mode, struct err *e)
{
	struct db *db = calloc(1, sizeof *db);
	int rc = -1;

	*out = NULL;
	if (db == NULL || (db->path = state_path(dir, kind->name)) == NULL ||
	    (db->queries = calloc(kind->nqueries, sizeof *db->queries)) == NULL) {
		err_set(e, "out of memory");
		goto out;
	}
	db->kind = kind;
	if (mode == DB_WRITE && state_make(dir, db->path, e) != 0)
		goto out;
	rc = state_is_file(db->path, e);
	if (rc == 1 && mode == DB_LOOK && is_alone(db, true))
		rc = open_alone(db, e);
	else if (rc == 1)
		rc = mode == DB_WRITE ? open_writing(db, dir, e) : open_reading(db, dir, e);
	if (rc == 1 && mode != DB_WRITE && make_ready_to_read(db, e) != 0)
		rc = -1;
	if (rc == 1) {
		*out = db;
		db = NULL;
		rc = 0;
	}
out:
	db_close(db);
	return rc;
}

int
db_open_memory(struct db **out, const struct db_kind *kind, struct err *e)
{
	struct db *db = calloc(1, sizeof *db);
	int rc = -1;

	*out = NULL;
	if (db == NULL || (db->path = strdup(":memory:")) == NULL ||
	    (db->queries = calloc(kind->nqueries, sizeof *db->queries)) == NULL) {
		err_set(e, "out of memory");
		goto out;
	}
	db->kind = kind;
	if (connect_db(db, db->path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, e) == 0 &&
	    db_run(db, kind->schema, e) == 0) {
		*out = db;
		db = NULL;
		rc = 0;
	}
out:
	db_close(db);
	return rc;
}

void
db_close(struct db *db)
{
	if (db == NULL)
		return;
	db_rollback(db);
	for (size_t i = 0; db->kind != NULL && i < db->kind->nqueries; i++)
		sqlite3_finalize(db->queries[i].st);
	sqlite3_close(db->handle);
	free(db->queries);
	free(db->path);
	free(db);
}

void
db_set_wait(struct db *db, int ms)
{
	sqlite3_busy_timeout(db->handle, ms);
}

void
db_rollback(struct db *db)
{
	if (db->handle == NULL || sqlite3_get_autocommit(db->handle))
		return;
	for (size_t i = 0; i < db->kind->nqueries; i++)
		query_end(&db->queries[i]);
	sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
}

int64_t
db_last_row(struct db *db)
{
	return sqlite3_last_insert_rowid(db->handle);
}

/* ---- statements ---- */

struct query *
db_query(struct db *db, size_t which, struct err *e)
{
	struct query *q = &db->queries[which];

	q->db = db;
	query_end(q);
	if (q->st == NULL && sqlite3_prepare_v3(db->handle, db->kind->queries[which], -1,
				 SQLITE_PREPARE_PERSISTENT, &q->st, NULL) != SQLITE_OK) {
		fail(db, e);
		return NULL;
	}
	return q;
}

/* A parameter that could not be set stays NULL, which no column of ours takes. */
void
query_set_int(struct query *q, int at, int64_t v)
{
	sqlite3_bind_int64(q->st, at, v);
}

void
query_set_text(struct query *q, int at, const char *s)
{
	sqlite3_bind_text(q->st, at, s, -1, SQLITE_STATIC);
}

void
query_set_bytes(struct query *q, int at, const void *p, size_t n)
{
	sqlite3_bind_blob64(q->st, at, n == 0 ? "" : p, n, SQLITE_STATIC);
}

int
query_step(struct query *q, struct err *e)
{
	int rc = sqlite3_step(q->st);

	if (rc == SQLITE_ROW)
		return 1;
	if (rc != SQLITE_DONE)
		fail(q->db, e);
	query_end(q);
	return rc == SQLITE_DONE ? 0 : -1;
}

bool
query_is_null(struct query *q, int column)
{
	return sqlite3_column_type(q->st, column) == SQLITE_NULL;
}

int64_t
query_int(struct query *q, int column)
{
	return sqlite3_column_int64(q->st, column);
}

const char *
query_text(struct query *q, int column)
{
	const unsigned char *s = sqlite3_column_text(q->st, column);

	return s == NULL ? "" : (const char *)s;
}

const void *
query_bytes(struct query *q, int column, size_t *n)
{
	const void *p = sqlite3_column_blob(q->st, column);

	*n = p == NULL ? 0 : (size_t)sqlite3_column_bytes(q->st, column);
	return p == NULL ? "" : p;
}

void
query_end(struct query *q)
{
	if (q == NULL || q->st == NULL)
		return;
	sqlite3_reset(q->st);
	sqlite3_clear_bindings(q->st);
}
