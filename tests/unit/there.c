/* SPDX-License-Identifier: ISC */
/* Times of an event as a reader in another zone sees them. The expected values are those of
 * `TZ=… date -d @…` of GNU coreutils. */
#include "core/pages_build.h"

#include "tests/lib/tap.h"

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static struct tzdb *db;

static const struct tz *
zone(const char *name)
{
	const struct tz *tz = tzdb_find(db, name);

	if (tz == NULL)
		printf("# no zone %s\n", name);
	return tz;
}

/* A page being made for a reader in a zone. */
struct reading {
	struct site *site;
	struct view view;
	struct maker mk;
	struct event *ev;
};

static void
begin(struct reading *r, const char *event_zone, const char *own)
{
	struct arena *a;

	r->site = site_new();
	a = r->site->arena;
	r->view = (struct view){.lang = "en", .zone = own == NULL ? NULL : zone(own)};
	r->mk = (struct maker){.a = a, .site = r->site, .view = &r->view};
	r->mk.page = arena_alloc(a, sizeof *r->mk.page);
	r->mk.page->arena = a;
	r->mk.page->lang = "en";
	r->mk.w = (struct words){r->site, "en", a};
	r->ev = arena_alloc(a, sizeof *r->ev);
	r->ev->id = "e";
	r->ev->zone = zone(event_zone);
	r->ev->kind = KIND_CALL;
}

static void
test_begins(void)
{
	static const struct {
		const char *name, *event, *own, *start, *want;
	} cases[] = {
	    {"an hour east", "Europe/Brussels", "Africa/Nairobi", "2031-10-15T09:30:00+02:00",
		"10:30"},
	    {"after the clocks go back, two hours", "Europe/Brussels", "Africa/Nairobi",
		"2031-10-27T09:30:00+01:00", "11:30"},
	    {"the same offset", "Europe/Brussels", "Europe/Berlin", "2031-10-15T09:30:00+02:00",
		NULL},
	    {"no zone", "Europe/Brussels", NULL, "2031-10-15T09:30:00+02:00", NULL},
	    {"the same in summer only", "Africa/Lagos", "Europe/London",
		"2031-07-01T09:30:00+01:00", NULL},
	    {"and not in winter", "Africa/Lagos", "Europe/London", "2031-12-01T09:30:00+01:00",
		"08:30"},
	    {"the next day", "Europe/Brussels", "Pacific/Auckland", "2031-10-15T15:30:00+02:00",
		"Thu 16 October, 02:30"},
	    {"just midnight is the next day", "Europe/Brussels", "Pacific/Auckland",
		"2031-10-15T13:00:00+02:00", "Thu 16 October, 00:00"},
	    {"a minute before is not", "Europe/Brussels", "Pacific/Auckland",
		"2031-10-15T12:59:00+02:00", "23:59"},
	    {"the day before", "Asia/Tokyo", "America/Los_Angeles", "2031-10-15T09:00:00+09:00",
		"Tue 14 October, 17:00"},
	    {"over the date line", "Pacific/Honolulu", "Pacific/Kiritimati",
		"2031-10-15T09:00:00-10:00", "Thu 16 October, 09:00"},
	    {"over the end of a year", "Europe/Brussels", "Asia/Tokyo", "2031-12-31T20:00:00+01:00",
		"Thu 1 January, 04:00"},
	    {"a leap day", "Asia/Tokyo", "America/New_York", "2032-03-01T09:00:00+09:00",
		"Sun 29 February, 19:00"},
	    {"half an hour", "Europe/Brussels", "Asia/Kolkata", "2031-10-15T09:30:00+02:00",
		"13:00"},
	    {"three quarters", "Europe/Brussels", "Asia/Kathmandu", "2031-10-15T09:30:00+02:00",
		"13:15"},
	    {"three quarters and summer", "Europe/Brussels", "Pacific/Chatham",
		"2031-10-15T09:30:00+02:00", "21:15"},
	    {"half an hour of summer", "UTC", "Australia/Lord_Howe", "2031-10-15T09:30:00Z",
		"20:30"},
	    {"and without", "UTC", "Australia/Lord_Howe", "2031-07-15T09:30:00Z", "20:00"},
	    {"west with a half", "Europe/Brussels", "America/St_Johns", "2031-10-15T09:30:00+02:00",
		"05:00"},
	    {"by an offset", "Europe/Brussels", "Etc/GMT+5", "2031-10-15T09:30:00+02:00", "02:30"},
	    {"the weeks when only one has changed", "Europe/Brussels", "America/New_York",
		"2031-10-28T15:00:00+01:00", "10:00"},
	    {"and after both have", "Europe/Brussels", "America/New_York",
		"2031-11-04T15:00:00+01:00", "09:00"},
	    {"in the hour that their clocks skip", "UTC", "Europe/Brussels", "2031-03-30T01:00:00Z",
		"03:00"},
	    {"in the hour that they show twice, first", "UTC", "Europe/Brussels",
		"2031-10-26T00:30:00Z", "02:30"},
	    {"and again", "UTC", "Europe/Brussels", "2031-10-26T01:30:00Z", "02:30"},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct slot sl = {.has_start = true};
		struct reading r;

		begin(&r, cases[i].event, cases[i].own);
		ok(tz_parse_rfc3339(cases[i].start, &sl.start), "a moment");
		sl.day = zone_civil(r.ev->zone, sl.start).date;
		is_str(make_there(&r.mk, &sl, r.ev->zone), cases[i].want, "%s", cases[i].name);
		site_free(r.site);
	}
}

