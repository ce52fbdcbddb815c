/* SPDX-License-Identifier: ISC */
#define _GNU_SOURCE /* unshare */

#include "data/tree.h"
#include "tests/lib/scratch.h"
#include "tests/lib/tap.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

enum { FILES = 12, KILLS = 50 };

static const char *
file_at(const char *dir, const char *path)
{
	static char text[4096];
	FILE *f;
	size_t n;

	f = fopen(scratch_in(dir, path), "r");
	if (f == NULL)
		return NULL;
	n = fread(text, 1, sizeof text - 1, f);
	text[n] = '\0';
	fclose(f);
	return text;
}

static bool
is_there(const char *dir, const char *path)
{
	struct stat st;

	return lstat(scratch_in(dir, path), &st) == 0;
}

static mode_t
kind_of(const char *dir, const char *path)
{
	struct stat st;

	return lstat(scratch_in(dir, path), &st) == 0 ? st.st_mode : 0;
}

static int
mode_of(const char *dir, const char *path)
{
	struct stat st;

	return stat(scratch_in(dir, path), &st) == 0 ? (int)(st.st_mode & 07777) : -1;
}

/* A version with one file a.html that holds `text`. */
static int
publish(const char *dir, const char *name, const char *text, struct err *e)
{
	struct tree *t;
	int rc = tree_begin(&t, dir, name, e);

	if (rc == 0)
		rc = tree_put(t, "a.html", text, strlen(text), e);
	if (rc == 0)
		rc = tree_seal(t, e);
	if (rc == 0)
		rc = tree_commit(t, e);
	tree_end(t);
	return rc;
}

static void
test_versions(const char *dir)
{
	struct err e = {0};
	struct tree *t;
	mode_t mask = umask(077);

	is_int(tree_begin(&t, dir, "r1", &e), 0, "a version is begun, its folders made");
	is_int(tree_put(t, "index.html", "home", 4, &e), 0, "a file");
	is_int(tree_put(t, "x/session/y.html", "deep", 4, &e), 0, "a file in folders");
	is_int(tree_put(t, "x/empty", "", 0, &e), 0, "an empty file");
	ok(!is_there(dir, "current") && !is_there(dir, "r1"), "nothing is seen before");
	is_int(tree_seal(t, &e), 0, "it is sealed");
	ok(!is_there(dir, "current") && !tree_is_current(dir, "r1"), "still nothing is turned");
	ok(tree_put(t, "late", "", 0, &e) != 0, "no file after the seal");
	is_int(tree_commit(t, &e), 0, "it is turned to");
	tree_end(t);
	umask(mask);
	is_str(file_at(dir, "current/index.html"), "home", "a file is there");
	is_str(file_at(dir, "current/x/session/y.html"), "deep", "the deep one too");
	is_int(mode_of(dir, "current/x/session/y.html"), 0644, "files are 0644 whatever the umask");
	is_int(mode_of(dir, "current/x/session"), 0755, "folders 0755");
	is_int(mode_of(dir, "current/"), 0755, "the version 0755");
	ok(tree_is_current(dir, "r1"), "r1 is current");
	ok(!tree_is_current(dir, "r") && !tree_is_current(dir, "r11"), "r and r11 are not");

	is_int(publish(dir, "r2", "two", &e), 0, "a second version");
	ok(is_there(dir, "r1"), "keeps the one before");
	is_int(publish(dir, "r3", "three", &e), 0, "a third");
	ok(!is_there(dir, "r1") && is_there(dir, "r2"), "removes the oldest, keeps the one before");
	is_int(publish(dir, "r3", "again", &e), 0, "the current one once more");
	is_str(file_at(dir, "current/a.html"), "again", "has the new contents");
	ok(tree_is_current(dir, "r3"), "and is r3");
	is_int(publish(dir, "r4", "four", &e), 0, "a fourth");
	ok(!is_there(dir, "r2") && !is_there(dir, "r3") && is_there(dir, "r3+1"),
	    "leaves two versions");
}

