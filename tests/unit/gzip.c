/* SPDX-License-Identifier: ISC */
/* Files compressed beforehand, and what becomes of them from version to version. */
#include "data/gzip.h"

#include "tests/lib/scratch.h"
#include "tests/lib/tap.h"

#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

enum { SIZE_MAX_TRIED = 1 << 20, SEED = 7 };

/* ---- the bytes ---- */

/* Contents in pieces of `step` bytes. */
struct text {
	const char *bytes;
	size_t n, step, at;
};

static void
rewind_text(void *ctx)
{
	((struct text *)ctx)->at = 0;
}

static size_t
next_text(void *ctx, const char **piece)
{
	struct text *t = ctx;
	size_t n = t->n - t->at < t->step ? t->n - t->at : t->step;

	*piece = t->bytes + t->at;
	t->at += n;
	return n;
}

static struct tree_pieces
pieces_of(struct text *t)
{
	return (struct tree_pieces){t, t->n, rewind_text, next_text};
}

/* Something between words and noise. */
static char *
make_bytes(size_t n)
{
	char *s = malloc(n + 1);
	unsigned seed = SEED;

	for (size_t i = 0; i < n; i++) {
		seed = seed * 1103515245 + 12345;
		s[i] = (char)(i % 64 < 48 ? 'a' + i % 23 : (seed >> 16) & 0xff);
	}
	return s;
}

static void
test_bytes(struct gzip *g)
{
	static const size_t sizes[] = {0, 1, 100, 32767, 32768, 32769, 65536, SIZE_MAX_TRIED};
	static const size_t steps[] = {1, 4096, 65536, SIZE_MAX_TRIED};
	char *bytes = make_bytes(SIZE_MAX_TRIED);
	struct buf first, again;

	for (size_t i = 0; i < COUNT(sizes); i++) {
		buf_init(&first, 2 * SIZE_MAX_TRIED);
		for (size_t k = 0; k < COUNT(steps); k++) {
			struct text t = {bytes, sizes[i], steps[k], 0};
			struct tree_pieces p = pieces_of(&t);
			bool same = true;

			buf_init(&again, 2 * SIZE_MAX_TRIED);
			is_int(gzip_write(g, &again, &p), 0, "%zu bytes by %zu are compressed",
			    sizes[i], steps[k]);
			ok(gzip_holds(again.p, again.n, &p), "and are the same when they are not");
			if (k == 0)
				buf_put(&first, again.p, again.n);
			else
				same = again.n == first.n && memcmp(again.p, first.p, first.n) == 0;
			ok(same, "however they come");
			buf_free(&again);
		}
		buf_free(&first);
	}
	free(bytes);
}

/* RFC 1952 section 2.3.1: no flag, no time; 2 for the most that can be had. */
static void
test_head(struct gzip *g)
{
	static const char head[] = {0x1f, (char)0x8b, 8, 0, 0, 0, 0, 0, 2};
	struct text t = {"text", 4, 4, 0};
	struct tree_pieces p = pieces_of(&t);
	struct buf b;

	buf_init(&b, 1000);
	gzip_write(g, &b, &p);
	ok(b.n > sizeof head && memcmp(b.p, head, sizeof head) == 0,
	    "there is neither a name nor a time in it");
	buf_free(&b);
	buf_init(&b, 20);
	is_int(gzip_write(g, &b, &p), -1, "a buffer that is too small is no success");
	buf_free(&b);
}

static void
test_other(struct gzip *g)
{
	struct text t = {"some text, some text, some text", 31, 31, 0}, other;
	struct tree_pieces p = pieces_of(&t), q;
	struct buf b;

	buf_init(&b, 1000);
	gzip_write(g, &b, &p);
	static const struct {
		const char *name, *bytes;
	} cases[] = {{"another byte", "some text, some text, some texT"}, {"less", "some text"},
	    {"more", "some text, some text, some text, some text"}, {"nothing", ""}};
	for (size_t i = 0; i < COUNT(cases); i++) {
		other = (struct text){cases[i].bytes, strlen(cases[i].bytes), 5, 0};
		q = pieces_of(&other);
		ok(!gzip_holds(b.p, b.n, &q), "%s is not what it holds", cases[i].name);
	}
	for (size_t n = 0; n < b.n; n++)
		if (gzip_holds(b.p, n, &p))
			ok(false, "cut short at %zu", n);
	buf_putc(&b, 'x');
	ok(!gzip_holds(b.p, b.n, &p), "nor is a file with more after it");
	for (size_t i = 10; i < b.n - 1; i++) {
		b.p[i] ^= 0x55;
		if (gzip_holds(b.p, b.n - 1, &p))
			ok(false, "byte %zu is another", i);
		b.p[i] ^= 0x55;
	}
	buf_free(&b);
}

