/* SPDX-License-Identifier: ISC */
/* Any bytes as a calendar to import. Whatever they are, what comes is an event whose sessions are
 * as many as were met, with ends after their starts, and the agenda written of it is read again
 * without an error. */
#include "core/intake.h"
#include "core/utf8.h"
#include "data/import_value.h"
#include "data/read.h"
#include "data/write.h"
#include "ical/import.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char site_yaml[] = "title: Example\nhost: example.org\nlanguages: [en]\n"
				"timezone: Asia/Kathmandu\n";

static void
require(int holds)
{
	if (!holds)
		abort();
}

static void
look_at_event(const struct event *ev)
{
	require(ev->zone != NULL);
	for (size_t i = 0; i < ev->nsessions; i++) {
		const struct session *se = ev->sessions[i];

		require(se->id != NULL && id_is_valid(se->id));
		require(!se->slot.has_start || date_is_set(se->slot.day));
		require(!se->slot.has_end || se->slot.end > se->slot.start);
	}
}

static void
read_again(const struct intake *in, struct arena *a, struct tzdb *db)
{
	struct sources src = {0};
	struct site *site = NULL;
	struct findings f;
	struct err e;
	struct buf out;

	buf_init(&out, 16 * 1024 * 1024);
	findings_init(&f, a);
	in->site->zone = NULL;
	event_write(&out, in->site, in->site->events[0], &f);
	findings_init(&f, a);
	sources_add(&src, "site.yaml", site_yaml, strlen(site_yaml));
	sources_add(&src, "event.yaml", buf_str(&out), out.n);
	require(site_read(&site, &src, db, &f, &e) == 0);
	require(f.errors == 0 && site->nevents == 1);
	require(site->events[0]->nsessions == in->met);
	site_free(site);
	sources_free(&src);
	buf_free(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct tzdb *db;
	struct intake_options o = {.file = "calendar.ics", .takes = import_takes};
	struct arena *a = arena_new(256 * 1024 * 1024);
	struct findings f;
	struct intake *in;
	struct err e;

	if (db == NULL)
		require(tzdb_open(&db, NULL, &e) == 0);
	o.db = db;
	findings_init(&f, a);
	in = intake_new(&o, &f);
	ical_import_is((const char *)data, size);
	if (ical_import_read(in, (const char *)data, size, &e) == 0) {
		require(intake_finish(in, &e) == 0);
		require(intake_kept(in) == in->met);
		look_at_event(in->site->events[0]);
		if (in->met < 200)
			read_again(in, a, db);
	}
	intake_free(in);
	arena_free(a);
	return 0;
}
