/* SPDX-License-Identifier: ISC */
#include "tests/lib/stored.h"

#include <signal.h>
#include <sys/wait.h>
#include <time.h>

static void
test_revisions(const char *dir)
{
	static const char odd[] = "bytes: \x01\xff\xfe\r\n\t \xc3\xa9 'quoted' \\ \"";
	struct identity_row ids[] = {row("", "ev@example.org", 0, 1, false),
	    row(".", "deadline.ev@example.org", 0, 1, false),
	    row("a", "a.ev@example.org", 0, 1, false)};
	struct store *s = open_store(dir, STORE_WRITE), *reader;
	struct sources one, two = {0}, back;
	struct arena *a = arena_new(1024 * 1024);
	struct revision *list, r;
	struct err e = {0};
	uint32_t before, after;
	size_t n;

	is_int(store_latest(s, &e), 0, "a new store has no revision");
	is_str(identities_text(s, 0), "", "and no identities");
	ok(store_sources(s, 1, &back, &e) != 0, "nor sources: %s", e.msg);
	one = two_files("title: Site\n", odd, sizeof odd - 1);
	is_int(publish(s, 1, &one, (struct identities){.rows = ids, .n = 3}, &e), 0, "revision 1");
	reader = open_store(dir, STORE_READ);
	store_version(reader, &before, &e);

	sources_add(&two, "site.yaml", "title: Site\n", 12);
	sources_add(&two, "event.yaml", "", 0);
	ids[2] = row("a", "a.ev@example.org", 1, 2, true);
	is_int(publish(s, 2, &two, (struct identities){.rows = ids, .n = 3}, &e), 0, "revision 2");
	store_version(reader, &after, &e);
	ok(before != after, "a reader sees that something was committed");
	store_version(reader, &before, &e);
	ok(before == after, "once");
	is_int(publish(s, 3, &one, (struct identities){.rows = ids, .n = 3}, &e), 0,
	    "revision 3, back to 1");

	is_int(store_latest(reader, &e), 3, "the reader sees the latest");
	is_int(store_sources(reader, 1, &back, &e), 0, "sources of revision 1");
	ok(sources_eq(&back, &one), "come back byte for byte");
	sources_free(&back);
	is_int(store_sources(reader, 2, &back, &e), 0, "sources of revision 2");
	ok(sources_eq(&back, &two), "an empty file among them");
	sources_free(&back);
	is_str(ask(dir, "SELECT count(*) FROM source"), "3", "files that are alike are kept once");

	is_str(identities_text(reader, 1), "ev/:0:1:1 ev/.:0:1:1 ev/a:0:1:1", "identities at 1");
	is_str(identities_text(reader, 2), "ev/:0:1:2 ev/.:0:1:2 ev/a:1:2:1:gone", "at 2");
	is_str(identities_text(reader, 3), "ev/:0:1:3 ev/.:0:1:3 ev/a:1:2:1:gone", "at 3");
	is_str(identities_text(reader, 4), "there is no revision 4", "at none");
	is_str(ask(dir, "SELECT count(*) FROM identity"), "4", "only rows that changed are kept");

	is_int(store_revisions(reader, a, &list, &n, &e), 0, "the list of revisions");
	ok(n == 3 && list[0].number == 1 && list[2].number == 3, "oldest first");
	is_int(list[1].moment, 1686729602, "with its moment");
	is_int(store_revision(reader, 2, a, &r, &e), 0, "one revision");
	is_str(r.summary, "something", "with its summary");
	ok(store_revision(reader, 9, a, &r, &e) != 0, "%s", e.msg);
	r.number = 4;
	store_begin(reader, &e);
	ok(store_add(reader, &r, &one, &(struct identities){0}, &e) != 0,
	    "a reader cannot publish: %s", e.msg);
	store_abort(reader);

	is_str(ask(dir, "PRAGMA journal_mode"), "wal", "the log is written ahead");
	is_str(ask(dir, "UPDATE revision SET summary = 'x' RETURNING 1"), "?",
	    "a revision is never altered");
	sources_free(&one);
	sources_free(&two);
	arena_free(a);
	store_close(reader);
	store_close(s);
}

