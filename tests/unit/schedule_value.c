/* SPDX-License-Identifier: ISC */
/* Times, lengths and words as they stand in schedules of other programs. */
#include "data/schedule_private.h"

#include "tests/lib/tap.h"

static void
test_durations(void)
{
	static const struct {
		const char *s;
		int minutes; /* -1: none */
	} cases[] = {{"00:25", 25}, {"0:45", 45}, {"01:30", 90}, {"24:00", 1440}, {"00:45:00", 45},
	    {"1:00:00", 1440}, {"0:01:30", 90}, {"30", 30}, {"PT1H30M", 90}, {"PT45M", 45},
	    {"PT30S", 0}, {"", -1}, {"1:5", -1}, {"00:75", -1}, {"PT", 0}, {"PT5X", -1},
	    {"-1:00", -1}, {"12345:00", -1}, {"00:30 ", -1}, {"half an hour", -1}};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int got = -1;

		if (!schedule_duration(cases[i].s, &got))
			got = -1;
		is_int(got, cases[i].minutes, "duration '%s'", cases[i].s);
	}
}

/* Instants from GNU date: date -ud 2031-05-14T07:30Z +%s */
static void
test_moments(void)
{
	static const struct {
		const char *s;
		enum intake_time_kind kind;
		int64_t instant;
		int minute;
	} cases[] = {
	    {"2031-05-14T09:30:00+02:00", INTAKE_TIME_INSTANT, 1936510200, 570},
	    {"2031-05-14T09:30:00+0200", INTAKE_TIME_INSTANT, 1936510200, 570},
	    {"2031-05-14T09:30+02", INTAKE_TIME_INSTANT, 1936510200, 570},
	    {"2031-05-14 07:30:00.000Z", INTAKE_TIME_INSTANT, 1936510200, 450},
	    {"2031-05-14T02:00:00-05:30", INTAKE_TIME_INSTANT, 1936510200, 120},
	    {"2031-05-14T09:30:00", INTAKE_TIME_LOCAL, 0, 570},
	    {"2031-05-14T09:30", INTAKE_TIME_LOCAL, 0, 570},
	    {"2031-05-14", INTAKE_TIME_DAY, 0, 0},
	    {"2031-02-29", INTAKE_TIME_NONE, 0, 0},
	    {"2031-05-14T24:00", INTAKE_TIME_NONE, 0, 0},
	    {"2031-05-14T9:30", INTAKE_TIME_NONE, 0, 0},
	    {"2031-05-14T09:30:00+99:00", INTAKE_TIME_NONE, 0, 0},
	    {"2031-05-14X", INTAKE_TIME_NONE, 0, 0},
	    {"14.05.2031", INTAKE_TIME_NONE, 0, 0},
	    {"", INTAKE_TIME_NONE, 0, 0},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct intake_time t;
		bool good = schedule_moment(cases[i].s, &t);

		if (!ok(good == (cases[i].kind != INTAKE_TIME_NONE), "moment '%s'", cases[i].s) ||
		    !good)
			continue;
		is_int(t.kind, cases[i].kind, "moment '%s': its kind", cases[i].s);
		is_int(t.instant, cases[i].instant, "moment '%s': its instant", cases[i].s);
		is_int(t.local.minute, cases[i].minute, "moment '%s': its hour", cases[i].s);
	}
}

static void
test_clocks(void)
{
	static const struct {
		const char *s;
		int minute;
	} cases[] = {{"09:30", 570}, {"9:30", 570}, {"09:30:00", 570}, {"23:59", 1439},
	    {"24:00", -1}, {"09:60", -1}, {"09:30h", -1}, {"0930", -1}, {"", -1}, {"09:3", -1}};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int got = -1;

		if (!schedule_clock(cases[i].s, &got))
			got = -1;
		is_int(got, cases[i].minute, "clock '%s'", cases[i].s);
	}
}

static void
test_types(void)
{
	static const struct {
		const char *s;
		int type; /* -1: none */
	} cases[] = {{"lecture", TYPE_TALK}, {"Long talk (45 minutes)", TYPE_TALK},
	    {"Lightning Talk", TYPE_LIGHTNING}, {"lightningtalk", TYPE_LIGHTNING},
	    {"lightning_talk", TYPE_LIGHTNING}, {"Workshop (2h)", TYPE_WORKSHOP},
	    {"workshops", TYPE_WORKSHOP}, {"BoF (45 minutes)", TYPE_DISCUSSION},
	    {"Podium", TYPE_PANEL}, {"KEYNOTE", TYPE_KEYNOTE}, {"Coffee break", TYPE_BREAK},
	    {"Other", TYPE_OTHER}, {"devroom", -1}, {"stalking", -1}, {"", -1}};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		enum session_type type = TYPE_TALK;
		bool good = schedule_type(cases[i].s, &type);

		is_int(good ? (int)type : -1, cases[i].type, "type '%s'", cases[i].s);
	}
}

int
main(void)
{
	test_durations();
	test_moments();
	test_clocks();
	test_types();
	return tap_done();
}
