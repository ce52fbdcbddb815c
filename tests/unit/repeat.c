/* SPDX-License-Identifier: ISC */
/* Dates of rules: found, kept as a text, kept with revisions. */
#include "ical/repeat.h"
#include "data/repeats.h"
#include "tests/lib/stored.h"

static char out[16 * 1024];

static const char *
dates_text(const struct date *days, size_t n)
{
	size_t used = 0;

	out[0] = '\0';
	for (size_t i = 0; i < n && used + 16 < sizeof out; i++)
		used += (size_t)snprintf(out + used, sizeof out - used, "%s%02d-%02d",
		    i == 0 ? "" : " ", days[i].month, days[i].day);
	return out;
}

/* By hand from the calendar of 2031, whose 3 June is a Tuesday. */
static const struct {
	const char *name, *rule, *want; /* NULL: it is no rule */
} found[] = {
    {"each week", "FREQ=WEEKLY", "06-03 06-10 06-17 06-24"},
    {"every other week", "FREQ=WEEKLY;INTERVAL=2", "06-03 06-17 07-01 07-15"},
    {"on another weekday", "FREQ=WEEKLY;BYDAY=TH", "06-05 06-12 06-19 06-26"},
    {"on two weekdays", "FREQ=WEEKLY;BYDAY=TU,TH", "06-03 06-05 06-10 06-12"},
    {"the first Tuesday", "FREQ=MONTHLY;BYDAY=1TU", "06-03 07-01 08-05 09-02"},
    {"the last Friday", "FREQ=MONTHLY;BYDAY=-1FR", "06-27 07-25 08-29 09-26"},
    {"the last working day", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
	"06-30 07-31 08-29 09-30"},
    {"months without a 31st are left out", "FREQ=MONTHLY;BYMONTHDAY=31", "07-31 08-31 10-31 12-31"},
    {"by days on the last of the month", "FREQ=DAILY;BYMONTHDAY=-1", "06-30 07-31 08-31 09-30"},
    {"and its first", "FREQ=DAILY;BYMONTHDAY=-1,1", "06-30 07-01 07-31 08-01"},
    {"of two months", "FREQ=DAILY;BYMONTH=6,9;BYMONTHDAY=-2", "06-29 09-29 06-29 09-29"},
    {"by months on the last day", "FREQ=MONTHLY;BYMONTHDAY=-1", "06-30 07-31 08-31 09-30"},
    {"by years on the last day", "FREQ=YEARLY;BYMONTH=6,9;BYMONTHDAY=-2",
	"06-29 09-29 06-29 09-29"},
    {"a count is of the days that are left", "FREQ=DAILY;COUNT=3;BYMONTHDAY=-1",
	"06-30 07-31 08-31"},
    {"each year", "FREQ=YEARLY", "06-03 06-03 06-03 06-03"},
    {"the leap day", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "02-29 02-29 02-29"},
    {"no date in ten years", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO", ""},
    {"never", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", NULL},
    {"each hour is no rule of days", "FREQ=HOURLY", NULL},
    {"a word", "weekly", NULL},
    {"nothing", "", NULL},
};

static void
test_found(void)
{
	struct date first = {2031, 6, 3}, days[4], last = repeats_last_day(first);
	size_t n;

	for (size_t i = 0; i < sizeof found / sizeof *found; i++) {
		bool is_rule = ical_repeat_dates(found[i].rule, first, last, days, 4, &n);

		is_str(is_rule ? dates_text(days, n) : "no rule",
		    found[i].want == NULL ? "no rule" : found[i].want, "%s", found[i].name);
	}
	ical_repeat_dates("FREQ=YEARLY", first, (struct date){2033, 6, 3}, days, 4, &n);
	is_int((long)n, 3, "the last day is one of them");
}

static size_t asked;

static bool
count_asked(
    const char *rule, struct date first, struct date last, struct date *days, size_t max, size_t *n)
{
	asked++;
	return ical_repeat_dates(rule, first, last, days, max, n);
}

static void
test_memo(void)
{
	struct repeats *r = calloc(1, sizeof *r), *copy = calloc(1, sizeof *copy);
	struct date first = {2031, 6, 3}, leap = {2032, 2, 29};
	const struct repeat_dates *d, *again;
	char *text;

	is_int(repeats_get(NULL, "FREQ=WEEKLY", first, &d), REPEATS_UNKNOWN, "nothing is known");
	is_int(repeats_get(r, "FREQ=WEEKLY", first, &d), REPEATS_UNKNOWN, "nor can be found");
	r->find = count_asked;
	is_int(repeats_get(r, "FREQ=WEEKLY", first, &d), REPEATS_KNOWN, "found");
	is_int((long)d->n, REPEAT_DATES_MAX + 1, "one more than may be");
	repeats_get(r, "FREQ=WEEKLY", first, &again);
	ok(again == d && asked == 1, "and found once");
	text = repeats_text(d);
	ok(strncmp(text, "0 7 7 7", 7) == 0 && repeats_add(copy, "FREQ=WEEKLY", first, text) == 0 &&
		repeats_get(copy, "FREQ=WEEKLY", first, &again) == REPEATS_KNOWN &&
		again->n == d->n && again->is_rule &&
		memcmp(again->dates, d->dates, d->n * sizeof *d->dates) == 0,
	    "kept as a text, and read again: %.7s", text);
	free(text);
	repeats_get(r, "weekly", first, &d);
	text = repeats_text(d);
	is_str(text, "-", "what is no rule is kept, too");
	free(text);
	is_int(repeats_add(copy, "weekly", first, "-"), 0, "and read");
	ok(repeats_get(copy, "weekly", first, &d) == REPEATS_KNOWN && !d->is_rule && d->n == 0,
	    "as none");
	is_int(repeats_add(copy, "x", first, "0 7 -1"), -1, "a text that goes back is none");
	is_int(repeats_add(copy, "x", first, "0 99999"), -1, "nor one of later years");
	is_int(repeats_add(copy, "x", first, "0 x"), -1, "nor words");
	ok(date_eq(repeats_last_day(leap), (struct date){2042, 2, 28}),
	    "ten years from a leap day");
	ok(date_eq(repeats_last_day((struct date){2095, 1, 1}), (struct date){2100, 12, 31}),
	    "but no later than any date may be");
	repeats_free(r);
	repeats_free(copy);
	repeats_free(NULL);
}

static void
test_ceilings(void)
{
	struct repeats *r = calloc(1, sizeof *r);
	struct date first = {2031, 6, 3};
	const struct repeat_dates *d;
	char rule[64];
	int i;

	r->find = ical_repeat_dates;
	for (i = 0; i < REPEAT_BARREN_MAX; i++) {
		snprintf(
		    rule, sizeof rule, "FREQ=DAILY;INTERVAL=%d;BYMONTH=2;BYMONTHDAY=30", i + 1);
		repeats_get(r, rule, first, &d);
	}
	is_int(repeats_get(r, "FREQ=WEEKLY", first, &d), REPEATS_TOO_MANY,
	    "after so many that give nothing no other is looked at");
	repeats_free(r);
}

static void
test_stored(const char *dir)
{
	struct store *s = open_store(dir, STORE_WRITE);
	struct identity_row rows[] = {row("", "ev@example.org", 0, 1, false)};
	struct identities ids = {.rows = rows, .n = 1};
	struct sources src = two_files("a\n", "b\n", 2), back;
	const struct repeat_dates *d;
	struct date first = {2031, 6, 3};
	struct err e = {""};

	sources_repeat_by(&src, ical_repeat_dates);
	repeats_get(src.repeats, "FREQ=MONTHLY", first, &d);
	is_int(publish(s, 1, &src, ids, &e), 0, "published with dates%s", e.msg);
	sources_free(&src);
	is_int(store_sources(s, 1, &back, &e), 0, "read again%s", e.msg);
	ok(back.repeats != NULL && back.repeats->n == 1 && back.repeats->find == NULL &&
		repeats_get(back.repeats, "FREQ=MONTHLY", first, &d) == REPEATS_KNOWN,
	    "with its dates, and no function");
	is_str(dates_text(d->dates, 3), "06-03 07-03 08-03", "which are the same");
	is_int(publish(s, 2, &back, ids, &e), 0, "published once more%s", e.msg);
	is_str(ask(dir, "SELECT count(*) FROM recurrence"), "1", "dates are kept once");
	is_str(ask(dir, "SELECT count(*) FROM revision_recurrence"), "2", "for each revision");
	is_str(identities_text(s, 2), "ev/:0:1:2", "beside the identities");
	sources_free(&back);
	src = two_files("a\n", "b\n", 2);
	sources_add_repeat(&src, "FREQ=MONTHLY", first, "0 30 32", &e);
	is_int(publish(s, 3, &src, ids, &e), 0, "other dates of the same rule%s", e.msg);
	sources_free(&src);
	store_sources(s, 3, &back, &e);
	repeats_get(back.repeats, "FREQ=MONTHLY", first, &d);
	is_str(dates_text(d->dates, d->n), "06-03 07-03 08-04", "are those of its revision alone");
	sources_free(&back);
	store_sources(s, 1, &back, &e);
	is_int((long)back.repeats->items[0]->n, 120 + 1, "others keep theirs");
	sources_free(&back);
	store_close(s);
}

int
main(void)
{
	static const struct scratch_test tests[] = {{"stored", test_stored}};

	test_found();
	test_memo();
	test_ceilings();
	return scratch_run(tests, sizeof tests / sizeof tests[0]);
}
