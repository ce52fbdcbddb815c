/* SPDX-License-Identifier: ISC */
/* The store when publishers are killed. */
#include "tests/lib/stored.h"

#include <signal.h>
#include <sys/wait.h>
#include <time.h>

enum { KILLS = 30 };

/* A journal as SQLite leaves it when killed before the file became a store. */
static void
test_killed_in_making(const char *dir)
{
	struct store *s = NULL;
	struct err e = {0};
	int status;

	mkdir(dir, 0700);
	fflush(stdout);
	pid_t child = fork();

	if (child == 0) {
		sqlite3 *db;

		sqlite3_open(scratch_in(dir, "plenary.db"), &db);
		sqlite3_exec(db,
		    "PRAGMA cache_size = 1; BEGIN; CREATE TABLE t (x);"
		    "INSERT INTO t VALUES (zeroblob(100000))",
		    NULL, NULL, NULL);
		kill(getpid(), SIGKILL);
	}
	waitpid(child, &status, 0);
	ok(access(scratch_in(dir, "plenary.db-journal"), F_OK) == 0, "a journal was left");
	is_int(store_open(&s, dir, STORE_READ, &e), 0, "a store killed in the making is none yet%s",
	    e.msg);
	ok(s == NULL, "to a reader");
	s = open_store(dir, STORE_WRITE);
	is_int(publish_number(s, 1, &e), 0, "and can be published to");
	store_close(s);
}

/* Publishes for ever, telling each number once it stands. */
static _Noreturn void
publish_for_ever(const char *dir, int out)
{
	struct store *s = open_store(dir, STORE_WRITE);
	struct err e = {0};

	for (int n = s == NULL ? -1 : store_latest(s, &e) + 1; n > 0; n++)
		if (publish_number(s, n, &e) != 0 || write(out, &n, sizeof n) != sizeof n)
			break;
	_exit(1);
}

/* After a kill: sound, all that was told stands, and at most one more. */
static bool
stands(const char *dir, int told)
{
	struct store *s = open_store(dir, STORE_READ);
	struct sources src = {0};
	struct err e = {0};
	char want[64];
	int latest = s == NULL ? 0 : store_latest(s, &e);
	bool good = latest == told || latest == told + 1;

	snprintf(want, sizeof want, "ev/:%d:%d:%d", latest, latest, latest);
	good = good && (s == NULL || keeps_number(s, latest));
	if (good && latest > 0)
		good = strcmp(identities_text(s, latest), want) == 0 &&
		       store_sources(s, latest, &src, &e) == 0 && src.n == 2;
	sources_free(&src);
	store_close(s);
	return good && strcmp(ask(dir, "PRAGMA integrity_check"), "ok") == 0;
}

/* Starts a publisher and kills it up to `us` microseconds after its first revision stood or, if
 * `early`, after its start. Returns the last revision that it told of, 0 for none. */
static int
kill_one(const char *dir, unsigned us, bool early, int *killed)
{
	struct timespec pause = {0, (long)scratch_random(us) * 1000};
	int pipes[2], n, told = 0, status;
	pid_t child;

	if (pipe(pipes) != 0)
		return 0;
	fflush(stdout);
	child = fork();
	if (child == 0) {
		close(pipes[0]);
		publish_for_ever(dir, pipes[1]);
	}
	close(pipes[1]);
	if (!early && read(pipes[0], &n, sizeof n) == sizeof n)
		told = n;
	nanosleep(&pause, NULL);
	kill(child, SIGKILL);
	waitpid(child, &status, 0);
	*killed += WIFSIGNALED(status);
	while (read(pipes[0], &n, sizeof n) == sizeof n)
		told = n;
	close(pipes[0]);
	return told;
}

static void
test_kill(const char *dir)
{
	int good = 0, killed = 0;

	for (int i = 0; i < KILLS; i++)
		good += stands(dir, kill_one(dir, 6000, false, &killed));
	is_int(killed, KILLS, "%d publishers were killed at work", KILLS);
	is_int(good, KILLS, "after each kill the old state stands or the new one, and is sound");
	printf("# %s revisions\n", ask(dir, "SELECT max(number) FROM revision"));
}

static void
test_kill_in_making(const char *root)
{
	int killed = 0, readable = 0, writable = 0;

	mkdir(root, 0700);
	for (int i = 0; i < KILLS; i++) {
		char name[16], dir[SCRATCH_PATH];
		struct store *s = NULL;
		struct err e = {0};
		int told, latest = 0;

		snprintf(name, sizeof name, "%d", i);
		snprintf(dir, sizeof dir, "%s", scratch_in(root, name));
		told = kill_one(dir, 4000, true, &killed);
		if (store_open(&s, dir, STORE_READ, &e) == 0) {
			latest = s == NULL ? 0 : store_latest(s, &e);
			readable += latest == told || latest == told + 1;
		} else {
			printf("# %s\n", e.msg);
		}
		store_close(s);
		s = open_store(dir, STORE_WRITE);
		writable += s != NULL && publish_number(s, latest + 1, &e) == 0;
		store_close(s);
	}
	is_int(killed, KILLS, "%d publishers were killed while the store was made", KILLS);
	is_int(readable, KILLS, "what they left can be read");
	is_int(writable, KILLS, "and written");
}

static void
test_kill_before_commit(const char *dir)
{
	struct store *s = open_store(dir, STORE_WRITE);
	struct err e = {0};
	int status;

	publish_number(s, 1, &e);
	store_close(s);
	fflush(stdout);
	pid_t child = fork();

	if (child == 0) {
		struct identity_row id = row("", "ev@example.org", 2, 2, false);
		struct revision r = {2, 1900000000, "never"};
		struct sources src = two_files("a\n", "b\n", 2);

		s = open_store(dir, STORE_WRITE);
		store_begin(s, &e);
		store_add(s, &r, &src, &(struct identities){.rows = &id, .n = 1}, &e);
		keep_number(s, 2, &e);
		kill(getpid(), SIGKILL);
	}
	waitpid(child, &status, 0);
	ok(stands(dir, 1) && strcmp(ask(dir, "SELECT max(number) FROM revision"), "1") == 0,
	    "killed between add and commit: the old state stands, its calendars too");
}

int
main(void)
{
	static const struct scratch_test tests[] = {
	    {"making", test_killed_in_making},
	    {"kill", test_kill},
	    {"kill-making", test_kill_in_making},
	    {"kill-before", test_kill_before_commit},
	};

	return scratch_run(tests, sizeof tests / sizeof tests[0]);
}
