/* SPDX-License-Identifier: ISC */
#include "data/search.h"

#include "data/store_search.h"
#include "tests/bench/bench.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

static const char *const typed[SEARCHES] = {"412", "water 87", "\"survey and\"", "particip",
    "translation window 3", "person 55", "field bread garden", "nothingofthekind"};

static void
add_row(sqlite3 *plain, const char *text)
{
	sqlite3_stmt *st = NULL;

	must(sqlite3_prepare_v2(plain, "INSERT INTO item (text) VALUES (?)", -1, &st, NULL) ==
		     SQLITE_OK &&
		 sqlite3_bind_text(st, 1, text, -1, SQLITE_STATIC) == SQLITE_OK &&
		 sqlite3_step(st) == SQLITE_DONE,
	    "a row was not taken");
	sqlite3_finalize(st);
}

static int
keep_row(void *ctx, const struct search_item *it)
{
	add_row(ctx, it->text);
	return 0;
}

static sqlite3 *
plain_rows(const struct site *s)
{
	sqlite3 *plain = NULL;
	struct err e;

	must(sqlite3_open(":memory:", &plain) == SQLITE_OK &&
		 sqlite3_exec(plain, "CREATE TABLE item (id INTEGER PRIMARY KEY, text); BEGIN",
		     NULL, NULL, NULL) == SQLITE_OK &&
		 search_items(s, keep_row, plain, &e) == 0 &&
		 sqlite3_exec(plain, "COMMIT", NULL, NULL, NULL) == SQLITE_OK,
	    "the rows are not there");
	return plain;
}

void
make_index(struct bench *b)
{
	struct err e;

	must(search_open(&b->search, b->visible, NULL, NULL, &e) == 0, "there is no search");
	b->plain = plain_rows(b->visible);
	search_ours(b);
}

void
end_index(struct bench *b)
{
	search_close(b->search);
	sqlite3_close(b->plain);
}

void
search_ours(struct bench *b)
{
	for (size_t i = 0; i < SEARCHES; i++) {
		struct found f;
		struct err e;

		must(search_find(b->search, typed[i], NULL, &f, &e) == 0, "a search failed");
		b->sum += (int64_t)(f.sessions.n + f.people.n);
		found_free(&f);
	}
}

/* Each word anywhere in the text. */
void
search_like(struct bench *b)
{
	for (size_t i = 0; i < SEARCHES; i++) {
		struct arena *a = arena_new(64 * 1024);
		struct search_terms t = search_terms(a, typed[i]);
		const char *sql = "SELECT id FROM item WHERE 1";
		sqlite3_stmt *st = NULL;

		for (size_t k = 0; k < t.n; k++)
			sql = arena_printf(a, "%s AND text LIKE '%%%s%%'", sql, t.items[k].words);
		must(sqlite3_prepare_v2(b->plain, sql, -1, &st, NULL) == SQLITE_OK, "LIKE failed");
		while (sqlite3_step(st) == SQLITE_ROW)
			b->sum += sqlite3_column_int64(st, 0);
		sqlite3_finalize(st);
		arena_free(a);
	}
}

void
index_ours(struct bench *b)
{
	struct store *st = NULL;
	struct err e;

	must(store_open_memory(&st, &e) == 0 && store_begin(st, &e) == 0 &&
		 store_keep_search(st, b->visible, &e) == 0 && store_commit(st, &e) == 0,
	    "there is no index");
	store_close(st);
}

void
index_plain(struct bench *b)
{
	sqlite3_close(plain_rows(b->visible));
}
