/* SPDX-License-Identifier: ISC */
/* Any bytes as a schedule.xml. Whatever is taken of them, what is written of it is read again
 * without an error, with every session that was met. */
#include "data/schedule_xml.h"
#include "core/utf8.h"
#include "data/import_value.h"
#include "data/read.h"
#include "data/write.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char site_yaml[] = "title: Example\nhost: example.org\nlanguages: [en]\n"
				"timezone: Europe/Berlin\n";

static void
require(int holds)
{
	if (!holds)
		abort();
}

static void
look_at_findings(const struct findings *f)
{
	struct buf b;

	buf_init(&b, 1 << 20);
	for (size_t i = 0; i < f->n; i++) {
		buf_clear(&b);
		finding_format(&b, &f->items[i], "");
		require(!b.failed && utf8_check(b.p, b.n) == b.n);
		require(strchr(b.p, '\n') == b.p + b.n - 1 && strchr(b.p, 0x1b) == NULL);
	}
	buf_free(&b);
}

static void
read_again(const struct intake *in, const struct buf *yaml, struct tzdb *db)
{
	struct arena *a = arena_new(64 * 1024 * 1024);
	struct sources src = {0};
	struct site *site = NULL;
	struct findings f;
	struct err e;

	findings_init(&f, a);
	sources_add(&src, "site.yaml", site_yaml, strlen(site_yaml));
	sources_add(&src, "event.yaml", yaml->p, yaml->n);
	require(site_read(&site, &src, db, &f, &e) == 0);
	for (size_t i = 0; f.errors > 0 && i < f.n; i++)
		fprintf(stderr, "%d: %s [%s]\n", f.items[i].at.line, f.items[i].what,
		    rule_id(f.items[i].rule));
	require(f.errors == 0);
	require(site->nevents == 1 && site->events[0]->nsessions == in->met);
	site_free(site);
	sources_free(&src);
	arena_free(a);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct tzdb *db;
	struct intake_options o = {.file = "schedule.xml", .takes = import_takes};
	struct arena *a = arena_new(64 * 1024 * 1024);
	struct findings f, notes;
	struct intake *in;
	struct buf yaml;
	struct err e;

	if (db == NULL)
		require(tzdb_open(&db, NULL, &e) == 0);
	o.db = db;
	findings_init(&f, a);
	findings_init(&notes, a);
	in = intake_new(&o, &f);
	require(in != NULL);
	if (schedule_xml_read(in, (const char *)data, size, &e) == 0) {
		require(intake_finish(in, &e) == 0 && intake_kept(in) == in->met);
		intake_notes(&f, &notes);
		in->site->zone = NULL;
		buf_init(&yaml, SOURCE_BYTES_MAX);
		require(event_write(&yaml, in->site, in->site->events[0], &notes) == 0);
		read_again(in, &yaml, db);
		buf_free(&yaml);
	}
	look_at_findings(&f);
	intake_free(in);
	arena_free(a);
	return 0;
}