static void
test_deadlines(void)
{
	static const struct {
		const char *name;
		enum deadline_kind kind;
		const char *when, *own, *want;
	} cases[] = {
	    /* the end of 18 July is noon of the 19th in UTC */
	    {"Anywhere on Earth, in the east", DEADLINE_AOE, "2031-07-19T12:00:00Z",
		"Pacific/Auckland", "Sun 20 July, 00:00"},
	    {"in the west", DEADLINE_AOE, "2031-07-19T12:00:00Z", "America/Los_Angeles",
		"Sat 19 July, 05:00"},
	    {"where the event is", DEADLINE_AOE, "2031-07-19T12:00:00Z", "Europe/Brussels",
		"Sat 19 July, 14:00"},
	    {"nobody's", DEADLINE_AOE, "2031-07-19T12:00:00Z", NULL, NULL},
	    {"a time", DEADLINE_TIME, "2031-07-18T17:00:00+02:00", "Asia/Kolkata",
		"Fri 18 July, 20:30"},
	    {"a time where the event is", DEADLINE_TIME, "2031-07-18T17:00:00+02:00",
		"Europe/Berlin", NULL},
	    {"a day only", DEADLINE_DATE, "2031-07-18T17:00:00+02:00", "Asia/Kolkata", NULL},
	    {"none", DEADLINE_NONE, "2031-07-18T17:00:00+02:00", "Asia/Kolkata", NULL},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct reading r;

		begin(&r, "Europe/Brussels", cases[i].own);
		r.ev->deadline.kind = cases[i].kind;
		tz_parse_rfc3339(cases[i].when, &r.ev->deadline.when);
		is_str(make_deadline_there(&r.mk, r.ev), cases[i].want, "%s", cases[i].name);
		site_free(r.site);
	}
}

/* What the top of a page says of the zone, by the beginnings on it. */
static void
test_note(void)
{
	static const struct {
		const char *name, *own, *from, *to, *want;
	} cases[] = {
	    {"one offset", "Asia/Tokyo", "2031-10-24T09:00:00Z", "2031-10-27T09:00:00Z",
		"In brackets: the beginning in Asia/Tokyo, UTC+9."},
	    {"it changes among them", "Europe/Berlin", "2031-10-24T09:00:00Z",
		"2031-10-27T09:00:00Z",
		"In brackets: the beginning in Europe/Berlin, UTC+2, from Sun 26 October UTC+1."},
	    {"it changes before them", "Europe/Berlin", "2031-10-26T09:00:00Z",
		"2031-10-27T09:00:00Z", "In brackets: the beginning in Europe/Berlin, UTC+1."},
	    {"it changes at the last", "Europe/Berlin", "2031-10-24T09:00:00Z",
		"2031-10-26T01:00:00Z",
		"In brackets: the beginning in Europe/Berlin, UTC+2, from Sun 26 October UTC+1."},
	    {"just after the last", "Europe/Berlin", "2031-10-24T09:00:00Z", "2031-10-26T00:59:00Z",
		"In brackets: the beginning in Europe/Berlin, UTC+2."},
	    {"no times", "Europe/Berlin", NULL, NULL, "Your zone: Europe/Berlin, UTC+2."},
	    {"no zone", NULL, NULL, NULL, NULL},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct reading r;
		struct page *p;

		begin(&r, "Africa/Abidjan", cases[i].own);
		p = r.mk.page;
		tz_parse_rfc3339("2031-10-01T09:00:00Z", &r.view.now);
		page_notice(p, "Cancelled.");
		page_para(p, "Text");
		for (int k = 0; k < 2 && cases[i].from != NULL; k++) {
			struct page_slot *ps = arena_alloc(p->arena, sizeof *ps);

			tz_parse_rfc3339(k == 0 ? cases[i].from : cases[i].to, &ps->start);
			ps->there = "there";
			ps->title = "Session";
			page_block(p, BLOCK_SLOT)->slot = ps;
		}
		make_choice_note(&r.mk, 0);
		is_str(p->blocks[0].text.run[0].s, "Cancelled.", "%s: what is first stays",
		    cases[i].name);
		is_str(p->blocks[1].text.run[0].s, cases[i].want == NULL ? "Text" : cases[i].want,
		    "%s", cases[i].name);
		site_free(r.site);
	}
}

int
main(void)
{
	if (!ok(tzdb_open(&db, NULL, NULL) == 0, "zones"))
		return tap_done();
	test_begins();
	test_deadlines();
	test_note();
	tzdb_close(db);
	return tap_done();
}