static void
test_refusals(const char *dir)
{
	struct store *s = open_store(dir, STORE_WRITE);
	struct sources src = two_files("a\n", "b\n", 2);
	struct identity_row ids[] = {
	    row("", "ev@example.org", 0, 1, false), row("a", "a.ev@example.org", 0, 1, false)};
	struct identities both = {.rows = ids, .n = 2}, one = {.rows = ids, .n = 1};
	struct revision early = {2, 5, "early"};
	struct err e = {0};

	publish(s, 1, &src, both, &e);
	ok(publish(s, 3, &src, both, &e) != 0, "numbers have no gap: %s", e.msg);
	ok(publish(s, 1, &src, both, &e) != 0, "nor come twice: %s", e.msg);
	ok(publish(s, 2, &src, one, &e) != 0, "no identity is lost: %s", e.msg);
	store_begin(s, &e);
	ok(store_add(s, &early, &src, &both, &e) != 0, "time does not run backwards: %s", e.msg);
	store_abort(s);
	is_int(store_latest(s, &e), 1, "none of them stands");
	is_int(publish(s, 2, &src, both, &e), 0, "and the next one can");
	sources_free(&src);
	store_close(s);
}

static void
test_abort(const char *dir)
{
	struct store *s = open_store(dir, STORE_WRITE), *other = open_store(dir, STORE_WRITE);
	struct sources src = two_files("a\n", "b\n", 2);
	struct identity_row id = row("", "ev@example.org", 0, 1, false);
	struct identities ids = {.rows = &id, .n = 1};
	struct revision first = {1, 1, "first"}, second = {2, 2, "second"};
	struct sources back;
	struct err e = {0};

	store_begin(s, &e);
	store_set_wait(other, 20);
	ok(store_begin(other, &e) != 0, "a second publisher is told: %s", e.msg);
	is_int(store_add(s, &first, &src, &ids, &e), 0, "added");
	is_int(store_latest(s, &e), 1, "this connection sees it");
	is_int(store_sources(s, 1, &back, &e), 0, "with its sources");
	sources_free(&back);
	is_int(store_latest(other, &e), 0, "another does not");
	store_abort(s);
	is_int(store_latest(s, &e), 0, "aborted, it is gone");
	is_str(ask(dir, "SELECT count(*) FROM source"), "0", "with its sources");
	is_int(publish(other, 1, &src, ids, &e), 0, "the second publisher can now");
	store_begin(s, &e);
	store_add(s, &second, &src, &ids, &e);
	store_close(s);
	is_int(store_latest(other, &e), 1, "closing aborts");
	store_abort(other);
	sources_free(&src);
	store_close(other);
	store_close(NULL);
}

static void
test_modes(const char *dir)
{
	struct store *s = NULL;
	struct stat st;
	struct err e = {0};
	mode_t mask = umask(0);

	is_int(store_open(&s, dir, STORE_READ, &e), 0, "reading what is not there is no failure");
	ok(s == NULL && stat(dir, &st) != 0, "and makes nothing");
	s = open_store(dir, STORE_WRITE);
	publish_number(s, 1, &e);
	umask(mask);
	stat(dir, &st);
	is_int(st.st_mode & 07777, 0700, "the folder is 0700");
	stat(scratch_in(dir, "plenary.db"), &st);
	is_int(st.st_mode & 07777, 0600, "the file is 0600");
	is_int(stat(scratch_in(dir, "plenary.db-wal"), &st), 0, "there is a log");
	is_int(st.st_mode & 07777, 0600, "0600");
	is_int(stat(scratch_in(dir, "plenary.db-shm"), &st), 0, "and shared memory");
	is_int(st.st_mode & 07777, 0600, "0600");
	store_close(s);
	is_int(scratch_count(dir), 1, "closed, there is one file");
}

/* Whoever only looks leaves nothing beside the file, and still sees what was committed last. */
static void
test_look(const char *dir)
{
	struct store *s = NULL, *writer;
	struct err e = {0};

	is_int(store_open(&s, dir, STORE_LOOK, &e), 0, "looking at what is not there: %s", e.msg);
	ok(s == NULL, "is no failure");
	writer = open_store(dir, STORE_WRITE);
	publish_number(writer, 1, &e);
	is_int(
	    store_open(&s, dir, STORE_LOOK, &e), 0, "looking while the log is in use: %s", e.msg);
	is_int(s == NULL ? -1 : store_latest(s, &e), 1, "what is in the log is seen");
	store_close(s);
	store_close(writer);
	is_int(store_open(&s, dir, STORE_LOOK, &e), 0, "looking when nobody has it: %s", e.msg);
	is_int(s == NULL ? -1 : store_latest(s, &e), 1, "the same is seen");
	is_int(scratch_count(dir), 1, "and nothing is left, while it is open");
	store_close(s);
	is_int(scratch_count(dir), 1, "nor when it is closed");
}