static void
test_given_up(const char *dir)
{
	struct err e = {0};
	struct tree *t, *second;

	publish(dir, "r1", "one", &e);
	is_int(tree_begin(&t, dir, "r2", &e), 0, "a version is begun");
	ok(tree_begin(&second, dir, "r2", &e) != 0 && second == NULL, "a second writer is refused");
	ok(strstr(e.msg, "being written by another") != NULL, "and told: %s", e.msg);
	tree_put(t, "a.html", "two", 3, &e);
	tree_end(t);
	ok(!is_there(dir, ".new-r2") && !is_there(dir, "r2"), "given up, it leaves nothing");
	tree_begin(&t, dir, "r2", &e);
	tree_put(t, "a.html", "two", 3, &e);
	tree_seal(t, &e);
	tree_end(t);
	ok(!is_there(dir, "r2"), "nor when given up after the seal");
	is_str(file_at(dir, "current/a.html"), "one", "the old version stands");
	tree_end(NULL);
}

static ino_t
inode_of(const char *dir, const char *path)
{
	struct stat st;

	return lstat(scratch_in(dir, path), &st) == 0 ? st.st_ino : 0;
}

/* A version with files same.html, x/same.html and x/other.html, which holds `text`. */
static struct tree *
begin_version(const char *dir, const char *name, const char *text, struct err *e)
{
	struct tree *t;

	if (tree_begin(&t, dir, name, e) != 0)
		return NULL;
	if (tree_put(t, "same.html", "same", 4, e) != 0 ||
	    tree_put(t, "x/same.html", "same too", 8, e) != 0 ||
	    tree_put(t, "x/other.html", text, strlen(text), e) != 0 || tree_seal(t, e) != 0) {
		tree_end(t);
		return NULL;
	}
	return t;
}

static int
publish_version(const char *dir, const char *name, const char *text, struct err *e)
{
	struct tree *t = begin_version(dir, name, text, e);
	int rc = t == NULL ? -1 : tree_commit(t, e);

	tree_end(t);
	return rc;
}

static void
test_unchanged(const char *dir)
{
	struct err e = {0};
	ino_t same, deep, other;

	is_int(publish_version(dir, "r1", "one", &e), 0, "a version");
	same = inode_of(dir, "r1/same.html");
	deep = inode_of(dir, "r1/x/same.html");
	other = inode_of(dir, "r1/x/other.html");
	tree_end(begin_version(dir, "r2", "two", &e));
	is_str(file_at(dir, "current/x/same.html"), "same too", "one given up harms no file of it");
	is_int(publish_version(dir, "r2", "two", &e), 0, "a second version");
	ok(inode_of(dir, "r2/same.html") == same && inode_of(dir, "r2/x/same.html") == deep,
	    "files that did not change are shared, not written");
	ok(inode_of(dir, "r2/x/other.html") != other, "one that did is another file");
	is_str(file_at(dir, "r1/x/other.html"), "one", "and the old version keeps its own");
	is_int(publish_version(dir, "r3", "2wo", &e), 0, "a third, of the same sizes");
	is_str(file_at(dir, "current/x/other.html"), "2wo", "has its own bytes");
	ok(!is_there(dir, "r1") && inode_of(dir, "r3/same.html") == same,
	    "the oldest is removed, what it shared stays");
	is_str(file_at(dir, "current/same.html"), "same", "and is whole");

	FILE *f = fopen(scratch_in(dir, "r3/same.html"), "w");
	fputs("SAME", f);
	fclose(f);
	chmod(scratch_in(dir, "r3/x/same.html"), 0600);
	is_int(publish_version(dir, "r4", "2wo", &e), 0, "after someone wrote into what is out");
	is_str(file_at(dir, "current/same.html"), "same", "the next version is right again");
	is_int(mode_of(dir, "current/x/same.html"), 0644, "its modes too");
	ok(inode_of(dir, "r4/x/other.html") == inode_of(dir, "r3/x/other.html"), "the rest shared");

	unlink(scratch_in(dir, "r4/same.html"));
	if (symlink("x/same.html", scratch_in(dir, "r4/same.html")) != 0)
		ok(false, "symlink");
	unlink(scratch_in(dir, "r4/x/same.html"));
	mkdir(scratch_in(dir, "r4/x/same.html"), 0755);
	unlink(scratch_in(dir, "r4/x/other.html"));
	mkfifo(scratch_in(dir, "r4/x/other.html"), 0644);
	is_int(publish_version(dir, "r5", "2wo", &e), 0, "after someone put other things there");
	ok(S_ISREG(kind_of(dir, "r5/same.html")) && S_ISREG(kind_of(dir, "r5/x/same.html")) &&
		S_ISREG(kind_of(dir, "r5/x/other.html")),
	    "only files are shared");
}

