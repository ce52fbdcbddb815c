/* SPDX-License-Identifier: ISC */
/* Agendas: what begins when. Each case is the `agenda:` of an event in some zone, and all its
 * sessions as "id start end", local times with their offsets; then how many findings there are. */
#include "data/read.h"

#include "tests/lib/tap.h"

static const struct {
	const char *name, *zone, *agenda, *want;
	size_t findings;
} cases[] = {
    {"times as written", "Europe/Berlin",
	"  2023-06-14:\n"
	"    - {at: 09:30, for: 30m, title: A}\n"
	"    - {at: 10:00, until: 11:30, title: B}\n",
	"a 2023-06-14T09:30:00+02:00 2023-06-14T10:00:00+02:00\n"
	"b 2023-06-14T10:00:00+02:00 2023-06-14T11:30:00+02:00\n",
	0},
    {"a chain", "Europe/Berlin",
	"  2023-06-14:\n"
	"    - {at: 09:30, for: 30m, title: A}\n"
	"    - {for: 1h30m, title: B}\n"
	"    - {until: 12:15, title: C}\n"
	"    - {for: 45m, title: D}\n",
	"a 2023-06-14T09:30:00+02:00 2023-06-14T10:00:00+02:00\n"
	"b 2023-06-14T10:00:00+02:00 2023-06-14T11:30:00+02:00\n"
	"c 2023-06-14T11:30:00+02:00 2023-06-14T12:15:00+02:00\n"
	"d 2023-06-14T12:15:00+02:00 2023-06-14T13:00:00+02:00\n",
	0},
    {"what has no time moves nothing", "Europe/Berlin",
	"  2023-06-14:\n"
	"    - {title: A}\n"
	"    - {at: 09:00, for: 1h, title: B}\n"
	"    - {title: C}\n"
	"    - {for: 1h, title: D}\n",
	"a 2023-06-14 -\n"
	"b 2023-06-14T09:00:00+02:00 2023-06-14T10:00:00+02:00\n"
	"c 2023-06-14 -\n"
	"d 2023-06-14T10:00:00+02:00 2023-06-14T11:00:00+02:00\n",
	0},
    {"a time before the one above is taken, with a warning", "Europe/Berlin",
	"  2023-06-14:\n"
	"    - {at: 14:00, for: 1h, title: A}\n"
	"    - {at: 09:00, for: 1h, title: B}\n"
	"    - {for: 1h, title: C}\n",
	"a 2023-06-14T14:00:00+02:00 2023-06-14T15:00:00+02:00\n"
	"b 2023-06-14T09:00:00+02:00 2023-06-14T10:00:00+02:00\n"
	"c 2023-06-14T10:00:00+02:00 2023-06-14T11:00:00+02:00\n",
	1},
    {"each day begins anew", "Europe/Berlin",
	"  2023-06-14:\n"
	"    - {at: 09:00, for: 1h, title: A}\n"
	"  2023-06-15:\n"
	"    - {for: 1h, title: B}\n",
	"a 2023-06-14T09:00:00+02:00 2023-06-14T10:00:00+02:00\n"
	"b 2023-06-15 -\n",
	1},
    {"a group: the longest counts", "Europe/Berlin",
	"  2023-06-14:\n"
	"    - {at: 09:00, for: 1h, title: A}\n"
	"    - parallel:\n"
	"        - {for: 1h, title: B}\n"
	"        - {for: 2h, title: C}\n"
	"        - {for: 30m, title: D}\n"
	"    - {for: 1h, title: E}\n",
	"a 2023-06-14T09:00:00+02:00 2023-06-14T10:00:00+02:00\n"
	"b 2023-06-14T10:00:00+02:00 2023-06-14T11:00:00+02:00\n"
	"c 2023-06-14T10:00:00+02:00 2023-06-14T12:00:00+02:00\n"
	"d 2023-06-14T10:00:00+02:00 2023-06-14T10:30:00+02:00\n"
	"e 2023-06-14T12:00:00+02:00 2023-06-14T13:00:00+02:00\n",
	0},
    {"a group with branches", "Europe/Berlin",
	"  2023-06-14:\n"
	"    - at: 09:00\n"
	"      parallel:\n"
	"        - - {for: 1h, title: A}\n"
	"          - {for: 1h, title: B}\n"
	"        - {for: 90m, title: C}\n"
	"    - {for: 1h, title: D}\n",
	"a 2023-06-14T09:00:00+02:00 2023-06-14T10:00:00+02:00\n"
	"b 2023-06-14T10:00:00+02:00 2023-06-14T11:00:00+02:00\n"
	"c 2023-06-14T09:00:00+02:00 2023-06-14T10:30:00+02:00\n"
	"d 2023-06-14T11:00:00+02:00 2023-06-14T12:00:00+02:00\n",
	0},
    {"a group in a branch of a group", "Europe/Berlin",
	"  2023-06-14:\n"
	"    - at: 09:00\n"
	"      parallel:\n"
	"        - - {for: 1h, title: A}\n"
	"          - parallel:\n"
	"              - {for: 1h, title: B}\n"
	"              - {for: 3h, title: C}\n"
	"          - {for: 30m, title: D}\n"
	"        - {for: 1h, title: E}\n"
	"    - {for: 1h, title: F}\n",
	"a 2023-06-14T09:00:00+02:00 2023-06-14T10:00:00+02:00\n"
	"b 2023-06-14T10:00:00+02:00 2023-06-14T11:00:00+02:00\n"
	"c 2023-06-14T10:00:00+02:00 2023-06-14T13:00:00+02:00\n"
	"d 2023-06-14T13:00:00+02:00 2023-06-14T13:30:00+02:00\n"
	"e 2023-06-14T09:00:00+02:00 2023-06-14T10:00:00+02:00\n"
	"f 2023-06-14T13:30:00+02:00 2023-06-14T14:30:00+02:00\n",
	0},
    {"a member's own time wins", "Europe/Berlin",
	"  2023-06-14:\n"
	"    - at: 09:00\n"
	"      parallel:\n"
	"        - {at: 09:30, for: 2h, title: A}\n"
	"        - {for: 1h, title: B}\n"
	"    - {for: 1h, title: C}\n",
	"a 2023-06-14T09:30:00+02:00 2023-06-14T11:30:00+02:00\n"
	"b 2023-06-14T09:00:00+02:00 2023-06-14T10:00:00+02:00\n"
	"c 2023-06-14T11:30:00+02:00 2023-06-14T12:30:00+02:00\n",
	0},
    {"members of a group begin together, their ends known or not", "Europe/Berlin",
	"  2023-06-14:\n"
	"    - at: 09:00\n"
	"      parallel:\n"
	"        - {title: A}\n"
	"        - {for: 1h, title: B}\n"
	"    - {for: 1h, title: C}\n",
	"a 2023-06-14T09:00:00+02:00 -\n"
	"b 2023-06-14T09:00:00+02:00 2023-06-14T10:00:00+02:00\n"
	"c 2023-06-14 -\n",
	2},
    {"a group of nothing timed leaves the chain alone", "Europe/Berlin",
	"  2023-06-14:\n"
	"    - {at: 09:00, for: 1h, title: A}\n"
	"    - parallel: []\n"
	"    - {for: 1h, title: B}\n",
	"a 2023-06-14T09:00:00+02:00 2023-06-14T10:00:00+02:00\n"
	"b 2023-06-14T10:00:00+02:00 2023-06-14T11:00:00+02:00\n",
	0},
    {"past midnight", "Europe/Berlin",
	"  2023-06-14:\n"
	"    - {at: 22:00, until: 02:00, title: A}\n"
	"    - {for: 1h, title: B}\n",
	"a 2023-06-14T22:00:00+02:00 2023-06-15T02:00:00+02:00\n"
	"b 2023-06-15T02:00:00+02:00 2023-06-15T03:00:00+02:00\n",
	0},
    {"a chain across the hour that is skipped", "Europe/Berlin",
	"  2023-03-26:\n"
	"    - {at: 01:30, for: 1h, title: A}\n"
	"    - {for: 1h, title: B}\n"
	"    - {until: 05:00, title: C}\n",
	"a 2023-03-26T01:30:00+01:00 2023-03-26T03:30:00+02:00\n"
	"b 2023-03-26T03:30:00+02:00 2023-03-26T04:30:00+02:00\n"
	"c 2023-03-26T04:30:00+02:00 2023-03-26T05:00:00+02:00\n",
	0},
    {"a chain across the hour that is there twice", "Europe/Berlin",
	"  2023-10-29:\n"
	"    - {at: 01:30, for: 1h, title: A}\n"
	"    - {for: 1h, title: B}\n"
	"    - {for: 1h, title: C}\n"
	"    - {until: 04:00, title: D}\n",
	"a 2023-10-29T01:30:00+02:00 2023-10-29T02:30:00+02:00\n"
	"b 2023-10-29T02:30:00+02:00 2023-10-29T02:30:00+01:00\n"
	"c 2023-10-29T02:30:00+01:00 2023-10-29T03:30:00+01:00\n"
	"d 2023-10-29T03:30:00+01:00 2023-10-29T04:00:00+01:00\n",
	0},
    {"an end that is earlier on the clock", "Europe/Berlin",
	"  2023-10-29:\n"
	"    - {at: 02:45 +02:00, until: 02:15 +01:00, title: A}\n",
	"a 2023-10-29T02:45:00+02:00 2023-10-29T02:15:00+01:00\n", 0},
    {"an overnight end within the hour that is there twice", "Europe/Berlin",
	"  2023-10-28:\n"
	"    - {at: 22:00, until: 02:30 +01:00, title: A}\n",
	"a 2023-10-28T22:00:00+02:00 2023-10-29T02:30:00+01:00\n", 0},
    {"half an hour's change of the clocks", "Australia/Lord_Howe",
	"  2023-10-01:\n"
	"    - {at: 01:30, for: 1h, title: A}\n",
	"a 2023-10-01T01:30:00+10:30 2023-10-01T03:00:00+11:00\n", 0},
    {"a day that begins at one", "America/Asuncion",
	"  2023-10-01:\n"
	"    - {at: 01:00, for: 1h, title: A}\n",
	"a 2023-10-01T01:00:00-03:00 2023-10-01T02:00:00-03:00\n", 0},
    {"a list without days", "Europe/Berlin", "  - {title: A}\n  - {title: B}\n", "a - -\nb - -\n",
	0},
    {"broken sessions keep the others", "Europe/Berlin",
	"  2023-06-14:\n"
	"    - {at: 9, for: 1h, title: A}\n"
	"    - {for: 1h, title: B}\n"
	"    - Lunch\n"
	"    - {at: 13:00, for: 1h, title: C, room: none}\n",
	"a 2023-06-14 -\n"
	"b 2023-06-14 -\n"
	"c 2023-06-14T13:00:00+02:00 2023-06-14T14:00:00+02:00\n",
	3},
    {"ids are numbered", "Europe/Berlin",
	"  - {title: Lunch, type: break}\n"
	"  - {title: Lunch, type: break}\n"
	"  - {id: lunch-2, title: X}\n"
	"  - {title: Lunch, type: social}\n",
	"lunch - -\nlunch-3 - -\nlunch-2 - -\nlunch-4 - -\n", 0},
    {"an id is cut for its number", "Europe/Berlin",
	"  - {id: a23456789b23456789c23456789d23456789e23456789f23456789g234, title: A}\n"
	"  - {id: a23456789b23456789c23456789d23456789e23456789f23456789g234, title: B}\n",
	"a23456789b23456789c23456789d23456789e23456789f23456789g234 - -\n"
	"a23456789b23456789c23456789d23456789e23456789f23456789g234-2 - -\n",
	1},
};