/* What a user without rights sees in a folder that is read-only for them. */
static int
read_as_nobody(const char *dir)
{
	struct store *s = NULL;
	struct err e = {0};
	int latest = -1;

	fflush(stdout);
	pid_t child = fork();

	if (child == 0) {
		if (geteuid() == 0 && setuid(65534) != 0)
			_exit(99);
		if (store_open(&s, dir, STORE_READ, &e) == 0 && s != NULL)
			latest = store_latest(s, &e);
		if (latest < 0)
			printf("# %s\n", e.msg);
		fflush(stdout);
		store_close(s);
		_exit(latest < 0 ? 98 : latest);
	}
	waitpid(child, &latest, 0);
	return WEXITSTATUS(latest);
}

static void
test_read_only(const char *dir)
{
	struct store *s = open_store(dir, STORE_WRITE);
	struct err e = {0};

	publish_number(s, 1, &e);
	store_close(s);
	chmod(scratch_in(dir, "plenary.db"), 0444);
	chmod(dir, 0555);
	is_int(read_as_nobody(dir), 1, "a read-only folder can be read");
	chmod(dir, 0755);
}

static void
write_file(const char *path, const void *bytes, size_t n)
{
	FILE *f = fopen(path, "wb");

	if (f == NULL || fwrite(bytes, 1, n, f) != n || fclose(f) != 0)
		ok(false, "write %s", path);
}

static size_t
read_file(const char *path, char *bytes, size_t max)
{
	FILE *f = fopen(path, "rb");
	size_t n = f == NULL ? 0 : fread(bytes, 1, max, f);

	if (f != NULL)
		fclose(f);
	return n;
}

/* Both ways of opening are refused with `want` in the reason, and the file stays as it is. */
static void
refused(const char *dir, const char *want, const char *name)
{
	static char before[1 << 20], after[1 << 20];
	const char *path = scratch_in(dir, "plenary.db");
	size_t n = read_file(path, before, sizeof before), m;
	struct store *s = NULL;
	struct err e = {0};

	ok(store_open(&s, dir, STORE_WRITE, &e) != 0 && s == NULL && strstr(e.msg, want) != NULL,
	    "%s: refused for writing: %s", name, e.msg);
	store_close(s);
	memset(&e, 0, sizeof e);
	s = NULL;
	if (store_open(&s, dir, STORE_READ, &e) == 0 && s != NULL)
		store_latest(s, &e);
	store_close(s);
	ok(strstr(e.msg, want) != NULL, "%s: and for reading: %s", name, e.msg);
	m = read_file(path, after, sizeof after);
	ok(n == m && memcmp(before, after, n) == 0, "%s: left as it is", name);
}

static void
test_not_ours(const char *dir)
{
	static char bytes[1 << 20];
	const char *path;
	struct store *s = open_store(dir, STORE_WRITE);
	struct err e = {0};
	size_t n;

	for (int i = 1; i <= 20; i++)
		publish_number(s, i, &e);
	store_close(s);
	ask(dir, "PRAGMA journal_mode = DELETE");
	path = scratch_in(dir, "plenary.db");
	n = read_file(path, bytes, sizeof bytes);

	ask(dir, "PRAGMA user_version = 7");
	refused(dir, "newer Plenary", "a newer format");
	ask(dir, "PRAGMA user_version = 0");
	refused(dir, "damaged", "no format");
	ask(dir, "PRAGMA application_id = 7");
	refused(dir, "another program", "another program's file");
	write_file(path, bytes, n / 2 / 4096 * 4096);
	refused(dir, "damaged", "a file cut short");
	memset(bytes + 4096 * 2, 0x5a, 4096 * 2);
	write_file(path, bytes, n);
	s = NULL;
	ok(store_open(&s, dir, STORE_WRITE, &e) != 0, "overwritten pages: %s", e.msg);
	memset(bytes, 'x', 5000);
	write_file(path, bytes, 5000);
	refused(dir, "damaged", "a file of something else");
	write_file(path, "hello", 5);
	refused(dir, "damaged", "a short file of something else");
	unlink(path);
	if (symlink("/etc/passwd", path) == 0)
		ok(store_open(&s, dir, STORE_WRITE, &e) != 0, "a symbolic link: %s", e.msg);
	unlink(path);
	mkdir(path, 0700);
	ok(store_open(&s, dir, STORE_READ, &e) != 0, "a folder: %s", e.msg);
	rmdir(path);
	write_file(path, "", 0);
	is_int(store_open(&s, dir, STORE_READ, &e), 0, "an empty file is a store with nothing yet");
	ok(s == NULL, "to a reader");
	s = open_store(dir, STORE_WRITE);
	is_int(publish_number(s, 1, &e), 0, "and can be published to");
	store_close(s);
}