static void
test_names(const char *dir)
{
	static const char *const names[] = {"", ".", "..", "a/b", "current", ".x", "a b", "a+1",
	    "r\t", "ä", "12345678901234567890123456789012345678901234567890123456789012345"};
	static const char *const paths[] = {
	    "", "/etc/x", "../x", "a/../../x", "a//b", "a/", "./a", "a/./b", "..", ".plenary"};
	struct err e = {0};
	struct tree *t;

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		ok(tree_begin(&t, dir, names[i], &e) != 0, "'%s' is no version's name", names[i]);
	tree_begin(&t, dir, "r1", &e);
	for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++)
		ok(tree_put(t, paths[i], "x", 1, &e) != 0, "'%s' is no path", paths[i]);
	tree_put(t, "a", "x", 1, &e);
	ok(tree_put(t, "a", "x", 1, &e) != 0, "a file is written once: %s", e.msg);
	ok(tree_put(t, "a/b", "x", 1, &e) != 0, "a file is no folder: %s", e.msg);
	tree_end(t);
}

static void
test_in_the_way(const char *dir)
{
	char other[SCRATCH_PATH];
	const char *path;
	struct err e = {0};
	struct tree *t;

	snprintf(other, sizeof other, "%s", scratch_in(dir, "../other"));
	mkdir(dir, 0755);
	mkdir(other, 0755);
	path = scratch_in(other, "precious");
	fclose(fopen(path, "w"));

	path = scratch_in(dir, "current");
	mkdir(path, 0755);
	ok(publish(dir, "r1", "x", &e) != 0, "a folder 'current' is refused: %s", e.msg);
	ok(is_there(dir, "current") && !is_there(dir, "r1"), "and left");
	rmdir(path);
	if (symlink(other, path) != 0)
		ok(false, "symlink");
	ok(publish(dir, "r1", "x", &e) != 0, "'current' to elsewhere is refused: %s", e.msg);
	unlink(path);

	path = scratch_in(dir, ".new-r0");
	if (symlink(other, path) != 0)
		ok(false, "symlink");
	path = scratch_in(dir, "r1");
	mkdir(path, 0755);
	path = scratch_in(dir, ".old-mine");
	mkdir(path, 0755);
	path = scratch_in(dir, ".old-mine/file");
	fclose(fopen(path, "w"));
	path = scratch_in(dir, ".link");
	if (symlink(other, path) != 0)
		ok(false, "symlink");
	is_int(publish(dir, "r1", "x", &e), 0, "a folder r1 of another's is no hindrance");
	ok(tree_is_current(dir, "r1"), "r1 is current beside it");
	publish(dir, "r2", "x", &e);
	publish(dir, "r3", "x", &e);
	ok(is_there(dir, "r1"), "a folder that we did not make is not removed");
	ok(is_there(dir, ".old-mine/file"), "nor one that only looks like rubbish");
	ok(is_there(other, "precious"), "a planted link is not followed when cleaning");

	tree_begin(&t, dir, "r4", &e);
	path = scratch_in(dir, ".new-r4/x");
	if (symlink(other, path) != 0)
		ok(false, "symlink");
	ok(tree_put(t, "x/y", "z", 1, &e) != 0 && !is_there(other, "y"),
	    "nor when writing into a folder: %s", e.msg);
	ok(tree_put(t, "x", "z", 1, &e) != 0, "nor when writing a file: %s", e.msg);
	tree_end(t);
	ok(is_there(other, "precious") && !is_there(dir, ".new-r4"), "nor when giving up");

	path = scratch_in(dir, ".lock");
	unlink(path);
	if (symlink(scratch_in(other, "precious"), path) != 0)
		ok(false, "symlink");
	ok(publish(dir, "r5", "x", &e) != 0, "a planted lock is refused: %s", e.msg);
}

/* A version all of whose files say the same. */
static int
publish_alike(const char *dir, int v)
{
	char name[32], path[32];
	struct tree *t;
	int rc;

	snprintf(name, sizeof name, "v%d", v);
	rc = tree_begin(&t, dir, name, NULL);
	for (int i = 0; rc == 0 && i < FILES; i++) {
		snprintf(path, sizeof path, "d%d/f%d", i % 3, i);
		rc = tree_put(t, path, name, strlen(name), NULL);
	}
	if (rc == 0)
		rc = tree_seal(t, NULL);
	if (rc == 0)
		rc = tree_commit(t, NULL);
	tree_end(t);
	return rc;
}

