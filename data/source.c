/* SPDX-License-Identifier: ISC */
#include "data/source.h"

#include "data/logo.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

static bool
has_end(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n > m && strcmp(s + n - m, end) == 0;
}

static bool
is_source_name(const char *s)
{
	return s[0] != '.' && s[0] != '_' &&
	       (has_end(s, ".yaml") || has_end(s, ".yml") || logo_is_name(s));
}

/* Bytes of a name that would be a source's without what follows them, or in small letters; 0 if it
 * is another file's: editors of Windows make x.yaml.txt of x.yaml. */
static size_t
misnamed(const char *s)
{
	static const char *const ends[] = {
	    ".yaml", ".yml", ".yaml.txt", ".yml.txt", ".yaml.", ".yml."};
	size_t n = strlen(s), i, m;

	if (s[0] == '.' || s[0] == '_' || is_source_name(s))
		return 0;
	for (i = 0; i < sizeof ends / sizeof *ends; i++) {
		m = strlen(ends[i]);
		if (n > m && strcasecmp(s + n - m, ends[i]) == 0)
			return n - m + 4 + (ends[i][2] == 'a');
	}
	return 0;
}

static void
tell_misnamed(struct findings *f, const char *name)
{
	size_t n = misnamed(name), i;
	char better[256];

	if (n == 0 || n >= sizeof better)
		return;
	memcpy(better, name, n);
	better[n] = '\0';
	for (i = n - 4; i < n; i++)
		better[i] =
		    (char)(better[i] >= 'A' && better[i] <= 'Z' ? better[i] | 0x20 : better[i]);
	finding_add(f, RULE_FILE_NOT_READ, (struct place){name, 0, 0},
	    finding_words(f, "rename it to '%s'", finding_quote(f, better)), "'%s' is not read",
	    finding_quote(f, name));
}

/* Puts a file in its place by name; takes over both pointers. -1 when memory is out. */
static int
insert(struct sources *s, char *name, char *bytes, size_t n)
{
	struct source *items = realloc(s->items, (s->n + 1) * sizeof *items);
	size_t i = s->n;

	if (items == NULL)
		return -1;
	s->items = items;
	while (i > 0 && strcmp(items[i - 1].name, name) > 0)
		i--;
	memmove(items + i + 1, items + i, (s->n - i) * sizeof *items);
	items[i] = (struct source){name, bytes, n};
	s->n++;
	return 0;
}

int
sources_add(struct sources *s, const char *name, const void *bytes, size_t n)
{
	char *own_name = strdup(name), *own = malloc(n + 1);

	if (own_name == NULL || own == NULL)
		goto fail;
	if (n > 0)
		memcpy(own, bytes, n);
	if (insert(s, own_name, own, n) == 0)
		return 0;
fail:
	free(own_name);
	free(own);
	return -1;
}

/* Reads up to `max` bytes; -1 with errno. */
static ssize_t
read_full(int fd, char *p, size_t max)
{
	size_t n = 0;
	ssize_t got;

	while (n < max) {
		got = read(fd, p + n, max - n);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		n += (size_t)got;
	}
	return (ssize_t)n;
}

enum outcome { READ_OK, READ_FAILED, READ_TOO_LARGE, READ_NO_FILE };

/* The bytes of an open file into `buf`, of SOURCE_BYTES_MAX + 1 bytes. */
static enum outcome
read_regular(int fd, char *buf, size_t *n)
{
	struct stat st;
	ssize_t got;

	if (fstat(fd, &st) != 0)
		return READ_FAILED;
	if (!S_ISREG(st.st_mode))
		return READ_NO_FILE;
	got = read_full(fd, buf, SOURCE_BYTES_MAX + 1);
	if (got < 0)
		return READ_FAILED;
	*n = (size_t)got;
	return *n > SOURCE_BYTES_MAX ? READ_TOO_LARGE : READ_OK;
}

static void
add_finding(struct findings *f, const char *name, enum outcome outcome, int err)
{
	struct place at = {name, 0, 0};

	if (outcome == READ_TOO_LARGE)
		finding_add(f, RULE_FILE_TOO_LARGE, at,
		    logo_is_name(name) ? "make a smaller picture of it"
				       : "split it into several events",
		    "the file is larger than 1 MiB");
	else if (outcome == READ_NO_FILE)
		finding_add(f, RULE_FILE_UNREADABLE, at,
		    "put a file there, or give it another name", "this is not a file");
	else
		finding_add(f, RULE_FILE_UNREADABLE, at, "see who may read it",
		    "the file cannot be read (%s)", strerror(err));
}

/* Reads one file of the folder. A link to a file is fine, as git users have them; O_NONBLOCK so
 * that a FIFO or device of that name does not hold us up before fstat tells. */
