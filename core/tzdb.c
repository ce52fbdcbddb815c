/* SPDX-License-Identifier: ISC */
/* The zones of one machine: a list of names first, and a file only for a name that is on it. */
#include "core/tz_private.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	LIST_BYTES_MAX = 1024 * 1024, /* of tzdata.zi or a zone table; in use: 110 KB */
	ZONES_MAX = 4096,             /* in use: 600 */
	NAME_BYTES_MAX = 64,
	LINKS_MAX = 4 /* a link to a link to … */
};

struct zone {
	const char *name;
	const char *target;  /* what it is a link to; NULL: a zone */
	const char *country; /* in zone.tab; NULL */
	size_t order;        /* there */
	struct tz *tz;       /* NULL: not asked for yet */
};

struct tzdb {
	int dir;
	pthread_mutex_t lock; /* of what is read when it is asked for: the zones' `tz` */
	char *lists[3];       /* text of the files that the names point into */
	struct zone *zones;
	const char **names;
	size_t n;
};

/* ---- files ---- */

/* Reads `n` bytes, fewer only at the end of the file; the number read, or -1. */
static ssize_t
read_full(int fd, char *p, size_t n)
{
	size_t done = 0;

	while (done < n) {
		ssize_t got = read(fd, p + done, n - done);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		done += (size_t)got;
	}
	return (ssize_t)done;
}