/* Another program's database whose log was not yet brought in: that is its own business. */
static void
test_log_of_another(const char *dir)
{
	static char before[1 << 16], after[1 << 16];
	struct store *s = NULL;
	struct err e = {0};
	size_t n;
	int status;

	mkdir(dir, 0700);
	fflush(stdout);
	pid_t child = fork();

	if (child == 0) {
		sqlite3 *db;

		sqlite3_open(scratch_in(dir, "plenary.db"), &db);
		sqlite3_exec(db, "PRAGMA journal_mode = WAL; CREATE TABLE t (x)", NULL, NULL, NULL);
		kill(getpid(), SIGKILL);
	}
	waitpid(child, &status, 0);
	n = read_file(scratch_in(dir, "plenary.db"), before, sizeof before);
	ok(store_open(&s, dir, STORE_WRITE, &e) != 0, "another program's log: %s", e.msg);
	ok(n == read_file(scratch_in(dir, "plenary.db"), after, sizeof after) &&
		memcmp(before, after, n) == 0,
	    "is not brought in");
	ok(access(scratch_in(dir, "plenary.db-wal"), F_OK) == 0, "nor removed");
}

static void
test_odd_paths(const char *dir)
{
	static const char *const names[] = {
	    "with space", "file:x?mode=memory", "%41#é", ":memory:", "a/b/c//d/", "'\";--"};
	char here[4096];
	struct err e = {0};

	mkdir(dir, 0700);
	if (getcwd(here, sizeof here) == NULL || chdir(dir) != 0)
		ok(false, "chdir");
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		struct store *s = open_store(names[i], STORE_WRITE);
		struct stat st;

		if (!ok(s != NULL, "a folder called %s", names[i]))
			continue;
		is_int(publish_number(s, 1, &e), 0, "is written to");
		store_close(s);
		is_int(stat(scratch_in(names[i], "plenary.db"), &st), 0, "as a file in it");
		if (strchr(names[i], '/') != NULL)
			continue;
		chmod(names[i], 0555);
		chmod(scratch_in(names[i], "plenary.db"), 0444);
		chmod(dir, 0755);
		is_int(read_as_nobody(names[i]), 1, "and read when read-only");
		chmod(names[i], 0755);
	}
	if (chdir(here) != 0)
		ok(false, "chdir");
}

static void
test_many(const char *dir)
{
	struct store *s = open_store(dir, STORE_WRITE);
	struct identity_row *ids = calloc(5000, sizeof *ids);
	char(*names)[32] = calloc(5000, sizeof *names);
	struct sources src = {0};
	struct err e = {0};
	struct timespec a, b;

	for (int i = 0; i < 5000; i++) {
		snprintf(names[i], sizeof names[i], "session-%05d", i);
		ids[i] = row(names[i], names[i], 0, 1, false);
		if (i < 1000)
			sources_add(&src, names[i], names, 20000);
	}
	clock_gettime(CLOCK_MONOTONIC, &a);
	is_int(publish(s, 1, &src, (struct identities){.rows = ids, .n = 5000}, &e), 0,
	    "5,000 entries");
	is_int(publish(s, 2, &src, (struct identities){.rows = ids, .n = 5000}, &e), 0, "twice");
	clock_gettime(CLOCK_MONOTONIC, &b);
	is_str(ask(dir, "SELECT count(*) FROM identity"), "5000", "are 5,000 rows");
	printf("# in %.0f ms\n",
	    (double)(b.tv_sec - a.tv_sec) * 1e3 + (double)(b.tv_nsec - a.tv_nsec) / 1e6);
	sources_free(&src);
	free(names);
	free(ids);
	store_close(s);
}

int
main(void)
{
	static const struct scratch_test tests[] = {
	    {"revisions", test_revisions},
	    {"refusals", test_refusals},
	    {"abort", test_abort},
	    {"modes", test_modes},
	    {"look", test_look},
	    {"read-only", test_read_only},
	    {"not-ours", test_not_ours},
	    {"another", test_log_of_another},
	    {"odd", test_odd_paths},
	    {"many", test_many},
	};

	return scratch_run(tests, sizeof tests / sizeof tests[0]);
}