static int
add_file(struct sources *s, int dirfd, const char *name, char *buf, struct findings *f)
{
	int fd = openat(dirfd, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY), err;
	enum outcome outcome = READ_FAILED;
	size_t n = 0;

	if (fd >= 0)
		outcome = read_regular(fd, buf, &n);
	err = errno;
	if (fd >= 0)
		close(fd);
	if (outcome == READ_OK)
		return sources_add(s, name, buf, n);
	add_finding(f, name, outcome, err);
	return 0;
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* site.yaml before all others, so that it is not among those that do not fit. */
static int
compare_for_reading(const void *a, const void *b)
{
	bool x = strcmp(*(char *const *)a, "site.yaml") == 0;
	bool y = strcmp(*(char *const *)b, "site.yaml") == 0;

	return x != y ? y - x : compare_names(a, b);
}

/* The names of the folder's sources, in the order of reading; at most SOURCE_FILES_MAX + 1 of them.
 */
static int
list_names(DIR *dir, char ***out, size_t *n, struct findings *f)
{
	struct dirent *ent;
	char **names;

	while (*n <= SOURCE_FILES_MAX && (errno = 0, ent = readdir(dir)) != NULL) {
		if (!is_source_name(ent->d_name)) {
			tell_misnamed(f, ent->d_name);
			continue;
		}
		names = realloc(*out, (*n + 1) * sizeof *names);
		if (names == NULL)
			return -1;
		*out = names;
		names[*n] = strdup(ent->d_name);
		if (names[*n] == NULL)
			return -1;
		++*n;
	}
	if (errno != 0)
		return -1;
	if (*n > 1)
		qsort(*out, *n, sizeof **out, compare_for_reading);
	return 0;
}

static size_t
total_bytes(const struct sources *s)
{
	size_t total = 0, i;

	for (i = 0; i < s->n; i++)
		total += s->items[i].n;
	return total;
}

static int
add_files(struct sources *s, int dirfd, char *const *names, size_t n, struct findings *f)
{
	char *buf = malloc(SOURCE_BYTES_MAX + 1);
	size_t total = 0, i;
	int rc = buf == NULL ? -1 : 0;

	for (i = 0; i < n && rc == 0; i++) {
		if (total > SOURCE_TOTAL_MAX || i == SOURCE_FILES_MAX) {
			finding_add(f, RULE_TOO_MANY, (struct place){names[i], 0, 0},
			    "put some events into a folder of their own",
			    "there are more files here than fit (%d files, %d MiB)",
			    SOURCE_FILES_MAX, SOURCE_TOTAL_MAX / 1024 / 1024);
			break;
		}
		rc = add_file(s, dirfd, names[i], buf, f);
		total = total_bytes(s);
	}
	free(buf);
	return rc;
}

int
sources_from_folder(struct sources *out, const char *dir, struct findings *f, struct err *e)
{
	struct sources s = {0};
	char **names = NULL;
	size_t n = 0, i;
	DIR *d = opendir(dir);
	int rc = -1;

	if (d == NULL)
		return err_set(e, "%s: %s", dir, strerror(errno));
	if (list_names(d, &names, &n, f) != 0 || add_files(&s, dirfd(d), names, n, f) != 0) {
		err_set(e, "%s: %s", dir, strerror(errno));
		goto out;
	}
	*out = s;
	s = (struct sources){0};
	rc = 0;
out:
	for (i = 0; i < n; i++)
		free(names[i]);
	free(names);
	closedir(d);
	sources_free(&s);
	return rc;
}

int
sources_add_file(
    struct sources *s, const char *dir, const char *name, struct findings *f, struct err *e)
{
	int fd = open(dir, O_RDONLY | O_CLOEXEC | O_DIRECTORY), rc = -1;
	char *buf = malloc(SOURCE_BYTES_MAX + 1);

	if (fd < 0)
		err_set(e, "%s: %s", dir, strerror(errno));
	else if (buf == NULL || add_file(s, fd, name, buf, f) != 0)
		err_set(e, "out of memory");
	else
		rc = 0;
	if (fd >= 0)
		close(fd);
	free(buf);
	return rc;
}

static int
compare_name(const void *name, const void *source)
{
	return strcmp(name, ((const struct source *)source)->name);
}

const struct source *
sources_find(const struct sources *s, const char *name)
{
	return s->n == 0 ? NULL : bsearch(name, s->items, s->n, sizeof *s->items, compare_name);
}

bool
sources_eq(const struct sources *a, const struct sources *b)
{
	size_t i;

	if (a->n != b->n)
		return false;
	for (i = 0; i < a->n; i++) {
		const struct source *x = &a->items[i], *y = &b->items[i];

		if (x->n != y->n || strcmp(x->name, y->name) != 0 ||
		    (x->n > 0 && memcmp(x->bytes, y->bytes, x->n) != 0))
			return false;
	}
	return true;
}

/* What is known of rules; NULL when memory is out. */
static struct repeats *
own_repeats(struct sources *s)
{
	if (s->repeats == NULL)
		s->repeats = calloc(1, sizeof *s->repeats);
	return s->repeats;
}

int
sources_repeat_by(struct sources *s, repeat_find *find)
{
	if (own_repeats(s) == NULL)
		return -1;
	s->repeats->find = find;
	return 0;
}

int
sources_add_repeat(
    struct sources *s, const char *rule, struct date first, const char *text, struct err *e)
{
	if (own_repeats(s) == NULL || repeats_add(s->repeats, rule, first, text) != 0)
		return err_set(e, "the dates of '%s' cannot be read", rule);
	return 0;
}

void
sources_free(struct sources *s)
{
	size_t i;

	for (i = 0; i < s->n; i++) {
		free(s->items[i].name);
		free(s->items[i].bytes);
	}
	free(s->items);
	repeats_free(s->repeats);
	*s = (struct sources){0};
}
