/* SPDX-License-Identifier: ISC */
/* One SQLite file of ours, opened the same careful way each time, and its statements. What is not
 * ours, newer than us or damaged is refused and left as it is. */
#ifndef PLENARY_DB_H
#define PLENARY_DB_H

#include "core/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct db;
struct query;

enum { DB_WAIT_MS = 5000 }; /* how long to wait for another connection's write */

enum db_mode {
	DB_READ,
	DB_LOOK, /* leaves no file beside it; what is written meanwhile may be half seen, or look
		    like damage: look again when the file has changed */
	DB_WRITE
};

/* What tells a file of ours. */
struct db_kind {
	const char *name;           /* file name in the state folder */
	int application_id, format; /* PRAGMA application_id and user_version, set by the schema */
	const char *schema;         /* SQL that makes the tables */
	const char *const *queries; /* SQL of the statements */
	size_t nqueries;
	/* For each older format, from 1: SQL that makes the next one of it; and SQL that a reader
	 * runs, who may not alter the file, so that the statements work all the same. */
	const struct db_upgrade *upgrades;
};

struct db_upgrade {
	const char *make, *read;
};

/* Opens the file in the state folder; to write, it is made if missing (file 0600, folder 0700),
 * looked through for damage, and brought to today's format. Else a missing or still empty file is
 * `*out` = NULL and 0. The kind must outlive it. -1 and why. */
int db_open(
    struct db **out, const char *dir, const struct db_kind *kind, enum db_mode mode, struct err *e);

/* The same tables in memory alone. -1 and why. */
int db_open_memory(struct db **out, const struct db_kind *kind, struct err *e);

/* Ends what is open, taking back what is not committed. NULL is allowed. */
void db_close(struct db *db);

void db_set_wait(struct db *db, int ms);

/* Runs SQL that yields nothing. 0, or -1 and why. */
int db_run(struct db *db, const char *sql, struct err *e);

/* Takes back the transaction, if one is open. */
void db_rollback(struct db *db);

/* The statement `which` of the kind, ready for its parameters. It is the connection's; one that was
 * left half-way is begun anew. NULL and why. */
struct query *db_query(struct db *db, size_t which, struct err *e);

/* Sets a parameter, from 1. Strings and bytes are borrowed until query_end. */
void query_set_int(struct query *q, int at, int64_t v);
void query_set_text(struct query *q, int at, const char *s);
void query_set_bytes(struct query *q, int at, const void *p, size_t n);

/* The next row: 1 when there is one, 0 when there is none (and the statement has ended), -1 and
 * why. */
int query_step(struct query *q, struct err *e);

/* A column of the row, from 0. Text is never NULL; it and bytes last until the next step. */
int64_t query_int(struct query *q, int column);
bool query_is_null(struct query *q, int column);
const char *query_text(struct query *q, int column);
const void *query_bytes(struct query *q, int column, size_t *n);

/* Ends it before its last row. NULL is allowed. */
void query_end(struct query *q);

/* The row number of the last insert. */
int64_t db_last_row(struct db *db);

#endif
