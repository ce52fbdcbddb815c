/* SPDX-License-Identifier: ISC */
/* Imports tests/golden/import/NAME.xml and .ics: the agenda that comes is NAME.yaml, what is told
 * of it NAME.err. What was written is read again: without an error, and with every session there
 * was. */
#include "core/intake.h"
#include "data/import_value.h"
#include "data/read.h"
#include "data/schedule_xml.h"
#include "data/write.h"
#include "ical/import.h"

#include "tests/lib/golden.h"
#include "tests/lib/tap.h"

#include <dirent.h>
#include <stdlib.h>

static const char folder[] = "tests/golden/import";
static const char site_yaml[] = "title: Example\nhost: agenda.example.org\nlanguages: [en]\n"
				"timezone: Asia/Kathmandu\n";

enum { BYTES_MAX = 1024 * 1024, ARENA_MAX = 64 * 1024 * 1024 };

/* The agenda as the command would print it. */
static void
write_agenda(const struct intake *in, const struct findings *f, struct buf *out)
{
	struct findings notes;

	findings_init(&notes, f->arena);
	intake_notes(f, &notes);
	in->site->zone = NULL;
	event_write(out, in->site, in->site->events[0], &notes);
}

static void
read_again(const char *name, const struct intake *in, const struct buf *yaml, struct tzdb *db)
{
	struct arena *a = arena_new(ARENA_MAX);
	struct sources src = {0};
	struct site *site = NULL;
	struct findings f;
	struct err e = {""};

	findings_init(&f, a);
	sources_add(&src, "site.yaml", site_yaml, strlen(site_yaml));
	sources_add(&src, "event.yaml", yaml->p, yaml->n);
	ok(site_read(&site, &src, db, &f, &e) == 0, "%s: is read again %s", name, e.msg);
	is_int(f.errors, 0, "%s: no error is in it", name);
	for (size_t i = 0; i < f.n; i++)
		printf("# %d:%d %s\n", f.items[i].at.line, f.items[i].at.col, f.items[i].what);
	is_int(site->events[0]->nsessions, in->met, "%s: every session is in it", name);
	for (size_t i = 0; i < intake_kept(in); i++) {
		const struct session *se = in->site->events[0]->sessions[i];

		ok(event_find_session(site->events[0], se->id) != NULL, "%s: id %s stays", name,
		    se->id);
	}
	site_free(site);
	sources_free(&src);
	arena_free(a);
}

static void
golden(const char *name, const char *ending, const struct buf *got)
{
	char path[300];

	snprintf(path, sizeof path, "%s/%.*s%s", folder, (int)(strlen(name) - 4), name, ending);
	golden_is(path, got);
}

static void
test_file(const char *name, struct tzdb *db)
{
	struct intake_options o = {
	    .file = name, .db = db, .takes = import_takes, .today = {2031, 5, 1}};
	struct arena *a = arena_new(ARENA_MAX);
	struct buf bytes, yaml, err;
	struct findings f;
	struct intake *in;
	struct err e = {""};
	char path[300];

	buf_init(&bytes, BYTES_MAX);
	buf_init(&yaml, BYTES_MAX);
	buf_init(&err, BYTES_MAX);
	findings_init(&f, a);
	snprintf(path, sizeof path, "%s/%s", folder, name);
	golden_read(path, &bytes);
	in = intake_new(&o, &f);
	if ((ical_import_is(bytes.p, bytes.n) ? ical_import_read : schedule_xml_read)(
		in, bytes.p, bytes.n, &e) != 0 ||
	    intake_finish(in, &e) != 0) {
		buf_printf(&err, "%s\n", e.msg);
	} else {
		write_agenda(in, &f, &yaml);
		golden(name, ".yaml", &yaml);
		read_again(name, in, &yaml, db);
		is_int(intake_kept(in), in->met, "%s: as many out as in", name);
	}
	for (size_t i = 0; i < f.n; i++)
		finding_format(&err, &f.items[i], "");
	golden(name, ".err", &err);
	intake_free(in);
	buf_free(&bytes);
	buf_free(&yaml);
	buf_free(&err);
	arena_free(a);
}

static int
is_source(const struct dirent *ent)
{
	const char *dot = strrchr(ent->d_name, '.');

	return dot != NULL && (strcmp(dot, ".xml") == 0 || strcmp(dot, ".ics") == 0);
}

int
main(void)
{
	struct dirent **list = NULL;
	struct tzdb *db = NULL;
	struct err e = {""};
	int n = scandir(folder, &list, is_source, alphasort), i;

	if (!ok(n > 0, "there are files in %s", folder) ||
	    !ok(tzdb_open(&db, NULL, &e) == 0, "zones: %s", e.msg))
		return tap_done();
	for (i = 0; i < n; i++) {
		test_file(list[i]->d_name, db);
		free(list[i]);
	}
	free(list);
	tzdb_close(db);
	return tap_done();
}
