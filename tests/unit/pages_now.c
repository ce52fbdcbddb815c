/* SPDX-License-Identifier: ISC */
/* Pages of the fictional site as they are asked for before, during and after its conference, beside
 * what is wanted in tests/golden/pages. */
#include "core/page_text.h"
#include "core/pages.h"
#include "core/public.h"
#include "data/read.h"
#include "gemini/gemtext.h"
#include "ical/repeat.h"
#include "tests/lib/golden.h"
#include "tests/lib/tap.h"

static struct tzdb *db;

static struct site *
load(const char *dir)
{
	struct arena *a = arena_new(16 << 20);
	struct sources src = {0};
	struct site *s = NULL;
	struct findings f;
	struct err e = {""};

	findings_init(&f, a);
	if (sources_from_folder(&src, dir, &f, &e) != 0 ||
	    sources_repeat_by(&src, ical_repeat_dates) != 0 || site_read(&s, &src, db, &f, &e) != 0)
		printf("Bail out! %s: %s\n", dir, e.msg);
	public_view(s);
	sources_free(&src);
	arena_free(a);
	return s;
}

struct asked {
	const char *name, *path, *now, *zone, *lang;
};

static void
page_is(const struct site *s, const struct asked *c)
{
	struct view v = {.lang = c->lang != NULL ? c->lang : "en", .live = true};
	struct place_in_site at = path_find(s, c->path);
	struct page *p;
	char golden[256];
	struct buf b;

	tz_parse_rfc3339(c->now, &v.now);
	if (c->zone != NULL)
		v.zone = tzdb_find(db, c->zone);
	p = page_build(s, &v, &at);
	if (!ok(p != NULL, "there is a page %s", c->path))
		return;
	buf_init(&b, GOLDEN_BYTES_MAX);
	if (place_is_file(&at))
		page_text(&b, p, "gemini://example.org/");
	else
		gemtext_page(&b, p);
	snprintf(golden, sizeof golden, "tests/golden/pages/%s%s", c->name,
	    place_is_file(&at) ? ".txt" : ".gmi");
	golden_is(golden, &b);
	buf_free(&b);
	page_free(p);
}

#define DAYS "commons-days-2031/"

static void
test_moments(const struct site *s)
{
	static const struct asked cases[] = {
	    {"home-long-before", "", "2031-08-20T12:00:00Z", NULL, NULL},
	    {"home-evening-before", "", "2031-10-14T20:00:00+02:00", NULL, NULL},
	    {"home-parallel", "", "2031-10-15T11:45:00+02:00", NULL, NULL},
	    {"home-parallel-from-elsewhere", "", "2031-10-15T11:45:00+02:00", "Pacific/Auckland",
		NULL},
	    {"home-break", "", "2031-10-15T08:45:00+02:00", NULL, NULL},
	    {"home-night", "", "2031-10-15T23:55:00+02:00", NULL, NULL},
	    {"home-last-day-over", "", "2031-10-17T21:00:00+02:00", NULL, NULL},
	    {"now-parallel", "now", "2031-10-15T11:45:00+02:00", NULL, NULL},
	    {"now-nothing", "now", "2031-08-20T12:00:00Z", NULL, NULL},
	    {"agenda", DAYS "agenda", "2031-10-15T11:45:00+02:00", NULL, NULL},
	    {"agenda", DAYS "agenda.txt", "2031-10-15T11:45:00+02:00", NULL, NULL},
	    {"room-past-midnight-elsewhere", DAYS "room/studio", "2031-10-15T11:45:00+02:00",
		"Pacific/Auckland", NULL},
	    {"agenda-from-elsewhere", "tools-webinar-2031/agenda.txt", "2031-10-15T11:45:00+02:00",
		"Asia/Tokyo", NULL},
	    {"session-of-private-link", DAYS "session/small-data-kept-well",
		"2031-10-15T08:45:00+02:00", NULL, NULL},
	    {"day-30", DAYS "day/2031-10-15", "2031-10-15T08:45:00+02:00", NULL, NULL},
	    {"day-30-from-elsewhere", DAYS "day/2031-10-15", "2031-10-15T08:45:00+02:00",
		"Africa/Nairobi", NULL},
	    {"day-in-french", DAYS "day/2031-10-15", "2031-10-15T08:45:00+02:00", NULL, "fr"},
	    {"home-in-arabic", "", "2031-10-15T11:45:00+02:00", NULL, "ar"},
	    {"room-in-french", DAYS "room/hall", "2031-10-15T23:55:00+02:00", NULL, "fr"},
	    {"session-in-french", DAYS "session/opening", "2031-10-15T08:45:00+02:00", NULL, "fr"},
	    {"event-parallel", DAYS, "2031-10-15T11:45:00+02:00", NULL, NULL},
	    {"room-on", DAYS "room/hall", "2031-10-15T09:50:00+02:00", NULL, NULL},
	    {"room-between", DAYS "room/forum", "2031-10-15T10:10:00+02:00", NULL, NULL},
	    {"room-night", DAYS "room/hall", "2031-10-15T23:55:00+02:00", NULL, NULL},
	    {"room-over", DAYS "room/forum", "2031-10-17T23:00:00+02:00", NULL, NULL},
	    {"track-on", DAYS "track/digital", "2031-10-15T11:45:00+02:00", NULL, NULL},
	    {"person-on", "person/ada-example", "2031-10-15T09:35:00+02:00", NULL, NULL},
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		page_is(s, &cases[i]);
}

int
main(void)
{
	struct err e;
	struct site *s;

	if (tzdb_open(&db, NULL, &e) != 0)
		printf("Bail out! %s\n", e.msg);
	s = load("data/fictional");
	test_moments(s);
	site_free(s);
	tzdb_close(db);
	return tap_done();
}