static bool
is_whole(const char *dir)
{
	char path[64], first[64] = "";
	const char *text;

	for (int i = 0; i < FILES; i++) {
		snprintf(path, sizeof path, "current/d%d/f%d", i % 3, i);
		text = file_at(dir, path);
		if (text == NULL)
			return false;
		if (i == 0)
			snprintf(first, sizeof first, "%s", text);
		else if (strcmp(first, text) != 0)
			return false;
	}
	return true;
}

/* Whether there is anything that only a run at work has. */
static bool
has_left_over(const char *dir)
{
	DIR *d = opendir(dir);
	struct dirent *entry;
	bool has = false;

	while (d != NULL && (entry = readdir(d)) != NULL)
		has = has || strncmp(entry->d_name, ".new-", 5) == 0 ||
		      strncmp(entry->d_name, ".old-", 5) == 0;
	if (d != NULL)
		closedir(d);
	return has;
}

static void
test_kill(const char *dir)
{
	struct err e = {0};
	int whole = 0, alive = 0, status;

	publish_alike(dir, 0);
	for (int i = 1; i <= KILLS; i++) {
		struct timespec pause = {0, (long)scratch_random(12000) * 1000};
		pid_t child = fork();

		if (child == 0) {
			for (int v = i * 1000; publish_alike(dir, v) == 0; v++)
				;
			_exit(1);
		}
		nanosleep(&pause, NULL);
		kill(child, SIGKILL);
		waitpid(child, &status, 0);
		alive += WIFSIGNALED(status);
		whole += is_whole(dir);
	}
	is_int(alive, KILLS, "%d writers were killed at work", KILLS);
	is_int(whole, KILLS, "after each kill there is one whole version");
	tree_tidy(dir);
	ok(!has_left_over(dir), "and what it left can be removed");
	is_int(publish(dir, "last", "x", &e), 0, "and the next one can write");
	is_int(
	    scratch_count(dir), 4, "there are the lock, current, its version and the one before");
}

static void
test_full(const char *dir)
{
	static char big[100000];
	struct err e = {0};
	struct rlimit was, small = {50000, 50000};
	struct tree *t;
	int status;

	publish(dir, "r1", "one", &e);
	getrlimit(RLIMIT_FSIZE, &was);
	small.rlim_max = was.rlim_max;
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &small);
	tree_begin(&t, dir, "r2", &e);
	ok(tree_put(t, "x/y.html", big, sizeof big, &e) != 0, "a file too large is told");
	is_str(e.msg, "write 'x/y.html': File too large", "by its name");
	tree_end(t);
	setrlimit(RLIMIT_FSIZE, &was);
	signal(SIGXFSZ, SIG_DFL);
	ok(tree_is_current(dir, "r1") && !is_there(dir, "r2") && !is_there(dir, ".new-r2"),
	    "and nothing changed");

	/* A real full disk and a real read-only one, where we may mount. */
	fflush(stdout);
	pid_t child = fork();

	if (child == 0) {
		if (unshare(CLONE_NEWNS) != 0 ||
		    mount("none", "/", "none", MS_REC | MS_PRIVATE, "") != 0 ||
		    mount("none", dir, "tmpfs", 0, "size=64k") != 0)
			_exit(77);
		if (publish(dir, "r1", "one", &e) != 0 || tree_begin(&t, dir, "r2", &e) != 0 ||
		    tree_put(t, "x/y.html", big, sizeof big, &e) == 0 ||
		    strcmp(e.msg, "write 'x/y.html': No space left on device") != 0)
			_exit(1);
		tree_end(t);
		if (!tree_is_current(dir, "r1") || is_there(dir, ".new-r2"))
			_exit(2);
		if (mount("none", dir, "tmpfs", MS_REMOUNT | MS_RDONLY, "") != 0)
			_exit(77);
		if (publish(dir, "r2", "two", &e) == 0 || strstr(e.msg, "Read-only") == NULL)
			_exit(3);
		_exit(tree_is_current(dir, "r1") ? 0 : 4);
	}
	waitpid(child, &status, 0);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 77)
		ok(true, "full and read-only disk # SKIP may not mount");
	else
		is_int(WEXITSTATUS(status), 0,
		    "a full disk, then a read-only one: told, and nothing "
		    "changed");
}

