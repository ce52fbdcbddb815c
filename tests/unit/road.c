/* SPDX-License-Identifier: ISC */
/* The whole road: each tests/golden/road/NAME.yaml, beside the site.yaml there, becomes its
 * findings and, if none is an error, its calendar and its page of the first day (of the event,
 * when no day is known) as gemtext and HTML, which stand beside it as NAME.findings, NAME.ics,
 * NAME.gmi and NAME.html. */
#include "core/change.h"
#include "core/check.h"
#include "core/pages.h"
#include "core/public.h"
#include "core/query.h"
#include "data/read.h"
#include "gemini/gemtext.h"
#include "html/html_page.h"
#include "ical/calendars.h"
#include "tests/lib/golden.h"

#include <dirent.h>

enum { OUTPUT_MAX = 1024 * 1024, REVISION = 1 };

static const char folder[] = "tests/golden/road";
static const int64_t moment = 1900000000; /* 2030-03-17T17:46:40Z */

static void
add_source(struct sources *src, const char *name)
{
	char path[512];
	struct buf b;

	snprintf(path, sizeof path, "%s/%s", folder, name);
	buf_init(&b, OUTPUT_MAX);
	golden_read(path, &b);
	sources_add(src, name, b.p, b.n);
	buf_free(&b);
}

static void
compare(const char *name, const char *suffix, const struct buf *got)
{
	char path[512];

	snprintf(path, sizeof path, "%s/%s.%s", folder, name, suffix);
	golden_is(path, got);
	ok(strstr(buf_str(got), "CANARY") == NULL, "%s: nothing private", path);
}

/* As if the site were published as its first revision. */
static void
publish(struct site *s, struct arena *a)
{
	const struct identity_row *row;
	struct identities none = {0}, ids;
	struct changes c;
	struct event *ev = s->events[0];

	s->revision = REVISION;
	s->moment = moment;
	public_view(s);
	c = changes_find(a, NULL, s, NULL, NULL);
	ids = identities_next(a, &none, s, NULL, &c, NULL, REVISION);
	for (size_t i = 0; i < ids.n; i++) {
		struct identity *id = &ev->identity;

		row = &ids.rows[i];
		if (strcmp(row->session_id, ".") == 0)
			id = &ev->deadline.identity;
		else if (*row->session_id != '\0')
			id = &event_find_session(ev, row->session_id)->identity;
		*id = (struct identity){.uid = row->uid,
		    .created = moment,
		    .modified = moment,
		    .changed_revision = REVISION};
	}
}

static void
compare_outputs(const char *name, const struct site *s, struct arena *a)
{
	const struct event *ev = s->events[0];
	struct view v = {.lang = "en", .now = moment};
	struct date_list days = query_days(a, ev);
	struct place_in_site at = {.kind = PATH_EVENT_ICS, .event = ev};
	struct page *p;
	struct buf b;

	buf_init(&b, OUTPUT_MAX);
	is_int(calendar_write(&b, s, &at), 0, "%s: calendar", name);
	compare(name, "ics", &b);
	at = path_find(s, days.n > 0 ? path_of_day(a, ev, days.items[0]) : path_of_event(a, ev));
	p = page_build(s, &v, &at);
	if (ok(p != NULL, "%s: page", name)) {
		buf_clear(&b);
		gemtext_page(&b, p);
		compare(name, "gmi", &b);
		buf_clear(&b);
		html_page(&b, p, &(struct html_frame){.site = s, .at = &at});
		compare(name, "html", &b);
	}
	page_free(p);
	buf_free(&b);
}

static void
test_case(const char *file, struct tzdb *db)
{
	struct arena *a = arena_new(16 * OUTPUT_MAX);
	struct sources src = {0};
	struct site *s = NULL;
	struct findings f;
	struct err e = {""};
	struct buf b;
	char name[256];

	snprintf(name, sizeof name, "%.*s", (int)(strlen(file) - strlen(".yaml")), file);
	add_source(&src, "site.yaml");
	add_source(&src, file);
	findings_init(&f, a);
	if (ok(site_read(&s, &src, db, &f, &e) == 0, "%s: read", name)) {
		site_check(s, moment, &f);
		findings_sort(&f);
		buf_init(&b, OUTPUT_MAX);
		for (size_t i = 0; i < f.n; i++)
			finding_format(&b, &f.items[i], "");
		compare(name, "findings", &b);
		buf_free(&b);
	}
	if (f.errors == 0) {
		publish(s, a);
		compare_outputs(name, s, a);
	}
	site_free(s);
	sources_free(&src);
	arena_free(a);
}

int
main(void)
{
	struct dirent **entries;
	struct tzdb *db;
	int n = scandir(folder, &entries, NULL, alphasort);

	if (n < 0 || tzdb_open(&db, NULL, NULL) != 0)
		return 1;
	for (int i = 0; i < n; i++) {
		const char *name = entries[i]->d_name, *dot = strrchr(name, '.');

		if (dot != NULL && strcmp(dot, ".yaml") == 0 && strcmp(name, "site.yaml") != 0)
			test_case(name, db);
		free(entries[i]);
	}
	free(entries);
	tzdb_close(db);
	return tap_done();
}
