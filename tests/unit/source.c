/* SPDX-License-Identifier: ISC */
#include "data/source.h"

#include "tests/lib/scratch.h"

#include <fcntl.h>

static char dir[SCRATCH_PATH];

static void
write_file(const char *name, size_t n)
{
	int fd = open(scratch_in(dir, name), O_WRONLY | O_CREAT | O_TRUNC, 0600);
	char byte = 'a';

	if (fd < 0 || write(fd, &byte, 1) != 1 || ftruncate(fd, (off_t)n) != 0)
		ok(false, "%s is written", name);
	if (fd >= 0)
		close(fd);
}

static const char *
names_of(const struct sources *s)
{
	static char names[2000];
	size_t i, n = 0;

	names[0] = '\0';
	for (i = 0; i < s->n && n < sizeof names; i++)
		n += (size_t)snprintf(names + n, sizeof names - n, "%s ", s->items[i].name);
	return names;
}

static const char *
findings_of(const struct findings *f)
{
	static char text[2000];
	size_t i, n = 0;

	text[0] = '\0';
	for (i = 0; i < f->n && n < sizeof text; i++)
		n += (size_t)snprintf(text + n, sizeof text - n, "%s %s;", f->items[i].at.file,
		    rule_id(f->items[i].rule));
	return text;
}

static void
test_folder(void)
{
	struct arena *a = arena_new(1024 * 1024);
	struct sources s = {0};
	struct findings f;
	struct err e;

	findings_init(&f, a);
	write_file("site.yaml", 1);
	write_file("b.yml", SOURCE_BYTES_MAX);
	write_file("a.yaml", 5);
	write_file("B.yaml", 1);
	write_file("_draft.yaml", 1);
	write_file(".hidden.yaml", 1);
	write_file("readme.txt", 1);
	write_file("a.yaml~", 1);
	write_file("yaml", 1);
	write_file("large.yaml", SOURCE_BYTES_MAX + 1);
	if (mkdir(scratch_in(dir, "folder.yaml"), 0700) != 0 ||
	    mkfifo(scratch_in(dir, "fifo.yaml"), 0600) != 0 ||
	    symlink("a.yaml", scratch_in(dir, "link.yaml")) != 0 ||
	    symlink("nowhere", scratch_in(dir, "lost.yaml")) != 0 ||
	    symlink("/dev/zero", scratch_in(dir, "zero.yaml")) != 0)
		ok(false, "the folder is made");
	is_int(sources_from_folder(&s, dir, &f, &e), 0, "a folder is read");
	is_str(names_of(&s), "B.yaml a.yaml b.yml link.yaml site.yaml ",
	    "its YAML files in byte order, a link to a file among them");
	is_str(findings_of(&f),
	    "fifo.yaml file-unreadable;folder.yaml file-unreadable;large.yaml file-too-large;"
	    "lost.yaml file-unreadable;zero.yaml file-unreadable;",
	    "what is no file, or too large, is told of; a FIFO or device does not hold us up");
	if (s.n == 5) {
		is_int(s.items[1].n, 5, "the bytes are counted");
		ok(memcmp(s.items[1].bytes, "a\0\0\0\0", 5) == 0, "and are those of the file");
		is_int(s.items[2].n, SOURCE_BYTES_MAX, "a file may be just as large");
		ok(memcmp(s.items[3].bytes, "a\0\0\0\0", 5) == 0, "a link is the file it names");
	}
	sources_free(&s);
	is_int(
	    sources_from_folder(&s, scratch_in(dir, "none"), &f, &e), -1, "no folder is an error");
	ok(strstr(e.msg, "No such file") != NULL, "and it says why");
	is_int(s.n, 0, "and leaves nothing");
	arena_free(a);
}

static void
test_misnamed(void)
{
	static const char *const made[] = {"site.yaml.txt", "a.YAML", "b.yml.txt", "c.yaml.",
	    "d.yaml.bak", "e.yaml~", "_f.yaml.txt", ".yaml.txt", "good.yaml"};
	struct arena *a = arena_new(1024 * 1024);
	struct sources s = {0};
	struct findings f;
	struct err e;
	size_t i;

	findings_init(&f, a);
	for (i = 0; i < sizeof made / sizeof *made; i++)
		write_file(made[i], 1);
	is_int(sources_from_folder(&s, dir, &f, &e), 0, "misnamed: the folder is read");
	findings_sort(&f);
	is_str(names_of(&s), "good.yaml ", "misnamed: only what has the right name");
	is_str(findings_of(&f),
	    "a.YAML file-not-read;b.yml.txt file-not-read;c.yaml. file-not-read;"
	    "site.yaml.txt file-not-read;",
	    "misnamed: the others are told of");
	if (f.n > 3)
		is_str(f.items[3].todo, "rename it to 'site.yaml'", "misnamed: and what to do");
	sources_free(&s);
	arena_free(a);
}

static void
test_add(void)
{
	struct sources a = {0}, b = {0};

	sources_add(&a, "b", "2", 1);
	sources_add(&a, "a", "1", 1);
	sources_add(&a, "c", "", 0);
	is_str(names_of(&a), "a b c ", "add: the order is kept");
	sources_add(&b, "a", "1", 1);
	sources_add(&b, "b", "2", 1);
	ok(!sources_eq(&a, &b), "eq: one file less");
	sources_add(&b, "c", NULL, 0);
	ok(sources_eq(&a, &b), "eq: the same names and bytes");
	b.items[0].bytes[0] = 'x';
	ok(!sources_eq(&a, &b), "eq: another byte");
	sources_free(&a);
	ok(a.n == 0 && a.items == NULL, "free: the set is empty");
	sources_free(&a);
	sources_free(&b);
	ok(sources_eq(&a, &b), "eq: nothing is nothing");
}

int
main(void)
{
	scratch_make(dir);
	test_folder();
	scratch_remove(dir);
	scratch_make(dir);
	test_misnamed();
	scratch_remove(dir);
	test_add();
	return tap_done();
}