static void
test_many(const char *dir)
{
	struct err e = {0};
	struct timespec a, b;
	struct tree *t;
	char path[64], text[4096];
	int rc;

	memset(text, 'x', sizeof text);
	clock_gettime(CLOCK_MONOTONIC, &a);
	rc = tree_begin(&t, dir, "many", &e);
	for (int i = 0; rc == 0 && i < 2000; i++) {
		snprintf(path, sizeof path, "event-%d/session/s%d.html", i / 100, i);
		rc = tree_put(t, path, text, sizeof text, &e);
	}
	if (rc == 0)
		rc = tree_seal(t, &e);
	if (rc == 0)
		rc = tree_commit(t, &e);
	tree_end(t);
	clock_gettime(CLOCK_MONOTONIC, &b);
	is_int(rc, 0, "2,000 files are written");
	printf("# in %.0f ms\n",
	    (double)(b.tv_sec - a.tv_sec) * 1e3 + (double)(b.tv_nsec - a.tv_nsec) / 1e6);
}

/* A letter `step` times, then the next; `n` bytes in all, the last of them `last`. */
struct letters {
	size_t n, step, at;
	char last;
	char piece[100000];
};

static void
rewind_letters(void *ctx)
{
	((struct letters *)ctx)->at = 0;
}

static size_t
next_letters(void *ctx, const char **piece)
{
	struct letters *l = ctx;
	size_t n = l->step < l->n - l->at ? l->step : l->n - l->at;

	memset(l->piece, 'a' + (int)(l->at / l->step % 26), n);
	l->at += n;
	if (n > 0 && l->at == l->n)
		l->piece[n - 1] = l->last;
	*piece = l->piece;
	return n;
}

/* A version with a file of them; its inode, 0 if that went wrong. */
static ino_t
publish_letters(const char *dir, const char *name, struct letters *l, struct err *e)
{
	struct tree *t;
	struct stat st = {0};
	int rc = tree_begin(&t, dir, name, e);

	if (rc == 0)
		rc = tree_put_pieces(t, "x/letters",
		    &(struct tree_pieces){l, l->n, rewind_letters, next_letters}, e);
	if (rc == 0)
		rc = tree_seal(t, e);
	if (rc == 0)
		rc = tree_commit(t, e);
	tree_end(t);
	return rc == 0 && stat(scratch_in(dir, "current/x/letters"), &st) == 0 ? st.st_ino : 0;
}

static bool
holds_letters(const char *dir, struct letters *l)
{
	FILE *f = fopen(scratch_in(dir, "current/x/letters"), "r");
	const char *piece;
	bool is = f != NULL;
	size_t n;

	rewind_letters(l);
	while (is && (n = next_letters(l, &piece)) > 0)
		for (size_t i = 0; is && i < n; i++)
			is = getc(f) == piece[i];
	is = is && getc(f) == EOF;
	if (f != NULL)
		fclose(f);
	return is;
}

static void
test_pieces(const char *dir)
{
	static const size_t sizes[][2] = {{0, 1}, {1, 1}, {1000, 7}, {65536, 65536}, {200000, 100},
	    {300000, 65537}, {250000, 100000}};
	static struct letters l;
	struct err e = {""};

	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		size_t n = sizes[i][0], step = sizes[i][1];
		ino_t first, again, other;

		l = (struct letters){.n = n, .step = step, .last = '.'};
		first = publish_letters(dir, "a", &l, &e);
		ok(first != 0 && holds_letters(dir, &l), "%zu bytes by %zu are written%s", n, step,
		    e.msg);
		again = publish_letters(dir, "b", &l, &e);
		is_int(again, first, "%zu bytes by %zu: the same ones are shared", n, step);
		if (n == 0)
			continue;
		l.last = '!';
		other = publish_letters(dir, "c", &l, &e);
		ok(other != 0 && other != first && holds_letters(dir, &l),
		    "%zu bytes by %zu: another last one is not", n, step);
	}
}

int
main(void)
{
	static const struct scratch_test tests[] = {
	    {"a/b c", test_versions},
	    {"given-up", test_given_up},
	    {"unchanged", test_unchanged},
	    {"names", test_names},
	    {"way", test_in_the_way},
	    {"kill", test_kill},
	    {"full", test_full},
	    {"many", test_many},
	    {"pieces", test_pieces},
	};

	return scratch_run(tests, sizeof tests / sizeof tests[0]);
}