/* Reads all of a regular file of at most `max` bytes, and puts a NUL after it. */
static int
read_file(int dir, const char *name, size_t max, char **out, size_t *n, struct err *e)
{
	int fd = openat(dir, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat st;
	char *p = NULL;
	ssize_t got;
	int rc = -1;

	if (fd < 0 || fstat(fd, &st) != 0) {
		err_set(e, "%s: %s", name, strerror(errno));
		goto out;
	}
	if (!S_ISREG(st.st_mode) || st.st_size > (off_t)max) {
		err_set(e, "%s: no file, or over %zu bytes", name, max);
		goto out;
	}
	p = malloc((size_t)st.st_size + 1);
	if (p == NULL) {
		err_set(e, "%s: out of memory", name);
		goto out;
	}
	got = read_full(fd, p, (size_t)st.st_size);
	if (got < 0) {
		err_set(e, "%s: %s", name, strerror(errno));
		goto out;
	}
	p[got] = '\0';
	*n = (size_t)got;
	*out = p;
	p = NULL;
	rc = 0;
out:
	free(p);
	if (fd >= 0)
		close(fd);
	return rc;
}

/* ---- the list ---- */

/* Whether this may be a path below the folder of zones: no dot at all is among the letters. */
static bool
name_is_valid(const char *s)
{
	size_t n = strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+/-");

	return n > 0 && n <= NAME_BYTES_MAX && s[n] == '\0' && s[0] != '/';
}

static void
add_zone(struct tzdb *db, const char *name, const char *target)
{
	if (db->n < ZONES_MAX && name_is_valid(name) && (target == NULL || name_is_valid(target)))
		db->zones[db->n++] = (struct zone){.name = name, .target = target};
}

/* Cuts the text's first line off and returns it; NULL at the end. */
static char *
next_line(char **text)
{
	char *line = *text, *end;

	if (*line == '\0')
		return NULL;
	end = line + strcspn(line, "\n");
	*text = *end == '\0' ? end : end + 1;
	*end = '\0';
	return line;
}

/* Cuts the line's first field off; "" when there is none left. */
static char *
next_field(char **line, char separator)
{
	char *field = *line, *end = strchr(field, separator);

	if (end == NULL)
		end = field + strlen(field);
	*line = *end == '\0' ? end : end + 1;
	*end = '\0';
	return field;
}

/* tzdata.zi is a source of zic(8) in short: "Z NAME …" is a zone, "L TARGET NAME" a link. */
static void
list_from_source(struct tzdb *db, char *text)
{
	char *line;

	while ((line = next_line(&text)) != NULL) {
		char *kind = next_field(&line, ' ');

		if (strcmp(kind, "Z") == 0) {
			add_zone(db, next_field(&line, ' '), NULL);
		} else if (strcmp(kind, "L") == 0) {
			char *target = next_field(&line, ' ');

			add_zone(db, next_field(&line, ' '), target);
		}
	}
}

/* zone1970.tab and zone.tab: the third of the fields between tabs is the name. */
static void
list_from_table(struct tzdb *db, char *text)
{
	char *line;

	while ((line = next_line(&text)) != NULL) {
		if (line[0] == '#')
			continue;
		next_field(&line, '\t');
		next_field(&line, '\t');
		add_zone(db, next_field(&line, '\t'), NULL);
	}
}

static int
zone_cmp(const void *a, const void *b)
{
	const struct zone *x = a, *y = b;

	return strcmp(x->name, y->name);
}

/* Sorts the list and drops what is in it twice. */
static int
list_finish(struct tzdb *db, struct err *e)
{
	size_t n = 0;

	qsort(db->zones, db->n, sizeof *db->zones, zone_cmp);
	for (size_t i = 0; i < db->n; i++)
		if (n == 0 || zone_cmp(&db->zones[n - 1], &db->zones[i]) != 0)
			db->zones[n++] = db->zones[i];
	db->n = n;
	db->names = calloc(n + 1, sizeof *db->names);
	if (db->names == NULL)
		return err_set(e, "out of memory");
	for (size_t i = 0; i < n; i++)
		db->names[i] = db->zones[i].name;
	return 0;
}

static struct zone *
find_zone(const struct tzdb *db, const char *name)
{
	struct zone key = {.name = name};

	return bsearch(&key, db->zones, db->n, sizeof *db->zones, zone_cmp);
}

/* Which country a zone is of, by zone.tab; without that table none is. */
static void
read_countries(struct tzdb *db)
{
	char *text, *line;
	size_t n, order = 0;

	if (read_file(db->dir, "zone.tab", LIST_BYTES_MAX, &db->lists[2], &n, NULL) != 0)
		return;
	text = db->lists[2];
	while ((line = next_line(&text)) != NULL) {
		const char *country = next_field(&line, '\t');
		struct zone *z;

		next_field(&line, '\t');
		z = find_zone(db, next_field(&line, '\t'));
		if (z == NULL || strlen(country) != 2)
			continue;
		z->country = country;
		z->order = order++;
	}
}

/* The zone tables have no zone without a country, so UTC is added to them. */
static int
list_read(struct tzdb *db, struct err *e)
{
	size_t n;

	db->zones = calloc(ZONES_MAX, sizeof *db->zones);
	if (db->zones == NULL)
		return err_set(e, "out of memory");
	if (read_file(db->dir, "tzdata.zi", LIST_BYTES_MAX, &db->lists[0], &n, NULL) == 0) {
		list_from_source(db, db->lists[0]);
	} else {
		if (read_file(db->dir, "zone1970.tab", LIST_BYTES_MAX, &db->lists[0], &n, NULL) ==
		    0)
			list_from_table(db, db->lists[0]);
		if (read_file(db->dir, "zone.tab", LIST_BYTES_MAX, &db->lists[1], &n, NULL) == 0)
			list_from_table(db, db->lists[1]);
		if (db->n > 0) {
			add_zone(db, "Etc/UTC", NULL);
			add_zone(db, "UTC", "Etc/UTC");
		}
	}
	if (db->n == 0)
		return err_set(e, "no list of zones: install the package tzdata");
	if (list_finish(db, e) != 0)
		return -1;
	read_countries(db);
	return 0;
}

int
tzdb_open(struct tzdb **out, const char *dir, struct err *e)
{
	const char *path = dir == NULL ? "/usr/share/zoneinfo" : dir;
	struct tzdb *db = calloc(1, sizeof *db);
	int rc = -1;

	if (db == NULL) {
		err_set(e, "time zones: out of memory");
		goto out;
	}
	pthread_mutex_init(&db->lock, NULL);
	db->dir = open(path, O_RDONLY | O_CLOEXEC | O_DIRECTORY);
	if (db->dir < 0) {
		err_set(e, "time zones in %s: %s", path, strerror(errno));
		goto out;
	}
	if (list_read(db, e) != 0) {
		err_context(e, "time zones in %s", path);
		goto out;
	}
	*out = db;
	db = NULL;
	rc = 0;
out:
	tzdb_close(db);
	return rc;
}

void
tzdb_close(struct tzdb *db)
{
	if (db == NULL)
		return;
	for (size_t i = 0; i < db->n; i++)
		tz_free(db->zones[i].tz);
	free(db->zones);
	free(db->names);
	for (size_t i = 0; i < sizeof db->lists / sizeof db->lists[0]; i++)
		free(db->lists[i]);
	if (db->dir >= 0)
		close(db->dir);
	pthread_mutex_destroy(&db->lock);
	free(db);
}

const char *const *
tzdb_names(const struct tzdb *db, size_t *n)
{
	*n = db->n;
	return db->names;
}

/* ---- looking up ---- */

const char *
tzdb_country(const struct tzdb *db, const char *name, size_t *order)
{
	const struct zone *z = find_zone(db, name);

	if (z == NULL || z->country == NULL)
		return NULL;
	*order = z->order;
	return z->country;
}

const char *
tzdb_name(const struct tzdb *db, const char *name, size_t n)
{
	const struct zone *z = NULL;

	for (size_t i = 0; i < db->n && z == NULL; i++)
		if (strncasecmp(db->names[i], name, n) == 0 && db->names[i][n] == '\0')
			z = &db->zones[i];
	for (int i = 0; z != NULL && z->country == NULL && z->target != NULL && i <= LINKS_MAX; i++)
		z = find_zone(db, z->target);
	if (z == NULL)
		return NULL;
	if (strcmp(z->name, "Etc/UTC") == 0 || strcmp(z->name, "Etc/GMT") == 0)
		z = find_zone(db, "UTC");
	return z == NULL ? NULL : z->name;
}

/* Reads the zone's file, or that of what it links to when it has none: Debian 13 lists the names
 * of tzdata-legacy without their files. A failure is not kept, it may be one of the moment. */
static struct tz *
read_zone(const struct tzdb *db, const struct zone *asked)
{
	const struct zone *z = asked;
	struct tz *tz = NULL;
	char *bytes = NULL;
	size_t n;

	for (int i = 0; z != NULL && bytes == NULL && i <= LINKS_MAX; i++) {
		if (read_file(db->dir, z->name, TZ_BYTES_MAX, &bytes, &n, NULL) != 0)
			z = z->target == NULL ? NULL : find_zone(db, z->target);
	}
	if (bytes != NULL && tz_read(&tz, asked->name, bytes, n, NULL) != 0)
		tz = NULL;
	free(bytes);
	return tz;
}

const struct tz *
tzdb_find(struct tzdb *db, const char *name)
{
	struct zone *z = find_zone(db, name);
	const struct tz *tz;

	if (z == NULL)
		return NULL;
	pthread_mutex_lock(&db->lock);
	if (z->tz == NULL)
		z->tz = read_zone(db, z);
	tz = z->tz;
	pthread_mutex_unlock(&db->lock);
	return tz;
}
