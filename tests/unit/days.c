/* SPDX-License-Identifier: ISC */
#include "core/model.h"
#include "core/tz.h"
#include "tests/lib/tap.h"

enum { HOUR = 3600 };

/* 2031-05-05T00:00Z, by `date -u -d 2031-05-05 +%s`. */
static const int64_t may5 = 1935705600;

static void
is_day(struct date got, const char *want, const char *name)
{
	char text[11] = "none";

	if (date_is_set(got))
		date_format(got, text);
	is_str(text, want, "%s", name);
}

static void
is_span(const struct event *ev, const char *first, const char *last, const char *name)
{
	printf("# %s\n", name);
	is_day(event_days(ev).first, first, "first day");
	is_day(event_last_day(ev), last, "last day");
}

static struct slot
slot(int day, int64_t from, int64_t hours)
{
	return (struct slot){{2031, 5, day}, true, true, from, from + hours * HOUR};
}

int
main(void)
{
	static const struct date d5 = {2031, 5, 5}, d6 = {2031, 5, 6};
	struct err e;
	struct tzdb *db;
	struct event ev = {.id = "e"};
	struct session se = {.id = "s", .event = &ev}, *list[] = {&se};

	if (tzdb_open(&db, NULL, &e) != 0) {
		printf("Bail out! %s\n", e.msg);
		return 1;
	}
	ev.zone = tzdb_find(db, "Europe/Berlin"); /* UTC+2 in May */
	is_span(&ev, "none", "none", "nothing is known");
	ev.deadline = (struct deadline){.kind = DEADLINE_DATE, .day = d5};
	is_span(&ev, "none", "2031-05-05", "a deadline's day is the last, and no day of the event");
	ev.deadline = (struct deadline){.kind = DEADLINE_AOE, .day = d5, .when = may5 + 36 * HOUR};
	is_span(&ev, "none", "2031-05-06", "Anywhere on Earth ends on the next day here");
	ev.deadline = (struct deadline){.kind = DEADLINE_TIME, .day = d5, .when = may5 + 23 * HOUR};
	is_span(&ev, "none", "2031-05-06", "a deadline in another zone");
	ev.sessions = list;
	ev.nsessions = 1;
	se.slot = (struct slot){.day = d6};
	is_span(&ev, "2031-05-06", "2031-05-06", "a session's day; its deadline is no first day");
	ev.deadline = (struct deadline){.kind = DEADLINE_NONE};
	se.slot = slot(5, may5 + 20 * HOUR, 2);
	is_span(&ev, "2031-05-05", "2031-05-05", "until midnight in Berlin is that day");
	se.slot = slot(5, may5 + 20 * HOUR, 3);
	is_span(&ev, "2031-05-05", "2031-05-06", "until one in the morning is the next");
	se.slot = slot(5, may5 - 2 * HOUR, 0);
	is_span(&ev, "2031-05-05", "2031-05-05", "a moment at midnight is the day it begins");
	ev.zone = NULL;
	se.slot = slot(5, may5 + 20 * HOUR, 30);
	is_span(&ev, "2031-05-05", "2031-05-05", "without a zone, the day of the start");
	ev.nsessions = 0;
	ev.slot = slot(6, may5 + 30 * HOUR, 1);
	is_span(&ev, "2031-05-06", "2031-05-06", "the event's own time");
	ev.dates = (struct span){
	    .precision = PRECISION_MONTH, .first = {2031, 5, 1}, .last = {2031, 5, 31}};
	is_span(&ev, "2031-05-01", "2031-05-31", "a month is its bounds");
	tzdb_close(db);
	return tap_done();
}
