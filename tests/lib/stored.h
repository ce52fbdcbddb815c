/* SPDX-License-Identifier: ISC */
/* A store in a scratch folder, and small revisions to put into it. */
#ifndef PLENARY_TESTS_STORED_H
#define PLENARY_TESTS_STORED_H

#include "data/store.h"
#include "data/store_calendars.h"
#include "tests/lib/scratch.h"
#include "tests/lib/tap.h"

#include <sqlite3.h>

static inline struct sources
two_files(const char *site, const char *event, size_t n)
{
	struct sources src = {0};

	sources_add(&src, "site.yaml", site, strlen(site));
	sources_add(&src, "event.yaml", event, n);
	return src;
}

static inline struct identity_row
row(const char *session, const char *uid, int sequence, int changed, bool gone)
{
	return (struct identity_row){.event_id = "ev",
	    .session_id = session,
	    .uid = uid,
	    .sequence = sequence,
	    .first_revision = 1,
	    .changed_revision = changed,
	    .seen_revision = 1,
	    .gone = gone};
}

static inline int
publish(
    struct store *s, int number, const struct sources *src, struct identities ids, struct err *e)
{
	struct revision r = {number, 1686729600 + number, "something"};

	if (store_begin(s, e) != 0)
		return -1;
	if (store_add(s, &r, src, &ids, e) == 0 && store_commit(s, e) == 0)
		return 0;
	store_abort(s);
	return -1;
}

/* Keeps calendars that all say the number, one of them called by it. */
static inline int
keep_number(struct store *s, int number, struct err *e)
{
	char text[64], path[64];
	struct kept_entry entries[] = {
	    {"en", "ev@example.org", number, text, 0}, {"fr", "ev@example.org", number, text, 0}};
	struct kept_feed feeds[] = {
	    {path, number, (uint64_t)number}, {"all.ics", number, UINT64_MAX - (uint64_t)number}};
	struct kept_calendars before,
	    now = {.entries = entries, .nentries = 2, .feeds = feeds, .nfeeds = 2};
	int rc = store_calendars(s, &before, e);

	snprintf(path, sizeof path, "%d.ics", number);
	entries[0].n = entries[1].n = (size_t)snprintf(text, sizeof text, "entry %d\n", number);
	if (rc == 0)
		rc = store_keep_calendars(s, &before, &now, e);
	kept_free(&before);
	return rc;
}

/* Whether what is kept is what keep_number keeps. */
static inline bool
keeps_number(struct store *s, int number)
{
	char text[64], path[64];
	struct kept_calendars k;
	struct err e = {""};
	bool is = store_calendars(s, &k, &e) == 0 && k.nentries == (number > 0 ? 2 : 0) &&
		  k.nfeeds == k.nentries;

	snprintf(text, sizeof text, "entry %d\n", number);
	snprintf(path, sizeof path, "%d.ics", number);
	for (size_t i = 0; is && i < k.nentries; i++)
		is = strcmp(k.entries[i].text, text) == 0 && k.entries[i].modified == number;
	if (is && number > 0)
		is = kept_find_feed(&k, path) != NULL && kept_find_feed(&k, "all.ics") != NULL &&
		     kept_find_feed(&k, "all.ics")->digest == UINT64_MAX - (uint64_t)number;
	kept_free(&k);
	return is;
}

/* Publishes a revision whose one identity has the number as its SEQUENCE; so do its calendars. */
static inline int
publish_number(struct store *s, int number, struct err *e)
{
	struct identity_row one = row("", "ev@example.org", number, number, false);
	struct revision r = {number, 1686729600 + number, "something"};
	struct identities ids = {.rows = &one, .n = 1};
	char text[64];
	struct sources src;
	int rc = -1;

	snprintf(text, sizeof text, "title: %d\n", number);
	src = two_files("title: Site\n", text, strlen(text));
	if (store_begin(s, e) == 0 && store_add(s, &r, &src, &ids, e) == 0 &&
	    keep_number(s, number, e) == 0)
		rc = store_commit(s, e);
	if (rc != 0)
		store_abort(s);
	sources_free(&src);
	return rc;
}

static inline const char *
identities_text(struct store *s, int revision)
{
	static char text[1024];
	struct arena *a = arena_new(1024 * 1024);
	struct identities ids;
	struct err e;
	size_t n = 0;

	text[0] = '\0';
	if (store_identities(s, revision, a, &ids, &e) != 0)
		snprintf(text, sizeof text, "%s", e.msg);
	else
		for (size_t i = 0; i < ids.n; i++)
			n += (size_t)snprintf(text + n, sizeof text - n, "%s%s/%s:%d:%d:%d%s",
			    i == 0 ? "" : " ", ids.rows[i].event_id, ids.rows[i].session_id,
			    ids.rows[i].sequence, ids.rows[i].changed_revision,
			    ids.rows[i].seen_revision, ids.rows[i].gone ? ":gone" : "");
	arena_free(a);
	return text;
}

/* One value straight from the file, as text. */
static inline const char *
ask(const char *dir, const char *sql)
{
	static char text[256];
	sqlite3 *db = NULL;
	sqlite3_stmt *st = NULL;

	snprintf(text, sizeof text, "?");
	if (sqlite3_open(scratch_in(dir, "plenary.db"), &db) == SQLITE_OK &&
	    sqlite3_prepare_v2(db, sql, -1, &st, NULL) == SQLITE_OK &&
	    sqlite3_step(st) == SQLITE_ROW)
		snprintf(text, sizeof text, "%s", (const char *)sqlite3_column_text(st, 0));
	sqlite3_finalize(st);
	sqlite3_close(db);
	return text;
}

static inline struct store *
open_store(const char *dir, enum store_mode mode)
{
	struct store *s = NULL;
	struct err e = {0};

	if (store_open(&s, dir, mode, &e) != 0)
		printf("# %s\n", e.msg);
	return s;
}

#endif