static void
test_names(void)
{
	static const struct {
		const char *name;
		bool want;
	} cases[] = {{"index.html", true}, {"style.css", true}, {"all.fr.ics", true},
	    {"feed.xml", true}, {"logo.svg", true}, {"site.js", true}, {"schedule.json", true},
	    {"sessions.csv", true}, {"robots.txt", true}, {"logo.png", false}, {"a.webp", false},
	    {"html", false}, {"", false}, {"x.html.gz", false}};

	for (size_t i = 0; i < COUNT(cases); i++)
		ok(gzip_is_for(cases[i].name) == cases[i].want, "'%s'", cases[i].name);
}

/* ---- the tree ---- */

static const char *const page =
    "<p>A page of some length, which is a page of some length, a page of some length.</p>";

/* A version of two pages, one of them `text`, and a picture. */
static int
publish(const char *dir, const char *name, const char *text, bool compressed)
{
	struct err e = {""};
	struct tree *t;
	int rc = tree_begin(&t, dir, name, &e);

	if (rc == 0 && compressed)
		rc = tree_gzip(t, &e);
	if (rc == 0)
		rc = tree_put(t, "x/same.html", page, strlen(page), &e);
	if (rc == 0)
		rc = tree_put(t, "x/other.html", text, strlen(text), &e);
	if (rc == 0)
		rc = tree_put(t, "logo.png", page, strlen(page), &e);
	if (rc == 0)
		rc = tree_put(t, "short.html", "x", 1, &e);
	if (rc == 0)
		rc = tree_seal(t, &e);
	if (rc == 0)
		rc = tree_commit(t, &e);
	tree_end(t);
	return rc;
}

static ino_t
inode_of(const char *dir, const char *path)
{
	struct stat st;

	return lstat(scratch_in(dir, path), &st) == 0 && S_ISREG(st.st_mode) ? st.st_ino : 0;
}

static bool
holds(const char *dir, const char *path, const char *want)
{
	struct text t = {want, strlen(want), 10, 0};
	struct tree_pieces p = pieces_of(&t);
	char gz[4096];
	FILE *f = fopen(scratch_in(dir, path), "r");
	size_t n;

	if (f == NULL)
		return false;
	n = fread(gz, 1, sizeof gz, f);
	fclose(f);
	return gzip_holds(gz, n, &p);
}

static void
test_tree(const char *dir)
{
	char *one = malloc(2000), *two = malloc(2000);
	ino_t same, other;
	FILE *f;

	snprintf(one, 2000, "one, %s", page);
	snprintf(two, 2000, "two, %s", page);
	is_int(publish(dir, "r1", one, false), 0, "a version without");
	ok(inode_of(dir, "current/x/same.html.gz") == 0, "has nothing compressed");
	ok(!tree_current_ends(dir, "-gzip"), "and is not called so");
	is_int(publish(dir, "r1-gzip", one, true), 0, "the same with");
	same = inode_of(dir, "current/x/same.html.gz");
	other = inode_of(dir, "current/x/other.html.gz");
	ok(same != 0 && holds(dir, "current/x/same.html.gz", page), "has its pages compressed");
	ok(inode_of(dir, "current/logo.png.gz") == 0, "no picture");
	ok(inode_of(dir, "current/short.html.gz") == 0, "nor what would be larger");
	ok(tree_is_current(dir, "r1-gzip") && !tree_is_current(dir, "r1"), "it is another one");
	ok(tree_current_ends(dir, "-gzip"), "by its name");
	is_int(publish(dir, "r2-gzip", two, true), 0, "a second version");
	ok(inode_of(dir, "current/x/same.html.gz") == same, "shares what did not change");
	ok(inode_of(dir, "current/x/other.html.gz") != other, "has what did");
	ok(holds(dir, "current/x/other.html.gz", two), "anew");

	f = fopen(scratch_in(dir, "current/x/same.html.gz"), "w");
	fputs("no such thing", f);
	fclose(f);
	unlink(scratch_in(dir, "current/x/other.html.gz"));
	is_int(publish(dir, "r3-gzip", two, true), 0, "after someone wrote into what is out");
	ok(holds(dir, "current/x/same.html.gz", page), "the next version is right again");
	ok(holds(dir, "current/x/other.html.gz", two), "and whole");
	is_int(publish(dir, "r3-gzip", two, true), 0, "the same version again");
	ok(tree_current_ends(dir, "-gzip"), "is called so, whatever stands after it");
	is_int(publish(dir, "r3", two, false), 0, "and without again");
	ok(inode_of(dir, "current/x/same.html.gz") == 0, "nothing is left of it");
	ok(!tree_current_ends("/no/such/folder", ""), "a folder that is not there is none");
	free(one);
	free(two);
}

int
main(void)
{
	static const struct scratch_test tests[] = {{"tree", test_tree}};
	struct gzip *g = gzip_new();

	test_bytes(g);
	test_head(g);
	test_other(g);
	test_names();
	gzip_free(g);
	return scratch_run(tests, COUNT(tests));
}