static void
put_time(struct buf *out, const struct tz *tz, int64_t utc)
{
	char s[26];

	tz_format_rfc3339(utc, tz_at(tz, utc).offset, s);
	buf_printf(out, " %s", s);
}

static void
put_session(struct buf *out, const struct session *se)
{
	const struct tz *tz = se->event->zone;
	char day[11];

	buf_puts(out, se->id);
	date_format(se->slot.day, day);
	if (se->slot.has_start)
		put_time(out, tz, se->slot.start);
	else
		buf_printf(out, " %s", date_is_set(se->slot.day) ? day : "-");
	if (se->slot.has_end)
		put_time(out, tz, se->slot.end);
	else
		buf_puts(out, " -");
	buf_putc(out, '\n');
}

static void
add(struct sources *src, const char *name, const char *text)
{
	sources_add(src, name, text, strlen(text));
}

static void
test_case(struct tzdb *db, size_t i)
{
	struct arena *a = arena_new(1024 * 1024);
	struct sources src = {0};
	struct site *site = NULL;
	struct findings f;
	struct buf text;
	struct err e;
	size_t k;

	findings_init(&f, a);
	buf_init(&text, 100000);
	buf_printf(&text, "event: e\nkind: forum\ntitle: E\ntimezone: %s\nagenda:\n%s",
	    cases[i].zone, cases[i].agenda);
	add(&src, "site.yaml", "title: S\nhost: example.org\nlanguages: en\ntimezone: UTC\n");
	add(&src, "e.yaml", buf_str(&text));
	is_int(site_read(&site, &src, db, &f, &e), 0, "%s: is read", cases[i].name);
	buf_clear(&text);
	for (k = 0; site->nevents == 1 && k < site->events[0]->nsessions; k++)
		put_session(&text, site->events[0]->sessions[k]);
	is_str(buf_str(&text), cases[i].want, "%s", cases[i].name);
	if (!is_int(f.n, cases[i].findings, "%s: findings", cases[i].name))
		for (k = 0; k < f.n; k++)
			printf("# %s\n", f.items[k].what);
	site_free(site);
	sources_free(&src);
	buf_free(&text);
	arena_free(a);
}

int
main(void)
{
	struct tzdb *db = NULL;
	struct err e;
	size_t i;

	if (ok(tzdb_open(&db, NULL, &e) == 0, "zones are there"))
		for (i = 0; i < sizeof cases / sizeof *cases; i++)
			test_case(db, i);
	tzdb_close(db);
	return tap_done();
}
