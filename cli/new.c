/* SPDX-License-Identifier: ISC */
#include "cli/commands.h"
#include "cli/load.h"
#include "cli/term.h"
#include "core/buf.h"
#include "core/err.h"
#include "core/finding.h"
#include "core/model.h"
#include "data/folder.h"
#include "data/import_value.h"
#include "data/template.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	FILE_MAX = 64 * 1024,
	DAYS_AHEAD = 180, /* about when the event is, until its organiser says */
	WEDNESDAY = 3
};

/* What is begun. */
struct beginning {
	const char *kind, *dir;
	char id[ID_MAX + 1], zone[PATH_MAX];
	struct template_values values;
	int fd;           /* of the folder */
	bool begins_site; /* its site.yaml is new, too */
};

static int
unknown_kind(const char *kind)
{
	size_t n = 0;
	const char *near;

	while (template_kinds[n] != NULL)
		n++;
	near = suggest(kind, template_kinds, n);
	fputs("plenary: there is no starting file of the kind '", stderr);
	term_puts(stderr, kind);
	fprintf(stderr, "': %s%s%s", near != NULL ? "did you mean '" : "write",
	    near != NULL ? near : "", near != NULL ? "'?" : "");
	for (size_t i = 0; near == NULL && i < n; i++)
		fprintf(stderr, "%s %s", i == 0 ? "" : i + 1 < n ? "," : " or", template_kinds[i]);
	fputc('\n', stderr);
	return EXIT_USAGE;
}

/* The zone of this machine, as far as it says: its organiser's, most of the time. */
static void
find_zone(char out[PATH_MAX])
{
	static const char folder[] = "zoneinfo/";
	struct tzdb *db = NULL;
	const char *name = getenv("TZ"), *at;
	char link[PATH_MAX] = "";

	snprintf(out, PATH_MAX, "UTC");
	if (name == NULL || *name == '\0') {
		ssize_t n = readlink("/etc/localtime", link, sizeof link - 1);

		link[n > 0 ? n : 0] = '\0';
		at = strstr(link, folder);
		name = at == NULL ? "" : at + strlen(folder);
	}
	if (tzdb_open(&db, NULL, NULL) == 0 && tzdb_find(db, name) != NULL)
		snprintf(out, PATH_MAX, "%s", name);
	tzdb_close(db);
}

/* Another week for each kind, so that the people of two of them are not in both at once. */
static struct date
first_day(const char *kind)
{
	int ahead = DAYS_AHEAD + 7 * word_find(template_kinds, kind);
	struct date day = date_add(date_from_seconds(load_now(), NULL), ahead);

	return date_add(day, (WEDNESDAY - date_weekday(day) + 7) % 7);
}

static int
prepare(struct beginning *b, const struct options *o, struct err *e)
{
	struct date first = first_day(b->kind);
	char id[INTAKE_VALUE_MAX];

	if (o->event != NULL && !import_takes(INTAKE_EVENT_ID, o->event, id))
		return err_set(e,
		    "'%s' is the name of one of Plenary's own pages or files: give another id",
		    o->event);
	if (o->event != NULL)
		snprintf(b->id, sizeof b->id, "%s", o->event);
	else
		snprintf(b->id, sizeof b->id, "our-%s-%d", b->kind, first.year);
	find_zone(b->zone);
	b->values = (struct template_values){b->id, b->zone, first, date_add(first, 1)};
	b->fd = folder_open(b->dir, e);
	return b->fd < 0 ? -1 : 0;
}

/* Writes the starting file of a kind; one that is there is left alone, which is 1. */
static int
put_file(struct beginning *b, const char *kind, const char *name, struct err *e)
{
	struct buf text;
	int rc = 0;

	buf_init(&text, FILE_MAX);
	template_write(&text, kind, &b->values);
	if (text.failed)
		rc = err_set(e, "out of memory");
	else if (folder_put(b->fd, name, text.p, text.n) != 0)
		rc = errno == EEXIST ? 1 : err_set(e, "%s/%s: %s", b->dir, name, strerror(errno));
	if (rc == 0)
		printf("wrote %s/%s\n", b->dir, name);
	buf_free(&text);
	return rc;
}

static int
begin(struct beginning *b, struct err *e)
{
	char name[ID_MAX + sizeof ".yaml"];
	int rc;

	snprintf(name, sizeof name, "%s.yaml", b->id);
	rc = put_file(b, b->kind, name, e);
	if (rc == 1)
		return err_set(
		    e, "%s/%s is there already: say another id with --event ID", b->dir, name);
	if (rc == 0) {
		rc = put_file(b, "site", "site.yaml", e);
		b->begins_site = rc == 0;
	}
	return rc < 0 ? -1 : 0;
}

/* What to do with the files. */
static void
print_next(const struct beginning *b, const char *dir)
{
	const char *blank = dir != NULL ? " " : "";

	if (dir == NULL)
		dir = "";
	puts(b->begins_site ? "open both in an editor and write yours over it, title and host of "
			      "site.yaml first;"
			    : "open it in an editor and write yours over it;");
	printf("`plenary check%s%s` tells what is wrong or missing,\n", blank, dir);
	printf("`plenary preview%s%s` shows the pages, to you alone,\n", blank, dir);
	printf(
	    "`plenary publish --out ~/public%s%s` makes them ready for your server\n", blank, dir);
}

int
command_new(const struct options *o)
{
	struct beginning b = {
	    .kind = o->operand, .dir = o->operand2 != NULL ? o->operand2 : ".", .fd = -1};
	struct err e = {""};
	int code = EXIT_DONE;

	if (word_find(template_kinds, b.kind) < 0)
		return unknown_kind(b.kind);
	if (prepare(&b, o, &e) != 0 || begin(&b, &e) != 0)
		code = command_failed(&e);
	else
		print_next(&b, o->operand2);
	if (b.fd >= 0)
		close(b.fd);
	return code;
}
