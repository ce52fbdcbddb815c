/* SPDX-License-Identifier: ISC */
/* Any bytes as an event file beside a plain site.yaml. Whatever they are, there is a site, its
 * ids are ids, its ends are after its starts, and it can be checked. */
#include "data/read.h"
#include "core/check.h"
#include "core/utf8.h"
#include "ical/repeat.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char site_yaml[] =
    "title: {en: Example, fr: Exemple}\nhost: example.org\nlanguages: [en, fr]\n"
    "timezone: Europe/Berlin\norganisations: {example: Example}\nseries: {days: Days}\n"
    "people: {ana: {name: Ana, organisation: example}}\n";

static void
require(int holds)
{
	if (!holds)
		abort();
}

static void
look_at_event(const struct event *ev)
{
	size_t i;

	require(ev->id != NULL && id_is_valid(ev->id) && ev->zone != NULL);
	for (i = 0; i < ev->nsessions; i++) {
		const struct session *se = ev->sessions[i];

		require(se->id != NULL && id_is_valid(se->id));
		require(event_find_session(ev, se->id) == se);
		require(!se->slot.has_start || date_is_set(se->slot.day));
		require(!se->slot.has_end || se->slot.end > se->slot.start);
	}
}

static void
look_at_findings(struct findings *f)
{
	struct buf b;
	size_t i;

	buf_init(&b, 1 << 20);
	findings_sort(f);
	for (i = 0; i < f->n; i++) {
		buf_clear(&b);
		finding_format(&b, &f->items[i], "");
		require(!b.failed && utf8_check(b.p, b.n) == b.n);
		require(strchr(b.p, '\n') == b.p + b.n - 1 && strchr(b.p, 0x1b) == NULL);
	}
	buf_free(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct tzdb *db;
	struct arena *a = arena_new(64 * 1024 * 1024);
	struct sources src = {0};
	struct site *site = NULL;
	struct findings f;
	struct err e;
	size_t i;

	if (db == NULL)
		require(tzdb_open(&db, NULL, &e) == 0);
	findings_init(&f, a);
	sources_add(&src, "site.yaml", site_yaml, strlen(site_yaml));
	sources_add(&src, "event.yaml", data, size);
	sources_repeat_by(&src, ical_repeat_dates);
	require(site_read(&site, &src, db, &f, &e) == 0);
	for (i = 0; i < site->nevents; i++)
		look_at_event(site->events[i]);
	if (f.errors == 0)
		site_check(site, 1900000000, &f);
	look_at_findings(&f);
	site_free(site);
	sources_free(&src);
	arena_free(a);
	return 0;
}
